//! The matched table: one row a cell, both sides beside each other, as columns.

use super::Key;
use super::unfreighted::{Basis, Unfreighted, nearest};

/// How the two sides of a cell stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Both report, and agree within the tolerance.
    Within = 0,
    /// Both report, and differ by more.
    Beyond = 1,
    /// Only the exporter reports.
    ExportOnly = 2,
    /// Only the importer reports.
    ImportOnly = 3,
}

impl Status {
    /// Whether both sides report.
    pub(crate) const fn is_of_both(self) -> bool {
        matches!(self, Self::Within | Self::Beyond)
    }

    /// From its number.
    pub(crate) const fn of(number: i32) -> Option<Self> {
        match number {
            0 => Some(Self::Within),
            1 => Some(Self::Beyond),
            2 => Some(Self::ExportOnly),
            3 => Some(Self::ImportOnly),
            _ => None,
        }
    }
}

/// Magnitudes of a table have at most 18 digits.
pub(super) const MOST: i64 = 1_000_000_000_000_000_000;

/// One side's sums in a cell; none is below 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Values, in thousandths.
    pub value: i64,
    /// Net weights, in grams.
    pub weight: i64,
    /// Values without freight, in thousandths.
    pub fob: Unfreighted,
    /// Records.
    pub records: u32,
}

impl Sums {
    /// Adds a record; `None` when a sum has more digits than a table, or there are too many.
    #[inline]
    pub(super) fn add(&mut self, value: i64, weight: i64, fob: (i64, i64)) -> Option<()> {
        self.value = self.value.checked_add(value)?;
        self.weight = self.weight.checked_add(weight)?;
        self.records = self.records.checked_add(1)?;
        self.fob.add(Unfreighted::of(fob))?;
        (self.value < MOST && self.weight < MOST).then_some(())
    }
}

/// Both sides of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchedCell {
    /// The cell.
    pub key: Key,
    /// The exporter's sums; no records when it reports nothing.
    pub exports: Sums,
    /// The importer's sums.
    pub imports: Sums,
}

impl MatchedCell {
    /// Whether exporter and importer report.
    pub const fn told(&self) -> (bool, bool) {
        (self.exports.records > 0, self.imports.records > 0)
    }

    /// The importer's value without freight less the exporter's, in thousandths; an estimate is
    /// rounded once, half away from 0.
    #[inline]
    fn difference(&self, comparison: Comparison) -> i64 {
        match self.imports.fob {
            Unfreighted { stated, cif: 0 } => stated - self.exports.value,
            _ => nearest(comparison.difference * 1000.0),
        }
    }

    /// How the two values without freight compare, when the chapter has this factor.
    #[inline]
    pub(super) fn comparison(&self, factor: f64) -> Comparison {
        let (exports, imports) = (self.exports.value as f64 / 1000.0, self.imports.fob.units(factor));
        Comparison {
            imports,
            difference: imports - exports,
            larger: imports.max(exports),
        }
    }

    /// The status, when differences up to `tolerance` times the larger value agree.
    #[inline]
    pub(super) fn status(&self, comparison: Comparison, tolerance: f64) -> Status {
        match self.told() {
            (_, false) => Status::ExportOnly,
            (false, true) => Status::ImportOnly,
            (true, true) if comparison.difference.abs() <= tolerance * comparison.larger => Status::Within,
            (true, true) => Status::Beyond,
        }
    }
}

/// Two values without freight beside each other, in whole units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comparison {
    imports: f64,
    pub(super) difference: f64,
    pub(super) larger: f64,
}

/// What is told of a cell, as bits of a byte.
#[derive(Clone, Copy, Debug)]
pub struct Told;

impl Told {
    /// The exporter reports.
    pub const EXPORTER: u8 = 1;
    /// The importer reports.
    pub const IMPORTER: u8 = 2;
    /// Both do, so there is a difference.
    pub const BOTH: u8 = 4;
    /// There is a larger value, which the difference is a share of.
    pub const SHARE: u8 = 8;
    /// Part of the importer's value was divided by the factor, and part was not.
    pub const PART: u8 = 16;
}

/// Cells in the order of their keys, one vector a column. Columns of a side hold the
/// cells that side reports; [`Self::told`] says which those are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatchedBatch {
    /// The cells.
    pub keys: Vec<Key>,
    /// Bits of [`Told`].
    pub told: Vec<u8>,
    /// Exporter's value, in thousandths.
    pub exp_value: Vec<i64>,
    /// Importer's value, in thousandths.
    pub imp_value: Vec<i64>,
    /// Importer's value without freight, in thousandths.
    pub imp_fob: Vec<i64>,
    /// How that came about, of every cell.
    pub basis: Vec<Basis>,
    /// The part of the importer's value that was divided by the factor, in thousandths, where
    /// it is neither all nor nothing.
    pub imp_cif: Vec<i64>,
    /// Exporter's net weight in grams.
    pub exp_wgt: Vec<i64>,
    /// Importer's net weight in grams.
    pub imp_wgt: Vec<i64>,
    /// Exporter's records.
    pub n_exp: Vec<u32>,
    /// Importer's records.
    pub n_imp: Vec<u32>,
    /// Difference of the values without freight in thousandths, where both report.
    pub diff: Vec<i64>,
    /// The difference as a share of the larger value, where both report and it is not 0.
    pub rel: Vec<f64>,
    /// How the sides stand to each other.
    pub status: Vec<Status>,
}

impl MatchedBatch {
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Forgets all cells and keeps the room for as many.
    pub(crate) fn clear(&mut self) {
        self.keys.clear();
        self.told.clear();
        self.status.clear();
        self.n_exp.clear();
        self.n_imp.clear();
        for amounts in [
            &mut self.exp_value,
            &mut self.imp_value,
            &mut self.imp_fob,
            &mut self.imp_cif,
            &mut self.exp_wgt,
            &mut self.imp_wgt,
            &mut self.diff,
        ] {
            amounts.clear();
        }
        self.rel.clear();
        self.basis.clear();
    }

    /// Adds a cell of a chapter with this factor.
    #[inline]
    pub(super) fn push(&mut self, cell: &MatchedCell, factor: f64, comparison: Comparison, status: Status) {
        let mut told = 0;
        if cell.exports.records > 0 {
            told |= Told::EXPORTER;
            self.exp_value.push(cell.exports.value);
            self.exp_wgt.push(cell.exports.weight);
        }
        if cell.imports.records > 0 {
            told |= self.push_imports(&cell.imports, factor, comparison);
        }
        if cell.told() == (true, true) {
            told |= self.push_difference(cell.difference(comparison), comparison);
        }
        self.keys.push(cell.key);
        self.told.push(told);
        self.n_exp.push(cell.exports.records);
        self.n_imp.push(cell.imports.records);
        self.basis.push(Basis::of(&cell.imports));
        self.status.push(status);
    }

    #[inline]
    fn push_imports(&mut self, imports: &Sums, factor: f64, comparison: Comparison) -> u8 {
        self.imp_value.push(imports.value);
        self.imp_wgt.push(imports.weight);
        match Basis::of(imports) {
            Basis::Stated => self.imp_fob.push(imports.fob.stated),
            // The same as rounding it would give, without another division.
            Basis::Factor => self.imp_fob.push(nearest(comparison.imports * 1000.0)),
            Basis::Part => {
                self.imp_fob.push(imports.fob.rounded(factor));
                self.imp_cif.push(imports.fob.cif);
                return Told::IMPORTER | Told::PART;
            }
        }
        Told::IMPORTER
    }

    #[inline]
    fn push_difference(&mut self, difference: i64, comparison: Comparison) -> u8 {
        self.diff.push(difference);
        if comparison.larger > 0.0 {
            self.rel.push(comparison.difference / comparison.larger);
            return Told::BOTH | Told::SHARE;
        }
        Told::BOTH
    }
}
