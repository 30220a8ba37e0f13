//! Stages 8 and 9: what only one side reports.

use entente_trade::{Cause, Grade, Money};

use crate::explain::bridge::{Label, Reach, Run};
use crate::explain::cell::Habits;

/// Books the remaining value of one-sided cells, below the silent side's threshold apart.
pub(crate) fn book(run: &mut Run<'_>, habits: &[Habits; 2]) {
    for cell in run.cells() {
        for side in 0..2 {
            let alone = run.state.present[side][cell] && !run.state.present[1 - side][cell];
            if alone && run.state.value[side][cell] != 0 {
                let value = run.without_margin(side, cell);
                let below = habits[1 - side]
                    .threshold
                    .filter(|threshold| value < threshold.thousandths());
                let cause = below.map_or(Cause::OneSided, |_| Cause::Threshold);
                let label = run
                    .labels
                    .named((cause, side, None, None, "presence"), || label(side, below));
                run.change(cell, side, -run.state.value[side][cell], label);
            }
        }
    }
}

fn label(side: usize, below: Option<Money>) -> Label {
    let silent = ["importer", "exporter"][side];
    match below {
        Some(threshold) => Label {
            cause: Cause::Threshold,
            grade: Some(Grade::E2),
            method: "threshold",
            via: None,
            evidence: format!("the {silent} records nothing below {threshold}").into(),
            reach: Reach::Orders,
        },
        None => Label {
            cause: Cause::OneSided,
            grade: Some(Grade::E5),
            method: "presence",
            via: None,
            evidence: format!("the {silent} reports nothing").into(),
            reach: Reach::Orders,
        },
    }
}
