//! A node's home: one folder that holds all of one side's count.

use std::fs;
use std::path::{Path, PathBuf};

use super::catalogue::Catalogue;
use super::error::StoreError;
use super::files;
use super::settings::{FILE, Party, Settings};

/// An open home.
#[derive(Clone, Debug)]
pub struct Home {
    root: PathBuf,
    settings: Settings,
}

/// Folders of a home, made with it.
pub(super) const FOLDERS: [&str; 4] = ["objects", "books", "rejects", "tmp"];

/// The file an import locks for as long as it lasts.
pub(super) const LOCK: &str = "import.lock";

/// The SQLite database.
pub(super) const LEDGER: &str = "ledger.db";

impl Home {
    /// Makes a home in a new or empty folder. `entente.toml` comes last: a home
    /// that could not be finished is none.
    ///
    /// # Errors
    /// [`StoreError::AlreadyHome`], [`StoreError::NotEmpty`], [`StoreError::Invalid`]
    /// for codes that are not three capital letters, or the system's refusal;
    /// then the folder is left as it was.
    pub fn init(path: &Path, side: Party, partner: Party) -> Result<Self, StoreError> {
        refuse_if_taken(path)?;
        let settings = Settings { side, partner };
        let existed = path.is_dir();
        match furnish(path, &settings) {
            Ok(()) => Self::open(path),
            Err(error) => {
                clear_out(path, existed);
                Err(error)
            }
        }
    }

    /// Opens the home in this very folder.
    ///
    /// # Errors
    /// [`StoreError::NoHome`] without an `entente.toml`; [`StoreError::Invalid`] for a damaged one.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let root = path.to_owned();
        let file = path.join(FILE);
        if !file.is_file() {
            return Err(StoreError::NoHome { start: root });
        }
        let settings = Settings::read(&file)?;
        Ok(Self { root, settings })
    }

    /// Opens the nearest home at `start` or above it.
    ///
    /// # Errors
    /// As [`Home::open`].
    pub fn find(start: &Path) -> Result<Self, StoreError> {
        Self::open(&Self::locate(start)?)
    }

    /// The folder of the nearest home at `start` or above it, whatever state it is in.
    ///
    /// # Errors
    /// [`StoreError::NoHome`].
    pub fn locate(start: &Path) -> Result<PathBuf, StoreError> {
        let absolute = std::path::absolute(start).map_err(StoreError::io("find", start))?;
        let home = absolute.ancestors().find(|folder| folder.join(FILE).is_file());
        match home {
            Some(folder) => Ok(folder.to_owned()),
            None => Err(StoreError::NoHome {
                start: absolute.clone(),
            }),
        }
    }

    /// Whether nothing that [`Self::init`] makes is in a folder: it is no home, not even a damaged one.
    pub fn is_none(path: &Path) -> bool {
        let mut parts = [FILE, LEDGER, LOCK].iter().chain(&FOLDERS);
        !parts.any(|name| path.join(name).exists())
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whose home this is.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Opens the catalogue of what was imported, for reading; nothing need be writable.
    ///
    /// # Errors
    /// [`StoreError::Ledger`] or [`StoreError::Schema`].
    pub fn catalogue(&self) -> Result<Catalogue, StoreError> {
        Catalogue::open_to_read(&self.root.join(LEDGER))
    }

    /// The catalogue for who adds to it.
    pub(super) fn ledger(&self) -> Result<Catalogue, StoreError> {
        Catalogue::open(&self.root.join(LEDGER))
    }
}

fn refuse_if_taken(path: &Path) -> Result<(), StoreError> {
    if path.join(FILE).exists() {
        return Err(StoreError::AlreadyHome {
            path: path.to_owned(),
        });
    }
    if !path.exists() {
        return Ok(());
    }
    let mut inside = fs::read_dir(path).map_err(StoreError::io("read folder", path))?;
    match inside.next() {
        None => Ok(()),
        Some(entry) => Err(StoreError::NotEmpty {
            path: path.to_owned(),
            found: entry.map_or_else(
                |_| "something".to_owned(),
                |entry| entry.file_name().display().to_string(),
            ),
        }),
    }
}

fn furnish(path: &Path, settings: &Settings) -> Result<(), StoreError> {
    for folder in FOLDERS {
        let folder = path.join(folder);
        fs::create_dir_all(&folder).map_err(StoreError::io("make folder", &folder))?;
    }
    let lock = path.join(LOCK);
    fs::write(&lock, "").map_err(StoreError::io("write", &lock))?;
    Catalogue::create(&path.join(LEDGER))?;
    settings.write(&path.join(FILE))?;
    files::sync_file(&path.join(FILE))?;
    files::sync_folder(path)
}

/// Undoes [`furnish`] as far as it went; what cannot be removed stays.
fn clear_out(path: &Path, existed: bool) {
    for name in [FILE, LEDGER, LOCK] {
        let _ = fs::remove_file(path.join(name));
    }
    for name in FOLDERS {
        let _ = fs::remove_dir(path.join(name));
    }
    if !existed {
        let _ = fs::remove_dir(path);
    }
}
