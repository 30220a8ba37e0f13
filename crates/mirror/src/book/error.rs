//! What can be wrong with a segment.

use parquet::errors::ParquetError;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A segment that cannot be read or written.
#[derive(Debug)]
pub struct SegmentError {
    /// The file.
    pub path: PathBuf,
    /// What happened.
    pub problem: SegmentProblem,
}

/// What happened to a segment.
#[derive(Debug)]
pub enum SegmentProblem {
    /// The system could not read or write the file.
    Io(io::Error),
    /// The bytes are no Parquet, or are damaged.
    Parquet(ParquetError),
    /// Parquet, but not as books are written.
    Unexpected {
        /// What is there.
        found: String,
        /// What ought to be.
        expected: &'static str,
    },
}

impl SegmentError {
    pub(crate) fn new(path: &Path, problem: impl Into<SegmentProblem>) -> Self {
        Self {
            path: path.to_owned(),
            problem: problem.into(),
        }
    }

    pub(crate) fn unexpected(path: &Path, found: impl Into<String>, expected: &'static str) -> Self {
        let found = found.into();
        Self::new(path, SegmentProblem::Unexpected { found, expected })
    }
}

impl From<io::Error> for SegmentProblem {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ParquetError> for SegmentProblem {
    fn from(error: ParquetError) -> Self {
        Self::Parquet(error)
    }
}

impl fmt::Display for SegmentError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.problem {
            SegmentProblem::Io(_) => write!(out, "cannot use segment {path}"),
            SegmentProblem::Parquet(_) => write!(out, "segment {path} is damaged"),
            SegmentProblem::Unexpected { found, expected } => {
                write!(out, "segment {path} holds {found}, expected {expected}")
            }
        }
    }
}

impl std::error::Error for SegmentError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            SegmentProblem::Io(error) => Some(error),
            SegmentProblem::Parquet(error) => Some(error),
            SegmentProblem::Unexpected { .. } => None,
        }
    }
}
