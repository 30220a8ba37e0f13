//! The annex: what the two sides agreed to exchange, in a file that people write and sign.
//!
//! Each side keeps its own copy and reads no other. That both are the same is known by their hash,
//! which stands in both logs. A partner's copy is never parsed.

use serde::Deserialize;

use crate::follow::Bounds;
use crate::refusal::{Reason, Refusal};

/// The largest annex, bytes.
pub const LARGEST: usize = 1 << 20;

/// What is agreed.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// Both sides.
    pub parties: [String; 2],
    /// What is exchanged.
    #[serde(rename = "dataflow")]
    pub dataflows: Vec<Dataflow>,
    /// How much at a time.
    #[serde(default)]
    pub quota: Quota,
    /// When something is late.
    #[serde(default)]
    pub calendar: Calendar,
    /// Words that bind people and no program: contacts, retention, the rules of disclosure.
    #[serde(default)]
    pub notes: toml::Table,
}

/// A dataflow of the agreement.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dataflow {
    /// Its name.
    pub id: String,
    /// The structures it may follow, each with its full version.
    pub structures: Vec<String>,
}

/// Bytes and entries that are taken at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quota {
    /// Of an object, MiB.
    pub object_mib: u64,
    /// Of all objects of a pull, MiB.
    pub pull_mib: u64,
    /// Entries of a pull.
    pub entries: u64,
}

impl Default for Quota {
    fn default() -> Self {
        Self {
            object_mib: 512,
            pull_mib: 4096,
            entries: 1 << 16,
        }
    }
}

/// When something is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Calendar {
    /// Hours after the planned time.
    pub grace_hours: u64,
    /// Days within which a side says at least that there is nothing new.
    pub heartbeat_days: u64,
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            grace_hours: 24,
            heartbeat_days: 35,
        }
    }
}

impl Annex {
    /// Reads an annex of two parties.
    ///
    /// # Errors
    /// [`Reason::NotAgreed`] where it is no annex, or one of others.
    pub fn read(bytes: &[u8], side: &str, partner: &str) -> Result<Self, Refusal> {
        let refuse = |found: String| Refusal::new(Reason::NotAgreed, found);
        if bytes.len() > LARGEST {
            return Err(refuse(format!(
                "found an annex of {} bytes, expected at most {LARGEST}",
                bytes.len()
            )));
        }
        let text =
            std::str::from_utf8(bytes).map_err(|error| refuse(format!("found an annex with {error}")))?;
        let annex: Self = toml::from_str(text).map_err(|error| refuse(error.to_string()))?;
        let [one, other] = &annex.parties;
        if [one, other] != [side, partner] && [one, other] != [partner, side] {
            return Err(refuse(format!(
                "found an annex of {one} and {other}, expected one of {side} and {partner}"
            )));
        }
        if annex.dataflows.is_empty() {
            return Err(refuse(
                "found an annex without a dataflow, expected at least one".to_owned(),
            ));
        }
        Ok(annex)
    }

    /// What a pull takes.
    pub fn bounds(&self) -> Bounds {
        Bounds {
            entries: self.quota.entries,
            object_bytes: self.quota.object_mib.saturating_mul(1 << 20),
            bytes: self.quota.pull_mib.saturating_mul(1 << 20),
        }
    }

    /// Whether a dataflow is agreed, and a structure for it.
    ///
    /// # Errors
    /// [`Reason::NotAgreed`] or [`Reason::StructureUnknown`], naming what is.
    pub fn check(&self, dataflow: &str, structure: &str) -> Result<(), Refusal> {
        let Some(own) = self.dataflows.iter().find(|one| one.id == dataflow) else {
            let all: Vec<&str> = self.dataflows.iter().map(|one| one.id.as_str()).collect();
            let found = format!(
                "found the dataflow {dataflow}, expected one of the annex: {}",
                all.join(", ")
            );
            return Err(Refusal::new(Reason::NotAgreed, found));
        };
        if own.structures.iter().any(|one| one == structure) {
            return Ok(());
        }
        let found = format!(
            "found the structure {structure}, expected one of {}",
            own.structures.join(", ")
        );
        Err(Refusal::new(Reason::StructureUnknown, found))
    }
}
