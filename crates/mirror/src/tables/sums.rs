//! Sums out of the two tables: of a cube as they stand, of a matched table added up anew.

use std::fs::File;
use std::path::Path;

use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{FileReader as _, SerializedFileReader};

use crate::kernel::{Basis, CubeBatch, CubeCell, Place, Status, Unfreighted};
use crate::scan::columns::{self, BATCH, Decoder, RowRange};

/// The asymmetry cube of a matched table, as it was when the table was made with these factors.
pub(crate) fn matched(path: &Path, factors: &[f64; 100]) -> ParquetResult<Vec<CubeCell>> {
    let mut cube = CubeBatch::default();
    each(path, Matched::COLUMNS, Matched::fill, |row: &Matched| {
        let counted = row.count_in(&mut cube, factors);
        counted.ok_or_else(|| ParquetError::General(format!("a cell that contradicts itself: {row:?}")))
    })?;
    Ok(cube.cells)
}

/// The cells of an asymmetry cube that was made with these factors.
pub(crate) fn cube(path: &Path, factors: &[f64; 100]) -> ParquetResult<Vec<CubeCell>> {
    let mut cells = Vec::new();
    each(path, CUBE_COLUMNS, fill_cube, |read: &CubeCell| {
        let factor = factor(factors, read.chapter);
        let amount = |amount: &Unfreighted| Unfreighted::from_rounded(amount.stated, amount.cif, factor);
        cells.push(CubeCell {
            imp_fob: amount(&read.imp_fob),
            abs_diff: amount(&read.abs_diff),
            ..*read
        });
        Ok(())
    })?;
    Ok(cells)
}

fn factor(factors: &[f64; 100], chapter: u8) -> f64 {
    factors[usize::from(chapter) % factors.len()]
}

/// One row of a matched table.
#[derive(Clone, Copy, Debug, Default)]
struct Matched {
    place: Place,
    status: i32,
    basis: i32,
    exp_value: i64,
    imp_value: i64,
    imp_fob: i64,
    imp_cif: i64,
    /// Its sign says which of two values is the larger.
    share: f64,
}

impl Matched {
    /// Columns as [`super::schema::matched`] has them.
    const COLUMNS: &[usize] = &[0, 1, 2, 3, 4, 5, 6, 12, 13, 14, 15];

    fn fill(column: usize, decoder: &Decoder, rows: &mut [Self]) -> bool {
        let count = rows.len();
        match column {
            0 => decoder.ints(count, 0, |row, code| rows[row].place.exporter = code as u16),
            1 => decoder.ints(count, 0, |row, code| rows[row].place.importer = code as u16),
            3 => decoder.ints(count, 0, |row, period| {
                rows[row].place.year = (period / 100) as u16
            }),
            4 => return decoder.longs(count, |row, value| rows[row].exp_value = value),
            5 => return decoder.longs(count, |row, value| rows[row].imp_value = value),
            6 => return decoder.longs(count, |row, value| rows[row].imp_fob = value),
            12 => return decoder.doubles(|row, share| rows[row].share = share, count),
            13 => decoder.ints(count, -1, |row, status| rows[row].status = status),
            14 => decoder.ints(count, -1, |row, basis| rows[row].basis = basis),
            15 => return decoder.longs(count, |row, value| rows[row].imp_cif = value),
            _ => return false,
        }
        true
    }

    /// `None` when there is no such cell.
    fn count_in(&self, cube: &mut CubeBatch, factors: &[f64; 100]) -> Option<()> {
        let cif = match Basis::of_number(self.basis)? {
            Basis::Factor => self.imp_value,
            Basis::Stated => 0,
            Basis::Part => self.imp_cif,
        };
        let factor = factor(factors, self.place.chapter);
        let imp_fob = Unfreighted::from_rounded(self.imp_fob, cif, factor);
        let values = (self.exp_value, imp_fob);
        cube.count(self.place, Status::of(self.status)?, values, self.share < 0.0)
    }
}

/// Columns as [`super::schema::cube`] has them, without the number of keys.
const CUBE_COLUMNS: &[usize] = &[0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13];

fn fill_cube(column: usize, decoder: &Decoder, cells: &mut [CubeCell]) -> bool {
    let count = cells.len();
    match column {
        0 => decoder.ints(count, 0, |row, code| cells[row].exporter = code as u16),
        1 => decoder.ints(count, 0, |row, code| cells[row].importer = code as u16),
        3 => decoder.ints(count, 0, |row, year| cells[row].year = year as u16),
        5..9 => decoder.ints(count, 0, |row, keys| cells[row].cells[column - 5] = keys as u32),
        9 => return decoder.longs(count, |row, value| cells[row].exp_value = value),
        10 => return decoder.longs(count, |row, value| cells[row].imp_fob.stated = value),
        11 => return decoder.longs(count, |row, value| cells[row].abs_diff.stated = value),
        12 => return decoder.longs(count, |row, value| cells[row].imp_fob.cif = value),
        13 => return decoder.longs(count, |row, value| cells[row].abs_diff.cif = value),
        _ => return false,
    }
    true
}

/// Both tables have goods here: six digits, or the chapter's two.
const GOODS: usize = 2;

/// A row that begins with a chapter.
trait Chaptered: Clone + Default {
    fn set_chapter(&mut self, chapter: u8);
}

impl Chaptered for Matched {
    fn set_chapter(&mut self, chapter: u8) {
        self.place.chapter = chapter;
    }
}

impl Chaptered for CubeCell {
    fn set_chapter(&mut self, chapter: u8) {
        self.chapter = chapter;
    }
}

/// Calls `take` with each row of a table, filled from some of its columns.
fn each<R: Chaptered>(
    path: &Path,
    columns: &[usize],
    fill: fn(usize, &Decoder, &mut [R]) -> bool,
    mut take: impl FnMut(&R) -> ParquetResult<()>,
) -> ParquetResult<()> {
    let file = columns::open(path)?;
    let mut rows = vec![R::default(); BATCH];
    for range in columns::ranges(file.metadata(), 1) {
        let mut readers = Readers::open(&file, &range, columns)?;
        for start in range.rows.clone().step_by(BATCH) {
            let rows = &mut rows[..BATCH.min(range.rows.end - start)];
            rows.fill(R::default());
            columns::guarded(|| readers.fill(rows, fill))?;
            rows.iter().try_for_each(&mut take)?;
        }
    }
    Ok(())
}

/// Columns of a range being read.
struct Readers {
    chapters: crate::scan::words::Words,
    numbers: Vec<(usize, Decoder)>,
}

impl Readers {
    fn open(file: &SerializedFileReader<File>, range: &RowRange, columns: &[usize]) -> ParquetResult<Self> {
        let numbers = columns.iter().filter(|&&column| column != GOODS);
        columns::guarded(|| {
            Ok(Self {
                chapters: Decoder::words(file, range, GOODS, chapter)?,
                numbers: numbers
                    .map(|&column| Ok((column, Decoder::new(file, range, column)?)))
                    .collect::<ParquetResult<_>>()?,
            })
        })
    }

    fn fill<R: Chaptered>(
        &mut self,
        rows: &mut [R],
        fill: fn(usize, &Decoder, &mut [R]) -> bool,
    ) -> ParquetResult<()> {
        let count = rows.len();
        self.chapters
            .read(count, |row, chapter| rows[row].set_chapter(chapter as u8))?;
        for (column, decoder) in &mut self.numbers {
            decoder.read(count)?;
            if !fill(*column, decoder, rows) {
                return Err(ParquetError::General(format!(
                    "column {column} of an unexpected type"
                )));
            }
        }
        Ok(())
    }
}

/// The first two digits of a code.
fn chapter(digits: &[u8]) -> u32 {
    let digits = digits.iter().take(2);
    digits.fold(0, |number, digit| number * 10 + u32::from(digit & 15))
}
