//! One period matched, into a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use parquet::errors::Result as ParquetResult;

use super::factors::Factors;
use super::reports::Reading;
use super::standing::WorldError;
use crate::kernel::{CubeCell, GROUP, Merge, TOLERANCE};
use crate::pages::{Codec, Press};
use crate::store::SegmentEntry;
use crate::tables::ResultFile;

/// What a folder was made of, in a file beside the tables.
const INPUTS: &str = "inputs.txt";

/// What the folder was made of; nothing if it is not there.
pub(super) fn made_of(folder: &Path) -> String {
    fs::read_to_string(folder.join(INPUTS)).unwrap_or_default()
}

/// Makes a folder anew: `make` fills another one, which then takes its place.
pub(super) fn remake<T>(
    folder: &Path,
    inputs: &str,
    make: impl FnOnce(&Path) -> Result<T, WorldError>,
) -> Result<T, WorldError> {
    let aside = beside(folder);
    let refused = |error| WorldError::disk(folder, error);
    if aside.exists() {
        fs::remove_dir_all(&aside).map_err(refused)?;
    }
    fs::create_dir_all(&aside).map_err(refused)?;
    let made = make(&aside)?;
    fs::write(aside.join(INPUTS), inputs).map_err(refused)?;
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(refused)?;
    }
    fs::rename(&aside, folder).map_err(refused)?;
    Ok(made)
}

/// The name a folder has while it is made.
fn beside(folder: &Path) -> PathBuf {
    let name = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    folder.with_file_name(format!(".{name}.part"))
}

/// What a thread keeps from one period to the next.
pub(super) struct Desk<'a> {
    merge: Merge,
    pub(super) factors: [f64; 100],
    pub(super) press: Press,
    /// Room of cubes that are summed, which all threads share.
    pub(super) spare: &'a Mutex<Vec<Vec<CubeCell>>>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(factors: &Factors, spare: &'a Mutex<Vec<Vec<CubeCell>>>) -> ParquetResult<Self> {
        let factors = *factors.by_chapter();
        Ok(Self {
            merge: Merge::new(TOLERANCE, factors),
            factors,
            press: Press::new(CODEC)?,
            spare,
        })
    }
}

/// Locks what no panic leaves half done.
pub(super) fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How all tables of the world are written.
pub(super) const CODEC: Codec = Codec::Light;

/// A period matched.
pub(super) struct Matched {
    pub(super) cells: u64,
    pub(super) cube: Vec<CubeCell>,
    /// Rows in a currency no rate is known for.
    pub(super) without_rate: u64,
}

/// Matches a period's reports into a table.
pub(super) fn matched(
    folder: &Path,
    reading: &Reading<'_>,
    segments: &[SegmentEntry],
    desk: &mut Desk<'_>,
) -> Result<Matched, WorldError> {
    let refused = |error| WorldError::table(folder, &error);
    let Desk {
        merge, press, spare, ..
    } = desk;
    merge.clear();
    let table = ResultFile::matched(&folder.join("matched.parquet"), CODEC).map_err(refused)?;
    let (mut cells, mut turn) = (0, 0);
    let mut flush = |merge: &mut Merge| {
        cells += merge.matched.len() as u64;
        let put = table.put_matched(turn, &merge.matched, press);
        turn += 1;
        merge.matched.clear();
        put.map_err(refused)
    };
    let without_rate = reading.reports(segments, |report| {
        if merge.matched.len() >= GROUP {
            flush(merge)?;
        }
        report
            .merge_into(merge)
            .map_err(|overflow| WorldError::overflow(folder, overflow))
    })?;
    merge
        .close()
        .map_err(|overflow| WorldError::overflow(folder, overflow))?;
    flush(merge)?;
    table.finish().map_err(refused)?;
    let room = lock(spare).pop().unwrap_or_default();
    Ok(Matched {
        cells,
        cube: std::mem::replace(&mut merge.cube.cells, room),
        without_rate,
    })
}

/// Writes sums by pair, chapter and year.
pub(super) fn write_cube(path: &Path, cells: &[CubeCell], desk: &mut Desk<'_>) -> Result<(), WorldError> {
    const ROWS: usize = 500_000;
    let refused = |error| WorldError::table(path, &error);
    let file = ResultFile::cube(path, CODEC).map_err(refused)?;
    for (turn, cells) in cells.chunks(ROWS).enumerate() {
        file.put_cube(turn, cells, &desk.factors, &mut desk.press)
            .map_err(refused)?;
    }
    file.finish().map_err(refused)
}
