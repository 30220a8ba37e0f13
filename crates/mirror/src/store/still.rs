//! A ledger that nobody writes, read without locks.
//!
//! In a home one may only read, SQLite cannot make the files by which readers and
//! writers know of each other. It can still read the file as it lies, if nobody writes
//! it meanwhile. Whether somebody did is seen here, by what the system says of the file
//! before and after. It does not read the ledger itself.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How a ledger lies on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Still {
    bytes: u64,
    changed: SystemTime,
    /// Bytes of the log in which a writer collects what is not yet in the file.
    pub(super) log: u64,
}

impl Still {
    pub(super) fn of(ledger: &Path) -> io::Result<Self> {
        let found = fs::metadata(ledger)?;
        Ok(Self {
            bytes: found.len(),
            changed: found.modified()?,
            log: fs::metadata(log(ledger)).map_or(0, |log| log.len()),
        })
    }

    /// Whether the ledger still lies so.
    pub(super) fn holds(&self, ledger: &Path) -> bool {
        Self::of(ledger).is_ok_and(|now| now == *self)
    }
}

/// `ledger.db-wal`.
fn log(ledger: &Path) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// The address by which SQLite opens a file as one that never changes; none for a name that is no text.
pub(super) fn address(ledger: &Path) -> Option<String> {
    let absolute = std::path::absolute(ledger).ok()?;
    let mut address = "file:".to_owned();
    for byte in absolute.to_str()?.replace('\\', "/").bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b':' => address.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(address + "?immutable=1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_every_sign_of_a_name() {
        assert_eq!(
            address(Path::new("/a b/?#%/ё.db")).as_deref(),
            Some("file:/a%20b/%3F%23%25/%D1%91.db?immutable=1")
        );
    }
}
