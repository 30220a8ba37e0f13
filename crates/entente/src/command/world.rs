//! `entente explain-world`: the decomposition of every pair in the books, to one file.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Mutex, PoisonError};

use entente_mirror::comparison::{AllPairs, Exports};
use entente_mirror::explain::{CellParts, MarginRule};
use entente_mirror::pairing::MissingRate;
use entente_trade::{Area, Money, Part, Side, Text};
use indicatif::ProgressBar;

use super::mirror;
use crate::args::WorldArgs;
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print;
use crate::print::figure::letters;

const HEADER: &str = "exporter_code,importer_code,exporter,importer,period,commodity,export_value,import_value,\
    asymmetry,cause,amount,grade,method,low,high,via\n";

pub(crate) fn run(home: Option<&Path>, args: &WorldArgs) -> Result<Done, Failure> {
    let home = desk::home(home)?;
    let comparison = desk::comparison(&home, MarginRule::Best)?;
    let all = comparison.all_pairs(args.freq.frequency(), args.as_of)?;
    let bar = ProgressBar::new(all.records());
    let (told, answers) = mpsc::sync_channel(WAITING);
    let (mut tally, used) = (Tally::default(), Used::default());
    std::thread::scope(|scope| {
        for _ in 0..desk::threads(args.threads) {
            let (told, all, used) = (told.clone(), &all, &used);
            scope.spawn(move || work(all, used, &told));
        }
        drop(told);
        // Emptying an old file takes a while, in which the others have begun.
        let mut out = BufWriter::new(File::create(&args.out)?);
        out.write_all(HEADER.as_bytes())?;
        in_turn(answers, |answer| {
            bar.inc(answer.exports.records as u64);
            tally.add(&answer);
            out.write_all(&answer.lines)?;
            used.keep(answer.lines);
            Ok(())
        })?;
        out.flush().map_err(Failure::from)
    })?;
    bar.finish_and_clear();
    mirror::missing_rates(&tally.missing);
    let (out, cells, pairs) = (args.out.display(), tally.cells, tally.pairs);
    print::text(&format!("{out}: {cells} cells of {pairs} pairs\n"))?;
    Ok(Done::Wholly)
}

/// Answers that wait to be written, at most: memory does not grow with the world.
const WAITING: usize = 4;

/// What became of one exporter's pairs.
#[derive(Default)]
struct Answer {
    exports: Exports,
    lines: Vec<u8>,
    cells: usize,
}

/// Sums over all exporters.
#[derive(Default)]
struct Tally {
    pairs: usize,
    cells: usize,
    missing: Vec<MissingRate>,
}

impl Tally {
    fn add(&mut self, answer: &Answer) {
        self.pairs += answer.exports.pairs;
        self.cells += answer.cells;
        self.missing.extend(&answer.exports.missing);
    }
}

/// Works until no exporter is left or nobody listens.
fn work(all: &AllPairs, used: &Used, told: &SyncSender<Result<Answer, Failure>>) {
    let (mut worker, mut heads) = (all.worker(), Heads::default());
    loop {
        let mut answer = Answer {
            lines: used.again(),
            ..Answer::default()
        };
        let exports = worker.next(|sides, cell, silent| {
            answer.cells += 1;
            heads.write(sides, cell, silent, &mut answer.lines);
        });
        let Some(exports) = exports.transpose() else {
            return;
        };
        let answer = exports.map(|exports| Answer { exports, ..answer });
        if told.send(answer.map_err(Failure::from)).is_err() {
            return;
        }
    }
}

/// Room for lines that were written, for the next answers.
#[derive(Default)]
struct Used(Mutex<Vec<Vec<u8>>>);

/// Rooms that are kept, at most: each is as large as the largest exporter it served.
const SPARE: usize = 2;

impl Used {
    fn keep(&self, mut lines: Vec<u8>) {
        lines.clear();
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() < SPARE {
            used.push(lines);
        }
    }

    fn again(&self) -> Vec<u8> {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        used.pop().unwrap_or_default()
    }
}

/// Takes the answers in the order of the exporters, whoever was first.
fn in_turn(
    answers: Receiver<Result<Answer, Failure>>,
    mut take: impl FnMut(Answer) -> std::io::Result<()>,
) -> Result<(), Failure> {
    let (mut early, mut turn) = (BTreeMap::new(), 0);
    for answer in answers {
        let answer = answer?;
        early.insert(answer.exports.place, answer);
        while let Some(answer) = early.remove(&turn) {
            turn += 1;
            take(answer)?;
        }
    }
    Ok(())
}

/// What lines begin with, written once for all that share it.
#[derive(Default)]
struct Heads {
    sides: Option<[Area; 2]>,
    /// Codes and letters of the two sides.
    names: Vec<u8>,
    /// The same, and what all lines of a cell begin with.
    cell: Vec<u8>,
}

impl Heads {
    /// Adds a line a part; one that says so where a side has no report.
    fn write(&mut self, sides: [Area; 2], cell: &CellParts, silent: Option<Side>, out: &mut Vec<u8>) {
        if self.sides != Some(sides) {
            self.sides = Some(sides);
            self.names.clear();
            let [exporter, importer] = sides;
            let codes = sides.map(|area| area.code().to_string());
            let names = [&codes[0], &codes[1], &letters(exporter), &letters(importer)];
            self.names
                .extend_from_slice(names.map(String::as_str).join(",").as_bytes());
        }
        self.cell.clear();
        self.cell.extend_from_slice(&self.names);
        write_head(cell, &mut self.cell);
        if silent.is_some() {
            out.extend_from_slice(&self.cell);
            out.extend_from_slice(NO_REPORT);
            return;
        }
        figure(cell.asymmetry.text(), &mut self.cell);
        for part in &cell.parts {
            out.extend_from_slice(&self.cell);
            write_part(part, out);
        }
    }
}

/// A line without difference or parts.
const NO_REPORT: &[u8] = b",,no_report,,,,,,\n";

/// What all lines of a cell begin with, after the names and up to the two values.
fn write_head(cell: &CellParts, out: &mut Vec<u8>) {
    figure(cell.period.text(), out);
    figure(cell.commodity.text(), out);
    for value in cell.reports {
        match value {
            Some(value) => figure(value.text(), out),
            None => out.push(b','),
        }
    }
}

fn write_part(part: &Part, out: &mut Vec<u8>) {
    let amount = part.amount.text().behind(b',');
    let end = |value: Money, out: &mut Vec<u8>| {
        if value == part.amount {
            out.extend_from_slice(amount.as_bytes());
        } else {
            figure(value.text(), out);
        }
    };
    field(part.cause.name().as_bytes(), out);
    end(part.amount, out);
    field(part.grade.map_or("", |grade| grade.name()).as_bytes(), out);
    field(part.method.as_bytes(), out);
    end(part.low, out);
    end(part.high, out);
    match part.via {
        Some(via) => field(letters(via).as_bytes(), out),
        None => out.push(b','),
    }
    out.push(b'\n');
}

fn field(text: &[u8], out: &mut Vec<u8>) {
    out.push(b',');
    out.extend_from_slice(text);
}

/// A field that is a figure: one copy with its comma.
fn figure(text: Text, out: &mut Vec<u8>) {
    out.extend_from_slice(text.behind(b',').as_bytes());
}
