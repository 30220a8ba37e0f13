//! Writing segments, and the runs that an import too large for memory leaves on its way.

use bytes::Bytes;
use parquet::column::writer::{ColumnCloseResult, ColumnWriter, get_column_writer};
use parquet::data_type::{DataType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnDescPtr, SchemaDescriptor};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use entente_trade::{Dataset, Period};

use super::columns::{ABSENT_INT, ABSENT_LONG, Columns, Int, Long};
use super::error::SegmentError;
use super::schema::{properties, schema};
use super::seal::Seal;
use crate::pages::Summed;
use crate::threads::{cores, on_threads};

/// Most rows of a row group: small enough that the groups around one pair are soon read.
pub const ROW_GROUP_ROWS: usize = 131_072;

/// What a segment holds, as the catalogue remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentSummary {
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// Rows.
    pub rows: u64,
    /// The one period of all rows.
    pub period: Period,
    /// Lowest and highest UN Comtrade code of the exporters.
    pub exporters: (u16, u16),
    /// Lowest and highest UN Comtrade code of the importers.
    pub importers: (u16, u16),
    /// Bit *n* is set when a row is of the dataset with index *n*.
    pub datasets: u32,
    /// The end of the file; `None` in books of before schema 3 of the ledger, which did not know it.
    pub seal: Option<Seal>,
}

/// Writes the rows of one period, in the order given, on so many threads, and fsyncs the file.
///
/// # Errors
/// [`SegmentError`] when the file cannot be written, or rows are none or of several periods.
pub(crate) fn write_segment(
    path: &Path,
    columns: &Columns,
    order: &[u32],
    threads: usize,
) -> Result<SegmentSummary, SegmentError> {
    let period = the_period(columns, order)
        .ok_or_else(|| SegmentError::unexpected(path, "no rows or several periods", "rows of one period"))?;
    let file = create(path)?;
    let groups = order.chunks(ROW_GROUP_ROWS);
    let hashing = Hashing::new(BufWriter::new(file));
    let hashing =
        write_sealed(hashing, columns, groups, threads).map_err(|error| SegmentError::new(path, error))?;
    let (sha256, seal) = hashing.finish().map_err(|error| SegmentError::new(path, error))?;
    Ok(SegmentSummary {
        sha256,
        rows: order.len() as u64,
        period,
        exporters: extremes(columns.ints(Int::Exporter), order),
        importers: extremes(columns.ints(Int::Importer), order),
        datasets: dataset_bits(columns.ints(Int::Dataset), order),
        seal: Some(seal),
    })
}

/// Writes rows of any periods, in book order; a row group holds one period.
/// A run is scratch: it is neither hashed nor fsynced.
///
/// # Errors
/// [`SegmentError`] when the file cannot be written.
pub(crate) fn write_run(path: &Path, columns: &Columns, order: &[u32]) -> Result<(), SegmentError> {
    let periods = columns.ints(Int::Period);
    let groups = order
        .chunk_by(|&left, &right| periods[left as usize] == periods[right as usize])
        .flat_map(|rows| rows.chunks(ROW_GROUP_ROWS));
    let file = BufWriter::new(create(path)?);
    let written = write_groups(file, columns, groups, cores()).and_then(SerializedFileWriter::into_inner);
    let mut file = written.map_err(|error| SegmentError::new(path, error))?;
    file.flush().map_err(|error| SegmentError::new(path, error))
}

fn create(path: &Path) -> Result<File, SegmentError> {
    File::create_new(path).map_err(|error| SegmentError::new(path, error))
}

fn the_period(columns: &Columns, order: &[u32]) -> Option<Period> {
    let number = |&row: &u32| columns.ints(Int::Period)[row as usize];
    let (first, last) = (number(order.first()?), number(order.last()?));
    (first == last).then(|| Period::from_number(u32::try_from(first).ok()?))?
}

fn extremes(column: &[i32], order: &[u32]) -> (u16, u16) {
    let codes = order.iter().map(|&row| column[row as usize] as u16);
    codes.fold((u16::MAX, 0), |(low, high), code| (low.min(code), high.max(code)))
}

fn dataset_bits(column: &[i32], order: &[u32]) -> u32 {
    let known = Dataset::NAMES.len() as i32;
    let codes = order.iter().map(|&row| column[row as usize]);
    codes
        .filter(|code| (0..known).contains(code))
        .fold(0, |bits, code| bits | 1 << code)
}

/// Writes all of a segment, and sums up what it says of itself.
fn write_sealed<'a>(
    sink: Hashing,
    columns: &Columns,
    groups: impl Iterator<Item = &'a [u32]>,
    threads: usize,
) -> ParquetResult<Hashing> {
    let mut file = write_groups(sink, columns, groups, threads)?;
    file.flush()?;
    file.inner_mut().begin_end();
    file.into_inner()
}

/// Columns are encoded on so many threads and put into the file in their order; what the file
/// says of itself is not written yet.
fn write_groups<'a, W: Write + Send>(
    sink: W,
    columns: &Columns,
    groups: impl Iterator<Item = &'a [u32]>,
    threads: usize,
) -> ParquetResult<SerializedFileWriter<W>> {
    let groups: Vec<&[u32]> = groups.collect();
    let mut file = SerializedFileWriter::new(sink, schema()?, properties())?;
    let schema = file.schema_descr().clone();
    // As many row groups at once as keep every core busy.
    for groups in groups.chunks(GROUPS_AT_ONCE) {
        let mut encoded = encode(&schema, columns, groups, threads)?.into_iter();
        for _ in groups {
            let mut group = file.next_row_group()?;
            for (bytes, close) in encoded.by_ref().take(COLUMNS) {
                group.append_column(&bytes, close)?;
            }
            group.close()?;
        }
    }
    Ok(file)
}

const GROUPS_AT_ONCE: usize = 4;
const COLUMNS: usize = Int::ALL.len() + Long::ALL.len();

/// A column of a row group as bytes, and what the file has to know of it.
type Encoded = (Bytes, ColumnCloseResult);

/// Every column of some row groups, group by group.
fn encode(
    schema: &SchemaDescriptor,
    columns: &Columns,
    groups: &[&[u32]],
    threads: usize,
) -> ParquetResult<Vec<Encoded>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut scratch, mut encoded) = (Scratch::default(), Vec::new());
        loop {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            let Some(rows) = groups.get(turn / COLUMNS) else {
                return Ok::<_, ParquetError>(encoded);
            };
            let column = schema.column(turn % COLUMNS);
            encoded.push((turn, scratch.encode(column, columns, turn % COLUMNS, rows)?));
        }
    };
    let mut all = Vec::with_capacity(groups.len() * COLUMNS);
    for encoded in on_threads(threads, work) {
        all.extend(encoded?);
    }
    all.sort_by_key(|(turn, _)| *turn);
    Ok(all.into_iter().map(|(_, encoded)| encoded).collect())
}

/// Room for one column of one row group.
#[derive(Default)]
struct Scratch {
    ints: Vec<i32>,
    longs: Vec<i64>,
    levels: Vec<i16>,
}

impl Scratch {
    /// Some rows of the column with this number.
    fn encode(
        &mut self,
        descriptor: ColumnDescPtr,
        columns: &Columns,
        number: usize,
        rows: &[u32],
    ) -> ParquetResult<Encoded> {
        let Self { ints, longs, levels } = self;
        let mut bytes = Vec::new();
        let pages = Box::new(Summed(&mut bytes));
        let writer = get_column_writer(descriptor, properties(), pages);
        let close = match (Int::ALL.get(number), number.checked_sub(Int::ALL.len())) {
            (Some(&(column, _)), _) => {
                let absent = column.is_optional().then_some(ABSENT_INT);
                gather(columns.ints(column), rows, absent, ints, levels);
                close_with::<Int32Type>(writer, ints, absent.map(|_| levels.as_slice()))?
            }
            (None, long) => {
                let (column, _) = Long::ALL[long.unwrap_or_default()];
                let absent = column.is_optional().then_some(ABSENT_LONG);
                gather(columns.longs(column), rows, absent, longs, levels);
                close_with::<Int64Type>(writer, longs, absent.map(|_| levels.as_slice()))?
            }
        };
        Ok((bytes.into(), close))
    }
}

/// Picks `rows` of a column; of an optional one, the values present and a level (0 or 1) a row.
fn gather<T: Copy + PartialEq>(
    column: &[T],
    rows: &[u32],
    absent: Option<T>,
    values: &mut Vec<T>,
    levels: &mut Vec<i16>,
) {
    values.clear();
    levels.clear();
    let all = rows.iter().map(|&row| column[row as usize]);
    match absent {
        None => values.extend(all),
        Some(absent) => {
            values.extend(all.clone().filter(|&value| value != absent));
            levels.extend(all.map(|value| i16::from(value != absent)));
        }
    }
}

fn close_with<T: DataType>(
    writer: ColumnWriter<'_>,
    values: &[T::T],
    levels: Option<&[i16]>,
) -> ParquetResult<ColumnCloseResult> {
    let other = || ParquetError::General("a column of another type than the book's".to_owned());
    let mut writer = T::get_column_writer(writer).ok_or_else(other)?;
    writer.write_batch(values, levels, None)?;
    writer.close()
}

/// A file that knows the hash of all that was written to it, and the checksum of its end.
struct Hashing {
    file: BufWriter<File>,
    hash: Sha256,
    end: Option<(u64, crc32fast::Hasher)>,
}

impl Hashing {
    fn new(file: BufWriter<File>) -> Self {
        let hash = Sha256::new();
        let end = None;
        Self { file, hash, end }
    }

    /// What is written from here on is the end.
    fn begin_end(&mut self) {
        self.end = Some((0, crc32fast::Hasher::new()));
    }

    /// Flushes and fsyncs; the hash in lower-case hexadecimal, and the seal of the end.
    fn finish(mut self) -> io::Result<(String, Seal)> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        let (bytes, crc) = self.end.unwrap_or_default();
        let seal = Seal {
            bytes,
            crc: crc.finalize(),
        };
        Ok((crate::hash::hexadecimal(&self.hash.finalize()), seal))
    }
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        if let Some((length, crc)) = &mut self.end {
            *length += written as u64;
            crc.update(&bytes[..written]);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
