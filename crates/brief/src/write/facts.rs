//! What is printed on every export: title, whose figures, how counted, and how to get
//! them again.
//!
//! Files for machines have it under fixed English names, files for people under the
//! words of their language. The extraction time is told and is not of the checksum.

use entente_trade::Areas;

use super::exact::checksum;
use super::{Tongue, Word};
use crate::document::{Document, Provenance};
use crate::table::Table;

/// A fact under its name for machines.
pub(crate) type Fact = (&'static str, Told);

/// What is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    One(String),
    Many(Vec<String>),
}

impl Told {
    /// In one line.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::One(text) => text.clone(),
            Self::Many(texts) => texts.join("; "),
        }
    }
}

/// The facts of a document, without those of its tables.
pub(crate) fn of_document(document: &Document) -> Vec<Fact> {
    let from = &document.provenance;
    let reporters = from
        .reporters
        .iter()
        .map(|area| Areas::standard().label(*area))
        .collect();
    let one = |name, fact: Option<String>| fact.map(|fact| (name, Told::One(fact)));
    let many = |name, facts: Vec<String>| Some((name, Told::Many(facts)));
    let facts = [
        one("title", Some(document.title.clone())),
        one("finding", document.finding.clone()),
        one("language", Some(document.language.code().to_owned())),
        many("reporters", reporters),
        one("valuation", from.valuation.clone()),
        one("periods", from.periods.clone()),
        one("vintage", from.vintage.map(|day| day.to_string())),
        many("datasets", from.datasets.clone()),
        one("query", some(from.query.clone())),
        one("extracted", from.extracted.clone()),
        one("licence", from.licence.clone()),
    ];
    facts.into_iter().flatten().collect()
}

/// The facts of a table.
pub(crate) fn of_table(table: &Table) -> Vec<Fact> {
    vec![
        ("table", Told::One(table.name.to_owned())),
        ("caption", Told::One(table.caption.clone())),
        ("notes", Told::Many(table.notes.clone())),
        ("rows", Told::One(table.rows.len().to_string())),
        ("sha256", Told::One(checksum(table))),
    ]
}

/// What is printed on every export, for people: label and text, of the document and of each table.
pub fn told(document: &Document, tongue: &dyn Tongue) -> Vec<(String, String)> {
    let mut told = origin(&document.provenance, tongue);
    told.extend(document.tables().map(|table| of_table_told(table, tongue)));
    told
}

/// Label and text of whose figures a document shows, and how to get them again.
pub(crate) fn origin(from: &Provenance, tongue: &dyn Tongue) -> Vec<(String, String)> {
    let reporters: Vec<String> = from.reporters.iter().map(|area| tongue.area(*area)).collect();
    let facts = [
        (Word::Reporters, some(reporters.join("; "))),
        (Word::Valuation, from.valuation.clone()),
        (Word::Periods, from.periods.clone()),
        (Word::Vintage, from.vintage.map(|day| tongue.day(day))),
        (Word::Datasets, some(from.datasets.join("; "))),
        (Word::Query, some(from.query.clone())),
        (Word::Extracted, from.extracted.clone()),
        (Word::Licence, from.licence.clone()),
    ];
    facts
        .into_iter()
        .filter_map(|(word, fact)| Some((tongue.say(word), fact?)))
        .collect()
}

/// Name, count of rows and checksum of a table for people.
pub(crate) fn of_table_told(table: &Table, tongue: &dyn Tongue) -> (String, String) {
    let told = format!(
        "{}: {}; {}: {}",
        tongue.say(Word::Rows),
        tongue.count(table.rows.len() as u64),
        tongue.say(Word::Checksum),
        checksum(table)
    );
    (table.name.to_owned(), told)
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
