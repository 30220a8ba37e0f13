//! Proof that a log was told in two ways: two signed checkpoints that no history joins, whichever of its
//! keys signed them.
//!
//! Each checkpoint comes with the sets of keys that lead from the roots of the treaty annex to the key that
//! signed it, so anybody can check it who has the annex's fingerprint. It is evidence, and decides nothing.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::entry::{Body, Entry, VERSION};
use crate::follow::Advance;
use crate::history::History;
use crate::key::Role;
use crate::keyset::Keys;
use crate::name::Name;
use crate::note::Note;
use crate::proof::{self, Extract, Proved, Shown};
use crate::refusal::{Reason, Refusal};
use crate::source::Source;
use crate::tile::{self, Tile};
use crate::tree;

/// Two signed checkpoints of a log that do not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fork {
    /// The version of the protocol.
    pub v: u64,
    /// The checkpoint that was kept, with the sets of keys within it.
    pub kept: Extract,
    /// The checkpoint that was found, with the sets of keys within it.
    pub found: Extract,
    /// The hashes of all entries of the longer of both; none where both are of one size.
    pub leaves: Vec<Digest>,
}

/// What a proof of a broken word shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The log.
    pub origin: String,
    /// Entries that the kept checkpoint covers, and when it was signed, POSIX seconds.
    pub kept: (u64, u64),
    /// The same of the one that was found.
    pub found: (u64, u64),
}

impl Fork {
    /// The proof, if a checkpoint that was refused is signed and contradicts the one that is kept.
    ///
    /// Nothing is fetched for one of more than so many new entries. Of what is fetched only hashes and
    /// sets of keys that the roots signed are held.
    pub fn between(
        history: &History,
        kept: &Note,
        found: &[u8],
        source: &mut dyn Source,
        most: u64,
    ) -> Option<Self> {
        let note = Note::parse(found).ok()?;
        let (first, second) = (Checkpoint::of(kept).ok()?, Checkpoint::of(&note).ok()?);
        if second.origin != first.origin || second.size > first.size.saturating_add(most) {
            return None;
        }
        let all = leaves(source, second.size).filter(|all| tree::root(all) == second.root)?;
        let longer = match second.size.cmp(&first.size) {
            Ordering::Less => history.leaves().to_vec(),
            Ordering::Equal => Vec::new(),
            Ordering::Greater => all.clone(),
        };
        // Signatures are dear, and most that is refused contradicts nothing.
        if !are_apart(&longer, &first, &second) {
            return None;
        }
        let told = Told::fetch(source, all, history.pinned())?;
        let fork = Self {
            v: VERSION,
            kept: proof::extract(
                history,
                &signed_by(history.keys(), &first, kept)?,
                first.size,
                None,
            )
            .ok()?,
            found: told.extract(&signed_by(&told.keys, &second, &note)?),
            leaves: longer,
        };
        fork.judge(history.pinned()).is_ok().then_some(fork)
    }

    /// What it shows, in words.
    pub fn found(&self) -> String {
        let size = |note: &str| note.split('\n').nth(1).unwrap_or_default().to_owned();
        let (kept, found) = (size(&self.kept.checkpoint), size(&self.found.checkpoint));
        format!("found a signed checkpoint of {found} entries that contradicts the kept one of {kept}")
    }

    /// Its canonical bytes.
    ///
    /// # Errors
    /// As [`canonical::write`].
    pub fn bytes(&self) -> Result<Vec<u8>, Refusal> {
        canonical::write(self)
    }

    /// Whether bytes mean to be such a proof, whatever it is worth.
    pub fn is_one(bytes: &[u8]) -> bool {
        serde_json::from_slice::<Self>(bytes).is_ok()
    }

    /// Verifies a proof by the fingerprint of the roots of its log.
    ///
    /// # Errors
    /// The refusal.
    pub fn verify(bytes: &[u8], roots: Digest) -> Result<Broken, Refusal> {
        proof::bounded(bytes)?;
        canonical::read::<Self>(bytes)?.judge(roots)
    }

    fn judge(&self, roots: Digest) -> Result<Broken, Refusal> {
        proof::spoken(self.v)?;
        let (kept, found) = (keys_alone(&self.kept, roots)?, keys_alone(&self.found, roots)?);
        let (first, second) = (&kept.checkpoint, &found.checkpoint);
        if first.origin != second.origin {
            let found = format!(
                "found the logs {} and {}, expected one",
                first.origin, second.origin
            );
            return Err(Refusal::new(Reason::OriginWrong, found));
        }
        if let Some(from) = stolen(&kept, &found).or(stolen(&found, &kept)) {
            let found =
                format!("found a key that was stolen from entry {from} on: what it signed is nobody's word");
            return Err(Refusal::new(Reason::KeyRevoked, found));
        }
        if !are_apart(&self.leaves, first, second) {
            let found = "found two checkpoints that one history can have, or not the entries that part them";
            return Err(Refusal::new(Reason::RootWrong, found));
        }
        Ok(Broken {
            origin: first.origin.clone(),
            kept: (first.size, kept.signed_at),
            found: (second.size, found.signed_at),
        })
    }
}

/// Whether no history has both checkpoints, by the hashes of all entries of the longer one.
fn are_apart(leaves: &[Digest], one: &Checkpoint, other: &Checkpoint) -> bool {
    let (short, long) = if one.size <= other.size {
        (one, other)
    } else {
        (other, one)
    };
    if short.size == long.size {
        return leaves.is_empty() && short.root != long.root;
    }
    let whole = leaves.len() as u64 == long.size && tree::root(leaves) == long.root;
    let before = leaves.get(..usize::try_from(short.size).unwrap_or(usize::MAX));
    whole && before.is_some_and(|before| tree::root(before) != short.root)
}

/// A checkpoint with the sets of keys that lead to its own, and nothing else.
fn keys_alone(extract: &Extract, roots: Digest) -> Result<Shown, Refusal> {
    let shown = extract.verify(roots, 2)?;
    if shown.keys.sets().len() == extract.entries.len() {
        return Ok(shown);
    }
    let found = "found another entry beside the sets of keys";
    Err(Refusal::new(Reason::EntryMalformed, found))
}

/// From which entry on a later set of one of them says that the keys of the other were stolen, if the
/// other tells as much.
fn stolen(by: &Shown, of: &Shown) -> Option<u64> {
    let version = of.keys.current()?.version;
    let later = by.keys.sets().iter().filter(|(_, set)| set.version > version);
    let mut stolen = later.filter_map(|(_, set)| set.revoked_from);
    stolen.find(|from| *from < of.checkpoint.size)
}

/// A note with the lines of the last of some keys alone.
fn signed_by(keys: &Keys, checkpoint: &Checkpoint, note: &Note) -> Option<Note> {
    let key = &keys.current()?.log;
    Some(Note {
        text: note.text.clone(),
        signatures: key.lines(Role::Log, &checkpoint.origin, note),
    })
}

/// Hands over each entry of so many, as a source tells them.
fn each(source: &mut dyn Source, size: u64, mut take: impl FnMut(&[u8]) -> Option<()>) -> Option<()> {
    for bundle in Tile::bundles(0..size) {
        let bytes = source
            .read(Name::Tile(bundle), 0, Advance::longest(&bundle))
            .ok()??;
        let entries = tile::unbundle(&bytes, bundle.width).ok()?;
        entries.into_iter().try_for_each(&mut take)?;
    }
    Some(())
}

/// The hashes of so many entries.
fn leaves(source: &mut dyn Source, size: u64) -> Option<Vec<Digest>> {
    let mut leaves = Vec::new();
    each(source, size, |entry| {
        leaves.push(tree::leaf(entry));
        Some(())
    })?;
    Some(leaves)
}

/// A log as a source tells it, as far as a proof needs it.
struct Told {
    leaves: Vec<Digest>,
    keys: Keys,
    /// The entries that are sets of keys, with their places.
    sets: Vec<(usize, Vec<u8>)>,
}

impl Told {
    /// The sets of keys of a log of these entries, each signed by the roots.
    fn fetch(source: &mut dyn Source, leaves: Vec<Digest>, roots: Digest) -> Option<Self> {
        let (mut keys, mut sets, mut at) = (Keys::default(), Vec::new(), 0);
        each(source, leaves.len() as u64, |bytes| {
            // What is no entry parts two histories as well as any.
            if let Ok(entry) = Entry::read(bytes)
                && let Body::Keyset(set) = &entry.body
            {
                keys.take(&entry, set, roots).ok()?;
                sets.push((at, bytes.to_owned()));
            }
            at += 1;
            Some(())
        })?;
        Some(Self { leaves, keys, sets })
    }

    fn extract(&self, note: &Note) -> Extract {
        let proved = |(at, entry): &(usize, Vec<u8>)| Proved {
            entry: String::from_utf8_lossy(entry).into_owned(),
            path: tree::inclusion(&self.leaves, *at).unwrap_or_default(),
        };
        Extract {
            checkpoint: note.to_string(),
            entries: self.sets.iter().map(proved).collect(),
        }
    }
}
