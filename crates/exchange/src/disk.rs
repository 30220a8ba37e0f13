//! Files, as the exchange needs them: few operations, each of which may fail, and none of which
//! lasts before it is synced.
//!
//! Everything the protocol promises about power cuts rests on the order of these operations, so
//! they are a trait: the tests put a disk beneath that forgets what was not synced, tears writes
//! and fails wherever they like. After a failed sync nobody may try again: what is on the disk is
//! not known any more, and only a new start tells.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// Files below one folder, by names with `/` between parts.
pub trait Disk {
    /// The bytes of a file from an offset on, at most so many; `None` where there is no file.
    ///
    /// # Errors
    /// The system's.
    fn read(&self, path: &str, from: u64, at_most: u64) -> io::Result<Option<Vec<u8>>>;

    /// Bytes of a file; `None` where there is none.
    ///
    /// # Errors
    /// The system's.
    fn size(&self, path: &str) -> io::Result<Option<u64>>;

    /// The names in a folder, ascending, folders with a `/` behind; none where there is no folder.
    ///
    /// # Errors
    /// The system's.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;

    /// Makes a file of some bytes, in the place of one that may be there.
    ///
    /// # Errors
    /// The system's.
    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Adds to the end of a file, which is made if there is none.
    ///
    /// # Errors
    /// The system's.
    fn append(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Cuts a file off.
    ///
    /// # Errors
    /// The system's.
    fn truncate(&self, path: &str, size: u64) -> io::Result<()>;

    /// Waits until the bytes of a file will last.
    ///
    /// # Errors
    /// The system's; then nothing is known of the file.
    fn sync(&self, path: &str) -> io::Result<()>;

    /// Waits until the names in a folder will last.
    ///
    /// # Errors
    /// The system's; then nothing is known of the folder.
    fn sync_folder(&self, folder: &str) -> io::Result<()>;

    /// Gives a file another name, in the place of one that may be there.
    ///
    /// # Errors
    /// The system's.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Makes a folder whose parent is there; it may be there already.
    ///
    /// # Errors
    /// The system's.
    fn make_folder(&self, folder: &str) -> io::Result<()>;

    /// Removes a file, if it is there.
    ///
    /// # Errors
    /// The system's.
    fn remove(&self, path: &str) -> io::Result<()>;
}

/// The folder a path lies in; the top is the empty name.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Makes sure that a file that is there will last, and all folders that lead to it.
///
/// # Errors
/// The system's.
pub fn settle(disk: &dyn Disk, path: &str) -> io::Result<()> {
    disk.sync(path)?;
    let mut folder = path;
    while !folder.is_empty() {
        folder = folder_of(folder);
        disk.sync_folder(folder)?;
    }
    Ok(())
}

/// Makes all folders that lead to a path.
///
/// # Errors
/// The system's.
pub fn make_way(disk: &dyn Disk, path: &str) -> io::Result<()> {
    let ends = path.match_indices('/').map(|(at, _)| at);
    ends.into_iter()
        .try_for_each(|end| disk.make_folder(&path[..end]))
}

/// Puts a file in its place as a whole, so that it lasts: whoever looks finds what was before or
/// all of what comes. `staging` is a name that nobody else uses.
///
/// # Errors
/// The system's.
pub fn put(disk: &dyn Disk, staging: &str, path: &str, bytes: &[u8]) -> io::Result<()> {
    make_way(disk, staging)?;
    make_way(disk, path)?;
    // A name that an earlier attempt left may still be one with the file it was put in the place of.
    disk.remove(staging)?;
    disk.write(staging, bytes)?;
    disk.sync(staging)?;
    disk.rename(staging, path)?;
    settle(disk, path)
}

/// All of a file no longer than expected; `None` where there is none.
///
/// # Errors
/// The system's, or that the file is longer.
pub fn read_whole(disk: &dyn Disk, path: &str, at_most: u64) -> io::Result<Option<Vec<u8>>> {
    match disk.read(path, 0, at_most.saturating_add(1))? {
        Some(bytes) if bytes.len() as u64 > at_most => {
            let found = format!("found more than {at_most} bytes in {path}");
            Err(io::Error::new(io::ErrorKind::FileTooLarge, found))
        }
        read => Ok(read),
    }
}

/// A folder of this machine.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at a path.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }
}

/// Nothing, where there is nothing.
fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(there) => Ok(Some(there)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

impl Disk for Folder {
    fn read(&self, path: &str, from: u64, at_most: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(mut file) = found(File::open(self.path(path)))? else {
            return Ok(None);
        };
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(at_most).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    fn size(&self, path: &str) -> io::Result<Option<u64>> {
        Ok(found(fs::symlink_metadata(self.path(path)))?.map(|file| file.len()))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let Some(entries) = found(fs::read_dir(self.path(folder)))? else {
            return Ok(Vec::new());
        };
        let name = |entry: io::Result<fs::DirEntry>| {
            let entry = entry?;
            let behind = if entry.file_type()?.is_dir() { "/" } else { "" };
            Ok(format!("{}{behind}", entry.file_name().to_string_lossy()))
        };
        let mut names: Vec<String> = entries.map(name).collect::<io::Result<_>>()?;
        names.sort();
        Ok(names)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        fs::write(self.path(path), bytes)
    }

    fn append(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.path(path))?
            .write_all(bytes)
    }

    fn truncate(&self, path: &str, size: u64) -> io::Result<()> {
        OpenOptions::new()
            .write(true)
            .open(self.path(path))?
            .set_len(size)
    }

    fn sync(&self, path: &str) -> io::Result<()> {
        File::open(self.path(path))?.sync_all()
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        File::open(self.path(folder))?.sync_all()
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.path(from), self.path(to))
    }

    fn make_folder(&self, folder: &str) -> io::Result<()> {
        match fs::create_dir(self.path(folder)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made,
        }
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        found(fs::remove_file(self.path(path))).map(|_| ())
    }
}
