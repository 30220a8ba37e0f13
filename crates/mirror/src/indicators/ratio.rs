//! Numbers without a unit as exact decimals, rounded once.
//!
//! What is a ratio of amounts is divided as integers, so that no noise of a float is shown
//! and nothing is a negative zero. A logarithm is a float: it is rounded here and no later.
//! It does not say which ratios there are.

use std::fmt;

use entente_trade::money;

/// How many decimals are kept.
const DECIMALS: usize = 12;
const SCALE: u128 = 10_u128.pow(DECIMALS as u32);

/// A number without a unit in trillionths, rounded half away from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ratio(i128);

impl Ratio {
    /// `numerator ÷ denominator`; `None` unless the denominator is positive.
    ///
    /// Exact to the last decimal for denominators below 10³⁷; of greater ones, and of their
    /// numerators, the last digits are dropped first.
    pub(super) fn of(numerator: i128, denominator: i128) -> Option<Self> {
        let mut divisor = u128::try_from(denominator).ok().filter(|&divisor| divisor > 0)?;
        let mut rest = numerator.unsigned_abs();
        while divisor > u128::MAX / 10 {
            (divisor, rest) = (divisor / 10, rest / 10);
        }
        let mut digits = rest / divisor;
        rest %= divisor;
        for _ in 0..DECIMALS {
            rest *= 10;
            digits = digits.saturating_mul(10).saturating_add(rest / divisor);
            rest %= divisor;
        }
        let up = rest >= divisor - rest;
        let magnitude = i128::try_from(digits).unwrap_or(i128::MAX);
        let magnitude = magnitude.saturating_add(i128::from(up));
        Some(Self(if numerator < 0 { -magnitude } else { magnitude }))
    }

    /// The nearest to an estimate that only a float can be.
    pub(super) fn nearest(estimate: f64) -> Self {
        Self((estimate * SCALE as f64).round() as i128)
    }

    /// The count of trillionths.
    pub const fn trillionths(self) -> i128 {
        self.0
    }
}

/// All decimals without zeros at the end, or as many as are asked for: `0.124372`, `{:.4}` `0.1244`.
impl fmt::Display for Ratio {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = out.precision().unwrap_or(DECIMALS).min(DECIMALS);
        let scale = 10_i128.pow(shown as u32);
        let figure = money::share(self.0, 1, SCALE as i128 / scale);
        let (sign, magnitude) = (if figure < 0 { "-" } else { "" }, figure.unsigned_abs());
        let (whole, decimals) = (magnitude / scale.unsigned_abs(), magnitude % scale.unsigned_abs());
        let text = match shown {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{decimals:0shown$}"),
        };
        out.write_str(match out.precision() {
            Some(_) => &text,
            None => text.trim_end_matches('0').trim_end_matches('.'),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(numerator: i128, denominator: i128) -> [String; 2] {
        let ratio = Ratio::of(numerator, denominator).unwrap();
        [ratio.to_string(), format!("{ratio:.4}")]
    }

    #[test]
    fn a_ratio_of_integers_is_rounded_once_and_written_out() {
        let great = 123_456_789_012_345;
        assert_eq!(
            [
                shown(great, 1),
                shown(-great * 10_i128.pow(12), 3),
                shown(2, 3),
                shown(-2, 3),
                shown(1, 2_000_000_000_000),
                shown(-1, 2_000_000_000_000),
                shown(-1, 1_000_000_000_000_000),
                shown(-1, 100_000),
                shown(0, 7),
                shown(10_i128.pow(38), 3 * 10_i128.pow(37)),
                shown(i128::MAX, i128::MAX),
            ],
            [
                ["123456789012345", "123456789012345.0000"],
                ["-41152263004115000000000000", "-41152263004115000000000000.0000"],
                ["0.666666666667", "0.6667"],
                ["-0.666666666667", "-0.6667"],
                ["0.000000000001", "0.0000"],
                ["-0.000000000001", "0.0000"],
                ["0", "0.0000"],
                ["-0.00001", "0.0000"],
                ["0", "0.0000"],
                ["3.333333333333", "3.3333"],
                ["1", "1.0000"],
            ]
        );
        assert_eq!([Ratio::of(1, 0), Ratio::of(1, -1)], [None, None]);
    }

    #[test]
    fn an_estimate_is_rounded_to_the_same_decimals() {
        let estimates = [0.058_891_517_828_191_73, -2.2e-16, 1.0 / 3.0];
        assert_eq!(
            estimates.map(|estimate| Ratio::nearest(estimate).to_string()),
            ["0.058891517828", "0", "0.333333333333"]
        );
    }
}
