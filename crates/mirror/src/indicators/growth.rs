//! How trade changed since the period before, and through which commodities.
//!
//! The split ΔX = Σ_both (x₁ − x₀) + Σ_new x₁ − Σ_gone x₀ is exact. Periods in different
//! editions of the nomenclature are brought into the older one first ([`super::edition`]);
//! codes for which that cannot be done are neither new nor gone.

use std::collections::BTreeMap;

use entente_trade::{Commodity, Level, Money, Side};

use super::edition::Common;
use super::flows::{Basket, Detail};
use super::structure::{LEVELS, NO_STRUCTURE, NOT_REPORTED, level};
use super::{Figure, INCOMPLETE, IndicatorRow, Inputs, LACKING, Ratio, Sheet, quotient};

/// Why growth is not known.
const NO_BEFORE: &str = "the period before is not reported";
/// The same: nothing is no measure.
const ZERO_BEFORE: &str = "the period before is zero";
/// The same: some months are no measure of a year.
const INCOMPLETE_BEFORE: &str = "the year before is told for some of its months only";

/// The same: what is left of a sum is no measure of all goods.
const LACKING_BEFORE: &str = "of the period before some goods are told in figures that cannot be used";

/// Growth of turnover, exports and imports, each as a rate and as a factor.
pub(super) fn rates(sheet: &Sheet<'_>) -> Vec<IndicatorRow> {
    let turnover = change(sheet, Sheet::turnover);
    let exports = change(sheet, |sheet| sheet.whole(Side::Export).and(sheet.exports()));
    let imports = change(sheet, |sheet| sheet.whole(Side::Import).and(sheet.imports()));
    let (as_rate, as_factor) = (
        "this period ÷ the period before − 1",
        "this period ÷ the period before",
    );
    let both = |inputs: Inputs, [growth, factor]: [&'static str; 2], change: Figure<Change>| {
        [
            sheet.ratio(growth, change.and_then(Change::rate), as_rate),
            sheet.ratio(factor, change.and_then(Change::factor), as_factor),
        ]
        .map(|row| row.made_of(inputs.since_before()))
    };
    let (of_exports, of_imports) = (Inputs::of(Side::Export), Inputs::of(Side::Import));
    [
        both(Inputs::BOTH, ["turnover_growth", "turnover_factor"], turnover),
        both(of_exports, ["exports_growth", "exports_factor"], exports),
        both(of_imports, ["imports_growth", "imports_factor"], imports),
    ]
    .concat()
}

/// An amount of the period and of the one before.
#[derive(Clone, Copy)]
struct Change {
    now: Money,
    before: Money,
}

fn change<'a>(sheet: &Sheet<'a>, of: impl Fn(&Sheet<'a>) -> Figure<Money>) -> Figure<Change> {
    let now = of(sheet)?;
    let before = of(&sheet.before().ok_or(NO_BEFORE)?).map_err(not_before)?;
    Ok(Change { now, before })
}

impl Change {
    fn rate(self) -> Figure<Ratio> {
        quotient(self.now - self.before, self.before).ok_or(ZERO_BEFORE)
    }

    fn factor(self) -> Figure<Ratio> {
        quotient(self.now, self.before).ok_or(ZERO_BEFORE)
    }
}

/// Why the period before has no figure to measure by.
fn not_before(why: &'static str) -> &'static str {
    match why {
        INCOMPLETE => INCOMPLETE_BEFORE,
        LACKING => LACKING_BEFORE,
        _ => NO_BEFORE,
    }
}

/// A change of exports or imports by what became of the commodities; the three add up to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    pub(super) intensive: Money,
    pub(super) entering: Money,
    /// Negative: what is no longer traded.
    pub(super) leaving: Money,
    codes: Codes,
}

/// What was done to the codes of the two periods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Codes {
    /// One edition.
    #[default]
    Same,
    /// Two, one of them converted.
    Converted,
    /// Two, and some codes could not be converted.
    Unsure,
}

impl Split {
    pub(super) fn between(common: &Common) -> Self {
        let [before, now] = &common.baskets;
        let mut split = Self {
            codes: match (common.converted, common.unsure.is_empty()) {
                (false, _) => Codes::Same,
                (true, true) => Codes::Converted,
                (true, false) => Codes::Unsure,
            },
            ..Self::default()
        };
        for (commodity, (value, earlier)) in joined(before, now) {
            match (value.is_zero(), earlier.is_zero()) {
                _ if common.unsure.contains(&commodity) => split.intensive += value - earlier,
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

/// The formulas of the three parts, by what was done to the codes.
const INTENSIVE: [&str; 3] = [
    "Σ over commodities traded in both periods of x₁ − x₀",
    "Σ over commodities traded in both periods of x₁ − x₀, in the older edition of the codes",
    "Σ over commodities traded in both periods of x₁ − x₀, codes that cannot be converted included",
];
const ENTERING: [&str; 3] = [
    "Σ x₁ over commodities not traded in the period before",
    "Σ x₁ over commodities not traded in the period before, in the older edition of the codes",
    "Σ x₁ over commodities not traded in the period before, but codes that cannot be converted",
];
const LEAVING: [&str; 3] = [
    "−Σ x₀ over commodities no longer traded",
    "−Σ x₀ over commodities no longer traded, in the older edition of the codes",
    "−Σ x₀ over commodities no longer traded, but codes that cannot be converted",
];

/// The split of the growth of exports, then of imports.
pub(super) fn split(sheet: &Sheet<'_>) -> Vec<IndicatorRow> {
    let names = [
        ["growth_intensive", "growth_entering", "growth_leaving"],
        [
            "imports_growth_intensive",
            "imports_growth_entering",
            "imports_growth_leaving",
        ],
    ];
    let mut rows = Vec::new();
    for (side, [intensive, entering, leaving]) in [Side::Export, Side::Import].into_iter().zip(names) {
        let split = sheet.split(side);
        let codes = split.map_or(Codes::Same, |split| split.codes) as usize;
        let part = |of: fn(Split) -> Money| split.map(of);
        let parts = [
            sheet.money(intensive, part(|split| split.intensive), INTENSIVE[codes]),
            sheet.money(entering, part(|split| split.entering), ENTERING[codes]),
            sheet.money(leaving, part(|split| split.leaving), LEAVING[codes]),
        ];
        let inputs = Inputs::of(side).goods().since_before();
        rows.extend(parts.map(|row| row.made_of(inputs)));
    }
    rows
}

impl Sheet<'_> {
    fn split(&self, side: Side) -> Figure<Split> {
        let now = self.flows.basket(side, self.period).ok_or(NOT_REPORTED)?;
        let before = self.before().ok_or(NO_BEFORE)?;
        let earlier = before.flows.basket(side, before.period).ok_or(NO_BEFORE)?;
        self.whole(side)?;
        before.whole(side).map_err(not_before)?;
        self.in_detail(side)?;
        before.in_detail(side)?;
        match (level(earlier), level(now)) {
            (Level::Total, _) | (_, Level::Total) => Err(NO_STRUCTURE),
            (before, now) if before != now => Err(LEVELS),
            _ => Ok(Split::between(&Common::of(
                [before.detail(side)?, self.detail(side)?],
                self.flows.level(),
            ))),
        }
    }

    fn detail(&self, side: Side) -> Figure<&Detail> {
        self.flows.detail(side, self.period).ok_or(NOT_REPORTED)
    }
}
