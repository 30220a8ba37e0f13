//! Goods that the destination's records say came through a hub.
//!
//! The importer names the country of consignment; where the exporter booked these
//! goods, its own reports tell. What is documented counts as far as the exporter
//! books less to the destination than that has at that time, or more to the hub than
//! that has (at that time or in the months before, and in the year). The hub gives
//! what it lacks, so that these amounts add up to nothing over the exporter's
//! partners; what no hub lacks the exporter booked to nobody, and hubs share it by
//! what is claimed of each. Goods it booked to the destination, as it should, explain
//! nothing. Here are the claims and how they are shared; what figures show is told.

use std::collections::BTreeMap;

use entente_trade::{Area, Cause, Grade, Money, Period, money};

use super::cell::{Cell, Deduction, PairCells, Report, Transfer};
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
    /// Of its goods, in kilograms, where their own records state it.
    weight: Option<f64>,
    method: &'static str,
}

impl Deduction {
    /// The hub that records name.
    pub(super) fn hub(&self) -> Option<Area> {
        self.via.filter(|_| self.cause == Cause::Indirect)
    }
}

/// The claims of a cell's importer, at the FOB value their own records state, else in proportion;
/// `fob` is what its report comes to without freight, all hubs included.
pub(super) fn claims(importer: Area, cell: &Cell, fob: i128) -> impl Iterator<Item = Claim> {
    let report = cell.reports[1].as_ref();
    let deductions = || report.into_iter().flat_map(|report| &report.deductions);
    let (rest, whole) = untold(report, fob);
    deductions().filter_map(move |deduction| {
        let hub = deduction.hub()?;
        let amount = deduction.amount.thousandths();
        let in_proportion = || (whole > 0).then(|| money::share(amount, rest.max(0), whole));
        Some(Claim {
            place: (cell.commodity, cell.period),
            hub,
            destination: importer,
            amount: deduction.fob.map(Money::thousandths).or_else(in_proportion)?,
            grade: deduction.grade,
            weight: deduction.net_weight_kg.map(|weight| weight.to_f64()),
            method: deduction.method,
        })
    })
}

/// Puts spread claims of one destination and period where there is room, the room of a place shared
/// by hubs in proportion; what finds none stays by how it was spread.
pub(super) fn settle(claims: &mut [Claim], spread: &[usize], room: impl Fn(Place) -> i128) {
    let mut by_hub: BTreeMap<Area, Vec<usize>> = BTreeMap::new();
    for &at in spread {
        by_hub.entry(claims[at].hub).or_default().push(at);
    }
    let places = spread.iter().map(|&at| claims[at].place);
    let rooms: BTreeMap<Place, i128> = places.map(|place| (place, room(place))).collect();
    let total = |of: &Vec<usize>| of.iter().map(|&at| claims[at].amount.max(0)).sum();
    let totals: Vec<i128> = by_hub.values().map(total).collect();
    let most = rooms.values().sum::<i128>().min(totals.iter().sum());
    for (of, poured) in by_hub.values().zip(money::apportion(most, &totals)) {
        let rooms: Vec<i128> = of.iter().map(|&at| rooms[&claims[at].place]).collect();
        let amounts: Vec<i128> = of.iter().map(|&at| claims[at].amount.max(0)).collect();
        let poured = money::apportion(poured.min(rooms.iter().sum()), &rooms);
        let left = amounts
            .iter()
            .zip(&poured)
            .map(|(amount, part)| (amount - part).max(0));
        let rest = amounts.iter().sum::<i128>() - poured.iter().sum::<i128>();
        let stay = money::apportion(rest, &left.collect::<Vec<_>>());
        for ((&at, part), more) in of.iter().zip(poured).zip(stay) {
            claims[at].put(part + more);
        }
    }
}

/// What a report comes to without freight and with it, but for goods of which records state both;
/// all of it, where these are more than there is.
fn untold(report: Option<&Report>, fob: i128) -> (i128, i128) {
    let whole = report.map_or(0, |report| report.value.thousandths());
    let of_hubs = report.into_iter().flat_map(|report| &report.deductions);
    let stated = of_hubs.filter_map(|one| one.hub().and(one.fob).map(|fob| [fob, one.amount]));
    let [own, with_freight] = stated.fold([0; 2], |[fobs, amounts], [fob, amount]| {
        [fobs + fob.thousandths(), amounts + amount.thousandths()]
    });
    if own <= fob && with_freight < whole {
        (fob - own, whole - with_freight)
    } else {
        (fob, whole)
    }
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

/// How much of each of its claims a hub gives: as much as it lacks, shared in proportion.
pub(super) fn given(claims: &[Claim], lacked: i128) -> Vec<i128> {
    let amounts: Vec<i128> = claims.iter().map(|claim| claim.amount.max(0)).collect();
    money::apportion(lacked.max(0).min(amounts.iter().sum()), &amounts)
}

/// What came to one destination in a commodity and period, all hubs together: its surplus is one,
/// however many hubs its records name.
pub(super) struct Arrival {
    pub(super) place: Place,
    pub(super) destination: Area,
    /// How much of its claims its figures show, thousandths.
    pub(super) shown: i128,
    /// The positions of its claims.
    claims: Vec<usize>,
}

/// Claims by place and destination; nothing is known yet of what figures show.
pub(super) fn arrivals(claims: &[Claim]) -> Vec<Arrival> {
    let mut found: BTreeMap<(Place, Area), Vec<usize>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        found
            .entry((claim.place, claim.destination))
            .or_default()
            .push(at);
    }
    let arrival = |((place, destination), claims)| Arrival {
        place,
        destination,
        shown: 0,
        claims,
    };
    found.into_iter().map(arrival).collect()
}

impl Arrival {
    /// What its records say in all, thousandths.
    pub(super) fn claimed(&self, claims: &[Claim]) -> i128 {
        let amounts = self.claims.iter().map(|&at| claims[at].amount.max(0));
        amounts.sum()
    }

    /// The weight of what its figures show, where all its claims state theirs, kilograms.
    pub(super) fn weight_shown(&self, claims: &[Claim]) -> Option<f64> {
        let claimed = self.claimed(claims);
        let weights = self.claims.iter().map(|&at| claims[at].weight);
        let weight: f64 = weights.sum::<Option<f64>>()?;
        (claimed > 0).then(|| weight * (money::float(self.shown) / money::float(claimed)))
    }

    /// Its claims, each with what hubs give of it and its share of what figures show beyond all that:
    /// a hub that lacks the goods comes first. In all it is what figures show or what hubs give,
    /// whichever is more.
    pub(super) fn parts<'c>(&self, claims: &'c [Claim], given: &[i128]) -> Vec<(&'c Claim, i128)> {
        let all_given: i128 = self.claims.iter().map(|&at| given[at]).sum();
        let left = self.claims.iter().map(|&at| claims[at].amount.max(0) - given[at]);
        let beyond = money::apportion((self.shown - all_given).max(0), &left.collect::<Vec<_>>());
        let parts = self.claims.iter().zip(beyond);
        parts.map(|(&at, more)| (&claims[at], given[at] + more)).collect()
    }
}

impl Claim {
    /// Whether only a proportion says how much of what records tell lies in its place.
    pub(super) fn is_spread(&self) -> bool {
        self.grade > Grade::E3
    }

    /// Makes it one of another amount, of which no record states the weight.
    fn put(&mut self, amount: i128) {
        if amount != self.amount {
            (self.amount, self.weight) = (amount, None);
        }
    }

    /// The transfer at the destination.
    pub(super) fn at_destination(&self, amount: i128, evidence: String) -> Transfer {
        Transfer {
            commodity: self.place.0,
            period: self.place.1,
            via: self.hub,
            amount: Money::from_thousandths(amount),
            ends: [Money::from_thousandths(amount); 2],
            grade: self.grade,
            method: self.method,
            open: false,
            evidence,
        }
    }

    /// The same seen from the hub, whose goods were booked in a period.
    pub(super) fn at_hub(&self, period: Period, amount: i128, evidence: String) -> Transfer {
        Transfer {
            period,
            via: self.destination,
            ..self.at_destination(-amount, evidence)
        }
    }
}
