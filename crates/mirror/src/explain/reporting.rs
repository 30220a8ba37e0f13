//! Which sides of a pair report in which years.
//!
//! A side that tells nothing of a year says nothing of the goods: there is no
//! difference to explain then, and nothing is looked for elsewhere. A cell or a
//! month without figures, in a year with some, is taken for one without trade.
//! It knows nothing of sources, and it explains nothing.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Area, Dataset, Period, Side};

use super::cell::{Cell, PairCells};
use crate::pairing::months::Months;

/// Per calendar year, which sides have figures of anything in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reporting(BTreeMap<u16, [bool; 2]>);

impl Reporting {
    /// From all cells of a pair.
    pub(crate) fn of(cells: &[Cell]) -> Self {
        let mut years: BTreeMap<u16, [bool; 2]> = BTreeMap::new();
        let year = |cell: &Cell| cell.period.calendar_year();
        // The months of a commodity lie next to each other.
        for cells in cells.chunk_by(|a, b| year(a) == year(b)) {
            let sides = years.entry(year(&cells[0])).or_default();
            for side in [Side::Export, Side::Import] {
                sides[side as usize] |= cells.iter().any(|cell| cell.report(side).is_some());
            }
        }
        Self(years)
    }

    /// The side without any figure of the year a period lies in, while the other has one.
    pub(crate) fn silent(&self, period: Period) -> Option<Side> {
        match self.0.get(&period.calendar_year())? {
            [false, true] => Some(Side::Export),
            [true, false] => Some(Side::Import),
            _ => None,
        }
    }

    /// The years.
    pub(crate) fn years(&self) -> impl Iterator<Item = Period> {
        self.0.keys().filter_map(|&year| Period::year(year))
    }

    /// Counts a side as one that reports of a year.
    pub(crate) fn add(&mut self, side: Side, year: Period) {
        self.0.entry(year.calendar_year()).or_default()[side as usize] = true;
    }
}

/// Which states tell of many partners, by side and calendar year: the silence of one of them
/// towards a partner is no trade, and so is its silence in a month in which it tells of others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Broad {
    states: BTreeSet<(Area, u8, u16)>,
    /// By dataset, for not every data bank is out when one is.
    months: BTreeMap<(Area, u8, u16, Dataset), Months>,
}

impl Broad {
    /// Adds a state's exports or imports of a year as a dataset tells them, some of them by months.
    pub(crate) fn add(&mut self, state: Area, side: Side, (year, dataset): (u16, Dataset), months: Months) {
        self.states.insert((state, side as u8, year));
        self.months.insert((state, side as u8, year, dataset), months);
    }

    /// Whether a state tells of many partners in the year of a period.
    pub(crate) fn tells(&self, state: Area, side: Side, period: Period) -> bool {
        self.states.contains(&(state, side as u8, period.calendar_year()))
    }

    /// The months of a year in which a dataset tells anything of a side of a pair, if it tells of
    /// many partners in that year.
    pub(crate) fn months(&self, pair: [Area; 2], (side, dataset): (Side, Dataset), year: Period) -> Months {
        let of = (pair[side as usize], side as u8, year.calendar_year(), dataset);
        self.months.get(&of).copied().unwrap_or_default()
    }
}

/// The years of a pair of which a side has no report: it has no figures, and does not tell of many
/// other partners either.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Unreported(Vec<(u16, Side)>);

impl Unreported {
    /// Of the pair's cells.
    pub(crate) fn of(pair: &PairCells, broad: &Broad) -> Self {
        let reporting = Reporting::of(&pair.cells);
        let without = reporting.years().filter_map(|year| {
            let side = reporting.silent(year)?;
            let state = [pair.exporter, pair.importer][side as usize];
            (!broad.tells(state, side, year)).then_some((year.calendar_year(), side))
        });
        Self(without.collect())
    }

    /// The side without a report of the year a period lies in.
    pub(crate) fn side(&self, period: Period) -> Option<Side> {
        let year = period.calendar_year();
        let found = self.0.iter().find(|(known, _)| *known == year);
        found.map(|&(_, side)| side)
    }
}
