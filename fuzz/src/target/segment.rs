//! A segment: whole columns or an error, and the same ones each time.

use std::fs;
use std::path::Path;

use entente_mirror::book::{Columns, Int, SegmentReader};
use entente_trade::Area;

use super::{promised, same};
use crate::case;

pub(super) fn check(bytes: &[u8]) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("the disk failed: {error}");
    let path = case::folder()
        .map_err(failed)?
        .join(format!("{}.segment", std::process::id()));
    fs::write(&path, bytes).map_err(failed)?;
    let outcome = told(&path).and_then(|first| same("read twice", &told(&path)?, &first));
    fs::remove_file(&path).map_err(failed)?;
    outcome
}

/// Every row, or the error that ends the reading.
fn told(path: &Path) -> Result<Vec<String>, String> {
    let reader = match SegmentReader::open(path) {
        Ok(reader) => reader,
        Err(error) => return Ok(vec![format!("error: {error}")]),
    };
    let mut told = Vec::new();
    for group in 0..reader.groups() {
        let rows = reader.rows(group);
        told.push(format!("{rows} rows, {:?}", reader.bounds(group)));
        match reader.columns(group, 0..rows) {
            Ok(columns) => {
                promised(columns.len() == rows, || {
                    format!("rows are lost: {} of {rows}", columns.len())
                })?;
                told.extend((0..rows).map(|row| format!("{:?}", columns.observation(row))));
                for row in [0, rows / 2, rows.saturating_sub(1)] {
                    told.push(pair(&reader, group, &columns, row)?);
                }
            }
            Err(error) => told.push(format!("error: {error}")),
        }
    }
    Ok(told)
}

/// The rows found by the indexes for the pair of one row: all of that pair, or an error.
fn pair(reader: &SegmentReader, group: usize, whole: &Columns, row: usize) -> Result<String, String> {
    let pair = |columns: &Columns, row: usize| [Int::Exporter, Int::Importer].map(|of| columns.ints(of)[row]);
    let wanted = pair(whole, row);
    let Ok(codes) = wanted
        .map(u16::try_from)
        .into_iter()
        .collect::<Result<Vec<_>, _>>()
    else {
        return Ok(format!("no pair {wanted:?}"));
    };
    let (exporter, importer) = (Area::from_code(codes[0]), Area::from_code(codes[1]));
    let found = reader.rows_of(group, exporter, Some(importer));
    match found.and_then(|rows| reader.columns(group, rows)) {
        Ok(found) => {
            promised((0..found.len()).all(|row| pair(&found, row) == wanted), || {
                format!("rows of another pair than {wanted:?}")
            })?;
            Ok(format!("{} rows of {wanted:?}", found.len()))
        }
        Err(error) => Ok(format!("error: {error}")),
    }
}
