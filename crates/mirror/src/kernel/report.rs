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
    /// What its value without freight comes from.
    pub basis: FobBasis,
}

/// What an importer's value without freight comes from. The division by a chapter's factor is
/// left until all records of a cell are added up, so that sums stay whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FobBasis(i64);

impl FobBasis {
    /// The record says it, in thousandths.
    #[inline]
    pub const fn stated(fob: i64) -> Self {
        Self(fob << 1)
    }

    /// It is this CIF value, in thousandths, over the factor of the chapter.
    #[inline]
    pub const fn by_factor(cif: i64) -> Self {
        Self(cif << 1 | 1)
    }

    /// The stated amount and the one to be divided; one of them is 0.
    #[inline]
    pub(super) const fn parts(self) -> (i64, i64) {
        let amount = self.0 >> 1;
        if self.0 & 1 == 0 { (amount, 0) } else { (0, amount) }
    }

    /// The number, for putting a report aside.
    #[inline]
    pub(crate) const fn bits(self) -> u64 {
        self.0 as u64
    }

    /// From [`Self::bits`].
    #[inline]
    pub(crate) const fn from_bits(bits: u64) -> Self {
        Self(bits as i64)
    }
}
