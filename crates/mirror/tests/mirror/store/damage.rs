//! Damaged segments are errors that name the file; nothing panics.

use super::support::{details, home, import, rows};
use entente_mirror::book::SegmentReader;
use entente_mirror::store::{Home, Query, StoreError};
use entente_trade::Observation;
use std::fs;
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
