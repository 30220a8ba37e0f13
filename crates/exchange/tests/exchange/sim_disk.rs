//! A disk in memory that keeps only what was synced.
//!
//! A power cut leaves of what was not synced any part: some writes and not others, torn at
//! 512 bytes, some names and not others. Any operation can be made the last one, or made to fail.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

use entente_exchange::disk::{Disk, folder_of};
use oorandom::Rand32;

const SECTOR: usize = 512;

#[derive(Clone, Default)]
struct File {
    lasting: Vec<u8>,
    now: Vec<u8>,
}

#[derive(Clone)]
enum Naming {
    Link(String, usize),
    Unlink(String),
    Folder(String),
}

#[derive(Clone, Default)]
struct State {
    files: Vec<File>,
    names: BTreeMap<String, usize>,
    folders: BTreeSet<String>,
    lasting_names: BTreeMap<String, usize>,
    lasting_folders: BTreeSet<String>,
    /// What was done to names since their folder was synced.
    pending: Vec<Naming>,
    operations: u64,
    /// The operation that fails, and how.
    failing: Option<(u64, io::ErrorKind)>,
    /// The operation from which on nothing works any more.
    cut: Option<u64>,
}

/// The disk.
#[derive(Clone, Default)]
pub(crate) struct SimDisk {
    state: RefCell<State>,
}

impl SimDisk {
    /// Operations so far that change or sync something.
    pub(crate) fn operations(&self) -> u64 {
        self.state.borrow().operations
    }

    /// Makes all operations from this many on fail, as if power were gone.
    pub(crate) fn cut_after(&self, operations: u64) {
        self.state.borrow_mut().cut = Some(operations);
    }

    /// Makes one operation fail.
    pub(crate) fn fail_at(&self, operation: u64, how: io::ErrorKind) {
        self.state.borrow_mut().failing = Some((operation, how));
    }

    /// What is there after a power cut: of what was not synced any part.
    pub(crate) fn after_power_cut(&self, seed: u64) -> Self {
        let mut random = Rand32::new(seed);
        let state = self.state.borrow();
        let (mut names, mut folders) = (state.lasting_names.clone(), state.lasting_folders.clone());
        for naming in &state.pending {
            if random.rand_range(0..2) == 0 {
                continue;
            }
            match naming {
                Naming::Link(path, file) => drop(names.insert(path.clone(), *file)),
                Naming::Unlink(path) => drop(names.remove(path)),
                Naming::Folder(path) => drop(folders.insert(path.clone())),
            }
        }
        // A name whose folder is lost is lost.
        names.retain(|path, _| folders.contains(folder_of(path)) || folder_of(path).is_empty());
        let files = state.files.iter().map(|file| torn(file, &mut random)).collect();
        let state = State {
            files,
            lasting_names: names.clone(),
            names,
            lasting_folders: folders.clone(),
            folders,
            ..State::default()
        };
        Self {
            state: RefCell::new(state),
        }
    }

    /// The same disk after the process is gone and power is not.
    pub(crate) fn after_kill(&self) -> Self {
        let mut state = self.state.borrow().clone();
        (state.cut, state.failing) = (None, None);
        Self {
            state: RefCell::new(state),
        }
    }

    /// All files, by name.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.state.borrow().names.keys().cloned().collect()
    }

    fn operation<T>(&self, act: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.state.borrow_mut();
        let at = state.operations;
        state.operations += 1;
        if state.cut.is_some_and(|cut| at >= cut) {
            return Err(io::Error::other("power is gone"));
        }
        match state.failing {
            Some((failing, how)) if failing == at => Err(how.into()),
            _ => act(&mut state),
        }
    }
}

/// What is left of a file: sector by sector what lasts or what was to come.
fn torn(file: &File, random: &mut Rand32) -> File {
    let sectors = file.lasting.len().max(file.now.len()).div_ceil(SECTOR);
    let length = if random.rand_range(0..2) == 0 {
        file.lasting.len()
    } else {
        file.now.len()
    };
    let mut bytes = Vec::new();
    for sector in 0..sectors {
        let range = |of: &[u8]| {
            let (from, to) = (
                (sector * SECTOR).min(of.len()),
                ((sector + 1) * SECTOR).min(of.len()),
            );
            of[from..to].to_vec()
        };
        let side = if random.rand_range(0..2) == 0 {
            &file.lasting
        } else {
            &file.now
        };
        let mut part = range(side);
        part.resize(SECTOR, 0);
        bytes.extend(part);
    }
    bytes.truncate(length);
    if file.lasting == file.now {
        bytes.clone_from(&file.lasting);
    }
    File {
        lasting: bytes.clone(),
        now: bytes,
    }
}

fn missing() -> io::Error {
    io::ErrorKind::NotFound.into()
}

impl State {
    fn file(&mut self, path: &str) -> io::Result<&mut File> {
        let file = *self.names.get(path).ok_or_else(missing)?;
        Ok(&mut self.files[file])
    }

    fn make(&mut self, path: &str) -> io::Result<&mut File> {
        if !folder_of(path).is_empty() && !self.folders.contains(folder_of(path)) {
            return Err(missing());
        }
        if !self.names.contains_key(path) {
            let file = self.files.len();
            self.files.push(File::default());
            self.names.insert(path.to_owned(), file);
            self.pending.push(Naming::Link(path.to_owned(), file));
        }
        self.file(path)
    }
}

impl Disk for SimDisk {
    fn read(&self, path: &str, from: u64, at_most: u64) -> io::Result<Option<Vec<u8>>> {
        let state = self.state.borrow();
        Ok(state.names.get(path).map(|file| {
            let bytes = &state.files[*file].now;
            let from = (from as usize).min(bytes.len());
            let to = from.saturating_add(at_most as usize).min(bytes.len());
            bytes[from..to].to_vec()
        }))
    }

    fn size(&self, path: &str) -> io::Result<Option<u64>> {
        let state = self.state.borrow();
        Ok(state
            .names
            .get(path)
            .map(|file| state.files[*file].now.len() as u64))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let state = self.state.borrow();
        let own = |path: &&String| folder_of(path) == folder;
        let name = |path: &String| path.rsplit('/').next().unwrap_or_default().to_owned();
        let files = state.names.keys().filter(own).map(name);
        let folders = state
            .folders
            .iter()
            .filter(own)
            .map(|path| format!("{}/", name(path)));
        let mut all: Vec<String> = files.chain(folders).collect();
        all.sort();
        Ok(all)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.operation(|state| {
            state.make(path)?.now = bytes.to_vec();
            Ok(())
        })
    }

    fn append(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.operation(|state| {
            state.make(path)?.now.extend_from_slice(bytes);
            Ok(())
        })
    }

    fn truncate(&self, path: &str, size: u64) -> io::Result<()> {
        self.operation(|state| {
            state.file(path)?.now.truncate(size as usize);
            Ok(())
        })
    }

    fn sync(&self, path: &str) -> io::Result<()> {
        self.operation(|state| {
            let file = state.file(path)?;
            file.lasting = file.now.clone();
            Ok(())
        })
    }

    fn sync_folder(&self, folder: &str) -> io::Result<()> {
        self.operation(|state| {
            let mut later = Vec::new();
            for naming in std::mem::take(&mut state.pending) {
                let (Naming::Link(path, _) | Naming::Unlink(path) | Naming::Folder(path)) = &naming;
                if folder_of(path) != folder {
                    later.push(naming);
                    continue;
                }
                match naming {
                    Naming::Link(path, file) => drop(state.lasting_names.insert(path, file)),
                    Naming::Unlink(path) => drop(state.lasting_names.remove(&path)),
                    Naming::Folder(path) => drop(state.lasting_folders.insert(path)),
                }
            }
            state.pending = later;
            Ok(())
        })
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.operation(|state| {
            let file = state.names.remove(from).ok_or_else(missing)?;
            state.names.insert(to.to_owned(), file);
            state.pending.push(Naming::Link(to.to_owned(), file));
            state.pending.push(Naming::Unlink(from.to_owned()));
            Ok(())
        })
    }

    fn make_folder(&self, folder: &str) -> io::Result<()> {
        self.operation(|state| {
            if state.folders.insert(folder.to_owned()) {
                state.pending.push(Naming::Folder(folder.to_owned()));
            }
            Ok(())
        })
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.operation(|state| {
            if state.names.remove(path).is_some() {
                state.pending.push(Naming::Unlink(path.to_owned()));
            }
            Ok(())
        })
    }
}
