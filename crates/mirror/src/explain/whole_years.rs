//! Months of some partners made years where others tell years.
//!
//! Of one exporter's partners some may tell a year by its months and others the year alone. Goods
//! of the year are one problem then, and its places are years: a surplus in a year fits no lack in
//! a month. Where everybody tells months, they stay. It looks for nothing.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::Area;

use super::consigned::Claim;
use super::triangle::{HubFlow, Place};

/// Flows of partners, at each estimate of the margins.
type Flows = Vec<(Place, [HubFlow; 3])>;

/// Adds up the months of commodities and years that another partner tells as years.
pub(super) fn add_up(flows: &mut Flows, claims: &mut [Vec<Claim>; 3]) {
    let is_month = |place: &Place| place.1.calendar_month().is_some();
    if flows.iter().all(|(place, _)| is_month(place)) || !flows.iter().any(|(place, _)| is_month(place)) {
        return;
    }
    let (years, months): (BTreeSet<Place>, BTreeSet<Place>) = flows
        .iter()
        .map(|(place, _)| *place)
        .partition(|place| !is_month(place));
    let mixed: BTreeSet<Place> = months
        .iter()
        .map(whole)
        .filter(|year| years.contains(year))
        .collect();
    if mixed.is_empty() {
        return;
    }
    let joins = |place: &Place| is_month(place) && mixed.contains(&whole(place));
    let mut sums: BTreeMap<(Place, Area), Vec<[HubFlow; 3]>> = BTreeMap::new();
    flows.retain(|(place, flow)| {
        if joins(place) {
            let year = sums.entry((whole(place), flow[0].partner)).or_default();
            year.push(*flow);
        }
        !joins(place)
    });
    let year = |((place, _), months): (&(Place, Area), &Vec<[HubFlow; 3]>)| (*place, sum(months));
    flows.extend(sums.iter().map(year));
    for claims in claims {
        *claims = add_claims(std::mem::take(claims), &joins);
    }
}

/// A place's year.
fn whole(place: &Place) -> Place {
    (place.0, place.1.whole_year())
}

/// Months of one partner as its year: those in which goods are looked for, if there are any.
fn sum(months: &[[HubFlow; 3]]) -> [HubFlow; 3] {
    let searched = months.iter().any(|month| month[0].searched);
    let counted = months.iter().filter(|month| month[0].searched == searched);
    let mut year = months[0].map(|flow| flow.nothing(searched));
    for month in counted {
        for (sum, more) in year.iter_mut().zip(month) {
            sum.add(more);
        }
    }
    year
}

/// The claims of the year are one of each hub and destination.
fn add_claims(claims: Vec<Claim>, joins: &impl Fn(&Place) -> bool) -> Vec<Claim> {
    let (months, mut others): (Vec<Claim>, Vec<Claim>) =
        claims.into_iter().partition(|claim| joins(&claim.place));
    let mut sums: BTreeMap<(Place, Area, Area), Claim> = BTreeMap::new();
    for claim in months {
        let place = whole(&claim.place);
        let year = sums.entry((place, claim.hub, claim.destination));
        let known = year.or_insert_with(|| claim.of_nothing(place));
        known.amount += claim.amount;
        known.grade = known.grade.max(claim.grade);
    }
    others.extend(sums.into_values());
    others
}
