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
    let own = check_log(&outbox, history, &parties.signed(), &mut checked)?;
    check_shown(
        &outbox,
        Name::Checkpoint,
        (&parties.signed(), own.as_ref()),
        &mut checked,
    )?;
    let Some(partner) = partner else {
        return Ok(checked);
    };
    let (turned, mirror) = (
        parties.turned(),
        Shelf::new(disk, &parties.mirror(), &parties.staging("mirror")),
    );
    let history = History::new(&turned.origin(), &turned.partner, partner);
    let path = mirror.path(Name::Checkpoint);
    let theirs = check_log(&mirror, history, &path, &mut checked)?;
    check_shown(&outbox, Name::Receipt, (&path, theirs.as_ref()), &mut checked)?;
    if let (Some(own), Some(theirs)) = (own, theirs) {
        let name = parties.mirror_name();
        if !is_signed(
            &own.history,
            Role::Mirror,
            &name,
            &theirs.note,
            &theirs.checkpoint,
        ) {
            checked.rot(&path, "this side's signature that it keeps it does not hold");
        }
        check_receipt(&outbox, parties, (&own.history, &theirs.history), &mut checked)?;
    }
    Ok(checked)
}

/// A log whose entries could be read.
struct Log {
    history: History,
    note: Note,
    checkpoint: Checkpoint,
}

/// Notes the damage, and goes on without what is damaged.
fn noted<T>(read: Result<T, ExchangeError>, checked: &mut Checked) -> Result<Option<T>, ExchangeError> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(ExchangeError::Damaged { path, found }) => {
            checked.rot(&path, found);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

fn check_log(
    shelf: &Shelf<'_>,
    history: History,
    path: &str,
    checked: &mut Checked,
) -> Result<Option<Log>, ExchangeError> {
    checked.files += 1;
    let Some((note, checkpoint)) = noted(shelf.note(path), checked)?.flatten() else {
        return Ok(None);
    };
    let Some(history) = noted(shelf.read(history, &checkpoint), checked)? else {
        return Ok(None);
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
    Ok(Some(Log {
        history,
        note,
        checkpoint,
    }))
}

/// What the partner can read is what is kept here, and it is kept where the partner could read it.
fn check_shown(
    outbox: &Shelf<'_>,
    name: Name,
    (kept, log): (&str, Option<&Log>),
    checked: &mut Checked,
) -> Result<(), ExchangeError> {
    let path = outbox.path(name);
    checked.files += 1;
    let Some(shown) = noted(outbox.note(&path), checked)? else {
        return Ok(());
    };
    let held = outbox.disk().size(kept).map_err(error::disk("look for", kept))?;
    match (shown, log) {
        (Some((shown, _)), Some(log)) if shown != log.note => {
            checked.rot(&path, format!("it is another one than {kept}"));
        }
        (None, Some(_)) => checked.rot(&path, "it is missing"),
        (Some(_), None) if held.is_none() => checked.rot(kept, "it is missing"),
        _ => {}
    }
    Ok(())
}

/// The partner's receipt, if there is one.
fn check_receipt(
    outbox: &Shelf<'_>,
    parties: &Parties,
    (own, theirs): (&History, &History),
    checked: &mut Checked,
) -> Result<(), ExchangeError> {
    let path = parties.receipt();
    let Some((note, checkpoint)) = noted(outbox.note(&path), checked)?.flatten() else {
        return Ok(());
    };
    checked.files += 1;
    let name = parties.turned().mirror_name();
    let holds = own.root(checkpoint.size) == Some(checkpoint.root)
        && is_signed(own, Role::Log, &own.origin, &note, &checkpoint)
        && is_signed(theirs, Role::Mirror, &name, &note, &checkpoint);
    if !holds {
        checked.rot(&path, "it is no receipt of the partner for this log");
    }
    Ok(())
}

/// Whether a key of any set of a log signed a checkpoint.
fn is_signed(by: &History, role: Role, name: &str, note: &Note, checkpoint: &Checkpoint) -> bool {
    by.keys().sets().iter().any(|(_, set)| {
        let key = match role {
            Role::Log => &set.log,
            Role::Mirror => &set.mirror,
        };
        key.signed_at(role, name, note, checkpoint).is_ok()
    })
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
