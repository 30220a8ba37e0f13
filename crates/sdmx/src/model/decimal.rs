//! A number of a facet, exact and of any length.
//!
//! Nothing is computed with it; numbers are put in order exactly, however long they are.

use std::cmp::Ordering;
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

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mine, theirs) = (self.as_str(), other.as_str());
        match (mine.strip_prefix('-'), theirs.strip_prefix('-')) {
            (Some(mine), Some(theirs)) => magnitude(theirs).cmp(&magnitude(mine)),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => magnitude(mine).cmp(&magnitude(theirs)),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What orders numbers without a sign: how many digits they have before the point, those, and
/// those after it.
fn magnitude(digits: &str) -> (usize, &str, &str) {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    (whole.len(), whole, part)
}

impl fmt::Display for Decimal {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}
