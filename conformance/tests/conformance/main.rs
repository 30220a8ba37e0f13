//! Every specimen, read and written in every format and version.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, outside test functions"
)]

mod authors;
mod layouts;
mod own;
mod promises;
mod readme;

use std::fs;
use std::path::Path;

/// Compares with what is expected; `BLESS=1` writes it anew. Gives what is wrong.
pub(crate) fn differs(path: &Path, found: &str) -> Option<String> {
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, found).unwrap();
        return None;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    (expected != found).then(|| {
        let lines: Vec<String> = expected
            .lines()
            .filter(|line| !found.contains(line))
            .map(|line| format!("- {line}"))
            .chain(
                found
                    .lines()
                    .filter(|line| !expected.contains(line))
                    .map(|line| format!("+ {line}")),
            )
            .collect();
        format!("{}\n{}", path.display(), lines.join("\n"))
    })
}
