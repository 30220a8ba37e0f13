//! A row: the values that a message tells of one observation, series, group or dataset.
//!
//! Values are text exactly as told; nothing is converted. A row keeps its buffers when it is
//! filled anew, so that reading allocates nothing per row. What a value means is not known here.

use crate::Position;

/// What a row's key identifies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The whole dataset: no dimension has a value.
    Dataset,
    /// A part of the key: a group.
    Group,
    /// All dimensions but the one at observation.
    Series,
    /// An observation.
    #[default]
    Observation,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: u32,
    pub(super) to: u32,
}

impl Span {
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.from as usize..self.to as usize).unwrap_or_default()
    }
}

#[derive(Clone, Copy, Debug, Default)]
enum Cell {
    #[default]
    Absent,
    One(Span),
    Many(Span),
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    value: u32,
    language: Span,
    text: Span,
}

/// One text of a component that has several: of several values, in several languages, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Which value it belongs to, from 0.
    pub value: usize,
    /// Its language; empty where texts have none.
    pub language: &'a str,
    /// The text.
    pub text: &'a str,
}

/// The texts of a component that has several.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    pieces: &'a [Piece],
    text: &'a str,
}

impl<'a> Parts<'a> {
    /// The parts, in order.
    pub fn iter(&self) -> impl Iterator<Item = Part<'a>> + use<'a> {
        let text = self.text;
        self.pieces.iter().map(move |piece| Part {
            value: piece.value as usize,
            language: piece.language.of(text),
            text: piece.text.of(text),
        })
    }
}

impl PartialEq for Parts<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

/// The value of a component in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Not told.
    Absent,
    /// One text, which may be empty.
    One(&'a str),
    /// Several, or one with a language.
    Many(Parts<'a>),
}

impl<'a> Value<'a> {
    /// The text, if it is one.
    pub fn text(self) -> Option<&'a str> {
        match self {
            Self::One(text) => Some(text),
            _ => None,
        }
    }

    /// Whether nothing is told.
    pub fn is_absent(self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether it is told to be missing on purpose: `NaN`, or `#N/A` for what is no number.
    pub fn is_missing(self) -> bool {
        matches!(self, Self::One("NaN" | "#N/A"))
    }

    /// Whether it switches a dimension off: `~`.
    pub fn is_switched_off(self) -> bool {
        matches!(self, Self::One("~"))
    }
}

/// A row of a dataset. Its values stand where their components stand in the dataset's shape.
#[derive(Clone, Debug, Default)]
pub struct Row {
    level: Level,
    group: String,
    position: Position,
    text: String,
    cells: Vec<Cell>,
    pieces: Vec<Piece>,
}

impl PartialEq for Row {
    /// Rows are equal if they tell the same: where they stood does not count.
    fn eq(&self, other: &Self) -> bool {
        let longer = self.cells.len().max(other.cells.len());
        self.level == other.level
            && self.group == other.group
            && (0..longer).all(|at| self.value(at) == other.value(at))
    }
}

impl Row {
    /// A row of an observation without values.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the key identifies.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Says what the key identifies.
    pub fn set_level(&mut self, level: Level) {
        self.level = level;
    }

    /// The group's id, where the message names one; else empty.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// Names the group.
    pub fn set_group(&mut self, group: &str) {
        self.group.clear();
        self.group.push_str(group);
    }

    /// Where the row stood in its message.
    pub fn position(&self) -> Position {
        self.position
    }

    pub(super) fn set_position(&mut self, position: Position) {
        self.position = position;
    }

    /// Takes all values away and keeps the buffers.
    pub fn clear(&mut self) {
        self.level = Level::Observation;
        self.group.clear();
        self.text.clear();
        self.cells.clear();
        self.pieces.clear();
    }

    /// Makes this row a copy of another, in the buffers it has.
    pub fn copy(&mut self, other: &Self) {
        self.clear();
        self.level = other.level;
        self.position = other.position;
        self.group.push_str(&other.group);
        self.text.push_str(&other.text);
        self.cells.extend_from_slice(&other.cells);
        self.pieces.extend_from_slice(&other.pieces);
    }

    /// The value of the component at a position; absent beyond the last that is told.
    pub fn value(&self, at: usize) -> Value<'_> {
        match self.cells.get(at) {
            None | Some(Cell::Absent) => Value::Absent,
            Some(Cell::One(span)) => Value::One(span.of(&self.text)),
            Some(Cell::Many(span)) => Value::Many(Parts {
                pieces: self
                    .pieces
                    .get(span.from as usize..span.to as usize)
                    .unwrap_or_default(),
                text: &self.text,
            }),
        }
    }

    /// How many bytes the row takes, about.
    pub(super) fn weight(&self) -> usize {
        self.text.len() + self.pieces.len() * size_of::<Piece>()
    }

    /// How many positions have been told of; those beyond are absent.
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// Tells one text of the component at a position.
    pub fn set(&mut self, at: usize, text: &str) {
        let span = self.keep(text);
        *self.cell(at) = Cell::One(span);
    }

    /// Tells the texts of the component at a position.
    pub fn set_many<'a>(&mut self, at: usize, parts: impl IntoIterator<Item = Part<'a>>) {
        self.begin_many(at);
        for part in parts {
            self.add_part(at, part);
        }
    }

    /// Copies a value of another row.
    pub fn set_value(&mut self, at: usize, value: Value<'_>) {
        match value {
            Value::Absent => *self.cell(at) = Cell::Absent,
            Value::One(text) => self.set(at, text),
            Value::Many(parts) => self.set_many(at, parts.iter()),
        }
    }

    pub(super) fn begin_many(&mut self, at: usize) {
        let from = self.pieces.len() as u32;
        *self.cell(at) = Cell::Many(Span { from, to: from });
    }

    /// Adds a part to the component that was begun last.
    pub(super) fn add_part(&mut self, at: usize, part: Part<'_>) {
        let piece = Piece {
            value: part.value as u32,
            language: self.keep(part.language),
            text: self.keep(part.text),
        };
        self.pieces.push(piece);
        let end = self.pieces.len() as u32;
        if let Cell::Many(span) = self.cell(at) {
            span.to = end;
        }
    }

    /// Begins anew with the text of a whole record, in which values are then marked.
    pub(super) fn begin_record(&mut self, record: &str, width: usize) {
        self.clear();
        self.text.push_str(record);
        self.cells.resize(width, Cell::Absent);
    }

    /// Marks a value in the record's text.
    pub(super) fn mark(&mut self, at: usize, span: Span) {
        *self.cell(at) = Cell::One(span);
    }

    fn keep(&mut self, text: &str) -> Span {
        let from = self.text.len() as u32;
        self.text.push_str(text);
        Span {
            from,
            to: self.text.len() as u32,
        }
    }

    fn cell(&mut self, at: usize) -> &mut Cell {
        if at >= self.cells.len() {
            self.cells.resize(at + 1, Cell::Absent);
        }
        &mut self.cells[at]
    }
}
