//! The roll: what was imported, once more as text beside the objects.
//!
//! `imports.ndjson` has a line for each import, for each vintage that was stated later, and for each
//! import that counts no more or again, in the order of time: which bytes, and how they were read. With it and the objects the ledger and the books can
//! be made anew, to the byte. It follows the ledger and is never read while there is one.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use entente_trade::{Date, Vintage};
use serde::{Deserialize, Serialize};

use super::catalogue::Catalogue;
use super::entries::ImportEntry;
use super::error::StoreError;
use super::files;
use super::moment::Moment;
use super::standing::{Standing, Turn};

/// The file, below the home.
pub(super) const ROLL: &str = "imports.ndjson";

/// A line of the roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Line {
    /// An import that counted.
    Import(Told),
    /// A vintage that was stated later.
    Stated {
        /// Number of the import.
        import: u32,
        vintage: String,
        at: String,
    },
    /// That an import counts no more, or counts again.
    Standing {
        /// Number of the import.
        import: u32,
        counts: bool,
        day: String,
        at: String,
    },
}

/// What has to be known of an import to do it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Told {
    /// Its number.
    pub(crate) id: u32,
    /// SHA-256 of the bytes.
    pub(crate) object: String,
    pub(crate) file_name: String,
    pub(crate) layout: String,
    pub(crate) options: String,
    /// The day it stood for when it was imported.
    vintage: String,
    stated: bool,
    at: String,
    /// Rows that landed.
    pub(crate) landed: u64,
}

impl Told {
    fn of(import: &ImportEntry, first: Vintage) -> Self {
        Self {
            id: import.id,
            object: import.object.clone(),
            file_name: import.file_name.clone(),
            layout: import.layout.clone(),
            options: import.options.clone(),
            vintage: first.day().to_string(),
            stated: first.is_stated(),
            at: import.imported_at.to_string(),
            landed: import.landed,
        }
    }

    /// The vintage that was stated, and the day of the import.
    pub(crate) fn days(&self) -> Option<(Option<Date>, Date)> {
        let vintage = Date::parse(&self.vintage)?;
        let imported = Date::parse(self.at.split('T').next()?)?;
        Some(if self.stated {
            (Some(vintage), imported)
        } else {
            (None, vintage)
        })
    }

    /// When it began to count.
    pub(crate) fn moment(&self) -> Option<Moment> {
        Moment::parse(&self.at)
    }
}

/// The roll as the ledger has it.
pub(super) fn told(catalogue: &Catalogue) -> Result<Vec<Line>, StoreError> {
    let later = catalogue.restatements()?;
    let mut lines: Vec<(Moment, Line)> = Vec::new();
    for import in catalogue.imports()? {
        let restated = later.iter().find(|one| one.import == import.id);
        let first = restated.map_or(import.vintage, |one| one.before);
        lines.push((import.imported_at, Line::Import(Told::of(&import, first))));
        lines.extend(restated.map(|one| {
            let (vintage, at) = (import.vintage.day().to_string(), one.at.to_string());
            let import = import.id;
            (one.at, Line::Stated { import, vintage, at })
        }));
    }
    lines.extend(catalogue.standings()?.iter().map(standing));
    // What a release takes the place of comes behind it, at the same moment.
    lines.sort_by_key(|(moment, _)| *moment);
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

fn standing(told: &Standing) -> (Moment, Line) {
    let Turn { import, counts, day } = told.turn;
    let (day, at) = (day.to_string(), told.at.to_string());
    let line = Line::Standing {
        import,
        counts,
        day,
        at,
    };
    (told.at, line)
}

fn text(lines: &[Line]) -> Result<String, StoreError> {
    let mut text = String::new();
    for line in lines {
        let line = serde_json::to_string(line)
            .map_err(|error| StoreError::invalid(ROLL, error.to_string(), "a line of JSON"))?;
        text += &line;
        text.push('\n');
    }
    Ok(text)
}

/// Brings the roll up to the ledger: what it lacks is added, and nothing of it is changed.
///
/// # Errors
/// [`StoreError::Invalid`] where it tells something else than the ledger, or more.
pub(super) fn follow(root: &Path, catalogue: &Catalogue) -> Result<(), StoreError> {
    let path = root.join(ROLL);
    let (written, expected) = (read(&path)?, text(&told(catalogue)?)?);
    let Some(new) = expected.strip_prefix(whole(&written)) else {
        return Err(differs(&path, &written, &expected));
    };
    if new.is_empty() && written.len() == whole(&written).len() {
        return Ok(());
    }
    let failed = |error| StoreError::io("write", &path)(error);
    let mut file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(failed)?;
    file.set_len(whole(&written).len() as u64).map_err(failed)?;
    std::io::Seek::seek(&mut file, std::io::SeekFrom::End(0)).map_err(failed)?;
    file.write_all(new.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failed)?;
    files::sync_folder(root)
}

/// Whether the roll tells what the ledger does; an error says how not.
pub(super) fn check(root: &Path, catalogue: &Catalogue) -> Result<(), StoreError> {
    let path = root.join(ROLL);
    let (written, expected) = (read(&path)?, text(&told(catalogue)?)?);
    // What an interrupted import has not written yet, the next one adds.
    if expected.starts_with(whole(&written)) {
        return Ok(());
    }
    Err(differs(&path, &written, &expected))
}

/// The lines of the roll, for whoever has no ledger.
///
/// # Errors
/// [`StoreError::Invalid`] where there is none, or a line is none.
pub(super) fn lines(root: &Path) -> Result<Vec<Line>, StoreError> {
    let path = root.join(ROLL);
    let written = read(&path)?;
    let lines = whole(&written).lines().zip(1..).map(|(line, number)| {
        serde_json::from_str(line).map_err(|error| {
            let place = format!("{}: line {number}", path.display());
            StoreError::invalid(place, error.to_string(), "an import, as it was written")
        })
    });
    let lines: Vec<Line> = lines.collect::<Result<_, _>>()?;
    if lines.is_empty() {
        let place = path.display().to_string();
        return Err(StoreError::invalid(place, "no import", "a line for each"));
    }
    Ok(lines)
}

fn differs(path: &Path, written: &str, expected: &str) -> StoreError {
    let same = written
        .lines()
        .zip(expected.lines())
        .take_while(|(one, other)| one == other)
        .count();
    let found = match written.lines().nth(same).zip(expected.lines().nth(same)) {
        Some(_) => "another import",
        None => "more imports than ledger.db has",
    };
    let place = format!("{}: line {}", path.display(), same + 1);
    StoreError::invalid(
        place,
        found,
        "what ledger.db tells; `entente rebuild` makes the ledger anew from this file, and without this file the \
         next import writes it from the ledger",
    )
}

fn read(path: &Path) -> Result<String, StoreError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(StoreError::io("read", path)(error)),
    }
}

/// The text up to the last line that is whole.
fn whole(text: &str) -> &str {
    text.rfind('\n').map_or("", |end| &text[..=end])
}
