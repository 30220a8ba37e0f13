//! `entente mirror-world`: every pair in the books matched, period by period.

use std::fs;
use std::path::Path;

use entente_mirror::world::{Factors, WorldOptions, WorldSummary, match_books};
use entente_mirror::written;
use indicatif::ProgressBar;

use crate::args::MatchArgs;
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print;

pub(crate) fn run(home: Option<&Path>, args: &MatchArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let options = WorldOptions {
        frequency: args.freq.frequency(),
        as_of: args.as_of,
        datasets: args.sources.clone(),
        factors: factors(args.factors.as_deref())?,
        threads: desk::threads(args.threads),
    };
    let bar = ProgressBar::new_spinner();
    let progress = || bar.inc(1);
    let summary = match_books(
        &home.book()?,
        &written::rates(home.root())?,
        &args.out,
        &options,
        &progress,
    )
    .map_err(Failure::of)?;
    bar.finish_and_clear();
    print::text(&words(&args.out, &summary))?;
    Ok(Done::Wholly)
}

fn factors(path: Option<&Path>) -> Result<Factors, Failure> {
    let Some(path) = path else {
        return Ok(Factors::default());
    };
    let named = |error: &dyn std::fmt::Display| Failure::of(format!("{}: {error}", path.display()));
    let table = fs::read_to_string(path).map_err(|error| named(&error))?;
    Factors::parse(&table).map_err(|error| named(&error))
}

fn words(out: &Path, summary: &WorldSummary) -> String {
    let mut words = format!(
        "{}: {} cells in {} of {} periods",
        out.display(),
        summary.cells,
        summary.matched,
        summary.periods
    );
    if summary.matched < summary.periods {
        words.push_str("; the others are as they were");
    }
    if summary.without_rate > 0 {
        words.push_str(&format!(
            "; {} rows left out for want of a rate",
            summary.without_rate
        ));
    }
    words.push('\n');
    words
}
