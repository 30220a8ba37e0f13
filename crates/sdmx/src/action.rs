//! What is to be done with a dataset, or with a row of one.

use std::fmt;

/// An action of SDMX 2.1 or 3.x. What it means is for whoever keeps the data to say; the crate
/// carries it faithfully.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// For information: nothing is asked for.
    #[default]
    Information,
    /// Adds, and updates what is there already (SDMX 2.1; deprecated in CSV 2.1, where it is a merge).
    Append,
    /// Adds or updates the values that are there, and leaves the others (SDMX 3.0).
    Merge,
    /// Replaces whole observations, in SDMX 2.1 also whole series.
    Replace,
    /// Deletes.
    Delete,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 5] = [
        Self::Information,
        Self::Append,
        Self::Merge,
        Self::Replace,
        Self::Delete,
    ];

    /// The word of SDMX-ML and SDMX-JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Information => "Information",
            Self::Append => "Append",
            Self::Merge => "Merge",
            Self::Replace => "Replace",
            Self::Delete => "Delete",
        }
    }

    /// The letter of SDMX-CSV 2.x.
    pub const fn letter(self) -> char {
        match self {
            Self::Information => 'I',
            Self::Append => 'A',
            Self::Merge => 'M',
            Self::Replace => 'R',
            Self::Delete => 'D',
        }
    }

    /// The action of a word or letter, in either case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| {
            let letter = action.letter();
            text.eq_ignore_ascii_case(action.word())
                || text.eq_ignore_ascii_case(letter.encode_utf8(&mut [0; 4]))
        })
    }
}

impl fmt::Display for Action {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.word())
    }
}
