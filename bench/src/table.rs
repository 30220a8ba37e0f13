//! Where records go: a file of either format, or nowhere.

use std::path::Path;

use clap::ValueEnum;

use crate::failure::Outcome;
use crate::record::{Column, Record};
use crate::table_csv::CsvTable;
use crate::table_parquet::ParquetTable;

/// How records are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Csv,
    Parquet,
}

/// Takes rows in order.
pub(crate) trait Table {
    /// Takes a row.
    fn push(&mut self, record: &Record) -> Outcome<()>;
    /// Writes what is held back.
    fn close(self: Box<Self>) -> Outcome<()>;
    /// Number of the line the first row stands on.
    fn first_line(&self) -> u64;
}

/// A table in a folder.
pub(crate) fn create(folder: &Path, format: Format, columns: &'static [Column]) -> Outcome<Box<dyn Table>> {
    Ok(match format {
        Format::Csv => Box::new(CsvTable::create(&folder.join("records.csv"), columns)?),
        Format::Parquet => Box::new(ParquetTable::create(&folder.join("records.parquet"), columns)?),
    })
}

/// A table that keeps nothing.
pub(crate) struct Nowhere;

impl Table for Nowhere {
    fn push(&mut self, _: &Record) -> Outcome<()> {
        Ok(())
    }

    fn close(self: Box<Self>) -> Outcome<()> {
        Ok(())
    }

    fn first_line(&self) -> u64 {
        2
    }
}
