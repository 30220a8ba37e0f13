//! `entente indicators`: what each side's report says of the trade, side by side.

use std::path::Path;

use entente_mirror::comparison::{Question, Told};
use entente_mirror::explain::{MarginRule, RowKey};
use entente_mirror::indicators::{Flows, IndicatorRow, IndicatorValue, indicators};
use entente_trade::{Area, Period, Side};
use serde::Serialize;

use super::mirror;
use crate::args::{IndicatorArgs, Output, key};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print;
use crate::print::figure::{Decimal, Exact, grouped, letters};
use crate::print::source::{self, Basis, Before, Origins};
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
    note: String,
    export_months: Option<u32>,
    import_months: Option<u32>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Value {
    Money(Exact),
    Ratio(Decimal),
}

/// An indicator, with whom it is about and where its figures come from.
struct Shown {
    row: IndicatorRow,
    partner: Area,
    /// Sources of what it is made of, in its period and in the one before.
    now: Basis,
    before: Basis,
}

impl Shown {
    fn of(row: IndicatorRow, partner: Area, told: &[Told; 2]) -> Self {
        let inputs = row.inputs;
        let basis = |period: Option<Period>| {
            [Side::Export, Side::Import].map(|side| {
                let told = &told[side as usize];
                let paired = if inputs.goods { &told.details } else { &told.totals };
                let sides = paired.basis.get(&period?)?;
                sides[side as usize]
                    .clone()
                    .filter(|_| inputs.flows[side as usize])
            })
        };
        Self {
            now: basis(Some(row.period)),
            before: basis(row.period.plus(-1).filter(|_| inputs.before)),
            row,
            partner,
        }
    }

    /// What grew from one source's figure to another's, and may have grown by that.
    fn changes_of_source(&self) -> Vec<String> {
        let flows = ["exports", "imports"].into_iter();
        let each = flows.zip(self.before.iter().zip(&self.now));
        each.filter_map(|(flow, (before, now))| {
            let (before, now) = (before.as_ref()?.dataset, now.as_ref()?.dataset);
            let (from, to) = (before.name(), now.name());
            (before != now).then(|| format!("{flow} from {from} to {to}"))
        })
        .collect()
    }
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
        rows.extend(found.map(|row| Shown::of(row, partner, &told)));
        missing.extend(told.into_iter().flat_map(|told| told.totals.missing_rates));
    }
    mirror::missing_rates(&missing);
    match args.output {
        Output::Table => print::text(&for_people(&rows))?,
        output => print::joined(&rows.iter().map(row).collect::<Vec<_>>(), output)?,
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
fn for_people(rows: &[Shown]) -> String {
    let mut text = String::new();
    for block in rows.chunk_by(|a, b| a.row.side == b.row.side) {
        let Shown {
            row: first, partner, ..
        } = &block[0];
        text.push_str(&format!(
            "{} with {}, as {} reports:\n",
            letters(first.side),
            letters(*partner),
            letters(first.side)
        ));
        let mut table = Table::new(&["period", "indicator", "value", "unit"], &[2]);
        block.iter().for_each(|shown| line(&mut table, &shown.row));
        text.push_str(&table.printed());
        text.push_str(&incomplete(block));
        text.push_str(&undefined(block));
        text.push_str(&sources(block));
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
fn incomplete(block: &[Shown]) -> String {
    let mut text = String::new();
    for rows in block.chunk_by(|a, b| a.row.period == b.row.period) {
        let row = &rows[0].row;
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
fn undefined(block: &[Shown]) -> String {
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for row in block
        .iter()
        .map(|shown| &shown.row)
        .filter(|row| row.value.is_none())
    {
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

/// Where the defined figures come from, and what is measured by two sources.
fn sources(block: &[Shown]) -> String {
    let defined = || block.iter().filter(|shown| shown.row.value.is_some());
    let lines_of = |goods: bool| {
        let mut told: Vec<(Period, &Basis)> = Vec::new();
        for shown in defined().filter(|shown| shown.row.inputs.goods == goods) {
            let before = shown.row.period.plus(-1).map(|period| (period, &shown.before));
            told.extend(before.into_iter().chain([(shown.row.period, &shown.now)]));
        }
        told.sort_by_key(|(period, _)| *period);
        source::lines(told)
    };
    let mut lines = lines_of(false);
    for line in lines_of(true) {
        if !lines.contains(&line) {
            lines.push(format!("goods, {line}"));
        }
    }
    for shown in defined() {
        for mixed in shown.changes_of_source() {
            let line = format!("growth of {mixed} ({})", shown.row.period);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines.iter().map(|line| table::wrapped(line, 1)).collect()
}

fn row(shown: &Shown) -> (Row, Origins, Before) {
    let (now, before) = (Origins::of(&shown.now), Before::of(&shown.before));
    let row = &shown.row;
    let figure = Row {
        period: row.period.to_string(),
        reporter: letters(row.side),
        partner: letters(shown.partner),
        indicator: row.name,
        value: row.value.map(|value| match value {
            IndicatorValue::Money(money) => Value::Money(Exact(money)),
            IndicatorValue::Ratio(ratio) => Value::Ratio(Decimal(ratio)),
        }),
        unit: row.unit,
        note: match (&row.value, shown.changes_of_source()) {
            (Some(_), mixed) if !mixed.is_empty() => format!("{}; {}", row.note, mixed.join(", ")),
            _ => row.note.to_owned(),
        },
        export_months: row.months[0],
        import_months: row.months[1],
    };
    (figure, now, before)
}
