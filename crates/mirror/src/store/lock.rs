//! Files that one process holds: the right to import, and whatever else only one may do at a home.

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::error::StoreError;
use super::home::LOCK;

/// How often is looked whether a file is free.
const PAUSE: Duration = Duration::from_millis(20);

/// A file that is held. The system takes it back when the process ends, however it ends.
#[derive(Debug)]
pub struct FileLock {
    _file: File,
}

impl FileLock {
    /// Holds a file alone, which is made if there is none; waits about so long while others have it.
    /// `None` if they still have it then.
    ///
    /// # Errors
    /// The system's.
    pub fn take(path: &Path, patience: Duration) -> io::Result<Option<Self>> {
        let mut options = File::options();
        let file = options.write(true).create(true).truncate(false).open(path)?;
        let mut left = patience.as_millis() / PAUSE.as_millis();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self { _file: file })),
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) if left == 0 => return Ok(None),
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            }
            left -= 1;
        }
    }

    /// Holds a file with others who only look; `None` if somebody has it alone.
    fn share(file: File) -> io::Result<Option<Self>> {
        match file.try_lock_shared() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// The right to import into a home.
#[derive(Debug)]
pub(super) struct ImportLock {
    _held: FileLock,
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
        Self::of(root, FileLock::share(file)).map(Some)
    }

    /// Takes the right, or says that somebody else has it: an import may last for hours.
    pub(super) fn take(root: &Path) -> Result<Self, StoreError> {
        Self::of(root, FileLock::take(&root.join(LOCK), Duration::ZERO))
    }

    fn of(root: &Path, held: io::Result<Option<FileLock>>) -> Result<Self, StoreError> {
        let held = held.map_err(StoreError::io("open", &root.join(LOCK)))?;
        let path = root.to_owned();
        held.map(|held| Self { _held: held })
            .ok_or(StoreError::Busy { path })
    }
}
