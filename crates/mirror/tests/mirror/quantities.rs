//! What holds for the residual's split and for unit errors, whatever was reported.
//!
//! Ten thousand random pairs each, in half of whose cells the values agree and
//! the weights stand to each other as two units do.

use std::collections::BTreeMap;

use entente_mirror::explain::{CellParts, Explanation, PairCells, RowKey, explain, rows};
use entente_trade::{Cause, Commodity, Finding, Frequency, Level, Money, Period, Quantity, Split};
use proptest::prelude::*;

use crate::invariants::{cases, pairs, rule};

/// What the importer's weight is multiplied with, in thousandths.
const FACTORS: [i128; 9] = [1_000_000, 1_000, 1, 2_000, 500, 1_016, 1_080, 12_000, 454];

/// Pairs some of whose reports say the same value and weight in two units.
fn two_units() -> impl Strategy<Value = PairCells> {
    let choices = prop::collection::vec((0..2 * FACTORS.len(), 0..3_i128), 14);
    (pairs(), choices).prop_map(|(mut pair, choices)| {
        for (cell, (choice, off)) in pair.cells.iter_mut().zip(choices) {
            let [Some(export), Some(import)] = &mut cell.reports else {
                continue;
            };
            if let (Some(factor), Some(weight)) = (FACTORS.get(choice), export.net_weight_kg) {
                *import = export.clone();
                import.value += Money::from_thousandths(off * export.value.thousandths() / 100);
                let weight = weight.thousandths() * factor / 1_000;
                import.net_weight_kg = Some(Quantity::from_thousandths(weight));
            }
        }
        pair
    })
}

fn residual(parts: &[entente_trade::Part]) -> Money {
    let left = parts.iter().filter(|part| part.cause == Cause::Residual);
    left.map(|part| part.amount).sum()
}

fn every_row(explanation: &Explanation) -> Vec<(RowKey, Vec<Finding>)> {
    let levels = [Level::Total, Level::Hs2, Level::Hs4, Level::Hs6];
    let keys = levels.into_iter().flat_map(|level| {
        [Frequency::Annual, Frequency::Monthly].map(|frequency| RowKey { frequency, level })
    });
    keys.map(|key| (key, rows(explanation, key))).collect()
}

/// The sum of the splits of the cells a row is made of.
fn summed(cells: &[CellParts], key: RowKey, row: &Finding) -> Option<Split> {
    let own = |cell: &&CellParts| {
        let period = match key.frequency {
            Frequency::Annual => cell.period.whole_year(),
            Frequency::Monthly => cell.period,
        };
        (period, cell.commodity.at(key.level)) == (row.period, row.commodity)
    };
    let splits: Vec<Split> = cells.iter().filter(own).filter_map(|cell| cell.split).collect();
    (!splits.is_empty()).then(|| Split {
        quantity: splits.iter().map(|split| split.quantity).sum(),
        unit_value: splits.iter().map(|split| split.unit_value).sum(),
    })
}

/// A cell's split and how many unit errors it has.
type Seen = (Option<[i128; 2]>, usize);

/// Split and unit errors of every cell, as seen from one end.
fn seen(explanation: &Explanation, sign: i128) -> BTreeMap<(Commodity, Period), Seen> {
    let cells = explanation.cells.iter().map(|cell| {
        let amounts = |split: Split| [split.quantity, split.unit_value].map(|one| sign * one.thousandths());
        let errors = cell.parts.iter().filter(|part| part.cause == Cause::UnitError);
        (
            (cell.commodity, cell.period),
            (cell.split.map(amounts), errors.count()),
        )
    });
    cells.collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn quantity_and_unit_value_add_up_to_the_residual_of_every_cell_and_row(pair in two_units()) {
        let explanation = explain(&pair, &rule());
        for cell in &explanation.cells {
            if let Some(split) = cell.split {
                prop_assert_eq!(split.total(), residual(&cell.parts), "{:?}", cell);
            }
        }
        for (key, found) in every_row(&explanation) {
            for row in &found {
                prop_assert_eq!(row.split, summed(&explanation.cells, key, row), "{:?}", key);
            }
        }
    }

    #[test]
    fn swapping_the_sides_turns_the_split_and_keeps_the_unit_errors(pair in two_units()) {
        let (one, other) = (explain(&pair, &rule()), explain(&pair.swapped(), &rule()));
        prop_assert_eq!(seen(&one, 1), seen(&other, -1));
    }

    #[test]
    fn a_unit_error_moves_no_value_and_the_parts_still_add_up(pair in two_units()) {
        let explanation = explain(&pair, &rule());
        for cell in &explanation.cells {
            let all: Money = cell.parts.iter().map(|part| part.amount).sum();
            prop_assert_eq!(all, cell.asymmetry);
            for part in cell.parts.iter().filter(|part| part.cause == Cause::UnitError) {
                prop_assert_eq!((part.amount, part.low, part.high), (Money::ZERO, Money::ZERO, Money::ZERO));
            }
        }
    }
}
