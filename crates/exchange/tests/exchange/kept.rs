//! What is here already: whether it is what an entry names is asked again before it is signed for.

use std::collections::BTreeSet;

use entente_exchange::bundle::{self, BundleSource};
use entente_exchange::digest::Digest;
use entente_exchange::disk::Disk;
use entente_exchange::entry::{Body, Object};
use entente_exchange::fsck;
use entente_exchange::mirror::Rotted;
use entente_exchange::name::Name;
use entente_exchange::refusal::Reason;
use entente_exchange::source::{FolderSource, Source};

use crate::pulling::reason;
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::{Node, release};

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

/// Serbia's disk with a release that was kept, and Kazakhstan's.
fn one_kept() -> [SimDisk; 2] {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    kaz.release(&mut kaz.outbox().unwrap(), "2017", DATA).unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    [first, second]
}

fn aside(number: u32) -> String {
    format!("rotten/KAZ/{}-{number}", Digest::of(DATA))
}

#[test]
fn an_object_that_rotted_is_fetched_again_by_the_next_pull_and_its_rot_is_kept() {
    let [first, second] = one_kept();
    let [kaz, srb] = Node::both(&first, &second);
    let receipt = second.read("outbox/KAZ/receipt", 0, 1 << 16).unwrap();
    for (number, rot) in (1..).zip([&b"the dada"[..], b"the", b"the data and more", b""]) {
        second.write(&path(), rot).unwrap();
        let pulled = srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
        let rotted = Rotted {
            path: path(),
            aside: Some(aside(number)),
            refused: None,
        };
        assert_eq!((pulled.known, pulled.size, pulled.bytes), (3, 3, 8));
        assert_eq!(pulled.rotted, [rotted]);
        assert_eq!(second.read(&path(), 0, 100).unwrap().unwrap(), DATA);
        assert_eq!(second.read(&aside(number), 0, 100).unwrap().unwrap(), rot);
    }
    second.remove(&path()).unwrap();
    let pulled = srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    let gone = Rotted {
        path: path(),
        aside: None,
        refused: None,
    };
    assert_eq!(pulled.rotted, [gone]);
    assert_eq!(srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap().rotted, []);
    assert_eq!(second.read("outbox/KAZ/receipt", 0, 1 << 16).unwrap(), receipt);
    let own = srb.keys.fingerprint();
    let checked = fsck::check(&second, &srb.parties, own, Some(srb.partner)).unwrap();
    assert_eq!(checked.rotten, []);
}

#[test]
fn rot_that_a_way_does_not_have_stays_as_it_is_and_what_is_new_is_taken() {
    let [first, second] = one_kept();
    let [kaz, srb] = Node::both(&first, &second);
    second.write(&path(), b"the dada").unwrap();
    kaz.release(&mut kaz.outbox().unwrap(), "2018", b"other data")
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let stick = folder.path().join("stick.tar");
    // A stick with what Serbia has not signed for.
    let out = std::fs::File::create(&stick).unwrap();
    bundle::export(&kaz.outbox().unwrap(), 3, out).unwrap();
    let mut way = BundleSource::open(&stick).unwrap();
    let pulled = srb.pull_from(&mut srb.mirror().unwrap(), &mut way).unwrap();
    assert_eq!((pulled.known, pulled.size), (3, 4));
    let reasons: Vec<_> = pulled
        .rotted
        .iter()
        .map(|one| one.refused.as_ref().map(|why| why.reason))
        .collect();
    assert_eq!(reasons, [Some(Reason::ObjectMissing)]);
    assert_eq!(second.read(&path(), 0, 100).unwrap().unwrap(), b"the dada");
    // What the partner's own copy says is no better is not taken either.
    let theirs = format!("outbox/SRB/{}", Name::Object(Digest::of(DATA)));
    first.write(&theirs, b"the baba").unwrap();
    let pulled = srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    assert_eq!(
        pulled.rotted[0].refused.as_ref().unwrap().reason,
        Reason::ObjectHash
    );
    assert_eq!(second.read(&path(), 0, 100).unwrap().unwrap(), b"the dada");
    assert_eq!(second.size(&aside(1)).unwrap(), None);
}

#[test]
fn rot_that_is_fetched_again_while_the_power_fails_is_fetched_by_the_pull_after() {
    let [first, before] = one_kept();
    before.write(&path(), b"the dada").unwrap();
    before.sync(&path()).unwrap();
    let steps = {
        let disk = before.after_kill();
        let [kaz, srb] = Node::both(&first, &disk);
        let begun = disk.operations();
        srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
        disk.operations() - begun
    };
    assert!(steps > 8, "{steps}");
    for step in 0..steps {
        for seed in 0..4 {
            let disk = before.after_kill();
            disk.cut_after(disk.operations() + step);
            let [kaz, srb] = Node::both(&first, &disk);
            let _ = srb.mirror().and_then(|mut mirror| srb.pull(&mut mirror, &kaz));
            let disk = disk.after_power_cut(seed);
            let [kaz, srb] = Node::both(&first, &disk);
            srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
            assert_eq!(
                disk.read(&path(), 0, 100).unwrap().unwrap(),
                DATA,
                "step {step}, {seed}"
            );
        }
    }
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
