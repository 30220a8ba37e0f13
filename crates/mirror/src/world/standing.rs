//! The whole world's matched tables, of which only what changed is made anew.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use entente_trade::{Dataset, Date, Frequency, Period};

use super::factors::Factors;
use super::period;
use super::reports::Reading;
use super::year;
use crate::kernel::Overflow;
use crate::pairing::Rates;
use crate::store::{Book, Query, SegmentEntry, StoreError};
use crate::tables::{Codec, ResultFile, read_cube};
use crate::threads::on_threads;

/// What is matched, and how.
#[derive(Clone, Debug)]
pub struct WorldOptions {
    /// Years or months.
    pub frequency: Frequency,
    /// Vintages up to this day.
    pub as_of: Option<Date>,
    /// Only these datasets; all when empty.
    pub datasets: Vec<Dataset>,
    /// CIF factors of the chapters.
    pub factors: Factors,
    /// Threads.
    pub threads: usize,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorldSummary {
    /// Periods in the books.
    pub periods: usize,
    /// Periods that were matched anew.
    pub matched: usize,
    /// Cells of these.
    pub cells: u64,
    /// Rows of these in a currency no rate is known for.
    pub without_rate: u64,
}

/// Why the world cannot be matched.
#[derive(Debug)]
pub enum WorldError {
    /// The books.
    Store(StoreError),
    /// A folder or table of the result.
    Result {
        /// Where.
        path: PathBuf,
        /// What was found.
        found: String,
    },
}

impl fmt::Display for WorldError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(out),
            Self::Result { path, found } => write!(out, "{}: {found}", path.display()),
        }
    }
}

impl std::error::Error for WorldError {}

impl From<StoreError> for WorldError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl WorldError {
    pub(super) fn disk(path: &Path, error: std::io::Error) -> Self {
        Self::found(path, &error)
    }

    pub(super) fn table(path: &Path, error: &parquet::errors::ParquetError) -> Self {
        Self::found(path, error)
    }

    pub(super) fn overflow(path: &Path, error: Overflow) -> Self {
        Self::found(path, &error)
    }

    fn found(path: &Path, error: &dyn fmt::Display) -> Self {
        let (path, found) = (path.to_owned(), error.to_string());
        Self::Result { path, found }
    }
}

/// Matches every period of the books whose segments are not those its folder was made of.
///
/// `folder` receives `<period>/matched.parquet` and `<year>/asymmetry.parquet`.
/// `progress` is told of every period done.
///
/// # Errors
/// [`WorldError`]; folders that were finished before stay as they are.
pub fn match_books(
    book: &Book,
    rates: &Rates,
    folder: &Path,
    options: &WorldOptions,
    progress: &(dyn Fn() + Sync),
) -> Result<WorldSummary, WorldError> {
    let periods = periods(book, options)?;
    let all: Vec<Work> = periods
        .iter()
        .map(|(period, segments)| Work::of(*period, segments, folder, options))
        .collect();
    let stale = all
        .iter()
        .filter(|work| !period::is_made_of(&work.folder, &work.inputs));
    let stale: Vec<&Work> = stale.collect();
    let reading = Reading {
        root: book.root(),
        factors: &options.factors,
        rates,
    };
    let mut summary = each(&stale, &reading, options.threads, progress)?;
    for months in all.chunk_by(|one, other| one.period.calendar_year() == other.period.calendar_year()) {
        sum_year(months, folder)?;
    }
    summary.periods = periods.len();
    Ok(summary)
}

/// Segments of each period, by vintage and import.
fn periods(book: &Book, options: &WorldOptions) -> Result<BTreeMap<Period, Vec<SegmentEntry>>, StoreError> {
    let query = Query {
        frequency: Some(options.frequency),
        as_of: options.as_of,
        datasets: (!options.datasets.is_empty()).then_some(options.datasets.as_slice()),
        ..Query::default()
    };
    let mut periods: BTreeMap<Period, Vec<SegmentEntry>> = BTreeMap::new();
    for segment in book.segments(&query)? {
        periods.entry(segment.summary.period).or_default().push(segment);
    }
    for segments in periods.values_mut() {
        segments.sort_by_key(|segment| (segment.vintage, segment.import, segment.ordinal));
    }
    Ok(periods)
}

/// A period to be matched.
struct Work {
    period: Period,
    segments: Vec<SegmentEntry>,
    folder: PathBuf,
    inputs: String,
}

impl Work {
    fn of(period: Period, segments: &[SegmentEntry], folder: &Path, options: &WorldOptions) -> Self {
        let mut inputs = format!("matched 1\nfactors {}\n", options.factors.text());
        for segment in segments {
            inputs.push_str(&format!(
                "segment {} {}\n",
                segment.summary.sha256, segment.vintage
            ));
        }
        Self {
            period,
            segments: segments.to_vec(),
            folder: folder.join(period.number().to_string()),
            inputs,
        }
    }
}

fn each(
    stale: &[&Work],
    reading: &Reading<'_>,
    threads: usize,
    progress: &(dyn Fn() + Sync),
) -> Result<WorldSummary, WorldError> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut summary = WorldSummary::default();
        while let Some(work) = stale.get(next.fetch_add(1, Ordering::Relaxed)) {
            let reports = reading.reports(&work.segments).map_err(StoreError::from)?;
            period::remake(&work.folder, &work.inputs, |folder| {
                summary.cells += period::matched(folder, &reports)?;
                Ok(())
            })?;
            summary.matched += 1;
            summary.without_rate += reports.without_rate;
            progress();
        }
        Ok::<_, WorldError>(summary)
    };
    let mut all = WorldSummary::default();
    for summary in on_threads(threads, work) {
        let summary = summary?;
        all.matched += summary.matched;
        all.cells += summary.cells;
        all.without_rate += summary.without_rate;
    }
    Ok(all)
}

/// Sums a year anew if a month of it is not what it was made of.
fn sum_year(months: &[Work], folder: &Path) -> Result<(), WorldError> {
    let Some(first) = months.first() else {
        return Ok(());
    };
    let inputs: String = months
        .iter()
        .map(|work| format!("{}\n{}", work.period, work.inputs))
        .collect();
    let place = folder.join(first.period.calendar_year().to_string());
    if period::is_made_of(&place, &inputs) {
        return Ok(());
    }
    period::remake(&place, &inputs, |place| {
        let mut sums = Vec::new();
        for work in months {
            let cube = work.folder.join("cube.parquet");
            let cube = read_cube(&cube).map_err(|error| WorldError::table(&cube, &error))?;
            sums = year::merged(sums, &cube);
        }
        write_sums(&place.join("asymmetry.parquet"), &sums)
    })
}

fn write_sums(path: &Path, sums: &[crate::kernel::CubeCell]) -> Result<(), WorldError> {
    const GROUP: usize = 500_000;
    let refused = |error| WorldError::table(path, &error);
    let file = ResultFile::cube(path, Codec::Light).map_err(refused)?;
    for (turn, sums) in sums.chunks(GROUP).enumerate() {
        file.put_cube(turn, sums).map_err(refused)?;
    }
    file.finish().map_err(refused)
}
