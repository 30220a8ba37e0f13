//! The decomposition of every pair in the books, one exporter after the other.
//!
//! The books are read once, in their own order. In memory is one exporter a
//! thread, and the last ones together: its pairs share the search for goods
//! that came through a hub, so a part of a world is never more than the exports
//! of one state.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use entente_trade::{Area, Commodity, Date, Frequency, Level, Money, Side};

use super::ahead::Ahead;
use super::between::Between;
use super::{Comparison, MANY, Rules, hubs};
use crate::explain::{
    self, Broad, CellParts, Flows, Hub, Learned, PairCells, Transfer, Unreported, Workbench, Years,
};
use crate::pairing::{MissingRate, Request};
use crate::store::{Book, Query, Record, StoreError};

/// All pairs in the books, to be explained by any number of threads.
pub struct AllPairs {
    rules: Rules,
    frequency: Frequency,
    as_of: Option<Date>,
    broad: Broad,
    rows: u64,
    totals: Mutex<Totals>,
    ahead: Mutex<Ahead>,
}

/// What hubs send on in total, read when a search first asks for a hub and kept for the others.
struct Totals {
    book: Book,
    hubs: BTreeSet<Area>,
    onward: BTreeMap<Hub, Money>,
}

/// A pair with its margins.
type Known = (PairCells, Learned);

/// What became of the exports of one state.
#[derive(Default)]
pub struct Exports {
    /// Its place among the exporters, from 0.
    pub place: usize,
    /// Records that were read for it.
    pub records: usize,
    /// Partners among them.
    pub pairs: usize,
    /// The rates for want of which records were left out.
    pub missing: Vec<MissingRate>,
}

impl Comparison {
    /// All pairs, as known on a day.
    ///
    /// Third countries are searched as by [`Comparison::explain`], but for codes without a
    /// weight: what every hub sends on of every code would be the books once more for each state.
    ///
    /// # Errors
    /// As [`Comparison::paired`].
    pub fn all_pairs(self, frequency: Frequency, as_of: Option<Date>) -> Result<AllPairs, StoreError> {
        let query = Query {
            frequency: (frequency == Frequency::Monthly).then_some(Frequency::Monthly),
            as_of,
            ..Query::default()
        };
        let sweep = self.book.sweep(&query)?;
        Ok(AllPairs {
            rules: self.rules,
            frequency,
            as_of,
            broad: self.book.broad(&query, None, MANY)?,
            rows: sweep.rows(),
            totals: Mutex::new(Totals {
                book: self.book,
                hubs: BTreeSet::new(),
                onward: BTreeMap::new(),
            }),
            ahead: Mutex::new(Ahead::of(sweep)),
        })
    }
}

impl AllPairs {
    /// Records in the books.
    pub fn records(&self) -> u64 {
        self.rows
    }

    /// One of any number of workers, each on its own thread.
    pub fn worker(&self) -> Worker<'_> {
        Worker {
            all: self,
            bench: Workbench::default(),
        }
    }

    fn ahead(&self) -> MutexGuard<'_, Ahead> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pair(
        &self,
        (exporter, importer): (Area, Area),
        level: Level,
        records: &[Record],
    ) -> (Known, Vec<MissingRate>) {
        let request = Request {
            level,
            ..Request::new(exporter, importer, self.frequency)
        };
        let (cells, lacking) = self.rules.cells(request, records, &self.broad);
        let learned = Learned::of(&cells, &self.rules.margin);
        ((cells, learned), lacking)
    }

    /// Gives every pair what it gains or loses by goods that came through a hub; `totals` are
    /// pairs as they stand in total, where that may be another than in details.
    fn attribute(&self, exporter: Area, pairs: &mut [Known], totals: &[Known]) -> Result<(), StoreError> {
        let by_importer = totals.iter().map(|(pair, _)| (pair.importer, pair));
        let apart: BTreeMap<Area, &PairCells> = by_importer.collect();
        let mut flows = Flows::new(exporter, &self.broad);
        for (pair, learned) in pairs.iter() {
            let apart = apart.contains_key(&pair.importer);
            flows.add(pair, learned, |code| !apart || code != Commodity::TOTAL);
        }
        for (pair, learned) in totals {
            flows.add(pair, learned, |code| code == Commodity::TOTAL);
        }
        let mut triangle = flows.into_triangle();
        triangle.onward(self.onward(&triangle.asks_onward(None))?);
        let mut transfers: BTreeMap<Area, Vec<Transfer>> = BTreeMap::new();
        for (partner, transfer) in triangle.transfers() {
            transfers.entry(partner).or_default().push(transfer);
        }
        for (pair, learned) in pairs {
            let ours = transfers.remove(&pair.importer).unwrap_or_default();
            let total = apart.get(&pair.importer).copied();
            pair.take_transfers(explain::placed(pair, learned, total, ours));
        }
        Ok(())
    }

    /// What hubs send on in total, of what is asked.
    fn onward(&self, asked: &BTreeSet<Hub>) -> Result<BTreeMap<Hub, Money>, StoreError> {
        let asked = asked.iter().filter(|one| one.commodity == Commodity::TOTAL);
        let mut guard = self.totals.lock().unwrap_or_else(PoisonError::into_inner);
        let Totals { book, hubs, onward } = &mut *guard;
        let books = hubs::Books {
            book,
            rules: &self.rules,
            frequency: self.frequency,
            as_of: self.as_of,
            datasets: &[],
        };
        let mut known = BTreeMap::new();
        for one in asked {
            if hubs.insert(one.hub) {
                let totals = BTreeSet::from([Level::Total]);
                onward.append(&mut books.sent_on(one.hub, &totals, |_| true)?);
            }
            known.extend(onward.get(one).map(|money| (*one, *money)));
        }
        Ok(known)
    }
}

/// Who explains one exporter after the other, in the same room.
pub struct Worker<'a> {
    all: &'a AllPairs,
    bench: Workbench,
}

impl Worker<'_> {
    /// Explains the exports of the next state, pair by pair at the finest cells, by the partner's
    /// code; `None` after the last. Of years the months of a cell are added up, and parts of a kind
    /// are one as in a row. The reading is one thread's at a time, the explaining is not.
    /// `take` is given exporter, importer and the parts of a cell, without splits, and the side
    /// that has no report of the period, or no figure of the cell that can be used: then there is
    /// nothing to explain.
    ///
    /// # Errors
    /// [`StoreError::Segment`] naming a damaged file.
    pub fn next(
        &mut self,
        mut take: impl FnMut([Area; 2], &CellParts, Option<Side>),
    ) -> Result<Option<Exports>, StoreError> {
        let Some(told) = self.all.ahead().next()? else {
            return Ok(None);
        };
        let (exporter, reports) = (told.exporter, told.reports);
        let (mut pairs, mut totals, mut missing) = (Vec::new(), Vec::new(), Vec::new());
        reports.by_importer(|importer, records| {
            let pair = |level| self.all.pair((exporter, importer), level, records);
            let (known, lacking) = pair(Level::Hs6);
            missing.extend(lacking);
            pairs.push(known);
            if hubs::tells_both(records) {
                totals.push(pair(Level::Total).0);
            }
        })?;
        let records = reports.len();
        self.all.ahead().keep(reports);
        self.all.attribute(exporter, &mut pairs, &totals)?;
        for (pair, learned) in &pairs {
            let sides = [pair.exporter, pair.importer];
            let unreported = Unreported::of(pair, &self.all.broad);
            let mut apart = Between::of(pair, self.all.frequency);
            let mut give = |cell: &CellParts| {
                apart.before(cell, |one, side| take(sides, one, Some(side)));
                take(sides, &explain::by_kind(cell), unreported.side(cell.period));
            };
            if self.all.frequency == Frequency::Monthly {
                self.bench.explain(pair, learned, false, give);
            } else {
                let mut years = Years::default();
                self.bench
                    .explain(pair, learned, false, |cell| years.take(cell, &mut give));
                years.end(give);
            }
            apart.rest(|one, side| take(sides, one, Some(side)));
        }
        Ok(Some(Exports {
            place: told.place,
            records,
            pairs: pairs.len(),
            missing,
        }))
    }
}
