//! Python environments for what judges our output: made once, from pinned requirements.
//!
//! They lie below `target`, so that nothing is installed outside the repository.

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
    run(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    run(Command::new(&python)
        .args(pip)
        .arg("--requirement")
        .arg(requirements))?;
    fs::write(installed, wanted)?;
    Ok(python)
}

fn run(command: &mut Command) -> io::Result<()> {
    let status = command.status()?;
    match status.success() {
        true => Ok(()),
        false => Err(io::Error::other(format!("{command:?} ended with {status}"))),
    }
}
