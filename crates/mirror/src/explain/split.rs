//! The log-mean split: how much of a difference is quantity, how much unit value.
//!
//! M − X = L·ln(qM/qX) + L·ln(pM/pX) with the logarithmic mean
//! L = (M − X)/ln(M/X). The effect of the quantity is rounded once, that of the
//! unit value is the rest, so the two add up exactly. Every ratio is taken of the
//! larger over the smaller and gets its sign afterwards: seen from the other end
//! the same figures come out negated to the last digit.
//!
//! It does not say why quantities differ; `stage::unit` corrects those that are
//! in another unit before they come here.

use entente_trade::{Money, Split, money};

/// ln of `over` / `under`, both positive; exactly minus what the two give exchanged.
pub(crate) fn log_ratio(over: f64, under: f64) -> f64 {
    if over < under {
        -libm::log1p((under - over) / over)
    } else {
        libm::log1p((over - under) / under)
    }
}

/// The logarithmic mean of two positive values; the value itself where they are equal.
fn log_mean(a: i128, b: i128) -> f64 {
    let (less, gap) = (money::float(a.min(b)), money::float((a - b).abs()));
    if gap == 0.0 {
        less
    } else {
        gap / libm::log1p(gap / less)
    }
}

/// The effect of the quantities on importer's minus exporter's value, thousandths.
///
/// Exporter's figures first; `None` unless both values and both weights are positive.
pub(crate) fn quantity_effect(values: [i128; 2], weights: [f64; 2]) -> Option<i128> {
    let known = values.iter().all(|&value| value > 0) && weights.iter().all(|&weight| weight > 0.0);
    known.then(|| {
        let effect = log_mean(values[0], values[1]) * log_ratio(weights[1], weights[0]);
        libm::round(effect) as i128
    })
}

/// The quantities' effects in every walk, cell by cell.
///
/// A cell that has no effect in one order has none at all.
pub(crate) struct Effects(Vec<[Option<i128>; 6]>);

impl Effects {
    /// None yet of so many cells.
    pub(crate) fn new(cells: usize) -> Self {
        Self(vec![[Some(0); 6]; cells])
    }

    /// The effect in a cell in all walks, as far as is known.
    pub(crate) fn set_all(&mut self, cell: usize, effect: Option<i128>) {
        self.0[cell] = [effect; 6];
    }

    /// The effect in a cell in one walk.
    pub(crate) fn set(&mut self, cell: usize, walk: usize, effect: Option<i128>) {
        self.0[cell][walk] = effect;
    }

    /// Takes the effect of one walk for that of another.
    pub(crate) fn repeat(&mut self, cell: usize, told: usize, walk: usize) {
        self.0[cell][walk] = self.0[cell][told];
    }

    /// The split of a cell's residual, the mean over the orders that each walk stands for.
    pub(crate) fn split(&self, cell: usize, residual: Money, orders: &[u32]) -> Option<Split> {
        let walks = self.0[cell].iter().zip(orders);
        let effects = walks.map(|(effect, &times)| effect.map(|effect| effect * i128::from(times)));
        let sum = effects.sum::<Option<i128>>()?;
        let all = orders.iter().copied().map(i128::from).sum();
        let quantity = Money::from_thousandths(money::share(sum, 1, all));
        Some(Split {
            quantity,
            unit_value: residual - quantity,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_the_logarithm_of_the_values_is_half_the_difference() {
        assert_eq!(quantity_effect([100_000, 400_000], [10.0, 20.0]), Some(150_000));
        assert_eq!(quantity_effect([400_000, 100_000], [20.0, 10.0]), Some(-150_000));
        assert_eq!(quantity_effect([1_000, 2_000], [500.0, 1_000.0]), Some(1_000));
    }

    #[test]
    fn equal_values_of_unequal_weights_have_two_opposite_effects_of_their_own_size() {
        assert_eq!(quantity_effect([1_000_000, 1_000_000], [1.0, 1.0]), Some(0));
        assert_eq!(
            quantity_effect([1_000_000, 1_000_000], [1.0, std::f64::consts::E]),
            Some(1_000_000)
        );
    }

    #[test]
    fn what_is_missing_or_nothing_has_no_effect_to_show() {
        for (values, weights) in [
            ([0, 5], [1.0, 1.0]),
            ([5, -5], [1.0, 1.0]),
            ([5, 5], [f64::NAN, 1.0]),
            ([5, 5], [1.0, 0.0]),
        ] {
            assert_eq!(quantity_effect(values, weights), None, "{values:?} {weights:?}");
        }
    }

    #[test]
    fn a_cell_without_an_effect_in_one_order_has_no_split() {
        let mut effects = Effects::new(2);
        effects.set_all(0, Some(10));
        effects.set_all(1, Some(7));
        effects.set(0, 1, Some(13));
        effects.set(1, 1, None);
        let residual = Money::from_thousandths(20);
        let split = Split {
            quantity: Money::from_thousandths(12),
            unit_value: Money::from_thousandths(8),
        };
        assert_eq!(effects.split(0, residual, &[2, 4]), Some(split));
        assert_eq!(effects.split(1, residual, &[2, 4]), None);
    }
}
