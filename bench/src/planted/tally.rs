//! Sums over all cells: planted, found, matched, and where the unmatched went.
//!
//! In a cell, a cause is matched up to the smaller of its two amounts when their
//! signs agree. What was planted and not matched is laid on what was found too much
//! in the same cell with the same sign, in proportion; the rest was not found there.

use std::collections::BTreeMap;

use crate::planted::parts::{Part, RESIDUAL};

/// The sums of one cause, in thousandths.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sums {
    pub(crate) planted: i128,
    pub(crate) found: i128,
    pub(crate) matched: i128,
    /// Cells where it was planted, found, and both with one sign.
    pub(crate) cells: [u64; 3],
}

/// The sums of all causes.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) causes: BTreeMap<u8, Sums>,
    /// Planted cause, found cause (none: not found in the cell), amount.
    pub(crate) confused: BTreeMap<(u8, Option<u8>), f64>,
    /// Cells with either, and the sum of the magnitudes of their asymmetries.
    pub(crate) cells: u64,
    pub(crate) gross: i128,
    /// Cells of which nothing was said.
    pub(crate) unexplained: Gap,
    /// What causes were planted in these, thousandths, magnitudes added up.
    pub(crate) unexplained_planted: i128,
    /// Cells whose found parts do not add up to the planted ones.
    pub(crate) open: Gap,
}

/// Cells that lack something, and how much.
#[derive(Clone, Copy, Default)]
pub(crate) struct Gap {
    pub(crate) cells: u64,
    /// Thousandths, magnitudes added up.
    pub(crate) amount: i128,
}

impl Gap {
    fn add(&mut self, missing: i128) {
        self.cells += u64::from(missing != 0);
        self.amount += missing.abs();
    }
}

impl Tally {
    /// Compares two netted lists in the order of cells.
    pub(crate) fn new(planted: &[Part], found: &[Part]) -> Self {
        let (mut tally, mut planted, mut found) = (Self::default(), planted, found);
        while let Some(cell) = first(planted).into_iter().chain(first(found)).min() {
            let ours = planted.iter().take_while(|part| part.cell == cell).count();
            let theirs = found.iter().take_while(|part| part.cell == cell).count();
            tally.cell(&planted[..ours], &found[..theirs]);
            (planted, found) = (&planted[ours..], &found[theirs..]);
        }
        tally
    }

    fn cell(&mut self, planted: &[Part], found: &[Part]) {
        let asymmetry = sum(planted);
        self.cells += 1;
        self.gross += asymmetry.abs();
        let gap = if found.is_empty() {
            &mut self.unexplained
        } else {
            &mut self.open
        };
        gap.add(sum(found) - asymmetry);
        if found.is_empty() {
            let causes = planted.iter().filter(|part| part.cause != RESIDUAL);
            self.unexplained_planted += causes.map(|part| size(part.amount)).sum::<i128>();
        }
        for part in planted {
            let sums = self.causes.entry(part.cause).or_default();
            sums.planted += size(part.amount);
            sums.cells[0] += 1;
        }
        for part in found {
            let sums = self.causes.entry(part.cause).or_default();
            let matched = matched(part, planted);
            sums.found += size(part.amount);
            sums.matched += matched;
            sums.cells[1] += 1;
            sums.cells[2] += u64::from(matched > 0);
        }
        self.confuse(planted, found);
    }

    /// Lays what was not matched on what was found too much, sign by sign.
    fn confuse(&mut self, planted: &[Part], found: &[Part]) {
        for sign in [1, -1] {
            let missing = over(planted, found, sign);
            let surplus = over(found, planted, sign);
            let total: i128 = missing.iter().map(|(_, amount)| amount).sum();
            let spare: i128 = surplus.iter().map(|(_, amount)| amount).sum();
            let scale = total.max(spare) as f64;
            for &(cause, amount) in &missing {
                for &(instead, extra) in &surplus {
                    self.lay(cause, Some(instead), amount as f64 * extra as f64 / scale);
                }
                self.lay(cause, None, amount as f64 * (1.0 - spare as f64 / scale));
            }
        }
    }

    fn lay(&mut self, cause: u8, instead: Option<u8>, amount: f64) {
        if amount > 0.0 {
            *self.confused.entry((cause, instead)).or_default() += amount;
        }
    }
}

fn first(parts: &[Part]) -> Option<crate::planted::parts::Cell> {
    parts.first().map(|part| part.cell)
}

fn sum(parts: &[Part]) -> i128 {
    parts.iter().map(|part| i128::from(part.amount)).sum()
}

fn size(amount: i64) -> i128 {
    i128::from(amount).abs()
}

/// How much of a part stands in the other list under the same cause and sign.
fn matched(part: &Part, others: &[Part]) -> i128 {
    let same = |other: &&Part| other.cause == part.cause && other.amount.signum() == part.amount.signum();
    others
        .iter()
        .find(same)
        .map_or(0, |other| size(part.amount).min(size(other.amount)))
}

/// What the parts of a sign hold beyond the others.
fn over(parts: &[Part], others: &[Part], sign: i64) -> Vec<(u8, i128)> {
    let signed = parts.iter().filter(|part| part.amount.signum() == sign);
    let rest = signed.map(|part| (part.cause, size(part.amount) - matched(part, others)));
    rest.filter(|&(_, rest)| rest > 0).collect()
}
