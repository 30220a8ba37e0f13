//! One side's report of its trade with the other, in both directions.
//!
//! A side reports its exports as the exporter of one direction and its imports as the
//! importer of the other; here they come together. A flow of a period must stand at one
//! level: a total beside its own chapters would count twice.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Area, Commodity, Money, Period, Side};

use crate::explain::PairCells;

/// Values by commodity of one flow in one period.
pub type Basket = BTreeMap<Commodity, Money>;

/// Exports and imports of one reporting side by period and commodity.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    reporter: Area,
    /// Exports, then imports.
    baskets: [BTreeMap<Period, Basket>; 2],
}

impl Flows {
    /// No trade yet, as reported by `reporter`.
    pub fn new(reporter: Area) -> Self {
        Self {
            reporter,
            baskets: [BTreeMap::new(), BTreeMap::new()],
        }
    }

    /// What `reporter` says in the two directions of a pair; directions without it add nothing.
    pub fn reported_by<'a>(reporter: Area, pairs: impl IntoIterator<Item = &'a PairCells>) -> Self {
        let mut flows = Self::new(reporter);
        for pair in pairs {
            let sides = [(pair.exporter, Side::Export), (pair.importer, Side::Import)];
            for (_, side) in sides.into_iter().filter(|(area, _)| *area == reporter) {
                for cell in &pair.cells {
                    if let Some(report) = cell.report(side) {
                        flows.add(side, cell.period, cell.commodity, report.value);
                    }
                }
            }
        }
        flows
    }

    /// Adds an amount, in the currency of the comparison, to an export or import.
    pub fn add(&mut self, side: Side, period: Period, commodity: Commodity, value: Money) {
        let basket = self.baskets[side as usize].entry(period).or_default();
        *basket.entry(commodity).or_default() += value;
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
