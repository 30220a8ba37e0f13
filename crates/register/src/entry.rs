//! Entries of the journal: what was done, when and by whom.
//!
//! An act is added and never changed. A correction is an act, and so is an undo: the entry it undoes
//! stays where it is, and counts no more.

use serde::{Deserialize, Serialize};

use crate::check::Check;
use crate::record::{Assertion, AssertionId, Quote, RecordId, Said, Source, SourceId};

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number, from 1.
    pub number: u64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who.
    pub by: String,
    /// What.
    pub act: Act,
}

/// What can be done to the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A source was read, and rules proposed what it says.
    Read {
        /// The source.
        source: Box<Source>,
        /// What was proposed.
        proposed: Vec<Filed>,
    },
    /// A source was read again, with other statements about it or other rules: what it said before
    /// stays in the journal and what nobody decided of it gives way.
    Reread {
        /// The source as it is told now.
        source: Box<Source>,
        /// What is proposed that was not.
        proposed: Vec<Filed>,
        /// What is proposed no longer.
        dropped: Vec<AssertionId>,
    },
    /// A person decided.
    Decided {
        /// What they stand for.
        confirmed: Vec<AssertionId>,
        /// What they say is not so.
        rejected: Vec<AssertionId>,
    },
    /// A person says something else of the same words; what was said before is rejected.
    Corrected {
        /// What was said.
        assertion: AssertionId,
        /// What is to be said.
        #[serde(flatten)]
        said: Said,
    },
    /// A person says something more of a record.
    Added {
        /// Of which.
        record: RecordId,
        /// What.
        said: Vec<Said>,
        /// The source that says so, and its words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quoted: Option<(SourceId, Quote)>,
    },
    /// A claim was checked against figures.
    Checked {
        /// Which.
        claim: RecordId,
        /// What came out.
        check: Box<Check>,
    },
    /// An entry counts no more.
    Undone {
        /// Its number.
        entry: u64,
    },
    /// What another register, or this one before, holds was taken over as it stood there.
    Taken {
        /// Its sources.
        sources: Vec<Source>,
        /// Its assertions, by record.
        assertions: Vec<Assertion>,
        /// Its checks.
        checks: Vec<(RecordId, Check)>,
    },
}

/// What one reading proposes of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// Which record: a new one, or one that is there.
    pub record: RecordId,
    /// What is said of it.
    pub said: Vec<Proposal>,
}

/// One thing a rule read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What.
    #[serde(flatten)]
    pub said: Said,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Quote>,
    /// By which rule, with its version.
    pub rule: String,
}

impl Entry {
    /// The day it was made, as it begins the time.
    pub fn day(&self) -> &str {
        self.at.get(..10).unwrap_or_default()
    }
}

impl Act {
    /// What was done, in few words.
    pub fn words(&self) -> String {
        let many = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        match self {
            Self::Read { source, proposed } => {
                format!(
                    "read {} as {}: {}",
                    source.file,
                    source.id,
                    many(proposed.len(), "record")
                )
            }
            Self::Reread {
                source,
                proposed,
                dropped,
            } => {
                let more: usize = proposed.iter().map(|filed| filed.said.len()).sum();
                format!(
                    "read {} again: {} more, {} dropped",
                    source.id,
                    many(more, "assertion"),
                    dropped.len()
                )
            }
            Self::Decided { confirmed, rejected } => {
                let (confirmed, rejected) = (confirmed.len(), rejected.len());
                format!("{confirmed} confirmed, {rejected} rejected")
            }
            Self::Corrected { assertion, said } => format!("corrected {assertion} ({})", said.field()),
            Self::Added { record, said, .. } => {
                let fields: Vec<String> = said.iter().map(Said::field).collect();
                format!("added to {record}: {}", fields.join(", "))
            }
            Self::Checked { claim, check } => format!("checked {claim}: {}", check.verdict.name()),
            Self::Undone { entry } => format!("undid entry {entry}"),
            Self::Taken {
                sources, assertions, ..
            } => format!(
                "took over {} and {}",
                many(sources.len(), "source"),
                many(assertions.len(), "assertion")
            ),
        }
    }
}
