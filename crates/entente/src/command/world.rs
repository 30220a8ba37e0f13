//! `entente explain-world`: the decomposition of every pair in the books, to one file.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, SyncSender};

use entente_mirror::comparison::{AllPairs, Exports};
use entente_mirror::explain::{CellParts, Explanation, MarginRule};
use entente_mirror::pairing::MissingRate;
use entente_trade::{Money, Part};
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
    let mut out = BufWriter::new(File::create(&args.out)?);
    out.write_all(HEADER.as_bytes())?;
    let comparison = desk::comparison(&home, MarginRule::Best)?;
    let all = comparison.all_pairs(args.freq.frequency(), args.as_of)?;
    let bar = ProgressBar::new(all.records());
    let (told, answers) = mpsc::sync_channel(WAITING);
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        for _ in 0..desk::threads(args.threads) {
            let (told, all) = (told.clone(), &all);
            scope.spawn(move || work(all, &told));
        }
        drop(told);
        in_turn(answers, |answer| {
            bar.inc(answer.exports.records as u64);
            tally.add(&answer);
            out.write_all(&answer.lines)
        })
    })?;
    out.flush()?;
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
    pairs: usize,
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
        self.pairs += answer.pairs;
        self.cells += answer.cells;
        self.missing.extend(&answer.exports.missing);
    }
}

/// Works until no exporter is left or nobody listens.
fn work(all: &AllPairs, told: &SyncSender<Result<Answer, Failure>>) {
    loop {
        let mut answer = Answer::default();
        let exports = all.next(|explanation| {
            answer.pairs += 1;
            answer.cells += explanation.cells.len();
            write(explanation, &mut answer.lines);
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

/// Adds a line a part.
fn write(explanation: &Explanation, out: &mut Vec<u8>) {
    let (exporter, importer) = (explanation.exporter, explanation.importer);
    let names = [
        exporter.code().to_string(),
        importer.code().to_string(),
        letters(exporter),
        letters(importer),
    ]
    .join(",");
    let mut head = Vec::new();
    for cell in &explanation.cells {
        head.clear();
        write_head(&names, cell, &mut head);
        for part in &cell.parts {
            out.extend_from_slice(&head);
            write_part(part, out);
        }
    }
}

/// What all lines of a cell begin with.
fn write_head(names: &str, cell: &CellParts, out: &mut Vec<u8>) {
    out.extend_from_slice(names.as_bytes());
    field(cell.period.text().as_bytes(), out);
    field(cell.commodity.text().as_bytes(), out);
    for value in cell.reports {
        match value {
            Some(value) => field(value.text().as_bytes(), out),
            None => out.push(b','),
        }
    }
    field(cell.asymmetry.text().as_bytes(), out);
}

fn write_part(part: &Part, out: &mut Vec<u8>) {
    let amount = part.amount.text();
    let end = |value: Money, out: &mut Vec<u8>| {
        if value == part.amount {
            field(amount.as_bytes(), out);
        } else {
            field(value.text().as_bytes(), out);
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
