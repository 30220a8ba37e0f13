//! The asymmetry cube: cells summed by pair, chapter and year.

use super::Key;
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
    pub cells: [u32; 4],
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
    /// Which these are.
    chapter: (u32, u8),
}

impl CubeBatch {
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.open = 0;
        self.chapter = Default::default();
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
    #[inline]
    fn place(&mut self, cell: &MatchedCell) -> usize {
        let chapter = cell.key.pair_and_chapter();
        if chapter != self.chapter {
            self.chapter = chapter;
            self.open = self.cells.len();
        }
        let year = cell.key.year();
        match self.cells.last() {
            Some(last) if self.cells.len() > self.open && last.year == year => self.cells.len() - 1,
            _ => self.place_of(cell.key, year),
        }
    }

    fn place_of(&mut self, key: Key, year: u16) -> usize {
        let place = self.cells[self.open..].binary_search_by_key(&year, |other| other.year);
        let at = self.open + place.unwrap_or_else(|at| at);
        if place.is_err() {
            let sums = CubeCell {
                exporter: key.exporter(),
                importer: key.importer(),
                chapter: key.chapter(),
                year,
                ..CubeCell::default()
            };
            self.cells.insert(at, sums);
        }
        at
    }
}
