//! Attributes of a part of the key: told alike wherever they are told, and told at all where they
//! must be.
//!
//! Of a value that was told only a 64-bit hash is kept, or the number of its code. Two texts with
//! the same hash would hide a contradiction; none is ever reported that is not there.

use super::part::{ABSENT, MISSING, Part, TEXT};
use super::table::Table;
use super::words::hash;
use crate::Position;
use crate::data::Value;

/// A part of the key, with the attributes that belong to it.
#[derive(Clone, Debug)]
pub(super) struct Level {
    /// Whether each dimension belongs to it.
    pub(super) dimensions: Vec<bool>,
    /// Whether each dimension must have a value.
    pub(super) required: Vec<bool>,
    /// The attributes, by their places among the parts.
    pub(super) attributes: Vec<usize>,
    /// The bits of its dimensions in a key, where all dimensions fit in one.
    pub(super) mask: u128,
    /// Whether one of them must be told.
    pub(super) has_mandatory: bool,
    /// From keys to entries, numbered from 1.
    table: Table,
    /// Where the first observation stood.
    observed: Vec<Option<Position>>,
    /// What was told of each attribute, 0 for nothing, entry by entry, and where.
    told: Vec<(u64, u32)>,
    last: Option<(u128, usize)>,
}

impl Level {
    /// A level without attributes.
    pub(super) fn new(dimensions: Vec<bool>, required: Vec<bool>, seed: u64) -> Self {
        Self {
            dimensions,
            required,
            attributes: Vec::new(),
            mask: 0,
            has_mandatory: false,
            table: Table::new(seed),
            observed: Vec::new(),
            told: Vec::new(),
            last: None,
        }
    }

    /// The first dimension that must have a value and has none.
    pub(super) fn open(&self, numbers: &[u32]) -> Option<usize> {
        (0..self.required.len()).find(|&at| self.required[at] && numbers[at] == ABSENT)
    }

    /// Whether the key of a row is known: no value of it is wrong.
    pub(super) fn is_known(&self, numbers: &[u32]) -> bool {
        let is_known = |(counts, number): (&bool, &u32)| !counts || *number < TEXT;
        self.dimensions.iter().zip(numbers).all(is_known)
    }

    /// Forgets a dataset.
    pub(super) fn clear(&mut self) {
        self.table.clear();
        self.observed.clear();
        self.told.clear();
        self.last = None;
    }

    /// How many keys are remembered.
    pub(super) fn len(&self) -> usize {
        self.table.len()
    }

    /// The entry of a key.
    pub(super) fn entry(&mut self, key: u128) -> usize {
        if let Some((_, entry)) = self.last.filter(|(last, _)| *last == key) {
            return entry;
        }
        let next = self.observed.len();
        let entry = match self.table.insert(key, next as u32 + 1) {
            Some(mark) => mark as usize - 1,
            None => {
                self.observed.push(None);
                self.told.resize(self.told.len() + self.attributes.len(), (0, 0));
                next
            }
        };
        self.last = Some((key, entry));
        entry
    }

    /// Says that a key has an observation.
    pub(super) fn observe(&mut self, entry: usize, position: Position) {
        self.observed[entry].get_or_insert(position);
    }

    /// Says what is told of an attribute; gives where something else was told before.
    pub(super) fn tell(
        &mut self,
        entry: usize,
        attribute: usize,
        fingerprint: u64,
        mark: u32,
    ) -> Option<u32> {
        let told = &mut self.told[entry * self.attributes.len() + attribute];
        if told.0 == 0 {
            *told = (fingerprint, mark);
        }
        (told.0 != fingerprint).then_some(told.1)
    }

    /// Keys that have observations but lack an attribute that must be told: in order of position.
    pub(super) fn lacking(&self, parts: &[Part]) -> Vec<(Position, usize, u128)> {
        let mut lacking = Vec::new();
        for (key, mark) in self.table.iter() {
            let entry = mark as usize - 1;
            let Some(position) = self.observed[entry] else {
                continue;
            };
            for (at, &part) in self.attributes.iter().enumerate() {
                let told = self.told[entry * self.attributes.len() + at].0;
                if parts[part].is_mandatory && told == 0 {
                    lacking.push((position, part, key));
                }
            }
        }
        lacking.sort_unstable();
        lacking
    }
}

/// What stands for a value: the number of its code, or a hash of its texts; never 0.
pub(super) fn fingerprint(number: u32, value: Value<'_>, seed: u64) -> u64 {
    match (number, value) {
        (1..MISSING, Value::One(_)) => u64::from(number),
        (_, Value::One(text)) => hash(seed, text.as_bytes()) | 1 << 63,
        (_, Value::Many(parts)) => {
            let mut state = seed;
            for part in parts.iter() {
                state = hash(state ^ part.value as u64, part.language.as_bytes());
                state = hash(state, part.text.as_bytes());
            }
            state | 1 << 63
        }
        (_, Value::Absent) => 1 << 63,
    }
}
