//! Signs of a text that would steer a terminal instead of standing on it: shown by their codes.
//!
//! A source may hold an escape sequence or a mark that turns the order of letters round, and what is quoted
//! of it must not act on who reads it. Texts are kept as they are; only what is printed changes.

use std::borrow::Cow;

/// Whether a sign steers a terminal: controls other than line feed and tab, marks of direction, separators
/// of lines, tags.
fn steers(sign: char) -> bool {
    let mark = matches!(
        sign,
        '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    );
    mark || sign.is_control() && !matches!(sign, '\n' | '\t')
}

/// A text for people: ESC is `\u{1b}`.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    with_codes(text, |sign, out| out.extend(sign.escape_unicode()))
}

/// JSON that says the same: U+202E is `\u202e`, and stays that sign to whoever reads it.
pub(super) fn in_json(text: &str) -> Cow<'_, str> {
    with_codes(text, |sign, out| {
        for unit in sign.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    })
}

fn with_codes(text: &str, code: impl Fn(char, &mut String)) -> Cow<'_, str> {
    // Bytes of plain text decide quickly: signs in question are below a blank, or not ASCII.
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    if text.bytes().all(plain) || !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        if steers(sign) {
            code(sign, &mut out);
        } else {
            out.push(sign);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_steer_a_terminal_are_shown_by_their_codes_and_stay_themselves_in_json() {
        let text = "red \u{1b}[31m \u{202e}txt.exe\u{2066}\u{7f}\u{9b}\tWärme Ćirilica «қаз»\n";
        assert_eq!(
            shown(text),
            "red \\u{1b}[31m \\u{202e}txt.exe\\u{2066}\\u{7f}\\u{9b}\tWärme Ćirilica «қаз»\n"
        );
        let json = serde_json::to_string(text).unwrap();
        assert!(!in_json(&json).contains(steers));
        assert_eq!(serde_json::from_str::<String>(&in_json(&json)).unwrap(), text);
        assert!(matches!(shown("plain Ćirilica"), Cow::Borrowed(_)));
    }
}
