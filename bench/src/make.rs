//! Makes a world of its arguments and writes it: what `world` does and `run` needs.
//!
//! It prints nothing; the summary is the caller's to tell.

use crate::args::{Columns, WorldArgs};
use crate::failure::Outcome;
use crate::fit;
use crate::mixture::Mixture;
use crate::summary::Summary;
use crate::world::Plan;
use crate::writer::{self, Style};

/// What was made.
pub(crate) struct Made {
    pub(crate) flows: u64,
    pub(crate) areas: usize,
    pub(crate) months: i32,
    pub(crate) summary: Summary,
}

/// Makes a world and writes it, unless it is only to be counted.
///
/// # Errors
/// When the folder is not empty, a file cannot be written or the plan asks for too much.
pub(crate) fn make(args: &WorldArgs) -> Outcome<Made> {
    let mixture = Mixture::load(&args.mixture)?;
    let world = fit::world(args.records, plan(args), &mixture)?;
    let style = Style {
        format: args.format,
        columns: args.columns.list(),
        broken: args.broken,
        kinds: args.broken_kinds,
        truth: !args.no_truth,
    };
    let folder = args.out.as_deref().filter(|_| !args.dry_run);
    let summary = writer::write(&world, &style, folder)?;
    Ok(Made {
        flows: world.flows(),
        areas: world.areas.len(),
        months: world.months,
        summary,
    })
}

const fn plan(args: &WorldArgs) -> Plan {
    Plan {
        seed: args.seed,
        flows: 0.0,
        areas: args.areas,
        goods: args.commodities,
        months: args.months,
        first: args.first,
        digits: matches!(args.columns, Columns::Job),
    }
}
