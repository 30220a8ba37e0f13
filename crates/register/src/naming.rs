//! Which record of the register a title names: the agreement that a protocol amends.
//!
//! It exists so that a relation is proposed where the words leave no choice: type, states, institutions,
//! subject and year as told there. Where several records fit, or none, it names none, and the relation stays
//! open; what is confirmed, a person says.

use std::collections::BTreeSet;

use crate::facet;
use crate::reading::title::TitleReader;
use crate::reading::{InstrumentType, Language, ParticipantFrom};
use crate::record::{EventKind, Kind, Participant, Record, RecordId, Role, Said};
use crate::register::Register;
use crate::{script, subject};

/// What a title tells of an instrument.
#[derive(Default)]
struct Traits {
    kind: Option<InstrumentType>,
    states: BTreeSet<String>,
    /// Institutions that are known.
    institutions: BTreeSet<&'static str>,
    subject: Option<String>,
    years: BTreeSet<u16>,
}

/// The one record a title names, of others than `own`.
pub(crate) fn named(register: &Register, own: RecordId, title: &str, language: Language) -> Option<RecordId> {
    let asked = Traits::of_title(title, language);
    let wholes = register.wholes(Kind::Instrument);
    let fits = |record: &&Record| {
        let is_own = record.assertions.iter().any(|one| one.id.record == own);
        !is_own && !record.is_rejected() && asked.fits(&Traits::of_record(record))
    };
    let found: Vec<&Record> = wholes.iter().filter(fits).collect();
    match found[..] {
        [only] => Some(only.id),
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
            Said::Event(told) if told.kind == EventKind::Signed => told.date.map(|date| date.first.year()),
            _ => None,
        });
        Self {
            kind: record.one(|said| match said {
                Said::Type(kind) => Some(*kind),
                _ => None,
            }),
            subject: record.one(|said| match said {
                Said::Subject(words) => Some(words.clone()),
                _ => None,
            }),
            years: signed.collect(),
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
