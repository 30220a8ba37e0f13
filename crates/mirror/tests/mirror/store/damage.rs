//! Damaged segments are errors that name the file; nothing panics.

use super::support::{details, home, import, rows};
use entente_mirror::book::{Columns, SegmentError, SegmentReader};
use entente_mirror::store::{Home, Query, StoreError};
use entente_trade::{Area, Flow, Observation};
use parquet::file::metadata::ParquetMetaDataReader;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

fn one_segment() -> (tempfile::TempDir, Home, PathBuf) {
    let (folder, home) = home();
    let mut made: Vec<Observation> = rows(6, 60);
    let period = made[0].period;
    made.iter_mut().for_each(|row| row.period = period);
    import(&home, "bytes", details("2024-01-01"), &made);
    let segments = home.catalogue().unwrap().segments().unwrap();
    let path = home.root().join(&segments[0].path);
    (folder, home, path)
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

#[test]
fn no_flipped_byte_of_an_index_gives_other_rows() {
    let (_folder, home) = home();
    let mut made: Vec<Observation> = rows(8, 13_000);
    let (period, large) = (made[0].period, Area::from_code(115));
    for (at, row) in made.iter_mut().enumerate() {
        row.period = period;
        if at < 5_000 {
            (row.flow, row.reporter, row.partner) = (Flow::Export, large, large);
        }
    }
    import(&home, "bytes", details("2024-01-01"), &made);
    let path = home
        .root()
        .join(&home.catalogue().unwrap().segments().unwrap()[0].path);
    let sound = fs::read(&path).unwrap();
    let pairs = [(115, 115), (107, 128), (129, 129), (99, 100), (115, 99)];
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
        format!("cannot use segment {}; run `entente doctor`", path.display())
    );
}
