//! The plural category of a count.
//!
//! Asked by language without its script: with `sr-Latn` the rules of ICU4X know no
//! more than *other*, and one document would be two.

use icu_locale_core::{Locale, locale};
use icu_plurals::{PluralCategory, PluralRules};

use crate::Language;

/// A plural category of CLDR, as messages select by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// 1 document; in Serbian and Russian also 21.
    One,
    /// 2 документа.
    Few,
    /// 5 документов.
    Many,
    /// All others.
    Other,
}

impl Category {
    /// The name messages select by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

/// The rules of a language; none would make every count *other*.
pub(super) struct Plurals(Option<PluralRules>);

impl Plurals {
    pub(super) fn of(language: Language) -> Self {
        Self(PluralRules::try_new_cardinal(bare(language).into()).ok())
    }

    pub(super) fn category(&self, count: u64) -> Category {
        match self.0.as_ref().map(|rules| rules.category_for(count)) {
            Some(PluralCategory::One) => Category::One,
            Some(PluralCategory::Few) => Category::Few,
            Some(PluralCategory::Many) => Category::Many,
            _ => Category::Other,
        }
    }
}

/// A language without its script.
fn bare(language: Language) -> Locale {
    match language {
        Language::En => locale!("en"),
        Language::Kk => locale!("kk"),
        Language::Ru => locale!("ru"),
        Language::SrCyrl | Language::SrLatn => locale!("sr"),
    }
}
