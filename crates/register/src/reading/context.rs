//! What the operator says of a source: the only facts a reading takes from outside the text.
//!
//! It exists because a publication date or a side that no text states must come from a person, by name.
//! It holds no default: what is not said stays unknown.

use entente_trade::Date;
use serde::{Serialize, Serializer};

use super::{Language, State};

/// What is known of a source before it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Context {
    /// The day of publication, and how it is known. Without it relative dates stay unresolved.
    pub published: Option<Published>,
    /// Whose report it is.
    pub side: Option<Side>,
    /// The two states it is about: the parties of titles that name none.
    pub pair: Option<Pair>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its language, where the operator knows better than the text shows.
    pub language: Option<Language>,
    /// How many documents it says were signed, where the text at hand does not have the words.
    pub announced: Option<u32>,
}

/// A day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Published {
    /// The day.
    #[serde(serialize_with = "day")]
    pub date: Date,
    /// How it is known.
    pub from: PublishedFrom,
}

/// How a day of publication is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishedFrom {
    /// The text states it (`nCa, 20 November 2024`).
    Text,
    /// The line of place and agency at its beginning.
    Dateline,
    /// The address it was found at (`/2023/11/`).
    Address,
    /// The file's own metadata.
    Metadata,
    /// The operator says so.
    Operator,
}

/// Whose report a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// A state's own.
    State(State),
    /// Somebody else's.
    Third,
}

/// Two different states, in alphabetical order of their codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Pair(State, State);

impl Pair {
    /// The pair of two states; `None` for a state with itself.
    pub fn new(one: State, other: State) -> Option<Pair> {
        match one.cmp(&other) {
            std::cmp::Ordering::Less => Some(Pair(one, other)),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Pair(other, one)),
        }
    }

    /// Reads `KAZ-SRB` or `KZ-RS`, in either order and case.
    pub fn parse(text: &str) -> Option<Pair> {
        let (one, other) = text.split_once('-')?;
        Pair::new(State::parse(one)?, State::parse(other)?)
    }

    /// Both states.
    pub const fn states(self) -> [State; 2] {
        [self.0, self.1]
    }
}

fn day<S: Serializer>(date: &Date, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(date)
}
