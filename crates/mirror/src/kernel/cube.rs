//! The asymmetry cube: cells summed by pair, chapter and year.

use super::Key;
use super::matched::{MOST, MatchedCell, Status};
use super::unfreighted::Unfreighted;

/// Sums of a pair's cells in one chapter and year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    /// Exporter's values, in thousandths.
    pub exp_value: i64,
    /// Importer's values without freight, in thousandths.
    pub imp_fob: Unfreighted,
    /// Magnitudes of the differences in thousandths, where both report.
    pub abs_diff: Unfreighted,
}

impl CubeCell {
    /// Adds other sums of the same key; `None` when one has more digits than a table.
    #[inline]
    pub(crate) fn add(&mut self, other: &Self) -> Option<()> {
        for (count, more) in self.cells.iter_mut().zip(other.cells) {
            *count = count.checked_add(more)?;
        }
        self.exp_value = self.exp_value.checked_add(other.exp_value)?;
        self.imp_fob.add(other.imp_fob)?;
        self.abs_diff.add(other.abs_diff)?;
        (self.exp_value < MOST).then_some(())
    }
}

/// Sums in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

    /// Counts a cell; `None` when a sum has more digits than a table. Cells come in the order of
    /// their keys; `negative` says that the exporter's value is the larger one.
    #[inline]
    pub(super) fn add(&mut self, cell: &MatchedCell, negative: bool, status: Status) -> Option<()> {
        let values = (cell.exports.value, cell.imports.fob);
        self.count(Place::of(cell.key), status, values, negative)
    }

    /// Counts a cell of which this is known: both sides' values without freight, 0 of one that
    /// does not report, and which is the larger.
    #[inline]
    pub(crate) fn count(
        &mut self,
        place: Place,
        status: Status,
        (exp_value, imp_fob): (i64, Unfreighted),
        negative: bool,
    ) -> Option<()> {
        let at = self.at(place);
        let sums = &mut self.cells[at];
        let cells = &mut sums.cells[status as usize];
        *cells = cells.checked_add(1)?;
        sums.exp_value = sums.exp_value.checked_add(exp_value).filter(|sum| *sum < MOST)?;
        sums.imp_fob.add(imp_fob)?;
        if status.is_of_both() {
            sums.abs_diff.add(imp_fob.less(exp_value).turned(negative))?;
        }
        Some(())
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
