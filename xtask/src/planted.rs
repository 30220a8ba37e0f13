//! `cargo xtask planted`: a world with planted causes, compared, and how much was found again.
//!
//! It only calls the two programs a person would call: the bench makes the world
//! and judges, `entente` imports and explains. Nothing is measured in time here.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Makes, imports, explains and judges; true when every program succeeded.
///
/// # Errors
/// When a program cannot be started or a folder cannot be made.
pub(crate) fn run(count: &str, seed: &str) -> io::Result<bool> {
    let folder = root()
        .join("target")
        .join("planted")
        .join(format!("{count}-{seed}"));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let (world, home, found) = (
        folder.join("world"),
        folder.join("home"),
        folder.join("found.csv"),
    );
    let made = bench(&[
        s("world"),
        world.as_os_str(),
        s("--records"),
        s(count),
        s("--seed"),
        s(seed),
    ])? && entente(&[
        s("init"),
        home.as_os_str(),
        s("--side"),
        s("KAZ"),
        s("--partner"),
        s("SRB"),
    ])?;
    if !made {
        return Ok(false);
    }
    copy(&world.join("coverage"), &home.join("coverage"))?;
    let at_home = [s("--home"), home.as_os_str()];
    let records = world.join("records.csv");
    let import = [[s("import"), records.as_os_str()], at_home].concat();
    let explain = [[s("explain-world"), found.as_os_str()], at_home].concat();
    let truth = world.join("truth.csv");
    Ok(entente(&import)?
        && entente(&explain)?
        && judge(&[
            s("planted"),
            truth.as_os_str(),
            found.as_os_str(),
            s("--output"),
            s("markdown"),
        ])?)
}

fn s(text: &str) -> &OsStr {
    OsStr::new(text)
}

fn root() -> PathBuf {
    env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from("."), |package| Path::new(&package).join(".."))
}

/// What the program says on the way goes to standard error.
fn entente(arguments: &[&OsStr]) -> io::Result<bool> {
    program("entente", arguments, Stdio::from(io::stderr()))
}

fn bench(arguments: &[&OsStr]) -> io::Result<bool> {
    program("entente-bench", arguments, Stdio::from(io::stderr()))
}

/// The answer, and so the only thing on standard output.
fn judge(arguments: &[&OsStr]) -> io::Result<bool> {
    program("entente-bench", arguments, Stdio::inherit())
}

fn program(package: &str, arguments: &[&OsStr], answers: Stdio) -> io::Result<bool> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--release", "--package", package, "--"])
        .args(arguments);
    Ok(command.current_dir(root()).stdout(answers).status()?.success())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}
