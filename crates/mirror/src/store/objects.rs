//! Objects: bytes as received, named by their hash. They are the truth; all else can be rebuilt.

use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::home::Home;
use super::lock::ImportLock;
use super::staging::sweep;
use super::{files, staging};
use crate::hash::{copy_hashed, hash_of};

/// Bytes received into a staging folder, on disk, not yet part of the store.
#[derive(Debug)]
pub(super) struct Received {
    /// Where they lie.
    pub(super) path: PathBuf,
    /// SHA-256, lower-case hexadecimal.
    pub(super) sha256: String,
    /// Length.
    pub(super) bytes: u64,
}

impl Received {
    /// Copies `source` to `path` in one pass and waits until the disk has it.
    pub(super) fn copy(source: &mut dyn Read, path: PathBuf) -> Result<Self, StoreError> {
        let failed = |error| StoreError::io("receive into", &path)(error);
        let file = File::create_new(&path).map_err(failed)?;
        let mut file = BufWriter::new(file);
        let (sha256, bytes) = copy_hashed(source, &mut file).map_err(failed)?;
        file.flush().map_err(failed)?;
        file.get_ref().sync_all().map_err(failed)?;
        Ok(Self { path, sha256, bytes })
    }

    /// Whether the store at `root` holds these very bytes already; a damaged copy does not count.
    pub(super) fn is_held(&self, root: &Path) -> bool {
        let path = root.join(object_path(&self.sha256));
        let length = fs::metadata(&path).map(|file| file.len());
        length.is_ok_and(|length| length == self.bytes)
            && hash_of(&path).is_ok_and(|hash| hash == self.sha256)
    }
}

impl Home {
    /// The bytes that are kept under a name.
    ///
    /// # Errors
    /// The system's refusal, or [`StoreError::Invalid`] where they are not those the name is of.
    pub fn object(&self, sha256: &str) -> Result<Vec<u8>, StoreError> {
        let path = self.root().join(object_path(sha256));
        let mut file = File::open(&path).map_err(StoreError::io("open", &path))?;
        let mut bytes = Vec::new();
        let copied = copy_hashed(&mut file, &mut bytes);
        let (found, _) = copied.map_err(StoreError::io("read", &path))?;
        match found == sha256 {
            true => Ok(bytes),
            false => Err(StoreError::invalid(
                path.display().to_string(),
                format!("bytes of the SHA-256 {found}"),
                "those it is named by; `entente doctor` says what to do",
            )),
        }
    }

    /// Keeps bytes that are no import, such as a text that was read; when this returns, the disk has
    /// them. A damaged copy gives way. Their SHA-256 is the name they are kept under.
    ///
    /// # Errors
    /// [`StoreError::Busy`] while an import is under way, or the system's refusal; then the home is as it
    /// was.
    pub fn keep(&self, mut bytes: &[u8]) -> Result<String, StoreError> {
        let root = self.root();
        let _lock = ImportLock::take(root)?;
        // What an interrupted import left is undone first: the next would undo an object with it.
        sweep(root, &self.ledger()?)?;
        let folder = staging::tmp(root);
        fs::create_dir_all(&folder).map_err(StoreError::io("make folder", &folder))?;
        let received = Received::copy(&mut bytes, folder.join("kept"))?;
        if received.is_held(root) {
            fs::remove_file(&received.path).map_err(StoreError::io("remove", &received.path))?;
            return Ok(received.sha256);
        }
        let path = object_path(&received.sha256);
        files::make_room(root, &path)?;
        let place = root.join(&path);
        fs::rename(&received.path, &place).map_err(StoreError::io("move into place", &place))?;
        files::sync_folders_above(root, &[path])?;
        Ok(received.sha256)
    }
}

/// Where an object lies below the home.
pub(super) fn object_path(sha256: &str) -> String {
    format!("objects/sha256/{}/{sha256}", &sha256[..2])
}
