//! Which state a figure is with: the other side of an export or import.
//!
//! It exists because a figure of trade with another state is no figure of the pair, and because goods go
//! to one state and come from the other. Where the words do not say, the figure has no partner.

use super::super::gazetteer::{Mention, NameKind};
use super::super::{Field, Flow, Rule, State};
use super::{Scene, amounts};

const PARTNER: Rule = Rule::first("claim/partner");

/// Prepositions before the state that goods come from, and before the one they go to.
const FROM: [&str; 11] = [
    "from",
    "из",
    "у",
    "iz",
    "od",
    "aus",
    "von",
    "de",
    "desde",
    "procedentes",
    "del",
];
const TO: [&str; 9] = ["to", "в", "u", "nach", "an", "a", "al", "hacia", "into"];

/// Verbs behind which a state stands in the case of "to" alone: `продал Сербии`. The nouns of the same
/// stems tell whose sales they are.
const SELLS: [&str; 12] = [
    "продал",
    "продает",
    "продаёт",
    "продают",
    "поставил",
    "поставляет",
    "поставляют",
    "отгрузил",
    "prodao",
    "prodal",
    "isporučil",
    "isporučio",
];

/// Endings of the cases in which a state stands before a flow.
const CASES_TO: [&str; 6] = ["ға", "ге", "қа", "ке", "на", "не"];
const CASES_FROM: [&str; 6] = ["нан", "нен", "дан", "ден", "тан", "тен"];
const CASES_WITH: [&str; 2] = ["мен", "бен"];

impl Scene<'_, '_> {
    /// The state a flow is with: one named with it, or of two told together the one that is not of the
    /// operator's pair.
    pub(super) fn partner(&self, flow: &Field<Flow>) -> Option<Field<State>> {
        let mentions = self.document.mentions_in(&self.at);
        let named = mentions.iter().find(|mention| self.is_partner(mention, flow));
        let mention = named
            .or_else(|| self.other_than_owner(mentions, flow))
            .or_else(|| self.third(mentions))?;
        let at = mention.start..mention.end;
        Some(self.document.field(mention.state, &at, PARTNER))
    }

    fn is_partner(&self, mention: &Mention, flow: &Field<Flow>) -> bool {
        let (from, to) = (
            self.clause.place(flow.span.start),
            self.clause.place(flow.span.end),
        );
        if self.verb_last() {
            return self.leads_to(mention, from, flow.value);
        }
        mention.kind != NameKind::Adjective
            && self.suits(mention, flow.value)
            && (self.is_behind(mention, to) || self.is_beside_verb(mention, from..to, flow.value))
    }

    /// "Exports from the Republic of Serbia" are Serbia's own: the state told behind it, if another.
    fn other_than_owner<'m>(&self, mentions: &'m [Mention], flow: &Field<Flow>) -> Option<&'m Mention> {
        let end = self.clause.place(flow.span.end);
        let owns = |mention: &&Mention| !self.suits(mention, flow.value) && self.is_behind(mention, end);
        let owner = mentions.iter().find(owns)?;
        mentions
            .iter()
            .find(|mention| mention.start > owner.start && mention.state != owner.state)
    }

    /// Whether a state stands close behind a flow with a preposition: "exports to Serbia".
    fn is_behind(&self, mention: &Mention, flow: usize) -> bool {
        let gap = self.lower().get(flow..self.clause.place(mention.start));
        let (gap, with) = (gap.filter(|gap| gap.len() < 80), self.words.with.as_ref());
        gap.zip(with).is_some_and(|(gap, pattern)| pattern.is_match(gap))
    }

    /// Whether a state stands with its preposition directly before a verb, or behind it and an amount: "u
    /// Kazahstan izvezla", "exported goods worth … to Serbia".
    fn is_beside_verb(&self, mention: &Mention, flow: std::ops::Range<usize>, told: Flow) -> bool {
        let (start, end) = (self.clause.place(mention.start), self.clause.place(mention.end));
        let lower = self.lower();
        let direct = lower
            .get(end..flow.start)
            .is_some_and(|gap| gap.trim().is_empty());
        let across = lower.get(flow.end..start);
        let glued = across.is_some_and(|gap| gap.trim().is_empty());
        let behind =
            across.is_some_and(|gap| gap.contains(|each: char| each.is_ascii_digit()) && !gap.contains(", "));
        let words = self.preposition(mention);
        let goes = match told {
            Flow::Exports => TO.contains(&words) || glued && SELLS.iter().any(|verb| words.starts_with(verb)),
            Flow::Imports => FROM.contains(&words),
            _ => false,
        };
        (direct || behind || glued) && goes
    }

    /// Whether goods go where a preposition says: exports do not go from a state, nor imports to it.
    fn suits(&self, mention: &Mention, flow: Flow) -> bool {
        let word = self.preposition(mention);
        match flow {
            Flow::Exports => !FROM.contains(&word),
            Flow::Imports => !TO.contains(&word),
            _ => true,
        }
    }

    /// The word before a state, without its article.
    fn preposition(&self, mention: &Mention) -> &str {
        let lead = self.lower().get(..self.clause.place(mention.start)).unwrap_or("");
        let mut words = lead.split_whitespace().rev();
        let skipped = [
            "the",
            "der",
            "die",
            "la",
            "el",
            "republic",
            "of",
            "republike",
            "republiku",
            "республику",
            "республики",
        ];
        words.find(|word| !skipped.contains(word)).unwrap_or("")
    }

    /// Whether a state stands close before a flow in the case of "to" for exports, of "from" for imports,
    /// of any of them and of "with" for the rest, as in Kazakh.
    fn leads_to(&self, mention: &Mention, flow: usize, told: Flow) -> bool {
        let (start, end) = (self.clause.place(mention.start), self.clause.place(mention.end));
        let gap = self.lower().get(end..flow);
        let close = gap.is_some_and(|gap| {
            let most = if gap.contains(|each: char| each.is_ascii_digit()) {
                5
            } else {
                2
            };
            gap.split_whitespace().count() <= most && !gap.contains(", ")
        });
        let name = self.lower().get(start..end).unwrap_or("");
        let ends = |cases: &[&str]| cases.iter().any(|case| name.ends_with(case));
        // The nominative of many states ends as the ablative does.
        let from = || !name.ends_with("стан") && ends(&CASES_FROM);
        close
            && match told {
                Flow::Exports => ends(&CASES_TO),
                Flow::Imports => from(),
                _ => ends(&CASES_TO) || from() || ends(&CASES_WITH),
            }
    }

    /// Of exactly two states in the sentence, the one that is not of the operator's pair.
    fn third<'m>(&self, mentions: &'m [Mention]) -> Option<&'m Mention> {
        let pair = self.document.context.pair?.states();
        let states = self.states();
        let within = states.iter().filter(|state| pair.contains(state)).count();
        let mut others = mentions
            .iter()
            .filter(|mention| states.contains(&mention.state) && !pair.contains(&mention.state));
        others.next().filter(|_| states.len() == 2 && within == 1)
    }

    /// The states of the sentence, each once, without that of "US dollars".
    pub(super) fn states(&self) -> Vec<State> {
        let in_money = |mention: &&Mention| {
            let at = self.clause.place(mention.start);
            let within = |amount: &amounts::Found| amount.at.start <= at && at < amount.at.end;
            !self.amounts.iter().any(within)
        };
        let mentions = self.document.mentions_in(&self.at).iter().filter(in_money);
        let mut states: Vec<State> = mentions.map(|mention| mention.state).collect();
        states.sort_unstable();
        states.dedup();
        states
    }
}
