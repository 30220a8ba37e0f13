//! Of which states a dataset tells the whole of a period.
//!
//! Who tells of many partners and not of one has no trade with that one to tell;
//! who tells of some goods, or of some months, says nothing of the rest. A few
//! columns of the segments say which it is, of one state or of all by the same
//! rule. What follows from it is not decided here.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use entente_trade::{Area, Attribution, Commodity, Dataset, Flow, Frequency, Period, Side, Vintage};

use super::book::{Book, Files, admits, rows};
use super::entries::SegmentEntry;
use super::error::StoreError;
use super::query::Query;
use crate::book::{Columns, Int};
use crate::explain::{Breadth, Broad};
use crate::pairing::months::Months;
use crate::threads::{cores, on_threads};

/// What has to be read of a row.
const COLUMNS: [Int; 6] = [
    Int::Exporter,
    Int::Importer,
    Int::Commodity,
    Int::Flow,
    Int::Dataset,
    Int::Attribution,
];

const SIDES: [Side; 2] = [Side::Export, Side::Import];
/// Codes of areas are below this.
const AREAS: usize = 2048;
/// Goods of so many chapters, of either flow in a year, are all goods: food alone is 24. The one
/// partner of the most chapters does not count: an extract of it may lie beside one of few goods.
const CHAPTERS: u32 = 25;
/// And of so many in the flow itself, for the other one may come of another file. As many partners
/// as are too few do not count here, those of the most chapters.
const OF_FLOW: u32 = 5;

/// What a dataset tells of a state's exports, or imports, of a period.
struct Reach {
    partners: Partners,
    vintage: Vintage,
}

/// Of whom anything is told.
#[derive(Clone, Default)]
struct Partners {
    /// Ascending.
    known: Vec<Partner>,
    /// Which of them was asked for last.
    last: usize,
}

/// What is told of trade with one partner.
#[derive(Clone, Copy)]
struct Partner {
    area: u16,
    /// Whether all goods together are told.
    total: bool,
    /// A bit for each chapter.
    chapters: u128,
}

/// By dataset, then by state and side.
type Tally = BTreeMap<i32, Vec<Option<Box<Reach>>>>;

/// How many partners are told of.
#[derive(Clone, Copy)]
struct Extent {
    /// Of whom all goods together are told.
    totals: u32,
    /// Of whom anything is told.
    any: u32,
    vintage: Vintage,
}

/// What a dataset tells of a state's exports, or imports, of a calendar year.
#[derive(Clone, Default)]
struct Year {
    /// Of the year as a whole, then of each month.
    periods: [Option<Extent>; 13],
    partners: Partners,
}

impl Year {
    /// Adds what other periods of it tell.
    fn join(&mut self, more: &Self) {
        for (known, more) in self.periods.iter_mut().zip(more.periods) {
            *known = known.or(more);
        }
        self.partners.join(&more.partners);
    }
}

/// By dataset, calendar year, and state and side.
type Told = BTreeMap<(i32, u16, usize), Year>;

impl Book {
    /// The states of which one dataset tells at least so many partners of a period, of all that a
    /// query asks for, or of what concerns one state alone. A partner counts whose total is told;
    /// where a dataset tells all goods of a state, and not of few partners alone, every one does. A
    /// month is told by itself; a year by itself or by all of its months, and then of as many
    /// partners as the month with the fewest. Imputed figures are not told.
    ///
    /// # Errors
    /// As [`Book::records`].
    pub(crate) fn broad(
        &self,
        query: &Query<'_>,
        state: Option<Area>,
        least: u32,
    ) -> Result<Broad, StoreError> {
        let asked = match state {
            None => vec![*query],
            Some(_) => {
                let (exporter, importer) = (state, state);
                vec![Query { exporter, ..*query }, Query { importer, ..*query }]
            }
        };
        let segments = self.segments(query)?;
        let periods: Vec<&[SegmentEntry]> = segments
            .chunk_by(|a, b| a.summary.period == b.summary.period)
            .collect();
        let (files, next) = (self.files(), AtomicUsize::new(0));
        let work = || {
            let mut told = Told::new();
            while let Some(segments) = periods.get(next.fetch_add(1, Ordering::Relaxed)) {
                add(
                    &mut told,
                    segments[0].summary.period,
                    &counted(files, segments, &asked)?,
                );
            }
            Ok::<_, StoreError>(told)
        };
        let mut told = Told::new();
        for some in on_threads(cores().min(periods.len()), work) {
            for (place, year) in some? {
                told.entry(place).or_default().join(&year);
            }
        }
        Ok(judged(&told, query.frequency == Some(Frequency::Monthly), least))
    }
}

/// What the segments of a period tell of what is asked.
fn counted(files: &Files, segments: &[SegmentEntry], asked: &[Query<'_>]) -> Result<Tally, StoreError> {
    let mut tally = Tally::new();
    for segment in segments {
        for query in asked.iter().filter(|query| query.admits_segment(segment)) {
            let reader = files.reader(segment)?;
            for group in 0..reader.groups() {
                let rows = rows(&reader, group, query)?;
                if !rows.is_empty() {
                    let columns = reader.some_columns(group, rows, &COLUMNS, &[])?;
                    note(&mut tally, &columns, query, segment.vintage);
                }
            }
        }
    }
    Ok(tally)
}

fn note(tally: &mut Tally, columns: &Columns, query: &Query<'_>, vintage: Vintage) {
    let [exporters, importers, goods, flows, datasets, attributions] =
        COLUMNS.map(|column| columns.ints(column));
    let mut known: Option<(i32, &mut Vec<Option<Box<Reach>>>)> = None;
    for row in (0..columns.len()).filter(|&row| admits(query, columns, row)) {
        let side = match flows[row] {
            flow if flow == i32::from(Flow::Export.index()) => Side::Export,
            flow if flow == i32::from(Flow::Import.index()) => Side::Import,
            _ => continue,
        };
        if attributions[row] == Attribution::Imputed as i32 {
            continue;
        }
        // Mostly it is that of the row before.
        let dataset = datasets[row];
        let states = match known.take().filter(|known| known.0 == dataset) {
            Some((_, states)) => states,
            None => tally
                .entry(dataset)
                .or_insert_with(|| (0..2 * AREAS).map(|_| None).collect()),
        };
        let areas = [exporters, importers].map(|areas| areas[row] as usize % AREAS);
        let (state, partner) = (areas[side as usize], areas[1 - side as usize]);
        let reach = states[2 * state + side as usize].get_or_insert_with(|| Box::new(Reach::of(vintage)));
        reach.add(partner, Commodity::from_packed(goods[row] as u32), vintage);
        known = Some((dataset, states));
    }
}

impl Partner {
    const fn new(area: u16) -> Self {
        Self {
            area,
            total: false,
            chapters: 0,
        }
    }
}

impl Reach {
    fn of(vintage: Vintage) -> Self {
        Self {
            partners: Partners::default(),
            vintage,
        }
    }

    fn add(&mut self, partner: usize, goods: Option<Commodity>, vintage: Vintage) {
        self.vintage = self.vintage.max(vintage);
        let partner = self.partners.of(partner as u16);
        if goods == Some(Commodity::TOTAL) {
            partner.total = true;
        } else if let Some(chapter) = goods.and_then(Commodity::chapter) {
            partner.chapters |= 1 << (chapter % 128);
        }
    }

    fn extent(&self) -> Extent {
        let known = &self.partners.known;
        Extent {
            totals: known.iter().filter(|partner| partner.total).count() as u32,
            any: known.len() as u32,
            vintage: self.vintage,
        }
    }
}

impl Partners {
    /// One of them; mostly it is that of the row before.
    fn of(&mut self, area: u16) -> &mut Partner {
        let last = self.known.get(self.last).map(|partner| partner.area);
        if last != Some(area) {
            let found = self.known.binary_search_by_key(&area, |partner| partner.area);
            self.last = found.unwrap_or_else(|place| {
                self.known.insert(place, Partner::new(area));
                place
            });
        }
        &mut self.known[self.last]
    }

    fn join(&mut self, more: &Self) {
        for partner in &more.known {
            self.of(partner.area).chapters |= partner.chapters;
        }
    }

    /// A bit for each chapter told, but of so many partners of whom the most are.
    fn chapters_without(&self, widest: u32) -> u128 {
        let mut chapters: Vec<u128> = self.known.iter().map(|partner| partner.chapters).collect();
        chapters.sort_by_key(|chapters| Reverse(chapters.count_ones()));
        chapters
            .iter()
            .skip(widest as usize)
            .fold(0, |all, some| all | some)
    }
}

/// Adds what is told of a period.
fn add(told: &mut Told, period: Period, tally: &Tally) {
    let at = period.calendar_month().map_or(0, usize::from);
    for (&dataset, states) in tally {
        for (place, reach) in states.iter().enumerate() {
            if let Some(reach) = reach {
                let year = told.entry((dataset, period.calendar_year(), place)).or_default();
                year.periods[at] = Some(reach.extent());
                year.partners.join(&reach.partners);
            }
        }
    }
}

/// The states that are told of broadly enough, by month or by year.
fn judged(told: &Told, by_month: bool, least: u32) -> Broad {
    let mut broad = Broad::new(by_month);
    for (&(dataset, year, place), known) in told {
        let Some(dataset) = u8::try_from(dataset).ok().and_then(Dataset::from_index) else {
            continue;
        };
        let other = told.get(&(dataset.index().into(), year, place ^ 1));
        let all_goods = all_goods([Some(known), other], least);
        let breadth = |at: usize| {
            let extent = known.periods[at]?;
            let partners = if all_goods { extent.any } else { extent.totals };
            (partners >= least).then_some(Breadth {
                dataset,
                vintage: extent.vintage,
                partners,
            })
        };
        let (state, side) = (Area::from_code((place / 2) as u16), SIDES[place % 2]);
        let told = (1..=12u16).filter(|&month| breadth(month.into()).is_some());
        let months = told
            .filter_map(|month| Period::month(year, month as u8))
            .map(Months::of);
        let months = months.fold(Months::default(), Months::and);
        if months != Months::default() {
            broad.add_months((state, side), (year, dataset), months);
        }
        let mut tell = |period: Option<Period>, breadth: Option<Breadth>| {
            if let Some((period, breadth)) = period.zip(breadth) {
                broad.add((state, side, period), breadth);
            }
        };
        if by_month {
            (1..=12).for_each(|month| tell(Period::month(year, month), breadth(month.into())));
        } else {
            tell(Period::year(year), breadth(0).or_else(|| of_months(breadth)));
        }
    }
    broad
}

/// Whether what is told of one flow of a year is all goods, by that of the other too.
fn all_goods(flows: [Option<&Year>; 2], least: u32) -> bool {
    let without =
        |widest: u32| flows.map(|year| year.map_or(0, |year| year.partners.chapters_without(widest)));
    let ([this, other], [of_others, _]) = (without(1), without(least.saturating_sub(1)));
    (this | other).count_ones() >= CHAPTERS && of_others.count_ones() >= OF_FLOW
}

/// A year by all of its months: of as many partners as the fewest, and of the newest vintage.
fn of_months(breadth: impl Fn(usize) -> Option<Breadth>) -> Option<Breadth> {
    let months: Option<Vec<Breadth>> = (1..=12).map(breadth).collect();
    months?.into_iter().reduce(|sum, month| Breadth {
        vintage: sum.vintage.max(month.vintage),
        partners: sum.partners.min(month.partners),
        ..sum
    })
}
