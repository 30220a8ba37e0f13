//! When something happened to a home: what imports and statements are dated by.
//!
//! Later is greater, in one home always: see [`Moment::following`]. There is no clock here; one is
//! given, and asked when something begins to count.

use std::fmt;

use entente_trade::Date;

/// A clock: milliseconds since 1970-01-01T00:00:00Z. The store has none of its own.
pub type Clock = fn() -> i64;

/// A moment of the years 1 to 9999, to the millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

const DAY: i64 = 86_400_000;

/// Days of 400 years of the Gregorian calendar.
const CYCLE: i64 = 146_097;

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

impl Moment {
    /// So many milliseconds after 1970-01-01T00:00:00Z; `None` outside the calendar.
    pub fn new(milliseconds: i64) -> Option<Self> {
        date(milliseconds.div_euclid(DAY)).map(|_| Self(milliseconds))
    }

    /// The moment a clock shows, or the next millisecond after the last one known, whichever is
    /// later: two things never happen at once, and none before what is known already, even if the
    /// clock was set back. `None` outside the calendar.
    pub fn following(last: Option<Self>, clock: Clock) -> Option<Self> {
        let next = last.map_or(i64::MIN, |last| last.0.saturating_add(1));
        Self::new(clock().max(next))
    }

    /// Reads what it prints, and the same without a fraction, as earlier versions wrote it.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
        let (time, fraction) = time.split_once('.').unwrap_or((time, "000"));
        let [hour, minute, second]: [&str; 3] = time.split(':').collect::<Vec<_>>().try_into().ok()?;
        let [hour, minute, second] = [
            digits(hour, 2, 24)?,
            digits(minute, 2, 60)?,
            digits(second, 2, 60)?,
        ];
        let of_day = ((hour * 60 + minute) * 60 + second) * 1_000 + digits(fraction, 3, 1_000)?;
        Self::new(number(Date::parse(day)?) * DAY + of_day)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn milliseconds(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Moment {
    /// `2024-11-05T08:30:00.250Z` (RFC 3339).
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(date) = date(self.0.div_euclid(DAY)) {
            write!(out, "{date}T")?;
        }
        let of_day = self.0.rem_euclid(DAY);
        let (seconds, milliseconds) = (of_day / 1_000, of_day % 1_000);
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        write!(out, "{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z")
    }
}

/// A number of so many digits below a bound.
fn digits(text: &str, length: usize, bound: i64) -> Option<i64> {
    let is_plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|&number| is_plain && number < bound)
}

/// Days since 1970-01-01. Years begin in March, so that the day that comes every four years is
/// the last; the months then have 153 days in five.
fn number(date: Date) -> i64 {
    let month = (i64::from(date.month()) + 9) % 12;
    let year = i64::from(date.year()) - i64::from(date.month() <= 2);
    let of_year = (153 * month + 2) / 5 + i64::from(date.day()) - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - EPOCH
}

/// The day with a number; `None` outside the years 1 to 9999.
fn date(number: i64) -> Option<Date> {
    let day = number.checked_add(EPOCH)?;
    let (cycle, of_cycle) = (day.div_euclid(CYCLE), day.rem_euclid(CYCLE));
    let of_cycle_year = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / (CYCLE - 1)) / 365;
    let of_year = of_cycle - (365 * of_cycle_year + of_cycle_year / 4 - of_cycle_year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = cycle * 400 + of_cycle_year + i64::from(month <= 2);
    Date::new(u16::try_from(year).ok()?, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back_what_it_prints() {
        for text in [
            "0001-01-01T00:00:00.000Z",
            "1969-12-31T23:59:59.999Z",
            "1970-01-01T00:00:00.000Z",
            "2000-02-29T12:00:00.001Z",
            "2024-03-01T00:00:00.000Z",
            "9999-12-31T23:59:59.999Z",
        ] {
            let moment = Moment::parse(text);
            assert_eq!(moment.map(|moment| moment.to_string()).as_deref(), Some(text));
        }
        let known = Moment::new(1_730_795_400_250).unwrap();
        assert_eq!(known.to_string(), "2024-11-05T08:30:00.250Z");
        assert_eq!(
            Moment::parse("2024-11-05T08:30:00Z").unwrap().milliseconds(),
            known.milliseconds() - 250
        );
    }

    #[test]
    fn every_day_of_the_calendar_follows_the_one_before() {
        let first = number(Date::new(1, 1, 1).unwrap());
        let mut before = None;
        for day in first..=number(Date::new(9_999, 12, 31).unwrap()) {
            let found = date(day).unwrap();
            assert_eq!(number(found), day);
            assert!(before < Some(found), "{found}");
            before = Some(found);
        }
        assert_eq!((date(first - 1), date(first + 3_652_059)), (None, None));
        assert_eq!((Moment::new(i64::MIN), Moment::new(i64::MAX)), (None, None));
    }

    #[test]
    fn what_is_no_moment_is_not_taken() {
        for text in [
            "yesterday",
            "2024-11-05",
            "2024-11-05T08:30:00",
            "2024-11-05T08:30Z",
            "2024-11-05T08:30:00.25Z",
            "2024-11-05T24:00:00Z",
            "2024-11-05T08:60:00Z",
            "2024-11-05T08:30:60Z",
            "2024-11-05T+8:30:00Z",
            "2023-02-29T08:30:00Z",
            "2024-11-05T08:30:00+01:00",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn time_goes_on_where_a_clock_does_not() {
        let noon: Clock = || 43_200_000;
        let first = Moment::following(None, noon);
        assert_eq!(first, Moment::new(43_200_000));
        assert_eq!(Moment::following(first, noon), Moment::new(43_200_001));
        let ahead = Moment::new(50_000_000);
        assert_eq!(Moment::following(ahead, noon), Moment::new(50_000_001));
        let last = Moment::parse("9999-12-31T23:59:59.999Z");
        assert_eq!(Moment::following(last, noon), None);
    }
}
