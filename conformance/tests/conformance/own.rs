//! Our own specimens: what each is read as, and what is found in it, stands beside it; how it goes
//! in each standard stands in `outcomes_own.txt`.
//!
//! `BLESS=1` writes both anew.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use entente_conformance::data;
use entente_conformance::outcome::{Outcome, findings, listed, outcomes};
use entente_conformance::specimen::{Kind, Specimen, below, own, root};
use entente_conformance::structures;
use sdmx::Standard;
use sdmx::model::{Structures, Urn};
use sdmx::rest::{Api, parse};

use crate::differs;

fn folder() -> PathBuf {
    root().join("conformance/specimens")
}

/// What the specimens of data are of.
fn structure() -> Structures {
    let bytes = fs::read(folder().join("structure.xml")).unwrap();
    structures::read(&bytes, None).unwrap().structures
}

fn flow() -> Urn {
    Urn::parse("urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=XX:FLOW(1.0.0)").unwrap()
}

/// Everything a data message is read as, and what is found when it is held against the structure.
fn told_of_data(bytes: &[u8], structure: &Structures) -> String {
    let message = data::read(bytes, &data::shapes(structure), None);
    let standard = message.standard.map(|standard| standard.to_string());
    let mut text = format!("{}\n", standard.as_deref().unwrap_or("no format"));
    for dataset in &message.datasets {
        let action = dataset.head.action.map_or("no action", sdmx::Action::word);
        let at = dataset.head.at.dimension().unwrap_or("no dimension");
        writeln!(text, "{} {action}, {at}", dataset.head.structure.urn()).unwrap();
        for row in &dataset.rows {
            writeln!(text, "  {}", data::line(row, &message.shape)).unwrap();
        }
    }
    for notice in &message.notices {
        writeln!(text, "notice: {notice}").unwrap();
    }
    for fault in &message.faults {
        writeln!(text, "fault: {fault}").unwrap();
    }
    for finding in findings(bytes, structure, &flow()).unwrap() {
        if !message.faults.contains(&finding) {
            writeln!(text, "finding: {finding}").unwrap();
        }
    }
    text
}

fn told_of_structure(bytes: &[u8]) -> String {
    match structures::read(bytes, None) {
        Ok(message) => {
            let names = message.structures.iter().map(|(urn, _)| format!("  {urn}\n"));
            format!("{}\n{}", message.standard, names.collect::<String>())
        }
        Err(faults) => faults.iter().map(|fault| format!("fault: {fault}\n")).collect(),
    }
}

/// Every request of a file, as the later version prints it, or why it is refused.
fn told_of_requests(text: &str, api: Api) -> String {
    let mut told = String::new();
    for line in text.lines() {
        let (path, query) = line.split_once('?').unwrap_or((line, ""));
        match parse(api, path, query) {
            Ok(request) => {
                let printed = request.print(Api::V2);
                let printed = printed.as_deref().unwrap_or("only in version 1");
                writeln!(told, "{line}\n  {printed}").unwrap();
            }
            Err(refusal) => {
                let faults = refusal.to_string().replace('\n', "\n  ");
                writeln!(told, "{line}\n  {}: {faults}", refusal.status().number(api)).unwrap();
            }
        }
    }
    told
}

fn told(specimen: &Specimen, structure: &Structures) -> String {
    match specimen.name.split_once('/') {
        Some(("requests", file)) => {
            let api = if file == "v1.txt" { Api::V1 } else { Api::V2 };
            told_of_requests(&String::from_utf8(specimen.bytes.clone()).unwrap(), api)
        }
        Some(("data", _)) => told_of_data(&specimen.bytes, structure),
        _ => told_of_structure(&specimen.bytes),
    }
}

#[test]
fn every_specimen_is_read_as_what_stands_beside_it() {
    let (structure, mut wrong) = (structure(), Vec::new());
    let specimens = below(&folder()).unwrap();
    assert!(specimens.len() > 100, "{} specimens", specimens.len());
    for specimen in &specimens {
        let beside = folder().join(format!("{}.expected", specimen.name));
        wrong.extend(differs(&beside, &told(specimen, &structure)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_specimen_is_written_in_every_standard_and_read_back_as_the_same() {
    let (structure, mut text, mut different) = (structure(), String::new(), Vec::new());
    for folder in own() {
        for specimen in below(&folder).unwrap() {
            if specimen.kind() == Kind::Table {
                continue;
            }
            let is_of_it = folder.ends_with("conformance/specimens");
            let outcomes = outcomes(&specimen, is_of_it.then_some(&structure));
            let is_wrong = |(_, outcome): &(Standard, Outcome)| matches!(outcome, Outcome::Different(_));
            if outcomes.standards.iter().any(is_wrong) {
                different.push(format!("{}\n{}", specimen.name, listed(&outcomes.standards)));
            }
            if outcomes.faults.is_empty() {
                writeln!(text, "{}: {}", specimen.name, outcomes.what).unwrap();
                text.push_str(&listed(&outcomes.standards));
            }
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    let wrong = differs(&root().join("conformance/outcomes_own.txt"), &text);
    assert_eq!(wrong, None);
}

#[test]
fn layouts_of_one_dataset_of_our_own_read_to_the_same_rows() {
    let structure = structure();
    let rows = |name: &str| {
        let bytes = fs::read(folder().join("data").join(name)).unwrap();
        let message = data::read(&bytes, &data::shapes(&structure), None);
        assert_eq!(message.faults, Vec::new(), "{name}");
        message.rows(Standard::Csv2_1)
    };
    let first = rows("flat-three-nought.xml");
    assert_eq!(first.values().map(Vec::len).sum::<usize>(), 2);
    for specimen in below(&folder().join("data")).unwrap() {
        let layouts = ["series-", "flat-", "section-", "time-series-"];
        if layouts.iter().any(|layout| specimen.name.starts_with(layout)) {
            assert_eq!(rows(&specimen.name), first, "{}", specimen.name);
        }
    }
}
