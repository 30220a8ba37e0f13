//! The average over the orders of the stages that do not commute.
//!
//! Sums over the orders stay integers and are divided once, each part to the
//! nearest. What a stage only moved between cells must still add up over those
//! cells, so what rounding lost there goes to the parts of the same group it
//! took most from ([`super::groups`]). What it lost in a cell goes to the
//! cell's other parts, the residual the last of them. The rule is odd, so a
//! pair seen from the other end has the same parts negated.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use entente_trade::{Cause, Money, Part, Split, money};

use super::bridge::{Entry, Label, Labels, Reach, Run};
use super::cell::{Cell, PairCells};
use super::grid::Grid;
use super::groups::Groups;
use super::order;
use super::split::Effects;
use super::stirred::Stirred;
use super::{CellParts, Ends, Walks, rows};

/// How many orders of the stages there are.
const ORDERS: u32 = order::COUNT;

/// A cell's label in each walk, nothing where it does not occur, and the sum over the orders.
#[derive(Clone, Copy)]
struct Average {
    cell: u32,
    label: u32,
    sum: i128,
    walks: Walks,
}

/// Parts of all orders, sorted by cell and label.
#[derive(Default)]
pub(crate) struct Averages {
    /// Of commodities in which the order of the steps does not matter: one amount stands for all.
    settled: Vec<Entry>,
    /// Of the others.
    parts: Vec<Average>,
    /// `None` where nobody asks for splits.
    effects: Option<Effects>,
    /// Label and two cells it moved value between.
    links: Vec<(u32, u32, u32)>,
    /// What each of `parts` comes to, rounded.
    amounts: Vec<i128>,
    room: Room,
}

/// One part of a cell: in every walk, on the whole, and at both ends of the margins.
#[derive(Clone, Copy)]
struct Item {
    label: u32,
    amount: i128,
    walks: Walks,
    ends: Ends,
}

/// What is filled anew for every walk, or every cell.
#[derive(Default)]
struct Room {
    entries: Vec<Entry>,
    counts: Vec<u32>,
    new: Vec<Average>,
    items: Vec<Item>,
    parts: Vec<Part>,
    walks: Vec<Walks>,
    ends: Vec<Ends>,
}

impl Averages {
    /// Begins another pair, with the effects of quantities in so many cells if they are asked for.
    pub(crate) fn clear(&mut self, effects: Option<usize>) {
        self.settled.clear();
        self.parts.clear();
        self.effects = effects.map(Effects::new);
        self.links.clear();
    }

    /// Notes moves that every walk begins with.
    pub(crate) fn link(&mut self, links: &[(u32, u32, u32)]) {
        self.links.extend_from_slice(links);
    }

    /// Takes the parts and moves of the first walk. Commodities in which no step whose place
    /// matters did anything have the same parts in all others.
    pub(crate) fn begin(&mut self, run: &Run<'_>, stirred: &Stirred) {
        self.room.sort(run.entries, run.grid.keys.len());
        if stirred.cells().is_empty() {
            std::mem::swap(&mut self.settled, &mut self.room.entries);
        }
        for entry in &self.room.entries {
            if stirred.holds(run.grid, entry.cell as usize) {
                self.parts.push(Average::of_all(entry));
            } else {
                self.settled.push(*entry);
            }
        }
        if let Some(effects) = &mut self.effects {
            run.cells()
                .for_each(|cell| effects.set_all(cell, run.quantity_effect(cell)));
        }
        self.links.extend_from_slice(run.links);
    }

    /// Takes cells for such as may differ that were the same in all walks so far.
    pub(crate) fn reopen(&mut self, cells: Range<usize>) {
        let place = |cell: usize| self.settled.partition_point(|entry| (entry.cell as usize) < cell);
        let here = place(cells.start)..place(cells.end);
        let settled = self.settled.drain(here).map(|entry| Average::of_all(&entry));
        let at = self
            .parts
            .partition_point(|part| (part.cell as usize) < cells.start);
        self.parts.splice(at..at, settled);
    }

    /// Takes what one walk told of cells for what another would.
    pub(crate) fn repeat(&mut self, cells: Range<usize>, told: usize, walk: usize) {
        let place = |cell: usize| self.parts.partition_point(|part| (part.cell as usize) < cell);
        let parts = place(cells.start)..place(cells.end);
        for part in &mut self.parts[parts] {
            part.walks[walk] = part.walks[told];
        }
        if let Some(effects) = &mut self.effects {
            cells.for_each(|cell| effects.repeat(cell, told, walk));
        }
    }

    /// Takes the parts and moves of a further walk.
    pub(crate) fn add(&mut self, run: &Run<'_>, walk: usize) {
        self.room.sort(run.entries, run.grid.keys.len());
        let Room { entries, new, .. } = &mut self.room;
        let mut rest = self.parts.as_mut_slice();
        for zone in run.zones {
            let before = rest.partition_point(|part| (part.cell as usize) < zone.start);
            rest = &mut rest[before..];
            let here = rest.iter_mut().take_while(|part| (part.cell as usize) < zone.end);
            here.for_each(|part| part.walks[walk] = 0);
        }
        add_walk(&mut self.parts, entries, walk, new);
        if let Some(effects) = &mut self.effects {
            run.cells()
                .for_each(|cell| effects.set(cell, walk, run.quantity_effect(cell)));
        }
        self.links.extend_from_slice(run.links);
    }

    /// Rounds what all walks come to; `residual` is the label of what nothing explains, and every
    /// walk stands for so many `orders`.
    pub(crate) fn settle(&mut self, residual: u32, orders: &[u32]) {
        self.links.sort_unstable();
        self.links.dedup();
        self.parts.iter_mut().for_each(|part| part.sum_up(orders));
        let mut amounts = self.rounded();
        let grouped = self.settle_groups(&mut amounts);
        let free = |at: &usize| !grouped[*at] && (self.is_rounded(*at) || self.parts[*at].label == residual);
        let mut end = 0;
        for own in self.parts.chunk_by(|a, b| a.cell == b.cell) {
            let first = end;
            end += own.len();
            // Every walk adds up to the difference.
            let asymmetry: i128 = own.iter().map(|part| part.walks[0]).sum();
            let lost = asymmetry - amounts[first..end].iter().sum::<i128>();
            if lost != 0 {
                let takers: Vec<usize> = (first..end).filter(free).collect();
                self.settle_cell(&mut amounts, lost, &takers);
            }
        }
        self.amounts = amounts;
    }

    /// Hands over the parts of all cells, once they are settled; `ends` are those at both ends of the
    /// margins, where any is open.
    pub(crate) fn tell(
        &mut self,
        pair: &PairCells,
        grid: &Grid,
        (labels, ends): (&Labels, Option<&[Self; 2]>),
        orders: &[u32],
        mut take: impl FnMut(&CellParts),
    ) {
        let mut room = std::mem::take(&mut self.room);
        let mut published = pair.cells.iter().peekable();
        let (mut first, mut settled) = (0, self.settled.as_slice());
        let mut ends = ends.map(|ends| ends.each_ref().map(End::of));
        for (at, &(commodity, period)) in grid.keys.iter().enumerate() {
            let cell = published.next_if(|cell| (cell.commodity, cell.period) == (commodity, period));
            let own = self.parts[first..]
                .iter()
                .take_while(|part| part.cell as usize == at);
            let own = first..first + own.count();
            first = own.end;
            room.items.clear();
            room.items.extend(here(&mut settled, at).iter().map(Item::of_all));
            let parts = self.parts[own.clone()].iter().zip(&self.amounts[own]);
            room.items.extend(parts.map(Item::of));
            if let Some(ends) = &mut ends {
                room.items.iter_mut().for_each(|item| item.ends = [0; 2]);
                for (end, left) in ends.iter_mut().enumerate() {
                    left.each(at, |entry| room.take_end(end, entry));
                }
            }
            room.tell(labels);
            if cell.is_some() || !room.parts.is_empty() {
                let split = self.split(at, &room.parts, orders);
                let parts = CellParts {
                    commodity,
                    period,
                    reports: cell.map_or([None, None], values),
                    asymmetry: cell.map_or(Money::ZERO, Cell::asymmetry),
                    parts: std::mem::take(&mut room.parts),
                    split,
                    walks: std::mem::take(&mut room.walks),
                    ends: std::mem::take(&mut room.ends),
                };
                take(&parts);
                (room.parts, room.walks, room.ends) = (parts.parts, parts.walks, parts.ends);
            }
        }
        self.room = room;
    }

    /// The split of a cell's residual, where it is asked for.
    fn split(&self, cell: usize, parts: &[Part], orders: &[u32]) -> Option<Split> {
        let left = parts.last().filter(|part| part.cause == Cause::Residual);
        let left = left.map_or(Money::ZERO, |part| part.amount);
        self.effects.as_ref()?.split(cell, left, orders)
    }

    fn rounded(&self) -> Vec<i128> {
        let orders = i128::from(ORDERS);
        let of_part = |part: &Average| {
            let first = part.walks[0];
            if part.walks.iter().all(|&amount| amount == first) {
                first
            } else {
                money::share(part.sum, 1, orders)
            }
        };
        self.parts.iter().map(of_part).collect()
    }

    /// Whether the division of a part leaves a remainder.
    fn is_rounded(&self, at: usize) -> bool {
        self.parts[at].sum % i128::from(ORDERS) != 0
    }

    /// What rounding took from a part, times the orders.
    fn error(&self, at: usize, amounts: &[i128]) -> i128 {
        self.parts[at].sum - amounts[at] * i128::from(ORDERS)
    }

    /// Makes the parts of every group of moves add up again; returns which parts are in one.
    fn settle_groups(&self, amounts: &mut [i128]) -> Vec<bool> {
        let keys: Vec<(u32, u32)> = self.parts.iter().map(|part| (part.cell, part.label)).collect();
        let groups = Groups::new(&keys, &self.links);
        for mut members in groups.members() {
            let sum: i128 = members.iter().map(|&at| self.parts[at].sum).sum();
            let found: i128 = members.iter().map(|&at| amounts[at]).sum();
            let lost = money::share(sum, 1, i128::from(ORDERS)) - found;
            let step = lost.signum();
            // Those rounding took most from in the direction needed, the earliest of equals.
            members.sort_by_key(|&at| -self.error(at, amounts) * step);
            for &at in members.iter().take(lost.unsigned_abs() as usize) {
                amounts[at] += step;
            }
        }
        groups.joined()
    }

    /// Makes up for what the parts of a cell lost by changing those of `takers`.
    fn settle_cell(&self, amounts: &mut [i128], lost: i128, takers: &[usize]) {
        let step = lost.signum();
        for _ in 0..lost.unsigned_abs() {
            let most = takers
                .iter()
                .rev()
                .max_by_key(|&&at| self.error(at, amounts) * step);
            if let Some(&at) = most {
                amounts[at] += step;
            }
        }
    }
}

/// The published values of a cell.
fn values(cell: &Cell) -> [Option<Money>; 2] {
    [0, 1].map(|side: usize| cell.reports[side].as_ref().map(|report| report.value))
}

/// With fewer entries than one in so many cells it is not worth counting by cell.
const FEW: usize = 8;

impl Room {
    /// Sorts what a walk wrote down by cell and label, and adds up what is of one label.
    ///
    /// By counting where most cells have some, for a cell has a handful of entries and a pair
    /// has cells by the hundred.
    fn sort(&mut self, entries: &[Entry], cells: usize) {
        if entries.len() * FEW < cells {
            self.entries.clear();
            self.entries.extend_from_slice(entries);
            self.entries
                .sort_unstable_by_key(|entry| (entry.cell, entry.label));
        } else {
            self.count(entries, cells);
        }
        self.entries.dedup_by(|next, kept| {
            let same = (next.cell, next.label) == (kept.cell, kept.label);
            if same {
                kept.amount += next.amount;
            }
            same
        });
    }

    /// Sorts by counting.
    fn count(&mut self, entries: &[Entry], cells: usize) {
        self.counts.clear();
        self.counts.resize(cells + 1, 0);
        for entry in entries {
            self.counts[entry.cell as usize + 1] += 1;
        }
        for cell in 0..cells {
            self.counts[cell + 1] += self.counts[cell];
        }
        // All places are taken anew.
        self.entries.resize(entries.len(), Entry::default());
        for entry in entries {
            let at = &mut self.counts[entry.cell as usize];
            self.entries[*at as usize] = *entry;
            *at += 1;
        }
        let mut first = 0;
        for &end in &self.counts[..cells] {
            let own = &mut self.entries[first..end as usize];
            if own.len() > 1 {
                own.sort_unstable_by_key(|entry| entry.label);
            }
            first = end as usize;
        }
    }

    /// Takes what a part of a cell comes to at an end of the margins.
    fn take_end(&mut self, end: usize, entry: Entry) {
        match self.items.iter_mut().find(|item| item.label == entry.label) {
            Some(item) => item.ends[end] = entry.amount,
            None if entry.amount == 0 => {}
            None => {
                let mut item = Item::of_all(&Entry { amount: 0, ..entry });
                item.ends[end] = entry.amount;
                self.items.push(item);
            }
        }
    }

    /// The parts of a cell worth telling, by cause, method and third country.
    fn tell(&mut self, labels: &Labels) {
        self.parts.clear();
        self.walks.clear();
        self.ends.clear();
        // A margin of nothing is told with its evidence; a unit error disturbs quantities alone.
        let shown = |label: u32| matches!(labels.get(label).cause, Cause::CifFob | Cause::UnitError);
        self.items.retain(|item| !item.is_nothing() || shown(item.label));
        if self.items.len() > 1 {
            self.items.sort_by_key(|item| {
                let label = labels.get(item.label);
                (label.cause, label.method, label.via)
            });
        }
        for item in &self.items {
            self.parts.push(item.part(labels.get(item.label)));
            self.walks.push(item.walks);
            self.ends.push(item.ends);
        }
        self.widen_rest(labels);
    }

    /// As far as other parts are mere possibilities what takes the rest is open, the other way round:
    /// all of them add up to the difference wherever each of them lies. Goods of one side alone take the
    /// rest of their cell, else the residual does.
    fn widen_rest(&mut self, labels: &Labels) {
        let is_possible = |item: &&Item| labels.get(item.label).reach == Reach::Nothing;
        let mut added = [Told::default(); 2];
        for item in self.items.iter().filter(is_possible) {
            for (at, amount) in item.told().into_iter().enumerate() {
                added[0][at] += amount.min(0);
                added[1][at] += amount.max(0);
            }
        }
        if added == [Told::default(); 2] {
            return;
        }
        let alone = |part: &Part| matches!(part.cause, Cause::OneSided | Cause::Threshold);
        let residual = |part: &Part| part.cause == Cause::Residual;
        let rest = self.parts.iter().position(alone);
        let rest = rest.or_else(|| self.parts.iter().position(residual));
        let rest = rest.unwrap_or_else(|| {
            self.parts.push(rows::no_residual());
            self.walks.push(Walks::default());
            self.ends.push(Ends::default());
            self.parts.len() - 1
        });
        let told = self.items.get(rest).map_or(Told::default(), Item::told);
        let part = &mut self.parts[rest];
        for added in added.iter().flat_map(|added| told.iter().zip(added)) {
            let reached = Money::from_thousandths(added.0 + added.1);
            (part.low, part.high) = (part.low.min(reached), part.high.max(reached));
        }
        if residual(part) {
            part.evidence = OPEN.clone();
        }
    }
}

/// A part in every walk, at both ends of the margins, and on the whole.
type Told = [i128; 9];

/// What an interval of the residual rests on that is not read off the orders alone.
static OPEN: LazyLock<Arc<str>> = LazyLock::new(|| {
    "what is left; at its ends if the other parts are at their most, or at their least".into()
});

/// Parts at an end of the margins that no cell took yet.
struct End<'a> {
    settled: &'a [Entry],
    parts: &'a [Average],
    amounts: &'a [i128],
}

impl<'a> End<'a> {
    fn of(averages: &'a Averages) -> Self {
        Self {
            settled: &averages.settled,
            parts: &averages.parts,
            amounts: &averages.amounts,
        }
    }

    /// Hands over those of a cell, the next one, by label.
    fn each(&mut self, cell: usize, mut take: impl FnMut(Entry)) {
        here(&mut self.settled, cell).iter().copied().for_each(&mut take);
        while let ([part, parts @ ..], [amount, amounts @ ..]) = (self.parts, self.amounts)
            && part.cell as usize == cell
        {
            take(Entry {
                cell: part.cell,
                label: part.label,
                amount: *amount,
            });
            (self.parts, self.amounts) = (parts, amounts);
        }
    }
}

/// The entries of a cell, which are the first of those left.
fn here<'e>(left: &mut &'e [Entry], cell: usize) -> &'e [Entry] {
    let own = left.iter().take_while(|entry| entry.cell as usize == cell);
    let (own, after) = left.split_at(own.count());
    *left = after;
    own
}

impl Item {
    /// A part that is the same in all walks.
    fn of_all(&Entry { label, amount, .. }: &Entry) -> Self {
        Self {
            label,
            amount,
            walks: [amount; 6],
            ends: [amount; 2],
        }
    }

    /// A part, and what it comes to.
    fn of((part, &amount): (&Average, &i128)) -> Self {
        Self {
            label: part.label,
            amount,
            walks: part.walks,
            ends: [amount; 2],
        }
    }

    fn told(&self) -> Told {
        let [a, b, c, d, e, f] = self.walks;
        [a, b, c, d, e, f, self.ends[0], self.ends[1], self.amount]
    }

    fn is_nothing(&self) -> bool {
        self.amount == 0 && self.walks == Walks::default() && self.ends == Ends::default()
    }

    fn part(&self, label: &Label) -> Part {
        let (mut low, mut high) = rows::span(self.amount, &self.walks, &self.ends);
        if label.reach == Reach::Nothing {
            (low, high) = (low.min(0), high.max(0));
        }
        let is_open = self.ends != [self.amount; 2] && label.cause == Cause::Residual;
        Part {
            cause: label.cause,
            amount: Money::from_thousandths(self.amount),
            grade: label.grade,
            method: label.method,
            low: Money::from_thousandths(low),
            high: Money::from_thousandths(high),
            evidence: if is_open {
                OPEN.clone()
            } else {
                label.evidence.clone()
            },
            via: label.via,
        }
    }
}

/// Adds the entries of a walk to what is known. Most parts are there in every walk; `new` is room
/// for those that are not.
fn add_walk(known: &mut Vec<Average>, entries: &[Entry], walk: usize, new: &mut Vec<Average>) {
    let mut at = 0;
    for entry in entries {
        let key = (entry.cell, entry.label);
        while known.get(at).is_some_and(|part| (part.cell, part.label) < key) {
            at += 1;
        }
        match known.get_mut(at) {
            Some(part) if (part.cell, part.label) == key => part.walks[walk] = entry.amount,
            _ => {
                let mut part = Average::of_all(entry);
                part.walks = Walks::default();
                part.walks[walk] = entry.amount;
                new.push(part);
            }
        }
    }
    merge(known, new);
}

/// Moves new parts to their places among those that are known; both ascend.
fn merge(known: &mut Vec<Average>, new: &mut Vec<Average>) {
    let place = |part: &Average| (part.cell, part.label);
    let mut left = known.len();
    known.extend_from_slice(new);
    // From the last place on, so that each part moves once.
    while let Some(part) = new.pop() {
        let behind = known[..left].partition_point(|other| place(other) < place(&part));
        known.copy_within(behind..left, behind + new.len() + 1);
        known[behind + new.len()] = part;
        left = behind;
    }
}

impl Average {
    /// A part that is the same in all walks as far as is known: where there are fewer than six,
    /// the first stands in.
    fn of_all(&Entry { cell, label, amount }: &Entry) -> Self {
        Self {
            cell,
            label,
            sum: 0,
            walks: [amount; 6],
        }
    }

    fn sum_up(&mut self, orders: &[u32]) {
        let walks = self.walks.iter().zip(orders);
        self.sum = walks.map(|(amount, &times)| amount * i128::from(times)).sum();
    }
}
