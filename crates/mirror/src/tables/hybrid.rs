//! Small whole numbers as Parquet packs them: runs of one number, or bits side by side.
//!
//! It writes; what reads is [`crate::scan::words`]. A column is all runs or all bits,
//! whichever is shorter, which is within a few bytes of the best mixture for codes that are
//! sorted or few.

/// Bits that hold every number up to `largest`; at least one, which every reader knows.
pub(super) fn width(largest: u32) -> u32 {
    (u32::BITS - largest.leading_zeros()).max(1)
}

/// Appends numbers of at most `width` bits.
pub(super) fn put(numbers: &[u32], width: u32, out: &mut Vec<u8>) {
    let runs = 1 + numbers.windows(2).filter(|two| two[0] != two[1]).count();
    let packed = numbers.len().div_ceil(8) * width as usize;
    if runs.saturating_mul(5) < packed {
        put_runs(numbers, width, out);
    } else {
        put_bits(numbers, width, out);
    }
}

fn put_runs(numbers: &[u32], width: u32, out: &mut Vec<u8>) {
    let bytes = width.div_ceil(8) as usize;
    for run in numbers.chunk_by(|one, other| one == other) {
        put_varint((run.len() as u64) << 1, out);
        out.extend_from_slice(&run[0].to_le_bytes()[..bytes]);
    }
}

/// Bits side by side, the lowest first; the last group of eight is filled up with 0.
fn put_bits(numbers: &[u32], width: u32, out: &mut Vec<u8>) {
    let groups = numbers.len().div_ceil(8);
    put_varint((groups as u64) << 1 | 1, out);
    let end = out.len() + groups * width as usize;
    let (mut bits, mut held) = (0_u64, 0_u32);
    for &number in numbers {
        bits |= u64::from(number) << held;
        held += width;
        if held >= 32 {
            out.extend_from_slice(&(bits as u32).to_le_bytes());
            bits >>= 32;
            held -= 32;
        }
    }
    out.extend_from_slice(&bits.to_le_bytes());
    out.resize(end, 0);
}

/// Appends one bit a byte of `flags`: whether `flag` is set in it. A flag is a power of two.
pub(super) fn put_flags(flags: &[u8], flag: u8, out: &mut Vec<u8>) {
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
pub(super) fn put_varint(mut number: u64, out: &mut Vec<u8>) {
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
        put(&[0, 1, 2, 3, 4, 5, 6, 7], 3, &mut out);
        assert_eq!(out, [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
        out.clear();
        put(&[5; 300], 3, &mut out);
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
        fn whatever_is_packed_reads_back(
            runs in prop::collection::vec((0..1_u32 << 20, 1..40_usize), 1..80),
        ) {
            let numbers: Vec<u32> = runs.iter().flat_map(|&(number, times)| vec![number; times]).collect();
            let width = width(numbers.iter().copied().max().unwrap_or(0));
            let (mut out, mut read) = (Vec::new(), Vec::new());
            put(&numbers, width, &mut out);
            prop_assert_eq!(hybrid(&out, width, numbers.len(), &mut read), Some(()));
            prop_assert_eq!(read, numbers);
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
