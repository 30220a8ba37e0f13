//! Keys of a query, `M.*.KZ` or `M..KZ+RU`, and which keys of data they match.
//!
//! How many dimensions there are is known to the structure only; ask [`KeyQuery::positions`].

use super::fault::{Faults, Status};
use super::path::is_any;
use super::query::{Api, Choice};
use super::text::Text;
use crate::model::is_id;

/// Keys of which any may match; without one, everything does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyQuery {
    /// The keys.
    pub keys: Vec<KeyPattern>,
}

/// A value, some values, or anything for each dimension; dimensions left off match anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPattern {
    /// The positions, in the order of dimensions; never empty.
    pub positions: Vec<Choice<String>>,
}

impl KeyQuery {
    /// Whether the values of all dimensions but time match.
    pub fn matches(&self, key: &[&str]) -> bool {
        self.keys.is_empty() || self.keys.iter().any(|pattern| pattern.matches(key))
    }

    /// The most dimensions that a key names: a structure with fewer has no such key.
    pub fn positions(&self) -> usize {
        let lengths = self.keys.iter().map(|pattern| pattern.positions.len());
        lengths.max().unwrap_or_default()
    }

    /// Reads the keys of a path. Of what the generations write differently both forms are taken
    /// in 2.2: an empty position is a wildcard there too, and a plus joins values of a position,
    /// because clients of 1.5 send their keys unchanged.
    pub(super) fn read(api: Api, text: Option<&Text>, faults: &mut Faults) -> Self {
        let Some(text) = text.filter(|text| !is_any(text.as_str(), api)) else {
            return Self::default();
        };
        let parts = match api {
            Api::V1 => vec![text.clone()],
            Api::V2 => text.split(','),
        };
        let mut keys = Vec::new();
        let mut everything = false;
        for part in &parts {
            let empty = part.as_str().is_empty();
            if empty && parts.len() > 1 {
                faults.add(Status::Syntax, part.start(), "key", "nothing", "a key");
            }
            let positions = part.split('.');
            let read: Vec<_> = positions
                .iter()
                .map(|position| read_position(position, faults))
                .collect();
            everything |= matches!(read.as_slice(), [Choice::Any]);
            keys.push(KeyPattern { positions: read });
        }
        if everything {
            Self::default()
        } else {
            Self { keys }
        }
    }
}

fn read_position(position: &Text, faults: &mut Faults) -> Choice<String> {
    if matches!(position.as_str(), "" | "*") {
        return Choice::Any;
    }
    let mut values = Vec::new();
    for value in position.split('+') {
        if is_id(value.as_str()) {
            values.push(value.text);
        } else {
            let expected = "the identifier of a code, or a wildcard alone";
            faults.add(Status::Syntax, value.start(), "key", value.quoted(), expected);
        }
    }
    Choice::Of(values)
}

impl KeyPattern {
    /// Whether the values of all dimensions but time match.
    pub fn matches(&self, key: &[&str]) -> bool {
        let enough = self.positions.len() <= key.len();
        enough
            && self
                .positions
                .iter()
                .zip(key)
                .all(|(choice, value)| choice.admits(*value))
    }
}
