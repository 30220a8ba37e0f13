//! Which of several sources speaks for a side in a period.
//!
//! Both sides from one dataset come before one side from a better one: a
//! difference between two data banks is not a difference between two states.
//! Only a source for the whole year comes before that when a year is asked for:
//! some of its months answer another question. After that figures as reported
//! come before sums of details, years before sums of months, and the order of
//! [`Dataset::NAMES`] decides.

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
        .min_by_key(|pair| Rank::of(period, pair))
        .unwrap_or([None, None]);
    Choice {
        period,
        sides: chosen.map(|side| side.cloned()),
    }
}

/// How good a choice is: smaller is better, the first difference decides.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Sides without any source.
    absent: usize,
    /// A year is asked for, and a side tells only some of its months.
    partial: bool,
    /// The sides tell different months of it.
    uneven: bool,
    other_dataset: bool,
    /// Sides whose total is a sum of details.
    derived: usize,
    other_frequency: bool,
    monthly: usize,
    preference: [u8; 2],
}

impl Rank {
    fn of(asked: Period, pair: &[Option<&Candidate<'_>>; 2]) -> Self {
        let told = || pair.iter().flatten();
        let count = |wanted: fn(&Candidate<'_>) -> bool| told().filter(|one| wanted(one)).count();
        let differ = |one: fn(&Candidate<'_>) -> u16| match pair {
            [Some(a), Some(b)] => one(a) != one(b),
            _ => false,
        };
        let a_year = asked.calendar_month().is_none();
        Self {
            absent: pair.len() - told().count(),
            partial: a_year && told().any(|one| one.months() != WHOLE_YEAR),
            uneven: differ(|one| one.months()),
            other_dataset: differ(|one| one.source.dataset.index().into()),
            derived: count(|one| !one.has_total()),
            other_frequency: differ(|one| one.source.frequency as u16),
            monthly: count(|one| one.source.frequency == Frequency::Monthly),
            preference: pair.map(|side| side.map_or(u8::MAX, |one| one.source.dataset.index())),
        }
    }
}

/// All twelve months, a bit each.
const WHOLE_YEAR: u16 = 0xFFF;

impl Candidate<'_> {
    fn has_total(&self) -> bool {
        self.statements
            .keys()
            .any(|(_, commodity)| *commodity == Commodity::TOTAL)
    }

    /// The months it tells, a bit each; a figure for the year is all of them.
    fn months(&self) -> u16 {
        let bits = |period: &Period| {
            period
                .calendar_month()
                .map_or(WHOLE_YEAR, |month| 1 << (month - 1))
        };
        self.periods().iter().map(bits).fold(0, |all, one| all | one)
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
            made_of.push(format!("{months} months"));
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

    /// Whether every import of the chosen source says that it is valued FOB; `None` without one.
    pub(crate) fn imports_are_fob(&self) -> Option<bool> {
        let imports = self.sides[Side::Import as usize].as_ref()?;
        Some(imports.statements.values().all(|statement| statement.fob))
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
