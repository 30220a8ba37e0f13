//! Exact decimals: money and quantities as integer counts of thousandths.
//!
//! A figure that someone signs is never a float. Text is read digit by digit,
//! sums are exact, and the only rounding is the one made when a source prints
//! more than three decimals: half to even, once, on reading.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use crate::text::Text;

/// How many thousandths make one unit.
pub const SCALE: i128 = 1_000;

/// The largest magnitude read from a source, in thousandths (10¹⁸, or 10¹⁵ whole units).
pub const READ_LIMIT: i128 = 1_000_000_000_000_000_000;

/// An exact amount of money in thousandths of a currency unit.
///
/// The currency is carried beside it, by the observation or the cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i128);

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// From thousandths of a currency unit.
    pub const fn from_thousandths(thousandths: i128) -> Self {
        Self(thousandths)
    }

    /// From whole currency units.
    pub const fn from_units(units: i128) -> Self {
        Self(units * SCALE)
    }

    /// Thousandths of a currency unit.
    pub const fn thousandths(self) -> i128 {
        self.0
    }

    /// Whether nothing is there.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The magnitude.
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// A float for estimates (ratios, rates); never for a figure that is signed.
    #[inline]
    pub fn to_f64(self) -> f64 {
        float(self.0) / SCALE as f64
    }

    /// Whole units with at most three decimals, no trailing zeros, no grouping.
    #[inline]
    pub fn text(self) -> Text {
        text_of(self.0)
    }

    /// Reads a decimal such as `1962.5`, `-3`, `4.1e6`, counted in units of 10^`exponent`.
    ///
    /// # Errors
    /// [`DecimalError`] when the text is no finite decimal or exceeds [`READ_LIMIT`].
    pub fn parse(text: &str, exponent: i32) -> Result<Self, DecimalError> {
        parse_thousandths(text, exponent).map(Self)
    }
}

impl fmt::Display for Money {
    /// As [`Self::text`]. The alternate form `{:#}` is for people: whole units, rounded half away from zero, `27 557 712`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if out.alternate() {
            out.pad(&grouped(share(self.0, 1, SCALE)))
        } else {
            out.pad(self.text().as_str())
        }
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.map(|amount| amount.0).sum())
    }
}

/// An exact quantity in thousandths of its unit (kilograms, items, litres …).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i128);

impl Quantity {
    /// From thousandths of a unit.
    pub const fn from_thousandths(thousandths: i128) -> Self {
        Self(thousandths)
    }

    /// Thousandths of a unit.
    pub const fn thousandths(self) -> i128 {
        self.0
    }

    /// A float for estimates.
    #[inline]
    pub fn to_f64(self) -> f64 {
        float(self.0) / SCALE as f64
    }

    /// Reads a decimal counted in units of 10^`exponent`.
    ///
    /// # Errors
    /// [`DecimalError`] when the text is no finite decimal or exceeds [`READ_LIMIT`].
    pub fn parse(text: &str, exponent: i32) -> Result<Self, DecimalError> {
        parse_thousandths(text, exponent).map(Self)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(text_of(self.0).as_str())
    }
}

impl Add for Quantity {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Quantity {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

/// Why a text is not an exact decimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// Not a decimal number at all.
    Malformed,
    /// Larger than [`READ_LIMIT`].
    TooLarge,
}

impl fmt::Display for DecimalError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Malformed => "a decimal number",
            Self::TooLarge => "a number below 10^15",
        })
    }
}

impl std::error::Error for DecimalError {}

fn text_of(thousandths: i128) -> Text {
    let magnitude = thousandths.unsigned_abs();
    let mut text = Text::empty();
    // Amounts of a state's trade fit a register.
    if let Ok(magnitude) = u64::try_from(magnitude) {
        put_decimals(&mut text, magnitude % 1_000);
        text.put_digits(magnitude / 1_000, 1);
    } else {
        put_decimals(&mut text, (magnitude % 1_000) as u64);
        text.put_number(magnitude / 1_000, 1);
    }
    if thousandths < 0 {
        text.put_few([b'-']);
    }
    text
}

/// A point and the digits behind it, without zeros at the end.
#[inline]
fn put_decimals(text: &mut Text, thousandths: u64) {
    let digit = |number: u64| b'0' + (number % 10) as u8;
    let digits = [thousandths / 100, thousandths / 10, thousandths].map(digit);
    match digits {
        [b'0', b'0', b'0'] => {}
        [one, b'0', b'0'] => text.put_few([b'.', one]),
        [one, two, b'0'] => text.put_few([b'.', one, two]),
        [one, two, three] => text.put_few([b'.', one, two, three]),
    }
}

/// Digits in threes, set apart by blanks.
fn grouped(units: i128) -> String {
    let digits = units.unsigned_abs().to_string();
    let mut text = String::from(if units < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// Digits of a decimal, its sign and the power of ten of the last digit.
struct Digits {
    negative: bool,
    digits: i128,
    power: i32,
    /// A non-zero digit beyond those kept: breaks a tie upward.
    lost: bool,
}

fn parse_thousandths(text: &str, exponent: i32) -> Result<i128, DecimalError> {
    let digits = read_digits(text.trim().as_bytes())?;
    let power = digits.power.saturating_add(exponent).saturating_add(3);
    let magnitude = scale(&digits, power)?;
    if magnitude > READ_LIMIT {
        return Err(DecimalError::TooLarge);
    }
    Ok(if digits.negative { -magnitude } else { magnitude })
}

fn read_digits(text: &[u8]) -> Result<Digits, DecimalError> {
    let (negative, body) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    let mut read = Digits {
        negative,
        digits: 0,
        power: 0,
        lost: false,
    };
    let (mut seen, mut fraction) = (false, false);
    for (at, &byte) in body.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                push_digit(&mut read, byte - b'0', fraction);
            }
            b'.' if !fraction => fraction = true,
            b'e' | b'E' if seen => {
                read.power = read.power.saturating_add(read_exponent(&body[at + 1..])?);
                return Ok(read);
            }
            _ => return Err(DecimalError::Malformed),
        }
    }
    if seen {
        Ok(read)
    } else {
        Err(DecimalError::Malformed)
    }
}

/// Keeps up to 30 significant digits; further ones only shift or break ties.
fn push_digit(read: &mut Digits, digit: u8, fraction: bool) {
    const KEPT: i128 = 10_i128.pow(30);
    if read.digits < KEPT {
        read.digits = read.digits * 10 + i128::from(digit);
        read.power -= i32::from(fraction);
    } else {
        read.lost |= digit != 0;
        read.power = read.power.saturating_add(i32::from(!fraction));
    }
}

fn read_exponent(text: &[u8]) -> Result<i32, DecimalError> {
    let text = std::str::from_utf8(text).map_err(|_| DecimalError::Malformed)?;
    let value: i32 = text.parse().map_err(|_| DecimalError::Malformed)?;
    if value.abs() > 400 {
        Err(DecimalError::TooLarge)
    } else {
        Ok(value)
    }
}

fn scale(read: &Digits, power: i32) -> Result<i128, DecimalError> {
    if read.digits == 0 {
        return Ok(0);
    }
    if power >= 0 {
        let factor = 10_i128
            .checked_pow(power.unsigned_abs())
            .ok_or(DecimalError::TooLarge)?;
        return read.digits.checked_mul(factor).ok_or(DecimalError::TooLarge);
    }
    Ok(match 10_i128.checked_pow(power.unsigned_abs()) {
        Some(divisor) => divide_half_even(read.digits, divisor, read.lost),
        None => 0,
    })
}

fn divide_half_even(value: i128, divisor: i128, lost: bool) -> i128 {
    let (quotient, rest) = (value / divisor, value % divisor);
    let above = rest * 2 > divisor || (rest * 2 == divisor && (lost || quotient % 2 == 1));
    quotient + i128::from(above)
}

/// The nearest float; most amounts fit a register, whose conversion is one instruction.
#[inline]
pub fn float(thousandths: i128) -> f64 {
    match i64::try_from(thousandths) {
        Ok(small) => small as f64,
        Err(_) => wide_float(thousandths),
    }
}

/// Apart, lest it be computed beside the other.
#[cold]
#[inline(never)]
fn wide_float(thousandths: i128) -> f64 {
    thousandths as f64
}

/// `amount × numerator / denominator`, rounded half away from zero, so that
/// the rule is odd: the share of −v is minus the share of v.
///
/// `denominator` must be positive; a zero or negative one gives 0.
#[inline]
pub fn share(amount: i128, numerator: i128, denominator: i128) -> i128 {
    if denominator <= 0 {
        return 0;
    }
    let negative = (amount < 0) != (numerator < 0);
    let (whole, rest) = wide_divide(
        amount.unsigned_abs(),
        numerator.unsigned_abs(),
        denominator.unsigned_abs(),
    );
    let up = rest >= denominator.unsigned_abs() - rest;
    let magnitude = (whole + u128::from(up && rest > 0)) as i128;
    if negative { -magnitude } else { magnitude }
}

/// `a × b / d` with remainder. Amounts stay below 2⁹⁰ and factors below 2⁶³ in
/// practice; when the product would not fit, both operands of the ratio are
/// shortened together, which keeps the result within one thousandth.
#[inline]
fn wide_divide(a: u128, b: u128, d: u128) -> (u128, u128) {
    if let Some(product) = a.checked_mul(b) {
        return match (u64::try_from(product), u64::try_from(d)) {
            (Ok(product), Ok(d)) => (u128::from(product / d), u128::from(product % d)),
            _ => (product / d, product % d),
        };
    }
    let (whole, rest) = (a / d, a % d);
    let shift = (128 - rest.leading_zeros() + (128 - b.leading_zeros())).saturating_sub(127);
    let part = (rest >> shift).saturating_mul(b) / (d >> shift).max(1);
    (whole.saturating_mul(b).saturating_add(part), 0)
}

/// Splits `total` in proportion to `weights` by largest remainders, so that
/// the parts add up to `total` exactly; ties go to the earlier part.
///
/// All weights must be ≥ 0; if they sum to zero nothing is allotted and the
/// result is all zero.
pub fn apportion(total: i128, weights: &[i128]) -> Vec<i128> {
    let sum: i128 = weights.iter().sum();
    if sum <= 0 {
        return vec![0; weights.len()];
    }
    let magnitude = total.unsigned_abs();
    let shares: Vec<(u128, u128)> = weights
        .iter()
        .map(|&weight| wide_divide(magnitude, weight.unsigned_abs(), sum.unsigned_abs()))
        .collect();
    let mut parts: Vec<i128> = shares.iter().map(|&(whole, _)| whole as i128).collect();
    let mut missing = magnitude as i128 - parts.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).filter(|&at| weights[at] > 0).collect();
    order.sort_by(|&a, &b| shares[b].1.cmp(&shares[a].1).then(a.cmp(&b)));
    for &at in order.iter().cycle().take(order.len() * 2) {
        let step = missing.signum();
        parts[at] += step;
        missing -= step;
    }
    if let Some(&first) = order.first() {
        parts[first] += missing;
    }
    if total < 0 {
        parts.iter_mut().for_each(|part| *part = -*part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_read_exactly_and_rounded_half_to_even_beyond_three_places() {
        for (text, exponent, thousandths) in [
            ("3586.5", 3, 3_586_500_000),
            ("2892.48974", 3, 2_892_489_740),
            ("17.13", 0, 17_130),
            ("0.0005", 0, 0),
            ("0.0015", 0, 2),
            ("0.00050000000000000000000000000000000001", 0, 1),
            ("-2.5e3", 0, -2_500_000),
            ("1e-9", 0, 0),
            ("+.5", 0, 500),
            ("7.", 0, 7_000),
        ] {
            assert_eq!(
                Money::parse(text, exponent),
                Ok(Money::from_thousandths(thousandths)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in [
            "", "-", ".", "1.2.3", "12a", "NaN", "inf", "1,5", "e5", "1e", "--1",
        ] {
            assert_eq!(Money::parse(text, 0), Err(DecimalError::Malformed), "{text}");
        }
        for text in ["1e16", "99999999999999999999999999999999999999999999", "1e999"] {
            assert_eq!(Money::parse(text, 0), Err(DecimalError::TooLarge), "{text}");
        }
    }

    #[test]
    fn money_prints_without_trailing_zeros() {
        let printed: Vec<String> = [0, 5, -1_500, 27_557_712_000, 1_010]
            .map(|t| Money::from_thousandths(t).to_string())
            .to_vec();
        assert_eq!(printed, ["0", "0.005", "-1.5", "27557712", "1.01"]);
        assert_eq!(
            format!("{:#}", Money::from_thousandths(-27_557_712_500)),
            "-27 557 713"
        );
    }

    #[test]
    fn a_share_is_rounded_half_away_from_zero_and_odd() {
        assert_eq!(share(5, 1, 2), 3);
        assert_eq!(share(-5, 1, 2), -3);
        assert_eq!(share(7, 1, 3), 2);
        assert_eq!(share(10, 3, 0), 0);
    }

    #[test]
    fn apportioned_parts_add_up_to_the_total() {
        assert_eq!(apportion(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(apportion(-100, &[1, 1, 1]), [-34, -33, -33]);
        assert_eq!(apportion(7, &[0, 0]), [0, 0]);
        assert_eq!(apportion(1, &[0, 5, 5]), [0, 1, 0]);
    }
}
