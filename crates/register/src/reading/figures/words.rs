//! What a figure counts, whose it is and whether it is a goal: the words for it.
//!
//! It exists so that the rules of [`super`] read the same in every language.

use std::ops::Range;

use regex::Regex;

use super::super::expressions;
use super::super::per_language::PerLanguage;
use super::super::{Flow, Language, Modality};

/// The expressions of one language.
pub(super) struct Words {
    flows: Vec<(Flow, Regex)>,
    target: Option<Regex>,
    target_after: Option<Regex>,
    forecast: Option<Regex>,
    done: Option<Regex>,
    /// A rise that is told as done: what it goes on "to reach" is no goal.
    moved: Option<Regex>,
    pub(super) products: Option<Regex>,
    pub(super) view: Option<Regex>,
    pub(super) noted: Option<Regex>,
    pub(super) pronoun: Option<Regex>,
    pub(super) base: Option<Regex>,
    pub(super) by: Option<Regex>,
    pub(super) by_behind: Option<Regex>,
    pub(super) with: Option<Regex>,
    /// Verbs of buying and selling, which tell of trade only where they say with whom.
    pub(super) dealing: Option<Regex>,
    pub(super) count: Option<Regex>,
}

/// Flows and their names in the table; what is a balance first.
const FLOWS: [(Flow, &str); 6] = [
    (Flow::Deficit, "deficit"),
    (Flow::Balance, "balance"),
    (Flow::Turnover, "turnover"),
    (Flow::Exports, "exports"),
    (Flow::Imports, "imports"),
    (Flow::Investment, "investment"),
];

impl Words {
    /// The words of a language.
    pub(super) fn of(language: Language) -> &'static Words {
        static ALL: PerLanguage<Words> = PerLanguage::new();
        ALL.of(language, || Words::build(language))
    }

    fn build(language: Language) -> Words {
        let one = |role: &str| expressions::one(language, role);
        let flow = |(flow, role)| {
            let word = |words: &str| format!(r"\b(?:{words})\b");
            Some((flow, expressions::spelled(language, role, word)?))
        };
        Words {
            flows: FLOWS.into_iter().filter_map(flow).collect(),
            target: one("target"),
            target_after: one("target_after"),
            forecast: one("forecast"),
            done: one("done"),
            moved: one("moved"),
            products: one("products"),
            view: one("view"),
            noted: one("noted"),
            pronoun: one("pronoun"),
            base: expressions::spelled(language, "base", |words| format!(r"(?:^|\W)(?:{words})")),
            by: one("by"),
            by_behind: one("by_behind"),
            with: one("with"),
            dealing: one("dealing"),
            count: one("count"),
        }
    }

    /// The words for what a figure may count, from left to right, the longest where they overlap.
    pub(super) fn flows(&self, lower: &str) -> Vec<(Flow, Range<usize>)> {
        let mut all: Vec<(Flow, Range<usize>)> = Vec::new();
        for (flow, pattern) in &self.flows {
            for found in pattern.find_iter(lower) {
                let at = found.range();
                let compound = lower[..at.start].ends_with('-') || lower[at.end..].starts_with('-');
                if !compound
                    && !all
                        .iter()
                        .any(|(_, known)| known.start < at.end && at.start < known.end)
                {
                    all.push((*flow, at));
                }
            }
        }
        all.sort_by_key(|(_, at)| at.start);
        // "Deficit of trade" is a deficit.
        let balance = |flow: Flow| matches!(flow, Flow::Deficit | Flow::Balance);
        let ends: Vec<usize> = all
            .iter()
            .filter(|(flow, _)| balance(*flow))
            .map(|(_, at)| at.end)
            .collect();
        all.retain(|(flow, at)| {
            balance(*flow) || !ends.iter().any(|end| (*end..end + 12).contains(&at.start))
        });
        all
    }

    /// Whether a figure between `from` and `to` is a fact, a goal or an expectation: the words before it,
    /// and behind it where a language puts the verb last.
    pub(super) fn modality(&self, before: &str, after: &str, last: bool) -> (Modality, Option<Range<usize>>) {
        let done = self.done.as_ref().is_some_and(|pattern| pattern.is_match(before));
        let find = |pattern: &Option<Regex>, text: &str| {
            pattern
                .as_ref()?
                .find_iter(text)
                .last()
                .map(|found| found.range())
        };
        let forecast = find(&self.forecast, if last { after } else { before });
        let potential = |at: &Range<usize>| before[at.clone()].starts_with("әлеует");
        let result = |at: &Range<usize>| {
            let moved = self.moved.as_ref();
            before[at.clone()].starts_with("to ")
                && moved.is_some_and(|moved| moved.is_match(&before[..at.start]))
        };
        let target = find(&self.target, before).filter(|at| (!last || potential(at)) && !result(at));
        let behind = self.target_after.as_ref().and_then(|pattern| pattern.find(after));
        let expected = forecast.clone().filter(|_| !last);
        match (target, behind, forecast) {
            _ if done => (Modality::Actual, None),
            (Some(target), ..)
                if expected
                    .as_ref()
                    .is_some_and(|forecast| forecast.start < target.start) =>
            {
                (Modality::Forecast, expected)
            }
            (Some(at), ..) => (Modality::Target, Some(at)),
            (None, Some(_), _) => (Modality::Target, None),
            (None, None, Some(at)) => (Modality::Forecast, Some(at).filter(|_| !last)),
            (None, None, None) => (Modality::Actual, None),
        }
    }
}
