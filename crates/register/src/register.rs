//! The register as it stands: a fold over the journal.
//!
//! Nothing of it is kept. The same entries give the same register on every machine, and the entries
//! up to a day give it as it was known then. It changes nothing: what a decision, a correction or an
//! undo would write is made in `review`.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::Date;

use crate::address;
use crate::check::Check;
use crate::entry::{Act, Entry, Filed};
use crate::people;
use crate::record::{
    Assertion, AssertionId, Author, Decision, Kind, Quote, Record, RecordId, Said, Source, SourceId, Standing,
};
use crate::secrecy::Secrecy;

/// Sources and records, as all that was told leaves them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    sources: BTreeMap<SourceId, Source>,
    records: BTreeMap<RecordId, Record>,
    /// The last number given to an assertion of each record, those undone included.
    assertions: BTreeMap<RecordId, u32>,
    /// The last number given to a source, those undone included.
    last_source: u32,
    /// Every address ever given, those undone included.
    addresses: BTreeSet<String>,
    /// Assertions that a later reading of their source dropped.
    dropped: BTreeSet<AssertionId>,
    /// Entries that were undone.
    undone: BTreeSet<u64>,
    /// Entries that speak of nothing, since what they speak of was undone.
    idle: BTreeSet<u64>,
}

impl Register {
    /// The register these entries make; up to the end of a day, if one is given.
    pub fn of(entries: &[Entry], as_of: Option<Date>) -> Self {
        let until = as_of.map(|day| day.to_string());
        let known = |entry: &&Entry| until.as_deref().is_none_or(|day| entry.day() <= day);
        let entries: Vec<&Entry> = entries.iter().filter(known).collect();
        let mut register = Self {
            undone: undone(&entries),
            ..Self::default()
        };
        entries.iter().for_each(|entry| register.take(entry));
        register
    }

    /// The register without what may not be shown to whoever asks: closed records are not there.
    #[must_use]
    pub fn shown(mut self) -> Self {
        let secrecy = Secrecy::of(&self);
        for record in self.records.values_mut() {
            record.assertions.retain(|one| secrecy.admits(one));
        }
        self.records.retain(|_, record| !record.assertions.is_empty());
        self
    }

    /// The register with one more entry.
    pub(crate) fn with(&self, entry: &Entry) -> Self {
        let mut register = self.clone();
        register.take(entry);
        register
    }

    fn take(&mut self, entry: &Entry) {
        let mut counts = !self.undone.contains(&entry.number);
        if counts && self.is_idle(&entry.act) {
            self.idle.insert(entry.number);
            counts = false;
        }
        match &entry.act {
            Act::Read { source, proposed } => {
                self.take_source(source, counts);
                proposed
                    .iter()
                    .for_each(|filed| self.file(entry, source.id, filed, counts));
            }
            Act::Reread {
                source,
                proposed,
                dropped,
            } => {
                self.take_source(source, counts);
                for id in dropped.iter().filter(|_| counts) {
                    self.decide(*id, Standing::Rejected, entry);
                    self.dropped.insert(*id);
                }
                proposed
                    .iter()
                    .for_each(|filed| self.file(entry, source.id, filed, counts));
            }
            Act::Decided { confirmed, rejected } => {
                for (ids, standing) in [(confirmed, Standing::Confirmed), (rejected, Standing::Rejected)] {
                    let ids = ids.iter().filter(|_| counts);
                    ids.for_each(|id| self.decide(*id, standing, entry));
                }
            }
            Act::Corrected { assertion, said } => self.correct(entry, *assertion, said, counts),
            Act::Added { record, said, quoted } => {
                for said in said {
                    // What a record is given by the way it is kept, no source says.
                    let given = matches!(said, Said::Pair(_) | Said::Address(_));
                    let quoted = quoted.clone().filter(|_| !given).unzip();
                    self.assert(entry, (*record, said), quoted, counts);
                }
            }
            Act::Checked { claim, check } => self.check(*claim, check, counts),
            Act::Undone { .. } => {}
            Act::Taken {
                sources,
                assertions,
                checks,
            } => {
                sources.iter().for_each(|source| self.take_source(source, counts));
                assertions.iter().for_each(|one| self.take_assertion(one, counts));
                checks
                    .iter()
                    .for_each(|(claim, check)| self.check(*claim, check, counts));
            }
        }
    }

    /// Whether all an act speaks of is gone: the entry that told of it was undone.
    fn is_idle(&self, act: &Act) -> bool {
        let gone = |id: &AssertionId| self.assertion(*id).is_none();
        match act {
            Act::Decided { confirmed, rejected } => confirmed.iter().chain(rejected).all(gone),
            Act::Corrected { assertion, .. } => gone(assertion),
            // A record that never had an assertion is told of for the first time.
            Act::Added { record, quoted, .. } => {
                let gone = self.assertions.contains_key(record) && !self.records.contains_key(record);
                let source = quoted.as_ref().map(|(source, _)| source);
                gone || source.is_some_and(|source| !self.sources.contains_key(source))
            }
            Act::Checked { claim, .. } => !self.records.contains_key(claim),
            Act::Reread { source, .. } => !self.sources.contains_key(&source.id),
            Act::Read { .. } | Act::Undone { .. } | Act::Taken { .. } => false,
        }
    }

    fn file(&mut self, entry: &Entry, source: SourceId, filed: &Filed, counts: bool) {
        for proposal in &filed.said {
            let id = self.next_assertion(filed.record);
            self.keep(
                Assertion {
                    id,
                    said: proposal.said.clone(),
                    source: Some(source),
                    span: proposal.span.clone(),
                    by: Author::Rule(proposal.rule.clone()),
                    at: entry.at.clone(),
                    standing: Standing::Proposed,
                    decided: None,
                },
                counts,
            );
        }
    }

    /// What a person says stands confirmed; with the source and words it is told from, if any.
    fn assert(
        &mut self,
        entry: &Entry,
        (record, said): (RecordId, &Said),
        (source, span): (Option<SourceId>, Option<Quote>),
        counts: bool,
    ) {
        let id = self.next_assertion(record);
        self.keep(
            Assertion {
                id,
                said: said.clone(),
                source,
                span,
                by: Author::Person(entry.by.clone()),
                at: entry.at.clone(),
                standing: Standing::Confirmed,
                decided: Some(decision(entry)),
            },
            counts,
        );
    }

    fn correct(&mut self, entry: &Entry, id: AssertionId, said: &Said, counts: bool) {
        let old = self.assertion(id).cloned();
        if counts {
            self.decide(id, Standing::Rejected, entry);
        }
        let quoted = old.map_or((None, None), |old| (old.source, old.span));
        self.assert(entry, (id.record, said), quoted, counts);
    }

    fn decide(&mut self, id: AssertionId, standing: Standing, entry: &Entry) {
        let record = self.records.get_mut(&id.record);
        let found = record.and_then(|record| record.assertions.iter_mut().find(|one| one.id == id));
        if let Some(assertion) = found {
            assertion.standing = standing;
            assertion.decided = Some(decision(entry));
        }
    }

    fn check(&mut self, claim: RecordId, check: &Check, counts: bool) {
        if let Some(record) = self.records.get_mut(&claim).filter(|_| counts) {
            record.checks.push(check.clone());
        }
    }

    fn take_source(&mut self, source: &Source, counts: bool) {
        self.last_source = self.last_source.max(source.id.0.get());
        if counts {
            self.sources.insert(source.id, source.clone());
        }
    }

    fn take_assertion(&mut self, assertion: &Assertion, counts: bool) {
        let last = self.assertions.entry(assertion.id.record).or_default();
        *last = (*last).max(assertion.id.number.get());
        self.keep(assertion.clone(), counts);
    }

    fn next_assertion(&mut self, record: RecordId) -> AssertionId {
        let last = self.assertions.entry(record).or_default();
        *last = last.saturating_add(1);
        let number = std::num::NonZeroU32::new(*last).unwrap_or(std::num::NonZeroU32::MIN);
        AssertionId { record, number }
    }

    fn keep(&mut self, assertion: Assertion, counts: bool) {
        if let Said::Address(address) = &assertion.said {
            self.addresses.insert(address.clone());
        }
        if counts {
            let id = assertion.id.record;
            let record = self.records.entry(id).or_insert_with(|| Record::new(id));
            record.assertions.push(assertion);
        }
    }

    /// All sources, oldest first.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.sources.values()
    }

    /// A source by its name.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(&id)
    }

    /// All records, by kind and number.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.records.values()
    }

    /// The records of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.records().filter(move |record| record.id.kind == kind)
    }

    /// A record by its name.
    pub fn record(&self, id: RecordId) -> Option<&Record> {
        self.records.get(&id)
    }

    /// An assertion by its name.
    pub fn assertion(&self, id: AssertionId) -> Option<&Assertion> {
        let record = self.record(id.record)?;
        record.assertions.iter().find(|one| one.id == id)
    }

    /// The record of a name or an address, whole or without `/id/`; also of a work in a language of its titles
    /// or texts, and of a file of that.
    pub fn find(&self, text: &str) -> Option<&Record> {
        if let Ok(id) = text.parse() {
            return self.record(id);
        }
        let wanted = address::whole(text);
        self.bearer(&wanted).or_else(|| {
            // A work in a language, or a file of that.
            let (work, language) = address::work(&wanted)?;
            let told = |said: &Said| match said {
                Said::Title(worded) => worded.language == Some(language),
                Said::TextCopy(copy) => copy.language == Some(language),
                _ => false,
            };
            let told = |said: &Said| told(said).then_some(());
            self.bearer(work)
                .filter(|record| self.whole(record).one(told).is_some())
        })
    }

    fn bearer(&self, wanted: &str) -> Option<&Record> {
        let bears = |said: &Said| matches!(said, Said::Address(address) if address == wanted).then_some(());
        self.records().find(|record| record.one(bears).is_some())
    }

    /// People who may be meant by a name, in any of its spellings and cases; a surname may be enough.
    pub fn people_called(&self, name: &str) -> Vec<&Record> {
        people::called(self, name)
    }

    /// The record another was confirmed to be the same as, or it itself.
    pub fn first_of<'a>(&'a self, record: &'a Record) -> &'a Record {
        let (mut first, mut seen) = (record, BTreeSet::from([record.id]));
        while let Some(next) = same_as(first).and_then(|id| self.record(id)) {
            if !seen.insert(next.id) {
                break; // a circle: each is as good as the other
            }
            first = next;
        }
        first
    }

    /// A record with all that was said of records confirmed to be the same.
    pub fn whole(&self, record: &Record) -> Record {
        let mut whole = self.first_of(record).clone();
        for other in self.of_kind(record.id.kind).filter(|other| other.id != whole.id) {
            if self.first_of(other).id == whole.id {
                whole.assertions.extend(other.assertions.iter().cloned());
                whole.checks.extend(other.checks.iter().cloned());
            }
        }
        whole
    }

    /// Records of a kind that are the first of their like, whole.
    pub fn wholes(&self, kind: Kind) -> Vec<Record> {
        let first = |record: &&Record| self.first_of(record).id == record.id;
        self.of_kind(kind)
            .filter(first)
            .map(|record| self.whole(record))
            .collect()
    }

    /// Whether an entry counts no more.
    pub fn is_undone(&self, entry: u64) -> bool {
        self.undone.contains(&entry)
    }

    /// Entries that speak of nothing as long as another is undone.
    pub fn idle(&self) -> &BTreeSet<u64> {
        &self.idle
    }

    /// Whether a later reading of its source dropped an assertion, and nobody decided otherwise since.
    pub(crate) fn is_dropped(&self, assertion: &Assertion) -> bool {
        assertion.standing == Standing::Rejected && self.dropped.contains(&assertion.id)
    }

    /// Every address that was ever given.
    pub(crate) fn addresses(&self) -> &BTreeSet<String> {
        &self.addresses
    }

    /// The name the next source gets.
    pub(crate) fn next_source(&self) -> Option<SourceId> {
        std::num::NonZeroU32::new(self.last_source.saturating_add(1)).map(SourceId)
    }

    /// The last number given to a record of a kind.
    pub(crate) fn last_number(&self, kind: Kind) -> u32 {
        let numbers = self.assertions.keys().filter(|id| id.kind == kind);
        numbers.map(|id| id.number.get()).max().unwrap_or(0)
    }
}

fn same_as(record: &Record) -> Option<RecordId> {
    let confirmed = record
        .assertions
        .iter()
        .filter(|one| one.standing == Standing::Confirmed);
    let mut same = confirmed.filter_map(|one| match one.said {
        Said::SameAs(id) => Some(id),
        _ => None,
    });
    same.next()
}

fn decision(entry: &Entry) -> Decision {
    Decision {
        by: entry.by.clone(),
        at: entry.at.clone(),
    }
}

/// Entries that count no more: undone by one that counts.
fn undone(entries: &[&Entry]) -> BTreeSet<u64> {
    let mut undone = BTreeSet::new();
    for entry in entries.iter().rev() {
        match entry.act {
            Act::Undone { entry: other } if !undone.contains(&entry.number) => {
                undone.insert(other);
            }
            _ => {}
        }
    }
    undone
}
