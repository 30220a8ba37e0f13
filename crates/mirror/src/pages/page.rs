//! Pages of Parquet as bytes: a header, and what it announces.
//!
//! Headers are Thrift's compact protocol, of which a page needs four words: a field with its
//! type, a 32-bit number, a structure, an end. Each has the CRC-32 of the bytes that follow it,
//! as they are stored; the library holds them against it when it decodes the page. A header is
//! not in that sum: whether it is the one that was written is seen by writing it again.

use parquet::basic::Encoding;
use parquet::column::page::{CompressedPage, Page, PageWriteSpec, PageWriter};
use parquet::errors::{ParquetError, Result as ParquetResult};

use super::hybrid::put_varint;

/// What a page holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// Rows, encoded so.
    Data(Encoding),
    /// The words that rows are places of.
    Dictionary,
}

/// Presses pages with zstd, level 1.
pub(crate) struct Zstd {
    compressor: zstd::bulk::Compressor<'static>,
    pressed: Vec<u8>,
}

impl Zstd {
    pub(crate) fn new() -> ParquetResult<Self> {
        let compressor = zstd::bulk::Compressor::new(1).map_err(refused)?;
        let pressed = Vec::new();
        Ok(Self { compressor, pressed })
    }
}

fn refused(error: std::io::Error) -> ParquetError {
    ParquetError::External(Box::new(error))
}

/// Appends a page of `count` values, which are `body`; the size it would have if nothing were
/// pressed.
pub(crate) fn put(
    (kind, count): (Kind, usize),
    body: &[u8],
    zstd: Option<&mut Zstd>,
    out: &mut Vec<u8>,
) -> ParquetResult<usize> {
    let start = out.len();
    let Some(Zstd { compressor, pressed }) = zstd else {
        put_header(kind, count, [body.len(), body.len()], crc32fast::hash(body), out);
        out.extend_from_slice(body);
        return Ok(out.len() - start);
    };
    pressed.clear();
    pressed.reserve(zstd::zstd_safe::compress_bound(body.len()));
    compressor.compress_to_buffer(body, pressed).map_err(refused)?;
    let sizes = [body.len(), pressed.len()];
    put_header(kind, count, sizes, crc32fast::hash(pressed), out);
    let header = out.len() - start;
    out.extend_from_slice(pressed);
    Ok(header + body.len())
}

/// A 32-bit number in the field next to the last one.
const NEXT_NUMBER: u8 = 1 << 4 | 5;
const MOST_OF_A_NUMBER: usize = 5;
/// Nine numbers with their marks, and a few more.
const MOST_OF_A_HEADER: usize = 9 * (MOST_OF_A_NUMBER + 1) + 3;
const STRUCTURE: u8 = 12;
const END: u8 = 0;

/// `PageHeader` of parquet.thrift: type, size, size pressed, checksum, and the header of the kind.
fn put_header(kind: Kind, count: usize, sizes: [usize; 2], crc: u32, out: &mut Vec<u8>) {
    let (number, field) = match kind {
        Kind::Data(_) => (0, 5),
        Kind::Dictionary => (2, 7),
    };
    put_numbers(&[number, sizes[0] as i32, sizes[1] as i32, crc as i32], out);
    // Fields are told by how far they are from the last one, which was the fourth.
    out.push((field - 4) << 4 | STRUCTURE);
    let (plain, rle) = (Encoding::PLAIN as i32, Encoding::RLE as i32);
    match kind {
        Kind::Data(encoding) => put_numbers(&[count as i32, encoding as i32, rle, rle], out),
        Kind::Dictionary => put_numbers(&[count as i32, plain], out),
    }
    out.extend([END, END]);
}

/// Fields 1, 2, 3 ... of a structure, each a 32-bit number.
fn put_numbers(numbers: &[i32], out: &mut Vec<u8>) {
    for &number in numbers {
        out.push(NEXT_NUMBER);
        // Zigzag: numbers below 0 are odd.
        put_varint(u64::from((number << 1 ^ number >> 31) as u32), out);
    }
}

/// The number a field next to the last one holds, and the bytes behind it.
fn number(bytes: &[u8]) -> Option<(i32, &[u8])> {
    let bytes = bytes.strip_prefix(&[NEXT_NUMBER])?;
    let last = bytes
        .iter()
        .take(MOST_OF_A_NUMBER)
        .position(|&byte| byte < 0x80)?;
    let (number, rest) = bytes.split_at(last + 1);
    let sevens = number.iter().rev();
    let zigzag = sevens.fold(0, |bits: u64, &byte| bits << 7 | u64::from(byte & 0x7F)) as u32;
    Some(((zigzag >> 1) as i32 ^ -((zigzag & 1) as i32), rest))
}

/// Bytes of the page these begin with, if its header is what [`put`] writes for such a page
/// that is not pressed. A dictionary without a count is one of 32-bit words.
pub(crate) fn length(kind: Kind, count: Option<usize>, bytes: &[u8]) -> Option<usize> {
    let (_, rest) = number(bytes)?;
    let (size, rest) = number(rest)?;
    let (_, rest) = number(rest)?;
    let (crc, _) = number(rest)?;
    let size = usize::try_from(size).ok()?;
    let count = count.unwrap_or(size / size_of::<u32>());
    let mut header = Vec::with_capacity(MOST_OF_A_HEADER);
    put_header(kind, count, [size, size], crc as u32, &mut header);
    let length = header.len() + size;
    (bytes.starts_with(&header) && length <= bytes.len()).then_some(length)
}

/// Takes the pages of the library's own column writer, which knows no checksums.
pub(crate) struct Summed<'a>(pub(crate) &'a mut Vec<u8>);

impl PageWriter for Summed<'_> {
    fn write_page(&mut self, page: CompressedPage) -> ParquetResult<PageWriteSpec> {
        let kind = match page.compressed_page() {
            Page::DataPage { encoding, .. } => Kind::Data(*encoding),
            Page::DictionaryPage { .. } => Kind::Dictionary,
            Page::DataPageV2 { .. } => {
                return Err(ParquetError::General("a page of format 2".to_owned()));
            }
        };
        let offset = self.0.len() as u64;
        let bytes = put((kind, page.num_values() as usize), page.data(), None, self.0)?;
        let mut told = PageWriteSpec::new();
        told.page_type = page.page_type();
        (told.uncompressed_size, told.compressed_size) = (bytes, bytes);
        (told.offset, told.bytes_written) = (offset, bytes as u64);
        told.num_values = page.num_values();
        Ok(told)
    }

    fn close(&mut self) -> ParquetResult<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of five rows.
    fn page(kind: Kind, body: &[u8]) -> Vec<u8> {
        let mut page = Vec::new();
        put((kind, 5), body, None, &mut page).unwrap();
        page
    }

    #[test]
    fn a_header_has_the_checksum_of_the_bytes_behind_it() {
        let page = page(Kind::Data(Encoding::PLAIN), b"123456789");
        // The check value of this CRC, 0xCBF43926, is the number -873187034.
        let crc = [0xB3, 0x9B, 0xDE, 0xC0, 0x06];
        let (before, behind) = ([0x15, 0, 0x15, 18, 0x15, 18, 0x15], [0x1C, 0x15, 10]);
        let rest = [0x15, 0, 0x15, 6, 0x15, 6, 0, 0];
        let expected = [&before[..], &crc, &behind, &rest, b"123456789"].concat();
        assert_eq!(page, expected);
    }

    #[test]
    fn a_header_that_differs_in_one_bit_is_none_that_was_written() {
        for kind in [Kind::Data(Encoding::RLE_DICTIONARY), Kind::Dictionary] {
            let page = page(kind, &[7; 20]);
            assert_eq!(length(kind, Some(5), &page), Some(page.len()));
            assert_eq!(length(kind, None, &page), Some(page.len()));
            assert_eq!(length(kind, Some(6), &page), None);
            assert_eq!(length(kind, Some(5), &page[..page.len() - 1]), None);
            let (header, crc) = (page.len() - 20, 7..12);
            for bit in (0..header * 8).filter(|bit| !crc.contains(&(bit / 8))) {
                let mut page = page.clone();
                page[bit / 8] ^= 1 << (bit % 8);
                assert_eq!(length(kind, Some(5), &page), None, "bit {bit}");
            }
        }
    }
}
