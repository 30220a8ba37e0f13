//! The commands of the exchange: keys, the partner, the annex, releases, pulling and answering.

mod agree;
mod bundle;
mod calendar;
pub(super) mod demo;
mod fsck;
mod keys;
mod log;
mod peer;
mod proof;
mod pull;
mod release;
mod show;
mod status;
mod talk;
mod verdict;

use std::path::Path;

use crate::args::Command;
use crate::failure::{Done, Failure};

/// Runs a command of the exchange. The others are not its.
pub(crate) fn run(home: Option<&Path>, command: &Command) -> Result<Done, Failure> {
    match command {
        Command::Keys(args) => keys::run(home, args),
        Command::Peer(args) => peer::run(home, args),
        Command::Agree(args) => agree::run(home, args),
        Command::Release(args) => release::run(home, args),
        Command::Calendar(args) => calendar::run(home, args),
        Command::Withdraw(args) => release::withdraw(home, args),
        Command::Pull(args) => pull::run(home, args.from.as_deref(), args.output),
        Command::Bundle(args) => bundle::run(home, args),
        Command::Verdict(args) => verdict::run(home, args),
        Command::Ask(args) => talk::ask(home, args),
        Command::Answer(args) => talk::answer(home, args),
        Command::Status(args) => status::run(home, args),
        Command::Log(args) => log::run(home, args),
        Command::Proof(args) => proof::run(home, args),
        Command::Verify(args) => proof::verify(args),
        Command::Fsck(args) => fsck::run(home, args),
        other => Err(Failure::usage(format!("{other:?} is no command of the exchange"))),
    }
}
