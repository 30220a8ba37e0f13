//! What a message says of itself beside its data: that it is cut short, that more comes later, or,
//! of a message without data, what was wrong with the request.
//!
//! SDMX-ML has a footer for it, SDMX-JSON a list of errors. What follows from it is for who reads.

use std::fmt;

use super::header::Text;

/// How a fault begins to say what it found where a message is one of structures and not of data.
pub const STRUCTURE_MESSAGE: &str = "a structure message";

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something to know.
    Information,
    /// Something to heed.
    Warning,
    /// The data are not what was asked for.
    Error,
}

impl Severity {
    /// Of a word of SDMX-ML.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Information, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.word() == word)
    }

    /// The word of SDMX-ML.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Information => "Information",
            Self::Warning => "Warning",
            Self::Error => "Error",
        }
    }
}

/// What a message says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// The code, such as 413; empty if none is told.
    pub code: String,
    /// How grave it is, where the message says so.
    pub severity: Option<Severity>,
    /// What is said, in one language or several.
    pub texts: Vec<Text>,
}

impl Notice {
    /// How many bytes its texts have.
    pub(super) fn weight(&self) -> usize {
        let texts = self.texts.iter();
        let texts: usize = texts.map(|text| text.text.len() + size_of::<Text>()).sum();
        texts + size_of::<Self>()
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = self.severity.map_or("message", |severity| match severity {
            Severity::Information => "information",
            Severity::Warning => "warning",
            Severity::Error => "error",
        });
        write!(to, "{severity}")?;
        if !self.code.is_empty() {
            write!(to, " {}", self.code)?;
        }
        for (place, text) in self.texts.iter().enumerate() {
            write!(to, "{} {}", if place == 0 { ":" } else { ";" }, text.text)?;
        }
        Ok(())
    }
}
