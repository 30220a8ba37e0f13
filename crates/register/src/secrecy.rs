//! What of a record may be shown to whoever asks.
//!
//! A person says it of an instrument. It holds for all records that are the same one.

use std::collections::BTreeMap;

use crate::record::{Assertion, Confidentiality, RecordId, Said};
use crate::register::Register;

/// What may be shown of a register's records; all of what nobody said anything of.
pub(crate) struct Secrecy(BTreeMap<RecordId, Confidentiality>);

impl Secrecy {
    pub(crate) fn of(register: &Register) -> Self {
        let told = |record| {
            register.whole(record).one(|said| match said {
                Said::Confidentiality(secrecy) => Some(*secrecy),
                _ => None,
            })
        };
        let said = |said: &Said| matches!(said, Said::Confidentiality(_)).then_some(());
        // Most registers keep nothing back: then no record is looked at twice.
        if !register.records().any(|record| record.one(said).is_some()) {
            return Self(BTreeMap::new());
        }
        let records = register.records();
        Self(
            records
                .filter_map(|record| Some((record.id, told(record)?)))
                .collect(),
        )
    }

    /// Whether an assertion may be shown: of nothing that is closed, and of an instrument of which the title
    /// alone may be shown only what tells which it is.
    pub(crate) fn admits(&self, one: &Assertion) -> bool {
        match self.0.get(&one.id.record) {
            None | Some(Confidentiality::Open) => true,
            Some(Confidentiality::TitleOnly) => matches!(
                one.said,
                Said::Pair(_)
                    | Said::Address(_)
                    | Said::Title(_)
                    | Said::Type(_)
                    | Said::Participant(_)
                    | Said::Confidentiality(_)
            ),
            Some(Confidentiality::Closed) => false,
        }
    }
}
