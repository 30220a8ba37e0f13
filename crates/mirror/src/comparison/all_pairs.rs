//! The decomposition of every pair in the books, one exporter after the other.
//!
//! The books are read once, in their own order. In memory is one exporter a
//! thread: its pairs share the search for goods that came through a hub, so a
//! part of a world is never more than the exports of one state.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use entente_trade::{Area, Areas, Date, Frequency, Level};

use super::{Comparison, Rules};
use crate::explain::{CellParts, Learned, PairCells, Transfer, Triangle, Workbench};
use crate::pairing::{MissingRate, Request};
use crate::store::{Query, Reports, StoreError, Sweep};

/// All pairs in the books, to be explained by any number of threads.
pub struct AllPairs {
    rules: Rules,
    frequency: Frequency,
    rows: u64,
    /// The pass over the books, and how many exporters it has handed out.
    sweep: Mutex<(Sweep, usize)>,
}

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
    /// Third countries are searched by fingerprints only: goods without a weight
    /// find no hub here.
    ///
    /// # Errors
    /// As [`Comparison::paired`].
    pub fn all_pairs(self, frequency: Frequency, as_of: Option<Date>) -> Result<AllPairs, StoreError> {
        let sweep = self.book.sweep(&Query {
            frequency: (frequency == Frequency::Monthly).then_some(Frequency::Monthly),
            as_of,
            ..Query::default()
        })?;
        Ok(AllPairs {
            rules: self.rules,
            frequency,
            rows: sweep.rows(),
            sweep: Mutex::new((sweep, 0)),
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
            reports: Reports::default(),
            bench: Workbench::default(),
        }
    }

    fn read(&self, reports: &mut Reports) -> Result<Option<(usize, Area)>, StoreError> {
        let mut guard = self.sweep.lock().unwrap_or_else(PoisonError::into_inner);
        let (sweep, place) = &mut *guard;
        while sweep.next(reports)? {
            let known = |area: &Area| Areas::standard().entry(*area).is_some();
            if let Some(exporter) = reports.exporter().filter(known) {
                *place += 1;
                return Ok(Some((*place - 1, exporter)));
            }
        }
        Ok(None)
    }
}

/// Who explains one exporter after the other, in the same room.
pub struct Worker<'a> {
    all: &'a AllPairs,
    reports: Reports,
    bench: Workbench,
}

impl Worker<'_> {
    /// Explains the exports of the next state, pair by pair at the finest cells, by the partner's
    /// code; `None` after the last. The reading is one thread's at a time, the explaining is not.
    /// `take` is given exporter, importer and the parts of a cell, without splits.
    ///
    /// # Errors
    /// [`StoreError::Segment`] naming a damaged file.
    pub fn next(
        &mut self,
        mut take: impl FnMut([Area; 2], &CellParts),
    ) -> Result<Option<Exports>, StoreError> {
        let Some((place, exporter)) = self.all.read(&mut self.reports)? else {
            return Ok(None);
        };
        let (mut pairs, mut missing) = (Vec::new(), Vec::new());
        let rules = &self.all.rules;
        self.reports.by_importer(|importer, records| {
            let request = Request {
                level: Level::Hs6,
                ..Request::new(exporter, importer, self.all.frequency)
            };
            let (cells, lacking) = rules.cells(request, records);
            missing.extend(lacking);
            let learned = Learned::of(&cells, &rules.margin);
            pairs.push((cells, learned));
        })?;
        attribute(exporter, &mut pairs);
        for (pair, learned) in &pairs {
            let sides = [pair.exporter, pair.importer];
            self.bench.explain(pair, learned, false, |cell| take(sides, cell));
        }
        Ok(Some(Exports {
            place,
            records: self.reports.len(),
            pairs: pairs.len(),
            missing,
        }))
    }
}

/// Gives every pair what it gains or loses by goods that came through a hub.
fn attribute(exporter: Area, pairs: &mut [(PairCells, Learned)]) {
    let triangle = Triangle::with_margins(exporter, pairs.iter().map(|(pair, learned)| (pair, learned)));
    let mut transfers: BTreeMap<Area, Vec<Transfer>> = BTreeMap::new();
    for (partner, transfer) in triangle.transfers() {
        transfers.entry(partner).or_default().push(transfer);
    }
    for (pair, _) in pairs {
        pair.transfers = transfers.remove(&pair.importer).unwrap_or_default();
    }
}
