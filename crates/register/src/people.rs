//! People under all their names: one person, whoever spells them, in whichever script and case.
//!
//! Two names are one person's if their surnames sound alike without the endings of a case, and the given
//! names have the same consonants: English, German, Russian, Serbian and Kazakh write the vowels each
//! their own way. Which words of a text are a name is for the readers to say.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::address;
use crate::record::{Kind, Record, RecordId, Said};
use crate::register::Register;
use crate::script;

/// A name by its sound.
struct Heard {
    /// The words before the last: what is left of each without vowels, with and without endings.
    given: Vec<BTreeSet<String>>,
    /// The last word, with and without endings.
    surname: BTreeSet<String>,
}

impl Heard {
    fn of(name: &str) -> Self {
        let key = script::key(name);
        let mut words: Vec<&str> = key.split(' ').collect();
        let surname = words.pop().unwrap_or_default();
        let consonants = |sound: String| sound.replace(['a', 'e', 'i', 'o', 'u'], "");
        let given = |word: &str| script::sounds(word).into_iter().map(consonants).collect();
        Self {
            given: words.into_iter().map(given).collect(),
            surname: script::sounds(surname).into_iter().collect(),
        }
    }

    fn is_surname_of(&self, other: &Self) -> bool {
        !self.surname.is_disjoint(&other.surname)
    }

    /// Whether the two are one person's; a surname alone is nobody's.
    fn is(&self, other: &Self) -> bool {
        let mut pairs = self.given.iter().zip(&other.given).peekable();
        pairs.peek().is_some()
            && pairs.all(|(one, other)| !one.is_disjoint(other))
            && self.is_surname_of(other)
    }
}

/// Somebody who is known by name.
struct Listed {
    /// `srb/aleksandar-vucic`.
    id: &'static str,
    /// Each of their names, as it is spelled and as it sounds.
    names: Vec<(&'static str, Heard)>,
}

fn list() -> &'static [Listed] {
    static LIST: OnceLock<Vec<Listed>> = OnceLock::new();
    LIST.get_or_init(|| {
        let table = include_str!("../data/people.tsv").lines().skip(1);
        let lines = table.filter_map(|line| line.split_once('\t'));
        let heard = |names: &'static str| names.split('|').map(|name| (name, Heard::of(name))).collect();
        let listed = |(id, names)| Listed {
            id,
            names: heard(names),
        };
        lines.map(listed).collect()
    })
}

/// Who of the list bears a name.
fn named(state: Option<&str>, name: &Heard) -> Option<&'static Listed> {
    let own = |one: &Listed| {
        let code = one.id.get(..3).unwrap_or_default();
        state.is_none_or(|state| code.eq_ignore_ascii_case(state))
    };
    let bears = |one: &Listed| one.names.iter().any(|(_, heard)| heard.is(name));
    let mut found = list().iter().filter(|one| own(one) && bears(one));
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

/// All names of a person as they were told, and those of the list.
pub(crate) fn names(person: &Record) -> Vec<String> {
    let told = person.all(|said| match said {
        Said::Name(name) => Some(name.text.clone()),
        _ => None,
    });
    let told: Vec<String> = told.collect();
    let side = side(person);
    let listed = told.iter().find_map(|name| named(side, &Heard::of(name)));
    let listed = listed.iter().flat_map(|one| &one.names);
    let listed = listed.map(|(name, _)| (*name).to_owned());
    told.iter().cloned().chain(listed).collect()
}

/// The name to call a person by: the first told that the list spells so, else the list's own, since a text
/// may name them in some case only; of others the first told.
pub(crate) fn label(person: &Record) -> Option<String> {
    let told = person.all(|said| match said {
        Said::Name(name) => Some(name.text.as_str()),
        _ => None,
    });
    let told: Vec<&str> = told.collect();
    let listed = told.iter().find_map(|name| named(side(person), &Heard::of(name)));
    let Some(Listed { names: listed, .. }) = listed else {
        return told.first().map(|name| (*name).to_owned());
    };
    let spelled = |name: &&&str| {
        listed
            .iter()
            .any(|(one, _)| script::key(one) == script::key(name))
    };
    let name = told.iter().find(spelled).copied();
    name.or_else(|| listed.first().map(|(name, _)| *name))
        .map(str::to_owned)
}

/// The state a person speaks for.
fn side(person: &Record) -> Option<&str> {
    person.one(|said| match said {
        Said::Side(side) => Some(side.as_str()),
        _ => None,
    })
}

/// The people of a register by the sound of their names.
pub(crate) struct Index(Vec<Entry>);

struct Entry {
    id: RecordId,
    /// The record it was joined to.
    first: RecordId,
    side: Option<String>,
    names: Vec<Heard>,
    /// Who of the list they are.
    listed: Option<&'static str>,
}

impl Index {
    pub(crate) fn of(register: &Register) -> Self {
        let entry = |person: &Record| {
            let names: Vec<Heard> = names(person).iter().map(|name| Heard::of(name)).collect();
            Entry {
                id: person.id,
                first: register.first_of(person).id,
                side: side(person).map(str::to_owned),
                listed: names
                    .iter()
                    .find_map(|name| named(side(person), name))
                    .map(|one| one.id),
                names,
            }
        };
        Self(register.of_kind(Kind::Person).map(entry).collect())
    }

    /// The record of the person of a state with a name. A surname alone is the one person's of that state who
    /// bears it.
    pub(crate) fn find(&self, state: Option<&str>, name: &str) -> Option<RecordId> {
        let wanted = Heard::of(name);
        let listed = named(state, &wanted).map(|one| one.id);
        let alone = wanted.given.is_empty() && state.is_some();
        let fits = |entry: &&Entry| {
            let own = entry.side.as_deref();
            let of_state = own.zip(state).is_none_or(|(one, other)| one == other);
            let is = |name: &Heard| name.is(&wanted) || alone && own == state && name.is_surname_of(&wanted);
            of_state && (listed.is_some() && entry.listed == listed || entry.names.iter().any(is))
        };
        let mut found = self.0.iter().filter(fits);
        let first = found.next()?;
        let another = found.any(|other| other.first != first.first);
        (!(alone && another)).then_some(first.id)
    }
}

/// The address of a person: by the spelling of the list, where they are in it.
pub(crate) fn address(state: &str, name: &str) -> Option<String> {
    let spelled = named(Some(state), &Heard::of(name)).and_then(|one| one.id.split_once('/'));
    address::named("person", state, spelled.map_or(name, |(_, name)| name))
}

/// People who may be meant by a name: every word of it is a word of theirs, in whatever spelling and case.
pub(crate) fn called<'a>(register: &'a Register, name: &str) -> Vec<&'a Record> {
    let meant = |person: &&Record| {
        register.first_of(person).id == person.id
            && names(&register.whole(person))
                .iter()
                .any(|one| script::calls(name, one))
    };
    register.of_kind(Kind::Person).filter(meant).collect()
}
