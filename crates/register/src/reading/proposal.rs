//! Everything that is read of one source.
//!
//! It exists to hold the proposals together and to run the readers one after the other. It reviews
//! nothing and keeps nothing.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;
use serde::Serialize;

use super::document::Document;
use super::{
    Claim, Commitment, Context, Field, Instrument, Language, Meeting, Person, Published, Rule, SourceText,
    Span, State,
};
use super::{commitments, figures, inline, listing, meetings, passing, people, remainder};

/// The proposals of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// What the text says of itself.
    pub facts: Facts,
    /// Instruments, in the order of the text; a list's in its order.
    pub instruments: Vec<Instrument>,
    /// Meetings, in the order of the text.
    pub meetings: Vec<Meeting>,
    /// Standing commissions the text names.
    pub commissions: Vec<Commission>,
    /// People, in the order of the text.
    pub people: Vec<Person>,
    /// Claimed figures, in the order of the text.
    pub claims: Vec<Claim>,
    /// Commitments, in the order of the text.
    pub commitments: Vec<Commitment>,
    /// What the text leaves open, with reasons.
    pub unresolved: Vec<Unresolved>,
    /// Amounts, percentages and years outside any claim, date or title: a missed claim shows here.
    pub unexplained: Vec<Field<String>>,
}

/// What a source says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// The language it was read in.
    pub language: Option<Language>,
    /// The day of publication: the operator's, else the text's.
    pub published: Option<Published>,
    /// Where the text states its day of publication, if it does.
    pub published_at: Option<Span>,
    /// The publisher the text names.
    pub publisher: Option<Field<String>>,
    /// The place of a dateline ("ASTANA").
    pub dateline: Option<Field<String>>,
    /// How many documents the text says were signed ("ten documents"), listed or not.
    pub announced: Option<Field<u32>>,
}

/// Something a text leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unresolved {
    /// What is open: `year`, `period`, `signatories`, `subject`, …
    pub what: &'static str,
    /// Why, and what would settle it.
    pub reason: String,
    /// The list and index of the proposal it is about, such as `instruments/3`; `None`: the source.
    pub about: Option<String>,
    /// The words in question, where there are any.
    pub span: Option<Span>,
    /// The rule that found it open.
    pub rule: Rule,
}

/// A standing commission a source names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commission {
    /// Its name, as written.
    pub name: Field<String>,
    /// The states in its name.
    pub states: Vec<Field<State>>,
}

const DATELINE: Rule = Rule::first("source/dateline");
const CLOSING: Rule = Rule::first("source/closing-mark");

pub(crate) fn read(text: &SourceText, context: &Context) -> Reading {
    let document = Document::new(text, context);
    let people = people::find(&document);
    let meetings = meetings::find(&document, &people);
    let mut lists = listing::find(&document);
    if lists.is_empty() {
        lists.extend(inline::find(&document));
    }
    let items = lists.iter().flat_map(|list| &list.items);
    let skip: Vec<Range<usize>> = items.map(|item| item.title.clone()).collect();
    let mut instruments: Vec<Instrument> = lists
        .iter()
        .flat_map(|list| listing::instruments(&document, list, &meetings))
        .collect();
    instruments.extend(passing::find(&document, &meetings, !lists.is_empty(), &skip));
    let claims = figures::find(&document, &skip);
    let commitments = commitments::find(&document, &people, &claims, &skip);
    let mut reading = Reading {
        facts: Facts {
            announced: remainder::announced(&document),
            ..facts(&document)
        },
        instruments,
        meetings,
        commissions: passing::commissions(&document, &skip),
        people: people.people,
        claims,
        commitments,
        unresolved: Vec::new(),
        unexplained: Vec::new(),
    };
    reading.unexplained = remainder::unexplained(&document, &reading, &skip);
    reading.unresolved = remainder::unresolved(&document, &reading, !lists.is_empty());
    reading
}

/// What a source says of itself: dateline and closing mark.
fn facts(document: &Document<'_>) -> Facts {
    static MARKS: OnceLock<Option<(Regex, Regex)>> = OnceLock::new();
    let marks = MARKS.get_or_init(|| {
        let dateline = r"^(?:\s*)(?P<place>\p{Lu}[\p{Lu}\s-]{2,40}?)(?:,[^.\n–—]{0,30})?(?:\s*\((?P<agency>[^)\n]{2,30})\))?\s+[–—-]\s";
        let closing = r"///\s*(?P<agency>[\p{L} .]{2,30}),";
        Some((Regex::new(dateline).ok()?, Regex::new(closing).ok()?))
    });
    let mut facts = Facts {
        language: Some(document.language),
        published: document.published,
        published_at: document.published_at.as_ref().map(|at| document.span(at)),
        ..Facts::default()
    };
    let Some((dateline, closing)) = marks else {
        return facts;
    };
    let agency = |found: &regex::Captures<'_>, rule| {
        found
            .name("agency")
            .map(|name| document.words(&document.trimmed(name.range()), rule))
    };
    if let Some(found) = dateline.captures(document.text) {
        facts.dateline = found
            .name("place")
            .map(|place| document.words(&document.trimmed(place.range()), DATELINE));
        facts.publisher = agency(&found, DATELINE);
    }
    if let Some(found) = closing.captures(document.text) {
        facts.publisher = agency(&found, CLOSING);
    }
    facts
}
