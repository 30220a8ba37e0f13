//! The commodities in which a step whose place among the others matters did something.
//!
//! Of all others every order of the steps tells the same: a step looks at values
//! without margin, moves goods between cells it names, and what comes after the steps
//! looks at one commodity at a time. It does not say what was done.

use std::ops::Range;

use super::grid::Grid;

/// Commodities of a pair, found in one walk after the other.
#[derive(Default)]
pub(super) struct Stirred {
    /// By number of the commodity.
    is_stirred: Vec<bool>,
    /// Their cells, ascending.
    cells: Vec<Range<usize>>,
}

impl Stirred {
    /// None yet.
    pub(super) fn clear(&mut self, grid: &Grid) {
        self.is_stirred.clear();
        self.is_stirred.resize(grid.commodities.len(), false);
        self.cells.clear();
    }

    /// Adds the commodities of cells; hands over the cells of those that are new.
    pub(super) fn add(&mut self, grid: &Grid, cells: &[usize], mut is_new: impl FnMut(Range<usize>)) {
        let before = self.cells.len();
        for &cell in cells {
            let commodity = grid.commodity_of[cell] as usize;
            if !std::mem::replace(&mut self.is_stirred[commodity], true) {
                self.cells.push(grid.commodities[commodity].clone());
                is_new(grid.commodities[commodity].clone());
            }
        }
        if self.cells.len() > before {
            self.cells.sort_unstable_by_key(|cells| cells.start);
        }
    }

    /// Whether a cell is of one of them.
    pub(super) fn holds(&self, grid: &Grid, cell: usize) -> bool {
        self.is_stirred[grid.commodity_of[cell] as usize]
    }

    /// Whether there are any among the cells of a chapter.
    pub(super) fn is_within(&self, zone: &Range<usize>) -> bool {
        let first = self.cells.partition_point(|cells| cells.start < zone.start);
        self.cells.get(first).is_some_and(|cells| cells.start < zone.end)
    }

    /// The cells of each, ascending.
    pub(super) fn cells(&self) -> &[Range<usize>] {
        &self.cells
    }
}
