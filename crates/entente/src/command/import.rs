//! `entente import`: files into the books.

use std::path::Path;

use entente_mirror::import::{ImportOptions, Imported, import_file};
use entente_mirror::intake::{self, Limits, Options, Reject, Sink, Skip, Stop, Summary};
use entente_mirror::store::{CountKind, Home, ImportReport};
use entente_trade::Observation;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::args::{Brief, ImportArgs};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print;

/// What became of one file, as JSON tells it.
#[derive(Debug, Serialize)]
struct Outcome {
    file: String,
    status: &'static str,
    import: Option<u32>,
    layout: Option<&'static str>,
    dataset: Option<&'static str>,
    vintage: Option<String>,
    rows: u64,
    landed: u64,
    rejected: u64,
    skipped: u64,
    rejects_file: Option<String>,
    reasons: Vec<(String, u64)>,
    warnings: Vec<(String, u64)>,
}

pub(crate) fn run(home: Option<&Path>, args: &ImportArgs) -> Result<Done, Failure> {
    if args.dry_run {
        return dry_run(args);
    }
    let home = desk::home(home)?;
    let mut outcomes = Vec::new();
    for path in &args.files {
        let imported = one(&home, path, &options(args)?)?;
        let outcome = outcome(path, &imported);
        if args.output == Brief::Text {
            print::text(&words(&outcome))?;
        }
        outcomes.push(outcome);
    }
    finish(&outcomes, args.output)
}

fn finish(outcomes: &[Outcome], output: Brief) -> Result<Done, Failure> {
    if output == Brief::Json {
        print::rows(outcomes, crate::args::Output::Json)?;
    }
    let rejected = outcomes.iter().any(|outcome| outcome.rejected > 0);
    Ok(if rejected { Done::WithRejects } else { Done::Wholly })
}

fn options(args: &ImportArgs) -> Result<ImportOptions, Failure> {
    let (imported_at, today) = desk::now()?;
    Ok(ImportOptions {
        layout: args.layout,
        flow: args.flow.map(|flow| flow.side()),
        vintage: args.vintage,
        today,
        imported_at,
        limits: Limits::default(),
    })
}

/// Imports one file with a progress bar, which shows on a terminal only.
pub(crate) fn one(home: &Home, path: &Path, options: &ImportOptions) -> Result<Imported, Failure> {
    let bar = bar(path);
    let imported = import_file(home, path, options, &mut |bytes| bar.set_position(bytes));
    bar.finish_and_clear();
    imported.map_err(|error| Failure::of(error).hint("nothing of this file was imported"))
}

fn bar(path: &Path) -> ProgressBar {
    let bytes = path.metadata().map_or(0, |metadata| metadata.len());
    let style = ProgressStyle::with_template("{msg} {bar:30} {bytes}/{total_bytes} {eta}");
    let bar = ProgressBar::new(bytes).with_message(path.display().to_string());
    style.map_or(bar.clone(), |style| bar.with_style(style))
}

fn outcome(path: &Path, imported: &Imported) -> Outcome {
    let file = path.display().to_string();
    match imported {
        Imported::Landed { summary, report } => landed(file, summary, report),
        Imported::AlreadyThere { import, vintage } => Outcome {
            file,
            status: "already_there",
            import: Some(*import),
            layout: None,
            dataset: None,
            vintage: Some(vintage.to_string()),
            rows: 0,
            landed: 0,
            rejected: 0,
            skipped: 0,
            rejects_file: None,
            reasons: Vec::new(),
            warnings: Vec::new(),
        },
    }
}

fn landed(file: String, summary: &Summary, report: &ImportReport) -> Outcome {
    let of = |kind: CountKind| -> Vec<(String, u64)> {
        let counts = report.counts.iter().filter(|count| count.kind == kind);
        counts.map(|count| (count.reason.clone(), count.count)).collect()
    };
    let total = |counts: &[(String, u64)]| counts.iter().map(|(_, count)| count).sum();
    let (rejects, skips) = (of(CountKind::Reject), of(CountKind::Skip));
    Outcome {
        file,
        status: "landed",
        import: Some(report.entry.id),
        layout: Some(summary.layout.name()),
        dataset: Some(summary.dataset.name()),
        vintage: Some(report.entry.vintage.to_string()),
        rows: summary.rows,
        landed: report.entry.landed,
        rejected: total(&rejects),
        skipped: total(&skips),
        rejects_file: report.entry.rejects.as_ref().map(|file| file.path.clone()),
        reasons: [rejects, skips].concat(),
        warnings: summary
            .warnings
            .iter()
            .map(|(one, count)| (one.name().to_owned(), *count))
            .collect(),
    }
}

fn words(outcome: &Outcome) -> String {
    let vintage = outcome.vintage.as_deref().unwrap_or("?");
    if outcome.status == "already_there" {
        let import = outcome.import.unwrap_or_default();
        return format!(
            "{}: already there as import {import}, vintage {vintage}; nothing changed\n",
            outcome.file
        );
    }
    let mut text = format!(
        "{}: {}, vintage {vintage}\n  {} rows: {} figures landed, {} left out, {} rejected\n",
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
    if let Some(file) = &outcome.rejects_file {
        text.push_str(&format!("  rejected rows: {file} in the home\n"));
    }
    text
}

/// Reads and counts, and imports nothing.
fn dry_run(args: &ImportArgs) -> Result<Done, Failure> {
    let mut rejected = false;
    for path in &args.files {
        let options = Options {
            layout: args.layout,
            flow: args.flow.map(|flow| flow.side()),
            ..Options::default()
        };
        let summary = intake::read(path, &options, &mut Nowhere)?;
        rejected |= summary.rejects() > 0;
        print::text(&format!(
            "{}: {}, {} rows: {} figures would land, {} would be rejected\n",
            path.display(),
            summary.layout,
            summary.rows,
            summary.observations,
            summary.rejects()
        ))?;
    }
    Ok(if rejected { Done::WithRejects } else { Done::Wholly })
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
