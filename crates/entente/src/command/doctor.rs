//! `entente doctor`: what is wrong with a home and what to do.

use std::path::Path;

use entente_mirror::store::{Complaint, Home, Severity, doctor};
use entente_mirror::written;
use entente_register::journal::{self, Journal, JournalError};
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
    let mut complaints = doctor(&root);
    complaints.extend(written::examine(&root));
    complaints.extend(register(&root));
    match args.output {
        Brief::Json => print::rows(&complaints.iter().map(row).collect::<Vec<_>>(), Output::Json)?,
        Brief::Text => print::text(&words(&root, &complaints))?,
    }
    let sound = complaints
        .iter()
        .all(|complaint| complaint.severity == Severity::Notice);
    Ok(if sound { Done::Wholly } else { Done::WithComplaints })
}

/// What is wrong with the journal of the register.
fn register(root: &Path) -> Option<Complaint> {
    let complaint = |what: String, what_to_do: &str, severity| Complaint {
        what,
        where_: journal::PATH.to_owned(),
        what_to_do: what_to_do.to_owned(),
        severity,
    };
    match Journal::of(root).read() {
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
