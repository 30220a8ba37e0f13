//! The asymmetry cube: cells summed by pair, chapter and year.

use super::matched::{MatchedCell, Status};

/// Sums of a pair's cells in one chapter and year; values in whole units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CubeCell {
    /// UN Comtrade code.
    pub exporter: u16,
    /// UN Comtrade code.
    pub importer: u16,
    /// First two digits of the commodities.
    pub chapter: u8,
    /// Calendar year.
    pub year: u16,
    /// Cells by [`Status`].
    pub cells: [i64; 4],
    /// Exporter's values.
    pub exp_value: f64,
    /// Importer's values without freight.
    pub imp_fob: f64,
    /// Magnitudes of the differences, where both report.
    pub abs_diff: f64,
}

/// Sums in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CubeBatch {
    /// Finished sums.
    pub cells: Vec<CubeCell>,
    /// Where the sums of the pair and chapter under way begin; one a year.
    open: usize,
}

impl CubeBatch {
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.open = 0;
    }

    /// Counts a cell. Cells come in the order of their keys.
    #[inline]
    pub(super) fn add(&mut self, cell: &MatchedCell, status: Status) {
        let at = self.place(cell);
        let sums = &mut self.cells[at];
        sums.cells[status as usize] += 1;
        sums.exp_value += cell.exports.fob;
        sums.imp_fob += cell.imports.fob;
        if cell.told() == (true, true) {
            sums.abs_diff += cell.difference().abs();
        }
    }

    /// The sums a cell belongs to: of a pair and chapter there are as many as there are years.
    fn place(&mut self, cell: &MatchedCell) -> usize {
        let key = cell.key;
        let sums = CubeCell {
            exporter: key.exporter(),
            importer: key.importer(),
            chapter: key.chapter(),
            year: key.year(),
            ..CubeCell::default()
        };
        let same = |other: &CubeCell| {
            (other.exporter, other.importer, other.chapter) == (sums.exporter, sums.importer, sums.chapter)
        };
        if !self.cells.last().is_some_and(same) {
            self.open = self.cells.len();
        }
        match self.cells[self.open..].binary_search_by_key(&sums.year, |other| other.year) {
            Ok(at) => self.open + at,
            Err(at) => {
                self.cells.insert(self.open + at, sums);
                self.open + at
            }
        }
    }
}
