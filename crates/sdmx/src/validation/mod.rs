//! Data held against their structure: components, codes, formats, attributes at their levels,
//! constraints, keys told twice.
//!
//! A [`Validator`] is made of the structures and given a message's rows as they come; what is
//! wrong is a [`Fault`](crate::Fault) with its place, component, what was found and what was
//! expected: all of them, up to a limit.
//!
//! Within a dataset, keys are told apart by all their values and not by hashes of them: a finding
//! of a duplicate is one. A million keys take 40 MiB.
//!
//! A deletion is held against code lists and formats only: it may leave out what it likes, and
//! `-` stands for any value of a measure or attribute.

mod codes;
mod findings;
mod format;
mod key;
mod level;
mod number;
mod options;
mod part;
mod pattern;
mod plan;
mod rule;
mod table;
mod validator;
mod words;

pub use findings::Findings;
pub use options::Checks;
pub use validator::Validator;
