//! Reads EDTF as [`When`] writes it: a day, a month, a year, or an interval of two alike.

use entente_trade::Date;
use serde::{Deserialize, Deserializer};

use crate::reading::{Stamp, When};

impl Stamp {
    /// Reads `2024`, `2024-11` or `2024-11-19`.
    pub fn parse(text: &str) -> Option<Stamp> {
        let first = |rest: &str| Date::parse(&format!("{text}{rest}"));
        match text.len() {
            4 => first("-01-01").map(|date| Stamp::Year(date.year())),
            7 => first("-01").map(|date| Stamp::Month(date.year(), date.month())),
            _ => Date::parse(text).map(Stamp::Day),
        }
    }

    /// Its first day.
    pub fn first_day(self) -> Option<Date> {
        match self {
            Stamp::Year(year) => Date::new(year, 1, 1),
            Stamp::Month(year, month) => Date::new(year, month, 1),
            Stamp::Day(day) => Some(day),
        }
    }

    /// Its last day.
    pub fn last_day(self) -> Option<Date> {
        match self {
            Stamp::Year(year) => Date::new(year, 12, 31),
            Stamp::Month(year, month) => (28..=31).rev().find_map(|day| Date::new(year, month, day)),
            Stamp::Day(day) => Some(day),
        }
    }
}

impl When {
    /// Reads what [`When`] prints.
    pub fn parse(text: &str) -> Option<When> {
        let (first, last) = text.split_once('/').unwrap_or((text, text));
        let (first, last) = (Stamp::parse(first)?, Stamp::parse(last)?);
        let alike = std::mem::discriminant(&first) == std::mem::discriminant(&last);
        (alike && first <= last).then_some(When { first, last })
    }

    /// Whether it lies before a day as a whole.
    pub fn is_before(self, day: Date) -> bool {
        self.last.last_day().is_some_and(|last| last < day)
    }

    /// Whether it has begun on a day.
    pub fn has_begun(self, day: Date) -> bool {
        self.first.first_day().is_some_and(|first| first <= day)
    }

    /// Whether the two have a day in common.
    pub fn meets(self, other: When) -> bool {
        let days = |when: When| Some((when.first.first_day()?, when.last.last_day()?));
        days(self)
            .zip(days(other))
            .is_some_and(|((a, b), (c, d))| a <= d && c <= b)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        When::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "found {text:?}, expected a day, month, year or interval such as 2024-11-19 or 2022-01/2022-09"
            ))
        })
    }
}
