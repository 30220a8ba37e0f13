//! The commodities of a world: real H4 codes with made prices, seasons and appeal.
//!
//! Whole headings are drawn, so that siblings are there to be confused; headings
//! that reporters may leave out come first, so that a small world has them.

use std::collections::BTreeMap;

use crate::code::Code;
use crate::draw::{Dice, Of};
use crate::failure::{Failure, Outcome};
use crate::mixture::Mixture;

const LIST: &str = include_str!("../data/goods.csv");
const EDITION: &str = include_str!("../data/edition.csv");

/// One commodity.
pub(crate) struct Good {
    pub(crate) code: Code,
    /// Logarithm of the world unit value, currency units a kilogram.
    pub(crate) unit_value: f64,
    /// How readily it is traded; larger is more.
    pub(crate) appeal: f64,
    /// Logarithm of the seasonal factor of each month of the year.
    pub(crate) season: [f64; 12],
    /// Reporters with a scope of their own leave it out.
    pub(crate) excluded: bool,
    /// Its codes in H5 with their weights in millionths; empty when it kept its number.
    pub(crate) targets: Vec<(Code, u32)>,
}

/// `count` commodities in the order of their codes.
pub(crate) fn choose(count: usize, dice: Dice, mixture: &Mixture) -> Outcome<Vec<Good>> {
    let mut codes: Vec<Code> = LIST.lines().skip(1).filter_map(Code::parse).collect();
    if !(1..=codes.len()).contains(&count) {
        return Err(Failure::new(format!(
            "{count} commodities; expected 1 to {}",
            codes.len()
        )));
    }
    let out = |code: Code| {
        mixture
            .reporters
            .excludes
            .iter()
            .any(|stem| code.as_str().starts_with(stem))
    };
    codes.sort_by_key(|&code| (!out(code), dice.at(code.heading()).bits(Of::GoodOrder), code));
    codes.truncate(count);
    codes.sort_unstable();
    let mut changed = changed();
    let make = |code| {
        good(
            code,
            out(code),
            changed.remove(&code).unwrap_or_default(),
            dice,
            mixture,
        )
    };
    Ok(codes.into_iter().map(make).collect())
}

fn good(code: Code, excluded: bool, targets: Vec<(Code, u32)>, dice: Dice, mixture: &Mixture) -> Good {
    let dice = dice.at(code.number());
    let shape = &mixture.trade;
    Good {
        code,
        unit_value: 1.6 + shape.unit_value_spread * dice.bell(Of::UnitValue),
        appeal: 1.2 * dice.bell(Of::Appeal) + if excluded { 4.5 } else { 0.0 },
        season: season(
            shape.season * dice.share(Of::SeasonSize),
            dice.share(Of::SeasonPhase),
        ),
        excluded,
        targets,
    }
}

fn season(size: f64, phase: f64) -> [f64; 12] {
    let turn = 2.0 * std::f64::consts::PI;
    std::array::from_fn(|month| size * libm::cos(turn * (month as f64 / 12.0 + phase)))
}

/// The H4 codes that changed in H5.
fn changed() -> BTreeMap<Code, Vec<(Code, u32)>> {
    let mut all: BTreeMap<Code, Vec<(Code, u32)>> = BTreeMap::new();
    for (old, new, weight) in EDITION.lines().skip(1).filter_map(read) {
        all.entry(old).or_default().push((new, weight));
    }
    all
}

fn read(line: &str) -> Option<(Code, Code, u32)> {
    let mut fields = line.split(',');
    let old = Code::parse(fields.next()?)?;
    let new = Code::parse(fields.next()?)?;
    Some((old, new, fields.next()?.parse().ok()?))
}
