//! What is here already: whether it is what an entry names is asked again before it is signed for.

use std::collections::BTreeSet;

use entente_exchange::digest::Digest;
use entente_exchange::disk::Disk;
use entente_exchange::entry::{Body, Object};
use entente_exchange::fsck;
use entente_exchange::name::Name;
use entente_exchange::refusal::Reason;
use entente_exchange::source::{FolderSource, Source};

use crate::pulling::reason;
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::release;

const DATA: &[u8] = b"the data";

fn path() -> String {
    format!("mirror/KAZ/{}", Name::Object(Digest::of(DATA)))
}

#[test]
fn an_object_that_is_held_is_not_signed_for_under_pieces_it_does_not_have() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let mut outbox = kaz.outbox().unwrap();
    kaz.release(&mut outbox, "2017", DATA).unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    let mut object = Object::of("data.csv", DATA);
    object.chunks = vec![Digest::of(b"another piece")];
    let again = release(&outbox, "2018", object);
    kaz.say(&mut outbox, Body::Release(Box::new(again))).unwrap();
    assert_eq!(
        reason(srb.pull(&mut srb.mirror().unwrap(), &kaz)),
        Reason::ObjectHash
    );
    let own = srb.keys.fingerprint();
    assert_eq!(
        fsck::check(&second, &srb.parties, own, Some(srb.partner))
            .unwrap()
            .rotten,
        []
    );
    assert_eq!(second.read(&path(), 0, 100).unwrap().unwrap(), DATA);
}

#[test]
fn an_object_that_rotted_is_fetched_again_before_it_is_signed_for_again() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let mut outbox = kaz.outbox().unwrap();
    kaz.release(&mut outbox, "2017", DATA).unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    second.write(&path(), b"the dada").unwrap();
    kaz.release(&mut outbox, "2018", DATA).unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    assert_eq!(second.read(&path(), 0, 100).unwrap().unwrap(), DATA);
}

#[test]
fn bytes_that_rotted_in_the_outbox_are_written_again_when_they_are_released_again() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let mut outbox = kaz.outbox().unwrap();
    kaz.release(&mut outbox, "2017", DATA).unwrap();
    let held = format!("outbox/SRB/{}", Name::Object(Digest::of(DATA)));
    first.write(&held, b"the dada").unwrap();
    kaz.release(&mut outbox, "2018", DATA).unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    assert_eq!(first.read(&held, 0, 100).unwrap().unwrap(), DATA);
}

/// A way that counts what is asked for.
struct Counted<'d> {
    inner: FolderSource<'d>,
    note: Vec<u8>,
    asked: BTreeSet<Name>,
}

impl Source for Counted<'_> {
    fn read(&mut self, name: Name, from: u64, at_most: u64) -> std::io::Result<Option<Vec<u8>>> {
        match name {
            Name::Checkpoint => Ok(Some(self.note.clone())),
            Name::Tile(tile) => {
                self.asked.insert(name);
                let entries = vec![b"{}".as_slice(); usize::from(tile.width)];
                Ok(Some(entente_exchange::tile::bundle(entries).unwrap()))
            }
            other => self.inner.read(other, from, at_most),
        }
    }
}

#[test]
fn a_checkpoint_beyond_all_bounds_makes_nobody_fetch_its_entries() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    // One that nobody signed, and one that the log's own key did.
    for signer in [crate::two::key(200), crate::two::key(4)] {
        let note = crate::attacks::signed(&signer, &kaz.parties.origin(), 1 << 20, Digest::of(b"nothing"));
        let mut way = Counted {
            inner: FolderSource::new(&first, &kaz.parties.outbox()),
            note,
            asked: BTreeSet::new(),
        };
        let found = reason(srb.pull_from(&mut srb.mirror().unwrap(), &mut way));
        assert_eq!((found, way.asked.len()), (Reason::QuotaExceeded, 0));
    }
}
