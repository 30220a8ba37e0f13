//! What was agreed: the instruments of a pair with where they stand, and how many there are of each kind.

use entente_register::facet::{Facts, Filter};
use entente_register::reading::{Completeness, InstrumentType};
use entente_register::record::{Kind, Record, Said};
use entente_register::status::{self, Status};

use super::docket::{self, Docket};
use super::frame::{Frame, column, heading, or_absent, table};
use super::sentence::pair;
use crate::Document;
use crate::document::Block;
use crate::table::{Table, Value};
use crate::wording::Wording;

/// The list of instruments that a filter admits.
pub fn agreed(frame: &Frame, docket: &Docket<'_>, filter: &Filter) -> Document {
    let wording = frame.wording();
    let found = docket.records(Kind::Instrument, filter);
    let title = wording.tell("register-title", &[("pair", &pair(wording, docket.pair))]);
    let blocks = vec![
        Block::Table(listing(wording, docket, &found)),
        Block::Heading(wording.phrase("facets-heading")),
        Block::Table(facets(wording, docket, &found)),
    ];
    let finding = finding(wording, docket, &found);
    frame.document(title, finding, (&docket.pair, None), blocks)
}

/// How many there are with their titles, in force, and of unknown status; and what else a source names.
pub(super) fn finding(wording: &Wording, docket: &Docket<'_>, found: &[(Record, Facts)]) -> String {
    let told = |as_told: Completeness| {
        let records = found.iter().map(|(record, _)| record);
        records.filter(move |record| completeness(record) == as_told)
    };
    let of = |asked: Status| {
        let standing = told(Completeness::Titled);
        let standing = standing.filter(|record| status::status(record, docket.day).status == asked);
        wording.number_of(standing.count() as u64)
    };
    let titled = wording.count(
        "register-finding",
        told(Completeness::Titled).count() as u64,
        &[
            ("in-force", &of(Status::InForce)),
            ("unknown", &of(Status::Unknown)),
        ],
    );
    let [groups, mentions] = [Completeness::Group, Completeness::Mention].map(|one| told(one).count() as u64);
    if groups + mentions == 0 {
        return titled;
    }
    let [groups, mentions] = [groups, mentions].map(|count| wording.number_of(count));
    let others = wording.tell("register-others", &[("groups", &groups), ("mentions", &mentions)]);
    format!("{titled} {others}")
}

/// How much of an instrument is told; what a person enters has its title.
pub(super) fn completeness(record: &Record) -> Completeness {
    let told = record.one(|said| match said {
        Said::Completeness(told) => Some(*told),
        _ => None,
    });
    told.unwrap_or(Completeness::Titled)
}

/// The instruments as rows.
pub(super) fn listing(wording: &Wording, docket: &Docket<'_>, found: &[(Record, Facts)]) -> Table {
    let columns = vec![
        heading(wording, "record", "column-record"),
        column(wording, "title", "column-title"),
        column(wording, "type", "column-type"),
        column(wording, "level", "column-level"),
        column(wording, "completeness", "field-completeness"),
        column(wording, "status", "column-status"),
        column(wording, "since", "column-since"),
        column(wording, "told_by", "column-listed-by"),
        column(wording, "review", "column-review"),
    ];
    let rows = found.iter().map(|(record, facts)| {
        let standing = status::status(record, docket.day);
        vec![
            docket::link(wording, record),
            docket.label_cell(wording, record),
            or_absent(kind(record), |kind| wording.word(kind)),
            level(wording, record),
            wording.word(completeness(record)),
            wording.word(standing.status),
            or_absent(standing.since, |when| docket::when(wording, when)),
            docket::states(wording, facts.sides.iter()),
            review(wording, facts.review),
        ]
    });
    table(
        "instruments",
        wording.phrase("register-caption"),
        columns,
        rows.collect(),
    )
}

/// The type of an instrument, where it is told.
pub(super) fn kind(record: &Record) -> Option<InstrumentType> {
    record.one(|said| match said {
        Said::Type(kind) => Some(*kind),
        _ => None,
    })
}

fn level(wording: &Wording, record: &Record) -> Value {
    let level = record.one(|said| match said {
        Said::Level(level) => Some(*level),
        _ => None,
    });
    or_absent(level, |level| wording.word(level))
}

/// What was decided of a record; the register says it with blanks.
pub(super) fn review(wording: &Wording, review: &'static str) -> Value {
    match review {
        "partly confirmed" => wording.listed("review", "partly_confirmed"),
        other => wording.listed("review", other),
    }
}

/// How many of each type, level, status, year and side.
fn facets(wording: &Wording, docket: &Docket<'_>, found: &[(Record, Facts)]) -> Table {
    let columns = vec![
        heading(wording, "facet", "column-facet"),
        heading(wording, "value", "column-word"),
        column(wording, "count", "column-count"),
    ];
    let mut rows = Vec::new();
    let mut add = |facet: &'static str, label: &str, values: Vec<Value>| {
        for (value, count) in tally(values) {
            let facet = Value::Word(facet, wording.phrase(label));
            rows.push(vec![facet, value, Value::Count(count)]);
        }
    };
    let records = || found.iter().map(|(record, _)| record);
    let types = records().filter_map(kind).map(|kind| wording.word(kind));
    add("type", "column-type", types.collect());
    let levels = records().map(|record| level(wording, record));
    add(
        "level",
        "column-level",
        levels.filter(|level| *level != Value::Absent).collect(),
    );
    let standing = records().map(|record| wording.word(status::status(record, docket.day).status));
    add("status", "column-status", standing.collect());
    let subjects = found.iter().flat_map(|(_, facts)| &facts.subjects);
    let subjects = subjects.map(|subject| wording.listed("subject", subject));
    add("subject", "field-subject", subjects.collect());
    let years = found.iter().flat_map(|(_, facts)| &facts.years);
    add(
        "year",
        "facet-year",
        years.map(|year| Value::Text(year.to_string())).collect(),
    );
    let sides = found.iter().flat_map(|(_, facts)| &facts.sides);
    add(
        "told_by",
        "column-listed-by",
        sides.map(|side| docket::state(wording, side)).collect(),
    );
    table("facets", wording.phrase("facets-heading"), columns, rows)
}

/// Values with how often each occurs, the most frequent first, of equal ones the first met.
fn tally(values: Vec<Value>) -> Vec<(Value, u64)> {
    let mut counts: Vec<(Value, u64)> = Vec::new();
    for value in values {
        match counts.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
