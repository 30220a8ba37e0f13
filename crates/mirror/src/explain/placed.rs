//! Transfers brought to the cells in which a pair stands.
//!
//! Hubs are looked for in totals and in details apart, while a question sets a
//! pair side by side at one level. What was found in a total of goods that the
//! question tells in details is spread over them, and what was found in a code
//! goes to the total where nothing finer is compared. Nothing is dropped, so
//! what one pair gains another loses, at whatever level is asked. It infers
//! nothing.

use entente_trade::{Commodity, Grade, Money, money};

use super::aligned::Aligned;
use super::cell::{Cell, PairCells, Transfer};
use super::ends;
use super::margin::{Estimate, Learned};
use super::triangle::gap;

/// The transfers of a pair, each at cells that are compared, as far as these differ by so much
/// once the margin is taken off: freight is no goods that came through a hub.
///
/// `total` is the pair as it stands in total, where that may be another than in details: details
/// that are a share of it hold that share of what was found in it at most. What is left of a
/// transfer stays at its own commodity and period, where nothing is reported: the goods of an
/// extract are not made to hold what came through a hub in all.
pub(crate) fn placed(
    pair: &PairCells,
    learned: &Learned,
    total: Option<&PairCells>,
    transfers: Vec<Transfer>,
) -> Vec<Transfer> {
    if transfers.is_empty() {
        return transfers;
    }
    let aligned = Aligned::of(pair, learned);
    let place = |estimate: Estimate, transfers: Vec<Transfer>| {
        let cells = aligned.at(estimate);
        Places { pair, total, cells }.take((learned, estimate), transfers)
    };
    if !learned.is_open() && !transfers.iter().any(Transfer::is_open) {
        return place(Estimate::Point, transfers);
    }
    let found = Estimate::ALL.map(|estimate| {
        let transfers = transfers.iter().filter_map(|one| {
            let amount = one.at(estimate);
            (!amount.is_zero()).then(|| Transfer {
                amount,
                ..one.clone()
            })
        });
        let placed = place(estimate, transfers.collect());
        placed.into_iter().map(|one| (pair.importer, one)).collect()
    });
    let joined = ends::joined(found).into_iter();
    joined.map(|(_, transfer)| transfer).collect()
}

/// Where the transfers of a pair may stand, as margins are estimated, or at an end of their intervals.
struct Places<'a> {
    pair: &'a PairCells,
    total: Option<&'a PairCells>,
    /// The cells of the pair in the codes both sides use.
    cells: &'a [Cell],
}

impl Places<'_> {
    fn take(&self, (learned, estimate): (&Learned, Estimate), transfers: Vec<Transfer>) -> Vec<Transfer> {
        let (mut placed, mut others): (Vec<Transfer>, Vec<Transfer>) =
            transfers.into_iter().partition(|one| self.find(one).is_some());
        if others.is_empty() {
            return placed;
        }
        // What is in no row could not hold it, nor goods that a side leaves out.
        let room = |cell: &Cell| {
            if self.pair.passes_over(cell.period) || !self.pair.in_scope(cell.commodity) {
                0
            } else {
                gap(self.pair, cell, learned, estimate)
            }
        };
        let mut gaps: Vec<i128> = self.cells.iter().map(room).collect();
        for transfer in &placed {
            if let Some(at) = self.find(transfer) {
                gaps[at] -= transfer.amount.thousandths();
            }
        }
        let place = |one: &Transfer| (one.commodity, one.period, one.amount > Money::ZERO);
        others.sort_by_key(place);
        for alike in others.chunk_by(|a, b| place(a) == place(b)) {
            self.spread(&mut gaps, alike, &mut placed);
        }
        placed
    }

    /// The very cell of a transfer.
    fn find(&self, transfer: &Transfer) -> Option<usize> {
        let place = (transfer.commodity, transfer.period);
        let key = |cell: &Cell| (cell.commodity, cell.period);
        let found = self.cells.binary_search_by_key(&place, key).ok();
        found.filter(|&at| self.cells[at].reports.iter().any(Option::is_some))
    }

    /// Over the cells that overlap them, by what each side has beyond the other; transfers of one
    /// place and direction share what room there is in proportion.
    fn spread(&self, gaps: &mut [i128], alike: &[Transfer], placed: &mut Vec<Transfer>) {
        let most = |one: &Transfer| match self.total {
            Some(total) => held(self.pair, total, one),
            None => one.amount.thousandths().abs(),
        };
        let most: Vec<i128> = alike.iter().map(most).collect();
        let rooms: i128 = self.rooms(gaps, &alike[0]).map(|(_, room)| room).sum();
        let poured = money::apportion(rooms.min(most.iter().sum()), &most);
        for (transfer, poured) in alike.iter().zip(poured) {
            self.pour(gaps, transfer, poured, placed);
        }
    }

    /// The cells that overlap a transfer, and how much each could hold of its kind.
    fn rooms(&self, gaps: &[i128], transfer: &Transfer) -> impl Iterator<Item = (usize, i128)> {
        let sign = transfer.amount.thousandths().signum();
        let all = gaps.iter().enumerate();
        let rooms = all.map(move |(at, gap)| (at, (gap * sign).max(0)));
        rooms.filter(|&(at, room)| room > 0 && overlap(&self.cells[at], transfer))
    }

    /// So much of a transfer, no less than nothing, into the room there is; the rest stays where it was.
    fn pour(&self, gaps: &mut [i128], transfer: &Transfer, poured: i128, placed: &mut Vec<Transfer>) {
        let amount = transfer.amount.thousandths();
        let (near, rooms): (Vec<usize>, Vec<i128>) = self.rooms(gaps, transfer).unzip();
        let poured = poured * amount.signum();
        let parts = money::apportion(poured, &rooms);
        for (&at, part) in near.iter().zip(parts).filter(|(_, part)| *part != 0) {
            gaps[at] -= part;
            placed.push(part_at(&self.cells[at], transfer, part));
        }
        if poured != amount {
            let amount = Money::from_thousandths(amount - poured);
            placed.push(Transfer {
                amount,
                ends: [amount; 2],
                ..transfer.clone()
            });
        }
    }
}

/// So much of a transfer in a cell.
fn part_at(cell: &Cell, transfer: &Transfer, part: i128) -> Transfer {
    let amount = Money::from_thousandths(part);
    // That it is among these goods is found; in which of them is not.
    let least = if amount == transfer.amount {
        Grade::E1
    } else {
        Grade::E4
    };
    Transfer {
        commodity: cell.commodity,
        period: cell.period,
        amount,
        ends: [amount; 2],
        grade: transfer.grade.max(least),
        ..transfer.clone()
    }
}

/// How much of a transfer the details of a pair hold at most: their share of the total, on the
/// side that has more of the goods than the other.
fn held(pair: &PairCells, total: &PairCells, transfer: &Transfer) -> i128 {
    let amount = transfer.amount.thousandths();
    let side = usize::from(amount > 0);
    let value = |cell: &Cell| {
        let report = cell.reports[side].as_ref();
        report.map_or(0, |report| report.value.thousandths())
    };
    let (whole, at) = ((transfer.commodity, transfer.period), |cell: &Cell| {
        (cell.commodity, cell.period)
    });
    let Ok(whole) = total.cells.binary_search_by_key(&whole, at) else {
        return amount.abs();
    };
    let in_rows = |cell: &&Cell| !pair.passes_over(cell.period);
    let details = pair.cells.iter().filter(in_rows);
    let details = details.filter(|cell| overlap(cell, transfer));
    let (details, whole): (i128, i128) = (details.map(value).sum(), value(&total.cells[whole]));
    if details < whole {
        money::share(amount.abs(), details.max(0), whole)
    } else {
        amount.abs()
    }
}

/// Whether a cell holds some of the goods of a transfer, or all of them among others.
fn overlap(cell: &Cell, transfer: &Transfer) -> bool {
    let (period, other) = (cell.period, transfer.period);
    let within = |a: Commodity, b: Commodity| a.at(b.level()) == b;
    let same_time = period == other || period.whole_year() == other || period == other.whole_year();
    same_time && (within(cell.commodity, transfer.commodity) || within(transfer.commodity, cell.commodity))
}
