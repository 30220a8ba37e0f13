//! Records and sources as nodes of schema.org.

use entente_trade::Date;
use serde_json::{Map, Value, json};

use crate::address;
use crate::check::{Check, Verdict};
use crate::institution::Institutions;
use crate::lists;
use crate::record::{EventKind, Kind, Participant, Record, RecordId, Said, Source, TextCopy};
use crate::status::{self, Status};

/// A source as it was received.
pub(super) fn source(source: &Source) -> Value {
    let mut node = Map::new();
    node.insert("@id".to_owned(), json!(format!("urn:sha256:{}", source.sha256)));
    node.insert("@type".to_owned(), json!("CreativeWork"));
    set(&mut node, "datePublished", source.published.clone());
    set(&mut node, "inLanguage", source.language.clone());
    set(&mut node, "publisher", source.publisher.clone());
    let source = serde_json::to_value(source).unwrap_or_default();
    node.insert("source".to_owned(), source);
    Value::Object(node)
}

/// A record with what schema.org has words for, and its assertions.
pub(super) fn record(record: &Record, all: &[Record], day: Date) -> Value {
    let mut node = Map::new();
    node.insert("@id".to_owned(), json!(address(record)));
    node.insert("register".to_owned(), json!(record.id));
    match record.id.kind {
        Kind::Instrument => legislation(record, day, &mut node),
        Kind::Meeting => event(record, all, &mut node),
        Kind::Person => person(record, &mut node),
        Kind::Commitment => commitment(record, day, &mut node),
        Kind::Claim => claim(record, &mut node),
        Kind::Commission => {
            node.insert("@type".to_owned(), json!("Organization"));
            several(&mut node, "name", names(record));
        }
        Kind::Session => event(record, all, &mut node),
    }
    let assertions = serde_json::to_value(&record.assertions).unwrap_or_default();
    node.insert("assertions".to_owned(), assertions);
    if !record.checks.is_empty() {
        let checks = serde_json::to_value(&record.checks).unwrap_or_default();
        node.insert("checks".to_owned(), checks);
    }
    Value::Object(node)
}

/// Its address, or a name that holds within the file.
fn address(record: &Record) -> String {
    let address = record.address().map(str::to_owned);
    address.unwrap_or_else(|| format!("_:{}", record.id))
}

fn set(node: &mut Map<String, Value>, name: &str, value: Option<String>) {
    if let Some(value) = value {
        node.insert(name.to_owned(), Value::String(value));
    }
}

fn several(node: &mut Map<String, Value>, name: &str, values: Vec<Value>) {
    if !values.is_empty() {
        node.insert(name.to_owned(), Value::Array(values));
    }
}

fn names(record: &Record) -> Vec<Value> {
    let worded = record.all(|said| match said {
        Said::Title(worded) | Said::Name(worded) => Some(worded),
        _ => None,
    });
    worded
        .map(|worded| match worded.language {
            Some(language) => json!({"@language": language.code(), "@value": worded.text}),
            None => json!(worded.text),
        })
        .collect()
}

fn legislation(record: &Record, day: Date, node: &mut Map<String, Value>) {
    node.insert("@type".to_owned(), json!("Legislation"));
    several(node, "name", names(record));
    let kind = record.one(|said| match said {
        Said::Type(kind) => Some(lists::type_name(*kind)),
        _ => None,
    });
    set(node, "legislationType", kind);
    let events = status::events(record);
    let signed = events.iter().find(|told| told.kind == EventKind::Signed);
    set(
        node,
        "legislationDate",
        signed.and_then(|told| told.date).map(|date| date.to_string()),
    );
    let about = record.all(|said| match said {
        Said::Subject(words) => Some(json!(words)),
        _ => None,
    });
    several(node, "about", about.collect());
    let by = record.all(|said| match said {
        Said::Participant(one) => Some(organization(one)),
        _ => None,
    });
    several(node, "legislationPassedBy", by.collect());
    several(node, "workExample", expressions(record));
    let status = status::status(record, day).status;
    let force = match status {
        Status::InForce => Some("https://schema.org/InForce"),
        Status::ProvisionallyApplied => Some("https://schema.org/PartiallyInForce"),
        Status::SignedNotInForce | Status::Expired | Status::Terminated => {
            Some("https://schema.org/NotInForce")
        }
        Status::Unknown => None,
    };
    set(node, "legislationLegalForce", force.map(str::to_owned));
    set(node, "status", Some(status.name().to_owned()));
}

/// Its texts by language, with their files.
fn expressions(record: &Record) -> Vec<Value> {
    let told = record.all(|said| match said {
        Said::TextCopy(copy) => Some(copy),
        _ => None,
    });
    let of = |copy: &TextCopy| {
        let (work, language) = record.address().zip(copy.language)?;
        let file = json!({
            "@id": record.address_of(copy),
            "@type": "LegislationObject",
            "name": copy.file,
            "sha256": copy.sha256,
        });
        Some(json!({
            "@id": address::expression(work, language),
            "@type": "Legislation",
            "inLanguage": language.code(),
            "encoding": file,
        }))
    };
    told.filter_map(of).collect()
}

fn organization(one: &Participant) -> Value {
    let known = one
        .known_as
        .as_deref()
        .and_then(|id| Institutions::standard().get(id));
    let mut node = Map::new();
    set(&mut node, "@id", known.map(|institution| institution.address()));
    node.insert("@type".to_owned(), json!("Organization"));
    let name = one.institution.clone().or_else(|| one.written.clone());
    set(&mut node, "name", name.or_else(|| one.state.clone()));
    set(&mut node, "areaServed", one.state.clone());
    Value::Object(node)
}

fn event(record: &Record, all: &[Record], node: &mut Map<String, Value>) {
    node.insert("@type".to_owned(), json!("Event"));
    let when = record.one(|said| match said {
        Said::Date(when) => Some(*when),
        _ => None,
    });
    set(node, "startDate", when.map(|when| when.first.to_string()));
    set(node, "endDate", when.map(|when| when.last.to_string()));
    let place = record.one(|said| match said {
        Said::Place(place) => Some(place.clone()),
        _ => None,
    });
    set(node, "location", place);
    let kind = record.one(|said| match said {
        Said::MeetingKind(_) => said.parts().1.as_str().map(str::to_owned),
        _ => None,
    });
    set(node, "additionalType", kind);
    let there = record.all(|said| match said {
        Said::Attendee(person) => reference(*person, all),
        _ => None,
    });
    several(node, "attendee", there.collect());
    let whole = record.one(|said| match said {
        Said::PartOf(meeting) => reference(*meeting, all),
        _ => None,
    });
    if let Some(whole) = whole {
        node.insert("superEvent".to_owned(), whole);
    }
}

fn reference(id: RecordId, all: &[Record]) -> Option<Value> {
    let record = all.iter().find(|record| record.id == id)?;
    Some(json!({"@id": address(record)}))
}

fn person(record: &Record, node: &mut Map<String, Value>) {
    node.insert("@type".to_owned(), json!("Person"));
    several(node, "name", names(record));
    let offices = record.all(|said| match said {
        Said::Office(office) => Some(json!(office.title)),
        _ => None,
    });
    several(node, "jobTitle", offices.collect());
    let side = record.one(|said| match said {
        Said::Side(state) => Some(state.clone()),
        _ => None,
    });
    set(node, "affiliation", side);
}

fn commitment(record: &Record, day: Date, node: &mut Map<String, Value>) {
    node.insert("@type".to_owned(), json!("entente:Commitment"));
    set(node, "text", Some(record.label()).filter(|text| !text.is_empty()));
    set(node, "status", Some(status::progress(record, day).0.to_owned()));
}

fn claim(record: &Record, node: &mut Map<String, Value>) {
    node.insert("@type".to_owned(), json!("Claim"));
    set(node, "text", Some(record.label()).filter(|text| !text.is_empty()));
    several(node, "review", record.checks.iter().map(review).collect());
}

fn review(check: &Check) -> Value {
    let rating = match check.verdict {
        Verdict::NotCheckable => None,
        verdict => Some(json!({"@type": "Rating", "alternateName": verdict.name()})),
    };
    let mut node = Map::new();
    node.insert("@type".to_owned(), json!("ClaimReview"));
    set(&mut node, "dateCreated", Some(check.at.clone()));
    set(&mut node, "reviewBody", Some(check.words.join("\n")));
    if let Some(rating) = rating {
        node.insert("reviewRating".to_owned(), rating);
    }
    Value::Object(node)
}
