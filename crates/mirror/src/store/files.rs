//! Making files durable: nothing counts before the disk has it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;

use super::error::StoreError;

/// Waits until the bytes of a file are on disk.
pub(super) fn sync_file(path: &Path) -> Result<(), StoreError> {
    let file = File::options()
        .write(true)
        .open(path)
        .map_err(StoreError::io("open", path))?;
    file.sync_all().map_err(StoreError::io("save", path))
}

/// Waits until the names in a folder are on disk, where the system knows how.
pub(super) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    if !cfg!(unix) {
        return Ok(());
    }
    let folder = File::open(path).map_err(StoreError::io("open folder", path))?;
    folder.sync_all().map_err(StoreError::io("save folder", path))
}

/// Makes the folder above `root/relative`.
pub(super) fn make_room(root: &Path, relative: &str) -> Result<(), StoreError> {
    let path = root.join(relative);
    let folder = path.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(StoreError::io("make folder", folder))
}

/// Syncs every folder between `root` and each of the files below it.
pub(super) fn sync_folders_above(root: &Path, relatives: &[String]) -> Result<(), StoreError> {
    let folders: BTreeSet<&Path> = relatives
        .iter()
        .flat_map(|relative| Path::new(relative).ancestors().skip(1))
        .collect();
    folders
        .into_iter()
        .try_for_each(|folder| sync_folder(&root.join(folder)))
}

/// Removes a file and the folders it leaves empty, up to but without the first below `root`.
pub(super) fn remove_with_empty_folders(root: &Path, relative: &str) {
    let _ = fs::remove_file(root.join(relative));
    let folders = Path::new(relative).ancestors().skip(1);
    for folder in folders.take_while(|folder| folder.components().count() > 1) {
        if fs::remove_dir(root.join(folder)).is_err() {
            return;
        }
    }
}
