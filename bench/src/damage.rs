//! Broken rows: extra rows that no reader may take for trade.
//!
//! Each is a copy of a good row with one thing wrong, so the sums of the good rows
//! stay exact. In Parquet, which has no lines, a truncated row lacks its last columns.

use clap::ValueEnum;

use crate::code::Code;
use crate::record::{Record, Text};

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damage {
    UnknownArea,
    BadCode,
    BadPeriod,
    NegativeValue,
    TruncatedLine,
    StrayQuote,
    Nul,
    OverlongField,
}

/// Which kinds are used.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Kinds {
    /// Only rows that parse but break a rule: area, code, period, value.
    Rules,
    /// Also rows that are no CSV: truncated lines, stray quotes, NUL, overlong fields.
    All,
}

const ALL: [Damage; 8] = [
    Damage::UnknownArea,
    Damage::BadCode,
    Damage::BadPeriod,
    Damage::NegativeValue,
    Damage::TruncatedLine,
    Damage::StrayQuote,
    Damage::Nul,
    Damage::OverlongField,
];

impl Kinds {
    /// The kinds.
    pub(crate) fn list(self) -> &'static [Damage] {
        match self {
            Self::Rules => &ALL[..4],
            Self::All => &ALL,
        }
    }
}

impl Damage {
    /// The name in `broken.csv`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::UnknownArea => "unknown_area",
            Self::BadCode => "bad_code",
            Self::BadPeriod => "bad_period",
            Self::NegativeValue => "negative_value",
            Self::TruncatedLine => "truncated_line",
            Self::StrayQuote => "stray_quote",
            Self::Nul => "nul",
            Self::OverlongField => "overlong_field",
        }
    }

    /// A broken copy of a good row.
    pub(crate) fn of(self, record: &Record) -> Record {
        let mut broken = Record {
            damage: Some(self),
            ..record.clone()
        };
        match self {
            Self::UnknownArea => broken.partner = 9997,
            Self::BadPeriod => broken.month = 13,
            Self::NegativeValue => broken.value = -broken.value,
            _ => {}
        }
        broken
    }

    /// The commodity as the broken row writes it.
    pub(crate) fn code(self, code: Code) -> Text {
        let stem = &code.as_str()[..2];
        match self {
            Self::BadCode => Text::Long(format!("{stem}?4")),
            Self::StrayQuote => Text::Long(format!("{stem}\"12")),
            Self::Nul => Text::Long(format!("{stem}\0012")),
            Self::OverlongField => Text::Long(stem.repeat(50_000)),
            _ => Text::Code(code),
        }
    }
}
