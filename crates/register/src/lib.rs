//! The register: what two states agreed and claimed, each fact tied to the sentence it came from.
//!
//! Two states tell the same ceremony, and each tells it its own way. This crate reads what they
//! publish into *proposals*: instruments, meetings, people, claims and commitments, every value
//! with the span of the source it was read from and the rule that read it.
//!
//! It knows no files, no network and no clock, nothing of trade data in store and nothing of SDMX.

pub mod reading;
