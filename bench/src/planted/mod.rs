//! Planted against found: how much of the truth a comparison gave to the right cause.
//!
//! Both files are read whole (some ten million rows), netted by cell and cause, and
//! compared cell by cell. Who found the parts and how is none of its business.

mod parts;
mod print;
mod report;
mod tally;

use std::io::{self, Write};
use std::path::Path;

use clap::ValueEnum;

use crate::failure::Outcome;
use parts::Reader;
use report::Report;
use tally::Tally;

/// How the comparison is printed.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Output {
    Table,
    Json,
    Markdown,
}

/// Compares two files and prints the result.
///
/// # Errors
/// When a file cannot be read or a row is not as expected.
pub(crate) fn compare(truth: &Path, found: &Path, output: Output) -> Outcome<()> {
    let mut reader = Reader::default();
    let planted = reader.read(truth)?;
    let found = reader.read(found)?;
    let report = Report::new(&Tally::new(&planted, &found), reader.causes());
    let text = match output {
        Output::Table => print::table(&report),
        Output::Json => print::json(&report),
        Output::Markdown => print::markdown(&report),
    };
    Ok(writeln!(io::stdout().lock(), "{text}")?)
}
