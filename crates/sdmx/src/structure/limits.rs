//! How much a message may ask of whoever reads it.
//!
//! What an artefact means does not matter here.

use std::io::{self, BufRead, Read};

/// How much a message may ask of whoever reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How deep elements or objects may lie within each other.
    pub depth: usize,
    /// How many attributes an element may have.
    pub attributes: usize,
    /// How many bytes the message may have.
    pub bytes: u64,
    /// After how many faults reading stops.
    pub faults: usize,
}

impl Default for Limits {
    /// 64 levels, 64 attributes, 4 GiB, a thousand faults.
    fn default() -> Self {
        Self {
            depth: 64,
            attributes: 64,
            bytes: 4 << 30,
            faults: 1000,
        }
    }
}

/// A reader that knows its line and stops at a limit.
pub(super) struct Counted<R> {
    inner: R,
    line: u64,
    byte: u64,
    most: u64,
}

impl<R: BufRead> Counted<R> {
    pub(super) fn new(inner: R, most: u64) -> Self {
        Self {
            inner,
            line: 1,
            byte: 0,
            most,
        }
    }

    /// The line of the next byte, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// How many bytes were taken.
    pub(super) fn byte(&self) -> u64 {
        self.byte
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.byte > self.most {
            let message = format!("a message of more than {} bytes", self.most);
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        if let Ok(bytes) = self.inner.fill_buf() {
            let taken = bytes.get(..count).unwrap_or(bytes);
            self.line += taken.iter().filter(|byte| **byte == b'\n').count() as u64;
        }
        self.byte += count as u64;
        self.inner.consume(count);
    }
}
