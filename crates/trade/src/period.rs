//! The time a figure belongs to: a year or a month of the Gregorian calendar.
//!
//! There is no clock here and no time zone; a period is a name.

use std::fmt;

use crate::text::Text;

/// How often a flow is reported (SDMX `FREQ`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// A figure a year.
    Annual,
    /// A figure a month.
    Monthly,
}

impl Frequency {
    /// The SDMX code, `A` or `M`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Annual => "A",
            Self::Monthly => "M",
        }
    }
}

/// First and last year accepted: the Harmonised System begins in 1988.
pub const YEARS: std::ops::RangeInclusive<u16> = 1962..=2100;

/// A year or a month, ordered in time (a year before its months).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: u16,
    /// 1–12, or 0 for the whole year.
    month: u8,
}

impl Period {
    /// A year; `None` outside [`YEARS`].
    pub fn year(year: u16) -> Option<Self> {
        YEARS.contains(&year).then_some(Self { year, month: 0 })
    }

    /// A month, 1 to 12; `None` outside the calendar or [`YEARS`].
    pub fn month(year: u16, month: u8) -> Option<Self> {
        (YEARS.contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// From `yyyymm`, where `mm` is 00 for a whole year.
    pub fn from_number(number: u32) -> Option<Self> {
        let (year, month) = (u16::try_from(number / 100).ok()?, (number % 100) as u8);
        if month == 0 {
            Self::year(year)
        } else {
            Self::month(year, month)
        }
    }

    /// `yyyymm`, with `mm` = 00 for a whole year.
    pub const fn number(self) -> u32 {
        self.year as u32 * 100 + self.month as u32
    }

    /// Reads `2015`, `201504`, `2015-04`, `2015-4` or SDMX's `2015-M04`, `2015M04`.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |digits: &str| -> Option<u16> {
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|_| plain)
        };
        let (year, month) = text.split_at_checked(4)?;
        let year = number(year)?;
        let month = match (month.strip_prefix("-M").or(month.strip_prefix('M')), month) {
            (_, "") => return Self::year(year),
            (Some(month), _) if month.len() == 2 => month,
            (None, _) if month.len() == 2 && !month.starts_with('-') => month,
            (None, _) if month.len() <= 3 => month.strip_prefix('-')?,
            _ => return None,
        };
        Self::month(year, u8::try_from(number(month)?).ok()?)
    }

    /// The calendar year.
    pub const fn calendar_year(self) -> u16 {
        self.year
    }

    /// The calendar month, 1 to 12, or `None` for a whole year.
    pub const fn calendar_month(self) -> Option<u8> {
        match self.month {
            0 => None,
            month => Some(month),
        }
    }

    /// Whether this is a year or a month.
    pub const fn frequency(self) -> Frequency {
        if self.month == 0 {
            Frequency::Annual
        } else {
            Frequency::Monthly
        }
    }

    /// The whole year this period lies in.
    pub const fn whole_year(self) -> Self {
        Self {
            year: self.year,
            month: 0,
        }
    }

    /// The month, or the January of a whole year.
    pub const fn first_month(self) -> Self {
        Self {
            year: self.year,
            month: if self.month == 0 { 1 } else { self.month },
        }
    }

    /// SDMX time period: `2015` or `2015-04`.
    pub fn text(self) -> Text {
        let mut text = Text::empty();
        if self.month > 0 {
            text.put_digits(u64::from(self.month), 2);
            text.put_few([b'-']);
        }
        text.put_digits(u64::from(self.year), 4);
        text
    }

    /// Months since year 0, for distances in time; a year counts as its January.
    pub const fn months(self) -> i32 {
        let month = if self.month == 0 { 1 } else { self.month };
        self.year as i32 * 12 + month as i32 - 1
    }

    /// The period `steps` of its own frequency later; `None` outside [`YEARS`].
    pub fn plus(self, steps: i32) -> Option<Self> {
        if self.month == 0 {
            return Self::year(u16::try_from(i32::from(self.year) + steps).ok()?);
        }
        let months = self.months() + steps;
        Self::month(
            u16::try_from(months.div_euclid(12)).ok()?,
            months.rem_euclid(12) as u8 + 1,
        )
    }
}

impl fmt::Display for Period {
    /// As [`Self::text`].
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.text().as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_back_what_it_prints() {
        for text in ["2015", "2015-04", "1988-12"] {
            assert_eq!(
                Period::parse(text).map(|period| period.to_string()).as_deref(),
                Some(text)
            );
        }
        for text in ["201704", "2017-04", "2017-4", "2017M04", "2017-M04"] {
            assert_eq!(Period::parse(text), Period::month(2017, 4), "{text}");
        }
    }

    #[test]
    fn a_period_outside_the_calendar_is_none() {
        for text in [
            "201713",
            "2017-00",
            "1899",
            "20170",
            "abcd",
            "2017-",
            "201752",
            "+201-1",
            "2017--1",
            "2017-+1",
            "2017M4",
            "2017-M004",
            "2017-011",
            "2017M",
            "201é",
            "2017-é",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn steps_cross_the_year() {
        assert_eq!(
            Period::parse("2015-12").and_then(|p| p.plus(1)),
            Period::parse("2016-01")
        );
        assert_eq!(
            Period::parse("2016-01").and_then(|p| p.plus(-1)),
            Period::parse("2015-12")
        );
        assert_eq!(
            Period::parse("2016").and_then(|p| p.plus(-1)),
            Period::parse("2015")
        );
    }
}
