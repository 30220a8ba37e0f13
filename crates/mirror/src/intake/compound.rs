//! The container of an `.xls` workbook, before the library reads it.
//!
//! A container is a small file system: tables say which sector follows which. The library
//! follows them without asking whether they come to an end, and a damaged byte made it take
//! all memory. Here the chains it will follow are walked first, within the length of the
//! file. What else may be wrong is left to the library, which says so or panics.

use super::bns::damage;
use super::error::Problem;

/// Bytes of the header, and of a sector in most files.
const SECTOR: usize = 512;
/// Numbers from here on are no sectors.
const RESERVED: u32 = 0xFFFF_FFFA;
/// Places for sectors of the table in the header.
const IN_HEADER: std::ops::Range<usize> = 76..512;
/// Bytes of a directory entry.
const ENTRY: usize = 128;
/// Streams shorter than this lie elsewhere; no table of a country's trade does.
const SHORTEST: usize = 4096;

/// The stream that holds the workbook; `None` where the library refuses the header.
///
/// # Errors
/// Sectors that lead back to themselves or lie beyond the end of the file; no such stream.
pub(super) fn workbook(bytes: &[u8]) -> Result<Option<Vec<u8>>, Problem> {
    let Some(size) = sector_size(bytes) else {
        return Ok(None);
    };
    let mut container = Container {
        bytes,
        size,
        next: Vec::new(),
    };
    container.next = container.table()?;
    let directory = container.chain(number(bytes, 48))?;
    let entries: Vec<&[u8]> = directory.chunks_exact(ENTRY).collect();
    if number(bytes, 64) > 0 {
        container.chain(number(bytes, 60))?;
        container.chain(entries.first().map_or(u32::MAX, |root| number(root, 116)))?;
    }
    if entries.iter().any(|entry| is_marked(entry)) {
        return Err(damage("a name that begins with a mark of its encoding"));
    }
    let found = |name: &str| entries.iter().find(|entry| is_named(entry, name));
    let entry = found("workbook").or_else(|| found("book"));
    let entry = entry.ok_or_else(|| damage("no stream called Workbook"))?;
    let length = number(entry, 120) as usize;
    if length < SHORTEST {
        return Err(damage("a workbook too short to hold a table"));
    }
    let mut stream = container.chain(number(entry, 116))?;
    stream.truncate(length);
    Ok(Some(stream))
}

fn sector_size(bytes: &[u8]) -> Option<usize> {
    match bytes.get(30..32)? {
        [9, 0] if bytes.len() >= SECTOR => Some(SECTOR),
        [12, 0] if bytes.len() >= 4096 => Some(4096),
        _ => None,
    }
}

/// The 32-bit number at a place; none is a sector that is none.
fn number(bytes: &[u8], at: usize) -> u32 {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    four.map_or(u32::MAX, u32::from_le_bytes)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|four| number(four, 0))
}

/// Whether a directory entry has this name, in UTF-16 and any case.
fn is_named(entry: &[u8], name: &str) -> bool {
    let units = entry[..64]
        .chunks_exact(2)
        .map(|two| u16::from_le_bytes([two[0], two[1]]));
    let units: Vec<u16> = units.take_while(|&unit| unit != 0).collect();
    String::from_utf16_lossy(&units).eq_ignore_ascii_case(name)
}

/// Whether a name begins with a mark of its encoding, after which the library reads it in that one.
fn is_marked(entry: &[u8]) -> bool {
    entry.starts_with(b"\xff\xfe") || entry.starts_with(b"\xfe\xff") || entry.starts_with(b"\xef\xbb\xbf")
}

struct Container<'a> {
    bytes: &'a [u8],
    size: usize,
    /// The sector after each.
    next: Vec<u32>,
}

impl Container<'_> {
    /// More sectors there cannot be.
    fn most(&self) -> usize {
        self.bytes.len() / self.size
    }

    fn sector(&self, number: u32) -> Result<&[u8], Problem> {
        let start = (number as usize + 1) * self.size;
        // The last one may be cut off.
        let end = (start + self.size).min(self.bytes.len());
        let sector = self.bytes.get(start..end);
        sector.ok_or_else(|| damage("a sector beyond the end"))
    }

    /// A sector of a table, which may not be cut off.
    fn whole(&self, number: u32) -> Result<&[u8], Problem> {
        let sector = self.sector(number)?;
        let whole = (sector.len() == self.size).then_some(sector);
        whole.ok_or_else(|| damage("a table of sectors that is cut off"))
    }

    /// The table of sectors, gathered from its own.
    fn table(&self) -> Result<Vec<u32>, Problem> {
        let mut places: Vec<u32> = numbers(&self.bytes[IN_HEADER]).collect();
        let mut at = number(self.bytes, 68);
        for _ in 0..=self.most() {
            if at >= RESERVED {
                break;
            }
            places.extend(numbers(self.whole(at)?));
            at = places.pop().unwrap_or(u32::MAX);
        }
        places.retain(|&place| place < RESERVED);
        if at < RESERVED || places.len() > self.most() {
            return Err(damage("more tables of sectors than sectors"));
        }
        let mut table = Vec::new();
        for place in places {
            table.extend(numbers(self.whole(place)?));
        }
        Ok(table)
    }

    /// All bytes of a chain of sectors.
    fn chain(&self, start: u32) -> Result<Vec<u8>, Problem> {
        let (mut at, mut bytes) = (start, Vec::new());
        for _ in 0..=self.most() {
            if at >= RESERVED {
                return Ok(bytes);
            }
            bytes.extend_from_slice(self.sector(at)?);
            at = self.next.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        Err(damage("sectors that lead back to themselves"))
    }
}
