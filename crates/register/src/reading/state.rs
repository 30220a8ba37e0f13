//! States by their codes.
//!
//! It exists so that a state has one identity however a text names it. Names and forms are the
//! gazetteer's.

use std::fmt;

use serde::Serialize;

use super::gazetteer::{self, StateEntry};

/// A state: ISO 3166-1 alpha-3; for states that are no more the code they had, or one of the codes
/// `XAA` to `XZZ` that ISO leaves to users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct State(pub(crate) &'static str);

impl State {
    /// The state with these letters, two or three, in either case.
    pub fn parse(letters: &str) -> Option<State> {
        let upper = letters.to_ascii_uppercase();
        let named =
            |entry: &&StateEntry| entry.code == upper || !entry.alpha2.is_empty() && entry.alpha2 == upper;
        let states = gazetteer::states()
            .iter()
            .filter(|entry| entry.kind != "organisation");
        states.clone().find(named).map(|entry| State(entry.code))
    }

    /// The state a dependency or dominion was of; its own where it was independent.
    pub fn sovereign(self) -> State {
        let of = gazetteer::entry(self).map_or("", |entry| entry.sovereign);
        if of.is_empty() { self } else { State(of) }
    }

    /// The code.
    pub const fn code(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for State {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.0)
    }
}
