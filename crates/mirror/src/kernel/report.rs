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
