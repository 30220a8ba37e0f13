//! `cargo xtask schemas`: what our writers write, judged by the schemas of the standard.
//!
//! It writes every specimen in every standard, and what `entente export` makes of the demo, and
//! hands all of it to `conformance/judge.py`.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::Command;

use super::{program, python, root};

/// The formats of `entente export`, the folders of their messages, and the endings of files.
/// SDMX-JSON 1.0 holds one dataflow a message, so one is named.
const FORMATS: [(&str, &str, &str, &[&str]); 6] = [
    ("sdmx-ml", "sdmx-ml-3.0", "xml", &[]),
    ("sdmx-ml-2.1", "sdmx-ml-2.1", "xml", &[]),
    ("sdmx-ml-generic", "sdmx-ml-2.1-generic", "xml", &[]),
    ("sdmx-json", "sdmx-json-2.0", "json", &[]),
    (
        "sdmx-json-1.0",
        "sdmx-json-1.0",
        "json",
        &["--source", "comtrade"],
    ),
    ("sdmx-json-2.1", "sdmx-json-2.1", "json", &[]),
];

/// Writes and judges; true when nothing is wrong.
///
/// # Errors
/// When a program cannot be started or a folder cannot be made.
pub(crate) fn run() -> io::Result<bool> {
    let work = root().join("target/conformance");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let messages = work.join("messages");
    fs::create_dir_all(&messages)?;
    let Some(programs) = program::folder()? else {
        return Ok(false);
    };
    let mut write = program::command(&programs, "entente-conformance");
    if !write.arg(&messages).status()?.success() || !exports(&programs, &work, &messages)? {
        return Ok(false);
    }
    let conformance = root().join("conformance");
    let python = python::environment(&conformance.join("requirements.txt"))?;
    let mut judge = Command::new(python);
    judge.arg("-W").arg("ignore").arg(conformance.join("judge.py"));
    Ok(judge.arg(messages).status()?.success())
}

/// Writes records and structures of the demo in every format.
fn exports(programs: &Path, work: &Path, messages: &Path) -> io::Result<bool> {
    let entente = || program::command(programs, "entente");
    let home = work.join("entente-demo");
    let demo = entente().args(["demo", "--home"]).arg(&home).output()?;
    if !demo.status.success() {
        io::stderr().write_all(&demo.stderr)?;
        return Ok(false);
    }
    for (format, folder, ending, more) in FORMATS {
        for (kind, what) in [("data", more), ("structure", &["--structures"][..])] {
            let folder = messages.join(kind).join(folder);
            fs::create_dir_all(&folder)?;
            let mut export = entente();
            export.arg("--home").arg(&home);
            export.args(["export", "--format", format]).args(what);
            export.arg("--out").arg(folder.join(format!("demo.{ending}")));
            if !export.status()?.success() {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
