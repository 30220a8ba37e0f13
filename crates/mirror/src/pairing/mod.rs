//! Pairing: from the records of both sides to the cells that are compared.
//!
//! For every period one source is chosen for each side, both reports from the
//! same dataset where possible, so that like meets like; the choice is written
//! down. It reads no files: it is given records.

mod basis;
mod choice;
mod editions;
mod left;
mod levels;
pub(crate) mod months;
mod rates;
mod rows;
mod statement;
mod table;

pub use basis::SideBasis;
pub use rates::{RateError, Rates};
pub use statement::MissingRate;
pub use table::{MirrorRow, Status, mirror_rows};

use std::borrow::Cow;
use std::collections::BTreeMap;

use choice::Choice;
use entente_trade::{Area, Commodity, Frequency, Level, Period, Side};
use left::{Left, Unconverted};

use crate::explain::{Breadth, Cell, Habits, PairCells, Report, Reporting};
use crate::store::Record;

/// What is compared, and how finely.
#[derive(Clone, Debug)]
pub struct Request {
    /// The state the goods left.
    pub exporter: Area,
    /// The state the goods entered.
    pub importer: Area,
    /// Years or months.
    pub frequency: Frequency,
    /// The level of commodities rows are wanted at: sources that tell it are preferred.
    pub level: Level,
    /// First period, inclusive.
    pub from: Option<Period>,
    /// Last period, inclusive.
    pub to: Option<Period>,
    /// How the exporter and the importer report.
    pub habits: [Habits; 2],
}

impl Request {
    /// All periods of a pair, in total, whose sides report as sides normally do.
    pub fn new(exporter: Area, importer: Area, frequency: Frequency) -> Self {
        let habits = [Habits::exporter(), Habits::importer()];
        Self {
            exporter,
            importer,
            frequency,
            level: Level::Total,
            from: None,
            to: None,
            habits,
        }
    }

    /// Whether a period lies between the first and the last one asked for.
    pub(crate) fn admits(&self, period: Period) -> bool {
        let year = period.whole_year();
        let (first, last) = match self.frequency {
            Frequency::Annual => (self.from.map(Period::whole_year), self.to.map(Period::whole_year)),
            Frequency::Monthly => (self.from, self.to),
        };
        let period = if self.frequency == Frequency::Annual {
            year
        } else {
            period
        };
        let from_year_on = first.is_none_or(|first| period >= first);
        // A year given as the last period includes its months.
        let until = last.is_none_or(|last| period <= last || (last == year && period.whole_year() == last));
        from_year_on && until
    }
}

/// The cells of a pair, and where each period's figures come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Paired {
    /// Both reports of every finest cell.
    pub cells: PairCells,
    /// Per period of the request, the source of each side.
    pub basis: BTreeMap<Period, [Option<SideBasis>; 2]>,
    /// Rates of exchange that were needed and are not known; their records are left out.
    pub missing_rates: Vec<MissingRate>,
    /// Of all periods, whatever is kept of them; a side that tells of other partners counts.
    reporting: Reporting,
}

impl Paired {
    /// The side that has no figure at all of the year a period lies in, while the other has: it
    /// reports nothing, and that says nothing of the goods. One that tells of many other partners in
    /// the period does report. A month without figures, in a year with some, is taken for one without
    /// trade.
    pub fn without_report(&self, period: Period) -> Option<Side> {
        self.reporting.silent(period)
    }

    /// The years of which a side has no figure while the other has, and no source that is left out.
    pub(crate) fn silent_years(&self, side: Side) -> Vec<Period> {
        let years = self.reporting.years();
        let silent = years.filter(|&year| self.without_report(year) == Some(side));
        silent
            .filter(|&year| !self.cells.leaves_out(side, year))
            .collect()
    }

    /// Takes the silence of a side in some years for no trade, as far as a dataset tells of many
    /// other partners in a period.
    pub(crate) fn none_told(
        &mut self,
        side: Side,
        years: &[Period],
        told: impl Fn(Period) -> Option<Breadth>,
    ) {
        let basis = self.basis.iter_mut();
        for (&period, sides) in basis.filter(|(period, _)| years.contains(&period.whole_year())) {
            if let Some(breadth) = told(period) {
                sides[side as usize] = Some(basis::none_told(breadth));
                self.reporting.add(side, period);
            }
        }
    }

    /// Forgets all periods but those admitted.
    pub(crate) fn keep(&mut self, admits: impl Fn(Period) -> bool) {
        self.cells.cells.retain(|cell| admits(cell.period));
        self.cells.transfers.retain(|transfer| admits(transfer.period));
        self.basis.retain(|&period, _| admits(period));
        self.missing_rates.retain(|missing| admits(missing.period));
    }
}

/// Pairs the records of one direction.
///
/// `records` are those of the pair, of any dataset and vintage up to the day asked for.
pub fn pair(request: &Request, records: &[Record], rates: &Rates) -> Paired {
    let mut basis = BTreeMap::new();
    let (cells, missing_rates) = cells(request, records, rates, |period, choice, left| {
        basis.insert(period, left.basis(period, choice));
    });
    Paired {
        reporting: Reporting::of(&cells.cells),
        cells,
        basis,
        missing_rates,
    }
}

/// The cells alone, and the rates that are missing; `told` hears of the source chosen for each period,
/// and of what is left out.
pub(crate) fn cells(
    request: &Request,
    records: &[Record],
    rates: &Rates,
    mut told: impl FnMut(Period, &Choice<'_>, &Left),
) -> (PairCells, Vec<MissingRate>) {
    let (statements, unconverted) = statement::statements(records, rates);
    let left = Left::of(request, &statements, &unconverted);
    let (mut reports, mut fob, mut left_out) = (Vec::with_capacity(records.len()), Vec::new(), Vec::new());
    choice::choose(&statements, request, |period, choice| {
        fob.extend(choice.imports_are_fob());
        let level = choice.common_level();
        for side in [Side::Export, Side::Import] {
            choice.reports(side, level, |key, report| reports.push((key, side, report)));
            let year = (period.whole_year(), side);
            let silent = choice.source(side).is_none() && !left_out.contains(&year);
            if silent && (choice.is_unfit(side) || left.has(side, period)) {
                left_out.push(year);
            }
        }
        told(period, &choice, &left);
    });
    let mut paired = PairCells::new(request.exporter, request.importer, side_by_side(reports));
    paired.habits = request.habits.clone();
    paired.left_out = left_out;
    // Where only some periods are valued so, their cells say it: they record a freight of nothing.
    if !fob.is_empty() && fob.into_iter().all(|period| period) {
        paired.habits[1].cif = false;
    }
    let mut missing_rates = Vec::new();
    // Years are no answer where months are asked for, with a rate or without.
    let asked = |one: &&Unconverted| {
        request.frequency == Frequency::Annual || one.source.frequency == Frequency::Monthly
    };
    for rate in unconverted.iter().filter(asked).flat_map(|one| &one.rates) {
        if !missing_rates.contains(rate) {
            missing_rates.push(*rate);
        }
    }
    (paired, missing_rates)
}

/// Both sides' reports, each cell once, by commodity and period.
fn side_by_side(reports: Vec<((Commodity, Period), Side, Cow<'_, Report>)>) -> Vec<Cell> {
    // Numbers are sorted in the place of reports, which are large.
    let place = |(at, ((commodity, period), side, _)): (usize, &((Commodity, Period), Side, _))| {
        let cell = u64::from(commodity.packed()) << 32 | u64::from(period.number());
        (cell << 1 | *side as u64, at as u32)
    };
    let mut order: Vec<(u64, u32)> = reports.iter().enumerate().map(place).collect();
    order.sort_unstable();
    let mut cells: Vec<Cell> = Vec::with_capacity(reports.len());
    for (_, at) in order {
        let ((commodity, period), side, report) = &reports[at as usize];
        let known = cells.last();
        if known.is_none_or(|cell| (cell.commodity, cell.period) != (*commodity, *period)) {
            cells.push(Cell {
                commodity: *commodity,
                period: *period,
                reports: [None, None],
            });
        }
        if let Some(cell) = cells.last_mut() {
            cell.reports[*side as usize] = Some(Report::clone(report));
        }
    }
    cells
}

/// The finest level both reports of a request can be set side by side at.
pub(crate) fn coarser(a: Option<Level>, b: Option<Level>) -> Level {
    match (a, b) {
        (Some(a), Some(b)) => a.min(b),
        (a, b) => a.or(b).unwrap_or(Level::Total),
    }
}
