//! Exports, imports and their sum, by either side's own report.

use entente_trade::{Area, Money, Period};

use super::frame::{Frame, column, heading, labelled, or_absent, table};
use super::mirror::Mirror;
use crate::document::Block;
use crate::table::{Table, Value};
use crate::wording::Wording;

/// What both sides report of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TurnoverLine {
    /// Which.
    pub period: Period,
    /// Exports and imports by the first side's report.
    pub one: Reported,
    /// The same by the second side's.
    pub other: Reported,
}

/// What one side reports of its trade with the other, US dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// Its exports; absent is not zero.
    pub exports: Option<Money>,
    /// Its imports.
    pub imports: Option<Money>,
}

impl Reported {
    /// Both together, where both are told.
    pub fn turnover(self) -> Option<Money> {
        Some(self.exports? + self.imports?)
    }
}

impl Mirror {
    /// The turnover of each period by either report, of a mirror of all goods in both directions.
    pub fn turnover(&self) -> Vec<TurnoverLine> {
        let mut lines: Vec<TurnoverLine> = Vec::new();
        for direction in &self.directions {
            let leaves = direction.exporter == self.pair[0];
            for row in &direction.rows {
                let at = lines.iter().position(|line| line.period == row.period);
                let at = at.unwrap_or_else(|| {
                    lines.push(TurnoverLine {
                        period: row.period,
                        one: Reported::default(),
                        other: Reported::default(),
                    });
                    lines.len() - 1
                });
                let Some(line) = lines.get_mut(at) else { continue };
                match leaves {
                    true => (line.one.exports, line.other.imports) = (row.export_value, row.import_value),
                    false => (line.other.exports, line.one.imports) = (row.export_value, row.import_value),
                }
            }
        }
        lines.sort_by_key(|line| line.period);
        lines
    }
}

/// What either side reports of the last period for which it tells both, and how far apart the two are.
pub(super) fn told(wording: &Wording, pair: [Area; 2], lines: &[TurnoverLine]) -> Vec<Block> {
    let [one, other] = [
        side(wording, pair[0], lines, |line| line.one),
        side(wording, pair[1], lines, |line| line.other),
    ];
    let mut sentences = vec![one, other];
    let both = lines.iter().rev().find_map(|line| {
        let difference = line.other.turnover()? - line.one.turnover()?;
        Some((line.period, difference.abs()))
    });
    sentences.extend(both.map(|(period, difference)| {
        wording.tell(
            "turnover-gap",
            &[
                ("period", &wording.period(period)),
                ("difference", &wording.dollars(difference)),
            ],
        )
    }));
    vec![Block::List(sentences.into_iter().map(Into::into).collect())]
}

fn side(
    wording: &Wording,
    area: Area,
    lines: &[TurnoverLine],
    told: impl Fn(&TurnoverLine) -> Reported,
) -> String {
    let area = wording.area(area).text;
    let last = lines.iter().rev().find_map(|line| {
        let told = told(line);
        Some((line.period, told.exports?, told.imports?))
    });
    let Some((period, exports, imports)) = last else {
        return wording.tell("turnover-none", &[("area", &area)]);
    };
    wording.tell(
        "turnover-whole",
        &[
            ("area", &area),
            ("period", &wording.period(period)),
            ("exports", &wording.dollars(exports)),
            ("imports", &wording.dollars(imports)),
            ("turnover", &wording.dollars(exports + imports)),
        ],
    )
}

/// Every period as a row.
pub(super) fn listing(frame: &Frame, pair: [Area; 2], lines: &[TurnoverLine]) -> Table {
    use entente_trade::Side;
    let wording = frame.wording();
    let mut columns = vec![heading(wording, "period", "column-period")];
    let names = [
        ["one_exports_usd", "one_imports_usd", "one_turnover_usd"],
        ["other_exports_usd", "other_imports_usd", "other_turnover_usd"],
    ];
    for (area, [exports, imports, turnover]) in pair.into_iter().zip(names) {
        let area = wording.area(area).text;
        let of = |name, id, side| {
            let valuation = frame.valuation(side);
            labelled(
                name,
                wording.tell(id, &[("area", &area), ("valuation", &valuation)]),
            )
        };
        columns.push(of(exports, "column-exports-of", Side::Export));
        columns.push(of(imports, "column-imports-of", Side::Import));
        columns.push(labelled(
            turnover,
            wording.tell("column-turnover-of", &[("area", &area)]),
        ));
    }
    columns.push(column(wording, "difference_usd", "column-difference"));
    let rows = lines.iter().map(row).collect();
    let [one, other] = pair.map(|area| wording.area(area).text);
    Table {
        notes: vec![wording.tell("note-turnover", &[("one", &one), ("other", &other)])],
        ..table("turnover", wording.phrase("turnover-caption"), columns, rows)
    }
}

fn row(line: &TurnoverLine) -> Vec<Value> {
    let mut cells = vec![Value::Period(line.period)];
    for told in [line.one, line.other] {
        let figures = [told.exports, told.imports, told.turnover()];
        cells.extend(figures.map(|figure| or_absent(figure, Value::Money)));
    }
    let difference = line.other.turnover().zip(line.one.turnover());
    cells.push(or_absent(difference, |(other, one)| Value::Money(other - one)));
    cells
}
