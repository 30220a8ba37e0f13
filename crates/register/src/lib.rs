//! The register: what two states agreed and claimed, each fact tied to the sentence it came from.
//!
//! Two states tell the same ceremony, and each tells it its own way. This crate reads what they
//! publish into *proposals*: instruments, meetings, people, claims and commitments, every value
//! with the span of the source it was read from and the rule that read it. What is proposed goes
//! into a *journal* that only grows; people confirm, correct and reject, and the *register* is
//! what all entries together come to.
//!
//! It knows no network and no clock, nothing of trade data in store and nothing of SDMX. Of files it
//! knows one: the journal.

pub mod address;
mod admission;
pub mod check;
pub mod document;
pub mod entry;
pub mod facet;
pub mod filing;
mod hash;
pub mod institution;
pub mod journal;
pub mod lists;
mod naming;
mod people;
pub mod reading;
pub mod record;
mod register;
pub mod review;
pub mod script;
mod secrecy;
pub mod status;
pub mod subject;
pub mod transcript;

pub use register::Register;
