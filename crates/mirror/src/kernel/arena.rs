//! Room for many reports, taken from the system in few large pieces.
//!
//! Reports of a world touch hundreds of thousands of the system's usual pages, and each first
//! touch is a call into it: a tenth of a whole run. So pieces are asked for in large pages,
//! where the system has them. What was taken is given back all at once. It knows bytes, not
//! what they mean.

use memmap2::MmapMut;

/// Bytes of a chunk: many large pages.
const CHUNK: usize = 32 << 20;

/// One piece of memory from the system.
#[derive(Debug)]
enum Chunk {
    Mapped(MmapMut),
    /// Where the system maps none.
    Owned(Vec<u8>),
}

impl Chunk {
    fn new() -> Self {
        let Ok(map) = MmapMut::map_anon(CHUNK) else {
            return Self::Owned(vec![0; CHUNK]);
        };
        // Large pages are a favour: without them everything is the same, only slower.
        #[cfg(target_os = "linux")]
        let _ = map.advise(memmap2::Advice::HugePage);
        Self::Mapped(map)
    }

    #[inline]
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Owned(bytes) => bytes,
        }
    }

    #[inline]
    fn bytes_mut(&mut self) -> &mut [u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Owned(bytes) => bytes,
        }
    }
}

/// Some bytes of an arena.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Room {
    chunk: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// Rooms, one after the other.
#[derive(Debug, Default)]
pub(super) struct Arena {
    chunks: Vec<Chunk>,
    /// The chunk under way, and the bytes of it that are taken.
    at: usize,
    taken: usize,
}

impl Arena {
    /// Room for so many bytes, at most a chunk.
    pub(super) fn take(&mut self, bytes: usize) -> Room {
        if self.taken + bytes > CHUNK {
            (self.at, self.taken) = (self.at + 1, 0);
        }
        if self.at == self.chunks.len() {
            self.chunks.push(Chunk::new());
        }
        let start = self.taken;
        self.taken += bytes;
        Room {
            chunk: self.at as u32,
            start: start as u32,
            end: self.taken as u32,
        }
    }

    /// Bytes of a room.
    pub(super) fn bytes(&self, room: Room) -> &[u8] {
        let chunk = self.chunks.get(room.chunk as usize).map_or(&[][..], Chunk::bytes);
        chunk
            .get(room.start as usize..room.end as usize)
            .unwrap_or_default()
    }

    /// `count` bytes of a room's chunk from `start` on.
    #[inline]
    pub(super) fn bytes_mut(&mut self, room: Room, start: u32, count: usize) -> &mut [u8] {
        let start = start as usize;
        &mut self.chunks[room.chunk as usize].bytes_mut()[start..start + count]
    }

    /// Bytes that are taken.
    pub(super) const fn taken(&self) -> usize {
        self.at * CHUNK + self.taken
    }

    /// Makes all room free again, and keeps it.
    pub(super) const fn clear(&mut self) {
        (self.at, self.taken) = (0, 0);
    }
}
