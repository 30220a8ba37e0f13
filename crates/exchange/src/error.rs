//! What can go wrong in the exchange: the disk, a way that is cut, a file that is damaged at home,
//! or something of the partner's that is refused.

use std::fmt;
use std::io;

use crate::refusal::Refusal;

/// Why something was not done.
#[derive(Debug)]
pub enum ExchangeError {
    /// The disk of this node refuses. Nothing is tried twice: what lies on the disk is known again
    /// after a new start.
    Disk {
        /// What was tried.
        action: &'static str,
        /// Of which file.
        path: String,
        /// Why not.
        source: io::Error,
    },
    /// The way to the partner is cut. What arrived is kept, and the next attempt goes on from there.
    Way {
        /// What was fetched.
        name: String,
        /// Why not.
        source: io::Error,
    },
    /// Something of the partner's is not taken.
    Refused(Refusal),
    /// A file of this node is not what was written.
    Damaged {
        /// The file.
        path: String,
        /// What is wrong with it.
        found: String,
    },
    /// Something that is asked for cannot be done as things stand.
    Unready {
        /// What was found.
        found: String,
        /// What to do first.
        advice: String,
    },
}

impl fmt::Display for ExchangeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk { action, path, source } => write!(out, "cannot {action} {path}: {source}"),
            Self::Way { name, source } => write!(out, "cannot fetch {name}: {source}; pull again to go on"),
            Self::Refused(refusal) => write!(out, "{refusal}"),
            Self::Damaged { path, found } => write!(out, "{path} is damaged: {found}"),
            Self::Unready { found, advice } => write!(out, "{found}; {advice}"),
        }
    }
}

impl std::error::Error for ExchangeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Disk { source, .. } | Self::Way { source, .. } => Some(source),
            Self::Refused(refusal) => Some(refusal),
            Self::Damaged { .. } | Self::Unready { .. } => None,
        }
    }
}

impl From<Refusal> for ExchangeError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// A failure of the disk, of an action on a file.
pub(crate) fn disk<'p>(action: &'static str, path: &'p str) -> impl FnOnce(io::Error) -> ExchangeError + 'p {
    move |source| ExchangeError::Disk {
        action,
        path: path.to_owned(),
        source,
    }
}
