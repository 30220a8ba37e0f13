//! The program, run; homes to run it in.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// The program with these arguments, to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(arguments)
        .output()
        .unwrap()
}

/// What was printed.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A home with the demo's figures.
pub(crate) fn demo(folder: &Path) -> String {
    let home = folder.join("demo").display().to_string();
    let output = run(&["demo", "--home", &home]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    home
}

/// The rows of a command that succeeds.
pub(crate) fn json(arguments: &[&str]) -> Vec<Value> {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// An empty home, and a folder for files beside it.
pub(crate) fn empty_home(folder: &Path) -> String {
    let home = folder.join("home").display().to_string();
    let made = run(&["init", &home, "--side", "KAZ", "--partner", "SRB"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    home
}

/// A file of Entente's own columns with these rows.
pub(crate) fn own_file(folder: &Path, name: &str, rows: &str) -> String {
    let path = folder.join(name);
    let header = "reporter,partner,flow,period,commodity,value,currency\n";
    std::fs::write(&path, format!("{header}{rows}")).unwrap();
    path.display().to_string()
}
