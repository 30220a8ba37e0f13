//! The vocabulary against real names, codes and distances.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of tests, outside test functions"
)]

mod areas;
mod geography;
mod hs;
