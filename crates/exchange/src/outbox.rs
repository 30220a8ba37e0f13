//! The outbox: what this side says to one partner, and nothing else that the partner can reach.
//!
//! Entries are added and never changed. They count from the moment their checkpoint is signed, and
//! it is kept beside the outbox before it appears in it: so no partner ever sees a checkpoint that
//! a power cut could make this side forget, and this side never signs two that differ.

use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::disk::Disk;
use crate::entry::{Body, Entry, Object, Release};
use crate::error::ExchangeError;
use crate::history::History;
use crate::key::{Role, SecretKey};
use crate::name::Name;
use crate::note::{Note, Signature};
use crate::parties::Parties;
use crate::shelf::Shelf;

/// This side's log for a partner.
pub struct Outbox<'d> {
    shelf: Shelf<'d>,
    /// Where the checkpoint is kept before it appears.
    signed: String,
    history: History,
}

impl<'d> Outbox<'d> {
    /// Opens the log, and publishes what an interrupted attempt signed.
    ///
    /// # Errors
    /// [`ExchangeError::Damaged`] where files are not what was written, [`ExchangeError::Disk`].
    pub fn open(disk: &'d dyn Disk, parties: &Parties, pinned: Digest) -> Result<Self, ExchangeError> {
        let shelf = Shelf::new(disk, &parties.outbox(), &parties.staging("outbox"));
        let (signed, published) = (parties.signed(), shelf.path(Name::Checkpoint));
        let mut history = History::new(&parties.origin(), &parties.partner, pinned);
        if let Some((note, checkpoint)) = shelf.note(&signed)? {
            history = shelf.read(history, &checkpoint)?;
            // What others can reach may be anything by now.
            match shelf.note(&published) {
                Ok(Some((shown, _))) if shown == note => {}
                _ => shelf.put(&published, note.to_string().as_bytes())?,
            }
        }
        Ok(Self {
            shelf,
            signed,
            history,
        })
    }

    /// The log as it stands.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Where its files lie.
    pub fn shelf(&self) -> &Shelf<'d> {
        &self.shelf
    }

    /// Says something: all of it counts at once. The objects it names are kept before.
    ///
    /// # Errors
    /// [`ExchangeError::Refused`] where it may not be said, [`ExchangeError::Disk`].
    pub fn say(&mut self, bodies: Vec<Body>, time: u64, key: &SecretKey) -> Result<(), ExchangeError> {
        let mut grown = self.history.clone();
        for body in bodies {
            let entry = grown.next(body, time);
            grown.admit(&entry.bytes()?)?;
        }
        self.count(grown, time, key)
    }

    /// Says a release as the next of its dataflow and period. Its data and the structure message are
    /// kept before, and the structure is said first where the log has not said it yet.
    ///
    /// # Errors
    /// As [`Outbox::say`].
    pub fn release(
        &mut self,
        mut release: Release,
        data: &[u8],
        structure: &[u8],
        time: u64,
        key: &SecretKey,
    ) -> Result<(), ExchangeError> {
        let of = (release.dataflow.clone(), release.period.clone());
        (release.revision, release.supersedes) = self.history.following(&of);
        let told = Body::Structure {
            urn: release.structure.clone(),
            object: Object::of("structure.json", structure),
        };
        let mut bodies = Vec::new();
        if !self.history.told().any(|entry| entry.body == told) {
            self.shelf.keep(structure)?;
            bodies.push(told);
        }
        self.shelf.keep(data)?;
        bodies.push(Body::Release(Box::new(release)));
        self.say(bodies, time, key)
    }

    /// Adds an entry that was made for the next place, such as one that roots signed.
    ///
    /// # Errors
    /// As [`Outbox::say`].
    pub fn add(&mut self, entry: &Entry, time: u64, key: &SecretKey) -> Result<(), ExchangeError> {
        let mut grown = self.history.clone();
        grown.admit(&entry.bytes()?)?;
        self.count(grown, time, key)
    }

    fn count(&mut self, grown: History, time: u64, key: &SecretKey) -> Result<(), ExchangeError> {
        let size = grown.size();
        let root = grown.root(size).unwrap_or(Digest::of(&[]));
        let checkpoint = Checkpoint {
            origin: grown.origin.clone(),
            size,
            root,
        };
        let lines = key.sign_checkpoint(Role::Log, &grown.origin, &checkpoint, time);
        let note = Note {
            text: checkpoint.text(),
            signatures: lines.to_vec(),
        };
        self.check_key(&grown, &note, &checkpoint)?;
        self.shelf.grow(&grown, self.history.size())?;
        self.publish(&note)?;
        self.history = grown;
        Ok(())
    }

    /// A checkpoint by another key than the log's would lock the partner out.
    fn check_key(&self, grown: &History, note: &Note, checkpoint: &Checkpoint) -> Result<(), ExchangeError> {
        match grown.keys().current() {
            Some(set)
                if set
                    .log
                    .signed_at(Role::Log, &grown.origin, note, checkpoint)
                    .is_ok() =>
            {
                Ok(())
            }
            _ => Err(ExchangeError::Unready {
                found: "found another key than the one the set of keys names for the log".to_owned(),
                advice: "use the node key of the last set".to_owned(),
            }),
        }
    }

    fn publish(&self, note: &Note) -> Result<(), ExchangeError> {
        let bytes = note.to_string().into_bytes();
        self.shelf.put(&self.signed, &bytes)?;
        self.shelf.put(&self.shelf.path(Name::Checkpoint), &bytes)
    }

    /// Shows the partner's signatures beside this side's own, if they are of the present size.
    ///
    /// # Errors
    /// [`ExchangeError::Disk`], [`ExchangeError::Damaged`].
    pub fn show(&self, receipts: &[Signature]) -> Result<(), ExchangeError> {
        let Some((mut note, _)) = self.shelf.note(&self.signed)? else {
            return Ok(());
        };
        let new = receipts
            .iter()
            .filter(|one| !note.signatures.contains(one))
            .cloned();
        let new: Vec<Signature> = new.collect();
        if new.is_empty() {
            return Ok(());
        }
        note.signatures.extend(new);
        self.publish(&note)
    }
}
