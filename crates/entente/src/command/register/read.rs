//! `entente register read`: what a source says, proposed.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use entente_mirror::store::Home;
use entente_register::Register;
use entente_register::document::{self, LARGEST};
use entente_register::entry::Act;
use entente_register::filing::{self, Received};
use entente_register::reading::{
    self, Context, Language, Pair, Published, PublishedFrom, Side, SourceText, State,
};
use entente_register::record::{Kind, Record, Source};
use entente_trade::Date;
use serde::Serialize;

use super::books;
use crate::args::{Brief, Output, ReadArgs, Teller, alpha3};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::near;
use crate::print::{self, table};

/// What became of a file.
#[derive(Debug, Default, Serialize)]
struct Outcome {
    file: String,
    status: &'static str,
    source: Option<String>,
    language: Option<String>,
    published: Option<String>,
    published_from: Option<String>,
    side: Option<String>,
    records: Vec<Proposed>,
    dropped: Vec<String>,
    open: Vec<(String, String)>,
    unexplained: Vec<String>,
}

#[derive(Debug, Default, Serialize)]
struct Proposed {
    id: String,
    words: String,
    open: Vec<String>,
}

pub(super) fn run(home: Option<&Path>, args: &ReadArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let bytes = bytes(&args.file)?;
    let place = args.file.display();
    let unread =
        |error: String| Failure::of(format!("{place}: {error}")).hint("nothing of this file was read");
    let text = document::text(&bytes).map_err(|error| unread(error.to_string()))?;
    let text = SourceText::new(&text).map_err(|error| unread(error.to_string()))?;
    let file = args.file.file_name().unwrap_or_default().to_string_lossy();
    let ours = format!("entente {}", env!("CARGO_PKG_VERSION"));
    let by = args.by.as_deref().unwrap_or(&ours);
    let mut there = None;
    let changed = books::change((&home, by, args.dry_run), |register, _| {
        let before = filing::known(register, &bytes);
        let context = context(&home, args, before)?;
        let received = Received {
            bytes: &bytes,
            file: &file,
            kind: args.kind.map(|kind| kind.kind()).or_else(|| before?.kind),
        };
        let act = match before {
            Some(_) if !args.states() => None,
            _ => filing::file(
                register,
                (received, &text, &context),
                &reading::read(&text, &context),
            ),
        };
        if !args.dry_run {
            home.keep(&bytes)?;
        }
        act.ok_or_else(|| {
            there = before.map(|source| source.id);
            Failure::of("the register has these bytes already")
        })
    });
    let outcome = match (changed, there) {
        (Ok((register, entry)), _) => outcome(args, &register, &entry.act),
        (Err(_), Some(source)) => Outcome {
            file: place.to_string(),
            status: "already_there",
            source: Some(source.to_string()),
            ..Outcome::default()
        },
        (Err(failure), None) => return Err(failure),
    };
    match args.output {
        Brief::Json => print::rows(&[outcome], Output::Json)?,
        Brief::Text => print::text(&words(&outcome))?,
    }
    Ok(Done::Wholly)
}

/// The bytes of a file, as far as one can be.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let place = path.display();
    if path.is_dir() {
        return Err(Failure::of(format!("{place}: found a folder, expected a file")));
    }
    let file = fs::File::open(path).map_err(|error| {
        let near = near::asked(near::file(path).as_deref().map(Path::display));
        match error.kind() {
            std::io::ErrorKind::NotFound => Failure::of(format!("{place}: no such file{near}")),
            _ => Failure::of(format!("cannot read {place}: {error}")),
        }
    })?;
    let mut bytes = Vec::new();
    let limit = LARGEST as u64 + 1;
    let read = file.take(limit).read_to_end(&mut bytes);
    read.map_err(|error| Failure::of(format!("cannot read {place}: {error}")))?;
    if bytes.len() > LARGEST {
        // A device has no length.
        let found = fs::metadata(path).map_or(0, |file| file.len());
        let found = if found > LARGEST as u64 {
            format!("{found} bytes")
        } else {
            "more and more bytes".to_owned()
        };
        return Err(Failure::of(format!(
            "{place}: found {found}, expected at most {LARGEST}; cut out the communiqué and read that"
        )));
    }
    Ok(bytes)
}

/// What the operator says of the source; what they do not say stays as it was said before.
fn context(home: &Home, args: &ReadArgs, before: Option<&Source>) -> Result<Context, Failure> {
    let settings = home.settings();
    let own = [settings.side.alpha3.clone(), settings.partner.alpha3.clone()].join("-");
    let told = before.and_then(|before| before.pair.clone()).unwrap_or(own);
    let pair = match (args.pair, told.split_once('-')) {
        (None, Some((one, other))) => [one.to_owned(), other.to_owned()],
        (Some(pair), _) => [alpha3(pair.0), alpha3(pair.1)],
        (None, None) => [settings.side.alpha3.clone(), settings.partner.alpha3.clone()],
    };
    let [one, other] = pair.each_ref().map(|letters| state(letters));
    let side = match args.side {
        None => before.and_then(|before| side(before.side.as_deref()?)),
        Some(Teller::Third) => Some(Side::Third),
        Some(Teller::State(area)) => Some(Side::State(state(&alpha3(area))?)),
    };
    Ok(Context {
        published: args
            .published
            .or_else(|| published(before?))
            .map(|date| Published {
                date,
                from: PublishedFrom::Operator,
            }),
        side,
        pair: Pair::new(one?, other?),
        publisher: args.publisher.clone().or_else(|| before?.publisher.clone()),
        language: args
            .language
            .or_else(|| Language::parse(before?.language.as_deref()?)),
        announced: args.announced.or_else(|| announced(before?)),
    })
}

/// The side of a source as it was told before.
fn side(told: &str) -> Option<Side> {
    match told {
        "third" => Some(Side::Third),
        letters => State::parse(letters).map(Side::State),
    }
}

/// The day of publication an operator told before.
fn published(before: &Source) -> Option<Date> {
    let told = before.published_from.as_deref() == Some("operator");
    before.published.as_deref().filter(|_| told).and_then(Date::parse)
}

/// The number of documents an operator told before.
fn announced(before: &Source) -> Option<u32> {
    let told = before.announced.as_ref().filter(|told| told.span.is_none());
    told.map(|told| told.count)
}

pub(super) fn state(letters: &str) -> Result<State, Failure> {
    State::parse(letters)
        .ok_or_else(|| Failure::usage(format!("{letters} is not among the states whose names are known")))
}

fn outcome(args: &ReadArgs, register: &Register, act: &Act) -> Outcome {
    let (source, proposed, status) = match (act, args.dry_run) {
        (Act::Read { source, proposed }, false) => (source, proposed, "read"),
        (Act::Reread { source, proposed, .. }, false) => (source, proposed, "read_again"),
        (Act::Read { source, proposed } | Act::Reread { source, proposed, .. }, true) => {
            (source, proposed, "would_be_read")
        }
        _ => return Outcome::default(),
    };
    let dropped = match act {
        Act::Reread { dropped, .. } => dropped.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let records = proposed.iter().filter_map(|filed| register.record(filed.record));
    Outcome {
        file: args.file.display().to_string(),
        status,
        dropped,
        source: Some(source.id.to_string()),
        language: source.language.clone(),
        published: source.published.clone(),
        published_from: source.published_from.clone(),
        side: source.side.clone(),
        records: records
            .map(|record| Proposed {
                id: record.id.to_string(),
                words: few_words(register, record),
                open: super::rows::open(record)
                    .into_iter()
                    .map(|open| open.what.clone())
                    .collect(),
            })
            .collect(),
        open: source
            .open
            .iter()
            .map(|open| (open.what.clone(), open.reason.clone()))
            .collect(),
        unexplained: unexplained(source),
    }
}

fn unexplained(source: &Source) -> Vec<String> {
    source
        .unexplained
        .iter()
        .map(|quote| quote.exact.clone())
        .collect()
}

/// What a record is about, in one line.
pub(super) fn few_words(register: &Register, record: &Record) -> String {
    match record.id.kind {
        Kind::Instrument => {
            let row = super::rows::instrument(register, record, None);
            let kind = super::tables::plain(&row.r#type);
            let told = [Some(kind), row.completeness, Some(row.parties)]
                .into_iter()
                .flatten();
            let told: Vec<String> = told.filter(|word| !word.is_empty()).collect();
            let about = row.subject.map(|subject| format!(": {subject}"));
            told.join(", ") + &about.unwrap_or_default()
        }
        Kind::Meeting => {
            let row = super::rows::meeting(register, record);
            let parts = [
                Some(super::tables::plain(&row.kind)),
                row.date,
                row.place,
                Some(row.people),
            ];
            let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(", ")
        }
        Kind::Session => {
            let row = super::rows::session(record);
            let told = [row.ordinal, row.date, row.commission].into_iter().flatten();
            told.collect::<Vec<_>>().join(", ")
        }
        _ => super::rows::label(record),
    }
}

fn words(outcome: &Outcome) -> String {
    let source = outcome.source.as_deref().unwrap_or_default();
    if outcome.status == "already_there" {
        let there = format!(
            "{}: the register has these bytes as {source}; nothing changed",
            outcome.file
        );
        let advice = "what is told otherwise of it (--side, --published, …) goes into another entry";
        return table::wrapped(&there, 0) + &table::wrapped(advice, 2);
    }
    let published = match (&outcome.published, &outcome.published_from) {
        (Some(day), Some(from)) => format!("published {day} (as the {from} says)"),
        _ => "day of publication not known: days that need it stay open (--published DATE)".to_owned(),
    };
    let language = outcome.language.as_deref().unwrap_or("language not known");
    let side = match outcome.side.as_deref() {
        Some("third") => "a third party's report".to_owned(),
        Some(side) => format!("{side}'s report"),
        None => "whose report not told (--side)".to_owned(),
    };
    let verb = match outcome.status {
        "read" => "read as",
        "read_again" => "read again as",
        _ => "would be read as",
    };
    let mut text = format!("{}: {verb} {source}\n", outcome.file);
    text.push_str(&table::wrapped(&format!("{language}; {published}; {side}"), 2));
    for kind in Kind::ALL {
        let of = |one: &&Proposed| one.id.starts_with(kind.name());
        for one in outcome.records.iter().filter(of) {
            text.push_str(&table::wrapped(&format!("{}: {}", one.id, one.words), 2));
            if !one.open.is_empty() {
                text.push_str(&table::wrapped(&format!("open: {}", one.open.join(", ")), 4));
            }
        }
    }
    if !outcome.dropped.is_empty() {
        let words = format!("proposed no longer: {}", outcome.dropped.join(", "));
        text.push_str(&table::wrapped(&words, 2));
    }
    for (what, reason) in &outcome.open {
        text.push_str(&table::wrapped(&format!("open: {what}: {reason}"), 2));
    }
    if !outcome.unexplained.is_empty() {
        let numbers = outcome.unexplained.join("; ");
        text.push_str(&table::wrapped(
            &format!("numbers that no claim took: {numbers}"),
            2,
        ));
    }
    if outcome.records.is_empty() && outcome.status != "read_again" {
        text.push_str("  no list, meeting, commitment or figure was found in it\n");
    }
    text + "next: entente register review --by NAME\n"
}
