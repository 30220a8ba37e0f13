//! Python environments for what judges our output: made once, from pinned requirements.
//!
//! They lie below `target`, so that nothing is installed outside the repository.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The interpreter of an environment that holds what a file of requirements lists, made if it is
/// not there or holds something else. The folder of the file names the environment.
///
/// # Errors
/// When the file cannot be read, or Python cannot make the environment or install into it.
pub(crate) fn environment(requirements: &Path) -> io::Result<PathBuf> {
    let wanted = fs::read_to_string(requirements)?;
    let folder = requirements.parent().and_then(Path::file_name);
    let home = super::root()
        .join("target/python")
        .join(folder.unwrap_or_default());
    let python = match cfg!(windows) {
        true => home.join("Scripts/python.exe"),
        false => home.join("bin/python"),
    };
    let installed = home.join("requirements.txt");
    if fs::read_to_string(&installed).is_ok_and(|text| text == wanted) {
        return Ok(python);
    }
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    let system = env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let needs = "Python 3.10 or later with its venv module (Debian: python3-venv), by the name in the variable PYTHON \
                 if not python3";
    run(Command::new(system).args(["-m", "venv"]).arg(&home), needs)?;
    // What is never imported need not be compiled.
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-compile",
    ];
    let mut install = Command::new(&python);
    install.args(pip).arg("--requirement").arg(requirements);
    run(
        &mut install,
        "a package index, once; behind a mirror PIP_INDEX_URL names it",
    )?;
    fs::write(installed, wanted)?;
    Ok(python)
}

/// Runs a command that needs something.
fn run(command: &mut Command, needs: &str) -> io::Result<()> {
    let ended = match command.status() {
        Ok(status) if status.success() => return Ok(()),
        Ok(status) => status.to_string(),
        Err(error) => error.to_string(),
    };
    Err(io::Error::other(format!(
        "{command:?}: {ended}; it needs {needs}"
    )))
}
