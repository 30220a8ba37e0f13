//! The cells of a pair side by side: every code and period that either side
//! reports, or that a stage can carry value to, each at one position.

use entente_trade::{Cause, Commodity, Period};

use super::bridge::State;
use super::cell::{Deduction, PairCells};
use super::edition::{self, Conversion};
use super::lag::LagPlan;
use super::margin::{Basis, MarginRule, Margins};

/// Positions of all cells, and what is known of each before the first stage.
pub(crate) struct Grid {
    /// Commodity and period of each cell, ascending.
    pub(crate) keys: Vec<(Commodity, Period)>,
    /// For each side and cell the margin of its value, where the side's values include one
    /// and no record states the freight of the cell.
    pub(crate) margin: [Vec<Option<Basis>>; 2],
    /// Values moved between codes so that both sides stand in one edition.
    pub(crate) conversions: Vec<Conversion>,
    /// Value at the reference rate of exchange minus the published one: cell, side, thousandths.
    pub(crate) revalued: Vec<(usize, usize, i128)>,
    /// How shipments of each chapter are spread over the following months.
    pub(crate) lags: Vec<LagPlan>,
    start: State,
}

impl Grid {
    pub(crate) fn new(pair: &PairCells, rule: &MarginRule) -> Self {
        let moves = edition::plan(pair);
        let lags = LagPlan::learn(pair);
        let keys = all_keys(pair, &moves, &lags);
        let mut grid = Self {
            margin: [vec![None; keys.len()], vec![None; keys.len()]],
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
        grid.set_margins(pair, rule);
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
        for cell in &pair.cells {
            let Some(at) = self.find(cell.commodity, cell.period) else {
                continue;
            };
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
        for cell in &pair.cells {
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

    fn set_margins(&mut self, pair: &PairCells, rule: &MarginRule) {
        for side in (0..2).filter(|&side| pair.habits[side].cif) {
            let margins = Margins::estimate(pair, rule, side);
            let unit_values = self.unit_values();
            self.start.note_freight(side);
            for cell in (0..self.keys.len()).filter(|&cell| self.start.freight[side][cell].is_none()) {
                self.margin[side][cell] = Some(margins.of(self.keys[cell].0, unit_values[cell]));
            }
        }
    }

    /// Currency units per kilogram of each cell's commodity, over both sides and all periods.
    fn unit_values(&self) -> Vec<Option<f64>> {
        let mut result = vec![None; self.keys.len()];
        let mut first = 0;
        while first < self.keys.len() {
            let commodity = self.keys[first].0;
            let after = first + self.keys[first..].partition_point(|key| key.0 == commodity);
            let unit_value = self.unit_value_over(first..after);
            result[first..after].fill(unit_value);
            first = after;
        }
        result
    }

    fn unit_value_over(&self, cells: std::ops::Range<usize>) -> Option<f64> {
        let (mut value, mut weight) = (0.0, 0.0);
        for side in 0..2 {
            for cell in cells.clone().filter(|&cell| self.start.weight[side][cell] > 0.0) {
                value += self.start.value[side][cell] as f64 / 1e3;
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
    let base = keys.clone();
    keys.extend(lags.iter().flat_map(|plan| plan.reached(&base)));
    keys.sort_unstable();
    keys.dedup();
    keys
}
