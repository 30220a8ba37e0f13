//! A text in each language.
//!
//! Languages are tags; which one a reader prefers is for the reader to say.

use std::collections::BTreeMap;

/// The language of a text that says none.
pub const DEFAULT_LANGUAGE: &str = "en";

/// A text in each language, such as a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(pub BTreeMap<String, String>);

impl Texts {
    /// A text in English.
    pub fn english(text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(DEFAULT_LANGUAGE.to_owned(), text.into())]))
    }

    /// No text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text in a language, else in English, else in the first there is.
    pub fn best(&self, language: &str) -> Option<&str> {
        let found = self.0.get(language).or_else(|| self.0.get(DEFAULT_LANGUAGE));
        found.or_else(|| self.0.values().next()).map(String::as_str)
    }
}
