//! What the exchange promises, with the tests that show it.
//!
//! Seeds are printed by the failing test; the same seed gives the same run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests, outside test functions"
)]

mod attacks;
mod calendar;
mod forms;
mod held;
mod hostile;
mod kept;
mod keys;
mod model;
mod packs;
mod power;
mod proofs;
mod pulling;
mod receipts;
mod scale;
mod scene;
mod schedules;
mod sim_disk;
mod two;
mod vectors;
