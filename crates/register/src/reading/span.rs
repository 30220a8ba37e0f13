//! Where in a source a value stands, and which rule read it there.
//!
//! It exists so that no value is ever told without its sentence. It does not find anything.

use serde::Serialize;

/// A piece of a [`super::SourceText`]: a range of UTF-8 bytes and the exact words that stand there.
///
/// Both together are what the Web Annotation model calls a position and a quote selector: the quote
/// finds the place again in a copy that was fetched later.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// First byte of the piece.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// The words between them, exactly.
    pub quote: String,
}

/// The rule that read a value. A rule that reads differently gets another version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Rule {
    /// Its name, such as `title/first-state`.
    pub name: &'static str,
    /// Its version, from 1.
    pub version: u16,
}

impl Rule {
    /// A rule in its first version.
    pub(super) const fn first(name: &'static str) -> Rule {
        Rule { name, version: 1 }
    }
}

/// A value, the span it was read from and the rule that read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field<T> {
    /// What was read.
    pub value: T,
    /// Where. For a value that the operator's context gave, the words that called for it.
    pub span: Span,
    /// By which rule.
    pub rule: Rule,
}

impl<T> Field<T> {
    /// The same place and rule with another value.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Field<U> {
        Field {
            value: with(self.value),
            span: self.span,
            rule: self.rule,
        }
    }
}
