//! The cells of a pair side by side: every code and period that either side
//! reports, or that a stage can carry value to, each at one position.

use std::borrow::Cow;
use std::cell;
use std::collections::BTreeSet;
use std::ops::Range;

use entente_trade::{Commodity, Period};

use super::bridge::{State, UNKNOWN};
use super::cell::{Cell, Freight, PairCells, Report};
use super::edition::{self, Conversion, Shares};
use super::lag::LagPlan;
use super::margin::{self, Basis, Estimate, Learned, Margins, Rate, Which};

/// Positions of all cells, and what is known of each before the first stage.
#[derive(Default)]
pub(crate) struct Grid {
    /// Commodity and period of each cell, ascending.
    pub(crate) keys: Vec<(Commodity, Period)>,
    /// For each side and cell the margin of its value, where the side's values include one
    /// and records do not state the freight of all goods in the cell.
    margin: [Vec<Option<u32>>; 2],
    /// Whether the side's values include margins, estimated or stated.
    pub(crate) has_margin: [bool; 2],
    /// The margins, which those of the cells refer to.
    bases: Vec<Basis>,
    /// Which of those each may be it is worked with.
    pub(crate) estimate: Estimate,
    /// Whether some codes hide others: only then do the first stages look at margins.
    pub(crate) hides: bool,
    /// The cells chapter by chapter: after the first stages none reaches from one into another.
    pub(crate) zones: Vec<Range<usize>>,
    /// The cells commodity by commodity, and the number of each cell's commodity.
    pub(crate) commodities: Vec<Range<usize>>,
    pub(crate) commodity_of: Vec<u32>,
    /// Cells of one chapter and period, where there are several: first to last in `neighbours`.
    pub(crate) neighbourhoods: Vec<Range<usize>>,
    pub(crate) neighbours: Vec<usize>,
    /// Values moved between codes so that both sides stand in one edition.
    pub(crate) conversions: Vec<Conversion>,
    /// Value at the reference rate of exchange minus the published one: cell, side, thousandths.
    pub(crate) revalued: Vec<(usize, usize, i128)>,
    /// How shipments of each chapter are spread over the following months.
    pub(crate) lags: Vec<LagPlan>,
}

impl Grid {
    /// Lays out the cells of a pair, in the room of the pair before; `start` becomes the state
    /// before the first stage.
    pub(crate) fn lay(&mut self, pair: &PairCells, learned: &Learned, start: &mut State) {
        let moves = edition::plan(pair);
        self.lags = LagPlan::learn(pair);
        set_keys(pair, &moves, &self.lags, &mut self.keys);
        self.hides = self.keys.iter().any(|key| key.0.is_unspecified());
        set_zones(&self.keys, &mut self.zones);
        self.set_commodities();
        start.reset(self.keys.len());
        self.fill(pair, start);
        self.conversions.clear();
        let placed = moves.iter().filter_map(|planned| planned.placed(&self.keys));
        self.conversions.extend(placed);
        self.conversions.sort_by_key(edition::Conversion::place);
        self.follow_conversions(pair, start);
        self.set_margins(pair, learned, start);
        self.find_neighbours();
    }

    /// Position of a cell.
    pub(crate) fn find(&self, commodity: Commodity, period: Period) -> Option<usize> {
        find(&self.keys, commodity, period)
    }

    /// The values as published.
    fn fill(&self, pair: &PairCells, start: &mut State) {
        let mut at = 0;
        for cell in &pair.cells {
            // Both ascend, and the grid has them all.
            while self.keys[at] < (cell.commodity, cell.period) {
                at += 1;
            }
            for (side, report) in cell.reports.iter().enumerate() {
                let Some(report) = report else { continue };
                start.value[side][at] = report.value.thousandths();
                start.weight[side][at] = report.net_weight_kg.map_or(f64::NAN, |weight| weight.to_f64());
                start.present[side][at] = true;
            }
        }
    }

    /// Deductions and revaluations follow their goods into the common edition, where freight of all
    /// goods of a code may be that of some.
    fn follow_conversions(&mut self, pair: &PairCells, start: &mut State) {
        self.revalued.clear();
        let joins = &self.conversions;
        let joins: BTreeSet<(usize, usize)> = joins.iter().flat_map(Conversion::places).collect();
        let told = |cell: &&Cell| {
            let mut reports = cell.reports.iter().flatten();
            reports.any(|report| !report.deductions.is_empty() || report.reference_value.is_some())
        };
        for cell in pair.cells.iter().filter(told) {
            let Some(at) = self.find(cell.commodity, cell.period) else {
                continue;
            };
            for (side, report) in cell.reports.iter().enumerate() {
                if let Some(report) = report {
                    self.follow((at, side), report, joins.contains(&(at, side)), start);
                }
            }
        }
    }

    /// What is singled out of a report, and its revaluation, in the cells its goods go to; `joins` if
    /// they may join others there.
    fn follow(&mut self, (at, side): (usize, usize), report: &Report, joins: bool, start: &mut State) {
        let shares = Shares::of(side, at, &self.conversions);
        for deduction in &report.deductions {
            let named = if joins {
                deduction.of_goods(report.direct())
            } else {
                Cow::Borrowed(deduction)
            };
            let whole = report.revalue(&named);
            match &shares {
                Some(shares) => {
                    let parts = shares.divide(&whole).map(|(to, part)| (to, side, part));
                    start.deductions.extend(parts);
                }
                None => start.deductions.push((at, side, whole.into_owned())),
            }
        }
        let more = report.revalued() - report.value;
        match shares {
            _ if report.reference_value.is_none() => {}
            Some(shares) => {
                let parts = shares.spread(more);
                let parts = parts.map(|(to, more)| (to, side, more.thousandths()));
                self.revalued.extend(parts);
            }
            None => self.revalued.push((at, side, more.thousandths())),
        }
    }

    fn set_margins(&mut self, pair: &PairCells, learned: &Learned, start: &mut State) {
        self.bases.clear();
        self.margin.iter_mut().for_each(Vec::clear);
        for side in 0..2 {
            self.margin[side].resize(self.keys.len(), None);
            self.has_margin[side] = learned.side(side).is_some();
            let Some(margins) = learned.side(side) else {
                continue;
            };
            start.note_freight(side);
            let mut known = Vec::new();
            for at in 0..self.commodities.len() {
                let cells = self.commodities[at].clone();
                let commodity = self.keys[cells.start].0;
                let which = margins.which(commodity, || unit_value_of(pair, commodity));
                let margin = self.place_of(which, margins, &mut known);
                let open = |cell: &usize| start.freight[side][*cell].is_none_or(|known| !known.is_whole());
                for cell in cells.filter(open) {
                    self.margin[side][cell] = Some(margin);
                }
            }
        }
    }

    fn set_commodities(&mut self) {
        self.commodities.clear();
        self.commodity_of.clear();
        let mut first = 0;
        for cells in self.keys.chunk_by(|a, b| a.0 == b.0) {
            let number = self.commodities.len() as u32;
            self.commodities.push(first..first + cells.len());
            first += cells.len();
            self.commodity_of.resize(first, number);
        }
    }

    /// Where a margin is among the bases, each of which is there once a side.
    fn place_of(&mut self, which: Which, margins: &Margins, known: &mut Vec<(Which, u32)>) -> u32 {
        if let Some(&(_, at)) = known.iter().rev().find(|(other, _)| *other == which) {
            return at;
        }
        let at = self.bases.len() as u32;
        self.bases.push(margins.basis(which));
        if matches!(which, Which::Shared(_)) {
            known.push((which, at));
        }
        at
    }

    /// Which margin of a cell's value there is, by its place.
    pub(crate) fn margin_at(&self, side: usize, cell: usize) -> Option<usize> {
        self.margin[side][cell].map(|at| at as usize)
    }

    pub(crate) fn basis(&self, at: usize) -> &Basis {
        &self.bases[at]
    }

    /// The rate of a margin, as it is worked with.
    pub(crate) fn rate(&self, at: usize) -> Rate {
        self.bases[at].at(self.estimate)
    }

    /// Whether some cell's margin may be another.
    pub(crate) fn is_open(&self) -> bool {
        self.bases.iter().any(Basis::is_open)
    }

    fn find_neighbours(&mut self) {
        self.neighbourhoods.clear();
        self.neighbours.clear();
        let mut cells: Vec<(Period, usize)> = Vec::new();
        // Where there is one commodity, every cell is alone in its period.
        let several = |zone: &&Range<usize>| self.keys[zone.start].0 != self.keys[zone.end - 1].0;
        for zone in self.zones.iter().filter(several) {
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
}

/// Currency units per kilogram of a pair's goods, over both sides and all periods, in the published
/// codes: the search for hubs takes off the margin that the bridge does.
pub(super) fn unit_value_of(pair: &PairCells, commodity: Commodity) -> Option<f64> {
    let first = pair.cells.partition_point(|cell| cell.commodity < commodity);
    let cells = pair.cells[first..].iter();
    let cells = cells.take_while(|cell| cell.commodity == commodity);
    let (mut value, mut weight) = (0.0, 0.0);
    for side in 0..2 {
        let reports = cells.clone().filter_map(|cell| cell.reports[side].as_ref());
        for [worth, kilograms] in reports.filter_map(margin::own_goods) {
            value += worth;
            weight += kilograms;
        }
    }
    (weight > 0.0 && value > 0.0).then(|| value / weight)
}

impl State {
    /// So many cells of which nothing is told.
    fn reset(&mut self, cells: usize) {
        fill(&mut self.value, cells, 0);
        fill(&mut self.weight, cells, f64::NAN);
        fill(&mut self.present, cells, false);
        self.deductions.clear();
        fill(&mut self.freight, cells, None);
        refill(&mut self.removed, cells, false);
        refill(&mut self.moved, cells, false);
        self.margin_off = [false; 2];
        fill(&mut self.bare, cells, cell::Cell::new(UNKNOWN));
    }

    /// Adds up the freight that a side's records state, be it nothing.
    fn note_freight(&mut self, side: usize) {
        for (cell, whose, deduction) in &self.deductions {
            if *whose == side {
                Freight::add(&mut self.freight[side][*cell], deduction);
            }
        }
    }
}

/// The same on both sides.
fn fill<T: Clone>(sides: &mut [Vec<T>; 2], cells: usize, value: T) {
    sides
        .iter_mut()
        .for_each(|side| refill(side, cells, value.clone()));
}

fn refill<T: Clone>(side: &mut Vec<T>, cells: usize, value: T) {
    side.clear();
    side.resize(cells, value);
}

/// Position of a cell among keys.
pub(super) fn find(keys: &[(Commodity, Period)], commodity: Commodity, period: Period) -> Option<usize> {
    keys.binary_search(&(commodity, period)).ok()
}

fn set_keys(
    pair: &PairCells,
    moves: &[edition::Planned],
    lags: &[LagPlan],
    keys: &mut Vec<(Commodity, Period)>,
) {
    keys.clear();
    keys.extend(pair.cells.iter().map(|cell| (cell.commodity, cell.period)));
    keys.extend(moves.iter().flat_map(|planned| planned.keys()));
    keys.extend(
        pair.transfers
            .iter()
            .map(|transfer| (transfer.commodity, transfer.period)),
    );
    for plan in lags {
        let reached = plan.reached(keys);
        keys.extend(reached);
    }
    if !keys.is_sorted_by(|a, b| a < b) {
        keys.sort_unstable();
        keys.dedup();
    }
}

fn set_zones(keys: &[(Commodity, Period)], zones: &mut Vec<Range<usize>>) {
    zones.clear();
    let mut first = 0;
    let chapters = keys.chunk_by(|a, b| a.0.chapter() == b.0.chapter());
    zones.extend(chapters.map(|cells| {
        first += cells.len();
        first - cells.len()..first
    }));
}
