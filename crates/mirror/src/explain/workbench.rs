//! One pair after the other on the same bench: the grid, the walks over the stages
//! and their average, in room that is kept from pair to pair.
//!
//! A world has pairs by the ten thousand, and most of them are small: what a pair
//! needs was asked of the allocator and given back a hundred times a pair. It
//! decides nothing; the stages do.

use std::ops::Range;

use entente_trade::Cause;

use super::average::Averages;
use super::bridge::{Entry, Label, Labels, Reach, Run, Sheet};
use super::cell::PairCells;
use super::grid::Grid;
use super::margin::Learned;
use super::order::{Step, Steps, Work};
use super::stirred::Stirred;
use super::{CellParts, stage};

/// Room for the decomposition of one pair after the other.
#[derive(Default)]
pub(crate) struct Workbench {
    grid: Grid,
    labels: Labels,
    /// What every walk begins with.
    begun: Sheet,
    walk: Sheet,
    stirred: Stirred,
    averages: Averages,
}

impl Workbench {
    /// Hands over the parts of every cell of a pair, ascending, with the split of the residual
    /// if it is asked for.
    pub(crate) fn explain(
        &mut self,
        pair: &PairCells,
        learned: &Learned,
        splits: bool,
        take: impl FnMut(&CellParts),
    ) {
        let Self {
            grid,
            labels,
            begun,
            walk: sheet,
            stirred,
            averages,
        } = self;
        grid.lay(pair, learned, &mut begun.state);
        labels.clear();
        let residual = labels.of(residual());
        let mut run = Run::new(grid, &grid.zones, labels, begun);
        begin(&mut run, pair);
        run.know_bare();
        averages.clear(splits.then_some(grid.keys.len()));
        stirred.clear(grid);
        let work = Work::of(pair, learned);
        let mut run = Run::new(grid, &grid.zones, labels, sheet);
        run.go_on(begun);
        let even = walk(&mut run, pair, work.first());
        stirred.add(grid, run.stirred, |_| ());
        let zones = open(&run);
        finish(&mut run, pair, residual);
        run.entries.extend_from_slice(&begun.entries);
        let walks = work.walks(even);
        averages.begin(&run, stirred, walks[0].1);
        for &(steps, times) in &walks[1..] {
            if zones.is_empty() {
                break;
            }
            let mut run = Run::new(grid, &zones, labels, sheet);
            run.go_on(begun);
            walk(&mut run, pair, steps);
            stirred.add(grid, run.stirred, |cells| averages.reopen(cells));
            // Of all other commodities the first walk told what this one would.
            let here = |entry: &Entry| stirred.holds(grid, entry.cell as usize);
            run.entries.retain(here);
            run.zones = stirred.cells();
            finish(&mut run, pair, residual);
            run.entries.extend(begun.entries.iter().copied().filter(here));
            averages.add(&run, times);
        }
        averages.link(&begun.links);
        averages.tell(pair, grid, (labels, residual), take);
    }
}

/// The chapters in which the order of the steps can matter: in which one whose place matters did
/// something in the first walk.
fn open(run: &Run<'_>) -> Vec<Range<usize>> {
    let mut is_open = vec![false; run.zones.len()];
    for &cell in run.stirred.iter() {
        let zone = run.zones.partition_point(|zone| zone.end <= cell);
        if let Some(is_open) = is_open.get_mut(zone) {
            *is_open = true;
        }
    }
    let zones = run.zones.iter().zip(is_open);
    zones
        .filter(|(_, is_open)| *is_open)
        .map(|(zone, _)| zone.clone())
        .collect()
}

fn residual() -> Label {
    Label {
        cause: Cause::Residual,
        grade: None,
        method: "remainder",
        via: None,
        evidence: "no stage explains it".into(),
        reach: Reach::Orders,
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

/// The steps, and whether values without margin are the same before it is taken off and after.
fn walk(run: &mut Run<'_>, pair: &PairCells, steps: Steps) -> bool {
    let mut even = true;
    for step in steps.into_iter().flatten() {
        let before = (run.entries.len(), run.links.len());
        match step {
            Step::Indirect => stage::indirect::attribute(run, pair),
            Step::Timing => stage::timing::shift(run, &pair.habits),
            Step::Margin => even = stage::margin::take_off(run),
            Step::Misclassification => stage::misclassification::recode(run, &pair.habits),
        }
        if step != Step::Margin {
            run.stir(before.0, before.1);
        }
    }
    even
}

/// Stages 8 to 10, and what is left.
fn finish(run: &mut Run<'_>, pair: &PairCells, residual: u32) {
    stage::one_sided::book(run, &pair.habits);
    stage::matched::label(run, &pair.habits);
    run.close(residual);
}
