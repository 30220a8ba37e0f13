//! The register from outside: what its journal, its records and its readers promise.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of tests, outside test functions"
)]

mod articles;
mod book;
mod check;
mod claims;
mod document;
mod journal;
mod lists;
mod names;
mod status;
mod transcript;

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
