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
    pub records: i32,
}

/// Both sides of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// Cells in the order of their keys, one vector a column. Columns of a side hold the
/// cells that side reports; the levels say which those are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatchedBatch {
    /// UN Comtrade code.
    pub exporter: Vec<i32>,
    /// UN Comtrade code.
    pub importer: Vec<i32>,
    /// [`Key::commodity`].
    pub commodity: Vec<u32>,
    /// `yyyymm`.
    pub period: Vec<i32>,
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
    pub n_exp: Vec<i32>,
    /// Importer's records.
    pub n_imp: Vec<i32>,
    /// Difference of the values without freight, where both report.
    pub diff: Vec<f64>,
    /// The difference as a share of the larger value, where both report and it is not 0.
    pub rel: Vec<f64>,
    /// [`Status`].
    pub status: Vec<i32>,
    /// 1 where the exporter reports, else 0.
    pub exp_levels: Vec<i16>,
    /// 1 where the importer reports, else 0.
    pub imp_levels: Vec<i16>,
    /// 1 where both report, else 0.
    pub both_levels: Vec<i16>,
    /// 1 where there is a share, else 0.
    pub rel_levels: Vec<i16>,
}

impl MatchedBatch {
    /// Number of cells.
    pub fn len(&self) -> usize {
        self.exporter.len()
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.exporter.is_empty()
    }

    /// Forgets all cells and keeps the room for as many.
    pub(super) fn clear(&mut self) {
        for codes in [
            &mut self.exporter,
            &mut self.importer,
            &mut self.period,
            &mut self.n_exp,
            &mut self.n_imp,
            &mut self.status,
        ] {
            codes.clear();
        }
        self.commodity.clear();
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
        for levels in [
            &mut self.exp_levels,
            &mut self.imp_levels,
            &mut self.both_levels,
            &mut self.rel_levels,
        ] {
            levels.clear();
        }
    }

    pub(super) fn push(&mut self, cell: &MatchedCell, status: Status) {
        let (exports, imports) = cell.told();
        self.exporter.push(i32::from(cell.key.exporter()));
        self.importer.push(i32::from(cell.key.importer()));
        self.commodity.push(cell.key.commodity());
        self.period.push(cell.key.period() as i32);
        if exports {
            self.exp_value.push(units(cell.exports.value));
            self.exp_wgt.push(units(cell.exports.weight));
        }
        if imports {
            self.imp_value.push(units(cell.imports.value));
            self.imp_fob.push(cell.imports.fob);
            self.imp_wgt.push(units(cell.imports.weight));
        }
        if exports && imports {
            self.push_difference(cell);
        }
        self.n_exp.push(cell.exports.records);
        self.n_imp.push(cell.imports.records);
        self.status.push(status as i32);
        self.exp_levels.push(i16::from(exports));
        self.imp_levels.push(i16::from(imports));
        self.both_levels.push(i16::from(exports && imports));
        self.rel_levels
            .push(i16::from(exports && imports && cell.larger() > 0.0));
    }

    #[inline]
    fn push_difference(&mut self, cell: &MatchedCell) {
        let (difference, larger) = (cell.difference(), cell.larger());
        self.diff.push(difference);
        if larger > 0.0 {
            self.rel.push(difference / larger);
        }
    }
}

/// Thousandths as whole units, exactly rounded.
#[inline]
pub(super) fn units(thousandths: i64) -> f64 {
    thousandths as f64 / 1000.0
}
