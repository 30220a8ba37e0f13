//! Stage 6: freight and insurance between the borders.

use entente_trade::Cause;

use crate::explain::bridge::{Run, UNKNOWN};

/// Takes the margin off every value that includes one: as recorded, else as estimated. Returns
/// whether all values without margin are what they were.
pub(crate) fn take_off(run: &mut Run<'_>) -> bool {
    let stated = stated(run);
    for side in 0..2 {
        // Values of a side without any are what they are without margin.
        let cells = run.grid.has_margin[side].then(|| run.cells());
        for cell in cells.into_iter().flatten() {
            let bare = run.without_margin(side, cell);
            take_off_one(run, side, cell, bare);
            // Without its margin a value is what it was without its margin.
            run.state.bare[side][cell].set(bare);
        }
        run.state.margin_off[side] = true;
    }
    run.deduct(Cause::CifFob);
    let before = run.stirred.len();
    for (side, cell, bare) in stated {
        run.state.bare[side][cell].set(UNKNOWN);
        if run.without_margin(side, cell) != bare {
            run.stirred.push(cell);
        }
    }
    run.stirred.len() == before
}

/// Takes off what is estimated; what records state is still to go.
fn take_off_one(run: &mut Run<'_>, side: usize, cell: usize, bare: i128) {
    let value = run.state.value[side][cell] - run.stated_freight(side, cell);
    let there = run.state.value[side][cell] != 0;
    let Some(at) = run.margin_at(side, cell).filter(|_| there) else {
        return;
    };
    let basis = run.grid.basis(at);
    let label = run.labels.of_margin(at, basis);
    run.change(cell, side, bare - value, label);
    if run.grid.rate(at).ppm() == 0 {
        run.note(cell, label);
    }
}

/// The sides of cells whose freight records state, and their values without it.
fn stated(run: &Run<'_>) -> Vec<(usize, usize, i128)> {
    let freights = run
        .state
        .deductions
        .iter()
        .filter(|one| one.2.cause == Cause::CifFob);
    freights
        .filter(|one| run.visits(one.0))
        .map(|&(cell, side, _)| (side, cell, run.without_margin(side, cell)))
        .collect()
}
