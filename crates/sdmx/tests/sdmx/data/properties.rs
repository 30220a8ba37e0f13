//! What holds for all data: what is written reads back, in any pieces, and damage is only a fault.

use std::io::{BufReader, Cursor, Read};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use sdmx::data::{
    AtObservation, DatasetHead, Level, Part, Reader, Reference, Row, Shape, StructureKind, Writer,
};
use sdmx::{Action, Standard};

use super::support::{header, known, read, read_all, shape, shape_of_three};

/// Hands out at most so many bytes at a time.
struct Pieces<R>(R, usize);

impl<R: Read> Read for Pieces<R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let length = to.len().min(self.1);
        self.0.read(&mut to[..length])
    }
}

fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]))
}

fn standards() -> impl Strategy<Value = Standard> {
    let written: Vec<Standard> = Standard::ALL
        .into_iter()
        .filter(|&standard| standard != Standard::Ml3_1)
        .collect();
    proptest::sample::select(written)
}

/// Texts with what formats have to escape; never empty, which CSV cannot tell from absent.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z0-9_]{1,6}",
        "-?[0-9]{1,4}(\\.[0-9]{1,3})?",
        "[a-z;,\"&<>'\t \u{e9}\u{17d2}:\\\\\\[\\]{}~#-]{1,12}",
        Just("NaN".to_owned()),
        Just("line\nbreak".to_owned()),
    ]
}

type Told = (usize, usize, usize, Vec<Option<String>>, Vec<String>);

fn told() -> impl Strategy<Value = Vec<Told>> {
    let one = (
        0..2_usize,
        0..3_usize,
        0..4_usize,
        vec(proptest::option::of(texts()), 5),
        vec(texts(), 0..3),
    );
    vec(one, 1..12)
}

/// Rows of observations, each key once, as SDMX-JSON needs them.
fn rows(standard: Standard, told: &[Told]) -> Vec<Row> {
    let shape = shape_for(standard);
    // SDMX-JSON 1.0 has no ranges of time in its keys.
    let last = match standard {
        Standard::Json1_0 => "2020-01-01",
        _ => "2020-01-01/P1M",
    };
    let mut seen = std::collections::HashSet::new();
    let mut rows = Vec::new();
    for (freq, area, time, values, several) in told {
        if !seen.insert((freq, area, time)) {
            continue;
        }
        let mut row = Row::new();
        row.set(0, ["A", "M"][*freq]);
        row.set(1, ["KZ", "UZ", "W1"][*area]);
        row.set(2, ["2020", "2024-01", "2024-Q3", last][*time]);
        for (at, value) in values.iter().enumerate() {
            if let Some(value) = value {
                row.set(3 + at, value);
            }
        }
        if shape.components.len() > 8 && !several.is_empty() {
            let part = |(value, text): (usize, &'_ String)| (value, text.clone());
            let parts: Vec<_> = several.iter().enumerate().map(part).collect();
            let plain = parts.iter().map(|(value, text)| Part {
                value: *value,
                language: "",
                text,
            });
            row.set_many(8, plain);
            let english = |(value, text): &(usize, String)| (*value, text.clone());
            let texts: Vec<_> = parts.iter().map(english).collect();
            let in_languages = texts.iter().map(|(value, text)| Part {
                value: *value,
                language: ["en", "fr"][value % 2],
                text,
            });
            row.set_many(10, in_languages);
        }
        rows.push(row);
    }
    rows
}

fn shape_for(standard: Standard) -> Shape {
    match standard.is_three() {
        true => shape_of_three(),
        false => shape(),
    }
}

fn head(standard: Standard, at: AtObservation) -> DatasetHead {
    let structure = Reference::parse(StructureKind::Dataflow, "XX:FLOW(1.0.0)").unwrap();
    DatasetHead {
        action: (standard != Standard::Csv1_0).then_some(Action::Replace),
        at,
        ..DatasetHead::new(structure)
    }
}

fn layouts() -> impl Strategy<Value = AtObservation> {
    prop_oneof![
        Just(AtObservation::AllDimensions),
        Just(AtObservation::Dimension("TIME_PERIOD".to_owned())),
        Just(AtObservation::Dimension("AREA".to_owned())),
    ]
}

fn write(standard: Standard, shape: &Shape, at: AtObservation, rows: &[Row]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), standard, shape, &header()).unwrap();
    writer.dataset(&head(standard, at)).unwrap();
    for row in rows {
        writer.row(row).unwrap();
    }
    writer.finish().unwrap()
}

#[test]
fn what_is_written_in_any_standard_reads_back_as_the_same_rows() {
    let strategy = (standards(), layouts(), told());
    runner(3000)
        .run(&strategy, |(standard, at, told)| {
            let shape = shape_for(standard);
            let rows = rows(standard, &told);
            let written = write(standard, &shape, at, &rows);
            let (datasets, faults) = read(&written, &shape, standard);
            prop_assert_eq!(faults, Vec::new());
            let back: Vec<Row> = datasets.into_iter().flat_map(|dataset| dataset.rows).collect();
            prop_assert_eq!(back, rows);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_message_reads_alike_in_pieces_of_any_length() {
    let strategy = (standards(), layouts(), told(), 1..9_usize);
    runner(1000)
        .run(&strategy, |(standard, at, told, length)| {
            let shape = shape_for(standard);
            let written = write(standard, &shape, at, &rows(standard, &told));
            let pieces = BufReader::with_capacity(length, Pieces(Cursor::new(&written), length));
            let in_pieces = read_all(Reader::new(pieces, known(&shape, standard)));
            prop_assert_eq!(in_pieces, read(&written, &shape, standard));
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_damaged_message_is_at_most_a_fault() {
    let damage = vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6);
    let strategy = (standards(), layouts(), told(), damage);
    runner(10_000)
        .run(&strategy, |(standard, at, told, damage)| {
            let shape = shape_for(standard);
            let mut written = write(standard, &shape, at, &rows(standard, &told));
            for (index, byte, how) in damage {
                let at = index.index(written.len().max(1));
                match how {
                    0 if at < written.len() => written[at] = byte,
                    1 => written.truncate(at),
                    2 => written.insert(at, b"\"<>{}[],:;&\n"[usize::from(byte) % 12]),
                    _ if at < written.len() => drop(written.remove(at)),
                    _ => {}
                }
            }
            let whole = read(&written, &shape, standard);
            let pieces = BufReader::with_capacity(3, Pieces(Cursor::new(&written), 3));
            let mut options = known(&shape, standard);
            let in_pieces = read_all(Reader::new(pieces, options.clone()));
            prop_assert_eq!(in_pieces, whole);
            options.shapes.clear();
            read_all(Reader::new(&written[..], options));
            Ok(())
        })
        .unwrap();
}

#[test]
fn rows_of_parts_of_a_key_keep_their_level() {
    let shape = shape_of_three();
    let mut dataset = Row::new();
    dataset.set(7, "somebody");
    dataset.set_level(Level::Dataset);
    let mut group = Row::new();
    group.set(1, "KZ");
    group.set(6, "a title");
    group.set_level(Level::Group);
    group.set_group("Areas");
    let mut series = Row::new();
    series.set(0, "M");
    series.set(1, "KZ");
    series.set(5, "USD");
    series.set_level(Level::Series);
    let rows = [dataset, group, series];
    for standard in Standard::ALL {
        if matches!(standard, Standard::Ml3_1 | Standard::Json1_0 | Standard::Csv1_0) {
            continue;
        }
        let shape = match standard.is_three() {
            true => shape.clone(),
            false => super::support::shape(),
        };
        let at = AtObservation::Dimension("TIME_PERIOD".to_owned());
        let written = write(standard, &shape, at, &rows);
        let (datasets, faults) = read(&written, &shape, standard);
        assert_eq!(faults, Vec::new(), "{standard}");
        assert_eq!(datasets[0].rows, rows, "{standard}");
    }
}

/// Puts rows of parts of keys between those of observations.
fn with_parts(rows: Vec<Row>, parts: &[(usize, u8, String)]) -> Vec<Row> {
    let mut rows = rows;
    for (place, kind, text) in parts {
        let mut row = Row::new();
        match kind % 3 {
            0 => {
                row.set_level(Level::Dataset);
                row.set(7, text);
            }
            1 => {
                row.set_level(Level::Group);
                row.set_group("Areas");
                row.set(1, "KZ");
                row.set(6, text);
            }
            _ => {
                row.set_level(Level::Series);
                row.set(0, "M");
                row.set(1, "UZ");
                row.set(5, text);
            }
        }
        rows.insert(place % (rows.len() + 1), row);
    }
    rows
}

#[test]
fn rows_of_all_levels_and_several_datasets_read_back_in_their_order() {
    let parts = vec((any::<usize>(), any::<u8>(), texts()), 0..5);
    let flat = proptest::bool::ANY;
    let strategy = (standards(), flat, told(), told(), parts);
    runner(3000)
        .run(&strategy, |(standard, is_flat, one, two, parts)| {
            if matches!(standard, Standard::Csv1_0 | Standard::Json1_0) {
                return Ok(());
            }
            let at = match is_flat {
                true => AtObservation::AllDimensions,
                false => AtObservation::Dimension("TIME_PERIOD".to_owned()),
            };
            let shape = shape_for(standard);
            let all = [
                (Action::Replace, with_parts(rows(standard, &one), &parts)),
                (Action::Append, rows(standard, &two)),
            ];
            let mut writer = Writer::new(Vec::new(), standard, &shape, &header()).unwrap();
            for (action, rows) in &all {
                let mut head = head(standard, at.clone());
                head.action = Some(*action);
                writer.dataset(&head).unwrap();
                for row in rows {
                    writer.row(row).unwrap();
                }
            }
            let written = writer.finish().unwrap();
            let (datasets, faults) = read(&written, &shape, standard);
            prop_assert_eq!(faults, Vec::new());
            for (action, rows) in all {
                let back: Vec<Row> = datasets
                    .iter()
                    .filter(|dataset| dataset.head.action == Some(action))
                    .flat_map(|dataset| dataset.rows.clone())
                    .collect();
                prop_assert_eq!(back, rows);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_damaged_specimen_is_at_most_a_fault_and_alike_in_pieces() {
    let mut paths: Vec<_> = std::fs::read_dir(super::support::folder("data"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "rows"))
        .collect();
    paths.sort();
    let specimens: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    let damage = vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 0..6);
    let strategy = (
        proptest::sample::select(specimens),
        damage,
        1..40_usize,
        any::<bool>(),
    );
    runner(5000)
        .run(&strategy, |(mut bytes, damage, length, is_known)| {
            for (index, byte, how) in damage {
                let at = index.index(bytes.len().max(1));
                match how {
                    0 if at < bytes.len() => bytes[at] = byte,
                    1 if byte < 16 => bytes.truncate(at),
                    2 => bytes.insert(at, b"\"<>{}[],:;&\n"[usize::from(byte) % 12]),
                    _ if at < bytes.len() => drop(bytes.remove(at)),
                    _ => {}
                }
            }
            let mut options = known(&shape_of_three(), Standard::Csv2_1);
            if !is_known {
                options.shapes.clear();
            }
            let whole = read_all(Reader::seekable(Cursor::new(&bytes), options.clone()));
            let pieces = BufReader::with_capacity(length, Pieces(Cursor::new(&bytes), length));
            prop_assert_eq!(read_all(Reader::new(pieces, options)), whole);
            Ok(())
        })
        .unwrap();
}
