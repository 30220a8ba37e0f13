//! The import transaction: rows go in, and either all of them count or none.
//!
//! Rows become segments in a staging folder; on commit everything is put on
//! disk, moved into place, and then named in the catalogue by one SQLite
//! transaction. Until that transaction the import does not exist; after it,
//! it cannot be lost. Dropping the writer, an error or the end of the process
//! leave the store as it was.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use entente_trade::{Dataset, Observation, Period, Vintage};

use super::catalogue::Catalogue;
use super::entries::{CountKind, ImportCount, ImportEntry, RejectFile, SegmentEntry};
use super::error::StoreError;
use super::files;
use super::import::ImportDetails;
use super::lock::ImportLock;
use super::moment::Moment;
use super::objects::{Received, object_path};
use super::rejects::{RejectRow, Rejects};
use super::roll;
use super::runs::{Runs, StagedSegment};
use super::staging::{Move, Staging};
use crate::book::{Columns, Int, OutOfRange};
use crate::hash::hash_of;

/// Why a row with an amount of more than 18 digits does not land.
pub const OUT_OF_RANGE: &str = "amount out of range";

/// An import under way.
#[derive(Debug)]
pub struct ImportWriter {
    root: PathBuf,
    file_name: String,
    details: ImportDetails,
    received: Received,
    /// The release that the rows to come tell, if they tell one.
    release: Option<Vintage>,
    runs: Runs,
    /// Segments of the releases before, each with its release.
    staged: Vec<(Option<Vintage>, StagedSegment)>,
    /// How many releases there were before.
    releases: usize,
    rejects: Rejects,
    counts: BTreeMap<(CountKind, &'static str), u64>,
    landed: u64,
    datasets: [bool; Dataset::NAMES.len()],
    summary: String,
    catalogue: Catalogue,
    staging: Staging,
    _lock: ImportLock,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// The entry in the catalogue.
    pub entry: ImportEntry,
    /// Rows that did not land, by reason.
    pub counts: Vec<ImportCount>,
    /// Segments written.
    pub segments: usize,
}

impl ImportWriter {
    pub(super) fn new(
        root: PathBuf,
        file_name: &str,
        details: ImportDetails,
        received: Received,
        catalogue: Catalogue,
        staging: Staging,
        lock: ImportLock,
    ) -> Self {
        Self {
            root,
            file_name: file_name.to_owned(),
            release: None,
            runs: Runs::new(details.rows_in_memory, 0),
            staged: Vec::new(),
            releases: 0,
            rejects: Rejects::new(staging.file("rejects"), details.rejects_kept),
            details,
            received,
            counts: BTreeMap::new(),
            landed: 0,
            datasets: [false; Dataset::NAMES.len()],
            summary: "{}".to_owned(),
            catalogue,
            staging,
            _lock: lock,
        }
    }

    /// The bytes as received: read these, not the source, which may have changed since.
    pub fn received(&self) -> &Path {
        &self.received.path
    }

    /// SHA-256 of the bytes as received, lower-case hexadecimal.
    pub fn object(&self) -> &str {
        &self.received.sha256
    }

    /// Where what a reading puts aside may lie; it goes with the import.
    pub fn scratch(&self) -> PathBuf {
        self.staging.file("")
    }

    /// The rows to come are of a release of their own; `None`: they have the import's vintage.
    /// Each release costs a segment a period: bring in the rows of one after those of the other.
    ///
    /// # Errors
    /// What the disk refuses; then the import cannot go on.
    pub fn release(&mut self, release: Option<Vintage>) -> Result<(), StoreError> {
        if self.release != release {
            self.close_release()?;
            self.release = release;
        }
        Ok(())
    }

    fn close_release(&mut self) -> Result<(), StoreError> {
        self.releases += 1;
        let next = Runs::new(self.details.rows_in_memory, self.releases);
        let runs = std::mem::replace(&mut self.runs, next);
        let segments = runs.finish(&self.staging, &mut self.details.fault)?;
        let release = self.release;
        self.staged
            .extend(segments.into_iter().map(|segment| (release, segment)));
        Ok(())
    }

    /// Takes a row of the source. One whose amounts have more than 18 digits is rejected here.
    ///
    /// # Errors
    /// What the disk refuses; then the import cannot go on.
    pub fn observe(&mut self, line: u64, observation: &Observation) -> Result<(), StoreError> {
        if let Err(error) = self.runs.push(observation) {
            return self.reject(&RejectRow {
                line,
                sheet: None,
                field: error.field,
                found: &error.found,
                expected: OutOfRange::EXPECTED,
                reason: OUT_OF_RANGE,
            });
        }
        self.landed += 1;
        self.datasets[usize::from(observation.dataset.index())] = true;
        if self.runs.is_full() {
            self.runs.put_aside(&self.staging, &mut self.details.fault)?;
        }
        Ok(())
    }

    /// Takes rows as columns, which are empty afterwards.
    ///
    /// # Errors
    /// What the disk refuses; then the import cannot go on.
    pub(crate) fn observe_all(&mut self, rows: &mut Columns) -> Result<(), StoreError> {
        self.landed += rows.len() as u64;
        for &dataset in rows.ints(Int::Dataset) {
            self.datasets[dataset as usize] = true;
        }
        self.runs.append(rows);
        if self.runs.is_full() {
            self.runs.put_aside(&self.staging, &mut self.details.fault)?;
        }
        Ok(())
    }

    /// Takes a row that broke a rule.
    ///
    /// # Errors
    /// What the disk refuses; then the import cannot go on.
    pub fn reject(&mut self, row: &RejectRow<'_>) -> Result<(), StoreError> {
        self.count(CountKind::Reject, row.reason);
        self.rejects.keep(row)
    }

    /// Counts a row that is no observation.
    pub fn skip(&mut self, reason: &'static str) {
        self.count(CountKind::Skip, reason);
    }

    fn count(&mut self, kind: CountKind, reason: &'static str) {
        *self.counts.entry((kind, reason)).or_default() += 1;
    }

    /// Rows that landed so far.
    pub fn landed(&self) -> u64 {
        self.landed
    }

    /// Rows rejected so far.
    pub fn rejected(&self) -> u64 {
        let rejected = self
            .counts
            .iter()
            .filter(|((kind, _), _)| *kind == CountKind::Reject);
        rejected.map(|(_, count)| count).sum()
    }

    /// Replaces the vintage, for layouts whose bytes tell it.
    pub fn set_vintage(&mut self, vintage: impl Into<Vintage>) {
        self.details.vintage = vintage.into();
    }

    /// Keeps what the importer has to say, a JSON text; the catalogue refuses any other.
    pub fn set_summary(&mut self, json: String) {
        self.summary = json;
    }

    /// Makes the import count.
    ///
    /// # Errors
    /// What the disk or the ledger refuses; the store is as before.
    pub fn commit(self) -> Result<ImportReport, StoreError> {
        self.commit_at(None)
    }

    /// The same as of a moment that is known, where an import is done again.
    ///
    /// # Errors
    /// As [`ImportWriter::commit`].
    pub(crate) fn commit_at(mut self, moment: Option<Moment>) -> Result<ImportReport, StoreError> {
        self.close_release()?;
        let staged = std::mem::take(&mut self.staged);
        let (rejects, mut moves) = self.place_rejects()?;
        moves.extend(self.place_object());
        let segments = self.place_segments(staged, &mut moves)?;
        let counts = self.counts();
        self.land(&moves)?;
        self.details.fault.before("write ledger", &self.root)?;
        // Nothing is left to do but to count: nobody can have asked since and been told of less.
        let entry = self.entry(rejects, moment)?;
        let turns = self
            .details
            .release
            .as_ref()
            .map(|placing| placing.turns(entry.id));
        self.catalogue
            .add(&entry, &counts, &segments, &turns.unwrap_or_default())?;
        // It counts. What the roll lacks now the next import adds.
        let _ = roll::follow(&self.root, &self.catalogue);
        let _ = self.details.fault.before("clear", &self.root);
        Ok(ImportReport {
            entry,
            counts,
            segments: segments.len(),
        })
    }

    fn place_rejects(&mut self) -> Result<(Option<RejectFile>, Vec<Move>), StoreError> {
        let Some((from, rows)) = self.rejects.finish()? else {
            return Ok((None, Vec::new()));
        };
        let from = from.to_owned();
        let sha256 = hash_of(&from).map_err(StoreError::io("read", &from))?;
        let stem = format!("rejects/{}", short(&self.received.sha256));
        let path = self.free(|number| match number {
            0 => format!("{stem}.csv"),
            _ => format!("{stem}-{number}.csv"),
        });
        let to = path.clone();
        Ok((Some(RejectFile { path, sha256, rows }), vec![Move { from, to }]))
    }

    /// The object's move, unless the store holds the same bytes from another import.
    fn place_object(&self) -> Option<Move> {
        let from = self.received.path.clone();
        let to = object_path(&self.received.sha256);
        (!self.received.is_held(&self.root)).then_some(Move { from, to })
    }

    fn place_segments(
        &self,
        staged: Vec<(Option<Vintage>, StagedSegment)>,
        moves: &mut Vec<Move>,
    ) -> Result<Vec<SegmentEntry>, StoreError> {
        let import = self.catalogue.next_import()?;
        let mut next: BTreeMap<Period, u32> = BTreeMap::new();
        let mut segments: Vec<SegmentEntry> = Vec::with_capacity(staged.len());
        for (release, StagedSegment { path: from, summary }) in staged {
            let least = next.get(&summary.period).copied().unwrap_or_default();
            let (ordinal, to) = self.free_segment(&summary.period, least);
            next.insert(summary.period, ordinal + 1);
            moves.push(Move { from, to: to.clone() });
            segments.push(SegmentEntry {
                import,
                vintage: release.unwrap_or(self.details.vintage),
                release,
                path: to,
                ordinal,
                summary,
            });
        }
        Ok(segments)
    }

    fn free_segment(&self, period: &Period, least: u32) -> (u32, String) {
        let (frequency, year) = (period.frequency().code(), period.calendar_year());
        let object = short(&self.received.sha256);
        let path = |number: u32| format!("books/{frequency}/{year}/{period}-{object}-{number}.parquet");
        let mut number = least;
        while self.root.join(path(number)).exists() {
            number += 1;
        }
        (number, path(number))
    }

    /// The first name that is not taken: the same bytes may have been read in another way before.
    fn free(&self, name: impl Fn(u32) -> String) -> String {
        let mut number = 0;
        while self.root.join(name(number)).exists() {
            number += 1;
        }
        name(number)
    }

    fn entry(&self, rejects: Option<RejectFile>, moment: Option<Moment>) -> Result<ImportEntry, StoreError> {
        let datasets = Dataset::NAMES.iter().zip(self.datasets).filter(|(_, seen)| *seen);
        Ok(ImportEntry {
            id: self.catalogue.next_import()?,
            object: self.received.sha256.clone(),
            file_name: self.file_name.clone(),
            bytes: self.received.bytes,
            layout: self.details.layout.clone(),
            options: self.details.options.clone(),
            datasets: datasets.map(|(&(dataset, _), _)| dataset).collect(),
            vintage: self.details.vintage,
            imported_at: moment.map_or_else(|| self.catalogue.moment(self.details.clock), Ok)?,
            rows: self.landed + self.counts.values().sum::<u64>(),
            landed: self.landed,
            rejects,
            summary: self.summary.clone(),
        })
    }

    fn counts(&self) -> Vec<ImportCount> {
        let counts = self.counts.iter().map(|(&(kind, reason), &count)| ImportCount {
            kind,
            reason: reason.to_owned(),
            count,
        });
        counts.collect()
    }

    /// Moves everything into place and waits until the disk knows the new names.
    fn land(&mut self, moves: &[Move]) -> Result<(), StoreError> {
        let fault = &mut self.details.fault;
        fault.before("announce", &self.root)?;
        self.staging.announce(moves)?;
        for file in moves {
            fault.before("move", &file.from)?;
            self.staging.land(file)?;
        }
        fault.before("save folders", &self.root)?;
        let places: Vec<String> = moves.iter().map(|file| file.to.clone()).collect();
        files::sync_folders_above(&self.root, &places)
    }
}

/// Enough of an object's name for a file name that people can tell apart.
fn short(sha256: &str) -> &str {
    &sha256[..12]
}
