//! `entente register list`: what is in the register, by facets.

use std::path::Path;

use entente_register::facet::{self, Facts, Filter};
use entente_register::record::{Kind, Record};
use entente_register::status;
use serde::Serialize;

use super::{books, rows, tables};
use crate::args::{Facets, ListArgs, Listed, Output, alpha3};
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
    let filter = filter(&args.facets)?;
    let found = |kind| facet::of_kind(&register, kind, &filter, day);
    let output = args.output;
    match args.what {
        Listed::Instruments => {
            let row = |record: &Record, facts: &Facts| {
                let one_sided = facts.one_sided;
                rows::InstrumentRow {
                    one_sided,
                    ..rows::instrument(&register, record, Some(day))
                }
            };
            shown(&each(&found(Kind::Instrument), row), output, tables::instruments)
        }
        Listed::Meetings => {
            let row = |record: &Record, _: &Facts| rows::meeting(&register, record);
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
            let row = |record: &Record, _: &Facts| rows::commission(&register, record);
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
            let institutions = rows::institutions(&register, &filter);
            shown(&institutions, output, tables::institutions)
        }
        Listed::Sources => {
            let sources = register
                .sources()
                .map(|source| rows::source_row(&register, source));
            shown(&sources.collect::<Vec<_>>(), output, tables::sources)
        }
        Listed::Entries => {
            let entries = rows::entries(&register, &pages, args.moment.as_of);
            shown(&entries, output, tables::entries)
        }
    }
}

/// A row a record.
fn each<T>(found: &[(Record, Facts)], row: impl Fn(&Record, &Facts) -> T) -> Vec<T> {
    found.iter().map(|(record, facts)| row(record, facts)).collect()
}

/// Rows for machines, or a table for people with how many there are.
fn shown<T: Serialize + Default>(
    rows: &[T],
    output: Output,
    table: fn(&[T]) -> String,
) -> Result<Done, Failure> {
    match output {
        Output::Table if rows.is_empty() => print::note("nothing of that is in the register"),
        Output::Table => print::text(&table(rows))?,
        output => print::rows(rows, output)?,
    }
    Ok(Done::Wholly)
}

/// Words of fields that only take certain ones.
fn filter(facets: &Facets) -> Result<Filter, Failure> {
    let statuses = status::Status::ALL.map(status::Status::name);
    let others = [
        "open",
        "late",
        "done",
        "dropped",
        "superseded",
        "confirmed",
        "confirmed by one side only",
        "between the two mirrors",
        "contradicted",
        "not checkable",
    ];
    let all: Vec<&str> = statuses.into_iter().chain(others).collect();
    let levels = [
        "interstate",
        "intergovernmental",
        "interdepartmental",
        "inter_institutional",
    ];
    Ok(Filter {
        side: facets.side.map(alpha3),
        institution: facets.institution.clone(),
        kind: facets.kind.clone(),
        level: word("--level", facets.level.as_deref(), &levels)?,
        subject: facets.subject.clone(),
        status: word("--status", facets.status.as_deref(), &all)?,
        year: facets.year,
        place: facets.place.clone(),
        meeting: facets.meeting.clone(),
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
