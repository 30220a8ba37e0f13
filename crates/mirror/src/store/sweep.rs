//! All records of the books, exporter by exporter, each byte read and decoded once.
//!
//! Every segment is sorted by exporter first, so the records of one state are
//! the heads of all segments. A window of rows a segment is in memory, and the
//! records of the one exporter that is asked for. Which of them count is for
//! the reader to say.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use entente_trade::{Area, Vintage};

use super::book::{Book, record};
use super::entries::SegmentEntry;
use super::error::StoreError;
use super::query::{Query, Record};
use crate::book::{CanonicalKey, Columns, Int, Long, RowGroup, SegmentError, SegmentReader};
use crate::threads::{cores, on_threads};

/// Rows of a segment that are decoded at once.
const WINDOW: usize = 2_048;

/// A pass over the books.
pub(crate) struct Sweep {
    cursors: Vec<Cursor>,
}

impl Book {
    /// A pass over all records that a query for no exporter in particular asks for; datasets and
    /// importers are not asked.
    ///
    /// # Errors
    /// As [`Book::records`].
    pub(crate) fn sweep(&self, query: &Query<'_>) -> Result<Sweep, StoreError> {
        let segments = self.segments(query)?;
        let (root, next) = (self.root(), AtomicUsize::new(0));
        // Nobody can begin before all are open.
        let open = || {
            let mut opened = Vec::new();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let Some(segment) = segments.get(turn) else {
                    return opened;
                };
                opened.push((turn, Cursor::open(root, segment)));
            }
        };
        let opened = on_threads(cores().min(segments.len()), open);
        let mut cursors: Vec<_> = opened.into_iter().flatten().collect();
        cursors.sort_unstable_by_key(|&(turn, _)| turn);
        let cursors: Result<_, _> = cursors.into_iter().map(|(_, cursor)| cursor).collect();
        Ok(Sweep { cursors: cursors? })
    }
}

impl Sweep {
    /// How many records there are.
    pub(crate) fn rows(&self) -> u64 {
        self.cursors
            .iter()
            .map(|cursor| cursor.segment.summary.rows)
            .sum()
    }

    /// Puts the records of the next exporter, by code, in the place of those of another; false
    /// after the last.
    ///
    /// # Errors
    /// [`StoreError::Segment`] naming a damaged file.
    pub(crate) fn next(&mut self, reports: &mut Reports) -> Result<bool, StoreError> {
        let heads = self.cursors.iter().filter_map(Cursor::exporter);
        let Some(exporter) = heads.min() else {
            return Ok(false);
        };
        reports.exporter = exporter;
        reports.columns.clear();
        reports.origins.clear();
        reports.origin_of.clear();
        for cursor in &mut self.cursors {
            cursor.take(exporter, reports)?;
        }
        Ok(true)
    }
}

/// How far a segment has been read.
struct Cursor {
    segment: SegmentEntry,
    reader: SegmentReader,
    group: usize,
    open: Option<RowGroup>,
    window: Columns,
    at: usize,
}

impl Cursor {
    fn open(root: &Path, segment: &SegmentEntry) -> Result<Self, StoreError> {
        let mut cursor = Self {
            reader: segment.open(root)?,
            segment: segment.clone(),
            group: 0,
            open: None,
            window: Columns::default(),
            at: 0,
        };
        cursor.fill()?;
        Ok(cursor)
    }

    fn exporter(&self) -> Option<i32> {
        self.window.ints(Int::Exporter).get(self.at).copied()
    }

    fn every_column(&self, group: usize) -> Result<RowGroup, SegmentError> {
        let ints = Int::ALL.into_iter().map(|(column, _)| column);
        let longs = Long::ALL.into_iter().map(|(column, _)| column);
        self.reader.row_group(group, ints, longs)
    }

    /// Decodes the next rows, none at the end.
    fn fill(&mut self) -> Result<(), SegmentError> {
        (self.window, self.at) = (Columns::default(), 0);
        while self.window.is_empty() && (self.open.is_some() || self.group < self.reader.groups()) {
            let mut open = match self.open.take() {
                Some(open) => open,
                None => {
                    self.group += 1;
                    self.every_column(self.group - 1)?
                }
            };
            self.window = self.reader.next_rows(&mut open, WINDOW)?;
            self.open = Some(open).filter(|open| open.left() > 0);
        }
        Ok(())
    }

    /// Hands over the rows of an exporter.
    fn take(&mut self, exporter: i32, reports: &mut Reports) -> Result<(), StoreError> {
        let before = reports.columns.len();
        while let Some(head) = self.exporter().filter(|&head| head <= exporter) {
            if head < exporter {
                let expected = "rows in the order of exporters";
                let found = format!("exporter {head} after {exporter}");
                return Err(SegmentError::unexpected(self.reader.path(), found, expected).into());
            }
            let codes = &self.window.ints(Int::Exporter)[self.at..];
            let rows = codes.iter().take_while(|&&code| code == exporter).count();
            reports.columns.extend(&self.window, self.at..self.at + rows);
            self.at += rows;
            if self.at == self.window.len() {
                self.fill()?;
            }
        }
        if reports.columns.len() > before {
            let origin = reports.origins.len() as u32;
            reports.origin_of.resize(reports.columns.len(), origin);
            reports.origins.push(Origin {
                path: self.reader.path().to_owned(),
                import: self.segment.import,
                vintage: self.segment.vintage,
            });
        }
        Ok(())
    }
}

/// The rows of one exporter as they lie in the segments.
#[derive(Default)]
pub(crate) struct Reports {
    exporter: i32,
    columns: Columns,
    origins: Vec<Origin>,
    /// By row, the place of its origin among them.
    origin_of: Vec<u32>,
}

/// Where rows come from.
struct Origin {
    path: PathBuf,
    import: u32,
    vintage: Vintage,
}

/// A row with its place in the order of answers.
type Place = (CanonicalKey, Vintage, u32, u32);

/// Bits of a row's number below the head of its key.
const ROW_BITS: u32 = 32;

const fn row_of(place: u128) -> u32 {
    place as u32
}

impl Reports {
    /// The state the goods left; `None` for a code that is none.
    pub(crate) fn exporter(&self) -> Option<Area> {
        u16::try_from(self.exporter).ok().map(Area::from_code)
    }

    /// How many records there are.
    pub(crate) fn len(&self) -> usize {
        self.columns.len()
    }

    /// Hands over the records of one importer after the other, in the order of [`Book::records`].
    ///
    /// # Errors
    /// [`StoreError::Segment`] naming a damaged file.
    pub(crate) fn by_importer(&self, mut take: impl FnMut(Area, &[Record])) -> Result<(), StoreError> {
        let order = self.order();
        let importers = self.columns.ints(Int::Importer);
        let importer = |place: &u128| importers[row_of(*place) as usize];
        let runs = || order.chunk_by(|a, b| importer(a) == importer(b));
        let mut records = Vec::with_capacity(runs().map(<[_]>::len).max().unwrap_or(0));
        for run in runs() {
            records.clear();
            for &place in run {
                records.push(self.record(row_of(place) as usize)?);
            }
            take(records[0].observation.importer(), &records);
        }
        Ok(())
    }

    /// The rows in the order of answers, each in the low bits of a number (see [`row_of`]).
    ///
    /// The first fields of the key, above the row, tell most rows apart; where they do not, the
    /// rest is looked up.
    fn order(&self) -> Vec<u128> {
        let ints = [Int::Importer, Int::Commodity, Int::Period, Int::Side].map(|one| self.columns.ints(one));
        let field = |at: usize, row: usize| u64::from(ints[at][row] as u32);
        let head = |row: usize| {
            let cell = (field(0, row) & 0xFFFF) << 23 | field(1, row) & 0x7F_FFFF;
            let side = (field(2, row) & 0x3_FFFF) << 1 | field(3, row) & 1;
            u128::from(cell << 19 | side) << ROW_BITS | row as u128
        };
        let mut order: Vec<u128> = (0..self.len()).map(head).collect();
        order.sort_unstable();
        for alike in order.chunk_by_mut(|a, b| a >> ROW_BITS == b >> ROW_BITS) {
            if alike.len() > 1 {
                alike.sort_by_cached_key(|&place| self.place(row_of(place)));
            }
        }
        order
    }

    fn place(&self, row: u32) -> Place {
        let origin = self.origin(row as usize);
        let key = CanonicalKey::of(&self.columns, row as usize);
        (key, origin.vintage, origin.import, row)
    }

    fn origin(&self, row: usize) -> &Origin {
        &self.origins[self.origin_of[row] as usize]
    }

    #[inline]
    fn record(&self, row: usize) -> Result<Record, StoreError> {
        let origin = self.origin(row);
        record(&origin.path, &self.columns, row, (origin.import, origin.vintage))
    }
}
