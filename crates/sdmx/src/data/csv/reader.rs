//! Reads SDMX-CSV, a record at a time: memory is bounded by the longest record.
//!
//! A record that is wrong is reported with all its faults and left out; the next is read after it.

use std::collections::VecDeque;
use std::io::BufRead;

use super::super::event::Event;
use super::super::head::DatasetHead;
use super::super::header::Header;
use super::super::input::Input;
use super::super::layout::Layout;
use super::super::limits::Limits;
use super::super::reader::Options;
use super::super::reference::{Reference, StructureKind};
use super::super::row::{Level, Part, Row, Span};
use super::super::shape::{Component, Kind, Shape};
use super::columns::{Column, Columns, without_name};
use super::scanner::{Found, Record, Scanner};
use super::subfields::divide;
use crate::{Action, Fault, Standard};

/// A column with the component it tells.
#[derive(Debug)]
struct Field {
    column: Column,
    component: usize,
    coded: Option<bool>,
}

/// What is given next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Read,
    /// A record of a new dataset waits: the dataset is announced.
    Begin,
    /// A row waits.
    Give,
    Over,
}

/// Reads SDMX-CSV.
#[derive(Debug)]
pub(crate) struct CsvReader<R> {
    scanner: Scanner<R>,
    record: Record,
    columns: Columns,
    shapes: Vec<Shape>,
    /// Bytes that say which dataset the last record was of, as they stood.
    identity: Vec<u8>,
    is_open: bool,
    stage: Stage,
    fields: Vec<Field>,
    dimensions: Vec<usize>,
    time: Option<usize>,
    pub(crate) header: Header,
    pub(crate) head: DatasetHead,
    pub(crate) shape: Shape,
    pub(crate) row: Row,
    pub(crate) faults: VecDeque<Fault>,
}

impl<R: BufRead> CsvReader<R> {
    pub(crate) fn new(mut input: Input<R>, options: Options) -> Result<Self, Vec<Fault>> {
        let header = header_line(&mut input, options.limits).map_err(|fault| vec![fault])?;
        let delimiter = Columns::delimiter(&String::from_utf8_lossy(&header));
        let mut record = Record::default();
        Scanner::new(Input::new(&header[..]), delimiter, options.limits.record)
            .read(&mut record)
            .map_err(|fault| vec![fault])?;
        if record.fields.len() > options.limits.components {
            return Err(vec![too_many(&record, options.limits)]);
        }
        let columns = Columns::read(&record, options.standard)?;
        Ok(Self {
            scanner: Scanner::new(input, delimiter, options.limits.record),
            record,
            columns,
            shapes: options.shapes,
            identity: Vec::new(),
            is_open: false,
            stage: Stage::Read,
            fields: Vec::new(),
            dimensions: Vec::new(),
            time: None,
            header: Header::default(),
            head: DatasetHead::default(),
            shape: Shape::default(),
            row: Row::new(),
            faults: VecDeque::new(),
        })
    }

    pub(crate) fn standard(&self) -> Standard {
        self.columns.standard
    }

    pub(crate) fn next(&mut self) -> Option<Result<Event, Fault>> {
        loop {
            if let Some(fault) = self.faults.pop_front() {
                return Some(Err(fault));
            }
            match self.stage {
                Stage::Over => return None,
                Stage::Begin => {
                    (self.stage, self.is_open) = (Stage::Give, true);
                    return Some(Ok(Event::Dataset));
                }
                Stage::Give => {
                    self.stage = Stage::Read;
                    if self.fill() {
                        return Some(Ok(Event::Row));
                    }
                }
                Stage::Read => {
                    if let Some(event) = self.advance() {
                        return Some(Ok(event));
                    }
                }
            }
        }
    }

    /// Reads a record; gives the end of the dataset if the record is of another.
    fn advance(&mut self) -> Option<Event> {
        match self.scanner.read(&mut self.record) {
            Ok(Found::Record) => self.look(),
            Ok(Found::End) => self.end(Stage::Over),
            Err(fault) => {
                self.faults.push_back(fault);
                let is_over = self.scanner.input.is_spent();
                is_over.then(|| self.end(Stage::Over)).flatten()
            }
        }
    }

    fn end(&mut self, stage: Stage) -> Option<Event> {
        self.stage = stage;
        std::mem::take(&mut self.is_open).then_some(Event::End)
    }

    fn look(&mut self) -> Option<Event> {
        if self.record.fields.len() != self.columns.width {
            let found = format!("{} fields", self.record.fields.len());
            self.fault("", found, &format!("{} as in the header", self.columns.width));
            return None;
        }
        if self.is_open && self.is_same() {
            self.stage = Stage::Give;
            return None;
        }
        match self.open() {
            true => self.end(Stage::Begin),
            false => None,
        }
    }

    fn is_same(&self) -> bool {
        let mut rest = &self.identity[..];
        for part in self.columns.identity(&self.record) {
            match rest.strip_prefix(part).and_then(|rest| rest.strip_prefix(b"\n")) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        rest.is_empty()
    }

    /// Reads which dataset the record is of; false if it does not say so rightly.
    fn open(&mut self) -> bool {
        let Some(head) = self.read_head() else {
            return false;
        };
        self.identity.clear();
        for part in self.columns.identity(&self.record) {
            self.identity.extend_from_slice(part);
            self.identity.push(b'\n');
        }
        // Shape and fields are those of the row waiting, and nothing of the dataset before is left.
        if !self.is_open || head.structure != self.head.structure {
            self.arrange(&head.structure);
        }
        self.head = head;
        true
    }

    fn read_head(&mut self) -> Option<DatasetHead> {
        let [kind, structure, action] = self
            .columns
            .identity(&self.record)
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let kind = match self.columns.kind {
            None => Some(StructureKind::Dataflow),
            Some(_) => StructureKind::ALL.into_iter().find(|known| known.csv() == kind),
        };
        let Some(kind) = kind else {
            let found = String::from_utf8_lossy(self.record.field(0)).into_owned();
            return self.refuse("STRUCTURE", found, "dataflow, datastructure or dataprovision");
        };
        let id = structure.split(": ").next().unwrap_or_default();
        let Some(reference) = Reference::parse(kind, id) else {
            return self.refuse("STRUCTURE_ID", structure, "AGENCY:ID(VERSION)");
        };
        let mut head = DatasetHead::new(reference);
        if self.columns.action.is_some() && !action.is_empty() {
            head.action = self.action(&action);
            head.action.as_ref()?;
        }
        Some(head)
    }

    fn action(&mut self, letter: &str) -> Option<Action> {
        let known = Action::ALL
            .into_iter()
            .find(|action| letter.chars().eq([action.letter()]))
            .filter(|&action| action != Action::Merge || self.columns.standard != Standard::Csv2_0);
        match known {
            Some(action) => Some(action),
            None => {
                let expected = match self.columns.standard {
                    Standard::Csv2_0 => "I, A, R or D",
                    _ => "I, A, M, R or D",
                };
                self.refuse("ACTION", letter.to_owned(), expected)
            }
        }
    }

    fn refuse<T>(&mut self, component: &str, found: String, expected: &str) -> Option<T> {
        self.fault(component, found, expected);
        None
    }

    fn fault(&mut self, component: &str, found: String, expected: &str) {
        let found = match found.is_empty() {
            true => "nothing".to_owned(),
            false => found,
        };
        let fault = Fault::new(self.record.position, component, found, expected);
        self.faults.push_back(fault);
    }

    /// Finds the shape of a structure, and the component of each column.
    fn arrange(&mut self, structure: &Reference) {
        let known = Shape::choose(&self.shapes, structure).cloned();
        let is_known = known.is_some();
        self.shape = known.unwrap_or_default();
        self.shape.structure = Some(structure.clone());
        self.fields.clear();
        let mut follows = false;
        for (number, column) in self.columns.columns.iter().enumerate() {
            let at = self.shape.position(&column.id);
            let is_name = self.columns.named
                && match is_known {
                    true => at.is_none() && follows,
                    false => number % 2 == 1,
                };
            follows = at.is_some();
            if !is_name {
                let component = at.unwrap_or_else(|| add(&mut self.shape, column, is_known));
                self.fields.push(Field {
                    column: column.clone(),
                    component,
                    coded: coded(&self.shape.components[component]),
                });
            }
        }
        // Without a shape it is not known which dimensions there are, nor then the level of a row.
        self.dimensions = match is_known {
            true => self.shape.dimensions().collect(),
            false => Vec::new(),
        };
        self.time = self.shape.time().and_then(|time| self.shape.position(time));
    }

    /// Fills the row from the record; false if the record is wrong.
    fn fill(&mut self) -> bool {
        // Fields may lie side by side: halves of a character in two of them are none.
        let is_whole = |text: &&str| {
            let mut fields = self.record.fields.iter();
            text.is_ascii() || fields.all(|span| text.is_char_boundary(span.from as usize))
        };
        let Some(text) = std::str::from_utf8(&self.record.bytes).ok().filter(is_whole) else {
            self.fault("", "bytes that are no UTF-8".to_owned(), "UTF-8");
            return false;
        };
        self.row.begin_record(text, self.shape.components.len());
        let before = self.faults.len();
        for field in &self.fields {
            let mut span = self.record.fields[field.column.at];
            if span.from == span.to {
                continue;
            }
            if !field.column.form.is_plain() {
                let fault = several(&mut self.row, field, text, span, self.columns.separator);
                self.faults
                    .extend(fault.map(|fault| at(fault, self.record.position)));
                continue;
            }
            if field.column.labelled {
                span = without_name(text, span, field.coded);
            }
            self.row.mark(field.component, span);
        }
        self.row.set_position(self.record.position);
        self.level();
        self.faults.len() == before
    }

    /// Says what the row's key identifies, where the dimensions are known.
    fn level(&mut self) {
        let is_open = |at: usize| {
            let value = self.row.value(at);
            value.is_absent() || value.is_switched_off()
        };
        if self.dimensions.iter().all(|&at| !is_open(at)) {
            return;
        }
        let level = Layout::level(&self.shape, self.time, &self.row);
        self.row.set_level(level);
        if level == Level::Group {
            let group = Layout::group(&self.shape, &self.row).to_owned();
            self.row.set_group(&group);
        }
    }
}

fn at(mut fault: Fault, position: crate::Position) -> Fault {
    fault.position = position;
    fault
}

fn several(row: &mut Row, field: &Field, text: &str, span: Span, separator: char) -> Option<Fault> {
    let value = span.of(text);
    match divide(value, &field.column.form, separator) {
        Ok(texts) => {
            let labelled = field.column.labelled && field.column.form.languages.is_empty();
            row.set_many(
                field.component,
                texts.iter().map(|part| Part {
                    value: part.value,
                    language: &part.language,
                    text: match labelled {
                        true => unnamed(&part.text, field.coded),
                        false => &part.text,
                    },
                }),
            );
            None
        }
        Err(found) => {
            let expected = match field.column.form.languages.is_empty() {
                true => format!("values divided by {separator}, in quotes where they hold it"),
                false => format!("texts as {}:text", field.column.form.languages.join(":text, ")),
            };
            Some(Fault::new(
                crate::Position::default(),
                &field.column.id,
                found,
                expected,
            ))
        }
    }
}

/// Whether a component's values have names beside them. A time period is no code, and is told with
/// one nevertheless.
fn coded(component: &Component) -> Option<bool> {
    match component.kind {
        Kind::Time => Some(true),
        _ => component.coded,
    }
}

fn unnamed(text: &str, coded: Option<bool>) -> &str {
    let span = Span {
        from: 0,
        to: text.len() as u32,
    };
    without_name(text, span, coded).of(text)
}

/// Adds a column that the shape does not know. Without a shape, two ids of the standard tell their kind.
fn add(shape: &mut Shape, column: &Column, is_known: bool) -> usize {
    let kind = match column.id.as_str() {
        _ if is_known => Kind::Custom,
        id => Kind::of_id(id),
    };
    shape.components.push(Component {
        id: column.id.clone(),
        kind,
        many: column.form.many,
        languages: column.form.languages.clone(),
        coded: None,
    });
    shape.components.len() - 1
}

fn too_many(record: &Record, limits: Limits) -> Fault {
    Fault::new(
        record.position,
        "",
        format!("{} columns", record.fields.len()),
        format!("at most {}", limits.components),
    )
}

/// The bytes of the header record, whose delimiter is not known yet.
fn header_line<R: BufRead>(input: &mut Input<R>, limits: Limits) -> Result<Vec<u8>, Fault> {
    let (mut line, mut is_quoted) = (Vec::new(), false);
    while let Some(byte) = input.peek()? {
        input.consume(1);
        line.push(byte);
        is_quoted ^= byte == b'"';
        if byte == b'\n' && !is_quoted {
            break;
        }
        if line.len() > limits.record {
            return Err(Fault::new(
                input.position(),
                "",
                "a longer header",
                format!("a record of at most {} bytes", limits.record),
            ));
        }
    }
    match line.is_empty() {
        true => Err(Fault::new(input.position(), "", "nothing", "a header record")),
        false => Ok(line),
    }
}
