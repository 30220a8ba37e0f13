//! Facets: what records are looked for by.
//!
//! Words are compared in one script and without diacritics, so a question in Cyrillic finds a name in
//! Latin letters. Institutions are found under every name they have or had.

use std::collections::BTreeSet;

use entente_trade::Date;

use crate::institution::{Institution, Institutions};
use crate::lists;
use crate::people;
use crate::reading::Language;
use crate::record::{Kind, Participant, Record, RecordId, Said};
use crate::register::Register;
use crate::script;
use crate::status;
use crate::subject;

/// What is known of a record that it can be looked for by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Alpha-3 codes of the sides whose sources tell of it, `third` for others; of people and
    /// commitments also whose they are.
    pub sides: BTreeSet<String>,
    /// Institutions by id, with those that came after them.
    pub institutions: BTreeSet<String>,
    /// All their names, and names of institutions that are not known.
    pub institution_names: Vec<String>,
    /// Type of an instrument, kind of a meeting or commitment, subject of a claim.
    pub kind: Option<String>,
    /// Level of an instrument.
    pub level: Option<String>,
    /// What it is about, as written.
    pub subject: Option<String>,
    /// The subjects that is, with wider ones.
    pub subjects: BTreeSet<&'static str>,
    /// Status of an instrument or commitment, last verdict of a claim.
    pub status: Option<String>,
    /// Years of what is dated.
    pub years: BTreeSet<u16>,
    /// Places.
    pub places: Vec<String>,
    /// Meetings it is part of or came out of.
    pub meetings: BTreeSet<String>,
    /// Whether a text of it is kept.
    pub has_text: bool,
    /// Whether only one of two sides lists it.
    pub one_sided: bool,
    /// Whether it is a commitment that is open or late, or one such came out of it.
    pub open: bool,
    /// What was decided of it.
    pub review: &'static str,
    /// All its words.
    pub words: String,
    /// Names of people in it, under all their spellings.
    pub people: Vec<String>,
}

/// What is asked for; nothing asked is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Alpha-3 code of a side.
    pub side: Option<String>,
    /// An institution's id or words of its name.
    pub institution: Option<String>,
    /// A type or kind.
    pub kind: Option<String>,
    /// A level.
    pub level: Option<String>,
    /// A subject's id or words.
    pub subject: Option<String>,
    /// A status.
    pub status: Option<String>,
    /// A year.
    pub year: Option<u16>,
    /// Words of a place.
    pub place: Option<String>,
    /// The name of a meeting.
    pub meeting: Option<String>,
    /// Only what one side alone lists.
    pub one_sided: bool,
    /// Only what has a text.
    pub has_text: bool,
    /// Only commitments that are open or late, and what such came out of.
    pub open: bool,
    /// Only what was decided so.
    pub review: Option<String>,
    /// Words.
    pub search: Option<String>,
}

impl Facts {
    /// What is known of a whole record on a day. `one_sided` is told by [`lists::one_sided`].
    pub fn of(register: &Register, record: &Record, day: Date, one_sided: bool) -> Self {
        let mut facts = Self {
            status: status_of(record, day),
            review: record.review(),
            one_sided,
            ..Self::default()
        };
        for assertion in record.standing() {
            let side = assertion.source.and_then(|id| register.source(id)?.side.clone());
            facts.sides.extend(side);
            facts.take(&assertion.said);
            facts.meet(register, &assertion.said);
        }
        if record.id.kind == Kind::Person {
            facts.people.extend(people::names(record));
        }
        let institution_names = facts.institution_names.join(" ");
        facts.words.push_str(&institution_names);
        facts
    }

    /// Takes the names of people a record tells of.
    fn meet(&mut self, register: &Register, said: &Said) {
        match said {
            Said::Attendee(person) => {
                let person = register.record(*person).map(|person| register.whole(person));
                self.people.extend(person.iter().flat_map(people::names));
            }
            Said::Speaker(name) => self.people.push(name.clone()),
            _ => {}
        }
    }

    /// Whether every word asked for begins one of its words, or a name of its people by its sound.
    fn answer(&self, asked: &str) -> bool {
        let word = |word: &str| {
            script::finds(word, &self.words) || self.people.iter().any(|name| script::calls(word, name))
        };
        script::key(asked).split(' ').all(word)
    }

    fn take(&mut self, said: &Said) {
        match said {
            Said::Participant(one) => self.participant(one),
            Said::Type(_) | Said::MeetingKind(_) | Said::CommitmentKind(_) | Said::Flow(_) => {
                self.kind = self.kind.take().or_else(|| word(said));
            }
            Said::Level(_) => self.level = word(said),
            Said::Subject(text) => {
                self.subjects.extend(subject::with_wider(&subject::told(text)));
                self.subject = Some(text.clone());
                self.say(text);
            }
            Said::Event(told) => {
                let dates = told.date.iter().chain(&told.effective);
                self.years.extend(dates.map(|date| date.first.year()));
                self.places.extend(told.place.clone());
            }
            Said::Date(when) => self.years.extend([when.first.year(), when.last.year()]),
            Said::Period(period) => self.years.extend(period.when.map(|when| when.first.year())),
            Said::Due(due) => self.years.extend(due.when.map(|when| when.first.year())),
            Said::Place(place) => {
                self.places.push(place.clone());
                self.say(place);
            }
            Said::PartOf(meeting) => {
                self.meetings.insert(meeting.to_string());
            }
            Said::Side(state) | Said::Owner(state) => {
                self.sides.insert(state.clone());
            }
            Said::OwnerInstitution(name) => self.institution_names.push(name.clone()),
            Said::Title(worded) | Said::Name(worded) => self.say(&worded.text),
            Said::Office(office) => self.say(&office.title),
            Said::Text(text) | Said::Sentence(text) | Said::Speaker(text) | Said::AttributedTo(text) => {
                self.say(text);
            }
            Said::TextCopy(_) => self.has_text = true,
            Said::Address(address) => self.say(address),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        self.words.push_str(text);
        self.words.push(' ');
    }

    fn participant(&mut self, one: &Participant) {
        let standard = Institutions::standard();
        self.institution_names.extend(one.institution.clone());
        let Some(known) = institution(one) else {
            return;
        };
        for institution in [known, standard.now(known)] {
            self.institutions.insert(institution.id.to_owned());
            let names = institution.names.iter().map(|(_, name)| (*name).to_owned());
            self.institution_names.extend(names);
        }
    }
}

/// The institution a participant is, where that is known: by its own name, else by the whole name as written,
/// in which a city may be the state ("акиматом города Астаны").
pub fn institution(one: &Participant) -> Option<&'static Institution> {
    let standard = Institutions::standard();
    if let Some(id) = &one.known_as {
        return standard.get(id);
    }
    let names = one.institution.iter().chain(&one.written);
    let mut found = names.filter_map(|name| standard.named(one.state.as_deref(), name));
    found.next()
}

/// A participant in few words: `KAZ Ministry of Finance`, the name in English where it has one.
pub fn party(one: &Participant) -> String {
    let english = institution(one).map(|institution| institution.name(Language::En));
    let name = english.or(one.institution.as_deref());
    match (one.state.as_deref(), name) {
        (Some(state), Some(name)) => format!("{state} {name}"),
        (state, name) => state.or(name).unwrap_or("not named").to_owned(),
    }
}

fn word(said: &Said) -> Option<String> {
    said.parts().1.as_str().map(str::to_owned)
}

fn status_of(record: &Record, day: Date) -> Option<String> {
    match record.id.kind {
        Kind::Instrument => Some(status::status(record, day).status.name().to_owned()),
        Kind::Commitment => Some(status::progress(record, day).0.to_owned()),
        Kind::Claim => record.checks.last().map(|check| check.verdict.name().to_owned()),
        Kind::Meeting | Kind::Person | Kind::Commission | Kind::Session => None,
    }
}

impl Filter {
    /// Whether a record is asked for.
    pub fn admits(&self, facts: &Facts) -> bool {
        let same = |asked: &Option<String>, there: Option<&str>| {
            asked
                .as_deref()
                .is_none_or(|asked| there.is_some_and(|there| plain(asked) == plain(there)))
        };
        let any = |asked: &Option<String>, texts: &[String]| {
            asked
                .as_deref()
                .is_none_or(|asked| texts.iter().any(|text| script::finds(asked, text)))
        };
        self.side.as_ref().is_none_or(|side| facts.sides.contains(side))
            && self.institution_fits(facts)
            && same(&self.kind, facts.kind.as_deref())
            && same(&self.level, facts.level.as_deref())
            && self.subject_fits(facts)
            && same(&self.status, facts.status.as_deref())
            && self.year.is_none_or(|year| facts.years.contains(&year))
            && any(&self.place, &facts.places)
            && self
                .meeting
                .as_ref()
                .is_none_or(|meeting| facts.meetings.contains(meeting))
            && (!self.one_sided || facts.one_sided)
            && (!self.has_text || facts.has_text)
            && (!self.open || facts.open)
            && self
                .review
                .as_deref()
                .is_none_or(|asked| facts.review.starts_with(asked))
            && self.search.as_deref().is_none_or(|asked| facts.answer(asked))
    }

    fn institution_fits(&self, facts: &Facts) -> bool {
        self.institution.as_deref().is_none_or(|asked| {
            facts.institutions.contains(asked)
                || facts
                    .institution_names
                    .iter()
                    .any(|name| script::finds(asked, name))
        })
    }

    fn subject_fits(&self, facts: &Facts) -> bool {
        self.subject.as_deref().is_none_or(|asked| {
            let told = subject::told(asked);
            facts.subjects.contains(plain(asked).as_str())
                || !told.is_disjoint(&facts.subjects)
                || facts
                    .subject
                    .as_deref()
                    .is_some_and(|text| script::finds(asked, text))
        })
    }
}

/// A word of a list as it is written in files: `in force` and `in-force` are `in_force`.
fn plain(word: &str) -> String {
    word.to_lowercase().replace([' ', '-'], "_")
}

/// Facts of all whole records of a kind that a filter admits, with the records.
pub fn of_kind(register: &Register, kind: Kind, filter: &Filter, day: Date) -> Vec<(Record, Facts)> {
    let alone = lists::one_sided(register);
    let open = open(register, day);
    let records = register.wholes(kind).into_iter();
    let with_facts = records.map(|record| {
        let facts = Facts {
            open: open.contains(&record.id),
            ..Facts::of(register, &record, day, alone.contains_key(&record.id))
        };
        (record, facts)
    });
    with_facts.filter(|(_, facts)| filter.admits(facts)).collect()
}

/// Commitments that are open or late on a day, and the meetings and instruments they came out of.
fn open(register: &Register, day: Date) -> BTreeSet<RecordId> {
    let mut open = BTreeSet::new();
    for commitment in register.wholes(Kind::Commitment) {
        let stands = !commitment.is_rejected();
        if stands && matches!(status::progress(&commitment, day).0, "open" | "late") {
            open.insert(commitment.id);
            let origins = commitment.all(|said| match said {
                Said::PartOf(id) => register.record(*id).map(|origin| register.first_of(origin).id),
                _ => None,
            });
            open.extend(origins);
        }
    }
    open
}
