//! Data messages: what readers and writers of all formats promise.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, outside test functions"
)]

mod limits;
mod notices;
mod properties;
mod specimens;
mod support;
mod written;
