//! The embargo: releases that are ready and wait for their moment, where the partner cannot reach.
//!
//! The sender enforces it: nothing of a release is in the outbox before its time. The bytes are fixed
//! when it is held; its place and number are given when it is said. A release that is said twice after
//! a crash would be the same one, so whoever says it looks first whether it stands already. Which time
//! it is, [`crate::clock`] judges.

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::disk::{self, Disk};
use crate::entry::{Object, Release};
use crate::error::{self, ExchangeError};
use crate::history::{History, Key};
use crate::key::SecretKey;
use crate::outbox::Outbox;
use crate::parties::Parties;
use crate::shelf::{self, Shelf};

/// The largest list of what waits, bytes.
const LARGEST: u64 = 16 << 20;

/// A release that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The release but for its number and what it supersedes.
    pub release: Release,
    /// The structure message that it follows.
    pub structure: Object,
}

/// What waits for a partner.
pub struct Embargo<'d> {
    shelf: Shelf<'d>,
    list: String,
    held: Vec<Held>,
}

impl Held {
    /// When it may appear, POSIX seconds.
    pub fn time(&self) -> u64 {
        self.release.embargo.unwrap_or(0)
    }

    /// Of what and when it is.
    pub fn key(&self) -> Key {
        (self.release.dataflow.clone(), self.release.period.clone())
    }

    /// Whether a log says it already, as the last of its dataflow and period.
    pub fn is_said(&self, history: &History) -> bool {
        let last = history
            .revisions(&self.key())
            .iter()
            .rfind(|one| one.fault.is_none());
        let told = (&self.release.objects, self.release.embargo);
        last.is_some_and(|one| {
            one.withdrawn_by.is_none() && (&one.release.objects, one.release.embargo) == told
        })
    }
}

impl<'d> Embargo<'d> {
    /// Opens what waits for the partner.
    ///
    /// # Errors
    /// [`ExchangeError::Damaged`] where the list is not what was written, [`ExchangeError::Disk`].
    pub fn open(disk: &'d dyn Disk, parties: &Parties) -> Result<Self, ExchangeError> {
        let list = format!("{}/releases", parties.held());
        let read = disk::read_whole(disk, &list, LARGEST).map_err(error::disk("read", &list))?;
        let held = match read {
            None => Vec::new(),
            Some(bytes) => canonical::read(&bytes).map_err(|refusal| shelf::damaged(&list, &refusal))?,
        };
        Ok(Self {
            shelf: Shelf::new(disk, &parties.held(), &parties.staging("held")),
            list,
            held,
        })
    }

    /// All that waits, in the order in which it was held.
    pub fn held(&self) -> &[Held] {
        &self.held
    }

    /// What may appear at a time, seconds, the earliest first.
    pub fn due(&self, time: u64) -> Vec<Held> {
        let mut due: Vec<Held> = self
            .held
            .iter()
            .filter(|one| one.time() <= time)
            .cloned()
            .collect();
        due.sort_by_key(Held::time);
        due
    }

    /// Holds a release, with its data and the structure message, in the place of one that waits for
    /// the same dataflow and period.
    ///
    /// # Errors
    /// [`ExchangeError::Disk`].
    pub fn hold(&mut self, one: Held, data: &[u8], structure: &[u8]) -> Result<(), ExchangeError> {
        self.shelf.keep(data)?;
        self.shelf.keep(structure)?;
        let mut held = self.held.clone();
        held.retain(|other| other.key() != one.key());
        held.push(one);
        self.write(held)
    }

    /// Lets go of what waits for a dataflow and period; whether there was any.
    ///
    /// # Errors
    /// [`ExchangeError::Disk`].
    pub fn drop(&mut self, key: &Key) -> Result<bool, ExchangeError> {
        let rest: Vec<Held> = self
            .held
            .iter()
            .filter(|one| one.key() != *key)
            .cloned()
            .collect();
        let any = rest.len() < self.held.len();
        if any {
            self.write(rest)?;
        }
        Ok(any)
    }

    /// Says what may appear at a time that has come for certain, and lets go of it; what was said.
    ///
    /// # Errors
    /// As [`Outbox::release`] and [`Shelf::object`]. What was said before the failure stays said.
    pub fn publish(
        &mut self,
        outbox: &mut Outbox<'_>,
        time: u64,
        key: &SecretKey,
    ) -> Result<Vec<Key>, ExchangeError> {
        let mut said = Vec::new();
        for one in self.due(time) {
            // A crash may have come between the saying and the letting go.
            if !one.is_said(outbox.history()) {
                let data = one
                    .release
                    .objects
                    .first()
                    .map(|object| self.shelf.object(object));
                let data = data.transpose()?.unwrap_or_default();
                let structure = self.shelf.object(&one.structure)?;
                outbox.release(one.release.clone(), &data, &structure, time, key)?;
                said.push(one.key());
            }
            self.drop(&one.key())?;
        }
        Ok(said)
    }

    fn write(&mut self, held: Vec<Held>) -> Result<(), ExchangeError> {
        self.shelf.put(&self.list, &canonical::write(&held)?)?;
        self.held = held;
        Ok(())
    }
}
