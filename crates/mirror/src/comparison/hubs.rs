//! The search for goods that came through a hub, out of the books.
//!
//! Totals are searched among partners as they stand when totals are asked for,
//! codes as they stand when subheadings are. So the search does not depend on
//! the level somebody asks for. A partner whose details come out of the source
//! of its total is compared in details then, and is searched in codes alone. Of
//! what hubs send on only that is read which the search asks for, in the codes
//! of older editions too. It explains nothing.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{Area, Commodity, Dataset, Date, Edition, Frequency, Level, Money, Period, Side, money};

use super::{Question, Rules};
use crate::explain::{Broad, Flows, Hub, Learned, Report, Triangle, is_plain_code, older_codes};
use crate::pairing::Request;
use crate::store::{Book, Query, Record, StoreError};

/// Books, and which of their records count.
pub(super) struct Books<'a> {
    pub(super) book: &'a Book,
    pub(super) rules: &'a Rules,
    pub(super) frequency: Frequency,
    pub(super) as_of: Option<Date>,
    /// All when empty.
    pub(super) datasets: &'a [Dataset],
}

impl<'a> Books<'a> {
    pub(super) fn new(book: &'a Book, rules: &'a Rules, question: &'a Question) -> Self {
        Self {
            book,
            rules,
            frequency: question.key.frequency,
            as_of: question.as_of,
            datasets: &question.datasets,
        }
    }

    /// All partners of an exporter, from all records of its exports in canonical order.
    pub(super) fn triangle(&self, exporter: Area, sent: &[Record], broad: &Broad) -> Triangle {
        let mut flows = Flows::new(exporter, broad);
        for records in sent.chunk_by(same_importer) {
            let importer = records[0].observation.importer();
            for level in levels(records) {
                let request = Request {
                    level,
                    ..Request::new(exporter, importer, self.frequency)
                };
                let (pair, _) = self.rules.cells(request, records, broad);
                let learned = Learned::of(&pair, &self.rules.margin);
                flows.add(&pair, &learned, |commodity| searched_at(commodity) == level);
            }
        }
        flows.into_triangle()
    }

    /// What hubs report to send on, as far as it is asked.
    pub(super) fn onward(&self, asked: &BTreeSet<Hub>) -> Result<BTreeMap<Hub, Money>, StoreError> {
        let mut onward = BTreeMap::new();
        let mut left = asked.iter().peekable();
        while let Some(hub) = left.peek().map(|one| one.hub) {
            let (mut destinations, mut levels) = (BTreeSet::new(), BTreeSet::new());
            while let Some(one) = left.next_if(|one| one.hub == hub) {
                destinations.insert(one.destination);
                levels.insert(searched_at(one.commodity));
            }
            let mut sent = self.sent_on(hub, &levels, |area| destinations.contains(&area))?;
            sent.retain(|one, _| asked.contains(one));
            onward.append(&mut sent);
        }
        Ok(onward)
    }

    /// What a hub reports to send to destinations: totals, codes, or both, by code and period.
    pub(super) fn sent_on(
        &self,
        hub: Area,
        levels: &BTreeSet<Level>,
        to: impl Fn(Area) -> bool,
    ) -> Result<BTreeMap<Hub, Money>, StoreError> {
        let mut records = self.book.records(&Query {
            exporter: Some(hub),
            frequency: (self.frequency == Frequency::Monthly).then_some(Frequency::Monthly),
            as_of: self.as_of,
            datasets: (!self.datasets.is_empty()).then_some(self.datasets),
            ..Query::default()
        })?;
        records.retain(|record| {
            let observation = &record.observation;
            observation.flow.side() == Side::Export && to(observation.importer())
        });
        let mut onward = BTreeMap::new();
        for records in records.chunk_by(same_importer) {
            for &level in levels {
                self.add_sent(hub, level, records, &mut onward);
            }
        }
        Ok(onward)
    }

    fn add_sent(&self, hub: Area, level: Level, records: &[Record], onward: &mut BTreeMap<Hub, Money>) {
        let destination = records[0].observation.importer();
        let request = Request {
            level,
            ..Request::new(hub, destination, self.frequency)
        };
        let (pair, _) = self.rules.cells(request, records, &Broad::default());
        for cell in &pair.cells {
            let Some(report) = cell.reports[0].as_ref().filter(|report| !report.imputed) else {
                continue;
            };
            let mut add = |(commodity, period), value| {
                let place = Hub {
                    hub,
                    destination,
                    commodity,
                    period,
                };
                *onward.entry(place).or_default() += value;
            };
            for place in places(cell.commodity, cell.period, level) {
                add(place, report.value);
            }
            for (commodity, value) in in_older_editions(cell.commodity, report) {
                BTreeSet::from(periods(cell.period))
                    .into_iter()
                    .for_each(|period| add((commodity, period), value));
            }
        }
    }
}

fn same_importer(a: &Record, b: &Record) -> bool {
    a.observation.importer() == b.observation.importer()
}

/// The levels at which a pair has to be set side by side, as far as it tells totals and codes.
fn levels(records: &[Record]) -> BTreeSet<Level> {
    let codes = records.iter().map(|record| record.observation.commodity);
    codes.map(searched_at).collect()
}

/// Whether totals of a pair are told and details too, which another source may tell.
pub(super) fn tells_both(records: &[Record]) -> bool {
    let total = |record: &Record| record.observation.commodity == Commodity::TOTAL;
    records.iter().any(total) && !records.iter().all(total)
}

/// The level sources are chosen for when a commodity is searched for: the total's, else the finest.
fn searched_at(commodity: Commodity) -> Level {
    if commodity == Commodity::TOTAL {
        Level::Total
    } else {
        Level::Hs6
    }
}

/// Every code and period under which a hub's exports may be asked for.
fn places(commodity: Commodity, period: Period, level: Level) -> BTreeSet<(Commodity, Period)> {
    let levels = [Level::Total, Level::Hs2, Level::Hs4, Level::Hs6].into_iter();
    let codes = levels.map(|level| commodity.at(level));
    let searched = codes.filter(|&commodity| searched_at(commodity) == level);
    searched
        .flat_map(|commodity| periods(period).map(|period| (commodity, period)))
        .collect()
}

fn periods(period: Period) -> [Period; 2] {
    [period, period.whole_year()]
}

/// The same goods under other codes of older editions: those who ask may be compared in one. Of a code
/// that stands in several, what it stands for in the newest.
fn in_older_editions(commodity: Commodity, report: &Report) -> BTreeMap<Commodity, Money> {
    let mut told = BTreeMap::new();
    if report.edition == Edition::Unknown || !is_plain_code(commodity) {
        return told;
    }
    for older in (0..report.edition.index()).rev().filter_map(Edition::from_index) {
        let shares = older_codes((report.edition, older), commodity, &BTreeSet::new());
        let shares = shares.unwrap_or_default();
        let whole: i128 = shares.iter().map(|(_, weight)| weight).sum();
        for (code, weight) in shares {
            let value = money::share(report.value.thousandths(), weight, whole);
            let code = Commodity::hs6(code).filter(|&code| code != commodity);
            let value = Money::from_thousandths(value);
            code.map(|code| told.entry(code).or_insert(value));
        }
    }
    told
}
