//! Institutions of both sides: one entity behind all its names.
//!
//! A ministry has a name in each language and each script of it, and it may be renamed; what was signed
//! by the one before is then found under the one after. It reads the tables the readers use; which words
//! of a sentence are a name is for them to say.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::address;
use crate::reading::{Language, When};
use crate::script;

/// An institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institution {
    /// Its name in files, such as `kaz/ministry-of-finance`.
    pub id: &'static str,
    /// Alpha-3 code of its state.
    pub state: &'static str,
    /// What kind: `government`, `ministry`, `statistical-office`, …
    pub kind: &'static str,
    /// Its names, the usual one of a language first.
    pub names: Vec<(Language, &'static str)>,
    /// What became of it.
    pub succession: Option<Succession>,
}

/// What became of an institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// `renamed`, `merged` or `split`.
    pub kind: &'static str,
    /// The institution that came after.
    pub successor: &'static str,
    /// The days between which it happened: the last it was met under its name, and the first under the
    /// next. The day itself where both are one.
    pub between: Option<When>,
}

/// All institutions that are known by name.
#[derive(Debug, Default)]
pub struct Institutions {
    all: BTreeMap<&'static str, Institution>,
    /// By every name, folded to one script.
    keys: BTreeMap<String, Vec<&'static str>>,
    /// Words that tell one name of an institution from another of the same: (institution, mark, words).
    marks: Vec<(&'static str, &'static str, Vec<String>)>,
}

impl Institutions {
    /// The embedded list, read once.
    pub fn standard() -> &'static Institutions {
        static STANDARD: OnceLock<Institutions> = OnceLock::new();
        STANDARD.get_or_init(|| {
            let mut read = Institutions::default();
            read.entries(include_str!("../data/institutions.tsv"));
            read.names(include_str!("../data/institution_names.tsv"));
            read.marks(include_str!("../data/name_marks.tsv"));
            read
        })
    }

    fn entries(&mut self, table: &'static str) {
        for line in table.lines().skip(1) {
            let field = |at: usize| line.split('\t').nth(at).unwrap_or_default();
            let succession = Succession {
                kind: field(3),
                successor: field(4),
                between: When::parse(field(5)),
            };
            let entry = Institution {
                id: field(0),
                state: field(1),
                kind: field(2),
                names: Vec::new(),
                succession: Some(succession).filter(|one| !one.successor.is_empty()),
            };
            self.all.insert(entry.id, entry);
        }
    }

    fn names(&mut self, table: &'static str) {
        for line in table.lines().skip(1) {
            let mut fields = line.split('\t');
            let (id, language) = (
                fields.next().unwrap_or_default(),
                fields.next().and_then(Language::parse),
            );
            for name in fields.next().unwrap_or_default().split('|') {
                let ids = self.keys.entry(script::key(name)).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
                if let Some((entry, language)) = self.all.get_mut(id).zip(language) {
                    entry.names.push((language, name));
                }
            }
        }
    }

    fn marks(&mut self, table: &'static str) {
        for line in table.lines().skip(1) {
            let field = |at: usize| line.split('\t').nth(at).unwrap_or_default();
            let words = field(2).split('|').map(script::key).collect();
            self.marks.push((field(0), field(1), words));
        }
    }

    /// All of them, by id.
    pub fn all(&self) -> impl Iterator<Item = &Institution> {
        self.all.values()
    }

    /// An institution by its id.
    pub fn get(&self, id: &str) -> Option<&Institution> {
        self.all.get(id)
    }

    /// An institution by its id or address, whole or without `/id/`.
    pub fn find(&self, text: &str) -> Option<&Institution> {
        let wanted = address::whole(text);
        self.get(text)
            .or_else(|| self.all().find(|one| one.address() == wanted))
    }

    /// All institutions that bear a name.
    pub fn all_named(&self, name: &str) -> Vec<&Institution> {
        let ids = self.keys.get(&script::key(name));
        ids.into_iter()
            .flatten()
            .filter_map(|id| self.all.get(id))
            .collect()
    }

    /// The one institution of a state that bears a name, in whatever language, script and case form it
    /// is known in.
    pub fn named(&self, state: Option<&str>, name: &str) -> Option<&Institution> {
        let all = self.all_named(name).into_iter();
        let mut fit = all.filter(|one| state.is_none_or(|state| one.state == state));
        fit.next().filter(|_| fit.next().is_none())
    }

    /// The institution that came last in its succession.
    pub fn now<'a>(&'a self, institution: &'a Institution) -> &'a Institution {
        let (mut now, mut steps) = (institution, 0);
        while let Some(next) = now.succession.as_ref().and_then(|one| self.get(one.successor)) {
            now = next;
            steps += 1;
            if steps > self.all.len() {
                break; // a circle of successors
            }
        }
        now
    }

    /// What an institution came from.
    pub fn before<'a>(&'a self, institution: &'a Institution) -> impl Iterator<Item = &'a Institution> {
        let after = |one: &&Institution| {
            one.succession
                .as_ref()
                .is_some_and(|succession| succession.successor == institution.id)
        };
        self.all().filter(after)
    }

    /// What a name of an institution says beyond another of it: `of the population`.
    pub fn marks_of(&self, id: &str, name: &str) -> Vec<&'static str> {
        let words = script::key(name);
        let of = self.marks.iter().filter(|(owner, _, _)| *owner == id);
        let marked = of.filter(|(_, _, marks)| marks.iter().any(|mark| words.contains(mark.as_str())));
        marked.map(|(_, mark, _)| *mark).collect()
    }
}

impl Institution {
    /// Its usual name in a language, else in English, else its id.
    pub fn name(&self, language: Language) -> &'static str {
        let of = |wanted: Language| self.names.iter().find(|(language, _)| *language == wanted);
        let name = of(language).or_else(|| of(Language::En));
        name.map_or(self.id, |(_, name)| name)
    }

    /// Its public address: `/id/institution/kz/ministry-of-finance`.
    pub fn address(&self) -> String {
        let (state, name) = self.id.split_once('/').unwrap_or((self.state, self.id));
        let state = address::alpha2(state).unwrap_or_else(|| state.to_owned());
        format!("{}institution/{state}/{name}", address::ROOT)
    }
}
