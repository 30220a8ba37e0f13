//! The linear pass: two sorted sides become matched cells.

use std::fmt;

use super::cube::CubeBatch;
use super::matched::{MatchedBatch, MatchedCell, units};
use super::order::Order;
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
    /// The cell under way.
    open: MatchedCell,
    export_order: Order<ExportReport>,
    import_order: Order<ImportReport>,
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
            open: MatchedCell::default(),
            export_order: Order::default(),
            import_order: Order::default(),
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
        exports: &mut Vec<ExportReport>,
        imports: &mut Vec<ImportReport>,
    ) -> Result<(), Overflow> {
        self.export_order.sort(exports);
        self.import_order.sort(imports);
        self.sorted(exports, imports)
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
        self.close();
        Ok(())
    }

    /// Takes an exporter's report. Keys, of either side, come in their order.
    ///
    /// # Errors
    /// [`Overflow`].
    #[inline]
    pub fn export(&mut self, report: &ExportReport) -> Result<(), Overflow> {
        self.turn_to(report.key);
        let added = self.open.exports.add(report.value, report.weight, 0.0);
        added.ok_or(Overflow { key: report.key })
    }

    /// Takes an importer's report, as [`Self::export`].
    ///
    /// # Errors
    /// [`Overflow`].
    #[inline]
    pub fn import(&mut self, report: &ImportReport) -> Result<(), Overflow> {
        self.turn_to(report.key);
        let added = self.open.imports.add(report.value, report.weight, report.fob);
        added.ok_or(Overflow { key: report.key })
    }

    #[inline]
    fn turn_to(&mut self, key: Key) {
        if self.open.key != key {
            self.close();
            self.open.key = key;
        }
    }

    /// Counts the cell under way: after the last report.
    #[inline]
    pub fn close(&mut self) {
        if self.open.told() != (false, false) {
            self.open.exports.fob = units(self.open.exports.value);
            let status = self.open.status(self.tolerance);
            self.matched.push(&self.open, status);
            self.cube.add(&self.open, status);
        }
        self.open = MatchedCell::default();
    }
}
