//! Which of a cell's records count.
//!
//! A later import replaces records one by one: those of the same flow, second
//! partner, mode and procedure. So a file of a breakdown leaves the total as it
//! was. Editions are alternatives and a record told twice is one record. What
//! the records that count amount to is decided elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Area, Attribution, Edition, Flow, Level, Money, Observation, Period, Quantity, Vintage};

use super::statement::{Cells, Key as Cell, Source};
use crate::store::Record;

/// What a vintage may tell beside a whole flow: a part of it, or imports by consignment.
pub(super) type Part = (Flow, bool);
/// A source's figures of a period at a level: what a revision is a revision of.
pub(super) type Subject = (Source, Period, Level);

pub(super) const BY_CONSIGNMENT: Part = (Flow::Import, true);

pub(super) fn part(one: &Observation) -> Part {
    let by_consignment = one.attribution == Attribution::Consignment;
    (one.flow, one.flow == Flow::Import && by_consignment)
}

fn is_part(one: &Observation) -> bool {
    !one.flow.is_whole() || part(one) == BY_CONSIGNMENT
}

/// What a record is broken down by: second partner, mode, procedure.
type Split = [bool; 3];

const WHOLE: Split = [false; 3];

fn split(one: &Observation) -> Split {
    [
        one.second_partner.is_some(),
        one.transport != 0,
        one.procedure != 0,
    ]
}

/// What sets the records of one part of a cell apart.
type Key = (Option<Area>, u16, u8);

fn key(one: &Observation) -> Key {
    (one.second_partner, one.transport, one.procedure)
}

/// Which parts, and which breakdowns of them, each vintage speaks of.
///
/// A vintage that tells re-exports of some cells and only exports of another says that there
/// are none there; one that tells exports alone says nothing of re-exports, since a file may
/// hold one flow. Levels are apart, since a file may hold parts of the total only. Cells a
/// revision leaves out stay as they were. Judged from the records of the pair.
pub(super) struct Spoken(BTreeSet<(Subject, Part, Option<Split>, Vintage)>);

impl Spoken {
    pub(super) fn of(cells: &Cells<'_>) -> Self {
        let mut spoken = BTreeSet::new();
        for ((source, period, commodity), record) in cells {
            let subject = (*source, *period, commodity.level());
            let (part, split) = (part(&record.observation), split(&record.observation));
            if is_part(&record.observation) {
                spoken.insert((subject, part, None, record.vintage));
            }
            if split != WHOLE {
                spoken.insert((subject, part, Some(split), record.vintage));
            }
        }
        Self(spoken)
    }

    fn tells(&self, subject: Subject, part: Part, split: Option<Split>, vintage: Vintage) -> bool {
        self.0.contains(&(subject, part, split, vintage))
    }
}

/// All records of one cell and side, of every vintage.
pub(super) struct Pile<'a, 's> {
    pub(super) records: &'s [(Cell, &'a Record)],
    pub(super) subject: Subject,
    pub(super) spoken: &'s Spoken,
}

/// Records of one part of a cell that count.
#[derive(Clone, Default)]
pub(super) struct Rows<'a> {
    pub(super) rows: Vec<&'a Record>,
    /// Records left out because the same import tells them already.
    pub(super) repeated: usize,
}

impl<'a> Rows<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn and(&self, more: &Self) -> Self {
        Self {
            rows: [self.rows.as_slice(), &more.rows].concat(),
            repeated: self.repeated + more.repeated,
        }
    }
}

impl<'a> Pile<'a, '_> {
    /// The records of a part that count: of every key those of its newest import.
    pub(super) fn current(&self, wanted: Part) -> Rows<'a> {
        let told: Vec<&'a Record> = self.of(wanted);
        let told = newest_edition_of_each_release(&told);
        let mut newest: BTreeMap<Key, Option<(Vintage, u32)>> = BTreeMap::new();
        for record in &told {
            let known = newest.entry(key(&record.observation)).or_default();
            *known = (*known).max(Some(age(record)));
        }
        let current = told
            .iter()
            .filter(|record| newest[&key(&record.observation)] == Some(age(record)))
            .filter(|record| !self.taken_back(record, &told));
        without_repeats(current.copied())
    }

    /// The same, unless a later vintage tells the cell without the part and the part elsewhere.
    pub(super) fn current_part(&self, wanted: Part) -> Rows<'a> {
        let known = self.of(wanted).iter().map(|record| record.vintage).max();
        let later = |vintage: &Vintage| known.is_some_and(|known| *vintage > known);
        let tells = |vintage: Vintage| self.spoken.tells(self.subject, wanted, None, vintage);
        let mut vintages = self
            .records
            .iter()
            .map(|(_, record)| record.vintage)
            .filter(later);
        if vintages.any(tells) {
            Rows::default()
        } else {
            self.current(wanted)
        }
    }

    fn of(&self, wanted: Part) -> Vec<&'a Record> {
        let records = self.records.iter().map(|(_, record)| *record);
        records.filter(|one| part(&one.observation) == wanted).collect()
    }

    /// Whether a later vintage tells the whole again, and such breakdowns, but not this one.
    fn taken_back(&self, record: &Record, told: &[&Record]) -> bool {
        let split = split(&record.observation);
        let part = part(&record.observation);
        split != WHOLE
            && told.iter().any(|later| {
                later.vintage > record.vintage
                    && self::split(&later.observation) == WHOLE
                    && self.spoken.tells(self.subject, part, Some(split), later.vintage)
            })
    }
}

fn age(record: &Record) -> (Vintage, u32) {
    (record.vintage, record.import)
}

/// Editions one release of an import tells a cell in are alternatives: the newest speaks.
fn newest_edition_of_each_release<'a>(records: &[&'a Record]) -> Vec<&'a Record> {
    let mut newest: BTreeMap<(Vintage, u32), Option<Edition>> = BTreeMap::new();
    for record in records {
        let known = newest.entry(age(record)).or_default();
        *known = (*known).max(stated(record));
    }
    let speaks = |record: &&&'a Record| newest[&age(record)] == stated(record);
    records.iter().filter(speaks).copied().collect()
}

/// The edition, if the record says which; one that says nothing counts as the oldest.
pub(super) fn stated(record: &Record) -> Option<Edition> {
    Some(record.observation.edition).filter(|edition| *edition != Edition::Unknown)
}

/// Records of one import that are equal in every field are one record told more than once.
fn without_repeats<'a>(records: impl Iterator<Item = &'a Record>) -> Rows<'a> {
    let mut seen: BTreeMap<(Money, Option<Quantity>), Vec<&Record>> = BTreeMap::new();
    let mut rows = Rows::default();
    for record in records {
        let one = &record.observation;
        let alike = seen.entry((one.value, one.net_weight_kg)).or_default();
        if alike.contains(&record) {
            rows.repeated += 1;
        } else {
            alike.push(record);
            rows.rows.push(record);
        }
    }
    rows
}

/// Whether several of the records tell the same of a cell, so that they can only be added up.
pub(super) fn tell_alike(records: &[&Record]) -> bool {
    if records.len() < 2 {
        return false;
    }
    let mut keys = BTreeSet::new();
    records
        .iter()
        .any(|record| !keys.insert((part(&record.observation), key(&record.observation))))
}
