//! `entente explain`: why the two reports differ.

use std::path::Path;

use entente_mirror::explain::{MarginRule, RowKey};
use entente_mirror::pairing::{Paired, Status};
use entente_trade::{Dataset, Finding, Money, Part, Period, Side, Split, money};
use serde::Serialize;

use super::{mirror, relatives};
use crate::args::{ExplainArgs, Output};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print::cell::Cell;
use crate::print::figure::{Exact, Grouped, Or, Percent, grouped, grouped_or_dash, letters};
use crate::print::source::{self, Basis, Sources};
use crate::print::table::Table;
use crate::print::{self, table};

/// What is to be explained of a cell, in both shapes; no difference where a side has no report.
#[derive(Clone, Debug, Default, Serialize)]
struct Whole {
    asymmetry: Option<Exact>,
    gross: Option<Exact>,
    status: &'static str,
    currency: &'static str,
}

/// The parts of a row, as JSON nests them.
#[derive(Debug, Default, Serialize)]
struct Parts {
    #[serde(flatten)]
    whole: Whole,
    parts: Vec<PartRow>,
    #[serde(flatten)]
    left: Left,
}

/// What is left, by quantity and by unit value.
#[derive(Clone, Debug, Default, Serialize)]
struct Left {
    residual_quantity: Option<Exact>,
    residual_unit_value: Option<Exact>,
}

/// A part, as CSV has it a line.
#[derive(Debug, Default, Serialize)]
struct PartRow {
    cause: &'static str,
    amount: Option<Exact>,
    grade: Option<&'static str>,
    method: &'static str,
    low: Option<Exact>,
    high: Option<Exact>,
    evidence: String,
    via: Option<String>,
}

/// A finding with what pairing knows of its figures.
struct Told<'a> {
    finding: &'a Finding,
    basis: Basis,
    /// The side without any report of the year, or whose figure of the cell is left out: then there is
    /// a figure and no difference.
    silent: Option<Side>,
    /// Why that figure is left out, where other figures of its source are not.
    left_out: Option<&'a str>,
    /// The period, or the year it is judged by.
    when: Period,
    /// Whether what that side tells of other months of the year is left out.
    others_left_out: bool,
    /// The only datasets that are asked; all when empty.
    asked: &'a [Dataset],
}

impl<'a> Told<'a> {
    fn of(finding: &'a Finding, (paired, key): (&'a Paired, RowKey), asked: &'a [Dataset]) -> Self {
        let none = paired.without_report(finding.period);
        let apart = finding.parts.is_empty() && none.is_none();
        let place = (finding.period, finding.commodity);
        let (silent, left_out, when) = match apart.then(|| paired.left_out(key, place)).flatten() {
            Some((side, why)) => (Some(side), why, finding.period),
            None => (none, None, finding.period.whole_year()),
        };
        Self {
            finding,
            basis: paired.basis.get(&finding.period).cloned().unwrap_or_default(),
            silent,
            left_out,
            when,
            others_left_out: silent.is_some_and(|side| paired.cells.leaves_out(side, finding.period)),
            asked,
        }
    }

    fn parts(&self) -> &'a [Part] {
        match self.silent {
            Some(_) => &[],
            None => &self.finding.parts,
        }
    }
}

pub(crate) fn run(home: Option<&Path>, args: &ExplainArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let rule = args.margin.map_or(MarginRule::Best, MarginRule::Fixed);
    let question = mirror::question(&args.pair)?;
    let comparison = desk::comparison(&home, rule)?;
    let (paired, findings) = comparison.explain(&question)?;
    mirror::missing_rates(&paired.missing_rates);
    let told: Vec<Told<'_>> = findings
        .iter()
        .map(|finding| Told::of(finding, (&paired, question.key), &question.datasets))
        .collect();
    match args.pair.output {
        Output::Table => print::text(&words(&told))?,
        Output::Csv => print::rows(&told.iter().flat_map(lines).collect::<Vec<_>>(), Output::Csv)?,
        output => print::joined(&told.iter().map(row).collect::<Vec<_>>(), output)?,
    }
    if findings.is_empty() {
        mirror::nothing_there(&comparison, &[&question])?;
    }
    relatives::tell(&comparison, &question)?;
    Ok(Done::Wholly)
}

/// Each row with its parts below, the evidence of each part under it; the sources at the end.
pub(crate) fn for_people(paired: (&Paired, RowKey), findings: &[Finding]) -> String {
    let told: Vec<Told<'_>> = findings
        .iter()
        .map(|finding| Told::of(finding, paired, &[]))
        .collect();
    words(&told)
}

fn words(told: &[Told<'_>]) -> String {
    let mut text: String = told.iter().map(one_for_people).collect();
    let sources = source::lines(told.iter().map(|told| (told.finding.period, &told.basis)));
    for line in sources {
        text.push_str(&table::wrapped(&line, 1));
    }
    text
}

fn one_for_people(told: &Told<'_>) -> String {
    let finding = told.finding;
    let mut text = table::wrapped(&(heading(finding) + &difference(told)), 0);
    if let Some(side) = told.silent {
        text.push_str(&table::wrapped(&no_report(side, told), 2));
    } else {
        text.push_str(&parts_for_people(finding));
    }
    text.push('\n');
    text
}

fn heading(finding: &Finding) -> String {
    let inferred = match Status::of([finding.export_value, finding.import_value]) {
        Status::Inferred => ", inferred: goods that a third country's figures put here",
        _ => "",
    };
    format!(
        "{} → {} {} {}: export {}, import {}{inferred}",
        letters(finding.exporter),
        letters(finding.importer),
        finding.period,
        finding.commodity,
        grouped_or_dash(finding.export_value),
        grouped_or_dash(finding.import_value),
    )
}

fn difference(told: &Told<'_>) -> String {
    let finding = told.finding;
    match told.silent {
        Some(_) => String::new(),
        None => format!(
            ", difference {} (gross {})",
            grouped(finding.asymmetry),
            grouped(finding.gross)
        ),
    }
}

/// What is said of a row of which one side has no report: nothing of the goods.
fn no_report(side: Side, told: &Told<'_>) -> String {
    let finding = told.finding;
    let sides = [finding.exporter, finding.importer].map(letters);
    let ([exporter, importer], year) = (sides, told.when);
    let (area, partner, party) = match side {
        Side::Export => (&exporter, &importer, "exporter"),
        Side::Import => (&importer, &exporter, "importer"),
    };
    let what = format!("tells nothing of trade with {partner}");
    let by = mirror::by(told.asked);
    if let Some(why) = told.left_out {
        let code = finding.commodity;
        if finding.export_value.is_some() && finding.import_value.is_some() {
            return format!(
                "no cell of {code} of which the figures of both {exporter} and {importer} in {year} can be used ({why}), \
                 so there is no difference to explain"
            );
        }
        return format!(
            "no figure of the {party}: what {area} tells of {code} in trade with {partner} in {year} is left out \
             ({why}), so there is no difference to explain"
        );
    }
    let why = match &told.basis[side as usize] {
        Some(basis) => {
            let why = basis.left_out().unwrap_or(&basis.derivation);
            format!("what {area} tells of trade with {partner} in {year} is left out ({why})")
        }
        None if told.others_left_out => format!(
            "{area} {what} in {}{by}, and what it tells of other months of {year} is left out",
            finding.period
        ),
        None => format!("{area} {what} in {year}{by}"),
    };
    format!("no report of the {party}: {why}, so there is no difference to explain")
}

fn parts_for_people(finding: &Finding) -> String {
    let side_by_side = side_by_side(finding);
    let apart = side_by_side.is_none();
    let mut text = side_by_side.unwrap_or_else(|| with_intervals_apart(finding));
    for part in &finding.parts {
        let [low, high] = [part.low, part.high].map(grouped);
        let interval = (apart && low != high).then(|| format!("between {low} and {high}"));
        let evidence = part.grade.map(|_| part.evidence.to_string());
        let said: Vec<String> = [interval, evidence].into_iter().flatten().collect();
        if !said.is_empty() {
            text.push_str(&table::wrapped(
                &format!("{}: {}", cause(part), said.join("; ")),
                2,
            ));
        }
    }
    if let Some(split) = finding.split {
        text.push_str(&table::wrapped(&split_words(split, finding), 2));
    }
    text
}

/// The residual by quantity and unit value, and what of it has no weights to split it by.
fn split_words(split: Split, finding: &Finding) -> String {
    let residual = finding.parts.last().map_or(Money::ZERO, |part| part.amount);
    let whole = residual - split.total();
    let rest = if whole.is_zero() {
        String::new()
    } else {
        format!(", {} where a weight is missing", grouped(whole))
    };
    format!(
        "residual: {} by quantity, {} by unit value{rest}",
        grouped(split.quantity),
        grouped(split.unit_value)
    )
}

/// The parts with their intervals beside them; `None` if that is too wide, for a figure is never broken.
fn side_by_side(finding: &Finding) -> Option<String> {
    let header = ["cause", "amount", "share", "low", "high", "grade"];
    let mut table = Table::new(&header, &[1, 2, 3, 4]);
    for part in &finding.parts {
        table.row(&[
            &cause(part),
            &Grouped(part.amount),
            &Or(share(part, finding), ""),
            &Grouped(part.low),
            &Grouped(part.high),
            &grade(part),
        ]);
    }
    table.in_lines()
}

/// The parts alone; what is known of an interval stands below.
fn with_intervals_apart(finding: &Finding) -> String {
    let mut table = Table::new(&["cause", "amount", "share", "grade"], &[1, 2]);
    for part in &finding.parts {
        let share = Or(share(part, finding), "");
        table.row(&[&cause(part), &Grouped(part.amount), &share, &grade(part)]);
    }
    table.printed()
}

fn share(part: &Part, finding: &Finding) -> Option<Percent> {
    let whole = finding.asymmetry.thousandths();
    let amount = part.amount.thousandths() * whole.signum();
    (whole != 0).then(|| Percent(money::share(amount, 1_000_000, whole.abs())))
}

fn grade(part: &Part) -> &'static str {
    part.grade.map_or("", |grade| grade.name())
}

fn cause(part: &Part) -> String {
    let via = part
        .via
        .map_or_else(String::new, |via| format!(" via {}", letters(via)));
    format!("{}{via}", part.cause.name().replace('_', " "))
}

fn cell(finding: &Finding) -> Cell {
    Cell::new(
        (finding.exporter, finding.importer),
        (finding.period, finding.commodity),
        [finding.export_value, finding.import_value],
    )
}

fn left(told: &Told<'_>) -> Left {
    let split = told.finding.split.filter(|_| told.silent.is_none());
    Left {
        residual_quantity: split.map(|split| Exact(split.quantity)),
        residual_unit_value: split.map(|split| Exact(split.unit_value)),
    }
}

fn whole(told: &Told<'_>) -> Whole {
    let known = |amount: Money| told.silent.is_none().then_some(Exact(amount));
    Whole {
        asymmetry: known(told.finding.asymmetry),
        gross: known(told.finding.gross),
        status: Status::of([told.finding.export_value, told.finding.import_value]).name(),
        currency: "USD",
    }
}

fn row(told: &Told<'_>) -> (Cell, Parts, Sources) {
    let parts = Parts {
        whole: whole(told),
        parts: told.parts().iter().map(part_row).collect(),
        left: left(told),
    };
    (cell(told.finding), parts, Sources::of(&told.basis))
}

fn part_row(part: &Part) -> PartRow {
    PartRow {
        cause: part.cause.name(),
        amount: Some(Exact(part.amount)),
        grade: part.grade.map(|grade| grade.name()),
        method: part.method,
        low: Some(Exact(part.low)),
        high: Some(Exact(part.high)),
        evidence: part.evidence.to_string(),
        via: part.via.map(letters),
    }
}

/// A line a part; a row without any says in a line of its own that a side has no report.
fn lines(told: &Told<'_>) -> Vec<(Cell, Whole, PartRow, Left, Sources)> {
    let line = |part: PartRow| {
        let (cell, sources) = (cell(told.finding), Sources::of(&told.basis));
        (cell, whole(told), part, left(told), sources)
    };
    match told.silent {
        Some(side) => vec![line(PartRow {
            cause: "no_report",
            evidence: no_report(side, told),
            ..PartRow::default()
        })],
        None => told.parts().iter().map(part_row).map(line).collect(),
    }
}

#[cfg(test)]
mod tests {
    use entente_trade::{Area, Commodity, Finding, Money, Period};

    #[test]
    fn a_row_that_neither_side_reports_says_so_in_its_heading() {
        let mut finding = Finding {
            exporter: Area::from_code(398),
            importer: Area::from_code(528),
            period: Period::year(2015).unwrap(),
            commodity: Commodity::TOTAL,
            export_value: None,
            import_value: None,
            asymmetry: Money::ZERO,
            gross: Money::ZERO,
            parts: Vec::new(),
            split: None,
        };
        assert_eq!(
            super::heading(&finding),
            "KAZ → NLD 2015 TOTAL: export —, import —, inferred: goods that a third country's figures put here"
        );
        finding.import_value = Some(Money::from_units(1_000));
        assert_eq!(
            super::heading(&finding),
            "KAZ → NLD 2015 TOTAL: export —, import 1 000"
        );
    }
}
