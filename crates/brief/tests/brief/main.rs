//! The forms of a brief, as a reader meets them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "helpers of tests, outside test functions"
)]

mod chart;
mod english;
mod figures;
mod forms;
mod hostile;
mod markup;
mod pages;
