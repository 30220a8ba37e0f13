//! One record of the register: where it stands, what happened to it, and the words it was read from.

use entente_register::facet;
use entente_register::record::{Assertion, Kind, Participant, Record, Said, Told};
use entente_register::status;

use super::agreed::review;
use super::docket::{self, Docket};
use super::frame::{Frame, column, heading, or_absent, table};
use crate::Document;
use crate::document::Block;
use crate::table::{Table, Value};
use crate::wording::Wording;
use crate::write::printed;

/// The page of a record. Of an instrument it has participants and status; of a commitment its progress.
pub fn instrument(frame: &Frame, docket: &Docket<'_>, record: &Record) -> Document {
    let wording = frame.wording();
    let record = &docket.register.whole(docket.register.first_of(record));
    let (title, _) = docket.label(wording, record);
    let mut blocks = Vec::new();
    let participants = participants(wording, record);
    if !participants.rows.is_empty() {
        blocks.push(Block::Table(participants));
    }
    let events = events(wording, record);
    if !events.rows.is_empty() {
        blocks.push(Block::Table(events));
    }
    blocks.push(Block::Table(words(wording, docket, record)));
    frame.document(
        title,
        finding(wording, docket, record),
        (&docket.pair, None),
        blocks,
    )
}

/// Its status on the day.
fn finding(wording: &Wording, docket: &Docket<'_>, record: &Record) -> String {
    let status = match record.id.kind {
        Kind::Instrument => wording.term(status::status(record, docket.day).status),
        Kind::Commitment => {
            let (progress, _) = status::progress(record, docket.day);
            printed(&wording.listed("progress", progress), wording)
        }
        Kind::Claim => match record.checks.last() {
            Some(check) => wording.term(check.verdict),
            None => wording.phrase("verdict-unchecked"),
        },
        _ => printed(&review(wording, record.review()), wording),
    };
    let day = wording.day(docket.day);
    wording.tell("instrument-finding", &[("day", &day), ("status", &status)])
}

fn participants(wording: &Wording, record: &Record) -> Table {
    let columns = vec![
        heading(wording, "state", "column-party"),
        heading(wording, "institution", "column-institution"),
        column(wording, "kind", "column-type"),
        column(wording, "role", "column-role"),
    ];
    let all = record.all(|said| match said {
        Said::Participant(one) => Some(one),
        _ => None,
    });
    let row = |one: &Participant| {
        vec![
            or_absent(one.state.as_deref(), |state| wording.state(state).cell()),
            docket::institution(wording, one),
            or_absent(facet::institution(one), |known| {
                wording.listed("institution", known.kind)
            }),
            wording.word(one.role),
        ]
    };
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for row in all.map(row) {
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    table(
        "participants",
        wording.phrase("instrument-parties"),
        columns,
        rows,
    )
}

/// What happened to it, by date.
fn events(wording: &Wording, record: &Record) -> Table {
    let columns = vec![
        heading(wording, "date", "column-day"),
        heading(wording, "event", "column-event"),
        column(wording, "party", "column-party"),
        column(wording, "place", "column-place"),
        column(wording, "note", "column-note"),
    ];
    let row = |told: &Told| {
        let text = |text: &Option<String>| or_absent(text.clone(), Value::Text);
        vec![
            or_absent(told.date.or(told.effective), |when| docket::when(wording, when)),
            wording.word(told.kind),
            or_absent(told.party.as_deref(), |state| wording.state(state).cell()),
            text(&told.place),
            text(&told.note),
        ]
    };
    let rows = status::events(record).into_iter().map(row).collect();
    table("events", wording.phrase("instrument-events"), columns, rows)
}

/// Every assertion that has the words of a source, with these.
fn words(wording: &Wording, docket: &Docket<'_>, record: &Record) -> Table {
    let columns = vec![
        heading(wording, "field", "column-field"),
        column(wording, "words", "column-words"),
        column(wording, "source", "column-source"),
        column(wording, "told_by", "column-listed-by"),
        column(wording, "review", "column-review"),
    ];
    let rows = record.standing().filter_map(|one| quoted(wording, docket, one));
    table(
        "words",
        wording.phrase("instrument-words"),
        columns,
        rows.collect(),
    )
}

fn quoted(wording: &Wording, docket: &Docket<'_>, one: &Assertion) -> Option<Vec<Value>> {
    let quote = one.span.as_ref()?;
    let source = one.source.and_then(|id| docket.register.source(id));
    let side = source.and_then(|source| source.side.as_deref());
    Some(vec![
        field(wording, &one.said),
        docket.quoted(wording, quote, one.source),
        or_absent(source, |source| {
            let publisher = source.publisher.as_ref().unwrap_or(&source.file);
            Value::Code(source.id.to_string(), publisher.clone())
        }),
        or_absent(side, |side| docket::state(wording, side)),
        wording.word(one.standing),
    ])
}

/// The label of a field, by the name files have it under.
fn field(wording: &Wording, said: &Said) -> Value {
    let name = said.field();
    let known = entente_register::record::shape::SHAPES;
    match known.iter().find(|(known, _)| *known == name) {
        Some((known, _)) => wording.listed("field", known),
        None => Value::Text(name),
    }
}
