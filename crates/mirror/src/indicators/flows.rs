//! One side's report of its trade with the other, in both directions.
//!
//! A side reports its exports as the exporter of one direction and its imports as the
//! importer of the other; here they come together. A flow of a period must stand at one
//! level: a total beside its own chapters would count twice. What is told of all goods
//! together may come from another source than the goods, and so stands apart.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Area, Commodity, Edition, Frequency, Level, Money, Period, Side};

use crate::explain::{PairCells, Report, RowKey};
use crate::pairing::months::Months;

/// Values by commodity of one flow in one period.
pub type Basket = BTreeMap<Commodity, Money>;

/// The same at the finest level reported, and by the edition of the nomenclature.
pub(super) type Detail = BTreeMap<(Commodity, Edition), Money>;

/// Exports and imports of one reporting side by period and commodity.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    reporter: Area,
    level: Level,
    /// Exports, then imports.
    baskets: [BTreeMap<Period, Basket>; 2],
    details: [BTreeMap<Period, Detail>; 2],
    sums: [BTreeMap<Period, Sum>; 2],
}

/// What is told of all goods of a flow together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sum {
    value: Money,
    months: Months,
    /// Whether some goods are told in figures that cannot be used.
    lacks: bool,
}

impl Flows {
    /// No trade yet, as reported by `reporter`.
    pub fn new(reporter: Area) -> Self {
        Self {
            reporter,
            level: Level::Hs6,
            baskets: Default::default(),
            details: Default::default(),
            sums: Default::default(),
        }
    }

    /// What `reporter` says in the two directions of a pair, by the periods and at the level of
    /// `key`; directions without it add nothing.
    pub fn reported_by<'a>(
        reporter: Area,
        pairs: impl IntoIterator<Item = &'a PairCells>,
        key: RowKey,
    ) -> Self {
        let mut flows = Self {
            level: key.level,
            ..Self::new(reporter)
        };
        for pair in pairs {
            each_report(reporter, pair, |side, told, commodity, report| {
                let period = period_of(key, told);
                flows.add_goods(report.edition, side, period, commodity, report.value);
                flows.add_sum(side, period, told, report.value);
            });
            flows.note_lacking(pair);
        }
        flows
    }

    /// The same with what is told of all goods together in its place, by the periods of `key`.
    #[must_use]
    pub fn with_totals<'a>(mut self, pairs: impl IntoIterator<Item = &'a PairCells>, key: RowKey) -> Self {
        self.sums = Default::default();
        for pair in pairs {
            each_report(self.reporter, pair, |side, told, _, report| {
                self.add_sum(side, period_of(key, told), told, report.value);
            });
            self.note_lacking(pair);
        }
        self
    }

    fn note_lacking(&mut self, pair: &PairCells) {
        for side in sides_of(self.reporter, pair) {
            let lacking = pair.lacking.iter().filter(|(_, lacks)| *lacks == side);
            for (period, _) in lacking {
                if let Some(sum) = self.sums[side as usize].get_mut(period) {
                    sum.lacks = true;
                }
            }
        }
    }

    /// Adds an amount, in the currency of the comparison, to an export or import.
    pub fn add(&mut self, side: Side, period: Period, commodity: Commodity, value: Money) {
        self.add_in(Edition::Unknown, side, period, commodity, value);
    }

    /// As [`Self::add`], for a code of a known edition of the nomenclature.
    pub fn add_in(
        &mut self,
        edition: Edition,
        side: Side,
        period: Period,
        commodity: Commodity,
        value: Money,
    ) {
        self.add_goods(edition, side, period, commodity, value);
        self.add_sum(side, period, period, value);
    }

    fn add_goods(
        &mut self,
        edition: Edition,
        side: Side,
        period: Period,
        commodity: Commodity,
        value: Money,
    ) {
        let basket = self.baskets[side as usize].entry(period).or_default();
        *basket.entry(commodity.at(self.level)).or_default() += value;
        let detail = self.details[side as usize].entry(period).or_default();
        *detail.entry((commodity, edition)).or_default() += value;
    }

    fn add_sum(&mut self, side: Side, period: Period, told: Period, value: Money) {
        let sum = self.sums[side as usize].entry(period).or_default();
        sum.value += value;
        sum.months = sum.months.and(Months::of(told));
    }

    /// The level of the baskets.
    pub(super) fn level(&self) -> Level {
        self.level
    }

    /// What a basket is made of.
    pub(super) fn detail(&self, side: Side, period: Period) -> Option<&Detail> {
        self.details[side as usize].get(&period)
    }

    /// The side whose report this is.
    pub fn reporter(&self) -> Area {
        self.reporter
    }

    /// Every period with an export or an import, ascending.
    pub fn periods(&self) -> impl Iterator<Item = Period> {
        let goods = self.baskets.iter().flat_map(|flow| flow.keys().copied());
        let sums = self.sums.iter().flat_map(|flow| flow.keys().copied());
        let all: BTreeSet<Period> = goods.chain(sums).collect();
        all.into_iter()
    }

    /// The commodities of a flow; `None` when nothing is reported.
    pub fn basket(&self, side: Side, period: Period) -> Option<&Basket> {
        self.baskets[side as usize].get(&period)
    }

    /// The sum of a flow; `None` when nothing is reported, which is not zero.
    pub fn total(&self, side: Side, period: Period) -> Option<Money> {
        self.sums[side as usize].get(&period).map(|sum| sum.value)
    }

    /// The months the sum of a flow covers.
    pub(super) fn months(&self, side: Side, period: Period) -> Option<Months> {
        self.sums[side as usize].get(&period).map(|sum| sum.months)
    }

    /// Whether the sum of a flow lacks goods that are told.
    pub(super) fn lacks_goods(&self, side: Side, period: Period) -> bool {
        self.sums[side as usize].get(&period).is_some_and(|sum| sum.lacks)
    }
}

const fn period_of(key: RowKey, told: Period) -> Period {
    match key.frequency {
        Frequency::Annual => told.whole_year(),
        Frequency::Monthly => told,
    }
}

/// Hands over what an area says in a pair it is a side of, with the period it says it of.
fn each_report(reporter: Area, pair: &PairCells, mut take: impl FnMut(Side, Period, Commodity, &Report)) {
    for side in sides_of(reporter, pair) {
        for cell in &pair.cells {
            if let Some(report) = cell.report(side) {
                take(side, cell.period, cell.commodity, report);
            }
        }
    }
}

/// The sides of a pair that an area is.
fn sides_of(area: Area, pair: &PairCells) -> impl Iterator<Item = Side> + use<> {
    let sides = [(pair.exporter, Side::Export), (pair.importer, Side::Import)];
    sides
        .into_iter()
        .filter(move |(side, _)| *side == area)
        .map(|(_, side)| side)
}
