//! Reads structure messages, writes each in every standard, and reads them back: what a standard
//! can say must come back equal.
//!
//! It says of each file what it holds, and of each standard how it went. With a folder before the
//! files, what was written is left there for other judges.
#![allow(clippy::print_stdout, reason = "a program for people")]

use sdmx::model::{Header, Structures};
use sdmx::structure::{Limits, Message, WriteError, read_message, write};
use sdmx::{Family, Standard};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

fn main() {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from).peekable();
    let folder = arguments.next_if(|path| path.is_dir());
    for path in arguments {
        match read_file(&path) {
            Ok(message) => told(&path, &message, folder.as_deref()),
            Err(reason) => println!("{}: FAILED  {reason}", path.display()),
        }
    }
}

fn read_file(path: &Path) -> Result<Message, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    read_message(None, BufReader::new(file), Limits::default()).map_err(listed)
}

fn told(path: &Path, message: &Message, folder: Option<&Path>) {
    println!(
        "{}: {} {}",
        path.display(),
        message.standard,
        contents(&message.structures)
    );
    for standard in Standard::ALL
        .into_iter()
        .filter(|standard| *standard != Standard::Ml2_1Generic)
    {
        let own = if standard == message.standard {
            "own  "
        } else {
            "other"
        };
        match round(path, message, standard, folder) {
            Ok(()) => println!("  {own} {standard}: equal"),
            Err(reason) => println!("  {own} {standard}: {reason}"),
        }
    }
}

/// Writes a message in a standard and reads it back.
fn round(path: &Path, message: &Message, standard: Standard, folder: Option<&Path>) -> Result<(), String> {
    let mut header = message
        .header
        .clone()
        .unwrap_or_else(|| Header::new("none", "2000-01-01", "nobody"));
    let mut bytes = Vec::new();
    if standard != message.standard {
        header = Header::new("other", header.prepared, header.sender.id);
    }
    write(&message.structures, standard, &header, &mut bytes).map_err(|error| match error {
        WriteError::Faults(faults) => format!("not to be said: {}", listed(faults)),
        error => error.to_string(),
    })?;
    if let (Some(folder), Some(name)) = (folder, path.file_stem()) {
        let ending = if standard.family() == Family::Json {
            "json"
        } else {
            "xml"
        };
        let name = format!("{}.{standard}.{ending}", name.to_string_lossy());
        fs::write(folder.join(name), &bytes).map_err(|error| error.to_string())?;
    }
    let again = read_message(Some(standard), bytes.as_slice(), Limits::default())
        .map_err(|faults| format!("FAILED  again: {}", listed(faults)))?;
    let mut wanted = message.structures.clone();
    wanted.passed_over.clear();
    if standard.is_three() {
        wanted = without_finality(wanted);
    }
    let is_same = wanted == again.structures && Some(&header) == again.header.as_ref();
    if is_same {
        Ok(())
    } else {
        Err("FAILED  reads back different".to_owned())
    }
}

/// The mark that SDMX 3 does not write.
fn without_finality(structures: Structures) -> Structures {
    let mut others = Structures::new();
    others.availabilities.clone_from(&structures.availabilities);
    for (_, artefact) in structures.iter() {
        let mut artefact = artefact.clone();
        artefact.maintainable_mut().is_final = false;
        others.insert(artefact);
    }
    others
}

fn listed(faults: Vec<sdmx::Fault>) -> String {
    let count = faults.len();
    let some: Vec<_> = faults.iter().take(6).map(ToString::to_string).collect();
    format!("{count} faults: {}", some.join("; "))
}

fn contents(structures: &Structures) -> String {
    let mut counts = BTreeMap::new();
    for (urn, _) in structures.iter() {
        *counts.entry(urn.class.word()).or_insert(0) += 1;
    }
    let counts: Vec<_> = counts
        .iter()
        .map(|(class, count)| format!("{class} {count}"))
        .collect();
    let mut passed: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &structures.passed_over {
        *passed.entry(name.split('=').next().unwrap_or(name)).or_insert(0) += 1;
    }
    let passed = if passed.is_empty() {
        String::new()
    } else {
        format!("; passed over {passed:?}")
    };
    format!("{}{passed}", counts.join(", "))
}
