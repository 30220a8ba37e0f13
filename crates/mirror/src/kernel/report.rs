//! What a side says of a cell, in the least that the comparison needs.

use super::Key;

/// An exporter's record of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExportReport {
    /// The cell.
    pub key: Key,
    /// The value, in thousandths of the currency.
    pub value: i64,
    /// Net weight in grams; 0 when absent.
    pub weight: i64,
}

/// An importer's record of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImportReport {
    /// The cell.
    pub key: Key,
    /// The value, in thousandths of the currency.
    pub value: i64,
    /// Net weight in grams; 0 when absent.
    pub weight: i64,
    /// The value without freight, in whole units of the currency: an estimate where the
    /// record does not say it.
    pub fob: f64,
}

impl ExportReport {
    /// The order that makes sums independent of the order in which records came.
    #[inline]
    pub(super) fn rank(&self) -> (Key, i64) {
        (self.key, self.value)
    }
}

impl ImportReport {
    /// As [`ExportReport::rank`]; equal values are told apart by what they are without freight.
    #[inline]
    pub(super) fn rank(&self) -> (Key, i64, u64) {
        (self.key, self.value, self.fob.to_bits())
    }
}
