//! What waits under embargo: held, announced to the partner, and released when its moment has come.
//!
//! A command believes the machine's clock. The service believes it no further than a steady clock
//! bears it out, and leaves the rest to an operator.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use entente_exchange::calendar;
use entente_exchange::clock::{Reading, Watch};
use entente_exchange::embargo::{Embargo, Held};
use entente_exchange::entry::{Body, Object, Planned, Release};
use entente_exchange::history::{History, Key};
use entente_exchange::pair::Pair;

use super::desk::{Desk, KeyUse};
use crate::failure::Failure;
use crate::print;

/// How often the service looks whether a moment has come.
const EVERY: Duration = Duration::from_secs(1);

/// Holds a release until its moment, and announces it.
pub(crate) fn hold(
    desk: &Desk,
    pair: &mut Pair<'_>,
    release: Release,
    data: &[u8],
    message: &[u8],
) -> Result<(), Failure> {
    let planned = Planned {
        dataflow: release.dataflow.clone(),
        period: release.period.clone(),
        due: release.embargo.unwrap_or(0),
    };
    let held = Held {
        release,
        structure: Object::of("structure.json", message),
    };
    Embargo::open(&desk.folder, &desk.parties)?.hold(held, data, message)?;
    announce(desk, pair, planned).map(|_| ())
}

/// Announces a release, unless it is announced so already; whether it was.
pub(crate) fn announce(desk: &Desk, pair: &mut Pair<'_>, planned: Planned) -> Result<bool, Failure> {
    if is_announced(pair.outbox.history(), &planned) {
        return Ok(false);
    }
    let key = desk.key(KeyUse::Log, pair.outbox.history())?;
    let planned = vec![planned];
    pair.outbox
        .say(vec![Body::Calendar { planned }], Desk::now(), &key)?;
    Ok(true)
}

fn is_announced(history: &History, planned: &Planned) -> bool {
    let of = |key: &Key| (&key.0, &key.1) == (&planned.dataflow, &planned.period);
    calendar::plans(history, 0, |_| 0)
        .iter()
        .any(|plan| plan.kept.is_none() && of(&plan.key) && plan.due == planned.due)
}

/// Releases what may appear at a time that has come for certain; what was released.
pub(crate) fn publish(desk: &Desk, time: u64) -> Result<Vec<Key>, Failure> {
    let mut embargo = Embargo::open(&desk.folder, &desk.parties)?;
    if embargo.due(time).is_empty() {
        return Ok(Vec::new());
    }
    let (mut pair, annex) = desk.agreed()?;
    for one in embargo.due(time) {
        annex.check(&one.release.dataflow, &one.release.structure)?;
    }
    let key = desk.key(KeyUse::Log, pair.outbox.history())?;
    Ok(embargo.publish(&mut pair.outbox, time, &key)?)
}

/// Releases what waits as its moment comes, from a thread of its own, for as long as the process runs.
pub(crate) fn attend(desk: &Desk) {
    let home = desk.home.root().to_owned();
    let (folder, parties) = (desk.folder.clone(), desk.parties.clone());
    let began = Instant::now();
    let read = move || Reading {
        wall: Desk::now(),
        steady: began.elapsed().as_secs(),
    };
    let watch = Watch::new(read());
    thread::spawn(move || {
        let mut told = String::new();
        loop {
            thread::sleep(EVERY);
            let now = read();
            // The desk is the commands'; it is taken only when there is something to do.
            let due = Embargo::open(&folder, &parties).is_ok_and(|embargo| !embargo.due(now.wall).is_empty());
            let said = if due {
                turn(&home, &watch, now)
            } else {
                String::new()
            };
            // The same trouble is told once, not every second.
            if !said.is_empty() && said != told {
                print::note(&said);
            }
            told = said;
        }
    });
}

/// One look: what was released, or why what is due was not, in words for the operator.
fn turn(home: &Path, watch: &Watch, now: Reading) -> String {
    let time = match watch.time(now) {
        Ok(time) => time,
        Err(jump) => {
            return format!(
                "warning: the clock jumped ahead by {} s; what waits under embargo stays\n  hint: set it right, \
                 publish with `entente calendar publish`, and start the service again",
                jump.wall - jump.expected
            );
        }
    };
    // A desk that another command works at is tried again in a moment.
    let Ok(desk) = Desk::open(Some(home)) else {
        return String::new();
    };
    match publish(&desk, time) {
        Ok(released) => {
            let names = released.iter().map(|(flow, period)| format!("{flow}/{period}"));
            let names: Vec<String> = names.collect();
            if names.is_empty() {
                String::new()
            } else {
                format!("released {}", names.join(", "))
            }
        }
        Err(failure) => format!("warning: what waits under embargo stays: {}", failure.message()),
    }
}
