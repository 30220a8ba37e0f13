//! `cargo xtask guided`: the readers of SDMX under libFuzzer, which is led by what code a case reaches.
//!
//! It needs `cargo-fuzz` and a C++ compiler, and is no part of the gate, which only checks that the
//! targets compile.

use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use super::root;

const FOLDER: &str = "fuzz/libfuzzer";
/// Beside the findings of `cargo xtask fuzz`.
const CORPUS: &str = "target/fuzz/corpus";
/// Of its own, since other flags build it.
const BUILT: &str = "target/libfuzzer";

/// Runs every target whose name begins so, for so many seconds each; true when nothing is found.
///
/// # Errors
/// When cargo cannot be started, or no target has that name.
pub(crate) fn run(seconds: &str, beginning: &str) -> io::Result<bool> {
    let all = targets()?;
    let asked: Vec<&String> = all.iter().filter(|name| name.starts_with(beginning)).collect();
    if asked.is_empty() {
        let known = all.join(", ");
        let text = format!("found the target {beginning}, expected one of {known}");
        return Err(io::Error::other(text));
    }
    if !corpus()? {
        return Ok(false);
    }
    let mut holds = true;
    for name in asked {
        holds &= fuzz(name, seconds)?;
    }
    Ok(holds)
}

/// The names of all targets, sorted.
fn targets() -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join(FOLDER).join("targets"))? {
        let path = entry?.path();
        names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// Writes the specimens that each target begins with.
fn corpus() -> io::Result<bool> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--no-default-features", "--example", "corpus"]);
    command.args(["--target-dir", BUILT, "--manifest-path"]);
    command.arg(Path::new(FOLDER).join("Cargo.toml"));
    command.args(["--", CORPUS]);
    Ok(command.current_dir(root()).status()?.success())
}

fn fuzz(name: &str, seconds: &str) -> io::Result<bool> {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["fuzz", "run", "--fuzz-dir", FOLDER, "--target-dir", BUILT]);
    // A sanitizer needs a nightly compiler, makes cases several times fewer, and looks for what safe
    // code does not do.
    command.args(["--sanitizer", "none", name]);
    command.arg(Path::new(CORPUS).join(name));
    // A case of a few thousand bytes has no business taking longer, or more memory.
    command.args(["--", "-timeout=10", "-rss_limit_mb=1024", "-max_len=8192"]);
    command.arg(format!("-max_total_time={seconds}"));
    Ok(command.current_dir(root()).status()?.success())
}
