//! Reading an asymmetry cube back.

use std::path::Path;

use parquet::errors::Result as ParquetResult;
use parquet::file::reader::FileReader as _;

use crate::kernel::CubeCell;
use crate::scan::columns::{self, Decoder};

/// Columns as [`super::schema::cube`] has them.
const CHAPTER: usize = 2;
const COLUMNS: usize = 12;

/// All cells of a cube.
pub(crate) fn read(path: &Path) -> ParquetResult<Vec<CubeCell>> {
    let file = columns::open(path)?;
    let mut cells = Vec::new();
    for range in columns::ranges(file.metadata()) {
        let first = cells.len();
        cells.resize(first + range.rows.len(), CubeCell::default());
        let rows = &mut cells[first..];
        let mut chapters = Decoder::words(&file, &range, CHAPTER, number)?;
        chapters.read(rows.len(), |row, chapter| rows[row].chapter = chapter as u8)?;
        for column in (0..COLUMNS).filter(|&column| column != CHAPTER) {
            let mut decoder = Decoder::new(&file, &range, column)?;
            decoder.read(rows.len())?;
            fill(column, &decoder, rows);
        }
    }
    Ok(cells)
}

fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |number, digit| number * 10 + u32::from(digit & 15))
}

/// The fifth column is the sum of the four after it.
fn fill(column: usize, decoder: &Decoder, cells: &mut [CubeCell]) {
    let rows = cells.len();
    match column {
        0 => decoder.ints(rows, 0, |row, code| cells[row].exporter = code as u16),
        1 => decoder.ints(rows, 0, |row, code| cells[row].importer = code as u16),
        3 => decoder.ints(rows, 0, |row, code| cells[row].year = code as u16),
        5..=8 => decoder.ints(rows, 0, |row, count| cells[row].cells[column - 5] = count as u32),
        9 => _ = decoder.doubles(|row, sum| cells[row].exp_value = sum, rows),
        10 => _ = decoder.doubles(|row, sum| cells[row].imp_fob = sum, rows),
        11 => _ = decoder.doubles(|row, sum| cells[row].abs_diff = sum, rows),
        _ => {}
    }
}
