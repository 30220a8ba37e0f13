//! The order of names in a language.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use crate::Language;

/// How names are sorted: Ә after А in Kazakh, č before ć in Serbian.
pub struct Order(Option<CollatorBorrowed<'static>>);

impl Order {
    pub(super) fn of(language: Language) -> Self {
        let locale = match language {
            Language::En => locale!("en-GB"),
            Language::Kk => locale!("kk"),
            Language::Ru => locale!("ru"),
            Language::SrCyrl => locale!("sr"),
            Language::SrLatn => locale!("sr-Latn"),
        };
        Self(Collator::try_new(locale.into(), CollatorOptions::default()).ok())
    }

    /// Which of two names comes first; names that only differ in code points by these.
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        let by_language = self.0.as_ref().map(|collator| collator.compare(one, other));
        by_language
            .unwrap_or(Ordering::Equal)
            .then_with(|| one.cmp(other))
    }
}
