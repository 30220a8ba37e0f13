//! Numbers as nearly every file writes them, read straight from bytes.
//!
//! Anything else (a sign, an exponent, more than three decimals, sixteen digits) is not
//! refused but left to the full reading of decimals, which knows them all.

/// Most digits before the point.
const DIGITS: usize = 15;

/// A whole number of up to nine digits, without sign.
#[inline(always)]
pub(crate) fn whole(field: &[u8]) -> Option<u32> {
    match field.len() {
        1..=8 => eight(field).map(|number| number as u32),
        9 => nine(field),
        _ => None,
    }
}

#[inline(never)]
fn nine(field: &[u8]) -> Option<u32> {
    let (&first, rest) = field.split_first()?;
    let first = Some(first.wrapping_sub(b'0')).filter(|&digit| digit <= 9)?;
    Some(u32::from(first) * 100_000_000 + eight(rest)? as u32)
}

/// A decimal of at most three places as thousandths; `absent` where there is nothing.
#[inline(always)]
pub(crate) fn thousandths(field: &[u8], absent: i64) -> Option<i64> {
    const SCALE: [i64; 4] = [1000, 100, 10, 1];
    if field.is_empty() {
        return Some(absent);
    }
    let point = |places: usize| field.len() > places && field[field.len() - 1 - places] == b'.';
    let Some(places) = [3, 2, 1].into_iter().find(|&places| point(places)) else {
        return Some(sixteen(field)? * 1000);
    };
    let (before, behind) = field.split_at(field.len() - 1 - places);
    let behind = eight(&behind[1..])? as i64;
    Some(sixteen(before)? * 1000 + behind * SCALE[places])
}

/// One to [`DIGITS`] digits.
#[inline(always)]
fn sixteen(digits: &[u8]) -> Option<i64> {
    match digits.len() {
        1..=8 => eight(digits).map(|number| number as i64),
        9..=DIGITS => {
            let (high, low) = digits.split_at(digits.len() - 8);
            Some((eight(high)? * 100_000_000 + eight(low)?) as i64)
        }
        _ => None,
    }
}

/// One to eight digits, all at once: eight bytes are one number, whose neighbours are added up
/// in pairs, then pairs of pairs.
#[inline]
fn eight(digits: &[u8]) -> Option<u64> {
    const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);
    const SIXES: u64 = u64::from_le_bytes([6; 8]);
    const HIGH: u64 = u64::from_le_bytes([0xF0; 8]);
    let bits = 8 * digits.len() as u32;
    // Zeros before the first digit change nothing.
    let text = loaded(digits)? << (64 - bits) | ZEROS.checked_shr(bits).unwrap_or(0);
    // Only digits have the high half 3, and keep it when 6 is added.
    if (text & HIGH) != ZEROS || (text.wrapping_add(SIXES) & HIGH) != ZEROS {
        return None;
    }
    let ones = text & !HIGH;
    let pairs = ones.wrapping_mul(10 << 8 | 1) >> 8 & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_FFFF_0000_FFFF;
    Some(fours.wrapping_mul(10_000 << 32 | 1) >> 32)
}

/// One to eight bytes as the low bytes of a number, the first the lowest.
#[inline]
pub(super) fn loaded(bytes: &[u8]) -> Option<u64> {
    // Two reads that may overlap, where they say the same.
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return Some(u64::from(first) | u64::from(last) << (8 * (bytes.len() - 4)));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<2>(), bytes.last_chunk::<2>()) {
        let (first, last) = (u16::from_le_bytes(*first), u16::from_le_bytes(*last));
        return Some(u64::from(first) | u64::from(last) << (8 * (bytes.len() - 2)));
    }
    bytes.first().map(|&byte| u64::from(byte))
}

/// A double as thousandths, if it is a decimal of at most three places (or as near to one as
/// doubles get in a sum or two) below 4·10¹², where they still tell all thousandths apart.
#[inline]
pub(crate) fn of_double(value: f64) -> Option<i64> {
    const LARGEST: f64 = 4.0e12;
    if !(0.0..LARGEST).contains(&value) {
        return None;
    }
    let scaled = value * 1000.0;
    // Half is added before cutting: rounding is a call on processors without the instruction.
    let thousandths = (scaled + 0.5) as i64;
    ((scaled - thousandths as f64).abs() <= scaled * f64::EPSILON).then_some(thousandths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amount(text: &str) -> Option<i64> {
        thousandths(text.as_bytes(), -1)
    }

    #[test]
    fn amounts_of_up_to_three_places_are_read() {
        assert_eq!(amount("12"), Some(12_000));
        assert_eq!(amount("0.5"), Some(500));
        assert_eq!(amount("1.25"), Some(1_250));
        assert_eq!(amount("123456789.125"), Some(123_456_789_125));
        assert_eq!(amount("999999999999999.999"), Some(999_999_999_999_999_999));
        assert_eq!(amount(""), Some(-1));
    }

    #[test]
    fn odd_amounts_are_left_to_others() {
        for text in [
            "-1",
            "+1",
            "1e3",
            ".5",
            "1.",
            "1.2345",
            "1234567890123456",
            " 1",
            "1 ",
            "1.2.3",
            "1x",
            ".",
            "1..5",
            "1:2",
            "1/2",
        ] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn whole_numbers_have_one_to_nine_digits() {
        assert_eq!(whole(b"0643"), Some(643));
        assert_eq!(whole(b"12345678"), Some(12_345_678));
        assert_eq!(whole(b"999999999"), Some(999_999_999));
        for text in [&b""[..], b"-1", b"1.0", b"1234567890", b"12a", b"x23456789"] {
            assert_eq!(whole(text), None);
        }
    }

    proptest! {
        #[test]
        fn digits_are_what_the_standard_library_reads(text in "[0-9]{1,15}(\\.[0-9]{1,3})?") {
            let (whole, places) = text.split_once('.').unwrap_or((&text, ""));
            let expected: i64 = format!("{whole}{places:0<3}").parse().unwrap();
            prop_assert_eq!(amount(&text), Some(expected));
        }

        #[test]
        fn any_other_byte_is_no_digit(
            text in "[0-9]{1,9}",
            at in 0..9_usize,
            byte in any::<u8>().prop_filter("no digit", |byte| !byte.is_ascii_digit()),
        ) {
            let mut text = text.into_bytes();
            let at = at % text.len();
            text[at] = byte;
            prop_assert_eq!(whole(&text), None);
        }
    }

    #[test]
    fn doubles_of_three_places_are_exact() {
        assert_eq!(of_double(0.001), Some(1));
        assert_eq!(of_double(1962.573), Some(1_962_573));
        assert_eq!(of_double(3_999_999_999_999.999), Some(3_999_999_999_999_999));
        for value in [-1.0, 0.0005, 1.0001, 4.0e12, f64::NAN, f64::INFINITY] {
            assert_eq!(of_double(value), None, "{value}");
        }
    }
}
