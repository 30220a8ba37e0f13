//! Numbers as they are written, compared and measured without being rounded.
//!
//! No arithmetic beyond steps of whole and decimal numbers that fit in 128 bits.

use std::cmp::Ordering;

/// A decimal number's parts: sign, digits before the point without leading zeros, digits after
/// it without trailing ones, and how many decimals were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number<'a> {
    is_negative: bool,
    whole: &'a str,
    part: &'a str,
    written: usize,
}

impl<'a> Number<'a> {
    /// Reads a number without exponent.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (sign, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + part.len() == 0 || !are_digits(whole) || !are_digits(part) {
            return None;
        }
        let (whole, written) = (whole.trim_start_matches('0'), part.len());
        let part = part.trim_end_matches('0');
        let is_negative = sign && !(whole.is_empty() && part.is_empty());
        Some(Self {
            is_negative,
            whole,
            part,
            written,
        })
    }

    /// How many decimals were written.
    pub(super) fn decimals(self) -> usize {
        self.written
    }

    /// Whether it is in order with another.
    pub(super) fn compare(self, other: Self) -> Ordering {
        let size = |one: Self, other: Self| {
            let length = one.whole.len().cmp(&other.whole.len());
            length
                .then(one.whole.cmp(other.whole))
                .then(one.part.cmp(other.part))
        };
        match (self.is_negative, other.is_negative) {
            (false, false) => size(self, other),
            (true, true) => size(other, self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }

    /// Whether it is a count of steps away from another; none if the numbers are too long.
    pub(super) fn is_on_step(self, from: Self, step: Self) -> Option<bool> {
        let places = self.part.len().max(from.part.len()).max(step.part.len());
        let (value, from, step) = (self.scaled(places)?, from.scaled(places)?, step.scaled(places)?);
        value.checked_sub(from)?.checked_rem(step).map(|rest| rest == 0)
    }

    fn scaled(self, places: usize) -> Option<i128> {
        let digits = format!("{}{:0<places$}", self.whole, self.part);
        let size: i128 = match digits.is_empty() {
            true => 0,
            false => digits.parse().ok()?,
        };
        Some(if self.is_negative { -size } else { size })
    }
}

/// Whether a text is a floating-point number of XML Schema.
pub(super) fn is_float(text: &str) -> bool {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let right = !exponent.is_empty() && exponent.bytes().all(|byte| byte.is_ascii_digit());
    matches!(text, "INF" | "-INF" | "NaN") || (right && Number::parse(number).is_some())
}
