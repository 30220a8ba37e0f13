//! How trade changed since the period before, and through which commodities.
//!
//! The split ΔX = Σ_both (x₁ − x₀) + Σ_new x₁ − Σ_gone x₀ is exact. It takes codes as they
//! are reported: a code that a new edition of the nomenclature renames leaves under one
//! name and enters under another, so compare like editions.

use std::collections::BTreeMap;

use entente_trade::{Commodity, Level, Money, Side};

use super::flows::Basket;
use super::structure::{LEVELS, NO_STRUCTURE, NOT_REPORTED, level};
use super::{Figure, IndicatorRow, Sheet, quotient};

/// Why growth is not known.
const NO_BEFORE: &str = "the period before is not reported";

/// Growth of turnover, exports and imports, each as a rate and as a factor.
pub(super) fn rates(sheet: &Sheet<'_>) -> Vec<IndicatorRow> {
    let turnover = factor(sheet, Sheet::turnover);
    let exports = factor(sheet, Sheet::exports);
    let imports = factor(sheet, Sheet::imports);
    let rate = |factor: Figure<f64>| factor.map(|factor| factor - 1.0);
    let (as_rate, as_factor) = (
        "this period ÷ the period before − 1",
        "this period ÷ the period before",
    );
    vec![
        sheet.ratio("turnover_growth", rate(turnover), as_rate),
        sheet.ratio("turnover_factor", turnover, as_factor),
        sheet.ratio("exports_growth", rate(exports), as_rate),
        sheet.ratio("exports_factor", exports, as_factor),
        sheet.ratio("imports_growth", rate(imports), as_rate),
        sheet.ratio("imports_factor", imports, as_factor),
    ]
}

fn factor<'a>(sheet: &Sheet<'a>, of: impl Fn(&Sheet<'a>) -> Figure<Money>) -> Figure<f64> {
    let now = of(sheet)?;
    let before = of(&sheet.before().ok_or(NO_BEFORE)?).map_err(|_| NO_BEFORE)?;
    quotient(now, before).ok_or("the period before is zero")
}

/// A change of exports or imports by what became of the commodities; the three add up to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    pub(super) intensive: Money,
    pub(super) entering: Money,
    /// Negative: what is no longer traded.
    pub(super) leaving: Money,
}

impl Split {
    pub(super) fn between(before: &Basket, now: &Basket) -> Self {
        let mut split = Self::default();
        for (value, earlier) in joined(before, now).into_values() {
            match (value.is_zero(), earlier.is_zero()) {
                (false, true) => split.entering += value,
                (true, false) => split.leaving -= earlier,
                _ => split.intensive += value - earlier,
            }
        }
        split
    }
}

/// The value now and before of every commodity of either basket; absent is zero here.
fn joined(before: &Basket, now: &Basket) -> BTreeMap<Commodity, (Money, Money)> {
    let mut joined: BTreeMap<Commodity, (Money, Money)> = BTreeMap::new();
    for (&commodity, &value) in now {
        joined.entry(commodity).or_default().0 = value;
    }
    for (&commodity, &value) in before {
        joined.entry(commodity).or_default().1 = value;
    }
    joined
}

/// The split of the growth of exports, then of imports.
pub(super) fn split(sheet: &Sheet<'_>) -> Vec<IndicatorRow> {
    let intensive = "Σ over commodities traded in both periods of x₁ − x₀";
    let entering = "Σ x₁ over commodities not traded in the period before";
    let leaving = "−Σ x₀ over commodities no longer traded";
    let (exports, imports) = (sheet.split(Side::Export), sheet.split(Side::Import));
    vec![
        sheet.money(
            "growth_intensive",
            exports.map(|split| split.intensive),
            intensive,
        ),
        sheet.money("growth_entering", exports.map(|split| split.entering), entering),
        sheet.money("growth_leaving", exports.map(|split| split.leaving), leaving),
        sheet.money(
            "imports_growth_intensive",
            imports.map(|split| split.intensive),
            intensive,
        ),
        sheet.money(
            "imports_growth_entering",
            imports.map(|split| split.entering),
            entering,
        ),
        sheet.money(
            "imports_growth_leaving",
            imports.map(|split| split.leaving),
            leaving,
        ),
    ]
}

impl Sheet<'_> {
    fn split(&self, side: Side) -> Figure<Split> {
        let now = self.flows.basket(side, self.period).ok_or(NOT_REPORTED)?;
        let before = self.before().ok_or(NO_BEFORE)?;
        let earlier = before.flows.basket(side, before.period).ok_or(NO_BEFORE)?;
        match (level(earlier), level(now)) {
            (Level::Total, _) | (_, Level::Total) => Err(NO_STRUCTURE),
            (before, now) if before != now => Err(LEVELS),
            _ => Ok(Split::between(earlier, now)),
        }
    }
}
