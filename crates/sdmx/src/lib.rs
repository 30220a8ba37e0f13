//! SDMX, the standard in which statistical offices exchange data and what describes them.
//!
//! The crate reads and writes the messages of SDMX 2.1 and 3.x: CSV 1.0, 2.0 and 2.1, JSON 1.0,
//! 2.0 and 2.1, and XML 2.1 and 3.0. Which version a message is in is a value ([`Standard`]),
//! not a module: what a reader gives and a writer takes is the same for all of them.
//!
//! It also reads what clients of SDMX REST 2.2 and 1.5 ask for ([`rest`]).
//!
//! | to | see |
//! |---|---|
//! | read or write data | [`data::Reader`], [`data::Writer`] |
//! | read or write structures | [`structure::read`], [`structure::write`], [`model`] |
//! | hold data against their structure | [`validation::Validator`] |
//! | read a request of REST, choose a format, find artefacts | [`rest`] |
//!
//! It knows no trade, no store and no network, and it depends on nothing of the project it
//! grew up in. Messages are streams: memory does not grow with their length.

mod action;
pub mod data;
mod fault;
pub mod model;
pub mod rest;
mod standard;
pub mod structure;
pub mod validation;

/// The examples of the README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use action::Action;
pub use fault::{Fault, Position};
pub use standard::{Family, Standard};
