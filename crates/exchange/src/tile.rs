//! Where the parts of a log lie: tiles of hashes and bundles of entries, as C2SP `tlog-tiles`
//! names and writes them.
//!
//! A name is judged by a closed grammar before anything is opened, so that a name a partner sends
//! can lead nowhere else. It reads no files.

use std::fmt;
use std::ops::Range;

use crate::digest::Digest;
use crate::refusal::{Reason, Refusal};
use crate::tree;

/// Hashes of a full tile, and entries of a full bundle.
pub const WIDTH: u64 = 256;

/// The longest entry, bytes: its length is written in two.
pub const LONGEST_ENTRY: usize = 65_535;

/// What a tile is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// Entries themselves.
    Entries,
    /// Hashes of trees of 256 to the power of the level leaves.
    Hashes(u8),
}

/// A tile by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// What it is of.
    pub row: Row,
    /// Its number in the row, from 0.
    pub number: u64,
    /// Entries or hashes in it, 1 to 256.
    pub width: u16,
}

impl Tile {
    /// The tiles of a row that a log of a size has and one of a smaller size has not, as it
    /// stands: the last may be partial. `shift` are eight bits a level.
    fn grown(row: Row, shift: u32, sizes: Range<u64>) -> impl Iterator<Item = Self> {
        let (from, to) = (sizes.start >> shift, sizes.end >> shift);
        let numbers = if from < to {
            from / WIDTH..to.div_ceil(WIDTH)
        } else {
            0..0
        };
        numbers.map(move |number| Self {
            row,
            number,
            width: (to - number * WIDTH).min(WIDTH) as u16,
        })
    }

    /// The bundles of entries that are new when a log grows.
    pub fn bundles(sizes: Range<u64>) -> impl Iterator<Item = Self> {
        Self::grown(Row::Entries, 0, sizes)
    }

    /// The tiles of hashes that are new when a log grows.
    pub fn hashes(sizes: Range<u64>) -> impl Iterator<Item = Self> {
        let levels = (0_u8..8).take_while(move |level| sizes.end >> (8 * u32::from(*level)) > 0);
        levels.flat_map(move |level| Self::grown(Row::Hashes(level), 8 * u32::from(level), sizes.clone()))
    }

    /// Which entries of the log are in a bundle, or hashes of their row in a tile.
    pub fn places(&self) -> Range<u64> {
        let first = self.number * WIDTH;
        first..first + u64::from(self.width)
    }

    /// The bytes of a tile of hashes over the leaves of the log.
    pub fn of_leaves(&self, level: u8, leaves: &[Digest]) -> Vec<u8> {
        let span = 1_usize << (8 * u32::from(level));
        let hashes = self.places().map(|at| {
            let first = at as usize * span;
            tree::root(&leaves[first..first + span])
        });
        hashes.flat_map(|hash| hash.0).collect()
    }

    /// Reads a name below the log, such as `tile/entries/x001/234.p/7`.
    pub fn parse(name: &str) -> Option<Self> {
        let (row, rest) = name.strip_prefix("tile/")?.split_once('/')?;
        let row = match row {
            "entries" => Row::Entries,
            level => Row::Hashes(whole(level).filter(|level| *level < 64)? as u8),
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, whole(width).filter(|width| (1..256).contains(width))?),
            None => (rest, WIDTH),
        };
        let tile = Self {
            row,
            number: parse_number(number)?,
            width: width as u16,
        };
        (tile.to_string() == name).then_some(tile)
    }
}

/// A decimal number without leading zeros.
fn whole(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let leading = text.len() > 1 && text.starts_with('0');
    (digits && !leading && text.len() < 16).then(|| text.parse().ok())?
}

/// A number in groups of three digits, all but the last marked by an `x`.
fn parse_number(text: &str) -> Option<u64> {
    let mut number = 0_u64;
    let mut groups = text.split('/').peekable();
    while let Some(group) = groups.next() {
        let digits = if groups.peek().is_some() {
            group.strip_prefix('x')?
        } else {
            group
        };
        let three = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let value: u64 = three.then(|| digits.parse().ok())??;
        number = number.checked_mul(1000)?.checked_add(value)?;
    }
    (number < 1 << 48).then_some(number)
}

impl fmt::Display for Tile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Row::Entries => write!(out, "tile/entries/")?,
            Row::Hashes(level) => write!(out, "tile/{level}/")?,
        }
        let digits = self.number.to_string();
        let digits = format!("{digits:0>width$}", width = digits.len().div_ceil(3) * 3);
        let groups = digits.len() / 3;
        for (at, group) in (1..).zip(0..groups) {
            let three = &digits[3 * group..3 * group + 3];
            let marked = if at < groups {
                format!("x{three}/")
            } else {
                three.to_owned()
            };
            write!(out, "{marked}")?;
        }
        if u64::from(self.width) < WIDTH {
            write!(out, ".p/{}", self.width)
        } else {
            Ok(())
        }
    }
}

/// Writes entries down as a bundle: each with its length, two bytes, before it.
///
/// # Errors
/// [`Reason::EntryTooLong`] naming the first that does not fit.
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| {
            let found = format!(
                "found an entry of {} bytes, expected at most {LONGEST_ENTRY}",
                entry.len()
            );
            Refusal::new(Reason::EntryTooLong, found)
        })?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// Takes a bundle apart.
///
/// # Errors
/// [`Reason::BundleMalformed`] unless it holds just so many entries.
pub fn unbundle(mut bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, Refusal> {
    let malformed = |found: String| Refusal::new(Reason::BundleMalformed, found);
    let mut entries = Vec::new();
    while let [high, low, rest @ ..] = bytes {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let entry = rest.get(..length).ok_or_else(|| {
            malformed(format!(
                "entry {} of the bundle ends {} bytes early",
                entries.len(),
                length - rest.len()
            ))
        })?;
        entries.push(entry);
        bytes = &rest[length..];
    }
    if bytes.is_empty() && entries.len() == usize::from(width) {
        return Ok(entries);
    }
    let found = format!(
        "found {} entries and {} bytes over, expected {width} entries",
        entries.len(),
        bytes.len()
    );
    Err(malformed(found))
}
