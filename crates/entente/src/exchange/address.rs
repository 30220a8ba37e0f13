//! From the address of a partner's outbox to a way there: a folder, a bundle, or `https://host:port`.

use std::path::Path;

use entente_exchange::bundle::BundleSource;
use entente_exchange::disk::{Disk, Folder};
use entente_exchange::name::Name;
use entente_exchange::source::Source;

use crate::failure::Failure;

/// A folder that is a whole outbox.
struct FolderWay(Folder);

impl Source for FolderWay {
    fn read(&mut self, name: Name, from: u64, at_most: u64) -> std::io::Result<Option<Vec<u8>>> {
        self.0.read(&name.to_string(), from, at_most)
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
    if path.is_dir() {
        return Ok(Box::new(FolderWay(Folder::new(path))));
    }
    if !path.exists() {
        return Err(Failure::of(format!("found nothing at {}", path.display()))
            .hint("name a folder with the partner's outbox, or a bundle"));
    }
    Ok(Box::new(BundleSource::open(path)?))
}
