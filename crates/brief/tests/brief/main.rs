//! What is told, from outside: words in five languages, figures as they are written, and documents.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of tests, outside test functions"
)]

mod brief;
mod figures;
mod forms;
mod language;
mod messages;
mod names;
mod pair;
mod plain;
mod register;
mod script;
mod terms;
mod views;
mod written;

use std::fs;
use std::path::{Path, PathBuf};

/// Property tests are the same for everybody: what fails, fails again.
pub(crate) fn fixed(cases: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_241_119),
        failure_persistence: None,
        ..Default::default()
    }
}

/// A day.
pub(crate) fn day(text: &str) -> entente_trade::Date {
    entente_trade::Date::parse(text).unwrap()
}

/// A period.
pub(crate) fn period(text: &str) -> entente_trade::Period {
    entente_trade::Period::parse(text).unwrap()
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares with what lies in `golden/`, or writes it there.
pub(crate) fn golden(name: &str, printed: &str) {
    let path = folder().join("tests/brief/golden").join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, printed).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(printed, expected, "{name}");
}

/// Every Rust file under a folder of this repository, or one.
pub(crate) fn sources(below: &str) -> Vec<String> {
    let (mut texts, mut folders) = (Vec::new(), vec![folder().join(below)]);
    if below.ends_with(".rs") {
        return vec![fs::read_to_string(folder().join(below)).unwrap()];
    }
    while let Some(folder) = folders.pop() {
        let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                texts.push(fs::read_to_string(&path).unwrap());
            }
        }
    }
    texts
}
