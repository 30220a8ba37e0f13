//! The matched table: one row a cell, both sides beside each other, as columns.

use super::Key;

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

/// One side's sums in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Values, in thousandths.
    pub value: i64,
    /// Net weights, in grams.
    pub weight: i64,
    /// Values without freight, in whole units; an exporter's are its values.
    pub fob: f64,
    /// Records.
    pub records: u32,
}

impl Sums {
    /// Adds a record; `None` when a sum leaves its 64 bits, or the records their 32.
    #[inline]
    pub(super) fn add(&mut self, value: i64, weight: i64, fob: f64) -> Option<()> {
        self.value = self.value.checked_add(value)?;
        self.weight = self.weight.checked_add(weight)?;
        self.records = self.records.checked_add(1)?;
        self.fob += fob;
        Some(())
    }
}

/// Both sides of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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

    /// The importer's value without freight less the exporter's, in whole units.
    pub fn difference(&self) -> f64 {
        self.imports.fob - self.exports.fob
    }

    /// The larger of the two values without freight.
    pub fn larger(&self) -> f64 {
        self.imports.fob.max(self.exports.fob)
    }

    /// The status, when differences up to `tolerance` times the larger value agree.
    pub fn status(&self, tolerance: f64) -> Status {
        match self.told() {
            (_, false) => Status::ExportOnly,
            (false, true) => Status::ImportOnly,
            (true, true) if self.difference().abs() <= tolerance * self.larger() => Status::Within,
            (true, true) => Status::Beyond,
        }
    }
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
}

/// Cells in the order of their keys, one vector a column. Columns of a side hold the
/// cells that side reports; [`Self::told`] says which those are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatchedBatch {
    /// The cells.
    pub keys: Vec<Key>,
    /// Bits of [`Told`].
    pub told: Vec<u8>,
    /// Exporter's value, in whole units.
    pub exp_value: Vec<f64>,
    /// Importer's value, in whole units.
    pub imp_value: Vec<f64>,
    /// Importer's value without freight, in whole units.
    pub imp_fob: Vec<f64>,
    /// Exporter's net weight in kilograms.
    pub exp_wgt: Vec<f64>,
    /// Importer's net weight in kilograms.
    pub imp_wgt: Vec<f64>,
    /// Exporter's records.
    pub n_exp: Vec<u32>,
    /// Importer's records.
    pub n_imp: Vec<u32>,
    /// Difference of the values without freight, where both report.
    pub diff: Vec<f64>,
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
            &mut self.exp_wgt,
            &mut self.imp_wgt,
            &mut self.diff,
            &mut self.rel,
        ] {
            amounts.clear();
        }
    }

    #[inline]
    pub(super) fn push(&mut self, cell: &MatchedCell, status: Status) {
        let mut told = 0;
        if cell.exports.records > 0 {
            told |= Told::EXPORTER;
            self.exp_value.push(units(cell.exports.value));
            self.exp_wgt.push(units(cell.exports.weight));
        }
        if cell.imports.records > 0 {
            told |= Told::IMPORTER;
            self.imp_value.push(units(cell.imports.value));
            self.imp_fob.push(cell.imports.fob);
            self.imp_wgt.push(units(cell.imports.weight));
        }
        if cell.told() == (true, true) {
            told |= self.push_difference(cell);
        }
        self.keys.push(cell.key);
        self.told.push(told);
        self.n_exp.push(cell.exports.records);
        self.n_imp.push(cell.imports.records);
        self.status.push(status);
    }

    #[inline]
    fn push_difference(&mut self, cell: &MatchedCell) -> u8 {
        let (difference, larger) = (cell.difference(), cell.larger());
        self.diff.push(difference);
        if larger > 0.0 {
            self.rel.push(difference / larger);
            return Told::BOTH | Told::SHARE;
        }
        Told::BOTH
    }
}

/// Thousandths as whole units, exactly rounded.
#[inline]
pub(super) fn units(thousandths: i64) -> f64 {
    thousandths as f64 / 1000.0
}
