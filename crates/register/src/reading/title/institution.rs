//! A party's institution: its name without the state.
//!
//! It exists because a state may stand behind ("Ministry of Finance of the Republic of Kazakhstan"),
//! in front ("the French Government", "Serbia's Office") or inside. It does not tell what kind it is.

use std::ops::Range;

use super::super::Language;
use super::super::gazetteer::{self, Mention, NameKind, whole};
use super::parties::{organisation, state_of};
use super::{Scan, TitleParty};

/// Words that are no institution when they are all that is left.
const BARE: [&str; 26] = [
    "republic",
    "kingdom",
    "state",
    "commonwealth",
    "principality",
    "federation",
    "empire",
    "dominion",
    "union",
    "the",
    "people's republic",
    "república",
    "republica",
    "reino",
    "estado",
    "la república",
    "el reino",
    "la",
    "республика",
    "республики",
    "республикой",
    "republike",
    "republika",
    "republik",
    "sultanate",
    "government of the republic of",
];

impl Scan<'_> {
    /// The party that stands in a part of the title, with the mentions of its state.
    pub(super) fn party(&self, name: Range<usize>, mentions: &[Mention]) -> TitleParty {
        let inside = |mention: &&Mention| mention.start >= name.start && mention.end <= name.end;
        let own: Vec<&Mention> = mentions.iter().filter(inside).collect();
        let state = own.last().or(own.first());
        TitleParty {
            state: own.first().and_then(|mention| state_of(**mention)),
            organisation: own.first().and_then(|mention| organisation(**mention)),
            state_at: state.map(|mention| mention.start..mention.end),
            name: self.trimmed(name.clone()).unwrap_or_else(|| name.clone()),
            institution: self.institution(&name, &own),
            singular: None,
        }
    }

    /// The institution in a name, without the words for its state.
    fn institution(&self, name: &Range<usize>, own: &[&Mention]) -> Option<Range<usize>> {
        if self.is_proper(name, own) {
            return self.trimmed(name.clone());
        }
        let cut = |mention: &&&Mention| !self.belongs(mention, name);
        let own: Vec<&Mention> = own.iter().filter(cut).copied().collect();
        match (own.first(), own.last()) {
            (Some(first), Some(last)) if first.start > name.start || last.start > first.start => {
                let trailing = own
                    .iter()
                    .find(|mention| mention.start > name.start)
                    .copied()
                    .unwrap_or(last);
                let end = if own.len() > 1 && first.start == name.start {
                    last.start
                } else {
                    trailing.start
                };
                self.bare(name.start..end)
            }
            (Some(first), _) => self.led(first, name),
            _ => self.bare(name.clone()),
        }
    }

    /// Whether a name with a state's name in it is one by itself: `Air Serbia`; a capital alone is none.
    fn is_proper(&self, name: &Range<usize>, own: &[&Mention]) -> bool {
        let known = || gazetteer::institution(&self.text[name.clone()], None).is_some();
        !own.is_empty() && own.iter().any(|mention| mention.start > name.start) && known()
    }

    /// Whether a mention is a part of the name it stands in, and does not say whose it is: a city, what
    /// stands in quotation marks, and in English a name without "of" before it.
    fn belongs(&self, mention: &Mention, name: &Range<usize>) -> bool {
        let alone = self.after_article(name.start) == mention.start && mention.end == name.end;
        if mention.kind.is_city() {
            return mention.kind == NameKind::City || !alone;
        }
        let before = &self.text[name.start..mention.start];
        let opened = before.rfind(['«', '“', '„']);
        let quoted = opened.is_some_and(|at| !before[at..].contains(['»', '”']));
        quoted || self.is_apposed(mention, name)
    }

    /// Whether a state stands behind a word of a company's name: `Telekom Serbia`.
    fn is_apposed(&self, mention: &Mention, name: &Range<usize>) -> bool {
        let lexicon = self.reader.lexicon;
        let lead = self.lower[name.start..mention.start].trim_start();
        let Some(word) = lead.strip_suffix(' ').and_then(|lead| lead.rsplit(' ').next()) else {
            return false;
        };
        let plain = word.chars().all(char::is_alphanumeric);
        lexicon.language == Language::En
            && mention.kind == NameKind::Name
            && plain
            && !["of", "the", "in", "for", "and"].contains(&word)
            && lexicon.kind(word).is_none()
            && !BARE.contains(&lead.trim())
            && self.text[name.start..]
                .trim_start()
                .starts_with(char::is_uppercase)
            && lead.split_whitespace().count() <= 2
    }

    /// The institution behind its state.
    fn led(&self, state: &Mention, name: &Range<usize>) -> Option<Range<usize>> {
        let rest = self.trimmed(state.end..name.end)?;
        let text = &self.text[rest.clone()];
        for owner in ["'s ", "’s "] {
            if text.starts_with(owner) {
                return self.trimmed(rest.start + owner.len()..rest.end);
            }
        }
        let generic = self.reader.lexicon.kind(&self.lower[rest.clone()]);
        let first = &self.lower[rest.start..rest.start + text.find(' ').unwrap_or(text.len())];
        let plain = self
            .reader
            .lexicon
            .kind(first)
            .is_some_and(|kind| matches!(kind, "government" | "ministry"));
        if self.reader.lexicon.language == Language::Kk || plain {
            return Some(rest);
        }
        let goes_on = generic.is_some() || text.chars().next().is_some_and(char::is_uppercase);
        if goes_on { self.trimmed(name.clone()) } else { None }
    }

    /// A name without the words that lead to its state.
    fn bare(&self, at: Range<usize>) -> Option<Range<usize>> {
        let mut end = at.end;
        loop {
            let text = self
                .text
                .get(at.start..end)?
                .trim_end_matches([' ', '\u{a0}', ',', '(', '"', '«']);
            end = at.start + text.len();
            let lower = &self.lower[at.start..end];
            let leads = |word: &&String| {
                lower.ends_with(word.as_str()) && whole(lower, lower.len() - word.len(), lower.len())
            };
            match self.reader.lexicon.trailing.iter().find(leads) {
                Some(word) => end -= word.len(),
                None => break,
            }
        }
        let at = self.trimmed(at.start..end)?;
        (!BARE.contains(&&self.lower[at.clone()])).then_some(at)
    }
}
