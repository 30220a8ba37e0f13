//! Both reports of every flow side by side.

pub mod book;
pub mod store;
