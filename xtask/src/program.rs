//! The programs of the workspace, as the tests have them.
//!
//! Built alone, a package may have other features of its dependencies than in the tests, and all
//! of them would be compiled once more.

use std::env;
use std::io;
use std::path::PathBuf;
use std::process::Command;

use super::root;

/// Builds everything the tests need, unless it is there; the folder with the programs, and with
/// `examples`. `None` when something does not compile, which cargo has said.
///
/// # Errors
/// When cargo cannot be started.
pub(crate) fn folder() -> io::Result<Option<PathBuf>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["test", "--quiet", "--workspace", "--no-run"]);
    if !build.current_dir(root()).status()?.success() {
        return Ok(None);
    }
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(Some(target.join("debug")))
}

/// The command of a program in such a folder, to be run in the repository.
pub(crate) fn command(folder: &std::path::Path, name: &str) -> Command {
    let mut command = Command::new(folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)));
    command.current_dir(root());
    command
}
