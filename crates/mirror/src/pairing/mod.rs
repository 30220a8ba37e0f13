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
mod plain;
mod rates;
mod rows;
mod statement;
mod table;
mod together;
mod unusable;

pub use basis::SideBasis;
pub use rates::{RateError, Rates};
pub use statement::MissingRate;
use statement::{Fragment, Source, Stated};
pub use table::{MirrorRow, Status, mirror_rows};

use std::borrow::Cow;
use std::collections::BTreeMap;

use choice::Choice;
pub(crate) use choice::Elsewhere;
use entente_trade::{Area, Commodity, Frequency, Level, Period, Side};
use left::Left;
use months::Months;
use unusable::{Lacking, Unusable};

use crate::explain::{Breadth, Cell, Habits, PairCells, Report, Reporting, RowKey};
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

    /// The side whose figure of a row that is not compared is left out, and why; `None` where its basis
    /// says that. Of several cells the first one's.
    pub fn left_out(&self, key: RowKey, row: (Period, Commodity)) -> Option<(Side, Option<&str>)> {
        let mut apart = self.cells.apart_in_rows();
        let found = apart.find(|one| key.place(one.cell.commodity, one.cell.period) == row)?;
        Some((found.without, found.why.as_deref()))
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
        self.cells.apart.retain(|one| admits(one.cell.period));
        self.cells.late.retain(|&month| admits(month));
        self.cells.lacking.retain(|&(period, _)| admits(period));
        self.cells.transfers.retain(|transfer| admits(transfer.period));
        self.basis.retain(|&period, _| admits(period));
        self.missing_rates.retain(|missing| admits(missing.period));
    }
}

/// Pairs the records of one direction.
///
/// `records` are those of the pair, of any dataset and vintage up to the day asked for.
pub fn pair(request: &Request, records: &[Record], rates: &Rates) -> Paired {
    pair_beside(request, records, rates, &|_, _, _| Months::default())
}

/// The same, where it is known in which months a dataset tells a side of others.
pub(crate) fn pair_beside(
    request: &Request,
    records: &[Record],
    rates: &Rates,
    elsewhere: Elsewhere<'_>,
) -> Paired {
    let stated = statement::statements(records, rates);
    let mut basis = BTreeMap::new();
    let left = Left::of(request, &stated.statements, &stated.unconverted);
    let cells = chosen(request, &stated, (elsewhere, &left), |period, choice| {
        basis.insert(period, left.basis(period, choice));
    });
    note_fragments(request, &stated.fragments, &mut basis);
    unusable::note(request, &cells, &mut basis);
    Paired {
        reporting: Reporting::of(&cells),
        cells,
        basis,
        missing_rates: missing_rates(request, &stated),
    }
}

/// The cells alone, and the rates that are missing.
pub(crate) fn cells(
    request: &Request,
    records: &[Record],
    rates: &Rates,
    elsewhere: Elsewhere<'_>,
) -> (PairCells, Vec<MissingRate>) {
    if let Some(cells) = plain::cells(request, records, rates, elsewhere) {
        return (cells, Vec::new());
    }
    let stated = statement::statements(records, rates);
    let left = Left::of(request, &stated.statements, &stated.unconverted);
    let cells = chosen(request, &stated, (elsewhere, &left), |_, _| ());
    (cells, missing_rates(request, &stated))
}

/// Says of every period, and side, where parts of a flow are told and the flow is not.
fn note_fragments(
    request: &Request,
    fragments: &[Fragment],
    basis: &mut BTreeMap<Period, [Option<SideBasis>; 2]>,
) {
    let mut told: BTreeMap<(Period, Source), Vec<&Fragment>> = BTreeMap::new();
    for one in fragments {
        let place = match request.frequency {
            Frequency::Annual => one.period.whole_year(),
            Frequency::Monthly => one.period,
        };
        told.entry((place, one.source)).or_default().push(one);
    }
    for ((period, source), fragments) in told {
        let side = basis
            .get_mut(&period)
            .map(|sides| &mut sides[source.side as usize]);
        match side {
            Some(Some(known)) if known.dataset == source.dataset => known.note_parts(&fragments),
            Some(none @ None) => *none = basis::parts_only(&fragments),
            _ => {}
        }
    }
}

/// The cells of the sources that are chosen; `told` hears of the choice for each period.
fn chosen(
    request: &Request,
    stated: &Stated,
    (elsewhere, left): (Elsewhere<'_>, &Left),
    mut told: impl FnMut(Period, &Choice<'_>),
) -> PairCells {
    let told_in_all = stated.statements.values().map(Vec::len).sum();
    let (mut reports, mut fob) = (Vec::with_capacity(told_in_all), Vec::new());
    let (mut left_out, mut unfit, mut sums) = (Vec::new(), Vec::new(), Vec::new());
    let (unusable, mut lacking) = (Unusable::of(request, stated), Lacking::default());
    let told_of = (&stated.statements, &unusable);
    choice::choose(told_of, request, elsewhere, |period, choice| {
        fob.extend(choice.imports_are_fob());
        left_out.extend(choice.left_out());
        let level = choice.common_level();
        for side in [Side::Export, Side::Import] {
            choice.reports(side, level, |key, report| reports.push((key, side, report)));
            let year = (period.whole_year(), side);
            let none = choice.source(side).is_none();
            let told = none && (choice.is_unfit(side) || unusable.has(side, period));
            if (told || none && left.has(side, period)) && !unfit.contains(&year) {
                unfit.push(year);
            }
            if told {
                lacking.add_period(side, period);
            }
            lacking.add_cells(side, &choice, level);
            if choice.lacks_goods(side) {
                sums.push((period, side));
            }
        }
        told(period, &choice);
    });
    let (cells, apart) = lacking.apart(side_by_side(reports));
    let mut paired = PairCells::new(request.exporter, request.importer, cells);
    paired.apart = apart;
    if request.frequency == Frequency::Monthly {
        paired.late = choice::late(told_of, request, elsewhere);
    }
    paired.habits = request.habits.clone();
    (paired.left_out, paired.unfit, paired.lacking) = (left_out, unfit, sums);
    // Where only some periods are valued so, their cells say it: they record a freight of nothing.
    if !fob.is_empty() && fob.into_iter().all(|period| period) {
        paired.habits[1].cif = false;
    }
    paired
}

/// The rates of exchange that figures asked for lack, each once. Years are no answer where months are
/// asked for, with a rate or without.
fn missing_rates(request: &Request, stated: &Stated) -> Vec<MissingRate> {
    let asked =
        |source: &Source| request.frequency == Frequency::Annual || source.frequency == Frequency::Monthly;
    let figures = stated.unconverted.iter().filter(|one| asked(&one.source));
    let told = stated.statements.iter().filter(|(source, _)| asked(source));
    let breakdowns = told.flat_map(|(_, said)| said).flat_map(|(_, one)| &one.lacking);
    let mut missing = Vec::new();
    for rate in figures.flat_map(|one| &one.rates).chain(breakdowns) {
        if !missing.contains(rate) {
            missing.push(*rate);
        }
    }
    missing
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
