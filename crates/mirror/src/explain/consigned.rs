//! Goods that the destination's records say came through a hub.
//!
//! The importer names the country of consignment; whether the exporter booked
//! these goods to the hub or to where they went, its own reports of the hub
//! tell. So what is documented moves from the pair with the hub to the pair
//! with the destination, as far as the exporter books more to the hub than the
//! hub has; where the hub's pair is not in the books, all of it counts. Over
//! the exporter's partners the amounts add up to nothing, as those that are
//! inferred do.

use entente_trade::{Area, Cause, Grade, Money, money};

use super::cell::{Cell, Deduction, PairCells, Transfer};
use super::triangle::Place;

/// What records of a destination say came through a hub, in a commodity and period.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) place: Place,
    pub(super) hub: Area,
    pub(super) destination: Area,
    /// FOB, thousandths.
    pub(super) amount: i128,
    pub(super) grade: Grade,
    method: &'static str,
}

impl Deduction {
    /// The hub that records name.
    pub(super) fn hub(&self) -> Option<Area> {
        self.via.filter(|_| self.cause == Cause::Indirect)
    }
}

/// The claims of a cell's importer; `fob` is what its report comes to without freight, all hubs included.
pub(super) fn claims(importer: Area, cell: &Cell, fob: i128) -> impl Iterator<Item = Claim> {
    let report = cell.reports[1].as_ref();
    let whole = report.map_or(0, |report| report.value.thousandths());
    let deductions = report.into_iter().flat_map(|report| &report.deductions);
    deductions.filter_map(move |deduction| {
        let amount = deduction.amount.thousandths();
        Some(Claim {
            place: (cell.commodity, cell.period),
            hub: deduction.hub()?,
            destination: importer,
            amount: (whole > 0).then(|| money::share(amount, fob.max(0), whole))?,
            grade: deduction.grade,
            method: deduction.method,
        })
    })
}

impl PairCells {
    /// Takes over what was found for the pair among all partners; what its importer's records say
    /// of hubs is in it.
    pub fn take_transfers(&mut self, transfers: Vec<Transfer>) {
        let importers = self.cells.iter_mut().filter_map(|cell| cell.reports[1].as_mut());
        for report in importers {
            report.deductions.retain(|deduction| deduction.hub().is_none());
        }
        self.transfers = transfers;
    }
}

/// How much of each of a hub's claims counts: all if the hub's own pair is not known, else as far
/// as it has less than was sent to it, each in proportion.
pub(super) fn granted(claims: &[Claim], shortage: Option<i128>) -> Vec<i128> {
    let amounts: Vec<i128> = claims.iter().map(|claim| claim.amount.max(0)).collect();
    match shortage {
        None => amounts,
        Some(shortage) => money::apportion(shortage.max(0).min(amounts.iter().sum()), &amounts),
    }
}

impl Claim {
    /// The transfer at the destination, or seen from the hub that at the hub.
    pub(super) fn transfer(&self, amount: i128, at_hub: bool, evidence: String) -> Transfer {
        Transfer {
            commodity: self.place.0,
            period: self.place.1,
            via: if at_hub { self.destination } else { self.hub },
            amount: Money::from_thousandths(if at_hub { -amount } else { amount }),
            grade: self.grade,
            method: self.method,
            open: false,
            evidence,
        }
    }
}
