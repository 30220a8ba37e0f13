//! The store: a node's home on disk.
//!
//! A home is one folder, which may be moved or copied as a whole:
//!
//! | path | what |
//! |---|---|
//! | `entente.toml` | whose home this is |
//! | `ledger.db` | SQLite: the catalogue of imports and of the segments that count |
//! | `objects/sha256/ab/…` | bytes as received, by hash: the truth |
//! | `imports.ndjson` | the roll: which of them were imported and how, once more as text |
//! | `books/<A or M>/<year>/…` | segments: Parquet sorted by the canonical key, rebuildable |
//! | `rejects/…` | rows that broke a rule, one CSV an import |
//! | `tmp/`, `import.lock` | an import under way |
//!
//! The store keeps every report and overwrites none. An import counts as a
//! whole or not at all, and what no import counts for is never read; one that
//! counts no more is found by who asks as of a day before. An error
//! from here means that the disk refuses, that a file is damaged, or that a
//! second import wants to run beside the first; `doctor` tells which.
//!
//! The store does not read the layouts of sources, does not decide which
//! of two vintages holds, and has no clock.

mod book;
mod breadth;
mod catalogue;
mod doctor;
mod entries;
mod error;
mod fault;
mod files;
mod goods;
mod home;
mod import;
mod lock;
mod moment;
mod objects;
mod query;
mod rejects;
mod renewal;
mod roll;
mod runs;
mod settings;
mod staging;
mod standing;
mod still;
mod sweep;
mod writer;

pub use book::Book;
pub use catalogue::{Catalogue, SCHEMA};
pub use doctor::{Complaint, Kept, Severity, doctor};
pub use entries::{CountKind, ImportCount, ImportEntry, RejectFile, Restatement, SegmentEntry};
pub use error::StoreError;
pub use fault::FaultPoint;
pub use goods::Goods;
pub use home::Home;
pub use import::{ImportDetails, ImportOutcome, REJECTS_KEPT, ROWS_IN_MEMORY};
pub use lock::FileLock;
pub use moment::{Clock, Moment};
pub use query::{Query, Record};
pub use rejects::RejectRow;
pub(crate) use renewal::Renewal;
pub(crate) use roll::{Line, Told};
pub use settings::{Party, Settings};
pub use standing::{Placing, Standing, Turn, counts};
pub(crate) use sweep::{Reports, Sweep};
pub use writer::{ImportReport, ImportWriter, OUT_OF_RANGE};
