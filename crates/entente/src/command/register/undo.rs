//! `entente register undo`: an entry counts no more.

use std::path::Path;

use entente_register::review;

use super::books;
use crate::args::UndoArgs;
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print;

pub(super) fn run(home: Option<&Path>, args: &UndoArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let mut undone = String::new();
    let (_, entry) = books::change((&home, &args.by, args.dry_run), |register, pages| {
        let act = review::undo(&pages.entries, register, args.entry).map_err(books::refused)?;
        let found = pages.entries.iter().find(|entry| entry.number == args.entry);
        undone = found.map(|entry| entry.act.words()).unwrap_or_default();
        Ok(act)
    })?;
    let would = if args.dry_run { "would be" } else { "is" };
    print::text(&format!(
        "entry {} {would} taken back: {undone}\nto have it again: entente register undo {} --by NAME\n",
        args.entry, entry.number
    ))?;
    Ok(Done::Wholly)
}
