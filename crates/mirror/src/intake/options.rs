//! What the caller knows about a file, and how much of it is read before giving up.

use super::Layout;
use entente_trade::{Date, Side};
use std::path::PathBuf;

/// What the caller knows about a file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The layout; `None` to recognise it by content.
    pub layout: Option<Layout>,
    /// The file's name, for messages only; [`read`](super::read) fills it from the path when empty.
    pub file_name: String,
    /// Which flow the file holds, for layouts that do not say (Uzbekistan's).
    pub flow: Option<Side>,
    /// Read every row in full, one after the other, also where whole blocks of plain rows
    /// could be read at once. The outcome is the same; it is for holding the two against each
    /// other.
    pub row_by_row: bool,
    /// The last day that a release told in the file may bear; any when `None`.
    pub latest: Option<Date>,
    /// A folder where figures of a message may be put aside that are more than
    /// [`Limits::held_rows`]; without it they are one too many.
    pub scratch: Option<PathBuf>,
    /// Bounds against hostile or damaged files.
    pub limits: Limits,
}

/// Bounds against hostile or damaged files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest field, in bytes of UTF-8.
    pub field_bytes: usize,
    /// Longest line or record, in bytes of UTF-8.
    pub line_bytes: usize,
    /// Most columns.
    pub columns: usize,
    /// Largest workbook, in bytes: it is read whole.
    pub workbook_bytes: u64,
    /// Most rows of a table that must be held until its end (national layouts), and most figures
    /// of a message of SDMX in memory.
    pub held_rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            field_bytes: 64 * 1024,
            line_bytes: 1024 * 1024,
            columns: 512,
            workbook_bytes: 64 * 1024 * 1024,
            held_rows: 1_000_000,
        }
    }
}
