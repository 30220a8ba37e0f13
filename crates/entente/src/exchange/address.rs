//! From the address of a partner's outbox to a way there: a folder, a bundle, or `https://host:port`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use entente_exchange::bundle::BundleSource;
use entente_exchange::disk::{Disk, Folder};
use entente_exchange::name::Name;
use entente_exchange::source::Source;

use crate::failure::Failure;

/// A folder that is a whole outbox. Whoever had the stick may have laid links and pipes there: only
/// plain files are opened.
struct FolderWay {
    folder: Folder,
    path: PathBuf,
}

impl Source for FolderWay {
    fn read(&mut self, name: Name, from: u64, at_most: u64) -> io::Result<Option<Vec<u8>>> {
        let name = name.to_string();
        match fs::symlink_metadata(self.path.join(&name)) {
            Ok(there) if !there.is_file() => Err(io::Error::other("found no plain file")),
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => self.folder.read(&name, from, at_most),
        }
    }
}

/// `host:port` of an address on a wire.
pub(crate) fn on_a_wire(address: &str) -> Option<&str> {
    address
        .strip_prefix("https://")
        .map(|rest| rest.trim_end_matches('/'))
}

/// Opens a folder or a bundle.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Source>, Failure> {
    let hint = "name a folder with the partner's outbox, or a bundle";
    if path.is_dir() {
        let (folder, path) = (Folder::new(path), path.to_owned());
        return Ok(Box::new(FolderWay { folder, path }));
    }
    if !path.exists() {
        return Err(Failure::of(format!("found nothing at {}", path.display())).hint(hint));
    }
    if !path.is_file() {
        let found = format!("found no folder and no plain file at {}", path.display());
        return Err(Failure::of(found).hint(hint));
    }
    Ok(Box::new(BundleSource::open(path)?))
}
