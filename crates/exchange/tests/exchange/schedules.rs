//! Every named attack in a thousand schedules: before, between and after honest pulls, with other
//! sizes, places and files each time. None lands anything, and the next honest pull goes on.

use entente_exchange::digest::Digest;
use entente_exchange::entry::{Body, Entry};
use entente_exchange::error::ExchangeError;
use entente_exchange::name::Name;
use entente_exchange::source::{FolderSource, Source};
use entente_exchange::tile::{self, Tile};
use entente_exchange::tree;
use oorandom::Rand32;

use crate::attacks::{Forged, signed};
use crate::scale;
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::{NEXT, NOON, Node, key};

const SCHEDULES: u64 = 1_000;

/// Kazakhstan's outbox after each of four releases; another that went on in another way after the
/// first; Serbia's disk before any of them.
struct Stage {
    told: Vec<SimDisk>,
    double: SimDisk,
    srb: SimDisk,
}

impl Stage {
    fn new() -> Self {
        let (first, srb) = (SimDisk::default(), SimDisk::default());
        let mut told = Vec::new();
        let [kaz, _] = agreed(&first, &srb);
        for at in 0..4_u8 {
            kaz.release(
                &mut kaz.outbox().unwrap(),
                &(2015 + u32::from(at)).to_string(),
                &[at; 600],
            )
            .unwrap();
            told.push(first.after_kill());
        }
        let double = told[0].after_kill();
        let [other, _] = Node::both(&double, &srb);
        for at in 0..4_u8 {
            other
                .release(&mut other.outbox().unwrap(), "2020", &[100 + at; 600])
                .unwrap();
        }
        Self { told, double, srb }
    }

    /// A malicious way in each of many schedules, among honest pulls of random snapshots.
    fn attacked(&self, attack: impl for<'d> Fn(&'d Self, &Node<'_>, u64, &mut Rand32) -> Forged<'d>) {
        let [kaz, _] = Node::both(&self.told[3], &self.srb);
        let truth = kaz.outbox().unwrap().history().leaves().to_vec();
        for seed in scale::runs(SCHEDULES) {
            let mut random = Rand32::new(seed);
            let disk = self.srb.after_kill();
            let [_, srb] = Node::both(&self.told[3], &disk);
            let mut mirror = srb.mirror().unwrap();
            if random.rand_range(0..4) > 0 {
                let until = random.rand_range(0..3) as usize;
                srb.pull(&mut mirror, &Node::both(&self.told[until], &disk)[0])
                    .unwrap();
            }
            let known = mirror.history().size();
            let mut way = attack(self, &kaz, known, &mut random);
            let pulled = srb.pull_from(&mut mirror, &mut way);
            assert!(
                matches!(pulled, Err(ExchangeError::Refused(_))),
                "seed {seed}: {pulled:?}"
            );
            assert_eq!(mirror.history().leaves(), &truth[..known as usize], "seed {seed}");
            drop(mirror);
            let mut mirror = srb.mirror().unwrap();
            srb.pull(&mut mirror, &kaz).unwrap();
            assert_eq!(mirror.history().leaves(), truth, "seed {seed}");
        }
    }
}

fn honest(disk: &SimDisk) -> FolderSource<'_> {
    FolderSource::new(disk, "outbox/SRB")
}

/// The outbox with more entries behind those of the last snapshot, all signed for as the log signs.
fn with_entries<'d>(stage: &'d Stage, kaz: &Node<'_>, known: u64, more: Vec<Vec<u8>>) -> Forged<'d> {
    let history = kaz.outbox().unwrap().history().clone();
    let mut all: Vec<Vec<u8>> = history
        .entries()
        .iter()
        .map(|entry| entry.bytes().unwrap())
        .collect();
    all.extend(more);
    let leaves: Vec<Digest> = all.iter().map(|entry| tree::leaf(entry)).collect();
    let size = all.len() as u64;
    let note = signed(&kaz.keys.log, &history.origin, size, tree::root(&leaves));
    let bundle = Tile::bundles(known..size).next().unwrap();
    let bytes = tile::bundle(all.iter().map(Vec::as_slice)).unwrap();
    Forged {
        inner: honest(&stage.told[3]),
        files: vec![(Name::Checkpoint, note), (Name::Tile(bundle), bytes)],
    }
}

fn spoiled<'d>(stage: &'d Stage, kaz: &Node<'_>, known: u64, spoil: impl FnOnce(&mut Entry)) -> Forged<'d> {
    let mut entry = kaz.outbox().unwrap().history().next(Body::Heartbeat {}, NOON);
    spoil(&mut entry);
    with_entries(stage, kaz, known, vec![entry.bytes().unwrap()])
}

#[test]
fn rollback_in_a_thousand_schedules() {
    let stage = Stage::new();
    let [kaz, _] = Node::both(&stage.told[3], &stage.srb);
    let history = kaz.outbox().unwrap().history().clone();
    stage.attacked(move |stage, kaz, known, random| {
        let size = u64::from(random.rand_range(0..known as u32));
        let note = signed(&kaz.keys.log, &history.origin, size, history.root(size).unwrap());
        Forged {
            inner: honest(&stage.told[3]),
            files: vec![(Name::Checkpoint, note)],
        }
    });
}

#[test]
fn fast_forward_in_a_thousand_schedules() {
    Stage::new().attacked(|stage, kaz, _, random| {
        let size = 7 + u64::from(random.rand_u32() >> random.rand_range(0..32));
        let note = signed(
            &kaz.keys.log,
            &kaz.parties.origin(),
            size,
            Digest::of(&size.to_be_bytes()),
        );
        Forged {
            inner: honest(&stage.told[3]),
            files: vec![(Name::Checkpoint, note)],
        }
    });
}

#[test]
fn equivocation_in_a_thousand_schedules() {
    // Of a log that Serbia knows no further than both ways go together, the other way is no lie yet.
    Stage::new().attacked(|stage, kaz, known, random| {
        if known >= 4 {
            return Forged {
                inner: honest(&stage.double),
                files: vec![],
            };
        }
        let size = 1 + u64::from(random.rand_range(0..known as u32));
        let root = Digest::of(&random.rand_u32().to_be_bytes());
        Forged {
            inner: honest(&stage.told[3]),
            files: vec![(
                Name::Checkpoint,
                signed(&kaz.keys.log, &kaz.parties.origin(), size, root),
            )],
        }
    });
}

#[test]
fn mix_and_match_in_a_thousand_schedules() {
    Stage::new().attacked(|stage, _, _, random| {
        let data = |at: u8| vec![at; 600];
        let asked = Name::Object(Digest::of(&data(3)));
        let other = match random.rand_range(0..4) {
            0 => data(random.rand_range(0..3) as u8),
            1 => data(3)[..random.rand_range(0..600) as usize].to_vec(),
            2 => {
                let mut other = data(3);
                other[random.rand_range(0..600) as usize] ^= 1 << random.rand_range(0..8);
                other
            }
            _ => data(100 + random.rand_range(0..4) as u8),
        };
        Forged {
            inner: honest(&stage.told[3]),
            files: vec![(asked, other)],
        }
    });
}

#[test]
fn endless_data_in_a_thousand_schedules() {
    Stage::new().attacked(|stage, kaz, known, random| {
        let size = kaz.outbox().unwrap().history().size();
        let name = match random.rand_range(0..2) {
            0 => Name::Checkpoint,
            _ => Name::Tile(Tile::bundles(known..size).next().unwrap()),
        };
        let byte = random.rand_range(0..256) as u8;
        Forged {
            inner: honest(&stage.told[3]),
            files: vec![(name, vec![byte; 1 << 19])],
        }
    });
}

#[test]
fn a_wrong_recipient_in_a_thousand_schedules() {
    Stage::new().attacked(|stage, kaz, known, random| {
        let other = format!("S{}", random.rand_u32());
        spoiled(stage, kaz, known, |entry| entry.recipient = other)
    });
}

#[test]
fn a_wrong_origin_in_a_thousand_schedules() {
    Stage::new().attacked(|stage, kaz, known, random| {
        let other = format!("entente/KAZ/SRB/{}", 2 + random.rand_range(0..1_000));
        if random.rand_range(0..2) == 0 {
            return spoiled(stage, kaz, known, |entry| entry.origin = other);
        }
        let note = signed(&kaz.keys.log, &other, 9, Digest::of(b"x"));
        Forged {
            inner: honest(&stage.told[3]),
            files: vec![(Name::Checkpoint, note)],
        }
    });
}

#[test]
fn a_stale_or_foreign_key_in_a_thousand_schedules() {
    Stage::new().attacked(|stage, kaz, _, random| {
        let history = kaz.outbox().unwrap().history().clone();
        let secret = if random.rand_range(0..2) == 0 {
            key(150 + random.rand_range(0..50) as u8)
        } else {
            key(34)
        };
        let size = history.size();
        let note = signed(&secret, &history.origin, size, history.root(size).unwrap());
        assert_eq!(NEXT.log.public(), key(34).public());
        Forged {
            inner: honest(&stage.told[3]),
            files: vec![(Name::Checkpoint, note)],
        }
    });
}

#[test]
fn an_unknown_entry_type_in_a_thousand_schedules() {
    Stage::new().attacked(|stage, kaz, known, random| {
        let entry = kaz
            .outbox()
            .unwrap()
            .history()
            .next(Body::Heartbeat {}, NOON)
            .bytes()
            .unwrap();
        let other = format!("heartbeat{}", random.rand_u32());
        let text = String::from_utf8(entry).unwrap().replace("heartbeat", &other);
        with_entries(stage, kaz, known, vec![text.into_bytes()])
    });
}

#[test]
fn a_frozen_log_in_a_thousand_schedules_brings_nothing_and_harms_nothing() {
    let stage = Stage::new();
    for seed in scale::runs(SCHEDULES) {
        let mut random = Rand32::new(seed);
        let disk = stage.srb.after_kill();
        let at = random.rand_range(0..4) as usize;
        let [kaz, srb] = Node::both(&stage.told[at], &disk);
        let mut mirror = srb.mirror().unwrap();
        srb.pull(&mut mirror, &kaz).unwrap();
        let known = mirror.history().size();
        let frozen = honest(&stage.told[at])
            .read(Name::Checkpoint, 0, 1 << 16)
            .unwrap()
            .unwrap();
        let mut way = Forged {
            inner: honest(&stage.told[3]),
            files: vec![(Name::Checkpoint, frozen)],
        };
        for _ in 0..random.rand_range(1..4) {
            let pulled = srb.pull_from(&mut mirror, &mut way).unwrap();
            assert_eq!((pulled.known, pulled.size), (known, known), "seed {seed}");
        }
    }
}
