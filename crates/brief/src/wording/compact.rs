//! Amounts in few digits: `73.8 million`, «73,8 млн», "73,8 mil.".
//!
//! ICU4X's own formatter of them is not stable, so the words are messages of ours.
//! They are abbreviations or take no case, so that one form stands after every number.

use entente_trade::Money;

use super::Wording;

/// Words with the thousandths of a unit in a tenth of each, and the least amount that is told in it: what
/// would round to a thousand of the next smaller.
const SCALES: [(&str, u128, u128); 3] = [
    ("compact-billion", 100_000_000_000, 999_950_000_000),
    ("compact-million", 100_000_000, 999_950_000),
    ("compact-thousand", 100_000, 999_500),
];

impl Wording {
    /// An amount with one decimal of the largest word it fills, rounded half away from zero; below a
    /// thousand whole units. For talk and labels: what is signed is told in full.
    pub fn compact(&self, amount: Money) -> String {
        let (negative, magnitude) = (amount.thousandths() < 0, amount.thousandths().unsigned_abs());
        match SCALES.iter().find(|(.., least)| magnitude >= *least) {
            Some((id, tenth, _)) => {
                let amount = self.tenths(negative, nearest(magnitude, *tenth));
                self.tell(id, &[("amount", &amount)])
            }
            None => {
                // Less than a thousand: it fits.
                let units = nearest(magnitude, 1_000) as i128;
                self.amount(Money::from_units(if negative { -units } else { units }))
            }
        }
    }
}

fn nearest(magnitude: u128, unit: u128) -> u128 {
    magnitude / unit + u128::from(magnitude % unit * 2 >= unit)
}
