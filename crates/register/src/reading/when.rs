//! When: a day, a month, a year or an interval, written as EDTF.
//!
//! It exists because texts say "in 2015", "in nine months of 2022" and "on 19 November", and each is to
//! be kept as precisely as it was said and no more. It knows no clock.

use std::fmt;

use entente_trade::Date;
use serde::{Serialize, Serializer};

/// A day, month or year, as precise as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stamp {
    /// A year.
    Year(u16),
    /// A month, 1 to 12, of a year.
    Month(u16, u8),
    /// A day.
    Day(Date),
}

impl Stamp {
    /// The year it lies in.
    pub const fn year(self) -> u16 {
        match self {
            Stamp::Year(year) | Stamp::Month(year, _) => year,
            Stamp::Day(date) => date.year(),
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stamp::Year(year) => write!(out, "{year:04}"),
            Stamp::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Stamp::Day(date) => write!(out, "{date}"),
        }
    }
}

/// One stamp, or an interval between two of the same precision, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct When {
    /// The first day, month or year.
    pub first: Stamp,
    /// The last; the same where there is one alone.
    pub last: Stamp,
}

impl When {
    /// One day.
    pub const fn day(date: Date) -> When {
        When {
            first: Stamp::Day(date),
            last: Stamp::Day(date),
        }
    }

    /// One year.
    pub const fn year(year: u16) -> When {
        When {
            first: Stamp::Year(year),
            last: Stamp::Year(year),
        }
    }

    /// The months of a year from one to the other, both included.
    pub const fn months(year: u16, first: u8, last: u8) -> When {
        When {
            first: Stamp::Month(year, first),
            last: Stamp::Month(year, last),
        }
    }
}

impl fmt::Display for When {
    /// EDTF level 0: `2024-11-19`, `2022`, `2022-01/2022-09`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            write!(out, "{}", self.first)
        } else {
            write!(out, "{}/{}", self.first, self.last)
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}
