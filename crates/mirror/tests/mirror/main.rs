//! The mirror room from outside: what its decomposition promises, on made and on real figures.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of tests, outside test functions"
)]

mod cases;
mod delays;
mod intake;
mod invariants;
mod pairing;
mod records;
mod releases;
mod sources;
mod stages;
mod store;
