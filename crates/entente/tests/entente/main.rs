//! The program from outside: what a user types and what comes back.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of tests, outside test functions"
)]

mod apart;
mod brief;
mod contract;
mod exchange;
mod exchange_spoiled;
mod exchange_surface;
mod exchange_wire;
mod exchange_withdrawn;
mod exports;
mod homes;
mod messages;
mod mistakes;
mod outputs;
mod readme;
mod register;
mod register_write;
mod reports;
mod serve;
mod support;
