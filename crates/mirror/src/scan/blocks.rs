//! A text cut into blocks of whole records, which can be parsed apart.
//!
//! A block ends where a record ends. Where a line feed ends a record is only certain when
//! quotes are followed from the beginning; text without any quote, which is nearly all of
//! it, is cut at its last line feed without a look at the rest.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

/// Whole records of a text.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// The records.
    pub(crate) bytes: Vec<u8>,
    /// Whether a quote is among them.
    pub(crate) quoted: bool,
}

/// Cuts a text into blocks.
#[derive(Debug)]
pub(crate) struct Blocks<R> {
    source: R,
    carried: Vec<u8>,
    ended: bool,
    limit: usize,
    delimiter: u8,
    /// Bytes of a block.
    block: usize,
}

/// A record of more bytes than allowed: a quote that is never closed, as a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

/// What became of the attempt to read a block.
pub(crate) type Cut = io::Result<Result<bool, TooLong>>;

impl<R: Read> Blocks<R> {
    /// Records of `source` in blocks of about `block` bytes, none longer than `limit`; the text
    /// begins with `head`.
    pub(crate) fn new(head: Vec<u8>, source: R, delimiter: u8, block: usize, limit: usize) -> Self {
        Self {
            source,
            carried: head,
            ended: false,
            limit,
            delimiter,
            block,
        }
    }

    /// Fills `block` with the next records; false at the end of the text.
    pub(crate) fn next(&mut self, block: &mut Block) -> Cut {
        block.bytes.clear();
        block.bytes.append(&mut self.carried);
        let mut wanted = self.block;
        loop {
            self.read_to(wanted, &mut block.bytes)?;
            block.quoted = memchr(b'"', &block.bytes).is_some();
            match end_of_records(&block.bytes, block.quoted.then_some(self.delimiter)) {
                _ if self.ended => return Ok(Ok(!block.bytes.is_empty())),
                Some(end) => {
                    self.carried.extend_from_slice(&block.bytes[end..]);
                    block.bytes.truncate(end);
                    return Ok(Ok(true));
                }
                None if block.bytes.len() > self.limit => return Ok(Err(TooLong)),
                None => wanted *= 2,
            }
        }
    }

    /// What is left of the source.
    pub(crate) fn into_source(self) -> R {
        self.source
    }

    fn read_to(&mut self, wanted: usize, bytes: &mut Vec<u8>) -> io::Result<()> {
        let room = wanted.saturating_sub(bytes.len());
        let read = (&mut self.source).take(room as u64).read_to_end(bytes)?;
        self.ended = self.ended || read < room;
        Ok(())
    }
}

/// Where the last whole record ends.
fn end_of_records(bytes: &[u8], quoted: Option<u8>) -> Option<usize> {
    match quoted {
        Some(delimiter) => end_outside_quotes(bytes, delimiter),
        None => memrchr(b'\n', bytes).map(|at| at + 1),
    }
}

/// Where a reader of quoted fields stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    FieldStart,
    Plain,
    Quoted,
    /// After a quote within quotes: the end of the quoted part, or half of a doubled quote.
    Closing,
}

/// As [`end_of_records`], where line feeds within quotes end nothing.
fn end_outside_quotes(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let (mut place, mut end) = (Place::FieldStart, None);
    for (at, &byte) in bytes.iter().enumerate() {
        place = match (place, byte) {
            (Place::Quoted, b'"') => Place::Closing,
            (Place::Quoted, _) => Place::Quoted,
            (Place::FieldStart | Place::Closing, b'"') => Place::Quoted,
            (_, b'\r') => Place::FieldStart,
            (_, b'\n') => {
                end = Some(at + 1);
                Place::FieldStart
            }
            (_, byte) if byte == delimiter => Place::FieldStart,
            _ => Place::Plain,
        };
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of a text, cut as small as they go.
    fn blocks(text: &str, size: usize, limit: usize) -> (Vec<String>, bool) {
        let mut blocks = Blocks::new(Vec::new(), text.as_bytes(), b',', size, limit);
        let (mut block, mut told) = (Block::default(), Vec::new());
        loop {
            match blocks.next(&mut block).unwrap() {
                Ok(true) => told.push(String::from_utf8(block.bytes.clone()).unwrap()),
                Ok(false) => return (told, false),
                Err(TooLong) => return (told, true),
            }
        }
    }

    #[test]
    fn a_block_ends_where_a_record_ends() {
        let text = "a,b\nc,\"d\n,e\"\"\n\"\nf,g\"h\ni\n";
        let cut = |size| blocks(text, size, 99);
        assert_eq!(
            cut(1),
            (
                ["a,b\n", "c,\"d\n,e\"\"\n\"\n", "f,g\"h\ni\n"]
                    .map(str::to_owned)
                    .to_vec(),
                false
            )
        );
        assert_eq!(cut(9).0.concat(), text);
        assert_eq!(cut(999), (vec![text.to_owned()], false));
    }

    #[test]
    fn a_text_without_a_last_line_end_is_read_to_its_end() {
        assert_eq!(
            blocks("a\nb", 1, 99),
            (vec!["a\n".to_owned(), "b".to_owned()], false)
        );
        assert_eq!(blocks("", 1, 99), (Vec::new(), false));
    }

    #[test]
    fn a_record_beyond_the_limit_is_told_and_not_held() {
        let text = format!("a\n\"{}", "b\n".repeat(100));
        assert_eq!(blocks(&text, 2, 32), (vec!["a\n".to_owned()], true));
    }
}
