//! People under all their names: one person, whoever spells them and in whichever script.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::address;
use crate::record::{Kind, RecordId, Said};
use crate::register::Register;
use crate::script;

/// Names in one script, and whose they are (`srb/aleksandar-vucic`).
fn names() -> &'static BTreeMap<String, &'static str> {
    static NAMES: OnceLock<BTreeMap<String, &'static str>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let table = include_str!("../data/people.tsv").lines().skip(1);
        let lines = table.filter_map(|line| line.split_once('\t'));
        let names = lines.flat_map(|(id, names)| names.split('|').map(move |name| (script::key(name), id)));
        names.collect()
    })
}

/// Who bears a name, if that is known.
fn named(state: Option<&str>, name: &str) -> Option<&'static str> {
    let id = *names().get(&script::key(name))?;
    let own = id.get(..3).unwrap_or_default();
    state
        .is_none_or(|state| own.eq_ignore_ascii_case(state))
        .then_some(id)
}

/// The record of the person of a state with a name.
pub(crate) fn known(register: &Register, state: Option<&str>, name: &str) -> Option<RecordId> {
    let who = |name: &str| named(state, name).map_or_else(|| script::key(name), str::to_owned);
    let wanted = who(name);
    let same = register.of_kind(Kind::Person).find(|person| {
        let side = person.one(|said| match said {
            Said::Side(side) => Some(side.as_str()),
            _ => None,
        });
        let mut names = person.all(|said| match said {
            Said::Name(name) => Some(name.text.as_str()),
            _ => None,
        });
        side.zip(state).is_none_or(|(one, other)| one == other) && names.any(|name| who(name) == wanted)
    });
    same.map(|person| person.id)
}

/// The address of a person: by the spelling of the list, where they are in it.
pub(crate) fn address(state: &str, name: &str) -> Option<String> {
    let spelled = named(Some(state), name).and_then(|id| id.split_once('/'));
    address::named("person", state, spelled.map_or(name, |(_, name)| name))
}
