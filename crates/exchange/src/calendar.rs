//! The calendar: what a log announced, by when, and whether it came.
//!
//! A plan is kept by the next release of its dataflow and period that can stand. It may be moved
//! while it is not late; moved later, it stays late, so that nobody is late in silence. Who is late
//! is judged by the clock of whoever waits: the moment at which this side knew of an entry is an
//! argument. Nothing is ever refused for being late.

use crate::entry::{Body, Entry, Planned};
use crate::history::{History, Key};

/// A release that was announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Of what and when.
    pub key: Key,
    /// The entry that announced it last.
    pub told: u64,
    /// By when it is to come, as it was announced last, POSIX seconds.
    pub due: u64,
    /// After when it is late: the last time that was announced before it was late, and the grace.
    pub late_after: u64,
    /// The entry of the release that kept it.
    pub kept: Option<u64>,
}

/// How a plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is not due, or within the grace.
    Awaited,
    /// It is late, and did not come.
    Late,
    /// It came in time.
    Kept,
    /// It came, and late.
    KeptLate,
}

impl Plan {
    /// How it stands now, seconds; `known` is when an entry was known to whoever waits.
    pub fn standing(&self, now: u64, known: impl Fn(u64) -> u64) -> Standing {
        let late = |moment: u64| moment > self.late_after;
        match self.kept {
            Some(entry) if late(known(entry)) => Standing::KeptLate,
            Some(_) => Standing::Kept,
            None if late(now) => Standing::Late,
            None => Standing::Awaited,
        }
    }

    /// Moves it, which counts only where it is told before it is late.
    fn shift(&mut self, told: u64, planned: &Planned, grace: u64, known: u64) {
        if known <= self.late_after {
            self.late_after = planned.due.saturating_add(grace);
        }
        (self.told, self.due) = (told, planned.due);
    }
}

/// All plans of a log in the order they were first announced, with a grace in seconds; `known` is
/// when an entry was known to whoever waits.
pub fn plans(history: &History, grace: u64, known: impl Fn(u64) -> u64) -> Vec<Plan> {
    let mut plans: Vec<Plan> = Vec::new();
    let is_void = |entry: &Entry| history.keys().voided_by(entry.seq).is_some();
    for entry in history.entries().iter().filter(|entry| !is_void(entry)) {
        match &entry.body {
            Body::Calendar { planned } => {
                let moment = known(entry.seq);
                planned
                    .iter()
                    .for_each(|one| announce(&mut plans, entry.seq, one, grace, moment));
            }
            Body::Release(release) => {
                let key = (release.dataflow.clone(), release.period.clone());
                let stands = history.revisions(&key).iter();
                let stands = stands
                    .filter(|one| one.fault.is_none())
                    .any(|one| one.place.seq == entry.seq);
                if let Some(plan) = open(&mut plans, &key).filter(|_| stands) {
                    plan.kept = Some(entry.seq);
                }
            }
            _ => {}
        }
    }
    plans
}

fn announce(plans: &mut Vec<Plan>, told: u64, planned: &Planned, grace: u64, known: u64) {
    let key = (planned.dataflow.clone(), planned.period.clone());
    if let Some(plan) = open(plans, &key) {
        return plan.shift(told, planned, grace, known);
    }
    plans.push(Plan {
        key,
        told,
        due: planned.due,
        late_after: planned.due.saturating_add(grace),
        kept: None,
    });
}

fn open<'p>(plans: &'p mut [Plan], key: &Key) -> Option<&'p mut Plan> {
    plans
        .iter_mut()
        .find(|plan| plan.key == *key && plan.kept.is_none())
}

/// When this side knew of the partner's entries, by its own log: the time of the first of its
/// entries that says how far the partner's is verified. What it has not said yet it knows now.
pub fn known_by(own: &History, now: u64) -> impl Fn(u64) -> u64 {
    let mut said: Vec<(u64, u64)> = Vec::new();
    for entry in own.entries() {
        if let Body::Seen { size, .. } = entry.body
            && said.last().is_none_or(|(known, _)| size > *known)
        {
            said.push((size, entry.time));
        }
    }
    move |seq| {
        let first = said.partition_point(|(size, _)| *size <= seq);
        said.get(first).map_or(now, |(_, time)| *time)
    }
}
