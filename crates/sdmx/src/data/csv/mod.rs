//! SDMX-CSV 1.0, 2.0 and 2.1.
//!
//! A record with another structure or action than the one before begins a new dataset.

mod columns;
mod reader;
mod scanner;
mod subfields;
mod writer;

pub(super) use reader::CsvReader;
pub(super) use writer::CsvWriter;
pub use writer::{CsvStyle, Keys};
