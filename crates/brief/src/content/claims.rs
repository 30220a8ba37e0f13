//! Claimed figures beside what both sides report, with the verdict of the last check.

use entente_register::check::{Check, SideCheck, Verdict};
use entente_register::facet::{Facts, Filter};
use entente_register::record::{Kind, Record};
use entente_trade::{Area, Money};

use super::docket::{self, Docket, letters};
use super::frame::{Frame, column, heading, labelled, or_absent, table};
use super::sentence::pair;
use crate::Document;
use crate::document::{Block, Prose, Span};
use crate::table::{Table, Value};
use crate::wording::Wording;
use crate::write::printed;

/// The claims of a pair.
pub fn claims(frame: &Frame, docket: &Docket<'_>) -> Document {
    let wording = frame.wording();
    let found = all(docket);
    let title = wording.tell("claims-title", &[("pair", &pair(wording, docket.pair))]);
    let blocks = vec![Block::Table(listing(wording, docket, &found))];
    frame.document(title, finding(wording, &found), (&docket.pair, None), blocks)
}

/// Every claim of the pair.
pub(super) fn all(docket: &Docket<'_>) -> Vec<(Record, Facts)> {
    docket.records(Kind::Claim, &Filter::default())
}

fn finding(wording: &Wording, found: &[(Record, Facts)]) -> String {
    let of = |asked: Verdict| {
        let checks = found.iter().filter_map(|(record, _)| record.checks.last());
        wording.number_of(checks.filter(|check| check.verdict == asked).count() as u64)
    };
    let decided = |record: &Record| {
        let check = record.checks.last();
        check.is_some_and(|check| check.verdict != Verdict::NotCheckable)
    };
    let open = found.iter().filter(|(record, _)| !decided(record)).count() as u64;
    let open = wording.number_of(open);
    wording.count(
        "claims-finding",
        found.len() as u64,
        &[
            ("confirmed", &of(Verdict::Confirmed)),
            ("one-side", &of(Verdict::ConfirmedByOneSide)),
            ("between", &of(Verdict::BetweenTheMirrors)),
            ("contradicted", &of(Verdict::Contradicted)),
            ("open", &open),
        ],
    )
}

/// Claims as rows: for each side what it reports, and how far the claim is from it.
pub(super) fn listing(wording: &Wording, docket: &Docket<'_>, found: &[(Record, Facts)]) -> Table {
    let mut columns = vec![
        heading(wording, "record", "column-record"),
        column(wording, "claim", "column-claim"),
        column(wording, "verdict", "column-verdict"),
        column(wording, "whose", "column-whose"),
    ];
    let names = [
        ["one_value_usd", "one_deviation_usd"],
        ["other_value_usd", "other_deviation_usd"],
    ];
    for (area, [value, deviation]) in docket.pair.into_iter().zip(names) {
        let area = wording.area(area).text;
        columns.push(labelled(
            value,
            wording.tell("column-value-by", &[("area", &area)]),
        ));
        let label = wording.tell("column-deviation-from", &[("area", &area)]);
        columns.push(labelled(deviation, label));
    }
    let rows = found.iter().map(|(record, _)| row(wording, docket, record));
    table(
        "claims",
        wording.phrase("claims-caption"),
        columns,
        rows.collect(),
    )
}

fn row(wording: &Wording, docket: &Docket<'_>, record: &Record) -> Vec<Value> {
    let check = record.checks.last();
    let whose = check.and_then(|check| check.whose.as_deref());
    let mut cells = vec![
        docket::link(wording, record),
        docket.label_cell(wording, record),
        verdict(wording, check),
        or_absent(whose, |whose| docket::state(wording, whose)),
    ];
    for area in docket.pair {
        let side = check.and_then(|check| of_side(check, area));
        cells.push(money(side.and_then(|side| side.value.as_deref())));
        cells.push(money(side.and_then(|side| side.deviation.as_deref())));
    }
    cells
}

fn of_side(check: &Check, area: Area) -> Option<&SideCheck> {
    let letters = letters(area);
    check.sides.iter().find(|side| side.reporter == letters)
}

/// An exact decimal of a check as money.
fn money(text: Option<&str>) -> Value {
    let amount = text.and_then(|text| Money::parse(text, 0).ok());
    or_absent(amount, Value::Money)
}

fn verdict(wording: &Wording, check: Option<&Check>) -> Value {
    match check {
        Some(check) => wording.word(check.verdict),
        None => wording.listed("verdict", "unchecked"),
    }
}

/// A claim in a line: the verdict, its words, and whose figure it is.
pub(super) fn told(wording: &Wording, docket: &Docket<'_>, record: &Record) -> Prose {
    let check = record.checks.last();
    let word = printed(&verdict(wording, check), wording);
    let mut spans = vec![
        Span::Strong(wording.tell("claim-line", &[("verdict", &word)])),
        Span::Text(" ".to_owned()),
        docket.label_span(wording, record),
    ];
    if let Some(whose) = check.and_then(|check| check.whose.as_deref()) {
        let area = wording.state(whose).text;
        let whose = wording.tell("claim-whose", &[("area", &area)]);
        spans.push(Span::Text(format!(" {whose}")));
    }
    Prose(spans)
}
