//! The fields of a plain record: what stands between its delimiters.
//!
//! Delimiters are found in 64 bytes at a time, before any field is read, so that short fields
//! cost no guess of the processor each. It knows nothing of quotes: a record with one is none
//! of its.

use super::digits::loaded;

/// Most fields of a record that is cut here.
const MOST: usize = 128;
/// Bytes looked at together.
const STRIDE: usize = u64::BITS as usize;

/// Where the fields of a record lie.
#[derive(Debug)]
pub(crate) struct Fields {
    /// Where each ends; the field after it begins a byte later.
    ends: [u32; MOST],
    count: usize,
}

impl Default for Fields {
    fn default() -> Self {
        let (ends, count) = ([0; MOST], 0);
        Self { ends, count }
    }
}

impl Fields {
    /// Cuts a record, and returns how many fields it has: one more than delimiters. None of a
    /// record with more than 128, or too long to be an honest one.
    #[inline]
    pub(crate) fn cut(&mut self, record: &[u8], delimiter: u8) -> Option<usize> {
        let length = u32::try_from(record.len()).ok()?;
        let mut count = 0;
        for (at, bytes) in record.chunks(STRIDE).enumerate() {
            let mut found = found(bytes, delimiter);
            let delimiters = found.count_ones() as usize;
            let ends = self.ends.get_mut(count..count + delimiters)?;
            for end in ends {
                *end = (at * STRIDE) as u32 + found.trailing_zeros();
                found &= found - 1;
            }
            count += delimiters;
        }
        *self.ends.get_mut(count)? = length;
        self.count = count + 1;
        Some(self.count)
    }

    /// The record that was cut, from its beginning through a field; nothing beyond the last.
    #[inline(always)]
    pub(crate) fn through<'a>(&self, record: &'a [u8], field: usize) -> &'a [u8] {
        if field >= self.count {
            return &[];
        }
        let end = self.ends[field % MOST] as usize;
        record.get(..end).unwrap_or_default()
    }

    /// A field of the record that was cut; empty beyond the last.
    #[inline(always)]
    pub(crate) fn of<'a>(&self, record: &'a [u8], field: usize) -> &'a [u8] {
        if field >= self.count {
            return &[];
        }
        let start = match field.checked_sub(1) {
            Some(before) => self.ends[before % MOST] as usize + 1,
            None => 0,
        };
        let end = self.ends[field % MOST] as usize;
        record.get(start..end).unwrap_or_default()
    }
}

/// A bit for each of at most 64 bytes that is the delimiter.
#[inline]
fn found(bytes: &[u8], delimiter: u8) -> u64 {
    let pattern = u64::from_le_bytes([delimiter; 8]);
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut bits = 0;
    for (at, eight) in eights.iter().enumerate() {
        bits |= equal(u64::from_le_bytes(*eight) ^ pattern) << (8 * at);
    }
    // Bytes that are not there are 0, which is no delimiter.
    let last = loaded(rest).map_or(0, |rest| equal(rest ^ pattern) << (8 * eights.len()));
    bits | last
}

/// A bit for each of eight bytes that is 0, the first the lowest.
#[inline]
fn equal(bytes: u64) -> u64 {
    const LOW: u64 = u64::from_le_bytes([0x7F; 8]);
    // The high bit of each byte is set unless all its bits are 0.
    let zero = !(((bytes & LOW) + LOW) | bytes | LOW);
    (zero >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fields(record: &[u8]) -> Option<Vec<&[u8]>> {
        let mut fields = Fields::default();
        let count = fields.cut(record, b',')?;
        Some((0..count).map(|field| fields.of(record, field)).collect())
    }

    #[test]
    fn a_record_has_one_field_more_than_delimiters() {
        assert_eq!(
            fields(b"2017,,398,X"),
            Some(vec![&b"2017"[..], b"", b"398", b"X"])
        );
        assert_eq!(fields(b","), Some(vec![&b""[..], b""]));
        assert_eq!(fields(b""), Some(vec![&b""[..]]));
    }

    #[test]
    fn a_record_of_too_many_fields_is_not_cut() {
        assert_eq!(fields(&[b','; MOST - 1]).map(|fields| fields.len()), Some(MOST));
        assert_eq!(fields(&[b','; MOST]), None);
    }

    #[test]
    fn beyond_the_last_field_is_nothing() {
        let mut fields = Fields::default();
        fields.cut(b"1,2,3", b',');
        fields.cut(b"7", b',');
        assert_eq!(
            [0, 1, 500].map(|field| fields.of(b"7", field)),
            [&b"7"[..], b"", b""]
        );
    }

    proptest! {
        #[test]
        fn fields_are_what_the_standard_library_splits(
            bytes in prop::collection::vec(prop::sample::select(&b",,-.+\x00\x7f\x80\xac\xff0123456789"[..]), 0..300),
        ) {
            let expected: Vec<&[u8]> = bytes.split(|&byte| byte == b',').collect();
            prop_assert_eq!(fields(&bytes), Some(expected));
        }
    }
}
