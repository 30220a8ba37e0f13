//! Following a partner's log, without reading or writing anything: what to fetch next, and whether
//! what came is a consistent, signed, complete continuation of what is known.
//!
//! All entries are fetched, so a longer log is judged by appending to the hashes that are kept:
//! if the signed root comes out, nothing before was changed, removed or added. No proof that the
//! partner makes is trusted, and no hash tile of theirs is read.

use std::collections::BTreeMap;

use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::entry::{Body, Object};
use crate::history::History;
use crate::key::Role;
use crate::note::Note;
use crate::refusal::{Reason, Refusal};
use crate::tile::{self, Tile};

/// How much is taken at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Entries.
    pub entries: u64,
    /// Bytes of an object.
    pub object_bytes: u64,
    /// Bytes of all objects together.
    pub bytes: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            entries: 1 << 16,
            object_bytes: 1 << 29,
            bytes: 1 << 32,
        }
    }
}

/// What a partner's checkpoint asks for.
#[derive(Debug)]
pub enum Next {
    /// Nothing: it is what is known.
    Nothing,
    /// More entries.
    Grow(Box<Advance>),
}

/// A continuation on trial.
#[derive(Debug)]
pub struct Advance {
    note: Note,
    checkpoint: Checkpoint,
    known: u64,
    trial: History,
    bounds: Bounds,
}

/// A continuation that holds. Its objects are still to be had.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The log as it stands with it.
    pub history: History,
    /// Entries that were known before.
    pub known: u64,
    /// The signed checkpoint, with the lines of the log's own key alone.
    pub note: Note,
    /// What it says.
    pub checkpoint: Checkpoint,
    /// What the new entries name, each once.
    pub objects: Vec<Object>,
}

/// Judges a checkpoint by what is known of its log.
///
/// # Errors
/// The refusal: another log, a log that shrank or forked, or one that grew beyond bounds.
pub fn judge(history: &History, note: &[u8], bounds: Bounds) -> Result<Next, Refusal> {
    let note = Note::parse(note)?;
    let checkpoint = Checkpoint::of(&note)?;
    if checkpoint.origin != history.origin {
        let found = format!(
            "found the log {:.80}, expected {}",
            checkpoint.origin, history.origin
        );
        return Err(Refusal::new(Reason::OriginWrong, found));
    }
    let (known, size) = (history.size(), checkpoint.size);
    if size > known {
        if size - known > bounds.entries {
            let found = format!(
                "found {} new entries, expected at most {}",
                size - known,
                bounds.entries
            );
            return Err(Refusal::new(Reason::QuotaExceeded, found));
        }
        return Ok(Next::Grow(Box::new(Advance {
            note,
            checkpoint,
            known,
            trial: history.clone(),
            bounds,
        })));
    }
    if history.root(size) != Some(checkpoint.root) {
        signed(history, &note, &checkpoint)?;
        let found = format!("found another root of {size} entries than the one that is kept");
        return Err(Refusal::new(Reason::Fork, found));
    }
    if size < known {
        let found = format!("found {size} entries, expected the {known} that are kept, or more");
        return Err(Refusal::new(Reason::Rollback, found));
    }
    signed(history, &note, &checkpoint).map(|_| Next::Nothing)
}

/// When the log's present key signed a checkpoint.
fn signed(history: &History, note: &Note, checkpoint: &Checkpoint) -> Result<u64, Refusal> {
    let name = &history.origin;
    let set = history.keys().current();
    let set = set.ok_or_else(|| Refusal::new(Reason::SignatureBad, "found a log without keys"))?;
    set.log
        .signed_at(Role::Log, name, note, checkpoint)
        .map_err(|refusal| {
            let mut before = history.keys().sets().iter().map(|(_, set)| &set.log);
            let stale = before.find(|key| key.signed_at(Role::Log, name, note, checkpoint).is_ok());
            match stale {
                Some(key) => {
                    let found = format!("found the signature of {key:?}, expected one of {:?}", set.log);
                    Refusal::new(Reason::KeyStale, found)
                }
                None => refusal,
            }
        })
}

impl Advance {
    /// The bundles of entries that are needed.
    pub fn wanted(&self) -> Vec<Tile> {
        Tile::bundles(self.known..self.checkpoint.size).collect()
    }

    /// The most bytes a bundle can have.
    pub fn longest(tile: &Tile) -> u64 {
        u64::from(tile.width) * (2 + tile::LONGEST_ENTRY as u64)
    }

    /// Takes the next bundle that was wanted.
    ///
    /// # Errors
    /// The refusal; then the whole continuation is refused.
    pub fn take(&mut self, tile: &Tile, bytes: &[u8]) -> Result<(), Refusal> {
        let entries = tile::unbundle(bytes, tile.width).map_err(|refusal| refusal.at(tile))?;
        for (seq, entry) in tile.places().zip(entries) {
            match self.trial.leaves().get(seq as usize) {
                Some(known) if *known == crate::tree::leaf(entry) => {}
                Some(_) => {
                    let found = format!("found another entry {seq} than the one that is kept");
                    return Err(Refusal::new(Reason::RootWrong, found));
                }
                None => self.trial.admit(entry)?,
            }
        }
        Ok(())
    }

    /// Judges the whole once all bundles are taken.
    ///
    /// # Errors
    /// The refusal.
    pub fn finish(self) -> Result<Verified, Refusal> {
        let (trial, checkpoint) = (self.trial, self.checkpoint);
        if trial.size() != checkpoint.size {
            let found = format!("found {} entries, expected {}", trial.size(), checkpoint.size);
            return Err(Refusal::new(Reason::SizeUnbacked, found));
        }
        if trial.root(checkpoint.size) != Some(checkpoint.root) {
            let found = "found entries that come to another root than the signed one".to_owned();
            return Err(Refusal::new(Reason::RootWrong, found));
        }
        signed(&trial, &self.note, &checkpoint)?;
        let objects = objects(&trial, self.known, self.bounds)?;
        let key = trial.keys().current().map(|set| &set.log);
        let signatures = key.map_or(Vec::new(), |key| key.lines(Role::Log, &trial.origin, &self.note));
        Ok(Verified {
            known: self.known,
            note: Note {
                text: self.note.text,
                signatures,
            },
            checkpoint,
            objects,
            history: trial,
        })
    }
}

/// What new entries name, each once, if it is no more than agreed. No byte of it was fetched yet.
fn objects(history: &History, known: u64, bounds: Bounds) -> Result<Vec<Object>, Refusal> {
    let mut all: BTreeMap<Digest, Object> = BTreeMap::new();
    for entry in &history.entries()[known as usize..] {
        for object in entry.body.objects() {
            let place = format_args!("entry {}", entry.seq).to_string();
            if object.size > bounds.object_bytes {
                let found = format!(
                    "found an object of {} bytes, expected at most {}",
                    object.size, bounds.object_bytes
                );
                return Err(Refusal::new(Reason::QuotaExceeded, found).at(place));
            }
            let other = all.entry(object.sha256).or_insert_with(|| object.clone());
            if (other.size, &other.chunks) != (object.size, &object.chunks) {
                let found = format!("found two descriptions of the object {}", object.sha256);
                return Err(Refusal::new(Reason::ObjectHash, found).at(place));
            }
        }
    }
    let bytes = all
        .values()
        .fold(0_u64, |sum, object| sum.saturating_add(object.size));
    if bytes > bounds.bytes {
        let found = format!(
            "found objects of {bytes} bytes, expected at most {}",
            bounds.bytes
        );
        return Err(Refusal::new(Reason::QuotaExceeded, found));
    }
    Ok(all.into_values().collect())
}

/// Whether new entries of a history have a release among them.
pub fn releases(history: &History, known: u64) -> bool {
    let new = &history.entries()[known as usize..];
    new.iter().any(|entry| matches!(entry.body, Body::Release(_)))
}
