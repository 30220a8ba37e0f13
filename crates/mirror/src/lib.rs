//! Both reports of every flow side by side.

pub mod book;
mod hash;
pub mod store;
