//! JSON as text.

/// Appends a string in quotes.
pub(super) fn push_string(to: &mut String, text: &str) {
    to.push('"');
    for character in text.chars() {
        match character {
            '"' => to.push_str("\\\""),
            '\\' => to.push_str("\\\\"),
            '\n' => to.push_str("\\n"),
            '\r' => to.push_str("\\r"),
            '\t' => to.push_str("\\t"),
            control if control < ' ' => to.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => to.push(other),
        }
    }
    to.push('"');
}

/// Appends a member with a string, after a comma unless it is the first.
pub(super) fn push_member(to: &mut String, name: &str, text: &str) {
    push_name(to, name);
    push_string(to, text);
}

/// Appends a member's name, after a comma unless it is the first.
pub(super) fn push_name(to: &mut String, name: &str) {
    comma(to);
    push_string(to, name);
    to.push(':');
}

/// Appends a comma unless something begins here.
pub(super) fn comma(to: &mut String) {
    if !to.ends_with(['{', '[', ',', ':']) && !to.is_empty() {
        to.push(',');
    }
}
