//! The decomposition: why two reports of the same trade differ.
//!
//! Give it the cells of one direction of a pair and it returns, for every cell,
//! parts by cause that add up to importer's minus exporter's report exactly,
//! each with its method, grade, interval and evidence. Amounts are integers;
//! estimates (margins, delays, likeness) are floats whose results are rounded
//! once, and every operation on them gives the same bits on every machine.
//!
//! It does not read files or the store, and it does not know what is printed.

mod aligned;
mod average;
mod bridge;
mod cell;
mod consigned;
mod documented;
mod edition;
mod ends;
mod grid;
mod groups;
mod lag;
mod least_squares;
mod margin;
mod matching;
mod order;
mod placed;
mod precedent;
mod reporting;
mod rows;
mod split;
mod stage;
mod stirred;
mod triangle;
mod workbench;
mod years;

pub(crate) use edition::{is_plain_code, links as edition_links, older_codes};
pub(crate) use margin::Learned;
pub(crate) use placed::placed;
pub(crate) use reporting::{Breadth, Broad, Reporting, Unreported};
pub(crate) use rows::by_kind;
pub(crate) use triangle::Flows;
pub(crate) use workbench::Workbench;
pub(crate) use years::Years;

pub use cell::{Apart, Cell, Deduction, Habits, PairCells, Recoding, Report, Transfer};
pub use margin::{MarginRule, Rate};
pub use rows::{RowKey, rows, rows_apart};
pub use triangle::{Hub, Triangle};

use entente_trade::{Area, Commodity, Money, Part, Period, Split};

/// The parts of every cell of one direction of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The state the goods left.
    pub exporter: Area,
    /// The state the goods entered.
    pub importer: Area,
    /// Every cell that either side reports or a stage carried value to, ascending; those of months
    /// that are left out of their year are not among them.
    pub cells: Vec<CellParts>,
}

/// The parts of one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellParts {
    /// The commodity.
    pub commodity: Commodity,
    /// The period.
    pub period: Period,
    /// The exporter's and the importer's report as published.
    pub reports: [Option<Money>; 2],
    /// Importer's minus exporter's report.
    pub asymmetry: Money,
    /// Parts by cause and method that add up to it; the residual last.
    pub parts: Vec<Part>,
    /// The residual by quantity and unit value; `None` unless both sides have a value and a weight.
    pub split: Option<Split>,
    /// What each part is in every walk over the stages, before any rounding.
    pub walks: Vec<Walks>,
    /// What each part would be, thousandths, were every margin at the lower end of its interval,
    /// and at the upper.
    pub ends: Vec<Ends>,
}

/// Thousandths of one part in the walks over the stages, six or fewer of them repeated.
pub type Walks = [i128; 6];

/// Thousandths of one part at both ends of the margins' intervals.
pub type Ends = [i128; 2];

/// Explains one direction of a pair.
pub fn explain(pair: &PairCells, rule: &MarginRule) -> Explanation {
    let learned = Learned::of(pair, rule);
    let mut cells = Vec::with_capacity(pair.cells.len());
    Workbench::default().explain(pair, &learned, true, |cell| cells.push(cell.clone()));
    Explanation {
        exporter: pair.exporter,
        importer: pair.importer,
        cells,
    }
}
