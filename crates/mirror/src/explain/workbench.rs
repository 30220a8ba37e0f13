//! One pair after the other on the same bench: the grid, the walks over the stages
//! and their average, in room that is kept from pair to pair.
//!
//! A world has pairs by the ten thousand, and most of them are small: what a pair
//! needs was asked of the allocator and given back a hundred times a pair. It
//! decides nothing; the stages do.

use std::ops::Range;

use entente_trade::Cause;

use super::average::Averages;
use super::bridge::{Entry, Label, Labels, Reach, Run, Sheet, State, holds};
use super::cell::{PairCells, Transfer};
use super::grid::Grid;
use super::margin::{Estimate, Learned};
use super::order::{Step, Steps, Work};
use super::precedent::Precedents;
use super::stirred::Stirred;
use super::{CellParts, stage};

/// Room for the decomposition of one pair after the other.
#[derive(Default)]
pub(crate) struct Workbench {
    grid: Grid,
    labels: Labels,
    /// The values before the first stage, where codes are hidden.
    start: State,
    /// What every walk begins with.
    begun: Sheet,
    walk: Sheet,
    stirred: Stirred,
    precedents: Precedents,
    averages: Averages,
    /// The same at both ends of the margins.
    ends: [Averages; 2],
    /// The chapters a further walk goes over, and the stirred commodities in them.
    zones: Vec<Range<usize>>,
    commodities: Vec<Range<usize>>,
}

impl Workbench {
    /// Hands over the parts of every cell of a pair that is not left out, ascending, with the split
    /// of the residual if it is asked for.
    pub(crate) fn explain(
        &mut self,
        pair: &PairCells,
        learned: &Learned,
        splits: bool,
        mut take: impl FnMut(&CellParts),
    ) {
        self.grid.lay(pair, learned, &mut self.begun.state);
        self.labels.clear();
        let residual = self.labels.of(residual());
        let work = Work::of(pair, learned);
        let is_open = self.grid.is_open() || pair.transfers.iter().any(Transfer::is_open);
        let orders = self.walk_at(Estimate::Point, (pair, &work), residual, splits);
        let ends = Estimate::ENDS.into_iter().enumerate().filter(|_| is_open);
        for (end, estimate) in ends {
            std::mem::swap(&mut self.averages, &mut self.ends[end]);
            self.walk_at(estimate, (pair, &work), residual, false);
            std::mem::swap(&mut self.averages, &mut self.ends[end]);
        }
        let take = |cell: &CellParts| {
            if !pair.left_out.contains(&cell.period) {
                take(cell);
            }
        };
        let ends = is_open.then_some(&self.ends);
        self.averages
            .tell(pair, &self.grid, (&self.labels, ends), &orders, take);
    }

    /// All walks with the margins, or an end of their intervals; how many orders each stands for.
    fn walk_at(
        &mut self,
        estimate: Estimate,
        (pair, work): (&PairCells, &Work),
        residual: u32,
        splits: bool,
    ) -> Vec<u32> {
        self.grid.estimate = estimate;
        self.averages.clear(splits.then_some(self.grid.keys.len()));
        self.begin(pair);
        let even = self.walk_all(pair, work, residual);
        let walks = work.walks(even);
        for (at, &(steps, _)) in walks.iter().enumerate().skip(1) {
            self.choose(at, steps, work, even);
            if !self.zones.is_empty() {
                self.walk_again(at, (pair, steps), work, residual);
            }
        }
        self.averages.link(&self.begun.links);
        let orders: Vec<u32> = walks.iter().map(|walk| walk.1).collect();
        self.averages.settle(residual, &orders);
        orders
    }

    /// The first stages, which are the same at the ends of the margins but for hidden codes.
    fn begin(&mut self, pair: &PairCells) {
        let (grid, begun, is_first) = (&self.grid, &mut self.begun, self.grid.estimate == Estimate::Point);
        if is_first || grid.hides {
            if grid.hides {
                let (from, to) = if is_first {
                    (&begun.state, &mut self.start)
                } else {
                    (&self.start, &mut begun.state)
                };
                to.keep(from);
                to.take_over(from);
            }
            begin(&mut Run::new(grid, &grid.zones, &mut self.labels, begun), pair);
            self.walk.state.keep(&begun.state);
        } else {
            let run = Run::on(grid, &grid.zones, &mut self.labels, begun);
            run.know_bare((0..2).filter(|&side| grid.has_margin[side]));
        }
    }

    /// The first walk, over everything; whether values without margin are the same before it is
    /// taken off and after.
    fn walk_all(&mut self, pair: &PairCells, work: &Work, residual: u32) -> bool {
        let grid = &self.grid;
        self.stirred.clear(grid);
        self.precedents.clear(grid.zones.len());
        self.precedents.begin(0..grid.zones.len());
        let mut run = Run::new(grid, &grid.zones, &mut self.labels, &mut self.walk);
        run.go_on(&self.begun);
        let even = walk(&mut run, pair, work.first(), &mut self.precedents);
        self.precedents.end(0, work);
        self.stirred.add(grid, run.stirred, |_| ());
        finish(&mut run, pair, residual);
        run.entries.extend_from_slice(&self.begun.entries);
        self.averages.begin(&run, &self.stirred);
        even
    }

    /// The chapters for a further walk: in which a step whose place matters did something in
    /// the first, and in which it is not known what the steps would do now.
    fn choose(&mut self, at: usize, steps: Steps, work: &Work, even: bool) {
        let mut here = Vec::new();
        self.zones.clear();
        for (chapter, zone) in self.grid.zones.iter().enumerate() {
            if !self.stirred.is_within(zone) {
                continue;
            }
            match self.precedents.twin(chapter, steps, work).filter(|_| even) {
                Some(twin) => self.averages.repeat(zone.clone(), twin, at),
                None => {
                    self.zones.push(zone.clone());
                    here.push(chapter);
                }
            }
        }
        self.precedents.begin(here.into_iter());
    }

    fn walk_again(&mut self, at: usize, (pair, steps): (&PairCells, Steps), work: &Work, residual: u32) {
        let grid = &self.grid;
        let mut run = Run::new(grid, &self.zones, &mut self.labels, &mut self.walk);
        run.go_on(&self.begun);
        walk(&mut run, pair, steps, &mut self.precedents);
        self.precedents.end(at, work);
        self.stirred
            .add(grid, run.stirred, |cells| self.averages.reopen(cells));
        // Of all other commodities the first walk told what this one would.
        let here = self.stirred.cells().iter();
        self.commodities.clear();
        self.commodities
            .extend(here.filter(|cells| run.visits(cells.start)).cloned());
        run.zones = &self.commodities;
        let stirred = &self.stirred;
        run.entries
            .retain(|entry| stirred.holds(grid, entry.cell as usize));
        finish(&mut run, pair, residual);
        let begun = self.begun.entries.iter().copied();
        let is_here = |entry: &Entry| holds(&self.commodities, entry.cell as usize);
        run.entries.extend(begun.filter(is_here));
        self.averages.add(&run, at);
    }
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
pub(super) fn begin(run: &mut Run<'_>, pair: &PairCells) {
    stage::edition::convert(run);
    stage::edition::revalue(run);
    stage::scope::remove(run, &pair.habits);
    stage::confidential::spread(run);
    run.deduct(Cause::ReExport);
    run.know_bare(0..2);
}

/// The steps, and whether values without margin are the same before it is taken off and after.
fn walk(run: &mut Run<'_>, pair: &PairCells, steps: Steps, precedents: &mut Precedents) -> bool {
    let mut even = true;
    for step in steps.into_iter().flatten() {
        let before = (run.entries.len(), run.links.len(), run.stirred.len());
        match step {
            Step::Indirect => stage::indirect::attribute(run, pair),
            Step::Timing => stage::timing::shift(run, &pair.habits),
            Step::Margin => even = stage::margin::take_off(run),
            Step::Misclassification => stage::misclassification::recode(run, &pair.habits),
        }
        if step != Step::Margin {
            run.stir(before.0, before.1);
        }
        precedents.note(step, run.zones, &run.stirred[before.2..]);
    }
    even
}

/// Stages 8 to 10, and what is left.
fn finish(run: &mut Run<'_>, pair: &PairCells, residual: u32) {
    stage::one_sided::book(run, &pair.habits);
    stage::matched::label(run, &pair.habits);
    run.close(residual);
}
