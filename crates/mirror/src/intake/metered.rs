//! Counts the bytes taken from a source, and bounds those of one record.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// How far a source is read; shared between the source and whoever tells the progress.
#[derive(Clone, Debug, Default)]
pub(super) struct Meter {
    read: Rc<Cell<u64>>,
    /// Where reading must stop unless the mark is moved on; 0 for no bound.
    stop: Rc<Cell<u64>>,
}

impl Meter {
    /// Bytes read so far.
    pub(super) fn read(&self) -> u64 {
        self.read.get()
    }

    /// So many bytes more are read.
    pub(super) fn advance(&self, bytes: u64) {
        self.read.set(self.read.get().saturating_add(bytes));
    }

    /// The source stands here now.
    pub(super) fn set(&self, place: u64) {
        self.read.set(place);
    }

    /// Allows so many bytes from here.
    pub(super) fn allow(&self, bytes: u64) {
        self.stop.set(self.read.get().saturating_add(bytes));
    }
}

/// A source whose bytes are counted.
pub(super) struct Metered<R> {
    source: R,
    meter: Meter,
}

impl<R> Metered<R> {
    pub(super) fn new(source: R, meter: Meter) -> Self {
        Self { source, meter }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let stop = self.meter.stop.get();
        if stop > 0 && self.meter.read.get() >= stop {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                "a record without an end",
            ));
        }
        let count = self.source.read(into)?;
        self.meter.read.set(self.meter.read.get() + count as u64);
        Ok(count)
    }
}
