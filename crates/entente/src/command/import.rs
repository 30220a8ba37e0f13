//! `entente import`: files into the books.

use std::fs;
use std::path::{Path, PathBuf};

use entente_mirror::import::{self, ImportError, ImportOptions, Imported, import_file};
use entente_mirror::intake::{
    self, IntakeError, Limits, Notice, Options, Problem, Reject, Sink, Skip, Stop, Summary,
};
use entente_mirror::store::{CountKind, Home, ImportReport};
use entente_trade::{Date, Observation};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::described::Described;
use crate::args::{Brief, ImportArgs};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::near;
use crate::print;

/// What became of one file, as JSON tells it.
#[derive(Debug, Default, Serialize)]
struct Outcome {
    file: String,
    status: Status,
    import: Option<u32>,
    layout: Option<&'static str>,
    dataset: Option<&'static str>,
    vintage: Option<String>,
    /// Whether the file or the command line says so; else it is the day of the import.
    vintage_stated: Option<bool>,
    /// What it was, where bytes that are there were first given a stated one.
    vintage_before: Option<String>,
    /// What the command line states and did not become the vintage, since another was stated.
    vintage_refused: Option<String>,
    rows: u64,
    landed: u64,
    rejected: u64,
    skipped: u64,
    rejects_file: Option<String>,
    reasons: Vec<(String, u64)>,
    warnings: Vec<(String, u64)>,
    /// What the file says of itself, as that only a part is there.
    notices: Vec<Told>,
    /// What it holds, if it is a structure message.
    #[serde(skip_serializing_if = "Option::is_none")]
    structures: Option<Described>,
    error: Option<String>,
    /// Whether its rows all tell their release.
    #[serde(skip)]
    released: bool,
    /// Whether it was a trial.
    #[serde(skip)]
    dry: bool,
}

/// A notice, as JSON tells it.
#[derive(Debug, Serialize)]
struct Told {
    code: String,
    severity: &'static str,
    text: String,
    /// The same in a line.
    #[serde(skip)]
    line: String,
    #[serde(skip)]
    is_error: bool,
}

impl Told {
    fn of(notice: &Notice) -> Self {
        Self {
            code: notice.code.clone(),
            severity: notice.severity,
            text: notice.text.clone(),
            line: notice.to_string(),
            is_error: notice.is_error,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    /// In the books.
    Landed,
    /// Read on trial; nothing is in the books.
    WouldLand,
    /// The same bytes were there; nothing changed.
    AlreadyThere,
    /// Nothing of it is in the books.
    #[default]
    Failed,
}

pub(crate) fn run(home: Option<&Path>, args: &ImportArgs) -> Result<Done, Failure> {
    // A trial needs no home; one that is there knows the bytes it holds.
    let home = match desk::home(home) {
        Err(_) if args.dry_run && home.is_none() => None,
        home => Some(home?),
    };
    options(args)?.refuse_days_to_come().map_err(Failure::usage)?;
    let mut outcomes = Vec::new();
    for path in &args.files {
        let outcome = brought_in((home.as_ref(), args.dry_run), path, &options(args)?);
        if args.output == Brief::Text {
            print::text(&words(&outcome))?;
        }
        outcomes.push(outcome);
    }
    finish(&outcomes, args.output)
}

/// What became of a file. One that fails is told at once and stands in nobody's way.
fn brought_in((home, dry): (Option<&Home>, bool), path: &Path, options: &ImportOptions) -> Outcome {
    let done = match home {
        Some(home) if !dry => {
            one(home, path, options).map(|imported| outcome(path, &imported, options.vintage))
        }
        home => tried(home, path, options),
    };
    done.unwrap_or_else(|failure| {
        print::error(&failure);
        Outcome {
            file: path.display().to_string(),
            error: Some(failure.message().to_owned()),
            ..Outcome::default()
        }
    })
}

fn finish(outcomes: &[Outcome], output: Brief) -> Result<Done, Failure> {
    if output == Brief::Json {
        print::rows(outcomes, crate::args::Output::Json)?;
    }
    let failed = outcomes.iter().any(|outcome| outcome.status == Status::Failed);
    let partial = |outcome: &Outcome| outcome.notices.iter().any(|notice| notice.is_error);
    let rejected = |outcome: &Outcome| outcome.rejected > 0 || partial(outcome);
    Ok(match (failed, outcomes.iter().any(rejected)) {
        (true, _) => Done::WithFailures,
        (false, true) => Done::WithRejects,
        (false, false) => Done::Wholly,
    })
}

fn options(args: &ImportArgs) -> Result<ImportOptions, Failure> {
    let today = desk::today()?;
    Ok(ImportOptions {
        layout: args.layout,
        flow: args.flow.map(|flow| flow.side()),
        release: None,
        vintage: args.vintage,
        today,
        clock: desk::clock,
        limits: Limits::default(),
    })
}

/// Imports one file with a progress bar, which shows on a terminal only.
pub(crate) fn one(home: &Home, path: &Path, options: &ImportOptions) -> Result<Imported, Failure> {
    present(path)?;
    let bar = bar(path);
    let imported = import_file(home, path, options, &mut |bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    imported.map_err(not_imported)
}

fn not_imported(error: ImportError) -> Failure {
    match error {
        ImportError::Intake(error) => unread(error, "; nothing of this file was imported"),
        ImportError::Store(_) | ImportError::DayToCome { .. } | ImportError::NotWhole { .. } => {
            Failure::from(error).hint("nothing of this file was imported")
        }
        ImportError::ReadOtherwise { .. } => Failure::from(error).hint(READ_OTHERWISE),
    }
}

/// Said of bytes that are there, read in another way than is asked now.
const READ_OTHERWISE: &str = "nothing changed, for figures that landed stay. If that import read the file wrongly, \
                              make a new home with `entente init` and import the files there, this one as it \
                              should be read";

/// A name that is no file is mistyped more often than not.
fn present(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        return Err(Failure::of(format!(
            "{}: found a folder, expected a file; name the files in it",
            path.display()
        )));
    }
    if path.exists() {
        return Ok(());
    }
    let near = near::asked(near::file(path).as_deref().map(Path::display));
    Err(Failure::of(format!("{}: no such file{near}", path.display())))
}

/// A file that cannot be read, and the option that would help if there is one.
fn unread(error: IntakeError, meanwhile: &str) -> Failure {
    let advice = match &error.problem {
        Problem::Unsaid { option: "flow", .. } => Some("say which it holds with `--flow export|import`"),
        Problem::Said { option: "flow", .. } => Some("leave out `--flow`"),
        Problem::OtherLayout { .. } => Some("without `--layout` it is recognised by its content"),
        _ => None,
    };
    let failure = Failure::from(error);
    match (advice, meanwhile) {
        (Some(advice), _) => failure.hint(format!("{advice}{meanwhile}")),
        (None, "") => failure,
        (None, meanwhile) => failure.hint(meanwhile.trim_start_matches("; ")),
    }
}

fn bar(path: &Path) -> ProgressBar {
    let bytes = path.metadata().map_or(0, |metadata| metadata.len());
    let style = ProgressStyle::with_template("{msg} {bar:30} {bytes}/{total_bytes} {eta}");
    let bar = ProgressBar::new(bytes).with_message(path.display().to_string());
    style.map_or(bar.clone(), |style| bar.with_style(style))
}

fn outcome(path: &Path, imported: &Imported, wished: Option<Date>) -> Outcome {
    let file = path.display().to_string();
    match imported {
        Imported::Landed { summary, report } => landed(file, summary, report, wished),
        Imported::AlreadyThere {
            import,
            vintage,
            before,
        } => Outcome {
            file,
            status: Status::AlreadyThere,
            import: Some(*import),
            vintage: Some(vintage.to_string()),
            vintage_stated: Some(vintage.is_stated()),
            vintage_before: before.map(|before| format!("{before:#}")),
            vintage_refused: wished
                .filter(|&day| day != vintage.day())
                .map(|day| day.to_string()),
            ..Outcome::default()
        },
    }
}

fn landed(file: String, summary: &Summary, report: &ImportReport, wished: Option<Date>) -> Outcome {
    let of = |kind: CountKind| -> Counts {
        let counts = report.counts.iter().filter(|count| count.kind == kind);
        counts.map(|count| (count.reason.clone(), count.count)).collect()
    };
    let (rejects, skips) = (of(CountKind::Reject), of(CountKind::Skip));
    Outcome {
        status: Status::Landed,
        import: Some(report.entry.id),
        vintage: Some(report.entry.vintage.to_string()),
        vintage_stated: Some(report.entry.vintage.is_stated()),
        vintage_refused: refused(summary, wished),
        landed: report.entry.landed,
        rejects_file: report.entry.rejects.as_ref().map(|file| file.path.clone()),
        dataset: match report.entry.datasets.as_slice() {
            [] => dataset(summary),
            [one] => Some(one.name()),
            _ => None,
        },
        ..counted(file, summary, rejects, skips)
    }
}

/// What was stated of rows that all tell their release, which leaves nothing to state.
fn refused(summary: &Summary, wished: Option<Date>) -> Option<String> {
    let other = wished.filter(|&day| summary.released.is_some_and(|newest| newest.day() != day));
    other.map(|day| day.to_string())
}

type Counts = Vec<(String, u64)>;

/// What a reading found, whether or not it landed.
fn counted(file: String, summary: &Summary, rejects: Counts, skips: Counts) -> Outcome {
    let total = |counts: &Counts| counts.iter().map(|(_, count)| count).sum();
    Outcome {
        file,
        layout: Some(summary.layout.name()),
        dataset: dataset(summary),
        structures: summary.described.as_deref().map(Described::of),
        released: summary.released.is_some(),
        rows: summary.rows,
        rejected: total(&rejects),
        skipped: total(&skips),
        reasons: [rejects, skips].concat(),
        warnings: named(summary.warnings.iter().map(|(one, count)| (one.name(), *count))),
        notices: summary.notices.iter().map(Told::of).collect(),
        ..Outcome::default()
    }
}

/// The dataset that a file without rows of another is of; a structure message is of none.
fn dataset(summary: &Summary) -> Option<&'static str> {
    summary.described.is_none().then(|| summary.dataset.name())
}

fn named(counts: impl Iterator<Item = (&'static str, u64)>) -> Counts {
    counts.map(|(name, count)| (name.to_owned(), count)).collect()
}

/// Said of a file that does not say when it was published.
const UNDATED: &str = "  the file does not say when it was published, so its vintage is the day of import;\n  \
                       figures of a stated vintage go before it. To state it, import it again with\n  \
                       --vintage DATE\n";

/// Said of a file that tells of an error beside its data.
const PARTIAL: &str = "  so its figures may be a part of what was asked for; what is there was read. Ask the\n  \
                       sender for the rest, in smaller parts if it was too much, and import that too\n";

/// Said of bytes whose vintage was stated before, and is stated otherwise now.
const STATED_BEFORE: &str = "  a vintage that was stated once stays, and nothing changed. If it was wrong, make a new\n  \
                             home with `entente init` and import the files there, this one with the right\n  \
                             --vintage; a revision is a file of its own\n";

fn words(outcome: &Outcome) -> String {
    let vintage = outcome.vintage.as_deref().unwrap_or("?");
    let landed = match outcome.status {
        Status::Failed => return String::new(),
        Status::AlreadyThere => {
            let (file, import) = (&outcome.file, outcome.import.unwrap_or_default());
            let change = match (&outcome.vintage_before, &outcome.vintage_refused) {
                (Some(before), _) if outcome.dry => {
                    format!("it is {before} until then; no figure would change\n")
                }
                (Some(before), _) => format!("until now {before}; no figure changed\n"),
                (None, Some(refused)) => format!("{refused} was not taken\n{STATED_BEFORE}"),
                (None, None) => "nothing changed\n".to_owned(),
            };
            return format!("{file}: already there as import {import}, vintage {vintage}; {change}");
        }
        Status::WouldLand => "would land",
        Status::Landed => "landed",
    };
    if let Some(structures) = &outcome.structures {
        let kept = match outcome.import {
            Some(import) => format!("kept as import {import}"),
            None => "would be kept".to_owned(),
        };
        let (file, layout) = (&outcome.file, outcome.layout.unwrap_or("?"));
        return format!(
            "{file}: {layout}, a structure message, {kept}\n{}",
            structures.words()
        );
    }
    let mut text = format!(
        "{}: {}, vintage {vintage}\n  {} rows: {} figures {landed}, {} left out, {} rejected\n",
        outcome.file,
        outcome.layout.unwrap_or("?"),
        outcome.rows,
        outcome.landed,
        outcome.skipped,
        outcome.rejected
    );
    for (reason, count) in outcome.reasons.iter().chain(&outcome.warnings) {
        text.push_str(&format!("    {count:>8}  {}\n", reason.replace('_', " ")));
    }
    for notice in &outcome.notices {
        text.push_str(&format!("  warning: the file says of itself: {}\n", notice.line));
    }
    if outcome.notices.iter().any(|notice| notice.is_error) {
        text.push_str(PARTIAL);
    }
    if let Some(refused) = &outcome.vintage_refused {
        text.push_str(&format!(
            "  {refused} was not taken: its rows tell their release\n"
        ));
    }
    if outcome.vintage_stated == Some(false) && !outcome.released {
        text.push_str(UNDATED);
    }
    if let Some(file) = &outcome.rejects_file {
        text.push_str(&format!("  rejected rows: {file} in the home\n"));
    }
    text
}

/// Reads and counts, and imports nothing; bytes that the home knows are not read, as in earnest.
fn tried(home: Option<&Home>, path: &Path, options: &ImportOptions) -> Result<Outcome, Failure> {
    present(path)?;
    let known = home.map(|home| import::known(home, path, options));
    if let Some(imported) = known.transpose().map_err(not_imported)?.flatten() {
        return Ok(Outcome {
            dry: true,
            ..outcome(path, &imported, options.vintage)
        });
    }
    let scratch = Scratch::new()?;
    let reading = Options {
        layout: options.layout,
        flow: options.flow,
        latest: Some(options.today),
        scratch: Some(scratch.0.clone()),
        ..Options::default()
    };
    let summary = intake::read(path, &reading, &mut Nowhere).map_err(|error| unread(error, ""))?;
    options
        .check_flow(path, summary.layout)
        .map_err(|error| unread(error, ""))?;
    let rejects = named(summary.rejected.iter().map(|(one, count)| (one.name(), *count)));
    let skips = named(summary.skipped.iter().map(|(one, count)| (one.name(), *count)));
    let vintage = options.vintage_of(&summary);
    Ok(Outcome {
        status: Status::WouldLand,
        vintage: Some(vintage.to_string()),
        vintage_stated: Some(vintage.is_stated()),
        vintage_refused: refused(&summary, options.vintage),
        landed: summary.observations,
        ..counted(path.display().to_string(), &summary, rejects, skips)
    })
}

/// A folder for what a trial puts aside, which goes with it.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, Failure> {
        let folder = std::env::temp_dir().join(format!("entente-trial-{}", std::process::id()));
        let named = |error| Failure::of(format!("cannot make {}: {error}", folder.display()));
        fs::create_dir_all(&folder).map_err(named)?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder that cannot be removed is in the way of nothing.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A sink that keeps nothing: the reading's own counts are enough.
struct Nowhere;

impl Sink for Nowhere {
    fn observe(&mut self, _: u64, _: Observation) -> Result<(), Stop> {
        Ok(())
    }

    fn reject(&mut self, _: Reject) {}

    fn skip(&mut self, _: Skip) {}

    fn progress(&mut self, _: u64) {}
}
