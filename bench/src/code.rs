//! A commodity code as it is written: six characters.
//!
//! Residual codes (`27XXXX`, `9999AA`) are codes too; where codes must be numbers they
//! are `279999` and `999999`, which no commodity has. Editions are kept elsewhere.

use std::fmt;

/// Six characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Code([u8; 6]);

impl Code {
    /// From six ASCII characters.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 6] = text.as_bytes().try_into().ok()?;
        bytes.is_ascii().then_some(Self(bytes))
    }

    /// The characters.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The first two digits.
    pub(crate) const fn chapter(self) -> u8 {
        (self.0[0] - b'0') * 10 + (self.0[1] - b'0')
    }

    /// The first four digits.
    pub(crate) fn heading(self) -> u64 {
        self.0[..4]
            .iter()
            .fold(0, |sum, &digit| sum * 10 + u64::from(digit - b'0'))
    }

    /// A number of its own.
    pub(crate) fn number(self) -> u64 {
        self.0.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte))
    }

    /// The residual of the whole tariff, with letters or in digits.
    pub(crate) const fn unspecified(digits: bool) -> Self {
        Self(if digits { *b"999999" } else { *b"9999AA" })
    }

    /// The residual of the chapter, with letters or in digits.
    pub(crate) const fn residual(self, digits: bool) -> Self {
        let mark = if digits { b'9' } else { b'X' };
        Self([self.0[0], self.0[1], mark, mark, mark, mark])
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
