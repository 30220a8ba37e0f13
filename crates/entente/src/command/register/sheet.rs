//! Sheets of what is no record: a source with all that was read from it, an institution with all it signs.

use entente_register::institution::Institution as Known;
use entente_register::reading::Language;
use entente_register::record::{Assertion, Kind, Quote, Record, Said, Source as Text, Standing};
use entente_register::{Register, facet};
use serde::Serialize;

use super::{quote, read, rows};
use crate::print::table;

/// A source as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Source {
    id: String,
    source: Option<Text>,
    records: Vec<String>,
}

/// An institution as machines read it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Institution {
    id: String,
    address: String,
    state: String,
    kind: String,
    names: Vec<(&'static str, &'static str)>,
    succession: Option<String>,
    instruments: Vec<String>,
    commitments: Vec<String>,
}

impl Source {
    pub(super) fn of(register: &Register, source: &Text) -> Self {
        let records = told_by(register, source);
        Self {
            id: source.id.to_string(),
            source: Some(source.clone()),
            records: records.iter().map(|(record, _)| record.id.to_string()).collect(),
        }
    }
}

/// The records a source tells of with the first words of each, by their place in it.
fn told_by<'a>(register: &'a Register, source: &Text) -> Vec<(&'a Record, Option<&'a Quote>)> {
    let own = |one: &&Assertion| one.source == Some(source.id) && one.standing != Standing::Rejected;
    let mut records: Vec<(&Record, Option<&Quote>)> = register
        .records()
        .filter(|record| record.assertions.iter().any(|one| own(&one)))
        .map(|record| {
            let quotes = record
                .assertions
                .iter()
                .filter(own)
                .filter_map(|one| one.span.as_ref());
            (record, quotes.into_iter().next())
        })
        .collect();
    records.sort_by_key(|(record, quote)| (quote.map_or(usize::MAX, |quote| quote.start), record.id));
    records
}

/// What is known of a source, and every record it tells of with its words underlined.
pub(super) fn source(register: &Register, source: &Text) -> String {
    let mut text = table::wrapped(&format!("{}: {}", source.id, source.file), 0);
    let published = match (&source.published, &source.published_from) {
        (Some(day), Some(from)) => format!("published {day} (as the {from} says)"),
        _ => "day of publication not known".to_owned(),
    };
    let side = match source.side.as_deref() {
        Some("third") => "a third party's report".to_owned(),
        Some(side) => format!("{side}'s report"),
        None => "whose report not told".to_owned(),
    };
    let told = [
        source.publisher.clone(),
        Some(published),
        Some(side),
        source.language.clone(),
        source.pair.as_ref().map(|pair| format!("about {pair}")),
    ];
    let told: Vec<String> = told.into_iter().flatten().collect();
    text.push_str(&table::wrapped(&told.join("; "), 2));
    text.push_str(&format!("  SHA-256 {}\n", source.sha256));
    let announced = source.announced.as_ref();
    text.push_str(&announced.map_or_else(String::new, |told| {
        format!("  says {} documents were signed\n", told.count)
    }));
    for open in &source.open {
        text.push_str(&table::wrapped(
            &format!("open: {}: {}", open.what, open.reason),
            2,
        ));
    }
    for (record, words) in told_by(register, source) {
        let few = format!("{}: {}", record.id, read::few_words(register, record));
        text.push_str(&table::wrapped(&few, 0));
        text.push_str(&words.map_or_else(String::new, |words| quote::shown(source, words)));
    }
    if !source.unexplained.is_empty() {
        text.push_str("numbers that no claim took:\n");
        let quotes = source.unexplained.iter();
        quotes.for_each(|words| text.push_str(&quote::shown(source, words)));
    }
    text
}

impl Institution {
    pub(super) fn of(register: &Register, one: &Known) -> Self {
        let ids = |found: Vec<(Record, Option<Assertion>)>| {
            found.iter().map(|(record, _)| record.id.to_string()).collect()
        };
        Self {
            id: one.id.to_owned(),
            address: one.address(),
            state: one.state.to_owned(),
            kind: one.kind.to_owned(),
            names: one
                .names
                .iter()
                .map(|(language, name)| (language.code(), *name))
                .collect(),
            succession: rows::succession(one),
            instruments: ids(signed_by(register, one)),
            commitments: ids(owned_by(register, one)),
        }
    }
}

/// Whole records of a kind of which something that was not rejected is the institution's.
fn of_it(register: &Register, kind: Kind, is: impl Fn(&Said) -> bool) -> Vec<(Record, Option<Assertion>)> {
    let found = register.wholes(kind).into_iter().filter_map(|record| {
        let own = record.standing().find(|one| is(&one.said)).cloned()?;
        Some((record, Some(own)))
    });
    found.collect()
}

fn signed_by(register: &Register, one: &Known) -> Vec<(Record, Option<Assertion>)> {
    of_it(register, Kind::Instrument, |said| match said {
        Said::Participant(party) => facet::institution(party).is_some_and(|found| found.id == one.id),
        _ => false,
    })
}

fn owned_by(register: &Register, one: &Known) -> Vec<(Record, Option<Assertion>)> {
    let standard = entente_register::institution::Institutions::standard();
    of_it(register, Kind::Commitment, |said| match said {
        Said::OwnerInstitution(name) => standard
            .named(Some(one.state), name)
            .is_some_and(|found| found.id == one.id),
        _ => false,
    })
}

/// Its names, what became of it, and what it signs and owes with the words that say so underlined.
pub(super) fn institution(register: &Register, one: &Known) -> String {
    let head = format!("{}: {}", one.id, one.name(Language::En));
    let mut text = table::wrapped(&head, 0);
    text.push_str(&format!(
        "  {}\n  {}, {}\n",
        one.address(),
        one.state,
        one.kind.replace('-', " ")
    ));
    for language in Language::ALL {
        let names: Vec<&str> = one
            .names
            .iter()
            .filter(|(own, _)| *own == language)
            .map(|(_, name)| *name)
            .collect();
        if let Some((first, more)) = names.split_first() {
            let more = match more.len() {
                0 => String::new(),
                1 => " (and another form)".to_owned(),
                count => format!(" (and {count} more forms)"),
            };
            text.push_str(&table::wrapped(&format!("{}: {first}{more}", language.code()), 2));
        }
    }
    let succession = rows::succession(one);
    text.push_str(&succession.map_or_else(String::new, |words| table::wrapped(&words, 2)));
    for (record, said) in signed_by(register, one)
        .into_iter()
        .chain(owned_by(register, one))
    {
        let few = format!("{}: {}", record.id, read::few_words(register, &record));
        text.push_str(&table::wrapped(&few, 0));
        let quoted = said.and_then(|one| Some((register.source(one.source?)?, one.span?)));
        text.push_str(&quoted.map_or_else(String::new, |(source, words)| {
            format!("  {}:\n{}", source.id, quote::shown(source, &words))
        }));
    }
    text
}
