//! Proof that a log was told in two ways: two checkpoints signed by its key that no history joins.
//!
//! Anybody can check it with nothing but the log's public key. It is evidence, and decides nothing.

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::follow::Advance;
use crate::history::History;
use crate::key::{PublicKey, Role};
use crate::name::Name;
use crate::note::Note;
use crate::refusal::Refusal;
use crate::source::Source;
use crate::tile::{self, Tile};
use crate::tree;

/// Two signed checkpoints of a log that do not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fork {
    /// The checkpoint that was kept.
    pub kept: String,
    /// The checkpoint that was found.
    pub found: String,
    /// The hashes of all entries of the longer of both; none where both are of one size.
    pub leaves: Vec<Digest>,
    /// The key that signed both.
    pub key: PublicKey,
}

impl Fork {
    /// The proof, if a checkpoint that was refused is signed and contradicts the one that is kept.
    ///
    /// Nothing is fetched for one that the log's key did not sign, or of more than so many new entries.
    pub fn between(
        history: &History,
        kept: &Note,
        found: &[u8],
        source: &mut dyn Source,
        most: u64,
    ) -> Option<Self> {
        let note = Note::parse(found).ok()?;
        let (first, second) = (Checkpoint::of(kept).ok()?, Checkpoint::of(&note).ok()?);
        let key = history.keys().current()?.log.clone();
        key.signed_at(Role::Log, &second.origin, &note, &second).ok()?;
        if second.size > first.size.saturating_add(most) {
            return None;
        }
        let leaves = match second.size.cmp(&first.size) {
            std::cmp::Ordering::Less => history.leaves().to_vec(),
            std::cmp::Ordering::Equal => Vec::new(),
            std::cmp::Ordering::Greater => told(source, second.size)?,
        };
        let fork = Self {
            kept: kept.to_string(),
            found: note.to_string(),
            leaves,
            key,
        };
        fork.holds().then_some(fork)
    }

    /// What it shows, in words.
    pub fn found(&self) -> String {
        let size = |note: &str| note.split('\n').nth(1).unwrap_or_default().to_owned();
        let (kept, found) = (size(&self.kept), size(&self.found));
        format!("found a signed checkpoint of {found} entries that contradicts the kept one of {kept}")
    }

    /// Its canonical bytes.
    ///
    /// # Errors
    /// As [`canonical::write`].
    pub fn bytes(&self) -> Result<Vec<u8>, Refusal> {
        canonical::write(self)
    }

    /// Whether both checkpoints are signed by the key, and cannot both be of one log.
    pub fn holds(&self) -> bool {
        let holds = || {
            let (kept, found) = (read(&self.kept)?, read(&self.found)?);
            let apart = kept.1.origin == found.1.origin && self.are_apart(&kept.1, &found.1)?;
            let is_signed = |(note, checkpoint): &(Note, Checkpoint)| {
                let signed = self
                    .key
                    .signed_at(Role::Log, &checkpoint.origin, note, checkpoint);
                signed.is_ok()
            };
            (apart && is_signed(&kept) && is_signed(&found)).then_some(())
        };
        holds().is_some()
    }

    fn are_apart(&self, kept: &Checkpoint, found: &Checkpoint) -> Option<bool> {
        let (short, long) = if kept.size <= found.size {
            (kept, found)
        } else {
            (found, kept)
        };
        if short.size == long.size {
            return Some(short.root != long.root);
        }
        let before = self.leaves.get(..usize::try_from(short.size).ok()?)?;
        let whole = self.leaves.len() as u64 == long.size && tree::root(&self.leaves) == long.root;
        Some(whole && tree::root(before) != short.root)
    }
}

fn read(note: &str) -> Option<(Note, Checkpoint)> {
    let note = Note::parse(note.as_bytes()).ok()?;
    let checkpoint = Checkpoint::of(&note).ok()?;
    Some((note, checkpoint))
}

/// The hashes of all entries as the source tells them.
fn told(source: &mut dyn Source, size: u64) -> Option<Vec<Digest>> {
    let mut leaves = Vec::new();
    for bundle in Tile::bundles(0..size) {
        let bytes = source
            .read(Name::Tile(bundle), 0, Advance::longest(&bundle))
            .ok()??;
        let entries = tile::unbundle(&bytes, bundle.width).ok()?;
        leaves.extend(entries.into_iter().map(tree::leaf));
    }
    Some(leaves)
}
