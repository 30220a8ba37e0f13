//! Sorting more rows than memory should hold.
//!
//! Rows gather in memory; when there are as many as allowed, they are sorted and
//! put aside as a run. In the end the rows of each period come together from all
//! runs and become segments. Rows of equal key stay in the order they came, so
//! the bound changes no answer; it changes bytes only where one period alone
//! exceeds it and takes several segments.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use entente_trade::Observation;

use super::error::StoreError;
use super::fault::FaultPoint;
use super::staging::Staging;
use crate::book::{
    Columns, Int, OutOfRange, SegmentError, SegmentReader, SegmentSummary, book_order, write_run,
    write_segment,
};
use crate::threads::{cores, on_threads};

/// A segment in the staging folder.
#[derive(Debug)]
pub(super) struct StagedSegment {
    pub(super) path: PathBuf,
    pub(super) summary: SegmentSummary,
}

/// Rows of one release of an import on their way into segments.
#[derive(Debug)]
pub(super) struct Runs {
    /// The number of the release among those of the import, for the names of files.
    release: usize,
    most: usize,
    rows: Columns,
    runs: Vec<PathBuf>,
    done: Vec<StagedSegment>,
}

impl Runs {
    /// Holds at most `most` rows in memory.
    pub(super) fn new(most: usize, release: usize) -> Self {
        Self {
            release,
            most: most.clamp(1, u32::MAX as usize),
            rows: Columns::default(),
            runs: Vec::new(),
            done: Vec::new(),
        }
    }

    /// Adds a row, unless an amount is out of range.
    pub(super) fn push(&mut self, row: &Observation) -> Result<(), OutOfRange> {
        self.rows.push(row)
    }

    /// Adds rows.
    pub(super) fn append(&mut self, rows: &mut Columns) {
        self.rows.append(rows);
    }

    /// Whether [`Self::put_aside`] is due.
    pub(super) fn is_full(&self) -> bool {
        self.rows.len() >= self.most
    }

    /// Sorts what is in memory and puts it aside.
    pub(super) fn put_aside(&mut self, staging: &Staging, fault: &mut FaultPoint) -> Result<(), StoreError> {
        let path = staging.file(&format!("run-{}-{}", self.release, self.runs.len()));
        fault.before("write run", &path)?;
        write_run(&path, &self.rows, &book_order(&self.rows))?;
        self.runs.push(path);
        self.rows.clear();
        Ok(())
    }

    /// Turns all rows into segments in the staging folder, by period.
    pub(super) fn finish(
        mut self,
        staging: &Staging,
        fault: &mut FaultPoint,
    ) -> Result<Vec<StagedSegment>, StoreError> {
        if self.runs.is_empty() {
            self.write_rows(staging, fault)?;
            return Ok(self.done);
        }
        if !self.rows.is_empty() {
            self.put_aside(staging, fault)?;
        }
        let runs = self.runs.iter().map(|path| SegmentReader::open(path));
        let runs: Vec<SegmentReader> = runs.collect::<Result<_, _>>()?;
        for groups in groups_by_period(&runs)?.into_values() {
            self.gather(&runs, &groups, staging, fault)?;
        }
        Ok(self.done)
    }

    /// Brings the row groups of one period together, in as many segments as the bound asks for.
    fn gather(
        &mut self,
        runs: &[SegmentReader],
        groups: &[(usize, usize)],
        staging: &Staging,
        fault: &mut FaultPoint,
    ) -> Result<(), StoreError> {
        for &(run, group) in groups {
            let run = &runs[run];
            let coming = run.rows(group);
            if !self.rows.is_empty() && self.rows.len() + coming > self.most {
                self.write_rows(staging, fault)?;
            }
            self.rows.append(&mut run.columns(group, 0..coming)?);
        }
        self.write_rows(staging, fault)
    }

    /// Writes what is in memory, a segment a period, on every core.
    fn write_rows(&mut self, staging: &Staging, fault: &mut FaultPoint) -> Result<(), StoreError> {
        let order = book_order(&self.rows);
        let periods = self.rows.ints(Int::Period);
        let mut segments = Vec::new();
        for rows in order.chunk_by(|&left, &right| periods[left as usize] == periods[right as usize]) {
            let path = staging.file(&format!(
                "segment-{}-{}",
                self.release,
                self.done.len() + segments.len()
            ));
            fault.before("write segment", &path)?;
            segments.push((path, rows));
        }
        let next = AtomicUsize::new(0);
        // Cores left over by the segments share the columns of each.
        let threads = cores().div_ceil(segments.len().max(1));
        let write = || {
            let mut written = Vec::new();
            while let Some((path, rows)) = segments.get(next.fetch_add(1, Ordering::Relaxed)) {
                let summary = write_segment(path, &self.rows, rows, threads)?;
                written.push(StagedSegment {
                    path: path.clone(),
                    summary,
                });
            }
            Ok::<_, StoreError>(written)
        };
        let mut written = Vec::new();
        for segments in on_threads(cores(), write) {
            written.extend(segments?);
        }
        written.sort_by_key(|segment| segment.summary.period);
        self.done.append(&mut written);
        self.rows.clear();
        Ok(())
    }
}

/// Run and row group of every row group, by period, in the order rows came.
fn groups_by_period(runs: &[SegmentReader]) -> Result<BTreeMap<i32, Vec<(usize, usize)>>, StoreError> {
    let mut groups: BTreeMap<i32, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, run) in runs.iter().enumerate() {
        for group in 0..run.groups() {
            let bounds = run
                .bounds(group)
                .ok_or_else(|| SegmentError::unexpected(run.path(), "no statistics", "statistics"))?;
            groups.entry(bounds.periods.0).or_default().push((at, group));
        }
    }
    Ok(groups)
}
