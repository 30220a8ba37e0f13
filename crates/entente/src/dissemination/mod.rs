//! Trade as SDMX tells it: the structures, and the records of the store as rows of them.
//!
//! Which component holds what of a record is said below, in the room `imts` of the comparison,
//! which reads it too; here are the artefacts around it, with names for people. Nothing here is
//! official. It writes no bytes and asks no clock.

pub(crate) mod availability;
mod lists;
mod reference;
pub(crate) mod selection;
mod structures;
pub(crate) mod telling;

pub(crate) use entente_mirror::imts::components::shape;
pub(crate) use entente_mirror::imts::{AGENCY, DSD, Rows, codes, components, dataflow, dataflow_id, version};
pub(crate) use structures::{agencies, structures};
