//! One period matched, into a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};

use super::reports::Reports;
use super::standing::WorldError;
use crate::kernel::{ExportReport, GROUP, ImportReport, Key, Merge, TOLERANCE};
use crate::tables::{Codec, ResultFile};

/// What a folder was made of, in a file beside the tables.
const INPUTS: &str = "inputs.txt";

/// Whether the folder was made of exactly this.
pub(super) fn is_made_of(folder: &Path, inputs: &str) -> bool {
    fs::read_to_string(folder.join(INPUTS)).is_ok_and(|made_of| made_of == inputs)
}

/// Makes a folder anew: `make` fills another one, which then takes its place.
pub(super) fn remake(
    folder: &Path,
    inputs: &str,
    make: impl FnOnce(&Path) -> Result<(), WorldError>,
) -> Result<(), WorldError> {
    let aside = beside(folder);
    let refused = |error| WorldError::disk(folder, error);
    if aside.exists() {
        fs::remove_dir_all(&aside).map_err(refused)?;
    }
    fs::create_dir_all(&aside).map_err(refused)?;
    make(&aside)?;
    fs::write(aside.join(INPUTS), inputs).map_err(refused)?;
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(refused)?;
    }
    fs::rename(&aside, folder).map_err(refused)
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

/// Matches a period's reports; the number of cells.
pub(super) fn matched(folder: &Path, reports: &Reports) -> Result<u64, WorldError> {
    let refused = |error| WorldError::table(folder, &error);
    let table = ResultFile::matched(&folder.join("matched.parquet"), Codec::Light).map_err(refused)?;
    let cube = ResultFile::cube(&folder.join("cube.parquet"), Codec::Light).map_err(refused)?;
    let mut cells = 0;
    let (mut exports, mut imports) = (reports.exports.as_slice(), reports.imports.as_slice());
    let mut turn = 0;
    while !exports.is_empty() || !imports.is_empty() {
        let next = boundary(exports, imports);
        let (left, right) = (
            take(&mut exports, next, |one| one.key),
            take(&mut imports, next, |one| one.key),
        );
        let mut merge = Merge::new(TOLERANCE);
        merge
            .sorted(left, right)
            .map_err(|overflow| WorldError::overflow(folder, overflow))?;
        cells += merge.matched.len() as u64;
        table.put_matched(turn, &merge.matched).map_err(refused)?;
        cube.put_cube(turn, &merge.cube.cells).map_err(refused)?;
        turn += 1;
    }
    table.finish().map_err(refused)?;
    cube.finish().map_err(refused)?;
    Ok(cells)
}

/// The first pair that belongs to the next row group; `None` when all that is left fits one.
fn boundary(exports: &[ExportReport], imports: &[ImportReport]) -> Option<u32> {
    if exports.len() + imports.len() < 2 * GROUP {
        return None;
    }
    let half = |rows: usize| rows.min(GROUP / 2);
    let pair = |key: Option<Key>| key.map(Key::pair);
    let left = pair(exports.get(half(exports.len())).map(|one| one.key));
    let right = pair(imports.get(half(imports.len())).map(|one| one.key));
    left.into_iter().chain(right).max().map(|pair| pair + 1)
}

/// The reports before `next`, or all; the others stay.
fn take<'a, T>(reports: &mut &'a [T], next: Option<u32>, key: impl Fn(&T) -> Key) -> &'a [T] {
    let end = next.map_or(reports.len(), |next| {
        reports.partition_point(|one| key(one).pair() < next)
    });
    let (taken, left) = reports.split_at(end);
    *reports = left;
    taken
}
