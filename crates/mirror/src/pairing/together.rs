//! Codes under which two sides may tell the same goods in a period.
//!
//! One side may use another edition, or hide a code. Where a figure under one of
//! them cannot be used, the others have nothing to be set beside either. It moves no
//! goods: the decomposition does.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Commodity, Edition, Money, Period, Side};

use crate::explain::{Cell, Report, edition_links, is_plain_code};

/// Codes and those they stand together with, by period.
pub(super) struct Together(BTreeMap<(Period, Commodity), BTreeSet<Commodity>>);

impl Together {
    /// Of all cells of a pair, and of what is told beside them in figures that cannot be used.
    pub(super) fn of(
        cells: &[Cell],
        unusable: impl Iterator<Item = (Side, Period, Commodity, Edition)>,
    ) -> Self {
        let mut told: BTreeMap<(Commodity, Period), [Option<Edition>; 2]> = BTreeMap::new();
        for cell in cells {
            let editions = cell.reports.each_ref();
            let editions = editions.map(|report| report.as_ref().map(|report| report.edition));
            told.insert((cell.commodity, cell.period), editions);
        }
        let mut of = BTreeSet::new();
        for (side, period, code, edition) in unusable {
            told.entry((code, period)).or_default()[side as usize] = Some(edition);
            of.insert((side, period, code));
        }
        let mut together = Self(BTreeMap::new());
        let report = |edition| Report {
            edition,
            ..Report::of(Money::ZERO)
        };
        let all = told.iter().map(|(&(commodity, period), editions)| Cell {
            commodity,
            period,
            reports: editions.map(|edition| edition.map(report)),
        });
        for (period, codes) in edition_links(&all.collect::<Vec<_>>()) {
            together.link(period, codes);
        }
        together.link_hidden(&told, &of);
        together
    }

    fn link(&mut self, period: Period, [a, b]: [Commodity; 2]) {
        for (from, to) in [(a, b), (b, a)] {
            self.0.entry((period, from)).or_default().insert(to);
        }
    }

    /// A code that hides may hold what only the other side tells of its chapter, and one without a
    /// chapter, if it cannot be used, what only the other side tells at all: of codes its side tells in
    /// no period, if there are such, and in a chapter else of all.
    fn link_hidden(&mut self, told: &Editions, unusable: &BTreeSet<(Side, Period, Commodity)>) {
        let periods: BTreeSet<Period> = unusable.iter().map(|one| one.1).collect();
        let hides = |(code, period): &(Commodity, Period)| code.is_unspecified() && periods.contains(period);
        let hidden = told.iter().filter(|(place, _)| hides(place));
        let told_by = [0, 1].map(|side: usize| {
            let own = told.iter().filter(|(_, editions)| editions[side].is_some());
            own.map(|((code, _), _)| *code).collect::<BTreeSet<_>>()
        });
        for (&(code, period), editions) in hidden {
            for side in [Side::Export, Side::Import] {
                let counts = code.chapter().is_some() || unusable.contains(&(side, period, code));
                if editions[side as usize].is_some() && counts {
                    let only_other = only_other(told, (code, period), side);
                    let never = |one: &&Commodity| !told_by[side as usize].contains(one);
                    let mut held: Vec<&Commodity> = only_other.iter().filter(never).collect();
                    if held.is_empty() && code.chapter().is_some() {
                        held.extend(&only_other);
                    }
                    held.into_iter().for_each(|&held| self.link(period, [code, held]));
                }
            }
        }
    }

    /// The codes that stand together with one in a period, itself among them.
    pub(super) fn reached(&self, period: Period, from: Commodity) -> BTreeSet<Commodity> {
        let (mut reached, mut open) = (BTreeSet::from([from]), vec![from]);
        while let Some(code) = open.pop() {
            let next = self.0.get(&(period, code)).into_iter().flatten();
            open.extend(next.filter(|&&code| reached.insert(code)));
        }
        reached
    }
}

/// By code and period, the edition of each side's figure.
type Editions = BTreeMap<(Commodity, Period), [Option<Edition>; 2]>;

/// What only the other side tells of the goods that a side's code may hide.
fn only_other(told: &Editions, (hidden, period): (Commodity, Period), side: Side) -> Vec<Commodity> {
    let at = side as usize;
    let in_scope = |code: Commodity| {
        is_plain_code(code) && (hidden.chapter().is_none() || code.chapter() == hidden.chapter())
    };
    let found = told.iter().filter(|((code, when), editions)| {
        *when == period && in_scope(*code) && editions[at].is_none() && editions[1 - at].is_some()
    });
    found.map(|((code, _), _)| *code).collect()
}
