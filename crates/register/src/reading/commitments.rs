//! Finds what somebody agreed, planned, proposed or wished.
//!
//! It exists because a sentence in a communiqué is what a commission is asked about a year later. The
//! verb gives the strength; a verb off the scale is left to a person. No owner and no date is made up:
//! who proposes does not own, and a day is due only if it lies ahead.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::document::{Document, covered};
use super::figures;
use super::gazetteer::{Mention, NameKind};
use super::object;
use super::people::People;
use super::triggers::Triggers;
use super::verbs::{self, Told};
use super::{Claim, Commitment, CommitmentKind, Due, Field, Language, Modality, Rule, State, Strength};

const SENTENCE: Rule = Rule::first("commitment/sentence");
const VERB: Rule = Rule::first("commitment/verb");
const OBJECT: Rule = Rule::first("commitment/object");
const OWNER: Rule = Rule::first("commitment/owner");
const BOTH: Rule = Rule::first("commitment/both-sides");
const SPEAKER: Rule = Rule::first("commitment/speaker");
const PRONOUN: Rule = Rule::first("commitment/pronoun");
const INSTITUTION: Rule = Rule::first("commitment/institution");
const GOAL: Rule = Rule::first("commitment/goal");
const COUNTERPART: Rule = Rule::first("commitment/counterpart");

/// Finds the commitments of a source; `skip` are titles, which commit nobody by themselves.
pub(super) fn find(
    document: &Document<'_>,
    people: &People,
    claims: &[Claim],
    skip: &[Range<usize>],
) -> Vec<Commitment> {
    static VERBS: Triggers<Told> = Triggers::new("commitment", &verbs::TOLD);
    let mut all = Vec::new();
    for sentence in &document.sentences {
        if covered(skip, sentence.start) {
            continue;
        }
        let mut verbs = VERBS.find(document, sentence);
        verbs.dedup_by(|later, earlier| later.1.start < earlier.1.end);
        for (place, (told, verb)) in verbs.iter().enumerate() {
            let until = verbs.get(place + 1).map_or(sentence.end, |next| next.1.start);
            let reader = Reader {
                document,
                people,
                sentence,
                verb,
                told: *told,
                until,
            };
            all.extend(reader.commitments(claims));
        }
    }
    let goals = goals(document, claims, &all);
    all.extend(goals);
    all.sort_by_key(|commitment| commitment.text.span.start);
    all
}

/// A goal told without a verb of the scale: "the goal is to bring trade to …".
fn goals(document: &Document<'_>, claims: &[Claim], known: &[Commitment]) -> Vec<Commitment> {
    let told: Vec<(usize, usize)> = known
        .iter()
        .map(|each| (each.text.span.start, each.text.span.end))
        .collect();
    let free = |claim: &&Claim| {
        let amount = claim.amount.as_ref().map(|amount| amount.span.start);
        let inside = |at: usize| told.binary_search_by(|part| order(*part, at)).is_ok();
        claim.modality.value == Modality::Target && amount.is_some_and(|at| !inside(at))
    };
    let goal = |claim: &Claim| Commitment {
        sentence: Field {
            rule: SENTENCE,
            ..claim.sentence.clone()
        },
        text: Field {
            rule: GOAL,
            ..claim.text.clone()
        },
        kind: CommitmentKind::QuantitativeTarget,
        strength: None,
        verb: document.words(&(claim.modality.span.start..claim.modality.span.end), GOAL),
        owners: Vec::new(),
        institution: None,
        speaker: None,
        counterpart: None,
        due: match &claim.period {
            Some(period) => Due::When(period.clone()),
            None => Due::None,
        },
    };
    claims.iter().filter(free).map(goal).collect()
}

fn order(part: (usize, usize), at: usize) -> std::cmp::Ordering {
    use std::cmp::Ordering::{Equal, Greater, Less};
    if part.1 <= at {
        Less
    } else if part.0 > at {
        Greater
    } else {
        Equal
    }
}

/// A sentence and the verb in it that commits.
struct Reader<'a, 'd> {
    document: &'a Document<'d>,
    people: &'a People,
    sentence: &'a Range<usize>,
    verb: &'a Range<usize>,
    told: Told,
    until: usize,
}

impl Reader<'_, '_> {
    fn commitments(&self, claims: &[Claim]) -> Vec<Commitment> {
        let Some(object) = self.object() else {
            return Vec::new();
        };
        let owners = self.owners();
        self.parts(object)
            .into_iter()
            .map(|part| self.commitment(&part, &owners, claims))
            .collect()
    }

    fn commitment(&self, part: &Range<usize>, owners: &[Field<State>], claims: &[Claim]) -> Commitment {
        let inside = |claim: &&Claim| {
            let amount = claim.amount.as_ref().map(|amount| &amount.span);
            amount.is_some_and(|span| span.start >= part.start && span.end <= part.end)
        };
        let target = claims
            .iter()
            .filter(inside)
            .any(|claim| claim.modality.value == Modality::Target);
        let kind = match self.told {
            Told::Invitation => CommitmentKind::Invitation,
            _ if target => CommitmentKind::QuantitativeTarget,
            Told::At(Strength::ExpressedInterest) => CommitmentKind::Intention,
            Told::At(_) | Told::OffScale => CommitmentKind::Action,
        };
        let strength = match self.told {
            Told::At(strength) => Some(self.document.field(strength, self.verb, VERB)),
            Told::Invitation | Told::OffScale => None,
        };
        let institution = self.institution(part);
        let mut owners = owners.to_vec();
        if let (true, Some((_, mention))) = (owners.is_empty(), &institution) {
            owners.push(self.state(mention, INSTITUTION));
        }
        Commitment {
            sentence: self.document.words(self.sentence, SENTENCE),
            text: self.text(part),
            kind,
            strength,
            verb: self.document.words(self.verb, VERB),
            counterpart: self.counterpart(part, &owners),
            institution: institution.map(|(at, _)| self.document.words(&at, INSTITUTION)),
            owners,
            speaker: self.speaker(),
            due: figures::due(self.document, self.sentence, part),
        }
    }

    /// The words it is told by; what "their" stands for stands behind them in brackets.
    fn text(&self, part: &Range<usize>) -> Field<String> {
        let words = self.document.words(part, OBJECT);
        match object::antecedent(self.document, self.sentence, self.verb, part) {
            Some(meant) => words.map(|words| format!("{words} [{meant}]")),
            None => words,
        }
    }

    fn state(&self, mention: &Mention, rule: Rule) -> Field<State> {
        self.document
            .field(mention.state, &(mention.start..mention.end), rule)
    }

    /// What it is about: behind the verb, before it where the verb comes last.
    fn object(&self) -> Option<Range<usize>> {
        let raw = if self.document.language == Language::Kk {
            self.sentence.start..self.verb.start
        } else {
            self.verb.end..self.until
        };
        let at = self.document.trimmed(raw);
        let small = self.document.small(&at);
        // "possibility of opening …" commits; "possibility of war" does not.
        let doing = small.split(' ').next().is_some_and(|word| word.ends_with("ing"));
        let possible = self.document.small(self.verb) == "possibility of";
        let cut = small
            .rfind(" and ")
            .filter(|cut| at.end == self.until - 1 && small[*cut..].len() <= 5);
        let end = cut.map_or(at.end, |cut| at.start + cut);
        let told = (at.start < end && (!possible || doing)).then_some(at.start..end)?;
        Some(object::narrowed(self.document, self.told, told)).filter(|at| !at.is_empty())
    }

    /// One thing each where two are told with verbs of their own, or two events are to be organised.
    fn parts(&self, at: Range<usize>) -> Vec<Range<usize>> {
        let small = self.document.small(&at);
        let events = [
            "organizing ",
            "organising ",
            "holding ",
            "to hold ",
            "to organize ",
        ];
        let organises = events.iter().any(|word| small.starts_with(word));
        let listed = small.find(", such as").unwrap_or(small.len());
        let mut parts = Vec::new();
        let mut from = at.start;
        for (place, word) in small.match_indices(" and ") {
            let next = small[place + word.len()..].split(' ').next().unwrap_or("");
            if next.len() > 4 && next.ends_with("ing") && !next.ends_with("thing")
                || organises && place < listed
            {
                parts.push(self.document.trimmed(from..at.start + place));
                from = at.start + place + word.len();
            }
        }
        parts.push(self.document.trimmed(from..at.end));
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// The states that own it: named with the interest or the invitation, or both sides together.
    fn owners(&self) -> Vec<Field<State>> {
        let before = self.document.mentions_in(&(self.sentence.start..self.verb.start));
        let within = self.document.mentions_in(self.verb);
        if self.told == Told::Invitation {
            let from = self.document.mentions_in(&(self.verb.end..self.until));
            let sender = from.first().filter(|mention| {
                let gap = self.document.small(&(self.verb.end..mention.start)).trim();
                [
                    "from",
                    "from the",
                    "президента",
                    "от президента",
                    "predsednika",
                    "od predsednika",
                    "of",
                    "of the",
                ]
                .contains(&gap)
            });
            let own = || {
                let inviter = self.people.last(self.sentence.start, self.verb.start)?;
                let invited = self.document.small(self.verb);
                let finite = ["invited", "пригласил", "pozva", "позва"]
                    .iter()
                    .any(|word| invited.starts_with(word));
                self.people.people[inviter.person].side.clone().filter(|_| finite)
            };
            return sender
                .map(|mention| self.state(mention, OWNER))
                .or_else(own)
                .into_iter()
                .collect();
        }
        // "expressed Serbia's keen interest"
        let possessive = within.iter().find(|mention| {
            let rest = &self.document.text[mention.end..self.verb.end];
            rest.starts_with("'s") || rest.starts_with('’')
        });
        if let Some(mention) = possessive {
            return vec![self.state(mention, OWNER)];
        }
        if let Some(both) = self.both(before) {
            return both;
        }
        let subject = before.iter().rev().find(|mention| mention.kind == NameKind::Name);
        let directly = subject.filter(|mention| {
            self.document.small(&(mention.end..self.verb.start)).trim().len() <= 5
                && self
                    .document
                    .small(&(self.sentence.start..mention.start))
                    .trim()
                    .len()
                    <= 4
        });
        directly
            .map(|mention| self.state(mention, OWNER))
            .into_iter()
            .collect()
    }

    /// Both sides, where a plural subject speaks for them.
    fn both(&self, before: &[Mention]) -> Option<Vec<Field<State>>> {
        static ALL: OnceLock<Option<Regex>> = OnceLock::new();
        let plural = ALL.get_or_init(|| Regex::new(verbs::BOTH).ok());
        let lead = self.sentence.start..self.verb.start;
        let found = plural.as_ref()?.find(self.document.small(&lead))?;
        let at = self
            .document
            .trimmed(lead.start + found.start()..lead.start + found.end());
        let mut named: Vec<Field<State>> = Vec::new();
        for mention in before
            .iter()
            .filter(|mention| !mention.kind.is_city() && mention.start >= at.start)
        {
            if !named.iter().any(|known| known.value == mention.state) {
                named.push(self.state(mention, OWNER));
            }
        }
        if named.len() == 2 {
            return Some(named);
        }
        let mut sides: Vec<State> = Vec::new();
        for side in self
            .people
            .people
            .iter()
            .filter(|person| person.present)
            .filter_map(|person| person.side.as_ref())
        {
            if !sides.contains(&side.value) {
                sides.push(side.value);
            }
        }
        if sides.len() != 2 {
            sides = self.document.context.pair.map(|pair| pair.states().to_vec())?;
        }
        sides.sort_unstable();
        Some(
            sides
                .into_iter()
                .map(|state| self.document.field(state, &at, BOTH))
                .collect(),
        )
    }

    /// Who says so: a person named before the verb, or the one a pronoun stands for.
    fn speaker(&self) -> Option<Field<String>> {
        let lead = self.sentence.start..self.verb.start;
        let named = self.people.last(lead.start, lead.end);
        if let Some(naming) = named {
            let name = &self.people.people[naming.person].name.value;
            return Some(self.document.field(name.clone(), &naming.at, SPEAKER));
        }
        let small = self.document.small(&lead);
        let pronoun = verbs::PRONOUNS.into_iter().find_map(|word| {
            let at = small
                .match_indices(word)
                .map(|(at, _)| at)
                .find(|at| super::gazetteer::whole(small, *at, at + word.len()))?;
            Some(lead.start + at..lead.start + at + word.len())
        })?;
        let before = self.people.last(0, self.sentence.start)?;
        let name = &self.people.people[before.person].name.value;
        Some(self.document.field(name.clone(), &pronoun, PRONOUN))
    }

    /// An institution named as the one that will act: `the full support of the Government of Kazakhstan`.
    fn institution(&self, part: &Range<usize>) -> Option<(Range<usize>, Mention)> {
        const LEADS: [&str; 6] = [
            "government of ",
            "government of the republic of ",
            "правительства ",
            "правительство ",
            "vlade ",
            "vlada ",
        ];
        if !matches!(self.told, Told::OffScale | Told::At(Strength::Instructed)) {
            return None;
        }
        self.document.mentions_in(part).iter().find_map(|mention| {
            let before = self.document.small(&(part.start..mention.start));
            let lead = LEADS.iter().find(|lead| before.ends_with(*lead))?;
            let word = lead.split(' ').next().map_or(lead.len(), str::len);
            let start = mention.start - lead.len();
            Some((start..start + word, *mention))
        })
    }

    /// The other state, where one alone is named in what is promised.
    fn counterpart(&self, part: &Range<usize>, owners: &[Field<State>]) -> Option<Field<State>> {
        let [owner] = owners else { return None };
        let mut others = self
            .document
            .mentions_in(part)
            .iter()
            .filter(|mention| mention.state != owner.value && !mention.kind.is_city());
        others.next().map(|mention| self.state(mention, COUNTERPART))
    }
}
