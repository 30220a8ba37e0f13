//! Texts of others, so that they can neither steer a reader nor break a file.
//!
//! Controls and signs that turn the direction of writing are shown by their codes,
//! as at the terminal: `\u{202e}`. What is markup is escaped by each format.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a sign steers instead of being read, or cannot stand in XML.
const fn steers(sign: char) -> bool {
    matches!(
        sign,
        '\0'..='\u{8}'
            | '\u{b}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}'
    )
}

/// The text with what steers shown by its code; line feeds and tabs stay.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for sign in text.chars() {
        if steers(sign) {
            shown.extend(sign.escape_unicode());
        } else {
            shown.push(sign);
        }
    }
    Cow::Owned(shown)
}

/// As [`lines`], in one line: line feeds and tabs are blanks.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    match lines(text) {
        shown if shown.contains(['\n', '\t']) => Cow::Owned(shown.replace(['\n', '\t'], " ")),
        shown => shown,
    }
}

/// As [`line`], escaped for content and quoted attributes of XML and HTML.
pub(crate) fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for sign in line(text).chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_shown_by_its_code_and_markup_is_escaped() {
        assert_eq!(line("a\u{202e}b\0\tc\nd\r"), "a\\u{202e}b\\u{0} c d\\u{d}");
        assert_eq!(
            xml("<a href=\"x\">'&\u{2066}"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;\\u{2066}"
        );
        assert!(matches!(line("Ђорђе — қала"), Cow::Borrowed(_)));
    }
}
