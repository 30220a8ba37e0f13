//! What makes every changed bit of a segment known before it changes an answer.
//!
//! A page has its own checksum, which the library looks at. The end of the file says which
//! pages are read at all, and the headers how: the seal is the sum of the one, and for the
//! others it is known what was written. The first four bytes of a file decide nothing, and
//! nobody reads them. It reads no file.

use parquet::basic::Encoding;
use parquet::errors::{ParquetError, Result as ParquetResult};

use super::schema::PAGE_ROWS;
use crate::pages::{self, Kind};

/// The end of a segment as it was written: indexes and footer, all behind the last page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Its length in bytes.
    pub bytes: u64,
    /// Its CRC-32.
    pub crc: u32,
}

impl Seal {
    /// Refuses an end that is another one.
    pub(super) fn check(&self, end: &[u8]) -> ParquetResult<()> {
        let found = crc32fast::hash(end);
        if end.len() as u64 == self.bytes && found == self.crc {
            return Ok(());
        }
        Err(ParquetError::General(format!(
            "its last {} bytes have CRC-32 {found:08x}, expected {:08x}",
            self.bytes, self.crc
        )))
    }
}

/// The pages of a column as they are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// Whether a dictionary comes first.
    pub(super) dictionary: bool,
    /// Rows of the group.
    pub(super) rows: usize,
}

impl Layout {
    const fn encoding(self) -> Encoding {
        if self.dictionary {
            Encoding::RLE_DICTIONARY
        } else {
            Encoding::DELTA_BINARY_PACKED
        }
    }

    /// Refuses pages whose headers are other ones: the dictionary if there is one, then those
    /// of the rows from `first` up to `end`.
    pub(super) fn check(self, pieces: [&[u8]; 2], first: usize, end: usize) -> ParquetResult<()> {
        let damaged = || ParquetError::General("a page header is not the one that was written".to_owned());
        let (mut row, mut dictionary) = (first, self.dictionary);
        for mut bytes in pieces {
            while !bytes.is_empty() {
                let count = PAGE_ROWS.min(self.rows - row);
                let length = if dictionary {
                    pages::length(Kind::Dictionary, None, bytes)
                } else {
                    row += count;
                    pages::length(Kind::Data(self.encoding()), Some(count), bytes)
                };
                dictionary = false;
                bytes = bytes.get(length.ok_or_else(damaged)?..).unwrap_or_default();
            }
        }
        if row == end && !dictionary {
            Ok(())
        } else {
            Err(damaged())
        }
    }
}
