//! Commodity codes of the Harmonised System, from the total to six digits.
//!
//! A code keeps its leading zeros, and codes that hide what they hold (`9999`,
//! `XXXXXXXXXX`) are told apart from real ones. Which codes an edition holds is
//! the business of the code lists, not of this type.

use std::fmt;

use crate::text::Text;

/// How detailed a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// All commodities.
    Total,
    /// Chapter, two digits.
    Hs2,
    /// Heading, four digits.
    Hs4,
    /// Subheading, six digits.
    Hs6,
}

impl Level {
    /// The name used on the command line and in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Hs2 => "hs2",
            Self::Hs4 => "hs4",
            Self::Hs6 => "hs6",
        }
    }
}

/// A commodity: the total, a code of 2, 4 or 6 digits, or what is not specified.
///
/// Ordered by code, a chapter before its headings, what is not specified in a
/// chapter at the chapter's end. Packed in 32 bits: digits left-aligned to six,
/// then the kind in three bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commodity(u32);

const TOTAL: u32 = 0;
const HS2: u32 = 1;
const HS4: u32 = 2;
const HS6: u32 = 3;
const UNSPECIFIED: u32 = 4;

impl Commodity {
    /// All commodities together.
    pub const TOTAL: Self = Self(TOTAL);

    /// Not specified in any chapter (Comtrade `9999AA`, Russian `XXXXXXXXXX`).
    pub const UNSPECIFIED: Self = Self(999_999 << 3 | UNSPECIFIED);

    /// Six digits as a number below 1,000,000.
    pub const fn hs6(number: u32) -> Option<Self> {
        if number < 1_000_000 {
            Some(Self(number << 3 | HS6))
        } else {
            None
        }
    }

    /// Not specified within a chapter, 1 to 99.
    pub const fn unspecified_in(chapter: u8) -> Self {
        match chapter {
            99 => Self::UNSPECIFIED,
            chapter => Self((chapter as u32 * 10_000 + 9_999) << 3 | UNSPECIFIED),
        }
    }

    /// Reads a code as sources print it: `TOTAL`, `03`, `0303`, `030389`, national
    /// codes of 8 or 10 digits (cut to six), and hidden ones.
    ///
    /// Returns `None` for anything else. A code of odd length has lost its
    /// leading zero; the layout that knows so pads it before asking.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("TOTAL") {
            return Some(Self::TOTAL);
        }
        let bytes = text.as_bytes();
        if bytes.is_empty() || text.chars().count() > 10 {
            return None;
        }
        if bytes.iter().all(u8::is_ascii_digit) {
            return Self::from_digits(bytes);
        }
        Self::hidden(bytes)
    }

    fn from_digits(bytes: &[u8]) -> Option<Self> {
        let number = bytes
            .iter()
            .take(6)
            .fold(0, |number, byte| number * 10 + u32::from(byte - b'0'));
        let (number, kind) = match bytes.len() {
            2 => (number * 10_000, HS2),
            4 => (number * 100, HS4),
            6 | 8 | 10 => (number, HS6),
            _ => return None,
        };
        match (number / 10_000, kind) {
            (0, _) => None,
            (99, _) => Some(Self::UNSPECIFIED),
            _ => Some(Self((number << 3) | kind)),
        }
    }

    /// `XX…`, `27XXXX`, `9999AA`: digits of a chapter, then letters that hide the rest.
    fn hidden(bytes: &[u8]) -> Option<Self> {
        let known = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let masked = bytes[known..]
            .iter()
            .all(|byte| matches!(byte, b'X' | b'x' | b'A' | b'a'));
        let cyrillic = std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(|letter| letter == 'Х'));
        match (known, masked) {
            (0, true) => Some(Self::UNSPECIFIED),
            (2 | 4, true) => {
                let chapter = (bytes[0] - b'0') * 10 + bytes[1] - b'0';
                (chapter > 0).then(|| Self::unspecified_in(chapter))
            }
            (0, false) if cyrillic => Some(Self::UNSPECIFIED),
            _ => None,
        }
    }

    /// How detailed the code is; what is not specified counts as a six-digit cell.
    pub const fn level(self) -> Level {
        match self.0 & 7 {
            TOTAL => Level::Total,
            HS2 => Level::Hs2,
            HS4 => Level::Hs4,
            _ => Level::Hs6,
        }
    }

    /// Whether the code hides what it holds.
    pub const fn is_unspecified(self) -> bool {
        self.0 & 7 == UNSPECIFIED
    }

    /// The chapter, 1 to 97, or `None` for the total and what is in no chapter.
    pub const fn chapter(self) -> Option<u8> {
        match (self.0 & 7, (self.0 >> 3) / 10_000) {
            (TOTAL, _) | (_, 0 | 99) => None,
            (_, chapter) => Some(chapter as u8),
        }
    }

    /// The six digits as a number, zeros after a shorter code.
    pub const fn number(self) -> u32 {
        self.0 >> 3
    }

    /// The code one or more levels up; itself if it is not more detailed than `level`.
    ///
    /// What is not specified in a chapter belongs to the chapter, and to an
    /// unspecified heading of it; what is in no chapter stays what it is below the total.
    pub const fn at(self, level: Level) -> Self {
        let (number, kind) = (self.0 >> 3, self.0 & 7);
        let outside = kind == UNSPECIFIED && number / 10_000 == 99;
        match level {
            Level::Total => Self::TOTAL,
            Level::Hs2 if kind > HS2 && !outside => Self(((number / 10_000 * 10_000) << 3) | HS2),
            Level::Hs4 if kind == HS6 => Self(((number / 100 * 100) << 3) | HS4),
            _ => self,
        }
    }

    /// The code as sources print it.
    pub fn text(self) -> Text {
        let (number, kind) = (self.0 >> 3, self.0 & 7);
        let (digits, width, tail): (u32, usize, &[u8]) = match kind {
            TOTAL => (0, 0, b"TOTAL"),
            HS2 => (number / 10_000, 2, b""),
            HS4 => (number / 100, 4, b""),
            HS6 => (number, 6, b""),
            _ if number / 10_000 == 99 => (9999, 4, b"AA"),
            _ => (number / 10_000, 2, b"XXXX"),
        };
        let mut text = Text::empty();
        text.put(tail);
        if width > 0 {
            text.put_digits(u64::from(digits), width);
        }
        text
    }

    /// The packed form, for columns.
    pub const fn packed(self) -> u32 {
        self.0
    }

    /// From the packed form; `None` if it is not one.
    pub const fn from_packed(packed: u32) -> Option<Self> {
        let (number, kind) = (packed >> 3, packed & 7);
        if number < 1_000_000 && kind <= UNSPECIFIED {
            Some(Self(packed))
        } else {
            None
        }
    }
}

impl fmt::Display for Commodity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.text().as_str())
    }
}

/// An edition of the Harmonised System, or a nomenclature that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// HS 1988/92.
    H0,
    /// HS 1996.
    H1,
    /// HS 2002.
    H2,
    /// HS 2007.
    H3,
    /// HS 2012.
    H4,
    /// HS 2017.
    H5,
    /// HS 2022.
    H6,
    /// The source does not say.
    Unknown,
}

impl Edition {
    const ALL: [Self; 8] = [
        Self::H0,
        Self::H1,
        Self::H2,
        Self::H3,
        Self::H4,
        Self::H5,
        Self::H6,
        Self::Unknown,
    ];

    /// Reads Comtrade's classification code (`H0` … `H6`, `HS` for not said).
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "HS" | "" => Some(Self::Unknown),
            _ => Self::ALL.into_iter().find(|edition| edition.code() == text),
        }
    }

    /// Comtrade's classification code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::H0 => "H0",
            Self::H1 => "H1",
            Self::H2 => "H2",
            Self::H3 => "H3",
            Self::H4 => "H4",
            Self::H5 => "H5",
            Self::H6 => "H6",
            Self::Unknown => "HS",
        }
    }

    /// 0 to 6, or 7 when not known: for columns.
    pub const fn index(self) -> u8 {
        self as u8
    }

    /// From [`Self::index`].
    pub fn from_index(index: u8) -> Option<Self> {
        Self::ALL.get(usize::from(index)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_keep_their_leading_zeros() {
        for text in ["TOTAL", "03", "0303", "030389", "27XXXX", "9999AA"] {
            assert_eq!(
                Commodity::parse(text).map(|code| code.to_string()).as_deref(),
                Some(text)
            );
        }
    }

    #[test]
    fn hidden_codes_are_unspecified_and_national_codes_are_cut_to_six_digits() {
        for text in ["XXXXXXXXXX", "99", "9999", "999999", "9999AA", "ХХХХХХХХХХ"] {
            assert_eq!(Commodity::parse(text), Some(Commodity::UNSPECIFIED), "{text}");
        }
        assert_eq!(Commodity::parse("9504500002"), Commodity::parse("950450"));
        assert_eq!(Commodity::parse("2709XX"), Some(Commodity::unspecified_in(27)));
    }

    #[test]
    fn what_is_no_code_is_none() {
        for text in [
            "",
            "1",
            "303",
            "00",
            "000000",
            "03A3",
            "0303 9",
            "12345678901",
            "-1",
        ] {
            assert_eq!(Commodity::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_belongs_to_its_heading_chapter_and_total() {
        let code = Commodity::hs6(30_389).unwrap();
        let up: Vec<String> = [Level::Hs6, Level::Hs4, Level::Hs2, Level::Total]
            .map(|level| code.at(level).to_string())
            .to_vec();
        assert_eq!(up, ["030389", "0303", "03", "TOTAL"]);
        assert_eq!(Commodity::unspecified_in(27).at(Level::Hs2).to_string(), "27");
        assert_eq!(Commodity::UNSPECIFIED.at(Level::Hs2), Commodity::UNSPECIFIED);
    }

    #[test]
    fn the_order_is_that_of_the_tree() {
        let mut codes = ["9999AA", "27XXXX", "270900", "27", "2709", "TOTAL", "280110"]
            .map(|text| Commodity::parse(text).unwrap());
        codes.sort();
        assert_eq!(
            codes.map(|code| code.to_string()),
            ["TOTAL", "27", "2709", "270900", "27XXXX", "280110", "9999AA"]
        );
    }
}
