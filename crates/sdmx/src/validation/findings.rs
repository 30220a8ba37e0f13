//! What was found wrong with a message: all of it, up to a limit, and how much there is beyond.

use super::part::shown;
use crate::{Fault, Position};

/// Findings, in the order they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    faults: Vec<Fault>,
    most: usize,
    beyond: u64,
}

impl Findings {
    /// None yet; so many are kept.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            ..Self::default()
        }
    }

    /// Those that were kept.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// How many there were, those beyond the limit included.
    pub fn count(&self) -> u64 {
        self.faults.len() as u64 + self.beyond
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    pub(super) fn add(&mut self, fault: Fault) {
        match self.faults.len() < self.most {
            true => self.faults.push(fault),
            false => self.beyond += 1,
        }
    }

    /// Adds one where it would stand if it had been found when there were so many.
    pub(super) fn add_at(&mut self, place: usize, fault: Fault) {
        if place < self.most {
            self.faults.insert(place.min(self.faults.len()), fault);
        }
        if place >= self.most || self.faults.len() > self.most {
            self.faults.truncate(self.most);
            self.beyond += 1;
        }
    }

    /// Adds one; texts are shortened, and nothing is made of those beyond the limit.
    pub(super) fn find(&mut self, position: Position, component: &str, found: &str, expected: String) {
        match self.faults.len() < self.most {
            true => self
                .faults
                .push(Fault::new(position, component, shown(found), expected)),
            false => self.beyond += 1,
        }
    }
}
