//! Who may sign what: the set of keys a side stands for, and how one set follows another.
//!
//! Roots are kept offline by officers; the fingerprint of the first roots stands in the treaty
//! annex. They name the keys that nodes work with, and only they can name others: a set follows
//! the one before by one, signed by enough of the old roots and enough of the new. A set can say
//! that the log's key was stolen, and from which entry on what it signed is void.
//!
//! It keeps no secret and reads no clock.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::digest::Digest;
use crate::entry::{Body, Entry};
use crate::key::{PublicKey, SecretKey, Signed};
use crate::refusal::{Reason, Refusal};

/// The most roots of a set: their signatures have to fit into one entry.
pub const MOST_ROOTS: usize = 5;

/// A set of keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyset {
    /// 1, then one more each time.
    pub version: u64,
    /// How many roots have to sign.
    pub threshold: u64,
    /// The roots.
    pub roots: Vec<PublicKey>,
    /// What signs the log.
    pub log: PublicKey,
    /// What signs that the other side's log is kept here.
    pub mirror: PublicKey,
    /// What the node is known by on a wire.
    pub tls: PublicKey,
    /// Until when the node's keys are meant to be used, POSIX seconds. Past it there is a warning.
    pub until: u64,
    /// The entry from which on what the log's key before this set signed is void: it was stolen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_from: Option<u64>,
    /// Signatures of roots, of the set before and of this one.
    pub signatures: Vec<RootSignature>,
}

/// The signature of a root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootSignature {
    /// The root, by its fingerprint.
    pub root: Digest,
    /// Its signature.
    pub signed: Signed,
}

/// What is hashed as the fingerprint of roots.
#[derive(Serialize)]
struct Quorum<'a> {
    threshold: u64,
    roots: &'a [PublicKey],
}

impl Keyset {
    /// What stands in the treaty annex: the hash of roots and threshold.
    ///
    /// # Errors
    /// As [`canonical::write`].
    pub fn fingerprint(&self) -> Result<Digest, Refusal> {
        let (threshold, roots) = (self.threshold, self.roots.as_slice());
        let bytes = canonical::write(&Quorum { threshold, roots })?;
        Ok(Digest::of_all([&b"entente roots v1\n"[..], &bytes]))
    }

    /// Whether its keys can be used at all.
    fn check(&self) -> Result<(), Refusal> {
        let malformed = |found: String| Err(Refusal::new(Reason::KeysetMalformed, found));
        let nodes = [&self.log, &self.mirror, &self.tls];
        let all: Vec<&PublicKey> = self.roots.iter().chain(nodes).collect();
        let distinct: BTreeSet<Digest> = all.iter().map(|key| key.fingerprint()).collect();
        if self.roots.len() > MOST_ROOTS {
            return malformed(format!(
                "found {} roots, expected at most {MOST_ROOTS}",
                self.roots.len()
            ));
        }
        if self.threshold == 0 || self.threshold > self.roots.len() as u64 {
            let (threshold, roots) = (self.threshold, self.roots.len());
            return malformed(format!(
                "found a threshold of {threshold} of {roots} roots, expected 1 to {roots}"
            ));
        }
        if distinct.len() < all.len() {
            return malformed("found one key in two places, expected all to differ".into());
        }
        if !all.iter().all(|key| key.is_whole()) {
            return malformed("found a key of another length than its algorithm has".into());
        }
        Ok(())
    }

    /// How many of some roots signed a message.
    fn signed_by(&self, roots: &[PublicKey], message: &[u8]) -> u64 {
        let signed = |root: &&PublicKey| {
            let own = self
                .signatures
                .iter()
                .filter(|one| one.root == root.fingerprint());
            own.into_iter().any(|one| root.verifies(message, &one.signed))
        };
        roots.iter().filter(signed).count() as u64
    }
}

/// What roots sign: the entry without their signatures.
fn message(entry: &Entry) -> Result<Vec<u8>, Refusal> {
    let mut bare = entry.clone();
    if let Body::Keyset(keyset) = &mut bare.body {
        keyset.signatures.clear();
    }
    Ok([&b"entente keyset v1\n"[..], &bare.bytes()?].concat())
}

/// Adds the signatures of roots to an entry with a set of keys.
///
/// # Errors
/// As [`canonical::write`].
pub fn sign(entry: &mut Entry, roots: &[&SecretKey]) -> Result<(), Refusal> {
    let message = message(entry)?;
    if let Body::Keyset(keyset) = &mut entry.body {
        keyset.signatures.extend(roots.iter().map(|root| RootSignature {
            root: root.public().fingerprint(),
            signed: root.sign(&message),
        }));
    }
    Ok(())
}

/// The sets of keys of a log, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    sets: Vec<(u64, Arc<Keyset>)>,
    /// Entries whose key was stolen, and the entry that says so.
    void: Vec<(Range<u64>, u64)>,
}

impl Keys {
    /// The set that counts now.
    pub fn current(&self) -> Option<&Keyset> {
        self.sets.last().map(|(_, set)| &**set)
    }

    /// The set that counted at a size of the log.
    pub fn as_of(&self, size: u64) -> Option<&Keyset> {
        let set = self.sets.iter().rfind(|(at, _)| *at < size);
        set.map(|(_, set)| &**set)
    }

    /// All sets, with the entries that brought them.
    pub fn sets(&self) -> &[(u64, Arc<Keyset>)] {
        &self.sets
    }

    /// The entry that made an entry void, if one did.
    pub fn voided_by(&self, seq: u64) -> Option<u64> {
        self.void
            .iter()
            .find(|(range, _)| range.contains(&seq))
            .map(|(_, by)| *by)
    }

    /// Takes the set of an entry, the first one by the fingerprint that was pinned.
    ///
    /// # Errors
    /// The refusal, with the sets as they were.
    pub fn take(&mut self, entry: &Entry, set: &Keyset, pinned: Digest) -> Result<(), Refusal> {
        set.check()?;
        let expected = self.current().map_or(1, |last| last.version + 1);
        if set.version != expected {
            let found = format!("found keys of version {}, expected {expected}", set.version);
            return Err(Refusal::new(Reason::KeysetVersion, found));
        }
        let message = message(entry)?;
        if self.sets.is_empty() {
            let found = set.fingerprint()?;
            if found != pinned {
                let found = format!("found roots of fingerprint {found}, expected {pinned}");
                return Err(Refusal::new(Reason::FingerprintWrong, found));
            }
        }
        let before = self
            .current()
            .map(|last| (last.threshold, last.roots.as_slice(), "before"));
        let now = (set.threshold, set.roots.as_slice(), "of its own");
        for (threshold, roots, which) in before.into_iter().chain([now]) {
            let signed = set.signed_by(roots, &message);
            if signed < threshold {
                let found = format!("found {signed} signatures of the roots {which}, expected {threshold}");
                return Err(Refusal::new(Reason::KeysetThreshold, found));
            }
        }
        self.add(entry.seq, set)
    }

    fn add(&mut self, seq: u64, set: &Keyset) -> Result<(), Refusal> {
        if let Some(from) = set.revoked_from {
            if from > seq || self.sets.is_empty() {
                let found =
                    format!("found a key revoked from entry {from} on, expected one before entry {seq}");
                return Err(Refusal::new(Reason::KeysetMalformed, found));
            }
            self.void.push((from..seq, seq));
        }
        self.sets.push((seq, Arc::new(set.clone())));
        Ok(())
    }
}
