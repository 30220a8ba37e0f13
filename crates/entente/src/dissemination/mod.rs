//! Trade as SDMX tells it: the structures, and the records of the store as rows of them.
//!
//! The only room that knows trade, the store and SDMX alike. Dimensions and their order are those
//! of `UNSD:IMTS_COMPACT(1.2)`; every code list is of our own, made of the reference data, and
//! nothing here is official. It writes no bytes and asks no clock.

pub(crate) mod availability;
pub(crate) mod codes;
pub(crate) mod components;
mod lists;
mod reference;
pub(crate) mod rows;
pub(crate) mod selection;
mod structures;
pub(crate) mod telling;

pub(crate) use components::shape;
pub(crate) use rows::Rows;
pub(crate) use structures::{agencies, structures};

use entente_trade::Dataset;
use sdmx::data::{Reference, StructureKind};
use sdmx::model::Version;

/// Who maintains the structures.
pub(crate) const AGENCY: &str = "ENTENTE";
/// The data structure definition.
pub(crate) const DSD: &str = "IMTS";

/// The version of every structure.
pub(crate) fn version() -> Version {
    Version::new(1, 0, 0)
}

/// The id of the dataflow of a dataset's records: within one, a key tells one figure.
pub(crate) fn dataflow_id(dataset: Dataset) -> String {
    format!("{DSD}_{}", dataset.name().to_uppercase().replace('-', "_"))
}

/// The dataflow of a dataset's records.
pub(crate) fn dataflow(dataset: Dataset) -> Reference {
    Reference {
        kind: StructureKind::Dataflow,
        agency: AGENCY.to_owned(),
        id: dataflow_id(dataset),
        version: Some(version().to_string()),
    }
}
