//! Which record of the register a title names: the agreement that a protocol amends.
//!
//! It exists so that a relation is proposed where the words leave no choice: type, states, institutions,
//! subject and year as told there. Where several records fit, or none, it names none, and the relation stays
//! open; what is confirmed, a person says.

use std::collections::BTreeSet;

use crate::facet;
use crate::reading::title::TitleReader;
use crate::reading::{self, InstrumentType, Language, ParticipantFrom, When};
use crate::record::{EventKind, Kind, Participant, Record, RecordId, Role, Said};
use crate::register::Register;
use crate::{script, subject};

/// What a title tells of an instrument.
#[derive(Default)]
pub(crate) struct Traits {
    kind: Option<InstrumentType>,
    states: BTreeSet<String>,
    /// Institutions that are known.
    institutions: BTreeSet<&'static str>,
    subject: Option<String>,
    years: BTreeSet<u16>,
    signed: Vec<When>,
}

/// The one record a title names, of others than `own`: of the register, or of the items beside it in its
/// source. An item holds against a record of the register that was signed with it, which is the same thing
/// told by another list.
pub(crate) fn named(
    register: &Register,
    own: RecordId,
    (title, language): (&str, Language),
    beside: &[(RecordId, Traits)],
) -> Option<RecordId> {
    let asked = Traits::of_title(title, language);
    let items = beside.iter().filter(|(id, item)| *id != own && asked.fits(item));
    let items: Vec<&(RecordId, Traits)> = items.collect();
    let wholes = register.wholes(Kind::Instrument);
    let fits = |record: &&Record| {
        let own_or_item = record
            .assertions
            .iter()
            .any(|one| one.id.record == own || beside.iter().any(|(id, _)| *id == one.id.record));
        !own_or_item && !record.is_rejected() && asked.fits(&Traits::of_record(record))
    };
    let found: Vec<&Record> = wholes.iter().filter(fits).collect();
    match (&items[..], &found[..]) {
        ([], [only]) => Some(only.id),
        ([(id, item)], known) if known.iter().all(|record| item.signed_with(record)) => Some(*id),
        _ => None,
    }
}

impl Traits {
    fn of_title(title: &str, language: Language) -> Self {
        let read = TitleReader::new(language).read(title);
        let party = |party: &crate::reading::title::TitleParty| Participant {
            state: party.state.map(|state| state.code().to_owned()),
            institution: party.institution_in(title).map(str::to_owned),
            written: None,
            known_as: None,
            role: Role::Party,
            from: ParticipantFrom::Title,
        };
        let parties: Vec<Participant> = read.parties.iter().map(party).collect();
        Self {
            kind: Some(read.kind).filter(|kind| *kind != InstrumentType::Other),
            subject: read.core.and_then(|at| title.get(at)).map(str::to_owned),
            years: years(title),
            ..Self::of_parties(&parties)
        }
    }

    /// What an item of the list tells that is read just now.
    pub(crate) fn of_item(item: &reading::Instrument) -> Self {
        let party = |one: &reading::Participant| Participant {
            state: one.state.as_ref().map(|state| state.value.code().to_owned()),
            institution: one.institution.as_ref().map(|name| name.value.clone()),
            written: None,
            known_as: one.known_as.map(str::to_owned),
            role: Role::Party,
            from: one.from,
        };
        let parties: Vec<Participant> = item.participants.iter().map(party).collect();
        let days = item.events.iter().filter_map(|event| event.when.as_ref());
        let signed: Vec<When> = days.map(|when| when.value).collect();
        Self {
            kind: Some(item.kind.value),
            subject: item.subject.as_ref().map(|words| words.value.clone()),
            years: signed.iter().map(|when| when.first.year()).collect(),
            signed,
            ..Self::of_parties(&parties)
        }
    }

    /// Whether a record was signed on the same day.
    fn signed_with(&self, record: &Record) -> bool {
        let theirs = Self::of_record(record).signed;
        theirs
            .iter()
            .any(|when| self.signed.iter().any(|own| own.meets(*when)))
    }

    fn of_parties(parties: &[Participant]) -> Self {
        let known = |one: &Participant| facet::institution(one).map(|known| known.id);
        Self {
            states: parties.iter().filter_map(|one| one.state.clone()).collect(),
            institutions: parties.iter().filter_map(known).collect(),
            ..Self::default()
        }
    }

    fn of_record(record: &Record) -> Self {
        let parties: Vec<Participant> = record
            .all(|said| match said {
                Said::Participant(one) => Some(one.clone()),
                _ => None,
            })
            .collect();
        let signed = record.all(|said| match said {
            Said::Event(told) if told.kind == EventKind::Signed => told.date,
            _ => None,
        });
        let signed: Vec<When> = signed.collect();
        Self {
            kind: record.one(|said| match said {
                Said::Type(kind) => Some(*kind),
                _ => None,
            }),
            subject: record.one(|said| match said {
                Said::Subject(words) => Some(words.clone()),
                _ => None,
            }),
            years: signed.iter().map(|when| when.first.year()).collect(),
            signed,
            ..Self::of_parties(&parties)
        }
    }

    /// Whether a record can be what a title names: what either tells, the other does not deny; type, states
    /// and subject both tell.
    fn fits(&self, record: &Self) -> bool {
        let open = self.institutions.is_empty() || record.institutions.is_empty();
        let undated = self.years.is_empty() || record.years.is_empty();
        self.kind.is_some()
            && self.kind == record.kind
            && self.states.len() == 2
            && self.states == record.states
            && (open || self.institutions == record.institutions)
            && (undated || !self.years.is_disjoint(&record.years))
            && self.is_about(record)
    }

    fn is_about(&self, record: &Self) -> bool {
        let Some((own, other)) = self.subject.as_ref().zip(record.subject.as_ref()) else {
            return false;
        };
        let told = subject::told(own);
        script::key(own) == script::key(other) || !told.is_empty() && told == subject::told(other)
    }
}

/// Years that words tell.
fn years(text: &str) -> BTreeSet<u16> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let year = |word: &str| word.parse().ok().filter(|year| (1850..2100).contains(year));
    words.filter(|word| word.len() == 4).filter_map(year).collect()
}
