//! Stage 4: goods that came through a third country.
//!
//! Documented ones leave the report whose records name the country of
//! consignment. Inferred ones are added to the report that attributed them to
//! the hub, so that what this pair gains the pair with the hub loses.

use entente_trade::Cause;

use crate::explain::bridge::{Label, Reach, Run};
use crate::explain::cell::PairCells;

/// Takes out what records document and applies what was inferred.
pub(crate) fn attribute(run: &mut Run<'_>, pair: &PairCells) {
    run.deduct(Cause::Indirect);
    for (at, transfer) in pair.transfers.iter().enumerate() {
        let amount = transfer.at(run.grid.estimate).thousandths();
        let Some(cell) = run.grid.find(transfer.commodity, transfer.period) else {
            continue;
        };
        if amount == 0 || run.state.removed[cell] || !run.visits(cell) {
            continue;
        }
        let label = run.labels.of_transfer(at, || Label {
            cause: Cause::Indirect,
            grade: Some(transfer.grade),
            method: transfer.method,
            via: Some(transfer.via),
            evidence: transfer.evidence.as_str().into(),
            reach: if transfer.open {
                Reach::Nothing
            } else {
                Reach::Orders
            },
        });
        run.change_goods(cell, pair.transferred, amount, label);
        // Where nobody reports anything, an amount of goods told elsewhere is no report.
        if run.state.present.iter().any(|side| side[cell]) {
            run.state.present[pair.transferred][cell] = true;
        }
        run.state.moved[cell] = true;
        run.stirred.push(cell);
    }
}
