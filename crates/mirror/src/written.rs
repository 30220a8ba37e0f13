//! What people write into a home beside its books: how sides report, and further rates.
//!
//! A mistake in one of these files stops every command that compares. The doctor reads them
//! through this same module, so it sees what the commands see, and tells all of it at once.
//! Nothing here reads the books or the settings of the home.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use entente_trade::{Area, Areas};

use crate::coverage::Coverage;
use crate::pairing::Rates;
use crate::store::{Complaint, Severity};

const RATES: &str = "rates.csv";
const COVERAGE: &str = "coverage";

/// A file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenError {
    /// The file.
    pub path: PathBuf,
    /// The line, what was found there and what was expected.
    pub what: String,
}

impl WrittenError {
    fn of(path: &Path, error: impl fmt::Display) -> Self {
        Self {
            path: path.to_owned(),
            what: error.to_string(),
        }
    }
}

impl fmt::Display for WrittenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.path.display(), self.what)
    }
}

impl std::error::Error for WrittenError {}

/// The rates that come with the program, and those of `rates.csv` in the home.
///
/// # Errors
/// [`WrittenError`]: the file cannot be read, or a line is no rate.
pub fn rates(home: &Path) -> Result<Rates, WrittenError> {
    let path = home.join(RATES);
    let standard = Rates::standard().clone();
    if !path.exists() {
        return Ok(standard);
    }
    let table = fs::read_to_string(&path).map_err(|error| WrittenError::of(&path, error))?;
    standard
        .with(&table)
        .map_err(|error| WrittenError::of(&path, error))
}

/// What the files in `coverage/` say, in the order of their names.
///
/// # Errors
/// The first [`WrittenError`].
pub fn coverage(home: &Path) -> Result<Vec<Coverage>, WrittenError> {
    let paths = coverage_files(home)?;
    paths.iter().map(|path| read(path)).collect()
}

fn coverage_files(home: &Path) -> Result<Vec<PathBuf>, WrittenError> {
    let folder = home.join(COVERAGE);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let named = |error| WrittenError::of(&folder, error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(&folder).map_err(named)? {
        paths.push(entry.map_err(named)?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Coverage, WrittenError> {
    let text = fs::read_to_string(path).map_err(|error| WrittenError::of(path, error))?;
    Coverage::parse(&text).map_err(|error| WrittenError::of(path, error))
}

/// All that is wrong with these files.
pub fn examine(home: &Path) -> Vec<Complaint> {
    let mend = "mend it as docs/formats.md says; until then no comparison can be made";
    let mut complaints = Vec::new();
    let mut told: BTreeMap<Area, PathBuf> = BTreeMap::new();
    let paths = coverage_files(home).unwrap_or_else(|error| {
        complaints.push(complaint(home, &error.path, error.what, mend));
        Vec::new()
    });
    for path in paths {
        match read(&path) {
            Err(error) => complaints.push(complaint(home, &path, error.what, mend)),
            Ok(coverage) => {
                if let Some(other) = told.insert(coverage.area, path.clone()) {
                    let area = Areas::standard().label(coverage.area);
                    let what = format!(
                        "{area} is told in {} too, expected one file a side",
                        relative(home, &other)
                    );
                    complaints.push(complaint(
                        home,
                        &path,
                        what,
                        "keep one of them; the later name holds now",
                    ));
                }
            }
        }
    }
    if let Err(error) = rates(home) {
        complaints.push(complaint(home, &error.path, error.what, mend));
    }
    complaints
}

fn complaint(home: &Path, path: &Path, what: String, what_to_do: &str) -> Complaint {
    Complaint {
        what,
        where_: relative(home, path),
        what_to_do: what_to_do.to_owned(),
        severity: Severity::Warning,
    }
}

fn relative(home: &Path, path: &Path) -> String {
    let path = path.strip_prefix(home).unwrap_or(path);
    let parts: Vec<String> = path.iter().map(|part| part.display().to_string()).collect();
    parts.join("/")
}
