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
pub(crate) type Fact = (&'static str, String);

/// The facts of a document, without those of its tables.
pub(crate) fn of_document(document: &Document) -> Vec<Fact> {
    let from = &document.provenance;
    let reporters = from.reporters.iter().map(|area| Areas::standard().label(*area));
    let reporters: Vec<String> = reporters.collect();
    let vintage = from.vintage.map(|day| day.to_string());
    let facts = [
        ("title", Some(document.title.clone())),
        ("finding", document.finding.clone()),
        ("language", Some(document.language.code().to_owned())),
        ("reporters", some(reporters.join("; "))),
        ("valuation", from.valuation.clone()),
        ("periods", from.periods.clone()),
        ("vintage", vintage),
        ("datasets", some(from.datasets.join("; "))),
        ("query", some(from.query.clone())),
        ("extracted", from.extracted.clone()),
        ("licence", from.licence.clone()),
    ];
    facts
        .into_iter()
        .filter_map(|(name, fact)| Some((name, fact?)))
        .collect()
}

/// The facts of a table.
pub(crate) fn of_table(table: &Table) -> Vec<Fact> {
    let mut facts = vec![
        ("table", table.name.to_owned()),
        ("caption", table.caption.clone()),
    ];
    facts.extend(table.notes.iter().map(|note| ("note", note.clone())));
    facts.push(("rows", table.rows.len().to_string()));
    facts.push(("sha256", checksum(table)));
    facts
}

/// The facts of a document for people: label and text.
pub(crate) fn told(from: &Provenance, tongue: &dyn Tongue) -> Vec<(String, String)> {
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
