//! Currencies by their ISO 4217 code.

use std::fmt;

/// An ISO 4217 alphabetic code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency in which mirror tables compare, United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");
    /// Tenge.
    pub const KZT: Self = Self(*b"KZT");

    /// Three capital letters.
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_letters(text.as_bytes().try_into().ok()?)
    }

    /// From three letters, if they are capital ones.
    #[inline]
    pub fn from_letters(letters: [u8; 3]) -> Option<Self> {
        letters
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(letters))
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.code())
    }
}
