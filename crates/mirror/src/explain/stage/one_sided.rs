//! Stages 8 and 9: what only one side reports.

use entente_trade::{Cause, Grade};

use crate::explain::bridge::{Label, Reach, Run};
use crate::explain::cell::Habits;

/// Books the remaining value of one-sided cells, below the silent side's threshold apart.
pub(crate) fn book(run: &mut Run<'_>, habits: &[Habits; 2]) {
    for cell in 0..run.grid.keys.len() {
        for side in 0..2 {
            let alone = run.state.present[side][cell] && !run.state.present[1 - side][cell];
            if alone && run.state.value[side][cell] != 0 {
                let label = run.labels.of(label(run, habits, side, cell));
                run.change(cell, side, -run.state.value[side][cell], label);
            }
        }
    }
}

fn label(run: &Run<'_>, habits: &[Habits; 2], side: usize, cell: usize) -> Label {
    let silent = ["importer", "exporter"][side];
    let value = run.without_margin(side, cell);
    let below = habits[1 - side]
        .threshold
        .filter(|threshold| value < threshold.thousandths());
    match below {
        Some(threshold) => Label {
            cause: Cause::Threshold,
            grade: Some(Grade::E2),
            method: "threshold",
            via: None,
            evidence: format!("the {silent} records nothing below {threshold}"),
            reach: Reach::Orders,
        },
        None => Label {
            cause: Cause::OneSided,
            grade: Some(Grade::E5),
            method: "presence",
            via: None,
            evidence: format!("the {silent} reports nothing"),
            reach: Reach::Orders,
        },
    }
}
