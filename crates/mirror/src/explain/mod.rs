//! The decomposition: why two reports of the same trade differ.
//!
//! Give it the cells of one direction of a pair and it returns, for every cell,
//! parts by cause that add up to importer's minus exporter's report exactly,
//! each with its method, grade, interval and evidence. Amounts are integers;
//! estimates (margins, delays, likeness) are floats whose results are rounded
//! once, and every operation on them gives the same bits on every machine.
//!
//! It does not read files or the store, and it does not know what is printed.

mod average;
mod bridge;
mod cell;
mod edition;
mod grid;
mod lag;
mod least_squares;
mod margin;
mod matching;
mod rows;
mod stage;
mod triangle;

pub use cell::{Cell, Deduction, Habits, PairCells, Report, Transfer};
pub use margin::{MarginRule, Rate};
pub use rows::{RowKey, rows};
pub use triangle::{Hub, HubFlow, Triangle};

use entente_trade::{Area, Cause, Commodity, Money, Part, Period};

use average::Averages;
use bridge::{Label, Labels, Run};
use grid::Grid;

/// The parts of every cell of one direction of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The state the goods left.
    pub exporter: Area,
    /// The state the goods entered.
    pub importer: Area,
    /// Every cell that either side reports or a stage carried value to, ascending.
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
}

/// The three stages whose order matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Movable {
    Indirect,
    Margin,
    Misclassification,
}

use Movable::{Indirect, Margin, Misclassification};

/// Explains one direction of a pair.
pub fn explain(pair: &PairCells, rule: &MarginRule) -> Explanation {
    let grid = Grid::new(pair, rule);
    let mut labels = Labels::default();
    let residual = labels.of(Label {
        cause: Cause::Residual,
        grade: None,
        method: "remainder",
        via: None,
        evidence: "no stage explains it".to_owned(),
        open: false,
    });
    let mut averages = Averages::default();
    for order in orders(pair) {
        let mut run = Run {
            state: grid.start(),
            grid: &grid,
            labels: &mut labels,
            entries: Vec::new(),
        };
        walk(&mut run, pair, &order);
        run.close(residual);
        averages.add(run.entries);
    }
    averages.into_explanation(pair, &grid, &labels)
}

/// All orders of those movable stages that have something to do here.
///
/// A stage without input changes nothing wherever it stands, so its orders need no run of their own.
fn orders(pair: &PairCells) -> Vec<Vec<Movable>> {
    let documented = |cause: Cause| {
        let reports = pair.cells.iter().flat_map(|cell| cell.reports.iter().flatten());
        reports
            .flat_map(|report| &report.deductions)
            .any(|deduction| deduction.cause == cause)
    };
    let detailed = pair.cells.iter().any(|cell| cell.commodity.chapter().is_some());
    let active: Vec<Movable> = [
        (
            Indirect,
            !pair.transfers.is_empty() || documented(Cause::Indirect),
        ),
        (Margin, true),
        (
            Misclassification,
            detailed && pair.habits.iter().any(|habits| habits.recodes),
        ),
    ]
    .into_iter()
    .filter_map(|(stage, active)| active.then_some(stage))
    .collect();
    permutations(&active)
}

fn permutations(stages: &[Movable]) -> Vec<Vec<Movable>> {
    if stages.len() <= 1 {
        return vec![stages.to_vec()];
    }
    let mut all = Vec::new();
    for &first in stages {
        let rest: Vec<Movable> = stages.iter().copied().filter(|&stage| stage != first).collect();
        all.extend(
            permutations(&rest)
                .into_iter()
                .map(|tail| [vec![first], tail].concat()),
        );
    }
    all
}

/// Stages 0 to 3, the first movable one, timing, the other movable ones, 8 to 10.
fn walk(run: &mut Run<'_>, pair: &PairCells, order: &[Movable]) {
    stage::edition::convert(run);
    stage::edition::revalue(run);
    stage::scope::remove(run, &pair.habits);
    stage::confidential::spread(run);
    run.deduct(Cause::ReExport);
    // Timing stands after the first of the three, which is stage 4 in the canonical order.
    let before_timing = usize::from(order.contains(&Indirect));
    for &stage in &order[..before_timing] {
        apply(run, pair, stage);
    }
    stage::timing::shift(run, &pair.habits);
    for &stage in &order[before_timing..] {
        apply(run, pair, stage);
    }
    stage::one_sided::book(run, &pair.habits);
    stage::matched::label(run, &pair.habits);
}

fn apply(run: &mut Run<'_>, pair: &PairCells, stage: Movable) {
    match stage {
        Indirect => stage::indirect::attribute(run, pair),
        Margin => stage::margin::take_off(run),
        Misclassification => stage::misclassification::recode(run, &pair.habits),
    }
}
