//! The two tables of a comparison of the world, written as Parquet while they are made.
//!
//! Every row group is encoded on the thread that made it and then appended to the table in
//! the order of the keys: so the bytes are the same however many threads there are. Row
//! groups are ours (`pages`), the footer is the library's.

mod schema;
mod sums;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::{FileMetaData, ParquetMetaData, ParquetMetaDataWriter, RowGroupMetaData};
use parquet::schema::types::SchemaDescPtr;

use crate::kernel::{CubeCell, MatchedBatch, Status, Told};
use crate::pages::{Codec, Press, RowGroup, Word};

pub(crate) use sums::{cube as read_cube, matched as read_sums};

/// Row groups that wait for their turn.
#[derive(Default)]
struct Queue {
    waiting: BTreeMap<usize, Option<RowGroup>>,
    next: usize,
    /// Whether some thread is writing; it takes what comes meanwhile.
    busy: bool,
    /// Room of row groups that are written.
    spare: Vec<RowGroup>,
}

impl Queue {
    /// The row group whose turn it is; without one, nobody is writing any more.
    fn ready(&mut self) -> Option<Option<RowGroup>> {
        let group = self.waiting.remove(&self.next);
        self.next += usize::from(group.is_some());
        self.busy = group.is_some();
        group
    }
}

const MAGIC: &[u8; 4] = b"PAR1";

/// The file behind a table.
struct Tail {
    file: File,
    length: u64,
    groups: Vec<RowGroupMetaData>,
}

/// A table of results being written, by any number of threads.
pub(crate) struct ResultFile {
    queue: Mutex<Queue>,
    tail: Mutex<Tail>,
    schema: SchemaDescPtr,
    codec: Codec,
}

impl ResultFile {
    /// Begins a matched table.
    pub(crate) fn matched(path: &Path, codec: Codec) -> ParquetResult<Self> {
        Self::create(path, schema::matched()?, codec)
    }

    /// Begins an asymmetry cube.
    pub(crate) fn cube(path: &Path, codec: Codec) -> ParquetResult<Self> {
        Self::create(path, schema::cube()?, codec)
    }

    fn create(path: &Path, schema: SchemaDescPtr, codec: Codec) -> ParquetResult<Self> {
        let mut file = File::create(path).map_err(refused)?;
        file.write_all(MAGIC).map_err(refused)?;
        let tail = Tail {
            file,
            length: MAGIC.len() as u64,
            groups: Vec::new(),
        };
        Ok(Self {
            queue: Mutex::default(),
            tail: Mutex::new(tail),
            schema,
            codec,
        })
    }

    /// Writes matched cells as the row group number `turn`; every turn is taken once.
    pub(crate) fn put_matched(
        &self,
        turn: usize,
        batch: &MatchedBatch,
        press: &mut Press,
    ) -> ParquetResult<()> {
        press.group.clear(batch.len());
        write_matched(press, batch)?;
        self.put(turn, press)
    }

    /// Writes sums, made with these factors of the chapters, as the row group number `turn`.
    pub(crate) fn put_cube(
        &self,
        turn: usize,
        cells: &[CubeCell],
        factors: &[f64; 100],
        press: &mut Press,
    ) -> ParquetResult<()> {
        press.group.clear(cells.len());
        write_cube(press, cells, factors)?;
        self.put(turn, press)
    }

    fn put(&self, turn: usize, press: &mut Press) -> ParquetResult<()> {
        let mut queue = lock(&self.queue);
        let room = queue.spare.pop().unwrap_or_default();
        let group = std::mem::replace(&mut press.group, room);
        queue.waiting.insert(turn, (group.rows > 0).then_some(group));
        if queue.busy {
            return Ok(());
        }
        drop(queue);
        let mut tail = lock(&self.tail);
        while let Some(group) = { lock(&self.queue).ready() } {
            if let Some(group) = group {
                self.append(&mut tail, &group)?;
                lock(&self.queue).spare.push(group);
            }
        }
        Ok(())
    }

    fn append(&self, tail: &mut Tail, group: &RowGroup) -> ParquetResult<()> {
        tail.groups
            .push(group.metadata(&self.schema, self.codec, tail.length)?);
        tail.file.write_all(&group.bytes).map_err(refused)?;
        tail.length += group.bytes.len() as u64;
        Ok(())
    }

    /// Ends the file.
    pub(crate) fn finish(self) -> ParquetResult<()> {
        let Tail { mut file, groups, .. } = self.tail.into_inner().unwrap_or_else(PoisonError::into_inner);
        let rows = groups.iter().map(RowGroupMetaData::num_rows).sum();
        let author = Some("entente".to_owned());
        let about = FileMetaData::new(1, rows, author, None, self.schema, None);
        let metadata = ParquetMetaData::new(about, groups);
        let mut footer = Vec::new();
        ParquetMetaDataWriter::new(&mut footer, &metadata).finish()?;
        file.write_all(&footer).map_err(refused)
    }
}

fn refused(error: std::io::Error) -> ParquetError {
    ParquetError::External(Box::new(error))
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Columns as [`schema::matched`] has them.
fn write_matched(press: &mut Press, batch: &MatchedBatch) -> ParquetResult<()> {
    let (keys, told) = (&batch.keys, batch.told.as_slice());
    press.runs(keys.iter().map(|key| u32::from(key.exporter())), Word::Int)?;
    press.runs(keys.iter().map(|key| u32::from(key.importer())), Word::Int)?;
    press.codes(keys.iter().map(|key| key.commodity() >> 3), Word::Digits(6))?;
    press.codes(keys.iter().map(|key| key.period()), Word::Int)?;
    press.amounts_where(&batch.exp_value, told, Told::EXPORTER)?;
    press.amounts_where(&batch.imp_value, told, Told::IMPORTER)?;
    press.amounts_where(&batch.imp_fob, told, Told::IMPORTER)?;
    press.amounts_where(&batch.exp_wgt, told, Told::EXPORTER)?;
    press.amounts_where(&batch.imp_wgt, told, Told::IMPORTER)?;
    press.codes(batch.n_exp.iter().copied(), Word::Int)?;
    press.codes(batch.n_imp.iter().copied(), Word::Int)?;
    press.amounts_where(&batch.diff, told, Told::BOTH)?;
    press.doubles_where(&batch.rel, told, Told::SHARE)?;
    press.codes(batch.status.iter().map(|&status| status as u32), Word::Int)?;
    press.codes(batch.basis.iter().map(|&basis| basis as u32), Word::Int)?;
    press.amounts_where(&batch.imp_cif, told, Told::PART)
}

/// Columns as [`schema::cube`] has them.
fn write_cube(press: &mut Press, cells: &[CubeCell], factors: &[f64; 100]) -> ParquetResult<()> {
    press.runs(cells.iter().map(|cell| u32::from(cell.exporter)), Word::Int)?;
    press.runs(cells.iter().map(|cell| u32::from(cell.importer)), Word::Int)?;
    press.codes(cells.iter().map(|cell| u32::from(cell.chapter)), Word::Digits(2))?;
    press.codes(cells.iter().map(|cell| u32::from(cell.year)), Word::Int)?;
    press.codes(cells.iter().map(|cell| cell.cells.iter().sum()), Word::Long)?;
    for status in [
        Status::Within,
        Status::Beyond,
        Status::ExportOnly,
        Status::ImportOnly,
    ] {
        press.codes(cells.iter().map(|cell| cell.cells[status as usize]), Word::Long)?;
    }
    let factor = |cell: &CubeCell| factors[usize::from(cell.chapter) % factors.len()];
    let amounts: [&dyn Fn(&CubeCell) -> i64; 5] = [
        &|cell| cell.exp_value,
        &|cell| cell.imp_fob.rounded(factor(cell)),
        &|cell| cell.abs_diff.rounded(factor(cell)),
        &|cell| cell.imp_fob.cif,
        &|cell| cell.abs_diff.cif,
    ];
    for amount in amounts {
        let amounts: Vec<i64> = cells.iter().map(amount).collect();
        press.amounts(&amounts)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
