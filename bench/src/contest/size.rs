//! How many records a world has, as a person writes it.

use std::fmt;
use std::str::FromStr;

/// A number of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size(pub(crate) u64);

const MOST: u64 = 200_000_000;

/// From here on everyone runs once.
const LARGE: u64 = 50_000_000;

impl Size {
    /// Of so many rounds asked for, those that are run: a round of a large one takes minutes a program.
    pub(crate) fn rounds(self, asked: u16) -> u16 {
        if self.0 < LARGE { asked } else { asked.min(1) }
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.to_ascii_lowercase();
        let (digits, unit) = match lower.strip_suffix(['k', 'm']) {
            Some(digits) if lower.ends_with('k') => (digits, 1_000),
            Some(digits) => (digits, 1_000_000),
            None => (lower.as_str(), 1),
        };
        let count: Option<u64> = digits.parse().ok().and_then(|count: u64| count.checked_mul(unit));
        let fitting = count.filter(|count| (1_000..=MOST).contains(count));
        fitting
            .map(Self)
            .ok_or_else(|| format!("{text:?} is no size; expected one from 1k to 200m"))
    }
}

impl fmt::Display for Size {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            count if count.is_multiple_of(1_000_000) => write!(out, "{}m", count / 1_000_000),
            count if count.is_multiple_of(1_000) => write!(out, "{}k", count / 1_000),
            count => write!(out, "{count}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_as_it_is_written() {
        for (text, count) in [
            ("100k", 100_000),
            ("1m", 1_000_000),
            ("50M", 50_000_000),
            ("1234", 1234),
        ] {
            let size: Size = text.parse().unwrap();
            assert_eq!((size.0, size.to_string()), (count, text.to_lowercase()));
        }
    }

    #[test]
    fn a_large_size_is_run_once() {
        assert_eq!(
            [49_999_999, 50_000_000].map(|count| Size(count).rounds(3)),
            [3, 1]
        );
        assert_eq!(Size(50_000_000).rounds(0), 0);
    }

    #[test]
    fn what_is_no_size_is_told() {
        for text in ["", "m", "1g", "12", "-1m", "300m", "99999999999999999999m"] {
            let why = format!("{text:?} is no size; expected one from 1k to 200m");
            assert_eq!(text.parse::<Size>(), Err(why));
        }
    }
}
