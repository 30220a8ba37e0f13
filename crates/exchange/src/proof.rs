//! A proof pack: that a side said something, and that the other keeps it, for somebody who has
//! neither log and trusts neither side.
//!
//! A pack is one canonical JSON object. It holds the entry, all sets of keys of its log, a signed
//! checkpoint that covers them, and for each the audit path; if the partner signed for that
//! checkpoint, its sets of keys and checkpoint besides. Who verifies it needs the fingerprints of
//! the treaty annex, and nothing else. Other entries do not travel with it.

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::entry::{Body, Entry, VERSION};
use crate::error::ExchangeError;
use crate::history::History;
use crate::key::Role;
use crate::keyset::{Keys, Keyset};
use crate::note::Note;
use crate::pair::Pair;
use crate::parties::Parties;
use crate::refusal::{Reason, Refusal};
use crate::tree;

/// The largest pack, bytes.
pub const LARGEST: usize = 1 << 22;

/// A proof pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// The version of the protocol.
    pub v: u64,
    /// The log, and its entries that matter: all sets of keys, and the one that is proved, last.
    pub log: Extract,
    /// The sets of keys of the partner, if it signed the checkpoint too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partner: Option<Extract>,
}

/// Entries of a log, with what shows that they are in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// The signed checkpoint.
    pub checkpoint: String,
    /// Entries, ascending.
    pub entries: Vec<Proved>,
}

/// An entry with its audit path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proved {
    /// Its canonical bytes, as text.
    pub entry: String,
    /// Its audit path, from its sibling up.
    pub path: Vec<Digest>,
}

/// What a pack proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The entry.
    pub entry: Entry,
    /// When its log signed the checkpoint, POSIX seconds.
    pub signed_at: u64,
    /// When the partner signed that it keeps it.
    pub kept_at: Option<u64>,
}

impl Pack {
    /// A pack for an entry of this side's log: by the checkpoint that the partner signed for, if it
    /// covers the entry, else by the last one.
    ///
    /// # Errors
    /// [`ExchangeError::Unready`] where there is no such entry.
    pub fn of(pair: &Pair<'_>, seq: u64) -> Result<Self, ExchangeError> {
        let own = pair.outbox.history();
        if seq >= own.size() {
            return Err(ExchangeError::Unready {
                found: format!("found no entry {seq} among {}", own.size()),
                advice: "see `entente log`".to_owned(),
            });
        }
        let stored = pair.stored()?.filter(|(_, checkpoint)| checkpoint.size > seq);
        let partner = match (&stored, pair.mirror.kept()) {
            (Some(_), Some((note, checkpoint))) => {
                let theirs = pair.mirror.history();
                Some(extract(
                    theirs,
                    &by(note, &[&theirs.origin]),
                    checkpoint.size,
                    None,
                )?)
            }
            _ => None,
        };
        let last = pair.outbox.shelf().note(&pair.parties.signed())?;
        let shown = stored.or(last).ok_or_else(|| ExchangeError::Damaged {
            path: pair.parties.signed(),
            found: "it is missing".to_owned(),
        })?;
        let signers: &[&str] = match partner {
            Some(_) => &[&own.origin, &pair.parties.turned().mirror_name()],
            None => &[&own.origin],
        };
        Ok(Self {
            v: VERSION,
            log: extract(own, &by(&shown.0, signers), shown.1.size, Some(seq))?,
            partner,
        })
    }

    /// Its canonical bytes.
    ///
    /// # Errors
    /// As [`canonical::write`].
    pub fn bytes(&self) -> Result<Vec<u8>, Refusal> {
        canonical::write(self)
    }

    /// Verifies a pack by the fingerprints of the roots of its log and of the partner's.
    ///
    /// # Errors
    /// The refusal.
    pub fn verify(bytes: &[u8], roots: Digest, partner: Option<Digest>) -> Result<Proven, Refusal> {
        bounded(bytes)?;
        let pack: Self = canonical::read(bytes)?;
        spoken(pack.v)?;
        let log = pack
            .log
            .verify(roots, if pack.partner.is_some() { 4 } else { 2 })?;
        let entry = log.last.clone();
        if let Some(by) = log.keys.voided_by(entry.seq) {
            let found = format!("found entry {} void by entry {by}: its key was stolen", entry.seq);
            return Err(Refusal::new(Reason::KeyRevoked, found));
        }
        let kept_at = match (&pack.partner, partner) {
            (None, _) => None,
            (Some(_), None) => {
                let found = "found a receipt, expected the fingerprint of the partner's roots besides";
                return Err(Refusal::new(Reason::FingerprintWrong, found));
            }
            (Some(keys), Some(partner)) => Some(log.kept_at(&keys.verify(partner, 2)?)?),
        };
        Ok(Proven {
            signed_at: log.signed_at,
            kept_at,
            entry,
        })
    }
}

/// Refuses a proof that is too long to be read.
pub(crate) fn bounded(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() <= LARGEST {
        return Ok(());
    }
    let found = format!(
        "found a proof of {} bytes, expected at most {LARGEST}",
        bytes.len()
    );
    Err(Refusal::new(Reason::QuotaExceeded, found))
}

/// Refuses a proof of another version.
pub(crate) fn spoken(version: u64) -> Result<(), Refusal> {
    if version == VERSION {
        return Ok(());
    }
    let found = format!("found a proof of version {version}, expected {VERSION}");
    Err(Refusal::new(Reason::VersionUnknown, found))
}

/// A note with the lines of some signers alone.
fn by(note: &Note, signers: &[&str]) -> Note {
    let own = note
        .signatures
        .iter()
        .filter(|one| signers.contains(&one.name.as_str()));
    Note {
        text: note.text.clone(),
        signatures: own.cloned().collect(),
    }
}

/// Entries of a log: all sets of keys within a size, and one that is proved.
pub(crate) fn extract(
    history: &History,
    note: &Note,
    size: u64,
    seq: Option<u64>,
) -> Result<Extract, ExchangeError> {
    let sets = history.keys().sets().iter().map(|(at, _)| *at);
    let mut wanted: Vec<u64> = sets.chain(seq).filter(|at| *at < size).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if let Some(seq) = seq {
        // The one that is proved comes last, also where it is a set of keys itself.
        wanted.retain(|at| *at != seq);
        wanted.push(seq);
    }
    let leaves = &history.leaves()[..size as usize];
    let mut entries = Vec::new();
    for at in wanted {
        let bytes = history.entries()[at as usize].bytes()?;
        entries.push(Proved {
            entry: String::from_utf8_lossy(&bytes).into_owned(),
            path: tree::inclusion(leaves, at as usize).unwrap_or_default(),
        });
    }
    Ok(Extract {
        checkpoint: note.to_string(),
        entries,
    })
}

/// A log as far as an extract shows it.
pub(crate) struct Shown {
    note: Note,
    pub(crate) keys: Keys,
    last: Entry,
    parties: Parties,
    pub(crate) checkpoint: Checkpoint,
    pub(crate) signed_at: u64,
}

impl Extract {
    /// Whether all entries are in the tree, the sets of keys follow each other from the pinned roots on, and
    /// the last of them signed.
    ///
    /// There are just so many lines of signature: others would be bytes that nobody judges.
    pub(crate) fn verify(&self, pinned: Digest, lines: usize) -> Result<Shown, Refusal> {
        let note = Note::parse(self.checkpoint.as_bytes())?;
        if note.signatures.len() != lines {
            let found = format!(
                "found {} signatures in a checkpoint, expected {lines}",
                note.signatures.len()
            );
            return Err(Refusal::new(Reason::NoteMalformed, found));
        }
        let checkpoint = Checkpoint::of(&note)?;
        let parties = Parties::of_origin(&checkpoint.origin)?;
        let mut read: Vec<Entry> = Vec::new();
        for proved in &self.entries {
            read.push(proved.verify(&checkpoint, &parties)?);
        }
        let last = read.last().cloned();
        let last = last.ok_or_else(|| Refusal::new(Reason::ObjectMissing, "found a pack without entries"))?;
        read.sort_by_key(|entry| entry.seq);
        let mut keys = Keys::default();
        for entry in &read {
            if let Body::Keyset(set) = &entry.body {
                keys.take(entry, set, pinned)
                    .map_err(|refusal| refusal.at(format_args!("entry {}", entry.seq)))?;
            }
        }
        let set = keys
            .current()
            .ok_or_else(|| Refusal::new(Reason::SignatureBad, "found a pack without keys"))?;
        let signed_at = set
            .log
            .signed_at(Role::Log, &checkpoint.origin, &note, &checkpoint)?;
        Ok(Shown {
            note,
            last,
            keys,
            parties,
            checkpoint,
            signed_at,
        })
    }
}

impl Proved {
    fn verify(&self, checkpoint: &Checkpoint, parties: &Parties) -> Result<Entry, Refusal> {
        let entry = Entry::read(self.entry.as_bytes())?;
        if entry.origin != checkpoint.origin {
            let found = format!(
                "found an entry of {}, expected one of {}",
                entry.origin, checkpoint.origin
            );
            return Err(Refusal::new(Reason::OriginWrong, found));
        }
        if entry.recipient != parties.partner {
            let (found, expected) = (&entry.recipient, &parties.partner);
            let found = format!("found an entry for {found:.40?}, expected one for {expected}");
            return Err(Refusal::new(Reason::RecipientWrong, found));
        }
        let leaf = tree::leaf(self.entry.as_bytes());
        if tree::root_by_inclusion(leaf, entry.seq, checkpoint.size, &self.path) == Some(checkpoint.root) {
            return Ok(entry);
        }
        let found = format!(
            "found a path that does not lead from entry {} to the signed root",
            entry.seq
        );
        Err(Refusal::new(Reason::RootWrong, found))
    }
}

impl Shown {
    /// When the partner signed that it keeps this log as far as the checkpoint says, by one of its keys.
    fn kept_at(&self, partner: &Self) -> Result<u64, Refusal> {
        let turned = self.parties.turned();
        if partner.parties != turned {
            let (found, expected) = (partner.parties.origin(), turned.origin());
            let found = format!("found the partner's log {found}, expected {expected}");
            return Err(Refusal::new(Reason::OriginWrong, found));
        }
        let name = turned.mirror_name();
        let signed = |set: &Keyset| {
            set.mirror
                .signed_at(Role::Mirror, &name, &self.note, &self.checkpoint)
        };
        let mut sets = partner.keys.sets().iter().rev().map(|(_, set)| signed(set));
        let none = || Refusal::new(Reason::SignatureBad, "found a partner without keys");
        let last = sets.next().ok_or_else(none)?;
        last.or_else(|refusal| sets.find_map(Result::ok).ok_or(refusal))
    }
}
