//! SDMX-JSON data 1.0, 2.0 and 2.1.
//!
//! Members may come in any order, and rows cannot be told without the components and codes. So a
//! message is read twice: first its structures and the heads of its datasets, then its data.

mod first;
mod node;
mod plan;
mod reader;
mod structure;
mod text;
mod tokens;
mod writer;

pub(super) use reader::{JsonReader, hold};
pub(super) use writer::JsonWriter;
