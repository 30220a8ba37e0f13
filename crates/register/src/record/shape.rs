//! How values of fields are typed: an example of each, and what is said of one that does not fit.
//!
//! It exists so that a person who corrects or adds something is told what to write in the words of the
//! register. What a fitting value means, and whether it can stand, is not decided here.

use entente_trade::near;
use serde_json::Value;

use super::Said;

/// Every field of a record with a value as it is typed.
pub const SHAPES: [(&str, &str); 63] = [
    ("pair", "KAZ-SRB"),
    ("address", "/id/instrument/kz-rs/2024/0006"),
    ("same_as", "instrument-2"),
    ("open", r#"{"what":"place","reason":"the source does not say"}"#),
    ("part_of", "meeting-1"),
    ("completeness", "titled"),
    ("title", r#"{"text":"Protocol on statistics","language":"en"}"#),
    ("designation", "Protocol"),
    ("type", "protocol"),
    ("level", "interdepartmental"),
    ("binding", "non_binding"),
    (
        "participant",
        r#"{"state":"KAZ","institution":"Ministry of Finance"}"#,
    ),
    ("subject_as_written", "on statistical data exchange"),
    ("subject", "statistical data exchange"),
    ("listed", r#"{"ordinal":6}"#),
    (
        "event",
        r#"{"kind":"ratified","date":"2025-04-02","party":"KAZ"}"#,
    ),
    ("term", "2029-11-19"),
    ("renewal", "tacitly for five years"),
    ("authentic", "kk"),
    ("prevailing", "en"),
    ("confidentiality", "open"),
    ("relation", r#"{"kind":"implements","to":"instrument-1"}"#),
    ("reference", "Law 7 of 2025"),
    (
        "text_copy",
        r#"{"language":"ru","sha256":"64 hexadecimal digits","file":"protocol_ru.pdf"}"#,
    ),
    ("meeting_kind", "official_visit"),
    ("date", "2024-11-19"),
    ("date_as_written", "Nov. 19"),
    ("place", "Belgrade"),
    ("host", "SRB"),
    ("attendee", "person-1"),
    ("name", r#"{"text":"Aleksandar Vučić","language":"sr"}"#),
    ("office", r#"{"title":"Minister of Finance","state":"KAZ"}"#),
    ("side", "KAZ"),
    ("present", "false"),
    ("founding", "instrument-1"),
    ("co_chair", r#"{"title":"Minister of Trade","state":"SRB"}"#),
    ("working_group", "statistics"),
    ("ordinal", "6"),
    ("protocol", "instrument-6"),
    ("agenda", "mutual trade"),
    ("next_due", "2026"),
    ("text", "direct flights"),
    ("commitment_kind", "action"),
    ("strength", "agreed"),
    ("verb", "agreed"),
    ("owner", "KAZ"),
    ("owner_institution", "Ministry of Transport"),
    ("speaker", "Tokayev"),
    ("counterpart", "SRB"),
    ("due", r#"{"when":"2026","written":"next year"}"#),
    (
        "metric",
        r#"{"flow":"turnover","reporter":"KAZ","operator":"≥","threshold":{"value":"500000000","unit":{"currency":"USD"},"scale":6,"half_unit":"500000"}}"#,
    ),
    ("sentence", "turnover reached $73.8 million in 2022"),
    ("attributed_to", "the parties"),
    ("flow", "turnover"),
    ("reporter_view", "KAZ"),
    ("partner", "SRB"),
    ("products", "wheat"),
    ("operator", "≥"),
    (
        "amount",
        r#"{"value":"73800000","unit":{"currency":"USD"},"scale":6,"half_unit":"50000"}"#,
    ),
    (
        "change",
        r#"{"kind":"factor","value":"3","operator":"=","base":"2021"}"#,
    ),
    ("period", r#"{"when":"2022","written":"last year"}"#),
    ("modality", "actual"),
    (
        "implied_base",
        r#"{"value":"24600000","unit":{"currency":"USD"},"scale":6,"half_unit":"16667"}"#,
    ),
];

/// How a value of a field is typed; none for what is no field.
pub fn example(field: &str) -> Option<&'static str> {
    let found = SHAPES.iter().find(|(name, _)| *name == field);
    found.map(|(_, example)| *example)
}

/// The words a field takes, where it takes only certain ones.
pub fn choices(field: &str) -> Vec<String> {
    // The reader of values knows them, and tells them of any other word.
    let error = Said::of(field, Value::String(String::new()))
        .err()
        .unwrap_or_default();
    let list = error.split_once("expected one of ").map_or("", |(_, list)| list);
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What was expected in place of a field that is none.
pub(super) fn fields(field: &str) -> String {
    let names = SHAPES.map(|(name, _)| name);
    format!(
        "a field of a record{}: {}",
        meant(near::word(field, names)),
        names.join(", ")
    )
}

/// What was expected in place of a value, from what was wrong with it.
pub(super) fn expected(field: &str, found: &str, error: &str) -> String {
    let example = example(field).unwrap_or_default();
    let quoted = error.split('`').nth(1).unwrap_or_default();
    if let Some((_, known)) = error
        .split_once("expected one of ")
        .filter(|_| !quoted.is_empty())
    {
        return one_of(
            (found, quoted),
            known,
            error.starts_with("unknown field"),
            example,
        );
    }
    if error.starts_with("missing field") {
        return format!("{quoted:?} in it, too, such as {example}");
    }
    match error.split_once(", expected ") {
        // The values' own words: a day, a record.
        Some((was, own)) if was.starts_with("found ") => own.to_owned(),
        _ if error.starts_with("unknown variant") => one_of(
            (found, quoted),
            error.rsplit("expected ").next().unwrap_or_default(),
            false,
            example,
        ),
        _ => format!("a value such as {example}"),
    }
}

/// One of the words a list of names in backticks holds, with the one that was meant.
fn one_of((found, word): (&str, &str), list: &str, key: bool, example: &str) -> String {
    let known: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    let meant = meant(near::word(word, known.iter().copied()));
    let known = known.join(", ");
    match (key, found == word) {
        (true, _) => format!("only {known} in it and no {word:?}{meant}, such as {example}"),
        (false, true) => format!("one of {known}{meant}"),
        (false, false) => format!("one of {known} in place of {word:?}{meant}"),
    }
}

fn meant(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!(" (did you mean {near}?)"))
}
