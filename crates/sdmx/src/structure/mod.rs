//! Structure messages: SDMX-ML 2.1, 3.0 and 3.1, SDMX-JSON 1.0, 2.0 and 2.1, read and written.
//!
//! What comes in is a stream of bytes and what goes out is one; in between stands the model. Only
//! one artefact at a time is held as a tree. Classes that are not modelled (metadata structures,
//! processes, transformations, geographic code lists and others) are passed over and named.

mod form;
mod json_sink;
mod json_source;
mod limits;
mod message;
mod ml_sink;
mod ml_source;
mod node;
mod places;
mod reading;
mod reference;
mod shape;
mod twins;
mod word;
mod writing;

pub use limits::Limits;
pub use message::{Message, WriteError};
pub(crate) use places::is_container;
pub use reading::{read, read_message};
pub use writing::write;
