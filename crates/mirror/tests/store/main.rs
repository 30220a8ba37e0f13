//! The store, from outside: what a home promises.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of tests, outside test functions"
)]

mod damage;
mod doctor;
mod homes;
mod imports;
mod interruption;
mod queries;
mod round_trip;
mod support;
