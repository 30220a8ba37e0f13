//! Why a request is refused: everything that is wrong with it, and what kind of answer fits.
//!
//! Kinds are named here; sending them is a server's business.

use super::query::Api;
use crate::{Fault, Position};
use std::error::Error;
use std::fmt;

/// What kind of answer a refused request gets, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The request itself is too long.
    TooLong,
    /// More is asked for at once than is answered.
    TooLarge,
    /// The standard knows the request, and nothing here answers it.
    NotBuilt,
    /// It cannot be read.
    Syntax,
    /// It can be read, and contradicts itself or the standard.
    Semantic,
}

impl Status {
    /// The number that a version of the standard gives it: what is semantic is 403 in REST 1.5.
    pub const fn number(self, api: Api) -> u16 {
        match (self, api) {
            (Self::TooLong, _) => 414,
            (Self::TooLarge, _) => 413,
            (Self::NotBuilt, _) => 501,
            (Self::Syntax, _) => 400,
            (Self::Semantic, Api::V1) => 403,
            (Self::Semantic, Api::V2) => 422,
        }
    }
}

/// One thing that is wrong with a request; its position is a byte of `path?query`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestFault {
    /// What kind of answer it deserves.
    pub status: Status,
    /// What was found, what was expected, and where.
    pub fault: Fault,
}

impl fmt::Display for RestFault {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(to)
    }
}

/// A request refused, with all that is wrong with it; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, in order of position.
    pub faults: Vec<RestFault>,
}

impl Refusal {
    /// What kind of answer it gets: that of the gravest fault.
    pub fn status(&self) -> Status {
        let all = self.faults.iter().map(|fault| fault.status);
        all.min().unwrap_or(Status::Syntax)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, fault) in self.faults.iter().enumerate() {
            let before = if place == 0 { "" } else { "\n" };
            write!(to, "{before}{fault}")?;
        }
        Ok(())
    }
}

impl Error for Refusal {}

/// Faults as they are found.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<RestFault>);

impl Faults {
    pub(super) fn add(
        &mut self,
        status: Status,
        at: usize,
        component: &str,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) {
        let position = Position {
            line: 0,
            byte: at as u64,
        };
        let fault = Fault::new(position, component, found, expected);
        self.0.push(RestFault { status, fault });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every reading that gives nothing has said why.
    pub(super) fn refusal(mut self) -> Refusal {
        self.0.sort_by_key(|fault| fault.fault.position);
        Refusal { faults: self.0 }
    }
}
