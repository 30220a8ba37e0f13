//! The register from outside: what its journal, its records and its readers promise.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of tests, outside test functions"
)]

mod admission;
mod articles;
mod book;
mod check;
mod claims;
mod commitments;
mod document;
mod due;
mod hostile;
mod instruments;
mod journal;
mod lists;
mod names;
mod packed;
mod people;
mod signing;
mod status;
mod titles;
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

/// Every span of a reading in JSON: start, end, quote.
fn spans(value: &serde_json::Value) -> Vec<(usize, usize, String)> {
    let mut all = Vec::new();
    match value {
        serde_json::Value::Object(fields) => {
            if let (Some(start), Some(end), Some(quote)) =
                (fields.get("start"), fields.get("end"), fields.get("quote"))
            {
                let byte = |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
                all.push((byte(start), byte(end), quote.as_str().unwrap().to_owned()));
            }
            all.extend(fields.values().flat_map(spans));
        }
        serde_json::Value::Array(items) => all.extend(items.iter().flat_map(spans)),
        _ => {}
    }
    all
}
