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
    chapter: Place,
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
        let difference = (cell.told() == (true, true)).then(|| cell.difference());
        let place = Place::of(cell.key);
        self.count(place, status, (cell.exports.fob, cell.imports.fob), difference);
    }

    /// Counts a cell of which this is known: both sides' values without freight, 0 of one that
    /// does not report, and the difference where both do.
    #[inline]
    pub(crate) fn count(
        &mut self,
        place: Place,
        status: Status,
        (exports, imports): (f64, f64),
        difference: Option<f64>,
    ) {
        let at = self.at(place);
        let sums = &mut self.cells[at];
        sums.cells[status as usize] += 1;
        sums.exp_value += exports;
        sums.imp_fob += imports;
        sums.abs_diff += difference.map_or(0.0, f64::abs);
    }

    /// The sums a cell belongs to: of a pair and chapter there are as many as there are years.
    #[inline]
    fn at(&mut self, place: Place) -> usize {
        let chapter = Place { year: 0, ..place };
        if chapter != self.chapter {
            self.chapter = chapter;
            self.open = self.cells.len();
        }
        match self.cells.last() {
            Some(last) if self.cells.len() > self.open && last.year == place.year => self.cells.len() - 1,
            _ => self.among_years(place),
        }
    }

    fn among_years(&mut self, place: Place) -> usize {
        let found = self.cells[self.open..].binary_search_by_key(&place.year, |other| other.year);
        let at = self.open + found.unwrap_or_else(|at| at);
        if found.is_err() {
            let sums = CubeCell {
                exporter: place.exporter,
                importer: place.importer,
                chapter: place.chapter,
                year: place.year,
                ..CubeCell::default()
            };
            self.cells.insert(at, sums);
        }
        at
    }
}

/// What cells are summed by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) exporter: u16,
    pub(crate) importer: u16,
    pub(crate) chapter: u8,
    pub(crate) year: u16,
}

impl Place {
    #[inline]
    const fn of(key: Key) -> Self {
        Self {
            exporter: key.exporter(),
            importer: key.importer(),
            chapter: key.chapter(),
            year: key.year(),
        }
    }
}
