//! Small whole numbers as Parquet packs them: runs of one number, or bits side by side.
//!
//! It writes; what reads is [`crate::scan::words`]. The format lets runs and bits follow each
//! other within a column; here a column is all runs (what the rows are sorted by) or all bits.

/// Bits that hold every number up to `largest`; at least one, which every reader knows.
pub(crate) fn width(largest: u32) -> u32 {
    (u32::BITS - largest.leading_zeros()).max(1)
}

/// A number, and how often it follows itself.
pub(crate) type Run = (u32, usize);

/// Appends numbers of at most `width` bits, given as runs.
pub(crate) fn put_runs(runs: &[Run], width: u32, out: &mut Vec<u8>) {
    let bytes = width.div_ceil(8) as usize;
    for &(number, times) in runs {
        put_varint((times as u64) << 1, out);
        out.extend_from_slice(&number.to_le_bytes()[..bytes]);
    }
}

/// Appends numbers of at most `width` bits, up to 32, side by side, the lowest bit first; the
/// last group of eight is filled up with 0.
pub(crate) fn put_bits(numbers: &[u32], width: u32, out: &mut Vec<u8>) {
    let groups = numbers.len().div_ceil(8);
    put_varint((groups as u64) << 1 | 1, out);
    let (mut at, end) = (out.len(), out.len() + groups * width as usize);
    out.resize(end + size_of::<u64>(), 0);
    let (mut bits, mut held) = (0_u64, 0_u32);
    for &number in numbers {
        bits |= u64::from(number) << held;
        held += width;
        // Eight bytes are written at a time, of which the whole ones are done with.
        out[at..at + size_of::<u64>()].copy_from_slice(&bits.to_le_bytes());
        let done = held / 8;
        at += done as usize;
        bits >>= done * 8;
        held %= 8;
    }
    out.truncate(end);
}

/// Appends one bit a byte of `flags`: whether `flag` is set in it. A flag is a power of two.
pub(crate) fn put_flags(flags: &[u8], flag: u8, out: &mut Vec<u8>) {
    if flags.iter().all(|byte| byte & flag != 0) {
        put_varint((flags.len() as u64) << 1, out);
        out.push(1);
        return;
    }
    put_varint((flags.len().div_ceil(8) as u64) << 1 | 1, out);
    let (eights, rest) = flags.as_chunks::<8>();
    out.extend(eights.iter().map(|eight| gathered(*eight, flag)));
    if !rest.is_empty() {
        let mut eight = [0; 8];
        eight[..rest.len()].copy_from_slice(rest);
        out.push(gathered(eight, flag));
    }
}

/// One bit of each of eight bytes as one byte, the first the lowest.
fn gathered(eight: [u8; 8], flag: u8) -> u8 {
    let bits = u64::from_le_bytes(eight) >> flag.trailing_zeros() & 0x0101_0101_0101_0101;
    // Byte n, shifted by 56 - 7n, comes to bit 56 + n; no two of the others meet there.
    (bits.wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8
}

/// A number, seven bits a byte, the lowest first.
pub(crate) fn put_varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::words::hybrid;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_packed_as_the_format_says() {
        let mut out = Vec::new();
        put_bits(&[0, 1, 2, 3, 4, 5, 6, 7], 3, &mut out);
        assert_eq!(out, [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
        out.clear();
        put_runs(&[(5, 300)], 3, &mut out);
        assert_eq!(out, [0b1101_1000, 0b100, 5]);
    }

    #[test]
    fn flags_are_a_bit_each() {
        let mut out = Vec::new();
        put_flags(&[4, 0, 6, 1, 4, 0, 0, 4, 7], 4, &mut out);
        assert_eq!(out, [0b101, 0b1001_0101, 1]);
        out.clear();
        put_flags(&[3; 9], 2, &mut out);
        assert_eq!(out, [18, 1]);
    }

    proptest! {
        #[test]
        fn whatever_is_packed_reads_back(runs in prop::collection::vec((0..1_u32 << 20, 1..40_usize), 1..80)) {
            let numbers: Vec<u32> = runs.iter().flat_map(|&(number, times)| vec![number; times]).collect();
            let width = width(numbers.iter().copied().max().unwrap_or(0));
            let mut packed = [Vec::new(), Vec::new()];
            put_runs(&runs, width, &mut packed[0]);
            put_bits(&numbers, width, &mut packed[1]);
            for bytes in packed {
                let mut read = Vec::new();
                prop_assert_eq!(hybrid(&bytes, width, numbers.len(), &mut read), Some(()));
                prop_assert_eq!(&read, &numbers);
            }
        }

        #[test]
        fn whatever_flags_are_set_read_back(flags in prop::collection::vec(0..8_u8, 1..200), bit in 0..3_u32) {
            let (mut out, mut read) = (Vec::new(), Vec::new());
            put_flags(&flags, 1 << bit, &mut out);
            prop_assert_eq!(hybrid(&out, 1, flags.len(), &mut read), Some(()));
            let expected: Vec<u32> = flags.iter().map(|flag| u32::from(flag >> bit & 1)).collect();
            prop_assert_eq!(read, expected);
        }
    }
}
