//! A row that breaks a rule, and which rule.
//!
//! A reject is a report for the person who holds the file: it repeats what stood
//! there and says what would have been read. It is not an error of the reading,
//! which goes on with the next row.

use std::fmt;

/// The longest text repeated from a file, in characters; the rest is cut.
const FOUND_MAX: usize = 200;

/// Which rule a rejected row breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// An area that is unknown, ambiguous, not in being at the time, or both sides at once.
    Area,
    /// No commodity code, or none of the edition.
    Commodity,
    /// No year or month, one that contradicts itself, or a part of a year that calls itself a year.
    Period,
    /// No amount of money, or a negative one.
    Value,
    /// No weight or quantity, or a negative one.
    Quantity,
    /// No flow that is known.
    Flow,
    /// A code of procedure, transport, currency, edition, valuation or attribution that is not known.
    Code,
    /// The cell was told before in the same file.
    Duplicate,
    /// A row or sheet that is not built as the others.
    Structure,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Area,
        Self::Commodity,
        Self::Period,
        Self::Value,
        Self::Quantity,
        Self::Flow,
        Self::Code,
        Self::Duplicate,
        Self::Structure,
    ];

    /// The name used in files and counts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Commodity => "commodity",
            Self::Period => "period",
            Self::Value => "value",
            Self::Quantity => "quantity",
            Self::Flow => "flow",
            Self::Code => "code",
            Self::Duplicate => "duplicate",
            Self::Structure => "structure",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }
}

/// A row that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Line of the file where the row begins, from 1; row of the sheet in a workbook;
    /// number of the record in JSON and Parquet, which have no lines.
    pub line: u64,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Column, as the file names it.
    pub field: String,
    /// What stood there, cut to 200 characters.
    pub found: String,
    /// What would have been read.
    pub expected: String,
    /// Which rule is broken.
    pub reason: Reason,
}

impl fmt::Display for Reject {
    /// `line 7, partner: found "Atlantis", expected an area`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sheet) = &self.sheet {
            write!(out, "sheet {sheet:?}, ")?;
        }
        write!(
            out,
            "line {}, {}: found {:?}, expected {}",
            self.line, self.field, self.found, self.expected
        )
    }
}

/// A reject before its place is known.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) field: String,
    pub(super) found: String,
    pub(super) expected: String,
    pub(super) reason: Reason,
}

impl Fault {
    pub(super) fn new(reason: Reason, field: &str, found: &str, expected: impl Into<String>) -> Self {
        Self {
            field: clip(field),
            found: clip(found),
            expected: expected.into(),
            reason,
        }
    }

    pub(super) fn at(self, line: u64, sheet: Option<String>) -> Reject {
        Reject {
            line,
            sheet,
            field: self.field,
            found: self.found,
            expected: self.expected,
            reason: self.reason,
        }
    }
}

/// The first characters of a text from a file.
pub(super) fn clip(text: &str) -> String {
    match text.char_indices().nth(FOUND_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
