//! Numbers as a language writes them, from exact integers.
//!
//! The digits come from the integer itself; a float, where one is shown at all, is an
//! estimate and is rounded to a fixed place first.

use entente_trade::Money;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale_core::locale;

use super::Wording;
use crate::Language;

/// The minus sign; a hyphen is another thing.
pub(super) const MINUS: char = '\u{2212}';

/// Larger floats than this are no shares and no indices.
const LARGEST: f64 = 1e15;

/// The number format of a language.
pub(super) struct Figures(Option<DecimalFormatter>);

impl Figures {
    pub(super) fn of(language: Language) -> Self {
        let locale = match language {
            Language::En => locale!("en-GB"),
            Language::Kk => locale!("kk"),
            Language::Ru => locale!("ru"),
            Language::SrCyrl | Language::SrLatn => locale!("sr"),
        };
        Self(DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).ok())
    }

    /// `digits` of 10 to the power `-decimals`; zeros at the end only where they are kept.
    fn digits(&self, digits: u128, decimals: i16, kept: bool) -> String {
        let mut decimal = Decimal::from(digits);
        decimal.multiply_pow10(-decimals);
        if kept {
            decimal.absolute.pad_end(-decimals);
        } else {
            decimal.absolute.trim_end();
        }
        match &self.0 {
            Some(format) => format.format(&decimal).to_string(),
            None => decimal.to_string(),
        }
    }
}

fn signed(negative: bool, digits: String) -> String {
    match negative {
        true => format!("{MINUS}{digits}"),
        false => digits,
    }
}

impl Wording {
    /// A count.
    pub fn number_of(&self, count: u64) -> String {
        self.figures.digits(u128::from(count), 0, false)
    }

    /// An amount without its currency: whole dollars, and thousandths as far as there are any.
    pub fn amount(&self, amount: Money) -> String {
        let thousandths = amount.thousandths();
        signed(
            thousandths < 0,
            self.figures.digits(thousandths.unsigned_abs(), 3, false),
        )
    }

    /// An amount in US dollars.
    pub fn dollars(&self, amount: Money) -> String {
        self.tell("money-usd", &[("amount", &self.amount(amount))])
    }

    /// A share of 1 in per cent with one decimal; none of what is no number.
    pub fn share(&self, share: f64) -> Option<String> {
        let (negative, tenths) = rounded(share, 1_000.0)?;
        let number = self.figures.digits(tenths, 1, true);
        Some(signed(negative, self.tell("percent", &[("number", &number)])))
    }

    /// A pure number with two decimals; none of what is no number.
    pub fn number(&self, number: f64) -> Option<String> {
        let (negative, hundredths) = rounded(number, 100.0)?;
        Some(signed(negative, self.figures.digits(hundredths, 2, true)))
    }

    /// Tenths with their decimal, for compact forms.
    pub(super) fn tenths(&self, negative: bool, tenths: u128) -> String {
        signed(negative, self.figures.digits(tenths, 1, true))
    }
}

/// A float in parts of `scale`, rounded half away from zero, with its sign; what rounds to 0 has none.
fn rounded(number: f64, scale: f64) -> Option<(bool, u128)> {
    let scaled = (number * scale).round();
    let within = scaled.is_finite() && scaled.abs() <= LARGEST;
    within.then(|| (scaled < 0.0, scaled.abs() as u128))
}
