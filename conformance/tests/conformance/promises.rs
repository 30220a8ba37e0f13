//! The fuzzer's promises on specimens that are damaged, a million times for each reader.
//!
//! The same cases for everybody; `cargo xtask fuzz 600 7 sdmx` looks for others.

#[path = "../../../fuzz/src/mutation.rs"]
mod mutation;
#[path = "../../../fuzz/src/target/sdmx.rs"]
mod promise;

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

/// What is damaged. The shorter a specimen the more often it is drawn, so that each takes about
/// the same time; else the few long ones would take nearly all. What is wrong before it is
/// damaged is drawn seldom: little is promised of it.
struct Urn {
    seeds: Vec<Vec<u8>>,
    /// Where the lots of each specimen end.
    ends: Vec<usize>,
}

impl Urn {
    fn of(part: Part, seeds: Vec<Vec<u8>>) -> Self {
        let lots = |seed: &Vec<u8>| {
            let times = if part.check(seed) == Ok(true) { 10 } else { 1 };
            1 + times * 1_000_000 / (seed.len() + 100)
        };
        let ends = seeds.iter().scan(0, |end, seed| {
            *end += lots(seed);
            Some(*end)
        });
        Self {
            ends: ends.collect(),
            seeds,
        }
    }

    fn draw(&self, roll: &mut Roll) -> &[u8] {
        let lot = roll.below(self.ends[self.ends.len() - 1]);
        &self.seeds[self.ends.partition_point(|end| *end <= lot)]
    }
}

fn keeps_its_promises(part: Part) {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let seeds = part.specimens(&repository).unwrap();
    assert!(seeds.len() > 20, "{} specimens", seeds.len());
    let urn = Urn::of(part, seeds);
    let mut written = 0;
    for case in 0..CASES {
        let mut roll = Roll(case);
        let mut bytes = urn.draw(&mut roll).to_vec();
        for _ in 0..roll.below(6) {
            let change = roll.change(&bytes);
            bytes = changed(&bytes, &[change]);
        }
        match part.check(&bytes) {
            Ok(is_written) => written += u64::from(is_written),
            Err(why) => panic!("case {case}: {why}\n{}", String::from_utf8_lossy(&bytes)),
        }
    }
    // Else nothing would have been held to most of the promises.
    assert!(written > CASES / 50, "{written} written");
}

#[test]
fn damaged_csv_1_0_is_read_alike_in_pieces_and_written_as_it_was_read() {
    keeps_its_promises(Part::Csv1_0);
}

#[test]
fn damaged_csv_2_0_is_read_alike_in_pieces_and_written_as_it_was_read() {
    keeps_its_promises(Part::Csv2_0);
}

#[test]
fn damaged_csv_2_1_is_read_alike_in_pieces_and_written_as_it_was_read() {
    keeps_its_promises(Part::Csv2_1);
}

#[test]
fn damaged_json_is_read_alike_in_pieces_and_written_as_it_was_read() {
    keeps_its_promises(Part::Json);
}

#[test]
fn damaged_generic_xml_is_read_alike_in_pieces_and_written_as_it_was_read() {
    keeps_its_promises(Part::MlGeneric);
}

#[test]
fn damaged_structure_specific_xml_is_read_alike_in_pieces_and_written_as_it_was_read() {
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
fn damaged_requests_of_rest_1_5_are_printed_as_they_were_read() {
    keeps_its_promises(Part::QueryV1);
}

#[test]
fn damaged_requests_of_rest_2_2_are_printed_as_they_were_read() {
    keeps_its_promises(Part::QueryV2);
}

#[test]
fn every_reader_has_a_name_of_its_own() {
    let mut names = Part::ALL.map(Part::name).to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Part::ALL.len());
}
