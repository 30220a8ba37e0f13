//! One program run as a process of its own, and what it cost.
//!
//! GNU time stands between, so that peak memory is the program's alone and not what
//! this process held when it started it. Times in seconds, memory in KiB.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

use crate::failure::{Failure, Outcome};

const GNU_TIME: &str = "/usr/bin/time";

/// A command line, and the exit codes that count as success.
pub(crate) struct Task {
    program: PathBuf,
    arguments: Vec<OsString>,
    fine: &'static [i32],
}

/// What a run cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cost {
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// Seconds of all cores, the system's among them.
    pub(crate) cpu: f64,
    /// Largest resident memory, in KiB.
    pub(crate) peak: u64,
}

/// How a run ended: what it cost and printed, or why it failed.
pub(crate) type Ran = Result<(Cost, String), String>;

impl Task {
    /// A command that succeeds with 0.
    pub(crate) fn new<A: AsRef<OsStr>>(program: &Path, arguments: impl IntoIterator<Item = A>) -> Self {
        Self {
            program: program.to_owned(),
            arguments: arguments.into_iter().map(|one| one.as_ref().to_owned()).collect(),
            fine: &[0],
        }
    }

    /// The same command with other codes of success.
    pub(crate) fn succeeding_with(self, fine: &'static [i32]) -> Self {
        Self { fine, ..self }
    }

    /// Runs it and measures; files of the run go to `scratch`.
    ///
    /// # Errors
    /// When it cannot be started at all.
    pub(crate) fn measure(&self, scratch: &Path) -> Outcome<Ran> {
        let at = |name: &str| scratch.join(name);
        let create = |path: PathBuf| File::create(&path).map_err(|why| Failure::at(&path, why));
        let mut command = Command::new(GNU_TIME);
        command.args(["-f", "%U %S %M", "-o"]).arg(at("time.txt"));
        command.arg(&self.program).args(&self.arguments);
        command.stdin(Stdio::null());
        command
            .stdout(create(at("stdout.txt"))?)
            .stderr(create(at("stderr.txt"))?);
        let started = Instant::now();
        let status = command.status().map_err(|why| {
            Failure::new(format!(
                "{GNU_TIME}: {why}; expected GNU time there (Debian: package time)"
            ))
        })?;
        let wall = started.elapsed().as_secs_f64();
        let read = |name: &str| fs::read(at(name)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let told = read("time.txt")?;
        if !status.code().is_some_and(|code| self.fine.contains(&code)) {
            return Ok(Err(reason(status, &told, &read("stderr.txt")?)));
        }
        Ok(match cost(wall, &told) {
            Some(cost) => Ok((cost, read("stdout.txt")?)),
            None => Err(format!("GNU time wrote {told:?}")),
        })
    }

    /// Runs it to prepare something; what it printed, and its cost.
    ///
    /// # Errors
    /// When it cannot be started or fails.
    pub(crate) fn prepare(&self, scratch: &Path) -> Outcome<(Cost, String)> {
        let program = self.program.display();
        let failed = |why| Failure::new(format!("{program} {:?}: {why}", self.arguments));
        self.measure(scratch)?.map_err(failed)
    }
}

/// The last line GNU time wrote: user and system seconds, KiB.
fn cost(wall: f64, told: &str) -> Option<Cost> {
    let mut words = told.lines().last()?.split(' ');
    let user: f64 = words.next()?.parse().ok()?;
    let system: f64 = words.next()?.parse().ok()?;
    let peak = words.next()?.parse().ok()?;
    Some(Cost {
        wall,
        cpu: user + system,
        peak,
    })
}

/// Why a run failed: the signal that killed it, or its code and last words.
fn reason(status: ExitStatus, told: &str, stderr: &str) -> String {
    let first = told.lines().next().unwrap_or_default();
    if let Some(signal) = first.strip_prefix("Command terminated by signal ") {
        let memory = if signal == "9" {
            ", as when memory runs out"
        } else {
            ""
        };
        return format!("killed by signal {signal}{memory}");
    }
    let last = stderr.lines().rev().find(|line| !line.trim().is_empty());
    format!("{status}: {}", last.unwrap_or("it said nothing").trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Ran {
        let scratch = tempfile::tempdir().unwrap();
        Task::new(Path::new("/bin/sh"), ["-c", script])
            .measure(scratch.path())
            .unwrap()
    }

    #[test]
    fn a_run_that_succeeds_gives_its_cost_and_what_it_printed() {
        let (cost, printed) = shell("echo done").unwrap();
        assert_eq!(printed, "done\n");
        assert!(cost.wall > 0.0 && cost.peak > 100, "{cost:?}");
    }

    #[test]
    fn a_run_that_fails_tells_its_last_words() {
        assert_eq!(
            shell("echo first >&2; echo out of ideas >&2; exit 4"),
            Err("exit status: 4: out of ideas".to_owned())
        );
    }

    #[test]
    fn a_run_that_is_killed_tells_the_signal() {
        assert_eq!(
            shell("kill -9 $$"),
            Err("killed by signal 9, as when memory runs out".to_owned())
        );
    }

    #[test]
    fn a_code_may_be_named_a_success() {
        let scratch = tempfile::tempdir().unwrap();
        let task = Task::new(Path::new("/bin/sh"), ["-c", "echo rejected; exit 3"]).succeeding_with(&[0, 3]);
        assert_eq!(task.prepare(scratch.path()).unwrap().1, "rejected\n");
    }
}
