//! The title of an instrument: designation, parties, subject.
//!
//! It exists because "and" in the names of ministries is the only real ambiguity of a title, and the
//! names of states settle it. It reads one title; who signed without standing in it, it does not know.

mod counterpart;
mod ends;
mod institution;
mod parties;

use std::ops::Range;

use super::fold;
use super::gazetteer::{Gazetteer, Mention, NameKind};
use super::lexicon::Lexicon;
use super::{InstrumentType, Language, RelationKind, State};

/// A title taken apart; ranges are bytes of the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The designation.
    pub designation: Option<Range<usize>>,
    /// Its type; [`InstrumentType::Other`] without a designation.
    pub kind: InstrumentType,
    /// The parties, in the order written; empty where the title names none.
    pub parties: Vec<TitleParty>,
    /// The subject as written.
    pub subject: Option<Range<usize>>,
    /// The subject without "on cooperation in the field of".
    pub core: Option<Range<usize>>,
    /// What it does to another instrument, and the title of that: `amending the Agreement …`.
    pub relation: Option<(RelationKind, Range<usize>)>,
    /// The rule that found the parties.
    pub rule: &'static str,
}

/// A party a title names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleParty {
    /// Whose; `None` where nothing says so.
    pub state: Option<State>,
    /// An organisation of states, by its code in the gazetteer; it has no state of its own.
    pub organisation: Option<&'static str>,
    /// The words that say whose.
    pub state_at: Option<Range<usize>>,
    /// The whole name.
    pub name: Range<usize>,
    /// The institution without the state, where it is not the state itself.
    pub institution: Option<Range<usize>>,
    /// The institution's name in the singular, where the title names those of both together.
    pub singular: Option<String>,
}

impl TitleParty {
    /// The institution's name, as written or in the singular.
    pub fn institution_in<'a>(&'a self, title: &'a str) -> Option<&'a str> {
        let written = self.institution.clone().and_then(|at| title.get(at));
        self.singular.as_deref().or(written)
    }
}

impl Title {
    /// The same with every byte where it stood before it was folded.
    fn moved(self, stood: &[usize]) -> Title {
        let byte = |at: usize| stood.get(at).copied().unwrap_or_default();
        let moved = |at: Range<usize>| byte(at.start)..byte(at.end);
        let party = |party: TitleParty| TitleParty {
            state_at: party.state_at.map(moved),
            name: moved(party.name),
            institution: party.institution.map(moved),
            ..party
        };
        Title {
            designation: self.designation.map(moved),
            parties: self.parties.into_iter().map(party).collect(),
            subject: self.subject.map(moved),
            core: self.core.map(moved),
            relation: self.relation.map(|(kind, at)| (kind, moved(at))),
            ..self
        }
    }
}

/// Takes titles of one language apart.
#[derive(Clone, Copy)]
pub struct TitleReader {
    lexicon: &'static Lexicon,
    gazetteer: &'static Gazetteer,
}

/// At most so many states and "betweens" are looked at in one title.
const MOST: usize = 64;

/// A title while it is read.
struct Scan<'a> {
    reader: TitleReader,
    text: &'a str,
    lower: &'a str,
    mentions: Vec<Mention>,
}

/// Another instrument that a title names, and what is done to it.
struct Other {
    kind: RelationKind,
    words: Range<usize>,
    designation: Range<usize>,
}

/// Parties and where their names end.
struct Found {
    parties: Vec<TitleParty>,
    end: usize,
    rule: &'static str,
}

/// Whether words are years alone: the term of a plan and no subject.
fn term(lower: &str) -> bool {
    const YEARS: [&str; 9] = [
        "years",
        "year",
        "годы",
        "год",
        "года",
        "godine",
        "godinu",
        "жылдарға",
        "жылдар",
    ];
    let mut words = lower
        .split(|each: char| !each.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.all(|word| YEARS.contains(&word) || word.bytes().all(|each| each.is_ascii_digit()))
}

impl TitleReader {
    /// A reader for a language.
    pub fn new(language: Language) -> TitleReader {
        TitleReader {
            lexicon: Lexicon::of(language),
            gazetteer: Gazetteer::of(language),
        }
    }

    /// Takes a title apart.
    pub fn read(&self, title: &str) -> Title {
        match fold::one_script(title, self.lexicon.language) {
            Some((same, stood)) => self.read_folded(&same).moved(&stood),
            None => self.read_folded(title),
        }
    }

    fn read_folded(&self, title: &str) -> Title {
        let lower = fold::lower(title);
        let mut scan = Scan {
            reader: *self,
            text: title,
            lower: &lower,
            mentions: Vec::new(),
        };
        self.gazetteer
            .mentions(title, &lower, 0, title.len(), &mut scan.mentions);
        for mention in &mut scan.mentions {
            let extends = self.lexicon.language == Language::Kk || mention.kind == NameKind::Adjective;
            let official = self.lexicon.official(&lower[mention.end..]);
            if extends && !mention.kind.is_city() && official > 0 {
                mention.end += official;
                mention.kind = NameKind::Name;
            }
        }
        scan.mentions.truncate(MOST);
        scan.read()
    }
}

impl TitleReader {
    /// Every state a text names, in order, each once: party or not.
    pub fn states(&self, text: &str) -> Vec<State> {
        let (lower, mut mentions) = (fold::lower(text), Vec::new());
        self.gazetteer
            .mentions(text, &lower, 0, text.len(), &mut mentions);
        let mut states = Vec::new();
        for mention in mentions
            .into_iter()
            .filter(|mention| mention.kind != NameKind::Weak)
        {
            if let Some(state) = parties::state_of(mention).filter(|state| !states.contains(state)) {
                states.push(state);
            }
        }
        states
    }
}

impl Scan<'_> {
    fn read(&self) -> Title {
        let lexicon = self.reader.lexicon;
        let mut betweens = Vec::new();
        lexicon.betweens(self.lower, &mut betweens);
        betweens.truncate(MOST / 8);
        let designation = self.designation(betweens.first().map(|between| between.0));
        let other = designation
            .as_ref()
            .and_then(|found| self.other(found.0..found.1));
        let first = betweens.first().map_or(self.text.len(), |between| between.0);
        // Of "Protocol amending the Agreement between …" parties and subject are the agreement's.
        let inner = other
            .as_ref()
            .filter(|other| self.last() || other.designation.start < first);
        let told = match (inner, &designation) {
            (Some(other), _) => Some(other.designation.clone()),
            (None, designation) => designation.as_ref().map(|found| found.0..found.1),
        };
        let (between, found) = match self.best(&betweens, told.as_ref().map(|at| at.end)) {
            Some((between, found)) => (Some(between), Some(found)),
            None if betweens.is_empty() => (
                None,
                self.without_between(
                    designation.as_ref().map(|found| found.1),
                    designation.as_ref().is_some_and(|found| {
                        matches!(
                            found.2,
                            InstrumentType::JointStatement
                                | InstrumentType::Declaration
                                | InstrumentType::Minutes
                        )
                    }),
                ),
            ),
            None => (betweens.first().copied(), None),
        };
        let subject = self.subject(told.as_ref(), between, found.as_ref());
        let core = subject
            .clone()
            .map(|at| self.core(at))
            .filter(|at| !at.is_empty() && !term(&self.lower[at.clone()]));
        let (parties, rule) = found.map_or((Vec::new(), "title/no-party"), |found| {
            (found.parties, found.rule)
        });
        Title {
            designation: designation.as_ref().map(|found| found.0..found.1),
            kind: designation
                .filter(|found| !self.is_of_another(found.0))
                .map_or(InstrumentType::Other, |found| found.2),
            parties,
            subject,
            core,
            relation: other.map(|other| (other.kind, self.title_of(&other, between))),
            rule,
        }
    }

    /// The other instrument a title names as amended, supplemented, implemented or replaced.
    fn other(&self, own: Range<usize>) -> Option<Other> {
        let at = if self.last() {
            0..own.start
        } else {
            own.end..self.text.len()
        };
        let (kind, words, designation) = self.reader.lexicon.relation(self.lower, at.start, at.end)?;
        Some(Other {
            kind,
            words,
            designation,
        })
    }

    /// The words of the other's title.
    fn title_of(&self, other: &Other, between: Option<(usize, usize)>) -> Range<usize> {
        let whole = if self.last() {
            between.map_or(0, |between| between.1.min(other.designation.start))..other.designation.end
        } else {
            other.designation.start..self.text.len()
        };
        self.trimmed(whole).unwrap_or_else(|| other.words.clone())
    }

    fn designation(&self, between: Option<usize>) -> Option<(usize, usize, InstrumentType)> {
        let lexicon = self.reader.lexicon;
        if self.last() {
            return lexicon.designation(self.lower, between.unwrap_or(0), self.text.len());
        }
        let before = between.and_then(|between| lexicon.designation(self.lower, 0, between));
        before.or_else(|| lexicon.designation(self.lower, 0, self.text.len()))
    }

    /// Whether a designation is that of another instrument, of which the title's is something:
    /// `Instrumentación del Plan de Acción`.
    fn is_of_another(&self, start: usize) -> bool {
        const OF: [&str; 6] = [" del", " de la", " de los", " de las", " al", " a la"];
        let before = self.lower[..start].trim_end();
        self.reader.lexicon.language == Language::Es && OF.iter().any(|word| before.ends_with(word))
    }

    /// Whether the language puts "between" after the parties and the designation last.
    fn last(&self) -> bool {
        self.reader.lexicon.language == Language::Kk
    }

    /// The "between" that parties stand at: the one after the designation, else the one whose words are
    /// most like parties'.
    fn best(
        &self,
        betweens: &[(usize, usize)],
        designation: Option<usize>,
    ) -> Option<((usize, usize), Found)> {
        let mut best: Option<(u8, (usize, usize), Found)> = None;
        for &between in betweens {
            let span = if self.last() {
                self.parties_begin(between.0)..between.0
            } else {
                between.1..self.text.len()
            };
            let Some(found) = self.parties(span.clone()) else {
                continue;
            };
            let direct = designation.is_some_and(|end| {
                self.lower
                    .get(end..between.0)
                    .is_some_and(|gap| gap.trim().is_empty())
            });
            let rank = if direct { 4 } else { self.rank(span.start) };
            if best.as_ref().is_none_or(|(so_far, ..)| rank > *so_far) {
                best = Some((rank, between, found));
            }
        }
        best.map(|(_, between, found)| (between, found))
    }

    /// Where parties told before "between" begin: in Kazakh behind a subject that stands before them.
    fn parties_begin(&self, between: usize) -> usize {
        const ABOUT: &str = "туралы ";
        let about = self.lower[..between].rfind(ABOUT);
        about.map_or(0, |at| at + ABOUT.len())
    }

    fn rank(&self, start: usize) -> u8 {
        let start = self.after_article(start);
        let rest = &self.lower[start..];
        let head = rest.char_indices().nth(14).map_or(rest.len(), |(at, _)| at);
        let official = self.reader.lexicon.kind(&rest[..head]).is_some()
            || rest.starts_with("his ")
            || rest.starts_with("her ");
        match () {
            () if official => 3,
            () if self.mentions.iter().any(|mention| mention.start == start) => 2,
            () => 1,
        }
    }

    /// The first byte after spaces and an article.
    fn after_article(&self, mut at: usize) -> usize {
        at += self.lower[at..].len()
            - self.lower[at..]
                .trim_start_matches([' ', '\u{a0}', ',', ':'])
                .len();
        let article = self
            .reader
            .lexicon
            .articles
            .iter()
            .find(|word| self.lower[at..].starts_with(word.as_str()));
        at + article.map_or(0, String::len)
    }

    fn subject(
        &self,
        designation: Option<&Range<usize>>,
        between: Option<(usize, usize)>,
        found: Option<&Found>,
    ) -> Option<Range<usize>> {
        let designated = designation.map(|at| at.end);
        if self.last() {
            let (from, to) = (
                between.map_or(0, |between| between.1),
                designation.map_or(self.text.len(), |at| at.start),
            );
            let led = between.map_or(0, |between| self.parties_begin(between.0));
            return self.trimmed(from.min(to)..to).or_else(|| self.trimmed(0..led));
        }
        let end = self.text.len();
        let before = match (designated, between) {
            (Some(from), Some((to, _))) => self.trimmed(from.min(to)..to),
            _ => None,
        };
        let after = match (found, between) {
            (Some(found), Some(_)) => self.trimmed(found.end..end),
            (Some(found), None) if found.rule == parties::OF_BOTH => self.trimmed(found.end..end),
            (Some(_), None) => None,
            (None, _) => self.trimmed(designated.unwrap_or(0)..end),
        };
        before.or(after)
    }

    fn trimmed(&self, at: Range<usize>) -> Option<Range<usize>> {
        let text = self.text.get(at.clone())?;
        let filler = |each: char| {
            let marks =
                matches!(each, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
            marks || [' ', '\u{a0}', ',', '.', ';', ':'].contains(&each)
        };
        let start = text.trim_start_matches(|each| filler(each) || [')', '-', '–', '—'].contains(&each));
        let whole = start.trim_end_matches(|each| filler(each) || each == '(');
        let from = at.start + (text.len() - start.len());
        (!whole.is_empty()).then_some(from..from + whole.len())
    }

    fn core(&self, at: Range<usize>) -> Range<usize> {
        let lower = &self.lower[at.clone()];
        if self.last() {
            return at.start..at.end - self.reader.lexicon.ending(lower);
        }
        let lexicon = self.reader.lexicon;
        let start = lexicon.stripped(lower);
        // "For 2026-2027 on trade" is about trade.
        let years = lower[start..].len()
            - lower[start..]
                .trim_start_matches(|each: char| each.is_ascii_digit() || "-–/ ".contains(each))
                .len();
        let behind = start + years;
        let about = if years > 4 {
            lexicon.stripped(&lower[behind..])
        } else {
            0
        };
        at.start + if about > 0 { behind + about } else { start }..at.end
    }
}
