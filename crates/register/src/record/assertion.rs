//! An assertion: something that was said of a record, with where, by whom, and what became of it.

use serde::{Deserialize, Serialize};

use super::{AssertionId, Said, SourceId};

/// One thing said of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assertion {
    /// Its name.
    pub id: AssertionId,
    /// What was said.
    #[serde(flatten)]
    pub said: Said,
    /// The source that says so; none for what a person adds from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// The words of the source that say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Quote>,
    /// Who made it an assertion.
    pub by: Author,
    /// When, RFC 3339.
    pub at: String,
    /// What became of it.
    pub standing: Standing,
    /// Who decided so last, and when; none as long as it is proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decision>,
}

/// Words of a source's text, found again by what stands before and behind them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// First byte in the text, which is UTF-8 in normal form.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The words, exactly.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands behind them.
    pub suffix: String,
}

/// Letters kept before and behind a quote.
const AROUND: usize = 32;

impl Quote {
    /// The words between two bytes of a text; none where these are no borders of letters.
    pub fn of(text: &str, start: usize, end: usize) -> Option<Self> {
        let exact = text.get(start..end)?.to_owned();
        let before = text[..start].char_indices().rev().take(AROUND).last();
        let prefix = text[before.map_or(start, |(at, _)| at)..start].to_owned();
        let suffix = text[end..].chars().take(AROUND).collect();
        Some(Self {
            start,
            end,
            exact,
            prefix,
            suffix,
        })
    }

    /// Where the words stand in a text that may have changed: at the same bytes, else where they stand
    /// between the same words, else where they stand if they stand there once.
    pub fn find(&self, text: &str) -> Option<(usize, usize)> {
        if text.get(self.start..self.end) == Some(&self.exact) {
            return Some((self.start, self.end));
        }
        let whole = format!("{}{}{}", self.prefix, self.exact, self.suffix);
        let framed = text.find(&whole).map(|at| at + self.prefix.len());
        let alone = || {
            let mut places = text.match_indices(self.exact.as_str()).map(|(at, _)| at);
            places.next().filter(|_| places.next().is_none())
        };
        let start = framed.or_else(alone).filter(|_| !self.exact.is_empty())?;
        Some((start, start + self.exact.len()))
    }
}

/// Who made an assertion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// A rule, with its version: `title/first-state 1`.
    Rule(String),
    /// A person, by the name given.
    Person(String),
}

impl Author {
    /// Name of the rule or person.
    pub fn name(&self) -> &str {
        match self {
            Self::Rule(name) | Self::Person(name) => name,
        }
    }
}

/// What became of an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nobody has decided.
    Proposed,
    /// A person stands for it.
    Confirmed,
    /// A person says it is not so.
    Rejected,
}

impl Standing {
    /// The word used in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
        }
    }
}

/// Who decided, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The person.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}
