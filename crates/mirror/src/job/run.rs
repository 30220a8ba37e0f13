//! The job from file to files.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::codes::Codes;
use super::csv::Text;
use super::error::JobError;
use super::parquet::Table;
use super::row::Judge;
use super::tally::Tally;
use crate::kernel::{Buckets, Merge, Span};
use crate::tables::{Codec, ResultFile};
use crate::threads::on_threads;

/// How a job runs.
#[derive(Clone, Copy, Debug)]
pub struct JobOptions {
    /// Threads.
    pub threads: usize,
    /// Compression of the tables.
    pub codec: Codec,
}

/// Differences up to this share of the larger value agree.
const TOLERANCE: f64 = 0.1;
/// Fewest reports of a row group.
const GROUP: usize = 200_000;

/// Where rows come from.
enum Source {
    Text(Box<Text>),
    Table(Table),
}

impl Source {
    fn open(path: &Path) -> Result<Self, JobError> {
        let mut magic = Vec::new();
        let mut file = File::open(path).map_err(JobError::reading(path))?;
        (&mut file)
            .take(4)
            .read_to_end(&mut magic)
            .map_err(JobError::reading(path))?;
        Ok(match magic.as_slice() {
            b"PAR1" => Self::Table(Table::open(path)?),
            _ => Self::Text(Box::new(Text::open(path)?)),
        })
    }

    fn work(&self, path: &Path, judge: &mut Judge<'_>) -> Result<(), JobError> {
        match self {
            Self::Text(text) => text.work(path, judge),
            Self::Table(table) => table.work(judge),
        }
    }
}

/// Does the job: records of `input`, judged by `codes`, into two tables in `folder`.
///
/// Returns what became of the rows and how many cells there are.
///
/// # Errors
/// [`JobError`] when a file cannot be read or written, or is not what it should be.
pub fn run(
    input: &Path,
    codes: &Codes,
    folder: &Path,
    options: &JobOptions,
) -> Result<(Tally, u64), JobError> {
    let source = Source::open(input)?;
    let (tally, buckets) = collect(&source, input, codes, options.threads)?;
    std::fs::create_dir_all(folder).map_err(JobError::writing(folder))?;
    let damage = JobError::damage(folder);
    let output = Output {
        matched: ResultFile::matched(&folder.join("matched.parquet"), options.codec).map_err(&damage)?,
        cube: ResultFile::cube(&folder.join("asymmetry.parquet"), options.codec).map_err(&damage)?,
    };
    let cells = compare(buckets, &output, folder, options.threads)?;
    output.matched.finish().map_err(&damage)?;
    output.cube.finish().map_err(&damage)?;
    Ok((tally, cells))
}

/// The two tables.
struct Output {
    matched: ResultFile,
    cube: ResultFile,
}

fn collect(
    source: &Source,
    input: &Path,
    codes: &Codes,
    threads: usize,
) -> Result<(Tally, Vec<Buckets>), JobError> {
    let work = || {
        let mut judge = Judge::new(codes);
        source
            .work(input, &mut judge)
            .map(|()| (judge.tally, judge.buckets))
    };
    let mut tally = Tally::default();
    let mut all = Vec::new();
    for outcome in on_threads(threads, work) {
        let (rows, buckets) = outcome?;
        tally += rows;
        all.push(buckets);
    }
    Ok((tally, all))
}

/// Matches bucket after bucket, and writes each span as a row group.
fn compare(buckets: Vec<Buckets>, output: &Output, folder: &Path, threads: usize) -> Result<u64, JobError> {
    let spans = Buckets::spans(&buckets, GROUP);
    let buckets: Vec<Mutex<Buckets>> = buckets.into_iter().map(Mutex::new).collect();
    let (next, cells) = (AtomicUsize::new(0), AtomicU64::new(0));
    let work = || {
        loop {
            let turn = next.fetch_add(1, Ordering::Relaxed);
            let Some(&span) = spans.get(turn) else {
                return Ok(());
            };
            let merge = matched(&buckets, span)
                .map_err(|overflow| JobError::new(folder, overflow.to_string(), "sums of 64 bits"))?;
            cells.fetch_add(merge.matched.len() as u64, Ordering::Relaxed);
            output
                .matched
                .put_matched(turn, &merge.matched)
                .map_err(JobError::damage(folder))?;
            output
                .cube
                .put_cube(turn, &merge.cube.cells)
                .map_err(JobError::damage(folder))?;
        }
    };
    on_threads(threads, work)
        .into_iter()
        .collect::<Result<(), JobError>>()?;
    Ok(cells.into_inner())
}

fn matched(buckets: &[Mutex<Buckets>], span: Span) -> Result<Merge, crate::kernel::Overflow> {
    let (mut exports, mut imports) = (Vec::new(), Vec::new());
    for buckets in buckets {
        let mut buckets = buckets.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        buckets.drain_into(span, &mut exports, &mut imports);
    }
    let mut merge = Merge::new(TOLERANCE);
    merge.unsorted(&mut exports, &mut imports)?;
    Ok(merge)
}
