//! `entente indicators`: what each side's report says of the trade, side by side.

use std::path::Path;

use entente_mirror::comparison::{Question, Told};
use entente_mirror::explain::{MarginRule, RowKey};
use entente_mirror::indicators::{Flows, IndicatorRow, IndicatorValue, indicators};
use entente_trade::{Area, Side};
use serde::Serialize;

use super::mirror;
use crate::args::{IndicatorArgs, Output, key};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print;
use crate::print::figure::{Exact, grouped, letters};
use crate::print::table::{self, Table};

/// A figure as machines read it.
#[derive(Debug, Default, Serialize)]
struct Row {
    period: String,
    reporter: String,
    partner: String,
    indicator: &'static str,
    value: Option<Value>,
    unit: &'static str,
    note: &'static str,
    export_months: Option<u32>,
    import_months: Option<u32>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Value {
    Money(Exact),
    Ratio(f64),
}

pub(crate) fn run(home: Option<&Path>, args: &IndicatorArgs) -> Result<Done, Failure> {
    if args.a == args.b {
        return Err(Failure::usage("both states are the same"));
    }
    args.span.check()?;
    let comparison = desk::comparison(&desk::home(home)?, MarginRule::Best)?;
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    for (reporter, partner) in [(args.a, args.b), (args.b, args.a)] {
        let asked = question(args, reporter, partner);
        let told = [
            comparison.told_by(Side::Export, &asked.clone().with_period_before())?,
            comparison.told_by(
                Side::Import,
                &question(args, partner, reporter).with_period_before(),
            )?,
        ];
        let found = indicators(&flows(reporter, &told, asked.key));
        let found = found.into_iter().filter(|row| asked.admits(row.period));
        rows.extend(found.map(|row| (row, partner)));
        missing.extend(told.into_iter().flat_map(|told| told.totals.missing_rates));
    }
    mirror::missing_rates(&missing);
    match args.output {
        Output::Table => print::text(&for_people(&rows))?,
        output => print::rows(&rows.iter().map(row).collect::<Vec<_>>(), output)?,
    }
    if rows.is_empty() {
        let questions = [(args.a, args.b), (args.b, args.a)].map(|(one, other)| question(args, one, other));
        mirror::nothing_there(&comparison, &questions.each_ref())?;
    }
    Ok(Done::Wholly)
}

/// A side's report of both directions: what it says of all goods, and of each.
fn flows(reporter: Area, told: &[Told; 2], key: RowKey) -> Flows {
    let details = told.iter().map(|told| &told.details.cells);
    let totals = told.iter().map(|told| &told.totals.cells);
    Flows::reported_by(reporter, details, key).with_totals(totals, key)
}

fn question(args: &IndicatorArgs, exporter: Area, importer: Area) -> Question {
    Question {
        exporter,
        importer,
        key: key(args.span.freq, args.level),
        from: args.span.from,
        to: args.span.to,
        as_of: args.span.as_of,
        datasets: args.span.sources.clone(),
    }
}

/// Figures that are defined, a block for each side; what is not defined is counted with its reason.
fn for_people(rows: &[(IndicatorRow, Area)]) -> String {
    let mut text = String::new();
    for block in rows.chunk_by(|a, b| a.0.side == b.0.side) {
        let (first, partner) = &block[0];
        text.push_str(&format!(
            "{} with {}, as {} reports:\n",
            letters(first.side),
            letters(*partner),
            letters(first.side)
        ));
        let mut table = Table::new(&["period", "indicator", "value", "unit"], &[2]);
        for (row, _) in block {
            line(&mut table, row);
        }
        text.push_str(&table.printed());
        text.push_str(&incomplete(block));
        text.push_str(&undefined(block));
        text.push('\n');
    }
    text
}

/// A figure's line; none where it is not defined.
fn line(table: &mut Table<'_>, row: &IndicatorRow) {
    let shown = match row.value {
        Some(IndicatorValue::Money(money)) => grouped(money),
        Some(IndicatorValue::Ratio(ratio)) => format!("{ratio:.4}"),
        None => return,
    };
    table.row(&[&row.period, &row.name.replace('_', " "), &shown, &row.unit]);
}

/// Years of which some months are not told.
fn incomplete(block: &[(IndicatorRow, Area)]) -> String {
    let mut text = String::new();
    for rows in block.chunk_by(|a, b| a.0.period == b.0.period) {
        let row = &rows[0].0;
        let year = row.period.calendar_month().is_none();
        for (flow, months) in ["exports", "imports"].into_iter().zip(row.months) {
            if let Some(months) = months.filter(|&months| year && months < 12) {
                let words = format!("{}: {flow} of {months} of 12 months", row.period);
                text.push_str(&table::wrapped(&words, 1));
            }
        }
    }
    text
}

/// Reasons why figures are not defined, each once.
fn undefined(block: &[(IndicatorRow, Area)]) -> String {
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for (row, _) in block.iter().filter(|(row, _)| row.value.is_none()) {
        match reasons.iter_mut().find(|(reason, _)| *reason == row.note) {
            Some((_, count)) => *count += 1,
            None => reasons.push((row.note, 1)),
        }
    }
    reasons
        .iter()
        .map(|(reason, count)| table::wrapped(&format!("{count} not defined: {reason}"), 1))
        .collect()
}

fn row((row, partner): &(IndicatorRow, Area)) -> Row {
    Row {
        period: row.period.to_string(),
        reporter: letters(row.side),
        partner: letters(*partner),
        indicator: row.name,
        value: row.value.map(|value| match value {
            IndicatorValue::Money(money) => Value::Money(Exact(money)),
            IndicatorValue::Ratio(ratio) => Value::Ratio(ratio),
        }),
        unit: row.unit,
        note: row.note,
        export_months: row.months[0],
        import_months: row.months[1],
    }
}
