//! The text of a source in one normal form, and its language.
//!
//! It exists so that a byte offset means the same to everybody: NFC, lines ending in LF, no byte order
//! mark. It does not fetch or decode anything.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// The longest text that is read, in bytes: a communiqué has a few thousand.
pub(crate) const LONGEST: usize = 1_000_000;

/// A text in normal form (NFC, LF). Every span counts its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText(String);

impl SourceText {
    /// Brings `raw` into normal form.
    ///
    /// # Errors
    /// [`TooLong`] for more than `LONGEST` bytes.
    pub fn new(raw: &str) -> Result<SourceText, TooLong> {
        if raw.len() > LONGEST {
            return Err(TooLong { found: raw.len() });
        }
        let raw = raw.strip_prefix('\u{feff}').unwrap_or(raw);
        let composed: String = raw.nfc().collect();
        let lines = composed.replace("\r\n", "\n").replace('\r', "\n");
        Ok(SourceText(lines))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that is too long to be a communiqué.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong {
    /// Its bytes.
    pub found: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "found a text of {} bytes, expected at most {LONGEST}; cut out the communiqué and read that",
            self.found
        )
    }
}

impl std::error::Error for TooLong {}

/// Languages that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Russian.
    Ru,
    /// Serbian, in either script.
    Sr,
    /// Kazakh in Cyrillic.
    Kk,
    /// German.
    De,
    /// Spanish.
    Es,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 6] = [
        Language::En,
        Language::Ru,
        Language::Sr,
        Language::Kk,
        Language::De,
        Language::Es,
    ];

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ru => "ru",
            Language::Sr => "sr",
            Language::Kk => "kk",
            Language::De => "de",
            Language::Es => "es",
        }
    }

    /// The language with this ISO 639-1 code.
    pub fn parse(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }
}
