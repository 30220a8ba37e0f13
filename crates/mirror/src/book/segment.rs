//! Reading segments, column by column and row group by row group.
//!
//! The bytes may be damaged. Every size a file declares is held against the
//! file's own length before anything is read or set aside, and whatever does
//! not fit is an error naming the file.

use bytes::Bytes;
use parquet::basic::Type;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::file::metadata::{
    ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataOptions, ParquetMetaDataReader,
    ParquetStatisticsPolicy, RowGroupMetaData,
};
use parquet::file::page_index::column_index::ColumnIndexMetaData;
use parquet::file::page_index::index_reader::decode_column_index;
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::file::statistics::Statistics;
use std::fs::File;
use std::ops::Range;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use entente_trade::Area;

use super::columns::{ABSENT_INT, ABSENT_LONG, Columns, Int, Long};
use super::error::{SegmentError, SegmentProblem};
use super::pages::{self, Pages, Pieces};
use super::schema::schema;
use super::seal::{Layout, Seal};
use super::write::ROW_GROUP_ROWS;

/// An open segment. It holds no file open, so any number of threads may read it.
#[derive(Debug)]
pub struct SegmentReader {
    path: PathBuf,
    length: u64,
    /// The end of the file, where its indexes lie.
    tail: Pieces,
    metadata: ParquetMetaData,
    /// Whether pages are held against what was written.
    sealed: bool,
}

/// A row group that is read from its beginning on.
pub(crate) struct RowGroup {
    ints: Vec<(Int, Source<i32>)>,
    longs: Vec<(Long, Source<i64>)>,
    left: usize,
}

/// Where a column's rows come from.
enum Source<T> {
    /// The same in every row, as the file says of itself.
    Same(T),
    Pages(Box<ColumnReader>),
}

impl RowGroup {
    /// Rows that are not read yet.
    pub(crate) fn left(&self) -> usize {
        self.left
    }
}

/// Some rows of a group that are to be read, in the opened file.
struct Wish {
    file: File,
    group: usize,
    rows: Range<usize>,
    /// The first row of every page; empty where columns are read whole.
    starts: Vec<usize>,
}

/// Lowest and highest codes in a row group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupBounds {
    /// Of the exporters.
    pub exporters: (i32, i32),
    /// Of the importers.
    pub importers: (i32, i32),
    /// Of the periods, `yyyymm`.
    pub periods: (i32, i32),
}

impl SegmentReader {
    /// Reads what the file says of itself. Of the bytes only pages are held against a checksum;
    /// where there is a [`Seal`], ask for [`Self::open_sealed`].
    ///
    /// # Errors
    /// [`SegmentError`] when the file cannot be read, is damaged, or is no segment.
    pub fn open(path: &Path) -> Result<Self, SegmentError> {
        Self::open_sealed(path, None)
    }

    /// The same of a file whose end is known: no bit of it can have changed and change what is
    /// read without an error, here or when it is read.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_sealed(path: &Path, seal: Option<Seal>) -> Result<Self, SegmentError> {
        let failed = |error: SegmentProblem| SegmentError::new(path, error);
        let file = File::open(path).map_err(|error| failed(error.into()))?;
        let length = file.metadata().map_err(|error| failed(error.into()))?.len();
        let tail = match seal {
            Some(seal) => Pieces::sealed(&file, length, seal),
            None => Pieces::tail(&file, length),
        };
        let tail = tail.map_err(|error| failed(error.into()))?;
        let metadata = guarded(path, || {
            let reader = ParquetMetaDataReader::new().with_metadata_options(Some(wanted()));
            let read = reader.parse_and_finish(&tail);
            read.map_err(|error| failed(error.into()))
        })?;
        let reader = Self {
            path: path.to_owned(),
            length,
            tail,
            metadata,
            sealed: seal.is_some(),
        };
        reader.check()?;
        Ok(reader)
    }

    fn check(&self) -> Result<(), SegmentError> {
        let schema = schema().map_err(|error| SegmentError::new(&self.path, error))?;
        if self.metadata.file_metadata().schema_descr().root_schema() != &*schema {
            return Err(self.unexpected("other columns", "the columns of a book"));
        }
        for group in self.metadata.row_groups() {
            self.check_group(group)?;
        }
        Ok(())
    }

    fn check_group(&self, group: &RowGroupMetaData) -> Result<(), SegmentError> {
        let rows = group.num_rows();
        if !(1..=ROW_GROUP_ROWS as i64).contains(&rows) {
            return Err(self.unexpected(format!("a row group of {rows} rows"), "1 to 131072 rows"));
        }
        let whole =
            |chunk: &ColumnChunkMetaData| chunk.num_values() == rows && place(chunk, self.length).is_some();
        if group.num_columns() != Int::ALL.len() + Long::ALL.len() || !group.columns().iter().all(whole) {
            return Err(self.unexpected("a column that is not all there", "whole columns"));
        }
        Ok(())
    }

    fn unexpected(&self, found: impl Into<String>, expected: &'static str) -> SegmentError {
        SegmentError::unexpected(&self.path, found, expected)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many row groups there are.
    pub fn groups(&self) -> usize {
        self.metadata.num_row_groups()
    }

    /// Rows of one row group, at most [`ROW_GROUP_ROWS`]; 0 beyond the last group.
    pub fn rows(&self, group: usize) -> usize {
        self.group(group).map_or(0, |group| group.num_rows() as usize)
    }

    fn group(&self, group: usize) -> Option<&RowGroupMetaData> {
        self.metadata.row_groups().get(group)
    }

    /// Lowest and highest codes of a row group, when the file tells.
    pub fn bounds(&self, group: usize) -> Option<GroupBounds> {
        let group = self.group(group)?;
        Some(GroupBounds {
            exporters: extremes(group, Int::Exporter)?,
            importers: extremes(group, Int::Importer)?,
            periods: extremes(group, Int::Period)?,
        })
    }

    /// All columns of some rows of a row group.
    ///
    /// # Errors
    /// [`SegmentError`] when the file cannot be read or is damaged.
    pub fn columns(&self, group: usize, rows: Range<usize>) -> Result<Columns, SegmentError> {
        let (ints, longs) = (
            Int::ALL.map(|(column, _)| column),
            Long::ALL.map(|(column, _)| column),
        );
        self.some_columns(group, rows, &ints, &longs)
    }

    /// These columns of some rows of a row group; the others stay empty. Absence is
    /// [`ABSENT_INT`] and [`ABSENT_LONG`].
    ///
    /// # Errors
    /// [`SegmentError`] when the file cannot be read or is damaged.
    pub(crate) fn some_columns(
        &self,
        group: usize,
        rows: Range<usize>,
        ints: &[Int],
        longs: &[Long],
    ) -> Result<Columns, SegmentError> {
        let wish = self.wish(group, rows)?;
        let mut columns = Columns::default();
        for &column in ints {
            *columns.ints_mut(column) = self.ints(&wish, column)?;
        }
        for &column in longs {
            *columns.longs_mut(column) = self.longs(&wish, column)?;
        }
        Ok(columns)
    }

    /// A row group to be read from its beginning on, some of its columns.
    ///
    /// # Errors
    /// [`SegmentError`] when the file cannot be read or is damaged.
    pub(crate) fn row_group(
        &self,
        group: usize,
        ints: impl Iterator<Item = Int>,
        longs: impl Iterator<Item = Long>,
    ) -> Result<RowGroup, SegmentError> {
        let left = self.rows(group);
        let wish = self.wish(group, 0..left)?;
        let pages = |column| self.column(&wish, column).map(Box::new);
        let int = |column: Int| match self.only_code(group, column) {
            Some(code) => Ok((column, Source::Same(code))),
            None => Ok((column, Source::Pages(pages(column as usize)?))),
        };
        let long = |column: Long| match self.is_absent(group, column) {
            true => Ok((column, Source::Same(ABSENT_LONG))),
            false => Ok((column, Source::Pages(pages(Int::ALL.len() + column as usize)?))),
        };
        guarded(&self.path, || {
            Ok(RowGroup {
                ints: ints.map(int).collect::<Result<_, SegmentError>>()?,
                longs: longs.map(long).collect::<Result<_, SegmentError>>()?,
                left,
            })
        })
    }

    /// The next rows of a row group, at most so many.
    ///
    /// # Errors
    /// [`SegmentError`] when the file is damaged.
    pub(crate) fn next_rows(&self, group: &mut RowGroup, most: usize) -> Result<Columns, SegmentError> {
        let rows = 0..group.left.min(most);
        let mut columns = Columns::default();
        guarded(&self.path, || {
            for (column, source) in &mut group.ints {
                *columns.ints_mut(*column) = match source {
                    Source::Same(code) => vec![*code; rows.len()],
                    Source::Pages(reader) => self.read_ints(reader, &rows)?,
                };
            }
            for (column, source) in &mut group.longs {
                *columns.longs_mut(*column) = match source {
                    Source::Same(amount) => vec![*amount; rows.len()],
                    Source::Pages(reader) => self.read_longs(reader, &rows)?,
                };
            }
            Ok(())
        })?;
        group.left -= rows.len();
        Ok(columns)
    }

    fn read_ints(&self, reader: &mut ColumnReader, rows: &Range<usize>) -> Result<Vec<i32>, SegmentError> {
        match reader {
            ColumnReader::Int32ColumnReader(reader) => self.read(reader, rows, ABSENT_INT),
            _ => Err(self.unexpected("a column of another type", "32-bit integers")),
        }
    }

    fn read_longs(&self, reader: &mut ColumnReader, rows: &Range<usize>) -> Result<Vec<i64>, SegmentError> {
        match reader {
            ColumnReader::Int64ColumnReader(reader) => self.read(reader, rows, ABSENT_LONG),
            _ => Err(self.unexpected("a column of another type", "64-bit integers")),
        }
    }

    /// Opens the file for some rows of a group.
    fn wish(&self, group: usize, rows: Range<usize>) -> Result<Wish, SegmentError> {
        let file = File::open(&self.path).map_err(|error| SegmentError::new(&self.path, error))?;
        let mut wish = Wish {
            file,
            group,
            rows,
            starts: Vec::new(),
        };
        if wish.rows.len() < self.rows(group) {
            wish.starts = guarded(&self.path, || self.starts(&wish))?;
        }
        Ok(wish)
    }

    fn ints(&self, wish: &Wish, column: Int) -> Result<Vec<i32>, SegmentError> {
        if let Some(code) = self.only_code(wish.group, column) {
            return Ok(vec![code; wish.rows.len()]);
        }
        guarded(&self.path, || {
            self.read_ints(&mut self.column(wish, column as usize)?, &wish.rows)
        })
    }

    fn longs(&self, wish: &Wish, column: Long) -> Result<Vec<i64>, SegmentError> {
        if self.is_absent(wish.group, column) {
            return Ok(vec![ABSENT_LONG; wish.rows.len()]);
        }
        guarded(&self.path, || {
            self.read_longs(
                &mut self.column(wish, Int::ALL.len() + column as usize)?,
                &wish.rows,
            )
        })
    }

    /// The code that all rows of a group have, when the file tells.
    pub(crate) fn only_code(&self, group: usize, column: Int) -> Option<i32> {
        let group = self.group(group)?;
        let Statistics::Int32(values) = group.columns().get(column as usize)?.statistics()? else {
            return None;
        };
        match (values.min_opt(), values.max_opt(), values.null_count_opt()?) {
            (Some(low), Some(high), 0) => (low == high).then_some(*low),
            (None, None, absent) => (absent == group.num_rows() as u64).then_some(ABSENT_INT),
            _ => None,
        }
    }

    /// Whether no row of a group has an amount, when the file tells.
    fn is_absent(&self, group: usize, column: Long) -> bool {
        let group = self.group(group);
        let chunk = group.and_then(|group| group.columns().get(Int::ALL.len() + column as usize));
        let absent = chunk.and_then(|chunk| chunk.statistics()?.null_count_opt());
        absent.is_some() && absent == group.map(|group| group.num_rows() as u64)
    }

    fn column(&self, wish: &Wish, column: usize) -> Result<ColumnReader, SegmentError> {
        let failed = |error: ParquetError| SegmentError::new(&self.path, error);
        let chunk = self.chunk(wish.group, column)?;
        let pages = self.pages_with(wish, column)?;
        let written = self.sealed.then(|| Layout {
            dictionary: column < Int::ALL.len(),
            rows: self.rows(wish.group),
        });
        let place = self.place(chunk)?;
        let bytes = Pieces::column(&wish.file, self.length, place, pages.as_ref(), written);
        let (locations, rows) = pages.map_or((None, self.rows(wish.group)), |pages| {
            (Some(pages.locations), pages.rows)
        });
        let bytes = Arc::new(bytes.map_err(failed)?);
        let pages = SerializedPageReader::new(bytes, chunk, rows, locations).map_err(failed)?;
        Ok(get_column_reader(chunk.column_descr_ptr(), Box::new(pages)))
    }

    fn chunk(&self, group: usize, column: usize) -> Result<&ColumnChunkMetaData, SegmentError> {
        let chunk = self.group(group).and_then(|group| group.columns().get(column));
        chunk.ok_or_else(|| self.unexpected(format!("no row group {group}"), "a row group the file has"))
    }

    fn place(&self, chunk: &ColumnChunkMetaData) -> Result<Range<u64>, SegmentError> {
        place(chunk, self.length)
            .ok_or_else(|| self.unexpected("a column beyond the end", "columns within the file"))
    }

    /// The pages of a column that hold the rows; `None` where it is read whole.
    fn pages_with(&self, wish: &Wish, column: usize) -> Result<Option<Pages>, SegmentError> {
        if wish.starts.is_empty() {
            return Ok(None);
        }
        let pages = self.pages(wish, column)?;
        let pages = pages.filter(|pages| pages.starts().eq(wish.starts.iter().copied()));
        match pages {
            Some(pages) => Ok(Some(pages.holding(&wish.rows))),
            None => Err(self.unexpected("columns with pages of their own", "the same rows on a page")),
        }
    }

    /// The first row of every page of the group, which all columns must share: an index that is
    /// damaged would else put values into other rows. Empty in a file without an index.
    fn starts(&self, wish: &Wish) -> Result<Vec<usize>, SegmentError> {
        let pages = self.pages(wish, Int::Exporter as usize)?;
        Ok(pages.map_or_else(Vec::new, |pages| pages.starts().collect()))
    }

    /// All pages of a column; `None` in a file that does not tell where they are.
    fn pages(&self, wish: &Wish, column: usize) -> Result<Option<Pages>, SegmentError> {
        let chunk = self.chunk(wish.group, column)?;
        let Some(index) = chunk.offset_index_range() else {
            return Ok(None);
        };
        let index = self.index(&wish.file, index)?;
        let pages = Pages::all(&index, self.place(chunk)?, self.rows(wish.group));
        pages
            .map(Some)
            .map_err(|error| SegmentError::new(&self.path, error))
    }

    /// The bytes of an index, which seldom lie before the end that was read when opening.
    fn index(&self, file: &File, place: Range<u64>) -> Result<Bytes, SegmentError> {
        if place.start > place.end || place.end > self.length {
            return Err(self.unexpected("an index beyond the end", "indexes within the file"));
        }
        match self.tail.bytes(place.clone()) {
            Some(bytes) => Ok(bytes),
            None => pages::read(file, place).map_err(|error| SegmentError::new(&self.path, error)),
        }
    }

    /// The highest code of every page of a column; empty when the file does not tell.
    fn highest(&self, wish: &Wish, column: Int) -> Result<Vec<i32>, SegmentError> {
        let Some(place) = self.chunk(wish.group, column as usize)?.column_index_range() else {
            return Ok(Vec::new());
        };
        let index = decode_column_index(&self.index(&wish.file, place)?, Type::INT32);
        match index.map_err(|error| SegmentError::new(&self.path, error))? {
            ColumnIndexMetaData::INT32(index) => Ok(index.max_values().to_vec()),
            _ => Ok(Vec::new()),
        }
    }

    /// Holds the indexes of a group against its columns, for who doubts the file.
    ///
    /// # Errors
    /// [`SegmentError`] when an index tells something else.
    pub fn check_indexes(&self, group: usize, columns: &Columns) -> Result<(), SegmentError> {
        // One row less than all, so that the pages matter.
        let wish = self.wish(group, 1..columns.len())?;
        if wish.starts.is_empty() {
            return Ok(());
        }
        for column in 0..Int::ALL.len() + Long::ALL.len() {
            guarded(&self.path, || self.pages_with(&wish, column))?;
        }
        let ends = wish.starts[1..].iter().copied().chain([columns.len()]);
        let pages: Vec<Range<usize>> = wish
            .starts
            .iter()
            .zip(ends)
            .map(|(&start, end)| start..end)
            .collect();
        for column in [Int::Exporter, Int::Importer] {
            let codes = columns.ints(column);
            let highest = pages.iter().filter_map(|page| codes[page.clone()].iter().max());
            let told = guarded(&self.path, || self.highest(&wish, column))?;
            if !told.iter().eq(highest) {
                return Err(self.unexpected("an index of other rows", "the highest code of every page"));
            }
        }
        Ok(())
    }

    /// The rows of a group that are of an exporter, and of an importer if one is named.
    ///
    /// The indexes of the file say where to look; what was read there shows that it is all: a
    /// row before the first one and one behind the last are of others.
    ///
    /// # Errors
    /// [`SegmentError`] when the file cannot be read or is damaged.
    pub fn rows_of(
        &self,
        group: usize,
        exporter: Area,
        importer: Option<Area>,
    ) -> Result<Range<usize>, SegmentError> {
        let code = |area: Area| i32::from(area.code());
        let low = (code(exporter), importer.map_or(i32::MIN, code));
        let high = (code(exporter), importer.map_or(i32::MAX, code));
        guarded(&self.path, || self.rows_between(group, low, high))
    }

    fn rows_between(
        &self,
        group: usize,
        low: (i32, i32),
        high: (i32, i32),
    ) -> Result<Range<usize>, SegmentError> {
        let mut wish = self.wish(group, 0..0)?;
        let mut starts = wish.starts.clone();
        if starts.is_empty() {
            starts.push(0);
        }
        let mut first = self.page_of(&wish, low)?.min(starts.len() - 1);
        starts.push(self.rows(group));
        let mut last = first;
        let mut read = |page: usize| {
            wish.rows = starts[page]..starts[page + 1];
            self.pairs(&wish)
        };
        let mut pairs = read(first)?;
        while first > 0 && pairs.first().is_none_or(|&pair| pair >= low) {
            first -= 1;
            pairs.splice(0..0, read(first)?);
        }
        while last + 2 < starts.len() && pairs.last().is_none_or(|&pair| pair <= high) {
            last += 1;
            pairs.extend(read(last)?);
        }
        if !pairs.is_sorted() {
            return Err(self.unexpected("rows out of order", "canonical order"));
        }
        let before = |found: usize| starts[first] + found;
        let (start, end) = (
            pairs.partition_point(|&pair| pair < low),
            pairs.partition_point(|&pair| pair <= high),
        );
        Ok(before(start)..before(end))
    }

    /// The page in which a pair may begin.
    fn page_of(&self, wish: &Wish, pair: (i32, i32)) -> Result<usize, SegmentError> {
        let exporters = self.highest(wish, Int::Exporter)?;
        let importers = self.highest(wish, Int::Importer)?;
        let highest: Vec<(i32, i32)> = exporters.into_iter().zip(importers).collect();
        Ok(highest.partition_point(|&page| page < pair))
    }

    /// Exporter and importer of the rows.
    fn pairs(&self, wish: &Wish) -> Result<Vec<(i32, i32)>, SegmentError> {
        let exporters = self.ints(wish, Int::Exporter)?;
        let importers = self.ints(wish, Int::Importer)?;
        Ok(exporters.into_iter().zip(importers).collect())
    }

    fn read<T: DataType>(
        &self,
        reader: &mut ColumnReaderImpl<T>,
        rows: &Range<usize>,
        absent: T::T,
    ) -> Result<Vec<T::T>, SegmentError> {
        let failed = |error: ParquetError| SegmentError::new(&self.path, error);
        let skipped = reader.skip_records(rows.start).map_err(failed)?;
        let mut values = Vec::with_capacity(rows.len());
        let mut levels = Vec::new();
        let (read, present, _) = reader
            .read_records(rows.len(), Some(&mut levels), None, &mut values)
            .map_err(failed)?;
        if skipped != rows.start || read != rows.len() {
            return Err(self.unexpected(
                format!("{} rows", skipped + read),
                "as many rows as the file declares",
            ));
        }
        Some(values)
            .filter(|values| values.len() == present)
            .and_then(|values| spread(values, rows.len(), &levels, absent))
            .ok_or_else(|| self.unexpected("levels that do not fit the values", "a level a row"))
    }
}

/// What a file says of itself beside what is asked of it is passed over.
fn wanted() -> ParquetMetaDataOptions {
    ParquetMetaDataOptions::new()
        .with_encoding_stats_policy(ParquetStatisticsPolicy::SkipAll)
        .with_size_stats_policy(ParquetStatisticsPolicy::SkipAll)
}

/// The Parquet library trusts some bytes it should not, and panics where they are
/// damaged. It holds nothing that outlives the call, so a panic is one more error.
fn guarded<T>(path: &Path, read: impl FnOnce() -> Result<T, SegmentError>) -> Result<T, SegmentError> {
    std::panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(SegmentError::unexpected(
            path,
            "damaged pages",
            "pages that can be decoded",
        ))
    })
}

/// Puts values back in their rows, with `absent` where there is none; `None` when they are not
/// as many as the levels say.
fn spread<T: Clone>(mut values: Vec<T>, rows: usize, levels: &[i16], absent: T) -> Option<Vec<T>> {
    if values.len() == rows {
        return Some(values);
    }
    let mut left = values.len();
    values.resize(rows, absent.clone());
    // From the last row on, so that no value is overwritten before it has moved.
    for (row, level) in levels.iter().enumerate().rev() {
        if *level == 0 {
            *values.get_mut(row)? = absent.clone();
        } else {
            left = left.checked_sub(1)?;
            values.swap(left, row);
        }
    }
    (left == 0 && levels.len() == rows).then_some(values)
}

/// The bytes of a column, if they lie within `file_length`.
fn place(chunk: &ColumnChunkMetaData, file_length: u64) -> Option<Range<u64>> {
    let start = chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset());
    let (start, length) = (
        u64::try_from(start).ok()?,
        u64::try_from(chunk.compressed_size()).ok()?,
    );
    let end = start.checked_add(length)?;
    (end <= file_length).then_some(start..end)
}

fn extremes(group: &RowGroupMetaData, column: Int) -> Option<(i32, i32)> {
    match group.columns().get(column as usize)?.statistics()? {
        Statistics::Int32(values) => Some((*values.min_opt()?, *values.max_opt()?)),
        _ => None,
    }
}
