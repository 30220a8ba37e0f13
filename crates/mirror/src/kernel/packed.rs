//! Reports in as few bytes as their numbers need, in memory and on disk.
//!
//! First touching memory is dear, and most amounts are small. A report is one word and its
//! amounts behind it: the word has what the bucket does not say of the key, and how many bytes
//! each amount takes.

use super::{ExportReport, FobBasis, ImportReport, Key};

/// Most bytes of a report.
pub(super) const LONGEST: usize = 4 * WORD;
/// Bytes that must follow a report, for amounts are read a word at a time.
pub(crate) const SLACK: usize = WORD;

const WORD: usize = size_of::<u64>();

/// Where the lengths of the two amounts, and the basis, stand in the first word.
const VALUE_AT: u32 = Key::IN_BUCKET;
const WEIGHT_AT: u32 = VALUE_AT + 4;
const BASIS_AT: u32 = WEIGHT_AT + 4;

/// What an importer's value without freight is, beside its value: a number of its own, the value
/// over the factor, or the value.
const OWN: u64 = 0;
const FACTOR: u64 = 1;
const STATED: u64 = 2;

/// A report that can be packed.
pub(crate) trait Packed: Copy {
    /// Writes it, to at least [`LONGEST`] bytes; how many it took.
    fn pack(&self, to: &mut [u8]) -> usize;

    /// Reads it from the start of some bytes; how many it took.
    fn unpack(bytes: &[u8], bucket: usize) -> (Self, usize);
}

impl Packed for ExportReport {
    #[inline]
    fn pack(&self, to: &mut [u8]) -> usize {
        put(to, self.key, [self.value, self.weight], 0)
    }

    #[inline]
    fn unpack(bytes: &[u8], bucket: usize) -> (Self, usize) {
        let (first, [value, weight], end) = read(bytes);
        let key = Key::in_bucket(bucket, first);
        (Self { key, value, weight }, end)
    }
}

impl Packed for ImportReport {
    #[inline]
    fn pack(&self, to: &mut [u8]) -> usize {
        let kind = match self.basis {
            basis if basis == FobBasis::by_factor(self.value) => FACTOR,
            basis if basis == FobBasis::stated(self.value) => STATED,
            _ => OWN,
        };
        let end = put(to, self.key, [self.value, self.weight], kind);
        if kind != OWN {
            return end;
        }
        put_word(to, end, self.basis.bits());
        end + WORD
    }

    #[inline]
    fn unpack(bytes: &[u8], bucket: usize) -> (Self, usize) {
        let (first, [value, weight], end) = read(bytes);
        let (basis, end) = match first >> BASIS_AT {
            FACTOR => (FobBasis::by_factor(value), end),
            STATED => (FobBasis::stated(value), end),
            _ => (FobBasis::from_bits(word(bytes, end)), end + WORD),
        };
        let key = Key::in_bucket(bucket, first);
        let report = Self {
            key,
            value,
            weight,
            basis,
        };
        (report, end)
    }
}

/// Reports of a bucket, packed one after the other, with [`SLACK`] behind them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece<'a> {
    pub(crate) bytes: &'a [u8],
    /// Bytes of the reports alone.
    pub(crate) length: usize,
    pub(crate) count: usize,
    pub(crate) bucket: usize,
}

impl<'a> Piece<'a> {
    /// Its reports, which must be those that were packed.
    #[inline]
    pub(crate) fn reports<T: Packed + 'a>(&self) -> impl Iterator<Item = T> + Clone + use<'a, T> {
        let Self {
            bytes, count, bucket, ..
        } = *self;
        let mut at = 0;
        (0..count).map(move |_| {
            let (report, length) = T::unpack(bytes.get(at..).unwrap_or_default(), bucket);
            at += length;
            report
        })
    }
}

/// The first word and the two amounts, none below 0.
#[inline]
fn put(to: &mut [u8], key: Key, amounts: [i64; 2], basis: u64) -> usize {
    let lengths = amounts.map(length);
    let first = key.bits() & Key::MASK_IN_BUCKET
        | (lengths[0] as u64) << VALUE_AT
        | (lengths[1] as u64) << WEIGHT_AT
        | basis << BASIS_AT;
    put_word(to, 0, first);
    put_word(to, WORD, amounts[0] as u64);
    put_word(to, WORD + lengths[0], amounts[1] as u64);
    WORD + lengths[0] + lengths[1]
}

#[inline]
fn read(bytes: &[u8]) -> (u64, [i64; 2], usize) {
    let first = word(bytes, 0);
    let lengths = [VALUE_AT, WEIGHT_AT].map(|at| (first >> at & 15) as usize);
    let amount = |at, length: usize| {
        let unused = 8 * (WORD - length.min(WORD)) as u32;
        (word(bytes, at) & u64::MAX.checked_shr(unused).unwrap_or(0)) as i64
    };
    let value = amount(WORD, lengths[0]);
    let weight = amount(WORD + lengths[0], lengths[1]);
    (first, [value, weight], WORD + lengths[0] + lengths[1])
}

/// Bytes an amount takes.
#[inline]
const fn length(amount: i64) -> usize {
    (u64::BITS - (amount as u64).leading_zeros()).div_ceil(8) as usize
}

#[inline]
fn put_word(to: &mut [u8], at: usize, word: u64) {
    if let Some(place) = to.get_mut(at..at + WORD) {
        place.copy_from_slice(&word.to_le_bytes());
    }
}

#[inline]
fn word(bytes: &[u8], at: usize) -> u64 {
    let word = bytes.get(at..).and_then(<[u8]>::first_chunk);
    word.map_or(0, |word| u64::from_le_bytes(*word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amount() -> impl Strategy<Value = i64> {
        (0..63_u32, any::<i64>()).prop_map(|(bits, number)| (number & i64::MAX) >> bits)
    }

    proptest! {
        #[test]
        fn whatever_is_packed_reads_back(
            told in prop::collection::vec((0..1_u64 << Key::IN_BUCKET, amount(), amount(), amount(), 0..4), 0..40),
            bucket in 0..1_usize << 13,
        ) {
            let (mut exports, mut imports) = (Vec::new(), Vec::new());
            for (bits, value, weight, other, kind) in told {
                let key = Key::in_bucket(bucket, bits);
                let basis = match kind {
                    0 => FobBasis::by_factor(value >> 1),
                    1 => FobBasis::stated(value >> 1),
                    2 => FobBasis::by_factor(other >> 1),
                    _ => FobBasis::stated(other >> 1),
                };
                exports.push(ExportReport { key, value, weight });
                imports.push(ImportReport { key, value: value >> 1, weight, basis });
            }
            prop_assert_eq!(round_trip(&exports, bucket), exports);
            prop_assert_eq!(round_trip(&imports, bucket), imports);
        }
    }

    fn round_trip<T: Packed>(reports: &[T], bucket: usize) -> Vec<T> {
        let (mut bytes, mut at) = (vec![0; reports.len() * LONGEST + SLACK], 0);
        for report in reports {
            at += report.pack(&mut bytes[at..]);
        }
        let piece = Piece {
            bytes: &bytes[..at + SLACK],
            length: at,
            count: reports.len(),
            bucket,
        };
        piece.reports().collect()
    }
}
