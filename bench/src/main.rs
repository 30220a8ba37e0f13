//! The bench: makes worlds whose causes of asymmetry are known, measures how much of
//! them a comparison finds again, and how fast it is beside other engines.
//!
//! It shares no code with what it judges, and judges from files only.

mod area;
mod args;
mod block;
mod booking;
mod code;
mod contest;
mod damage;
mod decimal;
mod draw;
mod failure;
mod fate;
mod fit;
mod floor;
mod good;
mod make;
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

use args::{Args, Command, WorldArgs};
use failure::Outcome;

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::World(args) => world(&args),
        Command::Planted(args) => planted::compare(&args.truth, &args.found, args.output),
        Command::Run(args) => contest::run(&args),
        Command::Floor(args) => floor::run(&args),
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
    let made = make::make(args)?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:>14} flows of {} areas, {} months",
        made.flows, made.areas, made.months
    )?;
    Ok(made.summary.print(&mut out)?)
}
