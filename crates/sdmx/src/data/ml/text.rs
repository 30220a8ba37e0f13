//! Text as XML attributes and elements have it.

/// Appends a value of an attribute; line breaks and tabs are kept as references.
pub(super) fn push_value(to: &mut String, text: &str) {
    push(to, text, true);
}

/// Appends the text of an element.
pub(super) fn push_text(to: &mut String, text: &str) {
    push(to, text, false);
}

fn push(to: &mut String, text: &str, in_attribute: bool) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if in_attribute => "&quot;",
            b'\t' if in_attribute => "&#9;",
            b'\n' if in_attribute => "&#10;",
            b'\r' => "&#13;",
            _ => continue,
        };
        to.push_str(&text[from..at]);
        to.push_str(reference);
        from = at + 1;
    }
    to.push_str(&text[from..]);
}

/// The first character that XML 1.0 cannot hold, not even as a reference.
pub(super) fn forbidden(text: &str) -> Option<char> {
    text.chars().find(|&character| {
        matches!(character, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
    })
}
