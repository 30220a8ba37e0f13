//! The book of a home: all records of all imports that count.
//!
//! Answers come in canonical order with every vintage of every record. Which of
//! two vintages holds is for the reader to say.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use entente_trade::{Area, Date};

use super::catalogue::Catalogue;
use super::entries::SegmentEntry;
use super::error::StoreError;
use super::home::Home;
use super::query::{Query, Record};
use crate::book::{CanonicalKey, Columns, Int, SegmentError, SegmentReader};
use crate::threads::{cores, on_threads};

/// An open book. It sees the imports that count when it is asked.
#[derive(Debug)]
pub struct Book {
    root: PathBuf,
    catalogue: Catalogue,
}

impl Home {
    /// Opens the book.
    ///
    /// # Errors
    /// [`StoreError::Ledger`] or [`StoreError::Schema`].
    pub fn book(&self) -> Result<Book, StoreError> {
        Ok(Book {
            root: self.root().to_owned(),
            catalogue: self.catalogue()?,
        })
    }
}

/// A record with its place in the order of answers.
struct Found {
    key: CanonicalKey,
    record: Record,
}

impl Book {
    /// The records wanted, in canonical order, then by vintage, then by import, then as they came.
    /// All are in memory: for many millions of rows, go by [`Book::segments`].
    ///
    /// # Errors
    /// [`StoreError::Segment`] naming a damaged file, or what the ledger refuses.
    pub fn records(&self, query: &Query<'_>) -> Result<Vec<Record>, StoreError> {
        let segments = self.segments(query)?;
        let (root, next) = (self.root.as_path(), AtomicUsize::new(0));
        let work = || {
            let mut found = Vec::new();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let Some(segment) = segments.get(turn) else {
                    return Ok::<_, StoreError>(found);
                };
                found.push((turn, read_segment(root, segment, query)?));
            }
        };
        let mut by_segment = Vec::with_capacity(segments.len());
        for found in on_threads(cores().min(segments.len()), work) {
            by_segment.extend(found?);
        }
        by_segment.sort_unstable_by_key(|(turn, _)| *turn);
        let mut found: Vec<Found> = by_segment.into_iter().flat_map(|(_, found)| found).collect();
        found.sort_by_key(|found| (found.key, found.record.vintage, found.record.import));
        Ok(found.into_iter().map(|found| found.record).collect())
    }

    /// The segments that can hold wanted records, by period, import and number.
    ///
    /// # Errors
    /// [`StoreError::Ledger`].
    pub fn segments(&self, query: &Query<'_>) -> Result<Vec<SegmentEntry>, StoreError> {
        let mut segments = self.catalogue.segments()?;
        segments.retain(|segment| query.admits_segment(segment));
        Ok(segments)
    }

    /// Opens a segment for reading by column.
    ///
    /// # Errors
    /// [`StoreError::Segment`] when it is missing or damaged.
    pub fn reader(&self, segment: &SegmentEntry) -> Result<SegmentReader, StoreError> {
        Ok(SegmentReader::open(&self.root.join(&segment.path))?)
    }

    /// The home, which the paths of segments start from.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The catalogue behind the book.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }
}

fn read_segment(root: &Path, segment: &SegmentEntry, query: &Query<'_>) -> Result<Vec<Found>, StoreError> {
    let reader = SegmentReader::open(&root.join(&segment.path))?;
    let mut found = Vec::new();
    for group in 0..reader.groups() {
        read_group(&reader, group, query, segment, &mut found)?;
    }
    Ok(found)
}

fn read_group(
    reader: &SegmentReader,
    group: usize,
    query: &Query<'_>,
    segment: &SegmentEntry,
    found: &mut Vec<Found>,
) -> Result<(), StoreError> {
    let hits = hits(reader, group, query)?;
    let (Some(&first), Some(&last)) = (hits.first(), hits.last()) else {
        return Ok(());
    };
    let columns = reader.columns(group, first..last + 1)?;
    for row in hits.into_iter().map(|hit| hit - first) {
        found.push(Found {
            key: CanonicalKey::of(&columns, row),
            record: record(reader.path(), &columns, row, (segment.import, segment.vintage))?,
        });
    }
    Ok(())
}

pub(super) fn record(
    path: &Path,
    columns: &Columns,
    row: usize,
    (import, vintage): (u32, Date),
) -> Result<Record, StoreError> {
    let observation = columns
        .observation(row)
        .map_err(|error| SegmentError::unexpected(path, error.to_string(), "a code that exists"))?;
    Ok(Record {
        import,
        vintage,
        observation,
    })
}

/// Rows of a group that are wanted, by its key columns alone; whole groups are passed over unread.
fn hits(reader: &SegmentReader, group: usize, query: &Query<'_>) -> Result<Vec<usize>, StoreError> {
    let bounds = reader.bounds(group);
    let exporters = bounds.map(|bounds| bounds.exporters);
    let importers = bounds.map(|bounds| bounds.importers);
    if beyond(query.exporter, exporters) || beyond(query.importer, importers) {
        return Ok(Vec::new());
    }
    let all = 0..reader.rows(group);
    let mut rows: Vec<usize> = all.clone().collect();
    keep_area(&mut rows, reader, group, (Int::Exporter, query.exporter), &all)?;
    keep_area(&mut rows, reader, group, (Int::Importer, query.importer), &all)?;
    if query.datasets.is_some() && !rows.is_empty() {
        let (wanted, datasets) = (query.dataset_bits(), reader.ints(group, Int::Dataset, all)?);
        rows.retain(|&row| wanted.checked_shr(datasets[row] as u32).unwrap_or(0) & 1 == 1);
    }
    Ok(rows)
}

fn keep_area(
    rows: &mut Vec<usize>,
    reader: &SegmentReader,
    group: usize,
    (column, area): (Int, Option<Area>),
    all: &Range<usize>,
) -> Result<(), StoreError> {
    let Some(area) = area.filter(|_| !rows.is_empty()) else {
        return Ok(());
    };
    let codes = reader.ints(group, column, all.clone())?;
    rows.retain(|&row| codes[row] == i32::from(area.code()));
    Ok(())
}

fn beyond(area: Option<Area>, bounds: Option<(i32, i32)>) -> bool {
    let code = area.map(|area| i32::from(area.code()));
    matches!((code, bounds), (Some(code), Some((low, high))) if code < low || code > high)
}
