//! The comparison as it is told: one line a cause, the totals, the confusions.
//!
//! Precision is matched over found, recall matched over planted. The residual stands
//! on a line of its own and counts neither as planted nor as found.

use crate::planted::parts::RESIDUAL;
use crate::planted::tally::{Gap, Sums, Tally};

/// How many confusions are told.
const TOP: usize = 20;

/// One cause.
pub(crate) struct Line {
    pub(crate) cause: String,
    pub(crate) sums: Sums,
}

/// What was planted under one cause and found under another.
pub(crate) struct Confusion {
    pub(crate) planted: String,
    pub(crate) found: String,
    /// Thousandths.
    pub(crate) amount: i128,
    /// Of what was planted under the cause.
    pub(crate) share: f64,
}

/// The whole comparison.
pub(crate) struct Report {
    /// The largest first, the residual last.
    pub(crate) lines: Vec<Line>,
    pub(crate) total: Sums,
    pub(crate) residual: Sums,
    pub(crate) cells: u64,
    pub(crate) gross: i128,
    pub(crate) unexplained: Gap,
    unexplained_planted: i128,
    pub(crate) open: Gap,
    pub(crate) confusions: Vec<Confusion>,
}

impl Report {
    /// Names and orders the sums.
    pub(crate) fn new(tally: &Tally, names: Vec<String>) -> Self {
        let name = |cause: u8| names.get(usize::from(cause)).cloned().unwrap_or_default();
        let line = |(&cause, &sums): (&u8, &Sums)| Line {
            cause: name(cause),
            sums,
        };
        let mut lines: Vec<Line> = tally
            .causes
            .iter()
            .filter(|(cause, _)| **cause != RESIDUAL)
            .map(line)
            .collect();
        lines.sort_by_key(|line| (-line.sums.planted, -line.sums.found));
        Self {
            total: lines
                .iter()
                .fold(Sums::default(), |total, line| added(total, line.sums)),
            lines,
            residual: tally.causes.get(&RESIDUAL).copied().unwrap_or_default(),
            cells: tally.cells,
            gross: tally.gross,
            unexplained: tally.unexplained,
            unexplained_planted: tally.unexplained_planted,
            open: tally.open,
            confusions: confusions(tally, name),
        }
    }

    /// Share of what was planted that was given to the right cause.
    pub(crate) fn right(&self) -> Option<f64> {
        ratio(self.total.matched, self.total.planted)
    }

    /// The same of what was planted in cells of which something was said.
    pub(crate) fn right_where_explained(&self) -> Option<f64> {
        ratio(self.total.matched, self.total.planted - self.unexplained_planted)
    }

    /// The residual found, as a share of the gross asymmetry.
    pub(crate) fn left(&self) -> Option<f64> {
        ratio(self.residual.found, self.gross)
    }

    /// The noise planted, as a share of the gross asymmetry.
    pub(crate) fn noise(&self) -> Option<f64> {
        ratio(self.residual.planted, self.gross)
    }
}

/// One amount over another.
pub(crate) fn ratio(part: i128, whole: i128) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn added(one: Sums, other: Sums) -> Sums {
    Sums {
        planted: one.planted + other.planted,
        found: one.found + other.found,
        matched: one.matched + other.matched,
        cells: std::array::from_fn(|at| one.cells[at] + other.cells[at]),
    }
}

/// The largest first, those of planted noise left out.
fn confusions(tally: &Tally, name: impl Fn(u8) -> String) -> Vec<Confusion> {
    let real = tally.confused.iter().filter(|((cause, _), _)| *cause != RESIDUAL);
    let mut all: Vec<Confusion> = real
        .map(|(&(cause, instead), &amount)| Confusion {
            planted: name(cause),
            found: instead.map_or_else(|| "(not found)".to_owned(), &name),
            amount: (amount + 0.5).floor() as i128,
            share: amount / tally.causes.get(&cause).map_or(1, |sums| sums.planted).max(1) as f64,
        })
        .collect();
    all.sort_by_key(|confusion| -confusion.amount);
    all.truncate(TOP);
    all
}
