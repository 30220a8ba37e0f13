//! What was asked for and is not there, with what may have been meant.

use entente_register::Register;
use entente_register::facet::{self, Filter};
use entente_register::institution::Institutions;
use entente_register::record::{Kind, Said, Source, SourceId};
use entente_register::{address, review, subject};
use entente_trade::Date;

use super::books;
use crate::args::Facets;
use crate::failure::Failure;
use crate::near;

/// A source by its name.
pub(super) fn source(register: &Register, id: SourceId) -> Result<&Source, Failure> {
    register.source(id).ok_or_else(|| {
        Failure::usage(format!("there is no {id}")).hint("`entente register list sources` has them all")
    })
}

/// There is no record, address or name like this.
pub(super) fn record(register: &Register, asked: &str) -> Failure {
    let refusal = match review::record(register, asked) {
        Err(refusal) => refusal,
        Ok(record) => return Failure::usage(format!("{} is there", record.id)),
    };
    let mut known: Vec<String> = register.records().flat_map(names).collect();
    known.extend(Institutions::standard().all().flat_map(|one| {
        let names = one.names.iter().map(|(_, name)| (*name).to_owned());
        names.chain([one.address()]).collect::<Vec<_>>()
    }));
    let failure = books::refused(refusal);
    let asked = if asked.contains('/') {
        address::whole(asked)
    } else {
        asked.to_owned()
    };
    match nearest(&asked, &known) {
        Some(near) => failure.hint(format!("did you mean {near}?")),
        None => failure,
    }
}

/// Its address, and its names if it is a person or commission.
fn names(record: &entente_register::record::Record) -> Vec<String> {
    let named = record.all(|said| match said {
        Said::Address(address) => Some(address.clone()),
        Said::Name(name) => Some(name.text.clone()),
        _ => None,
    });
    named.collect()
}

/// The known word that is most like another, whatever the case of either.
fn nearest<'a>(asked: &str, known: &'a [String]) -> Option<&'a str> {
    let lower: Vec<String> = known.iter().map(|word| word.to_lowercase()).collect();
    let near = near::word(asked, lower.iter().map(String::as_str))?;
    let at = lower.iter().position(|word| word == near)?;
    known.get(at).map(String::as_str)
}

/// What may have been meant by words that found nothing.
pub(super) fn facets(register: &Register, kind: Option<Kind>, asked: &Facets, day: Date) -> Vec<String> {
    let institutions = || {
        let all = Institutions::standard().all();
        all.flat_map(|one| one.names.iter().map(|(_, name)| (*name).to_owned()))
            .collect()
    };
    let subjects = || subject::subjects().iter().map(|one| one.id.to_owned()).collect();
    let all = |pick: fn(&facet::Facts) -> Vec<String>| {
        let found = kind.map(|kind| facet::of_kind(register, kind, &Filter::default(), day));
        let facts = found.unwrap_or_default();
        facts
            .iter()
            .flat_map(|(_, facts)| pick(facts))
            .collect::<Vec<String>>()
    };
    let words = |facts: &facet::Facts| {
        let texts = facts.people.iter().chain([&facts.words]);
        texts
            .flat_map(|text| text.split_whitespace())
            .map(trimmed)
            .collect()
    };
    let mut hints = Vec::new();
    let mut hint = |option: &str, asked: Option<&str>, known: &dyn Fn() -> Vec<String>| {
        let Some(asked) = asked else { return };
        let known = known();
        if known.iter().any(|word| word.eq_ignore_ascii_case(asked)) {
            return;
        }
        if let Some(near) = nearest(asked, &known) {
            hints.push(format!("{option} {asked:?}: did you mean {near}?"));
        }
    };
    hint("--institution", asked.institution.as_deref(), &institutions);
    hint("--subject", asked.subject.as_deref(), &subjects);
    hint("--place", asked.place.as_deref(), &|| {
        all(|facts| facts.places.clone())
    });
    for word in asked.search.iter().flat_map(|words| words.split_whitespace()) {
        match kind {
            Some(_) => hint("--search", Some(word), &|| all(words)),
            None => hint("--search", asked.search.as_deref(), &institutions),
        }
    }
    hints
}

fn trimmed(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_owned()
}
