//! Numbers as nearly every file writes them, read straight from bytes.
//!
//! Anything else (a sign, an exponent, more than three decimals, sixteen digits) is not
//! refused but left to the full reading of decimals, which knows them all.

/// A number read, and the bytes behind its delimiter; no bytes where the record ends.
pub(crate) type Read<'a, T> = Option<(T, Option<&'a [u8]>)>;

/// Most digits before the point.
const DIGITS: usize = 15;

/// Digits up to the next delimiter or the end, without sign: a whole number below 10⁹.
#[inline]
pub(crate) fn whole(bytes: &[u8], delimiter: u8) -> Read<'_, u32> {
    let mut number = 0_u32;
    for (at, &byte) in bytes.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return (byte == delimiter && at > 0).then(|| (number, Some(&bytes[at + 1..])));
        }
        if at == 9 {
            return None;
        }
        number = number * 10 + u32::from(digit);
    }
    (!bytes.is_empty()).then_some((number, None))
}

/// A decimal of at most three places as thousandths; `absent` where there is nothing.
#[inline]
pub(crate) fn thousandths(bytes: &[u8], delimiter: u8, absent: i64) -> Read<'_, i64> {
    let mut number = 0_i64;
    for (at, &byte) in bytes.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return match byte {
                _ if byte == delimiter && at == 0 => Some((absent, Some(&bytes[1..]))),
                _ if byte == delimiter => Some((number * 1000, Some(&bytes[at + 1..]))),
                b'.' if at > 0 => places(number, &bytes[at + 1..], delimiter),
                _ => None,
            };
        }
        if at == DIGITS {
            return None;
        }
        number = number * 10 + i64::from(digit);
    }
    let read = if bytes.is_empty() { absent } else { number * 1000 };
    Some((read, None))
}

/// What stands behind the point: one to three digits.
#[inline]
fn places(whole: i64, bytes: &[u8], delimiter: u8) -> Read<'_, i64> {
    const SCALE: [i64; 4] = [1000, 100, 10, 1];
    let (mut number, mut at) = (whole, 0);
    while let Some(digit) = bytes
        .get(at)
        .map(|byte| byte.wrapping_sub(b'0'))
        .filter(|&digit| digit <= 9)
    {
        if at == 3 {
            return None;
        }
        number = number * 10 + i64::from(digit);
        at += 1;
    }
    let rest = match bytes.get(at) {
        None => None,
        Some(&byte) if byte == delimiter => Some(&bytes[at + 1..]),
        Some(_) => return None,
    };
    (at > 0).then(|| (number * SCALE[at], rest))
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

    fn amount(text: &str) -> Option<(i64, Option<&str>)> {
        let (number, rest) = thousandths(text.as_bytes(), b',', -1)?;
        Some((number, rest.and_then(|rest| std::str::from_utf8(rest).ok())))
    }

    #[test]
    fn amounts_are_read_up_to_the_delimiter() {
        assert_eq!(amount("12,7"), Some((12_000, Some("7"))));
        assert_eq!(amount("0.5"), Some((500, None)));
        assert_eq!(amount("1.25,x"), Some((1_250, Some("x"))));
        assert_eq!(
            amount("999999999999999.999,"),
            Some((999_999_999_999_999_999, Some("")))
        );
        assert_eq!(amount(",1"), Some((-1, Some("1"))));
        assert_eq!(amount(""), Some((-1, None)));
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
        ] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn whole_numbers_have_one_to_nine_digits() {
        assert_eq!(whole(b"0643,1", b','), Some((643, Some(&b"1"[..]))));
        assert_eq!(whole(b"999999999", b','), Some((999_999_999, None)));
        for text in [
            &b""[..],
            b",1",
            b"-1",
            b"1.0",
            b"1234567890",
            b"1234567890,",
            b"12a",
        ] {
            assert_eq!(whole(text, b','), None);
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
