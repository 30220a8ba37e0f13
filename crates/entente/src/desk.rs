//! The desk a command works at: a home, its coverage files, its rates, the clock.

use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

use entente_mirror::comparison::Comparison;
use entente_mirror::coverage::Coverage;
use entente_mirror::explain::MarginRule;
use entente_mirror::pairing::Rates;
use entente_mirror::store::Home;
use entente_trade::Date;

use crate::failure::Failure;

/// The home named, else the nearest upward.
pub(crate) fn home(named: Option<&Path>) -> Result<Home, Failure> {
    match named {
        Some(path) => Ok(Home::open(path)?),
        None => Home::find(&std::env::current_dir()?).map_err(|error| {
            Failure::of(error)
                .hint("make one with `entente init HOME --side KAZ --partner SRB`, or name it with --home")
        }),
    }
}

/// The books of a home with its own coverage files and rates.
pub(crate) fn comparison(home: &Home, margin: MarginRule) -> Result<Comparison, Failure> {
    Ok(Comparison::open(home, rates(home)?, coverage(home)?, margin)?)
}

/// So many threads, or one a core.
pub(crate) fn threads(asked: Option<NonZeroUsize>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    asked.map_or_else(cores, NonZeroUsize::get)
}

/// The rates that come with the program and the home's own.
pub(crate) fn rates(home: &Home) -> Result<Rates, Failure> {
    let path = home.root().join("rates.csv");
    let standard = Rates::standard().clone();
    if !path.exists() {
        return Ok(standard);
    }
    let table = fs::read_to_string(&path).map_err(|error| named(&path, error))?;
    standard.with(&table).map_err(|error| named(&path, error))
}

fn coverage(home: &Home) -> Result<Vec<Coverage>, Failure> {
    let folder = home.root().join("coverage");
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|error| named(&folder, error))? {
        paths.push(entry.map_err(|error| named(&folder, error))?.path());
    }
    paths.sort();
    let files = paths
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.map(|path| read_coverage(path)).collect()
}

fn read_coverage(path: &Path) -> Result<Coverage, Failure> {
    let text = fs::read_to_string(path).map_err(|error| named(path, error))?;
    Coverage::parse(&text).map_err(|error| named(path, error))
}

fn named(path: &Path, error: impl std::fmt::Display) -> Failure {
    Failure::of(format!("{}: {error}", path.display()))
}

/// Now, as RFC 3339 in UTC, and its day.
///
/// # Errors
/// A clock that stands outside the years 1 to 9999.
pub(crate) fn now() -> Result<(String, Date), Failure> {
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let day = now.get(..10).and_then(Date::parse);
    let day =
        day.ok_or_else(|| Failure::of(format!("the clock says {now}, which is no day of our calendar")))?;
    Ok((now, day))
}
