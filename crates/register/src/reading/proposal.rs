//! Everything that is read of one source.
//!
//! It exists to hold the proposals together and to run the readers one after the other. It reviews
//! nothing and keeps nothing.

use std::ops::Range;

use serde::Serialize;

use super::document::Document;
use super::{
    Claim, Commitment, Context, Field, Instrument, Language, Meeting, Person, Published, Rule, SourceText,
    Span,
};
use super::{figures, listing, meetings, people};

/// The proposals of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// What the text says of itself.
    pub facts: Facts,
    /// Instruments, in the order of the text; a list's in its order.
    pub instruments: Vec<Instrument>,
    /// Meetings, in the order of the text.
    pub meetings: Vec<Meeting>,
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

pub(crate) fn read(text: &SourceText, context: &Context) -> Reading {
    let document = Document::new(text, context);
    let people = people::find(&document);
    let meetings = meetings::find(&document, &people);
    let lists = listing::find(&document);
    let skip: Vec<Range<usize>> = lists
        .iter()
        .flat_map(|list| list.items.iter().map(|item| item.title.clone()))
        .collect();
    let instruments = lists
        .iter()
        .flat_map(|list| listing::instruments(&document, list, &meetings))
        .collect();
    let claims = figures::find(&document, &skip);
    Reading {
        facts: Facts {
            language: Some(document.language),
            published: document.published,
            published_at: document.published_at.as_ref().map(|at| document.span(at)),
            ..Facts::default()
        },
        people: people.people,
        instruments,
        meetings,
        claims,
        ..Reading::default()
    }
}
