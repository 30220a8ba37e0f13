//! Pages of Parquet as bytes: a header, and what it announces.
//!
//! Headers are Thrift's compact protocol, of which a page needs four words: a field with its
//! type, a 32-bit number, a structure, an end.

use parquet::basic::Encoding;
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
        put_header(kind, count, [body.len(), body.len()], out);
        out.extend_from_slice(body);
        return Ok(out.len() - start);
    };
    pressed.clear();
    pressed.reserve(zstd::zstd_safe::compress_bound(body.len()));
    compressor.compress_to_buffer(body, pressed).map_err(refused)?;
    put_header(kind, count, [body.len(), pressed.len()], out);
    let header = out.len() - start;
    out.extend_from_slice(pressed);
    Ok(header + body.len())
}

const STRUCTURE: u8 = 12;
const END: u8 = 0;

/// `PageHeader` of parquet.thrift: type, size, size pressed, and the header of the kind.
fn put_header(kind: Kind, count: usize, sizes: [usize; 2], out: &mut Vec<u8>) {
    let (number, field) = match kind {
        Kind::Data(_) => (0, 5),
        Kind::Dictionary => (2, 7),
    };
    put_numbers(&[number, sizes[0] as u64, sizes[1] as u64], out);
    // Fields are told by how far they are from the last one, which was the third.
    out.push((field - 3) << 4 | STRUCTURE);
    let (plain, rle) = (Encoding::PLAIN as u64, Encoding::RLE as u64);
    match kind {
        Kind::Data(encoding) => put_numbers(&[count as u64, encoding as u64, rle, rle], out),
        Kind::Dictionary => put_numbers(&[count as u64, plain], out),
    }
    out.extend([END, END]);
}

/// Fields 1, 2, 3 ... of a structure, each a 32-bit number.
fn put_numbers(numbers: &[u64], out: &mut Vec<u8>) {
    const NEXT_NUMBER: u8 = 1 << 4 | 5;
    for &number in numbers {
        out.push(NEXT_NUMBER);
        // Zigzag: numbers below 0 would be odd.
        put_varint(number << 1, out);
    }
}
