//! Rows out of a Parquet file, range by range.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{FileReader, SerializedFileReader};

use super::error::JobError;
use super::row::{Judge, MALFORMED, NO_CODE, Row, Slot, amount_of, commodity, flow};
use crate::scan::columns::{BATCH, Decoder, RowRange, guarded, open, ranges};
use crate::scan::words::Words;

/// A Parquet file of records.
pub(super) struct Table {
    path: PathBuf,
    columns: Vec<(Slot, usize)>,
    ranges: Vec<RowRange>,
    next: AtomicUsize,
}

impl Table {
    /// Reads the footer; so many threads will work.
    pub(super) fn open(path: &Path, threads: usize) -> Result<Self, JobError> {
        let file = open(path).map_err(JobError::damage(path))?;
        let schema = file.metadata().file_metadata().schema_descr();
        let mut columns = Vec::new();
        for (slot, name) in Slot::ALL {
            let at = schema.columns().iter().position(|column| column.name() == name);
            let at = at.filter(|&at| slot.is_held_by(schema.column(at).physical_type()));
            let missing = || JobError::new(path, format!("no column {name}"), "the columns of UN Comtrade");
            columns.push((slot, at.ok_or_else(missing)?));
        }
        Ok(Self {
            path: path.to_owned(),
            columns,
            ranges: ranges(file.metadata(), threads),
            next: AtomicUsize::new(0),
        })
    }

    /// Judges rows until none is left; other threads may do the same.
    pub(super) fn work(&self, judge: &mut Judge<'_>) -> Result<(), JobError> {
        let damage = JobError::damage(&self.path);
        let file = open(&self.path).map_err(&damage)?;
        let mut rows = vec![Row::EMPTY; BATCH];
        loop {
            let part = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(range) = self.ranges.get(part) else {
                return Ok(());
            };
            judge.rejects.begin(part);
            guarded(|| self.range(&file, range, &mut rows, judge)).map_err(&damage)?;
            judge.rejects.end(range.rows.len() as u64);
            judge.make_room()?;
        }
    }

    fn range(
        &self,
        file: &SerializedFileReader<File>,
        range: &RowRange,
        rows: &mut [Row],
        judge: &mut Judge<'_>,
    ) -> ParquetResult<()> {
        let mut readers = Vec::new();
        for &(slot, column) in &self.columns {
            readers.push(match slot {
                Slot::Flow => Reader::Flow(Decoder::words(file, range, column, |text| flow(text).into())?),
                Slot::Commodity => Reader::Commodity(Decoder::words(file, range, column, commodity)?),
                _ => Reader::Number(slot, Box::new(Decoder::new(file, range, column)?)),
            });
        }
        for start in range.rows.clone().step_by(BATCH) {
            let rows = &mut rows[..BATCH.min(range.rows.end - start)];
            rows.fill(Row::EMPTY);
            readers.iter_mut().try_for_each(|reader| reader.fill(rows))?;
            let lines = (start - range.rows.start) as u64..;
            lines
                .zip(rows.iter())
                .for_each(|(line, row)| judge.take(row, line));
        }
        Ok(())
    }
}

/// A column being read into rows.
enum Reader {
    Flow(Words),
    Commodity(Words),
    Number(Slot, Box<Decoder>),
}

impl Reader {
    fn fill(&mut self, rows: &mut [Row]) -> ParquetResult<()> {
        match self {
            // A flow that is absent is none that is compared, a commodity that is absent none that is listed.
            Self::Flow(words) => words.read(rows.len(), |row, letter| rows[row].flow = letter as u8),
            Self::Commodity(words) => words.read(rows.len(), |row, number| rows[row].commodity = number),
            Self::Number(slot, decoder) => {
                decoder.read(rows.len())?;
                fill(*slot, decoder, rows)
            }
        }
    }
}

fn fill(slot: Slot, decoder: &Decoder, rows: &mut [Row]) -> ParquetResult<()> {
    let filled = match slot {
        Slot::Year => codes(decoder, rows, |row| &mut row.year),
        Slot::Month => codes(decoder, rows, |row| &mut row.month),
        Slot::Period => codes(decoder, rows, |row| &mut row.period),
        Slot::Reporter => codes(decoder, rows, |row| &mut row.reporter),
        Slot::Partner => codes(decoder, rows, |row| &mut row.partner),
        Slot::Weight => amounts(decoder, rows, |row| &mut row.weight),
        Slot::Cif => amounts(decoder, rows, |row| &mut row.cif),
        Slot::Fob => amounts(decoder, rows, |row| &mut row.fob),
        Slot::Value => amounts(decoder, rows, |row| &mut row.value),
        Slot::Flow | Slot::Commodity => false,
    };
    let unexpected = || ParquetError::General("a column of an unexpected type".to_owned());
    filled.then_some(()).ok_or_else(unexpected)
}

fn codes(decoder: &Decoder, rows: &mut [Row], place: impl Fn(&mut Row) -> &mut i32) -> bool {
    decoder.ints(rows.len(), NO_CODE, |row, code| *place(&mut rows[row]) = code);
    true
}

fn amounts(decoder: &Decoder, rows: &mut [Row], place: impl Fn(&mut Row) -> &mut i64) -> bool {
    let count = rows.len();
    let put = |row: usize, value: f64| {
        *place(&mut rows[row]) = if value.is_finite() {
            amount_of(value)
        } else {
            MALFORMED
        };
    };
    decoder.doubles(put, count)
}
