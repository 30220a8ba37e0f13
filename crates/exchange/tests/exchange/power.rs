//! Power cuts, failing disks and killed processes: whatever the moment, the node opens again,
//! nothing that anybody could have seen is lost, and no second story is told.

use std::io::ErrorKind;

use entente_exchange::checkpoint::Checkpoint;
use entente_exchange::digest::Digest;
use entente_exchange::disk::Disk;
use entente_exchange::entry::{Body, Object};
use entente_exchange::error::ExchangeError;
use entente_exchange::keyset;
use entente_exchange::note::Note;
use proptest::prelude::*;

use crate::held;
use crate::scale;
use crate::scene::agreed;
use crate::sim_disk::SimDisk;
use crate::two::{NEXT, NOON, Node};

/// An object of three sectors and some: enough to be torn.
fn data() -> Vec<u8> {
    (0..1_700_u32).map(|at| (at * 7 / 3) as u8).collect()
}

/// One of the acts whose every step is cut.
#[derive(Clone, Copy, Debug)]
enum Act {
    Release,
    Pull,
    Rotate,
    /// What was held under embargo appears.
    Publish,
}

const ACTS: [Act; 4] = [Act::Release, Act::Pull, Act::Rotate, Act::Publish];

/// Both disks before the act; the second is the one that is cut, but for releases and rotations.
struct Scene {
    kaz: SimDisk,
    srb: SimDisk,
}

impl Scene {
    fn before(act: Act) -> Self {
        let (kaz, srb) = (SimDisk::default(), SimDisk::default());
        {
            let [node, _] = agreed(&kaz, &srb);
            match act {
                Act::Pull => node
                    .release(&mut node.outbox().unwrap(), "2018", &data())
                    .unwrap(),
                Act::Publish => held::hold(&node, "2018", NOON, &data()),
                _ => {}
            }
        }
        Self { kaz, srb }
    }

    /// Does the act on a disk that stands in for the one it happens on.
    fn act(&self, act: Act, on: &SimDisk) -> Result<(), ExchangeError> {
        match act {
            Act::Release => {
                let [kaz, _] = Node::both(on, &self.srb);
                kaz.release(&mut kaz.outbox()?, "2018", &data())
            }
            Act::Pull => {
                let [kaz, srb] = Node::both(&self.kaz, on);
                srb.pull(&mut srb.mirror()?, &kaz).map(|_| ())
            }
            Act::Rotate => {
                let [kaz, _] = Node::both(on, &self.srb);
                let mut outbox = kaz.outbox()?;
                let mut set = NEXT.keyset(2);
                set.roots = kaz.keys.keyset(1).roots;
                let mut entry = outbox.history().next(Body::Keyset(set), NOON);
                keyset::sign(&mut entry, &[&kaz.keys.roots[1], &kaz.keys.roots[2]])?;
                outbox.add(&entry, NOON, &NEXT.log)
            }
            Act::Publish => {
                let [kaz, _] = Node::both(on, &self.srb);
                held::publish(&kaz, NOON).map(|_| ())
            }
        }
    }

    fn disk(&self, act: Act) -> SimDisk {
        if matches!(act, Act::Pull) {
            self.srb.after_kill()
        } else {
            self.kaz.after_kill()
        }
    }

    /// What a partner could have read on a disk: size and root of a public file.
    fn shown(disk: &SimDisk, act: Act) -> Option<Checkpoint> {
        let path = if matches!(act, Act::Pull) {
            "outbox/KAZ/receipt"
        } else {
            "outbox/SRB/checkpoint"
        };
        let bytes = disk.read(path, 0, 1 << 16).unwrap()?;
        Some(Checkpoint::of(&Note::parse(&bytes).unwrap()).unwrap())
    }

    /// Opens what is left, and holds it to what was shown. Then the act must work.
    fn check(&self, act: Act, left: &SimDisk, shown: Option<&Checkpoint>, what: &str) {
        {
            let [kaz, srb] = if matches!(act, Act::Pull) {
                Node::both(&self.kaz, left)
            } else {
                Node::both(left, &self.srb)
            };
            let history = match act {
                Act::Pull => srb
                    .mirror()
                    .unwrap_or_else(|error| panic!("{what}: {error}"))
                    .history()
                    .clone(),
                _ => kaz
                    .outbox()
                    .unwrap_or_else(|error| panic!("{what}: {error}"))
                    .history()
                    .clone(),
            };
            if let Some(shown) = shown {
                assert_eq!(
                    history.root(shown.size),
                    Some(shown.root),
                    "{what}: what was shown is gone"
                );
            }
            if matches!(act, Act::Pull) && history.size() > 2 {
                let object = Object::of("data.csv", &data());
                assert_eq!(
                    srb.mirror().unwrap().shelf().object(&object).unwrap(),
                    data(),
                    "{what}"
                );
            }
            if matches!(act, Act::Rotate) && history.size() > 2 {
                return;
            }
        }
        self.act(act, left)
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        if matches!(act, Act::Publish) {
            let [kaz, _] = Node::both(left, &self.srb);
            let said = kaz
                .outbox()
                .unwrap()
                .history()
                .releases()
                .values()
                .flatten()
                .count();
            assert_eq!(
                (said, held::waiting(&kaz)),
                (1, 0),
                "{what}: said once, and no longer held"
            );
        }
    }

    fn steps(&self, act: Act) -> u64 {
        let disk = self.disk(act);
        self.act(act, &disk).unwrap();
        disk.operations() - self.disk(act).operations()
    }
}

fn cut(scene: &Scene, act: Act, step: u64, seed: u64) {
    let disk = scene.disk(act);
    disk.cut_after(disk.operations() + step);
    let done = scene.act(act, &disk).is_ok();
    let shown = Scene::shown(&disk, act);
    let left = disk.after_power_cut(seed);
    let what = format!("{act:?} cut after {step} steps, seed {seed}");
    scene.check(act, &left, shown.as_ref(), &what);
    if done {
        let again = disk.after_power_cut(seed);
        assert_eq!(
            Scene::shown(&again, act),
            shown,
            "{what}: an act that was done is gone"
        );
    }
}

#[test]
fn a_power_cut_after_any_step_of_a_release_a_pull_or_a_key_change_loses_nothing_shown() {
    for act in ACTS {
        let scene = Scene::before(act);
        for step in 0..=scene.steps(act) {
            for seed in scale::runs(8) {
                cut(&scene, act, step, seed);
            }
        }
    }
}

#[test]
fn any_call_to_the_disk_that_fails_stops_the_act_and_the_node_opens_again() {
    for act in ACTS {
        let scene = Scene::before(act);
        for step in 0..scene.steps(act) {
            for how in [
                ErrorKind::Other,
                ErrorKind::StorageFull,
                ErrorKind::ReadOnlyFilesystem,
            ] {
                let disk = scene.disk(act);
                disk.fail_at(disk.operations() + step, how);
                let error = scene
                    .act(act, &disk)
                    .expect_err("a failed call was survived silently");
                assert!(
                    matches!(&error, ExchangeError::Disk { source, .. } if source.kind() == how),
                    "{error}"
                );
                let shown = Scene::shown(&disk, act);
                let what = format!("{act:?}, {how:?} at step {step}");
                scene.check(act, &disk.after_kill(), shown.as_ref(), &what);
                scene.check(act, &disk.after_power_cut(step), shown.as_ref(), &what);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(scale::cases(400)))]

    #[test]
    fn cuts_upon_cuts_lose_nothing_that_was_shown(cuts in proptest::collection::vec((0_u64..60, any::<u64>()), 1..6)) {
        let act = Act::Pull;
        let scene = Scene::before(act);
        let mut disk = scene.disk(act);
        let mut shown = None;
        for (step, seed) in cuts {
            disk.cut_after(disk.operations() + step);
            let _ = scene.act(act, &disk);
            shown = Scene::shown(&disk, act).or(shown);
            disk = disk.after_power_cut(seed);
        }
        scene.check(act, &disk, shown.as_ref(), "many cuts");
        let held = disk.read(&format!("mirror/KAZ/{}", entente_exchange::name::Name::Object(Digest::of(&data()))), 0, 4_096).unwrap();
        prop_assert_eq!(held, Some(data()));
    }
}
