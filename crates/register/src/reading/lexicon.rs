//! The words a reading goes by, beside names: "between", designations, kinds of institution.
//!
//! It exists so that a language is a set of tables and not a set of functions.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use super::fold;
use super::gazetteer::whole;
use super::per_language::PerLanguage;
use super::table::{forms, rows};
use super::{InstrumentType, Language, RelationKind};

pub(super) const WORDS: &str = include_str!("../../data/words.tsv");
pub(super) const DESIGNATIONS: &str = include_str!("../../data/designations.tsv");
pub(super) const HEADS: &str = include_str!("../../data/heads.tsv");

/// The words of a language for one purpose, in the table's order.
pub(super) fn words(language: Language, role: &str) -> Vec<&'static str> {
    rows::<3>(WORDS)
        .filter(|row| row[0] == language.code() && row[1] == role)
        .flat_map(|row| forms(row[2]))
        .collect()
}

/// The words of one language.
pub(super) struct Lexicon {
    pub(super) language: Language,
    between: Vec<String>,
    pub(super) conjunctions: Vec<String>,
    pub(super) articles: Vec<String>,
    starters: Vec<String>,
    openers: Vec<String>,
    strips: Vec<String>,
    pub(super) trailing: Vec<String>,
    /// Plural and singular of what two sides have each: `ministries`, `Ministry`.
    pub(super) plurals: Vec<(String, String)>,
    pub(super) with: Vec<String>,
    endings: Vec<String>,
    /// Words between a designation and the first of two parties told without "between": `signed by the`.
    leads: Vec<String>,
    /// Words between the designation of an annex and that of what it belongs to: `to the`.
    annexes: Vec<String>,
    /// Words that make a name of the one before them: `Republic`.
    officials: Vec<String>,
    /// What two states have together: `commission`.
    pub(super) bodies: Vec<String>,
    designations: Matcher<InstrumentType>,
    relations: Matcher<RelationKind>,
    heads: Matcher<&'static str>,
}

impl Lexicon {
    /// The words of a language; read once.
    pub(super) fn of(language: Language) -> &'static Lexicon {
        static ALL: PerLanguage<Lexicon> = PerLanguage::new();
        ALL.of(language, || Lexicon::build(language))
    }

    fn build(language: Language) -> Lexicon {
        let words = |role: &str| spelled(language, words(language, role).into_iter());
        let longest = |role: &str| {
            let mut words = words(role);
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words
        };
        let plurals = cased(language, "plural");
        let plurals = plurals.iter().filter_map(|each| each.split_once('='));
        let mut plurals: Vec<(String, String)> = plurals
            .map(|(many, one)| (fold::lower(many), one.to_owned()))
            .collect();
        plurals.sort_by_key(|(many, _)| std::cmp::Reverse(many.len()));
        let designations = rows::<3>(DESIGNATIONS)
            .filter(|row| row[0] == language.code())
            .filter_map(|row| Some((instrument_type(row[1])?, row[2])))
            .flat_map(|(kind, names)| {
                spelled(language, forms(names))
                    .into_iter()
                    .map(move |name| (name, kind))
            });
        let relations = RelationKind::NAMES
            .into_iter()
            .flat_map(|(kind, role)| words(role).into_iter().map(move |word| (word, kind)));
        let heads = rows::<3>(HEADS)
            .filter(|row| row[0] == language.code())
            .flat_map(|row| {
                spelled(language, forms(row[2]))
                    .into_iter()
                    .map(move |name| (name, row[1]))
            });
        Lexicon {
            language,
            between: words("between"),
            conjunctions: words("conjunction")
                .iter()
                .map(|word| format!(" {word} "))
                .collect(),
            articles: longest("article").iter().map(|word| format!("{word} ")).collect(),
            starters: longest("starter"),
            openers: longest("opener"),
            strips: longest("strip").iter().map(|word| format!("{word} ")).collect(),
            trailing: longest("trailing"),
            plurals,
            with: longest("with").iter().map(|word| format!(" {word} ")).collect(),
            endings: longest("ending").iter().map(|word| format!(" {word}")).collect(),
            leads: longest("lead").iter().map(|word| format!("{word} ")).collect(),
            officials: longest("official")
                .iter()
                .map(|word| format!(" {word}"))
                .collect(),
            bodies: words("body"),
            annexes: longest("annex").iter().map(|word| format!(" {word} ")).collect(),
            designations: Matcher::new(designations.collect()),
            relations: Matcher::new(relations.collect()),
            heads: Matcher::new(heads.collect()),
        }
    }

    /// Where "between" stands, from left to right: start and end.
    pub(super) fn betweens(&self, lower: &str, out: &mut Vec<(usize, usize)>) {
        for word in &self.between {
            for (start, _) in lower.match_indices(word.as_str()) {
                if whole(lower, start, start + word.len()) {
                    out.push((start, start + word.len()));
                }
            }
        }
        out.sort_unstable();
        out.dedup_by_key(|(start, _)| *start);
    }

    /// The first designation at or after `from`, or the last before `to` where a language puts it last.
    pub(super) fn designation(
        &self,
        lower: &str,
        from: usize,
        to: usize,
    ) -> Option<(usize, usize, InstrumentType)> {
        let mut found = self.designations.all(lower, from, to);
        if self.language == Language::Kk {
            found.last()
        } else {
            found.next()
        }
    }

    /// What an instrument does to another it names: the words between two bytes, and the other's
    /// designation, directly behind them or, in Kazakh, before them.
    pub(super) fn relation(
        &self,
        lower: &str,
        from: usize,
        to: usize,
    ) -> Option<(RelationKind, Range<usize>, Range<usize>)> {
        let last = self.language == Language::Kk;
        let annex = self
            .annexes
            .iter()
            .find(|word| lower[from..to].starts_with(word.as_str()));
        if let Some(word) = annex {
            let near = from + word.len();
            let mut others = self.designations.all(lower, near, floor(lower, near + NEAR));
            if let Some((at, close, _)) = others.next() {
                return Some((RelationKind::Supplements, from..near, at..close));
            }
        }
        self.relations
            .all(lower, from, to)
            .find_map(|(start, end, kind)| {
                let (near, until) = if last {
                    (from, start)
                } else {
                    (end, floor(lower, end + NEAR))
                };
                let mut others = self.designations.all(lower, near, until);
                let (at, close, _) = if last { others.last() } else { others.next() }?;
                Some((kind, start..end, at..close))
            })
    }

    /// How many bytes behind a state belong to its official name: `Republic`.
    pub(super) fn official(&self, rest: &str) -> usize {
        let official = |word: &&String| rest.starts_with(word.as_str()) && whole(rest, 0, word.len());
        self.officials.iter().find(official).map_or(0, String::len)
    }

    /// How many bytes of words lead from a designation to parties told without "between".
    pub(super) fn leads(&self, lower: &str) -> usize {
        let about = self.stripped(lower);
        let lead = self
            .leads
            .iter()
            .find(|word| lower[about..].starts_with(word.as_str()));
        about + lead.map_or(0, String::len)
    }

    /// Every designation between two bytes, in the singular.
    pub(super) fn designations(&self, lower: &str, from: usize, to: usize) -> Vec<std::ops::Range<usize>> {
        let plural = |word: &str| self.language == Language::En && word.ends_with('s') && !word.contains(' ');
        let found = self
            .designations
            .all(lower, from, to)
            .map(|(start, end, _)| start..end);
        found.filter(|at| !plural(&lower[at.clone()])).collect()
    }

    /// The kind of institution a name tells of; a bank is told from an office by the longer word.
    pub(super) fn kind(&self, lower: &str) -> Option<&'static str> {
        self.heads.starts(lower).map(|(_, kind)| kind)
    }

    /// The kind of institution a name as written tells of.
    pub(super) fn kind_of(&self, name: &str) -> Option<&'static str> {
        let same = fold::one_script(name, self.language);
        self.kind(&fold::lower(same.as_ref().map_or(name, |same| &same.0)))
    }

    /// Whether subject words begin at this byte, such as `on` or `regarding`.
    pub(super) fn starts_subject(&self, rest: &str) -> bool {
        self.starters
            .iter()
            .any(|word| rest.starts_with(word.as_str()) && whole(rest, 0, word.len()))
    }

    /// Whether a subject begins at this byte whatever stands before: no name has these words.
    pub(super) fn opens_subject(&self, rest: &str) -> bool {
        const PARTIES: [&str; 7] = [
            "on behalf",
            "on the one",
            "on one",
            "on the other",
            "on the part",
            "on its",
            "on their own",
        ];
        self.openers
            .iter()
            .any(|word| rest.starts_with(word.as_str()) && whole(rest, 0, word.len()))
            && !PARTIES.iter().any(|word| rest.starts_with(word))
    }

    /// How many bytes of words such as "саласындағы ынтымақтастық туралы" a subject ends with.
    pub(super) fn ending(&self, lower: &str) -> usize {
        self.endings
            .iter()
            .find(|word| lower.ends_with(word.as_str()) || lower == word.trim_start())
            .map_or(0, |word| word.len().min(lower.len()))
    }

    /// How many bytes of words such as "on cooperation in the field of" a subject begins with.
    pub(super) fn stripped(&self, lower: &str) -> usize {
        let mut at = 0;
        while let Some(word) = self
            .strips
            .iter()
            .find(|word| lower[at..].starts_with(word.as_str()) || lower[at..] == *word.trim_end())
        {
            at = (at + word.len()).min(lower.len());
        }
        at
    }
}

/// So many bytes behind "amending" the other instrument is named.
const NEAR: usize = 40;

/// The nearest boundary of a letter at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Words as written, with the Cyrillic ones of Serbian beside them.
fn cased(language: Language, role: &str) -> Vec<String> {
    let mut all: Vec<String> = words(language, role).into_iter().map(str::to_owned).collect();
    if language == Language::Sr {
        all.extend(words(language, role).into_iter().map(fold::cyrillic));
    }
    all
}

/// A word and the Cyrillic one of Serbian beside it, in lower case.
fn spelled<'a>(language: Language, words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut all = Vec::new();
    for word in words {
        all.push(fold::lower(word));
        if language == Language::Sr {
            all.push(fold::lower(&fold::cyrillic(word)));
            all.push(fold::lower(&fold::plain(word)));
        }
        if language == Language::Es {
            all.push(fold::lower(&fold::plain(word)));
        }
    }
    let mut seen = std::collections::HashSet::new();
    all.retain(|word| seen.insert(word.clone()));
    all
}

fn instrument_type(name: &str) -> Option<InstrumentType> {
    use InstrumentType as T;
    Some(match name {
        "treaty" => T::Treaty,
        "agreement" => T::Agreement,
        "protocol" => T::Protocol,
        "memorandum_of_understanding" => T::MemorandumOfUnderstanding,
        "memorandum_of_cooperation" => T::MemorandumOfCooperation,
        "memorandum" => T::Memorandum,
        "convention" => T::Convention,
        "exchange_of_notes" => T::ExchangeOfNotes,
        "exchange_of_letters" => T::ExchangeOfLetters,
        "joint_statement" => T::JointStatement,
        "declaration" => T::Declaration,
        "programme" => T::Programme,
        "action_plan" => T::ActionPlan,
        "roadmap" => T::Roadmap,
        "letter_of_intent" => T::LetterOfIntent,
        "minutes" => T::Minutes,
        "contract" => T::Contract,
        _ => return None,
    })
}

/// Finds words of a table, the longest first.
struct Matcher<T> {
    automaton: Option<AhoCorasick>,
    values: Vec<T>,
}

impl<T: Copy> Matcher<T> {
    fn new(words: Vec<(String, T)>) -> Matcher<T> {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(words.iter().map(|(word, _)| word))
            .ok();
        Matcher {
            automaton,
            values: words.into_iter().map(|(_, value)| value).collect(),
        }
    }

    /// Whole words between two bytes.
    fn all<'a>(
        &'a self,
        lower: &'a str,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = (usize, usize, T)> + 'a {
        let found = self
            .automaton
            .iter()
            .flat_map(move |automaton| automaton.find_iter(Input::new(lower).span(from.min(to)..to)));
        found
            .filter(|found| whole(lower, found.start(), found.end()))
            .map(|found| {
                (
                    found.start(),
                    found.end(),
                    self.values[found.pattern().as_usize()],
                )
            })
    }

    /// The first word that begins as one of the table does.
    fn starts(&self, lower: &str) -> Option<(usize, T)> {
        let automaton = self.automaton.as_ref()?;
        let mut found = automaton.find_iter(lower);
        found
            .find(|found| {
                let before = lower[..found.start()].chars().next_back();
                before.is_none_or(|each| !each.is_alphanumeric())
            })
            .map(|found| (found.start(), self.values[found.pattern().as_usize()]))
    }
}
