//! Tables read at the speed of the machine: blocks of whole records, cut and parsed on
//! every core.
//!
//! What is plain (no quote, no odd number) is parsed straight from its bytes to typed
//! columns. Whatever is not goes through the same library and the same rules as any other
//! row, so that the fast way and the slow way agree: the fast way only knows how to accept.
//!
//! It knows text and Parquet, and what a number looks like. It does not know what a column
//! means.

pub(crate) mod blocks;
pub(crate) mod columns;
pub(crate) mod digits;
pub(crate) mod fields;
pub(crate) mod records;
pub(crate) mod words;
