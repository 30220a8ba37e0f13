//! Cells of which a side tells a figure that cannot be used.
//!
//! No rate of exchange brings it into dollars, or it is a part of the flow alone, or
//! its source cannot be set beside the other side's. That is no silence: what the
//! other side tells of such a cell has nothing to differ from, so it stands apart, and
//! so does what stands together with it under other codes. A figure that is told at
//! another level in a way that can be used lacks nothing.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Commodity, Currency, Edition, Flow, Frequency, Level, Period, Side};

use super::basis::{self, SideBasis};
use super::choice::Choice;
use super::left::no_rate;
use super::months::Months;
use super::statement::{Said, Source, Stated};
use super::together::Together;
use super::{Request, levels};
use crate::explain::{Apart, Cell, PairCells};

/// Why a figure cannot be used.
#[derive(Clone, Copy)]
enum Why {
    PartOnly(Option<Flow>),
    NoRate(Currency),
}

/// A cell a source tells and that cannot be used.
#[derive(Clone, Copy)]
pub(super) struct UnusableCell {
    pub(super) period: Period,
    commodity: Commodity,
    edition: Edition,
    why: Why,
}

/// All such cells of a pair by source, ascending by period.
#[derive(Default)]
pub(crate) struct Unusable(BTreeMap<Source, Vec<UnusableCell>>);

impl Unusable {
    /// Of what can be asked: figures of years say nothing of months.
    pub(super) fn of(request: &Request, stated: &Stated) -> Self {
        let mut all: BTreeMap<Source, Vec<UnusableCell>> = BTreeMap::new();
        let asked = |source: &Source, period: Period| {
            let fit = request.frequency == Frequency::Annual || source.frequency == Frequency::Monthly;
            fit && request.admits(period)
        };
        let parts = stated.fragments.iter().map(|one| {
            let why = Why::PartOnly(one.flow);
            (one.source, one.period, (one.commodity, one.edition), Some(why))
        });
        let unconverted = stated.unconverted.iter().map(|one| {
            let why = one.rates.first().map(|rate| Why::NoRate(rate.currency));
            (one.source, one.period, (one.commodity, one.edition), why)
        });
        for (source, period, (commodity, edition), why) in parts.chain(unconverted) {
            if let Some(why) = why.filter(|_| asked(&source, period)) {
                let cell = UnusableCell {
                    period,
                    commodity,
                    edition,
                    why,
                };
                all.entry(source).or_default().push(cell);
            }
        }
        all.values_mut()
            .for_each(|cells| cells.sort_by_key(|one| (one.period, one.commodity)));
        Self(all)
    }

    /// Those of a source in the period of a request that theirs falls into.
    pub(super) fn of_source(
        &self,
        source: Source,
        period: Period,
        place: impl Fn(Period) -> Period,
    ) -> &[UnusableCell] {
        let Some(cells) = self.0.get(&source) else {
            return &[];
        };
        let from = cells.partition_point(|one| place(one.period) < period);
        let until = cells.partition_point(|one| place(one.period) <= period);
        &cells[from..until]
    }

    /// The months of a year of which any source of a side but one tells such a cell.
    pub(super) fn months_beside(&self, source: Source, year: Period) -> Months {
        let others = self.0.iter().filter(|(other, _)| {
            other.side == source.side && other.frequency == Frequency::Monthly && **other != source
        });
        let periods = others.flat_map(|(_, cells)| cells.iter().map(|one| one.period));
        let of_year = periods.filter(|month| month.whole_year() == year);
        of_year.map(Months::of).fold(Months::default(), Months::and)
    }

    /// Whether any source of a side tells such a cell of a period, or of a month of it.
    pub(super) fn has(&self, side: Side, period: Period) -> bool {
        let cells = self.0.iter().filter(|(source, _)| source.side == side);
        let mut periods = cells.flat_map(|(_, cells)| cells.iter().map(|one| one.period));
        periods.any(|told| told == period || told.whole_year() == period)
    }
}

/// What the other side's figures of a pair cannot be set beside.
#[derive(Default)]
pub(super) struct Lacking {
    periods: BTreeMap<(Side, Period), Option<Why>>,
    cells: BTreeMap<(Side, Period, Commodity), UnusableCell>,
}

impl Lacking {
    /// All of a period.
    pub(super) fn add_period(&mut self, side: Side, period: Period) {
        self.periods.insert((side, period), None);
    }

    /// What the chosen source of a side tells and cannot be used, at the level of the comparison.
    pub(super) fn add_cells(&mut self, side: Side, choice: &Choice<'_>, level: Level) {
        let (unusable, said) = choice.unusable(side);
        if unusable.is_empty() {
            return;
        }
        let told = Besides::of(said);
        for one in unusable {
            let months_stay = choice.months_stay();
            let period = if months_stay { one.period } else { choice.period() };
            if months_stay && !told.periods.contains(&one.period) {
                self.periods.entry((side, period)).or_insert(Some(one.why));
            } else if let Some(code) = told.lacking(one, level) {
                self.cells.entry((side, period, code)).or_insert(*one);
            }
        }
    }

    /// Parts the cells that have nothing to be set beside from the others; both stay in order.
    pub(super) fn apart(&self, cells: Vec<Cell>) -> (Vec<Cell>, Vec<Apart>) {
        if self.periods.is_empty() && self.cells.is_empty() {
            return (cells, Vec::new());
        }
        let together = self.together(&cells);
        let (mut kept, mut apart) = (Vec::with_capacity(cells.len()), Vec::new());
        for cell in cells {
            let joined = || {
                let joined = together.get(&(cell.period, cell.commodity));
                joined.copied()
            };
            match self
                .lacking(&cell)
                .map(|(side, why)| (side, why, false))
                .or_else(joined)
            {
                Some(found) => apart.push(without(cell, found)),
                None => kept.push(cell),
            }
        }
        (kept, apart)
    }

    /// The side whose figure a cell lacks, beside the other's.
    fn lacking(&self, cell: &Cell) -> Option<(Side, Option<Why>)> {
        let sides = [Side::Export, Side::Import];
        let mut told = sides
            .into_iter()
            .filter(|side| cell.report(side.other()).is_some());
        told.find_map(|side| Some((side, self.why(side, cell)?)))
    }

    fn why(&self, side: Side, cell: &Cell) -> Option<Option<Why>> {
        if let Some(why) = self.periods.get(&(side, cell.period)) {
            return Some(*why);
        }
        let above = levels::LEVELS.map(|level| cell.commodity.at(level));
        let found = above
            .into_iter()
            .find_map(|commodity| self.cells.get(&(side, cell.period, commodity)));
        found.map(|one| Some(one.why))
    }

    /// The cells whose goods stand together with those of a figure that cannot be used, under other
    /// codes: in another edition, or in a code that hides them.
    fn together(&self, cells: &[Cell]) -> BTreeMap<(Period, Commodity), Joined> {
        // The rest of a total is no code that hides others.
        let is_rest =
            |code: Commodity, one: &UnusableCell| code.is_unspecified() && !one.commodity.is_unspecified();
        let unusable = self
            .cells
            .iter()
            .filter(|((_, _, code), one)| !is_rest(*code, one));
        let unusable = unusable.map(|(&(side, period, code), one)| (side, period, code, one.edition));
        let groups = Together::of(cells, unusable);
        let mut joined = BTreeMap::new();
        let mut join = |from: Commodity, period: Period, side: Side, why: Why| {
            for code in groups.reached(period, from) {
                let whose = cells.binary_search_by_key(&(code, period), |cell| (cell.commodity, cell.period));
                let Ok(at) = whose else { continue };
                let other = cells[at].report(side.other()).is_some();
                let without = if other { side } else { side.other() };
                joined
                    .entry((period, code))
                    .or_insert((without, Some(why), !other));
            }
        };
        for (&(side, period, code), one) in &self.cells {
            join(code, period, side, one.why);
        }
        for cell in cells {
            if let Some((side, Some(why))) = self.lacking(cell) {
                join(cell.commodity, cell.period, side, why);
            }
        }
        joined
    }
}

/// The side whose figure is left out, why, and whether that is for want of the other's.
type Joined = (Side, Option<Why>, bool);

/// What is left of a side's sum is no figure of the cell.
fn without(mut cell: Cell, (side, why, is_beside): Joined) -> Apart {
    cell.reports[side as usize] = None;
    let words = |why: Why| match is_beside {
        true => format!("under a code that is set apart: {}", why.words()),
        false => why.words(),
    };
    Apart {
        cell,
        without: side,
        why: why.map(words),
    }
}

/// What a source tells in a way that can be used.
struct Besides {
    periods: BTreeSet<Period>,
    cells: BTreeSet<(Period, Commodity)>,
    /// What the cells are details of.
    above: BTreeSet<(Period, Commodity)>,
}

impl Besides {
    fn of(said: &[Said]) -> Self {
        let cells = || said.iter().map(|((period, commodity), _)| (*period, *commodity));
        let above = cells().flat_map(|(period, commodity)| {
            let coarser = above(commodity);
            coarser.map(move |above| (period, above))
        });
        Self {
            periods: cells().map(|(period, _)| period).collect(),
            above: above.collect(),
            cells: cells().collect(),
        }
    }

    /// What the figures of a level lack for want of a cell. A coarser figure holds its goods, and so
    /// do details; but what these do not specify of a figure that no rate brings into dollars, nobody
    /// knows.
    fn lacking(&self, one: &UnusableCell, level: Level) -> Option<Commodity> {
        let tells = |commodity: Commodity| self.cells.contains(&(one.period, commodity));
        if above(one.commodity).any(tells) {
            return None;
        }
        if !self.in_details(one) {
            return Some(one.commodity.at(level));
        }
        let rest = levels::nowhere(one.commodity).at(level);
        let finer = matches!(one.why, Why::NoRate(_)) && one.commodity.level() < level;
        let told = || {
            self.cells
                .iter()
                .any(|(period, code)| *period == one.period && code.at(level) == rest)
        };
        (finer && !told()).then_some(rest)
    }

    fn in_details(&self, one: &UnusableCell) -> bool {
        self.above
            .contains(&(one.period, one.commodity.within(Level::Hs6)))
    }
}

/// Whether what a source tells of all goods is no sum: it lacks some of them.
pub(super) fn lacks_of_total(unusable: &[UnusableCell], said: &[Said]) -> bool {
    if unusable.is_empty() {
        return false;
    }
    let told = Besides::of(said);
    unusable
        .iter()
        .any(|one| told.lacking(one, Level::Total).is_some())
}

/// The codes a code is a detail of.
fn above(commodity: Commodity) -> impl Iterator<Item = Commodity> {
    let above = levels::LEVELS.map(|level| commodity.within(level));
    above
        .into_iter()
        .filter(move |above| above.level() < commodity.level())
}

impl Why {
    fn words(self) -> String {
        match self {
            Self::PartOnly(flow) => basis::part_only(flow).to_owned(),
            Self::NoRate(currency) => no_rate(&currency.to_string()),
        }
    }
}

/// Says of a side how many of its cells stand apart for want of the other side's figure.
pub(super) fn note(
    request: &Request,
    pair: &PairCells,
    basis: &mut BTreeMap<Period, [Option<SideBasis>; 2]>,
) {
    let mut counts: BTreeMap<(Period, Side), usize> = BTreeMap::new();
    for one in pair.apart_in_rows().filter(|one| one.why.is_some()) {
        let period = match request.frequency {
            Frequency::Annual => one.cell.period.whole_year(),
            Frequency::Monthly => one.cell.period,
        };
        *counts.entry((period, one.without.other())).or_default() += 1;
    }
    for ((period, side), number) in counts {
        let side = basis
            .get_mut(&period)
            .and_then(|sides| sides[side as usize].as_mut());
        if let Some(side) = side {
            side.note_apart(number);
        }
    }
}
