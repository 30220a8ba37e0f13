//! The board of commitments: late, open, done, and those that nobody waits for any more.

use entente_register::facet::{Facts, Filter};
use entente_register::record::{Kind, Record, Said};
use entente_register::status;

use super::docket::{self, Docket};
use super::frame::{Frame, column, heading, or_absent, table};
use super::sentence::pair;
use crate::Document;
use crate::document::Block;
use crate::table::{Table, Value};
use crate::wording::Wording;

/// Columns of the board: a name for machines, the message above, and the states of progress in it.
const COLUMNS: [(&str, &str, &[&str]); 4] = [
    ("late", "board-late", &["late"]),
    ("open", "board-open", &["open"]),
    ("done", "board-done", &["done"]),
    ("ended", "board-ended", &["dropped", "superseded"]),
];

/// Commitments with where they stand on the day.
pub(super) struct Board {
    all: Vec<(Record, Facts, &'static str)>,
}

impl Board {
    pub(super) fn of(docket: &Docket<'_>) -> Self {
        let records = docket.records(Kind::Commitment, &Filter::default());
        let all = records.into_iter().map(|(record, facts)| {
            let (progress, _) = status::progress(&record, docket.day);
            (record, facts, progress)
        });
        Self { all: all.collect() }
    }

    /// Those that stand at one of these.
    pub(super) fn at<'a>(&'a self, progress: &'a [&'a str]) -> impl Iterator<Item = &'a Record> {
        let standing = self.all.iter().filter(move |(_, _, at)| progress.contains(at));
        standing.map(|(record, ..)| record)
    }

    /// How many stand at each, as variables of a message.
    pub(super) fn counts(&self, wording: &Wording) -> [(&'static str, String); 4] {
        COLUMNS.map(|(name, _, progress)| {
            let count = self.at(progress).count() as u64;
            (name, wording.number_of(count))
        })
    }
}

/// The board of a pair.
pub fn commitments(frame: &Frame, docket: &Docket<'_>) -> Document {
    let wording = frame.wording();
    let board = Board::of(docket);
    let day = wording.day(docket.day);
    let title = wording.tell(
        "board-title",
        &[("pair", &pair(wording, docket.pair)), ("day", &day)],
    );
    let counts = board.counts(wording);
    let counts = counts.each_ref().map(|(name, count)| (*name, count.as_str()));
    let finding = wording.tell("board-finding", &counts);
    let blocks = tables(wording, docket, &board).into_iter().map(Block::Table);
    frame.document(title, finding, (&docket.pair, None), blocks.collect())
}

/// A table for each column of the board that is not empty.
pub(super) fn tables(wording: &Wording, docket: &Docket<'_>, board: &Board) -> Vec<Table> {
    let of = |(name, label, progress): &(&'static str, &str, &[&str])| {
        let rows: Vec<Vec<Value>> = board
            .at(progress)
            .map(|record| row(wording, docket, record))
            .collect();
        (!rows.is_empty()).then(|| table(name, wording.phrase(label), columns(wording), rows))
    };
    COLUMNS.iter().filter_map(of).collect()
}

fn columns(wording: &Wording) -> Vec<crate::table::Column> {
    vec![
        heading(wording, "record", "column-record"),
        column(wording, "commitment", "column-commitment"),
        column(wording, "owner", "column-owner"),
        column(wording, "strength", "column-strength"),
        column(wording, "due", "column-due"),
        column(wording, "progress", "column-status"),
    ]
}

fn row(wording: &Wording, docket: &Docket<'_>, record: &Record) -> Vec<Value> {
    let owners: Vec<&String> = record
        .all(|said| match said {
            Said::Owner(state) => Some(state),
            _ => None,
        })
        .collect();
    let strength = record.one(|said| match said {
        Said::Strength(strength) => Some(*strength),
        _ => None,
    });
    let (progress, _) = status::progress(record, docket.day);
    vec![
        docket::link(wording, record),
        docket.label_cell(wording, record),
        docket::states(wording, owners.into_iter()),
        or_absent(strength, |strength| wording.word(strength)),
        due(wording, docket, record),
        wording.listed("progress", progress),
    ]
}

/// By when: the day, else the words of the source.
fn due(wording: &Wording, docket: &Docket<'_>, record: &Record) -> Value {
    let due = record.standing().find_map(|one| match &one.said {
        Said::Due(due) => Some((due, one.source)),
        _ => None,
    });
    or_absent(due, |(due, source)| match due.when {
        Some(when) => docket::when(wording, when),
        None => {
            let words = Value::Text(due.written.clone());
            docket::in_language(wording, words, docket.language_of(source))
        }
    })
}
