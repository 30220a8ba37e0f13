//! Why two reports differ: the parts of a difference, as a sentence, a picture and a table.

use entente_trade::{Cause, Finding, Grade, Money, Part, Side};

use super::frame::{Frame, column, heading, or_absent, sentence, table};
use super::sentence::{Reports, direction};
use crate::chart::{Chart, Waterfall};
use crate::document::{Block, Figure};
use crate::table::{Column, Table, Value};
use crate::wording::Wording;
use crate::{Document, Language};

/// Every grade, best first.
const GRADES: [Grade; 5] = [Grade::E1, Grade::E2, Grade::E3, Grade::E4, Grade::E5];

/// The decomposition of a finding.
pub fn decomposition(frame: &Frame, finding: &Finding) -> Document {
    let wording = frame.wording();
    let title = wording.tell(
        "parts-title",
        &[
            (
                "direction",
                &direction(wording, finding.exporter, finding.importer),
            ),
            ("period", &wording.period(finding.period)),
        ],
    );
    let told = [Some(reports(finding).told(wording)), main(wording, finding)];
    let told: Vec<String> = told.into_iter().flatten().collect();
    let blocks = vec![
        Block::Figure(figure(frame, finding)),
        Block::Heading(wording.phrase("grades-heading")),
        Block::Table(grades(wording)),
    ];
    let periods = Some([finding.period; 2]);
    let pair = [finding.exporter, finding.importer];
    frame.document(title, told.join(" "), (&pair, periods), blocks)
}

/// What either side reports.
pub(super) const fn reports(finding: &Finding) -> Reports {
    Reports {
        exporter: finding.exporter,
        importer: finding.importer,
        period: finding.period,
        commodity: finding.commodity,
        export_value: finding.export_value,
        import_value: finding.import_value,
    }
}

/// The largest part, how sure it is, and how far the evidence leaves it open; none without a difference.
pub(super) fn main(wording: &Wording, finding: &Finding) -> Option<String> {
    let explained = finding.parts.iter().filter(|part| part.cause != Cause::Residual);
    // Of equal parts the first stage's.
    let largest = explained.rev().max_by_key(|part| part.amount.abs());
    let Some(part) = largest.filter(|part| !part.amount.is_zero()) else {
        return (!finding.asymmetry.is_zero()).then(|| wording.phrase("parts-unexplained"));
    };
    let grade = part.grade?;
    let share = share(part, finding).and_then(|share| wording.share(share));
    let main = wording.tell(
        "parts-main",
        &[
            ("amount", &wording.dollars(part.amount)),
            ("share", &share.unwrap_or_default()),
            ("cause", &cause(wording, part)),
            ("grade", grade.name()),
            ("meaning", &wording.term(grade)),
        ],
    );
    let interval = wording.tell(
        "parts-interval",
        &[
            ("low", &wording.dollars(part.low)),
            ("high", &wording.dollars(part.high)),
        ],
    );
    Some(match part.low == part.high {
        true => main,
        false => format!("{main} {interval}"),
    })
}

/// A part's share of the difference; none of no difference.
fn share(part: &Part, finding: &Finding) -> Option<f64> {
    let whole = finding.asymmetry;
    (!whole.is_zero()).then(|| part.amount.to_f64() / whole.to_f64())
}

/// A cause, with the third country where there is one.
pub(super) fn cause(wording: &Wording, part: &Part) -> String {
    let cause = wording.term(part.cause);
    match part.via {
        Some(area) => wording.tell(
            "cause-via",
            &[("cause", &cause), ("area", &wording.area(area).text)],
        ),
        None => cause,
    }
}

/// From one report to the other, and the parts beside it.
pub(super) fn figure(frame: &Frame, finding: &Finding) -> Figure {
    let wording = frame.wording();
    let [exporter, importer] = [finding.exporter, finding.importer].map(|area| wording.area(area).text);
    let description = wording.tell(
        "parts-description",
        &[("exporter", &exporter), ("importer", &importer)],
    );
    let bar = |id, area: &str, told: Option<Money>| {
        let label = wording.tell(id, &[("area", area)]);
        let label = match told {
            Some(_) => label,
            None => format!("{label}: {}", wording.phrase("parts-none-reported")),
        };
        (label, told.unwrap_or_default())
    };
    let steps = finding
        .parts
        .iter()
        .map(|part| (cause(wording, part), part.amount));
    Figure {
        title: main(wording, finding).unwrap_or_else(|| reports(finding).told(wording)),
        description,
        chart: Chart::Waterfall(Waterfall {
            from: bar("bar-exports", &exporter, finding.export_value),
            steps: steps.collect(),
            to: bar("bar-imports", &importer, finding.import_value),
        }),
        table: parts(frame, finding),
    }
}

/// Columns of a part.
fn columns(wording: &Wording) -> Vec<Column> {
    vec![
        heading(wording, "cause", "column-cause"),
        heading(wording, "via", "column-via"),
        column(wording, "amount_usd", "column-amount"),
        column(wording, "share", "column-share"),
        column(wording, "low_usd", "column-low"),
        column(wording, "high_usd", "column-high"),
        column(wording, "grade", "column-grade"),
        column(wording, "method", "column-method"),
        column(wording, "evidence", "column-evidence"),
    ]
}

/// The parts as rows.
fn parts(frame: &Frame, finding: &Finding) -> Table {
    let wording = frame.wording();
    let rows = finding
        .parts
        .iter()
        .map(|part| row(wording, part, finding))
        .collect();
    let difference = wording.dollars(finding.asymmetry);
    Table {
        notes: notes(frame, finding),
        ..table(
            "parts",
            wording.tell("parts-caption", &[("difference", &difference)]),
            columns(wording),
            rows,
        )
    }
}

/// The parts of several findings as rows, each with its direction and period.
pub(super) fn of_all(frame: &Frame, findings: &[Finding]) -> Table {
    let wording = frame.wording();
    let mut all = vec![
        heading(wording, "direction", "column-direction"),
        heading(wording, "period", "column-period"),
    ];
    all.extend(columns(wording));
    let rows = findings.iter().flat_map(|finding| {
        let direction = direction(wording, finding.exporter, finding.importer);
        finding.parts.iter().map(move |part| {
            let mut cells = vec![Value::Text(direction.clone()), Value::Period(finding.period)];
            cells.extend(row(wording, part, finding));
            cells
        })
    });
    Table {
        notes: vec![wording.phrase("note-parts-sum")],
        ..table(
            "all_parts",
            wording.phrase("all-parts-caption"),
            all,
            rows.collect(),
        )
    }
}

fn row(wording: &Wording, part: &Part, finding: &Finding) -> Vec<Value> {
    let grade = |grade: Grade| Value::Code(grade.name().to_owned(), wording.term(grade));
    vec![
        wording.word(part.cause),
        or_absent(part.via, |area| wording.area(area).cell()),
        Value::Money(part.amount),
        or_absent(share(part, finding), Value::Share),
        Value::Money(part.low),
        Value::Money(part.high),
        or_absent(part.grade, grade),
        wording.listed("method", part.method),
        evidence(wording, &part.evidence),
    ]
}

/// What a part rests on, in the English words of the comparison.
fn evidence(wording: &Wording, words: &str) -> Value {
    let text = Value::Text(words.to_owned());
    match (words.is_empty(), wording.language()) {
        (true, _) => Value::Absent,
        (false, Language::En) => text,
        (false, _) => Value::Foreign(Box::new(text), "en".to_owned()),
    }
}

fn notes(frame: &Frame, finding: &Finding) -> Vec<String> {
    let wording = frame.wording();
    let mut notes = vec![wording.phrase("note-parts-sum")];
    let [export, import] = [Side::Export, Side::Import].map(|side| frame.valuation(side));
    notes.push(wording.tell("valuation-both", &[("export", &export), ("import", &import)]));
    if finding.gross != finding.asymmetry.abs() {
        notes.push(wording.tell("note-gross", &[("gross", &wording.dollars(finding.gross))]));
    }
    notes.extend(finding.split.map(|split| {
        let [quantity, unit] = [split.quantity, split.unit_value].map(|amount| wording.dollars(amount));
        wording.tell("note-split", &[("quantity", &quantity), ("unit", &unit)])
    }));
    notes
}

/// What the grades mean.
pub(super) fn grades(wording: &Wording) -> Table {
    let columns = vec![
        heading(wording, "grade", "column-grade"),
        column(wording, "meaning", "column-meaning"),
    ];
    let row = |grade: Grade| {
        let name = Value::Text(grade.name().to_owned());
        vec![name, Value::Text(wording.term(grade))]
    };
    let rows = GRADES.into_iter().map(row).collect();
    table("grades", wording.phrase("grades-caption"), columns, rows)
}

/// One sentence for a list of findings: what differs, and the largest part of it.
pub(super) fn told(wording: &Wording, finding: &Finding) -> Block {
    let words = [Some(reports(finding).told(wording)), main(wording, finding)];
    sentence(words.into_iter().flatten().collect::<Vec<_>>().join(" "))
}
