//! A transcript as CSV: a line for each source, assertion and check.
//!
//! Columns name what they hold; what is more than a word is JSON. A source stands under the field
//! `source`, a check of a claim under `check`.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Contents, TranscriptError};
use crate::check::Check;
use crate::record::{
    Assertion, AssertionId, Author, Decision, Quote, RecordId, Said, Source, SourceId, Standing,
};

/// A line of the table.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Line {
    record: String,
    number: Option<NonZeroU32>,
    field: String,
    value: String,
    source: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    exact: Option<String>,
    prefix: Option<String>,
    suffix: Option<String>,
    rule: Option<String>,
    person: Option<String>,
    at: Option<String>,
    standing: Option<String>,
    decided_by: Option<String>,
    decided_at: Option<String>,
}

pub(super) fn write(contents: &Contents) -> String {
    let sources = contents.sources.iter().map(|source| Line {
        record: source.id.to_string(),
        field: "source".to_owned(),
        value: serde_json::to_string(source).unwrap_or_default(),
        ..Line::default()
    });
    let assertions = contents.assertions.iter().map(of_assertion);
    let checks = contents.checks.iter().map(|(claim, check)| Line {
        record: claim.to_string(),
        field: "check".to_owned(),
        value: serde_json::to_string(check).unwrap_or_default(),
        ..Line::default()
    });
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let mut lines: Vec<Line> = sources.chain(assertions).chain(checks).collect();
    let empty = lines.is_empty();
    if empty {
        lines.push(Line::default());
    }
    for line in lines {
        // Plain fields of text always fit a line, and memory takes what is written.
        let _ = writer.serialize(line);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    match text.split_once('\n') {
        Some((header, _)) if empty => format!("{header}\n"),
        _ => text,
    }
}

fn of_assertion(one: &Assertion) -> Line {
    let (field, value) = one.said.parts();
    let (rule, person) = match &one.by {
        Author::Rule(rule) => (Some(rule.clone()), None),
        Author::Person(person) => (None, Some(person.clone())),
    };
    let span = one.span.as_ref();
    Line {
        record: one.id.record.to_string(),
        number: Some(one.id.number),
        field,
        // A word stands as it is, unless it could be taken for something else.
        value: match &value {
            Value::String(word) if serde_json::from_str::<Value>(word).is_err() => word.clone(),
            value => value.to_string(),
        },
        source: one.source.map(|source| source.to_string()),
        start: span.map(|span| span.start),
        end: span.map(|span| span.end),
        exact: span.map(|span| span.exact.clone()),
        prefix: span.map(|span| span.prefix.clone()),
        suffix: span.map(|span| span.suffix.clone()),
        rule,
        person,
        at: Some(one.at.clone()),
        standing: Some(one.standing.name().to_owned()),
        decided_by: one.decided.as_ref().map(|decided| decided.by.clone()),
        decided_at: one.decided.as_ref().map(|decided| decided.at.clone()),
    }
}

pub(super) fn read(text: &str) -> Result<Contents, TranscriptError> {
    let mut contents = Contents::default();
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let has = |name: &&str| header.iter().any(|field| field == *name);
    if !["record", "number", "field", "value"].iter().all(has) {
        return Err(TranscriptError::Unreadable {
            place: "line 1".to_owned(),
            found: "no header with record, number, field and value".to_owned(),
        });
    }
    for (at, line) in reader.deserialize::<Line>().enumerate() {
        let place = format!("row {}", at + 1);
        let wrong = |found: String| TranscriptError::Unreadable {
            place: place.clone(),
            found,
        };
        let line = line.map_err(|error| wrong(error.to_string()))?;
        take(&mut contents, &line).map_err(wrong)?;
    }
    Ok(contents)
}

fn take(contents: &mut Contents, line: &Line) -> Result<(), String> {
    let bad = |error: serde_json::Error| format!("a {} that is none ({error})", line.field);
    match line.field.as_str() {
        "source" => {
            let source: Source = serde_json::from_str(&line.value).map_err(bad)?;
            contents.sources.push(source);
        }
        "check" => {
            let claim: RecordId = line.record.parse().map_err(|error| format!("{error}"))?;
            let check: Check = serde_json::from_str(&line.value).map_err(bad)?;
            contents.checks.push((claim, check));
        }
        _ => contents.assertions.push(assertion(line)?),
    }
    Ok(())
}

fn assertion(line: &Line) -> Result<Assertion, String> {
    let record: RecordId = line.record.parse().map_err(|error| format!("{error}"))?;
    let number = line.number.ok_or("no number of the assertion")?;
    let value = serde_json::from_str(&line.value).unwrap_or_else(|_| Value::String(line.value.clone()));
    let by = match (&line.rule, &line.person) {
        (Some(rule), None) => Author::Rule(rule.clone()),
        (None, Some(person)) => Author::Person(person.clone()),
        _ => return Err("not one author, expected a rule or a person".to_owned()),
    };
    let source = line.source.as_deref().map(str::parse::<SourceId>).transpose();
    Ok(Assertion {
        id: AssertionId { record, number },
        said: Said::of(&line.field, value)?,
        source: source.map_err(|error| error.to_string())?,
        span: quote(line),
        by,
        at: line.at.clone().ok_or("no time")?,
        standing: standing(line.standing.as_deref())?,
        decided: line
            .decided_by
            .clone()
            .zip(line.decided_at.clone())
            .map(|(by, at)| Decision { by, at }),
    })
}

fn quote(line: &Line) -> Option<Quote> {
    Some(Quote {
        start: line.start?,
        end: line.end?,
        exact: line.exact.clone().unwrap_or_default(),
        prefix: line.prefix.clone().unwrap_or_default(),
        suffix: line.suffix.clone().unwrap_or_default(),
    })
}

fn standing(word: Option<&str>) -> Result<Standing, String> {
    let all = [Standing::Proposed, Standing::Confirmed, Standing::Rejected];
    let found = all.into_iter().find(|standing| Some(standing.name()) == word);
    found.ok_or_else(|| format!("standing {word:?}"))
}
