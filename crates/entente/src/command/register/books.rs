//! The register of a home: read as it was known on a day, and added to by one who says who they are.

use entente_mirror::store::Home;
use entente_register::Register;
use entente_register::entry::{Act, Entry};
use entente_register::journal::{Journal, JournalError, Pages};
use entente_register::review::Refusal;
use entente_trade::Date;

use crate::desk;
use crate::failure::Failure;

/// Longest name of a person, in letters.
const LONGEST_NAME: usize = 200;

/// The register of a home as it was known on a day, and the journal it comes from.
pub(crate) fn register(home: &Home, as_of: Option<Date>) -> Result<(Register, Pages), Failure> {
    let pages = Journal::of(home.root()).read().map_err(failure)?;
    Ok((Register::of(&pages.entries, as_of), pages))
}

/// Adds an act to the journal, made of the register as it is at that moment; on trial nothing is added.
///
/// Gives the register afterwards, and the entry.
pub(crate) fn change(
    (home, by, dry): (&Home, &str, bool),
    make: impl FnOnce(&Register, &Pages) -> Result<Act, Failure>,
) -> Result<(Register, Entry), Failure> {
    let by = person(by)?;
    let (at, _) = desk::now()?;
    if dry {
        let (register, pages) = register(home, None)?;
        let entry = Entry {
            number: pages.entries.len() as u64 + 1,
            at,
            by: by.to_owned(),
            act: make(&register, &pages)?,
        };
        let entries: Vec<Entry> = pages.entries.into_iter().chain([entry.clone()]).collect();
        return Ok((Register::of(&entries, None), entry));
    }
    let mut pen = Journal::of(home.root()).pen().map_err(failure)?;
    let register = Register::of(&pen.pages().entries, None);
    let act = make(&register, pen.pages())?;
    let entry = pen.write(&at, by, act).map_err(failure)?;
    Ok((Register::of(&pen.pages().entries, None), entry))
}

/// A name that can stand in a journal.
fn person(name: &str) -> Result<&str, Failure> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.contains(char::is_control) {
        return Err(Failure::usage(format!(
            "found {name:?} for --by, expected a name of 1 to {LONGEST_NAME} letters in one line"
        )));
    }
    Ok(name)
}

pub(crate) fn failure(error: JournalError) -> Failure {
    match error {
        JournalError::Damaged { .. } => Failure::from(error).hint("nothing was changed"),
        error => Failure::from(error),
    }
}

/// A refusal is wrong usage: the register is as it was.
pub(crate) fn refused(refusal: Refusal) -> Failure {
    Failure::usage(refusal)
}
