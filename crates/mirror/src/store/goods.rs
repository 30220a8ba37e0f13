//! The records asked for, one commodity of a pair after the other, in bounded memory.
//!
//! Every segment is sorted by exporter, importer and commodity, so the records of one commodity
//! are the heads of all segments. A window of rows a segment is in memory, however many records
//! there are. Which of them count is for the reader to say.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;
use std::sync::Arc;

use super::book::{Book, admits, record, rows};
use super::entries::SegmentEntry;
use super::error::StoreError;
use super::query::{Query, Record};
use crate::book::{CanonicalKey, Columns, SegmentReader};

/// Rows of a segment that are decoded at once: a quarter of a page of a book.
const WINDOW: usize = 1_024;

/// A pass over the records that a query asks for.
pub struct Goods<'q> {
    query: Query<'q>,
    cursors: Vec<Cursor>,
    /// What each segment tells of next: exporter, importer and commodity, then its place.
    heads: BinaryHeap<Reverse<(u64, usize)>>,
}

impl Book {
    /// A pass over the records that a query asks for, in the order of exporters, importers and
    /// commodities by their codes.
    ///
    /// # Errors
    /// As [`Book::records`].
    pub fn goods<'q>(&self, query: &Query<'q>) -> Result<Goods<'q>, StoreError> {
        let (mut cursors, mut heads) = (Vec::new(), BinaryHeap::new());
        for segment in self.segments(query)? {
            let mut cursor = Cursor::new(self.files().reader(&segment)?, segment);
            if let Some(head) = cursor.advance(query)? {
                heads.push(Reverse((head, cursors.len())));
                cursors.push(cursor);
            }
        }
        Ok(Goods {
            query: *query,
            cursors,
            heads,
        })
    }
}

impl Goods<'_> {
    /// Puts the records of the next commodity of a pair in the place of those of another: by
    /// period, then by import, then as the segments have them; false after the last.
    ///
    /// # Errors
    /// [`StoreError::Segment`] naming a damaged file.
    pub fn next(&mut self, records: &mut Vec<Record>) -> Result<bool, StoreError> {
        records.clear();
        let Some(&Reverse((goods, _))) = self.heads.peek() else {
            return Ok(false);
        };
        while let Some(&Reverse((head, place))) = self.heads.peek().filter(|head| head.0.0 == goods) {
            self.heads.pop();
            let cursor = &mut self.cursors[place];
            cursor.take(head, &self.query, records)?;
            if let Some(next) = cursor.advance(&self.query)? {
                self.heads.push(Reverse((next, place)));
            }
        }
        Ok(true)
    }
}

/// How far a segment has been read.
struct Cursor {
    segment: SegmentEntry,
    reader: Arc<SegmentReader>,
    /// The row group to be read next.
    group: usize,
    /// What is left of the one before.
    left: Range<usize>,
    window: Columns,
    at: usize,
}

impl Cursor {
    fn new(reader: Arc<SegmentReader>, segment: SegmentEntry) -> Self {
        Self {
            segment,
            reader,
            group: 0,
            left: 0..0,
            window: Columns::default(),
            at: 0,
        }
    }

    /// Goes on to the next row that is wanted, and tells its exporter, importer and commodity.
    fn advance(&mut self, query: &Query<'_>) -> Result<Option<u64>, StoreError> {
        loop {
            if self.at == self.window.len() && !self.fill(query)? {
                return Ok(None);
            }
            if admits(query, &self.window, self.at) {
                return Ok(Some(self.goods()));
            }
            self.at += 1;
        }
    }

    fn goods(&self) -> u64 {
        CanonicalKey::of(&self.window, self.at).goods()
    }

    /// Decodes the next rows; false at the end.
    fn fill(&mut self, query: &Query<'_>) -> Result<bool, StoreError> {
        while self.left.is_empty() {
            if self.group == self.reader.groups() {
                (self.window, self.at) = (Columns::default(), 0);
                return Ok(false);
            }
            self.left = rows(&self.reader, self.group, query)?;
            self.group += 1;
        }
        // Windows end where pages do, so that no page is decoded for a few rows of it.
        let end = (self.left.start / WINDOW + 1) * WINDOW;
        let now = self.left.start..end.min(self.left.end);
        self.left.start = now.end;
        (self.window, self.at) = (self.reader.columns(self.group - 1, now)?, 0);
        Ok(true)
    }

    /// Hands over the rows of one commodity of a pair.
    fn take(&mut self, goods: u64, query: &Query<'_>, records: &mut Vec<Record>) -> Result<(), StoreError> {
        let origin = (self.segment.import, self.segment.vintage);
        while self.at < self.window.len() && self.goods() == goods {
            if admits(query, &self.window, self.at) {
                records.push(record(self.reader.path(), &self.window, self.at, origin)?);
            }
            self.at += 1;
            if self.at == self.window.len() && !self.fill(query)? {
                return Ok(());
            }
        }
        Ok(())
    }
}
