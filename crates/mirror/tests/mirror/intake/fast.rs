//! The fast way and the slow way come to the same, whatever is done to the rows.

use super::mutation::{Change, PIECES, changed};
use super::support::{bytes_of, print_summary};
use entente_mirror::intake::{Options, Reject, Sink, Skip, Stop, read_stream};
use entente_trade::Observation;

/// A small generator of numbers: the same seed, the same rows.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ mixed >> 31) % sides as u64) as usize
    }

    /// A row with up to three changes; most rows have none.
    fn row(&mut self, row: &[u8]) -> Vec<u8> {
        let changes: Vec<Change> = (0..self.roll(6).saturating_sub(2))
            .map(|_| self.change())
            .collect();
        changed(row, &changes)
    }

    fn change(&mut self) -> Change {
        let with = match self.roll(3) {
            0 => vec![self.roll(256) as u8],
            1 => vec![b'0' + self.roll(10) as u8],
            _ => PIECES[self.roll(PIECES.len())].to_vec(),
        };
        Change {
            at: self.roll(4096),
            length: self.roll(3),
            with,
        }
    }

    /// A table of `rows` rows, each one of the specimen's, most of them changed.
    fn table(&mut self, specimen: &[u8], rows: usize) -> Vec<u8> {
        let mut lines = specimen.split_inclusive(|&byte| byte == b'\n');
        let mut table = lines.next().unwrap().to_vec();
        let lines: Vec<&[u8]> = lines.collect();
        for _ in 0..rows {
            let row = lines[self.roll(lines.len())];
            table.extend(self.row(row));
        }
        table
    }
}

#[derive(Debug, PartialEq)]
enum Event {
    Observed(u64, Box<Observation>),
    Rejected(Reject),
    Skipped(Skip),
}

#[derive(Default)]
struct Events(Vec<Event>);

impl Sink for Events {
    fn observe(&mut self, line: u64, observation: Observation) -> Result<(), Stop> {
        self.0.push(Event::Observed(line, Box::new(observation)));
        Ok(())
    }

    fn reject(&mut self, reject: Reject) {
        self.0.push(Event::Rejected(reject));
    }

    fn skip(&mut self, why: Skip) {
        self.0.push(Event::Skipped(why));
    }

    fn progress(&mut self, _bytes: u64) {}
}

fn events(table: &[u8], row_by_row: bool) -> (Vec<Event>, String) {
    let mut events = Events::default();
    let options = Options {
        row_by_row,
        ..Options::default()
    };
    let summary = read_stream(&mut &*table, &options, &mut events).unwrap();
    (events.0, print_summary(&summary))
}

/// Reads mutated tables both ways; how many rows were observed.
fn both_ways(name: &str, seed: u64, tables: usize, rows: usize) -> usize {
    let (specimen, mut dice, mut observed) = (bytes_of(name), Dice(seed), 0);
    for at in 0..tables {
        let table = dice.table(&specimen, rows);
        let ((fast, told), (slow, expected)) = (events(&table, false), events(&table, true));
        let first = fast.iter().zip(&slow).position(|(one, other)| one != other);
        if let Some(at_event) = first {
            assert_eq!(
                fast[at_event], slow[at_event],
                "{name}, table {at}, event {at_event}"
            );
        }
        assert_eq!((fast.len(), told), (slow.len(), expected), "{name}, table {at}");
        observed += fast
            .iter()
            .filter(|event| matches!(event, Event::Observed(..)))
            .count();
    }
    observed
}

#[test]
fn a_million_mutated_rows_are_read_the_same_fast_and_slow() {
    assert!(both_ways("comtrade_traps.csv", 7, 18, 50_000) > 100_000);
    assert!(both_ways("comtrade_monthly.csv", 11, 4, 25_000) > 20_000);
}

#[test]
fn a_record_longer_than_a_block_is_passed_over_both_ways() {
    let mut table = Dice(3).table(&bytes_of("comtrade_monthly.csv"), 200);
    table.extend_from_slice(b"C,M,\"");
    table.resize(table.len() + (20 << 20), b'x');
    table.extend_from_slice(b"\"\nC,M,1\n");
    assert_eq!(events(&table, false), events(&table, true));
}
