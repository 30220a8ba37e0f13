//! A whole made world: areas, commodities, pairs, and what the pairs trade each month.
//!
//! Everything is a function of the plan, and any pair's month can be asked alone;
//! memory grows with areas and commodities, never with records. What was truly
//! traded stands here; what the two sides wrote down stands in `booking`.

use crate::area::{self, Area};
use crate::draw::{Dice, Of};
use crate::failure::Outcome;
use crate::good::{self, Good};
use crate::mixture::Mixture;
use crate::pair::{self, Pair};
use crate::parcel::Parcel;

/// What is asked of a world.
pub(crate) struct Plan {
    pub(crate) seed: u64,
    /// Number of flows to aim at.
    pub(crate) flows: f64,
    pub(crate) areas: usize,
    pub(crate) goods: usize,
    pub(crate) months: u32,
    /// Months since the year 0 of the first month.
    pub(crate) first: i32,
    /// Residual codes are numbers.
    pub(crate) digits: bool,
}

/// The world.
pub(crate) struct World<'m> {
    pub(crate) mixture: &'m Mixture,
    pub(crate) areas: Vec<Area>,
    pub(crate) goods: Vec<Good>,
    pub(crate) months: i32,
    pub(crate) first: i32,
    pub(crate) dice: Dice,
    pub(crate) digits: bool,
    pairs: Vec<Pair>,
    /// Each exporter's commodities, its best first.
    orders: Vec<Vec<u16>>,
    /// The pairs each area is the hub of.
    routed: Vec<Vec<(u16, u16)>>,
}

impl<'m> World<'m> {
    /// Makes the world of a plan.
    ///
    /// # Errors
    /// When there are not as many areas or commodities as asked for.
    pub(crate) fn new(plan: &Plan, mixture: &'m Mixture) -> Outcome<Self> {
        let dice = Dice::new(plan.seed);
        let areas = area::choose(plan.areas, dice, mixture)?;
        let goods = good::choose(plan.goods, dice, mixture)?;
        let pairs = pair::all(&areas, plan.flows, goods.len() as u32, dice, mixture);
        let orders = areas
            .iter()
            .map(|area| order(&goods, dice.at(area.code.into())))
            .collect();
        let routed = routed(&pairs, areas.len());
        let (months, first, digits) = (plan.months as i32, plan.first, plan.digits);
        Ok(Self {
            mixture,
            areas,
            goods,
            months,
            first,
            dice,
            digits,
            pairs,
            orders,
            routed,
        })
    }

    /// What an exporter sent to an importer in a month (0 is the first one written).
    pub(crate) fn parcels(&self, from: u16, to: u16, month: i32) -> impl Iterator<Item = Parcel<'_>> {
        let pair = self.pair(from, to);
        let order = &self.orders[usize::from(from)];
        (0..pair.goods).filter_map(move |rank| self.parcel((from, to), (pair, order), rank, month))
    }

    /// What passed a hub in a month, or may have.
    pub(crate) fn routed(&self, hub: u16, month: i32) -> impl Iterator<Item = Parcel<'_>> {
        let pairs = self.routed[usize::from(hub)].iter();
        pairs.flat_map(move |&(from, to)| self.parcels(from, to, month))
    }

    /// The areas by their places.
    pub(crate) fn places(&self) -> impl Iterator<Item = u16> + use<> {
        0..self.areas.len() as u16
    }

    /// The area at a place.
    pub(crate) fn area(&self, place: u16) -> &Area {
        &self.areas[usize::from(place)]
    }

    /// The pair of two places.
    pub(crate) fn pair(&self, from: u16, to: u16) -> &Pair {
        &self.pairs[usize::from(from) * self.areas.len() + usize::from(to)]
    }

    /// The month as `yyyymm`.
    pub(crate) const fn period(&self, month: i32) -> i32 {
        let months = self.first + month;
        months / 12 * 100 + months % 12 + 1
    }

    /// Whether a month is one of those written.
    pub(crate) fn covers(&self, month: i32) -> bool {
        (0..self.months).contains(&month)
    }

    /// Number of flows, regular and sporadic.
    pub(crate) fn flows(&self) -> u64 {
        self.pairs.iter().map(|pair| u64::from(pair.goods)).sum()
    }

    fn parcel<'a>(
        &'a self,
        (from, to): (u16, u16),
        (pair, order): (&'a Pair, &[u16]),
        rank: u32,
        month: i32,
    ) -> Option<Parcel<'a>> {
        let step = pair.dice.at(rank.into()).below(Of::Rank, pair.stride.into()) as u32;
        let place = order[(rank * pair.stride + step) as usize];
        let good = &self.goods[usize::from(place)];
        let flow = pair.dice.at(good.code.number());
        let dice = flow.at((self.first + month) as u64);
        let shape = &self.mixture.trade;
        let regular = flow.share(Of::Regular) < shape.regular;
        let presence = if regular {
            shape.regular_presence
        } else {
            shape.sporadic_presence
        };
        (dice.share(Of::Present) < presence).then_some(Parcel {
            world: self,
            from,
            to,
            pair,
            place,
            good,
            rank,
            month,
            flow,
            dice,
        })
    }
}

/// About how many records a flow leaves over all months.
pub(crate) fn records_per_flow(mixture: &Mixture, months: u32) -> f64 {
    let (cells, trade) = (&mixture.cells, &mixture.trade);
    let presence = trade.regular * trade.regular_presence + (1.0 - trade.regular) * trade.sporadic_presence;
    let hubs = 2.0 * cells.hub_booked * mixture.hubs.publishes;
    f64::from(months) * presence * (2.0 - cells.one_sided - cells.consigned + hubs)
}

/// An exporter's commodities: a race in which appeal decides the speed.
fn order(goods: &[Good], dice: Dice) -> Vec<u16> {
    let time = |good: &Good| {
        let start = dice.at(good.code.number()).share(Of::Advantage);
        -libm::log(start + f64::MIN_POSITIVE) * libm::exp(-good.appeal)
    };
    let mut race: Vec<(f64, u16)> = goods.iter().map(time).zip(0..).collect();
    race.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    race.into_iter().map(|(_, place)| place).collect()
}

fn routed(pairs: &[Pair], areas: usize) -> Vec<Vec<(u16, u16)>> {
    let mut routed = vec![Vec::new(); areas];
    for (at, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.goods > 0) {
        if let Some(hub) = pair.hub {
            routed[usize::from(hub)].push(((at / areas) as u16, (at % areas) as u16));
        }
    }
    routed
}
