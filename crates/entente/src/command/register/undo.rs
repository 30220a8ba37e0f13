//! `entente register undo`: an entry counts no more.

use std::path::Path;

use entente_register::entry::Entry;
use entente_register::review;

use super::books;
use crate::args::UndoArgs;
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print::{self, table};

pub(super) fn run(home: Option<&Path>, args: &UndoArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let (mut undone, mut before) = (String::new(), Vec::new());
    let (_, entry) = books::change((&home, &args.by, args.dry_run), |register, pages| {
        let act = review::undo(&pages.entries, register, args.entry).map_err(books::refused)?;
        let found = pages.entries.iter().find(|entry| entry.number == args.entry);
        undone = found.map(|entry| entry.act.words()).unwrap_or_default();
        before.clone_from(&pages.entries);
        Ok(act)
    })?;
    let after: Vec<Entry> = before.iter().cloned().chain([entry.clone()]).collect();
    let falls: Vec<String> = review::falls(&before, &after)
        .iter()
        .filter_map(|number| before.iter().find(|entry| entry.number == *number))
        .map(|entry| format!("entry {} ({}: {})", entry.number, entry.by, entry.act.words()))
        .collect();
    let would = if args.dry_run { "would be" } else { "is" };
    let mut text = table::wrapped(&format!("entry {} {would} taken back: {undone}", args.entry), 0);
    if !falls.is_empty() {
        let words = format!(
            "what was said of it since falls with it, for nothing is left that it speaks of, and comes back with \
             it: {}",
            falls.join("; ")
        );
        text.push_str(&table::wrapped(&words, 2));
    }
    text.push_str(&format!(
        "to have it again: entente register undo {} --by NAME\n",
        entry.number
    ));
    print::text(&text)?;
    Ok(Done::Wholly)
}
