//! The five languages a document can be in.
//!
//! Knows their names and codes, and which one a reader asks for. What is said in
//! them is elsewhere.

/// A language with its script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English, as written in Britain.
    En,
    /// Kazakh, in Cyrillic.
    Kk,
    /// Russian.
    Ru,
    /// Serbian in Cyrillic.
    SrCyrl,
    /// Serbian in Latin letters, made from the Cyrillic.
    SrLatn,
}

impl Language {
    /// Every language, in the order of their codes.
    pub const ALL: [Self; 5] = [Self::En, Self::Kk, Self::Ru, Self::SrCyrl, Self::SrLatn];

    /// The code in addresses and in `lang` attributes (BCP 47).
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::SrCyrl => "sr-Cyrl",
            Self::SrLatn => "sr-Latn",
        }
    }

    /// Its name in itself, for a menu.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::SrCyrl => "Српски",
            Self::SrLatn => "Srpski",
        }
    }

    /// From a code, exactly as [`Self::code`] gives it.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}
