//! The cells of a pair side by side: every code and period that either side
//! reports, or that a stage can carry value to, each at one position.

use std::cell;
use std::ops::Range;

use entente_trade::{Cause, Commodity, Period, money};

use super::bridge::{State, UNKNOWN};
use super::cell::{Cell, Deduction, PairCells};
use super::edition::{self, Conversion};
use super::lag::LagPlan;
use super::margin::{Basis, Learned};

/// Positions of all cells, and what is known of each before the first stage.
pub(crate) struct Grid {
    /// Commodity and period of each cell, ascending.
    pub(crate) keys: Vec<(Commodity, Period)>,
    /// For each side and cell the margin of its value, where the side's values include one
    /// and no record states the freight of the cell.
    margin: [Vec<Option<u32>>; 2],
    /// The margins, which those of the cells refer to.
    bases: Vec<Basis>,
    /// The cells chapter by chapter: after the first stages none reaches from one into another.
    pub(crate) zones: Vec<Range<usize>>,
    /// Cells of one chapter and period, where there are several: first to last in `neighbours`.
    pub(crate) neighbourhoods: Vec<Range<usize>>,
    pub(crate) neighbours: Vec<usize>,
    /// Values moved between codes so that both sides stand in one edition.
    pub(crate) conversions: Vec<Conversion>,
    /// Value at the reference rate of exchange minus the published one: cell, side, thousandths.
    pub(crate) revalued: Vec<(usize, usize, i128)>,
    /// How shipments of each chapter are spread over the following months.
    pub(crate) lags: Vec<LagPlan>,
    start: State,
}

impl Grid {
    pub(crate) fn new(pair: &PairCells, learned: &Learned) -> Self {
        let moves = edition::plan(pair);
        let lags = LagPlan::learn(pair);
        let keys = all_keys(pair, &moves, &lags);
        let mut grid = Self {
            margin: [vec![None; keys.len()], vec![None; keys.len()]],
            bases: Vec::new(),
            zones: zones(&keys),
            neighbourhoods: Vec::new(),
            neighbours: Vec::new(),
            conversions: Vec::new(),
            revalued: Vec::new(),
            lags,
            start: State::empty(keys.len()),
            keys,
        };
        grid.fill(pair);
        grid.conversions = moves.iter().filter_map(|planned| planned.placed(&grid)).collect();
        grid.conversions.sort_by_key(edition::Conversion::place);
        grid.follow_conversions(pair);
        grid.set_margins(learned);
        grid.find_neighbours();
        grid
    }

    /// Position of a cell.
    pub(crate) fn find(&self, commodity: Commodity, period: Period) -> Option<usize> {
        self.keys.binary_search(&(commodity, period)).ok()
    }

    /// The values as published.
    pub(crate) fn start(&self) -> State {
        self.start.clone()
    }

    fn fill(&mut self, pair: &PairCells) {
        let mut at = 0;
        for cell in &pair.cells {
            // Both ascend, and the grid has them all.
            while self.keys[at] < (cell.commodity, cell.period) {
                at += 1;
            }
            for (side, report) in cell.reports.iter().enumerate() {
                let Some(report) = report else { continue };
                self.start.value[side][at] = report.value.thousandths();
                self.start.weight[side][at] = report.net_weight_kg.map_or(f64::NAN, |weight| weight.to_f64());
                self.start.present[side][at] = true;
            }
        }
    }

    /// Deductions and revaluations follow their goods into the common edition.
    fn follow_conversions(&mut self, pair: &PairCells) {
        let told = |cell: &&Cell| {
            let mut reports = cell.reports.iter().flatten();
            reports.any(|report| !report.deductions.is_empty() || report.reference_value.is_some())
        };
        for cell in pair.cells.iter().filter(told) {
            let Some(at) = self.find(cell.commodity, cell.period) else {
                continue;
            };
            for (side, report) in cell.reports.iter().enumerate() {
                let Some(report) = report else { continue };
                for deduction in &report.deductions {
                    let placed = edition::spread(deduction.amount, side, at, &self.conversions);
                    let placed = placed.into_iter().map(|(to, amount)| {
                        let deduction = deduction.clone();
                        (to, side, Deduction { amount, ..deduction })
                    });
                    self.start.deductions.extend(placed);
                }
                if let Some(reference) = report.reference_value {
                    let more = reference - report.value;
                    let placed = edition::spread(more, side, at, &self.conversions);
                    let placed = placed
                        .into_iter()
                        .map(|(to, more)| (to, side, more.thousandths()));
                    self.revalued.extend(placed);
                }
            }
        }
    }

    fn set_margins(&mut self, learned: &Learned) {
        for side in 0..2 {
            let Some(margins) = learned.side(side) else {
                continue;
            };
            self.start.note_freight(side);
            let mut first = 0;
            while first < self.keys.len() {
                let commodity = self.keys[first].0;
                let after = first + self.keys[first..].partition_point(|key| key.0 == commodity);
                let unit_value = self.unit_value_over(first..after);
                for cell in (first..after).filter(|&cell| self.start.freight[side][cell].is_none()) {
                    self.margin[side][cell] = Some(self.bases.len() as u32);
                }
                self.bases.push(margins.of(commodity, unit_value));
                first = after;
            }
        }
    }

    /// Which margin of a cell's value there is, by its place.
    pub(crate) fn margin_at(&self, side: usize, cell: usize) -> Option<usize> {
        self.margin[side][cell].map(|at| at as usize)
    }

    pub(crate) fn basis(&self, at: usize) -> &Basis {
        &self.bases[at]
    }

    fn find_neighbours(&mut self) {
        let mut cells: Vec<(Period, usize)> = Vec::new();
        for zone in &self.zones {
            cells.clear();
            let told = |cell: &usize| {
                let commodity = self.keys[*cell].0;
                commodity.chapter().is_some() && !commodity.is_unspecified()
            };
            cells.extend(zone.clone().filter(told).map(|cell| (self.keys[cell].1, cell)));
            cells.sort_unstable();
            for period in cells.chunk_by(|a, b| a.0 == b.0).filter(|cells| cells.len() > 1) {
                let first = self.neighbours.len();
                self.neighbours.extend(period.iter().map(|&(_, cell)| cell));
                self.neighbourhoods.push(first..self.neighbours.len());
            }
        }
    }

    /// Currency units per kilogram of a commodity's cells, over both sides.
    fn unit_value_over(&self, cells: std::ops::Range<usize>) -> Option<f64> {
        let (mut value, mut weight) = (0.0, 0.0);
        for side in 0..2 {
            for cell in cells.clone().filter(|&cell| self.start.weight[side][cell] > 0.0) {
                value += money::float(self.start.value[side][cell]) / 1e3;
                weight += self.start.weight[side][cell];
            }
        }
        (weight > 0.0 && value > 0.0).then(|| value / weight)
    }
}

impl State {
    fn empty(cells: usize) -> Self {
        Self {
            value: [vec![0; cells], vec![0; cells]],
            weight: [vec![f64::NAN; cells], vec![f64::NAN; cells]],
            present: [vec![false; cells], vec![false; cells]],
            deductions: Vec::new(),
            freight: [vec![None; cells], vec![None; cells]],
            removed: vec![false; cells],
            moved: vec![false; cells],
            margin_off: [false; 2],
            bare: [0, 1].map(|_| vec![cell::Cell::new(UNKNOWN); cells]),
        }
    }

    /// Adds up the freight that a side's records state, be it nothing.
    fn note_freight(&mut self, side: usize) {
        for (cell, whose, deduction) in &self.deductions {
            if *whose == side && deduction.cause == Cause::CifFob {
                *self.freight[side][*cell].get_or_insert(0) += deduction.amount.thousandths();
            }
        }
    }
}

fn all_keys(pair: &PairCells, moves: &[edition::Planned], lags: &[LagPlan]) -> Vec<(Commodity, Period)> {
    let mut keys: Vec<(Commodity, Period)> = pair
        .cells
        .iter()
        .map(|cell| (cell.commodity, cell.period))
        .collect();
    keys.extend(moves.iter().flat_map(|planned| planned.keys()));
    keys.extend(
        pair.transfers
            .iter()
            .map(|transfer| (transfer.commodity, transfer.period)),
    );
    let reached: Vec<_> = lags.iter().flat_map(|plan| plan.reached(&keys)).collect();
    keys.extend(reached);
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn zones(keys: &[(Commodity, Period)]) -> Vec<Range<usize>> {
    let mut first = 0;
    let chapters = keys.chunk_by(|a, b| a.0.chapter() == b.0.chapter());
    let zones = chapters.map(|cells| {
        first += cells.len();
        first - cells.len()..first
    });
    zones.collect()
}
