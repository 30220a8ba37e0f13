//! Stage 10, first half: quantities in another unit than declared.
//!
//! Where the values agree and the weights stand to each other as two units do,
//! one side wrote the weight in the other unit. That disturbs quantities, not
//! values: the part is booked with the amount it moves, nothing, and the larger
//! weight is divided by the factor, so that the split of the residual is not
//! torn into two huge opposite effects. Factors near 1, and gross for net
//! weight, lie within what ordinary noise does to one cell; they count only
//! when a commodity shows the same ratio almost always.
//!
//! It does not say which side is wrong, and it does not touch cells whose values
//! differ: there the ratio of the weights may be goods.

use std::ops::Range;

use entente_trade::{Cause, Grade, money};

use crate::explain::bridge::{Label, Reach, Run};
use crate::explain::split::log_ratio;

/// How far the values may be apart, |ln(value ratio)|, to count as agreeing.
const EQUAL_VALUE: f64 = 0.1;
/// How near a factor the ratio of the weights must be: 2 %.
const SNAP: f64 = 1.02;
/// A ratio of the weights below this needs to be steady.
const SLIGHT: f64 = 1.25;
/// No ratio below this is near a factor that need not be steady.
const FAR: f64 = 1.9;
/// The ratios of gross to net weight.
const GROSS: Range<f64> = 1.03..1.2;
/// Periods a commodity needs, and the share of them with the same ratio, to call it steady.
const PERIODS: usize = 4;
const STEADY: f64 = 0.8;

/// The larger weight over the smaller, and the units that stand so to each other.
///
/// Each factor of the method's list once, since either side may be the larger.
const FACTORS: [(f64, &str); 10] = [
    (1000.0, "1000 times the {}, as kilograms to tonnes"),
    (907.2, "907.2 times the {}, as kilograms to short tons"),
    (144.0, "144 times the {}, as pieces to gross"),
    (100.0, "100 times the {}"),
    (12.0, "12 times the {}, as pieces to dozens"),
    (10.0, "10 times the {}"),
    (1.0 / 0.4536, "2.2046 times the {}, as pounds to kilograms"),
    (2.0, "twice the {}, as pieces to pairs"),
    (
        1.0 / 0.9072,
        "1.1023 times the {}, as short tons to tonnes, or gross to net",
    ),
    (1.016, "1.016 times the {}, as tonnes to long tons"),
];

/// What the ratio of two weights is taken for.
struct Snap {
    /// What the larger weight is divided by.
    factor: f64,
    method: &'static str,
    words: String,
}

/// Corrects the weights of one commodity's cells and books each correction.
pub(crate) fn correct(run: &mut Run<'_>, cells: Range<usize>) {
    let (mut slight, mut heavier, mut booked) = (0, 0, Vec::new());
    for cell in cells.clone() {
        let Some([one, other]) = comparable_weights(run, cell) else {
            continue;
        };
        // Short of that no ratio is near a factor, and needs no logarithm.
        if other.max(one) > FAR * other.min(one) {
            let ratio = log_ratio(other, one);
            if let Some(snap) = factor(ratio, false) {
                book(run, cell, ratio, &snap);
                booked.push(cell);
                continue;
            }
        }
        slight += 1;
        heavier += usize::from(other > one);
    }
    // A steady ratio lies on one side of 1 in as many cells, for what is near it does.
    if slight >= PERIODS && heavier.max(slight - heavier) as f64 >= STEADY * slight as f64 {
        correct_slight(run, cells.filter(|cell| !booked.contains(cell)));
    }
}

/// The weights of cells in which no factor by itself says anything.
fn correct_slight(run: &mut Run<'_>, cells: impl Iterator<Item = usize>) {
    let ratio = |cell: usize| {
        let [one, other] = comparable_weights(run, cell)?;
        Some((cell, log_ratio(other, one)))
    };
    let slight: Vec<(usize, f64)> = cells.filter_map(ratio).collect();
    let Some(typical) = steady(&slight) else {
        return;
    };
    let snap = factor(typical, true).or_else(|| gross(typical));
    for &(cell, ratio) in slight.iter().filter(|(_, ratio)| near(*ratio, typical)) {
        snap.iter().for_each(|snap| book(run, cell, ratio, snap));
    }
}

/// The exporter's and the importer's weight of a cell whose values agree, unless a stage moved
/// goods: then the values may agree because it did, and a weight is a guess.
fn comparable_weights(run: &Run<'_>, cell: usize) -> Option<[f64; 2]> {
    let weights = [0, 1].map(|side: usize| run.state.weight[side][cell]);
    let values = [0, 1].map(|side: usize| run.state.value[side][cell]);
    let known = weights.iter().all(|&weight| weight > 0.0) && values.iter().all(|&value| value > 0);
    if !known || run.state.moved[cell] {
        return None;
    }
    let [one, other] = values.map(money::float);
    let (less, more) = (one.min(other), one.max(other));
    // Values as near as 1.09 agree without a logarithm, and none beyond 1.2 do.
    let agree = more <= 1.09 * less || more <= 1.2 * less && log_ratio(other, one).abs() <= EQUAL_VALUE;
    agree.then_some(weights)
}

/// The factor a ratio stands for, among those that need to be steady or among the others.
fn factor(ratio: f64, slight: bool) -> Option<Snap> {
    let fits =
        |&&(factor, _): &&(f64, &str)| (factor < SLIGHT) == slight && near(ratio.abs(), libm::log(factor));
    let often = if slight { "almost always " } else { "" };
    FACTORS.iter().find(fits).map(|&(factor, words)| Snap {
        factor,
        method: "unit_snap",
        words: format!("{often}{words}"),
    })
}

/// A steady ratio as of gross to net weight.
fn gross(typical: f64) -> Option<Snap> {
    let factor = libm::exp(typical.abs());
    GROSS.contains(&factor).then(|| Snap {
        factor,
        method: "net_gross",
        words: format!("almost always {factor:.2} times the {{}}, as gross to net weight"),
    })
}

/// Whether a ratio is another within 2 %, and nearer to it than to 1.
fn near(ratio: f64, other: f64) -> bool {
    (ratio - other).abs() <= libm::log(SNAP).min(other.abs() / 2.0)
}

/// The median ratio of a commodity, when nearly all its periods show it.
fn steady(cells: &[(usize, f64)]) -> Option<f64> {
    let mut ratios: Vec<f64> = cells.iter().map(|&(_, ratio)| ratio).collect();
    if ratios.len() < PERIODS {
        return None;
    }
    ratios.sort_unstable_by(f64::total_cmp);
    let middle = ratios.len() / 2;
    // The mean of the two in the middle: the rule is odd.
    let median = (ratios[middle] + ratios[ratios.len() - 1 - middle]) / 2.0;
    let like = ratios.iter().filter(|&&ratio| near(ratio, median)).count();
    (like as f64 >= STEADY * ratios.len() as f64).then_some(median)
}

/// Divides the larger weight and books a part of no amount, since no value moves.
fn book(run: &mut Run<'_>, cell: usize, ratio: f64, snap: &Snap) {
    let larger = usize::from(ratio > 0.0);
    let (more, less) = [("exporter", "importer"), ("importer", "exporter")][larger];
    let words = snap.words.replace("{}", &format!("{less}'s"));
    let label = run.labels.of(Label {
        cause: Cause::UnitError,
        grade: Some(Grade::E5),
        method: snap.method,
        via: None,
        evidence: format!("equal values, the {more}'s weight is {words}; no value moves").into(),
        reach: Reach::Orders,
    });
    run.note(cell, label);
    run.state.weight[larger][cell] /= snap.factor;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn method(ratio: f64, slight: bool) -> Option<(f64, &'static str)> {
        factor(libm::log(ratio), slight).map(|snap| (snap.factor, snap.method))
    }

    #[test]
    fn every_factor_of_the_list_is_known_either_way_round() {
        let list = [
            1000.0, 0.001, 100.0, 10.0, 2.0, 0.5, 12.0, 144.0, 0.4536, 2.2046, 0.9072, 1.016, 907.2,
        ];
        for one in list {
            for ratio in [one, 1.0 / one] {
                let found = factor(libm::log(ratio), ratio.max(1.0 / ratio) < SLIGHT).unwrap();
                let magnitude = ratio.max(1.0 / ratio);
                assert!(
                    (found.factor / magnitude - 1.0).abs() < 1e-4,
                    "{one}: {}",
                    found.factor
                );
            }
        }
    }

    #[test]
    fn two_percent_off_a_factor_is_near_and_three_is_not() {
        assert_eq!(method(1019.0, false), Some((1000.0, "unit_snap")));
        assert_eq!(method(0.000_981_5, false), Some((1000.0, "unit_snap")));
        assert_eq!(method(1030.0, false), None);
        assert_eq!(method(1.5, false), None);
        assert_eq!(method(1.0, true), None);
        assert_eq!(method(1.005, true), None);
    }

    fn cells(ratios: &[f64]) -> Vec<(usize, f64)> {
        ratios.iter().map(|&ratio| (0, libm::log(ratio))).collect()
    }

    #[test]
    fn gross_for_net_is_a_ratio_that_stays_and_noise_is_none() {
        let same = steady(&cells(&[1.08, 1.081, 1.079, 1.08, 1.3])).map(libm::exp);
        assert!(same.is_some_and(|ratio| (ratio - 1.08).abs() < 1e-9), "{same:?}");
        assert_eq!(steady(&cells(&[1.05, 1.18, 1.11, 1.03, 1.16])), None);
        assert_eq!(steady(&cells(&[1.08, 1.08, 1.08])), None);
        assert_eq!(steady(&cells(&[1.002, 0.998, 1.003, 0.997, 1.001])), None);
        let found = gross(libm::log(1.06)).unwrap();
        assert_eq!(
            (found.method, found.words.as_str()),
            (
                "net_gross",
                "almost always 1.06 times the {}, as gross to net weight"
            )
        );
        assert!(gross(libm::log(1.25)).is_none() && gross(libm::log(1.02)).is_none());
    }
}
