//! `cargo xtask fuzz`: damaged files and texts for every reader.
//!
//! It only runs `fuzz/`, in the development profile, whose arithmetic is checked.

use std::env;
use std::io;
use std::path::Path;
use std::process::Command;

/// Runs the fuzzer; true when it found nothing.
///
/// # Errors
/// When cargo cannot be started.
pub(crate) fn run(arguments: &[&str]) -> io::Result<bool> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--package", "entente-fuzz"]);
    // Not its folder: the file to replay is named from where the user stands.
    if let Some(package) = env::var_os("CARGO_MANIFEST_DIR") {
        command
            .arg("--manifest-path")
            .arg(Path::new(&package).join("../Cargo.toml"));
    }
    command.arg("--");
    Ok(command.args(arguments).status()?.success())
}
