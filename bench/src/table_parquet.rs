//! Records as Parquet: every column optional, doubles for decimals, zstd, row groups
//! of 1 Mi rows.
//!
//! A row group is held in memory as records before its columns are written. Doubles
//! hold thousandths exactly up to 9 × 10¹², as UN Comtrade's own files do.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use crate::damage::Damage;
use crate::failure::{Failure, Outcome};
use crate::record::{Column, Field, Kind, Record};
use crate::table::Table;

const GROUP: usize = 1 << 20;
const BATCH: usize = 1 << 14;

/// A Parquet file being written.
pub(crate) struct ParquetTable {
    out: SerializedFileWriter<File>,
    columns: &'static [Column],
    group: Vec<Record>,
}

impl ParquetTable {
    /// Starts the file.
    pub(crate) fn create(path: &Path, columns: &'static [Column]) -> Outcome<Self> {
        let file = File::create(path).map_err(|why| Failure::at(path, why))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
            .set_created_by("entente-bench".to_owned())
            .build();
        let out = SerializedFileWriter::new(file, schema(columns)?, Arc::new(properties))?;
        Ok(Self {
            out,
            columns,
            group: Vec::new(),
        })
    }

    fn write_group(&mut self) -> Outcome<()> {
        let mut group = self.out.next_row_group()?;
        for (at, column) in self.columns.iter().enumerate() {
            let Some(mut writer) = group.next_column()? else {
                break;
            };
            let cut = self.columns[..at].iter().any(|before| before.name == "cmdCode");
            for batch in self.group.chunks(BATCH) {
                write_batch(&mut writer, column, batch, cut)?;
            }
            writer.close()?;
        }
        group.close()?;
        self.group.clear();
        Ok(())
    }
}

impl Table for ParquetTable {
    fn push(&mut self, record: &Record) -> Outcome<()> {
        self.group.push(record.clone());
        match self.group.len() {
            GROUP => self.write_group(),
            _ => Ok(()),
        }
    }

    fn close(mut self: Box<Self>) -> Outcome<()> {
        if !self.group.is_empty() {
            self.write_group()?;
        }
        self.out.close()?;
        Ok(())
    }

    fn first_line(&self) -> u64 {
        1
    }
}

fn schema(columns: &[Column]) -> Outcome<TypePtr> {
    let fields: Result<Vec<TypePtr>, _> = columns.iter().map(|column| leaf(column).map(Arc::new)).collect();
    Ok(Arc::new(
        Type::group_type_builder("records").with_fields(fields?).build()?,
    ))
}

fn leaf(column: &Column) -> Result<Type, parquet::errors::ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Whole => (Physical::INT32, None),
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Decimal => (Physical::DOUBLE, None),
    };
    Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
}

fn write_batch(
    writer: &mut SerializedColumnWriter,
    column: &Column,
    batch: &[Record],
    cut: bool,
) -> Outcome<()> {
    let lost = |row: &Record| cut && row.damage == Some(Damage::TruncatedLine);
    let fields = batch.iter().map(|row| {
        if lost(row) {
            Field::Missing
        } else {
            (column.field)(row)
        }
    });
    match column.kind {
        Kind::Whole => write::<Int32Type>(writer, fields.map(whole)),
        Kind::Text => write::<ByteArrayType>(writer, fields.map(text)),
        Kind::Decimal => write::<DoubleType>(writer, fields.map(decimal)),
    }
}

fn write<T: DataType>(
    writer: &mut SerializedColumnWriter,
    fields: impl Iterator<Item = Option<T::T>>,
) -> Outcome<()> {
    let (mut values, mut levels) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH));
    for field in fields {
        levels.push(i16::from(field.is_some()));
        values.extend(field);
    }
    writer.typed::<T>().write_batch(&values, Some(&levels), None)?;
    Ok(())
}

fn whole(field: Field) -> Option<i32> {
    match field {
        Field::Whole(number) => Some(number),
        _ => None,
    }
}

fn text(field: Field) -> Option<ByteArray> {
    match field {
        Field::Text(text) => Some(ByteArray::from(text.as_str())),
        _ => None,
    }
}

fn decimal(field: Field) -> Option<f64> {
    match field {
        Field::Decimal(thousandths) => Some(thousandths as f64 / 1000.0),
        _ => None,
    }
}
