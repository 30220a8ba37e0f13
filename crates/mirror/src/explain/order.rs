//! The orders of the stages that do not commute, and the walks they come down to.
//!
//! Orders that differ only in the place of a stage without input are one walk, and
//! so are those that differ only in whether the margin goes before or after a stage
//! that neither asks for it nor touches a side that has one. What a stage does is
//! not decided here.

use entente_trade::{Cause, Frequency};

use super::cell::PairCells;
use super::margin::Learned;

/// A stage between 3 and 8: three whose order matters, and timing, which keeps its place among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Indirect,
    Timing,
    Margin,
    Misclassification,
}

/// The steps of a walk, one after the other.
pub(super) type Steps = [Option<Step>; 4];

/// The orders of the three, the canonical one first.
const ORDERS: [[Step; 3]; 6] = {
    use Step::{Indirect as I, Margin as M, Misclassification as C};
    [[I, M, C], [I, C, M], [M, I, C], [M, C, I], [C, I, M], [C, M, I]]
};

/// How many orders there are.
pub(super) const COUNT: u32 = ORDERS.len() as u32;

/// What the steps have to work on in a pair.
#[derive(Default)]
pub(super) struct Work {
    /// Whether a step has any, by step.
    has_input: [bool; 4],
    /// Whether the margin may as well be taken off before a step as after it.
    passes_margin: [bool; 4],
}

impl Work {
    pub(super) fn of(pair: &PairCells, learned: &Learned) -> Self {
        let input = Input::of(pair);
        let steps = [
            Step::Indirect,
            Step::Timing,
            Step::Margin,
            Step::Misclassification,
        ];
        let has_margin = [0, 1]
            .map(|side: usize| learned.side(side).is_some() || input.is_documented(side, Cause::CifFob));
        let changes = |step: Step, side: usize| input.changes(pair, step, side);
        Self {
            has_input: steps.map(|step| step == Step::Margin || (0..2).any(|side| changes(step, side))),
            passes_margin: steps.map(|step| !(0..2).any(|side| has_margin[side] && changes(step, side))),
        }
    }

    /// The steps of the canonical order.
    pub(super) fn first(&self) -> Steps {
        self.steps(ORDERS[0])
    }

    /// All walks and how many orders each stands for, that of the canonical order first; `even`
    /// is whether values without margin are the same before it is taken off and after.
    pub(super) fn walks(&self, even: bool) -> Vec<(Steps, u32)> {
        let mut walks: Vec<(Steps, Steps, u32)> = Vec::with_capacity(ORDERS.len());
        for order in ORDERS {
            let steps = self.steps(order);
            let alike = if even { self.margin_early(steps) } else { steps };
            match walks.iter_mut().find(|(known, ..)| *known == alike) {
                Some((.., times)) => *times += 1,
                None => walks.push((alike, steps, 1)),
            }
        }
        walks
            .into_iter()
            .map(|(_, steps, times)| (steps, times))
            .collect()
    }

    fn steps(&self, [first, second, third]: [Step; 3]) -> Steps {
        // In the canonical order timing is stage 5: after the first of the three.
        let all = [first, Step::Timing, second, third];
        let mut steps = [None; 4];
        let with_input = all.into_iter().filter(|&step| self.has_input[step as usize]);
        steps
            .iter_mut()
            .zip(with_input)
            .for_each(|(place, step)| *place = Some(step));
        steps
    }

    /// The margin before all steps that it may as well go before.
    pub(super) fn margin_early(&self, mut steps: Steps) -> Steps {
        for at in (1..steps.len()).rev() {
            let passes = steps[at - 1].is_some_and(|step| self.passes_margin[step as usize]);
            if steps[at] == Some(Step::Margin) && passes {
                steps.swap(at - 1, at);
            }
        }
        steps
    }
}

/// What the cells of a pair hold that steps work on.
#[derive(Default)]
struct Input {
    /// Of each side, bit *n* for the cause with number *n* that its records single out.
    documented: [u32; 2],
    monthly: bool,
    detailed: bool,
}

impl Input {
    fn of(pair: &PairCells) -> Self {
        let mut input = Self::default();
        for cell in &pair.cells {
            input.monthly |= cell.period.frequency() == Frequency::Monthly;
            input.detailed |= cell.commodity.chapter().is_some();
            for (documented, report) in input.documented.iter_mut().zip(&cell.reports) {
                let deductions = report.iter().flat_map(|report| &report.deductions);
                *documented = deductions.fold(*documented, |known, one| known | bit(one.cause));
            }
        }
        input
    }

    fn is_documented(&self, side: usize, cause: Cause) -> bool {
        self.documented[side] & bit(cause) != 0
    }

    /// Whether a step can change values of a side.
    fn changes(&self, pair: &PairCells, step: Step, side: usize) -> bool {
        let first = |is: fn(&super::Habits) -> bool| pair.habits.iter().position(is) == Some(side);
        match step {
            Step::Indirect => {
                let inferred = side == pair.transferred && !pair.transfers.is_empty();
                inferred || self.is_documented(side, Cause::Indirect)
            }
            Step::Timing => {
                let inferred = self.monthly && first(|habits| habits.leads);
                inferred || self.is_documented(side, Cause::Timing)
            }
            Step::Margin => true,
            Step::Misclassification => self.detailed && first(|habits| habits.recodes),
        }
    }
}

const fn bit(cause: Cause) -> u32 {
    1 << cause as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walks(has_input: [bool; 4], passes_margin: [bool; 4], even: bool) -> Vec<(String, u32)> {
        let work = Work {
            has_input,
            passes_margin,
        };
        let letters = |steps: Steps| {
            let steps = steps.into_iter().flatten();
            steps.map(|step| ['I', 'T', 'M', 'C'][step as usize]).collect()
        };
        let walks = work.walks(even).into_iter();
        walks.map(|(steps, times)| (letters(steps), times)).collect()
    }

    fn told(walks: &[(&str, u32)]) -> Vec<(String, u32)> {
        walks
            .iter()
            .map(|&(steps, times)| (steps.to_owned(), times))
            .collect()
    }

    #[test]
    fn a_step_without_input_makes_no_walk_of_its_own() {
        let none = [false; 4];
        assert_eq!(walks([false, false, true, false], none, true), told(&[("M", 6)]));
        let expected = told(&[("TMC", 1), ("TCM", 1), ("MTC", 2), ("CTM", 2)]);
        assert_eq!(walks([false, true, true, true], none, true), expected);
        assert_eq!(walks([true; 4], none, true).len(), 6);
    }

    #[test]
    fn a_margin_that_a_step_does_not_see_goes_before_or_after_it() {
        let timing = [false, true, false, false];
        let input = [false, true, true, true];
        let expected = told(&[("TMC", 3), ("TCM", 1), ("CTM", 2)]);
        assert_eq!(walks(input, timing, true), expected);
        assert_eq!(walks(input, timing, false).len(), 4);
    }
}
