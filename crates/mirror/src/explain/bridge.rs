//! The bridge: from the two published figures of every cell, stage by stage, to
//! what nothing explains.
//!
//! A stage may only change a value through [`Run::change`], which writes down
//! the same amount as a part. So the parts and what is left add up to the
//! asymmetry by construction: per cell, per aggregate, in every order.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use entente_trade::{Area, Cause, Commodity, Grade, Money, Period, money};

use super::cell::{Deduction, Freight};
use super::grid::Grid;
use super::margin::{Basis, Rate};
use super::split::quantity_effect;

/// What a part is called: a cause, how it was found, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Label {
    pub(crate) cause: Cause,
    pub(crate) grade: Option<Grade>,
    pub(crate) method: &'static str,
    pub(crate) via: Option<Area>,
    pub(crate) evidence: Arc<str>,
    pub(crate) reach: Reach,
}

/// How far the interval of a label's parts reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Reach {
    /// Over the orders of the stages and the ends of the margins: it has no error of its own.
    Orders,
    /// Down to nothing as well: a mere possibility.
    Nothing,
}

/// All labels used for a pair; entries refer to them by position.
#[derive(Default)]
pub(crate) struct Labels {
    all: Vec<Label>,
    /// Where each is; kept once there are more than [`FEW`].
    places: HashMap<Label, u32>,
    named: Vec<(Name, u32)>,
    /// Of the margins, by their place in the grid.
    margins: Vec<Option<u32>>,
    /// Of the transfers, by their place in the pair.
    transfers: Vec<Option<u32>>,
}

/// So many labels are sooner looked through than hashed.
const FEW: usize = 24;

/// What tells labels of one kind apart, short of their words: a cause, a number of the stage's
/// own, a grade, a third country, and a method.
pub(crate) type Name = (Cause, usize, Option<Grade>, Option<Area>, &'static str);

impl Labels {
    /// Forgets all labels, for the next pair.
    pub(crate) fn clear(&mut self) {
        self.all.clear();
        self.places.clear();
        self.named.clear();
        self.margins.clear();
        self.transfers.clear();
    }

    /// The position of a label, added if it is new.
    pub(crate) fn of(&mut self, label: Label) -> u32 {
        if let Some(place) = self.find(&label) {
            return place;
        }
        let place = self.all.len() as u32;
        if self.all.len() == FEW {
            let known = self.all.iter().cloned().zip(0..);
            self.places.extend(known);
        }
        if self.all.len() >= FEW {
            self.places.insert(label.clone(), place);
        }
        self.all.push(label);
        place
    }

    fn find(&self, label: &Label) -> Option<u32> {
        if self.all.len() > FEW {
            return self.places.get(label).copied();
        }
        self.all
            .iter()
            .position(|known| known == label)
            .map(|at| at as u32)
    }

    /// The position of a label whose words need not be made twice.
    pub(crate) fn named(&mut self, name: Name, label: impl FnOnce() -> Label) -> u32 {
        if let Some(&(_, place)) = self.named.iter().find(|(known, _)| *known == name) {
            return place;
        }
        let place = self.of(label());
        self.named.push((name, place));
        place
    }

    /// The position of the label of a margin of the grid.
    pub(crate) fn of_margin(&mut self, at: usize, basis: &Basis) -> u32 {
        if let Some(place) = known(&mut self.margins, at) {
            return place;
        }
        let place = self.of(margin_label(basis));
        self.margins[at] = Some(place);
        place
    }

    /// The position of the label of a transfer, made in the first walk only.
    pub(crate) fn of_transfer(&mut self, at: usize, label: impl FnOnce() -> Label) -> u32 {
        if let Some(place) = known(&mut self.transfers, at) {
            return place;
        }
        let place = self.of(label());
        self.transfers[at] = Some(place);
        place
    }

    pub(crate) fn get(&self, at: u32) -> &Label {
        &self.all[at as usize]
    }
}

/// What is known at a place; there is room for it from then on.
fn known(places: &mut Vec<Option<u32>>, at: usize) -> Option<u32> {
    if places.len() <= at {
        places.resize(at + 1, None);
    }
    places[at]
}

/// An amount of a cell's asymmetry given to a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) cell: u32,
    pub(crate) label: u32,
    pub(crate) amount: i128,
}

/// The values as they stand between two stages.
#[derive(Default)]
pub(crate) struct State {
    /// Value of each side and cell, in thousandths.
    pub(crate) value: [Vec<i128>; 2],
    /// Net weight of each side and cell in kilograms; `NaN` where unknown.
    pub(crate) weight: [Vec<f64>; 2],
    /// Whether a side's record, or an amount moved by a stage, is in the cell.
    pub(crate) present: [Vec<bool>; 2],
    /// Amounts singled out by records and still in the values: cell, side, amount.
    pub(crate) deductions: Vec<(usize, usize, Deduction)>,
    /// For each side and cell the freight that records state.
    pub(crate) freight: [Vec<Option<Freight>>; 2],
    /// Whether the cell was taken out of the comparison whole, with all it contains.
    pub(crate) removed: Vec<bool>,
    /// Whether a stage brought goods into the cell or sent them to another, as it infers: its
    /// weights are then no longer those that were reported.
    pub(crate) moved: Vec<bool>,
    /// Whether the margin has been taken off a side.
    pub(crate) margin_off: [bool; 2],
    /// Values without margin as far as somebody asked for them; [`UNKNOWN`] elsewhere.
    pub(crate) bare: [Vec<Cell<i128>>; 2],
}

/// No amount.
pub(crate) const UNKNOWN: i128 = i128::MIN;

impl State {
    /// Takes over what another state has from the first stages on for good, in the room there is.
    pub(super) fn keep(&mut self, other: &Self) {
        self.deductions.clone_from(&other.deductions);
        self.freight.clone_from(&other.freight);
        self.removed.clone_from(&other.removed);
    }

    /// Takes over what steps change.
    pub(super) fn take_over(&mut self, other: &Self) {
        self.value.clone_from(&other.value);
        self.weight.clone_from(&other.weight);
        self.present.clone_from(&other.present);
        self.moved.clone_from(&other.moved);
        self.margin_off = other.margin_off;
        self.bare.clone_from(&other.bare);
    }
}

/// What a walk writes on: the values as they stand, and what was done to them. It is the same
/// paper for one walk after the other.
#[derive(Default)]
pub(crate) struct Sheet {
    pub(crate) state: State,
    pub(crate) entries: Vec<Entry>,
    /// Label and two cells between which value was moved: the parts of the label add up to the
    /// same over all cells that moves join, before and after rounding.
    pub(crate) links: Vec<(u32, u32, u32)>,
    /// Cells in which a step whose place among the others matters did something.
    pub(crate) stirred: Vec<usize>,
}

impl Sheet {
    /// Begins anew.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.links.clear();
        self.stirred.clear();
    }
}

/// One walk over the stages in one order.
pub(crate) struct Run<'a> {
    pub(crate) grid: &'a Grid,
    /// The ranges of cells it goes over: chapters whole, since no stage reaches beyond one.
    pub(crate) zones: &'a [Range<usize>],
    pub(crate) labels: &'a mut Labels,
    pub(crate) state: &'a mut State,
    pub(crate) entries: &'a mut Vec<Entry>,
    pub(crate) links: &'a mut Vec<(u32, u32, u32)>,
    pub(crate) stirred: &'a mut Vec<usize>,
}

/// Whether a cell lies in one of the ranges, which ascend.
pub(crate) fn holds(zones: &[Range<usize>], cell: usize) -> bool {
    let zone = zones.partition_point(|zone| zone.end <= cell);
    zones.get(zone).is_some_and(|zone| zone.contains(&cell))
}

impl<'a> Run<'a> {
    /// A walk over some zones, from the state on the sheet on, of which nothing is written yet.
    pub(crate) fn new(
        grid: &'a Grid,
        zones: &'a [Range<usize>],
        labels: &'a mut Labels,
        sheet: &'a mut Sheet,
    ) -> Self {
        sheet.clear();
        Self::on(grid, zones, labels, sheet)
    }

    /// The walk that a sheet tells of.
    pub(crate) fn on(
        grid: &'a Grid,
        zones: &'a [Range<usize>],
        labels: &'a mut Labels,
        sheet: &'a mut Sheet,
    ) -> Self {
        let Sheet {
            state,
            entries,
            links,
            stirred,
        } = sheet;
        Self {
            grid,
            zones,
            labels,
            state,
            entries,
            links,
            stirred,
        }
    }

    /// Takes over the state in which another walk ended.
    pub(crate) fn go_on(&mut self, before: &Sheet) {
        self.state.take_over(&before.state);
    }

    /// Works out all values of sides without margin, as it is now, for those who take over.
    pub(crate) fn know_bare(&self, sides: impl Iterator<Item = usize>) {
        for side in sides {
            for (cell, known) in self.state.bare[side].iter().enumerate() {
                known.set(self.bare(side, cell));
            }
        }
    }

    /// The cells it goes over, ascending.
    pub(crate) fn cells(&self) -> impl Iterator<Item = usize> + use<'a> {
        self.zones.iter().cloned().flatten()
    }

    /// The cells it goes over, commodity by commodity.
    pub(crate) fn commodities(&self) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let all = &self.grid.commodities;
        self.zones.iter().flat_map(move |zone| {
            let first = all.partition_point(|cells| cells.start < zone.start);
            let own = all[first..].iter().take_while(|cells| cells.start < zone.end);
            own.cloned()
        })
    }

    /// Whether it goes over a cell.
    pub(crate) fn visits(&self, cell: usize) -> bool {
        holds(self.zones, cell)
    }

    /// Notes where a step did something, since it began with so many entries and links.
    pub(crate) fn stir(&mut self, entries: usize, links: usize) {
        let changed = self.entries[entries..].iter().map(|entry| entry.cell);
        let linked = self.links[links..].iter().flat_map(|&(_, from, to)| [from, to]);
        self.stirred
            .extend(changed.chain(linked).map(|cell| cell as usize));
    }

    /// Adds `delta` to a side's value of a cell and books it as a part of the asymmetry.
    pub(crate) fn change(&mut self, cell: usize, side: usize, delta: i128, label: u32) {
        if delta == 0 {
            return;
        }
        self.state.value[side][cell] += delta;
        self.state.bare[side][cell].set(UNKNOWN);
        let amount = if side == 1 { -delta } else { delta };
        self.entries.push(Entry {
            cell: cell as u32,
            label,
            amount,
        });
    }

    /// As [`Self::change`], of goods that come or go: their weight with them, at the unit value of the cell.
    pub(crate) fn change_goods(&mut self, cell: usize, side: usize, delta: i128, label: u32) {
        self.change_goods_of(cell, side, delta, None, label);
    }

    /// The same of goods whose weight may be known, kilograms.
    fn change_goods_of(&mut self, cell: usize, side: usize, delta: i128, weight: Option<f64>, label: u32) {
        if delta != 0 {
            // A weight beyond that of the cell contradicts it.
            let known = weight.filter(|weight| self.state.weight[side][cell] + weight >= 0.0);
            let weight = known.unwrap_or_else(|| self.weight_of(side, cell, delta));
            self.change(cell, side, delta, label);
            self.state.weight[side][cell] += weight;
        }
    }

    /// Moves an amount, and the weight that goes with it, from one cell of a side to another.
    pub(crate) fn carry(&mut self, side: usize, from: usize, to: usize, amount: i128, label: u32) {
        let weight = self.weight_of(side, from, amount);
        self.change(from, side, -amount, label);
        self.change(to, side, amount, label);
        self.link(label, from, to);
        self.move_weight(side, from, to, weight);
    }

    /// Takes the weight of goods from a cell to another, which is present from then on.
    pub(crate) fn move_weight(&mut self, side: usize, from: usize, to: usize, weight: f64) {
        let (weights, present) = (&mut self.state.weight[side], &mut self.state.present[side]);
        weights[from] -= weight;
        weights[to] = if present[to] { weights[to] + weight } else { weight };
        present[to] = true;
        (self.state.moved[from], self.state.moved[to]) = (true, true);
    }

    /// Notes that a label moved value between two cells.
    pub(crate) fn link(&mut self, label: u32, from: usize, to: usize) {
        self.links.push((label, from as u32, to as u32));
    }

    /// Writes down a part of nothing, where its evidence is worth showing.
    pub(crate) fn note(&mut self, cell: usize, label: u32) {
        self.entries.push(Entry {
            cell: cell as u32,
            label,
            amount: 0,
        });
    }

    /// Moves amounts from one cell of a side to others, each with its share of what records
    /// single out there: by value, the total kept.
    pub(crate) fn scatter(&mut self, side: usize, from: usize, moves: &[(usize, i128)], label: u32) {
        let moved: i128 = moves.iter().map(|&(_, amount)| amount).sum();
        let kept = self.state.value[side][from] - moved;
        let weights: Vec<i128> = [kept].into_iter().chain(moves.iter().map(|one| one.1)).collect();
        self.share_deductions(side, from, moves, &weights);
        for &(to, amount) in moves {
            self.carry(side, from, to, amount, label);
        }
    }

    /// `weights` are of the cell left, then of those moved to.
    fn share_deductions(&mut self, side: usize, from: usize, moves: &[(usize, i128)], weights: &[i128]) {
        let State {
            deductions,
            freight,
            bare,
            ..
        } = &mut *self.state;
        let stated = freight[side][from].is_some();
        let value: i128 = weights.iter().sum();
        let mut moved = Vec::new();
        // Goods out of scope are gone already.
        let there = |one: &&mut (usize, usize, Deduction)| {
            (one.0, one.1) == (from, side) && one.2.cause != Cause::Scope
        };
        for (_, _, one) in deductions.iter_mut().filter(there) {
            let freight = stated && one.cause == Cause::CifFob;
            // What is singled out beyond the value is of no goods that could move.
            let split = |all: i128| {
                let mut amounts = money::apportion(all.min(value), weights);
                amounts[0] += (all - value).max(0);
                amounts
            };
            let amounts = split(one.amount.thousandths());
            let fobs = one.fob.map(|fob| split(fob.thousandths()));
            let part = |at: usize| Deduction {
                fob: fobs.as_ref().map(|fobs| Money::from_thousandths(fobs[at])),
                ..one.share(amounts[at])
            };
            let parts = moves.iter().enumerate();
            moved.extend(parts.map(|(at, &one)| (one, part(at + 1), freight)));
            *one = part(0);
        }
        for ((to, value), part, is_freight) in moved {
            if is_freight {
                let amount = part.amount.thousandths();
                let goods = part.fob.map_or(value, |fob| fob.thousandths() + amount);
                let [left, found] = [from, to].map(|cell| freight[side][cell].unwrap_or(Freight::NONE));
                freight[side][from] = Some(left.and(-amount, -goods));
                freight[side][to] = Some(found.and(amount, goods));
                [from, to].iter().for_each(|&cell| bare[side][cell].set(UNKNOWN));
            }
            deductions.push((to, side, part));
        }
    }

    /// The weight of an amount at the unit value of its cell.
    pub(crate) fn weight_of(&self, side: usize, cell: usize, amount: i128) -> f64 {
        let value = self.state.value[side][cell];
        if value == 0 {
            f64::NAN
        } else {
            self.state.weight[side][cell] * (money::float(amount) / money::float(value))
        }
    }

    /// Place of the margin of a side's value of a cell; `None` where it has none, or records state
    /// the freight of all goods.
    pub(crate) fn margin_at(&self, side: usize, cell: usize) -> Option<usize> {
        let stated = self.state.freight[side][cell].is_some_and(|freight| freight.is_whole());
        self.grid.margin_at(side, cell).filter(|_| !stated)
    }

    fn margin(&self, side: usize, cell: usize) -> Option<Rate> {
        self.margin_at(side, cell).map(|at| self.grid.rate(at))
    }

    /// The value without freight and insurance, whether or not they were taken off already.
    #[inline]
    pub(crate) fn without_margin(&self, side: usize, cell: usize) -> i128 {
        let known = &self.state.bare[side][cell];
        if known.get() == UNKNOWN {
            known.set(self.bare(side, cell));
        }
        known.get()
    }

    /// Apart from looking it up, which is done ten times as often.
    #[inline(never)]
    fn bare(&self, side: usize, cell: usize) -> i128 {
        let value = self.state.value[side][cell];
        if self.state.margin_off[side] {
            return value;
        }
        let Freight { amount, goods } = self.state.freight[side][cell].unwrap_or(Freight::NONE);
        let rest = goods.map_or(0, |goods| value - goods);
        let margin = self.margin(side, cell).filter(|_| goods.is_some());
        let open = margin.map_or(0, |rate| rest - rate.taken_off(rest));
        value - amount - open
    }

    /// The freight that records state and that is still in a cell's value.
    pub(crate) fn stated_freight(&self, side: usize, cell: usize) -> i128 {
        self.state.freight[side][cell].map_or(0, |freight| freight.amount)
    }

    /// An amount without margin in the valuation the side now has in the cell.
    pub(crate) fn in_valuation_of(&self, side: usize, cell: usize, amount: i128) -> i128 {
        match self.margin(side, cell) {
            Some(rate) if !self.state.margin_off[side] => rate.put_on(amount),
            _ => amount,
        }
    }

    /// The weights of both sides; an absent report weighs nothing, an unknown weight is `NaN`.
    #[inline]
    pub(crate) fn weights(&self, cell: usize) -> [f64; 2] {
        [0, 1].map(|side: usize| {
            if self.state.present[side][cell] {
                self.state.weight[side][cell]
            } else {
                0.0
            }
        })
    }

    /// Takes out the amounts that records single out for a cause.
    pub(crate) fn deduct(&mut self, cause: Cause) {
        let deductions = std::mem::take(&mut self.state.deductions);
        for (cell, side, deduction) in deductions.iter().filter(|(_, _, one)| one.cause == cause) {
            if self.state.removed[*cell] || !self.visits(*cell) {
                continue;
            }
            let name = (
                cause,
                *side,
                Some(deduction.grade),
                deduction.via,
                deduction.method,
            );
            let label = self.labels.named(name, || label_of(deduction, *side));
            let delta = -deduction.amount.thousandths();
            // Freight weighs nothing.
            if cause == Cause::CifFob {
                self.change(*cell, *side, delta, label);
            } else {
                let weight = deduction.net_weight_kg.map(|weight| -weight.to_f64());
                self.change_goods_of(*cell, *side, delta, weight, label);
            }
        }
        self.state.deductions = deductions;
    }

    /// Books what is left, be it nothing, as parts of the residual.
    pub(crate) fn close(&mut self, label: u32) {
        let value = &self.state.value;
        let rest = |cell: usize| Entry {
            cell: cell as u32,
            label,
            amount: value[1][cell] - value[0][cell],
        };
        self.entries
            .extend(self.zones.iter().cloned().flatten().map(rest));
    }

    /// How much of what is left in a cell unequal quantities make.
    pub(crate) fn quantity_effect(&self, cell: usize) -> Option<i128> {
        let State { value, weight, .. } = &*self.state;
        quantity_effect(
            [value[0][cell], value[1][cell]],
            [weight[0][cell], weight[1][cell]],
        )
    }

    /// The commodity and period of a cell.
    pub(crate) fn key(&self, cell: usize) -> (Commodity, Period) {
        self.grid.keys[cell]
    }
}

fn label_of(deduction: &Deduction, side: usize) -> Label {
    let whose = if side == 0 {
        "the exporter's"
    } else {
        "the importer's"
    };
    // What records single out is known; how much of it lies in one of several codes is not.
    let spread = if deduction.grade > Grade::E3 {
        ", spread by value"
    } else {
        ""
    };
    Label {
        cause: deduction.cause,
        grade: Some(deduction.grade),
        method: deduction.method,
        via: deduction.via,
        evidence: format!(
            "singled out in {whose} records ({}){spread}",
            deduction.method.replace('_', " ")
        )
        .into(),
        reach: Reach::Orders,
    }
}

/// The label of a margin.
pub(crate) fn margin_label(basis: &Basis) -> Label {
    Label {
        cause: Cause::CifFob,
        grade: Some(basis.grade),
        method: basis.method,
        via: None,
        evidence: basis.evidence.clone(),
        reach: Reach::Orders,
    }
}
