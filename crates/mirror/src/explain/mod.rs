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
mod groups;
mod lag;
mod least_squares;
mod margin;
mod matching;
mod placed;
mod rows;
mod split;
mod stage;
mod triangle;

pub(crate) use edition::{is_plain_code, older_codes};
pub(crate) use margin::Learned;
pub(crate) use placed::placed;
pub(crate) use triangle::Flows;

pub use cell::{Cell, Deduction, Habits, PairCells, Recoding, Report, Transfer};
pub use margin::{MarginRule, Rate};
pub use rows::{RowKey, rows};
pub use triangle::{Hub, Triangle};

use entente_trade::{Area, Cause, Commodity, Frequency, Money, Part, Period, Split};

use average::Averages;
use bridge::{Label, Labels, Reach, Run};
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
    /// The residual by quantity and unit value; `None` unless both sides have a value and a weight.
    pub split: Option<Split>,
    /// What each part is in every walk over the stages, before any rounding.
    pub walks: Vec<Walks>,
}

/// Thousandths of one part in the walks over the stages, six or fewer of them repeated.
pub type Walks = [i128; 6];

/// A stage between 3 and 8: three whose order matters, and timing, which keeps its place among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Indirect,
    Timing,
    Margin,
    Misclassification,
}

/// Explains one direction of a pair.
pub fn explain(pair: &PairCells, rule: &MarginRule) -> Explanation {
    explain_with(pair, &Learned::of(pair, rule))
}

/// The same with margins that are known.
pub(crate) fn explain_with(pair: &PairCells, learned: &Learned) -> Explanation {
    let grid = Grid::new(pair, learned);
    let mut labels = Labels::default();
    let residual = labels.of(Label {
        cause: Cause::Residual,
        grade: None,
        method: "remainder",
        via: None,
        evidence: "no stage explains it".into(),
        reach: Reach::Orders,
    });
    let mut begun = Run::new(&grid, &grid.zones, &mut labels, grid.start());
    begin(&mut begun, pair);
    let begun = (begun.state, begun.entries, begun.links);
    let mut averages = Averages::new(grid.keys.len());
    // After the first walk only the chapters in which the order of the steps can matter.
    let mut zones = grid.zones.clone();
    for (steps, times) in walks(pair) {
        if zones.is_empty() {
            break;
        }
        let mut run = Run::new(&grid, &zones, &mut labels, begun.0.clone());
        run.go_on(&begun.1);
        walk(&mut run, pair, &steps);
        zones = averages.add(run, residual, times);
    }
    averages.link(&begun.2);
    averages.into_explanation(pair, &grid, &labels, residual)
}

/// The orders of the three, the canonical one first.
const ORDERS: [[Step; 3]; 6] = {
    use Step::{Indirect as I, Margin as M, Misclassification as C};
    [[I, M, C], [I, C, M], [M, I, C], [M, C, I], [C, I, M], [C, M, I]]
};

/// The walks that all six orders of the movable stages come down to, and how many orders each stands for.
///
/// A stage without input changes nothing, so orders that differ only in its place are one walk.
fn walks(pair: &PairCells) -> Vec<(Vec<Step>, u32)> {
    let mut walks: Vec<(Vec<Step>, u32)> = Vec::new();
    let mut with_input = vec![
        Step::Indirect,
        Step::Timing,
        Step::Margin,
        Step::Misclassification,
    ];
    with_input.retain(|&step| has_input(pair, step));
    for order in ORDERS {
        let [first, second, third] = order;
        // In the canonical order timing is stage 5: after the first of the three.
        let mut steps = vec![first, Step::Timing, second, third];
        steps.retain(|&step| with_input.contains(&step));
        match walks.iter_mut().find(|(known, _)| *known == steps) {
            Some((_, times)) => *times += 1,
            None => walks.push((steps, 1)),
        }
    }
    walks
}

/// Whether a stage has anything to work on in this pair.
fn has_input(pair: &PairCells, step: Step) -> bool {
    let documented = |cause: Cause| {
        let reports = pair.cells.iter().flat_map(|cell| cell.reports.iter().flatten());
        reports
            .flat_map(|report| &report.deductions)
            .any(|deduction| deduction.cause == cause)
    };
    let monthly = || {
        pair.cells
            .iter()
            .any(|cell| cell.period.frequency() == Frequency::Monthly)
    };
    let detailed = || pair.cells.iter().any(|cell| cell.commodity.chapter().is_some());
    match step {
        Step::Indirect => !pair.transfers.is_empty() || documented(Cause::Indirect),
        Step::Timing => monthly() || documented(Cause::Timing),
        Step::Margin => true,
        Step::Misclassification => detailed() && pair.habits.iter().any(|habits| habits.recodes),
    }
}

/// Stages 0 to 3, which every walk begins with.
fn begin(run: &mut Run<'_>, pair: &PairCells) {
    stage::edition::convert(run);
    stage::edition::revalue(run);
    stage::scope::remove(run, &pair.habits);
    stage::confidential::spread(run);
    run.deduct(Cause::ReExport);
}

/// The steps, and stages 8 to 10.
fn walk(run: &mut Run<'_>, pair: &PairCells, steps: &[Step]) {
    for step in steps {
        let before = (run.entries.len(), run.links.len());
        match step {
            Step::Indirect => stage::indirect::attribute(run, pair),
            Step::Timing => stage::timing::shift(run, &pair.habits),
            Step::Margin => stage::margin::take_off(run),
            Step::Misclassification => stage::misclassification::recode(run, &pair.habits),
        }
        if *step != Step::Margin {
            run.stir(before.0, before.1);
        }
    }
    stage::one_sided::book(run, &pair.habits);
    stage::matched::label(run, &pair.habits);
}
