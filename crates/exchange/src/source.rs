//! Where a partner's bytes come from: a folder, a stick, a wire. They are all the same, and none
//! is trusted.

use std::io;

use crate::disk::Disk;
use crate::name::Name;

/// A way to a partner's outbox.
pub trait Source {
    /// The bytes of a file from an offset on, at most so many; `None` where there is no such file.
    /// Fewer may come: then the way was cut, and what came is good for as much as it is.
    ///
    /// # Errors
    /// That of the way.
    fn read(&mut self, name: Name, from: u64, at_most: u64) -> io::Result<Option<Vec<u8>>>;
}

/// An outbox in a folder: a share, a stick, or the partner's own on the same machine.
pub struct FolderSource<'d> {
    disk: &'d dyn Disk,
    folder: String,
}

impl<'d> FolderSource<'d> {
    /// The outbox in a folder of a disk.
    pub fn new(disk: &'d dyn Disk, folder: &str) -> Self {
        Self {
            disk,
            folder: folder.to_owned(),
        }
    }
}

impl Source for FolderSource<'_> {
    fn read(&mut self, name: Name, from: u64, at_most: u64) -> io::Result<Option<Vec<u8>>> {
        let path = if self.folder.is_empty() {
            name.to_string()
        } else {
            format!("{}/{name}", self.folder)
        };
        self.disk.read(&path, from, at_most)
    }
}
