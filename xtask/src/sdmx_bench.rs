//! `cargo xtask bench-sdmx`: our reader of SDMX beside those of others, on the same files.

use std::env;
use std::io;
use std::process::Command;

use super::{python, root};

/// Builds, then runs `bench/sdmx/bench.py`; true when both succeeded.
///
/// # Errors
/// When a program cannot be started or the other programs cannot be installed.
pub(crate) fn run() -> io::Result<bool> {
    let mut build = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build.args(["build", "--release", "--package", "sdmx", "--examples"]);
    if !build.current_dir(root()).status()?.success() {
        return Ok(false);
    }
    let bench = root().join("bench/sdmx");
    let python = python::environment(&bench.join("requirements.txt"))?;
    let mut contest = Command::new(python);
    contest.arg(bench.join("bench.py"));
    contest.args(["target/release/examples", "target/bench-sdmx", "bench/SDMX.md"]);
    Ok(contest.current_dir(root()).status()?.success())
}
