//! `entente register`: what the two states agreed and claimed, from the sentence to the status.

mod add;
mod books;
mod compare;
mod event;
mod list;
mod missed;
mod quote;
mod read;
mod review;
mod rows;
mod sheet;
mod show;
mod tables;
mod transcript;
mod undo;

use std::path::Path;

use crate::args::{RegisterArgs, RegisterCommand};
use crate::failure::{Done, Failure};

pub(super) use books::change;
pub(crate) use books::register;

pub(crate) fn run(home: Option<&Path>, args: &RegisterArgs) -> Result<Done, Failure> {
    match &args.command {
        RegisterCommand::Read(args) => read::run(home, args),
        RegisterCommand::Review(args) => review::run(home, args),
        RegisterCommand::List(args) => list::run(home, args),
        RegisterCommand::Compare(args) => compare::run(home, args),
        RegisterCommand::Show(args) => show::run(home, args),
        RegisterCommand::Add(args) => add::run(home, args),
        RegisterCommand::Event(args) => event::run(home, args),
        RegisterCommand::Undo(args) => undo::run(home, args),
        RegisterCommand::Export(args) => transcript::export(home, args),
        RegisterCommand::Import(args) => transcript::import(home, args),
    }
}
