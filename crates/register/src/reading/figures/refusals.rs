//! What keeps a number from being a claim: a "not" that no comparison takes up.
//!
//! It exists because a figure read against its sentence is worse than none: "trade did not exceed $50
//! million" is a bound, and "trade was not $50 million" is no figure of trade. It proposes nothing.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::super::{Language, Operator};
use super::amounts::Found;
use super::changes::boundary;

/// So many bytes before a number a "not" counts.
const REACH: usize = 60;

/// The expressions of one language.
struct Words {
    not: Option<Regex>,
    not_behind: Option<Regex>,
}

const fn not(language: Language) -> &'static str {
    match language {
        Language::En => r"(?:\b(?:not|never|cannot|neither|nor)\b|n['’]t\b)",
        Language::Ru => r"\b(?:не|ни)\b",
        Language::Sr => r"\b(?:nije|nisu|nikada?|ne|neće)\b",
        Language::Kk => r"\b(?:емес|жоқ)\b",
        Language::De => r"\b(?:nicht|nie|kein\w*)\b",
        Language::Es => r"\b(?:no|nunca|ni)\b",
    }
}

/// A "not" behind a number: Kazakh verbs take it as an ending.
const NOT_BEHIND: &str = r"^\S*(?: \S+){0,2}? (?:\S+(?:[мпб][ае]ды|[мпб][ае]ді|[мпб][ае]ған|[мпб][ае]ген)|\S+[қғкг][ае]н жоқ|емес)\b";

fn words(language: Language) -> &'static Words {
    static ALL: [OnceLock<Words>; 6] = [const { OnceLock::new() }; 6];
    let at = Language::ALL
        .iter()
        .position(|each| *each == language)
        .unwrap_or(0);
    ALL[at].get_or_init(|| Words {
        not: Regex::new(not(language)).ok(),
        not_behind: Regex::new(NOT_BEHIND).ok().filter(|_| language == Language::Kk),
    })
}

/// Whether a "not" stands at an amount that the words comparing it have not taken up.
pub(super) fn negates(lower: &str, amount: &Found, language: Language) -> bool {
    let bounded = amount.operator != Operator::Equal
        && (words(language)
            .not
            .as_ref()
            .is_some_and(|not| not.is_match(&lower[amount.operator_at.clone()]))
            || language == Language::Kk);
    !bounded && denies(lower, &amount.at, language)
}

/// Whether a "not" stands before a number in its part of the sentence, or behind it in Kazakh.
pub(super) fn denies(lower: &str, at: &Range<usize>, language: Language) -> bool {
    let before = &lower[boundary(lower, at.start.saturating_sub(REACH))..at.start];
    let part = before.rfind([',', ';', ':', '(', '—', '–']).map_or(0, |mark| {
        mark + before[mark..].chars().next().map_or(1, char::len_utf8)
    });
    let words = words(language);
    words
        .not
        .as_ref()
        .is_some_and(|not| not.is_match(&before[part..]))
        || words
            .not_behind
            .as_ref()
            .is_some_and(|not| not.is_match(&lower[at.end..]))
}
