//! Reading segments, column by column and row group by row group.
//!
//! The bytes may be damaged. Every size a file declares is held against the
//! file's own length before anything is read or set aside, and whatever does
//! not fit is an error naming the file.

use bytes::{Buf, Bytes};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::DataType;
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::{
    ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData,
};
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::file::statistics::Statistics;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::columns::{ABSENT_INT, ABSENT_LONG, Columns, Int, Long};
use super::error::{SegmentError, SegmentProblem};
use super::schema::schema;
use super::write::ROW_GROUP_ROWS;

/// An open segment. It holds no file open, so any number of threads may read it.
#[derive(Debug)]
pub struct SegmentReader {
    path: PathBuf,
    length: u64,
    metadata: ParquetMetaData,
}

/// A row group that is read from its beginning on.
pub(crate) struct RowGroup {
    columns: Vec<ColumnReader>,
    left: usize,
}

impl RowGroup {
    /// Rows that are not read yet.
    pub(crate) fn left(&self) -> usize {
        self.left
    }
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
    /// Reads what the file says of itself.
    ///
    /// # Errors
    /// [`SegmentError`] when the file cannot be read, is damaged, or is no segment.
    pub fn open(path: &Path) -> Result<Self, SegmentError> {
        let failed = |error: SegmentProblem| SegmentError::new(path, error);
        let file = File::open(path).map_err(|error| failed(error.into()))?;
        let length = file.metadata().map_err(|error| failed(error.into()))?.len();
        let metadata = guarded(path, || {
            let read = ParquetMetaDataReader::new().parse_and_finish(&file);
            read.map_err(|error| failed(error.into()))
        })?;
        let reader = Self {
            path: path.to_owned(),
            length,
            metadata,
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

    /// The one code all rows of a row group have, when the file tells so.
    pub(crate) fn constant(&self, group: usize, column: Int) -> Option<i32> {
        let (low, high) = extremes(self.group(group)?, column)?;
        (low == high && !column.is_optional()).then_some(low)
    }

    /// A column of codes of a row group, absence as [`ABSENT_INT`].
    ///
    /// # Errors
    /// [`SegmentError`] when the file cannot be read or is damaged.
    pub fn ints(&self, group: usize, column: Int, rows: Range<usize>) -> Result<Vec<i32>, SegmentError> {
        guarded(&self.path, || {
            self.read_ints(&mut self.column(group, column as usize)?, rows)
        })
    }

    /// A column of amounts of a row group in thousandths, absence as [`ABSENT_LONG`].
    ///
    /// # Errors
    /// [`SegmentError`] when the file cannot be read or is damaged.
    pub fn longs(&self, group: usize, column: Long, rows: Range<usize>) -> Result<Vec<i64>, SegmentError> {
        guarded(&self.path, || {
            self.read_longs(&mut self.column(group, Int::ALL.len() + column as usize)?, rows)
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

    /// These columns of some rows of a row group; the others stay empty.
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
        let mut columns = Columns::default();
        for &column in ints {
            *columns.ints_mut(column) = self.ints(group, column, rows.clone())?;
        }
        for &column in longs {
            *columns.longs_mut(column) = self.longs(group, column, rows.clone())?;
        }
        Ok(columns)
    }

    /// A row group to be read from its beginning on, all columns.
    ///
    /// # Errors
    /// [`SegmentError`] when the file cannot be read or is damaged.
    pub(crate) fn row_group(&self, group: usize) -> Result<RowGroup, SegmentError> {
        let all = 0..Int::ALL.len() + Long::ALL.len();
        let columns = guarded(&self.path, || {
            all.map(|column| self.column(group, column)).collect()
        })?;
        let left = self.rows(group);
        Ok(RowGroup { columns, left })
    }

    /// The next rows of a row group, at most so many.
    ///
    /// # Errors
    /// [`SegmentError`] when the file is damaged.
    pub(crate) fn next_rows(&self, group: &mut RowGroup, most: usize) -> Result<Columns, SegmentError> {
        let rows = 0..group.left.min(most);
        let mut columns = Columns::default();
        let (ints, longs) = group.columns.split_at_mut(Int::ALL.len());
        guarded(&self.path, || {
            for ((column, _), reader) in Int::ALL.into_iter().zip(ints) {
                *columns.ints_mut(column) = self.read_ints(reader, rows.clone())?;
            }
            for ((column, _), reader) in Long::ALL.into_iter().zip(longs) {
                *columns.longs_mut(column) = self.read_longs(reader, rows.clone())?;
            }
            Ok(())
        })?;
        group.left -= rows.len();
        Ok(columns)
    }

    fn read_ints(&self, reader: &mut ColumnReader, rows: Range<usize>) -> Result<Vec<i32>, SegmentError> {
        match reader {
            ColumnReader::Int32ColumnReader(reader) => self.read(reader, rows, ABSENT_INT),
            _ => Err(self.unexpected("a column of another type", "32-bit integers")),
        }
    }

    fn read_longs(&self, reader: &mut ColumnReader, rows: Range<usize>) -> Result<Vec<i64>, SegmentError> {
        match reader {
            ColumnReader::Int64ColumnReader(reader) => self.read(reader, rows, ABSENT_LONG),
            _ => Err(self.unexpected("a column of another type", "64-bit integers")),
        }
    }

    fn column(&self, group: usize, column: usize) -> Result<ColumnReader, SegmentError> {
        let Some(rows) = self.group(group) else {
            return Err(self.unexpected(format!("no row group {group}"), "a row group the file has"));
        };
        let chunk = rows.column(column);
        let chunk_bytes = self.chunk(chunk)?;
        let pages = SerializedPageReader::new(Arc::new(chunk_bytes), chunk, rows.num_rows() as usize, None)
            .map_err(|error| SegmentError::new(&self.path, error))?;
        Ok(get_column_reader(chunk.column_descr_ptr(), Box::new(pages)))
    }

    fn chunk(&self, chunk: &ColumnChunkMetaData) -> Result<Chunk, SegmentError> {
        let (start, length) = place(chunk, self.length)
            .ok_or_else(|| self.unexpected("a column beyond the end", "columns within the file"))?;
        let bytes =
            read_at(&self.path, start, length).map_err(|error| SegmentError::new(&self.path, error))?;
        Ok(Chunk { start, bytes })
    }

    fn read<T: DataType>(
        &self,
        reader: &mut ColumnReaderImpl<T>,
        rows: Range<usize>,
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
        spread(values, present, &levels, absent)
            .filter(|values| values.len() == rows.len())
            .ok_or_else(|| self.unexpected("levels that do not fit the values", "a level a row"))
    }
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

/// Puts values back in their rows, with `absent` where there is none.
fn spread<T: Clone>(values: Vec<T>, present: usize, levels: &[i16], absent: T) -> Option<Vec<T>> {
    if values.len() != present {
        return None;
    }
    if levels.is_empty() {
        return Some(values);
    }
    let mut values = values.into_iter();
    let rows = levels.iter().map(|&level| match level {
        0 => Some(absent.clone()),
        _ => values.next(),
    });
    rows.collect()
}

/// Start and length of a column in the file, if it lies within `file_length`.
fn place(chunk: &ColumnChunkMetaData, file_length: u64) -> Option<(u64, u64)> {
    let start = chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset());
    let (start, length) = (
        u64::try_from(start).ok()?,
        u64::try_from(chunk.compressed_size()).ok()?,
    );
    (start.checked_add(length)? <= file_length).then_some((start, length))
}

fn extremes(group: &RowGroupMetaData, column: Int) -> Option<(i32, i32)> {
    match group.columns().get(column as usize)?.statistics()? {
        Statistics::Int32(values) => Some((*values.min_opt()?, *values.max_opt()?)),
        _ => None,
    }
}

fn read_at(path: &Path, start: u64, length: u64) -> io::Result<Bytes> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
    file.read_exact(&mut bytes)?;
    Ok(bytes.into())
}

/// One column of one row group in memory, addressed as in its file.
struct Chunk {
    start: u64,
    bytes: Bytes,
}

impl Chunk {
    fn slice(&self, from: u64, length: Option<usize>) -> ParquetResult<Bytes> {
        let beyond = || ParquetError::EOF("a page lies outside its column".to_owned());
        let from = from.checked_sub(self.start).ok_or_else(beyond)?;
        let from = usize::try_from(from).map_err(|_| beyond())?;
        let to = length.map_or(Some(self.bytes.len()), |length| from.checked_add(length));
        match to {
            Some(to) if from <= to && to <= self.bytes.len() => Ok(self.bytes.slice(from..to)),
            _ => Err(beyond()),
        }
    }
}

impl Length for Chunk {
    fn len(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl ChunkReader for Chunk {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(self.slice(start, None)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        self.slice(start, Some(length))
    }
}
