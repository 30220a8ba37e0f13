//! The other engines: Python packages at pinned versions in an environment of their own.
//!
//! Their scripts are not part of this repository; a folder of them is given. Nothing
//! here changes how an engine is used.

use std::fs;
use std::path::{Path, PathBuf};

use super::child::Task;
use crate::failure::{Failure, Outcome};

const REQUIREMENTS: &str = include_str!("../../requirements.txt");
const SORTED: &str = include_str!("sorted.py");
const CHECK: &str = "check.py";

/// Names of the peers, their scripts, and what is said to them besides the paths.
const PEERS: [(&str, &str, &[&str]); 4] = [
    ("DuckDB", "duckdb_peer.py", &[]),
    ("Polars streaming", "polars_peer.py", &["--engine", "streaming"]),
    ("Polars in memory", "polars_peer.py", &["--engine", "in-memory"]),
    ("DataFusion", "datafusion_peer.py", &[]),
];

/// The engines, ready to run.
pub(crate) struct Peers {
    python: PathBuf,
    scripts: PathBuf,
}

impl Peers {
    /// Finds the scripts and installs the engines, unless they are there in these versions.
    ///
    /// # Errors
    /// When a script is missing or Python cannot install.
    pub(crate) fn install(scripts: &Path, work: &Path) -> Outcome<Self> {
        let needed = PEERS.iter().map(|peer| peer.1).chain([CHECK]);
        if let Some(missing) = needed.into_iter().find(|name| !scripts.join(name).is_file()) {
            let why = format!("holds no {missing}; give the folder of the peers' scripts with --peers");
            return Err(Failure::at(scripts, why));
        }
        let home = work.join("python");
        let python = home.join("bin").join("python");
        let installed = home.join("requirements.txt");
        if fs::read_to_string(&installed).is_ok_and(|text| text == REQUIREMENTS) {
            return Ok(Self {
                python,
                scripts: scripts.to_owned(),
            });
        }
        let wanted = work.join("requirements.txt");
        fs::write(&wanted, REQUIREMENTS)?;
        Task::new(
            Path::new("python3"),
            ["-m".as_ref(), "venv".as_ref(), home.as_os_str()],
        )
        .prepare(work)?;
        let pip = ["-m", "pip", "install", "--quiet", "--requirement"].map(AsRef::as_ref);
        Task::new(&python, pip.into_iter().chain([wanted.as_os_str()])).prepare(work)?;
        fs::write(installed, REQUIREMENTS)?;
        Ok(Self {
            python,
            scripts: scripts.to_owned(),
        })
    }

    /// Every peer's name and its command for a job.
    pub(crate) fn commands(
        &self,
        input: &Path,
        codes: &Path,
        out: impl Fn(&str) -> PathBuf,
    ) -> Vec<(&'static str, Task, PathBuf)> {
        let command = |&(name, script, more): &(&'static str, &str, &[&str])| {
            let (script, out) = (self.scripts.join(script), out(name));
            let paths = [
                script.as_os_str(),
                input.as_os_str(),
                codes.as_os_str(),
                out.as_os_str(),
            ];
            let more = more.iter().map(AsRef::as_ref);
            (name, Task::new(&self.python, paths.into_iter().chain(more)), out)
        };
        PEERS.iter().map(command).collect()
    }

    /// The command that prints a result's fingerprint; DuckDB expands `*` in the folder.
    pub(crate) fn check(&self, out: &Path) -> Task {
        Task::new(
            &self.python,
            [self.scripts.join(CHECK).as_os_str(), out.as_os_str()],
        )
    }

    /// The command that writes good rows in the order of the key.
    pub(crate) fn sort(&self, input: &Path, codes: &Path, out: &Path, spill: &Path) -> Task {
        let head = ["-c", SORTED].map(AsRef::as_ref);
        let paths = [input, codes, out].map(Path::as_os_str);
        let tail = ["8".as_ref(), spill.as_os_str()];
        Task::new(&self.python, head.into_iter().chain(paths).chain(tail))
    }
}

/// The engines and their versions, as a person reads them.
pub(crate) fn versions() -> String {
    let names: Vec<String> = REQUIREMENTS.lines().map(|line| line.replace("==", " ")).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_the_pinned_ones() {
        assert_eq!(
            versions(),
            "duckdb 2.0.0, polars 2.1.0, datafusion 55.0.0, pyarrow 26.0.1"
        );
    }

    #[test]
    fn a_folder_without_the_scripts_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let why = Peers::install(folder.path(), folder.path())
            .err()
            .map(|why| why.to_string());
        let expected = format!(
            "{}: holds no duckdb_peer.py; give the folder of the peers' scripts with --peers",
            folder.path().display()
        );
        assert_eq!(why, Some(expected));
    }
}
