//! The linear pass: two sorted sides become matched cells.

use std::fmt;

use super::cube::CubeBatch;
use super::matched::{MatchedBatch, MatchedCell};
use super::order::Order;
use super::{ExportReport, ImportReport, Key};

/// The values of one cell, or of a pair's chapter and year, add up to more than 18 digits of
/// thousandths.
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
            "the records of {goods:06} from area {exporter} to {importer} in {period}, or of its \
             chapter and year, add up to 10^15 or more, expected less"
        )
    }
}

impl std::error::Error for Overflow {}

/// Cells matched so far, with their sums by chapter and year.
#[derive(Debug)]
pub struct Merge {
    tolerance: f64,
    /// CIF factors of the chapters.
    factors: [f64; 100],
    /// The cell under way.
    open: MatchedCell,
    orders: (Order<ExportReport>, Order<ImportReport>),
    /// Matched cells.
    pub matched: MatchedBatch,
    /// Their sums.
    pub cube: CubeBatch,
}

impl Merge {
    /// Differences up to `tolerance` times the larger value agree; an importer's CIF value over
    /// the factor of its chapter is its value without freight.
    pub fn new(tolerance: f64, factors: [f64; 100]) -> Self {
        Self {
            tolerance,
            factors,
            open: MatchedCell::default(),
            orders: Default::default(),
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
        exports: impl Iterator<Item = ExportReport> + Clone,
        imports: impl Iterator<Item = ImportReport> + Clone,
    ) -> Result<(), Overflow> {
        let (mut export_order, mut import_order) = std::mem::take(&mut self.orders);
        let matched = self.sorted(export_order.sorted(exports), import_order.sorted(imports));
        self.orders = (export_order, import_order);
        matched
    }

    /// Matches reports that lie in the order of their keys.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn sorted(&mut self, exports: &[ExportReport], imports: &[ImportReport]) -> Result<(), Overflow> {
        let (mut left, mut right) = (exports.iter().peekable(), imports.iter().peekable());
        loop {
            match (left.peek(), right.peek()) {
                (Some(export), import) if import.is_none_or(|import| export.key <= import.key) => {
                    self.export(export)?;
                    left.next();
                }
                (_, Some(import)) => {
                    self.import(import)?;
                    right.next();
                }
                _ => break,
            }
        }
        self.close()
    }

    /// Takes an exporter's report. Keys, of either side, come in their order.
    ///
    /// # Errors
    /// [`Overflow`].
    #[inline]
    pub fn export(&mut self, report: &ExportReport) -> Result<(), Overflow> {
        self.turn_to(report.key)?;
        let fob = (report.value, 0);
        let added = self.open.exports.add(report.value, report.weight, fob);
        added.ok_or(Overflow { key: report.key })
    }

    /// Takes an importer's report, as [`Self::export`].
    ///
    /// # Errors
    /// [`Overflow`].
    #[inline]
    pub fn import(&mut self, report: &ImportReport) -> Result<(), Overflow> {
        self.turn_to(report.key)?;
        let added = self
            .open
            .imports
            .add(report.value, report.weight, report.basis.parts());
        added.ok_or(Overflow { key: report.key })
    }

    #[inline]
    fn turn_to(&mut self, key: Key) -> Result<(), Overflow> {
        if self.open.key != key {
            self.close()?;
            self.open.key = key;
        }
        Ok(())
    }

    /// Counts the cell under way: after the last report.
    ///
    /// # Errors
    /// [`Overflow`].
    #[inline]
    pub fn close(&mut self) -> Result<(), Overflow> {
        if self.open.told() != (false, false) {
            let factor = self.factors[usize::from(self.open.key.chapter()) % self.factors.len()];
            let comparison = self.open.comparison(factor);
            let status = self.open.status(comparison, self.tolerance);
            self.matched.push(&self.open, factor, comparison, status);
            let added = self.cube.add(&self.open, comparison.difference < 0.0, status);
            added.ok_or(Overflow { key: self.open.key })?;
        }
        self.open = MatchedCell::default();
        Ok(())
    }
}
