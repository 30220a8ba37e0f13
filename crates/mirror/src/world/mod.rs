//! Every pair of a home, matched month by month, and kept up to date.
//!
//! The books lie by period in the order of the keys, so a period is matched in one linear
//! pass over its segments, and nothing else has to be read. What a period came to is kept in
//! a folder of its own beside the names of the segments it was made of; a month that arrives
//! or is revised touches its own folder and its year's.
//!
//! It explains nothing, and chooses no source as the comparison of a pair does: of several
//! records of a cell the best dataset's newest vintage counts, and its rows are added up.

mod factors;
mod period;
mod reports;
mod standing;
mod year;

pub use factors::{Factors, FactorsError};
pub use standing::{WorldError, WorldOptions, WorldSummary, match_books};
