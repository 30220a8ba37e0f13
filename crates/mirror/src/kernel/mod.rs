//! The comparison at world scale: both sides' reports of every flow, matched in one pass.
//!
//! Reports are put into buckets by exporter and importer as they come, each bucket is
//! sorted by the canonical key, and a linear pass sets the two sides of every key beside
//! each other. There is no hash table, and no bucket knows another, so a range of pairs
//! can be worked on anywhere: by the other core, or by another machine.
//!
//! It reads no files and knows no layout, no vintage and no cause: it counts what it is
//! given.

mod arena;
mod buckets;
mod cube;
mod key;
mod matched;
mod merge;
mod order;
mod packed;
mod report;
mod unfreighted;

pub use buckets::{Buckets, Span};
pub(crate) use cube::Place;
pub use cube::{CubeBatch, CubeCell};
pub use key::Key;
pub use matched::{MatchedBatch, MatchedCell, Status, Sums, Told};
pub use merge::{Merge, Overflow};
pub(crate) use packed::{Piece, SLACK};
pub use report::{ExportReport, FobBasis, ImportReport};
pub use unfreighted::{Basis, Unfreighted};

/// Differences up to this share of the larger value agree.
pub(crate) const TOLERANCE: f64 = 0.1;
/// Fewest reports of a row group.
pub(crate) const GROUP: usize = 200_000;
