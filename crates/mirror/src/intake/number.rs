//! Decimals as agencies write them, brought to digits and a point.
//!
//! What a comma means depends on where it stands: between fields, in a decimal, or
//! (in tables in Russian) in a decimal whose digits are grouped by spaces. A comma
//! that may mean two things is left as it is, and the number is refused.

use std::borrow::Cow;

/// What a comma within a field can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comma {
    decimal: bool,
    grouped: bool,
}

impl Comma {
    /// A decimal comma, if the comma does not separate the fields.
    pub(super) const fn of(decimal: bool) -> Self {
        Self {
            decimal,
            grouped: false,
        }
    }

    /// Digits may be grouped by spaces, and then a comma is decimal.
    pub(super) const fn grouped(self) -> Self {
        Self {
            grouped: true,
            ..self
        }
    }
}

/// The number with a decimal point and without spaces between its digits.
pub(super) fn plain(text: &str, comma: Comma) -> Cow<'_, str> {
    let spaced = comma.grouped && text.contains(is_space);
    let decimal = (comma.decimal || spaced) && text.matches(',').count() == 1 && !text.contains('.');
    if !spaced && !decimal {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|&letter| !spaced || !is_space(letter));
    kept.map(|letter| if letter == ',' && decimal { '.' } else { letter })
        .collect()
}

/// Spaces that group digits: the common one, and those that do not break.
fn is_space(letter: char) -> bool {
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
            ("1234,5", comma, "1234.5"),
            ("1.234,5", comma, "1.234,5"),
            ("1,234,567", comma, "1,234,567"),
            ("1 234", comma, "1 234"),
            ("1 234,5", point.grouped(), "1234.5"),
            ("1\u{a0}234\u{202f}567,25", comma.grouped(), "1234567.25"),
            ("1,234", point.grouped(), "1,234"),
        ] {
            assert_eq!(plain(text, style), expected, "{text}");
        }
    }
}
