//! Text of a request without its percent signs, which still knows where each byte stood.
//!
//! A plus stays a plus: only forms of web pages mean a space by it.

use super::fault::{Faults, Status};

/// Decoded text, and for each byte of it, and its end, the offset in the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) text: String,
    at: Vec<usize>,
}

impl Text {
    /// Decodes a piece of a request that stands at an offset.
    pub(super) fn decode(raw: &str, offset: usize, faults: &mut Faults) -> Self {
        let (mut bytes, mut at) = (Vec::new(), Vec::new());
        let all = raw.as_bytes();
        let mut place = 0;
        while let Some(&byte) = all.get(place) {
            at.push(offset + place);
            let code = (byte == b'%').then(|| raw.get(place + 1..place + 3).and_then(hexadecimal));
            match code {
                Some(Some(code)) => {
                    bytes.push(code);
                    place += 3;
                    continue;
                }
                Some(None) => {
                    faults.add(
                        Status::Syntax,
                        offset + place,
                        "",
                        "`%`",
                        "two hexadecimal digits after it",
                    );
                    bytes.push(b'%');
                }
                None => bytes.push(byte),
            }
            place += 1;
        }
        at.push(offset + raw.len());
        match String::from_utf8(bytes) {
            Ok(text) => Self { text, at },
            Err(error) => {
                let wrong = error.utf8_error().valid_up_to();
                let place = at.get(wrong).copied().unwrap_or(offset);
                faults.add(Status::Syntax, place, "", "bytes that are no text", "UTF-8");
                Self {
                    text: String::new(),
                    at: vec![offset],
                }
            }
        }
    }

    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        self.at.first().copied().unwrap_or_default()
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The parts between separators, each at its place.
    pub(super) fn split(&self, separator: char) -> Vec<Self> {
        let mut from = 0;
        let parts = self.text.split(separator).map(|part| {
            let piece = self.part(from, from + part.len());
            from += part.len() + separator.len_utf8();
            piece
        });
        parts.collect()
    }

    /// From a byte of the decoded text up to another; both are at the borders of characters.
    pub(super) fn part(&self, from: usize, until: usize) -> Self {
        Self {
            text: self.text.get(from..until).unwrap_or_default().to_owned(),
            at: self.at.get(from..=until).unwrap_or_default().to_vec(),
        }
    }

    /// This, a separator, and what follows it.
    pub(super) fn joined(mut self, separator: char, next: &Self) -> Self {
        self.text.push(separator);
        self.text.push_str(&next.text);
        self.at.extend_from_slice(&next.at);
        self
    }

    pub(super) fn quoted(&self) -> String {
        match self.text.as_str() {
            "" => "nothing".to_owned(),
            text => format!("`{text}`"),
        }
    }
}

fn hexadecimal(two: &str) -> Option<u8> {
    let digits = two.bytes().all(|byte| byte.is_ascii_hexdigit());
    digits.then(|| u8::from_str_radix(two, 16).ok())?
}

/// Percent-encodes what a path or a query string cannot say plainly; `plain` may stay besides
/// letters, digits, `-`, `.`, `_` and `~`.
pub(super) fn encode(text: &str, plain: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        let letter = char::from(byte);
        if byte.is_ascii_alphanumeric() || "-._~".contains(letter) || plain.contains(letter) {
            encoded.push(letter);
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The known word that needs the fewest letters changed, if no more than a third of them.
pub(super) fn near<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let lower: Vec<char> = word.to_lowercase().chars().take(64).collect();
    let scored = known.into_iter().map(|known| (distance(&lower, known), known));
    let (changes, best) = scored.min_by_key(|(changes, _)| *changes)?;
    (changes * 3 <= best.len().max(3)).then_some(best)
}

fn distance(word: &[char], known: &str) -> usize {
    let known: Vec<char> = known.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=known.len()).collect();
    for (down, mine) in word.iter().enumerate() {
        let mut diagonal = down;
        let mut left = down + 1;
        for (theirs, cell) in known.iter().zip(row.iter_mut().skip(1)) {
            let changed = diagonal + usize::from(mine != theirs);
            diagonal = *cell;
            left = changed.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = down + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}
