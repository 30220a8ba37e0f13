//! A pair as the bridge has it after its first stages: in one edition of the codes, at the
//! reference rate of exchange, without goods out of scope and re-exports, hidden codes given back.
//!
//! Hubs are looked for in these cells and transfers are placed in them, so that neither finds
//! goods missing where an edition or a hidden code accounts for them. The stages are the
//! bridge's own; most pairs have nothing for them to do, and are taken as they are. It looks
//! for nothing itself.

use std::borrow::Cow;

use entente_trade::{Commodity, Edition, Money, Period, Quantity};

use super::bridge::{Labels, Run, Sheet};
use super::cell::{Cell, PairCells, Report};
use super::edition;
use super::grid::Grid;
use super::margin::{Estimate, Learned, is_taken};
use super::workbench::begin;

/// The cells of a pair, by the estimate of its margins where they depend on it.
pub(super) struct Aligned<'a>(Vec<Cow<'a, [Cell]>>);

impl<'a> Aligned<'a> {
    /// The cells of a pair; borrowed where the first stages change nothing.
    pub(super) fn of(pair: &'a PairCells, learned: &Learned) -> Self {
        if is_plain(pair) {
            return Self(vec![Cow::Borrowed(&pair.cells)]);
        }
        let (mut grid, mut start) = (Grid::default(), Sheet::default());
        grid.lay(pair, learned, &mut start.state);
        // What is hidden is told apart by values without margin; nothing else here looks at one.
        let estimates = if grid.hides && learned.is_open() {
            &Estimate::ALL[..]
        } else {
            &Estimate::ALL[..1]
        };
        let cells = estimates.iter().map(|&estimate| {
            grid.estimate = estimate;
            Cow::Owned(cells(pair, &grid, &start))
        });
        Self(cells.collect())
    }

    /// The cells at an estimate of the margins, at the same positions at all of them.
    pub(super) fn at(&self, estimate: Estimate) -> &[Cell] {
        self.0.get(estimate as usize).unwrap_or(&self.0[0])
    }

    /// Whether they are the same at all estimates.
    pub(super) fn is_one(&self) -> bool {
        self.0.len() == 1
    }
}

/// Whether the first stages change nothing.
fn is_plain(pair: &PairCells) -> bool {
    let is_changed = |report: &Report| {
        report.reference_value.is_some() || report.deductions.iter().any(|one| is_taken(one.cause))
    };
    let changes =
        |cell: &Cell| cell.commodity.is_unspecified() || cell.reports.iter().flatten().any(is_changed);
    !pair.cells.iter().any(changes) && edition::plan(pair).is_empty()
}

/// All cells of a grid after the first stages.
fn cells(pair: &PairCells, grid: &Grid, start: &Sheet) -> Vec<Cell> {
    let (mut labels, mut sheet) = (Labels::default(), Sheet::default());
    sheet.state.keep(&start.state);
    sheet.state.take_over(&start.state);
    begin(&mut Run::new(grid, &grid.zones, &mut labels, &mut sheet), pair);
    let mut published = pair.cells.iter().peekable();
    let keys = grid.keys.iter().enumerate();
    let mut cells: Vec<Cell> = keys
        .map(|(at, &key)| {
            let known = published.next_if(|cell| (cell.commodity, cell.period) == key);
            cell(key, at, known, &sheet)
        })
        .collect();
    for (at, side, deduction) in &sheet.state.deductions {
        let report = cells[*at].reports[*side]
            .as_mut()
            .filter(|_| !is_taken(deduction.cause));
        if let Some(report) = report {
            report.deductions.push(deduction.clone());
        }
    }
    note_imputed(&mut cells, start, &sheet);
    cells
}

/// What a sheet has of a cell, with what was published of it and no stage changes.
fn cell((commodity, period): (Commodity, Period), at: usize, known: Option<&Cell>, sheet: &Sheet) -> Cell {
    let state = &sheet.state;
    let report = |side: usize| {
        let published = known.and_then(|cell| cell.reports[side].as_ref());
        state.present[side][at].then(|| Report {
            edition: published.map_or(Edition::Unknown, |report| report.edition),
            net_weight_kg: kilograms(state.weight[side][at]),
            imputed: published.is_some_and(|report| report.imputed),
            ..Report::of(Money::from_thousandths(state.value[side][at]))
        })
    };
    Cell {
        commodity,
        period,
        reports: [0, 1].map(report),
    }
}

fn kilograms(weight: f64) -> Option<Quantity> {
    let thousandths = (weight * 1e3).round();
    thousandths
        .is_finite()
        .then(|| Quantity::from_thousandths(thousandths as i128))
}

/// What came out of an imputed figure is one.
fn note_imputed(cells: &mut [Cell], start: &Sheet, sheet: &Sheet) {
    let value = |sheet: &Sheet, side: usize, cell: usize| sheet.state.value[side][cell];
    for (from, to) in sheet
        .links
        .iter()
        .map(|&(_, from, to)| (from as usize, to as usize))
    {
        for side in 0..2 {
            let is_imputed = cells[from].reports[side].as_ref().is_some_and(|one| one.imputed);
            let came = value(sheet, side, to) != value(start, side, to);
            if let Some(report) = cells[to].reports[side].as_mut() {
                report.imputed |= is_imputed && came;
            }
        }
    }
}
