//! The mirror job over one file of records of all reporters: validate, match, sum, write.
//!
//! It is the world's comparison without a store: records in UN Comtrade's columns, code
//! lists beside them, two tables out. Rows are judged by five rules, the first one broken
//! counts; rows of other flows than exports and imports are counted and left out.
//!
//! It keeps nothing, knows no vintages and explains nothing.

mod codes;
mod csv;
mod error;
mod parquet;
mod rejects;
mod row;
mod run;
mod spill;
mod tally;

pub use codes::Codes;
pub use error::JobError;
pub use run::{JobOptions, run};
pub use tally::{Fault, Tally};

pub use crate::pages::Codec;
