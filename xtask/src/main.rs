//! Tasks of the repository: `cargo xtask test` is the gate.
//!
//! One command, so that a contributor, the README and the machine that checks a
//! change all run the same thing. It calls cargo and judges nothing itself but
//! licences; the rules of the repository are tests (`tests/rules.rs`). It installs
//! Python packages below `target`, which judge what we write, and for root a browser.

mod clients;
mod contest;
mod fuzz;
mod guided;
mod licences;
mod pages;
mod planted;
mod program;
mod python;
mod schemas;
mod sdmx_bench;
mod step;
mod verifiers;

use std::env;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use step::{STEPS, Step};

const HELP: &str = "\
Tasks of the repository

Usage: cargo xtask test
       cargo xtask licences
       cargo xtask clients
       cargo xtask schemas
       cargo xtask pages
       cargo xtask verifiers [PACKS] [SEED]
       cargo xtask planted [RECORDS] [SEED]
       cargo xtask fuzz [SECONDS] [SEED] [KIND]
       cargo xtask fuzz --replay FILE
       cargo xtask guided [SECONDS] [TARGET]
       cargo xtask bench [OPTIONS OF entente-bench run]
       cargo xtask bench-sdmx

test  format, clippy with warnings denied, that the targets for libFuzzer
      compile, the tests of the whole workspace, documentation, licences, clients and schemas of SDMX, pages in a browser
      and the two verifiers of proofs where Python is installed, and cargo-deny where it is; stops at the first failure and says
      how to run that step alone

licences
      every crate of the tree has a licence that deny.toml lists

clients
      real clients of SDMX REST against the program; installs them below
      target/python the first time

schemas
      everything our writers of SDMX write, of every specimen and of the demo, is
      judged by the standard's schemas; installs them below target/python

pages
      Chromium walks the pages of the program in five languages, wide and narrow, and
      axe-core holds them against WCAG 2.2 A and AA; where there is no Chromium, root
      has it installed (apt-get), and others are told

verifiers
      make proof packs (500, seed 1), half of them spoiled, and hold the verifier of
      the program and tools/verify.py against each other

planted
      make a world with planted causes (1,000,000 records, seed 7), import and
      explain it, and print what was found of each cause; see docs/planted.md

fuzz  damage specimens, coverage files, rates, segments, words and messages of
      SDMX (60 seconds, seed 1; KIND such as sdmx leaves out others), and check
      what every reader promises; see CONTRIBUTING.md

guided
      the readers of SDMX under libFuzzer (60 seconds each; TARGET such as sdmx-csv
      leaves out others); needs cargo-fuzz and a C++ compiler

bench
      time the release build beside DuckDB, Polars and DataFusion on the same
      files, and write bench/RESULTS.md; see bench/README.md

bench-sdmx
      time our reader of SDMX beside pysdmx, sdmx1, pandas and pyarrow on the same
      files, and write bench/SDMX.md

Exit codes: 0 passed, 1 failed, 2 wrong usage.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["test"] => gate(),
        ["licences"] => licences::run().map(code),
        ["clients"] => clients::run().map(code),
        ["schemas"] => schemas::run().map(code),
        ["pages"] => pages::run().map(code),
        ["verifiers"] => verifiers::run("500", "1").map(code),
        ["verifiers", packs] => verifiers::run(packs, "1").map(code),
        ["verifiers", packs, seed] => verifiers::run(packs, seed).map(code),
        ["planted"] => planted("1000000", "7"),
        ["planted", records] => planted(records, "7"),
        ["planted", records, seed] => planted(records, seed),
        ["fuzz", ref arguments @ ..] => fuzz::run(arguments).map(code),
        ["guided"] => guided::run("60", "").map(code),
        ["guided", seconds] => guided::run(seconds, "").map(code),
        ["guided", seconds, target] => guided::run(seconds, target).map(code),
        ["bench", ref options @ ..] => contest::run(options).map(code),
        ["bench-sdmx"] => sdmx_bench::run().map(code),
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

/// The repository.
fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    PathBuf::from(package).join("..")
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
