//! A day of the Gregorian calendar: the name of a vintage.
//!
//! A vintage is the day a release was made or received, so days must compare
//! and print the same everywhere. There is no clock here and no time zone.

use std::fmt;

/// A day, ordered in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day of years 1 to 9999; `None` outside the calendar.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let within = (1..=9_999).contains(&year) && (1..=days_in(year, month)).contains(&day);
        within.then_some(Self { year, month, day })
    }

    /// Reads `2024-11-05`, and nothing shorter or looser.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        let number = |from: usize, to: usize| {
            bytes[from..to].iter().try_fold(0_u16, |number, byte| {
                byte.is_ascii_digit()
                    .then(|| number * 10 + u16::from(byte - b'0'))
            })
        };
        if bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Self::new(number(0, 4)?, number(5, 7)? as u8, number(8, 10)? as u8)
    }

    /// The calendar year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The calendar month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }
}

/// How many days a month has; 0 for what is no month.
const fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Date {
    /// `2024-11-05` (ISO 8601): text sorts as days do.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&format!("{:04}-{:02}-{:02}", self.year, self.month, self.day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_reads_back_what_it_prints() {
        for text in [
            "2024-11-05",
            "2000-02-29",
            "2024-02-29",
            "0001-01-01",
            "9999-12-31",
        ] {
            assert_eq!(
                Date::parse(text).map(|date| date.to_string()).as_deref(),
                Some(text)
            );
        }
    }

    #[test]
    fn a_day_outside_the_calendar_is_none() {
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-04-31",
            "0000-01-01",
            "2024-1-05",
            "2024/11/05",
            "20241105",
            "+024-11-05",
            "2024-11-05 ",
            "２０24-1",
            "",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_compare_as_time_does() {
        let day = |text| Date::parse(text).unwrap();
        assert!(day("2023-12-31") < day("2024-01-01"));
        assert!(day("2024-02-29") < day("2024-03-01"));
    }
}
