//! The forms of a document, as a reader meets them.

mod chart;
mod english;
mod forms;
mod hostile;
mod markup;
mod pages;
mod specimen;

/// Property tests are the same for everybody: what fails, fails again.
fn fixed(cases: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_241_119),
        failure_persistence: None,
        ..Default::default()
    }
}
