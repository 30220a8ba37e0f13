//! The desk a command works at: a home, its coverage files, its rates, the clock.

use std::num::NonZeroUsize;
use std::path::Path;

use entente_mirror::comparison::Comparison;
use entente_mirror::explain::MarginRule;
use entente_mirror::store::Home;
use entente_mirror::written;
use entente_trade::Date;
use jiff::Timestamp;

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
    Ok(Comparison::open(
        home,
        written::rates(home.root())?,
        written::coverage(home.root())?,
        margin,
    )?)
}

/// So many threads, or one a core.
pub(crate) fn threads(asked: Option<NonZeroUsize>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    asked.map_or_else(cores, NonZeroUsize::get)
}

/// Now, in milliseconds since 1970-01-01T00:00:00Z.
pub(crate) fn clock() -> i64 {
    Timestamp::now().as_millisecond()
}

/// The day it is in UTC.
///
/// # Errors
/// A clock that stands outside the years 1 to 9999.
pub(crate) fn today() -> Result<Date, Failure> {
    Ok(now()?.1)
}

/// The moment, to the second as RFC 3339 writes it, and its day, in UTC.
///
/// # Errors
/// As [`today`].
pub(crate) fn now() -> Result<(String, Date), Failure> {
    let now = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let day = now.get(..10).and_then(Date::parse);
    let day =
        day.ok_or_else(|| Failure::of(format!("the clock says {now}, which is no day of our calendar")))?;
    Ok((now, day))
}
