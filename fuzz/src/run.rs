//! One case after another, until time is over.
//!
//! A panic is caught and told with its place. What cannot be caught (a stack that
//! overflows, memory that is gone) leaves the case in `current.case`; a case that
//! takes too long ends the program.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::case::{Case, Current};
use crate::draw::Dice;
use crate::seeds::Seeds;
use crate::target::Target;

/// A case that takes longer hangs.
const TOO_LONG: Duration = Duration::from_secs(30);

thread_local! {
    /// What the last panic said, and where.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Draws and checks cases; returns how many different findings there were.
///
/// # Errors
/// When the specimens cannot be read, or a finding cannot be written.
pub(crate) fn run(seconds: u64, seed: u64, kind: &str) -> io::Result<usize> {
    if !Target::kinds().any(|known| known.starts_with(kind)) {
        return Err(io::Error::other(format!(
            "found the kind {kind}, expected one of {}",
            kinds()
        )));
    }
    let seeds = Seeds::read()?;
    let mut current = Current::open()?;
    let under_way = watch();
    catch_panics();
    let (started, limit) = (Instant::now(), Duration::from_secs(seconds));
    let (mut counts, mut known) = (BTreeMap::<&str, u64>::new(), BTreeSet::new());
    let mut number = 0;
    while started.elapsed() < limit {
        let case = seeds.case(&mut Dice::new(seed, number));
        if !case.target.kind().starts_with(kind) {
            number += 1;
            continue;
        }
        current.set(&case)?;
        *counts.entry(case.target.kind()).or_default() += 1;
        if let Err(problem) = checked(&case)
            && known.insert(class(&problem))
        {
            let path = case.keep(&format!("{}-{seed}-{number}.case", case.target.name()))?;
            say(&format!(
                "seed {seed}, case {number}: {problem}\n  replay: cargo xtask fuzz --replay {}\n",
                path.display()
            ))?;
        }
        number += 1;
        under_way.store(number, Ordering::Relaxed);
    }
    let number: u64 = counts.values().sum();
    let rate = number as f64 / started.elapsed().as_secs_f64();
    let counts: Vec<String> = counts
        .iter()
        .map(|(kind, count)| format!("{kind} {count}"))
        .collect();
    say(&format!(
        "{number} cases in {seconds} s from seed {seed}, {rate:.0} a second ({}); {} findings\n",
        counts.join(", "),
        known.len()
    ))?;
    Ok(known.len())
}

fn kinds() -> String {
    Target::kinds().collect::<Vec<_>>().join(", ")
}

/// Checks the case of a file.
///
/// # Errors
/// When the file cannot be read or is no case.
pub(crate) fn replay(path: &Path) -> io::Result<usize> {
    let case = Case::read(path)?;
    catch_panics();
    match checked(&case) {
        Ok(()) => say(&format!("{}: nothing found\n", path.display())).map(|()| 0),
        Err(problem) => say(&format!("{}: {problem}\n", path.display())).map(|()| 1),
    }
}

fn say(text: &str) -> io::Result<()> {
    io::stdout().write_all(text.as_bytes())
}

/// What is wrong with how a case is read, a panic included.
pub(crate) fn checked(case: &Case) -> Result<(), String> {
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| case.target.check(&case.bytes)));
    outcome.unwrap_or_else(|_| Err(PANIC.with_borrow(|told| format!("panicked {told}"))))
}

fn catch_panics() {
    panic::set_hook(Box::new(|told| {
        let message = told.payload_as_str().unwrap_or("without a message");
        let place = told.location().map_or_else(String::new, ToString::to_string);
        PANIC.set(format!("at {place}: {message}"));
    }));
}

/// Findings that differ only in their figures are one.
fn class(problem: &str) -> String {
    let words = problem.split(':').next().unwrap_or_default();
    let panicked = problem.starts_with("panicked");
    let kept = if panicked { problem } else { words };
    kept.chars()
        .filter(|letter| !letter.is_ascii_digit() || panicked)
        .take(80)
        .collect()
}

/// Ends the program when one case takes too long; told by the number of cases done.
fn watch() -> &'static AtomicU64 {
    static DONE: AtomicU64 = AtomicU64::new(0);
    thread::spawn(|| {
        let (mut last, mut since) = (u64::MAX, Instant::now());
        loop {
            thread::sleep(Duration::from_secs(1));
            let done = DONE.load(Ordering::Relaxed);
            if done != last {
                (last, since) = (done, Instant::now());
            } else if since.elapsed() > TOO_LONG {
                let path = Current::path().unwrap_or_default();
                let _ = say(&format!(
                    "case {done} hangs\n  replay: cargo xtask fuzz --replay {}\n",
                    path.display()
                ));
                std::process::exit(1);
            }
        }
    });
    &DONE
}
