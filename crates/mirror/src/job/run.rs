//! The job from file to files.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use super::codes::Codes;
use super::csv::Text;
use super::error::JobError;
use super::parquet::Table;
use super::rejects::Rejects;
use super::row::{Judge, Room};
use super::spill::Run;
use super::tally::Tally;
use crate::kernel::{Buckets, GROUP, Merge, Piece, Span, TOLERANCE};
use crate::pages::{Codec, Press};
use crate::tables::ResultFile;
use crate::threads::on_threads;

/// How a job runs.
#[derive(Clone, Copy, Debug)]
pub struct JobOptions {
    /// Threads.
    pub threads: usize,
    /// Compression of the tables.
    pub codec: Codec,
    /// Memory the whole job may take; beyond it reports are put aside beside the tables.
    pub memory_bytes: usize,
}

/// Memory for everything but the reports: what is read, matched and written at a time.
const WORKING: usize = 384 << 20;

/// Fewest spans the reports are cut into, unless those would be very small.
const SPANS: usize = 24;

/// Where rows come from.
enum Source {
    Text(Box<Text>),
    Table(Table),
}

impl Source {
    fn open(path: &Path, threads: usize) -> Result<Self, JobError> {
        let mut magic = Vec::new();
        let mut file = File::open(path).map_err(JobError::reading(path))?;
        (&mut file)
            .take(4)
            .read_to_end(&mut magic)
            .map_err(JobError::reading(path))?;
        Ok(match magic.as_slice() {
            b"PAR1" => Self::Table(Table::open(path, threads)?),
            _ => Self::Text(Box::new(Text::open(path)?)),
        })
    }

    /// Lines of the file before its first row: the header of a text.
    const fn lines_before(&self) -> u64 {
        matches!(self, Self::Text(_)) as u64
    }

    fn work(&self, path: &Path, judge: &mut Judge<'_>) -> Result<(), JobError> {
        match self {
            Self::Text(text) => text.work(path, judge),
            Self::Table(table) => table.work(judge),
        }
    }
}

/// Does the job: records of `input`, judged by `codes`, into two tables in `folder`, and beside
/// them the lines of the rows that broke a rule.
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
    let source = Source::open(input, options.threads)?;
    std::fs::create_dir_all(folder).map_err(JobError::writing(folder))?;
    let (tally, rejects, reports) = collect(&source, input, codes, folder, options)?;
    let listed = folder.join("rejects.csv");
    rejects
        .write(&listed, source.lines_before())
        .map_err(JobError::writing(&listed))?;
    let damage = JobError::damage(folder);
    let output = Output {
        codec: options.codec,
        factors: codes.factors(),
        matched: ResultFile::matched(&folder.join("matched.parquet"), options.codec).map_err(&damage)?,
        cube: ResultFile::cube(&folder.join("asymmetry.parquet"), options.codec).map_err(&damage)?,
    };
    let cells = compare(&reports, &output, folder, options.threads)?;
    output.matched.finish().map_err(&damage)?;
    output.cube.finish().map_err(&damage)?;
    Ok((tally, cells))
}

/// The two tables.
struct Output {
    codec: Codec,
    /// CIF factors of the chapters.
    factors: [f64; 100],
    matched: ResultFile,
    cube: ResultFile,
}

/// All reports, by the thread that read them, in memory and on disk.
#[derive(Default)]
struct Reports {
    held: Vec<Buckets>,
    runs: Vec<Run>,
}

fn collect(
    source: &Source,
    input: &Path,
    codes: &Codes,
    folder: &Path,
    options: &JobOptions,
) -> Result<(Tally, Rejects, Reports), JobError> {
    let room = Room {
        bytes: options.memory_bytes.saturating_sub(WORKING) / options.threads.max(1),
        folder,
        runs: &AtomicUsize::new(0),
    };
    let work = || {
        let mut judge = Judge::new(codes, room);
        source
            .work(input, &mut judge)
            .map(|()| (judge.tally, judge.rejects, judge.buckets, judge.runs))
    };
    let (mut tally, mut rejects) = (Tally::default(), Rejects::default());
    let mut reports = Reports::default();
    for outcome in on_threads(options.threads, work) {
        let (rows, rejected, buckets, runs) = outcome?;
        tally += rows;
        rejects.append(rejected);
        reports.held.push(buckets);
        reports.runs.extend(runs);
    }
    Ok((tally, rejects, reports))
}

impl Reports {
    /// Buckets with enough reports for a row group each.
    fn spans(&self) -> Vec<Span> {
        let mut counts = vec![0; Buckets::COUNT];
        let mut add = |more: &mut dyn Iterator<Item = usize>| {
            counts
                .iter_mut()
                .zip(more)
                .for_each(|(count, more)| *count += more);
        };
        for held in &self.held {
            add(&mut held.counts().into_iter());
        }
        for run in &self.runs {
            add(&mut run.counts());
        }
        // Enough spans that no core waits long for the last one, however few the reports.
        let least = counts.iter().sum::<usize>() / SPANS;
        Buckets::spans(&counts, least.clamp(GROUP / 10, GROUP))
    }

    /// Matches the reports of some buckets.
    fn matched(&self, span: Span, merge: &mut Merge) -> Result<(), JobError> {
        let mut parts = Vec::with_capacity(self.runs.len());
        for run in &self.runs {
            parts.push(run.read(span).map_err(JobError::reading(run.path()))?);
        }
        let buckets = |held| (span.first..span.after).map(move |at| (held, at));
        let held = || self.held.iter().flat_map(buckets);
        let mut exports: Vec<Piece<'_>> = held().flat_map(|(held, at)| held.exports_of(at)).collect();
        let mut imports: Vec<Piece<'_>> = held().flat_map(|(held, at)| held.imports_of(at)).collect();
        for part in &parts {
            exports.extend(part.exports());
            imports.extend(part.imports());
        }
        merge.clear();
        let matched = merge.unsorted(
            exports.iter().flat_map(Piece::reports),
            imports.iter().flat_map(Piece::reports),
        );
        let sums = "sums of 18 digits";
        matched.map_err(|overflow| JobError::new(Path::new("records"), overflow.to_string(), sums))
    }
}

/// Matches span after span, and writes each as a row group.
fn compare(reports: &Reports, output: &Output, folder: &Path, threads: usize) -> Result<u64, JobError> {
    let spans = reports.spans();
    let (next, cells) = (AtomicUsize::new(0), AtomicU64::new(0));
    let damage = JobError::damage(folder);
    let work = || {
        let mut merge = Merge::new(TOLERANCE, output.factors);
        let mut press = Press::new(output.codec).map_err(&damage)?;
        while let Some((turn, span)) = next_of(&next, &spans) {
            reports.matched(span, &mut merge)?;
            cells.fetch_add(merge.matched.len() as u64, Ordering::Relaxed);
            output
                .matched
                .put_matched(turn, &merge.matched, &mut press)
                .map_err(&damage)?;
            output
                .cube
                .put_cube(turn, &merge.cube.cells, &output.factors, &mut press)
                .map_err(&damage)?;
        }
        Ok(())
    };
    on_threads(threads, work)
        .into_iter()
        .collect::<Result<(), JobError>>()?;
    Ok(cells.into_inner())
}

fn next_of(next: &AtomicUsize, spans: &[Span]) -> Option<(usize, Span)> {
    let turn = next.fetch_add(1, Ordering::Relaxed);
    spans.get(turn).map(|&span| (turn, span))
}
