//! What keeps a number from being a claim: a "not" that no comparison takes up, the ends of a range,
//! an "if", and the noun of another thing before it, such as a loan.
//!
//! It exists because a figure read against its sentence is worse than none: "trade did not exceed $50
//! million" is a bound, and "trade was not $50 million" is no figure of trade. It proposes nothing.

use std::ops::Range;

use regex::Regex;

use super::super::expressions;
use super::super::expressions::NUMBER;
use super::super::per_language::PerLanguage;
use super::super::{Language, Operator};
use super::amounts::{Found, SIGN, scales};
use super::changes::{boundary, rises};

/// So many bytes before a number a "not" counts.
const REACH: usize = 60;

/// The expressions of one language.
struct Words {
    not: Option<Regex>,
    not_behind: Option<Regex>,
    untrue: Option<Regex>,
    range: Option<Regex>,
    supposing: Option<Regex>,
    other: Option<Regex>,
    company: Option<Regex>,
    company_before: Option<Regex>,
    world: Option<Regex>,
}

/// What stands between the two ends of a range, and what before the first: "between", "and".
const fn range(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => ("between|from|ranging from", "and|to"),
        Language::Ru => ("от", "до"),
        Language::Sr => ("između|od", "i|do"),
        Language::Kk => ("шамамен", "мен|пен|бен|нан|нен"),
        Language::De => ("zwischen|von", "und|bis"),
        Language::Es => ("entre|de", "y|a"),
    }
}

fn words(language: Language) -> &'static Words {
    static ALL: PerLanguage<Words> = PerLanguage::new();
    ALL.of(language, || Words {
        not: expressions::one(language, "not"),
        untrue: expressions::one(language, "untrue"),
        not_behind: expressions::one(language, "not_behind"),
        range: range_of(language),
        supposing: expressions::one(language, "supposing"),
        other: expressions::one(language, "of_another"),
        company: expressions::one(language, "company"),
        company_before: expressions::one(language, "company_before"),
        world: expressions::one(language, "world"),
    })
}

fn range_of(language: Language) -> Option<Regex> {
    let (from, to) = range(language);
    let scale = scales(language);
    let sign = format!(r"(?:{SIGN})?\s?");
    Regex::new(&format!(
        r"(?:\b(?:{from}) {sign}(?:{NUMBER})(?: \S+){{0,2}} (?:{to})|(?:^|[\s(]){sign}(?:{NUMBER})(?:\s?(?:{scale}))?\s?[-–—]) ?$"
    ))
    .ok()
}

/// Whether a dash and a further number follow: "$90-100 million".
fn goes_on(lower: &str, amount: &Found) -> bool {
    const DASHES: [char; 3] = ['-', '–', '—'];
    let rest = lower[amount.at.end..].trim_start();
    let behind = rest.trim_start_matches(DASHES);
    let dash = lower[amount.at.clone()].ends_with(DASHES) || behind.len() < rest.len();
    dash && behind
        .trim_start_matches([' ', '$', '€', '£'])
        .starts_with(|next: char| next.is_ascii_digit())
}

/// Amounts that are the ends of a range, such as "90-100 million", unless something rose from one to the
/// other.
pub(super) fn ranges(lower: &str, amounts: &[Found], language: Language) -> Vec<usize> {
    let mut all = Vec::new();
    let Some(pattern) = &words(language).range else {
        return all;
    };
    for (place, amount) in amounts.iter().enumerate() {
        let from = boundary(lower, amount.at.start.saturating_sub(REACH));
        let Some(found) = pattern.find(&lower[from..amount.at.start]) else {
            all.extend(goes_on(lower, amount).then_some(place));
            continue;
        };
        let start = from + found.start();
        let moved = ["from", "od ", "von", "de"]
            .iter()
            .any(|word| found.as_str().starts_with(word))
            && rises(lower, &(start..start), REACH, language).is_some();
        if moved {
            continue;
        }
        all.extend(
            place
                .checked_sub(1)
                .filter(|before| amounts[*before].at.start >= start),
        );
        all.push(place);
    }
    all
}

/// Whether an amount is supposed: an "if" stands before it.
pub(super) fn supposes(lower: &str, at: &Range<usize>, language: Language) -> bool {
    let supposing = words(language).supposing.as_ref();
    supposing.is_some_and(|pattern| pattern.is_match(&lower[..at.start]))
}

/// Whether a sentence denies what it goes on to tell: "it is not true that trade reached …".
pub(super) fn is_untrue(lower: &str, at: &Range<usize>, language: Language) -> bool {
    let untrue = words(language).untrue.as_ref();
    let text = if language == Language::Kk {
        lower
    } else {
        &lower[..at.start]
    };
    untrue.is_some_and(|pattern| pattern.is_match(text))
}

/// Whether an amount is of another thing than trade, told directly before it: "loans of $50 million".
pub(super) fn is_of_another(lower: &str, at: &Range<usize>, language: Language) -> bool {
    let before = &lower[boundary(lower, at.start.saturating_sub(2 * REACH))..at.start];
    let other = words(language).other.as_ref();
    other.is_some_and(|pattern| pattern.is_match(before))
}

/// Whether a flow is a company's: "turnover of the company", "the company's exports".
pub(super) fn is_of_a_company(lower: &str, flow: &Range<usize>, language: Language) -> bool {
    let words = words(language);
    let is = |pattern: &Option<Regex>, text| pattern.as_ref().is_some_and(|words| words.is_match(text));
    is(&words.company, &lower[flow.end..]) || is(&words.company_before, &lower[..flow.start])
}

/// Whether words at a flow make it a state's trade with all the world.
pub(super) fn is_with_the_world(lower: &str, flow: &Range<usize>, language: Language) -> bool {
    let from = boundary(lower, flow.start.saturating_sub(30));
    let world = words(language).world.as_ref();
    world.is_some_and(|pattern| pattern.is_match(&lower[from..flow.end]))
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
