//! The history of a log: what its entries come to, folded one after the other.
//!
//! It is the same for a node's own log and for the mirror of the partner's, so what one side
//! refuses the other cannot have written by accident. An entry that breaks the protocol is not
//! admitted, and nothing behind it; one that keeps to it but says something that cannot stand, such
//! as a release that follows the wrong one, is admitted with its fault: a log goes on.
//!
//! It reads no file, no clock and no content of objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::digest::Digest;
use crate::entry::{Body, Entry, Object, Place, Release, VERSION, Verdict};
use crate::keyset::Keys;
use crate::refusal::{Reason, Refusal};
use crate::tree;

/// A log as it stands.
#[derive(Clone, Debug)]
pub struct History {
    /// The log's name.
    pub origin: String,
    /// Whom it is for.
    pub recipient: String,
    /// The fingerprint of its first roots, as the treaty annex has it.
    pinned: Digest,
    entries: Vec<Arc<Entry>>,
    leaves: Vec<Digest>,
    keys: Keys,
    releases: BTreeMap<Key, Vec<Revision>>,
}

/// What a release is of: dataflow and period.
pub type Key = (String, String);

/// A release, and what became of it in its own log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Where it was said.
    pub place: Place,
    /// What was said.
    pub release: Release,
    /// The entry that withdrew it.
    pub withdrawn_by: Option<u64>,
    /// Why it cannot stand.
    pub fault: Option<Refusal>,
}

impl History {
    /// A log without entries, of roots of a fingerprint.
    pub fn new(origin: &str, recipient: &str, pinned: Digest) -> Self {
        Self {
            origin: origin.to_owned(),
            recipient: recipient.to_owned(),
            pinned,
            entries: Vec::new(),
            leaves: Vec::new(),
            keys: Keys::default(),
            releases: BTreeMap::new(),
        }
    }

    /// The fingerprint of its first roots.
    pub fn pinned(&self) -> Digest {
        self.pinned
    }

    /// Entries in it.
    pub fn size(&self) -> u64 {
        self.entries.len() as u64
    }

    /// The root over the first entries.
    pub fn root(&self, size: u64) -> Option<Digest> {
        self.leaves.get(..usize::try_from(size).ok()?).map(tree::root)
    }

    /// Its entries.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The hashes of its entries.
    pub fn leaves(&self) -> &[Digest] {
        &self.leaves
    }

    /// Its keys.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The place of an entry.
    pub fn place(&self, seq: u64) -> Option<Place> {
        let leaf = *self.leaves.get(usize::try_from(seq).ok()?)?;
        Some(Place { seq, leaf })
    }

    /// The entry at a place, if its hash is that.
    pub fn at(&self, place: Place) -> Option<&Entry> {
        (self.place(place.seq)? == place).then(|| &*self.entries[place.seq as usize])
    }

    /// The next entry, to be admitted.
    pub fn next(&self, body: Body, time: u64) -> Entry {
        Entry {
            v: VERSION,
            origin: self.origin.clone(),
            recipient: self.recipient.clone(),
            seq: self.size(),
            prev: self.leaves.last().copied(),
            time,
            body,
        }
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// The refusal, with the history as it was.
    pub fn admit(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let entry = Entry::read(bytes)
            .and_then(|entry| self.check(&entry).map(|()| entry))
            .map_err(|refusal| refusal.at(format_args!("entry {}", self.size())))?;
        self.leaves.push(tree::leaf(bytes));
        self.apply(&entry);
        self.entries.push(Arc::new(entry));
        Ok(())
    }

    /// Whether an entry is of this log, at its place, and may be here.
    fn check(&mut self, entry: &Entry) -> Result<(), Refusal> {
        let differs =
            |reason, what: &str, found: &dyn std::fmt::Display, expected: &dyn std::fmt::Display| {
                Err(Refusal::new(
                    reason,
                    format!("found {what} {found}, expected {expected}"),
                ))
            };
        if entry.origin != self.origin {
            return differs(Reason::OriginWrong, "the log", &entry.origin, &self.origin);
        }
        if entry.recipient != self.recipient {
            return differs(
                Reason::RecipientWrong,
                "the recipient",
                &entry.recipient,
                &self.recipient,
            );
        }
        if entry.seq != self.size() {
            return differs(Reason::SequenceBroken, "the place", &entry.seq, &self.size());
        }
        if entry.prev != self.leaves.last().copied() {
            let name = |leaf: Option<Digest>| leaf.map_or("none".to_owned(), |leaf| leaf.to_string());
            let expected = name(self.leaves.last().copied());
            return differs(
                Reason::PrevWrong,
                "the entry before",
                &name(entry.prev),
                &expected,
            );
        }
        match &entry.body {
            Body::Keyset(set) => self.keys.take(entry, set, self.pinned),
            body if entry.seq == 0 => differs(Reason::KeysetMalformed, "the type", &body.kind(), &"keyset"),
            body => check_objects(body),
        }
    }

    fn apply(&mut self, entry: &Entry) {
        match &entry.body {
            Body::Release(release) => self.release(entry.seq, release),
            Body::Withdraw { of, .. } => self.withdraw(*of, entry.seq),
            Body::Keyset(set) if set.revoked_from.is_some() => self.void(entry.seq),
            _ => {}
        }
    }

    fn release(&mut self, seq: u64, release: &Release) {
        let place = Place {
            seq,
            leaf: self.leaves[seq as usize],
        };
        let chain = self
            .releases
            .entry((release.dataflow.clone(), release.period.clone()))
            .or_default();
        let expected = following(chain);
        let fault = (expected != (release.revision, release.supersedes)).then(|| {
            let found = format!(
                "found revision {}, expected {} and the leaf before it",
                release.revision, expected.0
            );
            Refusal::new(Reason::RevisionChain, found)
        });
        chain.push(Revision {
            place,
            release: release.clone(),
            withdrawn_by: None,
            fault,
        });
    }

    fn withdraw(&mut self, of: Place, by: u64) {
        let mut all = self.releases.values_mut().flatten();
        if let Some(one) = all.find(|one| one.place == of && one.withdrawn_by.is_none()) {
            one.withdrawn_by = Some(by);
        }
    }

    /// What a stolen key signed is as if it had not been said; what was withdrawn by it comes back.
    fn void(&mut self, by: u64) {
        let keys = &self.keys;
        for one in self.releases.values_mut().flatten() {
            if keys.voided_by(one.place.seq) == Some(by) && one.fault.is_none() {
                let found = format!("signed by a key that entry {by} revokes");
                one.fault = Some(Refusal::new(Reason::KeyRevoked, found));
            }
            one.withdrawn_by = one.withdrawn_by.filter(|seq| keys.voided_by(*seq).is_none());
        }
    }

    /// The revision that comes next of a dataflow and period, and the leaf it supersedes.
    pub fn following(&self, key: &Key) -> (u64, Option<Digest>) {
        following(self.revisions(key))
    }

    /// All releases of a dataflow and period, in their order.
    pub fn revisions(&self, key: &Key) -> &[Revision] {
        self.releases.get(key).map_or(&[], Vec::as_slice)
    }

    /// All releases, by what they are of.
    pub fn releases(&self) -> &BTreeMap<Key, Vec<Revision>> {
        &self.releases
    }

    /// A release by its place.
    pub fn revision(&self, place: Place) -> Option<&Revision> {
        self.releases.values().flatten().find(|one| one.place == place)
    }

    /// The release that stands for each dataflow and period: the last one, unless it is withdrawn.
    /// What a withdrawn one superseded does not come back.
    pub fn standing(&self) -> BTreeMap<&Key, &Revision> {
        let standing = |(key, chain)| {
            let chain: &Vec<Revision> = chain;
            let last = chain.iter().rfind(|one| one.fault.is_none())?;
            last.withdrawn_by.is_none().then_some((key, last))
        };
        self.releases.iter().filter_map(standing).collect()
    }

    /// The entry since which a release does not count for a reader whose books took some of them: the one
    /// that made it void or withdrew it, a later release of the same that was taken, or the withdrawal of
    /// a later one. None where it counts; for a reader who took all, that is what stands.
    pub fn ended_by(&self, of: &Revision, is_taken: impl Fn(&Revision) -> bool) -> Option<u64> {
        if of.fault.is_some() {
            return Some(self.keys.voided_by(of.place.seq).unwrap_or(of.place.seq));
        }
        let key = (of.release.dataflow.clone(), of.release.period.clone());
        let chain = self.revisions(&key).iter();
        let sound = chain.filter(|one| one.fault.is_none() && one.place.seq >= of.place.seq);
        let taken = |one: &Revision| one.place.seq > of.place.seq && is_taken(one);
        let ends = sound.flat_map(|one| [one.withdrawn_by, taken(one).then_some(one.place.seq)]);
        ends.flatten().min()
    }

    /// The log as it stood with its first entries.
    ///
    /// # Errors
    /// None but those of a history that could not be.
    pub fn as_of(&self, size: u64) -> Result<Self, Refusal> {
        let mut then = Self::new(&self.origin, &self.recipient, self.pinned);
        let some = usize::try_from(size)
            .unwrap_or(usize::MAX)
            .min(self.entries.len());
        self.entries[..some]
            .iter()
            .try_for_each(|entry| then.admit(&entry.bytes()?))?;
        Ok(then)
    }

    /// The annex this side agreed to last.
    pub fn agreement(&self) -> Option<&Object> {
        self.told().find_map(|entry| match &entry.body {
            Body::Agreement { annex } => Some(annex),
            _ => None,
        })
    }

    /// Its hash.
    pub fn annex(&self) -> Option<Digest> {
        self.agreement().map(|annex| annex.sha256)
    }

    /// How far this side says it verified the other's log.
    pub fn seen(&self) -> Option<(u64, Digest)> {
        self.told().find_map(|entry| match &entry.body {
            Body::Seen { size, root } => Some((*size, *root)),
            _ => None,
        })
    }

    /// What this side thinks of a release of the other, last first.
    pub fn verdicts(&self, of: Place) -> impl Iterator<Item = &Verdict> {
        self.told().filter_map(move |entry| match &entry.body {
            Body::Verdict(verdict) if verdict.of == of => Some(verdict),
            _ => None,
        })
    }

    /// Entries that are not void, the last first.
    pub fn told(&self) -> impl Iterator<Item = &Entry> {
        let told = |entry: &&Entry| self.keys.voided_by(entry.seq).is_none();
        self.entries.iter().rev().map(Arc::as_ref).filter(told)
    }
}

fn following(chain: &[Revision]) -> (u64, Option<Digest>) {
    let last = chain.iter().rfind(|one| one.fault.is_none());
    last.map_or((0, None), |one| (one.release.revision + 1, Some(one.place.leaf)))
}

/// The sizes and pieces of what an entry names have to fit.
fn check_objects(body: &Body) -> Result<(), Refusal> {
    match body.objects().into_iter().find(|object| !object.is_whole()) {
        None => Ok(()),
        Some(object) => {
            let (pieces, expected) = (object.chunks.len(), object.size.div_ceil(crate::entry::CHUNK));
            let found = format!(
                "found {pieces} pieces of {} bytes, expected {expected}",
                object.size
            );
            Err(Refusal::new(Reason::EntryMalformed, found))
        }
    }
}
