//! One side's report of its trade with the other, in both directions.
//!
//! A side reports its exports as the exporter of one direction and its imports as the
//! importer of the other; here they come together. A flow of a period must stand at one
//! level: a total beside its own chapters would count twice.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Area, Commodity, Edition, Frequency, Level, Money, Period, Side};

use crate::explain::{PairCells, RowKey};

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
}

impl Flows {
    /// No trade yet, as reported by `reporter`.
    pub fn new(reporter: Area) -> Self {
        Self {
            reporter,
            level: Level::Hs6,
            baskets: Default::default(),
            details: Default::default(),
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
            let sides = [(pair.exporter, Side::Export), (pair.importer, Side::Import)];
            for (_, side) in sides.into_iter().filter(|(area, _)| *area == reporter) {
                for cell in &pair.cells {
                    let period = match key.frequency {
                        Frequency::Annual => cell.period.whole_year(),
                        Frequency::Monthly => cell.period,
                    };
                    if let Some(report) = cell.report(side) {
                        flows.add_in(report.edition, side, period, cell.commodity, report.value);
                    }
                }
            }
        }
        flows
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
        let basket = self.baskets[side as usize].entry(period).or_default();
        *basket.entry(commodity.at(self.level)).or_default() += value;
        let detail = self.details[side as usize].entry(period).or_default();
        *detail.entry((commodity, edition)).or_default() += value;
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
        let all: BTreeSet<Period> = self
            .baskets
            .iter()
            .flat_map(|flow| flow.keys().copied())
            .collect();
        all.into_iter()
    }

    /// The commodities of a flow; `None` when nothing is reported.
    pub fn basket(&self, side: Side, period: Period) -> Option<&Basket> {
        self.baskets[side as usize].get(&period)
    }

    /// The sum of a flow; `None` when nothing is reported, which is not zero.
    pub fn total(&self, side: Side, period: Period) -> Option<Money> {
        self.basket(side, period)
            .map(|basket| basket.values().copied().sum())
    }
}
