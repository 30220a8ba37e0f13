//! Names of records within a register: `instrument-6`, `instrument-6.3` for its third assertion.
//!
//! They are short and never given twice, not even after an undo. The public address of a record
//! (`/id/instrument/kz-rs/2024/0006`) is an assertion of its own, since it needs a year.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Kinds of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A document two sides signed.
    Instrument,
    /// A visit, talk or ceremony.
    Meeting,
    /// A person.
    Person,
    /// What somebody agreed, planned or wished.
    Commitment,
    /// A claimed figure.
    Claim,
    /// A standing commission of the two states.
    Commission,
    /// One of its sessions.
    Session,
}

impl Kind {
    /// All of them, in the order they are listed.
    pub const ALL: [Kind; 7] = [
        Kind::Instrument,
        Kind::Meeting,
        Kind::Person,
        Kind::Commitment,
        Kind::Claim,
        Kind::Commission,
        Kind::Session,
    ];

    /// The kind of a word used in names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == word)
    }

    /// The word used in names.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Instrument => "instrument",
            Kind::Meeting => "meeting",
            Kind::Person => "person",
            Kind::Commitment => "commitment",
            Kind::Claim => "claim",
            Kind::Commission => "commission",
            Kind::Session => "session",
        }
    }
}

/// A record's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    /// What it is.
    pub kind: Kind,
    /// Its number among those of its kind, from 1.
    pub number: NonZeroU32,
}

impl RecordId {
    /// The record of a kind with a number from 1; none for 0.
    pub fn new(kind: Kind, number: u32) -> Option<Self> {
        NonZeroU32::new(number).map(|number| Self { kind, number })
    }
}

/// An assertion's name: its record, and its number there from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssertionId {
    /// The record it is of.
    pub record: RecordId,
    /// Its number.
    pub number: NonZeroU32,
}

/// A source's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub NonZeroU32);

impl fmt::Display for RecordId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&format!("{}-{}", self.kind.name(), self.number))
    }
}

impl fmt::Display for AssertionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&format!("{}.{}", self.record, self.number))
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&format!("source-{}", self.0))
    }
}

/// A text that names no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoName {
    found: String,
    expected: &'static str,
}

impl fmt::Display for NoName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "found {:?}, expected {}", self.found, self.expected)
    }
}

impl std::error::Error for NoName {}

/// A number as names have it: digits without a zero before them.
fn number(text: &str) -> Option<NonZeroU32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| plain)
}

fn refused<T>(found: &str, expected: &'static str) -> Result<T, NoName> {
    Err(NoName {
        found: found.to_owned(),
        expected,
    })
}

impl FromStr for RecordId {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        let named = text.split_once('-').and_then(|(kind, rest)| {
            let kind = Kind::parse(kind)?;
            Some(RecordId {
                kind,
                number: number(rest)?,
            })
        });
        named.map_or_else(|| refused(text, "a record such as instrument-6 or claim-1"), Ok)
    }
}

impl FromStr for AssertionId {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        let named = text.rsplit_once('.').and_then(|(record, rest)| {
            Some(AssertionId {
                record: record.parse().ok()?,
                number: number(rest)?,
            })
        });
        named.map_or_else(|| refused(text, "an assertion such as instrument-6.3"), Ok)
    }
}

impl FromStr for SourceId {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        let named = text.strip_prefix("source-").and_then(number).map(SourceId);
        named.map_or_else(|| refused(text, "a source such as source-1"), Ok)
    }
}

macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

as_text!(RecordId, AssertionId, SourceId);
