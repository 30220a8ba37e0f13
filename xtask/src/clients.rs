//! `cargo xtask clients`: real clients of SDMX REST against the program.
//!
//! They are Python packages, pinned beside the script that runs them, and are installed once
//! below `target`; a change of the list installs them anew.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = "crates/entente/tests/clients";

/// Runs them; true when what they return is what the books hold.
///
/// # Errors
/// When cargo cannot be started, or files below `target` cannot be written.
pub(crate) fn run() -> io::Result<bool> {
    let root = root();
    let Some(python) = installed(&root)? else {
        return Ok(false);
    };
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--package", "entente"]);
    if !build.current_dir(&root).status()?.success() {
        return Ok(false);
    }
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let program = target
        .join("debug")
        .join(format!("entente{}", env::consts::EXE_SUFFIX));
    let mut check = Command::new(python);
    check.arg(root.join(FOLDER).join("check.py")).arg(program);
    Ok(check.current_dir(&root).status()?.success())
}

fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    PathBuf::from(package).join("..")
}

/// The interpreter of the environment with the clients; `None` if there is none, which is told.
fn installed(root: &Path) -> io::Result<Option<PathBuf>> {
    let folder = root.join("target/clients");
    let python = match cfg!(windows) {
        true => folder.join("Scripts/python.exe"),
        false => folder.join("bin/python"),
    };
    let list = root.join(FOLDER).join("requirements.txt");
    let (wanted, stamp) = (fs::read_to_string(&list)?, folder.join("installed.txt"));
    if python.is_file() && fs::read_to_string(&stamp).is_ok_and(|known| known == wanted) {
        return Ok(Some(python));
    }
    let system = env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let mut make = Command::new(system);
    make.args(["-m", "venv", "--clear"]).arg(&folder);
    if !succeeds(&mut make) {
        return told(
            "cannot make a Python environment: install Python 3.10 or later with its venv module \
             (Debian: python3-venv), or name it in the variable PYTHON",
        );
    }
    let mut install = Command::new(&python);
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-r",
    ]);
    if !succeeds(install.arg(&list)) {
        return told(
            "cannot install the clients: pip must reach a package index once; behind a mirror set \
             PIP_INDEX_URL",
        );
    }
    fs::write(stamp, wanted)?;
    Ok(Some(python))
}

/// A program that is not there fails like one that ends with a failure.
fn succeeds(command: &mut Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}

fn told(advice: &str) -> io::Result<Option<PathBuf>> {
    writeln!(io::stderr(), "clients: {advice}")?;
    Ok(None)
}
