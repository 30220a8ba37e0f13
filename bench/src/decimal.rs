//! Thousandths as decimal text and back, exactly.
//!
//! At most three decimals, trailing zeros left out. Text with more is refused.

/// Appends a whole number.
pub(crate) fn push_whole(out: &mut Vec<u8>, number: i64) {
    if number < 0 {
        out.push(b'-');
    }
    push_digits(out, number.unsigned_abs());
}

/// Appends thousandths as a decimal.
pub(crate) fn push(out: &mut Vec<u8>, thousandths: i64) {
    if thousandths < 0 {
        out.push(b'-');
    }
    let size = thousandths.unsigned_abs();
    push_digits(out, size / 1000);
    push_fraction(out, (size % 1000) as u16);
}

/// Reads a decimal as thousandths.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let scale = 10_i64.pow(3 - fraction.len() as u32);
    let part = if fraction.is_empty() {
        0
    } else {
        fraction.parse::<i64>().ok()? * scale
    };
    let whole = i64::try_from(whole.parse::<u64>().ok()?).ok()?;
    Some(sign * whole.checked_mul(1000)?.checked_add(part)?)
}

fn push_digits(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

fn push_fraction(out: &mut Vec<u8>, fraction: u16) {
    if fraction == 0 {
        return;
    }
    let digits = [fraction / 100, fraction / 10 % 10, fraction % 10].map(|digit| b'0' + digit as u8);
    let kept = digits
        .iter()
        .rposition(|&digit| digit != b'0')
        .map_or(0, |last| last + 1);
    out.push(b'.');
    out.extend_from_slice(&digits[..kept]);
}
