//! Values without freight: what records say, and what has yet to be divided by a factor.
//!
//! All cells of a chapter have one factor. So two whole numbers are added up, and the division
//! and the one rounding come last: sums are the same in any order, and can be taken up where
//! they were left.

use super::matched::{MOST, Sums};

/// An amount without freight, in thousandths: the stated part, and a CIF value to be divided by
/// the factor of its chapter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unfreighted {
    /// As records say it.
    pub stated: i64,
    /// To be divided.
    pub cif: i64,
}

impl Unfreighted {
    #[inline]
    pub(super) const fn of((stated, cif): (i64, i64)) -> Self {
        Self { stated, cif }
    }

    /// Adds another amount; `None` when a part has more digits than a table.
    #[inline]
    pub(super) fn add(&mut self, other: Self) -> Option<()> {
        self.stated = self.stated.checked_add(other.stated)?;
        self.cif = self.cif.checked_add(other.cif)?;
        (self.stated < MOST && self.cif < MOST).then_some(())
    }

    /// Less an amount that is all stated.
    #[inline]
    pub(crate) const fn less(self, stated: i64) -> Self {
        Self {
            stated: self.stated.wrapping_sub(stated),
            ..self
        }
    }

    /// With the other sign if `negative`.
    #[inline]
    pub(super) const fn turned(self, negative: bool) -> Self {
        match negative {
            true => Self {
                stated: self.stated.wrapping_neg(),
                cif: self.cif.wrapping_neg(),
            },
            false => self,
        }
    }

    /// In thousandths, rounded once, half away from 0.
    #[inline]
    pub(crate) fn rounded(self, factor: f64) -> i64 {
        if self.cif < 0 {
            return self.turned(true).rounded(factor).wrapping_neg();
        }
        let (whole, fraction) = quotient(self.cif, factor);
        let sum = self.stated.wrapping_add(whole);
        // Below 0 a half on top leads away from the larger magnitude.
        let up = if sum < 0 { fraction > 0.5 } else { fraction >= 0.5 };
        sum.wrapping_add(i64::from(up))
    }

    /// The amount of at least 0 that is [`Self::rounded`] to this, of which `cif` was divided.
    #[inline]
    pub(crate) fn from_rounded(amount: i64, cif: i64, factor: f64) -> Self {
        let (whole, fraction) = quotient(cif.wrapping_abs(), factor);
        let stated = match cif {
            0.. => amount.wrapping_sub(whole + i64::from(fraction >= 0.5)),
            _ => amount.wrapping_add(whole + i64::from(fraction > 0.5)),
        };
        Self { stated, cif }
    }

    /// In whole units, not rounded: for ratios.
    #[inline]
    pub(super) fn units(self, factor: f64) -> f64 {
        match self {
            Self { stated, cif: 0 } => stated as f64 / 1000.0,
            Self { stated: 0, cif } => cif as f64 / 1000.0 / factor,
            Self { stated, cif } => stated as f64 / 1000.0 + cif as f64 / 1000.0 / factor,
        }
    }
}

/// A float as a whole number, half away from 0.
#[inline]
pub(super) fn nearest(value: f64) -> i64 {
    let whole = value as i64;
    let rest = value - whole as f64;
    whole + i64::from(rest >= 0.5) - i64::from(rest <= -0.5)
}

/// The whole thousandths of a quotient, and what is left.
#[inline]
fn quotient(cif: i64, factor: f64) -> (i64, f64) {
    // By way of whole units, as who computes in them: at halves the last bit decides.
    let quotient = cif as f64 / 1000.0 / factor * 1000.0;
    let whole = quotient as i64;
    (whole, quotient - whole as f64)
}

/// How an importer's value without freight came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The value, all of it, over the factor.
    Factor = 0,
    /// As records say it; also where there is no importer.
    Stated = 1,
    /// Part so and part so.
    Part = 2,
}

impl Basis {
    /// From its number.
    pub(crate) const fn of_number(number: i32) -> Option<Self> {
        match number {
            0 => Some(Self::Factor),
            1 => Some(Self::Stated),
            2 => Some(Self::Part),
            _ => None,
        }
    }

    #[inline]
    pub(super) const fn of(imports: &Sums) -> Self {
        match imports.fob {
            Unfreighted { cif: 0, .. } => Self::Stated,
            Unfreighted { stated: 0, cif } if cif == imports.value => Self::Factor,
            _ => Self::Part,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_half_is_rounded_away_from_nothing() {
        let rounded = |stated, cif| Unfreighted { stated, cif }.rounded(1.25);
        // 5/8 of a thousandth is half of 1.25.
        assert_eq!([rounded(0, 0), rounded(3, 5), rounded(0, 1)], [0, 7, 1]);
        let halved = |stated, cif| Unfreighted { stated, cif }.rounded(2.0);
        assert_eq!(
            [halved(0, 1), halved(-2, 1), halved(0, -1), halved(2, -1)],
            [1, -2, -1, 2]
        );
    }

    proptest! {
        #[test]
        fn what_was_rounded_is_found_again(
            stated in 0..1_000_000_000_000_i64,
            cif in -900_000_000_000..1_000_000_000_000_i64,
            factor in 1.0..1.4_f64,
        ) {
            let whole = Unfreighted { stated: stated + cif.min(0).abs(), cif };
            let rounded = whole.rounded(factor);
            prop_assert!(rounded >= 0);
            prop_assert_eq!(Unfreighted::from_rounded(rounded, cif, factor), whole);
        }
    }
}
