//! The average over the orders of the stages that do not commute.
//!
//! Sums over the orders stay integers and are divided once: each part to the
//! nearest, then what rounding lost goes to the parts it took most from. The
//! rule is odd, so a pair seen from the other end has the same parts negated.

use entente_trade::{Cause, Money, Part, money};

use super::bridge::{Entry, Label, Labels, Reach};
use super::cell::PairCells;
use super::grid::Grid;
use super::{CellParts, Explanation};

/// Sum, least and most of a cell's label over the orders so far.
#[derive(Clone, Copy)]
struct Average {
    cell: u32,
    label: u32,
    sum: i128,
    low: i128,
    high: i128,
    /// In how many orders it occurred; in the others it is nothing.
    orders: u32,
}

/// Parts of all orders, sorted by cell and label.
#[derive(Default)]
pub(crate) struct Averages {
    parts: Vec<Average>,
    orders: u32,
}

impl Averages {
    /// Adds the parts of one walk, which stands for so many orders.
    pub(crate) fn add(&mut self, mut entries: Vec<Entry>, times: u32) {
        entries.sort_unstable_by_key(|entry| (entry.cell, entry.label));
        entries.dedup_by(|next, kept| {
            let same = (next.cell, next.label) == (kept.cell, kept.label);
            if same {
                kept.amount += next.amount;
            }
            same
        });
        self.orders += times;
        self.parts = merge(std::mem::take(&mut self.parts), &entries, times);
    }

    pub(crate) fn into_explanation(self, pair: &PairCells, grid: &Grid, labels: &Labels) -> Explanation {
        let mut published = pair.cells.iter().peekable();
        let mut rest = self.parts.as_slice();
        let mut cells = Vec::with_capacity(grid.keys.len());
        for (at, &(commodity, period)) in grid.keys.iter().enumerate() {
            let cell = published.next_if(|cell| (cell.commodity, cell.period) == (commodity, period));
            let reports = [0, 1].map(|side: usize| {
                cell.and_then(|cell| cell.reports[side].as_ref())
                    .map(|report| report.value)
            });
            let asymmetry = cell.map_or(Money::ZERO, super::cell::Cell::asymmetry);
            let count = rest.partition_point(|part| part.cell as usize == at);
            let (own, later) = rest.split_at(count);
            rest = later;
            let parts = self.divide(own, asymmetry.thousandths(), labels);
            if cell.is_some() || !parts.is_empty() {
                cells.push(CellParts {
                    commodity,
                    period,
                    reports,
                    asymmetry,
                    parts,
                });
            }
        }
        Explanation {
            exporter: pair.exporter,
            importer: pair.importer,
            cells,
        }
    }

    fn divide(&self, own: &[Average], asymmetry: i128, labels: &Labels) -> Vec<Part> {
        let orders = i128::from(self.orders);
        let mut amounts: Vec<i128> = own
            .iter()
            .map(|part| entente_trade::money::share(part.sum, 1, orders))
            .collect();
        let lost = asymmetry - amounts.iter().sum::<i128>();
        let error = |at: usize, amounts: &[i128]| own[at].sum - amounts[at] * orders;
        for _ in 0..lost.unsigned_abs() {
            let step = lost.signum();
            // The earliest of those rounding took most from, in the direction needed.
            let most = (0..own.len()).rev().max_by_key(|&at| error(at, &amounts) * step);
            if let Some(at) = most {
                amounts[at] += step;
            }
        }
        let mut parts: Vec<Part> = own
            .iter()
            .zip(amounts)
            .filter(|(average, amount)| {
                let margin = labels.get(average.label).cause == Cause::CifFob;
                margin || *amount != 0 || average.low != 0 || average.high != 0
            })
            .map(|(average, amount)| self.part(average, amount, labels.get(average.label)))
            .collect();
        let open = own
            .iter()
            .filter(|average| labels.get(average.label).reach == Reach::Nothing);
        widen_residual(&mut parts, open.map(|average| average.sum / orders).sum());
        parts.sort_by_key(|part| (part.cause, part.method, part.via));
        parts
    }

    fn part(&self, average: &Average, amount: i128, label: &Label) -> Part {
        let (mut low, mut high) = (average.low, average.high);
        if average.orders < self.orders || label.reach == Reach::Nothing {
            (low, high) = (low.min(0), high.max(0));
        }
        if let Reach::Shares(least, most) = label.reach {
            let ends = [least, most].map(|ppm| [low, high].map(|end| money::share(end, ppm, 1_000_000)));
            for end in ends.into_iter().flatten() {
                (low, high) = (low.min(end), high.max(end));
            }
        }
        Part {
            cause: label.cause,
            amount: Money::from_thousandths(amount),
            grade: label.grade,
            method: label.method,
            low: Money::from_thousandths(low.min(amount)),
            high: Money::from_thousandths(high.max(amount)),
            evidence: label.evidence.clone(),
            via: label.via,
        }
    }
}

/// What parts that may be nothing would leave unexplained widens the interval of the residual.
fn widen_residual(parts: &mut Vec<Part>, open: i128) {
    if open == 0 {
        return;
    }
    if !parts.iter().any(|part| part.cause == Cause::Residual) {
        parts.push(super::rows::no_residual());
    }
    for part in parts.iter_mut().filter(|part| part.cause == Cause::Residual) {
        let without = part.amount + Money::from_thousandths(open);
        part.low = part.low.min(without);
        part.high = part.high.max(without);
        part.evidence = "what is left if every open part holds, and what would be if none did".to_owned();
    }
}

fn merge(known: Vec<Average>, entries: &[Entry], times: u32) -> Vec<Average> {
    let mut merged = Vec::with_capacity(known.len().max(entries.len()));
    let mut known = known.into_iter().peekable();
    for entry in entries {
        let key = (entry.cell, entry.label);
        while let Some(earlier) = known.next_if(|part| (part.cell, part.label) < key) {
            merged.push(earlier);
        }
        let before = known.next_if(|part| (part.cell, part.label) == key);
        merged.push(joined(before, entry, times));
    }
    merged.extend(known);
    merged
}

fn joined(before: Option<Average>, entry: &Entry, times: u32) -> Average {
    let &Entry { cell, label, amount } = entry;
    match before {
        None => Average {
            cell,
            label,
            sum: amount * i128::from(times),
            low: amount,
            high: amount,
            orders: times,
        },
        Some(known) => Average {
            sum: known.sum + amount * i128::from(times),
            low: known.low.min(amount),
            high: known.high.max(amount),
            orders: known.orders + times,
            ..known
        },
    }
}
