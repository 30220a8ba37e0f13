//! SDMX-ML: generic and structure-specific data of 2.1, structure-specific data of 3.0, and of 3.1 to read.
//!
//! Structure-specific messages are read without their schema: the elements say what an attribute tells.

mod body;
mod footer;
mod header;
mod names;
mod reader;
mod text;
mod writer;
mod xml;

pub(super) use reader::MlReader;
pub(super) use writer::MlWriter;
