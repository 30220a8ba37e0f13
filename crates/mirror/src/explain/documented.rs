//! What records of a destination document of goods through hubs, and what that takes from hubs.
//!
//! The exporter's figures decide how much of it counts: what they have less than the destination,
//! or more than the hub. What a hub lacks in one month and has too much in another of the year came
//! late, and to the hub. It searches for nothing that records do not name.

use std::collections::BTreeMap;
use std::iter;

use entente_trade::{Area, Areas, Money, Period};

use super::cell::Transfer;
use super::consigned::{self, Arrival, Claim};
use super::triangle::{Place, Search};

/// How many months goods may be on their way by a hub.
const DELAY: i32 = 3;

impl Search {
    /// Puts what only a proportion says to lie in some codes of a destination where its figures show
    /// it, as far as they do: records of a total, or of a hidden code, are of goods in any of them.
    pub(super) fn settle(&self, claims: &mut [Claim]) {
        let mut named: BTreeMap<(Place, Area), i128> = BTreeMap::new();
        let mut groups: BTreeMap<(Area, Period), Vec<usize>> = BTreeMap::new();
        for (at, claim) in claims.iter().enumerate() {
            if claim.is_spread() {
                let group = groups.entry((claim.destination, claim.place.1));
                group.or_default().push(at);
            } else {
                let named = named.entry((claim.place, claim.destination)).or_default();
                *named += claim.amount.max(0);
            }
        }
        for ((destination, _), group) in groups {
            let room = |place: Place| {
                let named = named.get(&(place, destination)).copied().unwrap_or(0);
                (self.surplus(place, destination) - named).max(0)
            };
            consigned::settle(claims, &group, room);
        }
    }

    /// What the figures of each destination show of its claims: what it has too much.
    pub(super) fn arrived(&mut self, claims: &[Claim]) -> Vec<Arrival> {
        let mut arrivals = consigned::arrivals(claims);
        for arrival in &mut arrivals {
            if let Some(at) = self.find(arrival.place, arrival.destination) {
                let surplus = self.surplus(arrival.place, arrival.destination);
                arrival.shown = arrival.claimed(claims).min(surplus).max(0);
                let weight = arrival.weight_shown(claims);
                self.flows[at].1.document(arrival.shown, weight);
            }
        }
        arrivals
    }

    /// Transfers of what claims, by place and hub, document.
    ///
    /// All hubs give before any destination takes more than its figures show: the order of areas does
    /// not matter.
    pub(super) fn documented(&mut self, claims: &[Claim], arrivals: &[Arrival]) -> Vec<(Area, Transfer)> {
        let (mut transfers, mut given) = (Vec::new(), Vec::with_capacity(claims.len()));
        for claims in claims.chunk_by(|a, b| (a.place, a.hub) == (b.place, b.hub)) {
            let booked = self.booked(claims[0].place, claims[0].hub);
            let parts = consigned::given(claims, booked.iter().map(|(_, lacked)| lacked).sum());
            for (claim, &part) in claims.iter().zip(&parts) {
                self.give(claim, part, &mut transfers);
            }
            given.extend(parts);
        }
        for arrival in arrivals {
            self.receive(arrival, (claims, &given), &mut transfers);
        }
        transfers
    }

    /// What a partner lacks, less than nothing if it has too much.
    fn shortage(&self, at: usize) -> i128 {
        -self.flows[at].1.gap()
    }

    /// What a destination has too much of a commodity in a period, less than nothing if it lacks some.
    fn surplus(&self, place: Place, destination: Area) -> i128 {
        self.find(place, destination)
            .map_or(0, |at| self.flows[at].1.gap())
    }

    /// What a partner lacks in the months of a year that are compared, less than nothing if it has too
    /// much: within a year what is late cancels out.
    fn shortage_of_months(&self, (commodity, period): Place, partner: Area) -> i128 {
        let months = months(period).filter_map(|month| self.find((commodity, month), partner));
        let compared = months.filter(|&at| self.flows[at].1.searched);
        compared.map(|at| self.shortage(at)).sum()
    }

    /// The hub's flows in which the exporter may have booked goods that arrive in a place, each with
    /// what it lacks: of the same time or of up to three months before, the nearest first. A hub that
    /// does not report lacks nothing that is known, and its months lack no more than their year. It may
    /// tell months where the destination tells a year, and the other way round.
    fn booked(&self, (commodity, period): Place, hub: Area) -> Vec<(usize, i128)> {
        let periods: Vec<Period> = if period.calendar_month().is_some() {
            let months = (0..=DELAY).filter_map(|steps| period.plus(-steps));
            months.chain([period.whole_year()]).collect()
        } else {
            iter::once(period).chain(months(period)).collect()
        };
        let mut of_years: BTreeMap<Period, i128> = BTreeMap::new();
        let mut booked = Vec::new();
        for period in periods {
            let found = self.find((commodity, period), hub);
            let Some(at) = found.filter(|&at| self.flows[at].1.searched) else {
                continue;
            };
            let mut lacked = self.shortage(at);
            if period.calendar_month().is_some() {
                let of_year = || self.shortage_of_months((commodity, period), hub);
                let left = of_years.entry(period.whole_year()).or_insert_with(of_year);
                lacked = lacked.min(*left);
                *left -= lacked.max(0);
            }
            if lacked > 0 {
                booked.push((at, lacked));
            }
        }
        booked
    }

    /// Takes what is given of a claim from the hub.
    fn give(&mut self, claim: &Claim, given: i128, transfers: &mut Vec<(Area, Transfer)>) {
        let mut left = given;
        for (at, lacked) in self.booked(claim.place, claim.hub) {
            let part = left.min(lacked);
            if part > 0 {
                left -= part;
                self.flows[at].1.document(-part, None);
                let period = self.flows[at].0.1;
                transfers.push((
                    claim.hub,
                    claim.at_hub(period, part, self.documented_words(claim)),
                ));
            }
        }
    }

    /// Moves documented amounts to a destination: what its figures show or what hubs give, whichever
    /// is more. What no hub gives the exporter booked to nobody, and it has no other end.
    fn receive(
        &mut self,
        arrival: &Arrival,
        (claims, given): (&[Claim], &[i128]),
        transfers: &mut Vec<(Area, Transfer)>,
    ) {
        let parts = arrival.parts(claims, given);
        let amount: i128 = parts.iter().map(|(_, part)| part).sum();
        if let Some(at) = self.find(arrival.place, arrival.destination) {
            self.flows[at].1.document(amount - arrival.shown, None);
        }
        for (claim, part) in parts.into_iter().filter(|(_, part)| *part != 0) {
            let words = self.documented_words(claim);
            transfers.push((claim.destination, claim.at_destination(part, words)));
        }
    }

    fn documented_words(&self, claim: &Claim) -> String {
        let areas = Areas::standard();
        let [to, hub, from] =
            [claim.destination, claim.hub, self.exporter].map(|area| areas.label(area).to_string());
        let amount = Money::from_thousandths(claim.amount);
        format!(
            "the records of {to} name {hub} as the country of consignment of {amount:#} (FOB), counted as far as \
             {from} books less to {to} than it has, or more to {hub}"
        )
    }
}

/// The months of the year a period lies in.
fn months(period: Period) -> impl Iterator<Item = Period> {
    (1..=12).filter_map(move |month| Period::month(period.calendar_year(), month))
}

/// What claims of totals hold beyond what was found of the same goods in details.
pub(super) fn beyond(mut claims: Vec<Claim>, shipments: &[(Area, Transfer)]) -> Vec<Claim> {
    for claim in &mut claims {
        let same = shipments.iter().filter(|(partner, transfer)| {
            let periods = [transfer.period, transfer.period.whole_year()];
            (*partner, transfer.via) == (claim.destination, claim.hub) && periods.contains(&claim.place.1)
        });
        let found: i128 = same.map(|(_, transfer)| transfer.amount.thousandths()).sum();
        claim.amount -= found;
    }
    claims
}
