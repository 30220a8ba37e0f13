//! The whole world's matched tables, of which only what changed is made anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use entente_trade::{Dataset, Date, Frequency, Period};

use super::factors::Factors;
use super::period::{self, Desk};
use super::reports::Reading;
use super::year::Year;
use crate::kernel::Overflow;
use crate::pairing::Rates;
use crate::store::{Book, Query, SegmentEntry, StoreError};
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

impl AddAssign for WorldSummary {
    fn add_assign(&mut self, other: Self) {
        self.periods += other.periods;
        self.matched += other.matched;
        self.cells += other.cells;
        self.without_rate += other.without_rate;
    }
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

    pub(super) fn too_large(path: &Path) -> Self {
        Self::found(path, &"sums of 10^15 or more, expected less")
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
/// `folder` receives `<period>/matched.parquet` and `<year>/asymmetry.parquet`. What a run before made of
/// periods that the books tell nothing of any more goes.
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
    clear(folder, &periods, options.frequency)?;
    let all: Vec<Work> = periods
        .iter()
        .map(|(period, segments)| Work::of(*period, segments, folder, options))
        .collect();
    let years = Year::all(&all, folder);
    let reading = Reading {
        root: book.root(),
        rates,
    };
    let mut summary = each(&years, &reading, options, progress)?;
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

/// Removes what a run before made of periods, and of years, that the books tell nothing of any more.
fn clear(
    folder: &Path,
    periods: &BTreeMap<Period, Vec<SegmentEntry>>,
    frequency: Frequency,
) -> Result<(), WorldError> {
    let refused = |error| WorldError::disk(folder, error);
    let named = |period: &Period| [period.number().to_string(), period.calendar_year().to_string()];
    let told: BTreeSet<String> = periods.keys().flat_map(named).collect();
    let made = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        made => made.map_err(refused)?,
    };
    for made in made {
        let made = made.map_err(refused)?;
        let name = made.file_name().to_string_lossy().into_owned();
        if !told.contains(&name) && is_of(&name, &made.path(), frequency) {
            fs::remove_dir_all(made.path()).map_err(refused)?;
        }
    }
    Ok(())
}

/// Whether a folder is one that was made of a period of this frequency, or of a year of such periods.
fn is_of(name: &str, folder: &Path, frequency: Frequency) -> bool {
    let inputs = period::made_of(folder);
    let made = match name.len() {
        4 => inputs.lines().next().and_then(Period::parse),
        _ => name
            .parse()
            .ok()
            .and_then(Period::from_number)
            .filter(|_| !inputs.is_empty()),
    };
    made.is_some_and(|period| period.frequency() == frequency)
}

/// A period to be matched.
pub(super) struct Work {
    pub(super) period: Period,
    pub(super) segments: Vec<SegmentEntry>,
    pub(super) folder: PathBuf,
    pub(super) inputs: String,
}

impl Work {
    fn of(period: Period, segments: &[SegmentEntry], folder: &Path, options: &WorldOptions) -> Self {
        let mut inputs = format!("matched 3\nfactors {}\n", options.factors.text());
        for segment in segments {
            inputs.push_str(&format!(
                "segment {} {:#}\n",
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

/// Matches the stale periods of all years, and sums each year when its last one is done.
fn each(
    years: &[Year<'_>],
    reading: &Reading<'_>,
    options: &WorldOptions,
    progress: &(dyn Fn() + Sync),
) -> Result<WorldSummary, WorldError> {
    let turns = |year| Year::stale(year).map(move |month| (year, month));
    let turns: Vec<_> = years.iter().flat_map(turns).collect();
    let (next, spare) = (AtomicUsize::new(0), Mutex::default());
    let work = || {
        let mut summary = WorldSummary::default();
        let mut desk = Desk::new(&options.factors, &spare)
            .map_err(|error| WorldError::table(Path::new("zstd"), &error))?;
        while let Some(&(year, month)) = turns.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Some(month) = month {
                summary += year.match_month(month, reading, &mut desk)?;
                progress();
            }
            if year.is_ready() {
                year.sum(&mut desk)?;
            }
        }
        Ok::<_, WorldError>(summary)
    };
    let mut all = WorldSummary::default();
    for summary in on_threads(options.threads, work) {
        all += summary?;
    }
    Ok(all)
}
