//! The book of a home: all records of all imports that count.
//!
//! Answers come in canonical order with every vintage of every record. Which of
//! two vintages holds is for the reader to say.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use entente_trade::{Area, Vintage};

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
    files: Files,
    catalogue: Catalogue,
}

/// The segments of a home that were opened, by path: several questions are asked of one book,
/// and a segment never changes.
#[derive(Debug)]
pub(super) struct Files {
    root: PathBuf,
    opened: Mutex<BTreeMap<String, Arc<SegmentReader>>>,
}

/// Most segments kept open for the next question, about 64 KiB each.
const KEPT: usize = 512;

impl Home {
    /// Opens the book.
    ///
    /// # Errors
    /// [`StoreError::Ledger`] or [`StoreError::Schema`].
    pub fn book(&self) -> Result<Book, StoreError> {
        Ok(Book {
            files: Files {
                root: self.root().to_owned(),
                opened: Mutex::default(),
            },
            catalogue: self.catalogue()?,
        })
    }
}

/// A record with its canonical key.
struct Found {
    key: CanonicalKey,
    record: Record,
}

/// The place of a record in the order of answers, then where it lies: which segment, which row.
type Place = (CanonicalKey, Vintage, u32, (u32, u32));

impl Book {
    /// The records wanted, in canonical order, then by vintage, then by import, then as they came.
    /// All are in memory: for many millions of rows, go by [`Book::segments`].
    ///
    /// # Errors
    /// [`StoreError::Segment`] naming a damaged file, or what the ledger refuses.
    pub fn records(&self, query: &Query<'_>) -> Result<Vec<Record>, StoreError> {
        let segments = self.segments(query)?;
        let (files, next) = (&self.files, AtomicUsize::new(0));
        let work = || {
            let mut found = Vec::new();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let Some(segment) = segments.get(turn) else {
                    return Ok::<_, StoreError>(found);
                };
                let reader = files.reader(segment)?;
                found.push((turn, read_segment(&reader, segment, query)?));
            }
        };
        let mut by_segment: Vec<Vec<Found>> = segments.iter().map(|_| Vec::new()).collect();
        for found in on_threads(cores().min(segments.len()), work) {
            for (turn, found) in found? {
                by_segment[turn] = found;
            }
        }
        Ok(in_order(&by_segment))
    }

    /// The segments that can hold wanted records, by period, import and number.
    ///
    /// # Errors
    /// [`StoreError::Ledger`].
    pub fn segments(&self, query: &Query<'_>) -> Result<Vec<SegmentEntry>, StoreError> {
        let mut segments = if query.withdrawn {
            self.catalogue.segments()?
        } else {
            self.catalogue.segments_counting(query.as_of)?
        };
        segments.retain(|segment| query.admits_segment(segment));
        Ok(segments)
    }

    /// Opens a segment for reading by column.
    ///
    /// # Errors
    /// [`StoreError::Segment`] when it is missing or damaged.
    pub fn reader(&self, segment: &SegmentEntry) -> Result<SegmentReader, StoreError> {
        Ok(self.files.open(segment)?)
    }

    /// The files alone, which any number of threads may open.
    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    /// The home, which the paths of segments start from.
    pub fn root(&self) -> &Path {
        &self.files.root
    }

    /// The catalogue behind the book.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }
}

impl Files {
    fn open(&self, segment: &SegmentEntry) -> Result<SegmentReader, SegmentError> {
        segment.open(&self.root)
    }

    pub(super) fn reader(&self, segment: &SegmentEntry) -> Result<Arc<SegmentReader>, SegmentError> {
        let opened = || self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reader) = opened().get(&segment.path) {
            return Ok(Arc::clone(reader));
        }
        let reader = Arc::new(self.open(segment)?);
        let mut opened = opened();
        if opened.len() < KEPT {
            opened.insert(segment.path.clone(), Arc::clone(&reader));
        }
        Ok(reader)
    }
}

/// The records of all segments in the order of answers; they are moved once.
fn in_order(by_segment: &[Vec<Found>]) -> Vec<Record> {
    let mut places: Vec<Place> = Vec::with_capacity(by_segment.iter().map(Vec::len).sum());
    for (segment, found) in by_segment.iter().enumerate() {
        let place = |(row, found): (usize, &Found)| {
            let record = &found.record;
            (
                found.key,
                record.vintage,
                record.import,
                (segment as u32, row as u32),
            )
        };
        places.extend(found.iter().enumerate().map(place));
    }
    places.sort_unstable();
    let record = |(_, _, _, (segment, row)): &Place| &by_segment[*segment as usize][*row as usize].record;
    places.iter().map(record).cloned().collect()
}

fn read_segment(
    reader: &SegmentReader,
    segment: &SegmentEntry,
    query: &Query<'_>,
) -> Result<Vec<Found>, StoreError> {
    let mut found = Vec::new();
    for group in 0..reader.groups() {
        read_group(reader, group, query, segment, &mut found)?;
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
    let rows = rows(reader, group, query)?;
    if rows.is_empty() {
        return Ok(());
    }
    let columns = reader.columns(group, rows)?;
    found.reserve(columns.len());
    for row in (0..columns.len()).filter(|&row| admits(query, &columns, row)) {
        found.push(Found {
            key: CanonicalKey::of(&columns, row),
            record: record(reader.path(), &columns, row, (segment.import, segment.vintage))?,
        });
    }
    Ok(())
}

#[inline]
pub(super) fn record(
    path: &Path,
    columns: &Columns,
    row: usize,
    (import, vintage): (u32, Vintage),
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

/// Rows of a group among which those wanted are; whole groups are passed over unread.
pub(super) fn rows(
    reader: &SegmentReader,
    group: usize,
    query: &Query<'_>,
) -> Result<Range<usize>, StoreError> {
    let bounds = reader.bounds(group);
    let exporters = bounds.map(|bounds| bounds.exporters);
    let importers = bounds.map(|bounds| bounds.importers);
    if beyond(query.exporter, exporters) || beyond(query.importer, importers) {
        return Ok(0..0);
    }
    let all = 0..reader.rows(group);
    match (query.exporter, query.importer) {
        (Some(exporter), importer) => Ok(reader.rows_of(group, exporter, importer)?),
        (None, Some(importer)) => {
            let columns = reader.some_columns(group, all, &[Int::Importer], &[])?;
            let is = |&code: &i32| code == i32::from(importer.code());
            let mut importers = columns.ints(Int::Importer).iter();
            let first = importers.position(is);
            let last = importers.rposition(is).map(|after| after + 1);
            Ok(first.map_or(0..0, |first| first..first + last.unwrap_or_default() + 1))
        }
        (None, None) => Ok(all),
    }
}

/// Whether a row is wanted, by its areas and its dataset.
pub(super) fn admits(query: &Query<'_>, columns: &Columns, row: usize) -> bool {
    let is = |area: Option<Area>, column: Int| {
        area.is_none_or(|area| columns.ints(column)[row] == i32::from(area.code()))
    };
    let dataset = columns.ints(Int::Dataset)[row] as u32;
    is(query.exporter, Int::Exporter)
        && is(query.importer, Int::Importer)
        && query.dataset_bits().checked_shr(dataset).unwrap_or(0) & 1 == 1
}

fn beyond(area: Option<Area>, bounds: Option<(i32, i32)>) -> bool {
    let code = area.map(|area| i32::from(area.code()));
    matches!((code, bounds), (Some(code), Some((low, high))) if code < low || code > high)
}
