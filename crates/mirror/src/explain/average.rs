//! The average over the orders of the stages that do not commute.
//!
//! Sums over the orders stay integers and are divided once, each part to the
//! nearest. What a stage only moved between cells must still add up over those
//! cells, so what rounding lost there goes to the parts of the same group it
//! took most from ([`super::groups`]). What it lost in a cell goes to the
//! cell's other parts, the residual the last of them. The rule is odd, so a
//! pair seen from the other end has the same parts negated.

use entente_trade::{Cause, Money, Part, money};

use super::bridge::{Entry, Label, Labels, Reach};
use super::cell::PairCells;
use super::grid::Grid;
use super::groups::Groups;
use super::split::Effects;
use super::{CellParts, Explanation, Walks};

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
    parts: Vec<Average>,
    effects: Effects,
    /// Label and two cells it moved value between.
    links: Vec<(u32, u32, u32)>,
    orders: u32,
    /// How many walks the orders come down to.
    walks: usize,
}

impl Averages {
    /// Adds the parts and moves of one walk, which stands for so many orders, and what
    /// quantities make of its residual.
    pub(crate) fn add(
        &mut self,
        mut entries: Vec<Entry>,
        links: Vec<(u32, u32, u32)>,
        effects: Vec<Option<i128>>,
        times: u32,
    ) {
        entries.sort_unstable_by_key(|entry| (entry.cell, entry.label));
        entries.dedup_by(|next, kept| {
            let same = (next.cell, next.label) == (kept.cell, kept.label);
            if same {
                kept.amount += next.amount;
            }
            same
        });
        self.orders += times;
        self.effects.add(effects, times);
        self.walks += 1;
        self.parts = merge(std::mem::take(&mut self.parts), &entries, (self.walks - 1, times));
        self.links.extend(links);
        self.links.sort_unstable();
        self.links.dedup();
    }

    /// The parts of all cells; `residual` is the label of what nothing explains.
    pub(crate) fn into_explanation(
        mut self,
        pair: &PairCells,
        grid: &Grid,
        labels: &Labels,
        residual: u32,
    ) -> Explanation {
        self.complete(grid.keys.len(), residual);
        let mut amounts = self.rounded();
        let grouped = self.settle_groups(&mut amounts);
        let mut published = pair.cells.iter().peekable();
        let mut first = 0;
        let mut cells = Vec::with_capacity(grid.keys.len());
        for (at, &(commodity, period)) in grid.keys.iter().enumerate() {
            let cell = published.next_if(|cell| (cell.commodity, cell.period) == (commodity, period));
            let reports = [0, 1].map(|side: usize| {
                cell.and_then(|cell| cell.reports[side].as_ref())
                    .map(|report| report.value)
            });
            let asymmetry = cell.map_or(Money::ZERO, super::cell::Cell::asymmetry);
            let own = first..first + self.parts[first..].partition_point(|part| part.cell as usize == at);
            first = own.end;
            let free = |at: usize| !grouped[at] && (self.is_rounded(at) || self.parts[at].label == residual);
            let takers: Vec<usize> = own.clone().filter(|&at| free(at)).collect();
            self.settle_cell(&mut amounts, own.clone(), &takers, asymmetry.thousandths());
            let (parts, walks) = self.parts_of(own, &amounts, labels);
            let left = parts.last().filter(|part| part.cause == Cause::Residual);
            let left = left.map_or(Money::ZERO, |part| part.amount);
            let split = self.effects.split(at, left, self.orders);
            if cell.is_some() || !parts.is_empty() {
                cells.push(CellParts {
                    commodity,
                    period,
                    reports,
                    asymmetry,
                    parts,
                    split,
                    walks,
                });
            }
        }
        Explanation {
            exporter: pair.exporter,
            importer: pair.importer,
            cells,
        }
    }

    /// Gives every cell a residual, be it nothing.
    fn complete(&mut self, cells: usize, residual: u32) {
        let known = |cell: u32| {
            let place = self
                .parts
                .binary_search_by_key(&(cell, residual), |part| (part.cell, part.label));
            place.is_ok()
        };
        let entries: Vec<Entry> = (0..cells as u32)
            .filter(|&cell| !known(cell))
            .map(|cell| Entry {
                cell,
                label: residual,
                amount: 0,
            })
            .collect();
        self.parts = merge(std::mem::take(&mut self.parts), &entries, (0, 0));
    }

    fn rounded(&self) -> Vec<i128> {
        let orders = i128::from(self.orders);
        self.parts
            .iter()
            .map(|part| money::share(part.sum, 1, orders))
            .collect()
    }

    /// Whether the division of a part leaves a remainder.
    fn is_rounded(&self, at: usize) -> bool {
        self.parts[at].sum % i128::from(self.orders) != 0
    }

    /// What rounding took from a part, times the orders.
    fn error(&self, at: usize, amounts: &[i128]) -> i128 {
        self.parts[at].sum - amounts[at] * i128::from(self.orders)
    }

    /// Makes the parts of every group of moves add up again; returns which parts are in one.
    fn settle_groups(&self, amounts: &mut [i128]) -> Vec<bool> {
        let keys: Vec<(u32, u32)> = self.parts.iter().map(|part| (part.cell, part.label)).collect();
        let groups = Groups::new(&keys, &self.links);
        for mut members in groups.members() {
            let sum: i128 = members.iter().map(|&at| self.parts[at].sum).sum();
            let found: i128 = members.iter().map(|&at| amounts[at]).sum();
            let lost = money::share(sum, 1, i128::from(self.orders)) - found;
            let step = lost.signum();
            // Those rounding took most from in the direction needed, the earliest of equals.
            members.sort_by_key(|&at| -self.error(at, amounts) * step);
            for &at in members.iter().take(lost.unsigned_abs() as usize) {
                amounts[at] += step;
            }
        }
        groups.joined()
    }

    /// Makes the parts of a cell add up to its asymmetry by changing those of `takers`.
    fn settle_cell(
        &self,
        amounts: &mut [i128],
        own: std::ops::Range<usize>,
        takers: &[usize],
        asymmetry: i128,
    ) {
        let lost = asymmetry - amounts[own].iter().sum::<i128>();
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

    fn parts_of(
        &self,
        own: std::ops::Range<usize>,
        amounts: &[i128],
        labels: &Labels,
    ) -> (Vec<Part>, Vec<Walks>) {
        let averages = &self.parts[own.clone()];
        let told = |average: &Average, amount: i128| {
            // A margin of nothing is told with its evidence; a unit error disturbs quantities alone.
            let cause = labels.get(average.label).cause;
            let shown = matches!(cause, Cause::CifFob | Cause::UnitError);
            shown || amount != 0 || average.walks != Walks::default()
        };
        let mut parts: Vec<(Part, Walks)> = averages
            .iter()
            .zip(&amounts[own])
            .filter(|&(average, &amount)| told(average, amount))
            .map(|(average, &amount)| {
                let walks = self.all_walks(average);
                (part(&walks, amount, labels.get(average.label)), walks)
            })
            .collect();
        let orders = i128::from(self.orders);
        let open = averages
            .iter()
            .filter(|average| labels.get(average.label).reach == Reach::Nothing);
        widen_residual(&mut parts, open.map(|average| average.sum / orders).sum());
        parts.sort_by_key(|(part, _)| (part.cause, part.method, part.via));
        parts.into_iter().unzip()
    }

    /// The amounts of all walks; where there are fewer than six, the first stands in.
    fn all_walks(&self, average: &Average) -> Walks {
        let mut walks = average.walks;
        let first = walks[0];
        walks[self.walks..].fill(first);
        walks
    }
}

fn part(walks: &Walks, amount: i128, label: &Label) -> Part {
    let (mut low, mut high) = super::rows::ends(walks);
    if label.reach == Reach::Nothing {
        (low, high) = (low.min(0), high.max(0));
    }
    if let Reach::Shares(least, most) = label.reach {
        let ends = [least, most].map(|ppm| [low, high].map(|end| money::share(end, ppm, 1_000_000)));
        for end in ends.into_iter().flatten() {
            (low, high) = (low.min(end), high.max(end));
        }
    }
    Part {
        cause: label.cause,
        amount: Money::from_thousandths(amount),
        grade: label.grade,
        method: label.method,
        low: Money::from_thousandths(low.min(amount)),
        high: Money::from_thousandths(high.max(amount)),
        evidence: label.evidence.clone(),
        via: label.via,
    }
}

/// What parts that may be nothing would leave unexplained widens the interval of the residual.
fn widen_residual(parts: &mut Vec<(Part, Walks)>, open: i128) {
    if open == 0 {
        return;
    }
    if !parts.iter().any(|(part, _)| part.cause == Cause::Residual) {
        parts.push((super::rows::no_residual(), Walks::default()));
    }
    for (part, _) in parts.iter_mut().filter(|(part, _)| part.cause == Cause::Residual) {
        let without = part.amount + Money::from_thousandths(open);
        part.low = part.low.min(without);
        part.high = part.high.max(without);
        part.evidence = "what is left if every open part holds, and what would be if none did".to_owned();
    }
}

/// `walk` is the number of the walk and how many orders it stands for.
fn merge(known: Vec<Average>, entries: &[Entry], walk: (usize, u32)) -> Vec<Average> {
    let mut merged = Vec::with_capacity(known.len().max(entries.len()));
    let mut known = known.into_iter().peekable();
    for entry in entries {
        let key = (entry.cell, entry.label);
        while let Some(earlier) = known.next_if(|part| (part.cell, part.label) < key) {
            merged.push(earlier);
        }
        let before = known.next_if(|part| (part.cell, part.label) == key);
        merged.push(joined(before, entry, walk));
    }
    merged.extend(known);
    merged
}

fn joined(before: Option<Average>, entry: &Entry, (walk, times): (usize, u32)) -> Average {
    let &Entry { cell, label, amount } = entry;
    let mut average = before.unwrap_or(Average {
        cell,
        label,
        sum: 0,
        walks: Walks::default(),
    });
    average.sum += amount * i128::from(times);
    average.walks[walk] += amount;
    average
}
