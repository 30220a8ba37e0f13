//! Bytes of a segment: its end in one read, and of a column the pages that are wanted.
//!
//! Where the pages of a column lie stands in the file's offset index. An index can be damaged as
//! anything can: unless its pages follow one another without a gap and fill the column, none is
//! read. This file decodes no page.

use bytes::{Buf, Bytes};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::FooterTail;
use parquet::file::page_index::index_reader::decode_offset_index;
use parquet::file::page_index::offset_index::PageLocation;
use parquet::file::reader::{ChunkReader, Length};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use super::seal::{Layout, Seal};

/// Bytes at the end of a file that are read at once: what a file of half a million rows says of
/// itself, its indexes included.
const TAIL: u64 = 1 << 16;

/// The last bytes of a file: how long it speaks of itself, and a mark.
const MARK: usize = 8;

/// A column no longer than this is read whole: a second read costs more.
const SHORT: u64 = 1 << 13;

/// Fewest bytes of an entry of an offset index.
const LEAST_ENTRY: usize = 7;

/// Some bytes of a file in at most two pieces, addressed as in the file.
#[derive(Debug)]
pub(super) struct Pieces {
    file_length: u64,
    pieces: [(u64, Bytes); 2],
}

/// The pages of a column that hold some rows.
#[derive(Debug)]
pub(super) struct Pages {
    /// The first page, before which the dictionary lies, and those that are wanted.
    pub(super) locations: Vec<PageLocation>,
    /// The first row of the pages that are wanted.
    first: usize,
    /// Rows of the group up to the end of the last one.
    pub(super) rows: usize,
    /// The bytes of the dictionary and of the pages.
    places: [Range<u64>; 2],
}

impl Pages {
    /// All pages of a column of `rows` rows that takes the bytes in `place`, by its offset index.
    pub(super) fn all(index: &[u8], place: Range<u64>, rows: usize) -> ParquetResult<Self> {
        let damaged = || ParquetError::General("an offset index that does not fit its column".to_owned());
        if entries(index).is_none_or(|entries| entries > index.len() / LEAST_ENTRY) {
            return Err(damaged());
        }
        let locations = decode_offset_index(index)?.page_locations;
        let first = locations.first().map(span).ok_or_else(damaged)?;
        let places = [place.start..first.start, first.start..place.end];
        let gapless = locations.windows(2).all(|two| {
            span(&two[0]).end == span(&two[1]).start && two[0].first_row_index < two[1].first_row_index
        });
        let fills = locations.last().is_some_and(|last| {
            span(last).end == place.end && usize::try_from(last.first_row_index).is_ok_and(|row| row < rows)
        });
        if !gapless || !fills || locations[0].first_row_index != 0 || first.start < place.start {
            return Err(damaged());
        }
        Ok(Self {
            locations,
            first: 0,
            rows,
            places,
        })
    }

    /// Those of them that hold `rows`.
    pub(super) fn holding(mut self, rows: &Range<usize>) -> Self {
        let before = |row: usize| {
            self.locations
                .partition_point(|page| (page.first_row_index as usize) < row)
        };
        let (first, end) = (before(rows.start + 1).saturating_sub(1), before(rows.end));
        if let Some(next) = self.locations.get(end) {
            self.rows = next.first_row_index as usize;
        }
        self.locations.truncate(end);
        if let (Some(one), Some(last)) = (self.locations.get(first), self.locations.last()) {
            self.places[1] = span(one).start..span(last).end;
            self.first = one.first_row_index as usize;
        }
        if first > 1 {
            self.locations.drain(1..first);
        }
        self
    }

    /// The first row of every page.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        self.locations.iter().map(|page| page.first_row_index as usize)
    }
}

/// The bytes of a page.
fn span(page: &PageLocation) -> Range<u64> {
    let start = page.offset as u64;
    start..start.saturating_add(page.compressed_page_size as u64)
}

/// How many pages an offset index declares: the library would set aside room for any number.
fn entries(index: &[u8]) -> Option<usize> {
    let [_, list, rest @ ..] = index else {
        return None;
    };
    match list >> 4 {
        15 => rest
            .iter()
            .take(5)
            .enumerate()
            .try_fold(0, |size, (at, &byte)| {
                let size = size | usize::from(byte & 0x7F) << (7 * at);
                // The last byte of the number ends the fold early.
                if byte < 0x80 { Err(size) } else { Ok(size) }
            })
            .err(),
        few => Some(usize::from(few)),
    }
}

impl Pieces {
    /// The end of a file, with all that the file says of itself.
    pub(super) fn tail(file: &File, file_length: u64) -> ParquetResult<Self> {
        let mut from = file_length.saturating_sub(TAIL);
        let mut bytes = read(file, from..file_length)?;
        let mark = bytes.last_chunk::<MARK>().ok_or_else(beyond)?;
        let footer = FooterTail::try_new(mark)?.metadata_length() as u64 + MARK as u64;
        let start = file_length.checked_sub(footer).ok_or_else(beyond)?;
        if start < from {
            (from, bytes) = (start, read(file, start..file_length)?);
        }
        Ok(Self {
            file_length,
            pieces: [(from, bytes), (file_length, Bytes::new())],
        })
    }

    /// The end of a file that is known by its seal.
    pub(super) fn sealed(file: &File, file_length: u64, seal: Seal) -> ParquetResult<Self> {
        let from = file_length.checked_sub(seal.bytes).ok_or_else(beyond)?;
        let bytes = read(file, from..file_length)?;
        seal.check(&bytes)?;
        Ok(Self {
            file_length,
            pieces: [(from, bytes), (file_length, Bytes::new())],
        })
    }

    /// The bytes of a column, in which the file's end begins at `file_length`: all of them, or
    /// those of some pages. Where it is known how they were written, others are refused.
    pub(super) fn column(
        file: &File,
        file_length: u64,
        place: Range<u64>,
        pages: Option<&Pages>,
        written: Option<Layout>,
    ) -> ParquetResult<Self> {
        let short = place.end - place.start <= SHORT;
        let pages = pages.filter(|_| !short);
        let places = match pages {
            Some(pages) => pages.places.clone(),
            None => [place, file_length..file_length],
        };
        let [one, other] = places.map(|place| Ok::<_, io::Error>((place.start, read(file, place)?)));
        let pieces = [one?, other?];
        if let Some(layout) = written {
            let (first, end) = pages.map_or((0, layout.rows), |pages| (pages.first, pages.rows));
            let [(_, one), (_, other)] = &pieces;
            layout.check([one, other], first, end)?;
        }
        Ok(Self { file_length, pieces })
    }

    /// Some of the bytes, if they are there.
    pub(super) fn bytes(&self, place: Range<u64>) -> Option<Bytes> {
        let length = usize::try_from(place.end.checked_sub(place.start)?).ok()?;
        self.pieces.iter().find_map(|(start, bytes)| {
            let from = usize::try_from(place.start.checked_sub(*start)?).ok()?;
            let to = from.checked_add(length)?;
            (to <= bytes.len()).then(|| bytes.slice(from..to))
        })
    }
}

fn beyond() -> ParquetError {
    ParquetError::EOF("a page lies outside its column".to_owned())
}

/// Reads bytes of a file; `place` lies within the file.
pub(super) fn read(mut file: &File, place: Range<u64>) -> io::Result<Bytes> {
    let wanted = place.end.saturating_sub(place.start);
    if wanted == 0 {
        return Ok(Bytes::new());
    }
    let mut bytes = room(usize::try_from(wanted).map_err(io::Error::other)?);
    file.seek(SeekFrom::Start(place.start))?;
    // Behind what is reserved, so that room need not be filled before it is read into.
    if file.take(wanted).read_to_end(&mut bytes)? as u64 != wanted {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let bytes = Bytes::from(bytes);
    lend(&bytes);
    Ok(bytes)
}

thread_local! {
    /// Bytes this thread read, which others may still hold.
    static LENT: RefCell<VecDeque<Bytes>> = const { RefCell::new(VecDeque::new()) };
}

/// How many are remembered, each of at most so many bytes: columns of a row group or two.
const MOST_LENT: usize = 24;
const LARGEST_LENT: usize = 4 << 20;

/// Room for bytes: that of others nobody holds any more, if there is enough. What is given back
/// to the system is dear to touch again.
fn room(bytes: usize) -> Vec<u8> {
    let free = LENT.with_borrow_mut(|lent| {
        let at = lent
            .iter()
            .position(|one| one.is_unique() && one.len() >= bytes)?;
        lent.remove(at)
    });
    let free = free.and_then(|free| free.try_into_mut().ok()).map(Vec::from);
    let mut room = free.unwrap_or_else(|| Vec::with_capacity(bytes));
    room.clear();
    room
}

fn lend(bytes: &Bytes) {
    if bytes.len() > SHORT as usize && bytes.len() <= LARGEST_LENT {
        LENT.with_borrow_mut(|lent| {
            lent.truncate(MOST_LENT - 1);
            lent.push_front(bytes.clone());
        });
    }
}

impl Length for Pieces {
    fn len(&self) -> u64 {
        self.file_length
    }
}

impl ChunkReader for Pieces {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        let holding = self.pieces.iter().rev().find(|(first, _)| *first <= start);
        let (first, bytes) = holding.ok_or_else(beyond)?;
        let rest = self.bytes(start..first + bytes.len() as u64);
        Ok(rest.ok_or_else(beyond)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let end = start.checked_add(length as u64).ok_or_else(beyond)?;
        self.bytes(start..end).ok_or_else(beyond)
    }
}
