//! A home of the program under test: filled by its own import, copied for each run.
//!
//! Copies share the bytes of files that are only ever written whole (hard links);
//! the ledger and whatever else is small is copied.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Setup;
use super::child::Task;
use super::data::clear;
use super::turns::told;
use crate::failure::{Failure, Outcome};

/// A file larger than this is shared between copies, not copied.
const SMALL: u64 = 1 << 22;

/// A home.
pub(crate) struct Home<'a> {
    setup: &'a Setup,
    path: PathBuf,
}

impl<'a> Home<'a> {
    /// A home that is or will be there.
    pub(crate) fn new(setup: &'a Setup, path: PathBuf) -> Self {
        Self { setup, path }
    }

    /// Its folder.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Where its records lie.
    pub(crate) fn books(&self) -> PathBuf {
        self.path.join("books")
    }

    /// A command at this home.
    pub(crate) fn command<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Task {
        let at_home = [OsStr::new("--home"), self.path.as_os_str()];
        self.setup
            .entente(arguments.iter().map(AsRef::as_ref).chain(at_home))
    }

    /// The command that imports files; rejected rows are no failure.
    pub(crate) fn import<P: AsRef<Path>>(&self, files: &[P]) -> Task {
        let vintage = ["--vintage", "2024-01-01"].map(OsStr::new);
        let files = files.iter().map(|file| file.as_ref().as_os_str());
        let arguments: Vec<&OsStr> = [OsStr::new("import")]
            .into_iter()
            .chain(files)
            .chain(vintage)
            .collect();
        self.command(&arguments).succeeding_with(&[0, 3])
    }

    /// The command that matches all pairs.
    pub(crate) fn mirror_world(&self, out: &Path, codes: &Path) -> Task {
        let factors = codes.join("cif_factors.csv");
        let head = [OsStr::new("mirror-world"), out.as_os_str()];
        let tail = [OsStr::new("--factors"), factors.as_os_str()];
        self.command(&[head, tail].concat())
    }

    /// Imports files into a new home, once a run of the bench; a sentence about its cost.
    ///
    /// # Errors
    /// When the import fails.
    pub(crate) fn filled_once<P: AsRef<Path>>(&self, files: &[P]) -> Outcome<String> {
        let told_at = self.path.with_extension("filled");
        let stamp = |words: &str| format!("{}\n{words}", self.setup.stamp);
        if let Ok(text) = fs::read_to_string(&told_at)
            && let Some(words) = text.strip_prefix(&stamp(""))
        {
            return Ok(words.to_owned());
        }
        clear(&self.path)?;
        let sides = ["--side", "KAZ", "--partner", "SRB"].map(OsStr::new);
        let init = [OsStr::new("init"), self.path.as_os_str()];
        self.setup
            .entente(init.into_iter().chain(sides))
            .prepare(&self.setup.work)?;
        let (cost, _) = self.import(files).prepare(&self.setup.work)?;
        let words = format!("Importing took {:.1} s and {} MiB.", cost.wall, cost.peak >> 10);
        told(&format!("{}: {words}", self.path.display()));
        fs::write(told_at, stamp(&words))?;
        Ok(words)
    }

    /// Makes another home the same as this one.
    ///
    /// # Errors
    /// When files cannot be copied.
    pub(crate) fn copy_to(&self, other: &Self) -> Outcome<()> {
        copy(&self.path, &other.path)
    }
}

/// Makes a folder the same as another one.
///
/// # Errors
/// When files cannot be copied.
pub(crate) fn copy(from: &Path, to: &Path) -> Outcome<()> {
    clear(to)?;
    copy_folder(from, to).map_err(|why| Failure::at(to, why))
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else if !shared(&path)? || fs::hard_link(&path, &target).is_err() {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

/// Parquet and large objects are never changed in place; a database is.
fn shared(path: &Path) -> io::Result<bool> {
    let changes = path.extension().is_some_and(|extension| extension == "db");
    let parquet = path.extension().is_some_and(|extension| extension == "parquet");
    Ok(!changes && (parquet || fs::metadata(path)?.len() > SMALL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_holds_the_same_and_drops_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir_all(from.join("books")).unwrap();
        fs::create_dir_all(&to).unwrap();
        for name in ["books/a.parquet", "ledger.db"] {
            fs::write(from.join(name), name).unwrap();
        }
        fs::write(to.join("old"), "old").unwrap();
        copy(&from, &to).unwrap();
        let read = |name: &str| fs::read_to_string(to.join(name)).ok();
        assert_eq!(
            [read("books/a.parquet"), read("ledger.db"), read("old")],
            [
                Some("books/a.parquet".to_owned()),
                Some("ledger.db".to_owned()),
                None
            ]
        );
    }
}
