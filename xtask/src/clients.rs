//! `cargo xtask clients`: real clients of SDMX REST against the program.
//!
//! They are Python packages, pinned beside the script that runs them.

use std::env;
use std::io;
use std::path::PathBuf;
use std::process::Command;

use super::{python, root};

const FOLDER: &str = "crates/entente/tests/clients";

/// Runs them; true when what they return is what the books hold.
///
/// # Errors
/// When cargo cannot be started, or the clients cannot be installed.
pub(crate) fn run() -> io::Result<bool> {
    let folder = root().join(FOLDER);
    let python = python::environment(&folder.join("requirements.txt"))?;
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--package", "entente"]);
    if !build.current_dir(root()).status()?.success() {
        return Ok(false);
    }
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let program = format!("debug/entente{}", env::consts::EXE_SUFFIX);
    let mut check = Command::new(python);
    check.arg(folder.join("check.py")).arg(target.join(program));
    Ok(check.current_dir(root()).status()?.success())
}
