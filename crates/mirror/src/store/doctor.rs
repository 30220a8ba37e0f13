//! The doctor: what is wrong with a home, and what to do.
//!
//! It reads everything and changes nothing. Where a layer is broken, what rests
//! on it is not examined.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::catalogue::Catalogue;
use super::entries::{CountKind, ImportEntry, RejectFile, SegmentEntry};
use super::error::StoreError;
use super::home::{FOLDERS, Home, LEDGER, LOCK};
use super::lock::ImportLock;
use super::objects::object_path;
use super::rejects::count_rows;
use super::roll;
use super::settings;
use super::staging::leftovers;
use super::standing::Standing;
use crate::book::{CanonicalKey, Columns, SegmentError, first_unsorted};
use crate::hash::hash_of;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is lost and answers are right.
    Notice,
    /// Nothing is lost, but commands fail or answer otherwise than meant until a file is mended.
    Warning,
    /// Something is lost or answers may be wrong.
    Damage,
}

impl Severity {
    /// `notice`, `warning` or `damage`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Damage => "damage",
        }
    }
}

/// Something wrong with a home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// What was found, and what was expected.
    pub what: String,
    /// The file, relative to the home where it lies in it.
    pub where_: String,
    /// What to do about it.
    pub what_to_do: String,
    /// How bad it is.
    pub severity: Severity,
}

/// Objects that something else than imports counts for, by SHA-256 in 64 hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Those that have to be there.
    pub expected: BTreeSet<String>,
    /// Those that may be there.
    pub admitted: BTreeSet<String>,
}

const RESTORE: &str = "make it anew with `entente rebuild`, or restore it from a copy of the home";
const RECEIVE_AGAIN: &str =
    "put back the file it came from, which has this hash, or restore a copy of the home";

/// Examines the home in `root`; nothing is wrong when nothing comes back.
///
/// Where it is not known what is kept beside imports, `None`, no object is taken for a stray.
pub fn doctor(root: &Path, kept: Option<&Kept>) -> Vec<Complaint> {
    let mut visit = Visit {
        root: root.to_owned(),
        kept,
        complaints: Vec::new(),
        known: BTreeSet::new(),
    };
    visit.examine();
    visit.complaints
}

struct Visit<'a> {
    root: PathBuf,
    kept: Option<&'a Kept>,
    complaints: Vec<Complaint>,
    /// Files below the home that something counts for.
    known: BTreeSet<String>,
}

impl Visit<'_> {
    fn examine(&mut self) {
        if let Err(error) = Home::open(&self.root) {
            self.damage(
                told(&error),
                "entente.toml",
                "write it again as `entente init` does",
            );
        }
        for doubt in settings::examine(&self.root.join(settings::FILE)) {
            let mend = "write the letters and the number of one state for each";
            self.complain(doubt, settings::FILE, mend, Severity::Warning);
        }
        self.writing();
        self.kept();
        let catalogue = Catalogue::open_to_read(&self.root.join(LEDGER));
        match catalogue.and_then(|catalogue| self.ledger(&catalogue)) {
            Ok(()) => self.strays(),
            Err(error @ (StoreError::Unfinished { .. } | StoreError::Moved { .. })) => {
                self.notice(told(&error), LEDGER, "ask again when the import has ended");
            }
            Err(error) => self.damage(told(&error), LEDGER, RESTORE),
        }
    }

    /// Whether whoever asks may import here.
    fn writing(&mut self) {
        let refused = |name: &str| {
            let opened = File::options().write(true).open(self.root.join(name));
            opened.err().filter(|error| {
                matches!(
                    error.kind(),
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
                )
            })
        };
        if let Some(error) = [LEDGER, LOCK].into_iter().find_map(refused) {
            self.notice(
                format!("not writable: {error}"),
                ".",
                "nothing, if it is only read; an import needs the right to write",
            );
        }
    }

    fn ledger(&mut self, catalogue: &Catalogue) -> Result<(), StoreError> {
        let soundness = catalogue.soundness()?;
        if soundness != "ok" {
            self.damage(soundness, LEDGER, RESTORE);
        }
        for import in catalogue.imports()? {
            self.object(&import.object);
            self.counts(catalogue, &import)?;
            if let Some(rejects) = &import.rejects {
                self.rejects(rejects);
            }
        }
        for segment in catalogue.segments()? {
            self.segment(&segment);
        }
        self.standings(catalogue)?;
        if let Err(error) = roll::check(&self.root, catalogue) {
            let mend = "see which of the two is right; without it the next import writes it anew";
            self.damage(told(&error), roll::ROLL, mend);
        }
        Ok(())
    }

    /// Whether each import counted before it counted no more.
    fn standings(&mut self, catalogue: &Catalogue) -> Result<(), StoreError> {
        let imports = catalogue.imports()?;
        for Standing { turn, at } in catalogue.standings()? {
            let import = imports.iter().find(|import| import.id == turn.import);
            let began = import.map(|import| import.imported_at);
            if began.is_none_or(|began| at < began) {
                let began = began.map_or("none of its number".to_owned(), |began| format!("one of {began}"));
                let (number, counts) = (turn.import, if turn.counts { "again" } else { "no more" });
                let what =
                    format!("import {number} counts {counts} since {at}, expected an import before: {began}");
                self.damage(what, LEDGER, RESTORE);
            }
        }
        Ok(())
    }

    fn kept(&mut self) {
        let Some(kept) = self.kept else { return };
        for object in &kept.expected {
            self.object(object);
        }
        for object in &kept.admitted {
            if self.root.join(object_path(object)).exists() {
                self.object(object);
            }
        }
    }

    fn object(&mut self, sha256: &str) {
        let path = object_path(sha256);
        if self.known.insert(path.clone()) {
            self.hash(&path, sha256, RECEIVE_AGAIN);
        }
    }

    fn counts(&mut self, catalogue: &Catalogue, import: &ImportEntry) -> Result<(), StoreError> {
        let counts = catalogue.counts(import.id)?;
        let elsewhere: u64 = counts.iter().map(|count| count.count).sum();
        if import.landed + elsewhere != import.rows {
            let what = format!(
                "import {} had {} rows, expected {} that landed and {elsewhere} that did not",
                import.id, import.rows, import.landed
            );
            self.damage(what, LEDGER, RESTORE);
        }
        let rejected: u64 = counts
            .iter()
            .filter(|count| count.kind == CountKind::Reject)
            .map(|count| count.count)
            .sum();
        let kept = import.rejects.as_ref().map_or(0, |file| file.rows);
        if kept > rejected {
            let what = format!(
                "import {} keeps {kept} rejected rows, expected at most {rejected}",
                import.id
            );
            self.damage(what, LEDGER, RESTORE);
        }
        Ok(())
    }

    fn rejects(&mut self, file: &RejectFile) {
        self.known.insert(file.path.clone());
        if !self.hash(&file.path, &file.sha256, RESTORE) {
            return;
        }
        match count_rows(&self.root.join(&file.path)) {
            Ok(rows) if rows == file.rows => {}
            Ok(rows) => {
                let what = format!("{rows} rejected rows, expected {}", file.rows);
                self.damage(what, &file.path, RESTORE);
            }
            Err(error) => self.damage(told(&error), &file.path, RESTORE),
        }
    }

    fn segment(&mut self, segment: &SegmentEntry) {
        self.known.insert(segment.path.clone());
        if !self.hash(&segment.path, &segment.summary.sha256, RESTORE) {
            return;
        }
        if let Err(error) = check_segment(&self.root, segment) {
            self.damage(told(&error), &segment.path, RESTORE);
        }
    }

    /// Whether a file is there with the hash it ought to have.
    fn hash(&mut self, path: &str, expected: &str, what_to_do: &str) -> bool {
        let what = match hash_of(&self.root.join(path)) {
            Ok(found) if found == expected => return true,
            Ok(found) => format!("the bytes have SHA-256 {found}, expected {expected}"),
            Err(error) => format!("cannot read it: {error}"),
        };
        self.damage(what, path, what_to_do);
        false
    }

    /// Files that nothing counts for.
    fn strays(&mut self) {
        let _lock = match ImportLock::look(&self.root) {
            Ok(lock) => lock,
            Err(StoreError::Busy { .. }) => {
                let again = "ask again when it has ended";
                return self.notice("an import is under way", LOCK, again);
            }
            Err(error) => return self.notice(told(&error), LOCK, "let it be read, and ask again"),
        };
        for left in leftovers(&self.root).unwrap_or_default() {
            let path = self.relative(&left);
            self.notice(
                "an interrupted import left this",
                &path,
                "the next import removes it",
            );
        }
        let unknown = self.kept.is_none();
        let examined = |folder: &&str| *folder != "tmp" && !(unknown && *folder == "objects");
        for folder in FOLDERS.into_iter().filter(examined) {
            for path in files_below(&self.root.join(folder)) {
                let path = self.relative(&path);
                if !self.known.contains(&path) {
                    self.notice(
                        "nothing counts for this file",
                        &path,
                        "import it again, or remove it",
                    );
                }
            }
        }
    }

    fn relative(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<String> = path.iter().map(|part| part.display().to_string()).collect();
        parts.join("/")
    }

    fn damage(&mut self, what: impl Into<String>, where_: &str, what_to_do: &str) {
        self.complain(what.into(), where_, what_to_do, Severity::Damage);
    }

    fn notice(&mut self, what: impl Into<String>, where_: &str, what_to_do: &str) {
        self.complain(what.into(), where_, what_to_do, Severity::Notice);
    }

    fn complain(&mut self, what: String, where_: &str, what_to_do: &str, severity: Severity) {
        self.complaints.push(Complaint {
            what,
            where_: where_.to_owned(),
            what_to_do: what_to_do.to_owned(),
            severity,
        });
    }
}

/// An error with its causes.
fn told(error: &dyn Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        told.push_str(&format!(": {error}"));
        cause = error.source();
    }
    told
}

/// Whether a segment lies in canonical order as its indexes tell, and holds as many rows as the
/// catalogue says.
fn check_segment(root: &Path, segment: &SegmentEntry) -> Result<(), SegmentError> {
    let reader = segment.open(root)?;
    let path = reader.path();
    let (mut rows, mut before) = (0, None);
    for group in 0..reader.groups() {
        let columns = reader.columns(group, 0..reader.rows(group))?;
        check_order(path, &columns, before)?;
        reader.check_indexes(group, &columns)?;
        before = columns
            .len()
            .checked_sub(1)
            .map(|last| CanonicalKey::of(&columns, last));
        rows += columns.len() as u64;
    }
    if rows == segment.summary.rows {
        return Ok(());
    }
    Err(SegmentError::unexpected(
        path,
        format!("{rows} rows"),
        "as many as the catalogue says",
    ))
}

fn check_order(path: &Path, columns: &Columns, before: Option<CanonicalKey>) -> Result<(), SegmentError> {
    let between = before.is_some_and(|before| !columns.is_empty() && CanonicalKey::of(columns, 0) < before);
    if between || first_unsorted(columns).is_some() {
        return Err(SegmentError::unexpected(
            path,
            "rows out of order",
            "canonical order",
        ));
    }
    Ok(())
}

/// Every file below a folder, in order; what cannot be read is passed over.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut waiting = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let list = if is_folder { &mut waiting } else { &mut files };
            list.push(entry.path());
        }
    }
    files.sort();
    files
}
