//! `cargo xtask verifiers`: proof packs, whole and spoiled, before two verifiers that share no code.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::process::Command;

use super::{program, python, root};

/// Makes packs and holds the verdicts against each other; true when all agree.
///
/// # Errors
/// When a program cannot be started or a folder cannot be made.
pub(crate) fn run(packs: &str, seed: &str) -> io::Result<bool> {
    let work = root().join("target/verifiers");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    let Some(programs) = program::folder()? else {
        return Ok(false);
    };
    let mut make = program::command(&programs, "examples/packs");
    let made = make.arg(work.join("packs")).args([packs, seed]).output()?;
    if !made.status.success() {
        io::stderr().write_all(&made.stderr)?;
        return Ok(false);
    }
    let list = work.join("list.txt");
    fs::write(&list, &made.stdout)?;
    let tools = root().join("tools");
    let python = python::environment(&tools.join("requirements.txt"))?;
    let judged = Command::new(python)
        .arg(tools.join("verify.py"))
        .arg("--list")
        .arg(&list)
        .output()?;
    if !judged.status.success() {
        io::stderr().write_all(&judged.stderr)?;
        return Ok(false);
    }
    agree(
        &String::from_utf8_lossy(&made.stdout),
        &String::from_utf8_lossy(&judged.stdout),
    )
}

/// Whether both say the same of each pack; tells how many hold, and where they differ.
fn agree(ours: &str, theirs: &str) -> io::Result<bool> {
    let said = theirs.lines().filter_map(|line| line.split_once(' '));
    let said: BTreeMap<&str, &str> = said.collect();
    let (mut packs, mut hold, mut differ) = (0, 0, Vec::new());
    for line in ours.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let [path, _, _, own] = words[..] else {
            return Err(io::Error::other(format!("found the line {line:?} of packs")));
        };
        let other = said.get(path).copied().unwrap_or("nothing");
        packs += 1;
        hold += u32::from(own == "holds");
        if (own == "holds") != (other == "holds") {
            differ.push(format!("{path}: {own}, and {other}"));
        }
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{packs} packs, {hold} hold, {} verdicts differ",
        differ.len()
    )?;
    differ.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    Ok(packs > 0 && differ.is_empty())
}
