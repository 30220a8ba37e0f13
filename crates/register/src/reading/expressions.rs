//! Expressions of a language, each with the kind of thing it tells of.
//!
//! It exists so that meetings, commitments, periods, comparisons and changes are one table, read in one
//! way. What a kind means, its reader says; an expression that does not compile is an error of a test.

use regex::Regex;

use super::Language;
use super::table::rows;

/// A number as written: groups of three apart by spaces, or digits with points and commas.
pub(super) const NUMBER: &str = r"\d{1,3}(?:[ \u{a0}\u{202f}]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*";

pub(super) const EXPRESSIONS: &str = include_str!("../../data/expressions.tsv");

/// The rows of a language and role in the table's order: kind and expression.
pub(super) fn rows_of(language: Language, role: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    rows::<4>(EXPRESSIONS)
        .filter(move |row| row[0] == language.code() && row[1] == role)
        .map(|[_, _, kind, words]| (kind, words))
}

/// The expressions of a language for a role, written out by `spell`, with their kinds by name.
pub(super) fn of<K: Copy>(
    language: Language,
    role: &str,
    kinds: &[(&str, K)],
    spell: impl Fn(&str) -> String,
) -> Vec<(K, Regex)> {
    let kind = |name: &str| {
        kinds
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, kind)| *kind)
    };
    rows_of(language, role)
        .filter_map(|(name, words)| Some((kind(name)?, Regex::new(&spell(words)).ok()?)))
        .collect()
}

/// The one expression of a language for a role; a number is written out in it.
pub(super) fn one(language: Language, role: &str) -> Option<Regex> {
    spelled(language, role, |words| words.replace("NUMBER", NUMBER))
}

/// The one expression of a language for a role, written out by `spell`.
pub(super) fn spelled(language: Language, role: &str, spell: impl Fn(&str) -> String) -> Option<Regex> {
    let (_, words) = rows_of(language, role).next()?;
    Regex::new(&spell(words)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_expression_is_of_a_language_and_compiles() {
        let mut wrong = Vec::new();
        let places = ["MON", "NUMBER", "NUM", "YEAR", "VALUE", "OVER"];
        for [language, role, kind, words] in rows::<4>(EXPRESSIONS) {
            let filled = places
                .iter()
                .fold(words.to_owned(), |all, place| all.replace(place, "x"));
            if Language::parse(language).is_none() || Regex::new(&filled).is_err() {
                wrong.push(format!("{language} {role} {kind} {words}"));
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}
