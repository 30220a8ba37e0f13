//! Time periods: parsed, printed as they were written, and compared by the time they span.
//!
//! Every kind that the standard has: years, months and days of the calendar, dates with time,
//! reporting periods (`2024-Q1`), and ranges (`2024-01-01/P3M`). A reporting period means nothing
//! without the day its year begins; that day is an argument.

use super::calendar::{day_number, days_in, months_later, weekday};
use super::duration::Duration;
use std::fmt;

const DAY: i128 = 86_400_000_000_000;
const MINUTE: i128 = 60_000_000_000;
const SECOND: i128 = 1_000_000_000;

/// A time period. Two are equal if they are written alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimePeriod {
    text: String,
    form: Form,
}

/// What a period is made of. Minutes are the distance from Greenwich; 0 if nothing is said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    Year(i64, i64),
    Month(i64, i64, i64),
    Day(i64, i64),
    Moment(i128),
    Reporting {
        year: i64,
        unit: Unit,
        number: i64,
        minutes: i64,
    },
    Range {
        start: i128,
        duration: Duration,
    },
}

/// The unit of a reporting period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// `A`: the reporting year.
    Year,
    /// `S`: half of it.
    Semester,
    /// `T`: a third of it.
    Trimester,
    /// `Q`: a quarter of it.
    Quarter,
    /// `M`: a month.
    Month,
    /// `W`: a week, from Monday.
    Week,
    /// `D`: a day.
    Day,
}

/// What kind of period it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// A year of the calendar.
    GregorianYear,
    /// A month of the calendar.
    GregorianYearMonth,
    /// A day of the calendar.
    GregorianDay,
    /// A moment.
    DateTime,
    /// A part of a reporting year.
    Reporting(Unit),
    /// From a moment on for some time.
    Range,
}

/// The day a reporting year begins, the first of January unless data say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearStart {
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Default for YearStart {
    fn default() -> Self {
        Self { month: 1, day: 1 }
    }
}

impl YearStart {
    /// Reads `--07-01`.
    pub fn parse(text: &str) -> Option<Self> {
        let (month, day) = text.strip_prefix("--")?.split_once('-')?;
        let (month, day) = (digits(month, 2)?, digits(day, 2)?);
        let exists = (1..=12).contains(&month) && (1..=days_in(2000, month)).contains(&day);
        exists.then(|| {
            Some(Self {
                month: u8::try_from(month).ok()?,
                day: u8::try_from(day).ok()?,
            })
        })?
    }
}

/// The time from a moment up to another, in nanoseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first moment.
    pub from: i128,
    /// The first moment after it; the same as `from` for a moment.
    pub until: i128,
}

impl Span {
    /// Whether another lies within.
    pub fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.until <= self.until
    }
}

impl TimePeriod {
    /// Reads a period of any kind.
    pub fn parse(text: &str) -> Option<Self> {
        let form = match text.split_once('/') {
            Some((start, duration)) => range(start, duration)?,
            None => standard(text)?,
        };
        Some(Self {
            text: text.to_owned(),
            form,
        })
    }

    /// The text it was read from.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What kind of period it is.
    pub fn kind(&self) -> PeriodKind {
        match self.form {
            Form::Year(..) => PeriodKind::GregorianYear,
            Form::Month(..) => PeriodKind::GregorianYearMonth,
            Form::Day(..) => PeriodKind::GregorianDay,
            Form::Moment(_) => PeriodKind::DateTime,
            Form::Reporting { unit, .. } => PeriodKind::Reporting(unit),
            Form::Range { .. } => PeriodKind::Range,
        }
    }

    /// The time it spans, if reporting years begin on such a day.
    pub fn span(&self, start: YearStart) -> Span {
        match &self.form {
            Form::Year(year, zone) => days(day_number(*year, 1, 1), day_number(year + 1, 1, 1), *zone),
            Form::Month(year, month, zone) => {
                let first = day_number(*year, *month, 1);
                days(first, months_later(first, 1), *zone)
            }
            Form::Day(day, zone) => days(*day, day + 1, *zone),
            Form::Moment(moment) => Span {
                from: *moment,
                until: *moment,
            },
            Form::Reporting {
                year,
                unit,
                number,
                minutes,
            } => {
                let (first, last) = unit.days(*year, *number, start);
                days(first, last, *minutes)
            }
            Form::Range { start, duration } => Span {
                from: *start,
                until: duration.after(*start),
            },
        }
    }
}

impl Unit {
    const ALL: [Self; 7] = [
        Self::Year,
        Self::Semester,
        Self::Trimester,
        Self::Quarter,
        Self::Month,
        Self::Week,
        Self::Day,
    ];

    /// The letter, how many digits follow it, and how many there are in a year at most.
    const fn spelling(self) -> (char, usize, i64) {
        match self {
            Self::Year => ('A', 1, 1),
            Self::Semester => ('S', 1, 2),
            Self::Trimester => ('T', 1, 3),
            Self::Quarter => ('Q', 1, 4),
            Self::Month => ('M', 2, 12),
            Self::Week => ('W', 2, 53),
            Self::Day => ('D', 3, 366),
        }
    }

    /// The first day, and the first after the last.
    fn days(self, year: i64, number: i64, start: YearStart) -> (i64, i64) {
        let (month, day) = (i64::from(start.month), i64::from(start.day));
        let base = day_number(year, month, day.min(days_in(year, month)));
        let parts = |months: i64| {
            (
                months_later(base, months * (number - 1)),
                months_later(base, months * number),
            )
        };
        match self {
            Self::Year => parts(12),
            Self::Semester => parts(6),
            Self::Trimester => parts(4),
            Self::Quarter => parts(3),
            Self::Month => parts(1),
            Self::Day => (base + number - 1, base + number),
            Self::Week => {
                let first = first_week(base) + 7 * (number - 1);
                (first, first + 7)
            }
        }
    }
}

/// The Monday of a year's first week: the week of its first day, if that is a Thursday or earlier.
fn first_week(base: i64) -> i64 {
    let monday = base - weekday(base);
    if weekday(base) <= 3 { monday } else { monday + 7 }
}

fn days(first: i64, last: i64, minutes: i64) -> Span {
    let shift = i128::from(minutes) * MINUTE;
    Span {
        from: i128::from(first) * DAY - shift,
        until: i128::from(last) * DAY - shift,
    }
}

/// So many digits, and nothing else.
fn digits(text: &str, count: usize) -> Option<i64> {
    let right = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok())?
}

fn standard(text: &str) -> Option<Form> {
    if let Some((date, time)) = text.split_once('T').filter(|(date, _)| date.len() == 10) {
        return moment(date, time).map(Form::Moment);
    }
    let (body, zone) = zoned(text)?;
    let is_letter = |rest: &str| rest.starts_with(|first: char| first.is_ascii_uppercase());
    if let Some((year, rest)) = body.split_once('-').filter(|(_, rest)| is_letter(rest)) {
        return reporting(digits(year, 4)?, rest, zone);
    }
    match body.len() {
        4 => Some(Form::Year(digits(body, 4)?, zone)),
        7 => month(body).map(|(year, month)| Form::Month(year, month, zone)),
        _ => Some(Form::Day(date(body)?, zone)),
    }
}

fn month(text: &str) -> Option<(i64, i64)> {
    let (year, month) = text.split_once('-')?;
    let (year, month) = (digits(year, 4)?, digits(month, 2)?);
    (1..=12).contains(&month).then_some((year, month))
}

fn date(text: &str) -> Option<i64> {
    let (months, day) = text.rsplit_once('-')?;
    let (year, month) = month(months)?;
    let day = digits(day, 2)?;
    (1..=days_in(year, month))
        .contains(&day)
        .then(|| day_number(year, month, day))
}

fn reporting(year: i64, text: &str, minutes: i64) -> Option<Form> {
    let unit = Unit::ALL
        .into_iter()
        .find(|unit| text.starts_with(unit.spelling().0))?;
    let (_, places, most) = unit.spelling();
    let number = digits(text.get(1..)?, places)?;
    (1..=most).contains(&number).then_some(Form::Reporting {
        year,
        unit,
        number,
        minutes,
    })
}

fn range(start: &str, duration: &str) -> Option<Form> {
    let start = match start.split_once('T') {
        Some((date, time)) => moment(date, time)?,
        None => {
            let (body, zone) = zoned(start)?;
            i128::from(date(body)?) * DAY - i128::from(zone) * MINUTE
        }
    };
    Some(Form::Range {
        start,
        duration: Duration::parse(duration)?,
    })
}

/// What stands before a time zone, and the zone in minutes from Greenwich.
fn zoned(text: &str) -> Option<(&str, i64)> {
    if let Some(body) = text.strip_suffix('Z') {
        return Some((body, 0));
    }
    let Some((body, zone)) = text.len().checked_sub(6).and_then(|at| text.split_at_checked(at)) else {
        return Some((text, 0));
    };
    let sign = match zone.as_bytes() {
        [b'+', _, _, b':', ..] => 1,
        [b'-', _, _, b':', ..] => -1,
        _ => return Some((text, 0)),
    };
    let (hours, minutes) = (digits(zone.get(1..3)?, 2)?, digits(zone.get(4..6)?, 2)?);
    let right = minutes < 60 && hours * 60 + minutes <= 14 * 60;
    right.then_some((body, sign * (hours * 60 + minutes)))
}

fn moment(day: &str, time: &str) -> Option<i128> {
    let day = date(day)?;
    let (time, zone) = zoned(time)?;
    let (time, fraction) = match time.split_once('.') {
        Some((time, fraction)) => (time, nanoseconds(fraction)?),
        None => (time, 0),
    };
    let mut parts = time.split(':');
    let mut next = || digits(parts.next()?, 2);
    let (hour, minute, second) = (next()?, next()?, next()?);
    let midnight = hour == 24 && minute == 0 && second == 0 && fraction == 0;
    let exists = parts.next().is_none() && (hour < 24 || midnight) && minute < 60 && second < 60;
    let minutes = hour * 60 + minute - zone;
    let nanoseconds = i128::from(minutes) * MINUTE + i128::from(second) * SECOND + fraction;
    exists.then(|| i128::from(day) * DAY + nanoseconds)
}

/// The digits after a decimal point as nanoseconds; what is finer is left off.
fn nanoseconds(digits: &str) -> Option<i128> {
    let right = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let nine: String = digits.chars().chain("000000000".chars()).take(9).collect();
    right.then(|| nine.parse().ok())?
}

impl fmt::Display for TimePeriod {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.text)
    }
}
