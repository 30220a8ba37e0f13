//! Rows of delimiter-separated text, within bounds.
//!
//! A quote that is never closed makes one field of the rest of a file. Records are
//! therefore taken through a buffer of bounded size: one that does not fit is passed
//! over to its end and told by its line, and memory stays what it was.

use super::error::Problem;
use super::options::Limits;
use super::row::{Header, Row};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use std::io::Read;

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// What comes next in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A row was read.
    Row,
    /// A record breaks a bound; it is passed over.
    TooLong(&'static str),
    /// A quote is still open where the text ends; the record is passed over.
    Open,
    /// Nothing more.
    End,
}

/// Reads records.
pub(super) struct Delimited<R> {
    source: R,
    core: Reader,
    limits: Limits,
    delimiter: u8,
    input: Vec<u8>,
    at: usize,
    ended: bool,
    line: u64,
}

impl<R: Read> Delimited<R> {
    /// Begins to read, and finds the delimiter in the first line.
    pub(super) fn new(source: R, limits: Limits) -> Result<Self, Problem> {
        let mut table = Self {
            source,
            core: Reader::new(),
            limits,
            delimiter: b',',
            input: Vec::with_capacity(CHUNK),
            at: 0,
            ended: false,
            line: 1,
        };
        table.refill()?;
        table.delimiter = delimiter(&table.input);
        table.core = ReaderBuilder::new().delimiter(table.delimiter).build();
        Ok(table)
    }

    /// Goes on with a text whose delimiter is known; its first line has this number.
    pub(super) fn resume(source: R, limits: Limits, delimiter: u8, line: u64) -> Self {
        Self {
            source,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            limits,
            delimiter,
            input: Vec::new(),
            at: 0,
            ended: false,
            line,
        }
    }

    /// What is read but not cut yet, what is not read yet, the delimiter and the line.
    pub(super) fn into_parts(self) -> (Vec<u8>, R, u8, u64) {
        let ahead = self.input[self.at..].to_vec();
        (ahead, self.source, self.delimiter, self.line)
    }

    pub(super) fn get_ref(&self) -> &R {
        &self.source
    }

    /// The header: the first row.
    pub(super) fn header(&mut self) -> Result<Header, Problem> {
        let mut row = Row::default();
        match self.next(&mut row)? {
            Next::Row => Ok(Header {
                names: row.fields().map(str::to_owned).collect(),
                decimal_comma: self.delimiter != b',',
            }),
            Next::TooLong(what) => Err(too_long(what, self.limits)),
            Next::Open => Err(too_long("line", self.limits)),
            Next::End => Err(Problem::Empty),
        }
    }

    /// The next row.
    pub(super) fn next(&mut self, row: &mut Row) -> Result<Next, Problem> {
        self.skip_line_ends()?;
        row.line = self.line;
        let (mut over, mut newest) = (None, None);
        let (mut text, mut ends) = (0, 0);
        // Kept from row to row: only the ends say how much of it is this row's.
        row.text
            .resize(row.text.len().max(self.limits.line_bytes.min(4096)), 0);
        row.ends
            .resize(self.limits.columns.min(row.ends.capacity().max(64)), 0);
        loop {
            if self.at == self.input.len() && !self.ended {
                self.refill()?;
            }
            // A line end closes the last record, unless a quote is open: then it is one more letter.
            let last = self.ended && self.at == self.input.len() && text + ends > 0;
            let (result, read, wrote, ended) = self.core.read_record(
                if last { b"\n" } else { &self.input[self.at..] },
                &mut row.text[text..],
                &mut row.ends[ends..],
            );
            if !last {
                self.line += newlines(&self.input[self.at..self.at + read]);
                self.at += read;
                newest = self.input[..self.at].last().copied().or(newest);
            }
            text += wrote;
            ends += ended;
            match result {
                ReadRecordResult::InputEmpty if last => return Ok(self.give_up(row, newest)),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if text < self.limits.line_bytes => {
                    row.text.resize((text * 2).min(self.limits.line_bytes), 0);
                }
                ReadRecordResult::OutputFull => (over, text) = (Some("line"), 0),
                ReadRecordResult::OutputEndsFull if ends < self.limits.columns => {
                    row.ends.resize((ends * 2).min(self.limits.columns), 0);
                }
                ReadRecordResult::OutputEndsFull => (over, ends) = (Some("columns"), 0),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(Next::End),
            }
        }
        row.ends.truncate(ends);
        row.last = self.line_before(newest);
        Ok(self.within(row, over))
    }

    /// The line on which a record ended, by its newest byte.
    fn line_before(&self, newest: Option<u8>) -> u64 {
        self.line - u64::from(newest == Some(b'\n'))
    }

    /// Ends a record whose quote is open where the text ends.
    fn give_up(&mut self, row: &mut Row, newest: Option<u8>) -> Next {
        self.core.read_record(&[], &mut [0], &mut [0]);
        row.last = self.line_before(newest);
        row.ends.clear();
        Next::Open
    }

    fn within(&self, row: &mut Row, over: Option<&'static str>) -> Next {
        match over {
            Some(what) => {
                row.ends.clear();
                Next::TooLong(what)
            }
            None if row.widest() > self.limits.field_bytes => Next::TooLong("field"),
            None => Next::Row,
        }
    }

    /// Blank lines are not rows; they are passed here so that a row knows its line.
    fn skip_line_ends(&mut self) -> Result<(), Problem> {
        loop {
            if self.at == self.input.len() {
                self.refill()?;
            }
            match self.input.get(self.at) {
                Some(b'\n') => self.line += 1,
                Some(b'\r') => {}
                _ => return Ok(()),
            }
            self.at += 1;
        }
    }

    fn refill(&mut self) -> Result<(), Problem> {
        self.input.clear();
        self.at = 0;
        (&mut self.source)
            .take(CHUNK as u64)
            .read_to_end(&mut self.input)?;
        self.ended = self.input.len() < CHUNK;
        Ok(())
    }
}

/// The error for a header that breaks a bound.
fn too_long(what: &'static str, limits: Limits) -> Problem {
    Problem::Structure {
        line: 1,
        found: format!("a header beyond the bound of its {what}"),
        expected: bound(what, limits),
    }
}

/// The bound in words.
pub(super) fn bound(what: &str, limits: Limits) -> String {
    match what {
        "line" => format!(
            "a row of at most {} bytes (a quote not closed?)",
            limits.line_bytes
        ),
        "columns" => format!("at most {} columns", limits.columns),
        _ => format!(
            "fields of at most {} bytes (a quote not closed?)",
            limits.field_bytes
        ),
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte == b'\n').count() as u64
}

/// The commonest of comma, semicolon and tab in the first line that is not blank, outside quotes.
pub(super) fn delimiter(text: &[u8]) -> u8 {
    let start = text
        .iter()
        .position(|byte| !matches!(byte, b'\r' | b'\n'))
        .unwrap_or(0);
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for &byte in &text[start..] {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts
                .iter_mut()
                .filter(|(sign, _)| *sign == byte)
                .for_each(|(_, count)| *count += 1),
        }
    }
    let most = counts.iter().map(|&(_, count)| count).max().unwrap_or(0);
    counts
        .iter()
        .find(|&&(_, count)| count == most)
        .map_or(b',', |&(sign, _)| sign)
}
