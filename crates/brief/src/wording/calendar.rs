//! Days, months and years as a language writes them.
//!
//! Of the spaces that do not break there is one kind, U+00A0, so that no font needs another.

use entente_register::reading::{Stamp, When};
use entente_trade::{Date, Period};
use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};
use icu_locale_core::locale;

use super::Wording;
use crate::Language;

/// Formats of days and of months; where there were none, ISO 8601 would stand.
pub(super) struct Calendar {
    day: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
    month: Option<FixedCalendarDateTimeFormatter<Gregorian, YM>>,
}

impl Calendar {
    /// English has short names of months, which are unambiguous; the others have long ones.
    pub(super) fn of(language: Language) -> Self {
        let (locale, day, month) = match language {
            Language::En => (locale!("en-GB"), YMD::medium(), YM::medium()),
            Language::Kk => (locale!("kk"), YMD::long(), YM::long()),
            Language::Ru => (locale!("ru"), YMD::long(), YM::long()),
            Language::SrCyrl => (locale!("sr"), YMD::long(), YM::long()),
            Language::SrLatn => (locale!("sr-Latn"), YMD::long(), YM::long()),
        };
        Self {
            day: FixedCalendarDateTimeFormatter::try_new((&locale).into(), day).ok(),
            month: FixedCalendarDateTimeFormatter::try_new((&locale).into(), month).ok(),
        }
    }
}

/// A day of the calendar of ICU4X.
fn gregorian(day: Date) -> Option<icu_calendar::Date<Gregorian>> {
    icu_calendar::Date::try_new_gregorian(i32::from(day.year()), day.month(), day.day()).ok()
}

fn spaced(date: impl std::fmt::Display) -> String {
    date.to_string().replace('\u{202f}', "\u{a0}")
}

impl Wording {
    /// A day: `19 Nov 2024`, «2024 ж. 19 қараша».
    pub fn day(&self, day: Date) -> String {
        let format = self.calendar.day.as_ref().zip(gregorian(day));
        format.map_or_else(|| day.to_string(), |(format, day)| spaced(format.format(&day)))
    }

    /// A year, or a month of one.
    pub fn period(&self, period: Period) -> String {
        match period.calendar_month() {
            None => period.calendar_year().to_string(),
            Some(month) => self.month(period.calendar_year(), month),
        }
    }

    fn month(&self, year: u16, month: u8) -> String {
        let first = Date::new(year, month, 1).and_then(gregorian);
        let format = self.calendar.month.as_ref().zip(first);
        format.map_or_else(
            || format!("{year:04}-{month:02}"),
            |(format, first)| spaced(format.format(&first)),
        )
    }

    /// The first and the last of periods; one alone where both are it.
    pub fn periods(&self, first: Period, last: Period) -> String {
        self.between(&self.period(first), &self.period(last))
    }

    /// A day, a month, a year, or from one to another.
    pub fn when(&self, when: When) -> String {
        self.between(&self.stamp(when.first), &self.stamp(when.last))
    }

    fn between(&self, first: &str, last: &str) -> String {
        match first == last {
            true => first.to_owned(),
            false => self.tell("periods", &[("first", first), ("last", last)]),
        }
    }

    fn stamp(&self, stamp: Stamp) -> String {
        match stamp {
            Stamp::Year(year) => year.to_string(),
            Stamp::Month(year, month) => self.month(year, month),
            Stamp::Day(day) => self.day(day),
        }
    }
}
