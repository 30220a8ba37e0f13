//! The last exporters of the books, read ahead of those that are being explained.
//!
//! The books tell exporters by their code, and one of the last may be one of the
//! largest: then all threads but one would wait for it. So the last are read
//! together, and the largest of them goes first. All others are read when they
//! are asked for, and still near when they are explained. It only hands out;
//! answers are put in order by who writes them.

use entente_trade::{Area, Areas};

use crate::store::{Reports, StoreError, Sweep};

/// The last are those with one record in so many.
const LAST: u64 = 16;
/// No more records are read ahead.
const RECORDS: u64 = 1 << 18;

/// A pass over the books, the last exporters ahead.
pub(super) struct Ahead {
    sweep: Sweep,
    /// Records that are not read yet.
    left: u64,
    /// As soon as so many are left, they are read.
    last: u64,
    waiting: Vec<Told>,
    /// How many exporters were read.
    read: usize,
    is_over: bool,
    /// Room of reports that were explained.
    spare: Vec<Reports>,
}

/// All that is told of the exports of one state.
pub(super) struct Told {
    /// Its place among the exporters, from 0.
    pub(super) place: usize,
    pub(super) exporter: Area,
    pub(super) reports: Reports,
}

impl Ahead {
    pub(super) fn of(sweep: Sweep) -> Self {
        let records = sweep.rows();
        Self {
            sweep,
            left: records,
            last: (records / LAST).min(RECORDS),
            waiting: Vec::new(),
            read: 0,
            is_over: false,
            spare: Vec::new(),
        }
    }

    /// Takes back the room of reports that are explained.
    pub(super) fn keep(&mut self, reports: Reports) {
        self.spare.push(reports);
    }

    /// The next exporter to be explained, `None` after the last.
    ///
    /// # Errors
    /// [`StoreError::Segment`] naming a damaged file.
    pub(super) fn next(&mut self) -> Result<Option<Told>, StoreError> {
        self.read()?;
        while !self.is_over && self.left <= self.last {
            self.read()?;
        }
        let sizes = self.waiting.iter().map(|told| told.reports.len());
        let largest = sizes.zip(0..).max().map(|(_, at)| at);
        Ok(largest.map(|at| self.waiting.swap_remove(at)))
    }

    /// Reads the exports of the next state there is.
    fn read(&mut self) -> Result<(), StoreError> {
        let mut reports = self.spare.pop().unwrap_or_default();
        while !self.is_over {
            self.is_over = !self.sweep.next(&mut reports)?;
            self.left = self.left.saturating_sub(reports.len() as u64);
            let known = |area: &Area| Areas::standard().entry(*area).is_some();
            if let Some(exporter) = reports.exporter().filter(known).filter(|_| !self.is_over) {
                self.waiting.push(Told {
                    place: self.read,
                    exporter,
                    reports,
                });
                self.read += 1;
                return Ok(());
            }
        }
        self.spare.push(reports);
        Ok(())
    }
}
