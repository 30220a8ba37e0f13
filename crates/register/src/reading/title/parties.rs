//! Who the parties of a title are.
//!
//! It exists to hold the rules in their order: two states apart by "and", the same told together, an
//! institution without its state, and titles without "between". States named in the subject are never
//! parties.

use std::ops::Range;

use super::super::fold;
use super::super::gazetteer::{self, Institution, Mention, NameKind};
use super::super::{Language, State};
use super::{Found, Scan, TitleParty};

/// The rule of two institutions told without "between".
pub(super) const OF_BOTH: &str = "title/of-both";

/// So many bytes after "between" the first state must begin; the longest ministry has fewer.
const REACH: usize = 400;

impl Scan<'_> {
    /// The parties that stand in a part of the title.
    pub(super) fn parties(&self, span: Range<usize>) -> Option<Found> {
        let span = span.start..self.subject_begins(&span);
        let mentions = self.mentions_in(&span);
        let Some(first) = mentions.first() else {
            return self.unnamed(span);
        };
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
        let between = &mentions[last + 1..second];
        let listed: Vec<&Mention> = between
            .iter()
            .filter(|mention| self.listed(one.end, mention.start))
            .collect();
        let end = if listed.is_empty() { end } else { one.end };
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
        for mention in listed {
            let party = self.states(*mention, *mention, rule).parties.remove(0);
            parties.insert(parties.len() - 1, party);
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
            let city = other.kind.is_city().then_some(other.start..other.end);
            let Some(own) = two.institution.clone().or(city) else {
                return found(
                    "title/plural-institutions",
                    single_one,
                    shared_name(two, at, singular),
                );
            };
            let rest = &self.text[at.start + many..at.end];
            if self.reader.lexicon.kind(&self.lower[own.clone()]).is_some() || !rest.starts_with(' ') {
                return None;
            }
            let of = if rest.starts_with(" of ") { " of" } else { "" };
            let other = format!("{single}{of} {}", &self.text[own.clone()]);
            return found(
                "title/plural-institutions",
                single_one,
                shared_name(two, own, other),
            );
        }
        if let (Some(at), None) = (one.institution.clone(), &two.institution) {
            let singular = self.singular(&self.text[at.clone()])?;
            let single_one = shared_name(one, at.clone(), singular.clone());
            let other = shared_name(two, at, singular);
            return found("title/plural-institutions", single_one, other);
        }
        let (skipped, many, single) = self.plural(other.end..until)?;
        if one.institution.is_some() {
            return None;
        }
        let at = self.trimmed(other.end + skipped..until)?;
        let singular = format!("{single}{}", &self.text[at.start + many..at.end]);
        let one = TitleParty {
            name: first,
            ..shared_name(one, at.clone(), singular.clone())
        };
        found("title/plural-governments", one, shared_name(two, at, singular))
    }

    /// An English name of institutions in the singular: `Bar Associations`.
    fn singular(&self, name: &str) -> Option<String> {
        let (head, rest) = name.split_at(name.find(" of ").unwrap_or(name.len()));
        let single = match head.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => head.strip_suffix('s')?.to_owned(),
        };
        let last = fold::lower(single.rsplit(' ').next()?);
        let lexicon = self.reader.lexicon;
        let known = lexicon.language == Language::En && lexicon.kind(&last).is_some();
        known.then(|| format!("{single}{rest}"))
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
        let ands = self.conjunctions(start..limit);
        for (place, &(end, from)) in ands.iter().enumerate() {
            let (before, after) = (start..end, self.after_article(from)..limit);
            let first = mention.end <= end;
            let (named, bare) = if first { (before, after) } else { (after, before) };
            if mention.start < named.start || mention.end > named.end {
                continue;
            }
            let Some(bare) = self.bounded(bare, first) else {
                continue;
            };
            let known = gazetteer::institution(&self.text[bare.clone()], None);
            let leads = match first {
                true => {
                    self.follows_directly(mention.end, end)
                        || mention.start == start && place + 1 == ands.len()
                }
                false => mention.start == named.start || self.is_headed(&named),
            };
            let likely = self.reader.lexicon.kind(&self.lower[bare.clone()]).is_some() || self.is_name(&bare);
            if known.is_none() && !(leads && likely) {
                continue;
            }
            let with = self.party(named, mentions);
            let without = self.without_state(bare, known, with.state);
            let parties = if first {
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

    /// The name in a part: in English it ends where a subject begins.
    fn bounded(&self, at: Range<usize>, last: bool) -> Option<Range<usize>> {
        let english = self.reader.lexicon.language == Language::En;
        let end = if last && english {
            self.phrase_end(at.start, at.end)
        } else {
            at.end
        };
        self.trimmed(at.start..end)
    }

    /// Whether a part begins with a word for an institution.
    fn is_headed(&self, at: &Range<usize>) -> bool {
        let rest = &self.lower[at.clone()];
        let near = rest.char_indices().nth(30).map_or(rest.len(), |(at, _)| at);
        self.reader.lexicon.kind(&rest[..near]).is_some()
    }

    /// A party whose state the title does not name: a known institution's, unless that would make both
    /// parties of one state and its name is one that other states have too.
    fn without_state(
        &self,
        at: Range<usize>,
        known: Option<Institution>,
        beside: Option<State>,
    ) -> TitleParty {
        let sure = known.filter(|found| Some(found.state) != beside || found.has_name_of_its_own());
        TitleParty {
            state: sure.map(|found| found.state),
            organisation: None,
            state_at: sure.map(|_| at.clone()),
            name: at.clone(),
            institution: Some(at),
            singular: None,
        }
    }

    /// Two institutions and no state: names that are known, or surely are names.
    fn unnamed(&self, span: Range<usize>) -> Option<Found> {
        let (start, limit) = (self.after_article(span.start), self.limit(&span));
        self.conjunctions(start..limit)
            .into_iter()
            .find_map(|(end, from)| {
                let one = self.bounded(start..end, false)?;
                let other = self.bounded(self.after_article(from)..limit, true)?;
                let plural = self.plural(one.clone()).map(|(skipped, many, _)| skipped + many);
                let own = |at: &Range<usize>| self.trimmed(at.start + plural.unwrap_or(0)..at.end);
                let known =
                    [own(&one)?, other.clone()].map(|at| gazetteer::institution(&self.text[at], None));
                let named = |at: &Range<usize>, known: &Option<Institution>| {
                    known.is_some() || self.is_proper_name(at)
                };
                if !named(&one, &known[0]) || !named(&other, &known[1]) {
                    return None;
                }
                let parties = vec![
                    self.without_state(one.clone(), known[0], None),
                    self.without_state(other.clone(), known[1], None),
                ];
                let shared = plural.and_then(|_| self.both_singular(&parties));
                Some(Found {
                    end: other.end,
                    parties: shared.unwrap_or(parties),
                    rule: "title/institutions-without-state",
                })
            })
    }

    /// Two names that share a plural before them: `agencies «A» and «B»`.
    fn both_singular(&self, parties: &[TitleParty]) -> Option<Vec<TitleParty>> {
        let [one, two] = parties else { return None };
        let (at, own) = (one.institution.clone()?, two.institution.clone()?);
        let (_, many, single) = self.plural(at.clone())?;
        let first = format!("{single}{}", &self.text[at.start + many..at.end]);
        let second = format!("{single} {}", &self.text[own.clone()]);
        Some(vec![shared_name(one, at, first), shared_name(two, own, second)])
    }

    /// Whether words without a state are a name: a word for an institution behind a capital, or quotation
    /// marks. German has capitals everywhere, and says nothing by them.
    fn is_proper_name(&self, at: &Range<usize>) -> bool {
        let text = &self.text[at.clone()];
        let quoted = text.contains(['«', '“', '„']);
        let capital = text.starts_with(char::is_uppercase) && text.split(' ').count() <= 8;
        let headed = self.reader.lexicon.kind(&self.lower[at.clone()]).is_some();
        quoted || capital && headed && self.reader.lexicon.language != Language::De
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
            .or_else(|| self.of_both(designation))
            .or_else(|| self.with(designation))
    }

    /// Institutions of two states told in the genitive: `Memorandum Ministarstva … i Ministarstva …`.
    fn of_both(&self, designation: Option<usize>) -> Option<Found> {
        let from = designation?;
        let from = from + (self.lower[from..].len() - self.lower[from..].trim_start().len());
        let start = from + self.reader.lexicon.leads(&self.lower[from..]);
        if !self.is_headed(&(start..self.text.len())) {
            return None;
        }
        let found = self.parties(start..self.text.len())?;
        let whole = |party: &TitleParty| party.state.is_some() && party.institution.is_some();
        (found.parties.len() == 2
            && found.parties.iter().all(whole)
            && found.parties[0].state != found.parties[1].state)
            .then_some(Found {
                rule: OF_BOTH,
                ..found
            })
    }

    /// `Anglo-French`, `казахско-сербский`, `Argentino Brasileño`.
    fn joined(&self) -> Option<Found> {
        self.mentions.windows(2).find_map(|pair| {
            let [one, other] = pair else { return None };
            let gap = &self.text[one.end..other.start];
            let joined = matches!(gap, "-" | "–" | " - " | " – " | "/" | " ");
            let adjectives =
                one.kind == NameKind::Adjective || other.kind == NameKind::Adjective || gap != " ";
            // A flight from city to city is no party.
            let cities = one.kind.is_city() || other.kind.is_city();
            (joined && adjectives && !cities && one.state != other.state)
                .then(|| self.states(*one, *other, "title/joined"))
        })
    }

    /// `the Presidents of Kazakhstan and Serbia`; in what is declared jointly also the states alone.
    fn together(&self, joint: bool) -> Option<Found> {
        self.mentions.windows(2).find_map(|pair| {
            let [one, other] = pair else { return None };
            let (end, from) = self.conjunction(one.end..other.start)?;
            let before = self.lower[..one.start].split_whitespace();
            let single = before.rev().find_map(|word| {
                let plurals = &self.reader.lexicon.plurals;
                plurals.iter().find(|(many, _)| many == word)
            });
            let close = self.follows_directly(one.end, end) && self.names_only(from, other.start);
            let body = self.lower[..one.start].split_whitespace().rev().take(3);
            let shared = body
                .clone()
                .any(|word| self.reader.lexicon.bodies.iter().any(|each| each == word));
            if !(single.is_some() || joint || shared) || !close || one.state == other.state {
                return None;
            }
            let mut found = self.states(*one, *other, "title/together");
            for (party, mention) in found.parties.iter_mut().zip(pair) {
                if let Some((_, single)) = single.filter(|_| mention.kind == NameKind::City) {
                    let at = mention.start..mention.end;
                    let singular = format!("{single} {}", &self.text[at.clone()]);
                    *party = shared_name(party, at, singular);
                }
            }
            Some(found)
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
