//! `cargo xtask bench`: the program beside other engines on the same files.
//!
//! It builds both programs as a user would and hands the options on; the contest
//! itself is `entente-bench run`, which finds `entente` beside itself.

use std::env;
use std::io;
use std::path::Path;
use std::process::Command;

/// Builds, then runs; true when both succeeded.
///
/// # Errors
/// When cargo cannot be started.
pub(crate) fn run(options: &[&str]) -> io::Result<bool> {
    let build = [
        "build",
        "--release",
        "--package",
        "entente",
        "--package",
        "entente-bench",
    ];
    let head = [
        "run",
        "--release",
        "--quiet",
        "--package",
        "entente-bench",
        "--",
        "run",
    ];
    Ok(cargo(&build)? && cargo(&[&head, options].concat())?)
}

/// Paths in the options are relative to the root of the repository.
fn cargo(arguments: &[&str]) -> io::Result<bool> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    if let Some(package) = env::var_os("CARGO_MANIFEST_DIR") {
        command.current_dir(Path::new(&package).join(".."));
    }
    Ok(command.args(arguments).status()?.success())
}
