//! Tasks of the repository: `cargo xtask test` is the gate.
//!
//! One command, so that a contributor, the README and the machine that checks a
//! change all run the same thing. It calls cargo and judges nothing itself but
//! licences; the rules of the repository are tests (`tests/rules.rs`). It installs
//! nothing but the clients that `clients` runs, below `target`.

mod clients;
mod contest;
mod fuzz;
mod licences;
mod planted;
mod step;

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;

use step::{STEPS, Step};

const HELP: &str = "\
Tasks of the repository

Usage: cargo xtask test
       cargo xtask licences
       cargo xtask clients
       cargo xtask planted [RECORDS] [SEED]
       cargo xtask fuzz [SECONDS] [SEED]
       cargo xtask fuzz --replay FILE
       cargo xtask bench [OPTIONS OF entente-bench run]

test  format, clippy with warnings denied, the tests of the whole workspace,
      documentation, licences, real clients, and cargo-deny where it is
      installed; stops at the first failure and says how to run that step alone

licences
      every crate of the tree has a licence that deny.toml lists

clients
      real clients of SDMX REST against the program; needs Python, and installs
      them below target the first time

planted
      make a world with planted causes (1,000,000 records, seed 7), import and
      explain it, and print what was found of each cause; see docs/planted.md

fuzz  damage specimens, coverage files, rates, segments and words (60 seconds,
      seed 1), and check what every reader promises; see CONTRIBUTING.md

bench
      time the release build beside DuckDB, Polars and DataFusion on the same
      files, and write bench/RESULTS.md; see bench/README.md

Exit codes: 0 passed, 1 failed, 2 wrong usage.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["test"] => gate(),
        ["licences"] => licences::run().map(code),
        ["clients"] => clients::run().map(code),
        ["planted"] => planted("1000000", "7"),
        ["planted", records] => planted(records, "7"),
        ["planted", records, seed] => planted(records, seed),
        ["fuzz", ref arguments @ ..] => fuzz::run(arguments).map(code),
        ["bench", ref options @ ..] => contest::run(options).map(code),
        ["--help" | "-h" | "help"] => io::stdout()
            .write_all(HELP.as_bytes())
            .map(|()| ExitCode::SUCCESS),
        _ => io::stderr()
            .write_all(HELP.as_bytes())
            .map(|()| ExitCode::from(2)),
    };
    outcome.unwrap_or(ExitCode::FAILURE)
}

fn planted(records: &str, seed: &str) -> io::Result<ExitCode> {
    planted::run(records, seed).map(code)
}

const fn code(passed: bool) -> ExitCode {
    if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Runs every step until one fails.
fn gate() -> io::Result<ExitCode> {
    for step in &STEPS {
        if !pass(step)? {
            return Ok(ExitCode::FAILURE);
        }
    }
    writeln!(io::stderr(), "\n== everything passed")?;
    Ok(ExitCode::SUCCESS)
}

/// Runs one step under a headline; false when it failed.
fn pass(step: &Step) -> io::Result<bool> {
    let mut out = io::stderr();
    if !step.can_run() {
        writeln!(
            out,
            "\n== {}: left out, because {} is not installed",
            step.name,
            step.needs.unwrap_or_default()
        )?;
        return Ok(true);
    }
    writeln!(out, "\n== {}: {step}", step.name)?;
    let started = std::time::Instant::now();
    let passed = step.run()?;
    let seconds = started.elapsed().as_secs_f64();
    if passed {
        writeln!(out, "== {}: passed in {seconds:.1} s", step.name)?;
    } else {
        writeln!(
            out,
            "== {}: FAILED after {seconds:.1} s; to run it alone: {step}",
            step.name
        )?;
    }
    Ok(passed)
}
