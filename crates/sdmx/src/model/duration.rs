//! The length of a range of time, `P1Y2M3DT4H5M6S`.
//!
//! It is only good for adding to a moment.

use super::calendar::months_later;

const DAY: i128 = 86_400_000_000_000;
const SECOND: i128 = 1_000_000_000;
/// More years than this, and moments would not fit.
const MOST: i64 = 1_000_000;

/// A length of time: months, and days and shorter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Duration {
    months: i64,
    nanoseconds: i128,
}

impl Duration {
    /// Reads a duration of ISO 8601 without weeks and signs.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('P')?;
        let (date, time) = match text.split_once('T') {
            Some((date, time)) if !time.is_empty() => (date, time),
            None if !text.is_empty() => (text, ""),
            _ => return None,
        };
        let (years, date) = whole(date, 'Y')?;
        let (months, date) = whole(date, 'M')?;
        let (days, date) = whole(date, 'D')?;
        let (hours, time) = whole(time, 'H')?;
        let (minutes, time) = whole(time, 'M')?;
        let seconds = seconds(time)?;
        let coarse = i128::from(days) * DAY + i128::from(hours * 60 + minutes) * 60 * SECOND;
        date.is_empty().then_some(Self {
            months: years * 12 + months,
            nanoseconds: coarse + seconds,
        })
    }

    /// The moment so long after another.
    pub(crate) fn after(&self, moment: i128) -> i128 {
        let (day, rest) = (moment.div_euclid(DAY), moment.rem_euclid(DAY));
        let day = i64::try_from(day).unwrap_or_default();
        i128::from(months_later(day, self.months)) * DAY + rest + self.nanoseconds
    }
}

/// The number before a letter, 0 if the letter is not there, and what follows it.
fn whole(text: &str, letter: char) -> Option<(i64, &str)> {
    let Some((number, rest)) = text.split_once(letter) else {
        return Some((0, text));
    };
    let right = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = right
        .then(|| number.parse::<i64>().ok())?
        .filter(|number| *number <= MOST)?;
    Some((number, rest))
}

/// Seconds with decimals, as nanoseconds.
fn seconds(text: &str) -> Option<i128> {
    if text.is_empty() {
        return Some(0);
    }
    let text = text.strip_suffix('S')?;
    let (number, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let nine: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    let whole = number.parse::<i64>().ok().filter(|number| *number <= MOST)?;
    let right = are_digits(number) && are_digits(fraction);
    right.then(|| Some(i128::from(whole) * SECOND + nine.parse::<i128>().ok()?))?
}
