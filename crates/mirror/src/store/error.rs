//! What can go wrong with a store, and what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::book::SegmentError;

/// A store that could not do what was asked. The cause, where there is one, is its `source`.
#[derive(Debug)]
pub enum StoreError {
    /// The system refused to read or write.
    Io {
        /// What was tried, as in "cannot … `path`".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// No home at or above a folder.
    NoHome {
        /// Where the search began.
        start: PathBuf,
    },
    /// A home is there already.
    AlreadyHome {
        /// The folder.
        path: PathBuf,
    },
    /// A new home needs an empty folder.
    NotEmpty {
        /// The folder.
        path: PathBuf,
        /// Something that lies in it.
        found: String,
    },
    /// An argument or a line of a settings file that cannot be.
    Invalid {
        /// The file or the argument.
        place: String,
        /// What is there.
        found: String,
        /// What ought to be.
        expected: &'static str,
    },
    /// The ledger belongs to another version.
    Schema {
        /// The ledger.
        path: PathBuf,
        /// Its schema number.
        found: i64,
        /// The number this version reads.
        expected: i64,
    },
    /// The ledger cannot be read or written.
    Ledger {
        /// The ledger.
        path: PathBuf,
        /// Why not.
        source: rusqlite::Error,
    },
    /// The ledger has a log beside it, and whoever asks may not write.
    Unfinished {
        /// The ledger.
        path: PathBuf,
    },
    /// The ledger was written while it was read without a lock.
    Moved {
        /// The ledger.
        path: PathBuf,
    },
    /// A segment is damaged or missing.
    Segment(SegmentError),
    /// Somebody else is importing into this home.
    Busy {
        /// The home.
        path: PathBuf,
    },
}

impl StoreError {
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            action,
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn invalid(
        place: impl Into<String>,
        found: impl Into<String>,
        expected: &'static str,
    ) -> Self {
        Self::Invalid {
            place: place.into(),
            found: found.into(),
            expected,
        }
    }
}

impl From<SegmentError> for StoreError {
    fn from(error: SegmentError) -> Self {
        Self::Segment(error)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, source } => write!(out, "cannot {action} {}: {source}", path.display()),
            Self::NoHome { start } => write!(
                out,
                "no entente.toml in {} or above it; make a home with `entente init` or name one with --home",
                start.display()
            ),
            Self::AlreadyHome { path } => {
                write!(out, "{} is a home already; choose another folder", path.display())
            }
            Self::NotEmpty { path, found } => write!(
                out,
                "{} is not empty (it holds {found}), expected a new or empty folder",
                path.display()
            ),
            Self::Invalid {
                place,
                found,
                expected,
            } => write!(out, "{place}: found {found}, expected {expected}"),
            Self::Schema {
                path,
                found,
                expected,
            } => write!(
                out,
                "ledger {} has schema {found}, expected {expected}; use the version of entente that wrote it",
                path.display()
            ),
            Self::Ledger { path, .. } => {
                write!(out, "cannot use ledger {}; run `entente doctor`", path.display())
            }
            Self::Unfinished { path } => write!(
                out,
                "ledger {} has a log beside it that an import left or still writes, which cannot be read \
                 without the right to write; ask again when the import has ended, or ask once with that right",
                path.display()
            ),
            Self::Moved { path } => write!(
                out,
                "ledger {} was written while it was read; ask again",
                path.display()
            ),
            Self::Segment(error) => write!(
                out,
                "{error}; run `entente doctor`, and restore the segment from a copy of the home, or import \
                 the file it was made of, which is kept in objects/sha256, into a new home"
            ),
            Self::Busy { path } => write!(
                out,
                "another import into {} is under way; wait until it ends",
                path.display()
            ),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => source.source(),
            Self::Ledger { source, .. } => Some(source),
            Self::Segment(error) => error.source(),
            _ => None,
        }
    }
}
