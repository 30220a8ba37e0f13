//! `entente mirror`: both reports of a pair side by side.

use std::collections::BTreeSet;
use std::path::Path;

use entente_mirror::comparison::{Comparison, Question};
use entente_mirror::explain::MarginRule;
use entente_mirror::pairing::{MirrorRow, MissingRate, mirror_rows};
use entente_trade::{Dataset, Frequency, Money, Period};
use serde::Serialize;

use super::relatives;
use crate::args::{Output, PairArgs, key};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print::cell::Cell;
use crate::print::figure::{Exact, Millionths, Or, Percent, Scaled, letters};
use crate::print::source::{self, Sources};
use crate::print::table::Table;
use crate::print::{self, table};

/// What a row says beside both reports of its cell.
#[derive(Debug, Default, Serialize)]
struct Row {
    asymmetry: Option<Exact>,
    relative: Option<Millionths>,
    status: &'static str,
    currency: &'static str,
}

pub(crate) fn run(home: Option<&Path>, args: &PairArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let question = question(args)?;
    let comparison = desk::comparison(&home, MarginRule::Best)?;
    let paired = comparison.paired(&question)?;
    missing_rates(&paired.missing_rates);
    let rows = mirror_rows(&paired, question.key);
    match args.output {
        Output::Table => print::text(&(title(args) + &for_people(&rows)))?,
        output => print::joined(&rows.iter().map(row).collect::<Vec<_>>(), output)?,
    }
    if rows.is_empty() {
        nothing_there(&comparison, &[&question])?;
    }
    relatives::tell(&comparison, &question)?;
    Ok(Done::Wholly)
}

/// What the arguments ask of the books.
pub(crate) fn question(args: &PairArgs) -> Result<Question, Failure> {
    if args.exporter == args.importer {
        return Err(Failure::usage("exporter and importer are the same"));
    }
    args.span.check()?;
    Ok(Question {
        exporter: args.exporter,
        importer: args.importer,
        key: key(args.span.freq, args.level),
        from: args.span.from,
        to: args.span.to,
        as_of: args.span.as_of,
        datasets: args.span.sources.clone(),
    })
}

/// Says why an answer is empty: there are no reports, none of what is asked, or none yet on the
/// day asked for.
pub(crate) fn nothing_there(comparison: &Comparison, questions: &[&Question]) -> Result<(), Failure> {
    let (mut first, mut told) = (None, BTreeSet::new());
    for question in questions {
        let vintage = comparison.first_vintage(question)?;
        first = [first, vintage].into_iter().flatten().min();
        told.append(&mut comparison.periods(question)?);
    }
    let day = questions.iter().find_map(|question| question.as_of);
    print::note(&match day.zip(first) {
        Some((day, first)) if first > day => {
            format!("no vintage of these reports up to {day}; the first is {first}")
        }
        _ if told.is_empty() => elsewhere(comparison, questions)?,
        _ => instead(&told, questions),
    });
    Ok(())
}

/// Says that the books hold nothing of the pair, or nothing by the datasets asked for.
fn elsewhere(comparison: &Comparison, questions: &[&Question]) -> Result<String, Failure> {
    let asked = questions.first().map_or(&[][..], |question| &question.datasets);
    let mut sources = BTreeSet::new();
    for question in questions.iter().filter(|_| !asked.is_empty()) {
        sources.append(&mut comparison.sources(question)?);
    }
    Ok(if sources.is_empty() {
        "no report of either side in the books; `entente import` brings some in".to_owned()
    } else {
        let sources: Vec<&str> = sources.iter().map(|dataset| dataset.name()).collect();
        let (by, others) = (by(asked), sources.join(", "));
        format!("no report of either side in the books{by}; without --source there are those by {others}")
    })
}

/// ` by comtrade, entente` where no other datasets are asked.
pub(crate) fn by(datasets: &[Dataset]) -> String {
    let names: Vec<&str> = datasets.iter().map(|dataset| dataset.name()).collect();
    if names.is_empty() {
        String::new()
    } else {
        format!(" by {}", names.join(", "))
    }
}

/// What the books hold of the pair although they do not answer.
fn instead(told: &BTreeSet<Period>, questions: &[&Question]) -> String {
    let Some(question) = questions.first() else {
        return String::new();
    };
    let by = by(&question.datasets);
    let months = question.key.frequency == Frequency::Monthly;
    let fit = |period: &&Period| !months || period.frequency() == Frequency::Monthly;
    let shown: Vec<Period> = told.iter().filter(fit).copied().collect();
    if shown.is_empty() {
        let years: Vec<Period> = told.iter().copied().collect();
        return format!(
            "no monthly report of either side in the books{by}; with --freq A there are those of {}",
            span(&years)
        );
    }
    if shown.iter().any(|&period| question.admits(period)) {
        return "no figure of what is asked is left to be shown".to_owned();
    }
    let whole = |period: &Period| if months { *period } else { period.whole_year() };
    let shown: Vec<Period> = shown.iter().map(whole).collect();
    format!(
        "no report of either side{by} of the periods asked for; there are those of {}",
        span(&shown)
    )
}

/// The first and the last of some periods, ascending.
fn span(periods: &[Period]) -> String {
    match periods {
        [first, .., last] if first != last => format!("{first} to {last}"),
        _ => periods.first().map_or_else(String::new, Period::to_string),
    }
}

/// Says which records were left out for want of a rate of exchange, each rate once.
pub(crate) fn missing_rates(missing: &[MissingRate]) {
    let mut missing = missing.to_vec();
    missing.sort_by_key(|missing| (missing.currency, missing.period));
    missing.dedup();
    for missing in missing {
        print::note(&format!(
            "left out: figures in {} of {}, no rate of exchange (add it to rates.csv in the home)",
            missing.currency, missing.period
        ));
    }
}

fn title(args: &PairArgs) -> String {
    let (exporter, importer) = (letters(args.exporter), letters(args.importer));
    table::wrapped(
        &format!(
            "{exporter} → {importer} in US dollars: exports as {exporter} reports them, imports as {importer} does"
        ),
        0,
    )
}

/// The mirror table, with the sources of its figures below.
pub(crate) fn for_people(rows: &[MirrorRow]) -> String {
    let (mut scale, mut lines) = (Scale::of(rows), None);
    while scale < Scale::Billions && lines.is_none() {
        lines = in_scale(rows, scale).in_lines();
        scale = if lines.is_none() { scale.coarser() } else { scale };
    }
    let mut text = lines.unwrap_or_else(|| in_scale(rows, scale).printed());
    if let Some(unit) = scale.name() {
        text.push_str(&format!("figures in {unit}; --output json has every digit\n"));
    }
    for source in sources(rows) {
        text.push_str(&table::wrapped(&source, 1));
    }
    text
}

/// A row a cell, its figures in this scale.
fn in_scale(rows: &[MirrorRow], scale: Scale) -> Table<'static> {
    let header = &[
        "period",
        "code",
        "export",
        "import",
        "difference",
        "relative",
        "status",
    ];
    let mut table = Table::new(header, &[2, 3, 4, 5]);
    rows.iter().for_each(|row| line(&mut table, row, scale));
    table
}

/// Figures of more than nine digits do not fit three times in a line, and are never broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Scale {
    Units,
    Thousands,
    Millions,
    Billions,
}

impl Scale {
    fn of(rows: &[MirrorRow]) -> Self {
        let values = rows
            .iter()
            .flat_map(|row| [row.export_value, row.import_value])
            .flatten();
        let largest = values.map(Money::abs).max().unwrap_or_default();
        if largest < Money::from_units(1_000_000_000) {
            Self::Units
        } else {
            Self::Thousands
        }
    }

    fn coarser(self) -> Self {
        match self {
            Self::Units => Self::Thousands,
            Self::Thousands => Self::Millions,
            Self::Millions | Self::Billions => Self::Billions,
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::Units => None,
            Self::Thousands => Some("thousands"),
            Self::Millions => Some("millions"),
            Self::Billions => Some("billions"),
        }
    }

    fn units(self) -> i128 {
        1_000_i128.pow(self as u32)
    }
}

fn line(table: &mut Table<'_>, row: &MirrorRow, scale: Scale) {
    let shown = |amount: Option<Money>| amount.map(|amount| Scaled(amount, scale.units()));
    table.row(&[
        &row.period,
        &row.commodity,
        &Or(shown(row.export_value), "—"),
        &Or(shown(row.import_value), "—"),
        &Or(shown(row.asymmetry()), ""),
        &Or(row.relative_ppm().map(Percent), ""),
        &row.status().name(),
    ]);
}

fn sources(rows: &[MirrorRow]) -> Vec<String> {
    // The rows of a period have the same.
    source::lines(rows.iter().map(|row| (row.period, &*row.basis)))
}

fn row(row: &MirrorRow) -> (Cell, Row, Sources) {
    let cell = Cell::new(
        (row.exporter, row.importer),
        (row.period, row.commodity),
        [row.export_value, row.import_value],
    );
    let rest = Row {
        asymmetry: row.asymmetry().map(Exact),
        relative: row.relative_ppm().map(Millionths),
        status: row.status().name(),
        currency: "USD",
    };
    (cell, rest, Sources::of(&row.basis))
}
