//! What a reading found, in numbers.

use super::encoding::Encoding;
use super::{Layout, Reason, Skip};
use entente_trade::{Dataset, Vintage};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use sdmx::structure::Message;

/// Something odd that was read all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Warning {
    /// Turnover is not exports plus imports within the rounding of the three figures.
    Turnover,
    /// The importer's figure is the exporter's times 1.06: one of the two is probably not a
    /// report but the source's estimate from the other.
    Imputed,
    /// The reply promises another number of records than it holds.
    Count,
}

impl Warning {
    /// Every warning.
    pub const ALL: [Self; 3] = [Self::Turnover, Self::Imputed, Self::Count];

    /// The name used in counts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Turnover => "turnover",
            Self::Imputed => "imputed",
            Self::Count => "count",
        }
    }
}

/// What a file says of itself as a whole, such as that it was cut short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sender's code for it, such as 413; empty if there is none.
    pub code: String,
    /// `error`, `warning`, `information`, or `message` where the file does not say which.
    pub severity: &'static str,
    /// Whether it is an error: what was read may not be all there is.
    pub is_error: bool,
    /// The words.
    pub text: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blank = if self.code.is_empty() { "" } else { " " };
        write!(out, "{}{blank}{}: {}", self.severity, self.code, self.text)
    }
}

/// What a reading found, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The layout, recognised or given.
    pub layout: Layout,
    /// The layout's dataset.
    pub dataset: Dataset,
    /// How the text was encoded; `None` for JSON, Parquet and workbooks.
    pub encoding: Option<Encoding>,
    /// Rows below the header that are not empty.
    pub rows: u64,
    /// Observations passed on; a row may hold several.
    pub observations: u64,
    /// Rejects by reason.
    pub rejected: BTreeMap<Reason, u64>,
    /// Rows, or sides of rows, left out by reason.
    pub skipped: BTreeMap<Skip, u64>,
    /// Commodity codes that had lost a leading zero and were given it back.
    pub padded_codes: u64,
    /// Oddities by kind.
    pub warnings: BTreeMap<Warning, u64>,
    /// What the file says of itself.
    pub notices: Vec<Notice>,
    /// The newest release that rows tell, where all tell theirs.
    pub released: Option<Vintage>,
    /// What it holds if it is a message of structures, which has no rows.
    pub described: Option<Arc<Message>>,
    /// Year, month and day on which the file says it was published.
    pub published: Option<(u16, u8, u8)>,
}

impl Summary {
    pub(super) fn new(layout: Layout) -> Self {
        Self {
            layout,
            dataset: layout.dataset(),
            encoding: None,
            rows: 0,
            observations: 0,
            rejected: BTreeMap::new(),
            skipped: BTreeMap::new(),
            padded_codes: 0,
            warnings: BTreeMap::new(),
            notices: Vec::new(),
            released: None,
            described: None,
            published: None,
        }
    }

    /// Rejects of all reasons.
    pub fn rejects(&self) -> u64 {
        self.rejected.values().sum()
    }
}
