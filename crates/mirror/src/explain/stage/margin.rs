//! Stage 6: freight and insurance between the borders.

use entente_trade::Cause;

use crate::explain::bridge::{Run, margin_label};

/// Takes the margin off every value that includes one: as recorded, else as estimated.
pub(crate) fn take_off(run: &mut Run<'_>) {
    run.deduct(Cause::CifFob);
    for side in 0..2 {
        for cell in 0..run.grid.keys.len() {
            let Some(basis) = run.margin(side, cell) else {
                continue;
            };
            let value = run.state.value[side][cell];
            if value != 0 {
                let label = run.labels.of(margin_label(basis));
                run.change(cell, side, basis.rate.taken_off(value) - value, label);
                if basis.rate.ppm() == 0 {
                    run.note(cell, label);
                }
            }
        }
        run.state.margin_off[side] = true;
    }
}
