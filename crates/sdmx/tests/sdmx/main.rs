//! What the crate promises, tested from outside.

mod data;
mod words;
