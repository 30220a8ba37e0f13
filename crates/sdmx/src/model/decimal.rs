//! A number of a facet, exact and of any length.
//!
//! Nothing is computed with it; it is compared by whoever checks values.

use std::fmt;

/// A decimal number in its shortest spelling: no plus, no needless zeros.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// Reads a number without exponent.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + part.len() == 0 || !are_digits(whole) || !are_digits(part) {
            return None;
        }
        let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
        Some(Self(match (whole, part) {
            ("", "") => "0".to_owned(),
            (whole, "") => format!("{sign}{whole}"),
            ("", part) => format!("{sign}0.{part}"),
            (whole, part) => format!("{sign}{whole}.{part}"),
        }))
    }

    /// The number's digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        !self.0.contains('.')
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}
