//! Whole numbers as differences packed in few bits: Parquet's DELTA_BINARY_PACKED.
//!
//! A block of 256 has its least difference, and each part of 64 the bits its largest needs
//! beyond that. It writes; what reads is the library.

use super::hybrid::put_varint;

/// Numbers of a block, and of each of its parts; a part is packed into whole 64-bit words.
const BLOCK: usize = PARTS * PART;
const PARTS: usize = 4;
const PART: usize = 64;

/// Appends numbers as differences.
pub(crate) fn put_deltas(numbers: &[i64], out: &mut Vec<u8>) {
    let first = numbers.first().copied().unwrap_or_default();
    for size in [BLOCK, PARTS, numbers.len()] {
        put_varint(size as u64, out);
    }
    put_varint(zigzag(first), out);
    let mut before = first;
    let mut deltas = [0; BLOCK];
    for numbers in numbers.get(1..).unwrap_or_default().chunks(BLOCK) {
        for (delta, &number) in deltas.iter_mut().zip(numbers) {
            *delta = number.wrapping_sub(before);
            before = number;
        }
        put_block(&mut deltas[..numbers.len()], out);
    }
}

/// One block; a part that no number reaches has no bits and no bytes.
fn put_block(deltas: &mut [i64], out: &mut Vec<u8>) {
    let least = below_all(deltas);
    put_varint(zigzag(least), out);
    let widths = out.len();
    out.resize(widths + PARTS, 0);
    for (part, deltas) in deltas.chunks(PART).enumerate() {
        let mut above = [0; PART];
        for (above, delta) in above.iter_mut().zip(deltas) {
            *above = delta.wrapping_sub(least) as u64;
        }
        let width = width(above.iter().fold(0, |all, above| all | above));
        out[widths + part] = width as u8;
        put_part(&above, width, out);
    }
}

/// A number none of the differences is below: the magnitude of the largest, rounded up to a power
/// of two. The least itself would take a comparison each, and save a bit at most.
fn below_all(deltas: &[i64]) -> i64 {
    let signs = deltas.iter().fold(0, |all, delta| all | delta);
    if signs >= 0 {
        return 0;
    }
    let magnitudes = deltas
        .iter()
        .fold(0, |all, delta| all | (delta ^ (delta >> (i64::BITS - 1))));
    -1 << (i64::BITS - magnitudes.leading_zeros()).min(i64::BITS - 1)
}

/// Bits for numbers with these bits; more than 56 are not worth packing.
const fn width(bits: u64) -> u32 {
    match u64::BITS - bits.leading_zeros() {
        57.. => u64::BITS,
        few => few,
    }
}

/// Numbers of `width` bits side by side, the lowest bit first.
fn put_part(numbers: &[u64; PART], width: u32, out: &mut Vec<u8>) {
    const WORD: usize = size_of::<u64>();
    let mut packed = [0; (PART + 1) * WORD];
    let (mut at, mut bits, mut held) = (0, 0, 0);
    for &number in numbers {
        // Never more than 7 bits are held, so that 56 more fit; 64 fill the word alone.
        bits |= number << held;
        // Eight bytes are written at a time, of which the whole ones are done with.
        packed[at..at + WORD].copy_from_slice(&bits.to_le_bytes());
        held += width;
        let done = held / 8;
        at += done as usize;
        bits = bits.checked_shr(done * 8).unwrap_or(0);
        held %= 8;
    }
    out.extend_from_slice(&packed[..PART / 8 * width as usize]);
}

/// Small magnitudes as small numbers, whatever the sign.
const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> (i64::BITS - 1))) as u64
}
