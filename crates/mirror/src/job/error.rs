//! Why a job cannot be done.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a job cannot be done; rows that break a rule are no error.
#[derive(Debug)]
pub struct JobError {
    /// The file.
    pub path: PathBuf,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl JobError {
    pub(super) fn new(path: &Path, found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            found: found.into(),
            expected: expected.into(),
        }
    }

    pub(super) fn reading(path: &Path) -> impl Fn(std::io::Error) -> Self {
        move |error| Self::new(path, error.to_string(), "a file that can be read")
    }

    pub(super) fn writing(path: &Path) -> impl Fn(std::io::Error) -> Self {
        move |error| Self::new(path, error.to_string(), "a folder that can be written to")
    }

    pub(super) fn damage(path: &Path) -> impl Fn(::parquet::errors::ParquetError) -> Self + Sync {
        move |error| Self::new(path, error.to_string(), "an undamaged Parquet file of records")
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}: {}, expected {}",
            self.path.display(),
            self.found,
            self.expected
        )
    }
}

impl std::error::Error for JobError {}
