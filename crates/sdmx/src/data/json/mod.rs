//! SDMX-JSON data, 1.0, 2.0 and 2.1.

mod reader;
mod writer;

pub(super) use reader::{JsonReader, hold};
pub(super) use writer::JsonWriter;
