//! `entente register show`: one record, what happened, what was said and where it is written.

use std::path::Path;

use entente_register::check::Check;
use entente_register::institution::{Institution, Institutions};
use entente_register::reading::{Language, When};
use entente_register::record::{
    Assertion, Figure, Kind, Metric, Record, RecordId, Said, Shift, Source, SourceId, Standing, Unit,
};
use entente_register::{Register, facet, status};
use entente_trade::Date;
use serde::Serialize;

use super::{books, event, missed, quote, read, rows, sheet};
use crate::args::{Brief, Output, ShowArgs};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print;
use crate::print::table::{self, Table};

/// A record as machines read it.
#[derive(Debug, Default, Serialize)]
struct Shown {
    id: String,
    review: &'static str,
    status: Option<String>,
    since: Option<String>,
    reason: Option<String>,
    assertions: Vec<Assertion>,
    checks: Vec<Check>,
}

pub(super) fn run(home: Option<&Path>, args: &ShowArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let (register, _) = books::register(&home, args.moment.as_of)?;
    let day = match args.moment.on {
        Some(day) => day,
        None => desk::today()?,
    };
    match (found(&register, &args.id)?, args.output) {
        (Found::Record(record), Brief::Json) => print::rows(&[machine(&record, day)], Output::Json)?,
        (Found::Record(record), Brief::Text) => print::text(&for_people(&register, &record, day))?,
        (Found::Source(source), Brief::Json) => {
            print::rows(&[sheet::Source::of(&register, source)], Output::Json)?
        }
        (Found::Source(source), Brief::Text) => print::text(&sheet::source(&register, source))?,
        (Found::Institution(one), Brief::Json) => {
            print::rows(&[sheet::Institution::of(&register, one)], Output::Json)?;
        }
        (Found::Institution(one), Brief::Text) => print::text(&sheet::institution(&register, one))?,
    }
    Ok(Done::Wholly)
}

/// What can be shown.
enum Found<'a> {
    Record(Record),
    Source(&'a Source),
    Institution(&'a Institution),
}

/// A record by its name or address, a source, an institution by its id, address or name, a person by a name.
fn found<'a>(register: &'a Register, asked: &str) -> Result<Found<'a>, Failure> {
    if let Ok(id) = asked.parse::<SourceId>() {
        return missed::source(register, id).map(Found::Source);
    }
    if let Some(record) = register.find(asked) {
        return Ok(Found::Record(register.whole(record)));
    }
    let standard = Institutions::standard();
    if let Some(one) = standard.find(asked) {
        return Ok(Found::Institution(one));
    }
    match (
        standard.all_named(asked)[..].as_ref(),
        register.people_called(asked)[..].as_ref(),
    ) {
        ([one], []) => Ok(Found::Institution(one)),
        ([], [one]) => Ok(Found::Record(register.whole(one))),
        ([], []) => Err(missed::record(register, asked)),
        (institutions, people) => {
            let people = people.iter().map(|one| format!("{} ({})", one.id, one.label()));
            let all = institutions.iter().map(|one| one.id.to_owned()).chain(people);
            let all = all.collect::<Vec<_>>().join(" or ");
            Err(Failure::usage(format!("{asked:?} may be {all}")))
        }
    }
}

fn machine(record: &Record, day: Date) -> Shown {
    let (status, since, reason) = match record.id.kind {
        Kind::Instrument => {
            let standing = status::status(record, day);
            let since = standing.since.map(|since| since.to_string());
            (
                Some(standing.status.name().to_owned()),
                since,
                Some(standing.reason),
            )
        }
        Kind::Commitment => {
            let (word, reason) = status::progress(record, day);
            (Some(word.to_owned()), None, Some(reason))
        }
        _ => (None, None, None),
    };
    Shown {
        id: record.id.to_string(),
        review: record.review(),
        status,
        since,
        reason,
        assertions: record.assertions.clone(),
        checks: record.checks.clone(),
    }
}

fn for_people(register: &Register, record: &Record, day: Date) -> String {
    let mut text = head(register, record, day);
    if record.id.kind == Kind::Instrument {
        text.push_str(&parties(record, day));
    }
    text.push_str(&timeline(register, record));
    text.push_str("said:\n");
    for assertion in &record.assertions {
        text.push_str(&table::wrapped(&line(register, assertion), 2));
    }
    text.push_str(&checks(record));
    text.push_str(&quotes(register, record));
    text
}

/// Its title or words; of a meeting what it was.
fn title(register: &Register, record: &Record) -> String {
    match record.id.kind {
        Kind::Meeting | Kind::Session => read::few_words(register, record),
        _ => record.label(),
    }
}

fn head(register: &Register, record: &Record, day: Date) -> String {
    let mut text = table::wrapped(&format!("{}: {}", record.id, title(register, record)), 0);
    let address = record.address().unwrap_or("no address yet: it has no year");
    text.push_str(&format!("  {address}\n"));
    let texts = record.all(|said| match said {
        Said::TextCopy(copy) => record.address_of(copy),
        _ => None,
    });
    texts.for_each(|address| text.push_str(&format!("  {address}\n")));
    text.push_str(&format!("  review: {}\n", record.review()));
    if matches!(record.id.kind, Kind::Instrument | Kind::Commitment) {
        let words = format!("status on {day}: {}", event::standing(record, day));
        text.push_str(&table::wrapped(&words, 2));
    }
    text
}

/// What each party did, as tables of treaties show it.
fn parties(record: &Record, day: Date) -> String {
    let standing = status::status(record, day);
    if standing.parties.is_empty() {
        return String::new();
    }
    let mut table = Table::new(
        &["party", "signed", "consent", "provisional", "in force", "ended"],
        &[],
    );
    for (party, did) in &standing.parties {
        let party = if party.is_empty() { "all" } else { party };
        let date = |when: Option<When>| when.map_or("—".to_owned(), |when| when.to_string());
        let consent = did.consent.map(|(kind, when)| format!("{} {when}", kind.name()));
        table.row(&[
            &party,
            &date(did.signed),
            &consent.as_deref().unwrap_or("—"),
            &date(did.provisional),
            &date(did.in_force),
            &date(did.ended),
        ]);
    }
    table.printed()
}

/// What happened, by date.
fn timeline(register: &Register, record: &Record) -> String {
    let events = status::events(record);
    if events.is_empty() {
        return String::new();
    }
    let mut text = "events:\n".to_owned();
    for told in events {
        let date = told.date.map_or("no date".to_owned(), |date| date.to_string());
        let mut words = format!("{date}  {}", told.kind.name());
        let more = [
            told.party.as_ref().map(|party| format!(" by {party}")),
            told.effective.map(|effective| format!(", effective {effective}")),
            told.place.as_ref().map(|place| format!(", {place}")),
            told.note.as_ref().map(|note| format!(", {note}")),
        ];
        more.into_iter().flatten().for_each(|more| words.push_str(&more));
        text.push_str(&table::wrapped(&words, 2));
    }
    let listed = rows::listed_by(register, record);
    if !listed.is_empty() {
        text.push_str(&format!("listed by: {}\n", listed.join("; ")));
    }
    text
}

/// An assertion with its name, standing and author.
pub(super) fn line(register: &Register, one: &Assertion) -> String {
    let by = match &one.decided {
        Some(decided) => format!(
            "{} by {}, {}",
            one.standing.name(),
            decided.by,
            &decided.at[..10.min(decided.at.len())]
        ),
        None => one.standing.name().to_owned(),
    };
    let source = one.source.map(|source| format!(", {source}")).unwrap_or_default();
    format!(
        "{}  {}: {} [{by}; {}{source}]",
        one.id,
        one.said.field().replace('_', " "),
        value(register, &one.said),
        one.by.name()
    )
}

/// The value of an assertion for people.
pub(super) fn value(register: &Register, said: &Said) -> String {
    let labelled = |id: RecordId| {
        let label = register
            .record(id)
            .map(|record| read::few_words(register, record))
            .unwrap_or_default();
        format!("{id} ({label})")
    };
    match said {
        Said::Participant(one) => {
            let written = one
                .written
                .as_deref()
                .map(|written| format!(", written \"{written}\""));
            let from = serde_json::to_value(one.from).unwrap_or_default();
            let from = from.as_str().unwrap_or_default().to_owned();
            format!(
                "{}{} (from the {from})",
                facet::party(one),
                written.unwrap_or_default()
            )
        }
        Said::Title(worded) | Said::Name(worded) => match worded.language {
            Some(language) => format!("{} ({})", worded.text, language.code()),
            None => worded.text.clone(),
        },
        Said::TextCopy(copy) => {
            let language = copy.language.map_or("language not told", Language::code);
            format!("{} ({language}), SHA-256 {}", copy.file, copy.sha256)
        }
        Said::Relation(relation) => {
            let kind = serde_json::to_value(relation.kind).unwrap_or_default();
            let kind = kind.as_str().unwrap_or_default().replace('_', " ");
            format!("{kind} {}", labelled(relation.to))
        }
        Said::Open(open) => format!("{}: {}", open.what, open.reason),
        Said::SameAs(id)
        | Said::PartOf(id)
        | Said::Attendee(id)
        | Said::Founding(id)
        | Said::Protocol(id) => labelled(*id),
        Said::Event(told) => {
            let date = told.date.map(|date| date.to_string()).unwrap_or_default();
            format!("{} {date}", told.kind.name())
        }
        Said::Office(office) | Said::CoChair(office) => match &office.state {
            Some(state) => format!("{state} {}", office.title),
            None => office.title.clone(),
        },
        Said::Amount(figure) | Said::ImpliedBase(figure) => amount(figure),
        Said::Metric(one) => metric(one),
        Said::Change(shift) => change(shift),
        Said::Period(period) => dated(period.when, period.written.as_deref(), period.ambiguous),
        Said::Due(due) => dated(due.when, Some(&due.written), false),
        Said::Listed(listed) => listed
            .ordinal
            .map(|ordinal| format!("number {ordinal}"))
            .unwrap_or_default(),
        said => match said.parts().1 {
            serde_json::Value::String(word) => word,
            value => value.to_string(),
        },
    }
}

/// An amount with how far it was rounded.
fn amount(figure: &Figure) -> String {
    let unit = match &figure.unit {
        Unit::Currency(code) => code,
        Unit::Of(things) => things,
    };
    let hidden = if figure.half_unit_uncertain {
        ", perhaps rounded further"
    } else {
        ""
    };
    format!(
        "{} {unit}, to {} either way{hidden}",
        figure.value, figure.half_unit
    )
}

/// What is measured, by whose statistics, and the threshold.
fn metric(metric: &Metric) -> String {
    let words = |said: Said| said.parts().1.as_str().unwrap_or_default().to_owned();
    let of = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("{name} {value}"));
    let parts = [
        of("of", &metric.products),
        of("with", &metric.partner),
        of("by", &metric.reporter),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let flow = [vec![words(Said::Flow(metric.flow))], parts].concat().join(" ");
    let operator = words(Said::Operator(metric.operator));
    format!("{flow} {operator} {}", amount(&metric.threshold))
}

/// A change with what it is against.
fn change(shift: &Shift) -> String {
    let kind = serde_json::to_value(shift.kind).unwrap_or_default();
    let base = shift.base.map(|base| format!(" against {base}"));
    let doubt = if shift.ambiguous {
        ", may be read otherwise"
    } else {
        ""
    };
    let kind = kind.as_str().unwrap_or_default();
    format!("{kind} {}{}{doubt}", shift.value, base.unwrap_or_default())
}

/// A period with the words for it; both where the words needed resolving.
fn dated(when: Option<When>, written: Option<&str>, ambiguous: bool) -> String {
    let doubt = if ambiguous { ", may be read otherwise" } else { "" };
    match (when.map(|when| when.to_string()), written) {
        (Some(when), Some(written)) if written != when => format!("{when} (\"{written}\"){doubt}"),
        (Some(when), _) => format!("{when}{doubt}"),
        (None, written) => format!("\"{}\", not resolved", written.unwrap_or_default()),
    }
}

/// All verdicts, newest first: none is overwritten.
fn checks(record: &Record) -> String {
    let mut text = String::new();
    for check in record.checks.iter().rev() {
        let known = check
            .known_on
            .as_ref()
            .map(|day| format!(", by figures known on {day}"));
        text.push_str(&format!(
            "checked {}{} ({}):\n",
            check.at,
            known.unwrap_or_default(),
            check.rules
        ));
        for words in &check.words {
            text.push_str(&table::wrapped(words, 2));
        }
    }
    text
}

/// Each place in a source once, with the fields that were read there.
pub(super) fn quotes(register: &Register, record: &Record) -> String {
    let mut text = String::new();
    for id in record.sources() {
        let Some(source) = register.source(id) else {
            continue;
        };
        let publisher = source.publisher.as_deref().unwrap_or(&source.file);
        let published = source.published.as_deref().unwrap_or("day not known");
        text.push_str(&format!("{id}: {publisher}, {published}\n"));
        let standing = |one: &&Assertion| one.source == Some(id) && one.standing != Standing::Rejected;
        let mut places: Vec<(usize, usize, Vec<String>)> = Vec::new();
        for one in record.assertions.iter().filter(standing) {
            let Some(span) = &one.span else {
                continue;
            };
            let field = one.said.field().replace('_', " ");
            match places
                .iter_mut()
                .find(|(start, end, _)| (*start, *end) == (span.start, span.end))
            {
                Some((_, _, fields)) => fields.push(field),
                None => places.push((span.start, span.end, vec![field])),
            }
        }
        places.sort();
        for (start, end, mut fields) in places {
            fields.dedup();
            text.push_str(&format!("  {} (bytes {start} to {end})\n", fields.join(", ")));
            if let Some(span) = entente_register::record::Quote::of(&source.text, start, end) {
                text.push_str(&quote::shown(source, &span));
            }
        }
    }
    text
}
