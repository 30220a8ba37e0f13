//! Stage 7: the same goods under two codes.
//!
//! In one period and chapter, shortages and surpluses that carry the same
//! fingerprint are joined at the least cost: how far apart the codes stand, how
//! far their unit values, how seldom one lacks what the other has too much in
//! the same period, and how much weight and value differ. What counts for how
//! much is a habit of the side that recodes. The total stays; the sum of
//! magnitudes falls.

use std::cell::OnceCell;
use std::ops::Range;

use entente_trade::{Cause, Commodity, Grade, Level, money};

use super::fingerprint::Gap;
use crate::explain::bridge::{Label, Reach, Run};
use crate::explain::cell::{Habits, Recoding};
use crate::explain::matching::{Edge, cheapest_moves};

/// Moves value between codes of the side that recodes.
pub(crate) fn recode(run: &mut Run<'_>, habits: &[Habits; 2]) {
    let Some(side) = (0..2).find(|&side| habits[side].recodes) else {
        return;
    };
    let name = (Cause::Misclassification, 0, None, None, "minimum_cost_matching");
    let label = run.labels.named(name, || Label {
        cause: Cause::Misclassification,
        grade: Some(Grade::E5),
        method: "minimum_cost_matching",
        via: None,
        evidence: "a shortage and a surplus of the same weight and value in near codes".into(),
        reach: Reach::Orders,
    });
    let grid = run.grid;
    let mut rest = grid.neighbourhoods.as_slice();
    for zone in run.zones {
        let costs = Costs {
            weights: habits[side].recoding,
            side,
            zone: zone.clone(),
            gaps: OnceCell::new(),
        };
        let before = |end: usize| move |cells: &Range<usize>| grid.neighbours[cells.start] < end;
        rest = &rest[rest.partition_point(before(zone.start))..];
        let (own, after) = rest.split_at(rest.partition_point(before(zone.end)));
        rest = after;
        for neighbours in own {
            join(run, side, &grid.neighbours[neighbours.clone()], &costs, label);
        }
    }
}

fn join(run: &mut Run<'_>, side: usize, cells: &[usize], costs: &Costs, label: u32) {
    let too_much = if side == 1 { 1 } else { -1 };
    let (mut surpluses, mut shortages) = (Vec::new(), Vec::new());
    for (gap, sign) in cells.iter().filter_map(|&cell| Gap::to_match(run, cell)) {
        let gaps = if sign == too_much {
            &mut surpluses
        } else {
            &mut shortages
        };
        gaps.push(gap);
    }
    if surpluses.is_empty() || shortages.is_empty() {
        return;
    }
    let edges = edges(run, costs, &surpluses, &shortages);
    if edges.is_empty() {
        return;
    }
    let amounts = |gaps: &[Gap]| -> Vec<i128> { gaps.iter().map(|gap| gap.amount).collect() };
    let moves = cheapest_moves(&amounts(&surpluses), &amounts(&shortages), &edges);
    for (edge, amount) in edges.iter().zip(moves).filter(|&(_, amount)| amount > 0) {
        let (surplus, shortage) = (&surpluses[edge.surplus], &shortages[edge.shortage]);
        let (from, to) = (surplus.cell, shortage.cell);
        // A move that fills most of a shortage is the whole shipment.
        let whole = amount >= shortage.amount / 2;
        let amount = if whole { surplus.moved(shortage) } else { amount };
        let amount = run.in_valuation_of(side, from, amount);
        run.carry(side, from, to, amount, label);
    }
}

/// Surpluses sorted by amount let each shortage look only at those it could match.
fn edges(run: &Run<'_>, costs: &Costs, surpluses: &[Gap], shortages: &[Gap]) -> Vec<Edge> {
    let mut by_amount: Vec<usize> = (0..surpluses.len()).collect();
    by_amount.sort_by_key(|&at| surpluses[at].amount);
    let mut edges = Vec::new();
    for (shortage, short) in shortages.iter().enumerate() {
        let first = by_amount.partition_point(|&at| surpluses[at].amount < short.amount / 2);
        let near = by_amount[first..]
            .iter()
            .take_while(|&&at| surpluses[at].amount / 2 <= short.amount);
        for &surplus in near {
            if let Some(likeness) = short.likeness(&surpluses[surplus]) {
                let cost = likeness + costs.of(run, short, &surpluses[surplus]);
                edges.push(Edge {
                    surplus,
                    shortage,
                    capacity: i128::MAX / 4,
                    cost,
                });
            }
        }
    }
    edges
}

/// What a move costs beside the amounts themselves.
struct Costs {
    weights: Recoding,
    side: usize,
    /// The cells of the chapter.
    zone: Range<usize>,
    /// What the recoding side has too much in each of them, or lacks, before any move: the first
    /// move is weighed before it is made, and in most chapters nothing is like anything else.
    gaps: OnceCell<Vec<i128>>,
}

impl Costs {
    /// Gaps too small to match are none.
    fn gaps(&self, run: &Run<'_>) -> Vec<i128> {
        let gap = |cell: usize| {
            let gap = Gap::between([run.without_margin(0, cell), run.without_margin(1, cell)]);
            if self.side == 1 { gap } else { -gap }
        };
        self.zone.clone().map(gap).collect()
    }

    fn of(&self, run: &Run<'_>, shortage: &Gap, surplus: &Gap) -> i64 {
        let Recoding {
            heading,
            unit_value,
            time,
        } = self.weights;
        let (lacks, has) = (run.key(shortage.cell).0, run.key(surplus.cell).0);
        let heading = if lacks.at(Level::Hs4) == has.at(Level::Hs4) {
            0
        } else {
            heading
        };
        let apart = shortage.unit_values_apart(surplus).min(1.0);
        let unit_value = libm::round(apart * unit_value as f64) as i128;
        (heading + unit_value + self.never_together(run, lacks, has, time)) as i64
    }

    /// Of `all` the share of both codes' gaps that do not meet in one period.
    fn never_together(&self, run: &Run<'_>, lacks: Commodity, has: Commodity, all: i128) -> i128 {
        let gaps = self.gaps.get_or_init(|| self.gaps(run));
        let (lacks, has) = (periods(run, lacks), periods(run, has));
        let missing = |cell: usize| (-gaps[cell - self.zone.start]).max(0);
        let too_much = |cell: usize| gaps[cell - self.zone.start].max(0);
        let sums = (
            lacks.clone().map(missing).sum::<i128>(),
            has.clone().map(too_much).sum::<i128>(),
        );
        let most = sums.0.max(sums.1).max(1);
        let mut other = has.peekable();
        let mut together = 0;
        for cell in lacks {
            let period = run.key(cell).1;
            while other.next_if(|&at| run.key(at).1 < period).is_some() {}
            if let Some(at) = other.next_if(|&at| run.key(at).1 == period) {
                together += missing(cell).min(too_much(at));
            }
        }
        money::share(all, most - together, most)
    }
}

/// The cells of a commodity, period by period.
fn periods(run: &Run<'_>, commodity: Commodity) -> Range<usize> {
    let keys = &run.grid.keys;
    let first = keys.partition_point(|key| key.0 < commodity);
    first..first + keys[first..].partition_point(|key| key.0 == commodity)
}
