//! Reads structure messages, writes each in its standard, and reads them back: they must be equal.
//!
//! A line for each file: what it holds, or what is wrong. With a folder before the files, what was
//! written is left there for other judges.
#![allow(clippy::print_stdout, reason = "a program for people")]

use sdmx::model::{Header, Structures};
use sdmx::structure::{Limits, Message, read_message, write};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

fn main() {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from).peekable();
    let folder = arguments.next_if(|path| path.is_dir());
    for path in arguments {
        let told = match round(&path, folder.as_deref()) {
            Ok(message) => format!("equal   {} {}", message.standard, contents(&message.structures)),
            Err(reason) => format!("FAILED  {reason}"),
        };
        println!("{}: {told}", path.display());
    }
}

fn round(path: &Path, folder: Option<&Path>) -> Result<Message, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut message = read_message(None, BufReader::new(file), Limits::default()).map_err(listed)?;
    let header = message
        .header
        .clone()
        .unwrap_or_else(|| Header::new("none", "2000-01-01", "nobody"));
    let mut bytes = Vec::new();
    write(&message.structures, message.standard, &header, &mut bytes)
        .map_err(|error| format!("write: {error}"))?;
    if let (Some(folder), Some(name)) = (folder, path.file_name()) {
        fs::write(folder.join(name), &bytes).map_err(|error| error.to_string())?;
    }
    let mut again = read_message(Some(message.standard), bytes.as_slice(), Limits::default())
        .map_err(|faults| format!("again: {}", listed(faults)))?;
    let passed_over = std::mem::take(&mut message.structures.passed_over);
    again.structures.passed_over.clear();
    let is_same = message.structures == again.structures && Some(&header) == again.header.as_ref();
    message.structures.passed_over = passed_over;
    is_same
        .then_some(message)
        .ok_or_else(|| "reads back different".to_owned())
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
