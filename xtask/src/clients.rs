//! `cargo xtask clients`: real clients of SDMX REST against the program.
//!
//! They are Python packages, pinned beside the script that runs them.

use std::env;
use std::io;
use std::process::Command;

use super::{program, python, root};

const CHECK: &str = "crates/entente/tests/clients/check.py";

/// Runs them; true when what they return is what the books hold.
///
/// # Errors
/// When cargo cannot be started, or the clients cannot be installed.
pub(crate) fn run() -> io::Result<bool> {
    let python = python::environment(&root().join("conformance/requirements.txt"))?;
    let Some(programs) = program::folder()? else {
        return Ok(false);
    };
    let mut check = Command::new(python);
    check.arg(root().join(CHECK));
    check.arg(programs.join(format!("entente{}", env::consts::EXE_SUFFIX)));
    Ok(check.current_dir(root()).status()?.success())
}
