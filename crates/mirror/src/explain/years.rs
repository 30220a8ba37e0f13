//! Monthly cells added up to years, as they come off the bench.
//!
//! Whoever asks for years of monthly books means one row a year, for a world as
//! for a pair: parts are added up as [`super::rows()`] does. Cells come by
//! commodity, then by period, so one year's are held and no more. Levels of
//! commodities are as they were.

use super::{CellParts, rows};

/// The cells of the year at hand.
#[derive(Default)]
pub(crate) struct Years {
    held: Vec<CellParts>,
}

impl Years {
    /// Takes the next cell, and tells the year before it if that is complete.
    pub(crate) fn take(&mut self, cell: &CellParts, tell: impl FnMut(&CellParts)) {
        let year = |cell: &CellParts| (cell.commodity, cell.period.whole_year());
        if self.held.first().is_some_and(|held| year(held) != year(cell)) {
            self.end(tell);
        }
        self.held.push(cell.clone());
    }

    /// Tells the last year.
    pub(crate) fn end(&mut self, mut tell: impl FnMut(&CellParts)) {
        match self.held.as_slice() {
            [] => {}
            [one] if one.period.calendar_month().is_none() => tell(one),
            months => tell(&rows::year(months)),
        }
        self.held.clear();
    }
}
