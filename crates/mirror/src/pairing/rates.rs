//! Reference rates of exchange, so that two reports stand in one currency.
//!
//! A rate is an exact fraction: the figure as printed over a power of ten. A
//! period without a rate has none; nothing is interpolated.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use entente_trade::{Currency, Money, Period, money};

/// Units of each currency for one United States dollar, by year and month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// In units of 10⁻⁹.
    per_usd: BTreeMap<(Currency, Period), i128>,
}

/// One unit in the scale of the rates.
const NANO: i128 = 1_000_000_000;

/// A line of a table of rates that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateError {
    /// Line of the file, from 1.
    pub line: usize,
    /// The line as found.
    pub found: String,
}

impl std::fmt::Display for RateError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "line {}: found \"{}\", expected {}",
            self.line,
            self.found,
            if self.line == 1 {
                "the header currency,period,per_usd"
            } else {
                "currency,period,units per USD"
            }
        )
    }
}

impl std::error::Error for RateError {}

impl Rates {
    /// The rates that come with the program (see `data/README.md`).
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<Rates> = OnceLock::new();
        STANDARD.get_or_init(|| {
            Self::default()
                .with(include_str!("../../data/rates.csv"))
                .unwrap_or_default()
        })
    }

    /// These rates and those of a table with a header and the columns `currency,period,per_usd`;
    /// a later line replaces an earlier one.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn with(mut self, table: &str) -> Result<Self, RateError> {
        // A rate in place of the header would be lost unseen.
        if let Some(first) = table.lines().next().filter(|line| read_line(line).is_some()) {
            let found = first.to_owned();
            return Err(RateError { line: 1, found });
        }
        for (at, line) in table
            .lines()
            .enumerate()
            .skip(1)
            .filter(|(_, line)| !line.trim().is_empty())
        {
            let read = read_line(line).ok_or_else(|| RateError {
                line: at + 1,
                found: line.to_owned(),
            })?;
            self.per_usd.insert((read.0, read.1), read.2);
        }
        Ok(self)
    }

    /// Whether a currency can be converted in a period.
    pub fn has(&self, currency: Currency, period: Period) -> bool {
        currency == Currency::USD || self.per_usd.contains_key(&(currency, period))
    }

    /// The value in United States dollars at the period's average, rounded half away from zero.
    pub fn to_usd(&self, value: Money, currency: Currency, period: Period) -> Option<Money> {
        if currency == Currency::USD {
            return Some(value);
        }
        let per_usd = *self.per_usd.get(&(currency, period))?;
        Some(Money::from_thousandths(money::share(
            value.thousandths(),
            NANO,
            per_usd,
        )))
    }
}

fn read_line(line: &str) -> Option<(Currency, Period, i128)> {
    let mut fields = line.trim().split(',');
    let (currency, period, rate) = (fields.next()?, fields.next()?, fields.next()?);
    // A decimal comma would make a fourth field of digits, and another rate of the third.
    let digits = |field: &str| !field.is_empty() && field.bytes().all(|byte| byte.is_ascii_digit());
    if fields.next().is_some_and(digits) {
        return None;
    }
    // Thousandths of 10⁶ units are units of 10⁻⁹.
    let per_usd = Money::parse(rate, 6).ok()?.thousandths();
    (per_usd > 0).then_some((Currency::parse(currency)?, Period::parse(period)?, per_usd))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_that_comes_with_the_program_is_read_whole() {
        let lines = include_str!("../../data/rates.csv").lines().count() - 1;
        assert_eq!(Rates::standard().per_usd.len(), lines);
    }

    #[test]
    fn a_value_is_converted_at_the_average_of_its_period() {
        let january = Period::parse("1999-01").unwrap();
        let usd = Rates::standard().to_usd(Money::from_units(8_627), Currency::EUR, january);
        assert_eq!(usd, Some(Money::from_units(10_000)));
        assert_eq!(
            Rates::standard().to_usd(Money::ZERO, Currency::EUR, Period::parse("1998").unwrap()),
            None
        );
    }

    #[test]
    fn a_line_that_is_no_rate_is_named() {
        let error = Rates::default()
            .with("currency,period,per_usd\nEUR,2015,0.9\nEUR,2016,-1\n")
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 3: found \"EUR,2016,-1\", expected currency,period,units per USD"
        );
        let error = |table: &str| Rates::default().with(table).unwrap_err().to_string();
        assert_eq!(
            error("EUR,2015,0.9\nEUR,2016,0.9\n"),
            "line 1: found \"EUR,2015,0.9\", expected the header currency,period,per_usd"
        );
        assert_eq!(
            error("currency,period,per_usd\nKZT,2015,221,73\n"),
            "line 2: found \"KZT,2015,221,73\", expected currency,period,units per USD"
        );
    }
}
