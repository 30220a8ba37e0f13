//! Every byte of an exchange, held against what it has to be.
//!
//! Nothing is believed because it was believed before: logs are folded anew, tiles are made anew,
//! objects are hashed piece by piece, signatures are verified. It names all that is rotten, by file
//! and piece, and changes nothing.

use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::disk::{Disk, read_whole};
use crate::entry::{CHUNK, Object};
use crate::error::{self, ExchangeError};
use crate::history::History;
use crate::key::Role;
use crate::name::Name;
use crate::note::Note;
use crate::parties::Parties;
use crate::shelf::Shelf;
use crate::tile::{Row, Tile};

/// Something that is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rot {
    /// The file.
    pub path: String,
    /// What is wrong with it.
    pub found: String,
}

/// What a check came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Files that were looked at.
    pub files: u64,
    /// What is rotten.
    pub rotten: Vec<Rot>,
}

impl Checked {
    fn rot(&mut self, path: &str, found: impl Into<String>) {
        self.rotten.push(Rot {
            path: path.to_owned(),
            found: found.into(),
        });
    }
}

/// Checks this side's log and, if the partner is pinned, the copy of theirs.
///
/// # Errors
/// [`ExchangeError::Disk`].
pub fn check(
    disk: &dyn Disk,
    parties: &Parties,
    own: Digest,
    partner: Option<Digest>,
) -> Result<Checked, ExchangeError> {
    let mut checked = Checked::default();
    let outbox = Shelf::new(disk, &parties.outbox(), &parties.staging("outbox"));
    let history = History::new(&parties.origin(), &parties.partner, own);
    check_log(&outbox, history, &parties.signed(), &mut checked)?;
    if let Some(partner) = partner {
        let (turned, mirror) = (
            parties.turned(),
            Shelf::new(disk, &parties.mirror(), &parties.staging("mirror")),
        );
        let history = History::new(&turned.origin(), &turned.partner, partner);
        let path = mirror.path(Name::Checkpoint);
        check_log(&mirror, history, &path, &mut checked)?;
    }
    Ok(checked)
}

fn check_log(
    shelf: &Shelf<'_>,
    history: History,
    path: &str,
    checked: &mut Checked,
) -> Result<(), ExchangeError> {
    checked.files += 1;
    let (note, checkpoint) = match shelf.note(path) {
        Ok(Some(there)) => there,
        Ok(None) => return Ok(()),
        Err(ExchangeError::Damaged { path, found }) => {
            checked.rot(&path, found);
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    let history = match shelf.read(history, &checkpoint) {
        Ok(history) => history,
        Err(ExchangeError::Damaged { path, found }) => {
            checked.rot(&path, found);
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    check_signature(&history, &note, &checkpoint, path, checked);
    for tile in Tile::bundles(0..checkpoint.size).chain(Tile::hashes(0..checkpoint.size)) {
        check_tile(shelf, &history, tile, checked)?;
    }
    for entry in history.entries() {
        for object in entry.body.objects() {
            check_object(shelf, object, checked)?;
        }
    }
    Ok(())
}

fn check_signature(
    history: &History,
    note: &Note,
    checkpoint: &Checkpoint,
    path: &str,
    checked: &mut Checked,
) {
    let set = history.keys().current();
    let signed = set.map(|set| set.log.signed_at(Role::Log, &history.origin, note, checkpoint));
    match signed {
        Some(Ok(_)) => {}
        Some(Err(refusal)) => checked.rot(path, refusal.to_string()),
        None => checked.rot(path, "found a log without keys"),
    }
}

fn check_tile(
    shelf: &Shelf<'_>,
    history: &History,
    tile: Tile,
    checked: &mut Checked,
) -> Result<(), ExchangeError> {
    checked.files += 1;
    let path = shelf.path(Name::Tile(tile));
    let read = read_whole(shelf.disk(), &path, 1 << 25).map_err(error::disk("read", &path))?;
    let expected = match tile.row {
        Row::Hashes(level) => Some(tile.of_leaves(level, history.leaves())),
        // Entries were read into the history.
        Row::Entries => None,
    };
    match (read, expected) {
        (None, _) => checked.rot(&path, "it is missing"),
        (Some(found), Some(expected)) if found != expected => {
            checked.rot(&path, "its hashes are not those of the entries")
        }
        _ => {}
    }
    Ok(())
}

fn check_object(shelf: &Shelf<'_>, object: &Object, checked: &mut Checked) -> Result<(), ExchangeError> {
    checked.files += 1;
    let path = shelf.path(Name::Object(object.sha256));
    let size = shelf.disk().size(&path).map_err(error::disk("look for", &path))?;
    match size {
        None => {
            checked.rot(&path, "it is missing");
            return Ok(());
        }
        Some(size) if size != object.size => {
            checked.rot(&path, format!("it has {size} bytes, expected {}", object.size));
            return Ok(());
        }
        Some(_) => {}
    }
    for (at, expected) in object.chunks.iter().enumerate() {
        let from = at as u64 * CHUNK;
        let read = shelf
            .disk()
            .read(&path, from, CHUNK)
            .map_err(error::disk("read", &path))?;
        if read.is_none_or(|bytes| Digest::of(&bytes) != *expected) {
            let to = (from + CHUNK).min(object.size);
            checked.rot(&path, format!("bytes {from} to {to} are not what was written"));
        }
    }
    Ok(())
}
