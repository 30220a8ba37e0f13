//! Decimals as agencies write them, brought to digits and a point.
//!
//! What a comma means depends on where it stands: between fields, in a decimal, or before
//! three digits that it may only set apart. Digits may be grouped by blanks, and then the
//! comma is decimal. A comma that may mean two things is left as it is, and the number is
//! refused.

use std::borrow::Cow;

/// What a comma within a field can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comma {
    decimal: bool,
}

impl Comma {
    /// A decimal comma wherever it stands, if the comma does not separate the fields.
    pub(super) const fn of(decimal: bool) -> Self {
        Self { decimal }
    }
}

/// The number with a decimal point and without blanks between its groups of digits.
pub(super) fn plain(text: &str, comma: Comma) -> Cow<'_, str> {
    // Nearly every number of a large file is plain already.
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Cow::Borrowed(text);
    }
    let spaced = is_grouped(text);
    let single = text.matches(',').count() == 1 && !text.contains('.');
    let decimal = single && (comma.decimal || spaced || can_only_be_decimal(text));
    if !spaced && !decimal {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|&letter| !spaced || !is_blank(letter));
    kept.map(|letter| if letter == ',' && decimal { '.' } else { letter })
        .collect()
}

/// What would have been a number, for one that is none.
pub(super) fn expected(text: &str, error: &dyn std::fmt::Display) -> String {
    if text.contains(',') && !text.contains('.') {
        return format!("{error}; its comma may be decimal or set thousands apart, a point may not");
    }
    error.to_string()
}

/// Whether blanks set groups of three digits apart, as in `1 234 567,25`, and stand nowhere else.
fn is_grouped(text: &str) -> bool {
    let whole = text.split([',', '.']).next().unwrap_or_default();
    let rest = &text[whole.len()..];
    let mut groups = whole.trim_start_matches(['-', '+']).split(is_blank);
    let first = groups.next().unwrap_or_default();
    let mut others = groups.peekable();
    others.peek().is_some()
        && (1..=3).contains(&first.len())
        && are_digits(first)
        && others.all(|group| group.len() == 3 && are_digits(group))
        && !rest.contains(is_blank)
}

/// Whether a comma does not stand where one would set thousands apart: `1234,5`, `0,125`.
fn can_only_be_decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once(',').unwrap_or((text, ""));
    let whole = whole.trim_start_matches(['-', '+']);
    let thousands = fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    !thousands && !whole.is_empty() && !fraction.is_empty() && are_digits(whole) && are_digits(fraction)
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Blanks that group digits: the common one, and those that do not break.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_decimal_only_where_it_can_mean_nothing_else() {
        let (point, comma) = (Comma::of(false), Comma::of(true));
        for (text, style, expected) in [
            ("1234.5", point, "1234.5"),
            ("1,234", point, "1,234"),
            ("-12,345", point, "-12,345"),
            ("1234,5", point, "1234.5"),
            ("1234,567", point, "1234.567"),
            ("0,125", point, "0.125"),
            ("12,5", point, "12.5"),
            (",5", point, ",5"),
            ("5,", point, "5,"),
            ("a,b", point, "a,b"),
            ("1234,5", comma, "1234.5"),
            ("1,234", comma, "1.234"),
            ("1.234,5", comma, "1.234,5"),
            ("1,234,567", comma, "1,234,567"),
            ("1 234", comma, "1234"),
            ("1 234,5", point, "1234.5"),
            ("-1 234,567", point, "-1234.567"),
            ("1\u{a0}234\u{202f}567,25", comma, "1234567.25"),
        ] {
            assert_eq!(plain(text, style), expected, "{text}");
        }
    }

    #[test]
    fn blanks_that_set_no_thousands_apart_are_left() {
        for text in ["1 2", "12 34", "1234 567", "1  234", "1 234,5 6", " 234", "1 23a"] {
            assert_eq!(plain(text, Comma::of(true)).replace('.', ","), text, "{text}");
        }
    }
}
