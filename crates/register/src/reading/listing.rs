//! Finds the list of signed documents and reads each line of it.
//!
//! It exists because a list is what a side says was signed: a lead-in and two or more numbered or
//! bulleted titles. Lines between them that are captions are passed over.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::dates::Day;
use super::document::Document;
use super::gazetteer;
use super::lexicon::{self, Lexicon};
use super::title::{Title, TitleParty, TitleReader};
use super::{
    Binding, Completeness, Event, EventKind, Field, Instrument, InstrumentType, Language, Level, Meeting,
    Participant, ParticipantFrom, Related, Role, Rule, Stamp, When, fold,
};

const ITEM: Rule = Rule::first("list/item");
const DESIGNATION: Rule = Rule::first("title/designation");
const SUBJECT: Rule = Rule::first("title/subject");
const STRIPPED: Rule = Rule::first("title/subject-stripped");
const RELATION: Rule = Rule::first("title/other-instrument");
const LEVEL: Rule = Rule::first("title/level-of-parties");
const CONTEXT: Rule = Rule::first("title/parties-of-context");
const OTHER: Rule = Rule::first("title/other-of-pair");
const SIGNED: Rule = Rule::first("list/signed-on-day-of-visit");
const LEAD: Rule = Rule::first("list/signed-on-day-of-lead-in");

/// A caption between two items has at most so many bytes.
const CAPTION: usize = 160;

/// A list of documents.
pub(super) struct List {
    /// The paragraph that leads in.
    pub(super) lead: Option<Range<usize>>,
    /// Whether it says that they were signed.
    pub(super) signed: bool,
    pub(super) items: Vec<Item>,
}

/// One line of a list.
pub(super) struct Item {
    pub(super) ordinal: u32,
    pub(super) ordinal_at: Range<usize>,
    pub(super) title: Range<usize>,
}

/// Finds the lists of a source that consist of titles.
pub(super) fn find(document: &Document<'_>) -> Vec<List> {
    let mut all = Vec::new();
    let mut open: Option<List> = None;
    let mut before: Option<Range<usize>> = None;
    for paragraph in &document.paragraphs {
        match item(document, paragraph) {
            Some((number, ordinal_at, title)) => {
                let list = open.get_or_insert_with(|| List {
                    lead: before.clone(),
                    signed: false,
                    items: Vec::new(),
                });
                let next = u32::try_from(list.items.len() + 1).unwrap_or(u32::MAX);
                if number.is_some_and(|number| number == 1 && next > 1) {
                    all.extend(open.take());
                    open = Some(List {
                        lead: before.clone(),
                        signed: false,
                        items: Vec::new(),
                    });
                }
                let list = open.get_or_insert_with(|| List {
                    lead: before.clone(),
                    signed: false,
                    items: Vec::new(),
                });
                let next = u32::try_from(list.items.len() + 1).unwrap_or(u32::MAX);
                list.items.push(Item {
                    ordinal: number.unwrap_or(next),
                    ordinal_at,
                    title,
                });
            }
            None if open.is_some() => {
                let short = paragraph.len() <= CAPTION;
                match open.as_mut().and_then(|list| list.items.last_mut()) {
                    Some(last) if goes_on(document, last, paragraph) => last.title.end = paragraph.end,
                    _ if short => {}
                    _ => all.extend(open.take()),
                }
            }
            None => {}
        }
        if open.is_none() {
            before = Some(paragraph.clone());
        }
    }
    all.extend(open);
    for list in &mut all {
        list.finish(document);
    }
    all.retain(|list| list.items.len() >= 2 && list.is_of_titles(document));
    all
}

/// A line that begins with a number or a bullet: the number, where it stands, and the rest.
fn item(
    document: &Document<'_>,
    paragraph: &Range<usize>,
) -> Option<(Option<u32>, Range<usize>, Range<usize>)> {
    static LINE: OnceLock<Option<Regex>> = OnceLock::new();
    let line = LINE
        .get_or_init(|| Regex::new(r"^(?:(\d{1,3})\s?[.)]\s*|[-•–—*●▪◦]\s+)(\S)").ok())
        .as_ref()?;
    let found = line.captures(document.quote(paragraph))?;
    let rest = found.get(2)?;
    if found.get(1).is_some() && rest.as_str().chars().all(|each| each.is_numeric()) {
        return None;
    }
    let number = found.get(1).and_then(|number| number.as_str().parse().ok());
    let number_end = found.get(1).map_or(rest.start(), |number| number.end());
    let start = paragraph.start;
    Some((
        number,
        start..start + number_end,
        start + rest.start()..paragraph.end,
    ))
}

/// Whether a line goes on with the title above it: no blank line between, and the title had no end.
fn goes_on(document: &Document<'_>, last: &Item, paragraph: &Range<usize>) -> bool {
    let gap = document.quote(&(last.title.end..paragraph.start));
    let ended = document.quote(&last.title).ends_with([';', '.']);
    gap.matches('\n').count() == 1 && !ended
}

impl List {
    /// Cuts closing marks and says whether the lead-in tells of signing.
    pub(super) fn finish(&mut self, document: &Document<'_>) {
        for item in &mut self.items {
            let text = document.quote(&item.title);
            let cut = text.find("///").unwrap_or(text.len());
            let text = text[..cut].trim_end_matches([' ', ';', '.', ',', '\u{a0}']);
            item.title.end = item.title.start + text.len();
        }
        self.items.retain(|item| !item.title.is_empty());
        self.signed = self
            .lead
            .as_ref()
            .is_some_and(|lead| tells_signing(document, &signing(document, lead)));
    }

    pub(super) fn is_of_titles(&self, document: &Document<'_>) -> bool {
        let reader = TitleReader::new(document.language);
        let titles = self
            .items
            .iter()
            .filter(|item| reader.read(document.quote(&item.title)).kind != InstrumentType::Other);
        let Some(lead) = self.lead.as_ref().map(|lead| document.small(lead)) else {
            return titles.count() * 2 > self.items.len();
        };
        let documents = says(document.language, "documents", lead);
        let led = documents || says(document.language, "signed", lead);
        led && titles.count() * 2 > self.items.len() || self.signed && documents
    }
}

/// Whether a text has one of the words of a role.
pub(super) fn says(language: Language, role: &str, lower: &str) -> bool {
    lexicon::words(language, role)
        .into_iter()
        .any(|word| lower.contains(word) || language == Language::Sr && lower.contains(&fold::cyrillic(word)))
}

/// The instruments of a list.
pub(super) fn instruments(document: &Document<'_>, list: &List, meetings: &[Meeting]) -> Vec<Instrument> {
    let reader = TitleReader::new(document.language);
    let signed = list.signed.then(|| signed(document, list, meetings));
    let read = |item: &Item| {
        let written = document.quote(&item.title).replace('\n', " ");
        let title = reader.read(&written);
        let mut instrument = instrument(document, &title, &item.title, Completeness::Titled);
        instrument.ordinal = Some(document.field(item.ordinal, &item.ordinal_at, ITEM));
        instrument.events.extend(signed.clone());
        instrument
    };
    list.items.iter().map(read).collect()
}

/// Whether a sentence tells that something was signed: not that it will be, nor that it was not.
pub(super) fn tells_signing(document: &Document<'_>, sentence: &Range<usize>) -> bool {
    let lower = document.small(sentence);
    says(document.language, "signed", lower) && !says(document.language, "unsigned", lower)
}

/// The last sentence of a lead-in that has a word for signing; the whole lead-in where none has.
fn signing(document: &Document<'_>, lead: &Range<usize>) -> Range<usize> {
    let inside = |sentence: &&Range<usize>| sentence.start >= lead.start && sentence.end <= lead.end;
    let mut all = document.sentences.iter().filter(inside);
    all.rfind(|sentence| says(document.language, "signed", document.small(sentence)))
        .unwrap_or(lead)
        .clone()
}

/// The days they were signed on: the lead-in's own, else the visit's.
fn signed(document: &Document<'_>, list: &List, meetings: &[Meeting]) -> Event {
    let sentence = list.lead.as_ref().map(|lead| signing(document, lead));
    let capital = sentence.as_ref().and_then(|sentence| {
        let mut named = document.mentions_in(sentence).iter();
        named.find(|mention| mention.kind.is_city())
    });
    let own = sentence.as_ref().and_then(|sentence| day(document, sentence));
    let lone = list.lead.as_ref().and_then(|lead| only_day(document, lead));
    let elsewhen = sentence
        .as_ref()
        .is_some_and(|sentence| another_time(document, sentence));
    let visit = meetings
        .iter()
        .find(|meeting| meeting.part_of.is_none() && meeting.when.is_some())
        .filter(|visit| {
            let host = visit.host.as_ref();
            host.zip(capital)
                .is_none_or(|(host, capital)| host.value == capital.state)
        });
    let when = own.or_else(|| {
        let of_visit = visit.and_then(|visit| visit.when.clone());
        let of_visit = of_visit.map(|when| Field { rule: SIGNED, ..when });
        lone.or(of_visit).filter(|_| !elsewhen)
    });
    Event {
        kind: EventKind::Signed,
        when,
        place: capital.map(|capital| document.words(&(capital.start..capital.end), LEAD)),
    }
}

/// The first day, or days, named in a part.
fn day(document: &Document<'_>, part: &Range<usize>) -> Option<Field<When>> {
    let published = document.published.map(|published| published.date);
    let inside = |day: &&Day| day.at.start >= part.start && day.at.end <= part.end;
    let day = document.days.iter().find(inside)?;
    let (first, last) = day.resolve_both(published)?;
    let when = When {
        first: Stamp::Day(first),
        last: Stamp::Day(last),
    };
    Some(document.field(when, &day.at, LEAD))
}

/// The day of a lead-in that names one alone, in another sentence than that of signing.
fn only_day(document: &Document<'_>, lead: &Range<usize>) -> Option<Field<When>> {
    let inside = |day: &&Day| day.at.start >= lead.start && day.at.end <= lead.end;
    (document.days.iter().filter(inside).count() == 1)
        .then(|| day(document, lead))
        .flatten()
}

/// Whether a sentence puts the signing on another day than that told before it.
fn another_time(document: &Document<'_>, sentence: &Range<usize>) -> bool {
    let lower = document.small(sentence);
    let year = lower
        .split(|each: char| !each.is_alphanumeric())
        .any(|word| word.len() == 4 && word.parse().is_ok_and(|year: u16| (1900..2100).contains(&year)));
    year || says(document.language, "elsewhen", lower)
}

/// An instrument out of its title, which stands at `at`.
pub(super) fn instrument(
    document: &Document<'_>,
    title: &Title,
    at: &Range<usize>,
    completeness: Completeness,
) -> Instrument {
    let shift = |part: &Range<usize>| at.start + part.start..at.start + part.end;
    let designation = title.designation.as_ref().map(shift);
    let kind_at = designation.clone().unwrap_or_else(|| at.clone());
    let rule = Rule {
        name: title.rule,
        version: 1,
    };
    let mut participants: Vec<Participant> = title
        .parties
        .iter()
        .map(|party| participant(document, party, at, rule))
        .collect();
    if completeness == Completeness::Titled {
        let open: Vec<bool> = title
            .parties
            .iter()
            .map(|party| party.state.is_none() && party.organisation.is_none())
            .collect();
        complete(document, &mut participants, at, title.rule == "title/with", &open);
    }
    let level = level(document, &participants).map(|level| document.field(level, at, LEVEL));
    Instrument {
        completeness,
        ordinal: None,
        title: document.words(at, ITEM),
        designation: designation.map(|at| document.words(&at, DESIGNATION)),
        kind: document.field(title.kind, &kind_at, DESIGNATION),
        level,
        binding: Binding::Unknown,
        participants,
        subject_as_written: title
            .subject
            .as_ref()
            .map(|part| document.words(&shift(part), SUBJECT)),
        subject: title
            .core
            .as_ref()
            .map(|part| document.words(&shift(part), STRIPPED)),
        relation: title.relation.as_ref().map(|(kind, to)| Related {
            kind: *kind,
            to: document.words(&shift(to), RELATION),
        }),
        events: Vec::new(),
    }
}

fn participant(document: &Document<'_>, party: &TitleParty, at: &Range<usize>, rule: Rule) -> Participant {
    let shift = |part: &Range<usize>| at.start + part.start..at.start + part.end;
    let institution = party.institution.as_ref().map(|part| {
        let written = document.words(&shift(part), rule);
        match &party.singular {
            Some(singular) => written.map(|_| singular.clone()),
            None => written,
        }
    });
    let known = institution
        .as_ref()
        .and_then(|name| gazetteer::institution(&name.value, party.state));
    let state_at = party.state_at.as_ref().map_or_else(|| shift(&party.name), shift);
    Participant {
        state: party.state.map(|state| document.field(state, &state_at, rule)),
        known_as: known.map(|known| known.id).or(party.organisation),
        institution,
        name_as_written: Some(document.words(&shift(&party.name), rule)),
        role: Role::Party,
        from: ParticipantFrom::Title,
    }
}

/// What a title does not say the operator's pair does: both parties of one that names none, and the
/// other state of one that names one. A company or a university may be of either side, and stays open.
fn complete(
    document: &Document<'_>,
    participants: &mut Vec<Participant>,
    at: &Range<usize>,
    alone: bool,
    open: &[bool],
) {
    let Some(pair) = document.context.pair else { return };
    let states = pair.states();
    let from_context = |state, rule| Participant {
        state: Some(document.field(state, at, rule)),
        institution: None,
        name_as_written: None,
        known_as: None,
        role: Role::Party,
        from: ParticipantFrom::Context,
    };
    if participants.is_empty() {
        participants.extend(states.map(|state| from_context(state, CONTEXT)));
        return;
    }
    let named: Vec<_> = participants
        .iter()
        .filter_map(|party| party.state.as_ref().map(|state| state.value))
        .collect();
    let [only] = named.as_slice() else { return };
    let Some(other) = states
        .into_iter()
        .find(|state| state != only)
        .filter(|_| states.contains(only))
    else {
        return;
    };
    let unknown = open.iter().position(|open| *open);
    match unknown.and_then(|at| participants.get_mut(at)) {
        Some(party) if !speaks_for_a_state(document.language, party) => {}
        Some(party) => party.state = Some(document.field(other, at, OTHER)),
        None if alone => participants.push(from_context(other, OTHER)),
        None => {}
    }
}

/// Whether a name is a state's organ, or an abbreviation of a state such as «РС».
fn speaks_for_a_state(language: Language, party: &Participant) -> bool {
    let Some(name) = party.institution.as_ref().map(|name| name.value.as_str()) else {
        return false;
    };
    let short = name.chars().count() <= 3 && name.chars().all(char::is_uppercase);
    let organ = matches!(
        Lexicon::of(language).kind_of(name),
        Some(
            "government"
                | "ministry"
                | "agency"
                | "statistical_office"
                | "customs"
                | "central_bank"
                | "prosecutor"
                | "court"
        )
    );
    short || organ
}

/// Between whom: derived from the kinds of all parties a title names.
fn level(document: &Document<'_>, participants: &[Participant]) -> Option<Level> {
    if participants.is_empty()
        || participants
            .iter()
            .any(|party| party.from == ParticipantFrom::Context)
    {
        return None;
    }
    let lexicon = Lexicon::of(document.language);
    let mut levels = Vec::new();
    for party in participants {
        let Some(name) = &party.institution else {
            levels.push(Level::Interstate);
            continue;
        };
        let known = party
            .state
            .as_ref()
            .and_then(|state| gazetteer::institution(&name.value, Some(state.value)));
        let kind = known
            .map(|known| known.kind)
            .or_else(|| lexicon.kind_of(&name.value))?;
        levels.push(match kind {
            "government" => Level::Intergovernmental,
            "institute" | "library" | "university" | "city" | "region" | "company" | "chamber" => {
                Level::InterInstitutional
            }
            _ => Level::Interdepartmental,
        });
    }
    levels.into_iter().max()
}
