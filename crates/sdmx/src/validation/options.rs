//! What a validator may be told besides the structures.

use crate::model::YearStart;

/// How data are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checks {
    /// How many findings are kept; those beyond are counted.
    pub findings: usize,
    /// How many keys of a dataset are remembered, at about 40 bytes each, and as many different
    /// values of a dimension without codes. Beyond, a finding says that duplicates are no longer
    /// looked for.
    pub keys: usize,
    /// Whether columns that the structure does not know are passed over. They are findings otherwise.
    pub custom_columns: bool,
    /// Whether a merge may leave out what is mandatory, as for a receiver who has it already.
    pub partial_merges: bool,
    /// The day a reporting year begins, for ranges of time.
    pub year_start: YearStart,
    /// Spreads the tables of keys and codes. A service gives one that nobody can guess, so that
    /// nobody can write a message that makes it slow.
    pub seed: u64,
}

impl Default for Checks {
    fn default() -> Self {
        Self {
            findings: 1000,
            keys: 1 << 25,
            custom_columns: false,
            partial_merges: false,
            year_start: YearStart::default(),
            seed: 0x5851_F42D_4C95_7F2D,
        }
    }
}
