//! `entente claims check`: whose figure a claim is, by which release, and how far off.

use std::path::Path;

use entente_mirror::comparison::{Comparison, Question, Told};
use entente_mirror::explain::{MarginRule, RowKey};
use entente_mirror::indicators::Flows;
use entente_mirror::pairing::Rates;
use entente_mirror::store::{Book, Home, ImportEntry, Query, Standing, counts};
use entente_mirror::written;
use entente_register::check::{self, Asked, Books, Check, Reading, Reported};
use entente_register::entry::Act;
use entente_register::reading::{Stamp, When};
use entente_register::record::{Kind, Record, RecordId};
use entente_register::review;
use entente_trade::{Area, Areas, Currency, Date, Frequency, Level, Money, Period, Side, Valuation};
use serde::Serialize;

use super::register;
use crate::args::{Brief, CheckArgs, ClaimsArgs, ClaimsCommand, Output};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print::{self, table};

/// A check as machines read it.
#[derive(Debug, Default, Serialize)]
struct Row {
    claim: String,
    verdict: &'static str,
    entry: Option<u64>,
    check: Option<Check>,
}

pub(crate) fn run(home: Option<&Path>, args: &ClaimsArgs) -> Result<Done, Failure> {
    let ClaimsCommand::Check(args) = &args.command;
    check_all(home, args)
}

fn check_all(home: Option<&Path>, args: &CheckArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let claims = claims(&home, &args.ids)?;
    let all: Vec<Record> = self::claims(&home, &[])?
        .into_iter()
        .map(|(claim, _)| claim)
        .collect();
    if claims.is_empty() {
        print::note("no claim is in the register; `entente register read FILE` finds some");
    }
    let shelf = Shelf::open(&home)?;
    let (at, _) = desk::now()?;
    let mut rows = Vec::new();
    for (claim, published) in claims {
        let mut check = check::check((&claim, published), &shelf, &at, args.as_of)?;
        check.words.extend(check::among(&claim, &all));
        let row = kept(&home, args.dry_run, claim.id, check)?;
        if args.output == Brief::Text {
            print::text(&words(&claim, &row))?;
        }
        rows.push(row);
    }
    if args.output == Brief::Json {
        print::rows(&rows, Output::Json)?;
    }
    Ok(Done::Wholly)
}

/// The claims asked for, with the day each was published; all that were not rejected when none is.
fn claims(home: &Home, ids: &[String]) -> Result<Vec<(Record, Option<Date>)>, Failure> {
    let (book, _) = register::register(home, None)?;
    let with_day = |record: Record| {
        let mut sources = record.sources().into_iter().filter_map(|id| book.source(id));
        let day = sources.find_map(|source| Date::parse(source.published.as_deref()?));
        (record, day)
    };
    if ids.is_empty() {
        let standing = |record: &Record| !record.is_rejected();
        let claims = book.wholes(Kind::Claim).into_iter().filter(standing);
        return Ok(claims.map(with_day).collect());
    }
    let mut claims = Vec::new();
    for id in ids {
        let record = review::record(&book, id).map_err(Failure::usage)?;
        if record.id.kind != Kind::Claim {
            return Err(Failure::usage(format!(
                "{id} is no claim; `entente register list claims` has them all"
            )));
        }
        claims.push(with_day(book.whole(record)));
    }
    Ok(claims)
}

/// Writes a verdict down beside those of before.
fn kept(home: &Home, dry: bool, claim: RecordId, check: Check) -> Result<Row, Failure> {
    let ours = format!("entente {}", env!("CARGO_PKG_VERSION"));
    let act = Act::Checked {
        claim,
        check: Box::new(check.clone()),
    };
    let (_, entry) = register::change((home, &ours, dry), |_, _| Ok(act))?;
    Ok(Row {
        claim: claim.to_string(),
        verdict: check.verdict.name(),
        entry: (!dry).then_some(entry.number),
        check: Some(check),
    })
}

fn words(claim: &Record, row: &Row) -> String {
    let mut text = table::wrapped(&format!("{}: {}", row.claim, claim.label()), 0);
    let lines = row.check.iter().flat_map(|check| &check.words);
    lines.for_each(|line| text.push_str(&table::wrapped(line, 2)));
    if let Some(entry) = row.entry {
        text.push_str(&format!("  kept as entry {entry}\n"));
    }
    text
}

/// The books of a home, asked by claims.
struct Shelf {
    comparison: Comparison,
    book: Book,
    imports: Vec<ImportEntry>,
    standings: Vec<Standing>,
    rates: Rates,
}

impl Shelf {
    fn open(home: &Home) -> Result<Self, Failure> {
        Ok(Self {
            comparison: desk::comparison(home, MarginRule::Best)?,
            book: home.book()?,
            imports: home.catalogue()?.imports()?,
            standings: home.catalogue()?.standings()?,
            rates: written::rates(home.root())?,
        })
    }
}

impl Books for Shelf {
    type Error = Failure;

    fn told(&self, asked: &Asked) -> Result<Reported, Failure> {
        let [reporter, partner] = [&asked.reporter, &asked.partner].map(|state| area(state));
        let (reporter, partner) = (reporter?, partner?);
        let Some(periods) = periods(asked.period) else {
            return Ok(Reported {
                silence: Some("the books are of years and months".to_owned()),
                ..Reported::default()
            });
        };
        let exports = self.flow(Side::Export, [reporter, partner], &periods, asked.known_on)?;
        let imports = self.flow(Side::Import, [partner, reporter], &periods, asked.known_on)?;
        Ok(Reported {
            silence: (exports.is_none() && imports.is_none() && periods.len() > 1)
                .then(|| "months are not reported for all of that time".to_owned()),
            exports,
            imports,
        })
    }

    fn in_dollars(&self, amount: Money, currency: &str, period: When) -> Option<Money> {
        match periods(period)?[..] {
            [one] => self.rates.to_usd(amount, Currency::parse(currency)?, one),
            _ => None,
        }
    }
}

impl Shelf {
    /// One side's figure of a direction over some periods; none unless all of them are told.
    fn flow(
        &self,
        side: Side,
        [exporter, importer]: [Area; 2],
        periods: &[Period],
        known_on: Option<Date>,
    ) -> Result<Option<Reading>, Failure> {
        let (Some(first), Some(last)) = (periods.first(), periods.last()) else {
            return Ok(None);
        };
        let question = Question {
            exporter,
            importer,
            key: RowKey {
                frequency: first.frequency(),
                level: Level::Total,
            },
            from: Some(*first),
            to: Some(*last),
            as_of: known_on,
            datasets: Vec::new(),
        };
        let told = self.comparison.told_by(side, &question)?;
        let reporter = if side == Side::Export { exporter } else { importer };
        let flows = Flows::reported_by(reporter, [&told.details.cells], question.key)
            .with_totals([&told.totals.cells], question.key);
        let values: Option<Vec<Money>> = periods.iter().map(|period| flows.total(side, *period)).collect();
        let whole = |period: &Period| covers(&told, side, *period);
        let Some(values) = values.filter(|_| periods.iter().all(whole)) else {
            return Ok(None);
        };
        self.read(side, &question, &told, values.into_iter().sum())
    }

    /// The figure with where it comes from.
    fn read(
        &self,
        side: Side,
        question: &Question,
        told: &Told,
        value: Money,
    ) -> Result<Option<Reading>, Failure> {
        let newest = told
            .totals
            .basis
            .values()
            .filter_map(|basis| basis[side as usize].as_ref())
            .max_by_key(|basis| basis.vintage.day());
        let Some(basis) = newest else {
            return Ok(None);
        };
        let records = self.book.records(&Query {
            exporter: Some(question.exporter),
            importer: Some(question.importer),
            from: question.from,
            to: question.to,
            as_of: question.as_of,
            ..Query::default()
        })?;
        let stated = records
            .iter()
            .filter(|record| {
                record.observation.flow.side() == side && record.observation.dataset == basis.dataset
            })
            .map(|record| record.observation.valuation)
            .next();
        let made_of = |import: &&ImportEntry| {
            import.datasets.contains(&basis.dataset)
                && import.vintage.day() == basis.vintage.day()
                && counts(&self.standings, import.id, question.as_of)
        };
        Ok(Some(Reading {
            value,
            dataset: basis.dataset.name().to_owned(),
            vintage: basis.vintage.to_string(),
            objects: self
                .imports
                .iter()
                .filter(made_of)
                .map(|import| import.object.clone())
                .collect(),
            valuation: valuation(stated, side).to_owned(),
        }))
    }
}

/// Whether a side's figure of a year is of the whole year.
fn covers(told: &Told, side: Side, period: Period) -> bool {
    let basis = told.totals.basis.get(&period);
    let months = basis.and_then(|basis| basis[side as usize].as_ref()?.months);
    period.frequency() == Frequency::Monthly || months.is_none_or(|months| months == 12)
}

/// What is not stated is taken as it is compared: exports FOB, imports CIF.
fn valuation(stated: Option<Valuation>, side: Side) -> &'static str {
    match (stated, side) {
        (Some(Valuation::Fob), _) => "FOB",
        (Some(Valuation::Cif), _) => "CIF",
        (_, Side::Export) => "(taken as FOB)",
        (_, Side::Import) => "(taken as CIF)",
    }
}

fn area(alpha3: &str) -> Result<Area, Failure> {
    Ok(Areas::standard().resolve_side(alpha3)?)
}

/// The year, or the months, of a period; none for days.
fn periods(when: When) -> Option<Vec<Period>> {
    match (when.first, when.last) {
        (Stamp::Year(first), Stamp::Year(last)) => (first..=last).map(Period::year).collect(),
        (Stamp::Month(year, first), Stamp::Month(until, last)) if year == until => {
            if (first, last) == (1, 12) {
                return Some(vec![Period::year(year)?]);
            }
            (first..=last).map(|month| Period::month(year, month)).collect()
        }
        _ => None,
    }
}
