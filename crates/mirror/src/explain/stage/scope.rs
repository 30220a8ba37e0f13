//! Stage 1: goods one side leaves out by its methodology.

use entente_trade::{Cause, Grade};

use crate::explain::bridge::{Label, Reach, Run};
use crate::explain::cell::Habits;

/// Takes out of both reports the commodities that exactly one side leaves out.
pub(crate) fn remove(run: &mut Run<'_>, habits: &[Habits; 2]) {
    run.deduct(Cause::Scope);
    if habits.iter().all(|habits| habits.excludes.is_empty()) {
        return;
    }
    for cell in 0..run.grid.keys.len() {
        let commodity = run.key(cell).0;
        let whose = match (habits[0].excludes(commodity), habits[1].excludes(commodity)) {
            (true, false) => "exporter",
            (false, true) => "importer",
            _ => continue,
        };
        let label = run.labels.of(Label {
            cause: Cause::Scope,
            grade: Some(Grade::E2),
            method: "coverage",
            via: None,
            evidence: format!("the {whose}'s coverage leaves these commodities out").into(),
            reach: Reach::Orders,
        });
        run.state.removed[cell] = true;
        for side in 0..2 {
            run.change(cell, side, -run.state.value[side][cell], label);
        }
    }
}
