//! Commodity codes of the Harmonised System, from the total to six digits.
//!
//! A code keeps its leading zeros, and codes that hide what they hold (`9999`,
//! `XXXXXXXXXX`) are told apart from real ones and from each other: a file may
//! tell the same hidden goods at every level, and only a code that is kept as it
//! was told shows that. Which codes an edition holds is the business of the code
//! lists, not of this type.

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

/// A commodity: the total, a code of 2, 4 or 6 digits, or what is not specified, as it was told.
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
/// Six places of a chapter: `27XXXX` is 27 and nines; of no chapter, `9999AA`, six nines.
const UNSPECIFIED: u32 = 4;
/// Six places of a heading: `2709XX` is 27, nines and 09, so that it stands at the chapter's end.
const IN_HEADING: u32 = 5;
/// Four places of a chapter, `27XX`, the last two zeros; and `99XXXX`, six nines.
const IN_CHAPTER: u32 = 6;
/// Nothing but letters: as many nines as there are places, then zeros.
const LETTERS: u32 = 7;

/// The chapter of what is in no chapter.
const OUTSIDE: u32 = 99;
const NINES: u32 = 999_999;
/// Four nines, filled up with zeros.
const NINES_4: u32 = 999_900;
/// Two nines, the same.
const NINES_2: u32 = 990_000;

impl Commodity {
    /// All commodities together.
    pub const TOTAL: Self = Self(TOTAL);

    /// Not specified in any chapter (Comtrade's `9999AA`).
    pub const UNSPECIFIED: Self = Self::of(NINES, UNSPECIFIED);

    const fn of(number: u32, kind: u32) -> Self {
        Self(number << 3 | kind)
    }

    const fn kind(self) -> u32 {
        self.0 & 7
    }

    /// Six digits as a number below 1,000,000.
    pub const fn hs6(number: u32) -> Option<Self> {
        if number < 1_000_000 {
            Some(Self::of(number, HS6))
        } else {
            None
        }
    }

    /// Not specified within a chapter, 1 to 99.
    pub const fn unspecified_in(chapter: u8) -> Self {
        Self::of(chapter as u32 * 10_000 + 9_999, UNSPECIFIED)
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
        let places = text.chars().count();
        if places == 0 || places > 10 {
            return None;
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::from_digits(text.as_bytes());
        }
        Self::hidden(text, places)
    }

    fn from_digits(bytes: &[u8]) -> Option<Self> {
        let number = number_of(&bytes[..bytes.len().min(6)]);
        let (number, kind) = match bytes.len() {
            2 => (number * 10_000, HS2),
            4 => (number * 100, HS4),
            6 | 8 | 10 => (number, HS6),
            _ => return None,
        };
        (number >= 10_000).then_some(Self::of(number, kind))
    }

    /// `XX…`, `27XXXX`, `9999AA`: digits of a chapter, then letters that hide the rest.
    fn hidden(text: &str, places: usize) -> Option<Self> {
        let known = text.bytes().take_while(u8::is_ascii_digit).count();
        let letters = &text[known..];
        let masked = |mask: &[char]| letters.chars().all(|letter| mask.contains(&letter));
        let latin = masked(&['X', 'x', 'A', 'a']);
        let number = number_of(&text.as_bytes()[..known]);
        let (number, kind) = match (known, places) {
            (0, 2) => (NINES_2, LETTERS),
            (0, 4) => (NINES_4, LETTERS),
            (0, _) => (NINES, LETTERS),
            (2, 4) => (number * 10_000 + 9_900, IN_CHAPTER),
            (2, _) if number == OUTSIDE => (NINES, IN_CHAPTER),
            (2, _) => (number * 10_000 + 9_999, UNSPECIFIED),
            (4, _) if number == 9_999 && masked(&['A', 'a']) => (NINES, UNSPECIFIED),
            (4, _) => (number / 100 * 10_000 + 9_900 + number % 100, IN_HEADING),
            _ => return None,
        };
        let readable = latin || known == 0 && masked(&['\u{425}']);
        (readable && number >= 10_000).then_some(Self::of(number, kind))
    }

    /// How detailed the code is; hidden places count as places.
    pub const fn level(self) -> Level {
        match (self.kind(), self.number()) {
            (TOTAL, _) => Level::Total,
            (HS2, _) | (LETTERS, NINES_2) => Level::Hs2,
            (HS4, _) | (LETTERS, NINES_4) => Level::Hs4,
            (HS6 | UNSPECIFIED | IN_HEADING, _) | (_, NINES) => Level::Hs6,
            _ => Level::Hs4,
        }
    }

    /// Whether the code hides what it holds. All of chapter 99 does: it is no chapter of the system.
    pub const fn is_unspecified(self) -> bool {
        self.kind() >= UNSPECIFIED || self.number() / 10_000 == OUTSIDE
    }

    /// The chapter, 1 to 97, or `None` for the total and what is in no chapter.
    pub const fn chapter(self) -> Option<u8> {
        match (self.kind(), self.number() / 10_000) {
            (TOTAL, _) | (_, 0 | OUTSIDE) => None,
            (_, chapter) => Some(chapter as u8),
        }
    }

    /// The six digits as a number, zeros after a shorter code.
    pub const fn number(self) -> u32 {
        self.0 >> 3
    }

    /// The cell of a comparison the code belongs to at a level; itself if it is told coarser.
    ///
    /// What is not specified in a chapter belongs to the chapter, and to an unspecified heading
    /// of it; what is in no chapter stays what it is below the total. Two sides have many
    /// spellings for one unknown, so each of these is one cell.
    pub const fn at(self, level: Level) -> Self {
        let found = self.within(level);
        match (found.kind(), found.number() / 10_000) {
            (TOTAL, _) => found,
            (_, OUTSIDE) => Self::UNSPECIFIED,
            (IN_HEADING | IN_CHAPTER, chapter) => Self::of(chapter * 10_000 + 9_999, UNSPECIFIED),
            _ => found,
        }
    }

    /// The code above in the tree of codes as they are told: `99` is above `9999`, that above
    /// `999999` and `9999AA`; `27XX` above `27XXXX`. Itself if it is told coarser, by the first
    /// of its spellings (`XXXX` is `9999`).
    ///
    /// A figure told at both is one figure told twice, which [`Self::at`] does not show.
    pub const fn within(self, level: Level) -> Self {
        let spelt = self.first_spelling();
        let (number, kind) = (spelt.number(), spelt.kind());
        let chapter = number / 10_000 * 10_000;
        match level {
            Level::Total => Self::TOTAL,
            Level::Hs2 if kind > HS2 => Self::of(chapter, HS2),
            Level::Hs4 => match kind {
                HS6 => Self::of(number / 100 * 100, HS4),
                IN_HEADING => Self::of(chapter + number % 100 * 100, HS4),
                UNSPECIFIED if number == NINES => Self::of(NINES_4, HS4),
                UNSPECIFIED => Self::of(chapter + 9_900, IN_CHAPTER),
                _ => spelt,
            },
            _ => spelt,
        }
    }

    /// What a heading does not specify: `2709XX` of `2709`.
    #[must_use]
    pub const fn hidden_below(self) -> Self {
        let (chapter, heading) = (self.number() / 10_000, self.number() / 100 % 100);
        Self::of(chapter * 10_000 + 9_900 + heading, IN_HEADING)
    }

    /// Of the spellings of what is in no chapter the one with digits.
    const fn first_spelling(self) -> Self {
        let outside = self.number() / 10_000 == OUTSIDE;
        match (self.kind(), self.number()) {
            (LETTERS, NINES_2) => Self::of(NINES_2, HS2),
            (LETTERS | IN_CHAPTER, NINES_4) => Self::of(NINES_4, HS4),
            (LETTERS | IN_CHAPTER, _) if outside => Self::UNSPECIFIED,
            _ => self,
        }
    }

    /// The code as sources print it.
    pub fn text(self) -> Text {
        let number = self.number();
        let (digits, width, tail): (u32, usize, &[u8]) = match (self.kind(), number) {
            (TOTAL, _) => (0, 0, b"TOTAL"),
            (HS2, _) => (number / 10_000, 2, b""),
            (HS4, _) => (number / 100, 4, b""),
            (HS6, _) => (number, 6, b""),
            (UNSPECIFIED, NINES) => (9_999, 4, b"AA"),
            (IN_HEADING, _) => (number / 10_000 * 100 + number % 100, 4, b"XX"),
            (LETTERS, NINES_2) => (0, 0, b"XX"),
            (LETTERS, NINES_4) => (0, 0, b"XXXX"),
            (LETTERS, _) => (0, 0, b"XXXXXX"),
            (UNSPECIFIED, _) | (_, NINES) => (number / 10_000, 2, b"XXXX"),
            _ => (number / 10_000, 2, b"XX"),
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
        let known = match kind {
            TOTAL | HS2 | HS4 | HS6 | UNSPECIFIED => number < 1_000_000,
            IN_HEADING => number >= 10_000 && number < 1_000_000 && number / 100 % 100 == 99,
            IN_CHAPTER => {
                number == NINES || number >= 10_000 && number <= NINES_4 && number % 10_000 == 9_900
            }
            _ => matches!(number, NINES | NINES_4 | NINES_2),
        };
        if known { Some(Self(packed)) } else { None }
    }
}

/// The number some digits make.
fn number_of(digits: &[u8]) -> u32 {
    let digits = digits.iter().map(|byte| u32::from(byte - b'0'));
    digits.fold(0, |number, digit| number * 10 + digit)
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
    fn codes_are_kept_as_they_are_told() {
        for text in [
            "TOTAL", "03", "0303", "030389", "27XX", "27XXXX", "2709XX", "99", "9999", "999999", "990000",
            "9999AA", "99XX", "99XXXX", "9999XX", "XX", "XXXX", "XXXXXX",
        ] {
            let code = Commodity::parse(text).unwrap();
            assert_eq!(code.to_string(), text);
            assert_eq!(Commodity::from_packed(code.packed()), Some(code), "{text}");
        }
        assert_eq!(Commodity::parse("XXXXXXXXXX"), Commodity::parse("XXXXXX"));
        assert_eq!(Commodity::parse("ХХХХХХХХХХ"), Commodity::parse("XXXXXX"));
        assert_eq!(Commodity::parse("9504500002"), Commodity::parse("950450"));
    }

    #[test]
    fn codes_that_hide_what_they_hold_keep_their_level_and_are_one_cell() {
        let told = |text: &str| {
            let code = Commodity::parse(text).unwrap();
            assert!(code.is_unspecified(), "{text}");
            let above = [Level::Hs4, Level::Hs2].map(|level| code.within(level).to_string());
            format!(
                "{text} {} {} {}: {}",
                code.level().name(),
                above[0],
                above[1],
                code.at(Level::Hs6)
            )
        };
        let codes = [
            "99", "9999", "999999", "990000", "9999AA", "XX", "XXXX", "XXXXXX", "99XX", "99XXXX", "9999XX",
            "27XX", "27XXXX", "2709XX",
        ];
        assert_eq!(
            codes.map(told),
            [
                "99 hs2 99 99: 9999AA",
                "9999 hs4 9999 99: 9999AA",
                "999999 hs6 9999 99: 9999AA",
                "990000 hs6 9900 99: 9999AA",
                "9999AA hs6 9999 99: 9999AA",
                "XX hs2 99 99: 9999AA",
                "XXXX hs4 9999 99: 9999AA",
                "XXXXXX hs6 9999 99: 9999AA",
                "99XX hs4 9999 99: 9999AA",
                "99XXXX hs6 9999 99: 9999AA",
                "9999XX hs6 9999 99: 9999AA",
                "27XX hs4 27XX 27: 27XXXX",
                "27XXXX hs6 27XX 27: 27XXXX",
                "2709XX hs6 2709 27: 27XXXX",
            ]
        );
    }

    #[test]
    fn numbers_that_pack_no_code_are_refused() {
        for packed in [
            1_000_000 << 3 | HS6,
            270_999 << 3 | IN_CHAPTER,
            270_909 << 3 | IN_HEADING,
            9_909 << 3 | IN_HEADING,
            270_900 << 3 | LETTERS,
        ] {
            assert_eq!(Commodity::from_packed(packed), None, "{packed}");
        }
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
        let mut codes = [
            "9999AA", "27XXXX", "270900", "27", "2709", "TOTAL", "2709XX", "280110", "27XX", "99",
        ]
        .map(|text| Commodity::parse(text).unwrap());
        codes.sort();
        assert_eq!(
            codes.map(|code| code.to_string()),
            [
                "TOTAL", "27", "2709", "270900", "27XX", "2709XX", "27XXXX", "280110", "99", "9999AA"
            ]
        );
    }
}
