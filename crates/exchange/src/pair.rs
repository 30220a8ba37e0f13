//! Both logs of an exchange together: what is agreed, what is due an answer, what came back.
//!
//! It says what a side does next with its partner. What is inside a release it leaves to whoever
//! lands it.

use crate::checkpoint::Checkpoint;
use crate::digest::Digest;
use crate::disk::Disk;
use crate::entry::{Body, Place, Stage};
use crate::error::ExchangeError;
use crate::history::Revision;
use crate::key::Role;
use crate::mirror::{Mirror, Pull, Pulled, fetch};
use crate::name::Name;
use crate::note::{LONGEST_NOTE, Note, Signature};
use crate::outbox::Outbox;
use crate::parties::Parties;
use crate::refusal::{Reason, Refusal};
use crate::source::Source;

/// An exchange, as one side has it.
pub struct Pair<'d> {
    /// Who is who.
    pub parties: Parties,
    /// This side's log.
    pub outbox: Outbox<'d>,
    /// The copy of the partner's.
    pub mirror: Mirror<'d>,
}

/// What an exchange with the partner's outbox brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchanged {
    /// What was pulled.
    pub pulled: Pulled,
    /// How much of this side's log the partner says it keeps.
    pub stored: Option<u64>,
    /// Why the partner's receipt was not taken.
    pub receipt_refused: Option<Refusal>,
}

impl<'d> Pair<'d> {
    /// Opens both logs, of roots with these fingerprints: this side's and the partner's.
    ///
    /// # Errors
    /// As [`Outbox::open`] and [`Mirror::open`].
    pub fn open(
        disk: &'d dyn Disk,
        parties: &Parties,
        own: Digest,
        partner: Digest,
    ) -> Result<Self, ExchangeError> {
        Ok(Self {
            parties: parties.clone(),
            outbox: Outbox::open(disk, parties, own)?,
            mirror: Mirror::open(disk, parties, partner)?,
        })
    }

    /// The annex both logs hold, if it is the same.
    pub fn agreed(&self) -> Option<Digest> {
        let own = self.outbox.history().annex()?;
        (self.mirror.history().annex() == Some(own)).then_some(own)
    }

    /// Pulls what is new of the partner's, and its receipt.
    ///
    /// # Errors
    /// As [`Mirror::pull`].
    pub fn exchange(&mut self, source: &mut dyn Source, with: Pull<'_>) -> Result<Exchanged, ExchangeError> {
        let pulled = self.mirror.pull(source, with)?;
        let receipt_refused = match self.take_receipt(source) {
            Err(ExchangeError::Refused(refusal)) => Some(refusal),
            other => other.map(|()| None)?,
        };
        let stored = self.stored()?.map(|(_, checkpoint)| checkpoint.size);
        Ok(Exchanged {
            pulled,
            stored,
            receipt_refused,
        })
    }

    /// The partner's last receipt for this side's log.
    ///
    /// # Errors
    /// [`ExchangeError::Disk`], [`ExchangeError::Damaged`].
    pub fn stored(&self) -> Result<Option<(Note, Checkpoint)>, ExchangeError> {
        self.outbox.shelf().note(&self.parties.receipt())
    }

    fn take_receipt(&mut self, source: &mut dyn Source) -> Result<(), ExchangeError> {
        let way = |source| ExchangeError::Way {
            name: Name::Receipt.to_string(),
            source,
        };
        if source.read(Name::Receipt, 0, 1).map_err(way)?.is_none() {
            return Ok(());
        }
        let bytes = fetch(source, Name::Receipt, LONGEST_NOTE as u64)?;
        let (note, checkpoint) = self.judge_receipt(&bytes)?;
        let known = self.stored()?.map_or(0, |(_, known)| known.size);
        if checkpoint.size <= known {
            return Ok(());
        }
        self.outbox
            .shelf()
            .put(&self.parties.receipt(), note.to_string().as_bytes())?;
        if checkpoint.size == self.outbox.history().size() {
            self.outbox.show(&note.signatures)?;
        }
        Ok(())
    }

    /// A receipt is of this side's log as it is, with the log's own signature and one by a mirror key of
    /// the partner's. Anybody on the way can add lines to a note: those of others are not kept.
    fn judge_receipt(&self, bytes: &[u8]) -> Result<(Note, Checkpoint), Refusal> {
        let note = Note::parse(bytes)?;
        let checkpoint = Checkpoint::of(&note)?;
        let own = self.outbox.history();
        if checkpoint.origin != own.origin {
            let found = format!(
                "found a receipt for {:.80}, expected one for {}",
                checkpoint.origin, own.origin
            );
            return Err(Refusal::new(Reason::OriginWrong, found));
        }
        let mirror = self.signed_by_mirror(&note, &checkpoint)?;
        if own.root(checkpoint.size) != Some(checkpoint.root) {
            let found = format!(
                "found a receipt for {} entries that are not this side's",
                checkpoint.size
            );
            return Err(Refusal::new(Reason::Fork, found));
        }
        let log = own.keys().as_of(checkpoint.size).map(|set| &set.log);
        let log = log.ok_or_else(|| Refusal::new(Reason::SignatureBad, "found a receipt before any keys"))?;
        log.signed_at(Role::Log, &own.origin, &note, &checkpoint)?;
        let signatures = [log.lines(Role::Log, &own.origin, &note), mirror].concat();
        Ok((Note { signatures, ..note }, checkpoint))
    }

    /// The two lines of the partner's mirror in a receipt: by the key of the last set, or of an earlier one
    /// if no theft lies between, for a receipt stays what it is when keys are rotated.
    fn signed_by_mirror(&self, note: &Note, checkpoint: &Checkpoint) -> Result<Vec<Signature>, Refusal> {
        let name = self.parties.turned().mirror_name();
        let mut refused = Refusal::new(Reason::SignatureBad, "found a partner without keys");
        for (at, (_, set)) in self.mirror.history().keys().sets().iter().rev().enumerate() {
            match set.mirror.signed_at(Role::Mirror, &name, note, checkpoint) {
                Ok(_) => return Ok(set.mirror.lines(Role::Mirror, &name, note)),
                Err(refusal) if at == 0 => refused = refusal,
                Err(_) => {}
            }
            if set.revoked_from.is_some() {
                break;
            }
        }
        Err(refused)
    }

    /// Releases of the partner that this side has not answered at a stage, in their order. One that is
    /// withdrawn asks for no answer.
    pub fn unanswered(&self, stage: Stage) -> Vec<&Revision> {
        let own = self.outbox.history();
        let answered = |one: &&Revision| own.verdicts(one.place).any(|verdict| verdict.stage == stage);
        let all = self.mirror.history().releases().values().flatten();
        let all = all.filter(|one| one.withdrawn_by.is_none());
        let mut open: Vec<&Revision> = all.filter(|one| !answered(one)).collect();
        open.sort_by_key(|one| one.place.seq);
        open
    }

    /// Questions of the partner that this side has not answered.
    pub fn questions(&self) -> Vec<(Place, &str, &str)> {
        let own = self.outbox.history();
        let answered = |place: Place| {
            let mut told = own.told();
            told.any(|entry| matches!(&entry.body, Body::Answer { of, .. } if *of == place))
        };
        let theirs = self.mirror.history();
        let mut open: Vec<(Place, &str, &str)> = Vec::new();
        for entry in theirs.told() {
            let (Body::Question { cell, text }, Some(place)) = (&entry.body, theirs.place(entry.seq)) else {
                continue;
            };
            if !answered(place) {
                open.push((place, cell, text));
            }
        }
        open.reverse();
        open
    }

    /// What to say of how far the partner's log is verified, if something came that wants an answer.
    pub fn seen(&self) -> Option<Body> {
        let theirs = self.mirror.history();
        let known = self.outbox.history().seen().map_or(0, |(size, _)| size);
        let new = theirs.entries().get(known as usize..)?;
        let quiet = |body: &Body| matches!(body, Body::Seen { .. } | Body::Heartbeat {});
        if new.iter().all(|entry| quiet(&entry.body)) {
            return None;
        }
        let size = theirs.size();
        Some(Body::Seen {
            size,
            root: theirs.root(size)?,
        })
    }
}
