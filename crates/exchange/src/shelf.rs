//! A log on disk: tiles, bundles and objects under one folder, an outbox or a mirror alike.
//!
//! Everything but the checkpoint is immutable and named by what it is, so writing it twice is
//! writing it once. What no checkpoint covers does not count, and may be left of an interrupted
//! attempt. When a checkpoint may be written is for [`crate::outbox`] and [`crate::mirror`] to know.

use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::disk::{self, Disk};
use crate::entry::Object;
use crate::error::{self, ExchangeError};
use crate::follow::Advance;
use crate::history::History;
use crate::name::Name;
use crate::note::{LONGEST_NOTE, Note};
use crate::refusal::Refusal;
use crate::tile::{self, Row, Tile};

/// The folder of a log.
#[derive(Clone)]
pub struct Shelf<'d> {
    disk: &'d dyn Disk,
    folder: String,
    /// Where files are written before they get their names.
    staging: String,
}

impl<'d> Shelf<'d> {
    /// The log in a folder; files are written in another before they get their names.
    pub fn new(disk: &'d dyn Disk, folder: &str, staging: &str) -> Self {
        Self {
            disk,
            folder: folder.to_owned(),
            staging: staging.to_owned(),
        }
    }

    /// The disk it lies on.
    pub fn disk(&self) -> &'d dyn Disk {
        self.disk
    }

    /// Where a file of it lies.
    pub fn path(&self, name: Name) -> String {
        format!("{}/{name}", self.folder)
    }

    /// Where a file lies before it has its name.
    pub fn staged(&self, name: &str) -> String {
        format!("{}/{name}", self.staging)
    }

    /// Puts a file in its place, so that it lasts.
    ///
    /// # Errors
    /// [`ExchangeError::Disk`].
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), ExchangeError> {
        disk::put(self.disk, &self.staged("file"), path, bytes).map_err(error::disk("write", path))
    }

    /// A signed checkpoint in a file; `None` where there is none.
    ///
    /// # Errors
    /// [`ExchangeError::Disk`], [`ExchangeError::Damaged`] where it is no checkpoint.
    pub fn note(&self, path: &str) -> Result<Option<(Note, Checkpoint)>, ExchangeError> {
        let read =
            disk::read_whole(self.disk, path, LONGEST_NOTE as u64).map_err(error::disk("read", path))?;
        let Some(bytes) = read else { return Ok(None) };
        let note =
            Note::parse(&bytes).and_then(|note| Checkpoint::of(&note).map(|checkpoint| (note, checkpoint)));
        note.map(Some).map_err(|refusal| damaged(path, &refusal))
    }

    /// Reads the log up to a checkpoint into a history that begins it.
    ///
    /// # Errors
    /// [`ExchangeError::Damaged`] naming the file that is missing or not what was written.
    pub fn read(&self, mut history: History, checkpoint: &Checkpoint) -> Result<History, ExchangeError> {
        for bundle in Tile::bundles(0..checkpoint.size) {
            let path = self.path(Name::Tile(bundle));
            let read = disk::read_whole(self.disk, &path, Advance::longest(&bundle));
            let bytes = read.map_err(error::disk("read", &path))?;
            let bytes = bytes.ok_or_else(|| ExchangeError::Damaged {
                path: path.clone(),
                found: "it is missing".to_owned(),
            })?;
            let entries = tile::unbundle(&bytes, bundle.width).map_err(|refusal| damaged(&path, &refusal))?;
            let mut entries = entries.into_iter();
            entries
                .try_for_each(|entry| history.admit(entry))
                .map_err(|refusal| damaged(&path, &refusal))?;
        }
        if history.root(checkpoint.size) == Some(checkpoint.root) {
            return Ok(history);
        }
        Err(ExchangeError::Damaged {
            path: self.folder.clone(),
            found: format!(
                "its {} entries do not come to the root of its checkpoint",
                checkpoint.size
            ),
        })
    }

    /// Writes what a history has more than a number of entries, so that it lasts.
    ///
    /// # Errors
    /// [`ExchangeError::Disk`].
    pub fn grow(&self, history: &History, known: u64) -> Result<(), ExchangeError> {
        let sizes = known..history.size();
        for one in Tile::bundles(sizes.clone()).chain(Tile::hashes(sizes)) {
            let bytes = match one.row {
                Row::Hashes(level) => one.of_leaves(level, history.leaves()),
                Row::Entries => {
                    let range = one.places();
                    let own = &history.entries()[range.start as usize..range.end as usize];
                    let entries: Vec<Vec<u8>> =
                        own.iter().map(|entry| entry.bytes()).collect::<Result<_, _>>()?;
                    tile::bundle(entries.iter().map(Vec::as_slice))?
                }
            };
            self.put(&self.path(Name::Tile(one)), &bytes)?;
        }
        Ok(())
    }

    /// Keeps an object, so that it lasts.
    ///
    /// # Errors
    /// [`ExchangeError::Disk`].
    pub fn keep(&self, bytes: &[u8]) -> Result<Digest, ExchangeError> {
        let digest = Digest::of(bytes);
        let path = self.path(Name::Object(digest));
        let held = self.disk.read(&path, 0, bytes.len() as u64 + 1);
        let held = held.map_err(error::disk("read", &path))?;
        if held.as_deref() == Some(bytes) {
            disk::settle(self.disk, &path).map_err(error::disk("sync", &path))?;
        } else {
            self.put(&path, bytes)?;
        }
        Ok(digest)
    }

    /// The bytes of an object, held against its hash.
    ///
    /// # Errors
    /// [`ExchangeError::Damaged`] where it is missing or not what was written.
    pub fn object(&self, object: &Object) -> Result<Vec<u8>, ExchangeError> {
        let path = self.path(Name::Object(object.sha256));
        let read = disk::read_whole(self.disk, &path, object.size).map_err(error::disk("read", &path))?;
        let found = match read {
            None => "it is missing",
            Some(bytes) if Digest::of(&bytes) == object.sha256 => return Ok(bytes),
            Some(_) => "its hash is another than its name",
        };
        Err(ExchangeError::Damaged {
            path,
            found: found.to_owned(),
        })
    }
}

pub(crate) fn damaged(path: &str, refusal: &Refusal) -> ExchangeError {
    ExchangeError::Damaged {
        path: path.to_owned(),
        found: refusal.to_string(),
    }
}
