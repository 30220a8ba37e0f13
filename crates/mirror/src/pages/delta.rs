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
    if let Some(pack) = PACKERS.get(width as usize) {
        return pack(numbers, out);
    }
    out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

macro_rules! packers {
    ($($width:literal)*) => { [$(pack::<$width>),*] };
}

/// Packs numbers of one width each: the places of all bits are known when it is compiled.
type Packer = fn(&[u64; PART], &mut Vec<u8>);

const PACKERS: [Packer; 57] = packers!(
    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33
    34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56
);

fn pack<const WIDTH: usize>(numbers: &[u64; PART], out: &mut Vec<u8>) {
    const WORD: usize = size_of::<u64>();
    let mut packed = [0; (PART + 1) * WORD];
    // Eight numbers take as many bytes as one has bits, so each eight begin at a whole byte.
    for (at, eight) in numbers.as_chunks::<8>().0.iter().enumerate() {
        let mut words = [0_u64; WORD + 1];
        for (place, &number) in eight.iter().enumerate() {
            let (word, bit) = (place * WIDTH / 64, place * WIDTH % 64);
            words[word] |= number << bit;
            if bit + WIDTH > 64 {
                words[word + 1] |= number >> (64 - bit);
            }
        }
        let places = packed[at * WIDTH..].chunks_exact_mut(WORD);
        for (word, place) in words.iter().zip(places).take(WIDTH.div_ceil(WORD)) {
            place.copy_from_slice(&word.to_le_bytes());
        }
    }
    out.extend_from_slice(&packed[..PART / 8 * WIDTH]);
}

/// Small magnitudes as small numbers, whatever the sign.
const fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> (i64::BITS - 1))) as u64
}
