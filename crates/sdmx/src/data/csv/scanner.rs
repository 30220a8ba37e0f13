//! Records of character-separated values, as RFC 4180 has them: quotes around whole fields, doubled inside.
//!
//! It knows nothing of SDMX. A record without quotes is found with one look at each byte; what
//! RFC 4180 does not allow is a fault of its record, and the next record is read after it.

use std::io::BufRead;

use super::super::input::Input;
use super::super::row::Span;
use crate::{Fault, Position};

/// One record: its bytes and where its fields lie in them.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) bytes: Vec<u8>,
    pub(super) fields: Vec<Span>,
    pub(super) position: Position,
}

impl Record {
    fn clear(&mut self, position: Position) {
        self.bytes.clear();
        self.fields.clear();
        self.position = position;
    }

    /// The bytes of a field; empty if there is none.
    pub(super) fn field(&self, at: usize) -> &[u8] {
        let span = self.fields.get(at).copied().unwrap_or_default();
        self.bytes
            .get(span.from as usize..span.to as usize)
            .unwrap_or_default()
    }

    fn end_field(&mut self, from: usize) {
        self.fields.push(Span {
            from: from as u32,
            to: self.bytes.len() as u32,
        });
    }
}

/// How a record was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Record,
    End,
}

/// Finds records.
#[derive(Debug)]
pub(super) struct Scanner<R> {
    pub(super) input: Input<R>,
    delimiter: u8,
    limit: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At the beginning of a field.
    Begin,
    Plain,
    Quoted,
    /// After a quote inside quotes: it closes, or the next doubles it.
    Closing,
}

/// What a field without delimiters and quotes is cut at.
struct Slow<'a> {
    record: &'a mut Record,
    delimiter: u8,
    state: State,
    from: usize,
    fault: Option<&'static str>,
}

impl Slow<'_> {
    /// Takes a byte; true at the record's end.
    fn take(&mut self, byte: u8) -> bool {
        match (self.state, byte) {
            (State::Begin, b'"') => self.state = State::Quoted,
            (State::Quoted, b'"') => self.state = State::Closing,
            (State::Closing, b'"') => {
                self.record.bytes.push(b'"');
                self.state = State::Quoted;
            }
            (State::Quoted, _) => self.record.bytes.push(byte),
            (_, b'\n') => return true,
            (_, _) if byte == self.delimiter => self.end_field(),
            (State::Closing, b'\r') => {}
            (State::Closing, _) => self.fault = Some("text after a closing quote"),
            (_, _) => self.plain(byte),
        }
        false
    }

    fn plain(&mut self, byte: u8) {
        if byte == b'"' {
            self.fault = Some("a quote inside a field without quotes");
        }
        self.state = State::Plain;
        self.record.bytes.push(byte);
    }

    fn end_field(&mut self) {
        self.record.end_field(self.from);
        self.from = self.record.bytes.len();
        self.state = State::Begin;
    }

    fn end_record(&mut self) {
        if self.state == State::Plain && self.record.bytes.last() == Some(&b'\r') {
            self.record.bytes.pop();
        }
        self.end_field();
    }
}

impl<R: BufRead> Scanner<R> {
    pub(super) fn new(input: Input<R>, delimiter: u8, limit: usize) -> Self {
        Self {
            input,
            delimiter,
            limit,
        }
    }

    /// The next record that is not empty. After a fault the next can be read, unless it is of the input.
    pub(super) fn read(&mut self, record: &mut Record) -> Result<Found, Fault> {
        loop {
            if self.read_any(record)? == Found::End {
                return Ok(Found::End);
            }
            if record.fields.len() > 1 || !record.bytes.is_empty() {
                return Ok(Found::Record);
            }
        }
    }

    fn read_any(&mut self, record: &mut Record) -> Result<Found, Fault> {
        record.clear(self.input.position());
        let position = self.input.position();
        let used = match self.input.fill_buf() {
            Ok([]) => return Ok(Found::End),
            Ok(buffer) => plain_record(buffer, self.delimiter, record),
            Err(error) => return Err(Fault::new(position, "input", error.to_string(), "records")),
        };
        match used {
            Some(used) if record.bytes.len() <= self.limit => self.input.consume_line(used),
            Some(used) => {
                self.input.consume_line(used);
                return Err(too_long(position, self.limit));
            }
            None => self.read_slowly(record)?,
        }
        Ok(Found::Record)
    }

    fn read_slowly(&mut self, record: &mut Record) -> Result<(), Fault> {
        record.clear(self.input.position());
        let (position, limit) = (record.position, self.limit);
        let mut slow = Slow {
            record,
            delimiter: self.delimiter,
            state: State::Begin,
            from: 0,
            fault: None,
        };
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) => return Err(Fault::new(position, "input", error.to_string(), "records")),
            };
            let length = buffer.len();
            let end = buffer.iter().position(|&byte| slow.take(byte));
            self.input.consume(end.map_or(length, |end| end + 1));
            if slow.record.bytes.len() > limit {
                return self.give_up(position);
            }
            if end.is_some() || length == 0 {
                break;
            }
        }
        if slow.state == State::Quoted {
            return Err(Fault::new(
                position,
                "",
                "a quote that is not closed",
                "a closing quote",
            ));
        }
        slow.end_record();
        match slow.fault {
            Some(found) => Err(Fault::new(position, "", found, "fields as RFC 4180 has them")),
            None => Ok(()),
        }
    }

    /// Nothing after a record that is too long can be trusted: the input is passed over to its end.
    fn give_up(&mut self, position: Position) -> Result<(), Fault> {
        self.input.allow(0);
        Err(too_long(position, self.limit))
    }
}

fn too_long(position: Position, limit: usize) -> Fault {
    Fault::new(
        position,
        "",
        "a longer record",
        format!("a record of at most {limit} bytes"),
    )
}

/// The length of the record at the buffer's beginning, if it ends there and has no quotes.
fn plain_record(buffer: &[u8], delimiter: u8, record: &mut Record) -> Option<usize> {
    let mut from = 0;
    for (at, &byte) in buffer.iter().enumerate() {
        // One comparison passes over nearly all bytes: what matters lies below or is the delimiter.
        if byte > b'"' && byte != delimiter {
            continue;
        }
        if byte == delimiter {
            record.fields.push(span(from, at));
            from = at + 1;
        } else if byte == b'\n' {
            let end = if at > from && buffer[at - 1] == b'\r' {
                at - 1
            } else {
                at
            };
            record.fields.push(span(from, end));
            record.bytes.extend_from_slice(&buffer[..end]);
            return Some(at + 1);
        } else if byte == b'"' {
            return None;
        }
    }
    None
}

fn span(from: usize, to: usize) -> Span {
    Span {
        from: from as u32,
        to: to as u32,
    }
}
