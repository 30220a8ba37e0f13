//! Which sides of a pair report in which years.
//!
//! A side that tells nothing of a year says nothing of the goods: there is no
//! difference to explain then, and nothing is looked for elsewhere. A cell or a
//! month without figures, in a year with some, is taken for one without trade.
//! It knows nothing of sources, and it explains nothing.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Area, Dataset, Period, Side, Vintage};

use super::cell::{Cell, PairCells};
use crate::pairing::months::Months;

/// Which sides report of what.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reporting {
    /// Per calendar year, which sides have figures of anything in it.
    years: BTreeMap<u16, [bool; 2]>,
    /// Periods of which a side without figures reports nonetheless.
    none_told: BTreeSet<(Side, Period)>,
}

impl Reporting {
    /// From all cells of a pair, those that stand apart among them.
    pub(crate) fn of(pair: &PairCells) -> Self {
        let mut reporting = Self::of_cells(&pair.cells);
        for one in &pair.apart {
            let sides = reporting.years.entry(year(&one.cell)).or_default();
            for side in [Side::Export, Side::Import] {
                sides[side as usize] |= one.cell.report(side).is_some();
            }
        }
        reporting
    }

    fn of_cells(cells: &[Cell]) -> Self {
        let mut years: BTreeMap<u16, [bool; 2]> = BTreeMap::new();
        // The months of a commodity lie next to each other.
        for cells in cells.chunk_by(|a, b| year(a) == year(b)) {
            let sides = years.entry(year(&cells[0])).or_default();
            for side in [Side::Export, Side::Import] {
                sides[side as usize] |= cells.iter().any(|cell| cell.report(side).is_some());
            }
        }
        Self {
            years,
            none_told: BTreeSet::new(),
        }
    }

    /// The side without any figure of the year a period lies in, while the other has one, unless it
    /// reports of the period nonetheless.
    pub(crate) fn silent(&self, period: Period) -> Option<Side> {
        let side = match self.years.get(&period.calendar_year())? {
            [false, true] => Side::Export,
            [true, false] => Side::Import,
            _ => return None,
        };
        (!self.none_told.contains(&(side, period))).then_some(side)
    }

    /// The years.
    pub(crate) fn years(&self) -> impl Iterator<Item = Period> {
        self.years.keys().filter_map(|&year| Period::year(year))
    }

    /// Counts a side as one that reports of a period.
    pub(crate) fn add(&mut self, side: Side, period: Period) {
        self.none_told.insert((side, period));
    }
}

fn year(cell: &Cell) -> u16 {
    cell.period.calendar_year()
}

/// A dataset that tells a state's exports, or imports, of a period, of many partners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Breadth {
    pub(crate) dataset: Dataset,
    /// The newest of its vintages.
    pub(crate) vintage: Vintage,
    /// Partners it tells of.
    pub(crate) partners: u32,
}

/// Which states tell of many partners, by side and period: the silence of one of them towards a
/// partner is no trade. Periods are those a question asks for, years or months.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Broad {
    by_month: bool,
    told: BTreeMap<(Area, u8, Period), Breadth>,
    /// By calendar year and dataset, for not every data bank is out when one is.
    months: BTreeMap<(Area, u8, u16, Dataset), Months>,
}

impl Broad {
    /// None yet, of months or of years.
    pub(crate) const fn new(by_month: bool) -> Self {
        Self {
            by_month,
            told: BTreeMap::new(),
            months: BTreeMap::new(),
        }
    }

    /// Adds a dataset that tells of a state; the one of most partners is kept, the first of several.
    pub(crate) fn add(&mut self, (state, side, period): (Area, Side, Period), breadth: Breadth) {
        let known = self.told.entry((state, side as u8, period)).or_insert(breadth);
        if known.partners < breadth.partners {
            *known = breadth;
        }
    }

    /// Adds the months of a year in which a dataset tells of many partners of a state.
    pub(crate) fn add_months(&mut self, (state, side): (Area, Side), of: (u16, Dataset), months: Months) {
        self.months.insert((state, side as u8, of.0, of.1), months);
    }

    /// Adds what is known of other states, of the same kind of periods.
    pub(crate) fn join(&mut self, more: Self) {
        self.by_month |= more.by_month;
        for ((state, side, period), breadth) in more.told {
            let side = [Side::Export, Side::Import][usize::from(side)];
            self.add((state, side, period), breadth);
        }
        self.months.extend(more.months);
    }

    /// The dataset by which a state tells of many partners in a period; where years are asked for,
    /// in the year the period lies in.
    pub(crate) fn of(&self, state: Area, side: Side, period: Period) -> Option<Breadth> {
        let period = if self.by_month {
            period
        } else {
            period.whole_year()
        };
        self.told.get(&(state, side as u8, period)).copied()
    }

    /// Whether a state tells of many partners in a year: in the year as a whole, or by one dataset in
    /// each of its months.
    fn in_year(&self, state: Area, side: Side, year: u16) -> bool {
        if !self.by_month {
            let year = Period::year(year);
            return year.is_some_and(|year| self.of(state, side, year).is_some());
        }
        let mut datasets = (0..).map_while(Dataset::from_index);
        datasets.any(|dataset| {
            let months = self.months.get(&(state, side as u8, year, dataset));
            months == Some(&Months::WHOLE_YEAR)
        })
    }

    /// The months of a year in which a dataset tells of many partners of a side of a pair.
    pub(crate) fn months(&self, pair: [Area; 2], (side, dataset): (Side, Dataset), year: Period) -> Months {
        let of = (pair[side as usize], side as u8, year.calendar_year(), dataset);
        self.months.get(&of).copied().unwrap_or_default()
    }

    /// Whether any months are known.
    pub(crate) fn has_months(&self) -> bool {
        !self.months.is_empty()
    }
}

/// The periods of a pair of which a side has no report: it has no figures of the year, and does not
/// tell of many other partners either.
pub(crate) struct Unreported<'a> {
    silent: Vec<(u16, Side)>,
    pair: &'a PairCells,
    broad: &'a Broad,
}

impl<'a> Unreported<'a> {
    /// Of the pair's cells.
    pub(crate) fn of(pair: &'a PairCells, broad: &'a Broad) -> Self {
        let reporting = Reporting::of(pair);
        let silent = |year: Period| Some((year.calendar_year(), reporting.silent(year)?));
        let silent = reporting.years().filter_map(silent).collect();
        Self { silent, pair, broad }
    }

    /// The years of which a side has no report, nor of all their months: the same for months as for
    /// years.
    pub(crate) fn years(&self) -> Vec<u16> {
        let unreported = |&(year, side): &(u16, Side)| {
            let state = [self.pair.exporter, self.pair.importer][side as usize];
            let leaves_out = Period::year(year).is_some_and(|year| self.pair.leaves_out(side, year));
            leaves_out || !self.broad.in_year(state, side, year)
        };
        let silent = self.silent.iter().copied().filter(unreported);
        silent.map(|(year, _)| year).collect()
    }

    /// The side without a report of a period.
    pub(crate) fn side(&self, period: Period) -> Option<Side> {
        let year = period.calendar_year();
        let found = self.silent.iter().find(|(known, _)| *known == year);
        let &(_, side) = found?;
        let state = [self.pair.exporter, self.pair.importer][side as usize];
        let none_told = !self.pair.leaves_out(side, period) && self.broad.of(state, side, period).is_some();
        (!none_told).then_some(side)
    }
}
