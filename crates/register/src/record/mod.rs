//! Records: what the register is about, each a bundle of assertions.
//!
//! Nothing is a plain fact here. Every value of every record was said by a source or a person, was
//! read there by a rule or typed by somebody, and was confirmed, rejected, or neither yet. Two
//! assertions may contradict each other, and both stay. This module says what can be said; what
//! follows from it (a status, a difference) is computed elsewhere and never kept.

mod assertion;
mod id;
mod said;
pub mod shape;
mod source;
mod values;
mod when;

pub use crate::reading::RelationKind;
pub use assertion::{Assertion, Author, Decision, Quote, Standing};
pub use id::{AssertionId, Kind, RecordId, SourceId};
pub use said::Said;
pub use source::{Announced, Source, SourceKind};
pub use values::{
    Confidentiality, Due, EventKind, Figure, Listed, Metric, Office, Open, Participant, Period, Relation,
    Role, Shift, TextCopy, Told, Unit, Worded,
};

use crate::address;
use crate::check::Check;
use crate::people;

/// What the register holds of one instrument, meeting, person, commitment or claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its name in this register.
    pub id: RecordId,
    /// All that was said of it, in the order it was said.
    pub assertions: Vec<Assertion>,
    /// Checks of a claim, oldest first.
    pub checks: Vec<Check>,
}

impl Record {
    pub(crate) fn new(id: RecordId) -> Self {
        Self {
            id,
            assertions: Vec::new(),
            checks: Vec::new(),
        }
    }

    /// Assertions that were not rejected, confirmed ones first; of one field only the confirmed ones where
    /// there are any, unless the field may be told many times.
    pub fn standing(&self) -> impl Iterator<Item = &Assertion> {
        let hidden = |one: &Assertion| {
            one.standing == Standing::Rejected
                || (one.standing == Standing::Proposed
                    && !one.said.is_plural()
                    && self.assertions.iter().any(|other| {
                        other.standing == Standing::Confirmed && other.said.is_of_the_field_of(&one.said)
                    }))
        };
        self.assertions.iter().filter(move |one| !hidden(one))
    }

    /// What the standing assertions say that `pick` takes.
    pub fn all<'a, T: 'a>(
        &'a self,
        pick: impl Fn(&'a Said) -> Option<T> + 'a,
    ) -> impl Iterator<Item = T> + 'a {
        self.standing().filter_map(move |assertion| pick(&assertion.said))
    }

    /// The first of them.
    pub fn one<'a, T: 'a>(&'a self, pick: impl Fn(&'a Said) -> Option<T> + 'a) -> Option<T> {
        self.all(pick).next()
    }

    /// Whether somebody has confirmed any of it.
    pub fn is_confirmed(&self) -> bool {
        self.assertions
            .iter()
            .any(|assertion| assertion.standing == Standing::Confirmed)
    }

    /// Whether all of it was rejected.
    pub fn is_rejected(&self) -> bool {
        let rejected = |assertion: &Assertion| assertion.standing == Standing::Rejected;
        self.assertions.iter().all(rejected)
    }

    /// `confirmed`, `proposed`, `partly confirmed` or `rejected`, from what it is made of.
    pub fn review(&self) -> &'static str {
        let any = |standing| self.assertions.iter().any(|one| one.standing == standing);
        match (any(Standing::Confirmed), any(Standing::Proposed)) {
            (true, false) => "confirmed",
            (true, true) => "partly confirmed",
            (false, true) => "proposed",
            (false, false) => "rejected",
        }
    }

    /// The name or words a person knows it by.
    pub fn label(&self) -> String {
        if self.id.kind == Kind::Person {
            return people::label(self).unwrap_or_default();
        }
        let words = |said: &Said| match said {
            Said::Title(worded) | Said::Name(worded) => Some(worded.text.clone()),
            Said::Text(text) | Said::Sentence(text) => Some(text.clone()),
            _ => None,
        };
        self.one(words).unwrap_or_default()
    }

    /// Its public address.
    pub fn address(&self) -> Option<&str> {
        self.one(|said| match said {
            Said::Address(address) => Some(address.as_str()),
            _ => None,
        })
    }

    /// The public address of a text of it: `/id/instrument/kz-rs/2024/0006/ru.pdf`.
    pub fn address_of(&self, copy: &TextCopy) -> Option<String> {
        let (work, language) = self.address().zip(copy.language)?;
        Some(address::manifestation(work, language, &copy.file))
    }

    /// The sources that told of it.
    pub fn sources(&self) -> Vec<SourceId> {
        let mut sources: Vec<SourceId> = self.assertions.iter().filter_map(|one| one.source).collect();
        sources.sort();
        sources.dedup();
        sources
    }
}
