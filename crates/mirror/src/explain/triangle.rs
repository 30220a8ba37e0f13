//! The triangle test: goods one country attributes to a hub and another to
//! their origin.
//!
//! If B has more from A than A sends to B, while A sends more to H than H has
//! from A, then goods that A books to H may have arrived in B. Where weights
//! are known, the very same shipment must be missing there and in excess here.
//! Where only values are, the amounts are bounded by what H sends on to B, the
//! split among hubs is one of many, and the finding says so.
//!
//! Each commodity and period is one problem over all of A's partners, whoever
//! asks: a surplus is given away once, a shortage filled once, and each amount
//! occurs at the destination and, with the other sign, at the hub. It knows no
//! question and reads no books; what hubs send on is told to it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use entente_trade::{Area, Areas, Cause, Commodity, Grade, Money, Period, money};

use super::aligned::Aligned;
use super::cell::{Cell, Freight, PairCells, Report, Transfer};
use super::consigned::{self, Claim};
use super::documented::beyond;
use super::ends;
use super::grid::unit_value_of;
use super::margin::{Estimate, Learned, MarginRule, Margins, weight};
use super::matching::{Edge, cheapest_moves};
use super::reporting::{Broad, Unreported};

/// One partner's side of A's exports of a commodity in a period.
#[derive(Clone, Copy)]
pub(super) struct HubFlow {
    /// The partner.
    partner: Area,
    /// What A reports to have sent there, thousandths.
    sent: i128,
    /// What the partner reports to have from A, without margin, thousandths.
    arrived: i128,
    /// Weight sent and arrived in kilograms; `NaN` when unknown.
    weight: [f64; 2],
    /// What records document, and shipments recognised in details, add to what was sent, thousandths.
    recognised: i128,
    /// Whether goods are looked for here; else only what records document counts.
    pub(super) searched: bool,
}

impl HubFlow {
    /// Arrived minus sent; what recognised shipments account for is neither missing nor too much.
    pub(super) fn gap(&self) -> i128 {
        let (told, left) = (
            self.arrived - self.sent,
            self.arrived - self.sent - self.recognised,
        );
        if told.signum() * left.signum() < 0 {
            0
        } else {
            left
        }
    }

    /// Whether as it has more value than was sent, or less, it has more weight, or less: other goods
    /// are like none.
    fn weighs_gap(&self) -> bool {
        let more = self.weight[1] - self.weight[0];
        more > 0.0 && self.gap() > 0 || more < 0.0 && self.gap() < 0
    }

    /// Whether a shipment here can be told by its weight; else amounts alone are known.
    fn is_weighed(&self) -> bool {
        let is_known = self.weight.iter().all(|weight| !weight.is_nan());
        is_known && self.weight.iter().any(|&weight| weight > 0.0)
    }

    /// Takes documented goods, without freight, for sent here, or for sent elsewhere if it is less
    /// than nothing; their weight, in proportion where records do not state it in kilograms, is none
    /// of what is missing or too much then.
    pub(super) fn document(&mut self, amount: i128, weight: Option<f64>) {
        let side = usize::from(amount > 0);
        let (whole, known) = ([self.sent, self.arrived][side], &mut self.weight[side]);
        match weight {
            // Weights that contradict each other leave nothing.
            Some(weight) if *known <= weight => *known = 0.0,
            Some(weight) => *known -= weight,
            None if whole > 0 => *known *= 1.0 - money::float(amount.abs()) / money::float(whole),
            None => {}
        }
        self.recognised += amount;
    }

    /// Whether totals are so far apart that hubs are looked for.
    fn exceeds(&self) -> bool {
        let gap = self.gap();
        gap < 0 || gap * 100 > (self.arrived - gap) * TOTALS_EXCESS_PERCENT
    }
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
///
/// As freight is taken off by margins that are estimated, and where they are open at both ends of
/// their intervals.
pub struct Triangle(Vec<Search>);

/// The same by one set of margins.
pub(super) struct Search {
    pub(super) exporter: Area,
    /// By commodity and period, then by partner.
    pub(super) flows: Vec<(Place, HubFlow)>,
    /// What records of destinations say of hubs, by place and hub.
    claims: Vec<Claim>,
    /// Transfers of documented goods and of recognised shipments.
    shipments: Vec<(Area, Transfer)>,
    onward: Arc<BTreeMap<Hub, Money>>,
}

/// Where a problem is: a commodity and a period.
pub(super) type Place = (Commodity, Period);

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
        let broad = Broad::default();
        let mut flows = Flows::new(exporter, &broad);
        for pair in pairs {
            flows.add(pair, &Learned::of(pair, rule), |_| true);
        }
        flows.into_triangle()
    }

    /// Learns what hubs report to send on, re-exports included.
    pub fn onward(&mut self, onward: BTreeMap<Hub, Money>) {
        let onward = Arc::new(onward);
        let searches = self.0.iter_mut();
        searches.for_each(|search| search.onward = Arc::clone(&onward));
    }

    /// What has to be known of hubs before the transfers of a partner are, or of all partners:
    /// where some have more than was sent to them, others less, and nobody's goods are weighed.
    pub fn asks_onward(&self, of: Option<Area>) -> BTreeSet<Hub> {
        self.0.iter().flat_map(|search| search.asks_onward(of)).collect()
    }

    /// Every transfer among A's partners, with the partner whose pair it belongs to.
    ///
    /// Each amount occurs twice: added where the goods arrived, taken out where A
    /// booked them. So the transfers of a commodity and period add up to zero.
    pub fn transfers(&self) -> Vec<(Area, Transfer)> {
        match self.0.as_slice() {
            [found, least, most] => ends::joined([found, least, most].map(Search::transfers)),
            found => found.iter().flat_map(Search::transfers).collect(),
        }
    }
}

impl Search {
    fn asks_onward(&self, of: Option<Area>) -> BTreeSet<Hub> {
        let mut asked = BTreeSet::new();
        for spot in self.spots() {
            let (sources, sinks) = spot.unweighed_gaps();
            let concerns = |at: &usize| of.is_none_or(|area| spot.flow(*at).partner == area);
            if sources.iter().chain(&sinks).any(concerns) {
                let hubs = sources
                    .iter()
                    .flat_map(|&hub| sinks.iter().map(move |&to| (hub, to)));
                asked.extend(hubs.map(|(hub, to)| spot.hub(hub, to)));
            }
        }
        asked
    }

    /// Every commodity and period, with the exports of it.
    fn spots(&self) -> impl Iterator<Item = Spot<'_>> {
        let spots = self.flows.chunk_by(|a, b| a.0 == b.0);
        spots.map(|flows| Spot {
            search: self,
            place: flows[0].0,
            flows,
        })
    }

    fn transfers(&self) -> Vec<(Area, Transfer)> {
        let by_totals = self.spots().flat_map(|spot| spot.by_totals());
        self.shipments.iter().cloned().chain(by_totals).collect()
    }

    /// Totals of the same goods are not given away again: what shipments account for is noted.
    ///
    /// What records document is neither too much where it arrived nor part of a shipment there. The
    /// hub gives it after the shipments, which name their goods and not their way only.
    fn recognise(&mut self) {
        let (of_totals, mut of_codes): (Vec<Claim>, Vec<Claim>) = std::mem::take(&mut self.claims)
            .into_iter()
            .partition(|claim| claim.place.0 == Commodity::TOTAL);
        self.settle(&mut of_codes);
        let shown = self.arrived(&of_codes);
        let mut shipments: Vec<(Area, Transfer)> =
            self.spots().flat_map(|spot| spot.by_fingerprint()).collect();
        self.note(&shipments);
        shipments.extend(self.documented(&of_codes, &shown));
        let of_totals = beyond(of_totals, &shipments);
        self.note_in_totals(&shipments);
        let shown = self.arrived(&of_totals);
        shipments.extend(self.documented(&of_totals, &shown));
        self.shipments = shipments;
        self.leave_to_totals();
    }

    /// Shipments that were recognised are neither missing nor too much where they were found.
    fn note(&mut self, shipments: &[(Area, Transfer)]) {
        for (partner, transfer) in shipments {
            if let Some(at) = self.find((transfer.commodity, transfer.period), *partner) {
                self.flows[at].1.recognised += transfer.amount.thousandths();
            }
        }
    }

    fn note_in_totals(&mut self, shipments: &[(Area, Transfer)]) {
        let mut sums: BTreeMap<(Area, Period), i128> = BTreeMap::new();
        for (partner, transfer) in shipments {
            for period in BTreeSet::from([transfer.period, transfer.period.whole_year()]) {
                *sums.entry((*partner, period)).or_default() += transfer.amount.thousandths();
            }
        }
        for ((commodity, period), flow) in &mut self.flows {
            if *commodity == Commodity::TOTAL {
                flow.recognised = sums.get(&(flow.partner, *period)).copied().unwrap_or(0);
            }
        }
    }

    /// The flow of a partner in a place.
    pub(super) fn find(&self, place: Place, partner: Area) -> Option<usize> {
        let key =
            |(commodity, period): Place, partner: Area| (commodity.packed(), period.number(), partner.code());
        let wanted = key(place, partner);
        let found = self
            .flows
            .binary_search_by_key(&wanted, |(place, flow)| key(*place, flow.partner));
        found.ok()
    }

    /// Where a partner's totals are told, its goods are looked for there and not again in details, now
    /// that shipments are recognised.
    fn leave_to_totals(&mut self) {
        let is_total = |(place, flow): &&(Place, HubFlow)| place.0 == Commodity::TOTAL && flow.searched;
        let totals = self.flows.iter().filter(is_total);
        let told: BTreeSet<_> = totals.map(|(place, flow)| (flow.partner, place.1)).collect();
        if told.is_empty() {
            return;
        }
        self.flows.retain(|(place, flow)| {
            let mut periods = [place.1, place.1.whole_year()].into_iter();
            place.0 == Commodity::TOTAL || !periods.any(|period| told.contains(&(flow.partner, period)))
        });
    }
}

/// A triangle as its pairs come in.
pub(crate) struct Flows<'a> {
    exporter: Area,
    broad: &'a Broad,
    /// By the margins as they are estimated, and at the ends of their intervals.
    all: Vec<(Place, [HubFlow; 3])>,
    /// The same of claims.
    claims: [Vec<Claim>; 3],
    /// Whether some margin is open.
    is_open: bool,
}

impl<'a> Flows<'a> {
    /// None yet; `broad` says whose silence is no trade.
    pub(crate) fn new(exporter: Area, broad: &'a Broad) -> Self {
        Self {
            exporter,
            broad,
            all: Vec::new(),
            claims: Default::default(),
            is_open: false,
        }
    }

    /// Adds the cells of a pair whose commodity is wanted; those of other exporters are none of it,
    /// nor are those with an imputed figure, which is no second report, nor goods that a side leaves
    /// out by its methodology: its pair could not be given a part of them.
    ///
    /// Nothing is looked for in periods of which a side has no report, unless it tells of many others
    /// in all of the year, nor in months left out of their year, also where months are asked for: what
    /// is not reported is neither missing nor too much, and the pair would be given no part for what
    /// it gave to another. What records of these periods document is so whoever else reports.
    pub(crate) fn add(&mut self, pair: &PairCells, learned: &Learned, wanted: impl Fn(Commodity) -> bool) {
        if pair.exporter != self.exporter {
            return;
        }
        self.is_open |= learned.is_open();
        let unreported = Unreported::of(pair, self.broad).years();
        let aligned = Aligned::of(pair, learned);
        let reported = |cell: &Cell| !cell.reports.iter().flatten().any(|report| report.imputed);
        for (at, cell) in aligned.at(Estimate::Point).iter().enumerate() {
            if !wanted(cell.commodity) || !pair.in_scope(cell.commodity) || !reported(cell) {
                continue;
            }
            let unsearched =
                unreported.contains(&cell.period.calendar_year()) || pair.passes_over(cell.period);
            let all_arrived = |cell: &Cell| {
                let unit_value = || unit_value_of(pair, cell.commodity);
                without_margin(cell, learned.side(1), Estimate::ALL, unit_value)
            };
            let same = aligned.is_one().then(|| all_arrived(cell));
            let flows = Estimate::ALL.map(|estimate| {
                let cell = &aligned.at(estimate)[at];
                let arrived = same.unwrap_or_else(|| all_arrived(cell))[estimate as usize];
                self.claims[estimate as usize].extend(consigned::claims(pair.importer, cell, arrived));
                hub_flow(pair.importer, cell, arrived, !unsearched)
            });
            self.all.push(((cell.commodity, cell.period), flows));
        }
    }

    /// The problems, and what shipments alone tell of them.
    pub(crate) fn into_triangle(self) -> Triangle {
        let searches = if self.is_open { Estimate::ALL.len() } else { 1 };
        let order = self.order();
        let searches = self.claims.into_iter().take(searches).enumerate();
        let search = searches.map(|(at, claims)| {
            let flows = order.iter().map(|&place| {
                let (place, flows) = self.all[place as usize];
                (place, flows[at])
            });
            Search::new(self.exporter, flows.collect(), claims)
        });
        Triangle(search.collect())
    }

    /// All flows by commodity and period, then by partner, in the order they came where they are alike.
    fn order(&self) -> Vec<u32> {
        // Numbers are sorted in the place of flows.
        let place = |(((commodity, period), [flow, ..]), at): (&(Place, [HubFlow; 3]), u32)| {
            let place = u64::from(commodity.packed()) << 32 | u64::from(period.number());
            (place, flow.partner.code(), at)
        };
        let mut order: Vec<(u64, u16, u32)> = self.all.iter().zip(0..).map(place).collect();
        order.sort_unstable();
        order.into_iter().map(|(.., at)| at).collect()
    }
}

impl Search {
    /// From flows in their order, and what shipments alone tell of them.
    fn new(exporter: Area, flows: Vec<(Place, HubFlow)>, mut claims: Vec<Claim>) -> Self {
        claims.sort_by_key(|claim| {
            let (commodity, period) = claim.place;
            (commodity, period, claim.hub, claim.destination)
        });
        let mut search = Self {
            exporter,
            flows,
            claims,
            shipments: Vec::new(),
            onward: Arc::default(),
        };
        search.recognise();
        search
    }
}

/// What arrived, without margin, minus what was sent, thousandths.
pub(super) fn gap(pair: &PairCells, cell: &Cell, learned: &Learned, estimate: Estimate) -> i128 {
    let unit_value = || unit_value_of(pair, cell.commodity);
    let [arrived] = without_margin(cell, learned.side(1), [estimate], unit_value);
    arrived - cell.reports[0].as_ref().map_or(0, of_the_period)
}

/// What arrived by each of the estimates, thousandths.
fn without_margin<const N: usize>(
    cell: &Cell,
    margins: Option<&Margins>,
    estimates: [Estimate; N],
    unit_value: impl FnOnce() -> Option<f64>,
) -> [i128; N] {
    let Some(report) = &cell.reports[1] else {
        return [0; N];
    };
    let value = of_the_period(report);
    let Freight { amount, goods } = report.freight().unwrap_or(Freight::NONE);
    let Some((goods, margins)) = goods.zip(margins) else {
        return [value - amount; N];
    };
    let which = margins.which(cell.commodity, unit_value);
    let rates = estimates.map(|estimate| margins.rate(which, estimate));
    rates.map(|rate| rate.taken_off(value - goods) + goods - amount)
}

fn hub_flow(partner: Area, cell: &Cell, arrived_thousandths: i128, searched: bool) -> HubFlow {
    let [sent, arrived] = &cell.reports;
    // Nothing weighs nothing: re-exports may have been all of a report.
    let told = |report: &&Report| !report.value.is_zero();
    let weigh = |report: &Option<Report>| {
        let report = report.as_ref().filter(told);
        report.map_or(0.0, |one| weight(one).unwrap_or(f64::NAN))
    };
    HubFlow {
        partner,
        sent: sent.as_ref().map_or(0, of_the_period),
        arrived: arrived_thousandths,
        weight: [weigh(sent), weigh(arrived)],
        recognised: 0,
        searched,
    }
}

/// What a report comes to without goods of another period, thousandths.
fn of_the_period(report: &Report) -> i128 {
    let dated = report.deductions.iter().filter(|one| one.cause == Cause::Timing);
    let dated: i128 = dated.map(|one| one.amount.thousandths()).sum();
    report.value.thousandths() - dated
}

/// Goods by what tells shipments apart.
struct Goods {
    value: f64,
    weight: f64,
}

impl Goods {
    fn negated(self) -> Self {
        Self {
            value: -self.value,
            weight: -self.weight,
        }
    }

    /// How far the two are apart in parts per million, if they may be one shipment.
    fn likeness(&self, other: &Self) -> Option<i64> {
        let apart = |a: f64, b: f64| (a > 0.0 && b > 0.0).then(|| (a - b).abs() / a.max(b));
        let value = apart(self.value, other.value)?;
        let weight = apart(self.weight, other.weight)?;
        (value <= TOLERANCE && weight <= TOLERANCE).then_some(((value + weight) * 5e5) as i64)
    }
}

/// The partners of one commodity and period.
struct Spot<'a> {
    search: &'a Search,
    place: Place,
    flows: &'a [(Place, HubFlow)],
}

impl Spot<'_> {
    fn flow(&self, at: usize) -> &HubFlow {
        &self.flows[at].1
    }

    /// A total is no shipment, whatever it weighs.
    fn by_fingerprint(&self) -> Vec<(Area, Transfer)> {
        if self.place.0 == Commodity::TOTAL {
            return Vec::new();
        }
        let weighs = |flow: &HubFlow| flow.searched && flow.weighs_gap();
        let weighed = || self.flows.iter().filter(|(_, flow)| weighs(flow));
        let has = |sign: i128| weighed().any(|(_, flow)| flow.gap().signum() == sign);
        if !has(-1) || !has(1) {
            return Vec::new();
        }
        let (sources, sinks) = self.gaps(HubFlow::weighs_gap);
        let lacked: Vec<Goods> = sources.iter().map(|&at| self.goods(at).negated()).collect();
        let mut edges = Vec::new();
        for (shortage, &sink) in sinks.iter().enumerate() {
            let arrived = self.goods(sink);
            for (surplus, lacked) in lacked.iter().enumerate() {
                if let Some(cost) = lacked.likeness(&arrived) {
                    edges.push(Edge {
                        surplus,
                        shortage,
                        capacity: i128::MAX / 4,
                        cost,
                    });
                }
            }
        }
        // So it is with most.
        if edges.is_empty() {
            return Vec::new();
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
        let (sources, sinks) = self.unweighed_gaps();
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

    fn gap(&self, at: usize) -> i128 {
        self.flow(at).gap()
    }

    /// Partners that have less than was sent to them, and those that have more.
    fn gaps(&self, worth: impl Fn(&HubFlow) -> bool) -> (Vec<usize>, Vec<usize>) {
        let all = (0..self.flows.len()).filter(|&at| self.flow(at).searched && worth(self.flow(at)));
        all.filter(|&at| self.gap(at) != 0)
            .partition(|&at| self.gap(at) < 0)
    }

    /// Those between which nothing but amounts can tell: weights would recognise a shipment.
    fn unweighed_gaps(&self) -> (Vec<usize>, Vec<usize>) {
        let is_total = self.place.0 == Commodity::TOTAL;
        self.gaps(|flow| (is_total || !flow.is_weighed()) && flow.exceeds())
    }

    fn hub(&self, source: usize, sink: usize) -> Hub {
        Hub {
            hub: self.flow(source).partner,
            destination: self.flow(sink).partner,
            commodity: self.place.0,
            period: self.place.1,
        }
    }

    fn onward(&self, source: usize, sink: usize) -> i128 {
        let known = self.search.onward.get(&self.hub(source, sink));
        known.map_or(0, |money| money.thousandths())
    }

    /// What a partner has more than was sent to it.
    fn goods(&self, at: usize) -> Goods {
        let weight = self.flow(at).weight;
        Goods {
            value: money::float(self.gap(at)),
            weight: weight[1] - weight[0],
        }
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
            let grade = if open && self.place.0 == Commodity::TOTAL {
                Grade::E4
            } else {
                Grade::E3
            };
            for (of, via, amount) in [(sink, source, amount), (source, sink, -amount)] {
                transfers.push((
                    self.flow(of).partner,
                    Transfer {
                        commodity: self.place.0,
                        period: self.place.1,
                        via: self.flow(via).partner,
                        amount: Money::from_thousandths(amount),
                        ends: [Money::from_thousandths(amount); 2],
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
            Areas::standard().label(self.search.exporter),
            label(source),
            label(sink)
        )
    }

    fn totals_words(&self, source: usize, sink: usize) -> String {
        let areas = Areas::standard();
        let (from, hub) = (
            areas.label(self.search.exporter),
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
