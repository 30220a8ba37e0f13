//! Ledger and books made anew beside the old ones, and put in their place.
//!
//! The new ones are a home of their own in `tmp/rebuild` until all is read; an interruption leaves
//! the old ones, or nothing that another attempt does not make again from the objects and the roll.

use std::fs;
use std::path::{Path, PathBuf};

use entente_trade::{Date, Vintage};

use super::catalogue::Catalogue;
use super::error::StoreError;
use super::files;
use super::home::{Home, LEDGER};
use super::lock::ImportLock;
use super::moment::Moment;
use super::objects::object_path;
use super::roll::{self, Line};
use super::staging::tmp;
use super::standing::Turn;

/// What is made anew, the ledger last: a home that has one has all of it.
const RENEWED: [&str; 5] = ["books", "rejects", "ledger.db-wal", "ledger.db-shm", LEDGER];

/// A home whose ledger and books are being made anew. Nobody imports meanwhile.
#[derive(Debug)]
pub(crate) struct Renewal {
    root: PathBuf,
    /// The home in which it is done.
    pub(crate) fresh: Home,
    /// What was imported, in the order of time.
    pub(crate) lines: Vec<Line>,
    /// Whether it is the ledger that tells; else the roll does.
    pub(crate) has_ledger: bool,
    _lock: ImportLock,
}

impl Renewal {
    /// Begins: reads what was imported, from the ledger if it is sound, else from the roll.
    ///
    /// # Errors
    /// [`StoreError::Busy`] while somebody imports, [`StoreError::Invalid`] where neither ledger nor
    /// roll can be read.
    pub(crate) fn begin(home: &Home) -> Result<Self, StoreError> {
        let root = home.root().to_owned();
        let lock = ImportLock::take(&root)?;
        let (lines, has_ledger) = lines(&root)?;
        let folder = tmp(&root).join("rebuild");
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(StoreError::io("remove", &folder))?;
        }
        let settings = home.settings().clone();
        Ok(Self {
            fresh: Home::init(&folder.join("home"), settings.side, settings.partner)?,
            root,
            lines,
            has_ledger,
            _lock: lock,
        })
    }

    /// Where the bytes of an import lie.
    pub(crate) fn object(&self, sha256: &str) -> PathBuf {
        self.root.join(object_path(sha256))
    }

    /// Lets go of the copy of an object that the new home received: the old one keeps it.
    pub(crate) fn forget(&self, sha256: &str) -> Result<(), StoreError> {
        let copy = self.fresh.root().join(object_path(sha256));
        fs::remove_file(&copy).map_err(StoreError::io("remove", &copy))
    }

    /// States a vintage as it was stated then.
    pub(crate) fn state(&self, import: u32, vintage: &str, at: &str) -> Result<(), StoreError> {
        let (Some(day), Some(at)) = (Date::parse(vintage), Moment::parse(at)) else {
            let found = format!("{vintage} stated at {at}");
            return Err(StoreError::invalid(roll::ROLL, found, "a day and a moment"));
        };
        self.fresh.ledger()?.state(import, Vintage::stated(day), at)
    }

    /// Says that an import counts no more or again, as it was said then.
    pub(crate) fn turn(&self, (import, counts): (u32, bool), day: &str, at: &str) -> Result<(), StoreError> {
        let (Some(day), Some(at)) = (Date::parse(day), Moment::parse(at)) else {
            let found = format!("{day} said at {at}");
            return Err(StoreError::invalid(roll::ROLL, found, "a day and a moment"));
        };
        self.fresh.ledger()?.turn(&[Turn { import, counts, day }], at)
    }

    /// Puts ledger and books in the place of the old ones.
    pub(crate) fn finish(self) -> Result<(), StoreError> {
        let fresh = self.fresh.root().to_owned();
        // Where the ledger told, the roll may lack what it is to follow from now on.
        roll::follow(&self.root, &Catalogue::open(&fresh.join(LEDGER))?)?;
        let folder = tmp(&self.root).join("rebuild");
        let before = folder.join("before");
        fs::create_dir_all(&before).map_err(StoreError::io("make folder", &before))?;
        for name in RENEWED.iter().rev() {
            shift(&self.root.join(name), &before.join(name))?;
        }
        for name in RENEWED {
            shift(&fresh.join(name), &self.root.join(name))?;
        }
        files::sync_folder(&self.root)?;
        fs::remove_dir_all(&folder).map_err(StoreError::io("remove", &folder))
    }

    /// Leaves everything as it was.
    pub(crate) fn abandon(self) {
        let _ = fs::remove_dir_all(tmp(&self.root).join("rebuild"));
    }
}

/// What was imported, and whether the ledger told it.
fn lines(root: &Path) -> Result<(Vec<Line>, bool), StoreError> {
    let ledger = Catalogue::open(&root.join(LEDGER)).and_then(|catalogue| {
        let soundness = catalogue.soundness()?;
        if soundness != "ok" {
            return Err(StoreError::invalid(LEDGER, soundness, "a sound ledger"));
        }
        roll::check(root, &catalogue)?;
        roll::told(&catalogue)
    });
    match ledger {
        Ok(lines) => Ok((lines, true)),
        Err(_) => Ok((roll::lines(root)?, false)),
    }
}

fn shift(from: &Path, to: &Path) -> Result<(), StoreError> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::io("move", from)(error))
        }
        _ => Ok(()),
    }
}
