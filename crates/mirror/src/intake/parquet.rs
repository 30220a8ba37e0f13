//! Records of a Parquet file.
//!
//! Columns may be integers, doubles, decimals or text, whatever the tool that wrote
//! them thought best; each comes down to the shortest text that reads back the same.
//! A damaged file can make the library panic: that is caught here, around the library
//! alone, and told as damage.

use super::error::Problem;
use super::interpreter::Interpreter;
use super::options::Limits;
use super::outlet::Outlet;
use super::reject::{Fault, Reason, clip};
use super::row::{Column, Header, Row, plain_name};
use parquet::basic::Compression;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// A Parquet file, opened.
pub(super) struct Table {
    reader: SerializedFileReader<File>,
    bytes: u64,
}

impl Table {
    pub(super) fn open(file: File, limits: Limits) -> Result<Self, Problem> {
        let bytes = file.metadata()?.len();
        let reader =
            guarded(|| SerializedFileReader::new(file))?.map_err(|error| damage(&error.to_string()))?;
        let table = Self { reader, bytes };
        let columns = table.schema().get_fields().len();
        if columns > limits.columns {
            let (what, limit) = ("columns", limits.columns as u64);
            return Err(Problem::Limit { what, limit });
        }
        Ok(table)
    }

    fn schema(&self) -> &Type {
        self.reader.metadata().file_metadata().schema()
    }

    /// The columns that hold plain values.
    pub(super) fn header(&self) -> Header {
        Header {
            names: self.plain().map(|field| field.name().to_owned()).collect(),
            decimal_comma: false,
        }
    }

    fn plain(&self) -> impl Iterator<Item = &Arc<Type>> {
        self.schema()
            .get_fields()
            .iter()
            .filter(|field| field.is_primitive())
    }

    /// Reads all records, of the columns that the layout reads.
    pub(super) fn drive(
        &self,
        limits: Limits,
        read: Selection,
        interpreter: &mut dyn Interpreter,
        out: &mut Outlet<'_>,
    ) -> Result<(), Problem> {
        let total = self.reader.metadata().file_metadata().num_rows().max(1) as u64;
        self.check_compression(&read)?;
        let mut rows = self.rows(read)?;
        let mut row = Row::default();
        let mut line = 0;
        while let Some(record) = guarded(|| rows.next())? {
            let record = record.map_err(|error| damage(&error.to_string()))?;
            line += 1;
            out.summary.rows += 1;
            row.clear(line);
            record
                .get_column_iter()
                .for_each(|(_, field)| row.push(&text(field)));
            if row.widest() > limits.field_bytes {
                let expected = super::delimited::bound("field", limits);
                out.reject(
                    line,
                    Fault::new(Reason::Structure, "record", "a longer field", expected),
                );
            } else {
                interpreter.row(&row, out)?;
            }
            if line % 8192 == 0 {
                out.progress(
                    (u128::from(self.bytes) * u128::from(line.min(total)) / u128::from(total)) as u64,
                );
            }
        }
        out.progress(self.bytes);
        Ok(())
    }

    /// Refuses columns whose compression is not in the build.
    fn check_compression(&self, read: &Selection) -> Result<(), Problem> {
        let groups = self.reader.metadata().row_groups().iter();
        let columns = groups.flat_map(|group| group.columns());
        let mut wanted = columns.filter(|column| {
            let name = column.column_path().string();
            read.names.contains(&plain_name(&name))
        });
        match wanted.find_map(|column| not_read(column.compression())) {
            Some(name) => Err(Problem::Structure {
                line: 0,
                found: format!("a Parquet file compressed with {name}"),
                expected: "zstd, snappy, gzip or no compression; write it anew, with pyarrow by \
                           pq.write_table(pq.read_table(\"old.parquet\"), \"new.parquet\", compression=\"zstd\")"
                    .to_owned(),
            }),
            None => Ok(()),
        }
    }

    fn rows(&self, read: Selection) -> Result<RowIter<'_>, Problem> {
        let fields = self
            .plain()
            .filter(|field| read.names.contains(&plain_name(field.name())));
        let wanted = Type::group_type_builder(self.schema().name()).with_fields(fields.cloned().collect());
        let wanted = wanted.build().map_err(|error| damage(&error.to_string()))?;
        guarded(|| self.reader.get_row_iter(Some(wanted)))?.map_err(|error| damage(&error.to_string()))
    }
}

/// The columns that a layout reads.
pub(super) struct Selection {
    names: Vec<String>,
}

impl Selection {
    pub(super) fn of(columns: &[Column]) -> Self {
        Self {
            names: columns.iter().map(|column| plain_name(column.name)).collect(),
        }
    }

    /// The header with these columns alone, in the file's order.
    pub(super) fn header(&self, mut header: Header) -> Header {
        header.names.retain(|name| self.names.contains(&plain_name(name)));
        header
    }
}

/// Calls the library; a panic is damage to the file.
fn guarded<T>(call: impl FnOnce() -> T) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|_| damage("values that contradict each other"))
}

/// The name of a compression that is not read.
fn not_read(compression: Compression) -> Option<&'static str> {
    match compression {
        Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::ZSTD(_) | Compression::GZIP(_) => None,
        Compression::BROTLI(_) => Some("brotli"),
        Compression::LZ4 | Compression::LZ4_RAW => Some("lz4"),
        Compression::LZO => Some("lzo"),
    }
}

fn damage(found: &str) -> Problem {
    Problem::Structure {
        line: 0,
        found: clip(found),
        expected: "an undamaged Parquet file".to_owned(),
    }
}

/// The shortest text that reads back as the value.
fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Double(value) => value.to_string(),
        Field::Float(value) => value.to_string(),
        other => other.to_string(),
    }
}
