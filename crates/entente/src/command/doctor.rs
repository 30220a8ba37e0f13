//! `entente doctor`: what is wrong with a home and what to do.

use std::path::Path;

use entente_mirror::store::{Complaint, Home, Kept, Severity, doctor};
use entente_mirror::written;
use entente_register::entry::Act;
use entente_register::journal::{self, Journal, JournalError, Pages};
use entente_register::record::Said;
use serde::Serialize;

use crate::args::{Brief, DoctorArgs, Output};
use crate::failure::{Done, Failure};
use crate::print::{self, table};

#[derive(Debug, Default, Serialize)]
struct Row {
    severity: &'static str,
    r#where: String,
    what: String,
    what_to_do: String,
}

pub(crate) fn run(home: Option<&Path>, args: &DoctorArgs) -> Result<Done, Failure> {
    let root = match home {
        Some(path) => path.to_owned(),
        None => Home::locate(&std::env::current_dir()?)?,
    };
    present(&root)?;
    let journal = Journal::of(&root).read();
    let mut complaints = doctor(&root, journal.as_ref().ok().map(kept).as_ref());
    complaints.extend(written::examine(&root));
    complaints.extend(register(journal));
    match args.output {
        Brief::Json => print::rows(&complaints.iter().map(row).collect::<Vec<_>>(), Output::Json)?,
        Brief::Text => print::text(&words(&root, &complaints))?,
    }
    let sound = complaints
        .iter()
        .all(|complaint| complaint.severity == Severity::Notice);
    Ok(if sound { Done::Wholly } else { Done::WithComplaints })
}

/// The texts that were read or kept here, and those another register had read, whose bytes need not be here.
fn kept(pages: &Pages) -> Kept {
    let mut kept = Kept::default();
    for entry in &pages.entries {
        match &entry.act {
            Act::Read { source, .. } => kept.expected.extend(hash(&source.sha256)),
            Act::Added { said, .. } => kept.expected.extend(said.iter().filter_map(copy)),
            Act::Taken {
                sources, assertions, ..
            } => {
                let sources = sources.iter().filter_map(|source| hash(&source.sha256));
                kept.admitted.extend(sources);
                kept.admitted
                    .extend(assertions.iter().filter_map(|one| copy(&one.said)));
            }
            _ => {}
        }
    }
    kept
}

/// The hash of a text of an instrument.
fn copy(said: &Said) -> Option<String> {
    match said {
        Said::TextCopy(copy) => hash(&copy.sha256),
        _ => None,
    }
}

/// A hash that can name an object.
fn hash(text: &str) -> Option<String> {
    let digits = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (text.len() == 64 && digits).then(|| text.to_owned())
}

/// What is wrong with the journal of the register.
fn register(journal: Result<Pages, JournalError>) -> Option<Complaint> {
    let complaint = |what: String, what_to_do: &str, severity| Complaint {
        what,
        where_: journal::PATH.to_owned(),
        what_to_do: what_to_do.to_owned(),
        severity,
    };
    match journal {
        Ok(pages) if pages.left == 0 => None,
        Ok(pages) => Some(complaint(
            format!(
                "found {} bytes behind the last entry, which an interrupted write left",
                pages.left
            ),
            "nothing; they count for nothing, and the next entry takes their place",
            Severity::Notice,
        )),
        Err(JournalError::Damaged { line, found, .. }) => Some(complaint(
            format!("line {line}: {found}"),
            "restore it from a copy of the home; something else than entente changed it",
            Severity::Damage,
        )),
        Err(error) => Some(complaint(
            error.to_string(),
            "see that the file can be read",
            Severity::Damage,
        )),
    }
}

/// A folder without anything of a home is not a damaged one.
fn present(root: &Path) -> Result<(), Failure> {
    let there = root.display();
    let failure = match std::fs::exists(root) {
        Ok(false) => Failure::of(format!("{there}: no such folder, so there is no home to check")),
        _ if Home::is_none(root) => Failure::of(format!("{there}: no home, for nothing of one is in it")),
        _ => return Ok(()),
    };
    Err(failure.hint(format!(
        "make one with `entente init {there} --side KAZ --partner SRB`, or name the one you have with --home"
    )))
}

fn row(complaint: &Complaint) -> Row {
    Row {
        severity: complaint.severity.name(),
        r#where: complaint.where_.clone(),
        what: complaint.what.clone(),
        what_to_do: complaint.what_to_do.clone(),
    }
}

fn words(root: &Path, complaints: &[Complaint]) -> String {
    if complaints.is_empty() {
        return format!("{}: nothing is wrong\n", root.display());
    }
    let mut text = String::new();
    for complaint in complaints {
        text.push_str(&format!("{} {}\n", complaint.severity.name(), complaint.where_));
        text.push_str(&table::wrapped(&complaint.what, 2));
        text.push_str(&table::wrapped(&format!("to do: {}", complaint.what_to_do), 2));
    }
    text
}
