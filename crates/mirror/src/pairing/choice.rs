//! Which of several sources speaks for a side in a period.
//!
//! Both sides from one dataset come before one side from a better one: a
//! difference between two data banks is not a difference between two states.
//! After that figures as reported come before sums of details, years before
//! sums of months, and the order of [`Dataset::NAMES`] decides.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Commodity, Dataset, Date, Frequency, Level, Period, Side};

use super::Request;
use super::levels;
use super::statement::{Source, Statement, Statements};
use crate::explain::Report;

/// Where one side's figures of a period come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBasis {
    /// The dataset.
    pub dataset: Dataset,
    /// The newest vintage among its records.
    pub vintage: Date,
    /// `reported`, or how the figure was made: `sum of hs6`, `sum of 12 months`, both.
    pub derivation: String,
}

/// The statements of a source that fall into one period of the request.
#[derive(Clone)]
struct Candidate<'a> {
    source: Source,
    statements: BTreeMap<(Period, Commodity), &'a Statement>,
}

/// The sources chosen for a period.
pub(crate) struct Choice<'a> {
    period: Period,
    sides: [Option<Candidate<'a>>; 2],
}

/// One choice for every period that any source speaks of.
pub(crate) fn choose<'a>(statements: &'a Statements, request: &Request) -> BTreeMap<Period, Choice<'a>> {
    let mut candidates: BTreeMap<Period, [Vec<Candidate<'a>>; 2]> = BTreeMap::new();
    for (&source, told) in statements {
        if source.frequency == Frequency::Annual && request.frequency == Frequency::Monthly {
            continue;
        }
        for (period, statements) in by_period(told, request) {
            candidates.entry(period).or_default()[source.side as usize]
                .push(Candidate { source, statements });
        }
    }
    candidates
        .into_iter()
        .map(|(period, sides)| (period, best(period, &sides)))
        .collect()
}

type Told<'a> = BTreeMap<(Period, Commodity), &'a Statement>;

fn by_period<'a>(
    told: &'a BTreeMap<(Period, Commodity), Statement>,
    request: &Request,
) -> BTreeMap<Period, Told<'a>> {
    let mut periods: BTreeMap<Period, Told<'a>> = BTreeMap::new();
    for (key, statement) in told.iter().filter(|((period, _), _)| request.admits(*period)) {
        let period = match request.frequency {
            Frequency::Annual => key.0.whole_year(),
            Frequency::Monthly => key.0,
        };
        periods.entry(period).or_default().insert(*key, statement);
    }
    periods
}

fn best<'a>(period: Period, sides: &[Vec<Candidate<'a>>; 2]) -> Choice<'a> {
    let options = |side: usize| sides[side].iter().map(Some).chain([None]);
    let mut all: Vec<[Option<&Candidate<'a>>; 2]> = Vec::new();
    for export in options(0) {
        all.extend(options(1).map(|import| [export, import]));
    }
    let chosen = all
        .into_iter()
        .min_by_key(|pair| rank(pair))
        .unwrap_or([None, None]);
    Choice {
        period,
        sides: chosen.map(|side| side.cloned()),
    }
}

/// Smaller is better.
fn rank(pair: &[Option<&Candidate<'_>>; 2]) -> (usize, bool, usize, bool, usize, [u8; 2]) {
    let absent = pair.iter().filter(|side| side.is_none()).count();
    let differs = |one: fn(&Source) -> u8| match pair {
        [Some(a), Some(b)] => one(&a.source) != one(&b.source),
        _ => false,
    };
    let told = || pair.iter().flatten();
    let derived = told().filter(|candidate| !candidate.has_total()).count();
    let monthly = told()
        .filter(|candidate| candidate.source.frequency == Frequency::Monthly)
        .count();
    let preference = pair.map(|side| side.map_or(u8::MAX, |candidate| candidate.source.dataset.index()));
    let other_dataset = differs(|source| source.dataset.index());
    let other_frequency = differs(|source| source.frequency as u8);
    (
        absent,
        other_dataset,
        derived,
        other_frequency,
        monthly,
        preference,
    )
}

impl Candidate<'_> {
    fn has_total(&self) -> bool {
        self.statements
            .keys()
            .any(|(_, commodity)| *commodity == Commodity::TOTAL)
    }

    fn periods(&self) -> BTreeSet<Period> {
        self.statements.keys().map(|&(period, _)| period).collect()
    }

    /// How the figures of the period asked for came about.
    fn basis(&self, asked: Period) -> Option<SideBasis> {
        let vintage = self
            .statements
            .values()
            .map(|statement| statement.vintage)
            .max()?;
        let mut made_of = Vec::new();
        if !self.has_total() {
            let finest = levels::finest(&self.statements).unwrap_or(Level::Total);
            made_of.push(finest.name().to_owned());
        }
        let months = self
            .periods()
            .iter()
            .filter(|period| period.calendar_month().is_some())
            .count();
        if months > 0 && asked.calendar_month().is_none() {
            let plural = if months == 1 { "" } else { "s" };
            made_of.push(format!("{months} month{plural}"));
        }
        let derivation = if made_of.is_empty() {
            "reported".to_owned()
        } else {
            format!("sum of {}", made_of.join(" of "))
        };
        Some(SideBasis {
            dataset: self.source.dataset,
            vintage,
            derivation,
        })
    }
}

impl Choice<'_> {
    pub(crate) fn finest(&self, side: Side) -> Option<Level> {
        self.sides[side as usize]
            .as_ref()
            .and_then(|candidate| levels::finest(&candidate.statements))
    }

    pub(crate) fn basis(&self) -> [Option<SideBasis>; 2] {
        [0, 1].map(|side: usize| {
            self.sides[side]
                .as_ref()
                .and_then(|candidate| candidate.basis(self.period))
        })
    }

    /// The reports of a side at a level; months stay months when both sides tell them.
    pub(crate) fn reports(&self, side: Side, level: Level) -> Vec<((Commodity, Period), Report)> {
        let Some(candidate) = &self.sides[side as usize] else {
            return Vec::new();
        };
        let months_stay = self
            .sides
            .iter()
            .flatten()
            .all(|one| one.source.frequency == Frequency::Monthly);
        let mut reports: BTreeMap<(Commodity, Period), Report> = BTreeMap::new();
        for period in candidate.periods() {
            let place = if months_stay { period } else { self.period };
            for (commodity, report) in levels::at_level(&candidate.statements, period, level) {
                levels::add(reports.entry((commodity, place)), &report);
            }
        }
        reports.into_iter().collect()
    }
}
