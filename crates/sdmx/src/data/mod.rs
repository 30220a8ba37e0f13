//! Data messages: rows read from and written to SDMX-CSV, SDMX-ML and SDMX-JSON as streams.
//!
//! A [`Reader`] is asked for one event after the other, a [`Writer`] is given one row after the
//! other; which format of which version a message is in is a [`Standard`](crate::Standard).
//! Values are text exactly as told: `12.40` stays `12.40`. Whether a row is right by its
//! structure is not judged here; what the format itself forbids is a [`Fault`](crate::Fault).
//!
//! Rows stand on four [levels](Level): observations, and what is told of a series without
//! observations, of a group, or of the dataset. What a message tells of a series goes into the
//! rows of its observations, so that all layouts of the same data read alike; what it tells of a
//! group or of the dataset is a row of its own. Annotations, links and names of codes are passed
//! over. What a message says of itself, such as that it is cut short, is a [`Notice`].
//!
//! Memory is bounded by the longest record or series, except that SDMX-JSON needs the components
//! and codes before the data, wherever they stand: see [`Reader::new`] and [`Reader::seekable`].

mod csv;
mod event;
mod head;
mod header;
mod input;
mod json;
mod layout;
mod limits;
mod ml;
mod notice;
mod outgoing;
mod reader;
mod reference;
mod row;
mod shape;
mod writer;

pub use csv::{CsvStyle, Keys};
pub use event::Event;
pub use head::{AtObservation, DatasetHead};
pub use header::{Announced, Header, Party, Text};
pub use limits::Limits;
pub use notice::{Notice, STRUCTURE_MESSAGE, Severity};
pub use reader::{Options, Reader};
pub use reference::{Reference, StructureKind};
pub use row::{Level, Part, Parts, Row, Value};
pub use shape::{Attachment, Component, Group, Kind, Shape};
pub use writer::Writer;
