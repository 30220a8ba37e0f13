//! Figures as printed: exact for machines, grouped for people.

use std::cmp::Ordering;
use std::fmt;

use entente_mirror::indicators::Ratio;
use entente_trade::{Area, Areas, Money, money};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// An exact decimal: a JSON number with all its digits, plain text in CSV.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Exact(pub(crate) Money);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw(self.0.to_string(), serializer)
    }
}

/// A number without a unit: all its decimals, never an exponent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decimal(pub(crate) Ratio);

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw(self.0.to_string(), serializer)
    }
}

/// A ratio in millionths, printed with six decimals at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Millionths(pub(crate) i128);

impl Serialize for Millionths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (
            self.0.unsigned_abs() / 1_000_000,
            self.0.unsigned_abs() % 1_000_000,
        );
        let text = format!("{sign}{whole}.{rest:06}");
        let shortened = text.trim_end_matches('0').trim_end_matches('.').to_owned();
        raw(shortened, serializer)
    }
}

/// JSON takes the digits as they are; other formats take them as text.
fn raw<S: Serializer>(digits: String, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() && std::any::type_name::<S>().contains("serde_json") {
        let value = RawValue::from_string(digits).map_err(serde::ser::Error::custom)?;
        return value.serialize(serializer);
    }
    serializer.serialize_str(&digits)
}

/// Whole units with thousands set apart, rounded half away from zero: `27 557 712`.
pub(crate) fn grouped(amount: Money) -> String {
    format!("{amount:#}")
}

/// A grouped figure, or a dash where nothing is reported.
pub(crate) fn grouped_or_dash(amount: Option<Money>) -> String {
    amount.map_or_else(|| "—".to_owned(), grouped)
}

/// What stands in a cell of a table: a figure, or a word for the want of one.
pub(crate) struct Or<T>(pub(crate) Option<T>, pub(crate) &'static str);

impl<T: fmt::Display> fmt::Display for Or<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(figure) => figure.fmt(out),
            None => out.write_str(self.1),
        }
    }
}

/// An amount as [`grouped`] writes it.
pub(crate) struct Grouped(pub(crate) Money);

impl fmt::Display for Grouped {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:#}", self.0)
    }
}

/// The same in thousands or millions: what is something is not shown as nothing: `<1`, `>-1`.
pub(crate) struct Scaled(pub(crate) Money, pub(crate) i128);

impl fmt::Display for Scaled {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = money::share(self.0.thousandths(), 1, self.1 * money::SCALE);
        match (rounded, self.0.cmp(&Money::ZERO)) {
            (0, Ordering::Greater) => out.write_str("<1"),
            (0, Ordering::Less) => out.write_str(">-1"),
            _ => write!(out, "{:#}", Money::from_units(rounded)),
        }
    }
}

/// A share in millionths, printed in percent with one decimal: `-12.3 %`.
pub(crate) struct Percent(pub(crate) i128);

impl fmt::Display for Percent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = money::share(self.0, 1, 1_000);
        let sign = if tenths < 0 { "-" } else { "" };
        let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        write!(out, "{sign}{whole}.{tenth} %")
    }
}

/// Alpha-3 letters of an area, or its number.
pub(crate) fn letters(area: Area) -> String {
    let entry = Areas::standard().entry(area);
    entry
        .and_then(|entry| entry.alpha3)
        .map_or_else(|| area.code().to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_exact_for_machines_and_grouped_for_people() {
        let money = Money::parse("-27557712.125", 0).unwrap();
        assert_eq!(serde_json::to_string(&Exact(money)).unwrap(), "-27557712.125");
        assert_eq!(
            serde_json::to_string(&Millionths(-1_349_999)).unwrap(),
            "-1.349999"
        );
        assert_eq!(serde_json::to_string(&Millionths(500_000)).unwrap(), "0.5");
        assert_eq!(grouped(money), "-27 557 712");
        assert_eq!(Percent(-123_456).to_string(), "-12.3 %");
        let in_millions = [-27_557_712, -499_999, -1, 0, 1, 499_999, 500_000];
        assert_eq!(
            in_millions.map(|units| Scaled(Money::from_units(units), 1_000_000).to_string()),
            ["-28", ">-1", ">-1", "0", "<1", "<1", "1"]
        );
    }
}
