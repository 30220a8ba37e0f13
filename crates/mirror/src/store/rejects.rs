//! Rows that broke a rule, kept for whoever must mend the source.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// Characters of a field kept: enough to recognise it, whatever the source holds.
const SHOWN: usize = 200;

/// One row that broke a rule. A row is rejected once, for the first rule it broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RejectRow<'a> {
    /// Line of the source, from 1.
    pub line: u64,
    /// Sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// Which field.
    pub field: &'a str,
    /// What it holds.
    pub found: &'a str,
    /// What it ought to hold.
    pub expected: &'a str,
    /// The rule, in few words; rows are counted by it.
    pub reason: &'static str,
}

/// The file of rejected rows of one import, made with the first.
#[derive(Debug)]
pub(super) struct Rejects {
    path: PathBuf,
    most: u64,
    kept: u64,
    file: Option<csv::Writer<File>>,
}

impl Rejects {
    /// Keeps at most `most` rows at `path`.
    pub(super) fn new(path: PathBuf, most: u64) -> Self {
        Self {
            path,
            most,
            kept: 0,
            file: None,
        }
    }

    /// Keeps a row, or lets it go beyond the bound.
    pub(super) fn keep(&mut self, row: &RejectRow<'_>) -> Result<(), StoreError> {
        if self.kept == self.most {
            return Ok(());
        }
        let failed = |error: csv::Error| StoreError::io("write", &self.path)(error.into());
        let file = match &mut self.file {
            Some(file) => file,
            empty => empty.insert(start(&self.path).map_err(failed)?),
        };
        let line = row.line.to_string();
        let (found, sheet) = (shortened(row.found), row.sheet.unwrap_or_default());
        file.write_record([&line, sheet, row.field, &found, row.expected, row.reason])
            .map_err(failed)?;
        self.kept += 1;
        Ok(())
    }

    /// Waits until the disk has all rows; the file and how many, if there are some.
    pub(super) fn finish(&mut self) -> Result<Option<(&Path, u64)>, StoreError> {
        let Some(file) = self.file.take() else {
            return Ok(None);
        };
        let failed = |error| StoreError::io("write", &self.path)(error);
        let mut file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.flush().and_then(|()| file.sync_all()).map_err(failed)?;
        Ok(Some((&self.path, self.kept)))
    }
}

fn start(path: &Path) -> csv::Result<csv::Writer<File>> {
    let mut file = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(File::create_new(path)?);
    file.write_record(["line", "sheet", "field", "found", "expected", "reason"])?;
    Ok(file)
}

fn shortened(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        None => text.into(),
        Some((at, _)) => format!("{}…", &text[..at]).into(),
    }
}

/// Rows of a file of rejected rows, without its heading.
pub(super) fn count_rows(path: &Path) -> Result<u64, StoreError> {
    let failed = |error: csv::Error| StoreError::io("read", path)(error.into());
    let mut file = csv::Reader::from_path(path).map_err(failed)?;
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while file.read_byte_record(&mut record).map_err(failed)? {
        rows += 1;
    }
    Ok(rows)
}
