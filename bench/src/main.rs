//! The bench: makes worlds whose causes of asymmetry are known, and measures how
//! much of them a comparison finds again.
//!
//! It shares no code with what it judges, and judges from files only.

mod area;
mod args;
mod block;
mod booking;
mod code;
mod damage;
mod decimal;
mod draw;
mod failure;
mod fate;
mod fit;
mod good;
mod mixture;
mod pair;
mod parcel;
mod planted;
mod record;
mod side_files;
mod summary;
mod table;
mod table_csv;
mod table_parquet;
mod truth;
mod world;
mod writer;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Columns, Command, WorldArgs};
use failure::Outcome;
use mixture::Mixture;
use world::Plan;
use writer::Style;

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::World(args) => world(&args),
        Command::Planted(args) => planted::compare(&args.truth, &args.found, args.output),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "entente-bench: {why}");
            ExitCode::FAILURE
        }
    }
}

fn world(args: &WorldArgs) -> Outcome<()> {
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
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:>14} flows of {} areas, {} months",
        world.flows(),
        world.areas.len(),
        world.months
    )?;
    Ok(summary.print(&mut out)?)
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
