//! The two tables of a comparison of the world, written as Parquet while they are made.
//!
//! Every row group is encoded on the thread that made it, as a little file in memory, and
//! then appended to the table in the order of the keys: so the bytes are the same however
//! many threads there are.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use bytes::Bytes;
use parquet::basic::{Compression, ConvertedType, Encoding, Repetition, Type as Physical, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::reader::FileReader;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{ColumnPath, Type, TypePtr};

use crate::kernel::{CubeCell, MatchedBatch};
use crate::scan::columns::{self, Decoder};

/// How pages are compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Codec {
    /// Codes with zstd level 1, where it shrinks them tenfold; amounts as they are, where it
    /// saves little and costs a third of the whole time.
    #[default]
    Light,
    /// Everything with zstd level 1.
    Zstd,
}

/// A row group encoded, waiting for its turn.
type Encoded = (Bytes, RowGroupMetaData);

/// Row groups that wait for their turn.
#[derive(Default)]
struct Queue {
    waiting: BTreeMap<usize, Option<Encoded>>,
    next: usize,
    /// Whether some thread is writing; it takes what comes meanwhile.
    busy: bool,
}

impl Queue {
    /// The row group whose turn it is; without one, nobody is writing any more.
    fn ready(&mut self) -> Option<Option<Encoded>> {
        let group = self.waiting.remove(&self.next);
        self.next += usize::from(group.is_some());
        self.busy = group.is_some();
        group
    }
}

/// The file behind a table.
struct Tail {
    writer: SerializedFileWriter<BufWriter<File>>,
}

impl Tail {
    fn append(&mut self, bytes: &Bytes, metadata: &RowGroupMetaData) -> ParquetResult<()> {
        let mut group = self.writer.next_row_group()?;
        for column in metadata.columns() {
            let close = ColumnCloseResult {
                bytes_written: column.compressed_size() as u64,
                rows_written: metadata.num_rows() as u64,
                metadata: column.clone(),
                bloom_filter: None,
                column_index: None,
                offset_index: None,
            };
            group.append_column(bytes, close)?;
        }
        group.close()?;
        Ok(())
    }
}

/// A table of results being written, by any number of threads.
pub(crate) struct ResultFile {
    queue: Mutex<Queue>,
    tail: Mutex<Tail>,
    schema: TypePtr,
    properties: WriterPropertiesPtr,
}

impl ResultFile {
    /// Begins a matched table.
    pub(crate) fn matched(path: &Path, codec: Codec) -> ParquetResult<Self> {
        Self::create(path, matched_schema()?, properties(codec, &AMOUNTS))
    }

    /// Begins an asymmetry cube.
    pub(crate) fn cube(path: &Path, codec: Codec) -> ParquetResult<Self> {
        Self::create(path, cube_schema()?, properties(codec, &CUBE_AMOUNTS))
    }

    fn create(path: &Path, schema: TypePtr, properties: WriterPropertiesPtr) -> ParquetResult<Self> {
        let file = File::create(path).map_err(|error| ParquetError::External(Box::new(error)))?;
        let file = BufWriter::with_capacity(1 << 20, file);
        let writer = SerializedFileWriter::new(file, schema.clone(), properties.clone())?;
        Ok(Self {
            queue: Mutex::default(),
            tail: Mutex::new(Tail { writer }),
            schema,
            properties,
        })
    }

    /// Writes matched cells as the row group number `turn`; every turn is taken once.
    pub(crate) fn put_matched(&self, turn: usize, batch: &MatchedBatch) -> ParquetResult<()> {
        self.put(turn, batch.is_empty(), |group| write_matched(group, batch))
    }

    /// Writes sums as the row group number `turn`.
    pub(crate) fn put_cube(&self, turn: usize, cells: &[CubeCell]) -> ParquetResult<()> {
        self.put(turn, cells.is_empty(), |group| write_cube(group, cells))
    }

    fn put(
        &self,
        turn: usize,
        empty: bool,
        write: impl FnOnce(&mut Group<'_>) -> ParquetResult<()>,
    ) -> ParquetResult<()> {
        let group = if empty { None } else { Some(self.encode(write)?) };
        let mut queue = lock(&self.queue);
        queue.waiting.insert(turn, group);
        if queue.busy {
            return Ok(());
        }
        drop(queue);
        let mut tail = lock(&self.tail);
        while let Some(group) = { lock(&self.queue).ready() } {
            if let Some((bytes, metadata)) = group {
                tail.append(&bytes, &metadata)?;
            }
        }
        Ok(())
    }

    fn encode(&self, write: impl FnOnce(&mut Group<'_>) -> ParquetResult<()>) -> ParquetResult<Encoded> {
        let (schema, properties) = (self.schema.clone(), self.properties.clone());
        let mut file = SerializedFileWriter::new(Vec::new(), schema, properties)?;
        let mut group = file.next_row_group()?;
        write(&mut group)?;
        let metadata = group.close()?;
        file.flush()?;
        let bytes = std::mem::take(file.inner_mut());
        Ok((Bytes::from(bytes), RowGroupMetaData::clone(&metadata)))
    }

    /// Ends the file.
    pub(crate) fn finish(self) -> ParquetResult<()> {
        let tail = self.tail.into_inner().unwrap_or_else(PoisonError::into_inner);
        tail.writer.close().map(|_| ())
    }
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads an asymmetry cube back.
pub(crate) fn read_cube(path: &Path) -> ParquetResult<Vec<CubeCell>> {
    let file = columns::open(path)?;
    let mut cells = Vec::new();
    for range in columns::ranges(file.metadata()) {
        let first = cells.len();
        cells.resize(first + range.rows.len(), CubeCell::default());
        for column in 0..CUBE_COLUMNS {
            let mut decoder = Decoder::new(&file, &range, column)?;
            decoder.read(range.rows.len())?;
            fill(column, &decoder, &mut cells[first..]);
        }
    }
    Ok(cells)
}

const CUBE_COLUMNS: usize = 12;

/// Columns as [`cube_schema`] has them; the fifth is the sum of the four after it.
fn fill(column: usize, decoder: &Decoder, cells: &mut [CubeCell]) {
    let rows = cells.len();
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number, byte| number * 10 + (byte & 15));
    match column {
        0 => decoder.ints(rows, 0, |row, code| cells[row].exporter = code as u16),
        1 => decoder.ints(rows, 0, |row, code| cells[row].importer = code as u16),
        2 => _ = decoder.texts(|row, text| cells[row].chapter = number(text), rows),
        3 => decoder.ints(rows, 0, |row, code| cells[row].year = code as u16),
        5..=8 => decoder.ints(rows, 0, |row, count| {
            cells[row].cells[column - 5] = i64::from(count)
        }),
        9 => _ = decoder.doubles(|row, sum| cells[row].exp_value = sum, rows),
        10 => _ = decoder.doubles(|row, sum| cells[row].imp_fob = sum, rows),
        11 => _ = decoder.doubles(|row, sum| cells[row].abs_diff = sum, rows),
        _ => {}
    }
}

const AMOUNTS: [&str; 7] = [
    "exp_value",
    "imp_value",
    "imp_fob",
    "exp_wgt",
    "imp_wgt",
    "diff",
    "rel",
];
/// Codes and counts of both tables: small numbers, sorted or few.
const INTS: &[&str] = &[
    "exporter", "importer", "period", "n_exp", "n_imp", "status", "year", "keys", "within", "beyond",
    "only_exp", "only_imp",
];
const CUBE_AMOUNTS: [&str; 3] = ["exp_value", "imp_fob", "abs_diff"];

fn properties(codec: Codec, amounts: &[&str]) -> WriterPropertiesPtr {
    let zstd = Compression::ZSTD(ZstdLevel::default());
    let mut properties = WriterProperties::builder()
        .set_compression(zstd)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_created_by("entente".to_owned());
    for name in INTS {
        let column = ColumnPath::from(*name);
        properties = properties
            .set_column_dictionary_enabled(column.clone(), false)
            .set_column_encoding(column, Encoding::DELTA_BINARY_PACKED);
    }
    for name in amounts {
        let column = ColumnPath::from(*name);
        properties = properties
            .set_column_dictionary_enabled(column.clone(), false)
            .set_column_encoding(column.clone(), Encoding::PLAIN);
        if codec == Codec::Light {
            properties = properties.set_column_compression(column, Compression::UNCOMPRESSED);
        }
    }
    Arc::new(properties.build())
}

fn field(
    name: &str,
    physical: Physical,
    repetition: Repetition,
    word: ConvertedType,
) -> ParquetResult<TypePtr> {
    Type::primitive_type_builder(name, physical)
        .with_repetition(repetition)
        .with_converted_type(word)
        .build()
        .map(Arc::new)
}

fn schema(name: &str, fields: Vec<TypePtr>) -> ParquetResult<TypePtr> {
    Type::group_type_builder(name)
        .with_fields(fields)
        .build()
        .map(Arc::new)
}

fn matched_schema() -> ParquetResult<TypePtr> {
    use ConvertedType::{INT_8, NONE, UTF8};
    const OPTIONAL: Repetition = Repetition::OPTIONAL;
    const REQUIRED: Repetition = Repetition::REQUIRED;
    schema(
        "matched",
        vec![
            field("exporter", Physical::INT32, REQUIRED, NONE)?,
            field("importer", Physical::INT32, REQUIRED, NONE)?,
            field("cmdCode", Physical::BYTE_ARRAY, REQUIRED, UTF8)?,
            field("period", Physical::INT32, REQUIRED, NONE)?,
            field("exp_value", Physical::DOUBLE, OPTIONAL, NONE)?,
            field("imp_value", Physical::DOUBLE, OPTIONAL, NONE)?,
            field("imp_fob", Physical::DOUBLE, OPTIONAL, NONE)?,
            field("exp_wgt", Physical::DOUBLE, OPTIONAL, NONE)?,
            field("imp_wgt", Physical::DOUBLE, OPTIONAL, NONE)?,
            field("n_exp", Physical::INT32, REQUIRED, NONE)?,
            field("n_imp", Physical::INT32, REQUIRED, NONE)?,
            field("diff", Physical::DOUBLE, OPTIONAL, NONE)?,
            field("rel", Physical::DOUBLE, OPTIONAL, NONE)?,
            field("status", Physical::INT32, REQUIRED, INT_8)?,
        ],
    )
}

fn cube_schema() -> ParquetResult<TypePtr> {
    use ConvertedType::{NONE, UTF8};
    const REQUIRED: Repetition = Repetition::REQUIRED;
    let mut fields = vec![
        field("exporter", Physical::INT32, REQUIRED, NONE)?,
        field("importer", Physical::INT32, REQUIRED, NONE)?,
        field("chapter", Physical::BYTE_ARRAY, REQUIRED, UTF8)?,
        field("year", Physical::INT32, REQUIRED, NONE)?,
    ];
    for name in ["keys", "within", "beyond", "only_exp", "only_imp"] {
        fields.push(field(name, Physical::INT64, REQUIRED, NONE)?);
    }
    for name in CUBE_AMOUNTS {
        fields.push(field(name, Physical::DOUBLE, REQUIRED, NONE)?);
    }
    schema("asymmetry", fields)
}

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

fn write_matched(group: &mut Group<'_>, batch: &MatchedBatch) -> ParquetResult<()> {
    column::<Int32Type>(group, &batch.exporter, None)?;
    column::<Int32Type>(group, &batch.importer, None)?;
    column::<ByteArrayType>(group, &codes(&batch.commodity), None)?;
    column::<Int32Type>(group, &batch.period, None)?;
    column::<DoubleType>(group, &batch.exp_value, Some(&batch.exp_levels))?;
    column::<DoubleType>(group, &batch.imp_value, Some(&batch.imp_levels))?;
    column::<DoubleType>(group, &batch.imp_fob, Some(&batch.imp_levels))?;
    column::<DoubleType>(group, &batch.exp_wgt, Some(&batch.exp_levels))?;
    column::<DoubleType>(group, &batch.imp_wgt, Some(&batch.imp_levels))?;
    column::<Int32Type>(group, &batch.n_exp, None)?;
    column::<Int32Type>(group, &batch.n_imp, None)?;
    column::<DoubleType>(group, &batch.diff, Some(&batch.both_levels))?;
    column::<DoubleType>(group, &batch.rel, Some(&batch.rel_levels))?;
    column::<Int32Type>(group, &batch.status, None)
}

fn write_cube(group: &mut Group<'_>, cells: &[CubeCell]) -> ParquetResult<()> {
    let ints = |read: fn(&CubeCell) -> i32| cells.iter().map(read).collect::<Vec<i32>>();
    let counts = |status: usize| cells.iter().map(|cell| cell.cells[status]).collect::<Vec<i64>>();
    let amounts = |read: fn(&CubeCell) -> f64| cells.iter().map(read).collect::<Vec<f64>>();
    column::<Int32Type>(group, &ints(|cell| i32::from(cell.exporter)), None)?;
    column::<Int32Type>(group, &ints(|cell| i32::from(cell.importer)), None)?;
    let chapters: Vec<ByteArray> = cells.iter().map(|cell| digits(cell.chapter.into(), 2)).collect();
    column::<ByteArrayType>(group, &chapters, None)?;
    column::<Int32Type>(group, &ints(|cell| i32::from(cell.year)), None)?;
    let keys: Vec<i64> = cells.iter().map(|cell| cell.cells.iter().sum()).collect();
    column::<Int64Type>(group, &keys, None)?;
    for status in 0..4 {
        column::<Int64Type>(group, &counts(status), None)?;
    }
    column::<DoubleType>(group, &amounts(|cell| cell.exp_value), None)?;
    column::<DoubleType>(group, &amounts(|cell| cell.imp_fob), None)?;
    column::<DoubleType>(group, &amounts(|cell| cell.abs_diff), None)
}

/// Commodities as six digits.
fn codes(commodities: &[u32]) -> Vec<ByteArray> {
    let text = |commodity: &u32| digits((commodity >> 3) as usize, 6);
    commodities.iter().map(text).collect()
}

/// The last `width` digits of a number below 1,000,000.
///
/// All of them lie in one text that is never freed, so that a million codes are a million
/// references and no allocation.
fn digits(number: usize, width: usize) -> ByteArray {
    static ALL: OnceLock<&'static [u8]> = OnceLock::new();
    let all = ALL.get_or_init(|| Vec::leak(all_codes()));
    let end = (number % 1_000_000) * 6 + 6;
    ByteArray::from(Bytes::from_static(&all[end - width..end]))
}

/// `000000` to `999999`, counted up digit by digit.
fn all_codes() -> Vec<u8> {
    let mut all = Vec::with_capacity(6_000_000);
    let mut code = *b"000000";
    for _ in 0..1_000_000 {
        all.extend_from_slice(&code);
        for digit in code.iter_mut().rev() {
            *digit = if *digit == b'9' { b'0' } else { *digit + 1 };
            if *digit != b'0' {
                break;
            }
        }
    }
    all
}

fn column<T: DataType>(group: &mut Group<'_>, values: &[T::T], levels: Option<&[i16]>) -> ParquetResult<()> {
    let missing = || ParquetError::General("the schema has fewer columns than the table".to_owned());
    let mut column = group.next_column()?.ok_or_else(missing)?;
    column.typed::<T>().write_batch(values, levels, None)?;
    column.close()
}
