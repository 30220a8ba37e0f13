//! `entente register list`: what is in the register, by facets.

use std::path::Path;

use entente_register::Register;
use entente_register::check::Verdict;
use entente_register::facet::{self, Facts, Filter};
use entente_register::journal::Pages;
use entente_register::record::{Kind, Record, Source, shape};
use entente_register::{script, status};
use entente_trade::Date;
use serde::Serialize;

use super::{books, missed, rows, tables};
use crate::args::{Facets, ListArgs, Listed, Output, Teller, alpha3};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::near;
use crate::print;

pub(super) fn run(home: Option<&Path>, args: &ListArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let (register, pages) = books::register(&home, args.moment.as_of)?;
    let day = match args.moment.on {
        Some(day) => day,
        None => desk::today()?,
    };
    let filter = filter(&register, args)?;
    if listed((&register, &pages), args, &filter, day)? == 0 && args.output == Output::Table {
        print::note("nothing of that is in the register");
        let hints = missed::facets(&register, kind(args.what), &args.facets, day);
        hints.iter().for_each(|hint| print::note(&format!("  {hint}")));
    }
    Ok(Done::Wholly)
}

/// Prints what is asked for, and counts it.
fn listed(
    (register, pages): (&Register, &Pages),
    args: &ListArgs,
    filter: &Filter,
    day: Date,
) -> Result<usize, Failure> {
    let found = |kind| facet::of_kind(register, kind, filter, day);
    let output = args.output;
    match args.what {
        Listed::Instruments => {
            let row = |record: &Record, facts: &Facts| {
                let one_sided = facts.one_sided;
                rows::InstrumentRow {
                    one_sided,
                    ..rows::instrument(register, record, Some(day))
                }
            };
            shown(&each(&found(Kind::Instrument), row), output, tables::instruments)
        }
        Listed::Meetings => {
            let row = |record: &Record, _: &Facts| rows::meeting(register, record);
            shown(&each(&found(Kind::Meeting), row), output, tables::meetings)
        }
        Listed::Commitments => {
            let row = |record: &Record, _: &Facts| rows::commitment(record, day);
            shown(&each(&found(Kind::Commitment), row), output, tables::commitments)
        }
        Listed::Claims => {
            let row = |record: &Record, _: &Facts| rows::claim(record);
            shown(&each(&found(Kind::Claim), row), output, tables::claims)
        }
        Listed::Commissions => {
            let row = |record: &Record, _: &Facts| rows::commission(register, record);
            shown(&each(&found(Kind::Commission), row), output, tables::commissions)
        }
        Listed::Sessions => {
            let row = |record: &Record, _: &Facts| rows::session(record);
            shown(&each(&found(Kind::Session), row), output, tables::sessions)
        }
        Listed::People => {
            let row = |record: &Record, _: &Facts| rows::person(record);
            shown(&each(&found(Kind::Person), row), output, tables::people)
        }
        Listed::Institutions => {
            let institutions = rows::institutions(register, filter);
            shown(&institutions, output, tables::institutions)
        }
        Listed::Sources => {
            let sources = register.sources().filter(|source| of_source(source, filter));
            let sources = sources.map(|source| rows::source_row(register, source));
            shown(&sources.collect::<Vec<_>>(), output, tables::sources)
        }
        Listed::Entries => {
            let entries = rows::entries(register, pages, args.moment.as_of);
            shown(&entries, output, tables::entries)
        }
    }
}

/// Whether a source is asked for: by whose it is, its year, and words of its name, publisher and text.
fn of_source(source: &Source, filter: &Filter) -> bool {
    let side = filter
        .side
        .as_ref()
        .is_none_or(|side| source.side.as_ref() == Some(side));
    let year = source
        .published
        .as_deref()
        .and_then(|day| day.get(..4)?.parse::<u16>().ok());
    let words = [
        &source.file,
        source.publisher.as_ref().unwrap_or(&source.file),
        &source.text,
    ];
    let found = |asked: &str| words.iter().any(|words| script::finds(asked, words));
    side && filter.year.is_none_or(|asked| year == Some(asked)) && filter.search.as_deref().is_none_or(found)
}

/// A row a record.
fn each<T>(found: &[(Record, Facts)], row: impl Fn(&Record, &Facts) -> T) -> Vec<T> {
    found.iter().map(|(record, facts)| row(record, facts)).collect()
}

/// Prints rows for machines, or a table for people if there are any, and counts them.
fn shown<T: Serialize + Default>(
    rows: &[T],
    output: Output,
    table: fn(&[T]) -> String,
) -> Result<usize, Failure> {
    match output {
        Output::Table if rows.is_empty() => {}
        Output::Table => print::text(&table(rows))?,
        output => print::rows(rows, output)?,
    }
    Ok(rows.len())
}

/// The kind of record that is listed, where it is one.
fn kind(what: Listed) -> Option<Kind> {
    match what {
        Listed::Instruments => Some(Kind::Instrument),
        Listed::Meetings => Some(Kind::Meeting),
        Listed::Commitments => Some(Kind::Commitment),
        Listed::Claims => Some(Kind::Claim),
        Listed::Commissions => Some(Kind::Commission),
        Listed::Sessions => Some(Kind::Session),
        Listed::People => Some(Kind::Person),
        Listed::Institutions | Listed::Sources | Listed::Entries => None,
    }
}

/// The facets that say something of what is listed, the field that holds its type, and its statuses.
fn vocabulary(what: Listed) -> (&'static [&'static str], Option<&'static str>, Vec<&'static str>) {
    const RECORDS: &[&str] = &["--side", "--review", "--search"];
    match what {
        Listed::Instruments => (
            &[
                "--side",
                "--institution",
                "--type",
                "--level",
                "--subject",
                "--status",
                "--year",
                "--place",
                "--meeting",
                "--open",
                "--one-sided",
                "--has-text",
                "--review",
                "--search",
            ],
            Some("type"),
            status::Status::ALL.map(status::Status::name).to_vec(),
        ),
        Listed::Meetings => (
            &[
                "--side",
                "--type",
                "--year",
                "--place",
                "--meeting",
                "--open",
                "--review",
                "--search",
            ],
            Some("meeting_kind"),
            Vec::new(),
        ),
        Listed::Commitments => (
            &[
                "--side",
                "--institution",
                "--type",
                "--status",
                "--year",
                "--meeting",
                "--open",
                "--review",
                "--search",
            ],
            Some("commitment_kind"),
            vec!["open", "late", "done", "dropped", "superseded"],
        ),
        Listed::Claims => (
            &["--side", "--type", "--status", "--year", "--review", "--search"],
            Some("flow"),
            Verdict::ALL.map(Verdict::name).to_vec(),
        ),
        Listed::Sessions => (
            &["--side", "--year", "--place", "--review", "--search"],
            None,
            Vec::new(),
        ),
        Listed::People | Listed::Commissions => (RECORDS, None, Vec::new()),
        Listed::Institutions => (&["--side", "--institution", "--search"], None, Vec::new()),
        Listed::Sources => (&["--side", "--year", "--search"], None, Vec::new()),
        Listed::Entries => (&[], None, Vec::new()),
    }
}

/// The facets that were asked for.
fn asked(facets: &Facets) -> Vec<&'static str> {
    let given = [
        ("--side", facets.side.is_some()),
        ("--institution", facets.institution.is_some()),
        ("--type", facets.kind.is_some()),
        ("--level", facets.level.is_some()),
        ("--subject", facets.subject.is_some()),
        ("--status", facets.status.is_some()),
        ("--year", facets.year.is_some()),
        ("--place", facets.place.is_some()),
        ("--meeting", facets.meeting.is_some()),
        ("--one-sided", facets.one_sided),
        ("--has-text", facets.has_text),
        ("--open", facets.open),
        ("--review", facets.review.is_some()),
        ("--search", facets.search.is_some()),
    ];
    let given = given.into_iter().filter(|(_, given)| *given);
    given.map(|(option, _)| option).collect()
}

/// What is asked for, in words that are known where only certain ones are taken.
fn filter(register: &Register, args: &ListArgs) -> Result<Filter, Failure> {
    let (facets, name) = (&args.facets, format!("{:?}", args.what).to_lowercase());
    let (fitting, field, statuses) = vocabulary(args.what);
    if let Some(option) = asked(facets).into_iter().find(|option| !fitting.contains(option)) {
        let fitting = match fitting {
            [] => "nothing narrows them but --as-of".to_owned(),
            fitting => format!("these do: {}", fitting.join(", ")),
        };
        return Err(Failure::usage(format!(
            "{option} says nothing of {name}; {fitting}"
        )));
    }
    let words = facets
        .search
        .iter()
        .chain(&facets.institution)
        .chain(&facets.place);
    if let Some(empty) = words.into_iter().find(|words| script::key(words).is_empty()) {
        return Err(Failure::usage(format!(
            "found {empty:?}, expected words with letters or digits"
        )));
    }
    let kinds = field.map(shape::choices).unwrap_or_default();
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
    Ok(Filter {
        side: facets.side.map(|side| match side {
            Teller::State(area) => alpha3(area),
            Teller::Third => "third".to_owned(),
        }),
        institution: facets.institution.clone(),
        kind: word("--type", facets.kind.as_deref(), &kinds)?,
        level: level(facets)?,
        subject: facets.subject.clone(),
        status: word("--status", facets.status.as_deref(), &statuses)?,
        year: facets.year,
        place: facets.place.clone(),
        meeting: meeting(register, facets)?,
        one_sided: facets.one_sided,
        has_text: facets.has_text,
        open: facets.open,
        review: word(
            "--review",
            facets.review.as_deref(),
            &["proposed", "confirmed", "partly", "rejected"],
        )?,
        search: facets.search.clone(),
    })
}

fn level(facets: &Facets) -> Result<Option<String>, Failure> {
    let levels = shape::choices("level");
    let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
    word("--level", facets.level.as_deref(), &levels)
}

/// A meeting that is there, by its name or address.
fn meeting(register: &Register, facets: &Facets) -> Result<Option<String>, Failure> {
    let Some(asked) = &facets.meeting else {
        return Ok(None);
    };
    let found = register
        .find(asked)
        .ok_or_else(|| missed::record(register, asked))?;
    if found.id.kind != Kind::Meeting {
        return Err(Failure::usage(format!("{} is no meeting", found.id)));
    }
    Ok(Some(found.id.to_string()))
}

/// One of these words, however its parts are joined; else wrong usage with the nearest.
fn word(option: &str, asked: Option<&str>, known: &[&str]) -> Result<Option<String>, Failure> {
    let Some(asked) = asked else {
        return Ok(None);
    };
    let plain = |word: &str| word.to_lowercase().replace(['-', '_'], " ");
    if let Some(word) = known.iter().find(|word| plain(word) == plain(asked)) {
        return Ok(Some((*word).to_owned()));
    }
    let near = near::asked(near::word(asked, known.iter().copied()));
    let known = known.join(", ");
    Err(Failure::usage(format!(
        "found {asked:?} for {option}, expected one of {known}{near}"
    )))
}
