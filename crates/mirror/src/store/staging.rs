//! Where an import lies until it counts, and how one that never did is undone.
//!
//! An import is prepared in `tmp/import-<n>/`. Before any file moves to its
//! place, the list of moves is put on disk there. Whoever finds the folder later
//! removes the files of that list which the catalogue does not name, then the
//! folder: nothing else is ever removed, least of all an object that merely
//! lacks its catalogue.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::catalogue::Catalogue;
use super::error::StoreError;
use super::files;

/// The list of moves.
const MOVES: &str = "moves";

/// Folders a move may end in.
const PLACES: [&str; 3] = ["objects/", "books/", "rejects/"];

/// One import's folder below `tmp`. Undone when dropped, unless the import counts by then.
#[derive(Debug)]
pub(super) struct Staging {
    root: PathBuf,
    folder: PathBuf,
}

/// A file on its way from the staging folder to its place.
#[derive(Clone, Debug)]
pub(super) struct Move {
    /// Where it lies.
    pub(super) from: PathBuf,
    /// Where it belongs, below the home.
    pub(super) to: String,
}

impl Staging {
    pub(super) fn open(root: &Path, import: u32) -> Result<Self, StoreError> {
        let folder = tmp(root).join(format!("import-{import}"));
        fs::create_dir_all(&folder).map_err(StoreError::io("make folder", &folder))?;
        let root = root.to_owned();
        Ok(Self { root, folder })
    }

    /// A file in the folder.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Puts the list of moves on disk. Those that land on a file already there are left out:
    /// they must not be undone.
    pub(super) fn announce(&self, moves: &[Move]) -> Result<(), StoreError> {
        let path = self.file(MOVES);
        let new = moves.iter().filter(|file| !self.root.join(&file.to).exists());
        let text: String = new.map(|file| format!("{}\n", file.to)).collect();
        let written = File::create_new(&path).and_then(|mut list| {
            list.write_all(text.as_bytes())?;
            list.sync_all()
        });
        written.map_err(StoreError::io("write", &path))?;
        files::sync_folders_above(&tmp(&self.root), &[self.relative(MOVES)])
    }

    fn relative(&self, name: &str) -> String {
        let folder = self.folder.file_name().unwrap_or_default();
        format!("{}/{name}", folder.display())
    }

    /// Moves one file to its place.
    pub(super) fn land(&self, file: &Move) -> Result<(), StoreError> {
        let place = self.root.join(&file.to);
        files::make_room(&self.root, &file.to)?;
        fs::rename(&file.from, &place).map_err(StoreError::io("move into place", &place))
    }
}

impl Drop for Staging {
    /// Best effort: what cannot be undone now is undone by the next import.
    fn drop(&mut self) {
        if let Ok(catalogue) = Catalogue::open(&self.root.join(super::home::LEDGER)) {
            let _ = undo(&self.root, &catalogue, &self.folder);
        }
    }
}

/// Undoes every import that never counted. Only to be called by whoever holds the lock.
pub(super) fn sweep(root: &Path, catalogue: &Catalogue) -> Result<(), StoreError> {
    leftovers(root)?
        .iter()
        .try_for_each(|folder| undo(root, catalogue, folder))
}

/// What lies in `tmp`, in order.
pub(super) fn leftovers(root: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let tmp = tmp(root);
    if !tmp.exists() {
        return Ok(Vec::new());
    }
    let failed = |error| StoreError::io("read folder", &tmp)(error);
    let entries = fs::read_dir(&tmp).map_err(failed)?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    paths.sort();
    Ok(paths)
}

/// Removes what an import moved and the catalogue does not name, then its folder.
fn undo(root: &Path, catalogue: &Catalogue, folder: &Path) -> Result<(), StoreError> {
    for relative in announced(folder) {
        if !catalogue.knows(&relative)? {
            files::remove_with_empty_folders(root, &relative);
        }
    }
    let removed = match folder.is_dir() {
        true => fs::remove_dir_all(folder),
        false => fs::remove_file(folder),
    };
    removed.map_err(StoreError::io("remove", folder))
}

/// The moves of a list, as far as it is whole; no path leads out of the home.
fn announced(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join(MOVES)).unwrap_or_default();
    let whole = text
        .split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'));
    whole
        .filter(|line| PLACES.iter().any(|place| line.starts_with(place)) && !line.contains(".."))
        .map(str::to_owned)
        .collect()
}

pub(super) fn tmp(root: &Path) -> PathBuf {
    root.join("tmp")
}
