//! Every specimen beside what it reads as: a message with what is written of it, or its faults.
//!
//! `BLESS=1` writes what is expected anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, outside test functions"
)]

use sdmx::structure::{Limits, Message, read_message, write};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specimens/structure")
}

/// The specimens, sorted by name.
fn specimens() -> Vec<PathBuf> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let is_specimen = |path: &PathBuf| {
        path.extension()
            .is_some_and(|ending| ending == "xml" || ending == "json")
    };
    let mut files: Vec<_> = files.filter(is_specimen).collect();
    files.sort();
    files
}

fn read(path: &Path) -> Result<Message, Vec<sdmx::Fault>> {
    read_message(None, fs::read(path).unwrap().as_slice(), Limits::default())
}

/// Everything a message is read as, and what is written of it in its own standard.
fn told(path: &Path) -> String {
    match read(path) {
        Ok(message) => {
            let mut bytes = Vec::new();
            let header = message.header.clone().unwrap_or_default();
            write(&message.structures, message.standard, &header, &mut bytes).unwrap();
            let passed_over = message.structures.passed_over.join("\n  ");
            format!(
                "{}\npassed over:\n  {passed_over}\n\n{}",
                message.standard,
                String::from_utf8(bytes).unwrap()
            )
        }
        Err(faults) => faults.iter().map(|fault| format!("{fault}\n")).collect(),
    }
}

#[test]
fn every_specimen_is_read_as_it_stands_beside_it() {
    let (mut differences, specimens) = (Vec::new(), specimens());
    assert_eq!(specimens.len(), 62);
    for path in specimens {
        let beside = PathBuf::from(format!("{}.expected", path.display()));
        let found = told(&path);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&beside, &found).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if expected != found {
            differences.push(format!(
                "{}\nexpected:\n{expected}\nfound:\n{found}",
                path.display()
            ));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n\n"));
}

#[test]
fn what_is_written_of_a_specimen_is_read_back_as_the_same() {
    for name in [
        "two-one.xml",
        "three-nought.xml",
        "three-one.xml",
        "one-nought.json",
        "two-nought.json",
    ] {
        let mut message = read(&folder().join(name)).unwrap();
        let mut bytes = Vec::new();
        let header = message.header.clone().unwrap();
        write(&message.structures, message.standard, &header, &mut bytes).unwrap();
        message.structures.passed_over.clear();
        assert_eq!(
            read_message(None, bytes.as_slice(), Limits::default()),
            Ok(message),
            "{name}"
        );
    }
}

#[test]
fn a_message_in_small_pieces_reads_as_the_whole() {
    struct Sips<'a>(&'a [u8]);
    impl std::io::Read for Sips<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = into.len().min(self.0.len()).min(3);
            let (now, later) = self.0.split_at(count);
            into[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }
    for path in specimens() {
        let bytes = fs::read(&path).unwrap();
        let pieces = std::io::BufReader::with_capacity(7, Sips(&bytes));
        let message = read_message(None, pieces, Limits::default());
        assert_eq!(message.is_ok(), read(&path).is_ok(), "{}", path.display());
        if let (Ok(message), Ok(whole)) = (message, read(&path)) {
            assert_eq!(message, whole, "{}", path.display());
        }
    }
}

#[test]
fn a_message_longer_than_its_limit_is_refused() {
    let bytes = fs::read(folder().join("three-one.xml")).unwrap();
    let limits = Limits {
        bytes: 3000,
        ..Limits::default()
    };
    let blocks = std::io::BufReader::with_capacity(512, bytes.as_slice());
    let faults = read_message(None, blocks, limits).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].found, "I/O error: a message of more than 3000 bytes");
}

#[test]
fn reading_stops_after_so_many_faults() {
    let codes: String = (0..50)
        .map(|_| "<s:Codelist agencyID=\"ME\" id=\"?\"/>")
        .collect();
    let spaces = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0";
    let text = format!(
        "<m:Structure xmlns:m=\"{spaces}/message\" xmlns:s=\"{spaces}/structure\"><m:Structures>\
         <s:Codelists>{codes}</s:Codelists></m:Structures></m:Structure>"
    );
    let limits = Limits {
        faults: 5,
        ..Limits::default()
    };
    let faults = read_message(None, text.as_bytes(), limits).unwrap_err();
    assert_eq!(faults.len(), 7);
    assert_eq!(
        faults[6].to_string(),
        "line 1: found more faults, expected fewer than 5"
    );
}
