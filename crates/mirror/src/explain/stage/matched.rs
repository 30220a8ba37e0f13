//! Stage 10: cells both sides report, by quantity and unit value.
//!
//! The log-mean split M − X = L·lnQ + L·lnP is exact in any order. Only
//! labelled effects count as explained: a value off by a power of ten, or a
//! unit value that stays far below the exporter's. The rest is residual, and
//! `split` shows what of it is quantity and what unit value. Quantities in a
//! wrong unit are corrected first (`unit`).

use entente_trade::money::float;
use entente_trade::{Cause, Grade};

use crate::explain::bridge::{Label, Reach, Run};
use crate::explain::cell::Habits;
use crate::explain::stage::unit;

/// Weights this close count as equal: |ln(weight ratio)|.
const EQUAL_WEIGHT: f64 = 0.08;
/// How near a power of ten the value ratio must be, in logarithms.
const NEAR_POWER: f64 = 0.15;
/// A unit value below this counts as undervalued.
const UNDERVALUED: f64 = -0.25;
/// Periods a commodity needs, and the share of them undervalued, to call it persistent.
const PERIODS: u32 = 3;
const PERSISTENT: f64 = 0.6;

/// ln of the value ratio and of the weight ratio, the following side over the leading one.
#[derive(Clone, Copy)]
struct Ratios {
    value: f64,
    weight: f64,
}

impl Ratios {
    fn of(values: [i128; 2], weights: [f64; 2]) -> Self {
        Self {
            value: libm::log(float(values[1]) / float(values[0])),
            weight: libm::log(weights[1] / weights[0]),
        }
    }

    fn unit_value(self) -> f64 {
        self.value - self.weight
    }

    fn equal_weight(self) -> bool {
        self.weight.abs() <= EQUAL_WEIGHT
    }

    /// The power of ten the value is off by, if any: ±1, ±2 or ±3.
    fn power_of_ten(self) -> Option<i32> {
        let power = libm::round(self.unit_value() / std::f64::consts::LN_10);
        let near = (self.unit_value() - power * std::f64::consts::LN_10).abs() <= NEAR_POWER;
        (self.equal_weight() && near && (1.0..=3.0).contains(&power.abs())).then_some(power as i32)
    }

    fn undervalued(self) -> bool {
        self.equal_weight() && self.unit_value() < UNDERVALUED
    }
}

/// Labels what can be labelled; months of one commodity lie next to each other.
pub(crate) fn label(run: &mut Run<'_>, habits: &[Habits; 2]) {
    let lead = usize::from(habits[1].leads);
    for cells in run.commodities() {
        label_commodity(run, lead, cells);
    }
}

fn label_commodity(run: &mut Run<'_>, lead: usize, cells: std::ops::Range<usize>) {
    unit::correct(run, cells.clone());
    let (mut periods, mut odd) = (0, Vec::new());
    for cell in cells {
        let values = [lead, 1 - lead].map(|side| run.state.value[side][cell]);
        let weights = [lead, 1 - lead].map(|side| run.state.weight[side][cell]);
        if values.iter().all(|&value| value > 0) && weights.iter().all(|&weight| weight > 0.0) {
            periods += 1;
            if may_be_odd(values, weights) {
                odd.push((cell, Ratios::of(values, weights)));
            }
        }
    }
    let low = odd.iter().filter(|(_, ratios)| ratios.undervalued()).count();
    let persistent = periods >= PERIODS && low as f64 >= PERSISTENT * f64::from(periods);
    for (cell, ratios) in &odd {
        if let Some(power) = ratios.power_of_ten() {
            close(run, *cell, Cause::ValueError, "power_of_ten", scale_words(power));
        } else if persistent && ratios.undervalued() {
            let words =
                "equal weights, unit value far below the exporter's in most periods: a lead, no proof"
                    .to_owned();
            close(run, *cell, Cause::Undervaluation, "persistent_unit_value", words);
        }
    }
}

/// Whether logarithms are worth taking: weights that count as equal are within a tenth of each
/// other, and of those a value that is labelled is below 0.85 of the other or above 7 times it.
fn may_be_odd(values: [i128; 2], weights: [f64; 2]) -> bool {
    let [value, other] = values.map(float);
    let [less, more] = [weights[0].min(weights[1]), weights[0].max(weights[1])];
    more <= 1.1 * less && (other < 0.9 * value || other > 5.0 * value)
}

fn scale_words(power: i32) -> String {
    let (more, less) = if power > 0 {
        ("importer", "exporter")
    } else {
        ("exporter", "importer")
    };
    format!(
        "equal weights, the {more}'s value is 10^{} times the {less}'s",
        power.abs()
    )
}

/// Books the cell's whole remaining difference to a cause.
fn close(run: &mut Run<'_>, cell: usize, cause: Cause, method: &'static str, evidence: String) {
    let label = run.labels.of(Label {
        cause,
        grade: Some(Grade::E5),
        method,
        via: None,
        evidence: evidence.into(),
        reach: Reach::Orders,
    });
    let rest = run.state.value[1][cell] - run.state.value[0][cell];
    run.change(cell, 1, -rest, label);
    // What is explained whole leaves no opposite effects of weights that count as equal.
    run.state.weight[1][cell] = run.state.weight[0][cell];
}
