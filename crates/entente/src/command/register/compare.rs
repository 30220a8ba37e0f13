//! `entente register compare`: both sides' lists of one ceremony, side by side.

use std::path::Path;

use entente_register::Register;
use entente_register::lists::{self, Line, Row};
use entente_register::record::{Source, SourceId};
use serde::Serialize;

use super::books;
use crate::args::{CompareArgs, Output};
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print::table::Table;
use crate::print::{self, table};

/// A row as machines read it.
#[derive(Debug, Default, Serialize)]
struct CompareRow {
    listed: String,
    one_ordinal: Option<u32>,
    other_ordinal: Option<u32>,
    one_announced: Option<u32>,
    other_announced: Option<u32>,
    one: Option<String>,
    other: Option<String>,
    one_title: Option<String>,
    other_title: Option<String>,
    differs: String,
    one_says: String,
    other_says: String,
    silent: String,
}

pub(super) fn run(home: Option<&Path>, args: &CompareArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let (register, _) = books::register(&home, args.as_of)?;
    let [one, other] = sources(&register, &args.sources)?;
    let (first, second) = (lists::lines(&register, one.id), lists::lines(&register, other.id));
    let rows = lists::compare(&first, &second);
    let sides = [one, other].map(side);
    match args.output {
        Output::Table => {
            let heads = [(one, first.len()), (other, second.len())];
            print::text(&for_people(&rows, &sides, heads))?;
        }
        output => print::rows(
            &rows
                .iter()
                .map(|row| machine(row, [one, other]))
                .collect::<Vec<_>>(),
            output,
        )?,
    }
    Ok(Done::Wholly)
}

/// How many documents a source says were signed.
fn announced(source: &Source) -> Option<u32> {
    source.announced.as_ref().map(|announced| announced.count)
}

/// How many documents a list says there are, where it says so, and how many it names.
fn counts(source: &Source, named: usize) -> String {
    match announced(source) {
        None => format!("names {named}, says no number"),
        Some(said) if said as usize == named => format!("says {said}, names all"),
        Some(said) => format!("says {said}, names {named}"),
    }
}

/// Whose list it is, in a word.
fn side(source: &Source) -> String {
    source.side.clone().unwrap_or_else(|| source.id.to_string())
}

/// Two sources with lists: those named, else the last two sides told of one ceremony.
fn sources<'a>(register: &'a Register, named: &[String]) -> Result<[&'a Source; 2], Failure> {
    let with_list = |name: &String| -> Result<&'a Source, Failure> {
        let id: SourceId = name.parse().map_err(Failure::usage)?;
        let source = register.source(id).ok_or_else(|| {
            Failure::usage(format!("there is no {id}")).hint("`entente register list sources` has them all")
        })?;
        if lists::lines(register, id).is_empty() {
            return Err(Failure::usage(format!("{id} lists no instruments")));
        }
        Ok(source)
    };
    match named {
        [one, other] => Ok([with_list(one)?, with_list(other)?]),
        [_] => Err(Failure::usage(
            "found one source, expected two, or none for the last ceremony",
        )),
        _ => {
            let last = lists::ceremonies(register).pop();
            let found = last.and_then(|(one, other)| Some([register.source(one)?, register.source(other)?]));
            found.ok_or_else(|| {
                Failure::of("no two sources of different sides list what was signed at one ceremony")
                    .hint("read both sides' lists with --side and --published, or name two sources")
            })
        }
    }
}

fn machine(row: &Row, sources: [&Source; 2]) -> CompareRow {
    let sides = &sources.map(side);
    let [one, other] = [&row.one, &row.other];
    let id = |line: &Option<Line>| line.as_ref().map(|line| line.record.to_string());
    let title = |line: &Option<Line>| line.as_ref().map(|line| line.title.clone());
    let all = |of: fn(&lists::Difference) -> &str| {
        let words: Vec<&str> = row.differs.iter().map(of).collect();
        words.join("; ")
    };
    CompareRow {
        listed: listed(row, sides),
        one_ordinal: one.as_ref().map(|line| line.ordinal),
        other_ordinal: other.as_ref().map(|line| line.ordinal),
        one_announced: announced(sources[0]),
        other_announced: announced(sources[1]),
        one: id(one),
        other: id(other),
        one_title: title(one),
        other_title: title(other),
        differs: all(|difference| difference.what),
        one_says: all(|difference| &difference.one),
        other_says: all(|difference| &difference.other),
        silent: named(&row.silent.join("; "), sides),
    }
}

fn listed(row: &Row, sides: &[String; 2]) -> String {
    match (&row.one, &row.other) {
        (Some(_), Some(_)) => "both".to_owned(),
        (Some(_), None) => format!("{} only", sides[0]),
        _ => format!("{} only", sides[1]),
    }
}

/// The sides by their names.
fn named(words: &str, sides: &[String; 2]) -> String {
    words
        .replace("the first", &sides[0])
        .replace("the second", &sides[1])
}

fn for_people(rows: &[Row], sides: &[String; 2], heads: [(&Source, usize); 2]) -> String {
    let mut text = String::new();
    for (source, lines) in heads {
        let published = source.published.as_deref().unwrap_or("day not known");
        let publisher = source.publisher.as_deref().unwrap_or(&source.file);
        text.push_str(&format!(
            "{}: {}, {publisher}, {published}: {}\n",
            side(source),
            source.id,
            counts(source, lines)
        ));
    }
    let header = [&sides[0], &sides[1], "listed", "instrument", "differs in"];
    let mut table = Table::new(&header, &[0, 1]);
    for row in rows {
        let ordinal = |line: &Option<Line>| {
            line.as_ref()
                .map_or("—".to_owned(), |line| line.ordinal.to_string())
        };
        let line = row.one.as_ref().or(row.other.as_ref());
        let name = line.map(|line| line.record.to_string()).unwrap_or_default();
        let differs: Vec<&str> = row.differs.iter().map(|difference| difference.what).collect();
        table.row(&[
            &ordinal(&row.one),
            &ordinal(&row.other),
            &listed(row, sides),
            &name,
            &once(&differs).join(", "),
        ]);
    }
    text.push_str(&table.printed());
    rows.iter().for_each(|row| details(&mut text, row, sides));
    let both = rows
        .iter()
        .filter(|row| row.one.is_some() && row.other.is_some())
        .count();
    let alone = |only: bool| {
        let own = |row: &&Row| {
            if only {
                row.other.is_none()
            } else {
                row.one.is_none()
            }
        };
        rows.iter().filter(own).count()
    };
    text.push_str(&format!(
        "{both} by both, {} by {} only, {} by {} only\n",
        alone(true),
        sides[0],
        alone(false),
        sides[1]
    ));
    text
}

fn once<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut once = words.to_vec();
    once.dedup();
    once
}

/// What each side says where they differ, and what one does not say.
fn details(text: &mut String, row: &Row, sides: &[String; 2]) {
    let Some(line) = row.one.as_ref().or(row.other.as_ref()) else {
        return;
    };
    if row.one.is_none() || row.other.is_none() {
        let words = format!("{}: {}: {}", line.record, listed(row, sides), line.title);
        text.push_str(&table::wrapped(&words, 0));
    }
    for difference in &row.differs {
        let words = format!(
            "{}: {}: {} has \"{}\", {} has \"{}\"",
            line.record, difference.what, sides[0], difference.one, sides[1], difference.other
        );
        text.push_str(&table::wrapped(&words, 0));
    }
    if !row.silent.is_empty() {
        let words = format!("{}: {}", line.record, named(&row.silent.join("; "), sides));
        text.push_str(&table::wrapped(&words, 0));
    }
}
