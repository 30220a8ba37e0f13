//! Bundles: an outbox in one file, for a stick or a share.
//!
//! A bundle is an uncompressed tar archive: the outbox's files by their names, and
//! `manifest-sha256.txt`, which `sha256sum -c` reads. It is read where it lies: nothing of it is
//! unpacked, so nothing can be written anywhere. It is as little trusted as any other way.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::digest::Digest;
use crate::disk::read_whole;
use crate::error::{self, ExchangeError};
use crate::name::Name;
use crate::outbox::Outbox;
use crate::refusal::{Reason, Refusal};
use crate::source::Source;
use crate::tile::Tile;

/// The list of a bundle's files.
const MANIFEST: &str = "manifest-sha256.txt";

/// Files a bundle may have.
const MOST_FILES: usize = 1 << 20;

/// Writes an outbox from an entry on as a bundle; how many files it holds.
///
/// # Errors
/// [`ExchangeError::Damaged`] where a file is missing, [`ExchangeError::Disk`], [`ExchangeError::Way`]
/// where the bundle cannot be written.
pub fn export(outbox: &Outbox<'_>, from: u64, out: impl Write) -> Result<usize, ExchangeError> {
    let history = outbox.history();
    let from = from.min(history.size());
    let mut names = vec![Name::Checkpoint, Name::Receipt];
    names.extend(Tile::bundles(from..history.size()).map(Name::Tile));
    let new = history.entries()[from as usize..].iter();
    let objects = new
        .flat_map(|entry| entry.body.objects())
        .map(|object| Name::Object(object.sha256));
    names.extend(objects);
    names.sort();
    names.dedup();
    let (mut archive, mut manifest, mut files) = (tar::Builder::new(out), String::new(), 0);
    for name in names {
        let path = outbox.shelf().path(name);
        let read =
            read_whole(outbox.shelf().disk(), &path, u64::MAX >> 1).map_err(error::disk("read", &path))?;
        match read {
            None if name == Name::Receipt => continue,
            None => {
                return Err(ExchangeError::Damaged {
                    path,
                    found: "it is missing".to_owned(),
                });
            }
            Some(bytes) => {
                let _ = writeln!(manifest, "{}  {name}", Digest::of(&bytes));
                add(&mut archive, &name.to_string(), &bytes)?;
                files += 1;
            }
        }
    }
    add(&mut archive, MANIFEST, manifest.as_bytes())?;
    archive
        .into_inner()
        .and_then(|mut out| out.flush())
        .map_err(way(MANIFEST))?;
    Ok(files)
}

fn way(name: &str) -> impl FnOnce(io::Error) -> ExchangeError {
    let name = name.to_owned();
    move |source| ExchangeError::Way { name, source }
}

/// The same bytes make the same archive: no owner, no time.
fn add(archive: &mut tar::Builder<impl Write>, name: &str, bytes: &[u8]) -> Result<(), ExchangeError> {
    let mut header = tar::Header::new_ustar();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    header.set_mtime(0);
    header.set_entry_type(tar::EntryType::Regular);
    archive.append_data(&mut header, name, bytes).map_err(way(name))
}

/// A bundle, where it lies.
pub struct BundleSource {
    file: File,
    places: BTreeMap<Name, (u64, u64)>,
}

impl BundleSource {
    /// Opens a bundle and learns where its files lie.
    ///
    /// # Errors
    /// [`ExchangeError::Way`] where it cannot be read, [`ExchangeError::Refused`] where something in
    /// it is no file of an outbox.
    pub fn open(path: &Path) -> Result<Self, ExchangeError> {
        let shown = path.display().to_string();
        let file = File::open(path).map_err(way(&shown))?;
        let mut places = BTreeMap::new();
        let mut archive = tar::Archive::new(file);
        // Headers that speak of the next one are files of their own here, and none of an outbox: nothing
        // of the archive is read into memory before it is asked for.
        let entries = archive.entries_with_seek().map_err(way(&shown))?.raw(true);
        let mut listed = false;
        for entry in entries {
            let entry = entry.map_err(|error| foreign(&shown, &error.to_string()))?;
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            if name == MANIFEST && !listed {
                listed = true;
                continue;
            }
            let known = Name::parse(&name).filter(|_| entry.header().entry_type() == tar::EntryType::Regular);
            let known = known
                .ok_or_else(|| foreign(&shown, &format!("found {name:.80?}, expected files of an outbox")))?;
            let place = (entry.raw_file_position(), entry.size());
            if places.insert(known, place).is_some() || places.len() > MOST_FILES {
                return Err(foreign(
                    &shown,
                    &format!("found {known} twice, or more than {MOST_FILES} files"),
                ));
            }
        }
        Ok(Self {
            file: archive.into_inner(),
            places,
        })
    }
}

fn foreign(path: &str, found: &str) -> ExchangeError {
    Refusal::new(Reason::BundleForeign, found).at(path).into()
}

impl Source for BundleSource {
    fn read(&mut self, name: Name, from: u64, at_most: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(&(start, size)) = self.places.get(&name) else {
            return Ok(None);
        };
        let from = from.min(size);
        self.file.seek(SeekFrom::Start(start + from))?;
        let mut bytes = Vec::new();
        (&self.file)
            .take(at_most.min(size - from))
            .read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }
}
