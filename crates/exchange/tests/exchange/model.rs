//! Many made histories against naive models: revisions and what stands as of every index, replays by
//! every route, removed files, and a stick against a wire.

use std::collections::{BTreeMap, BTreeSet};

use entente_exchange::bundle::{self, BundleSource};
use entente_exchange::digest::Digest;
use entente_exchange::disk::Disk;
use entente_exchange::entry::{Action, Body, Object, Place, Release};
use entente_exchange::error::ExchangeError;
use entente_exchange::fsck;
use entente_exchange::history::{History, Key, Revision};
use entente_exchange::keyset;
use entente_exchange::refusal::Reason;
use entente_exchange::source::FolderSource;
use oorandom::Rand32;

use crate::scale;
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::{KeyRing, NEXT, NOON, Node};

/// What stands by the simplest reckoning: all operations so far, read from the first on.
#[derive(Clone)]
enum Told {
    Release(Key, Place, u64, Option<Digest>),
    Withdraw(Place),
    Revoke(u64, u64),
    Other,
}

/// For each period the release that counts for a reader who took some of them, by a walk over everything
/// that was told: the last one taken, unless it or one behind it was withdrawn.
fn counting(told: &[Told], is_taken: impl Fn(u64) -> bool) -> BTreeMap<Key, Place> {
    let void = |seq: u64| {
        told.iter()
            .any(|one| matches!(one, Told::Revoke(from, by) if (*from..*by).contains(&seq)))
    };
    let mut chains: BTreeMap<Key, Vec<(u64, Place)>> = BTreeMap::new();
    for (seq, one) in (0..).zip(told) {
        // Whether a release followed the right one was judged when it was said.
        let known_then: Vec<Told> = told[..seq as usize].to_vec();
        if let Told::Release(key, place, revision, supersedes) = one
            && !void(seq)
            && follows(&known_then, key, *revision, *supersedes)
        {
            chains.entry(key.clone()).or_default().push((seq, *place));
        }
    }
    let withdrawn = |place: Place| {
        let mut later = (0..).zip(told);
        later.any(|(seq, one)| matches!(one, Told::Withdraw(of) if *of == place) && !void(seq))
    };
    let mut found = BTreeMap::new();
    for (key, chain) in chains {
        for (seq, place) in chain {
            if withdrawn(place) {
                found.remove(&key);
            } else if is_taken(seq) {
                found.insert(key.clone(), place);
            }
        }
    }
    found
}

fn follows(before: &[Told], key: &Key, revision: u64, supersedes: Option<Digest>) -> bool {
    let void = |seq: u64| {
        before
            .iter()
            .any(|one| matches!(one, Told::Revoke(from, by) if (*from..*by).contains(&seq)))
    };
    let mut last = None;
    for (seq, one) in (0_u64..).zip(before) {
        if let Told::Release(other, place, number, previous) = one
            && other == key
            && !void(seq)
            && follows(&before[..seq as usize], key, *number, *previous)
        {
            last = Some((*number, place.leaf));
        }
    }
    (revision, supersedes) == last.map_or((0, None), |(number, leaf)| (number + 1, Some(leaf)))
}

fn release(key: &Key, revision: u64, supersedes: Option<Digest>, data: u64) -> Release {
    Release {
        dataflow: key.0.clone(),
        period: key.1.clone(),
        revision,
        supersedes,
        action: Action::Replace,
        objects: vec![Object::of("data.csv", &data.to_be_bytes())],
        rows: 1,
        totals: BTreeMap::new(),
        structure: "ENTENTE:IMTS(1.0.0)".to_owned(),
        structure_sha256: Digest::of(b"structure"),
        state_sha256: None,
        disclosure: None,
        embargo: None,
    }
}

/// A history of so many operations, and what was told.
fn made(seed: u64, operations: u64, ring: &KeyRing) -> (History, Vec<Told>) {
    let mut random = Rand32::new(seed);
    let mut history = History::new("entente/KAZ/SRB/1", "SRB", ring.fingerprint());
    let mut first = history.next(Body::Keyset(ring.keyset(1)), NOON);
    keyset::sign(&mut first, &[&ring.roots[0], &ring.roots[1]]).unwrap();
    history.admit(&first.bytes().unwrap()).unwrap();
    let (mut told, mut revoked) = (vec![Told::Other], false);
    for at in 0..operations {
        let key = ("IMTS".to_owned(), (2015 + random.rand_range(0..3)).to_string());
        let places: Vec<Place> = (0..history.size()).filter_map(|seq| history.place(seq)).collect();
        let any = places[random.rand_range(0..places.len() as u32) as usize];
        let body = match random.rand_range(0..20) {
            0..=11 => {
                let last = history.revisions(&key).iter().rfind(|one| one.fault.is_none());
                let right = last.map_or((0, None), |one| (one.release.revision + 1, Some(one.place.leaf)));
                let wrong = random.rand_range(0..8) == 0;
                let (revision, supersedes) = if wrong {
                    (right.0 + 1, Some(any.leaf))
                } else {
                    right
                };
                Body::Release(Box::new(release(&key, revision, supersedes, at)))
            }
            12..=16 => Body::Withdraw {
                of: any,
                reason: "TEST".to_owned(),
            },
            17 if !revoked => {
                revoked = true;
                let mut set = NEXT.keyset(2);
                set.roots = ring.keyset(1).roots;
                set.revoked_from = Some(u64::from(random.rand_range(1..history.size() as u32 + 1)));
                Body::Keyset(set)
            }
            _ => Body::Heartbeat {},
        };
        let mut entry = history.next(body, NOON);
        keyset::sign(&mut entry, &[&ring.roots[1], &ring.roots[2]]).unwrap();
        history.admit(&entry.bytes().unwrap()).unwrap();
        let place = history.place(entry.seq).unwrap();
        told.push(match &entry.body {
            Body::Release(one) => Told::Release(key, place, one.revision, one.supersedes),
            Body::Withdraw { of, .. } => Told::Withdraw(*of),
            Body::Keyset(set) => Told::Revoke(set.revoked_from.unwrap_or(entry.seq), entry.seq),
            _ => Told::Other,
        });
    }
    (history, told)
}

#[test]
fn what_stands_as_of_every_index_is_as_the_model_has_it_over_ten_thousand_operations() {
    let ring = KeyRing::of(1);
    for seed in scale::runs(400) {
        let (history, told) = made(seed, 25, &ring);
        let mut then = History::new("entente/KAZ/SRB/1", "SRB", ring.fingerprint());
        for (at, entry) in history.entries().iter().enumerate() {
            then.admit(&entry.bytes().unwrap()).unwrap();
            let found = then
                .standing()
                .into_iter()
                .map(|(key, one)| (key.clone(), one.place));
            assert_eq!(
                found.collect::<BTreeMap<_, _>>(),
                counting(&told[..=at], |_| true),
                "seed {seed}, as of {at}"
            );
            // Books that took some of them have of each what counts for them.
            let is_taken = |seq: u64| !(seq * 7 + seed).is_multiple_of(3);
            let all = then
                .releases()
                .iter()
                .flat_map(|(key, chain)| chain.iter().map(move |one| (key, one)));
            let counts = |one: &Revision| {
                let ended = then.ended_by(one, |other| is_taken(other.place.seq));
                is_taken(one.place.seq) && ended.is_none()
            };
            let held = all
                .filter(|(_, one)| counts(one))
                .map(|(key, one)| (key.clone(), one.place));
            assert_eq!(
                held.collect::<BTreeMap<_, _>>(),
                counting(&told[..=at], is_taken),
                "seed {seed}, of some as of {at}"
            );
        }
    }
}

/// Snapshots of Kazakhstan's outbox, one after each of some releases, and Serbia's disk before any.
fn snapshots(releases: u32) -> (Vec<SimDisk>, SimDisk) {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let mut all = Vec::new();
    let [kaz, _] = agreed(&first, &second);
    for at in 0..releases {
        kaz.release(
            &mut kaz.outbox().unwrap(),
            &(2010 + at).to_string(),
            &[at as u8; 40],
        )
        .unwrap();
        all.push(first.after_kill());
    }
    (all, second)
}

#[test]
fn whatever_is_replayed_in_any_order_lands_once_and_keeps_its_receipt() {
    let (all, before) = snapshots(4);
    let [kaz, _] = Node::both(&all[3], &before);
    let truth = kaz.outbox().unwrap().history().leaves().to_vec();
    let mut receipts: BTreeMap<usize, BTreeSet<Vec<u8>>> = BTreeMap::new();
    for seed in scale::runs(10_000) {
        let mut random = Rand32::new(seed);
        let disk = before.after_kill();
        let [_, srb] = Node::both(&all[3], &disk);
        let mut mirror = srb.mirror().unwrap();
        for _ in 0..2 {
            let [kaz, _] = Node::both(&all[random.rand_range(0..4) as usize], &disk);
            if random.rand_range(0..4) == 0 {
                mirror = srb.mirror().unwrap();
            }
            let known = mirror.history().size();
            match srb.pull(&mut mirror, &kaz) {
                Ok(pulled) => assert!(pulled.size >= known),
                Err(ExchangeError::Refused(refusal)) => {
                    assert_eq!(refusal.reason, Reason::Rollback, "seed {seed}");
                }
                Err(other) => panic!("seed {seed}: {other}"),
            }
            let leaves = mirror.history().leaves();
            assert_eq!(leaves, &truth[..leaves.len()], "seed {seed}");
            let receipt = disk.read("outbox/KAZ/receipt", 0, 1 << 16).unwrap().unwrap();
            receipts.entry(leaves.len()).or_default().insert(receipt);
        }
    }
    let different: Vec<usize> = receipts.values().map(BTreeSet::len).collect();
    assert_eq!(different, [1; 4]);
}

#[test]
fn files_that_were_removed_are_named_in_a_thousand_subsets() {
    let (all, second) = snapshots(3);
    let [kaz, srb] = Node::both(&all[2], &second);
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    let (own, partner) = (srb.keys.fingerprint(), srb.partner);
    let whole = fsck::check(&second, &srb.parties, own, Some(partner)).unwrap();
    assert_eq!(whole.rotten, []);
    let counted =
        |path: &&String| path.starts_with("mirror/KAZ/obj/") || path.starts_with("mirror/KAZ/tile/0/000.p/5");
    let needed: Vec<String> = second.paths().iter().filter(counted).cloned().collect();
    assert_eq!(needed.len(), 5);
    for seed in scale::runs(1_000) {
        let mut random = Rand32::new(seed);
        let disk = second.after_kill();
        let mut removed: BTreeSet<&String> = BTreeSet::new();
        for _ in 0..random.rand_range(1..5) {
            removed.insert(&needed[random.rand_range(0..needed.len() as u32) as usize]);
        }
        removed.iter().for_each(|path| disk.remove(path).unwrap());
        let [_, srb] = Node::both(&all[2], &disk);
        let found = fsck::check(&disk, &srb.parties, own, Some(partner)).unwrap();
        let named: BTreeSet<&String> = found.rotten.iter().map(|rot| &rot.path).collect();
        assert_eq!(named, removed, "seed {seed}");
    }
}

#[test]
fn a_stick_brings_what_a_wire_brings_in_two_hundred_mixed_histories() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stick.tar");
    for seed in scale::runs(200) {
        let mut random = Rand32::new(seed);
        let (first, online) = (SimDisk::default(), SimDisk::default());
        let [kaz, srb] = agreed(&first, &online);
        let offline = online.after_kill();
        let [_, far] = Node::both(&first, &offline);
        let mut from = 2;
        for at in 0..4_u8 {
            let mut outbox = kaz.outbox().unwrap();
            kaz.release(&mut outbox, &random.rand_range(2015..2018).to_string(), &[at; 90])
                .unwrap();
            if random.rand_range(0..2) == 0 {
                srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
            }
            if random.rand_range(0..2) == 0 || at == 3 {
                let file = std::fs::File::create(&path).unwrap();
                bundle::export(&outbox, from, file).unwrap();
                let pulled = far
                    .pull_from(
                        &mut far.mirror().unwrap(),
                        &mut BundleSource::open(&path).unwrap(),
                    )
                    .unwrap();
                from = pulled.size;
            }
        }
        let mut source = FolderSource::new(&first, &kaz.parties.outbox());
        srb.pull_from(&mut srb.mirror().unwrap(), &mut source).unwrap();
        let (wire, stick) = (srb.mirror().unwrap(), far.mirror().unwrap());
        assert_eq!(wire.history().root(6), stick.history().root(6), "seed {seed}");
        assert_eq!(wire.history().size(), stick.history().size());
        let objects = |disk: &SimDisk| {
            disk.paths()
                .into_iter()
                .filter(|path| path.starts_with("mirror/KAZ/obj/"))
                .collect::<Vec<_>>()
        };
        assert_eq!(objects(&online), objects(&offline), "seed {seed}");
    }
}
