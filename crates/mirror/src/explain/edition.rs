//! Two reports in different editions of the Harmonised System, brought into the older one.
//!
//! Weights are the world's (Lukaszuk and Torun), restricted to the codes the
//! other side uses in this pair: a code it never uses cannot be where its goods
//! stand. Codes that would scatter over more than [`WIDEST`] others stay as
//! they are, since such a split says nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use entente_trade::{Commodity, Edition, Level, Money, Period, Quantity, hs, money};

use super::cell::{Cell, Deduction, PairCells};
use super::grid;

/// A code is converted to at most this many codes.
pub(super) const WIDEST: usize = 20;

/// Value of one side moved from a code to a code of the other edition.
pub(crate) struct Conversion {
    pub(crate) side: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Thousandths.
    pub(crate) amount: i128,
    /// Whether the shares are a mere equal split.
    pub(crate) equal_split: bool,
    /// Share of the source cell's value, in units of 10⁻¹².
    weight: i128,
    /// The editions, newer then older.
    pub(crate) editions: (Edition, Edition),
}

impl Conversion {
    /// The cells it touches, with its side.
    pub(crate) fn places(&self) -> [(usize, usize); 2] {
        [self.from, self.to].map(|cell| (cell, self.side))
    }

    /// The cell and side it takes from.
    pub(crate) fn place(&self) -> (usize, usize) {
        (self.from, self.side)
    }
}

/// A conversion before the cells have positions.
pub(crate) struct Planned {
    side: usize,
    period: Period,
    from: Commodity,
    to: Commodity,
    amount: i128,
    weight: i128,
    equal_split: bool,
    editions: (Edition, Edition),
}

impl Planned {
    /// The two cells it touches.
    pub(crate) fn keys(&self) -> [(Commodity, Period); 2] {
        [(self.from, self.period), (self.to, self.period)]
    }

    pub(crate) fn placed(&self, keys: &[(Commodity, Period)]) -> Option<Conversion> {
        Some(Conversion {
            side: self.side,
            from: grid::find(keys, self.from, self.period)?,
            to: grid::find(keys, self.to, self.period)?,
            amount: self.amount,
            weight: self.weight,
            equal_split: self.equal_split,
            editions: self.editions,
        })
    }
}

/// Where every report in a newer edition than the other side's goes.
pub(crate) fn plan(pair: &PairCells) -> Vec<Planned> {
    planned(&pair.cells)
}

/// Codes under which both sides' reports of the same goods stand in a period, as editions have them.
pub(crate) fn links(cells: &[Cell]) -> impl Iterator<Item = (Period, [Commodity; 2])> {
    let planned = planned(cells).into_iter();
    planned.map(|one| (one.period, [one.from, one.to]))
}

fn planned(cells: &[Cell]) -> Vec<Planned> {
    if is_one_edition(cells) {
        return Vec::new();
    }
    let editions = editions_by_period(cells);
    if editions
        .values()
        .all(|[a, b]| a == b || a.is_none() || b.is_none())
    {
        return Vec::new();
    }
    let used = [codes_used(cells, 0), codes_used(cells, 1)];
    let mut chains = BTreeMap::new();
    let mut planned = Vec::new();
    for cell in cells.iter().filter(|cell| is_plain_code(cell.commodity)) {
        let Some([Some(a), Some(b)]) = editions.get(&cell.period) else {
            continue;
        };
        for (side, report) in cell.reports.iter().enumerate() {
            let older = (*a).min(*b);
            let Some(report) = report.as_ref().filter(|report| is_newer(report.edition, older)) else {
                continue;
            };
            let key = (report.edition, older, cell.commodity.number());
            let targets = chains
                .entry(key)
                .or_insert_with(|| targets(report.edition, older, cell.commodity));
            let moves = restricted(targets, &used[1 - side]);
            let shape = Shape {
                side,
                period: cell.period,
                from: cell.commodity,
                editions: (report.edition, older),
            };
            shape.plan(
                &moves,
                targets.equal_split,
                report.value.thousandths(),
                &mut planned,
            );
        }
    }
    planned
}

/// The codes of an older edition that goods of a newer one stand under, with their weights, as
/// far as they are among the codes `used`, or all if none is.
///
/// # Errors
/// The codes it may be, none where no table leads there, when it would scatter over more than
/// [`WIDEST`].
pub(crate) fn older_codes(
    (newer, older): (Edition, Edition),
    commodity: Commodity,
    used: &BTreeSet<u32>,
) -> Result<Vec<(u32, i128)>, Vec<u32>> {
    let targets = targets(newer, older, commodity);
    let codes = restricted(&targets, used);
    if codes.is_empty() {
        return Err(targets.codes.into_iter().map(|(code, _)| code).collect());
    }
    Ok(codes)
}

pub(crate) fn is_plain_code(commodity: Commodity) -> bool {
    commodity.level() == Level::Hs6 && !commodity.is_unspecified()
}

fn is_newer(edition: Edition, older: Edition) -> bool {
    edition != Edition::Unknown && edition > older
}

/// What all moves of one report have in common.
struct Shape {
    side: usize,
    period: Period,
    from: Commodity,
    editions: (Edition, Edition),
}

impl Shape {
    fn plan(&self, moves: &[(u32, i128)], equal_split: bool, value: i128, planned: &mut Vec<Planned>) {
        let weights: Vec<i128> = moves.iter().map(|&(_, weight)| weight).collect();
        let total: i128 = weights.iter().sum();
        for (&(code, weight), amount) in moves.iter().zip(money::apportion(value, &weights)) {
            let Some(to) = Commodity::hs6(code).filter(|&to| to != self.from) else {
                continue;
            };
            let weight = money::share(i128::from(hs::ONE), weight, total);
            let Self {
                side,
                period,
                from,
                editions,
            } = *self;
            planned.push(Planned {
                side,
                period,
                from,
                to,
                amount,
                weight,
                equal_split,
                editions,
            });
        }
    }
}

/// Whether all reports whose edition is known are in the same.
fn is_one_edition(cells: &[Cell]) -> bool {
    let reports = cells.iter().flat_map(|cell| cell.reports.iter().flatten());
    let mut known = reports
        .map(|report| report.edition)
        .filter(|&one| one != Edition::Unknown);
    known.next().is_none_or(|first| known.all(|other| other == first))
}

/// The editions each side uses in a period; `None` when unknown or absent. A side
/// that mixes editions in one period counts by the oldest.
fn editions_by_period(cells: &[Cell]) -> BTreeMap<Period, [Option<Edition>; 2]> {
    let mut editions: BTreeMap<Period, [Option<Edition>; 2]> = BTreeMap::new();
    for cell in cells.iter().filter(|cell| is_plain_code(cell.commodity)) {
        let known = editions.entry(cell.period).or_default();
        for (side, report) in cell.reports.iter().enumerate() {
            let edition = report
                .as_ref()
                .map(|report| report.edition)
                .filter(|&one| one != Edition::Unknown);
            known[side] = match (known[side], edition) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
    }
    editions
}

fn codes_used(cells: &[Cell], side: usize) -> BTreeSet<u32> {
    let plain = cells
        .iter()
        .filter(|cell| cell.reports[side].is_some() && is_plain_code(cell.commodity));
    plain.map(|cell| cell.commodity.number()).collect()
}

struct Targets {
    codes: Vec<(u32, u64)>,
    equal_split: bool,
}

fn targets(newer: Edition, older: Edition, commodity: Commodity) -> Targets {
    let path: Vec<u8> = (older.index()..=newer.index()).rev().collect();
    match hs::Conversion::chain(&path) {
        Some(chain) => Targets {
            codes: chain.targets(commodity.number()),
            equal_split: chain.splits_equally(),
        },
        None => Targets {
            codes: Vec::new(),
            equal_split: false,
        },
    }
}

/// Targets the other side uses, or all of them when it uses none.
fn restricted(targets: &Targets, used: &BTreeSet<u32>) -> Vec<(u32, i128)> {
    let all = targets.codes.iter().filter(|&&(_, weight)| weight > 0);
    let common: Vec<(u32, i128)> = all
        .clone()
        .filter(|(code, _)| used.contains(code))
        .map(|&(code, weight)| (code, i128::from(weight)))
        .collect();
    let chosen = if common.is_empty() {
        all.map(|&(code, weight)| (code, i128::from(weight))).collect()
    } else {
        common
    };
    if chosen.len() > WIDEST { Vec::new() } else { chosen }
}

/// The cells a report's goods were moved to, that they stay in first, and the share of each.
pub(crate) struct Shares {
    cells: Vec<usize>,
    /// In units of 10⁻¹².
    weights: Vec<i128>,
}

impl Shares {
    /// Of what a side reports in a cell, unless nothing of it moves; `conversions` are sorted by
    /// cell and side.
    pub(crate) fn of(side: usize, from: usize, conversions: &[Conversion]) -> Option<Self> {
        let first = conversions.partition_point(|one| one.place() < (from, side));
        let moves = &conversions[first..];
        let moves = &moves[..moves.partition_point(|one| one.place() == (from, side))];
        if moves.is_empty() {
            return None;
        }
        let kept = i128::from(hs::ONE) - moves.iter().map(|one| one.weight).sum::<i128>();
        let weights = moves.iter().map(|one| one.weight);
        Some(Self {
            cells: iter::once(from).chain(moves.iter().map(|one| one.to)).collect(),
            weights: iter::once(kept.max(0)).chain(weights).collect(),
        })
    }

    /// The parts of an amount, each with its cell.
    pub(crate) fn spread(&self, amount: Money) -> impl Iterator<Item = (usize, Money)> {
        let parts = self.apportioned(amount.thousandths()).into_iter();
        self.cells.iter().copied().zip(parts.map(Money::from_thousandths))
    }

    /// The parts of what is singled out there, each with its cell; nothing is dropped, since a
    /// freight of nothing is told too.
    pub(crate) fn divide(&self, whole: &Deduction) -> impl Iterator<Item = (usize, Deduction)> {
        let fobs = whole.fob.map(|fob| self.apportioned(fob.thousandths()));
        let weight = whole.net_weight_kg.map(|weight| weight.thousandths());
        let weights = weight.map(|weight| self.apportioned(weight));
        self.spread(whole.amount)
            .enumerate()
            .map(move |(at, (cell, amount))| {
                let part = Deduction {
                    amount,
                    fob: fobs.as_ref().map(|parts| Money::from_thousandths(parts[at])),
                    net_weight_kg: weights
                        .as_ref()
                        .map(|parts| Quantity::from_thousandths(parts[at])),
                    ..whole.clone()
                };
                (cell, part)
            })
    }

    fn apportioned(&self, amount: i128) -> Vec<i128> {
        money::apportion(amount, &self.weights)
    }
}
