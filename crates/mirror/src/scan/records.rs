//! The records of a block, each with its line.
//!
//! A record without a quote is handed on as its bytes. One with a quote is read by the
//! library that knows the rules of quoting, and handed on as fields.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr, memchr2};

use super::blocks::Block;

/// A record.
#[derive(Debug)]
pub(crate) enum Record<'a> {
    /// Bytes without quotes and line ends; fields stand between delimiters.
    Plain(&'a [u8]),
    /// A record with a quote.
    Quoted(Quoted<'a>),
}

/// A record with a quote: its fields one after the other, where each ends, and its bytes.
#[derive(Debug)]
pub(crate) struct Quoted<'a> {
    text: &'a [u8],
    ends: &'a [usize],
    pub(crate) raw: &'a [u8],
    /// Whether nothing follows it in the block.
    pub(crate) is_last: bool,
}

impl<'a> Quoted<'a> {
    /// The fields, without their quotes.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &'a [u8]> {
        let (text, ends) = (self.text, self.ends);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        starts.zip(ends).map(move |(start, &end)| &text[start..end])
    }
}

/// Reads the records of a block.
pub(crate) struct Records<'a> {
    bytes: &'a [u8],
    quoted: bool,
    returns: bool,
    delimiter: u8,
    core: Option<Box<Reader>>,
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Lines before `bytes`.
    lines: u64,
}

impl<'a> Records<'a> {
    /// The records of a block.
    pub(crate) fn of(block: &'a Block, delimiter: u8) -> Self {
        Self {
            bytes: &block.bytes,
            quoted: block.quoted,
            returns: memchr(b'\r', &block.bytes).is_some(),
            delimiter,
            core: None,
            text: Vec::new(),
            ends: Vec::new(),
            lines: 0,
        }
    }

    /// Lines that ended before the next record.
    pub(crate) fn lines(&self) -> u64 {
        self.lines
    }

    /// The next record and the lines before it.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<(u64, Record<'_>)> {
        loop {
            let line = self.lines;
            let whole = self.bytes;
            if whole.is_empty() {
                return None;
            }
            let end = if self.returns {
                memchr2(b'\n', b'\r', whole)
            } else {
                memchr(b'\n', whole)
            };
            let record = &whole[..end.unwrap_or(whole.len())];
            if self.quoted && memchr(b'"', record).is_some() {
                return Some((line, self.quoted_record()));
            }
            self.bytes = end.map_or(&[][..], |end| &whole[end + 1..]);
            self.lines += u64::from(end.is_some_and(|end| whole[end] == b'\n'));
            if !record.is_empty() {
                return Some((line, Record::Plain(record)));
            }
        }
    }

    fn quoted_record(&mut self) -> Record<'_> {
        let delimiter = self.delimiter;
        let core = self
            .core
            .get_or_insert_with(|| Box::new(ReaderBuilder::new().delimiter(delimiter).build()));
        core.reset();
        let whole = self.bytes;
        let (mut text, mut ends) = (0, 0);
        self.text.resize(self.text.len().max(1024), 0);
        self.ends.resize(self.ends.len().max(64), 0);
        loop {
            let (result, read, wrote, ended) =
                core.read_record(self.bytes, &mut self.text[text..], &mut self.ends[ends..]);
            self.lines += memchr::memchr_iter(b'\n', &self.bytes[..read]).count() as u64;
            self.bytes = &self.bytes[read..];
            text += wrote;
            ends += ended;
            match result {
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                // Without input the library is told that the text has ended.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::Record | ReadRecordResult::End => break,
            }
        }
        Record::Quoted(Quoted {
            text: &self.text[..text],
            ends: &self.ends[..ends],
            raw: &whole[..whole.len() - self.bytes.len()],
            is_last: self.bytes.is_empty(),
        })
    }
}
