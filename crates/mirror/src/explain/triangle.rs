//! The triangle test: goods one country attributes to a hub and another to
//! their origin.
//!
//! If B has more from A than A sends to B, while A sends more to H than H has
//! from A, then goods that A books to H may have arrived in B. Where weights
//! are known, the very same shipment must be missing there and in excess here.
//! Where only values are, the amounts are bounded by what H sends on to B, the
//! split among hubs is one of many, and the finding says so.

use std::collections::BTreeMap;

use entente_trade::{Area, Areas, Commodity, Grade, Money, Period, money};

use super::cell::{Cell, PairCells, Transfer};
use super::margin::{Learned, MarginRule, Margins, unit_value, weight};
use super::matching::{Edge, cheapest_moves};

/// One partner's side of A's exports of a commodity in a period.
#[derive(Clone, Debug, PartialEq)]
pub struct HubFlow {
    /// The partner.
    pub partner: Area,
    /// What A reports to have sent there, thousandths.
    pub sent: i128,
    /// What the partner reports to have from A, without margin, thousandths.
    pub arrived: i128,
    /// Weight sent and arrived in kilograms; `NaN` when unknown.
    pub weight: [f64; 2],
}

/// What a hub sends on: its exports and re-exports to a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hub {
    /// The third country.
    pub hub: Area,
    /// Where it sends to.
    pub destination: Area,
    /// The commodity.
    pub commodity: Commodity,
    /// The period.
    pub period: Period,
}

/// All exports of one country beside what its partners report.
pub struct Triangle {
    exporter: Area,
    /// By commodity and period, the partners in the order given.
    flows: Vec<((Commodity, Period), HubFlow)>,
    onward: BTreeMap<Hub, Money>,
}

/// The importer must have this many percent more than the exporter before totals are looked into.
const TOTALS_EXCESS_PERCENT: i128 = 20;
/// How far value and weight of the same shipment may differ.
const TOLERANCE: f64 = 0.03;

impl Triangle {
    /// The exports of `exporter` from the cells of its pairs, each with its own margins;
    /// nothing is known yet of what hubs send on.
    pub fn new<'a>(
        exporter: Area,
        pairs: impl IntoIterator<Item = &'a PairCells>,
        rule: &MarginRule,
    ) -> Self {
        let pairs: Vec<_> = pairs
            .into_iter()
            .map(|pair| (pair, Learned::of(pair, rule)))
            .collect();
        Self::with_margins(exporter, pairs.iter().map(|(pair, learned)| (*pair, learned)))
    }

    /// The same with margins that are known.
    pub(crate) fn with_margins<'a>(
        exporter: Area,
        pairs: impl IntoIterator<Item = (&'a PairCells, &'a Learned)>,
    ) -> Self {
        let mut flows: Vec<((Commodity, Period), HubFlow)> = Vec::new();
        for (pair, learned) in pairs.into_iter().filter(|(pair, _)| pair.exporter == exporter) {
            let margins = learned.side(1);
            let flow = |cell: &Cell| {
                let flow = hub_flow(pair.importer, cell, margins);
                ((cell.commodity, cell.period), flow)
            };
            flows.extend(pair.cells.iter().map(flow));
        }
        let place = |(at, ((commodity, period), _)): (usize, &((Commodity, Period), _))| {
            (
                u64::from(commodity.packed()) << 32 | u64::from(period.number()),
                at as u32,
            )
        };
        let mut order: Vec<(u64, u32)> = flows.iter().enumerate().map(place).collect();
        order.sort_unstable();
        Self {
            exporter,
            flows: order.iter().map(|&(_, at)| flows[at as usize].clone()).collect(),
            onward: BTreeMap::new(),
        }
    }

    /// Learns what hubs report to send on, re-exports included.
    pub fn onward(&mut self, onward: BTreeMap<Hub, Money>) {
        self.onward = onward;
    }

    /// Whether a partner's transfers depend on what hubs send on to it, and on what it sends on
    /// itself: where it has more, or less, than was sent to it and nobody's goods are weighed.
    pub fn asks_onward(&self, partner: Area) -> (bool, bool) {
        let mut asks = (false, false);
        for spot in self.spots() {
            if spot.is_weighed() {
                continue;
            }
            let (sources, sinks) = spot.gaps(exceeds);
            let among = |places: &[usize]| places.iter().any(|&at| spot.flow(at).partner == partner);
            asks.0 |= among(&sinks) && !sources.is_empty();
            asks.1 |= among(&sources) && !sinks.is_empty();
        }
        asks
    }

    /// Every commodity and period, with the exports of it.
    fn spots(&self) -> impl Iterator<Item = Spot<'_>> {
        let spots = self.flows.chunk_by(|a, b| a.0 == b.0);
        spots.map(|flows| Spot {
            triangle: self,
            commodity: flows[0].0.0,
            period: flows[0].0.1,
            flows,
        })
    }

    /// Every transfer among A's partners, with the partner whose pair it belongs to.
    ///
    /// Each amount occurs twice: added where the goods arrived, taken out where A
    /// booked them. So the transfers of a commodity and period add up to zero.
    pub fn transfers(&self) -> Vec<(Area, Transfer)> {
        let mut transfers = Vec::new();
        for spot in self.spots() {
            transfers.extend(if spot.is_weighed() {
                spot.by_fingerprint()
            } else {
                spot.by_totals()
            });
        }
        transfers
    }
}

fn hub_flow(partner: Area, cell: &Cell, margins: Option<&Margins>) -> HubFlow {
    let [sent, arrived] = &cell.reports;
    let without_margin = arrived.as_ref().map_or(0, |report| {
        let deducted: i128 = report
            .deductions
            .iter()
            .map(|deduction| deduction.amount.thousandths())
            .sum();
        let recorded = report
            .deductions
            .iter()
            .any(|one| one.cause == entente_trade::Cause::CifFob);
        let value = report.value.thousandths() - deducted;
        match margins.filter(|_| !recorded) {
            Some(margins) => {
                let which = margins.which(cell.commodity, || unit_value(report));
                margins.rate(which).taken_off(value)
            }
            None => value,
        }
    });
    let weigh =
        |report: &Option<super::Report>| report.as_ref().map_or(0.0, |one| weight(one).unwrap_or(f64::NAN));
    HubFlow {
        partner,
        sent: sent.as_ref().map_or(0, own_goods),
        arrived: without_margin,
        weight: [weigh(sent), weigh(arrived)],
    }
}

/// What the exporter sent of its own, thousandths: re-exports and goods out of scope are taken out before.
fn own_goods(report: &super::Report) -> i128 {
    let before = |one: &&super::Deduction| {
        matches!(
            one.cause,
            entente_trade::Cause::ReExport | entente_trade::Cause::Scope
        )
    };
    let deducted: i128 = report
        .deductions
        .iter()
        .filter(before)
        .map(|one| one.amount.thousandths())
        .sum();
    report.value.thousandths() - deducted
}

/// The partners of one commodity and period.
struct Spot<'a> {
    triangle: &'a Triangle,
    commodity: Commodity,
    period: Period,
    flows: &'a [((Commodity, Period), HubFlow)],
}

/// Whether totals are so far apart that hubs are looked for.
fn exceeds(sent: i128, arrived: i128) -> bool {
    arrived < sent || arrived * 100 > sent * (100 + TOTALS_EXCESS_PERCENT)
}

impl Spot<'_> {
    fn flow(&self, at: usize) -> &HubFlow {
        &self.flows[at].1
    }

    fn is_weighed(&self) -> bool {
        let mut weights = self.flows.iter().flat_map(|(_, flow)| flow.weight);
        weights.any(|weight| weight > 0.0)
    }

    fn by_fingerprint(&self) -> Vec<(Area, Transfer)> {
        let has = |wanted: fn(&i128) -> bool| (0..self.flows.len()).any(|at| wanted(&self.gap(at)));
        if !has(|gap| *gap < 0) || !has(|gap| *gap > 0) {
            return Vec::new();
        }
        let (sources, sinks) = self.gaps(|sent, arrived| arrived != sent);
        let mut edges = Vec::new();
        for (shortage, &sink) in sinks.iter().enumerate() {
            for (surplus, &source) in sources.iter().enumerate() {
                if let Some(cost) = self.likeness(source, sink) {
                    edges.push(Edge {
                        surplus,
                        shortage,
                        capacity: i128::MAX / 4,
                        cost,
                    });
                }
            }
        }
        self.moves(
            &sources,
            &sinks,
            &edges,
            "shipment_fingerprint",
            |source, sink| self.weighed_words(source, sink),
        )
    }

    fn by_totals(&self) -> Vec<(Area, Transfer)> {
        let (sources, sinks) = self.gaps(exceeds);
        let mut edges = Vec::new();
        for (shortage, &sink) in sinks.iter().enumerate() {
            for (surplus, &source) in sources.iter().enumerate() {
                let capacity = self.onward(source, sink).min(self.gap(source).abs());
                if capacity > 0 {
                    edges.push(Edge {
                        surplus,
                        shortage,
                        capacity,
                        cost: self.doubt(source, sink, capacity),
                    });
                }
            }
        }
        self.moves(&sources, &sinks, &edges, "triangle_totals", |source, sink| {
            self.totals_words(source, sink)
        })
    }

    /// Hubs that confirm little of what A books to them and could carry all that is missing come
    /// first, so that few hubs are named: both shares in parts per million.
    fn doubt(&self, source: usize, sink: usize, capacity: i128) -> i64 {
        let confirmed = money::share(
            1_000_000,
            self.flow(source).arrived,
            self.flow(source).sent.max(1),
        );
        let needed = self.gap(sink).max(1);
        let uncovered = 1_000_000 - money::share(1_000_000, capacity.min(needed), needed);
        (confirmed.max(0) + uncovered) as i64
    }

    /// Arrived minus sent.
    fn gap(&self, at: usize) -> i128 {
        self.flow(at).arrived - self.flow(at).sent
    }

    /// Partners that have less than was sent to them, and those that have more.
    fn gaps(&self, worth: impl Fn(i128, i128) -> bool) -> (Vec<usize>, Vec<usize>) {
        let all = (0..self.flows.len()).filter(|&at| worth(self.flow(at).sent, self.flow(at).arrived));
        all.filter(|&at| self.gap(at) != 0)
            .partition(|&at| self.gap(at) < 0)
    }

    fn onward(&self, source: usize, sink: usize) -> i128 {
        let (hub, destination) = (self.flow(source).partner, self.flow(sink).partner);
        let key = Hub {
            hub,
            destination,
            commodity: self.commodity,
            period: self.period,
        };
        self.triangle
            .onward
            .get(&key)
            .map_or(0, |money| money.thousandths())
    }

    fn likeness(&self, source: usize, sink: usize) -> Option<i64> {
        let weight_gap = |at: usize| self.flow(at).weight[1] - self.flow(at).weight[0];
        let apart = |a: f64, b: f64| (a > 0.0 && b > 0.0).then(|| (a - b).abs() / a.max(b));
        let value = apart(money::float(-self.gap(source)), money::float(self.gap(sink)))?;
        let weight = apart(-weight_gap(source), weight_gap(sink))?;
        (value <= TOLERANCE && weight <= TOLERANCE).then_some(((value + weight) * 5e5) as i64)
    }

    fn moves(
        &self,
        sources: &[usize],
        sinks: &[usize],
        edges: &[Edge],
        method: &'static str,
        words: impl Fn(usize, usize) -> String,
    ) -> Vec<(Area, Transfer)> {
        let amounts =
            |places: &[usize]| -> Vec<i128> { places.iter().map(|&at| self.gap(at).abs()).collect() };
        let moved = cheapest_moves(&amounts(sources), &amounts(sinks), edges);
        let mut transfers = Vec::new();
        for (edge, amount) in edges.iter().zip(moved).filter(|&(_, amount)| amount > 0) {
            let (source, sink) = (sources[edge.surplus], sinks[edge.shortage]);
            let evidence = words(source, sink);
            let open = method == "triangle_totals";
            let grade = if open && self.commodity == Commodity::TOTAL {
                Grade::E4
            } else {
                Grade::E3
            };
            for (of, via, amount) in [(sink, source, amount), (source, sink, -amount)] {
                transfers.push((
                    self.flow(of).partner,
                    Transfer {
                        commodity: self.commodity,
                        period: self.period,
                        via: self.flow(via).partner,
                        amount: Money::from_thousandths(amount),
                        grade,
                        method,
                        open,
                        evidence: evidence.clone(),
                    },
                ));
            }
        }
        transfers
    }

    fn weighed_words(&self, source: usize, sink: usize) -> String {
        let label = |at: usize| Areas::standard().label(self.flow(at).partner);
        format!(
            "a shipment {} books to {} is missing there and arrives in {}, same weight and value",
            Areas::standard().label(self.triangle.exporter),
            label(source),
            label(sink)
        )
    }

    fn totals_words(&self, source: usize, sink: usize) -> String {
        let areas = Areas::standard();
        let (from, hub) = (
            areas.label(self.triangle.exporter),
            areas.label(self.flow(source).partner),
        );
        let flow = self.flow(source);
        format!(
            "{from} books {:#} to {hub}, which reports {:#} of it (FOB) and sends {:#} on to {}; totals leave the split open",
            Money::from_thousandths(flow.sent),
            Money::from_thousandths(flow.arrived),
            Money::from_thousandths(self.onward(source, sink)),
            areas.label(self.flow(sink).partner)
        )
    }
}
