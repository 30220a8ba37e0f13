//! The journal: everything the register was ever told, one line an act, in one file that only grows.
//!
//! It lies in a home as `register/journal.ndjson`. A line is a JSON object that begins with its
//! seal: the SHA-256 of the line before's seal, a line feed and the rest of the line. So a changed,
//! lost or added line is found where it is, and who knows the last seal knows the whole journal.
//! An act is one line and one write: it is there as a whole or not at all, and what an interrupted
//! write left is no line and is cut off by the next one. Writers wait for each other; readers need
//! no right to write.
//!
//! It does not know what acts mean, and it has no clock. That the last lines were taken away
//! altogether it cannot see by itself: whoever wrote down a seal can.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::entry::{Act, Entry};
use crate::hash;

/// Where the journal lies below a home.
pub const PATH: &str = "register/journal.ndjson";

/// The longest line that is taken, in bytes.
pub const LONGEST_LINE: usize = 64 << 20;

/// What the first line's seal follows.
const BEGINNING: &str = "entente register";

/// Before and behind the seal of a line.
const OPENING: (&str, &str) = ("{\"seal\":\"", "\",");

/// The journal of a home.
#[derive(Clone, Debug)]
pub struct Journal {
    path: PathBuf,
}

/// Entries as they stand, and the seal of the last.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// Oldest first.
    pub entries: Vec<Entry>,
    /// Seal of the last entry, 64 hexadecimal digits; empty before the first.
    pub seal: String,
    /// Bytes of whole lines.
    whole: u64,
    /// Bytes behind them that an interrupted write left.
    pub left: u64,
}

/// The right to add to the journal. Everybody else waits until it is dropped.
#[derive(Debug)]
pub struct Pen {
    path: PathBuf,
    file: File,
    pages: Pages,
}

/// Why the journal cannot be used.
#[derive(Debug)]
pub enum JournalError {
    /// The system refuses.
    Io {
        /// What was tried.
        action: &'static str,
        /// Of which file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A line is not what was written.
    Damaged {
        /// The journal.
        path: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// What is wrong with it.
        found: String,
    },
    /// An act too long for a line.
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
}

impl fmt::Display for JournalError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, source } => write!(out, "cannot {action} {}: {source}", path.display()),
            Self::Damaged { path, line, found } => write!(
                out,
                "{} line {line}: {found}; the journal was changed by something else than entente, so restore \
                 it from a copy of the home",
                path.display()
            ),
            Self::TooLong { bytes } => write!(
                out,
                "found an entry of {bytes} bytes, expected at most {LONGEST_LINE}; read the source in parts"
            ),
        }
    }
}

impl std::error::Error for JournalError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl Journal {
    /// The journal of the home in a folder, whether or not there is one yet.
    pub fn of(home: &Path) -> Self {
        Self {
            path: home.join(PATH),
        }
    }

    /// What it holds; nothing where there is none yet. Nothing is written.
    ///
    /// # Errors
    /// [`JournalError::Damaged`] naming the line, or the system's refusal.
    pub fn read(&self) -> Result<Pages, JournalError> {
        match File::open(&self.path) {
            Ok(mut file) => pages(&mut file, &self.path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Pages::default()),
            Err(source) => Err(failed("open", &self.path)(source)),
        }
    }

    /// Waits for the right to add to it, and takes it.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn pen(&self) -> Result<Pen, JournalError> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).map_err(failed("make", folder))?;
        }
        let mut file = self.locked()?;
        let pages = pages(&mut file, &self.path)?;
        let path = self.path.clone();
        Ok(Pen { path, file, pages })
    }

    /// The file, locked, and made where there is none. Another writer that wrote nothing may have taken the
    /// empty file away while this one waited for it: then again.
    fn locked(&self) -> Result<File, JournalError> {
        loop {
            let mut options = File::options();
            let options = options.read(true).write(true).create(true).truncate(false);
            let file = options.open(&self.path).map_err(failed("open", &self.path))?;
            file.lock().map_err(failed("lock", &self.path))?;
            if is_at(&file, &self.path) {
                return Ok(file);
            }
        }
    }
}

/// Whether a file still has its name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (held, named) = (file.metadata(), fs::metadata(path));
    let same =
        |(held, named): (fs::Metadata, fs::Metadata)| (held.dev(), held.ino()) == (named.dev(), named.ino());
    held.ok().zip(named.ok()).is_some_and(same)
}

/// Nobody takes the file away here.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

impl Drop for Pen {
    /// A journal that nobody wrote in was made for nothing and goes again, and its folder if that is empty;
    /// the lock is still held, and who waits for it looks whether the file has its name.
    fn drop(&mut self) {
        let empty = self.pages.whole == 0 && self.file.metadata().is_ok_and(|file| file.len() == 0);
        if cfg!(unix) && empty {
            let _ = fs::remove_file(&self.path);
            let _ = self.path.parent().map(fs::remove_dir);
        }
    }
}

impl Pen {
    /// What the journal holds.
    pub fn pages(&self) -> &Pages {
        &self.pages
    }

    /// Adds an act; when this returns, the disk has it.
    ///
    /// `at` is a time as RFC 3339 writes it, `by` who acts.
    ///
    /// # Errors
    /// The system's refusal; then the journal is as it was.
    pub fn write(&mut self, at: &str, by: &str, act: Act) -> Result<Entry, JournalError> {
        let entry = Entry {
            number: self.pages.entries.len() as u64 + 1,
            at: at.to_owned(),
            by: by.to_owned(),
            act,
        };
        let line = Line::of(&entry, &self.pages.seal, &self.path)?;
        if line.text.len() > LONGEST_LINE {
            return Err(JournalError::TooLong {
                bytes: line.text.len(),
            });
        }
        if let Err(error) = self.append(line.text.as_bytes()) {
            // What cannot be taken back is no line, and is cut off by the next pen.
            let _ = self.file.set_len(self.pages.whole);
            return Err(failed("write", &self.path)(error));
        }
        self.pages.whole += line.text.len() as u64;
        self.pages.left = 0;
        self.pages.seal = line.seal;
        self.pages.entries.push(entry.clone());
        Ok(entry)
    }

    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        if self.pages.whole == 0 {
            self.enter()?;
        }
        self.file.set_len(self.pages.whole)?;
        self.file.seek(SeekFrom::Start(self.pages.whole))?;
        self.file.write_all(line)?;
        self.file.sync_all()
    }
}

impl Pen {
    /// Has the disk know the names of a journal just made and of its folder; a system that opens no folders
    /// sees to that by itself.
    fn enter(&self) -> io::Result<()> {
        for folder in self.path.ancestors().skip(1).take(2) {
            if cfg!(unix) && !folder.as_os_str().is_empty() {
                File::open(folder)?.sync_all()?;
            }
        }
        Ok(())
    }
}

fn failed<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> JournalError + 'a {
    move |source| JournalError::Io {
        action,
        path: path.to_owned(),
        source,
    }
}

/// A line with its line feed, and its seal.
struct Line {
    text: String,
    seal: String,
}

impl Line {
    fn of(entry: &Entry, before: &str, path: &Path) -> Result<Self, JournalError> {
        let json = serde_json::to_string(entry).map_err(io::Error::from);
        let json = json.map_err(failed("write", path))?;
        let rest = json.trim_start_matches('{');
        let seal = seal(before, rest);
        let (open, close) = OPENING;
        let text = format!("{open}{seal}{close}{rest}\n");
        Ok(Self { text, seal })
    }
}

fn seal(before: &str, rest: &str) -> String {
    let before = if before.is_empty() { BEGINNING } else { before };
    hash::sha256([before.as_bytes(), b"\n", rest.as_bytes()])
}

/// All whole lines of a file.
fn pages(file: &mut File, path: &Path) -> Result<Pages, JournalError> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0)).map_err(failed("read", path))?;
    file.read_to_end(&mut bytes).map_err(failed("read", path))?;
    let mut pages = Pages::default();
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let Some(body) = line.strip_suffix(b"\n") else {
            pages.left = line.len() as u64;
            break;
        };
        let number = pages.entries.len() + 1;
        let (entry, seal) = read_line(body, &pages.seal, number).map_err(|found| JournalError::Damaged {
            path: path.to_owned(),
            line: number,
            found,
        })?;
        pages.entries.push(entry);
        pages.seal = seal;
        pages.whole += line.len() as u64;
    }
    Ok(pages)
}

fn read_line(line: &[u8], before: &str, number: usize) -> Result<(Entry, String), String> {
    let text = std::str::from_utf8(line).map_err(|error| format!("found no UTF-8 ({error})"))?;
    let (open, close) = OPENING;
    let sealed = text.strip_prefix(open).and_then(|text| text.split_once(close));
    let (found, rest) = sealed.ok_or("found no seal, expected one at the beginning of the line")?;
    let expected = seal(before, rest);
    if found != expected {
        return Err(format!("found seal {found}, expected {expected}"));
    }
    let entry: Entry = serde_json::from_str(&format!("{{{rest}"))
        .map_err(|error| format!("found an entry that this version cannot read ({error})"))?;
    if entry.number != number as u64 {
        return Err(format!("found entry {}, expected {number}", entry.number));
    }
    Ok((entry, expected))
}
