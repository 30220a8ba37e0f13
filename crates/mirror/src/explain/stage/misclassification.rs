//! Stage 7: the same goods under two codes.
//!
//! In one period and chapter, shortages and surpluses that carry the same
//! fingerprint are joined at the least cost: how far apart the codes stand,
//! then how much weight and value differ. The total stays; the sum of
//! magnitudes falls.

use entente_trade::{Cause, Grade, Level};

use super::fingerprint::Gap;
use crate::explain::bridge::{Label, Reach, Run};
use crate::explain::cell::Habits;
use crate::explain::matching::{Edge, cheapest_moves};

/// Cost of leaving the heading, in the parts per million of a fingerprint's distance.
const OTHER_HEADING: i64 = 30_000;

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
    for neighbours in &grid.neighbourhoods {
        let cells = &grid.neighbours[neighbours.clone()];
        if run.visits(cells[0]) {
            join(run, side, cells, label);
        }
    }
}

fn join(run: &mut Run<'_>, side: usize, cells: &[usize], label: u32) {
    let too_much = if side == 1 { 1 } else { -1 };
    let (mut surpluses, mut shortages) = (Vec::new(), Vec::new());
    for (gap, sign) in cells.iter().filter_map(|&cell| Gap::of(run, cell)) {
        if gap.can_match() {
            let gaps = if sign == too_much {
                &mut surpluses
            } else {
                &mut shortages
            };
            gaps.push(gap);
        }
    }
    if surpluses.is_empty() || shortages.is_empty() {
        return;
    }
    let edges = edges(run, &surpluses, &shortages);
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
fn edges(run: &Run<'_>, surpluses: &[Gap], shortages: &[Gap]) -> Vec<Edge> {
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
                let cost = likeness + distance(run, short.cell, surpluses[surplus].cell);
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

fn distance(run: &Run<'_>, a: usize, b: usize) -> i64 {
    let heading = |cell: usize| run.key(cell).0.at(Level::Hs4);
    if heading(a) == heading(b) {
        0
    } else {
        OTHER_HEADING
    }
}
