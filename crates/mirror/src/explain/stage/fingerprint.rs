//! When a shortage here and a surplus there are the same goods.
//!
//! Value and net weight must both agree within what noise allows. Where a
//! weight is unknown there is no fingerprint, and nothing is matched by it.

use entente_trade::money::float;

use crate::explain::bridge::Run;

/// How alike two magnitudes must be.
struct Measure {
    /// As a share of the larger.
    tolerance: f64,
    /// What the regular trade of the two cells adds to the tolerance, per unit of it.
    noise: f64,
    /// Beyond this the signal is drowned.
    drowned: f64,
}

/// Weights do not know margins or prices: they decide.
const WEIGHT: Measure = Measure {
    tolerance: 0.02,
    noise: 0.012,
    drowned: 0.25,
};
/// Values follow within what an uncertain margin allows.
const VALUE: Measure = Measure {
    tolerance: 0.12,
    noise: 0.04,
    drowned: 0.5,
};
/// A gap is worth matching when it is at least this share of its cell.
const LEAST_GAP: f64 = 0.02;

/// What is missing from, or too much in, the following side's report of a cell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gap {
    pub(crate) cell: usize,
    /// Magnitude without margin, thousandths.
    pub(crate) amount: i128,
    /// Magnitude of the weight gap, kilograms; `NaN` when unknown.
    weight: f64,
    /// The part of the cell both sides agree on.
    regular: f64,
    regular_weight: f64,
}

impl Gap {
    /// Importer's minus exporter's value without margin, thousandths; nothing where that is not worth
    /// matching.
    #[inline]
    pub(crate) fn between([sent, arrived]: [i128; 2]) -> i128 {
        let gap = arrived - sent;
        if float(gap.abs()) < LEAST_GAP * float(sent.max(arrived)) {
            0
        } else {
            gap
        }
    }

    /// The gap of a cell and its sign, or `None` when there is none worth matching.
    #[inline]
    pub(crate) fn of(run: &Run<'_>, cell: usize) -> Option<(Self, i128)> {
        let sides = [run.without_margin(0, cell), run.without_margin(1, cell)];
        Self::of_goods(cell, sides, || run.weights(cell))
    }

    /// The same of goods in a cell, by what each side has of them without margin, thousandths, and
    /// their weights in kilograms.
    #[inline]
    pub(crate) fn of_goods(
        cell: usize,
        sides: [i128; 2],
        weights: impl FnOnce() -> [f64; 2],
    ) -> Option<(Self, i128)> {
        let gap = Self::between(sides);
        if gap == 0 {
            return None;
        }
        let least = float(sides[0].min(sides[1]).max(0));
        let weights = weights();
        let weight = (weights[1] - weights[0]) * float(gap.signum());
        let regular_weight = weights[0].min(weights[1]);
        Some((
            Self {
                cell,
                amount: gap.abs(),
                weight,
                regular: least,
                regular_weight,
            },
            gap.signum(),
        ))
    }

    /// The gap of a cell and its sign, if anything can be like it.
    ///
    /// Weights are looked at first, for by them most cells fall out, whatever the margin is.
    #[inline]
    pub(crate) fn to_match(run: &Run<'_>, cell: usize) -> Option<(Self, i128)> {
        let [one, other] = run.weights(cell);
        if !WEIGHT.can_match((other - one).abs(), one.min(other)) {
            return None;
        }
        Self::of(run, cell).filter(|(gap, _)| gap.can_match())
    }

    /// Whether anything can be like it: its weight is known, and the regular trade of its own
    /// cell does not drown it beside whatever else.
    fn can_match(&self) -> bool {
        VALUE.can_match(float(self.amount), self.regular)
            && WEIGHT.can_match(self.weight, self.regular_weight)
    }

    /// A side's whole report of a cell, for goods that stand there beside none of the other's.
    pub(crate) fn whole(run: &Run<'_>, side: usize, cell: usize) -> Option<Self> {
        let (amount, weight) = (run.without_margin(side, cell), run.state.weight[side][cell]);
        let told = run.state.present[side][cell] && amount > 0;
        told.then_some(Self {
            cell,
            amount,
            weight,
            regular: 0.0,
            regular_weight: 0.0,
        })
    }

    /// How much of the gap moves to fill `shortage`: all of what one side lacks wholly,
    /// else what both gaps have in common.
    pub(crate) fn moved(&self, shortage: &Self) -> i128 {
        if shortage.regular == 0.0 {
            shortage.amount
        } else {
            self.amount.min(shortage.amount)
        }
    }

    /// |ln| of how far the unit values of two gaps are apart; both must be of known weight.
    pub(crate) fn unit_values_apart(&self, other: &Self) -> f64 {
        let unit_value = |gap: &Self| float(gap.amount) / gap.weight;
        libm::log(unit_value(self) / unit_value(other)).abs()
    }

    /// Half the distance in parts per million when the two may be the same goods.
    pub(crate) fn likeness(&self, other: &Self) -> Option<i64> {
        let value = VALUE.distance(
            float(self.amount),
            float(other.amount),
            self.regular + other.regular,
        )?;
        let weight = WEIGHT.distance(
            self.weight,
            other.weight,
            self.regular_weight + other.regular_weight,
        )?;
        Some(((value + weight) * 5e5) as i64)
    }
}

impl Measure {
    /// Whether some magnitude may be near this one. What is not further from it than the
    /// tolerance that drowns it is at most so much larger, and a hair more for what rounding does.
    fn can_match(&self, magnitude: f64, regular: f64) -> bool {
        let most = 1.001 * magnitude / (1.0 - self.drowned);
        magnitude > 0.0 && self.tolerance + self.noise * regular / most <= self.drowned
    }

    fn distance(&self, a: f64, b: f64, regular: f64) -> Option<f64> {
        let most = a.max(b);
        let tolerance = self.tolerance + self.noise * regular / most;
        let apart = (a - b).abs() / most;
        // Comparisons with NaN are false: an unknown weight matches nothing.
        (a > 0.0 && b > 0.0 && tolerance <= self.drowned && apart <= tolerance).then_some(apart)
    }
}
