//! A segment: whole columns or an error, and the same ones each time.

use std::fs;
use std::path::Path;

use entente_mirror::book::SegmentReader;

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
            }
            Err(error) => told.push(format!("error: {error}")),
        }
    }
    Ok(told)
}
