//! Stage 0: the same codes, the same rate of exchange.

use entente_trade::{Cause, Grade};

use crate::explain::bridge::{Label, Reach, Run};

/// Moves converted values into the older edition; the parts add up to zero over each group of codes.
pub(crate) fn convert(run: &mut Run<'_>) {
    for conversion in &run.grid.conversions {
        let (newer, older) = conversion.editions;
        let label = run.labels.of(Label {
            cause: Cause::Edition,
            grade: Some(if conversion.equal_split {
                Grade::E5
            } else {
                Grade::E2
            }),
            method: if conversion.equal_split {
                "equal_split"
            } else {
                "conversion_weights"
            },
            via: None,
            evidence: format!(
                "one side reports in {}, the other in {}",
                newer.code(),
                older.code()
            )
            .into(),
            reach: Reach::Orders,
        });
        run.carry(
            conversion.side,
            conversion.from,
            conversion.to,
            conversion.amount,
            label,
        );
    }
}

/// Replaces values converted at a side's own rate by those at the reference rate.
pub(crate) fn revalue(run: &mut Run<'_>) {
    let label = || Label {
        cause: Cause::ExchangeRate,
        grade: Some(Grade::E2),
        method: "reference_rate",
        via: None,
        evidence: "national values and the reference rate of exchange".into(),
        reach: Reach::Orders,
    };
    let name = (Cause::ExchangeRate, 0, None, None, "reference_rate");
    for &(cell, side, delta) in &run.grid.revalued {
        let label = run.labels.named(name, label);
        run.change(cell, side, delta, label);
    }
}
