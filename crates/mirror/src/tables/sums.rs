//! A matched table read back, as far as its sums need it.

use std::path::Path;

use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use std::fs::File;

use crate::kernel::{CubeBatch, CubeCell, Place, Status};
use crate::scan::columns::{self, BATCH, Decoder, RowRange};

/// Columns as [`super::schema::matched`] has them.
const EXPORTER: usize = 0;
const IMPORTER: usize = 1;
const COMMODITY: usize = 2;
const PERIOD: usize = 3;
const EXP_VALUE: usize = 4;
const IMP_FOB: usize = 6;
const DIFFERENCE: usize = 11;
const STATUS: usize = 13;

/// One row of a matched table.
#[derive(Clone, Copy, Default)]
struct Row {
    place: Place,
    status: i32,
    exports: f64,
    imports: f64,
    difference: Option<f64>,
}

/// The asymmetry cube of a matched table, to the last bit as it was when the table was made.
pub(crate) fn read(path: &Path) -> ParquetResult<Vec<CubeCell>> {
    let file = columns::open(path)?;
    let mut cube = CubeBatch::default();
    let mut rows = vec![Row::default(); BATCH];
    for range in columns::ranges(file.metadata(), 1) {
        columns::guarded(|| sum(&file, &range, &mut rows, &mut cube))?;
    }
    Ok(cube.cells)
}

fn sum(
    file: &SerializedFileReader<File>,
    range: &RowRange,
    rows: &mut [Row],
    cube: &mut CubeBatch,
) -> ParquetResult<()> {
    let mut chapters = Decoder::words(file, range, COMMODITY, chapter)?;
    let numbers = [EXPORTER, IMPORTER, PERIOD, EXP_VALUE, IMP_FOB, DIFFERENCE, STATUS];
    let mut decoders = Vec::with_capacity(numbers.len());
    for column in numbers {
        decoders.push((column, Decoder::new(file, range, column)?));
    }
    for start in range.rows.clone().step_by(BATCH) {
        let rows = &mut rows[..BATCH.min(range.rows.end - start)];
        rows.fill(Row::default());
        chapters.read(rows.len(), |row, chapter| rows[row].place.chapter = chapter as u8)?;
        for (column, decoder) in &mut decoders {
            decoder.read(rows.len())?;
            fill(*column, decoder, rows);
        }
        for row in rows.iter() {
            let status = Status::of(row.status)
                .ok_or_else(|| ParquetError::General(format!("status {}", row.status)))?;
            cube.count(row.place, status, (row.exports, row.imports), row.difference);
        }
    }
    Ok(())
}

/// The first two of six digits.
fn chapter(digits: &[u8]) -> u32 {
    let digits = digits.iter().take(2);
    digits.fold(0, |number, digit| number * 10 + u32::from(digit & 15))
}

fn fill(column: usize, decoder: &Decoder, rows: &mut [Row]) {
    let count = rows.len();
    match column {
        EXPORTER => decoder.ints(count, 0, |row, code| rows[row].place.exporter = code as u16),
        IMPORTER => decoder.ints(count, 0, |row, code| rows[row].place.importer = code as u16),
        PERIOD => decoder.ints(count, 0, |row, period| {
            rows[row].place.year = (period / 100) as u16;
        }),
        EXP_VALUE => _ = decoder.doubles(|row, value| rows[row].exports = value, count),
        IMP_FOB => _ = decoder.doubles(|row, value| rows[row].imports = value, count),
        DIFFERENCE => _ = decoder.doubles(|row, value| rows[row].difference = Some(value), count),
        STATUS => decoder.ints(count, -1, |row, status| rows[row].status = status),
        _ => {}
    }
}
