//! The fuzzer's promises on specimens that are damaged, a million times for each reader.
//!
//! The same cases for everybody; `cargo xtask fuzz 600 7 sdmx` looks for others.

#[path = "../../../fuzz/src/mutation.rs"]
mod mutation;
#[path = "../../../fuzz/src/target/sdmx.rs"]
mod promise;

use std::fs;
use std::path::Path;

use mutation::{Change, PIECES, changed};
use promise::Part;

/// How many damaged messages each reader is given.
const CASES: u64 = 1_000_000;

/// Numbers that follow from a number, the same for everybody.
struct Roll(u64);

impl Roll {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }

    fn change(&mut self, bytes: &[u8]) -> Change {
        let at = self.below(bytes.len() + 1);
        let (length, with) = match self.below(5) {
            0 => (self.below(4), PIECES[self.below(PIECES.len())].to_vec()),
            1 => (1, vec![self.below(256) as u8]),
            2 => (1 + self.below(40), Vec::new()),
            3 => {
                let start = self.below(bytes.len() + 1);
                let end = (start + self.below(80)).min(bytes.len());
                (self.below(40), bytes[start..end].to_vec())
            }
            _ => (1, vec![b"<>/\"'&=:;,{}[]\\?*+~%"[self.below(20)]]),
        };
        Change { at, length, with }
    }
}

/// The specimens of a folder of the repository whose names end so, sorted.
fn specimens(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    let mut all: Vec<Vec<u8>> = files.iter().map(|path| fs::read(path).unwrap()).collect();
    all.retain(|bytes| bytes.len() < 20_000);
    all
}

fn seeds(part: Part) -> Vec<Vec<u8>> {
    let (data, structure) = (
        "conformance/specimens/data",
        "crates/sdmx/tests/specimens/structure",
    );
    match part {
        Part::Csv => specimens(data, ".csv"),
        Part::Json => specimens(data, ".json"),
        Part::Ml => specimens(data, ".xml"),
        Part::StructureJson => specimens(structure, ".json"),
        Part::StructureMl => specimens(structure, ".xml"),
        Part::Query => {
            let lines = specimens("conformance/specimens/requests", ".txt").concat();
            lines.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect()
        }
    }
}

fn keeps_its_promises(part: Part) {
    let seeds = seeds(part);
    assert!(seeds.len() > 5);
    for case in 0..CASES {
        let mut roll = Roll(case);
        let mut bytes = seeds[roll.below(seeds.len())].clone();
        for _ in 0..roll.below(6) {
            let change = roll.change(&bytes);
            bytes = changed(&bytes, &[change]);
        }
        if let Err(why) = part.check(&bytes) {
            panic!("case {case}: {why}\n{}", String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn damaged_csv_is_read_alike_in_pieces_and_written_as_it_was_read() {
    keeps_its_promises(Part::Csv);
}

#[test]
fn damaged_json_is_read_alike_in_pieces_and_written_as_it_was_read() {
    keeps_its_promises(Part::Json);
}

#[test]
fn damaged_xml_is_read_alike_in_pieces_and_written_as_it_was_read() {
    keeps_its_promises(Part::Ml);
}

#[test]
fn damaged_structures_in_json_are_read_alike_in_pieces_and_written_as_they_were_read() {
    keeps_its_promises(Part::StructureJson);
}

#[test]
fn damaged_structures_in_xml_are_read_alike_in_pieces_and_written_as_they_were_read() {
    keeps_its_promises(Part::StructureMl);
}

#[test]
fn damaged_requests_are_printed_as_they_were_read() {
    keeps_its_promises(Part::Query);
    assert_eq!(Part::ALL.map(Part::name).len(), 6);
}
