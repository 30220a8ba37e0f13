//! Of how many partners a state tells, and in which months.
//!
//! Who tells of many partners and not of one has no trade with that one to tell;
//! who tells of none has no report in the books. A few columns of the segments
//! say which. What follows from it is not decided here.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use entente_trade::{Area, Attribution, Dataset, Flow, Period, Side, Vintage};

use super::book::{Book, Files, admits, rows};
use super::entries::SegmentEntry;
use super::error::StoreError;
use super::query::Query;
use crate::book::{Columns, Int};
use crate::explain::Broad;
use crate::pairing::months::Months;
use crate::threads::{cores, on_threads};

/// A dataset that tells a state's exports to, or imports from, some partners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Breadth {
    pub(crate) dataset: Dataset,
    /// The newest of its vintages.
    pub(crate) vintage: Vintage,
    /// Partners it tells of.
    pub(crate) partners: usize,
    /// The months in which it tells of any, as far as it tells months.
    pub(crate) months: Months,
}

/// What has to be read of a row.
const COLUMNS: [Int; 5] = [
    Int::Exporter,
    Int::Importer,
    Int::Flow,
    Int::Dataset,
    Int::Attribution,
];

/// By dataset, its partners, the newest vintage and its months.
type Told = BTreeMap<i32, (BTreeSet<i32>, Vintage, Months)>;

impl Book {
    /// The datasets by which a state tells what a query asks for, those of the most partners first.
    /// Imputed figures are not told.
    ///
    /// # Errors
    /// As [`Book::records`].
    pub(crate) fn breadth(
        &self,
        (state, side): (Area, Side),
        query: &Query<'_>,
    ) -> Result<Vec<Breadth>, StoreError> {
        let query = Query {
            exporter: (side == Side::Export).then_some(state),
            importer: (side == Side::Import).then_some(state),
            ..*query
        };
        let mut told = Told::new();
        for segment in self.segments(&query)? {
            let reader = self.opened(&segment)?;
            for group in 0..reader.groups() {
                let rows = rows(&reader, group, &query)?;
                if !rows.is_empty() {
                    let columns = reader.some_columns(group, rows, &COLUMNS, &[])?;
                    let months = months(segment.summary.period);
                    note(&mut told, &columns, side, (&query, segment.vintage, months));
                }
            }
        }
        let breadth = |(dataset, (partners, vintage, months)): (i32, (BTreeSet<i32>, Vintage, Months))| {
            Some(Breadth {
                dataset: known(dataset)?,
                vintage,
                partners: partners.len(),
                months,
            })
        };
        let mut all: Vec<Breadth> = told.into_iter().filter_map(breadth).collect();
        // Equals stay in the order of their datasets.
        all.sort_by_key(|breadth| Reverse(breadth.partners));
        Ok(all)
    }
}

/// A dataset by its number in the columns.
fn known(dataset: i32) -> Option<Dataset> {
    u8::try_from(dataset).ok().and_then(Dataset::from_index)
}

/// The month a segment is of; of a year none.
fn months(period: Period) -> Months {
    period
        .calendar_month()
        .map_or_else(Months::default, |_| Months::of(period))
}

/// The partners one side of a state tells of, a bit for each code, and the months it tells them in.
#[derive(Clone, Default)]
struct Towards {
    partners: [u64; 32],
    months: Months,
}

impl Towards {
    /// Adds what another told.
    fn join(&mut self, more: &Self) {
        let bits = self.partners.iter_mut().zip(more.partners);
        bits.for_each(|(known, more)| *known |= more);
        self.months = self.months.and(more.months);
    }
}

/// By dataset and year, then state and side.
type Partners = BTreeMap<(i32, u16), Vec<Towards>>;

impl Book {
    /// The states of which one dataset tells at least so many partners in a year, of all that a
    /// query asks for. Imputed figures are not told.
    ///
    /// # Errors
    /// As [`Book::records`].
    pub(crate) fn broad(&self, query: &Query<'_>, least: usize) -> Result<Broad, StoreError> {
        let segments = self.segments(query)?;
        let (files, next) = (self.files(), AtomicUsize::new(0));
        let work = || {
            let mut partners = Partners::new();
            while let Some(segment) = segments.get(next.fetch_add(1, Ordering::Relaxed)) {
                note_segment(&mut partners, files, segment, query)?;
            }
            Ok::<_, StoreError>(partners)
        };
        let mut partners = Partners::new();
        for some in on_threads(cores().min(segments.len()), work) {
            for (place, states) in some? {
                let known = partners.entry(place).or_insert_with(nobody);
                known.iter_mut().zip(&states).for_each(|(a, b)| a.join(b));
            }
        }
        let mut broad = Broad::default();
        for (&(dataset, year), states) in &partners {
            let Some(dataset) = known(dataset) else { continue };
            for (at, told) in states.iter().enumerate() {
                let count: u32 = told.partners.iter().map(|bits| bits.count_ones()).sum();
                if count as usize >= least {
                    let (state, side) = (Area::from_code((at / 2) as u16), SIDES[at % 2]);
                    broad.add(state, side, (year, dataset), told.months);
                }
            }
        }
        Ok(broad)
    }
}

fn note_segment(
    partners: &mut Partners,
    files: &Files,
    segment: &SegmentEntry,
    query: &Query<'_>,
) -> Result<(), StoreError> {
    let (reader, period) = (files.reader(segment)?, segment.summary.period);
    for group in 0..reader.groups() {
        let all = 0..reader.rows(group);
        let columns = reader.some_columns(group, all, &COLUMNS, &[])?;
        note_all(partners, &columns, period, query);
    }
    Ok(())
}

fn nobody() -> Vec<Towards> {
    vec![Towards::default(); 2 * AREAS]
}

const SIDES: [Side; 2] = [Side::Export, Side::Import];
/// Codes of areas are below this.
const AREAS: usize = 2048;

fn note_all(partners: &mut Partners, columns: &Columns, period: Period, query: &Query<'_>) {
    let (year, month) = (period.calendar_year(), months(period));
    let [exporters, importers, flows, datasets, attributions] = COLUMNS.map(|column| columns.ints(column));
    let mut known: Option<(i32, &mut Vec<Towards>)> = None;
    for row in 0..columns.len() {
        let side = match flows[row] {
            flow if flow == i32::from(Flow::Export.index()) => Side::Export,
            flow if flow == i32::from(Flow::Import.index()) => Side::Import,
            _ => continue,
        };
        if attributions[row] == Attribution::Imputed as i32 || !admits(query, columns, row) {
            continue;
        }
        // Mostly it is that of the row before.
        let dataset = datasets[row];
        let states = match known.take().filter(|known| known.0 == dataset) {
            Some((_, states)) => states,
            None => partners.entry((dataset, year)).or_insert_with(nobody),
        };
        let areas = [exporters, importers].map(|areas| areas[row] as usize % AREAS);
        let (state, partner) = (areas[side as usize], areas[1 - side as usize]);
        let told = &mut states[2 * state + side as usize];
        told.partners[partner / 64] |= 1 << (partner % 64);
        told.months = told.months.and(month);
        known = Some((dataset, states));
    }
}

fn note(
    told: &mut Told,
    columns: &Columns,
    side: Side,
    (query, vintage, months): (&Query<'_>, Vintage, Months),
) {
    let (partner, whole) = match side {
        Side::Export => (Int::Importer, Flow::Export),
        Side::Import => (Int::Exporter, Flow::Import),
    };
    let code = |column: Int, row: usize| columns.ints(column)[row];
    let counts = |row: &usize| {
        admits(query, columns, *row)
            && code(Int::Flow, *row) == i32::from(whole.index())
            && code(Int::Attribution, *row) != Attribution::Imputed as i32
    };
    for row in (0..columns.len()).filter(counts) {
        let known = told.entry(code(Int::Dataset, row));
        let (partners, newest, all) = known.or_insert_with(|| (BTreeSet::new(), vintage, months));
        partners.insert(code(partner, row));
        *newest = vintage.max(*newest);
        *all = all.and(months);
    }
}
