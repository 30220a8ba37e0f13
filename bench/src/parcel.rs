//! What one exporter truly sent to one importer of one commodity in one month.
//!
//! Values are thousandths of a currency unit, weights thousandths of a kilogram.
//! Floats are rounded to the nearest thousandth, halves up; all are positive.

use crate::draw::{Dice, Of};
use crate::good::Good;
use crate::pair::Pair;
use crate::world::World;

/// The most one parcel is worth, in currency units.
const LIMIT: f64 = 2e9;

/// A parcel.
pub(crate) struct Parcel<'a> {
    pub(crate) world: &'a World<'a>,
    pub(crate) from: u16,
    pub(crate) to: u16,
    pub(crate) pair: &'a Pair,
    pub(crate) place: u16,
    pub(crate) good: &'a Good,
    pub(crate) rank: u32,
    pub(crate) month: i32,
    /// Draws that last over all months.
    pub(crate) flow: Dice,
    /// Draws of this month.
    pub(crate) dice: Dice,
}

impl Parcel<'_> {
    /// The FOB value.
    pub(crate) fn value(&self) -> i64 {
        let shape = &self.world.mixture.trade;
        let size = 9.4 + 0.35 * self.pair.mass - 0.35 * libm::log(f64::from(self.rank) + 1.0);
        let luck = shape.flow_spread * self.flow.bell(Of::FlowValue)
            + shape.month_spread * self.dice.bell(Of::MonthValue);
        let dear = if self.good.excluded { 2.0 } else { 0.0 };
        let season = self.good.season[(self.world.first + self.month).rem_euclid(12) as usize];
        rounded(libm::exp(size + luck + dear + season).clamp(1.0, LIMIT) * 1000.0)
    }

    /// The net weight of goods worth so much.
    pub(crate) fn weight(&self, value: i64) -> i64 {
        let shape = &self.world.mixture.trade;
        let unit_value = self.good.unit_value
            + shape.unit_value_pair * self.flow.bell(Of::FlowUnitValue)
            + shape.unit_value_month * self.dice.bell(Of::MonthUnitValue);
        rounded(value as f64 * libm::exp(-unit_value)).max(1)
    }

    /// CIF over FOB in millionths: a third distance, a third chapter, a third chance,
    /// the same for all goods of the chapter between the two.
    pub(crate) fn margin(&self) -> i64 {
        let chapter = u64::from(self.good.code.chapter());
        let luck = self.pair.dice.at(chapter).share(Of::MarginPair);
        let level = (self.pair.remote.min(1.0) + chapter_level(self.world, chapter) + luck) / 3.0;
        let margin = &self.world.mixture.margin;
        rounded((margin.low + (margin.high - margin.low) * level) * 1e6)
    }
}

/// How a chapter's margin stands among the chapters, from 0 to 1.
pub(crate) fn chapter_level(world: &World, chapter: u64) -> f64 {
    world.dice.at(chapter).share(Of::MarginChapter)
}

/// To the nearest whole number, halves up.
pub(crate) fn rounded(number: f64) -> i64 {
    (number + 0.5).floor() as i64
}

/// A share in millionths of an amount that is not negative, halves up.
pub(crate) fn millionths(amount: i64, share: i64) -> i64 {
    let product = i128::from(amount) * i128::from(share) + 500_000;
    i64::try_from(product / 1_000_000).unwrap_or(i64::MAX)
}
