//! The beginning of an import: what is known before the first row.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use entente_trade::Vintage;

use super::catalogue::Catalogue;
use super::entries::ImportEntry;
use super::error::StoreError;
use super::fault::FaultPoint;
use super::files;
use super::home::Home;
use super::lock::ImportLock;
use super::moment::Clock;
use super::objects::{Received, object_path};
use super::roll;
use super::staging::{self, Move, Staging};
use super::standing::Placing;
use super::writer::ImportWriter;

/// Rows held in memory unless told otherwise, about 150 MiB.
pub const ROWS_IN_MEMORY: usize = 1 << 20;

/// Rejected rows kept unless told otherwise.
pub const REJECTS_KEPT: u64 = 100_000;

/// How an import is read, and what is known of it beforehand.
#[derive(Debug)]
pub struct ImportDetails {
    /// Name of the layout that reads the bytes.
    pub layout: String,
    /// Whatever else decides how they are read, in one fixed spelling; empty by default.
    pub options: String,
    /// How it takes its place, where the options name a release of a partner's, which stands beside others
    /// of the same bytes.
    pub release: Option<Placing>,
    /// The day the release stands for.
    pub vintage: Vintage,
    /// Asked when the import begins to count.
    pub clock: Clock,
    /// Most rows held in memory.
    pub rows_in_memory: usize,
    /// Most rejected rows kept; counting goes on beyond.
    pub rejects_kept: u64,
    /// Asked before every step; for tests of interruption.
    pub fault: FaultPoint,
}

impl ImportDetails {
    /// Details with the default bounds and no further options.
    pub fn new(layout: &str, vintage: impl Into<Vintage>, clock: Clock) -> Self {
        Self {
            layout: layout.to_owned(),
            options: String::new(),
            release: None,
            vintage: vintage.into(),
            clock,
            rows_in_memory: ROWS_IN_MEMORY,
            rejects_kept: REJECTS_KEPT,
            fault: FaultPoint::default(),
        }
    }

    fn reads_as(&self, import: &ImportEntry) -> bool {
        import.layout == self.layout && import.options == self.options
    }
}

/// What came of the wish to import.
#[derive(Debug)]
pub enum ImportOutcome {
    /// The bytes are new: push their rows, then commit.
    Started(Box<ImportWriter>),
    /// The same bytes were imported in the same way; nothing changes.
    AlreadyThere {
        /// Number of that import.
        import: u32,
        /// Its vintage.
        vintage: Vintage,
        /// What it was until now, when it was first stated with this wish.
        before: Option<Vintage>,
    },
    /// The same bytes landed with this import, which read them in another way; nothing changes.
    ReadOtherwise(Box<ImportEntry>),
}

impl Home {
    /// Receives a file and prepares its import. What an interrupted import left is swept first.
    ///
    /// # Errors
    /// [`StoreError::Busy`] while another import lasts, else what the disk or the ledger refuses;
    /// the store is as before.
    pub fn begin_import(&self, source: &Path, details: ImportDetails) -> Result<ImportOutcome, StoreError> {
        let mut file = File::open(source).map_err(StoreError::io("open", source))?;
        if source.is_dir() {
            let place = source.display().to_string();
            return Err(StoreError::invalid(
                place,
                "a folder",
                "a file; name the files in it",
            ));
        }
        let name = source.file_name().unwrap_or_default().display().to_string();
        self.begin_import_from(&mut file, &name, details)
    }

    /// The same for a stream with a name.
    ///
    /// # Errors
    /// As [`Home::begin_import`].
    pub fn begin_import_from(
        &self,
        source: &mut dyn Read,
        file_name: &str,
        mut details: ImportDetails,
    ) -> Result<ImportOutcome, StoreError> {
        let lock = ImportLock::take(self.root())?;
        let mut catalogue = self.ledger()?;
        staging::sweep(self.root(), &catalogue)?;
        roll::follow(self.root(), &catalogue)?;
        let staging = Staging::open(self.root(), catalogue.next_import()?)?;
        let place = staging.file("object");
        details.fault.before("receive", &place)?;
        let received = Received::copy(source, place)?;
        let before = catalogue.imports_of(&received.sha256)?;
        let same = before.iter().find(|import| details.reads_as(import));
        let same = same.map(|import| (import.id, import.vintage));
        // What landed stays, so figures read in another way would stand beside it; a release may.
        let landed = before.into_iter().find(|import| import.landed > 0);
        let landed = landed.filter(|_| details.release.is_none());
        if same.is_some() || landed.is_some() {
            mend(self.root(), &staging, &received)?;
        }
        if let Some((import, vintage)) = same {
            let outcome = restated(&mut catalogue, import, vintage, &details)?;
            roll::follow(self.root(), &catalogue)?;
            return Ok(outcome);
        }
        if let Some(other) = landed {
            return Ok(ImportOutcome::ReadOtherwise(Box::new(other)));
        }
        let root = self.root().to_owned();
        let writer = ImportWriter::new(root, file_name, details, received, catalogue, staging, lock);
        Ok(ImportOutcome::Started(Box::new(writer)))
    }
}

/// Puts bytes that are known in the place of a copy that is damaged or gone.
fn mend(root: &Path, staging: &Staging, received: &Received) -> Result<(), StoreError> {
    if received.is_held(root) {
        return Ok(());
    }
    let (from, to) = (received.path.clone(), object_path(&received.sha256));
    let place = to.clone();
    staging.land(&Move { from, to })?;
    files::sync_folders_above(root, &[place])
}

/// The bytes are there. If nobody knew their vintage, and it is stated now, that is put on
/// record; one that was stated stays.
fn restated(
    catalogue: &mut Catalogue,
    import: u32,
    known: Vintage,
    details: &ImportDetails,
) -> Result<ImportOutcome, StoreError> {
    let stated = Some(details.vintage).filter(|stated| stated.is_stated() && !known.is_stated());
    if let Some(stated) = stated {
        let now = catalogue.moment(details.clock)?;
        catalogue.state(import, stated, now)?;
    }
    Ok(ImportOutcome::AlreadyThere {
        import,
        vintage: stated.unwrap_or(known),
        before: stated.map(|_| known),
    })
}
