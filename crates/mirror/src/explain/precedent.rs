//! What steps did in a chapter, walk by walk, and which orders need no walk there.
//!
//! A step that finds a chapter as it found it before does what it did before. What
//! it finds is what the steps before it made of the chapter, and the margin is none of
//! them, since all look at values without margin. So when an order of the steps is foreseen
//! to do the same as one that was walked, its parts are known. It does not know them.

use std::ops::Range;

use super::order::{Step, Steps, Work};

/// Steps beside the margin, one after the other, as digits to the base of four.
type Done = usize;

/// Of three steps at most two come before another.
const BEFORE: usize = 16;

/// What is known of every chapter of a pair.
#[derive(Default)]
pub(super) struct Precedents {
    chapters: Vec<Precedent>,
    /// Those a walk goes over, ascending, and whether a step did something there.
    here: Vec<usize>,
    did: Vec<bool>,
}

impl Precedents {
    /// Nothing is known yet of so many chapters.
    pub(super) fn clear(&mut self, chapters: usize) {
        self.chapters.clear();
        self.chapters.resize(chapters, Precedent::default());
    }

    /// Begins a walk over some chapters.
    pub(super) fn begin(&mut self, here: impl Iterator<Item = usize>) {
        self.here.clear();
        self.here.extend(here);
        for &chapter in &self.here {
            self.chapters[chapter].begin();
        }
    }

    /// Notes the cells in which a step did something; `zones` are those of the chapters.
    pub(super) fn note(&mut self, step: Step, zones: &[Range<usize>], cells: &[usize]) {
        self.did.clear();
        self.did.resize(self.here.len(), false);
        let mut zone = 0;
        for &cell in cells {
            // One step's cells are mostly near each other.
            if zones.get(zone).is_none_or(|zone| !zone.contains(&cell)) {
                zone = zones.partition_point(|zone| zone.end <= cell);
            }
            if let Some(did) = self.did.get_mut(zone) {
                *did = true;
            }
        }
        for (&chapter, &did) in self.here.iter().zip(&self.did) {
            self.chapters[chapter].note(step, did);
        }
    }

    /// Ends a walk, by its number.
    pub(super) fn end(&mut self, walk: usize, work: &Work) {
        for &chapter in &self.here {
            self.chapters[chapter].end(walk, work);
        }
    }

    /// The walk that did in a chapter what steps would do; `None` where that is not known.
    pub(super) fn twin(&self, chapter: usize, steps: Steps, work: &Work) -> Option<usize> {
        self.chapters[chapter].twin(steps, work)
    }
}

/// What is known of one chapter.
#[derive(Clone, Copy, Default)]
struct Precedent {
    /// By what was done before, a bit for each step that was seen then, and for each that did something.
    seen: [u8; BEFORE],
    did: [u8; BEFORE],
    /// Where a walk stands: what was done, and with the margin in its place.
    done: Done,
    steps: Steps,
    /// What each walk did.
    walks: [Option<Steps>; 6],
}

impl Precedent {
    /// Begins a walk.
    fn begin(&mut self) {
        (self.done, self.steps) = (0, Steps::default());
    }

    /// Notes whether a step did something.
    fn note(&mut self, step: Step, did: bool) {
        if step != Step::Margin {
            self.seen[self.done] |= bit(step);
            if !did {
                return;
            }
            self.did[self.done] |= bit(step);
            self.done = after(self.done, step);
        }
        push(&mut self.steps, step);
    }

    /// Ends a walk, by its number.
    fn end(&mut self, walk: usize, work: &Work) {
        self.walks[walk] = Some(work.margin_early(self.steps));
    }

    /// The walk that did what steps would do; `None` where that is not known.
    fn twin(&self, steps: Steps, work: &Work) -> Option<usize> {
        let (mut done, mut foreseen) = (0, Steps::default());
        for step in steps.into_iter().flatten() {
            if step != Step::Margin {
                if self.seen[done] & bit(step) == 0 {
                    return None;
                }
                if self.did[done] & bit(step) == 0 {
                    continue;
                }
                done = after(done, step);
            }
            push(&mut foreseen, step);
        }
        let foreseen = Some(work.margin_early(foreseen));
        self.walks.iter().position(|&walk| walk == foreseen)
    }
}

/// Three steps done leave none to see; their place is never asked for.
fn after(done: Done, step: Step) -> Done {
    (done * 4 + step as usize + 1) % BEFORE
}

const fn bit(step: Step) -> u8 {
    1 << step as u8
}

fn push(steps: &mut Steps, step: Step) {
    if let Some(place) = steps.iter_mut().find(|place| place.is_none()) {
        *place = Some(step);
    }
}

#[cfg(test)]
mod tests {
    use super::Step::{Indirect, Margin, Misclassification, Timing};
    use super::*;

    fn walked(walks: &[&[(Step, bool)]]) -> Precedent {
        let mut precedent = Precedent::default();
        for (at, walk) in walks.iter().enumerate() {
            precedent.begin();
            walk.iter().for_each(|&(step, did)| precedent.note(step, did));
            precedent.end(at, &Work::default());
        }
        precedent
    }

    fn steps(all: &[Step]) -> Steps {
        let mut steps = Steps::default();
        all.iter().for_each(|&step| push(&mut steps, step));
        steps
    }

    #[test]
    fn a_step_that_did_nothing_does_nothing_where_it_finds_the_same() {
        let first = [(Timing, true), (Margin, true), (Misclassification, false)];
        let precedent = walked(&[&first]);
        let work = Work::default();
        assert_eq!(
            precedent.twin(steps(&[Timing, Misclassification, Margin]), &work),
            Some(0)
        );
        let unseen = steps(&[Misclassification, Timing, Margin]);
        assert_eq!(precedent.twin(unseen, &work), None);
        let second = [(Misclassification, false), (Timing, true), (Margin, true)];
        assert_eq!(walked(&[&first, &second]).twin(unseen, &work), Some(0));
    }

    #[test]
    fn what_is_done_before_the_margin_is_not_what_is_done_after_it() {
        let first = [(Indirect, true), (Margin, true), (Misclassification, true)];
        let precedent = walked(&[&first]);
        let work = Work::default();
        let other = steps(&[Indirect, Misclassification, Margin]);
        assert_eq!(precedent.twin(other, &work), None);
        assert_eq!(
            precedent.twin(steps(&[Indirect, Margin, Misclassification]), &work),
            Some(0)
        );
    }
}
