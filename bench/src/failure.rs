//! Why the program stopped, as one sentence that names the file.
//!
//! Causes are not kept apart: nobody but a reader acts on them.

use std::fmt;
use std::path::Path;

/// A sentence for the reader.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// What a fallible step gives.
pub(crate) type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// A failure told by a sentence.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// A failure about a file.
    pub(crate) fn at(path: &Path, why: impl fmt::Display) -> Self {
        Self(format!("{}: {why}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<std::io::Error> for Failure {
    fn from(why: std::io::Error) -> Self {
        Self(why.to_string())
    }
}

impl From<parquet::errors::ParquetError> for Failure {
    fn from(why: parquet::errors::ParquetError) -> Self {
        Self(why.to_string())
    }
}
