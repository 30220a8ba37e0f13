//! The README, run: its commands succeed one after another, and the demo prints what it shows.
//!
//! Lines of ```` ```sh ```` blocks are run in their order, in an empty folder;
//! `cd` is followed, and what is neither `entente` nor the program through cargo
//! is left to the rules of the repository.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const README: &str = include_str!("../../../../README.md");

/// Lines inside fenced blocks of a language.
fn fenced(language: &str) -> Vec<&'static str> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in README.lines() {
        if let Some(found) = line.strip_prefix("```") {
            inside = !inside && found == language;
        } else if inside {
            lines.push(line);
        }
    }
    lines
}

/// The arguments of the program in a line of shell, if it runs the program.
fn arguments(line: &str) -> Option<Vec<&str>> {
    let line = line.split(" #").next().unwrap_or_default();
    let rest = line
        .strip_prefix("entente ")
        .or_else(|| line.strip_prefix("cargo run --release -- "))?;
    assert!(
        !rest.contains(['\'', '"', '|', '>', '$']),
        "too clever a line: {line}"
    );
    Some(rest.split_whitespace().collect())
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn every_command_of_the_readme_succeeds() {
    let temporary = tempfile::tempdir().unwrap();
    let mut folder: PathBuf = temporary.path().to_owned();
    let mut commands = 0;
    for line in fenced("sh") {
        if let Some(below) = line.strip_prefix("cd ") {
            folder.push(below.trim());
        } else if let Some(arguments) = arguments(line) {
            let output = run(&folder, &arguments);
            assert!(
                output.status.success(),
                "`{line}` ended with {}:\n{}",
                output.status,
                String::from_utf8_lossy(&output.stderr)
            );
            commands += 1;
        }
    }
    assert!(commands >= 6, "the README runs the program only {commands} times");
}

#[test]
fn the_demo_prints_what_the_readme_shows() {
    let temporary = tempfile::tempdir().unwrap();
    let output = run(temporary.path(), &["demo"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
    let shown = fenced("text");
    let absent: Vec<&str> = shown
        .iter()
        .copied()
        .filter(|line| line.trim() != "…" && !printed.contains(&line.trim_end()))
        .collect();
    assert!(!shown.is_empty(), "the README shows nothing of the demo");
    assert!(
        absent.is_empty(),
        "not printed:\n{}\n\nprinted:\n{}",
        absent.join("\n"),
        printed.join("\n")
    );
}
