//! Keys begin by the fingerprint in the annex, follow each other by one, and can be taken back.

use entente_exchange::entry::{Body, Entry, Object};
use entente_exchange::history::History;
use entente_exchange::key::SecretKey;
use entente_exchange::keyset::{self, Keyset};
use entente_exchange::refusal::Reason;
use proptest::prelude::*;

use crate::pulling::{faults, reason};
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::{KeyRing, NEXT, NOON, Node, key};

fn entry(history: &History, set: Keyset, roots: &[&SecretKey]) -> Entry {
    let mut entry = history.next(Body::Keyset(set), NOON);
    keyset::sign(&mut entry, roots).unwrap();
    entry
}

fn taken(history: &mut History, entry: &Entry) -> Result<(), Reason> {
    history
        .admit(&entry.bytes().unwrap())
        .map_err(|refusal| refusal.reason)
}

#[test]
fn a_log_begins_with_the_roots_of_the_annex_and_enough_of_their_signatures() {
    let ring = KeyRing::of(1);
    let history = || History::new("entente/KAZ/SRB/1", "SRB", ring.fingerprint());
    let roots: Vec<&SecretKey> = ring.roots.iter().collect();
    let first = |set: Keyset, roots: &[&SecretKey]| taken(&mut history(), &entry(&history(), set, roots));
    assert_eq!(first(ring.keyset(1), &roots[..2]), Ok(()));
    assert_eq!(first(ring.keyset(1), &roots[..1]), Err(Reason::KeysetThreshold));
    assert_eq!(
        first(ring.keyset(1), &[roots[0], roots[0]]),
        Err(Reason::KeysetThreshold)
    );
    assert_eq!(
        first(ring.keyset(1), &[roots[0], &key(99)]),
        Err(Reason::KeysetThreshold)
    );
    assert_eq!(first(ring.keyset(2), &roots[..2]), Err(Reason::KeysetVersion));
    let other = KeyRing::of(50);
    let others: Vec<&SecretKey> = other.roots.iter().collect();
    assert_eq!(first(other.keyset(1), &others), Err(Reason::FingerprintWrong));
    let mut weak = ring.keyset(1);
    weak.threshold = 1;
    assert_eq!(first(weak, &roots), Err(Reason::FingerprintWrong));
    let mut none = ring.keyset(1);
    none.threshold = 0;
    assert_eq!(first(none, &roots), Err(Reason::KeysetMalformed));
    let mut twice = ring.keyset(1);
    twice.mirror = twice.log.clone();
    assert_eq!(first(twice, &roots), Err(Reason::KeysetMalformed));
    let bare = history().next(Body::Heartbeat {}, NOON);
    assert_eq!(taken(&mut history(), &bare), Err(Reason::KeysetMalformed));
}

#[test]
fn keys_follow_by_one_signed_by_old_roots_and_new() {
    let (old, new) = (KeyRing::of(1), KeyRing::of(50));
    let mut begun = History::new("entente/KAZ/SRB/1", "SRB", old.fingerprint());
    let first = entry(&begun, old.keyset(1), &[&old.roots[0], &old.roots[2]]);
    taken(&mut begun, &first).unwrap();
    let next = |version, roots: &[&SecretKey]| {
        let mut history = begun.clone();
        let entry = entry(&history, new.keyset(version), roots);
        taken(&mut history, &entry)
    };
    let (a, b) = (&old.roots, &new.roots);
    assert_eq!(next(2, &[&a[0], &a[1], &b[0], &b[1]]), Ok(()));
    assert_eq!(next(2, &[&a[0], &a[1], &b[0]]), Err(Reason::KeysetThreshold));
    assert_eq!(next(2, &[&a[0], &b[0], &b[1]]), Err(Reason::KeysetThreshold));
    assert_eq!(next(3, &[&a[0], &a[1], &b[0], &b[1]]), Err(Reason::KeysetVersion));
    assert_eq!(next(1, &[&a[0], &a[1], &b[0], &b[1]]), Err(Reason::KeysetVersion));
    // Signatures of another place in the log do not count.
    let mut history = begun.clone();
    let mut moved = entry(&history, new.keyset(2), &[&a[0], &a[1], &b[0], &b[1]]);
    let heartbeat = history.next(Body::Heartbeat {}, NOON);
    taken(&mut history, &heartbeat).unwrap();
    (moved.seq, moved.prev) = (history.size(), history.leaves().last().copied());
    assert_eq!(taken(&mut history, &moved), Err(Reason::KeysetThreshold));
}

#[test]
fn a_checkpoint_by_a_key_that_was_replaced_is_refused_and_a_proof_if_it_contradicts() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, srb] = agreed(&first, &second);
    let before = first.after_kill();
    let mut outbox = kaz.outbox().unwrap();
    let mut set = NEXT.keyset(2);
    set.roots = kaz.keys.keyset(1).roots;
    let change = entry(outbox.history(), set, &[&kaz.keys.roots[0], &kaz.keys.roots[1]]);
    outbox.add(&change, NOON, &NEXT.log).unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    let history = srb.mirror().unwrap().history().clone();
    assert_eq!(history.keys().current().unwrap().version, 2);
    // Somebody who has the old key goes on in the old way.
    let stale = outbox
        .say(vec![Body::Heartbeat {}], NOON, &kaz.keys.log)
        .unwrap_err();
    assert!(
        stale
            .to_string()
            .starts_with("found another key than the one the set of keys names"),
        "{stale}"
    );
    let [thief, _] = Node::both(&before, &second);
    let mut log = thief.outbox().unwrap();
    thief.say(&mut log, Body::Heartbeat {}).unwrap();
    let mut source = entente_exchange::source::FolderSource::new(&before, "outbox/SRB");
    let refused = srb
        .pull_from(&mut srb.mirror().unwrap(), &mut source)
        .unwrap_err()
        .to_string();
    assert!(
        refused.starts_with("FORK: ") && refused.contains("(KEY_STALE: "),
        "{refused}"
    );
    // Once the roots say that it was stolen, it proves nothing any more.
    let stolen = Keyset {
        revoked_from: Some(2),
        roots: kaz.keys.keyset(1).roots,
        ..KeyRing::of(61).keyset(3)
    };
    let change = entry(
        outbox.history(),
        stolen,
        &[&kaz.keys.roots[0], &kaz.keys.roots[1]],
    );
    outbox.add(&change, NOON, &KeyRing::of(61).log).unwrap();
    srb.pull(&mut srb.mirror().unwrap(), &kaz).unwrap();
    assert_eq!(
        reason(srb.pull_from(&mut srb.mirror().unwrap(), &mut source)),
        Reason::KeyStale
    );
}

#[test]
fn what_a_stolen_key_released_and_withdrew_is_void() {
    let (first, second) = (SimDisk::default(), SimDisk::default());
    let [kaz, _] = agreed(&first, &second);
    let mut outbox = kaz.outbox().unwrap();
    kaz.release(&mut outbox, "2018", b"true").unwrap();
    let stolen_from = outbox.history().size();
    let of = outbox.history().place(stolen_from - 1).unwrap();
    kaz.say(
        &mut outbox,
        Body::Withdraw {
            of,
            reason: "ERROR".to_owned(),
        },
    )
    .unwrap();
    kaz.release(&mut outbox, "2018", b"forged").unwrap();
    let object = Object::of("annex.toml", b"forged annex");
    outbox.shelf().keep(b"forged annex").unwrap();
    kaz.say(&mut outbox, Body::Agreement { annex: object }).unwrap();
    let mut set = NEXT.keyset(2);
    set.roots = kaz.keys.keyset(1).roots;
    set.revoked_from = Some(stolen_from);
    let change = entry(outbox.history(), set, &[&kaz.keys.roots[0], &kaz.keys.roots[1]]);
    outbox.add(&change, NOON, &NEXT.log).unwrap();
    let history = outbox.history();
    let key = ("IMTS".to_owned(), "2018".to_owned());
    assert_eq!(history.standing()[&key].place, of);
    assert_eq!(faults(history, &key), [None, Some(Reason::KeyRevoked)]);
    assert_eq!(
        history.annex(),
        Some(entente_exchange::digest::Digest::of(crate::two::ANNEX))
    );
    // The next release goes on from the last true one.
    let next = crate::two::release(&outbox, "2018", Object::of("data.csv", b"true again"));
    assert_eq!((next.revision, next.supersedes), (1, Some(of.leaf)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_set_is_taken_just_when_enough_old_and_new_roots_signed(old in 0_u8..8, new in 0_u8..8, version in 1_u64..4) {
        let (before, after) = (KeyRing::of(1), KeyRing::of(50));
        let mut history = History::new("entente/KAZ/SRB/1", "SRB", before.fingerprint());
        let first = entry(&history, before.keyset(1), &[&before.roots[0], &before.roots[1]]);
        taken(&mut history, &first).unwrap();
        let chosen = |ring: &'static str, bits: u8| (0..3).filter(move |at| bits >> at & 1 == 1).map(move |at| (ring, at));
        let all: Vec<&SecretKey> = chosen("old", old).chain(chosen("new", new)).map(|(ring, at)| {
            if ring == "old" { &before.roots[at] } else { &after.roots[at] }
        }).collect();
        let change = entry(&history, after.keyset(version), &all);
        let right = old.count_ones() >= 2 && new.count_ones() >= 2 && version == 2;
        prop_assert_eq!(taken(&mut history, &change).is_ok(), right);
    }
}
