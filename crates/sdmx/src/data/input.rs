//! Input whose lines and bytes are counted, and which refuses to go on past a bound.
//!
//! It decodes nothing: messages are UTF-8, and a byte order mark is passed over.

use std::io::{self, BufRead, Read};

use crate::{Fault, Position};

/// A counting reader.
#[derive(Debug)]
pub(super) struct Input<R> {
    inner: R,
    position: Position,
    left: usize,
}

impl<R: BufRead> Input<R> {
    pub(super) fn new(inner: R) -> Self {
        Self::from(inner, Position { line: 1, byte: 0 })
    }

    /// Reads on in a message whose beginning was taken already.
    pub(super) fn from(inner: R, position: Position) -> Self {
        Self {
            inner,
            position,
            left: usize::MAX,
        }
    }

    pub(super) fn into_inner(self) -> R {
        self.inner
    }

    pub(super) fn position(&self) -> Position {
        self.position
    }

    /// Allows so many bytes more; a read past them is an error.
    pub(super) fn allow(&mut self, bytes: usize) {
        self.left = bytes;
    }

    /// Whether the bound was reached.
    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Consumes a line of so many bytes, its end included, which was filled.
    pub(super) fn consume_line(&mut self, amount: usize) {
        self.position.line += 1;
        self.position.byte += amount as u64;
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }

    /// The next byte, not taken.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, Fault> {
        match self.fill_buf() {
            Ok(buffer) => Ok(buffer.first().copied()),
            Err(error) => Err(self.failed(&error)),
        }
    }

    pub(super) fn failed(&self, error: &io::Error) -> Fault {
        Fault::new(
            self.position,
            "input",
            error.to_string(),
            "a message that can be read",
        )
    }

    /// Passes over a byte order mark.
    pub(super) fn skip_mark(&mut self) -> Result<(), Fault> {
        for expected in [0xEF, 0xBB, 0xBF] {
            match self.peek()? {
                Some(byte) if byte == expected => self.consume(1),
                _ if expected == 0xEF => return Ok(()),
                _ => return Err(Fault::new(self.position, "", "half a byte order mark", "UTF-8")),
            }
        }
        Ok(())
    }

    /// Passes over blanks, and gives the byte after them.
    pub(super) fn skip_blanks(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            match self.peek()? {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.consume(1),
                other => return Ok(other),
            }
        }
    }
}

impl<R: BufRead> Read for Input<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let buffer = self.fill_buf()?;
        let taken = buffer.len().min(to.len());
        to[..taken].copy_from_slice(&buffer[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: BufRead> BufRead for Input<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let buffer = self.inner.fill_buf()?;
        if self.left == 0 && !buffer.is_empty() {
            return Err(io::Error::other("more than the limit of one record"));
        }
        Ok(&buffer[..buffer.len().min(self.left)])
    }

    fn consume(&mut self, amount: usize) {
        if amount == 0 {
            return;
        }
        // What was filled is still there: the inner reader gives it again without reading.
        if let Ok(buffer) = self.inner.fill_buf() {
            let taken = &buffer[..amount.min(buffer.len())];
            self.position.line += taken.iter().filter(|&&byte| byte == b'\n').count() as u64;
        }
        self.position.byte += amount as u64;
        self.left = self.left.saturating_sub(amount);
        self.inner.consume(amount);
    }
}
