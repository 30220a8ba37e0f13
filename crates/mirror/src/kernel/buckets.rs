//! Reports put aside by pair as they come.
//!
//! A bucket holds the pairs of one exporter with a range of importers. Reports lie in
//! blocks that never move, so taking one costs a write and nothing more.

use super::arena::{Arena, Room};
use super::packed::{LONGEST, Packed, Piece, SLACK};
use super::{ExportReport, ImportReport, Key};

/// Bytes of the first block of a bucket, and how often the next one doubles.
const FIRST_BLOCK: usize = 512;
const DOUBLINGS: u32 = 6;

/// Which block of a bucket is being filled, and where.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    room: Room,
    at: u32,
    /// Reports in it.
    count: u32,
    /// The block before this one, counted from 1; 0 for the first.
    before: u32,
    blocks: u32,
}

/// A block that is full, and the one before it.
#[derive(Clone, Copy, Debug)]
struct Full {
    room: Room,
    at: u32,
    count: u32,
    before: u32,
}

/// Bytes a block must have left to take another report.
const NEEDED: u32 = (LONGEST + SLACK) as u32;

/// Reports of one side, by bucket.
#[derive(Debug)]
struct Side {
    cursors: Vec<Cursor>,
    full: Vec<Full>,
}

impl Side {
    fn new() -> Self {
        let (cursors, full) = (vec![Cursor::default(); Buckets::COUNT], Vec::new());
        Self { cursors, full }
    }

    #[inline]
    fn push<T: Packed>(&mut self, arena: &mut Arena, bucket: usize, report: &T) {
        if self.cursors[bucket].at + NEEDED > self.cursors[bucket].room.end {
            self.begin_block(arena, bucket);
        }
        let cursor = &mut self.cursors[bucket];
        let to = arena.bytes_mut(cursor.room, cursor.at, LONGEST);
        cursor.at += report.pack(to) as u32;
        cursor.count += 1;
    }

    #[cold]
    #[inline(never)]
    fn begin_block(&mut self, arena: &mut Arena, bucket: usize) {
        let cursor = &mut self.cursors[bucket];
        if cursor.blocks > 0 {
            let Cursor {
                room,
                at,
                count,
                before,
                ..
            } = *cursor;
            self.full.push(Full {
                room,
                at,
                count,
                before,
            });
            cursor.before = self.full.len() as u32;
        }
        cursor.room = arena.take(FIRST_BLOCK << cursor.blocks.min(DOUBLINGS));
        cursor.at = cursor.room.start;
        cursor.count = 0;
        cursor.blocks += 1;
    }

    /// A bucket's reports, in pieces.
    fn pieces<'a>(&'a self, arena: &'a Arena, bucket: usize) -> impl Iterator<Item = Piece<'a>> {
        let cursor = &self.cursors[bucket];
        let before = |number: u32| self.full.get((number as usize).checked_sub(1)?);
        let full = std::iter::successors(before(cursor.before), move |full| before(full.before));
        let rooms = std::iter::once((cursor.room, cursor.at, cursor.count));
        let rooms = rooms.chain(full.map(|full| (full.room, full.at, full.count)));
        rooms.map(move |(room, at, count)| Piece {
            bytes: arena.bytes(room),
            length: (at - room.start) as usize,
            count: count as usize,
            bucket,
        })
    }

    fn clear(&mut self) {
        self.cursors.fill(Cursor::default());
        self.full.clear();
    }
}

/// Buckets whose reports are worked on together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// First bucket.
    pub first: usize,
    /// The bucket after the last.
    pub after: usize,
    /// Reports in them.
    pub reports: usize,
}

/// Reports of any number of pairs.
#[derive(Debug)]
pub struct Buckets {
    arena: Arena,
    exports: Side,
    imports: Side,
}

impl Buckets {
    /// How many buckets there are.
    pub(crate) const COUNT: usize = Key::BUCKETS;
}

impl Default for Buckets {
    fn default() -> Self {
        Self {
            arena: Arena::default(),
            exports: Side::new(),
            imports: Side::new(),
        }
    }
}

impl Buckets {
    /// Takes an exporter's report.
    #[inline]
    pub fn export(&mut self, report: ExportReport) {
        self.exports.push(&mut self.arena, report.key.bucket(), &report);
    }

    /// Takes an importer's report.
    #[inline]
    pub fn import(&mut self, report: ImportReport) {
        self.imports.push(&mut self.arena, report.key.bucket(), &report);
    }

    /// Bytes the reports take.
    pub(crate) const fn bytes(&self) -> usize {
        self.arena.taken()
    }

    /// How many reports each bucket holds.
    pub(crate) fn counts(&self) -> Vec<usize> {
        let count = |bucket: usize| {
            let pieces = self.exports_of(bucket).chain(self.imports_of(bucket));
            pieces.map(|piece| piece.count).sum()
        };
        (0..Self::COUNT).map(count).collect()
    }

    /// A bucket's reports by exporters.
    pub(crate) fn exports_of(&self, bucket: usize) -> impl Iterator<Item = Piece<'_>> {
        self.exports.pieces(&self.arena, bucket)
    }

    /// A bucket's reports by importers.
    pub(crate) fn imports_of(&self, bucket: usize) -> impl Iterator<Item = Piece<'_>> {
        self.imports.pieces(&self.arena, bucket)
    }

    /// Forgets all reports, and keeps the room.
    pub(crate) fn clear(&mut self) {
        self.exports.clear();
        self.imports.clear();
        self.arena.clear();
    }

    /// All buckets, in the order of their keys, in spans of at least `least` reports;
    /// `counts` says how many reports of each bucket there are in all.
    pub(crate) fn spans(counts: &[usize], least: usize) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut open = Span::default();
        for (place, count) in counts.iter().enumerate() {
            open.reports += count;
            open.after = place + 1;
            if open.reports >= least || (open.after == counts.len() && open.reports > 0) {
                spans.push(open);
                open = Span {
                    first: open.after,
                    after: open.after,
                    reports: 0,
                };
            }
        }
        spans
    }
}
