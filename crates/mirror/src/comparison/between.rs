//! Cells that stand apart, handed over between those that are explained.
//!
//! Of years the months of a cell are added up, and a year of which anything is
//! explained is no cell apart. It decides nothing of them.

use std::collections::BTreeMap;
use std::collections::btree_map::IntoIter;
use std::iter::Peekable;

use entente_trade::{Commodity, Frequency, Level, Money, Period, Side};

use crate::explain::{CellParts, PairCells, RowKey};

type Place = (Commodity, Period);

/// What both sides tell of a place, and the side whose figure is left out.
type Told = ([Option<Money>; 2], Side);

/// The cells of a pair that stand apart, in the order of the others.
pub(super) struct Between(Peekable<IntoIter<Place, Told>>);

impl Between {
    pub(super) fn of(pair: &PairCells, frequency: Frequency) -> Self {
        let key = RowKey {
            frequency,
            level: Level::Hs6,
        };
        let mut places: BTreeMap<Place, Told> = BTreeMap::new();
        for one in pair.apart_in_rows() {
            let (period, commodity) = key.place(one.cell.commodity, one.cell.period);
            let place = places.entry((commodity, period));
            let (sums, _) = place.or_insert(([None, None], one.without));
            for (sum, report) in sums.iter_mut().zip(&one.cell.reports) {
                let values = [*sum, report.as_ref().map(|report| report.value)];
                *sum = values.into_iter().flatten().reduce(|sum, value| sum + value);
            }
        }
        Self(places.into_iter().peekable())
    }

    /// Hands over those that come before a cell; one in its place is none.
    pub(super) fn before(&mut self, cell: &CellParts, mut give: impl FnMut(&CellParts, Side)) {
        let here = (cell.commodity, cell.period);
        while let Some((place, told)) = self.0.next_if(|(place, _)| *place <= here) {
            if place != here {
                give(&parts(place, told.0), told.1);
            }
        }
    }

    /// Hands over the others.
    pub(super) fn rest(self, mut give: impl FnMut(&CellParts, Side)) {
        for (place, (values, side)) in self.0 {
            give(&parts(place, values), side);
        }
    }
}

/// A cell of which nothing can be explained.
fn parts((commodity, period): Place, reports: [Option<Money>; 2]) -> CellParts {
    CellParts {
        commodity,
        period,
        reports,
        asymmetry: Money::ZERO,
        parts: Vec::new(),
        split: None,
        walks: Vec::new(),
        ends: Vec::new(),
    }
}
