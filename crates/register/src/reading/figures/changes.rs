//! Changes in a sentence: "tripled", "2.5fold", "by 7.6 %".
//!
//! It exists to tell a change from a share: a percentage without a word for rising or falling beside it
//! is none. What changed, it does not know.

use std::ops::Range;

use regex::Regex;

use super::super::expressions;
use super::super::expressions::NUMBER;
use super::super::per_language::PerLanguage;
use super::super::{ChangeKind, Language, Operator};
use super::decimal::Decimal;
use super::periods::{number, number_words};
use super::refusals;

/// A change in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) at: Range<usize>,
    pub(super) kind: ChangeKind,
    pub(super) value: Decimal,
    pub(super) operator: Operator,
    pub(super) ambiguous: bool,
}

struct Patterns {
    /// Verbs that are a factor by themselves.
    words: Vec<(Decimal, Regex)>,
    /// Adverbs that are a factor, up or down as the verb says.
    adverbs: Vec<(Decimal, Regex)>,
    /// Parts a figure rose or fell by, in percent.
    parts: Vec<(Decimal, Regex)>,
    /// Numbers of times, with whether the language leaves open what "times more" means.
    times: Vec<(bool, Regex)>,
    percent: Option<Regex>,
    rise: Option<Regex>,
    fall: Option<Regex>,
    near: Option<Regex>,
    over: Option<Regex>,
}

/// Whether "times" is open, by its name in the table.
const TIMES: [(&str, bool); 2] = [("open", true), ("told", false)];

/// Words that may stand between "by" and a part.
const OVER: &str = r"(?:about|around|almost|nearly|roughly|more than|over|около|почти|примерно|более чем на|oko|skoro|gotovo|više od|etwa|rund|fast|mehr als|casi|cerca de|más de) ";

fn patterns(language: Language) -> &'static Patterns {
    static ALL: PerLanguage<Patterns> = PerLanguage::new();
    ALL.of(language, || {
        let value = format!("{NUMBER}|{}", number_words(language));
        let factors = |role: &str| {
            let own = expressions::rows_of(language, role);
            own.filter_map(|(factor, words)| {
                let value = Decimal::read(factor, Language::En)?;
                Some((value, Regex::new(&format!(r"\b(?:{})\b", words.replace("OVER", OVER))).ok()?))
            })
            .collect()
        };
        Patterns {
            words: factors("factor"),
            adverbs: factors("factor_up_or_down"),
            parts: factors("part"),
            times: expressions::of(language, "times", &TIMES, |words| words.replace("VALUE", &value)),
            percent: expressions::one(language, "percent"),
            rise: expressions::one(language, "rise"),
            fall: expressions::one(language, "fall"),
            near: Regex::new(r"(?:almost|nearly|about|around|roughly|approximately|почти|около|примерно|порядка|gotovo|skoro|oko|približno|шамамен|жуық|etwa|rund|fast|nahezu|knapp|casi|cerca de|alrededor de|unos)(?: (?:a|на|za|by|в|um|un|el))?\s*$").ok(),
            over: Regex::new(r"(?:more than|over|exceeding|более чем на|более чем в|более чем|свыше|больше чем|za više od|više od|više nego|preko|mehr als|über|más de(?:l)?|más que)\s*(?:a|на|в|za|um|ein|eine|die|un|una|la)?\s*$").ok(),
        }
    })
}

/// The changes of a sentence, from left to right.
pub(super) fn find(lower: &str, language: Language) -> Vec<Found> {
    let patterns = patterns(language);
    let mut all: Vec<Found> = Vec::new();
    let mut add = |found: Found| {
        if !all
            .iter()
            .any(|known| known.at.start < found.at.end && found.at.start < known.at.end)
        {
            all.push(found);
        }
    };
    for (value, pattern) in &patterns.words {
        for found in pattern.find_iter(lower) {
            add(patterns.found(lower, found.range(), ChangeKind::Factor, *value, false));
        }
    }
    for (value, pattern) in &patterns.adverbs {
        for found in pattern.find_iter(lower) {
            add(patterns.factor(lower, found.range(), *value, false));
        }
    }
    for (value, pattern) in &patterns.parts {
        for found in pattern.find_iter(lower) {
            let Some(rises) = patterns.direction(lower, &found.range(), 60) else {
                continue;
            };
            let value = if rises { *value } else { value.negative() };
            add(patterns.part(lower, found.range(), value));
        }
    }
    for (open, pattern) in &patterns.times {
        for found in pattern.captures_iter(lower) {
            let (Some(whole), Some(word)) = (found.get(0), found.name("n")) else {
                continue;
            };
            let word = word.as_str();
            let value =
                number(word, language).filter(|_| !word.starts_with(|each: char| each.is_ascii_digit()));
            let value = value
                .map(|value| Decimal::whole(value.into()))
                .or_else(|| Decimal::read(word, language));
            if let Some(value) = value.filter(|value| value.digits > 0)
                && (!open || patterns.direction(lower, &whole.range(), 40).is_some())
            {
                add(patterns.factor(lower, whole.range(), value, *open));
            }
        }
    }
    for found in patterns
        .percent
        .iter()
        .flat_map(|pattern| pattern.captures_iter(lower))
    {
        let (Some(whole), Some(value)) = (found.get(0), found.name("n")) else {
            continue;
        };
        let rises = signed(&lower[..whole.start()]).or_else(|| patterns.direction(lower, &whole.range(), 60));
        let (Some(rises), Some(value)) = (rises, Decimal::read(value.as_str(), language)) else {
            continue;
        };
        let value = if rises { value } else { value.negative() };
        add(patterns.found(lower, whole.range(), ChangeKind::Percent, value, false));
    }
    all.retain(|found| !refusals::denies(lower, &found.at, language));
    all.sort_by_key(|found| found.at.start);
    all
}

/// Whether a sign stands directly before a number: "(+12.1 %)" rises, "(−3.4 %)" does not.
fn signed(before: &str) -> Option<bool> {
    let mut letters = before.chars().rev();
    let sign = letters.next()?;
    let alone = letters.next().is_none_or(|each| matches!(each, '(' | ' ' | ','));
    match sign {
        '+' => Some(true),
        '−' | '-' | '–' if alone => Some(false),
        _ => None,
    }
}

/// Whether words beside a place tell of rising; `None` where none tells either.
pub(super) fn rises(lower: &str, at: &Range<usize>, reach: usize, language: Language) -> Option<bool> {
    patterns(language).direction(lower, at, reach)
}

impl Patterns {
    fn found(
        &self,
        lower: &str,
        at: Range<usize>,
        kind: ChangeKind,
        value: Decimal,
        ambiguous: bool,
    ) -> Found {
        let before = &lower[boundary(lower, at.start.saturating_sub(60))..at.start];
        let is = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(before));
        let operator = match () {
            () if is(&self.near) => Operator::About,
            () if is(&self.over) => Operator::Above,
            () => Operator::Equal,
        };
        Found {
            at,
            kind,
            value,
            operator,
            ambiguous,
        }
    }

    /// A factor; beside a word for falling, "threefold" is to a third.
    fn factor(&self, lower: &str, at: Range<usize>, value: Decimal, ambiguous: bool) -> Found {
        let falls = self.direction(lower, &at, 30) == Some(false);
        let found = self.found(lower, at, ChangeKind::Factor, value, ambiguous);
        match Decimal::whole(1).divided(value).filter(|_| falls) {
            Some(part) if part.times(value) == Decimal::whole(1) => Found { value: part, ..found },
            Some(part) => Found {
                value: part,
                operator: Operator::About,
                ..found
            },
            None => found,
        }
    }

    /// A part by which something rose or fell; a third has no exact percentage.
    fn part(&self, lower: &str, at: Range<usize>, value: Decimal) -> Found {
        let words = lower[at.clone()].rsplit_once(' ').map_or("", |(words, _)| words);
        let inside =
            |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(words));
        let (near, over) = (inside(&self.near), inside(&self.over));
        let found = self.found(lower, at, ChangeKind::Percent, value, false);
        let operator = match () {
            () if over => Operator::Above,
            () if near => Operator::About,
            () if found.operator != Operator::Equal => found.operator,
            () if value.decimals > 0 => Operator::About,
            () => Operator::Equal,
        };
        Found { operator, ..found }
    }

    /// The word for rising or falling nearest to a place, within reach on either side of it.
    fn direction(&self, lower: &str, at: &Range<usize>, reach: usize) -> Option<bool> {
        let from = boundary(lower, at.start.saturating_sub(reach));
        let to = boundary(lower, (at.end + reach).min(lower.len()));
        let (before, after) = (&lower[from..at.start], &lower[at.end..to]);
        let nearest = |pattern: &Option<Regex>| {
            let pattern = pattern.as_ref()?;
            let behind = pattern.find(after).map(|found| found.start() + 6);
            let ahead = pattern
                .find_iter(before)
                .last()
                .map(|found| before.len() - found.end());
            behind.into_iter().chain(ahead).min()
        };
        match (nearest(&self.rise), nearest(&self.fall)) {
            (None, None) => None,
            (Some(rise), Some(fall)) => Some(rise <= fall),
            (rise, _) => Some(rise.is_some()),
        }
    }
}

/// The nearest boundary of a letter at or before a byte.
pub(super) fn boundary(text: &str, mut at: usize) -> usize {
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at.min(text.len())
}
