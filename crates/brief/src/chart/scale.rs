//! From amounts to places: an axis with round steps, in whole numbers.

use entente_trade::Money;
use entente_trade::money::share;

use super::canvas::PX;

/// No amount is drawn as larger than this, in thousandths: no sum of a chart's overflows.
const LARGEST: i128 = 10_i128.pow(27);

/// How many steps an axis has at most.
const STEPS: i128 = 4;

/// The amount in thousandths, within what can be drawn.
pub(super) fn drawn(amount: Money) -> i128 {
    amount.thousandths().clamp(-LARGEST, LARGEST)
}

/// An axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    low: i128,
    high: i128,
    step: i128,
    /// Where the lowest amount lies, in hundredths of a pixel.
    from: i64,
    /// Where the highest lies; on an upright axis less than `from`.
    to: i64,
}

impl Scale {
    /// From 0 or below to 0 or above, so that bars begin at 0, with steps of 1, 2 or 5.
    pub(super) fn over(amounts: impl Iterator<Item = Money>, from: i64, to: i64) -> Self {
        let (low, high) = amounts
            .map(drawn)
            .fold((0, 0), |(low, high): (i128, i128), amount| {
                (low.min(amount), high.max(amount))
            });
        let step = round_step((high - low) / STEPS);
        let high = high.div_euclid(step) + i128::from(high.rem_euclid(step) > 0);
        let low = low.div_euclid(step);
        let high = if high == low { low + 1 } else { high };
        Self {
            low: low * step,
            high: high * step,
            step,
            from,
            to,
        }
    }

    /// Where an amount lies, within the axis.
    pub(super) fn at(&self, amount: Money) -> i64 {
        let above = drawn(amount).clamp(self.low, self.high) - self.low;
        let length = i128::from(self.to - self.from);
        self.from + i64::try_from(share(length, above, self.high - self.low)).unwrap_or(0)
    }

    /// Where two amounts lie; different ones a pixel apart at least, lest one be invisible.
    pub(super) fn span(&self, from: Money, to: Money) -> (i64, i64) {
        let (start, end) = (self.at(from), self.at(to));
        if from == to || (start - end).abs() >= PX {
            return (start, end);
        }
        let forward = (to > from) == (self.to > self.from);
        (start, if forward { start + PX } else { start - PX })
    }

    /// The amounts that are marked, upward.
    pub(super) fn ticks(&self) -> Vec<Money> {
        let count = (self.high - self.low) / self.step;
        (0..=count)
            .map(|tick| Money::from_thousandths(self.low + tick * self.step))
            .collect()
    }
}

/// The least of 1, 2 and 5 times a power of ten, from one unit on, that is not less.
fn round_step(least: i128) -> i128 {
    let mut power = 1_000;
    loop {
        if let Some(step) = [1, 2, 5]
            .map(|digit| digit * power)
            .into_iter()
            .find(|step| *step >= least)
        {
            return step;
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(amounts: &[i128]) -> Vec<String> {
        let amounts = amounts.iter().map(|units| Money::from_units(*units));
        Scale::over(amounts, 0, 100)
            .ticks()
            .iter()
            .map(Money::to_string)
            .collect()
    }

    #[test]
    fn an_axis_has_round_steps_and_holds_every_amount_and_zero() {
        let real = ticks(&[27_557_712, 141_989_248]);
        assert_eq!(real, ["0", "50000000", "100000000", "150000000"]);
        assert_eq!(ticks(&[-3, 7]), ["-5", "0", "5", "10"]);
        assert_eq!(ticks(&[-40, -10]), ["-40", "-30", "-20", "-10", "0"]);
        assert_eq!(ticks(&[0, 0]), ["0", "1"]);
        assert_eq!(ticks(&[]), ["0", "1"]);
        let wide = ticks(&[1, 1_000_000_000_000]);
        assert_eq!(wide.len(), 3, "{wide:?}");
    }

    #[test]
    fn an_amount_beyond_drawing_lies_at_the_end() {
        let huge = Money::from_thousandths(i128::MAX);
        let scale = Scale::over([huge, -huge].into_iter(), 10_000, 0);
        assert_eq!((scale.at(huge), scale.at(-huge)), (0, 10_000));
    }
}
