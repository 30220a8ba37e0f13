//! Books: reports as columns, in sorted Parquet files called segments.
//!
//! A book answers one question fast: what did both sides say of a flow? So
//! every segment is sorted by the canonical key, and both reports of a flow
//! lie next to each other. A segment holds one period and never changes.
//!
//! This room knows files and columns. It does not know which segments count
//! (the store's catalogue does) nor which of two vintages holds.

pub(crate) mod codes;
mod columns;
mod error;
mod key;
mod pages;
mod schema;
mod seal;
mod segment;
mod write;

pub use columns::{ABSENT_INT, ABSENT_LONG, BadCode, Columns, Int, Long, OutOfRange};
pub use error::{SegmentError, SegmentProblem};
pub use key::{CanonicalKey, first_unsorted};
pub use seal::Seal;
pub use segment::{GroupBounds, SegmentReader};
pub use write::{ROW_GROUP_ROWS, SegmentSummary};

pub(crate) use key::book_order;
pub(crate) use segment::RowGroup;
pub(crate) use write::{write_run, write_segment};
