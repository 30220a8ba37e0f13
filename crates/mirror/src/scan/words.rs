//! A text column of few words, decoded to a number a row without a text a row.
//!
//! The library hands out every value of a text column as a text of its own. Where a column
//! is a dictionary and places in it, as columns of codes are, each word of the dictionary is
//! looked at once and the rows are numbers. Pages, compression and headers are the library's.

use parquet::basic::Encoding;
use parquet::column::page::{Page, PageReader};
use parquet::errors::{ParquetError, Result as ParquetResult};

/// What an absent word is read as.
pub(crate) const NO_WORD: u32 = u32::MAX - 1;

/// One text column being read.
pub(crate) struct Words {
    pages: Box<dyn PageReader>,
    optional: bool,
    meaning: fn(&[u8]) -> u32,
    dictionary: Vec<u32>,
    /// Rows of the page under way.
    rows: Vec<u32>,
    at: usize,
}

impl Words {
    /// A column whose words mean numbers; `optional` if rows may lack one.
    pub(crate) fn new(pages: Box<dyn PageReader>, optional: bool, meaning: fn(&[u8]) -> u32) -> Self {
        Self {
            pages,
            optional,
            meaning,
            dictionary: Vec::new(),
            rows: Vec::new(),
            at: 0,
        }
    }

    /// Passes over rows, whole pages without decoding them.
    pub(crate) fn skip(&mut self, mut rows: usize) -> ParquetResult<()> {
        while rows > 0 {
            if self.at == self.rows.len() {
                let next = self.pages.peek_next_page()?.ok_or_else(short)?;
                let whole = next.num_rows.or(next.num_levels).unwrap_or(usize::MAX);
                if !next.is_dict && whole <= rows {
                    self.pages.skip_next_page()?;
                    rows -= whole;
                    continue;
                }
                self.page()?;
            }
            let passed = rows.min(self.rows.len() - self.at);
            self.at += passed;
            rows -= passed;
        }
        Ok(())
    }

    /// Calls `put` with each of the next rows and its number, [`NO_WORD`] where there is none.
    pub(crate) fn read(&mut self, rows: usize, mut put: impl FnMut(usize, u32)) -> ParquetResult<()> {
        let mut done = 0;
        while done < rows {
            if self.at == self.rows.len() {
                self.page()?;
                continue;
            }
            let taken = (rows - done).min(self.rows.len() - self.at);
            let numbers = &self.rows[self.at..self.at + taken];
            numbers
                .iter()
                .enumerate()
                .for_each(|(row, &number)| put(done + row, number));
            self.at += taken;
            done += taken;
        }
        Ok(())
    }

    /// Decodes the next page; a dictionary page leaves no rows.
    fn page(&mut self) -> ParquetResult<()> {
        self.rows.clear();
        self.at = 0;
        match self.pages.get_next_page()?.ok_or_else(short)? {
            Page::DictionaryPage { buf, .. } => {
                let words = plain(&buf, usize::MAX);
                self.dictionary = words.map(|word| (self.meaning)(word)).collect();
            }
            Page::DataPage {
                buf,
                num_values,
                encoding,
                ..
            } => {
                let (levels, values) = if self.optional {
                    prefixed(&buf)?
                } else {
                    (&[][..], &buf[..])
                };
                self.data(levels, values, num_values as usize, encoding)?;
            }
            Page::DataPageV2 {
                buf,
                num_values,
                encoding,
                def_levels_byte_len,
                rep_levels_byte_len,
                ..
            } => {
                let start = rep_levels_byte_len as usize;
                let end = start + def_levels_byte_len as usize;
                let levels = buf.get(start..end).ok_or_else(damaged)?;
                self.data(levels, &buf[end..], num_values as usize, encoding)?;
            }
        }
        Ok(())
    }

    fn data(&mut self, levels: &[u8], values: &[u8], rows: usize, encoding: Encoding) -> ParquetResult<()> {
        let mut present = Vec::new();
        if self.optional {
            hybrid(levels, 1, rows, &mut present).ok_or_else(damaged)?;
        }
        let count = match self.optional {
            true => present.iter().filter(|&&level| level == 1).count(),
            false => rows,
        };
        self.values(values, count, encoding)?;
        if count < rows {
            let mut numbers = std::mem::take(&mut self.rows).into_iter();
            let number = |&level: &u32| match level {
                1 => numbers.next().unwrap_or(NO_WORD),
                _ => NO_WORD,
            };
            self.rows = present.iter().map(number).collect();
        }
        Ok(())
    }

    fn values(&mut self, values: &[u8], count: usize, encoding: Encoding) -> ParquetResult<()> {
        match encoding {
            Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY => {
                if let Some((&width, places)) = values.split_first() {
                    hybrid(places, u32::from(width), count, &mut self.rows).ok_or_else(damaged)?;
                }
                for place in &mut self.rows {
                    *place = *self.dictionary.get(*place as usize).ok_or_else(damaged)?;
                }
            }
            Encoding::PLAIN => self
                .rows
                .extend(plain(values, count).map(|word| (self.meaning)(word))),
            other => return Err(ParquetError::NYI(format!("text encoded as {other}"))),
        }
        if self.rows.len() == count {
            Ok(())
        } else {
            Err(damaged())
        }
    }
}

fn short() -> ParquetError {
    ParquetError::EOF("fewer rows than the file declares".to_owned())
}

fn damaged() -> ParquetError {
    ParquetError::General("a text column whose pages contradict themselves".to_owned())
}

/// Levels with their length before them, and the values behind.
fn prefixed(bytes: &[u8]) -> ParquetResult<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(damaged)?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
        .ok_or_else(damaged)
}

/// Texts with their lengths before them, at most `count`; it ends where a length is wrong.
fn plain(mut bytes: &[u8], count: usize) -> impl Iterator<Item = &[u8]> {
    let next = move || {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let (word, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        bytes = rest;
        Some(word)
    };
    std::iter::from_fn(next).take(count)
}

/// Runs of one number and runs of packed bits, as Parquet mixes them; `None` when cut short.
pub(crate) fn hybrid(mut bytes: &[u8], width: u32, count: usize, to: &mut Vec<u32>) -> Option<()> {
    if width > 32 {
        return None;
    }
    while to.len() < count {
        let header = varint(&mut bytes)?;
        let left = count - to.len();
        if header & 1 == 0 {
            let (number, rest) = bytes.split_at_checked(width.div_ceil(8) as usize)?;
            let number = number
                .iter()
                .rev()
                .fold(0, |number, &byte| number << 8 | u32::from(byte));
            to.resize(to.len() + left.min((header >> 1) as usize), number);
            bytes = rest;
        } else {
            let groups = (header >> 1) as usize;
            let length = groups.checked_mul(width as usize)?;
            // The last run may be padded beyond the page's values.
            let (packed, rest) = bytes.split_at_checked(length.min(bytes.len()))?;
            unpack(packed, width, left.min(groups.checked_mul(8)?), to)?;
            bytes = rest;
        }
        if header >> 1 == 0 {
            return None;
        }
    }
    Some(())
}

fn varint(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7F).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Numbers of `width` bits each, the lowest bit first.
fn unpack(packed: &[u8], width: u32, count: usize, to: &mut Vec<u32>) -> Option<()> {
    let mask = (1_u64 << width) - 1;
    let (mut bits, mut held) = (0_u64, 0_u32);
    let mut bytes = packed.iter();
    for _ in 0..count {
        while held < width {
            bits |= u64::from(*bytes.next()?) << held;
            held += 8;
        }
        to.push((bits & mask) as u32);
        bits >>= width;
        held -= width;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_and_packed_bits_are_read_as_parquet_mixes_them() {
        let mut numbers = Vec::new();
        // Three times 5 (3 bits), then 0 to 7 packed.
        let bytes = [0b110, 5, 0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010];
        assert_eq!(hybrid(&bytes, 3, 11, &mut numbers), Some(()));
        assert_eq!(numbers, [5, 5, 5, 0, 1, 2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn what_is_cut_short_is_no_answer() {
        for bytes in [&[][..], &[0b110], &[0b11, 1, 2], &[0], &[1], &[0xFF; 8]] {
            assert_eq!(hybrid(bytes, 3, 11, &mut Vec::new()), None, "{bytes:?}");
        }
        assert_eq!(hybrid(&[2, 1], 33, 1, &mut Vec::new()), None);
    }

    #[test]
    fn plain_texts_end_where_a_length_is_wrong() {
        let bytes = [1, 0, 0, 0, b'X', 2, 0, 0, 0, b'a', b'b', 9, 0, 0, 0, b'c'];
        assert_eq!(plain(&bytes, 9).collect::<Vec<_>>(), [&b"X"[..], b"ab"]);
        assert_eq!(plain(&bytes, 1).count(), 1);
    }
}
