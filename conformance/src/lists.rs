//! The lists of what is not run and of what is known to fail, each entry with its reason.

use std::fs;
use std::io;

use serde::Deserialize;

use crate::specimen::root;

/// A specimen that is not run.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotRun {
    /// The specimen.
    pub file: String,
    /// Why.
    pub reason: String,
}

/// A case that fails, and must go on failing until it is taken off the list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownToFail {
    /// The specimen.
    pub file: String,
    /// The standard in which it is written, or `layout` for being the same as the other layouts of
    /// its dataset; none for reading it.
    pub standard: Option<String>,
    /// Why.
    pub reason: String,
}

#[derive(Deserialize)]
struct List<T> {
    #[serde(default = "Vec::new")]
    case: Vec<T>,
}

/// What is not run.
///
/// # Errors
///
/// When the list cannot be read.
pub fn not_run() -> io::Result<Vec<NotRun>> {
    read("not_run.toml")
}

/// What is known to fail.
///
/// # Errors
///
/// When the list cannot be read.
pub fn known_to_fail() -> io::Result<Vec<KnownToFail>> {
    read("known_to_fail.toml")
}

fn read<T: for<'a> Deserialize<'a>>(name: &str) -> io::Result<Vec<T>> {
    let text = fs::read_to_string(root().join("conformance").join(name))?;
    let list: List<T> = toml::from_str(&text).map_err(io::Error::other)?;
    Ok(list.case)
}
