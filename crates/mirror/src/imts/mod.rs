//! Trade as SDMX tells it: a record of the books as rows of `ENTENTE:IMTS(1.0.0)`, and back.
//!
//! The one place that says which component holds what of a record, for writing and for reading.
//! Dimensions and their order are those of `UNSD:IMTS_COMPACT(1.2)`; codes are of our own, and
//! nothing here is official. Names of codes, and the structures as artefacts, are the binary's;
//! which rows of a message break a rule is the intake's to say.

pub mod codes;
pub mod components;
mod figure;
mod rows;

pub(crate) use figure::{Cell, Figure, Mismatch, WIDTH};
pub(crate) use rows::KILOGRAM;
pub use rows::{Measure, Rows};

use entente_trade::Dataset;
use sdmx::data::{Reference, StructureKind};
use sdmx::model::Version;

/// Who maintains the structures.
pub const AGENCY: &str = "ENTENTE";
/// The data structure definition.
pub const DSD: &str = "IMTS";

/// The version of every structure.
pub fn version() -> Version {
    Version::new(1, 0, 0)
}

/// The id of the dataflow of a dataset's records: within one, a key tells one figure.
pub fn dataflow_id(dataset: Dataset) -> String {
    format!("{DSD}_{}", dataset.name().to_uppercase().replace('-', "_"))
}

/// The dataset of a dataflow's id.
pub fn dataset_of(id: &str) -> Option<Dataset> {
    let known = Dataset::NAMES.iter().map(|(dataset, _)| *dataset);
    known.into_iter().find(|dataset| dataflow_id(*dataset) == id)
}

/// The dataflow of a dataset's records.
pub fn dataflow(dataset: Dataset) -> Reference {
    Reference {
        kind: StructureKind::Dataflow,
        agency: AGENCY.to_owned(),
        id: dataflow_id(dataset),
        version: Some(version().to_string()),
    }
}
