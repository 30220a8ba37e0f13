//! Columns of a Parquet file, decoded in small batches by row range.
//!
//! Row groups are cut into ranges, so that one large group still keeps every core busy.
//! A damaged file can make the library panic: that is caught here and told as damage.

use std::fs::File;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};

use super::words::Words;

/// Rows decoded at once.
pub(crate) const BATCH: usize = 2 * 1024;
/// Fewest rows of a range: who begins within a row group decodes its dictionaries again.
const RANGE: usize = 256 * 1024;
/// Ranges a thread, so that all are done at about the same time.
const TURNS: usize = 6;

/// A range of rows of one row group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowRange {
    /// Row group.
    pub(crate) group: usize,
    /// Rows within it.
    pub(crate) rows: Range<usize>,
    /// Rows of the file before the row group.
    pub(crate) before: u64,
}

/// All ranges of a file, in its order, to be shared out among so many threads.
pub(crate) fn ranges(metadata: &ParquetMetaData, threads: usize) -> Vec<RowRange> {
    let all = metadata.file_metadata().num_rows().max(0) as usize;
    let most = (all / (threads.max(1) * TURNS)).max(RANGE);
    let mut ranges = Vec::new();
    let mut before = 0;
    for (group, meta) in metadata.row_groups().iter().enumerate() {
        let rows = meta.num_rows().max(0) as usize;
        let each = rows.div_ceil(rows.div_ceil(most).max(1)).max(1);
        let starts = (0..rows).step_by(each);
        ranges.extend(starts.map(|start| RowRange {
            group,
            rows: start..(start + each).min(rows),
            before,
        }));
        before += rows as u64;
    }
    ranges
}

/// Opens a file and reads its footer.
pub(crate) fn open(path: &Path) -> ParquetResult<SerializedFileReader<File>> {
    let file = File::open(path).map_err(|error| ParquetError::External(Box::new(error)))?;
    guarded(|| SerializedFileReader::new(file))
}

/// Calls the library; a panic is damage to the file.
pub(crate) fn guarded<T>(call: impl FnOnce() -> ParquetResult<T>) -> ParquetResult<T> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| {
        Err(ParquetError::General(
            "values that contradict each other".to_owned(),
        ))
    })
}

/// One column being read, one batch at a time.
pub(crate) enum Decoder {
    /// 32-bit integers.
    Int(Typed<parquet::data_type::Int32Type>),
    /// 64-bit integers.
    Long(Typed<parquet::data_type::Int64Type>),
    /// Doubles.
    Double(Typed<parquet::data_type::DoubleType>),
    /// Text.
    Text(Typed<parquet::data_type::ByteArrayType>),
}

/// The values of a batch and where they belong.
pub(crate) struct Typed<T: DataType> {
    reader: ColumnReaderImpl<T>,
    values: Vec<T::T>,
    levels: Vec<i16>,
    optional: bool,
}

impl<T: DataType> Typed<T> {
    fn new(reader: ColumnReaderImpl<T>, optional: bool) -> Self {
        Self {
            reader,
            values: Vec::with_capacity(BATCH),
            levels: Vec::with_capacity(BATCH),
            optional,
        }
    }

    fn read(&mut self, rows: usize) -> ParquetResult<()> {
        self.values.clear();
        self.levels.clear();
        let levels = self.optional.then_some(&mut self.levels);
        let (read, _, _) = self.reader.read_records(rows, levels, None, &mut self.values)?;
        if read != rows {
            return Err(ParquetError::EOF(format!(
                "{read} rows where {rows} were declared"
            )));
        }
        Ok(())
    }

    /// Calls `put` with the row of the batch and the value of each row that has one.
    #[inline]
    fn each(&self, rows: usize, mut put: impl FnMut(usize, &T::T)) {
        if self.values.len() == rows {
            (0..rows)
                .zip(&self.values)
                .for_each(|(row, value)| put(row, value));
            return;
        }
        let present = self.levels.iter().enumerate().filter(|(_, level)| **level > 0);
        present
            .zip(&self.values)
            .for_each(|((row, _), value)| put(row, value));
    }
}

impl Decoder {
    /// The column at `column`, from the first row of a range on.
    pub(crate) fn new(
        file: &SerializedFileReader<File>,
        range: &RowRange,
        column: usize,
    ) -> ParquetResult<Self> {
        let group = file.get_row_group(range.group)?;
        let optional = is_optional(file, column);
        let mut decoder = match group.get_column_reader(column)? {
            ColumnReader::Int32ColumnReader(reader) => Self::Int(Typed::new(reader, optional)),
            ColumnReader::Int64ColumnReader(reader) => Self::Long(Typed::new(reader, optional)),
            ColumnReader::DoubleColumnReader(reader) => Self::Double(Typed::new(reader, optional)),
            ColumnReader::ByteArrayColumnReader(reader) => Self::Text(Typed::new(reader, optional)),
            _ => return Err(ParquetError::General("a column of an unexpected type".to_owned())),
        };
        decoder.skip(range.rows.start)?;
        Ok(decoder)
    }

    /// As [`Self::new`], for a text column whose words mean numbers.
    pub(crate) fn words(
        file: &SerializedFileReader<File>,
        range: &RowRange,
        column: usize,
        meaning: fn(&[u8]) -> u32,
    ) -> ParquetResult<Words> {
        let pages = file.get_row_group(range.group)?.get_column_page_reader(column)?;
        let mut words = Words::new(pages, is_optional(file, column), meaning);
        words.skip(range.rows.start)?;
        Ok(words)
    }

    fn skip(&mut self, rows: usize) -> ParquetResult<usize> {
        match self {
            Self::Int(typed) => typed.reader.skip_records(rows),
            Self::Long(typed) => typed.reader.skip_records(rows),
            Self::Double(typed) => typed.reader.skip_records(rows),
            Self::Text(typed) => typed.reader.skip_records(rows),
        }
    }

    /// Reads the next rows.
    pub(crate) fn read(&mut self, rows: usize) -> ParquetResult<()> {
        match self {
            Self::Int(typed) => typed.read(rows),
            Self::Long(typed) => typed.read(rows),
            Self::Double(typed) => typed.read(rows),
            Self::Text(typed) => typed.read(rows),
        }
    }

    /// Hands on whole numbers of the rows that have one; `bad` for what is none.
    pub(crate) fn ints(&self, rows: usize, bad: i32, mut put: impl FnMut(usize, i32)) {
        match self {
            Self::Int(typed) => typed.each(rows, |row, &value| put(row, value)),
            Self::Long(typed) => {
                typed.each(rows, |row, &value| put(row, i32::try_from(value).unwrap_or(bad)))
            }
            Self::Double(typed) => typed.each(rows, |row, &value| put(row, whole(value).unwrap_or(bad))),
            Self::Text(typed) => typed.each(rows, |row, value| {
                put(
                    row,
                    text(value)
                        .and_then(|text| text.trim().parse().ok())
                        .unwrap_or(bad),
                );
            }),
        }
    }

    /// Hands on 64-bit integers of the rows that have one; false when the column holds none.
    pub(crate) fn longs(&self, rows: usize, mut put: impl FnMut(usize, i64)) -> bool {
        let Self::Long(typed) = self else {
            return false;
        };
        typed.each(rows, |row, &value| put(row, value));
        true
    }

    /// Hands on numbers of the rows that have one; false when the column holds none.
    pub(crate) fn doubles(&self, mut put: impl FnMut(usize, f64), rows: usize) -> bool {
        match self {
            Self::Double(typed) => typed.each(rows, |row, &value| put(row, value)),
            Self::Int(typed) => typed.each(rows, |row, &value| put(row, f64::from(value))),
            Self::Long(typed) => typed.each(rows, |row, &value| put(row, value as f64)),
            Self::Text(_) => return false,
        }
        true
    }
}

fn is_optional(file: &SerializedFileReader<File>, column: usize) -> bool {
    let schema = file.metadata().file_metadata().schema_descr();
    schema.column(column).max_def_level() > 0
}

fn whole(value: f64) -> Option<i32> {
    let whole = value as i32;
    (f64::from(whole) == value).then_some(whole)
}

fn text(value: &ByteArray) -> Option<&str> {
    std::str::from_utf8(value.data()).ok()
}
