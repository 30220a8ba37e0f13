//! One value for each language, made when it is first asked for.
//!
//! It exists so that every table of expressions is built in one way. What a value is, it does not know.

use std::sync::OnceLock;

use super::Language;

/// A value for each language.
pub(super) struct PerLanguage<T>([OnceLock<T>; Language::ALL.len()]);

impl<T> PerLanguage<T> {
    /// No value made yet.
    pub(super) const fn new() -> PerLanguage<T> {
        PerLanguage([const { OnceLock::new() }; Language::ALL.len()])
    }

    /// The value of a language; made by `build` the first time.
    pub(super) fn of(&self, language: Language, build: impl FnOnce() -> T) -> &T {
        self.0[language as usize].get_or_init(build)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_value_that_was_made_for_it_first() {
        let values = PerLanguage::new();
        for language in Language::ALL {
            assert_eq!(values.of(language, || language.code()), &language.code());
        }
        assert_eq!(values.of(Language::Kk, || "other"), &"kk");
    }
}
