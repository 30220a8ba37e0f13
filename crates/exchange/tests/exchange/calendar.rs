//! Calendars: nobody is late in silence, and nobody is called late who is not.

use std::sync::LazyLock;

use entente_exchange::calendar::{Plan, Standing, known_by, plans};
use entente_exchange::digest::Digest;
use entente_exchange::entry::{Action, Body, Object, Planned, Release};
use entente_exchange::history::{History, Key};
use entente_exchange::keyset;
use oorandom::Rand32;

use crate::scale;
use crate::two::{KeyRing, NOON};

const DAY: u64 = 86_400;

/// A log with its first keys.
static BEGUN: LazyLock<History> = LazyLock::new(|| {
    let ring = KeyRing::of(1);
    let mut history = History::new("entente/KAZ/SRB/1", "SRB", ring.fingerprint());
    let mut first = history.next(Body::Keyset(ring.keyset(1)), NOON);
    keyset::sign(&mut first, &[&ring.roots[0], &ring.roots[1]]).unwrap();
    history.admit(&first.bytes().unwrap()).unwrap();
    history
});

fn say(history: &mut History, body: Body, time: u64) {
    let entry = history.next(body, time);
    history.admit(&entry.bytes().unwrap()).unwrap();
}

fn plan(period: &str, due: u64) -> Body {
    Body::Calendar {
        planned: vec![Planned {
            dataflow: "IMTS".to_owned(),
            period: period.to_owned(),
            due,
        }],
    }
}

fn release(history: &mut History, period: &str, time: u64) {
    let body = released(history, period);
    say(history, body, time);
}

fn released(history: &History, period: &str) -> Body {
    let (revision, supersedes) = history.following(&("IMTS".to_owned(), period.to_owned()));
    Body::Release(Box::new(Release {
        dataflow: "IMTS".to_owned(),
        period: period.to_owned(),
        revision,
        supersedes,
        action: Action::Replace,
        objects: vec![Object::of("data.csv", b"data")],
        rows: 1,
        totals: Default::default(),
        structure: "ENTENTE:IMTS(1.0.0)".to_owned(),
        structure_sha256: Digest::of(b"structure"),
        state_sha256: None,
        disclosure: None,
        embargo: None,
    }))
}

/// When an entry was said, as its author has it.
fn said(history: &History) -> impl Fn(u64) -> u64 {
    let times: Vec<u64> = history.entries().iter().map(|entry| entry.time).collect();
    move |seq| times[seq as usize]
}

fn standings(history: &History, grace: u64, now: u64) -> Vec<(String, u64, Option<u64>, Standing)> {
    let known = said(history);
    let told = |plan: Plan| {
        let standing = plan.standing(now, &known);
        (plan.key.1, plan.due, plan.kept, standing)
    };
    plans(history, grace, &known).into_iter().map(told).collect()
}

#[test]
fn a_plan_is_awaited_then_late_and_kept_by_the_next_release() {
    let mut log = BEGUN.clone();
    say(&mut log, plan("2023", NOON + DAY), NOON);
    let row = |kept, standing| vec![("2023".to_owned(), NOON + DAY, kept, standing)];
    assert_eq!(
        standings(&log, 3_600, NOON + DAY + 3_600),
        row(None, Standing::Awaited)
    );
    assert_eq!(
        standings(&log, 3_600, NOON + DAY + 3_601),
        row(None, Standing::Late)
    );

    let mut kept = log.clone();
    release(&mut kept, "2023", NOON + DAY);
    assert_eq!(
        standings(&kept, 3_600, NOON + 9 * DAY),
        row(Some(2), Standing::Kept)
    );
    release(&mut log, "2023", NOON + 2 * DAY);
    assert_eq!(
        standings(&log, 3_600, NOON + 9 * DAY),
        row(Some(2), Standing::KeptLate)
    );
}

#[test]
fn a_plan_moved_before_it_is_late_is_moved_and_one_moved_later_stays_late() {
    let mut log = BEGUN.clone();
    say(&mut log, plan("2023", NOON + DAY), NOON);
    let mut in_time = log.clone();
    say(&mut in_time, plan("2023", NOON + 5 * DAY), NOON + DAY);
    assert_eq!(
        standings(&in_time, 0, NOON + 4 * DAY),
        [("2023".to_owned(), NOON + 5 * DAY, None, Standing::Awaited)]
    );
    say(&mut log, plan("2023", NOON + 5 * DAY), NOON + DAY + 1);
    assert_eq!(
        standings(&log, 0, NOON + 4 * DAY),
        [("2023".to_owned(), NOON + 5 * DAY, None, Standing::Late)]
    );
}

#[test]
fn a_plan_after_a_release_waits_for_the_revision() {
    let mut log = BEGUN.clone();
    release(&mut log, "2023", NOON);
    say(&mut log, plan("2023", NOON + DAY), NOON);
    assert_eq!(
        standings(&log, 0, NOON + 2 * DAY),
        [("2023".to_owned(), NOON + DAY, None, Standing::Late)]
    );
    release(&mut log, "2023", NOON + DAY);
    assert_eq!(
        standings(&log, 0, NOON + 2 * DAY),
        [("2023".to_owned(), NOON + DAY, Some(3), Standing::Kept)]
    );
}

#[test]
fn what_a_partner_said_is_known_when_this_side_says_that_it_saw_it() {
    let mut own = BEGUN.clone();
    let root = Digest::of(b"root");
    say(&mut own, Body::Seen { size: 3, root }, NOON + 10);
    say(&mut own, Body::Heartbeat {}, NOON + 20);
    say(&mut own, Body::Seen { size: 3, root }, NOON + 30);
    say(&mut own, Body::Seen { size: 5, root }, NOON + 40);
    let known = known_by(&own, NOON + 99);
    let times: Vec<u64> = (0..7).map(known).collect();
    let expected = [10, 10, 10, 40, 40, 99, 99];
    assert_eq!(times, expected.map(|after| NOON + after));
}

/// One who sits and waits, minute by minute, and notes who is late.
#[derive(Default)]
struct Waiter {
    open: Vec<(String, u64, bool)>,
    closed: Vec<(String, bool)>,
}

impl Waiter {
    fn tick(&mut self, now: u64, grace: u64) {
        for (_, due, late) in &mut self.open {
            *late |= now > *due + grace;
        }
    }

    fn hears(&mut self, body: &Body) {
        match body {
            Body::Calendar { planned } => {
                for one in planned {
                    match self.open.iter_mut().find(|(period, ..)| *period == one.period) {
                        Some((_, _, true)) => {}
                        Some((_, due, false)) => *due = one.due,
                        None => self.open.push((one.period.clone(), one.due, false)),
                    }
                }
            }
            Body::Release(release) => {
                if let Some(at) = self
                    .open
                    .iter()
                    .position(|(period, ..)| *period == release.period)
                {
                    let (period, _, late) = self.open.remove(at);
                    self.closed.push((period, late));
                }
            }
            _ => {}
        }
    }
}

fn waits(seed: u64) {
    let mut random = Rand32::new(seed);
    let (mut log, mut waiter) = (BEGUN.clone(), Waiter::default());
    let (grace, end) = (u64::from(random.rand_range(0..4)), NOON + 40);
    for now in NOON..=end {
        waiter.tick(now, grace);
        let period = (2020 + random.rand_range(0..3)).to_string();
        let body = match random.rand_range(0..6) {
            0 | 1 => plan(&period, now + u64::from(random.rand_range(0..12))),
            2 => released(&log, &period),
            _ => continue,
        };
        waiter.hears(&body);
        say(&mut log, body, now);
    }
    let mut found: Vec<(String, bool, bool)> = Vec::new();
    for (period, _, kept, standing) in standings(&log, grace, end) {
        let late = matches!(standing, Standing::Late | Standing::KeptLate);
        assert_eq!(
            kept.is_some(),
            matches!(standing, Standing::Kept | Standing::KeptLate),
            "seed {seed}"
        );
        found.push((period, kept.is_some(), late));
    }
    let open = waiter
        .open
        .into_iter()
        .map(|(period, _, late)| (period, false, late));
    let closed = waiter
        .closed
        .into_iter()
        .map(|(period, late)| (period, true, late));
    let mut expected: Vec<_> = closed.chain(open).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "seed {seed}");
}

#[test]
fn ten_thousand_calendars_are_judged_as_one_who_waits_would() {
    scale::runs(10_000).for_each(waits);
}

#[test]
fn a_plan_of_a_key_that_was_stolen_counts_for_nothing() {
    let ring = KeyRing::of(1);
    let mut log = BEGUN.clone();
    say(&mut log, plan("2023", NOON + DAY), NOON);
    let mut set = KeyRing::of(31).keyset(2);
    set.roots = ring.keyset(1).roots;
    set.revoked_from = Some(1);
    let mut entry = log.next(Body::Keyset(set), NOON);
    keyset::sign(&mut entry, &[&ring.roots[0], &ring.roots[1]]).unwrap();
    log.admit(&entry.bytes().unwrap()).unwrap();
    let none: [(Key, u64); 0] = [];
    let left: Vec<(Key, u64)> = plans(&log, 0, said(&log))
        .into_iter()
        .map(|plan| (plan.key, plan.due))
        .collect();
    assert_eq!(left, none);
}
