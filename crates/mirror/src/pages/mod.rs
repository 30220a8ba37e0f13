//! Row groups of Parquet as bytes, for the columns this program writes in bulk.
//!
//! Codes are places in a dictionary, exact amounts differences in few bits, the rest plain. The
//! library's writer does the same for any column of any type, at several times the cost: it
//! interns every value, keeps statistics and copies pages thrice. What a dictionary, a page and
//! a level are is the format's and is the same here.
//!
//! It knows columns, not what they mean, and neither files nor their order.

mod delta;
mod group;
mod hybrid;
mod page;

pub use group::Codec;
pub(crate) use group::{Press, RowGroup, Word};
pub(crate) use page::{Kind, Summed, length};
