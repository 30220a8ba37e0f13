//! The linear pass: two sorted sides become matched cells.

use std::fmt;

use super::cube::CubeBatch;
use super::matched::{MatchedBatch, MatchedCell, Sums, units};
use super::{ExportReport, ImportReport, Key};

/// The values of one cell add up to more than 64 bits of thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow {
    /// The cell.
    pub key: Key,
}

impl fmt::Display for Overflow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (exporter, importer) = (self.key.exporter(), self.key.importer());
        let (goods, period) = (self.key.commodity() >> 3, self.key.period());
        write!(
            out,
            "the records of {goods:06} from area {exporter} to {importer} in {period} add up to more \
             than 9·10^15, expected less"
        )
    }
}

impl std::error::Error for Overflow {}

/// Cells matched so far, with their sums by chapter and year.
#[derive(Debug)]
pub struct Merge {
    tolerance: f64,
    /// Matched cells.
    pub matched: MatchedBatch,
    /// Their sums.
    pub cube: CubeBatch,
}

impl Merge {
    /// Differences up to `tolerance` times the larger value agree.
    pub fn new(tolerance: f64) -> Self {
        Self {
            tolerance,
            matched: MatchedBatch::default(),
            cube: CubeBatch::default(),
        }
    }

    /// Forgets all cells and keeps the room for as many.
    pub(crate) fn clear(&mut self) {
        self.matched.clear();
        self.cube.clear();
    }

    /// Matches reports in any order; they are sorted here.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn unsorted(
        &mut self,
        exports: &mut [ExportReport],
        imports: &mut [ImportReport],
    ) -> Result<(), Overflow> {
        exports.sort_unstable_by_key(ExportReport::rank);
        imports.sort_unstable_by_key(ImportReport::rank);
        self.sorted(exports, imports)
    }

    /// Matches reports that lie in the order of their keys.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn sorted(&mut self, exports: &[ExportReport], imports: &[ImportReport]) -> Result<(), Overflow> {
        let (mut left, mut right) = (exports, imports);
        while let Some(key) = next_key(left, right) {
            let cell = MatchedCell {
                key,
                exports: take_exports(&mut left, key)?,
                imports: take_imports(&mut right, key)?,
            };
            self.push(&cell);
        }
        Ok(())
    }

    #[inline]
    fn push(&mut self, cell: &MatchedCell) {
        let status = cell.status(self.tolerance);
        self.matched.push(cell, status);
        self.cube.add(cell, status);
    }
}

#[inline]
fn next_key(exports: &[ExportReport], imports: &[ImportReport]) -> Option<Key> {
    match (exports.first(), imports.first()) {
        (Some(left), Some(right)) => Some(left.key.min(right.key)),
        (Some(left), None) => Some(left.key),
        (None, Some(right)) => Some(right.key),
        (None, None) => None,
    }
}

#[inline]
fn take_exports(reports: &mut &[ExportReport], key: Key) -> Result<Sums, Overflow> {
    let mut sums = Sums::default();
    while let Some((report, rest)) = reports.split_first().filter(|(report, _)| report.key == key) {
        sums.value = sums.value.checked_add(report.value).ok_or(Overflow { key })?;
        sums.weight = sums.weight.checked_add(report.weight).ok_or(Overflow { key })?;
        sums.records += 1;
        *reports = rest;
    }
    sums.fob = units(sums.value);
    Ok(sums)
}

#[inline]
fn take_imports(reports: &mut &[ImportReport], key: Key) -> Result<Sums, Overflow> {
    let mut sums = Sums::default();
    while let Some((report, rest)) = reports.split_first().filter(|(report, _)| report.key == key) {
        sums.value = sums.value.checked_add(report.value).ok_or(Overflow { key })?;
        sums.weight = sums.weight.checked_add(report.weight).ok_or(Overflow { key })?;
        sums.fob += report.fob;
        sums.records += 1;
        *reports = rest;
    }
    Ok(sums)
}
