//! Both reports of every flow side by side, and every unit of the difference assigned to a cause.

pub mod book;
pub mod explain;
mod hash;
pub mod intake;
pub mod pairing;
pub mod store;
