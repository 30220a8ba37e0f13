//! Writes a data message of any format.
//!
//! It only chooses; each format is written in its own module. The same rows give the same bytes.

use std::io::{self, Write};

use super::csv::{CsvStyle, CsvWriter};
use super::head::DatasetHead;
use super::header::Header;
use super::json::JsonWriter;
use super::ml::MlWriter;
use super::row::Row;
use super::shape::Shape;
use crate::standard::Family;
use crate::{Fault, Position, Standard};

#[derive(Debug)]
enum Format<W> {
    Csv(Box<CsvWriter<W>>),
    Ml(Box<MlWriter<W>>),
    Json(Box<JsonWriter<W>>),
}

/// Writes a data message: datasets, and the rows of each.
///
/// Rows of one series that follow each other are written as a series, unless the dataset's head
/// says that it is flat. What a format cannot tell is refused with a fault. Notices are not
/// written.
///
/// ```
/// use sdmx::Standard;
/// use sdmx::data::{Component, DatasetHead, Header, Kind, Reference, Row, Shape, StructureKind, Writer};
///
/// let shape = Shape::new(vec![
///     Component::new("AREA", Kind::Dimension),
///     Component::new("TIME_PERIOD", Kind::Time),
///     Component::new("OBS_VALUE", Kind::Measure),
/// ]);
/// let flow = Reference {
///     kind: StructureKind::Dataflow,
///     agency: "XX".to_owned(),
///     id: "FLOW".to_owned(),
///     version: Some("1.0.0".to_owned()),
/// };
/// let mut writer = Writer::new(Vec::new(), Standard::Csv2_0, &shape, &Header::default())?;
/// writer.dataset(&DatasetHead::new(flow))?;
/// let mut row = Row::new();
/// row.set(0, "KZ");
/// row.set(1, "2024-01");
/// row.set(2, "12.40");
/// writer.row(&row)?;
/// assert_eq!(
///     writer.finish()?,
///     b"STRUCTURE,STRUCTURE_ID,ACTION,AREA,TIME_PERIOD,OBS_VALUE\n\
///       dataflow,XX:FLOW(1.0.0),,KZ,2024-01,12.40\n"
/// );
/// # Ok::<(), sdmx::Fault>(())
/// ```
#[derive(Debug)]
pub struct Writer<W> {
    format: Format<W>,
}

impl<W: Write> Writer<W> {
    /// Begins a message. The rows to come have their values where the shape has its components.
    ///
    /// # Errors
    ///
    /// If the output cannot be written, or the format cannot tell such components.
    pub fn new(out: W, standard: Standard, shape: &Shape, header: &Header) -> Result<Self, Fault> {
        Self::styled(out, standard, shape, header, CsvStyle::default())
    }

    /// The same with a style for SDMX-CSV.
    ///
    /// # Errors
    ///
    /// As of [`Writer::new`].
    pub fn styled(
        out: W,
        standard: Standard,
        shape: &Shape,
        header: &Header,
        style: CsvStyle,
    ) -> Result<Self, Fault> {
        let format = match standard.family() {
            Family::Csv => Format::Csv(Box::new(CsvWriter::new(out, standard, shape, style)?)),
            Family::Ml => Format::Ml(Box::new(MlWriter::new(out, standard, shape, header)?)),
            Family::Json => Format::Json(Box::new(JsonWriter::new(out, standard, shape, header)?)),
        };
        Ok(Self { format })
    }

    /// Begins a dataset, and ends the one before.
    ///
    /// # Errors
    ///
    /// If the output cannot be written, or the format cannot tell such a head.
    pub fn dataset(&mut self, head: &DatasetHead) -> Result<(), Fault> {
        match &mut self.format {
            Format::Csv(writer) => writer.dataset(head),
            Format::Ml(writer) => writer.dataset(head),
            Format::Json(writer) => writer.dataset(head),
        }
    }

    /// Writes a row of the dataset.
    ///
    /// # Errors
    ///
    /// If the output cannot be written, or the format cannot tell such a row.
    pub fn row(&mut self, row: &Row) -> Result<(), Fault> {
        match &mut self.format {
            Format::Csv(writer) => writer.row(row),
            Format::Ml(writer) => writer.row(row),
            Format::Json(writer) => writer.row(row),
        }
    }

    /// Ends the message and gives the output back.
    ///
    /// # Errors
    ///
    /// If the output cannot be written.
    pub fn finish(self) -> Result<W, Fault> {
        match self.format {
            Format::Csv(writer) => writer.finish(),
            Format::Ml(writer) => writer.finish(),
            Format::Json(writer) => writer.finish(),
        }
    }
}

/// What a failure of the output is called.
pub(super) fn output(error: io::Error) -> Fault {
    refused("output", error.to_string(), "an output that takes the message")
}

/// What a format cannot tell.
pub(super) fn refused(
    component: impl Into<String>,
    found: impl Into<String>,
    expected: impl Into<String>,
) -> Fault {
    Fault::new(Position::default(), component, found, expected)
}
