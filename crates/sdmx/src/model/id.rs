//! What an identifier may look like.
//!
//! Identifiers stay plain text in the model; readers and writers ask here. Whether an identifier
//! names anything is not known here.

/// Letters, digits, `_`, `@`, `$` and `-`: codes, and most artefacts.
pub fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_@$-".contains(&byte);
    !text.is_empty() && text.bytes().all(allowed)
}

/// Letters, digits, `_` and `-`, beginning with a letter: concepts, components, code lists.
pub fn is_ncname(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(allowed)
}

/// Identifiers joined by full stops, as of a category within categories.
pub fn is_nested_id(text: &str) -> bool {
    text.split('.').all(is_id)
}

/// [`is_ncname`]s joined by full stops, as of an agency below an agency.
pub fn is_nested_ncname(text: &str) -> bool {
    text.split('.').all(is_ncname)
}

/// The tag of a language, such as `en` or `pt-BR`; whether it is registered is not asked.
pub fn is_language(text: &str) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.split('-').all(part)
}
