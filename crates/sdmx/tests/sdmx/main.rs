//! What the crate promises, tested from outside.

mod data;
mod model;
mod rest;
mod structure;
mod validation;
mod words;

/// Property tests are the same for everybody: what fails, fails again.
pub(crate) fn fixed(cases: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_241_119),
        failure_persistence: None,
        ..Default::default()
    }
}
