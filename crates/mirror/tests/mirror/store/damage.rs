//! Damaged segments are errors that name the file; nothing panics.

use super::support::{details, home, import, rows};
use entente_mirror::book::{Columns, SegmentError, SegmentReader};
use entente_mirror::comparison::Comparison;
use entente_mirror::explain::MarginRule;
use entente_mirror::pairing::Rates;
use entente_mirror::store::{Home, Kept, Query, Record, StoreError, doctor};
use entente_mirror::world::{Factors, WorldError, WorldOptions, match_books};
use entente_trade::{Area, Flow, Frequency, Observation, Period};
use parquet::file::metadata::ParquetMetaDataReader;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

fn one_segment() -> (tempfile::TempDir, Home, PathBuf) {
    let mut made: Vec<Observation> = rows(6, 60);
    let period = made[0].period;
    made.iter_mut().for_each(|row| row.period = period);
    segment_of(&made)
}

/// A home with one segment.
fn segment_of(rows: &[Observation]) -> (tempfile::TempDir, Home, PathBuf) {
    let (folder, home) = home();
    import(&home, "bytes", details("2024-01-01"), rows);
    let segments = home.catalogue().unwrap().segments().unwrap();
    let path = home.root().join(&segments[0].path);
    (folder, home, path)
}

/// Rows of one month on several pages, nearly half of them of one pair.
fn many_pages() -> Vec<Observation> {
    let mut made: Vec<Observation> = rows(8, 13_000);
    let (period, large) = (Period::month(2017, 3).unwrap(), Area::from_code(115));
    for (at, row) in made.iter_mut().enumerate() {
        row.period = period;
        if at < 5_000 {
            (row.flow, row.reporter, row.partner) = (Flow::Export, large, large);
        }
    }
    made
}

/// Reads everything, as a query does, and every observation.
fn read(path: &Path) -> bool {
    let Ok(reader) = SegmentReader::open(path) else {
        return false;
    };
    (0..reader.groups()).all(|group| {
        let columns = reader.columns(group, 0..reader.rows(group));
        columns.is_ok_and(|columns| (0..columns.len()).all(|row| columns.observation(row).is_ok()))
    })
}

#[test]
fn no_flipped_byte_makes_a_reader_panic() {
    let (_folder, _home, path) = one_segment();
    let sound = fs::read(&path).unwrap();
    assert!(read(&path));
    silence_the_library();
    let mut refused = 0;
    for at in (0..sound.len()).step_by(2) {
        for flip in [0x01, 0x80] {
            let mut bytes = sound.clone();
            bytes[at] ^= flip;
            fs::write(&path, bytes).unwrap();
            refused += u32::from(!read(&path));
        }
    }
    assert!(refused > 100, "{refused} refused");
}

/// A panic of the Parquet library becomes an error; its message is of no use here.
fn silence_the_library() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic
            .location()
            .is_some_and(|place| place.file().contains("parquet-"))
        {
            told(panic);
        }
    }));
}

/// The rows of a segment's one group that are of a pair.
fn pair(path: &Path, exporter: u16, importer: u16) -> Result<Columns, SegmentError> {
    let reader = SegmentReader::open(path)?;
    let [exporter, importer] = [exporter, importer].map(Area::from_code);
    reader.columns(0, reader.rows_of(0, exporter, Some(importer))?)
}

/// Where the indexes lie: behind the columns, before what the file says of itself.
fn indexes(path: &Path) -> Range<usize> {
    let file = fs::File::open(path).unwrap();
    let mut reader = ParquetMetaDataReader::new();
    reader.try_parse(&file).unwrap();
    let footer = reader.metadata_size().unwrap();
    let metadata = reader.finish().unwrap();
    let columns = metadata.row_group(0).columns().iter();
    let starts = columns.filter_map(|column| column.column_index_range().or(column.offset_index_range()));
    let start = starts.map(|range| range.start).min().unwrap();
    start as usize..file.metadata().unwrap().len() as usize - footer
}

/// Of [`many_pages`]: one that fills pages, those that share one, and some without rows.
const PAIRS: [(u16, u16); 5] = [(115, 115), (107, 128), (129, 129), (99, 100), (115, 99)];

#[test]
fn no_flipped_byte_of_an_index_gives_other_rows() {
    let (_folder, _home, path) = segment_of(&many_pages());
    let sound = fs::read(&path).unwrap();
    let pairs = PAIRS;
    let expected = pairs.map(|(exporter, importer)| pair(&path, exporter, importer).unwrap());
    assert!(expected[0].len() >= 5_000 && expected[3].is_empty());
    silence_the_library();
    let (mut answered, mut refused) = (0, 0);
    for at in indexes(&path) {
        for flip in [0x01, 0x40] {
            let mut bytes = sound.clone();
            bytes[at] ^= flip;
            fs::write(&path, bytes).unwrap();
            for ((exporter, importer), expected) in pairs.into_iter().zip(&expected) {
                match pair(&path, exporter, importer) {
                    Ok(found) => {
                        assert_eq!(&found, expected, "byte {at} ^ {flip:#x}: {exporter} {importer}");
                        answered += 1;
                    }
                    Err(_) => refused += 1,
                }
            }
        }
    }
    assert!(
        answered > 100 && refused > 100,
        "{answered} answered, {refused} refused"
    );
}

#[test]
fn a_segment_cut_short_anywhere_is_refused() {
    let (_folder, home, path) = one_segment();
    let sound = fs::read(&path).unwrap();
    for length in (0..sound.len()).step_by(97) {
        fs::write(&path, &sound[..length]).unwrap();
        let error = home.book().unwrap().records(&Query::default()).unwrap_err();
        assert!(matches!(error, StoreError::Segment(_)), "{length}");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    }
}

#[test]
fn a_missing_segment_is_named() {
    let (_folder, home, path) = one_segment();
    fs::remove_file(&path).unwrap();
    let error = home.book().unwrap().records(&Query::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("cannot use segment {}{WHAT_TO_DO}", path.display())
    );
}

const WHAT_TO_DO: &str = "; run `entente doctor`, and restore the segment from a copy of the home, or import \
                          the file it was made of, which is kept in objects/sha256, into a new home";

/// Flips one bit after the other, the file's `places` given as byte and bit, and asks each time:
/// whoever answers must answer as before, all others name the file. How many did which.
fn flip<T: PartialEq>(
    path: &Path,
    places: impl Iterator<Item = (usize, usize)>,
    ask: impl Fn() -> Vec<Result<T, String>>,
) -> [u32; 2] {
    silence_the_library();
    let sound = fs::read(path).unwrap();
    let expected = ask();
    assert!(expected.iter().all(Result::is_ok));
    let name = path.display().to_string();
    let mut counts = [0, 0];
    for (at, bit) in places {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << bit;
        fs::write(path, bytes).unwrap();
        for (which, (found, expected)) in ask().iter().zip(&expected).enumerate() {
            match found {
                Ok(_) => assert!(found == expected, "byte {at}, bit {bit}, answer {which}"),
                Err(error) => assert!(error.contains(&name), "byte {at}, bit {bit}: {error}"),
            }
            counts[usize::from(found.is_err())] += 1;
        }
    }
    fs::write(path, sound).unwrap();
    counts
}

/// So many places of a file of `bytes`, by steps of a prime.
fn all_over(bytes: usize, places: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..places).map(move |turn| (turn * 104_729 % bytes, turn % 8))
}

fn records(home: &Home, pair: Option<(u16, u16)>) -> Result<Vec<Record>, StoreError> {
    home.book()?.records(&Query {
        exporter: pair.map(|(exporter, _)| Area::from_code(exporter)),
        importer: pair.map(|(_, importer)| Area::from_code(importer)),
        ..Query::default()
    })
}

/// The parts of every pair, in a pass over all books.
fn explained(home: &Home) -> Result<String, StoreError> {
    let comparison = Comparison::open(home, Rates::standard().clone(), Vec::new(), MarginRule::default())?;
    let all = comparison.all_pairs(Frequency::Monthly, None)?;
    let (mut worker, mut told) = (all.worker(), String::new());
    while worker
        .next(|sides, cell, silent| told.push_str(&format!("{sides:?} {cell:?} {silent:?}\n")))?
        .is_some()
    {}
    Ok(told)
}

/// The matched table and the cube of the one month.
fn matched(home: &Home) -> Result<[Vec<u8>; 2], WorldError> {
    let out = tempfile::tempdir().unwrap();
    let options = WorldOptions {
        frequency: Frequency::Monthly,
        as_of: None,
        datasets: Vec::new(),
        factors: Factors::parse("chapter,factor\n27,1.06\n").unwrap(),
        threads: 1,
    };
    match_books(&home.book()?, Rates::standard(), out.path(), &options, &|| {})?;
    let tables = ["201703/matched.parquet", "2017/asymmetry.parquet"];
    Ok(tables.map(|table| fs::read(out.path().join(table)).unwrap()))
}

#[test]
fn no_flipped_bit_changes_what_a_pair_or_the_world_is_told() {
    let rows: Vec<Observation> = many_pages().into_iter().step_by(130).collect();
    let (_folder, home, path) = segment_of(&rows);
    let words = |error: StoreError| error.to_string();
    let ask = || {
        vec![
            records(&home, None).map(|all| format!("{all:?}")).map_err(words),
            records(&home, Some((115, 115)))
                .map(|pair| format!("{pair:?}"))
                .map_err(words),
            explained(&home).map_err(words),
            matched(&home)
                .map(|tables| format!("{tables:?}"))
                .map_err(|error| error.to_string()),
        ]
    };
    let bytes = fs::metadata(&path).unwrap().len() as usize;
    let [answered, refused] = flip(&path, all_over(bytes, 2_000), ask);
    // Whoever answers does not read those bytes: pages only others ask for, or the first mark.
    assert!(answered > 0 && refused > 5_000, "{answered}, {refused}");
}

#[test]
fn no_flipped_bit_changes_what_is_read_of_some_pages() {
    let (_folder, home, path) = segment_of(&many_pages());
    let ask = || {
        let told = |pair| records(&home, Some(pair)).map_err(|error| error.to_string());
        PAIRS.map(told).to_vec()
    };
    let bytes = fs::metadata(&path).unwrap().len() as usize;
    let [answered, refused] = flip(&path, all_over(bytes, 2_000), ask);
    assert!(answered > 1_000 && refused > 1_000, "{answered}, {refused}");
}

#[test]
fn a_segment_whose_bytes_changed_is_refused_with_what_to_do() {
    let (_folder, home, path) = one_segment();
    let sound = fs::read(&path).unwrap();
    let told = |at: usize| {
        let mut bytes = sound.clone();
        bytes[at] ^= 1;
        fs::write(&path, bytes).unwrap();
        let error = records(&home, None).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("segment {} is damaged{WHAT_TO_DO}", path.display())
        );
        std::error::Error::source(&error).unwrap().to_string()
    };
    // The last byte of the last column's last page, and one of the footer behind the indexes.
    let body = told(indexes(&path).start - 1);
    assert_eq!(body, "Parquet error: Page CRC checksum mismatch");
    let footer = told(sound.len() - 100);
    assert!(
        footer.starts_with("Parquet error: its last ") && footer.contains(" bytes have CRC-32 "),
        "{footer}"
    );
    let complaints = doctor(home.root(), Some(&Kept::default()));
    assert_eq!(complaints.len(), 1, "{complaints:?}");
}

#[test]
fn a_book_of_before_is_read_without_its_seal() {
    let (_folder, home, _) = one_segment();
    let before = records(&home, None).unwrap();
    let ledger = rusqlite::Connection::open(home.root().join("ledger.db")).unwrap();
    ledger
        .execute_batch(
            "ALTER TABLE segment DROP COLUMN end_crc; ALTER TABLE segment DROP COLUMN end_bytes;
             ALTER TABLE segment DROP COLUMN release_stated; ALTER TABLE segment DROP COLUMN release;
             DROP TABLE standing; PRAGMA user_version = 2",
        )
        .unwrap();
    drop(ledger);
    assert_eq!(records(&home, None).unwrap(), before);
    let segments = home.catalogue().unwrap().segments().unwrap();
    assert!(segments.iter().all(|segment| segment.summary.seal.is_none()));
    import(&home, "more", details("2024-02-01"), &rows(9, 30));
    assert_eq!(doctor(home.root(), Some(&Kept::default())), []);
}
