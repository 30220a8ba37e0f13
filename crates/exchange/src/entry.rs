//! Entries: what a side says in its log, one canonical JSON object each, of a closed list of types.
//!
//! An entry names its log, its reader, its place and the entry before it, so that it means nothing
//! anywhere else. Data are never in it, only their hashes. What an entry does to a log's state is
//! told in [`crate::history`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::digest::Digest;
use crate::keyset::Keyset;
use crate::refusal::{Reason, Refusal};

/// The version of the protocol.
pub const VERSION: u64 = 1;

/// Bytes that are hashed at a time within an object.
pub const CHUNK: u64 = 1 << 20;

/// An entry of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The version of the protocol it is written in.
    pub v: u64,
    /// The log.
    pub origin: String,
    /// Whom it is for.
    pub recipient: String,
    /// Its place in the log, from 0.
    pub seq: u64,
    /// The leaf of the entry before; the first has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prev: Option<Digest>,
    /// When its author says that it was written, POSIX seconds. Nothing depends on it.
    pub time: u64,
    /// What it says.
    #[serde(flatten)]
    pub body: Body,
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Body {
    /// The keys from here on.
    Keyset(Keyset),
    /// The annex this side agrees to.
    Agreement {
        /// The annex itself.
        annex: Object,
    },
    /// A structure that releases may follow.
    Structure {
        /// Its address, with the full version.
        urn: String,
        /// The structure message.
        object: Object,
    },
    /// What is planned.
    Calendar {
        /// Releases to come; what is planned anew replaces what was.
        planned: Vec<Planned>,
    },
    /// Data.
    Release(Box<Release>),
    /// A seal over an earlier entry of this log: a legal signature, a time stamp.
    Seal {
        /// The entry.
        of: Place,
        /// What kind of seal, such as `cades` or `rfc3161`.
        kind: String,
        /// The seal.
        object: Object,
    },
    /// What this side thinks of a release of the other.
    Verdict(Verdict),
    /// A release that counts no more. Its bytes stay.
    Withdraw {
        /// The release.
        of: Place,
        /// Why, in a code of the author's.
        reason: String,
    },
    /// How far the other side's log is verified here.
    Seen {
        /// Its size.
        size: u64,
        /// Its root.
        root: Digest,
    },
    /// Nothing new.
    Heartbeat {},
    /// A question about one cell of the comparison.
    Question {
        /// The cell, as both sides address it.
        cell: String,
        /// The question.
        text: String,
    },
    /// The answer to a question of the other side.
    Answer {
        /// The question, in the other log.
        of: Place,
        /// The answer.
        text: String,
    },
}

/// An entry by its place and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Its place in its log.
    pub seq: u64,
    /// Its leaf.
    pub leaf: Digest,
}

/// Bytes beside the log, by their hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// What people call it, such as `data.csv`. No file is ever named by it.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// The hash of all of them.
    pub sha256: Digest,
    /// The hash of each piece of [`CHUNK`] bytes; the last may be shorter.
    pub chunks: Vec<Digest>,
}

/// A release that is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Of what.
    pub dataflow: String,
    /// Of when.
    pub period: String,
    /// By when it is to come, POSIX seconds.
    pub due: u64,
}

/// Data of a dataflow and period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Of what.
    pub dataflow: String,
    /// Of when, as SDMX writes periods.
    pub period: String,
    /// 0, then one more each time.
    pub revision: u64,
    /// The leaf of the release it takes the place of; none for the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<Digest>,
    /// Whether it is everything, or what changed.
    pub action: Action,
    /// The data, and what goes with them.
    pub objects: Vec<Object>,
    /// Rows in the data.
    pub rows: u64,
    /// Sums over the data, decimals as text, by what they are of.
    pub totals: BTreeMap<String, String>,
    /// The structure's address, with the full version.
    pub structure: String,
    /// The hash of the structure message.
    pub structure_sha256: Digest,
    /// Of a change: the hash of all data once it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_sha256: Option<Digest>,
    /// A commitment to the certificate of disclosure control: its keyed hash.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Digest>,
    /// When it was allowed to appear, POSIX seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargo: Option<u64>,
}

/// What a release does to what is known of its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It is everything.
    Replace,
    /// It is what changed since the release it supersedes.
    Delta,
}

/// What a side thinks of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The release, in the other log.
    pub of: Place,
    /// Which of the two questions it answers.
    pub stage: Stage,
    /// The answer.
    pub outcome: Outcome,
    /// Why, by code.
    pub reasons: Vec<Reason>,
    /// Words beside the codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What is wrong record by record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Object>,
}

/// Which question a verdict answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Whether it keeps to the form: structure, sums, calendar.
    Valid,
    /// Whether it is accepted, by an officer or a rule.
    Accepted,
}

/// The answer of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Yes.
    Accepted,
    /// Yes, with something to look at.
    AcceptedWithWarnings,
    /// No.
    Rejected,
}

impl Object {
    /// The description of some bytes.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            size: bytes.len() as u64,
            sha256: Digest::of(bytes),
            chunks: bytes.chunks(CHUNK as usize).map(Digest::of).collect(),
        }
    }

    /// Whether it has as many pieces as its size asks.
    pub fn is_whole(&self) -> bool {
        self.chunks.len() as u64 == self.size.div_ceil(CHUNK)
    }
}

impl Body {
    /// The objects it names.
    pub fn objects(&self) -> Vec<&Object> {
        match self {
            Self::Agreement { annex } => vec![annex],
            Self::Structure { object, .. } | Self::Seal { object, .. } => vec![object],
            Self::Release(release) => release.objects.iter().collect(),
            Self::Verdict(verdict) => verdict.report.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The name of its type.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Keyset(_) => "keyset",
            Self::Agreement { .. } => "agreement",
            Self::Structure { .. } => "structure",
            Self::Calendar { .. } => "calendar",
            Self::Release(_) => "release",
            Self::Seal { .. } => "seal",
            Self::Verdict(_) => "verdict",
            Self::Withdraw { .. } => "withdraw",
            Self::Seen { .. } => "seen",
            Self::Heartbeat {} => "heartbeat",
            Self::Question { .. } => "question",
            Self::Answer { .. } => "answer",
        }
    }
}

/// The names of all types.
pub const TYPES: [&str; 12] = [
    "keyset",
    "agreement",
    "structure",
    "calendar",
    "release",
    "seal",
    "verdict",
    "withdraw",
    "seen",
    "heartbeat",
    "question",
    "answer",
];

/// What is read of an entry before its type is known to be spoken.
#[derive(Deserialize)]
struct Head {
    v: u64,
    r#type: String,
}

impl Entry {
    /// Its canonical bytes.
    ///
    /// # Errors
    /// As [`canonical::write`].
    pub fn bytes(&self) -> Result<Vec<u8>, Refusal> {
        canonical::write(self)
    }

    /// Reads the bytes of an entry.
    ///
    /// # Errors
    /// [`Reason::VersionUnknown`], [`Reason::EntryTypeUnknown`], or as [`canonical::read`].
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let head: Head = serde_json::from_slice(bytes)
            .map_err(|error| Refusal::new(Reason::EntryMalformed, error.to_string()))?;
        if head.v != VERSION {
            let found = format!("found version {} of the protocol, expected {VERSION}", head.v);
            return Err(Refusal::new(Reason::VersionUnknown, found));
        }
        if !TYPES.contains(&head.r#type.as_str()) {
            let found = format!(
                "found the type {:.40?}, expected one of {}",
                head.r#type,
                TYPES.join(", ")
            );
            return Err(Refusal::new(Reason::EntryTypeUnknown, found));
        }
        canonical::read(bytes)
    }
}
