//! The lists two sides published of one ceremony, line beside line.

use entente_register::lists::{self, Line, Row};
use entente_register::record::SourceId;

use super::docket::{self, Docket};
use super::frame::{Frame, column, heading, labelled, or_absent, table};
use super::sentence::pair;
use crate::Document;
use crate::document::Block;
use crate::table::{Table, Value};
use crate::wording::Wording;
use crate::write::printed;

/// Two lists, compared: the sources of both, and their lines.
struct Compared {
    sources: [SourceId; 2],
    rows: Vec<Row>,
}

/// The lists of every ceremony of a pair.
pub fn compared(frame: &Frame, docket: &Docket<'_>) -> Document {
    let wording = frame.wording();
    let title = wording.tell("lists-title", &[("pair", &pair(wording, docket.pair))]);
    let all: Vec<Compared> = lists::ceremonies(docket.register)
        .into_iter()
        .map(|(one, other)| Compared {
            sources: [one, other],
            rows: lists::compare(
                &lists::lines(docket.register, one),
                &lists::lines(docket.register, other),
            ),
        })
        .collect();
    let mut findings: Vec<String> = all.iter().map(|one| finding(wording, docket, one)).collect();
    if findings.is_empty() {
        findings.push(wording.phrase("lists-none"));
    }
    let blocks = all
        .iter()
        .map(|one| Block::Table(listing(wording, docket, one)))
        .collect();
    frame.document(title, findings.join(" "), (&docket.pair, None), blocks)
}

/// Whose list a source is, in words.
fn side(wording: &Wording, docket: &Docket<'_>, source: SourceId) -> String {
    let source = docket.register.source(source);
    let side = source.and_then(|source| source.side.as_deref());
    printed(&docket::state(wording, side.unwrap_or("third")), wording)
}

fn finding(wording: &Wording, docket: &Docket<'_>, compared: &Compared) -> String {
    let count = |one: bool, other: bool| {
        let rows = compared.rows.iter();
        let such = rows.filter(|row| (row.one.is_some(), row.other.is_some()) == (one, other));
        wording.number_of(such.count() as u64)
    };
    let [one, other] = compared.sources.map(|source| side(wording, docket, source));
    wording.tell(
        "lists-finding",
        &[
            ("both", &count(true, true)),
            ("only-one", &count(true, false)),
            ("only-other", &count(false, true)),
            ("one", &one),
            ("other", &other),
        ],
    )
}

fn listing(wording: &Wording, docket: &Docket<'_>, compared: &Compared) -> Table {
    let sides = compared.sources.map(|source| side(wording, docket, source));
    let of = |name, id, area: &String| labelled(name, wording.tell(id, &[("area", area)]));
    let [one, other] = &sides;
    let columns = vec![
        heading(wording, "record", "column-record"),
        of("one_number", "column-number-of", one),
        of("one_title", "column-title-of", one),
        of("other_number", "column-number-of", other),
        of("other_title", "column-title-of", other),
        column(wording, "differs", "column-differs"),
    ];
    let rows = compared
        .rows
        .iter()
        .map(|row| cells(wording, docket, (compared, row)));
    table("lists", wording.phrase("lists-caption"), columns, rows.collect())
}

fn cells(wording: &Wording, docket: &Docket<'_>, (compared, row): (&Compared, &Row)) -> Vec<Value> {
    let line = row.one.as_ref().or(row.other.as_ref());
    let record = line.and_then(|line| docket.register.record(line.record));
    let mut cells = vec![or_absent(record, |record| docket::link(wording, record))];
    for (line, source) in [&row.one, &row.other].into_iter().zip(compared.sources) {
        let language = docket.language_of(Some(source));
        let number = |line: &Line| Value::Count(u64::from(line.ordinal));
        let title = |line: &Line| {
            let title = Value::Text(line.title.clone());
            docket::in_language(wording, title, language.clone())
        };
        cells.push(or_absent(line.as_ref(), number));
        cells.push(or_absent(line.as_ref(), title));
    }
    let differs: Vec<String> = row
        .differs
        .iter()
        .map(|difference| printed(&wording.listed("differs", difference.what), wording))
        .collect();
    cells.push(match differs.is_empty() {
        true => Value::Absent,
        false => Value::Text(differs.join(", ")),
    });
    cells
}
