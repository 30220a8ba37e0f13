//! Data held against their structure: what each rule finds and what it lets pass.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, outside test functions"
)]

mod constraints;
mod properties;
mod rules;
mod support;
