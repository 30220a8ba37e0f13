//! Names of states and institutions, with the forms they take in six languages.
//!
//! It exists because state names are what a title can be read by: everything else in it is free. Forms
//! are written down, not derived. It says where names stand in a text, not what they do there.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind};

use super::fold;
use super::per_language::PerLanguage;
use super::table::{forms, rows};
use super::{Language, State};

pub(super) const STATES: &str = include_str!("../../data/states.tsv");
pub(super) const NAMES: &str = include_str!("../../data/names.tsv");
pub(super) const INSTITUTIONS: &str = include_str!("../../data/institutions.tsv");
pub(super) const INSTITUTION_NAMES: &str = include_str!("../../data/institution_names.tsv");

/// What kind of name a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    /// A name, short or official.
    Name,
    /// An adjective.
    Adjective,
    /// A capital.
    Capital,
    /// Another city or region.
    City,
    /// Words for a sovereign that are the British Crown's only if nobody else's follow.
    Weak,
}

impl NameKind {
    /// Whether it names a place within a state.
    pub(super) const fn is_city(self) -> bool {
        matches!(self, NameKind::Capital | NameKind::City)
    }
}

/// A state named in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) state: State,
    pub(super) kind: NameKind,
}

#[derive(Clone, Copy)]
struct Form {
    state: State,
    kind: NameKind,
    /// Written in capitals only, such as `US` or `SAD`.
    capitals: bool,
}

/// The names of states in one language.
pub(super) struct Gazetteer {
    automaton: Option<AhoCorasick>,
    forms: Vec<Form>,
    language: Language,
    capital_names: bool,
}

impl Gazetteer {
    /// The gazetteer of a language; built once.
    pub(super) fn of(language: Language) -> &'static Gazetteer {
        static ALL: PerLanguage<Gazetteer> = PerLanguage::new();
        ALL.of(language, || Gazetteer::build(language))
    }

    fn build(language: Language) -> Gazetteer {
        let mut known: HashMap<String, Form> = HashMap::new();
        for [code, of, kind, names] in rows::<4>(NAMES) {
            let kind = match kind {
                "adjective" => NameKind::Adjective,
                "capital" => NameKind::Capital,
                "city" => NameKind::City,
                _ => NameKind::Name,
            };
            if of == language.code() {
                for name in forms(names) {
                    spell(&mut known, language, name, State(code), kind);
                }
            }
        }
        for name in super::lexicon::words(language, "weak") {
            spell(&mut known, language, name, State("GBR"), NameKind::Weak);
        }
        let mut patterns: Vec<(String, Form)> = known.into_iter().collect();
        patterns.sort_by(|one, other| one.0.cmp(&other.0));
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(patterns.iter().map(|(name, _)| name))
            .ok();
        Gazetteer {
            automaton,
            forms: patterns.into_iter().map(|(_, form)| form).collect(),
            language,
            capital_names: !matches!(language, Language::Kk),
        }
    }

    /// The states named between two bytes of a text, from left to right.
    pub(super) fn mentions(&self, text: &str, lower: &str, from: usize, to: usize, out: &mut Vec<Mention>) {
        let Some(automaton) = &self.automaton else { return };
        let mut at = from;
        while at < to {
            let input = Input::new(lower).span(at..to).anchored(Anchored::No);
            let Some(found) = automaton.find(input) else {
                return;
            };
            let form = self.forms[found.pattern().as_usize()];
            let (start, end) = (found.start(), found.end());
            let written = &text[start..end];
            if whole(lower, start, end) && (self.cased(form, written) || self.is_of_republic(&lower[..start]))
            {
                out.push(Mention {
                    start,
                    end,
                    state: form.state,
                    kind: form.kind,
                });
                at = end;
            } else {
                at = start + lower[start..].chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    /// Whether "republic of" stands before a name: then it is one in small letters, too.
    fn is_of_republic(&self, before: &str) -> bool {
        const OF: [&str; 5] = [
            "república de ",
            "republica de ",
            "república del ",
            "republica del ",
            "rep. de ",
        ];
        self.language == Language::Es && OF.iter().any(|words| before.ends_with(words))
    }

    fn cased(&self, form: Form, written: &str) -> bool {
        if form.capitals {
            return !written.chars().any(char::is_lowercase);
        }
        let proper = form.kind != NameKind::Adjective;
        !(proper && self.capital_names)
            || written.chars().next().is_some_and(|first| !first.is_lowercase())
            || written.starts_with("the ")
            || written.starts_with("all ")
    }
}

fn spell(known: &mut HashMap<String, Form>, language: Language, name: &str, state: State, kind: NameKind) {
    let letters = name.chars().filter(|each| each.is_alphabetic()).count();
    let capitals = letters <= 5 && !name.chars().any(char::is_lowercase);
    let form = Form {
        state,
        kind,
        capitals,
    };
    let mut put = |name: String| {
        known.entry(fold::lower(&name)).or_insert(form);
    };
    if name.contains('\'') {
        put(name.replace('\'', "’"));
    }
    if let fold_plain @ std::borrow::Cow::Owned(_) = fold::plain(name) {
        put(fold_plain.into_owned());
    }
    if language == Language::Sr && name.is_ascii() | name.chars().all(|each| each < '\u{250}') {
        put(fold::cyrillic(name));
    }
    put(name.to_owned());
}

/// Whether a match is no part of a longer word.
pub(super) fn whole(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start]
        .chars()
        .next_back()
        .is_none_or(|each| !each.is_alphanumeric());
    before
        && text[end..]
            .chars()
            .next()
            .is_none_or(|each| !each.is_alphanumeric())
}

/// What a code stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct StateEntry {
    pub(super) code: &'static str,
    pub(super) alpha2: &'static str,
    pub(super) kind: &'static str,
    pub(super) sovereign: &'static str,
}

/// The entries of all codes, by code.
pub(super) fn states() -> &'static [StateEntry] {
    static ALL: OnceLock<Vec<StateEntry>> = OnceLock::new();
    ALL.get_or_init(|| {
        let entry = |[code, alpha2, kind, sovereign]: [&'static str; 4]| StateEntry {
            code,
            alpha2,
            kind,
            sovereign,
        };
        let mut all: Vec<StateEntry> = rows::<4>(STATES).map(entry).collect();
        all.sort_by_key(|entry| entry.code);
        all
    })
}

/// The entry of a state.
pub(super) fn entry(state: State) -> Option<StateEntry> {
    let all = states();
    all.binary_search_by_key(&state.0, |entry| entry.code)
        .ok()
        .map(|at| all[at])
}

/// An institution of the gazetteer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Institution {
    pub(super) id: &'static str,
    pub(super) state: State,
    pub(super) kind: &'static str,
}

impl Institution {
    /// Whether it is called as nothing else is, which a ministry never surely is.
    pub(super) fn has_name_of_its_own(&self) -> bool {
        matches!(self.kind, "company" | "chamber" | "university" | "city")
    }
}

/// Finds an institution by its name in any language: of this state, or of whichever has the only one.
pub(super) fn institution(name: &str, state: Option<State>) -> Option<Institution> {
    static ALL: OnceLock<HashMap<String, Vec<Institution>>> = OnceLock::new();
    let all = ALL.get_or_init(institutions);
    let found = all.get(&key(name))?;
    match state {
        Some(state) => found.iter().find(|each| each.state == state).copied(),
        None => match found.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
    }
}

/// Whose office of statistics words in small letters name, where its name is one state's alone.
pub(super) fn office_of_statistics(lower: &str, language: Language) -> Option<State> {
    static ALL: PerLanguage<Vec<(String, State)>> = PerLanguage::new();
    let offices = || {
        let offices = rows::<6>(INSTITUTIONS).filter(|row| row[2] == "statistical-office");
        let names = offices.flat_map(|[id, state, ..]| {
            let own =
                rows::<3>(INSTITUTION_NAMES).filter(move |row| row[0] == id && row[1] == language.code());
            own.flat_map(|row| forms(row[2]))
                .map(move |name| (fold::lower(name), State(state)))
        });
        names.collect()
    };
    let all = ALL.of(language, offices);
    all.iter()
        .find(|(name, _)| lower.contains(name.as_str()))
        .map(|(_, state)| *state)
}

fn institutions() -> HashMap<String, Vec<Institution>> {
    let known: HashMap<&str, Institution> = rows::<6>(INSTITUTIONS)
        .map(|[id, state, kind, ..]| {
            (
                id,
                Institution {
                    id,
                    state: State(state),
                    kind,
                },
            )
        })
        .collect();
    let mut all: HashMap<String, Vec<Institution>> = HashMap::new();
    for [id, language, names] in rows::<3>(INSTITUTION_NAMES) {
        let Some(institution) = known.get(id) else {
            continue;
        };
        for name in forms(names) {
            let mut spellings = vec![key(name)];
            if language == "sr" {
                spellings.push(key(&fold::cyrillic(name)));
            }
            for spelling in spellings {
                let entries = all.entry(spelling).or_default();
                if !entries.iter().any(|each| each.id == id) {
                    entries.push(*institution);
                }
            }
        }
    }
    all
}

fn key(name: &str) -> String {
    let same = fold::one_script(name, Language::Kk);
    entente_trade::fold::key(same.as_ref().map_or(name, |same| &same.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_institution_has_one_identity_in_every_language_and_script() {
        let of =
            |name: &str, state: &'static str| institution(name, Some(State(state))).map(|found| found.id);
        for name in [
            "Ministry of Finance",
            "Министерством финансов",
            "Қаржы министрлігі",
            "Ministarstva finansija",
        ] {
            assert_eq!(of(name, "KAZ"), Some("kaz/ministry-of-finance"), "{name}");
        }
        assert_eq!(
            of("Министарство просвете", "SRB"),
            Some("srb/ministry-of-education")
        );
        assert_eq!(of("Ministry of Finance", "DEU"), None);
    }

    #[test]
    fn every_institution_has_a_state_of_the_list_and_a_successor_that_exists() {
        let ids: Vec<&str> = rows::<6>(INSTITUTIONS).map(|row| row[0]).collect();
        for [id, state, _, _, successor, _] in rows::<6>(INSTITUTIONS) {
            assert!(entry(State(state)).is_some(), "{id}");
            assert!(successor.is_empty() || ids.contains(&successor), "{id}");
        }
        for [id, ..] in rows::<3>(INSTITUTION_NAMES) {
            assert!(ids.contains(&id), "{id}");
        }
    }
}
