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

    /// The language a reader's `Accept-Language` header asks for; English where it asks for none of these.
    ///
    /// Weights are obeyed, of equal ones the first. `sr` is Cyrillic unless the range says `Latn`.
    /// Of a long header only the first 4,096 bytes and 64 ranges are read,
    /// and what cannot be read is passed over.
    pub fn negotiate(header: &str) -> Self {
        let cut = header.floor_char_boundary(LONGEST_HEADER);
        let mut best = (0, Self::En);
        for range in header[..cut].split(',').take(MOST_RANGES) {
            if let Some((weight, language)) = asked(range)
                && weight > best.0
            {
                best = (weight, language);
            }
        }
        best.1
    }
}

/// Bytes of a header that are read.
const LONGEST_HEADER: usize = 4_096;
/// Ranges of a header that are read.
const MOST_RANGES: usize = 64;

/// Weight in thousandths and language of a range such as `sr-Latn-RS;q=0.8`; none of one that is not spoken.
fn asked(range: &str) -> Option<(u16, Language)> {
    let mut parts = range.split(';');
    let language = spoken(parts.next()?.trim())?;
    let quality = parts.find_map(|part| {
        part.trim()
            .strip_prefix(['q', 'Q'])?
            .trim_start()
            .strip_prefix('=')
    });
    let weight = quality.map_or(Some(1_000), |text| weight(text.trim()))?;
    Some((weight, language))
}

/// The language of a range: its first subtag, of Serbian also its script.
fn spoken(range: &str) -> Option<Language> {
    let mut subtags = range.split(['-', '_']);
    let first = subtags.next()?.to_ascii_lowercase();
    match first.as_str() {
        "en" | "*" => Some(Language::En),
        "kk" => Some(Language::Kk),
        "ru" => Some(Language::Ru),
        "sr" if subtags.any(|subtag| subtag.eq_ignore_ascii_case("latn")) => Some(Language::SrLatn),
        "sr" => Some(Language::SrCyrl),
        _ => None,
    }
}

/// Thousandths of a weight between 0 and 1 with at most three decimals (RFC 9110, 12.4.2).
fn weight(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = decimals.len() <= 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
    let decimals = format!("{decimals:0<3}").parse::<u16>().ok().filter(|_| digits)?;
    match (whole, decimals) {
        ("0", decimals) => Some(decimals),
        ("1", 0) => Some(1_000),
        _ => None,
    }
}
