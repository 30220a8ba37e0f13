//! Reads a data message of any format: which one is seen from its beginning.
//!
//! It only chooses; each format is read in its own module.

use std::io::{BufRead, Cursor, Seek};

use super::csv::CsvReader;
use super::event::Event;
use super::head::DatasetHead;
use super::header::Header;
use super::input::Input;
use super::json::{self, JsonReader};
use super::limits::Limits;
use super::ml::MlReader;
use super::notice::Notice;
use super::row::Row;
use super::shape::Shape;
use crate::{Fault, Position, Standard};

/// What is known of a message before it is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much the message may ask of memory.
    pub limits: Limits,
    /// The shapes of the structures to be expected. Without one, components are found as they
    /// come, and where a format does not say what a component is for its kind is unknown.
    pub shapes: Vec<Shape>,
    /// The version, where it was told with the message: SDMX-CSV does not tell 2.0 from 2.1.
    pub standard: Option<Standard>,
}

#[derive(Debug)]
enum Format<R> {
    Csv(Box<CsvReader<R>>),
    Ml(Box<MlReader<R>>),
    Json(Box<JsonReader<R>>),
    Held(Box<JsonReader<Cursor<Vec<u8>>>>),
    /// The beginning was wrong: only faults are left.
    Broken(std::vec::IntoIter<Fault>),
}

/// Reads a data message.
///
/// ```
/// use sdmx::data::{Event, Options, Reader};
///
/// let message = "STRUCTURE,STRUCTURE_ID,ACTION,AREA,TIME_PERIOD,OBS_VALUE
/// dataflow,XX:FLOW(1.0.0),M,KZ,2024-01,12.40
/// ";
/// let mut reader = Reader::new(message.as_bytes(), Options::default());
/// let mut values = Vec::new();
/// while let Some(event) = reader.next() {
///     if event? == Event::Row {
///         let at = reader.shape().position("OBS_VALUE").unwrap();
///         values.push(reader.row().value(at).text().unwrap_or_default().to_owned());
///     }
/// }
/// assert_eq!(values, ["12.40"]);
/// # Ok::<(), sdmx::Fault>(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    format: Format<R>,
    empty: Box<(Header, DatasetHead, Shape, Row)>,
}

macro_rules! ask {
    ($self:ident, $field:ident, $number:tt) => {
        match &$self.format {
            Format::Csv(reader) => &reader.$field,
            Format::Ml(reader) => &reader.$field,
            Format::Json(reader) => &reader.$field,
            Format::Held(reader) => &reader.$field,
            Format::Broken(_) => &$self.empty.$number,
        }
    };
}

impl<R: BufRead> Reader<R> {
    /// Reads a message from its beginning. One of SDMX-JSON is held in memory, up to a limit,
    /// since its structure may stand after its data; [`Reader::seekable`] reads it twice instead.
    pub fn new(input: R, options: Options) -> Self {
        let mut input = Input::new(input);
        let is_json = match begins(&mut input) {
            Ok(byte) => byte == Some(b'{'),
            Err(fault) => return Self::of(Err(vec![fault])),
        };
        match is_json {
            true => {
                let (limits, begins) = (options.limits, input.position());
                let format = json::hold(input, limits)
                    .map_err(|fault| vec![fault])
                    .and_then(|held| JsonReader::twice(Cursor::new(held), &options, begins));
                Self::of(format.map(|reader| Format::Held(Box::new(reader))))
            }
            false => Self::stream(input, options),
        }
    }

    fn stream(mut input: Input<R>, options: Options) -> Self {
        let format = match input.peek() {
            Ok(Some(b'<')) => MlReader::new(input, options).map(|reader| Format::Ml(Box::new(reader))),
            Ok(_) => CsvReader::new(input, options).map(|reader| Format::Csv(Box::new(reader))),
            Err(fault) => Err(vec![fault]),
        };
        Self::of(format)
    }

    fn of(format: Result<Format<R>, Vec<Fault>>) -> Self {
        Self {
            format: format.unwrap_or_else(|faults| Format::Broken(faults.into_iter())),
            empty: Box::default(),
        }
    }

    /// The next event; none at the message's end. After a fault reading goes on, and the rows
    /// that are right are given: all faults can be gathered, however many there are, and whoever
    /// asks may stop when there are enough. The first fault of XML's or JSON's own syntax is the
    /// last.
    #[allow(
        clippy::should_implement_trait,
        reason = "an iterator could not lend its rows"
    )]
    pub fn next(&mut self) -> Option<Result<Event, Fault>> {
        match &mut self.format {
            Format::Csv(reader) => reader.next(),
            Format::Ml(reader) => reader.next(),
            Format::Json(reader) => reader.next(),
            Format::Held(reader) => reader.next(),
            Format::Broken(faults) => faults.next().map(Err),
        }
    }

    /// What the message says of itself beside its data, such as that only a part is here. It may
    /// stand at the end: all of it is known once reading has ended. SDMX-CSV has none.
    pub fn notices(&self) -> &[Notice] {
        match &self.format {
            Format::Ml(reader) => &reader.notices,
            Format::Json(reader) => &reader.notices,
            Format::Held(reader) => &reader.notices,
            Format::Csv(_) | Format::Broken(_) => &[],
        }
    }

    /// The message's header, which SDMX-CSV does not have.
    pub fn header(&self) -> &Header {
        ask!(self, header, 0)
    }

    /// The head of the dataset that began last.
    pub fn head(&self) -> &DatasetHead {
        ask!(self, head, 1)
    }

    /// The components of the dataset that began last. Without a shape given, those of SDMX-ML
    /// are found as they come: more may follow.
    pub fn shape(&self) -> &Shape {
        ask!(self, shape, 2)
    }

    /// The row that was read last.
    pub fn row(&self) -> &Row {
        ask!(self, row, 3)
    }

    /// The format of the message; none if its beginning was wrong.
    pub fn standard(&self) -> Option<Standard> {
        match &self.format {
            Format::Csv(reader) => Some(reader.standard()),
            Format::Ml(reader) => Some(reader.standard()),
            Format::Json(reader) => Some(reader.standard()),
            Format::Held(reader) => Some(reader.standard()),
            Format::Broken(_) => None,
        }
    }
}

impl<R: BufRead + Seek> Reader<R> {
    /// Reads a message that can be read twice, such as a file: memory is bounded for SDMX-JSON
    /// too. The first pass takes the structures and passes over the data.
    pub fn seekable(input: R, options: Options) -> Self {
        let mut counted = Input::new(input);
        match begins(&mut counted) {
            Ok(Some(b'{')) => {
                let mut inner = counted.into_inner();
                let format = match inner.rewind() {
                    Ok(()) => JsonReader::twice(inner, &options, Position { line: 1, byte: 0 }),
                    Err(error) => Err(vec![Input::new(inner).failed(&error)]),
                };
                Self::of(format.map(|reader| Format::Json(Box::new(reader))))
            }
            Ok(_) => Self::stream(counted, options),
            Err(fault) => Self::of(Err(vec![fault])),
        }
    }
}

/// The first byte that is neither blank nor of a byte order mark.
fn begins<R: BufRead>(input: &mut Input<R>) -> Result<Option<u8>, Fault> {
    input.skip_mark()?;
    match input.skip_blanks()? {
        Some(0xFE | 0xFF) => Err(Fault::new(input.position(), "", "UTF-16", "UTF-8")),
        byte => Ok(byte),
    }
}
