//! A sentence in small Latin or Cyrillic letters, with the way back to the bytes of the source.
//!
//! It exists because Serbian has two scripts: what is written in Cyrillic is read by the same rules as
//! Latin, and spans still count the source's own bytes.

use std::borrow::Cow;
use std::ops::Range;

use super::Language;
use super::document::Document;
use super::fold;

/// A sentence to look for words in.
pub(super) struct Clause<'a> {
    pub(super) lower: Cow<'a, str>,
    /// For every byte of `lower` and its end, the byte of the source; `None` where they differ by `start`.
    map: Option<Vec<usize>>,
    start: usize,
}

impl<'a> Clause<'a> {
    pub(super) fn new(document: &'a Document<'_>, at: &Range<usize>) -> Clause<'a> {
        let lower = document.small(at);
        let cyrillic = |each: char| ('\u{400}'..='\u{45f}').contains(&each);
        if document.language != Language::Sr || !lower.chars().any(cyrillic) {
            return Clause {
                lower: Cow::Borrowed(lower),
                map: None,
                start: at.start,
            };
        }
        let (mut latin, mut map) = (String::with_capacity(lower.len()), Vec::new());
        for (place, letter) in lower.char_indices() {
            match fold::latin(letter) {
                Some(letters) => latin.push_str(letters),
                None => latin.push(letter),
            }
            map.resize(latin.len(), at.start + place);
        }
        map.push(at.end);
        Clause {
            lower: Cow::Owned(latin),
            map: Some(map),
            start: at.start,
        }
    }

    /// The range of the source.
    pub(super) fn source(&self, at: &Range<usize>) -> Range<usize> {
        match &self.map {
            None => self.start + at.start..self.start + at.end,
            Some(map) => {
                let byte = |at: usize| map.get(at).or(map.last()).copied().unwrap_or(self.start);
                byte(at.start)..byte(at.end)
            }
        }
    }

    /// Where a byte of the source lies in the sentence.
    pub(super) fn place(&self, byte: usize) -> usize {
        match &self.map {
            None => byte.saturating_sub(self.start),
            Some(map) => map.partition_point(|each| *each < byte),
        }
    }
}
