//! Entries of the catalogue.

use std::path::Path;

use entente_trade::{Dataset, Vintage};

use super::moment::Moment;
use crate::book::{SegmentError, SegmentReader, SegmentSummary};

/// One import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportEntry {
    /// Number of the import; the first is 1.
    pub id: u32,
    /// SHA-256 of the bytes as received, lower-case hexadecimal.
    pub object: String,
    /// What the file was called.
    pub file_name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Name of the layout that read it.
    pub layout: String,
    /// Whatever else decided how the bytes were read; empty by default.
    pub options: String,
    /// Datasets of the rows that landed.
    pub datasets: Vec<Dataset>,
    /// The day the release stands for.
    pub vintage: Vintage,
    /// When it began to count; later than every import before.
    pub imported_at: Moment,
    /// Rows of the source: landed, rejected and skipped.
    pub rows: u64,
    /// Rows that landed.
    pub landed: u64,
    /// The file of rejected rows, when there are some.
    pub rejects: Option<RejectFile>,
    /// What the importer had to say, JSON.
    pub summary: String,
}

/// That the vintage of an import was stated after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restatement {
    /// Number of the import.
    pub import: u32,
    /// When it was stated.
    pub at: Moment,
    /// What held until then: the day of the import.
    pub before: Vintage,
}

/// A file of rejected rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectFile {
    /// Path below the home.
    pub path: String,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// Rows kept, which may be fewer than were rejected.
    pub rows: u64,
}

/// Why rows did not land.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountKind {
    /// They broke a rule.
    Reject,
    /// They are no observations: totals, headings, blank lines.
    Skip,
}

impl CountKind {
    /// `reject` or `skip`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::Skip => "skip",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Reject, Self::Skip]
            .into_iter()
            .find(|kind| kind.name() == text)
    }
}

/// How many rows did not land for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportCount {
    /// Rejected or skipped.
    pub kind: CountKind,
    /// Why.
    pub reason: String,
    /// How many.
    pub count: u64,
}

/// One segment that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentEntry {
    /// The import it came with.
    pub import: u32,
    /// The vintage of its rows: their own release, else that of the import.
    pub vintage: Vintage,
    /// The release that its rows tell, if they tell one.
    pub release: Option<Vintage>,
    /// Path below the home, with forward slashes.
    pub path: String,
    /// Number among the segments of the import and period.
    pub ordinal: u32,
    /// What it holds.
    pub summary: SegmentSummary,
}

impl SegmentEntry {
    /// Opens it in the home with this root, held against what the ledger knows of it.
    ///
    /// # Errors
    /// [`SegmentError`] when it is missing or damaged.
    pub(crate) fn open(&self, root: &Path) -> Result<SegmentReader, SegmentError> {
        SegmentReader::open_sealed(&root.join(&self.path), self.summary.seal)
    }
}
