//! The vintage of a release: the day it stands for, and whether anybody said so.

use std::fmt;

use crate::date::Date;

/// A vintage; the one that holds is the greatest.
///
/// A day that is only the day of the import says nothing of the age of the figures: an old
/// file may be brought in late. So it is less than any day that was stated, by the file or by
/// who imported it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vintage {
    // The order of the fields is the order of vintages.
    stated: bool,
    day: Date,
}

impl Vintage {
    /// A vintage that was stated.
    pub const fn stated(day: Date) -> Self {
        Self { stated: true, day }
    }

    /// A vintage of which only the day of the import is known.
    pub const fn of_import(day: Date) -> Self {
        Self { stated: false, day }
    }

    /// The day.
    pub const fn day(self) -> Date {
        self.day
    }

    /// Whether the day was stated.
    pub const fn is_stated(self) -> bool {
        self.stated
    }
}

impl From<Date> for Vintage {
    fn from(day: Date) -> Self {
        Self::stated(day)
    }
}

impl fmt::Display for Vintage {
    /// The day; `{:#}` says with it when it is only the day of the import.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match out.alternate() && !self.stated {
            true => write!(out, "{} (day of import)", self.day),
            false => self.day.fmt(out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_day_goes_before_a_later_day_of_import() {
        let day = |text| Date::parse(text).unwrap();
        let [early, late] = ["2024-07-25", "2026-11-22"].map(day);
        let mut vintages = [
            Vintage::stated(late),
            Vintage::of_import(late),
            Vintage::stated(early),
            Vintage::of_import(early),
        ];
        vintages.sort_unstable();
        assert_eq!(
            vintages.map(|vintage| format!("{vintage:#}")),
            [
                "2024-07-25 (day of import)",
                "2026-11-22 (day of import)",
                "2024-07-25",
                "2026-11-22",
            ]
        );
        assert_eq!(Vintage::of_import(late).to_string(), "2026-11-22");
    }
}
