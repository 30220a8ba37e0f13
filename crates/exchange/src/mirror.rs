//! The mirror: a copy of all that a partner said, and the signature by which this side says that it
//! keeps it.
//!
//! What is pulled is verified before it is kept, and kept before it is signed for. One file makes
//! it count: the partner's checkpoint with this side's signatures, which is the stored checkpoint
//! and the receipt at once. It is written last and read first, so a crash at any moment leaves the
//! log as it was or as it comes, and a receipt that is sent again is the same to the byte. Each pull
//! looks at all objects that were kept, and fetches those again that are not what was written any more.

use std::collections::BTreeMap;

use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::disk;
use crate::disk::Disk;
use crate::entry::{CHUNK, Object};
use crate::error::{self, ExchangeError};
use crate::follow::{self, Advance, Bounds, Next, Verified};
use crate::fork::Fork;
use crate::history::History;
use crate::key::{Role, SecretKey};
use crate::name::Name;
use crate::note::{LONGEST_NOTE, Note};
use crate::parties::Parties;
use crate::refusal::{Reason, Refusal};
use crate::shelf::Shelf;
use crate::source::Source;

/// The copy of a partner's log.
pub struct Mirror<'d> {
    shelf: Shelf<'d>,
    parties: Parties,
    history: History,
    kept: Option<(Note, Checkpoint)>,
}

/// What a pull is made with.
#[derive(Clone, Copy)]
pub struct Pull<'a> {
    /// How much is taken.
    pub bounds: Bounds,
    /// The annex this side agreed to.
    pub annex: Option<Digest>,
    /// POSIX seconds, for the receipt.
    pub now: u64,
    /// The key that signs receipts.
    pub key: &'a SecretKey,
}

/// What a pull brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pulled {
    /// Entries that were known before.
    pub known: u64,
    /// Entries that are known now.
    pub size: u64,
    /// Bytes of objects that came.
    pub bytes: u64,
    /// What had rotted here.
    pub rotted: Vec<Rotted>,
}

/// An object that was kept and is not here as it was written any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotted {
    /// Its file.
    pub path: String,
    /// Where the rotten bytes lie, now that it was fetched again; none where the file was gone.
    pub aside: Option<String>,
    /// Why it was not fetched again; then what is there was not touched.
    pub refused: Option<Refusal>,
}

/// An object that was brought.
#[derive(Default)]
struct Brought {
    /// Bytes that were fetched.
    bytes: u64,
    /// Where what was rotten of it lies now.
    aside: Option<String>,
}

impl<'d> Mirror<'d> {
    /// Opens the copy, and publishes the receipt of what it holds.
    ///
    /// # Errors
    /// [`ExchangeError::Damaged`] where files are not what was written, [`ExchangeError::Disk`].
    pub fn open(disk: &'d dyn Disk, parties: &Parties, pinned: Digest) -> Result<Self, ExchangeError> {
        let shelf = Shelf::new(disk, &parties.mirror(), &parties.staging("mirror"));
        let turned = parties.turned();
        let mut history = History::new(&turned.origin(), &turned.partner, pinned);
        let kept = shelf.note(&shelf.path(Name::Checkpoint))?;
        if let Some((_, checkpoint)) = &kept {
            history = shelf.read(history, checkpoint)?;
        }
        let mirror = Self {
            shelf,
            parties: parties.clone(),
            history,
            kept,
        };
        mirror.publish()?;
        Ok(mirror)
    }

    /// The partner's log as it is known.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Where its files lie.
    pub fn shelf(&self) -> &Shelf<'d> {
        &self.shelf
    }

    /// The partner's checkpoint with this side's signatures.
    pub fn kept(&self) -> Option<&(Note, Checkpoint)> {
        self.kept.as_ref()
    }

    /// Fetches what is new, verifies it, keeps it, and signs for it; then fetches again what rotted.
    ///
    /// # Errors
    /// [`ExchangeError::Refused`] where it is not taken, [`ExchangeError::Way`] where the way is cut,
    /// [`ExchangeError::Disk`]. In each case the log is as it was, and what arrived of objects is
    /// kept for the next attempt.
    pub fn pull(&mut self, source: &mut dyn Source, with: Pull<'_>) -> Result<Pulled, ExchangeError> {
        let known = self.history.size();
        let mut pulled = Pulled {
            known,
            size: known,
            bytes: 0,
            rotted: Vec::new(),
        };
        self.grow(source, with, &mut pulled)?;
        pulled.size = self.history.size();
        self.mend(source, &mut pulled)?;
        Ok(pulled)
    }

    fn grow(
        &mut self,
        source: &mut dyn Source,
        with: Pull<'_>,
        pulled: &mut Pulled,
    ) -> Result<(), ExchangeError> {
        let note = fetch(source, Name::Checkpoint, LONGEST_NOTE as u64)?;
        let advance = match follow::judge(&self.history, &note, with.bounds) {
            Ok(Next::Nothing) => return Ok(()),
            Ok(Next::Grow(advance)) => *advance,
            Err(refusal) => return Err(self.accuse(source, &note, with.bounds, refusal)),
        };
        let verified = match self.verify(source, advance) {
            Err(ExchangeError::Refused(refusal)) => {
                return Err(self.accuse(source, &note, with.bounds, refusal));
            }
            other => other?,
        };
        agreed(&verified, with.annex)?;
        for object in &verified.objects {
            let brought = self.bring(source, object)?;
            pulled.bytes += brought.bytes;
            pulled.rotted.extend(brought.aside.map(|aside| Rotted {
                path: self.shelf.path(Name::Object(object.sha256)),
                aside: Some(aside),
                refused: None,
            }));
        }
        self.count(verified, with)
    }

    /// Fetches objects again that were kept and are not what was written any more. A way that does not
    /// have them, as a stick with what is new, is no reason to refuse what came.
    fn mend(&self, source: &mut dyn Source, pulled: &mut Pulled) -> Result<(), ExchangeError> {
        let kept = self.history.entries().iter().take(pulled.known as usize);
        let kept = kept.flat_map(|entry| entry.body.objects());
        let kept: BTreeMap<Digest, &Object> = kept.map(|object| (object.sha256, object)).collect();
        for object in kept.into_values() {
            let path = self.shelf.path(Name::Object(object.sha256));
            if self.is_held(object, &path)? {
                continue;
            }
            let (brought, refused) = match self.bring(source, object) {
                Ok(brought) => (brought, None),
                Err(ExchangeError::Refused(refusal)) => (Brought::default(), Some(refusal)),
                Err(other) => return Err(other),
            };
            pulled.bytes += brought.bytes;
            pulled.rotted.push(Rotted {
                path,
                aside: brought.aside,
                refused,
            });
        }
        Ok(())
    }

    fn verify(&self, source: &mut dyn Source, mut advance: Advance) -> Result<Verified, ExchangeError> {
        for bundle in advance.wanted() {
            let bytes = fetch(source, Name::Tile(bundle), Advance::longest(&bundle))?;
            advance.take(&bundle, &bytes)?;
        }
        Ok(advance.finish()?)
    }

    /// Keeps the proof, where a refusal comes from two signed checkpoints that do not agree.
    fn accuse(
        &self,
        source: &mut dyn Source,
        note: &[u8],
        bounds: Bounds,
        refusal: Refusal,
    ) -> ExchangeError {
        let Some((kept, _)) = &self.kept else {
            return refusal.into();
        };
        let Some(fork) = Fork::between(&self.history, kept, note, source, bounds.entries) else {
            return refusal.into();
        };
        let found = format!("{} ({refusal})", fork.found());
        let kept = fork.bytes().map_err(ExchangeError::from).and_then(|bytes| {
            let path = format!("{}/{}.json", self.parties.evidence(), Digest::of(&bytes));
            self.shelf.put(&path, &bytes).map(|()| path)
        });
        match kept {
            Ok(path) => Refusal::new(Reason::Fork, format!("{found}; the proof is in {path}")).into(),
            Err(error) => error,
        }
    }

    /// Makes sure that an object is here and will last.
    fn bring(&self, source: &mut dyn Source, object: &Object) -> Result<Brought, ExchangeError> {
        let disk = self.shelf.disk();
        let path = self.shelf.path(Name::Object(object.sha256));
        let mut brought = Brought::default();
        if !self.is_held(object, &path)? {
            let staged = self.shelf.staged(&object.sha256.to_string());
            disk::make_way(disk, &staged).map_err(error::disk("make a folder for", &staged))?;
            brought.bytes = self.fill(source, object, &staged)?;
            disk.sync(&staged).map_err(error::disk("sync", &staged))?;
            disk::make_way(disk, &path).map_err(error::disk("make a folder for", &path))?;
            brought.aside = self.set_aside(object, &path)?;
            disk.rename(&staged, &path).map_err(error::disk("name", &path))?;
        }
        disk::settle(disk, &path).map_err(error::disk("sync", &path))?;
        Ok(brought)
    }

    /// Moves rotten bytes out of the way of an object: whoever wants to know how they rotted finds them.
    fn set_aside(&self, object: &Object, path: &str) -> Result<Option<String>, ExchangeError> {
        let disk = self.shelf.disk();
        let size = |path: &str| disk.size(path).map_err(error::disk("look for", path));
        if size(path)?.is_none() {
            return Ok(None);
        }
        let (folder, mut number) = (self.parties.rotten(), 1);
        let mut aside = format!("{folder}/{}-{number}", object.sha256);
        while size(&aside)?.is_some() {
            number += 1;
            aside = format!("{folder}/{}-{number}", object.sha256);
        }
        disk::make_way(disk, &aside).map_err(error::disk("make a folder for", &aside))?;
        disk.rename(path, &aside).map_err(error::disk("move", path))?;
        disk::settle(disk, &aside).map_err(error::disk("sync", &aside))?;
        Ok(Some(aside))
    }

    /// Whether the pieces of an object are here as its entry names them: an earlier entry may have named
    /// the same object by other pieces, and what was kept may have rotted.
    fn is_held(&self, object: &Object, path: &str) -> Result<bool, ExchangeError> {
        let disk = self.shelf.disk();
        let size = disk.size(path).map_err(error::disk("look for", path))?;
        Ok(size == Some(object.size) && self.right_chunks(object, path)? == object.chunks.len())
    }

    /// Fetches what is missing of a staged object, piece by piece; only pieces that are right are added.
    fn fill(&self, source: &mut dyn Source, object: &Object, staged: &str) -> Result<u64, ExchangeError> {
        let disk = self.shelf.disk();
        let first = self.whole_chunks(object, staged)?;
        let mut fetched = 0;
        for (at, expected) in object.chunks.iter().enumerate().skip(first) {
            let from = at as u64 * CHUNK;
            let length = CHUNK.min(object.size - from);
            let chunk = read_exactly(source, object, from, length)?;
            if Digest::of(&chunk) != *expected {
                let found = format!(
                    "found other bytes {from} to {} of {}",
                    from + length,
                    object.sha256
                );
                return Err(Refusal::new(Reason::ObjectHash, found).into());
            }
            disk.append(staged, &chunk)
                .map_err(error::disk("write", staged))?;
            fetched += length;
        }
        self.seal(object, staged).map(|()| fetched)
    }

    /// Pieces may be right where the whole is not: then the entry contradicts itself.
    fn seal(&self, object: &Object, staged: &str) -> Result<(), ExchangeError> {
        let disk = self.shelf.disk();
        if object.chunks.is_empty() {
            disk.write(staged, &[]).map_err(error::disk("write", staged))?;
        }
        let bytes = disk::read_whole(disk, staged, object.size).map_err(error::disk("read", staged))?;
        if bytes.is_some_and(|bytes| Digest::of(&bytes) == object.sha256) {
            return Ok(());
        }
        disk.remove(staged).map_err(error::disk("remove", staged))?;
        let found = format!(
            "found an object whose pieces are right and whose whole is not {}",
            object.sha256
        );
        Err(Refusal::new(Reason::ObjectHash, found).into())
    }

    /// How many pieces an interrupted attempt left, all right; what is behind them is cut off.
    fn whole_chunks(&self, object: &Object, staged: &str) -> Result<usize, ExchangeError> {
        let disk = self.shelf.disk();
        let Some(size) = disk.size(staged).map_err(error::disk("look for", staged))? else {
            return Ok(0);
        };
        let whole = self.right_chunks(object, staged)?;
        let right = (whole as u64 * CHUNK).min(object.size);
        if size != right {
            disk.truncate(staged, right)
                .map_err(error::disk("cut off", staged))?;
        }
        Ok(whole)
    }

    /// How many pieces of a file are right, from its beginning on.
    fn right_chunks(&self, object: &Object, path: &str) -> Result<usize, ExchangeError> {
        for (at, expected) in object.chunks.iter().enumerate() {
            let from = at as u64 * CHUNK;
            let length = CHUNK.min(object.size - from);
            let read = self.shelf.disk().read(path, from, length);
            let read = read.map_err(error::disk("read", path))?;
            if read.is_none_or(|bytes| Digest::of(&bytes) != *expected) {
                return Ok(at);
            }
        }
        Ok(object.chunks.len())
    }

    /// Makes what was verified count: entries first, then the one file that says so.
    fn count(&mut self, verified: Verified, with: Pull<'_>) -> Result<(), ExchangeError> {
        self.shelf.grow(&verified.history, verified.known)?;
        let name = self.parties.mirror_name();
        let lines = with
            .key
            .sign_checkpoint(Role::Mirror, &name, &verified.checkpoint, with.now);
        let mut note = verified.note;
        note.signatures.extend(lines);
        self.shelf
            .put(&self.shelf.path(Name::Checkpoint), note.to_string().as_bytes())?;
        self.history = verified.history;
        self.kept = Some((note, verified.checkpoint));
        self.publish()
    }

    /// Shows the receipt to the partner, unless it is there.
    fn publish(&self) -> Result<(), ExchangeError> {
        let Some((note, _)) = &self.kept else {
            return Ok(());
        };
        let path = format!("{}/{}", self.parties.outbox(), Name::Receipt);
        match self.shelf.note(&path) {
            Ok(Some((shown, _))) if shown == *note => Ok(()),
            _ => self.shelf.put(&path, note.to_string().as_bytes()),
        }
    }
}

/// Data come after both logs hold the same annex.
fn agreed(verified: &Verified, annex: Option<Digest>) -> Result<(), Refusal> {
    let theirs = verified.history.annex();
    if !follow::releases(&verified.history, verified.known) || (annex.is_some() && annex == theirs) {
        return Ok(());
    }
    let name = |annex: Option<Digest>| annex.map_or("none".to_owned(), |annex| annex.to_string());
    let found = format!(
        "found a release under the annex {}, expected {}",
        name(theirs),
        name(annex)
    );
    Err(Refusal::new(Reason::NotAgreed, found))
}

/// All of a small file.
pub(crate) fn fetch(source: &mut dyn Source, name: Name, at_most: u64) -> Result<Vec<u8>, ExchangeError> {
    let way = |source| ExchangeError::Way {
        name: name.to_string(),
        source,
    };
    let bytes = source.read(name, 0, at_most + 1).map_err(way)?;
    let bytes = bytes.ok_or_else(|| Refusal::new(Reason::ObjectMissing, format!("found no {name}")))?;
    if bytes.len() as u64 > at_most {
        let found = format!("found more than {at_most} bytes in {name}");
        return Err(Refusal::new(Reason::QuotaExceeded, found).into());
    }
    Ok(bytes)
}

fn read_exactly(
    source: &mut dyn Source,
    object: &Object,
    from: u64,
    length: u64,
) -> Result<Vec<u8>, ExchangeError> {
    let name = Name::Object(object.sha256);
    let way = |source| ExchangeError::Way {
        name: name.to_string(),
        source,
    };
    let bytes = source.read(name, from, length).map_err(way)?;
    let bytes = bytes.ok_or_else(|| Refusal::new(Reason::ObjectMissing, format!("found no {name}")))?;
    if bytes.len() as u64 == length {
        return Ok(bytes);
    }
    let found = format!(
        "found {} bytes from {from} on of {name}, expected {length}",
        bytes.len()
    );
    Err(Refusal::new(Reason::ObjectSize, found).into())
}
