//! Days and moments of the Gregorian calendar, as far as time periods need them.
//!
//! It knows no clock and no time zones by name.

/// Days from 1970-01-01 to a day of the Gregorian calendar.
pub(crate) fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The year, month and day of a count of days from 1970-01-01.
pub(crate) fn day_of(number: i64) -> (i64, i64, i64) {
    let number = number + 719_468;
    let (era, of_era) = (number.div_euclid(146_097), number.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let first = era * 400 + year + i64::from(month <= 2);
    (first, month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// How many days a month has.
pub(crate) fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day so many months later; the last of the month where it has no such day.
pub(crate) fn months_later(number: i64, months: i64) -> i64 {
    let (year, month, day) = day_of(number);
    let count = year * 12 + month - 1 + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    day_number(year, month, day.min(days_in(year, month)))
}

/// The day of the week, from 0 for Monday.
pub(crate) fn weekday(number: i64) -> i64 {
    (number + 3).rem_euclid(7)
}
