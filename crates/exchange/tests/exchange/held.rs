//! Releases that wait for their moment: none appears early, and each appears once.

use std::collections::{BTreeMap, BTreeSet};

use entente_exchange::clock::{AHEAD, Jump, Reading, Watch};
use entente_exchange::embargo::{Embargo, Held};
use entente_exchange::entry::Object;
use entente_exchange::error::ExchangeError;
use entente_exchange::history::Key;
use oorandom::Rand32;

use crate::scale;
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::{self, NOON, Node};

const STRUCTURE: &[u8] = b"structure";

/// A release of some bytes that waits until a time.
fn held(node: &Node<'_>, period: &str, time: u64, data: &[u8]) -> Held {
    let outbox = node.outbox().unwrap();
    let mut release = two::release(&outbox, period, Object::of("data.csv", data));
    release.embargo = Some(time);
    Held {
        release,
        structure: Object::of("structure.json", STRUCTURE),
    }
}

pub(crate) fn hold(node: &Node<'_>, period: &str, time: u64, data: &[u8]) {
    let one = held(node, period, time, data);
    let mut embargo = Embargo::open(node.disk, &node.parties).unwrap();
    embargo.hold(one, data, STRUCTURE).unwrap();
}

/// Publishes what is due; what was said.
pub(crate) fn publish(node: &Node<'_>, time: u64) -> Result<Vec<Key>, ExchangeError> {
    let mut embargo = Embargo::open(node.disk, &node.parties)?;
    embargo.publish(&mut node.outbox()?, time, &node.keys.log)
}

pub(crate) fn waiting(node: &Node<'_>) -> usize {
    Embargo::open(node.disk, &node.parties).unwrap().held().len()
}

fn key(period: &str) -> Key {
    ("IMTS".to_owned(), period.to_owned())
}

/// Whether any file of the partner's folder holds these bytes.
fn reachable(disk: &SimDisk, bytes: &[u8]) -> bool {
    use entente_exchange::disk::Disk as _;
    let public = disk
        .paths()
        .into_iter()
        .filter(|path| path.starts_with("outbox/"));
    let mut files = public.filter_map(|path| disk.read(&path, 0, 1 << 20).unwrap());
    files.any(|file| file.windows(bytes.len()).any(|window| window == bytes))
}

#[test]
fn nothing_of_a_release_is_where_the_partner_reaches_before_its_time() {
    let (kaz, srb) = (SimDisk::default(), SimDisk::default());
    let [node, other] = agreed(&kaz, &srb);
    hold(&node, "2018", NOON + 3_600, b"embargoed figures");
    assert_eq!(publish(&node, NOON + 3_599).unwrap(), []);
    assert!(!reachable(&kaz, b"embargoed figures"));
    other.pull(&mut other.mirror().unwrap(), &node).unwrap();
    assert!(other.mirror().unwrap().history().releases().is_empty());

    assert_eq!(publish(&node, NOON + 3_600).unwrap(), [key("2018")]);
    assert!(reachable(&kaz, b"embargoed figures"));
    other.pull(&mut other.mirror().unwrap(), &node).unwrap();
    let mirror = other.mirror().unwrap();
    let [revision] = mirror.history().revisions(&key("2018")) else {
        panic!("expected one release");
    };
    assert_eq!(revision.release.embargo, Some(NOON + 3_600));
    assert_eq!(revision.fault, None);
}

#[test]
fn a_release_said_before_a_crash_let_go_of_it_is_not_said_again() {
    let (kaz, srb) = (SimDisk::default(), SimDisk::default());
    let [node, _] = agreed(&kaz, &srb);
    hold(&node, "2018", NOON, b"figures");
    assert_eq!(publish(&node, NOON).unwrap(), [key("2018")]);
    hold(&node, "2018", NOON, b"figures");
    assert_eq!(publish(&node, NOON).unwrap(), []);
    assert_eq!(node.outbox().unwrap().history().revisions(&key("2018")).len(), 1);
}

#[test]
fn a_release_that_was_made_meanwhile_is_superseded_by_the_one_that_waited() {
    let (kaz, srb) = (SimDisk::default(), SimDisk::default());
    let [node, _] = agreed(&kaz, &srb);
    hold(&node, "2018", NOON + 60, b"second");
    node.release(&mut node.outbox().unwrap(), "2018", b"first")
        .unwrap();
    assert_eq!(publish(&node, NOON + 60).unwrap(), [key("2018")]);
    let outbox = node.outbox().unwrap();
    let [first, second] = outbox.history().revisions(&key("2018")) else {
        panic!("expected two releases");
    };
    assert_eq!(second.release.revision, 1);
    assert_eq!(second.release.supersedes, Some(first.place.leaf));
    assert_eq!(second.fault, None);
}

/// A run of random holding, dropping, waiting and clocks set at will, against what must hold of it.
fn wait(seed: u64) {
    let mut random = Rand32::new(seed);
    let disk = SimDisk::default();
    let [node, _] = Node::both(&disk, &disk);
    let mut embargo = Embargo::open(&disk, &node.parties).unwrap();
    let (mut truth, mut set) = (NOON, NOON);
    let watch = Watch::new(Reading {
        wall: NOON,
        steady: 7,
    });
    let (mut model, mut out): (BTreeMap<Key, u64>, BTreeSet<Key>) = Default::default();
    for _ in 0..30 {
        let period = (2015 + random.rand_range(0..4)).to_string();
        match random.rand_range(0..5) {
            0 | 1 => {
                let time = truth + u64::from(random.rand_range(0..2_000));
                embargo
                    .hold(held(&node, &period, time, b"some"), b"some", STRUCTURE)
                    .unwrap();
                model.insert(key(&period), time);
                out.remove(&key(&period));
            }
            2 => assert_eq!(
                embargo.drop(&key(&period)).unwrap(),
                model.remove(&key(&period)).is_some()
            ),
            3 => {
                let passed = u64::from(random.rand_range(0..900));
                (truth, set) = (truth + passed, set + passed);
            }
            _ => set = truth + u64::from(random.rand_range(0..1_200)) - 600,
        }
        let reading = Reading {
            wall: set,
            steady: truth - NOON + 7,
        };
        let time = match watch.time(reading) {
            Ok(time) => time,
            Err(jump) => {
                assert_eq!(
                    jump,
                    Jump {
                        wall: set,
                        expected: truth
                    }
                );
                assert!(set > truth + AHEAD, "seed {seed}");
                continue;
            }
        };
        assert!(time <= truth && time <= set, "seed {seed}: believed too early");
        for one in embargo.due(time) {
            assert!(one.time() <= truth, "seed {seed}: {:?} early", one.key());
            assert_eq!(model.remove(&one.key()), Some(one.time()), "seed {seed}");
            assert!(out.insert(one.key()), "seed {seed}: {:?} twice", one.key());
            embargo.drop(&one.key()).unwrap();
        }
        let overdue: Vec<_> = model.iter().filter(|(_, due)| **due <= time).collect();
        assert!(overdue.is_empty(), "seed {seed}: {overdue:?} forgotten");
        if random.rand_range(0..4) == 0 {
            embargo = Embargo::open(&disk, &node.parties).unwrap();
        }
    }
}

#[test]
fn whatever_the_clock_is_set_to_nothing_appears_early_and_nothing_is_forgotten() {
    scale::runs(2_000).for_each(wait);
}
