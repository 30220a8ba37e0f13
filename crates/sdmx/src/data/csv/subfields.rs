//! Several values in one field of SDMX-CSV: divided by a sub-field separator, quoted within, with languages.
//!
//! It gives and takes parts of rows; which component they belong to is for its callers.

/// How a field of several values is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// Whether there are several values.
    pub(super) many: bool,
    /// Whether each value is again several: those of nested attributes.
    pub(super) nested: bool,
    /// The languages; empty where texts have none.
    pub(super) languages: Vec<String>,
}

impl Form {
    /// Whether a field is a text and nothing else.
    pub(super) fn is_plain(&self) -> bool {
        !self.many && self.languages.is_empty()
    }

    /// Whether values are lists of texts themselves.
    fn is_double(&self) -> bool {
        self.many && (self.nested || !self.languages.is_empty())
    }
}

/// One text found: its value's number, language, text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) value: usize,
    pub(super) language: String,
    pub(super) text: String,
}

/// Divides a field. The error says what was found.
pub(super) fn divide(field: &str, form: &Form, separator: char) -> Result<Vec<Text>, String> {
    let mut texts = Vec::new();
    let values = match form.many {
        true => cut(field, separator, &[])?,
        false => vec![(String::new(), field.to_owned())],
    };
    for (value, (_, inner)) in values.into_iter().enumerate() {
        let inner = match form.is_double() || !form.many {
            true => cut(&inner, separator, &form.languages)?,
            false => vec![(String::new(), inner)],
        };
        for (language, text) in inner {
            texts.push(Text {
                value,
                language,
                text,
            });
        }
    }
    Ok(texts)
}

/// Cuts at separators outside of quotes. Quotes around a part, or around its text after the
/// language, are taken off; others are of the text.
fn cut(field: &str, separator: char, languages: &[String]) -> Result<Vec<(String, String)>, String> {
    let (mut parts, mut rest) = (Vec::new(), field);
    loop {
        let (part, after) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let (part, after) = unquote(quoted).ok_or_else(|| field.to_owned())?;
                (language(&part, languages)?, after)
            }
            None => plain(rest, separator, languages)?,
        };
        parts.push(part);
        match after.strip_prefix(separator) {
            Some(next) => rest = next,
            None if after.is_empty() => return Ok(parts),
            None => return Err(field.to_owned()),
        }
    }
}

/// A part that does not begin with a quote, and what follows it.
fn plain<'a>(
    rest: &'a str,
    separator: char,
    languages: &[String],
) -> Result<((String, String), &'a str), String> {
    let quoted = rest
        .split_once(":\"")
        .filter(|(language, _)| languages.iter().any(|known| known == language));
    if let Some((language, quoted)) = quoted
        && let Some((text, after)) = unquote(quoted)
        && (after.is_empty() || after.starts_with(separator))
    {
        return Ok(((language.to_owned(), text), after));
    }
    let end = rest.find(separator).unwrap_or(rest.len());
    Ok((language(&rest[..end], languages)?, &rest[end..]))
}

/// The language and the text of a part. The error says what was found.
fn language(part: &str, languages: &[String]) -> Result<(String, String), String> {
    if languages.is_empty() {
        return Ok((String::new(), part.to_owned()));
    }
    match part.split_once(':') {
        Some((language, text)) if languages.iter().any(|known| known == language) => {
            Ok((language.to_owned(), text.to_owned()))
        }
        _ => Err(part.to_owned()),
    }
}

/// The text up to the closing quote, and what follows it.
fn unquote(quoted: &str) -> Option<(String, &str)> {
    let (mut text, mut rest) = (String::new(), quoted);
    loop {
        let at = rest.find('"')?;
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                text.push('"');
                rest = after;
            }
            None => return Some((text, rest)),
        }
    }
}

/// Appends a part, in quotes if it needs them.
fn push_part(to: &mut String, part: &str, separator: char) {
    if part.contains(separator) || part.starts_with('"') || part.contains(":\"") {
        to.push('"');
        to.push_str(&part.replace('"', "\"\""));
        to.push('"');
    } else {
        to.push_str(part);
    }
}

/// Joins texts, told by value, language and text in the order of values.
pub(super) fn join<'a>(
    texts: impl Iterator<Item = (usize, &'a str, &'a str)>,
    form: &Form,
    separator: char,
) -> String {
    let (mut field, mut value, mut inner, mut first) = (String::new(), 0, String::new(), true);
    for (next, language, text) in texts {
        if next != value {
            push_value(&mut field, &inner, form, separator);
            field.push(separator);
            (value, first) = (next, true);
            inner.clear();
        }
        if !first {
            inner.push(separator);
        }
        first = false;
        let labelled = match language {
            "" => text.to_owned(),
            language => format!("{language}:{text}"),
        };
        push_inner(&mut inner, &labelled, form, separator);
    }
    push_value(&mut field, &inner, form, separator);
    field
}

fn push_inner(to: &mut String, text: &str, form: &Form, separator: char) {
    match form.many && !form.is_double() {
        true => to.push_str(text),
        false => push_part(to, text, separator),
    }
}

fn push_value(to: &mut String, inner: &str, form: &Form, separator: char) {
    match form.many {
        true => push_part(to, inner, separator),
        false => to.push_str(inner),
    }
}
