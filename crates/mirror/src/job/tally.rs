//! What became of the rows.

use std::ops::AddAssign;

/// The rule a row breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Fewer fields than the header, or more.
    Structure,
    /// Reporter and partner are two different areas of the list.
    Area,
    /// The commodity is in the list.
    Commodity,
    /// The month exists, and is the same in all three columns.
    Period,
    /// The value is there and not negative, the weight not negative.
    Value,
}

impl Fault {
    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Area => "area",
            Self::Commodity => "commodity",
            Self::Period => "period",
            Self::Value => "value",
        }
    }
}

/// Counts of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All rows.
    pub rows: u64,
    /// Rows of other flows than exports and imports.
    pub ignored: u64,
    /// Rows that break a rule, by [`Fault`].
    pub rejected: [u64; 5],
}

impl Tally {
    /// Rows that break a rule.
    pub fn rejected(&self, fault: Fault) -> u64 {
        self.rejected[fault as usize]
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.rows += other.rows;
        self.ignored += other.ignored;
        self.rejected
            .iter_mut()
            .zip(other.rejected)
            .for_each(|(sum, more)| *sum += more);
    }
}
