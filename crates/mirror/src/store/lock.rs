//! One import at a time.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;

use super::error::StoreError;
use super::home::LOCK;

/// The right to import into a home. The system takes it back when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct ImportLock {
    _file: File,
}

impl ImportLock {
    /// Sees whether somebody imports, writing nothing; keeps imports away while it is held.
    /// `None` where there is no file to lock.
    pub(super) fn look(root: &Path) -> Result<Option<Self>, StoreError> {
        let path = root.join(LOCK);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io("open", &path)(error)),
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy {
                path: root.to_owned(),
            }),
            Err(TryLockError::Error(error)) => Err(StoreError::io("lock", &path)(error)),
        }
    }

    /// Takes the right, or says that somebody else has it.
    pub(super) fn take(root: &Path) -> Result<Self, StoreError> {
        let path = root.join(LOCK);
        let mut options = File::options();
        let file = options
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(StoreError::io("open", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy {
                path: root.to_owned(),
            }),
            Err(TryLockError::Error(error)) => Err(StoreError::io("lock", &path)(error)),
        }
    }
}
