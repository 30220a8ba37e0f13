//! `entente register read`: what a source says, proposed.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use entente_mirror::store::Home;
use entente_register::Register;
use entente_register::document::{self, LARGEST};
use entente_register::entry::Act;
use entente_register::filing::{self, Received};
use entente_register::reading::{self, Context, Pair, Published, PublishedFrom, Side, SourceText, State};
use entente_register::record::{Kind, Record, Source};
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
    let context = context(&home, args)?;
    let read = reading::read(&text, &context);
    let received = Received {
        bytes: &bytes,
        file: &args.file.file_name().unwrap_or_default().to_string_lossy(),
        kind: args.kind.map(|kind| kind.kind()),
    };
    let ours = format!("entente {}", env!("CARGO_PKG_VERSION"));
    let by = args.by.as_deref().unwrap_or(&ours);
    let mut there = None;
    let changed = books::change((&home, by, args.dry_run), |register, _| {
        let act = filing::file(register, (received, &text, &context), &read);
        if !args.dry_run {
            home.keep(&bytes)?;
        }
        act.ok_or_else(|| {
            there = filing::known(register, &bytes).map(|source| source.id);
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
fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
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
        let found = fs::metadata(path).map_or(0, |file| file.len());
        return Err(Failure::of(format!(
            "{place}: found {found} bytes, expected at most {LARGEST}; cut out the communiqué and read that"
        )));
    }
    Ok(bytes)
}

/// What the operator says of the source.
fn context(home: &Home, args: &ReadArgs) -> Result<Context, Failure> {
    let settings = home.settings();
    let pair = match args.pair {
        Some(pair) => [alpha3(pair.0), alpha3(pair.1)],
        None => [settings.side.alpha3.clone(), settings.partner.alpha3.clone()],
    };
    let [one, other] = pair.each_ref().map(|letters| state(letters));
    let side = match args.side {
        None => None,
        Some(Teller::Third) => Some(Side::Third),
        Some(Teller::State(area)) => Some(Side::State(state(&alpha3(area))?)),
    };
    Ok(Context {
        published: args.published.map(|date| Published {
            date,
            from: PublishedFrom::Operator,
        }),
        side,
        pair: Pair::new(one?, other?),
        publisher: args.publisher.clone(),
        language: args.language,
    })
}

fn state(letters: &str) -> Result<State, Failure> {
    State::parse(letters)
        .ok_or_else(|| Failure::usage(format!("{letters} is not among the states whose names are known")))
}

fn outcome(args: &ReadArgs, register: &Register, act: &Act) -> Outcome {
    let Act::Read { source, proposed } = act else {
        return Outcome::default();
    };
    let records = proposed.iter().filter_map(|filed| register.record(filed.record));
    Outcome {
        file: args.file.display().to_string(),
        status: if args.dry_run { "would_be_read" } else { "read" },
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
        let advice =
            "to read them with other statements, take the entry back first: entente register undo ENTRY";
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
    let verb = if outcome.status == "read" {
        "read as"
    } else {
        "would be read as"
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
    if outcome.records.is_empty() {
        text.push_str("  no list, meeting, commitment or figure was found in it\n");
    }
    text + "next: entente register review --by NAME\n"
}
