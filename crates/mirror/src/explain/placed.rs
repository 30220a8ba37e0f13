//! Transfers brought to the cells in which a pair stands.
//!
//! Hubs are looked for in totals and in details apart, while a question sets a
//! pair side by side at one level. What was found in a total of goods that the
//! question tells in details is spread over them, and what was found in a code
//! goes to the total where nothing finer is compared. Nothing is dropped, so
//! what one pair gains another loses, at whatever level is asked. It infers
//! nothing.

use entente_trade::{Commodity, Money, money};

use super::cell::{Cell, PairCells, Transfer};

/// The transfers of a pair, each at cells that are compared; where nothing near is, it stays.
pub(crate) fn placed(pair: &PairCells, transfers: Vec<Transfer>) -> Vec<Transfer> {
    let one = |transfer: Transfer| {
        let place = (transfer.commodity, transfer.period);
        let told = pair
            .cells
            .binary_search_by_key(&place, |cell| (cell.commodity, cell.period));
        match told {
            Ok(_) => vec![transfer],
            Err(_) => spread(pair, transfer),
        }
    };
    transfers.into_iter().flat_map(one).collect()
}

/// Over the cells that overlap it, by what each side has beyond the other, else by value.
fn spread(pair: &PairCells, transfer: Transfer) -> Vec<Transfer> {
    let cells: Vec<&Cell> = pair
        .cells
        .iter()
        .filter(|cell| overlap(cell, &transfer))
        .collect();
    let sign = transfer.amount.thousandths().signum();
    let gap = |cell: &&Cell| (cell.asymmetry().thousandths() * sign).max(0);
    let value = |cell: &&Cell| {
        let values = cell
            .reports
            .iter()
            .flatten()
            .map(|report| report.value.thousandths());
        values.max().unwrap_or(0).max(0)
    };
    let gaps: Vec<i128> = cells.iter().map(gap).collect();
    let weights = if gaps.iter().any(|&gap| gap > 0) {
        gaps
    } else {
        cells.iter().map(value).collect()
    };
    if weights.iter().all(|&weight| weight == 0) {
        return vec![transfer];
    }
    let parts = money::apportion(transfer.amount.thousandths(), &weights);
    let shares = cells.iter().zip(parts).filter(|(_, part)| *part != 0);
    let share = |(cell, part): (&&Cell, i128)| Transfer {
        commodity: cell.commodity,
        period: cell.period,
        amount: Money::from_thousandths(part),
        // That it is among these goods is found; in which of them is not.
        grade: if part == transfer.amount.thousandths() {
            transfer.grade
        } else {
            transfer.grade.max(entente_trade::Grade::E4)
        },
        ..transfer.clone()
    };
    shares.map(share).collect()
}

/// Whether a cell holds some of the goods of a transfer, or all of them among others.
fn overlap(cell: &Cell, transfer: &Transfer) -> bool {
    let (period, other) = (cell.period, transfer.period);
    let within = |a: Commodity, b: Commodity| a.at(b.level()) == b;
    let same_time = period == other || period.whole_year() == other || period == other.whole_year();
    same_time && (within(cell.commodity, transfer.commodity) || within(transfer.commodity, cell.commodity))
}
