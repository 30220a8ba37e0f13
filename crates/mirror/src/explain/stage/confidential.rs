//! Stage 2: codes hidden by confidentiality, given back to the codes they hide.
//!
//! Where both sides hide something in a code, the one with more gives back what
//! it has beyond the other. First one whole hidden cell by its fingerprint, then
//! the rest in the proportions of the other side's one-sided cells. The parts add
//! up to zero over the chapter. What records single out in the residual code,
//! freight and re-exports among it, goes with the value in proportion.

use entente_trade::{Cause, Grade, money};

use super::fingerprint::Gap;
use crate::explain::bridge::{Label, Reach, Run};
use crate::explain::cell::Deduction;

/// Spreads every residual code of either side.
pub(crate) fn spread(run: &mut Run<'_>) {
    if !run.grid.hides {
        return;
    }
    // What is given back in one period is not told by the side in the others.
    let told = run.state.present.clone();
    let hidden: Vec<usize> = (0..run.grid.keys.len())
        .filter(|&cell| run.key(cell).0.is_unspecified())
        .collect();
    for cell in hidden {
        let [sent, arrived] = own_goods(run, cell);
        let side = usize::from(arrived > sent);
        let beyond = excess(run, side, cell);
        if beyond > 0 {
            give_back(run, side, cell, beyond, &told[side]);
        }
    }
}

/// What a side has in a residual code beyond what the other has there, its re-exports in proportion.
fn excess(run: &Run<'_>, side: usize, residual: usize) -> i128 {
    let goods = own_goods(run, residual);
    if goods[side] <= goods[1 - side] {
        return 0;
    }
    run.state.value[side][residual] - as_reported(run, side, (residual, residual), goods[1 - side])
}

/// `told` says in which cells the side tells anything.
fn give_back(run: &mut Run<'_>, side: usize, residual: usize, excess: i128, told: &[bool]) {
    let chapter = run.key(residual).0.chapter();
    let candidates = never_told(run, told, chapter, candidates(run, side, residual));
    let Some(gap) = gap(run, residual).filter(|_| !candidates.is_empty()) else {
        return;
    };
    // One code is all that is hidden unless several account for more of it.
    let limits: Vec<i128> = candidates
        .iter()
        .map(|&cell| limit(run, side, residual, cell).max(0))
        .collect();
    let left = (excess - limits.iter().sum::<i128>()).abs();
    let alike = candidates
        .iter()
        .zip(&limits)
        .filter(|(_, limit)| candidates.len() == 1 || (excess - **limit).abs() < left)
        .filter_map(|(&cell, _)| Some((self::gap(run, cell)?.likeness(&gap)?, cell)))
        .min();
    if let Some((_, cell)) = alike {
        let label = run.labels.of(label(
            "hidden_fingerprint",
            "weight and value agree with a residual code",
        ));
        run.scatter(side, residual, &[(cell, excess)], label);
    } else {
        by_structure(run, side, (residual, excess), &candidates, &limits);
    }
}

/// Cells of the period, and of the chapter if the residual has one, that only the other side reports.
fn candidates(run: &Run<'_>, side: usize, residual: usize) -> Vec<usize> {
    let (hidden, period) = run.key(residual);
    let chapter = hidden.chapter();
    (0..run.grid.keys.len())
        .filter(|&cell| run.key(cell).1 == period && !run.key(cell).0.is_unspecified())
        .filter(|&cell| chapter.is_none() || run.key(cell).0.chapter() == chapter)
        .filter(|&cell| !run.state.present[side][cell] && run.state.value[1 - side][cell] > 0)
        .collect()
}

/// Those of codes the side tells in no period at all, since a hidden code stays hidden; if
/// there is none, and the residual names a chapter, all of them.
fn never_told(run: &Run<'_>, told: &[bool], chapter: Option<u8>, cells: Vec<usize>) -> Vec<usize> {
    let is_told = |cell: usize| {
        let commodity = run.key(cell).0;
        let keys = &run.grid.keys;
        let first = keys.partition_point(|key| key.0 < commodity);
        keys[first..]
            .iter()
            .take_while(|key| key.0 == commodity)
            .zip(first..)
            .any(|(_, at)| told[at])
    };
    let never: Vec<usize> = cells.iter().copied().filter(|&cell| !is_told(cell)).collect();
    if never.is_empty() && chapter.is_some() {
        cells
    } else {
        never
    }
}

/// Never more than the other side reports, so that what is hidden elsewhere stays hidden.
fn by_structure(
    run: &mut Run<'_>,
    side: usize,
    (residual, excess): (usize, i128),
    cells: &[usize],
    limits: &[i128],
) {
    let total: i128 = limits.iter().sum();
    let amount = excess.min(total);
    let words = format!(
        "spread over {} codes in the other side's proportions",
        cells.len()
    );
    let label = run.labels.of(label("other_side_structure", &words));
    let parts = money::apportion(amount, limits);
    let moves: Vec<(usize, i128)> = cells.iter().copied().zip(parts).collect();
    run.scatter(side, residual, &moves, label);
}

/// What the other side reports of its own goods, as the side would that hides them.
fn limit(run: &Run<'_>, side: usize, residual: usize, cell: usize) -> i128 {
    as_reported(run, side, (residual, cell), own_goods(run, cell)[1 - side])
}

/// Goods of a cell, without margin, as they stand in a side's residual code: with the freight recorded
/// of that where there is one, and its share of re-exports, of which the other side has none.
fn as_reported(run: &Run<'_>, side: usize, (residual, cell): (usize, usize), bare: i128) -> i128 {
    let all = run.state.value[side][residual];
    let goods = if run.state.freight[side][residual].is_none() {
        run.in_valuation_of(side, cell, bare)
    } else {
        money::share(bare, all, run.without_margin(side, residual))
    };
    let again = re_exports(run, side, residual);
    if again > 0 && again < all {
        money::share(goods, all, all - again)
    } else {
        goods
    }
}

/// What each side has of a cell without margin and re-exports, thousandths.
fn own_goods(run: &Run<'_>, cell: usize) -> [i128; 2] {
    [0, 1].map(|side| run.without_margin(side, cell) - re_exports(run, side, cell))
}

/// The gap between both sides' own goods of a cell.
fn gap(run: &Run<'_>, cell: usize) -> Option<Gap> {
    let weights = || {
        let weights = run.weights(cell);
        [0, 1].map(|side: usize| weights[side] - weight_of_re_exports(run, side, cell))
    };
    let (gap, _) = Gap::of_goods(cell, own_goods(run, cell), weights)?;
    Some(gap)
}

/// As their records state it, else in proportion, kilograms.
fn weight_of_re_exports(run: &Run<'_>, side: usize, cell: usize) -> f64 {
    let weight = |one: &Deduction| {
        let stated = one.net_weight_kg.map(|weight| weight.to_f64());
        stated.unwrap_or_else(|| run.weight_of(side, cell, one.amount.thousandths()))
    };
    re_exported(run, side, cell).map(weight).sum()
}

/// What records single out of a side's report as re-exports and is still in it.
fn re_exported<'r>(run: &'r Run<'_>, side: usize, cell: usize) -> impl Iterator<Item = &'r Deduction> {
    let all = run.state.deductions.iter();
    let here = all.filter(move |one| (one.0, one.1) == (cell, side));
    here.map(|one| &one.2).filter(|one| one.cause == Cause::ReExport)
}

fn re_exports(run: &Run<'_>, side: usize, cell: usize) -> i128 {
    re_exported(run, side, cell)
        .map(|one| one.amount.thousandths())
        .sum()
}

fn label(method: &'static str, evidence: &str) -> Label {
    Label {
        cause: Cause::Confidential,
        grade: Some(Grade::E5),
        method,
        via: None,
        evidence: evidence.into(),
        reach: Reach::Orders,
    }
}
