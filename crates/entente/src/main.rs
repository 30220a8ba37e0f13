//! Two states sign; Entente keeps the count.
//!
//! The binary: commands, configuration, wiring. It is the only room that
//! prints, reads the environment and the clock, or picks an exit code.

mod args;
mod command;
mod desk;
mod dissemination;
mod exchange;
mod failure;
mod near;
mod print;
mod views;
mod web;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use failure::{Done, Failure};

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(done) => done.code(),
        Err(failure) => {
            print::error(&failure);
            failure.code()
        }
    }
}

fn run(arguments: Arguments) -> Result<Done, Failure> {
    let home = arguments.home.as_deref();
    match arguments.command {
        Command::Init(args) => command::init::run(&args),
        Command::Import(args) => command::import::run(home, &args),
        Command::Mirror(args) => command::mirror::run(home, &args),
        Command::Explain(args) => command::explain::run(home, &args),
        Command::Brief(args) => command::brief::run(home, &args),
        Command::Indicators(args) => command::indicators::run(home, &args),
        Command::ExplainWorld(args) => command::world::run(home, &args),
        Command::Doctor(args) => command::doctor::run(home, &args),
        Command::Rebuild(args) => command::rebuild::run(home, &args),
        Command::Export(args) => command::export::run(home, &args),
        Command::Serve(args) => command::serve::run(home, &args),
        Command::MirrorWorld(args) => command::mirror_world::run(home, &args),
        Command::BenchJob(args) => command::job::run(&args),
        Command::Register(args) => command::register::run(home, &args),
        Command::Claims(args) => command::claims::run(home, &args),
        Command::Demo(args) => command::demo::run(home, &args),
        exchanged => command::exchange::run(home, &exchanged),
    }
}
