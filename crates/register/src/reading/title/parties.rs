//! Who the parties of a title are.
//!
//! It exists to hold the rules in their order: two states apart by "and", the same told together, an
//! institution without its state, and titles without "between". States named in the subject are never
//! parties.

use std::ops::Range;

use super::super::gazetteer::{self, Mention, NameKind};
use super::super::{Language, State};
use super::{Found, Scan, TitleParty};

/// So many bytes after "between" the first state must begin; the longest ministry has fewer.
const REACH: usize = 400;

impl Scan<'_> {
    /// The parties that stand in a part of the title.
    pub(super) fn parties(&self, span: Range<usize>) -> Option<Found> {
        let span = span.start..self.subject_begins(&span);
        let mentions = self.mentions_in(&span);
        let first = mentions.first()?;
        if first.start > span.start + REACH {
            return None;
        }
        match self.second(&mentions, &span) {
            Some((last, second)) => self.two(&mentions, last, second, span),
            None => self.one(&mentions, span),
        }
    }

    /// Where the subject begins behind the parties: at "on" or the like after the "and" and a name. States
    /// named there are no parties.
    fn subject_begins(&self, span: &Range<usize>) -> usize {
        if self.last() {
            return span.end;
        }
        let named = |at: usize| {
            self.mentions
                .iter()
                .any(|mention| mention.start < at && at < mention.end)
        };
        let mut ands = self.conjunctions(span.clone()).into_iter();
        let Some((_, from)) = ands.find(|and| !named(and.0)) else {
            return span.end;
        };
        let begins = self.lower[from..span.end]
            .match_indices(' ')
            .map(|(at, _)| from + at)
            .find(|at| {
                let before = self.lower[from..*at].trim_matches([' ', ',']);
                !before.is_empty()
                    && self.reader.lexicon.opens_subject(&self.lower[at + 1..span.end])
                    && !self.named_on(from, *at)
            });
        begins.unwrap_or(span.end)
    }

    /// Whether "on" is part of a name, such as `Committee on Statistics of the Republic of Kazakhstan`.
    fn named_on(&self, from: usize, at: usize) -> bool {
        const BODIES: [&str; 7] = [
            "committee",
            "commission",
            "agency",
            "council",
            "office",
            "board",
            "department",
        ];
        let before = self.lower[from..at].rsplit(' ').next().unwrap_or("");
        let rest = &self.text[at + 1..];
        let capital = rest
            .split(' ')
            .nth(1)
            .is_some_and(|word| word.starts_with(char::is_uppercase));
        let owned = self
            .mentions
            .iter()
            .find(|mention| mention.start > at)
            .is_some_and(|mention| {
                let lead = self.lower[at..mention.start].trim_end();
                lead.ends_with(" of") || lead.ends_with(" of the")
            });
        BODIES.contains(&before) && capital && owned
    }

    /// Mentions in a part; words for a sovereign count only where no other state's name follows them.
    fn mentions_in(&self, span: &Range<usize>) -> Vec<Mention> {
        let inside = |mention: &&Mention| mention.start >= span.start && mention.end <= span.end;
        let all: Vec<Mention> = self.mentions.iter().filter(inside).copied().collect();
        let counts = |(at, mention): (usize, &Mention)| {
            let next = all.get(at + 1);
            let bound = next.is_some_and(|next| self.conjunction(mention.end..next.start).is_none());
            (mention.kind != NameKind::Weak || !bound).then_some(*mention)
        };
        all.iter().enumerate().filter_map(counts).collect()
    }

    /// The last mention of the first party's state before the second, and the second party's.
    fn second(&self, mentions: &[Mention], span: &Range<usize>) -> Option<(usize, usize)> {
        let mut last = 0;
        for (at, mention) in mentions.iter().enumerate().skip(1) {
            let gap = mentions[last].end..mention.start;
            if self.last() || !self.breaks(gap.clone()) {
                if mention.state == mentions[0].state {
                    last = at;
                    continue;
                }
                if self.conjunction(gap).is_some() {
                    return Some((last, at));
                }
            } else if mention.start > span.start + REACH {
                return None;
            } else if mention.state != mentions[0].state && self.conjunction(gap).is_some() {
                return Some((last, at));
            }
        }
        None
    }

    /// Whether the party before must have ended, since a further "between" stands there.
    fn breaks(&self, gap: Range<usize>) -> bool {
        self.lower[gap].contains(" between ")
    }

    /// The first "and" in a part: start and end.
    pub(super) fn conjunction(&self, gap: Range<usize>) -> Option<(usize, usize)> {
        self.conjunctions(gap).into_iter().next()
    }

    fn conjunctions(&self, gap: Range<usize>) -> Vec<(usize, usize)> {
        let mut all = Vec::new();
        let Some(text) = self.lower.get(gap.clone()) else {
            return all;
        };
        for word in &self.reader.lexicon.conjunctions {
            all.extend(
                text.match_indices(word.as_str())
                    .map(|(at, _)| (gap.start + at, gap.start + at + word.len())),
            );
        }
        all.sort_unstable();
        all
    }

    fn two(&self, mentions: &[Mention], last: usize, second: usize, span: Range<usize>) -> Option<Found> {
        let (one, other) = (mentions[last], mentions[second]);
        let (end, from) = self.split(mentions[0], one, other, &span)?;
        let start = self.after_article(span.start);
        let until = self.party_end(mentions, second, from, span.end);
        let mut parties = vec![
            self.party(start..end, &mentions[..=last]),
            self.party(self.after_article(from)..until, &mentions[second..]),
        ];
        let mut rule = "title/first-state";
        if let Some(shared) = self.shared(&parties, start..end, other, until) {
            rule = shared.rule;
            parties = shared.parties;
        }
        let mut end = parties.last().map_or(until, |party| party.name.end.max(until));
        let between = &mentions[last + 1..second];
        for mention in between
            .iter()
            .filter(|mention| self.listed(one.end, mention.start))
        {
            parties.insert(
                parties.len() - 1,
                self.states(*mention, *mention, rule).parties.remove(0),
            );
        }
        while let Some((further, until)) = self.further(mentions, end, span.end) {
            parties.push(further);
            end = until;
        }
        Some(Found { parties, end, rule })
    }

    /// Whether a state stands in an enumeration that begins at a byte: commas, articles, other names.
    fn listed(&self, from: usize, to: usize) -> bool {
        let gap = self.lower.get(from..to).unwrap_or("");
        gap.starts_with(", ") && gap.split_whitespace().count() <= 12 && !gap.contains(" and ")
    }

    /// A third party directly behind the second: "and the Government of …".
    fn further(&self, mentions: &[Mention], end: usize, limit: usize) -> Option<(TitleParty, usize)> {
        let next = mentions.iter().position(|mention| mention.start >= end)?;
        let mention = mentions[next];
        let rest = &self.lower[end..mention.start];
        let comma = usize::from(rest.starts_with(','));
        let word = self
            .reader
            .lexicon
            .conjunctions
            .iter()
            .find(|word| rest[comma..].starts_with(word.as_str()))?;
        let from = end + comma + word.len();
        let start = self.after_article(from);
        let lead = self.lower.get(start..mention.start)?;
        let own = lead.split_whitespace().next().is_none_or(|word| {
            self.reader.lexicon.kind(word).is_some()
                || matches!(word, "king" | "republic" | "emperor" | "president" | "kingdom")
        });
        if !own || lead.len() > 60 || lead.contains(" and ") {
            return None;
        }
        let until = self.party_end(mentions, next, from, limit);
        Some((self.party(start..until, &mentions[next..]), until))
    }

    /// The "and" between the parties: where the first ends and the second begins.
    fn split(
        &self,
        first: Mention,
        one: Mention,
        other: Mention,
        span: &Range<usize>,
    ) -> Option<(usize, usize)> {
        let all = self.conjunctions(one.end..other.start);
        let leads = |from: usize| self.after_article(from) == other.start;
        if let Some(direct) = all.iter().rev().find(|each| leads(each.1)) {
            return Some(*direct);
        }
        let leading = self.after_article(span.start) == first.start && first.start == one.start;
        if !leading || self.follows_directly(one.end, all.first()?.0) {
            return all.first().copied();
        }
        let head = |each: &&(usize, usize)| {
            let rest = self
                .lower
                .get(self.after_article(each.1)..other.start)
                .unwrap_or("");
            let near = rest.char_indices().nth(30).map_or(rest.len(), |(at, _)| at);
            self.after_article(each.1) > each.1 || self.reader.lexicon.kind(&rest[..near]).is_some()
        };
        all.iter().find(head).or(all.last()).copied()
    }

    fn follows_directly(&self, from: usize, to: usize) -> bool {
        self.lower
            .get(from..to)
            .is_some_and(|gap| gap.trim_matches([' ', ')', ',', '"', '»', '”']).is_empty())
    }

    /// Where the name of the second party ends.
    fn party_end(&self, mentions: &[Mention], second: usize, from: usize, limit: usize) -> usize {
        let mention = mentions[second];
        let start = self.after_article(from);
        let mut end = mention.end;
        if mention.start == start {
            end = self.leading_end(mention, limit);
            let again = |next: &&Mention| {
                next.state == mention.state
                    && next.start < end
                    && self.conjunction(mention.end..next.start).is_none()
            };
            if let Some(next) = mentions[second + 1..].iter().find(again) {
                end = next.end;
            }
        }
        end + self.lower[end..limit].starts_with(')') as usize
    }

    /// The end of a name that begins with its state: `the French Government`, `Serbia's Office for …`.
    fn leading_end(&self, mention: Mention, limit: usize) -> usize {
        let rest = &self.text[mention.end..limit];
        let owned = rest.starts_with("'s ") || rest.starts_with("’s ");
        let next = rest.trim_start_matches([' ', '\u{a0}']).chars().next();
        let goes_on = owned
            || self.last()
            || mention.kind == NameKind::Adjective
            || rest.starts_with(' ') && next.is_some_and(char::is_uppercase);
        if !goes_on
            || self
                .reader
                .lexicon
                .starts_subject(self.lower[mention.end..limit].trim_start())
        {
            return mention.end;
        }
        self.phrase_end(mention.end, limit)
    }

    /// The first subject word, mark or verb in "-ing" after a byte.
    fn phrase_end(&self, from: usize, limit: usize) -> usize {
        let lower = &self.lower[from..limit];
        let english = self.reader.lexicon.language == Language::En;
        let mut first = true;
        for (at, letter) in lower.char_indices() {
            if matches!(letter, ',' | ';' | '.' | '(' | '[' | ':' | '\n') && !self.enumerates(from, from + at)
            {
                return from + at;
            }
            if letter != ' ' {
                continue;
            }
            let rest = &lower[at + 1..];
            let word = &rest[..rest.find(' ').unwrap_or(rest.len())];
            let named = self.reader.lexicon.starts_subject(rest) && !self.named_for(rest, from + at + 1);
            if !first && (named || english && word.len() > 5 && word.ends_with("ing")) {
                return from + at;
            }
            first = false;
        }
        limit
    }

    /// Whether a comma stands in a ministry's name, such as `Ministry of Construction, Transport and …`.
    fn enumerates(&self, from: usize, at: usize) -> bool {
        let next = self.text[at..]
            .strip_prefix(", ")
            .and_then(|rest| rest.chars().next());
        let ministry =
            self.lower[from..at].contains("ministry of") || self.lower[from..at].contains("office for");
        ministry && next.is_some_and(char::is_uppercase)
    }

    /// Whether "for" goes on with a capital, as in `Institute for Strategic Studies`.
    fn named_for(&self, rest: &str, at: usize) -> bool {
        ["for ", "in ", "at ", "of "].iter().any(|word| {
            rest.starts_with(word)
                && self.text[at + word.len()..]
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
        })
    }

    /// Institutions of both told together: `the British and French Governments`, `the Ministries of
    /// Health of Kazakhstan and Serbia`.
    fn shared(
        &self,
        parties: &[TitleParty],
        first: Range<usize>,
        other: Mention,
        until: usize,
    ) -> Option<Found> {
        let [one, two] = parties else { return None };
        let found = |rule, one, two| {
            Some(Found {
                parties: vec![one, two],
                end: until,
                rule,
            })
        };
        if let Some(at) = one.institution.clone()
            && let Some((_, many, single)) = self.plural(at.clone())
        {
            let singular = format!("{single}{}", &self.text[at.start + many..at.end]);
            let single_one = shared_name(one, at.clone(), singular.clone());
            let Some(own) = two.institution.clone() else {
                return found(
                    "title/plural-institutions",
                    single_one,
                    shared_name(two, at, singular),
                );
            };
            let named = self.reader.lexicon.kind(&self.lower[own.clone()]).is_some();
            let lead: usize = self.text[at.clone()].find(" of ").map_or(0, |of| of + 4);
            if named || lead == 0 || at.start + many + 4 != at.start + lead {
                return None;
            }
            let other = format!("{single} of {}", &self.text[own.clone()]);
            return found(
                "title/plural-institutions",
                single_one,
                shared_name(two, own, other),
            );
        }
        let (skipped, many, single) = self.plural(other.end..until)?;
        if one.institution.is_some() {
            return None;
        }
        let at = other.end + skipped..until;
        let singular = format!("{single}{}", &self.text[at.start + many..until]);
        let one = TitleParty {
            name: first,
            ..shared_name(one, at.clone(), singular.clone())
        };
        found("title/plural-governments", one, shared_name(two, at, singular))
    }

    /// A plural of the table that a part begins with: bytes before it, its own, and the singular.
    fn plural(&self, at: Range<usize>) -> Option<(usize, usize, &str)> {
        let text = self.lower.get(at)?;
        let lower = text.trim_start();
        let (many, single) = self
            .reader
            .lexicon
            .plurals
            .iter()
            .find(|(many, _)| lower.starts_with(many.as_str()))?;
        Some((text.len() - lower.len(), many.len(), single.as_str()))
    }

    /// One state named, beside an institution without one; or a known institution.
    fn one(&self, mentions: &[Mention], span: Range<usize>) -> Option<Found> {
        let mention = mentions[0];
        let start = self.after_article(span.start);
        let limit = self.limit(&span);
        for (end, from) in self.conjunctions(start..limit) {
            let (before, after) = (start..end, self.after_article(from)..limit);
            let (named, bare) = if mention.end <= end {
                (before.clone(), after.clone())
            } else {
                (after.clone(), before.clone())
            };
            if mention.start < named.start || mention.end > named.end {
                continue;
            }
            let leads =
                mention.start == after.start || mention.end <= end && self.follows_directly(mention.end, end);
            let Some(bare) = self.trimmed(bare) else { continue };
            let known = gazetteer::institution(&self.text[bare.clone()], None);
            let likely = self.reader.lexicon.kind(&self.lower[bare.clone()]).is_some()
                || span.end < self.text.len() && self.is_name(&bare);
            if known.is_none() && !(leads && likely) {
                continue;
            }
            let with = self.party(named.clone(), mentions);
            let without = TitleParty {
                state: known
                    .map(|found| found.state)
                    .filter(|state| Some(*state) != with.state),
                organisation: None,
                state_at: known.map(|_| bare.clone()),
                name: bare.clone(),
                institution: Some(bare),
                singular: None,
            };
            let parties = if named.start < from {
                vec![with, without]
            } else {
                vec![without, with]
            };
            let end = parties[1].name.end;
            return Some(Found {
                parties,
                end,
                rule: "title/institution-without-state",
            });
        }
        None
    }

    /// Whether words are likely to be a name: few, and the first has a capital or a quotation mark.
    fn is_name(&self, at: &Range<usize>) -> bool {
        let text = &self.text[at.clone()];
        let capital = text.starts_with(|first: char| first.is_uppercase() || "«“\"„".contains(first));
        capital && text.split(' ').count() <= 6
    }

    /// Where parties end at the latest: before the subject.
    fn limit(&self, span: &Range<usize>) -> usize {
        let lower = &self.lower[span.clone()];
        let cuts = [
            " on cooperation",
            " o saradnji",
            " о сотрудничестве",
            " in the field",
            " u oblasti",
            " в сфере",
            " в области",
            " regarding ",
        ];
        let cut = cuts.iter().filter_map(|cut| lower.find(cut)).min();
        span.start + cut.unwrap_or(lower.len())
    }

    /// A title without "between": two adjectives joined, two states told together, or "with".
    pub(super) fn without_between(&self, designation: Option<usize>, joint: bool) -> Option<Found> {
        self.joined()
            .or_else(|| self.together(joint))
            .or_else(|| self.with(designation))
    }

    /// `Anglo-French`, `казахско-сербский`, `Argentino Brasileño`.
    fn joined(&self) -> Option<Found> {
        self.mentions.windows(2).find_map(|pair| {
            let [one, other] = pair else { return None };
            let gap = &self.text[one.end..other.start];
            let joined = matches!(gap, "-" | "–" | " - " | " – " | "/" | " ");
            let adjectives =
                one.kind == NameKind::Adjective || other.kind == NameKind::Adjective || gap != " ";
            (joined && adjectives && one.state != other.state)
                .then(|| self.states(*one, *other, "title/joined"))
        })
    }

    /// `the Presidents of Kazakhstan and Serbia`; in what is declared jointly also the states alone.
    fn together(&self, joint: bool) -> Option<Found> {
        self.mentions.windows(2).find_map(|pair| {
            let [one, other] = pair else { return None };
            let (end, from) = self.conjunction(one.end..other.start)?;
            let official = self.lower[..one.start]
                .split_whitespace()
                .any(|word| self.reader.lexicon.plurals.iter().any(|(many, _)| many == word));
            let close = self.follows_directly(one.end, end) && self.names_only(from, other.start);
            ((official || joint) && close && one.state != other.state)
                .then(|| self.states(*one, *other, "title/together"))
        })
    }

    /// Whether only articles and words such as "Republic of" stand between two bytes.
    fn names_only(&self, from: usize, to: usize) -> bool {
        let gap = self.lower[from..to].split_whitespace();
        let filler = |word: &str| {
            [
                "the",
                "of",
                "republic",
                "de",
                "la",
                "del",
                "república",
                "republica",
                "los",
                "el",
                "las",
                "reino",
                "kingdom",
                "president",
                "presidente",
                "gobierno",
            ]
            .contains(&word)
        };
        gap.clone().count() <= 7 && gap.into_iter().all(filler)
    }

    /// `Agreement with Chile`: one party; the other is whoever tells it.
    fn with(&self, designation: Option<usize>) -> Option<Found> {
        let from = designation?;
        for word in &self.reader.lexicon.with {
            let Some(at) = self.lower[from..].find(word.as_str()) else {
                continue;
            };
            let start = self.after_article(from + at + word.len());
            let mention = self.mentions.iter().find(|mention| mention.start >= start)?;
            if mention.start <= start + 40 && self.names_only(start, mention.start) {
                let party = self.party(start..mention.end, &[*mention]);
                return Some(Found {
                    parties: vec![party],
                    end: mention.end,
                    rule: "title/with",
                });
            }
        }
        None
    }

    fn states(&self, one: Mention, other: Mention, rule: &'static str) -> Found {
        let party = |mention: Mention| TitleParty {
            state: state_of(mention),
            organisation: organisation(mention),
            state_at: Some(mention.start..mention.end),
            name: mention.start..mention.end,
            institution: None,
            singular: None,
        };
        Found {
            parties: vec![party(one), party(other)],
            end: other.end,
            rule,
        }
    }
}

/// The organisation a mention names.
pub(super) fn organisation(mention: Mention) -> Option<&'static str> {
    mention.state.0.starts_with("ORG:").then_some(mention.state.0)
}

/// The state of a mention; an organisation has none.
pub(super) fn state_of(mention: Mention) -> Option<State> {
    (!mention.state.0.starts_with("ORG:")).then_some(mention.state)
}

fn shared_name(party: &TitleParty, at: Range<usize>, singular: String) -> TitleParty {
    TitleParty {
        institution: Some(at),
        singular: Some(singular),
        ..party.clone()
    }
}
