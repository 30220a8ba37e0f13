//! A transcript as JSON-LD.
//!
//! What schema.org has words for is said in its words: instruments are `Legislation`, claims `Claim`,
//! checks `ClaimReview`. Beside them stand the assertions themselves, under a vocabulary of our own, and
//! these are what is taken over: the rest follows from them.

use entente_trade::Date;
use serde_json::{Value, json};

use super::{Contents, Extent, TranscriptError, node};
use crate::record::Record;
use crate::register::Register;

/// The terms beside those of schema.org.
const VOCABULARY: &str = "urn:entente:register:";

pub(super) fn write(register: &Register, extent: Extent, day: Date) -> String {
    let contents = Contents::of(register, extent);
    let mut graph: Vec<Value> = contents.sources.iter().map(node::source).collect();
    let mut records: Vec<Record> = Vec::new();
    for assertion in &contents.assertions {
        let id = assertion.id.record;
        if records.last().is_none_or(|record| record.id != id) {
            records.push(Record::new(id));
        }
        if let Some(record) = records.last_mut() {
            record.assertions.push(assertion.clone());
        }
    }
    for (claim, check) in &contents.checks {
        if let Some(record) = records.iter_mut().find(|record| record.id == *claim) {
            record.checks.push(check.clone());
        }
    }
    graph.extend(records.iter().map(|record| node::record(record, &records, day)));
    let document = json!({
        "@context": ["https://schema.org", {
            "entente": VOCABULARY,
            "assertions": {"@id": "entente:assertions", "@type": "@json"},
            "checks": {"@id": "entente:checks", "@type": "@json"},
            "source": {"@id": "entente:source", "@type": "@json"},
            "register": "entente:id",
            "status": "entente:status",
        }],
        "@graph": graph,
    });
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text + "\n"
}

pub(super) fn read(text: &str) -> Result<Contents, TranscriptError> {
    let wrong = |place: String, found: String| TranscriptError::Unreadable { place, found };
    let document: Value = serde_json::from_str(text).map_err(|error| {
        let place = format!("line {}", error.line());
        wrong(place, error.to_string())
    })?;
    let graph = document.get("@graph").and_then(Value::as_array);
    let graph = graph.ok_or_else(|| wrong("@graph".to_owned(), "no array".to_owned()))?;
    let mut contents = Contents::default();
    for (at, node) in graph.iter().enumerate() {
        take(&mut contents, node).map_err(|error| wrong(format!("@graph[{at}]"), error.to_string()))?;
    }
    Ok(contents)
}

fn take(contents: &mut Contents, node: &Value) -> serde_json::Result<()> {
    if let Some(source) = node.get("source") {
        contents.sources.push(serde_json::from_value(source.clone())?);
    }
    if let Some(assertions) = node.get("assertions") {
        let mut assertions = serde_json::from_value(assertions.clone())?;
        contents.assertions.append(&mut assertions);
    }
    if let Some(checks) = node.get("checks") {
        let claim = serde_json::from_value(node.get("register").cloned().unwrap_or_default())?;
        let checks: Vec<crate::check::Check> = serde_json::from_value(checks.clone())?;
        contents
            .checks
            .extend(checks.into_iter().map(|check| (claim, check)));
    }
    Ok(())
}
