//! A structure message: what its header says and what it holds.
//!
//! How it is read and written stands in the files beside.

use crate::fault::Fault;
use crate::model::{Header, Structures};
use crate::standard::Standard;
use std::error::Error;
use std::fmt;
use std::io;

/// A structure message that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The standard it is in.
    pub standard: Standard,
    /// Its header; `None` in JSON where there is none.
    pub header: Option<Header>,
    /// What it holds.
    pub structures: Structures,
}

/// Why a message was not written.
#[derive(Debug)]
pub enum WriteError {
    /// The standard cannot say this.
    Faults(Vec<Fault>),
    /// There are no structure messages in this standard.
    Standard(Standard),
    /// The bytes could not be written.
    Io(io::Error),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faults(faults) => {
                let texts: Vec<_> = faults.iter().map(ToString::to_string).collect();
                to.write_str(&texts.join("; "))
            }
            Self::Standard(standard) => write!(to, "no structure messages in {standard}"),
            Self::Io(error) => error.fmt(to),
        }
    }
}

impl Error for WriteError {}
