//! Finds the people a text names by their offices.
//!
//! It exists because a name is told from other capitals by the office before it. Somebody without an
//! office, or with an office no table has, is not found; nobody is completed from elsewhere.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::document::{Document, covered};
use super::fold;
use super::gazetteer::{Mention, NameKind, whole};
use super::per_language::PerLanguage;
use super::table::{forms, rows};
use super::{Field, Language, Office, Person, Rule, State};

pub(super) const OFFICES: &str = include_str!("../../data/offices.tsv");

const OFFICE: Rule = Rule::first("person/office");
const SURNAME: Rule = Rule::first("person/surname");
const MISPRINT: Rule = Rule::first("person/misprint");
const SIDE: Rule = Rule::first("person/side-of-office");
const NEAR: Rule = Rule::first("person/side-of-sentence");

/// At most so many people are told of one source.
const MOST: usize = 300;

/// A place where a person is named, by full name or surname.
#[derive(Debug, Clone)]
pub(super) struct Naming {
    pub(super) at: Range<usize>,
    pub(super) person: usize,
}

/// People, and every place they are named, from left to right.
pub(super) struct People {
    pub(super) people: Vec<Person>,
    pub(super) namings: Vec<Naming>,
    /// The last word of each name.
    surnames: Vec<String>,
}

/// Offices in a row with the state beside them and the name behind.
struct Holder {
    offices: Vec<Range<usize>>,
    state: Option<Mention>,
    name: Range<usize>,
}

/// Finds the people of a source.
pub(super) fn find(document: &Document<'_>) -> People {
    let mut found = People {
        people: Vec::new(),
        namings: Vec::new(),
        surnames: Vec::new(),
    };
    for holder in holders(document) {
        found.add(document, &holder);
    }
    found.further(document);
    found.namings.sort_by_key(|naming| naming.at.start);
    found.absent(document);
    found
}

impl People {
    /// People named within a range, in order, each once.
    pub(super) fn within(&self, at: &Range<usize>) -> Vec<usize> {
        let first = self.namings.partition_point(|naming| naming.at.start < at.start);
        let mut all = Vec::new();
        for naming in self.namings[first..]
            .iter()
            .take_while(|naming| naming.at.end <= at.end)
        {
            if !all.contains(&naming.person) {
                all.push(naming.person);
            }
        }
        all
    }

    /// Who was named last before a byte, not before another.
    pub(super) fn last(&self, from: usize, to: usize) -> Option<&Naming> {
        let after = self.namings.partition_point(|naming| naming.at.end <= to);
        self.namings
            .get(after.checked_sub(1)?)
            .filter(|naming| naming.at.start >= from)
    }

    fn add(&mut self, document: &Document<'_>, holder: &Holder) {
        let name = document.quote(&holder.name);
        let known = self
            .people
            .iter()
            .position(|person| same(&person.name.value, name, document.language));
        // A surname alone is nobody new.
        let known = known.or_else(|| {
            (!name.contains(' '))
                .then(|| self.nearest(&stem(name, document.language)))
                .flatten()
        });
        let Some(person) = known.or_else(|| self.new_person(document, &holder.name)) else {
            return;
        };
        self.namings.push(Naming {
            at: holder.name.clone(),
            person,
        });
        self.variant(document, person, &holder.name, SURNAME);
        let entry = &mut self.people[person];
        let state = holder
            .state
            .map(|mention| document.field(mention.state, &(mention.start..mention.end), SIDE));
        for office in &holder.offices {
            let title = document.words(office, OFFICE);
            let known = |known: &&mut Office| fold::lower(&known.title.value) == fold::lower(&title.value);
            match entry.offices.iter_mut().find(known) {
                Some(known) if known.state.is_none() => known.state.clone_from(&state),
                Some(_) => {}
                None => entry.offices.push(Office {
                    title,
                    state: state.clone(),
                }),
            }
        }
        let guessed = entry
            .side
            .as_ref()
            .is_some_and(|side| side.rule == NEAR && state.is_some());
        if entry.side.is_none() || guessed {
            entry.side = state.or_else(|| near(document, &holder.name));
        }
    }

    fn new_person(&mut self, document: &Document<'_>, at: &Range<usize>) -> Option<usize> {
        if self.people.len() >= MOST {
            return None;
        }
        let name = document.words(at, OFFICE);
        let last = name.value.rsplit(' ').next().unwrap_or("");
        self.surnames.push(stem(last, document.language));
        self.people.push(Person {
            name,
            variants: Vec::new(),
            offices: Vec::new(),
            side: None,
            present: true,
        });
        Some(self.people.len() - 1)
    }

    /// Keeps another way of writing a name.
    fn variant(&mut self, document: &Document<'_>, person: usize, at: &Range<usize>, rule: Rule) {
        let (entry, word) = (&mut self.people[person], document.quote(at));
        if entry.name.value != word && !entry.variants.iter().any(|variant| variant.value == word) {
            entry.variants.push(document.words(at, rule));
        }
    }

    fn nearest(&self, surname: &str) -> Option<usize> {
        let exact = self.surnames.iter().position(|last| last == surname);
        exact.or_else(|| self.surnames.iter().position(|last| one_apart(last, surname)))
    }

    /// Every further place a surname stands, or a word one letter away from one that names nothing else.
    fn further(&mut self, document: &Document<'_>) {
        let named: Vec<Range<usize>> = self.namings.iter().map(|naming| naming.at.clone()).collect();
        for (at, word) in words(document.text) {
            if covered(&named, at.start) || word.chars().count() < 3 {
                continue;
            }
            let bare = stem(word, document.language);
            if let Some(person) = self.surnames.iter().position(|last| *last == bare) {
                self.namings.push(Naming {
                    at: at.clone(),
                    person,
                });
                self.variant(document, person, &at, SURNAME);
                continue;
            }
            let near = self.surnames.iter().position(|last| one_apart(last, &bare));
            if let Some(person) = near.filter(|_| document.names_state(at.start).is_none()) {
                self.namings.push(Naming {
                    at: at.clone(),
                    person,
                });
                self.variant(document, person, &at, MISPRINT);
            }
        }
    }

    /// Who is named only as the sender of an invitation is not there.
    fn absent(&mut self, document: &Document<'_>) {
        const SENT: [&str; 6] = [
            "invitation from",
            "on behalf of",
            "приглашение",
            "по поручению",
            "poziv",
            "шақыруын",
        ];
        let mut shown = vec![false; self.people.len()];
        for naming in &self.namings {
            let sentence = document.sentence_at(naming.at.start);
            let before = sentence.map_or("", |sentence| document.small(&(sentence.start..naming.at.start)));
            if !SENT.iter().any(|words| before.contains(words)) {
                shown[naming.person] = true;
            }
        }
        for (person, shown) in self.people.iter_mut().zip(shown) {
            person.present = shown;
        }
    }
}

fn same(one: &str, other: &str, language: Language) -> bool {
    let key = |name: &str| {
        let words: Vec<String> = name.split(' ').map(|word| stem(word, language)).collect();
        entente_trade::fold::key(&words.join(" "))
    };
    key(one) == key(other)
}

/// A name without the ending of its case: `Вучичем` and `Вучича` are one.
fn stem(word: &str, language: Language) -> String {
    let endings: &[&str] = match language {
        Language::Ru => &["ым", "им", "ом", "ем", "ой", "ей", "а", "у", "е", "я", "ю", "ы"],
        Language::Sr => &["om", "em", "im", "a", "u", "e", "ом", "ем", "им", "а", "у", "е"],
        Language::Kk => &[
            "ның", "нің", "дың", "дің", "тың", "тің", "мен", "бен", "пен", "ға", "ге", "қа", "ке", "ды",
            "ді", "ты", "ті", "ны", "ні",
        ],
        Language::En | Language::De | Language::Es => &[],
    };
    let cut = endings
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|rest| rest.chars().count() >= 3);
    cut.unwrap_or(word).to_owned()
}

/// The state last named in the sentence before a name.
fn near(document: &Document<'_>, name: &Range<usize>) -> Option<Field<State>> {
    let sentence = document.sentence_at(name.start)?;
    let named = document.mentions_in(&(sentence.start..name.start));
    let last = named
        .iter()
        .rev()
        .find(|mention| mention.kind != NameKind::Adjective)?;
    Some(document.field(last.state, &(last.start..last.end), NEAR))
}

fn offices(document: &Document<'_>) -> Vec<Range<usize>> {
    static ALL: PerLanguage<Option<AhoCorasick>> = PerLanguage::new();
    let automaton = ALL.of(document.language, || build(document.language));
    let matches = automaton
        .iter()
        .flat_map(|automaton| automaton.find_iter(&document.lower));
    let mut all: Vec<Range<usize>> = matches.map(|found| found.range()).collect();
    all.retain(|at| whole(&document.lower, at.start, at.end));
    for office in &mut all {
        office.end = field_of_office(document, office.end);
    }
    all
}

/// `Minister` goes on with `of Labor and Social Protection` where capitals follow.
fn field_of_office(document: &Document<'_>, end: usize) -> usize {
    let rest = &document.text[end..];
    if document.language != Language::En
        || !document.lower[..end].ends_with("minister")
        || !rest.starts_with(" of ")
    {
        return end;
    }
    let mut at = end + " of ".len();
    let mut until = end;
    for word in rest[" of ".len()..].split(' ') {
        let bare = word.trim_end_matches([',', '.', ';']);
        let state = document.names_state(at).is_some();
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        if state || !(capital || bare == "and") || (at - end) > 80 {
            break;
        }
        if capital {
            until = at + bare.len();
        }
        at += word.len() + 1;
        if bare.len() < word.len() {
            break;
        }
    }
    // Two capitals in a row are a person's name rather than a field of duty.
    if until > end
        && !document.text[end..until].contains(" and ")
        && document.text[end + 4..until].contains(' ')
    {
        let field = document.text[end + 4..until].split(' ').next().unwrap_or("");
        return end + 4 + field.len();
    }
    until
}

fn build(language: Language) -> Option<AhoCorasick> {
    let mut all: Vec<String> = Vec::new();
    for [_, words] in rows::<2>(OFFICES).filter(|row| row[0] == language.code()) {
        for word in forms(words) {
            all.push(word.to_owned());
            if language == Language::Sr {
                all.push(fold::cyrillic(word));
                all.push(fold::plain(word).into_owned());
            }
        }
    }
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(all)
        .ok()
}

/// Offices in a row belong to whoever is named behind them.
fn holders(document: &Document<'_>) -> Vec<Holder> {
    let offices = offices(document);
    let mut all = Vec::new();
    let mut at = 0;
    while at < offices.len() {
        let first = offices[at].clone();
        let mut row = vec![first.clone()];
        let mut end = first.end;
        while let Some(next) = offices
            .get(at + 1)
            .filter(|next| joined(document.small(&(end..next.start))))
        {
            row.push(next.clone());
            end = next.end;
            at += 1;
        }
        at += 1;
        let behind = behind(document, end);
        let start = behind.map_or(end, |mention| mention.end);
        if let Some(name) = name(document, start) {
            let state = behind.or_else(|| before(document, first.start));
            all.push(Holder {
                offices: row,
                state,
                name,
            });
        }
    }
    all
}

fn joined(gap: &str) -> bool {
    matches!(
        gap.trim(),
        "and" | "–" | "—" | "-" | "," | "и" | "i" | "und" | "y" | "және" | "и –"
    ) && gap.len() < 9
}

/// The state directly behind an office: `of the Republic of Kazakhstan`, `Казахстана`.
fn behind(document: &Document<'_>, end: usize) -> Option<Mention> {
    let next = document.mentions.partition_point(|mention| mention.start < end);
    let mention = document.mentions.get(next)?;
    let gap = document.small(&(end..mention.start));
    let words = gap.split_whitespace().all(|word| {
        [
            "of",
            "the",
            "republic",
            "республики",
            "republike",
            "der",
            "de",
            "la",
            "republik",
            "república",
            "del",
        ]
        .contains(&word)
    });
    (words && gap.len() < 24 && mention.kind != NameKind::Adjective).then_some(*mention)
}

/// The state directly before: `Kazakh`, `Serbia's`, `Қазақстан`.
fn before(document: &Document<'_>, start: usize) -> Option<Mention> {
    let next = document.mentions.partition_point(|mention| mention.end <= start);
    let mention = document.mentions.get(next.checked_sub(1)?)?;
    let gap = document.small(&(mention.end..start));
    matches!(gap.trim(), "" | "'s" | "’s" | "республикасының" | "'" | "’").then_some(*mention)
}

/// Two to four capitalised words at a byte; one, if it is a surname already known.
fn name(document: &Document<'_>, start: usize) -> Option<Range<usize>> {
    let rest = document.text.get(start..)?;
    let lead = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    if lead == 0 {
        return None;
    }
    let from = start + lead;
    let (mut at, mut end, mut count) = (from, from, 0);
    for word in document.text[from..].split([' ', '\u{a0}', '\n']) {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')', '»', '”', '"', '!', '?']);
        let bare = bare
            .strip_suffix("'s")
            .or_else(|| bare.strip_suffix("’s"))
            .unwrap_or(bare);
        let letters = bare
            .chars()
            .all(|each| each.is_alphabetic() || matches!(each, '-' | '’' | '\''));
        let capital =
            bare.chars().next().is_some_and(char::is_uppercase) && bare.chars().any(char::is_lowercase);
        let state = document
            .names_state(at)
            .is_some_and(|mention| mention.end <= at + bare.len());
        if !letters || !capital || state || count == 4 {
            break;
        }
        count += 1;
        end = at + bare.len();
        at += word.len() + 1;
        if bare.len() < word.len() {
            break;
        }
    }
    (count > 0).then_some(from..end)
}

/// Words that begin with a capital.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    let pieces = text
        .split(|each: char| !(each.is_alphabetic() || each == '-'))
        .map(move |word| {
            let start = at;
            at += word.len();
            at += text[at..].chars().next().map_or(0, char::len_utf8);
            (start..start + word.len(), word)
        });
    pieces.filter(|(_, word)| word.chars().next().is_some_and(char::is_uppercase))
}

/// Whether one letter more, less or other makes two words the same.
fn one_apart(one: &str, other: &str) -> bool {
    if one == other || one.len().abs_diff(other.len()) > 4 || one.chars().next() != other.chars().next() {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let longer = one.len().max(other.len());
    if one.len().abs_diff(other.len()) > 1 || one.len().min(other.len()) < 5 {
        return false;
    }
    let head = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let tail = one
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    head + tail >= longer - 1
}
