//! Finds words that tell of something in a sentence, each of a kind.
//!
//! It exists so that meetings and commitments are found in one way, and Serbian in both scripts by one
//! expression. What the words mean, their table says.

use std::ops::Range;

use regex::Regex;

use super::clause::Clause;
use super::document::Document;
use super::expressions;
use super::per_language::PerLanguage;

/// Expressions of a role in each language and the kind each tells of.
pub(super) struct Triggers<T: 'static> {
    role: &'static str,
    kinds: &'static [(&'static str, T)],
    compiled: PerLanguage<Vec<(T, Regex)>>,
}

impl<T: Copy> Triggers<T> {
    /// Of a role of the table; compiled when a language is first asked for.
    pub(super) const fn new(role: &'static str, kinds: &'static [(&'static str, T)]) -> Triggers<T> {
        Triggers {
            role,
            kinds,
            compiled: PerLanguage::new(),
        }
    }

    /// What a sentence tells of, in the order of the text; ranges are the source's.
    pub(super) fn find(&self, document: &Document<'_>, sentence: &Range<usize>) -> Vec<(T, Range<usize>)> {
        let language = document.language;
        let compile = || expressions::of(language, self.role, self.kinds, str::to_owned);
        let clause = Clause::new(document, sentence);
        let mut all = Vec::new();
        for (kind, pattern) in self.compiled.of(language, compile) {
            let found = pattern.find_iter(&clause.lower);
            all.extend(found.map(|found| (*kind, clause.source(&found.range()))));
        }
        all.sort_by_key(|(_, at)| at.start);
        all
    }
}
