//! What is timed, case by case: who runs what, on which files.
//!
//! Whole processes of the product's own commands; nothing here knows how they work.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::Setup;
use super::data::{self, Data, clear};
use super::home::Home;
use super::size::Size;
use super::turns::{Contender, Line, Role, race};
use crate::failure::Outcome;

/// A case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Case {
    /// CSV in, matched Parquet out
    Csv,
    /// Unsorted Parquet in, matched Parquet out
    Parquet,
    /// Records in the store to matched result
    Book,
    /// A month that arrives, to an updated result
    Month,
    /// One pair from the store to a printed table
    Pair,
    /// The decomposition of all pairs of the standard world, at the smallest size
    Explain,
}

/// A case at a size, and how everyone did.
pub(crate) struct Table {
    pub(crate) case: Case,
    /// The size asked for, as a name.
    pub(crate) size: String,
    pub(crate) rows: u64,
    pub(crate) lines: Vec<Line>,
    /// Sentences that belong beside the figures.
    pub(crate) notes: Vec<String>,
}

/// Columns of the job, as the format names them.
const JOB: &str = "refYear,refMonth,period,reporterCode,flowCode,partnerCode,cmdCode,netWgt,\
                   cifvalue,fobvalue,primaryValue";
/// Columns of the books that matching needs.
const BOOK: &str = "exporter,importer,commodity,period,flow,dataset,currency,value,fob,cif,net_weight";
/// Rounds of a pair, which is over in a moment.
const PAIR_ROUNDS: u16 = 20;

impl Case {
    /// The name on the command line.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Book => "book",
            Self::Month => "month",
            Self::Pair => "pair",
            Self::Explain => "explain",
        }
    }

    /// Runs the case on a world.
    ///
    /// # Errors
    /// When answers differ, or something cannot be made ready.
    pub(crate) fn run(self, setup: &Setup, size: Size) -> Outcome<Table> {
        let title = format!("{} {size}", self.name());
        let (rows, lines, notes) = if self == Self::Explain {
            explain(setup, size, &title)?
        } else {
            let data = data::job(setup, size)?;
            let stage = Stage {
                setup,
                rounds: size.rounds(setup.rounds),
                data: &data,
                title: &title,
            };
            let (lines, notes) = match self {
                Self::Csv => (stage.job(&data.csv)?, Vec::new()),
                Self::Parquet => (stage.job(&data.parquet)?, Vec::new()),
                Self::Book => stage.book()?,
                Self::Month => stage.month()?,
                Self::Pair | Self::Explain => stage.pair()?,
            };
            clear(&data.at("out"))?;
            (data.rows, lines, notes)
        };
        Ok(Table {
            case: self,
            size: size.to_string(),
            rows,
            lines,
            notes,
        })
    }
}

/// Where a case is played.
struct Stage<'a> {
    setup: &'a Setup,
    rounds: u16,
    data: &'a Data,
    title: &'a str,
}

type Played = (Vec<Line>, Vec<String>);

impl<'a> Stage<'a> {
    fn race(&self, contenders: &[Contender<'a>]) -> Outcome<Vec<Line>> {
        race(self.setup, self.title, self.rounds, contenders)
    }

    fn out(&self, name: &str) -> PathBuf {
        self.data.at("out").join(name.replace(' ', "-").to_lowercase())
    }

    /// One file of all reporters' records.
    fn job(&self, input: &Path) -> Outcome<Vec<Line>> {
        let ours = |name: &str, codec: &[&str]| {
            let out = self.out(name);
            let paths = [input, self.data.codes.as_path(), out.as_path()].map(Path::as_os_str);
            let arguments = ["bench-job".as_ref()]
                .into_iter()
                .chain(paths)
                .chain(codec.iter().map(AsRef::as_ref));
            let task = self.setup.entente(arguments);
            writing(name, Role::Ours, vec![task], input, out)
        };
        let mut contenders = vec![ours("entente", &[]), ours("entente, zstd", &["--codec", "zstd"])];
        contenders.push(self.floor(input, JOB));
        contenders.extend(self.peers(input));
        self.race(&contenders)
    }

    fn peers(&self, input: &Path) -> Vec<Contender<'a>> {
        let commands = self
            .setup
            .peers
            .commands(input, &self.data.codes, |name| self.out(name));
        let contender = |(name, task, out)| writing(name, Role::Peer, vec![task], input, out);
        commands.into_iter().map(contender).collect()
    }

    fn floor(&self, path: &Path, columns: &str) -> Contender<'a> {
        Contender {
            name: "floor".to_owned(),
            role: Role::Floor,
            ready: Box::new(|| Ok(())),
            tasks: vec![self.setup.floor(path, columns)],
            inputs: vec![path.to_owned()],
            result: None,
        }
    }

    /// Books of all records, matched anew.
    fn book(&self) -> Outcome<Played> {
        let home = Home::new(self.setup, self.data.at("home"));
        let note = home.filled_once(&[&self.data.csv])?;
        let out = self.out("entente");
        let task = home.mirror_world(&out, &self.data.codes);
        let mut ours = writing("entente", Role::Ours, vec![task], &home.books(), out.clone());
        ours.result = Some(out.join("*"));
        let mut contenders = vec![ours, self.floor(&home.books(), BOOK)];
        contenders.extend(self.peers(&self.data.sorted(self.setup)?));
        Ok((self.race(&contenders)?, vec![note]))
    }

    /// The last month into a home of all others, and into one of the same year only.
    fn month(&self) -> Outcome<Played> {
        clear(&self.data.at("month"))?;
        fs::create_dir_all(self.data.at("month"))?;
        let months = self.data.months()?;
        let (before, year, last) = (&months.before, &months.last_year, &months.last);
        let mut contenders = vec![
            self.arrival("entente", "all", &[before, year], last)?,
            self.arrival("entente, store of the last year", "year", &[year], last)?,
            self.floor(last, JOB),
        ];
        contenders[0].result = Some(self.data.at("month").join("all-run-out").join("*"));
        contenders.extend(self.peers(&self.data.sorted(self.setup)?));
        let share = |path: &Path| fs::metadata(path).map(|file| file.len() as f64);
        let hundredths = 100.0 * share(last)? / share(&self.data.csv)?;
        let lines = self.race(&contenders)?;
        let said = |line: &Line| format!("{}: {}.", line.name, after_colon(&line.printed));
        let mut notes = vec![format!("The month is {hundredths:.2} % of the records.")];
        notes.extend(lines[..2].iter().map(said));
        clear(&self.data.at("month"))?;
        Ok((lines, notes))
    }

    fn arrival(&self, name: &str, stem: &str, files: &[&PathBuf], last: &Path) -> Outcome<Contender<'a>> {
        let at = |what: &str| self.data.at("month").join(format!("{stem}{what}"));
        let (kept, kept_out) = (Home::new(self.setup, at("-home")), at("-out"));
        kept.filled_once(files)?;
        clear(&kept_out)?;
        kept.mirror_world(&kept_out, &self.data.codes)
            .prepare(&self.setup.work)?;
        let (home, out) = (Home::new(self.setup, at("-run-home")), at("-run-out"));
        let tasks = vec![home.import(&[last]), home.mirror_world(&out, &self.data.codes)];
        let inputs = vec![last.to_owned(), out.clone()];
        let ready = move || {
            kept.copy_to(&home)?;
            super::home::copy(&kept_out, &out)
        };
        Ok(Contender {
            name: name.to_owned(),
            role: Role::Ours,
            ready: Box::new(ready),
            tasks,
            inputs,
            result: None,
        })
    }

    /// The pair with most records and the median one, printed.
    fn pair(&self) -> Outcome<Played> {
        let pairs = self.data.months()?.pairs;
        let home = Home::new(self.setup, self.data.at("home"));
        home.filled_once(&[&self.data.csv])?;
        let names = ["entente, the largest pair", "entente, a median pair"];
        let contender = |(name, (exporter, importer)): (&str, (u32, u32))| {
            let areas = [exporter.to_string(), importer.to_string()];
            let task = home.command(&["mirror", &areas[0], &areas[1], "--freq", "M", "--level", "hs6"]);
            reading(name, vec![task], &home.books())
        };
        let contenders: Vec<_> = names.into_iter().zip(pairs).map(contender).collect();
        let lines = race(self.setup, self.title, PAIR_ROUNDS, &contenders)?;
        let told = |(line, (exporter, importer)): (&Line, (u32, u32))| {
            let rows = line.printed.lines().count();
            let pair = line.name.rsplit(", ").next().unwrap_or_default();
            format!("Exporter {exporter}, importer {importer}, {pair} by records: {rows} lines printed.")
        };
        let notes = lines.iter().zip(pairs).map(told).collect();
        Ok((lines, notes))
    }
}

/// The standard world explained; its rows, and how fast its cells went.
fn explain(setup: &Setup, size: Size, title: &str) -> Outcome<(u64, Vec<Line>, Vec<String>)> {
    let (world, rows) = data::standard(setup, size)?;
    let home = Home::new(setup, world.join("home"));
    home.filled_once(&[&world.join("records.csv")])?;
    super::home::copy(&world.join("coverage"), &home.path().join("coverage"))?;
    let out = world.join("parts.csv");
    let task = home.command(&["explain-world", &out.to_string_lossy(), "--freq", "M"]);
    let lines = race(
        setup,
        title,
        setup.rounds,
        &[reading("entente", vec![task], &home.books())],
    )?;
    let fast = |(wall, cells): (f64, u64)| format!("{cells} cells, {:.0} a second.", cells as f64 / wall);
    let note = lines[0].wall().zip(cells(&lines[0].printed)).map(fast);
    Ok((rows, lines, note.into_iter().collect()))
}

/// The last line without what names a folder: `610 cells in 1 of 96 periods`.
fn after_colon(printed: &str) -> &str {
    let last = printed.lines().last().unwrap_or_default();
    last.rsplit_once(": ").map_or(last, |(_, words)| words)
}

/// The number before the word in `parts.csv: 57795 cells of 1376 pairs`.
fn cells(printed: &str) -> Option<u64> {
    let words: Vec<&str> = printed.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "cells")?;
    words.get(at.checked_sub(1)?)?.parse().ok()
}

fn writing<'a>(
    name: &str,
    role: Role,
    tasks: Vec<super::child::Task>,
    input: &Path,
    out: PathBuf,
) -> Contender<'a> {
    let cleared = out.clone();
    Contender {
        name: name.to_owned(),
        role,
        ready: Box::new(move || clear(&cleared)),
        tasks,
        inputs: vec![input.to_owned()],
        result: Some(out),
    }
}

fn reading<'a>(name: &str, tasks: Vec<super::child::Task>, input: &Path) -> Contender<'a> {
    Contender {
        name: name.to_owned(),
        role: Role::Ours,
        ready: Box::new(|| Ok(())),
        tasks,
        inputs: vec![input.to_owned()],
        result: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_from_what_is_printed() {
        assert_eq!(cells("parts.csv: 57795 cells of 1376 pairs\n"), Some(57_795));
        assert_eq!(cells("nothing to explain\n"), None);
    }

    #[test]
    fn a_sentence_is_kept_without_the_folder() {
        assert_eq!(
            after_colon("a: b\nout: 610 cells in 1 of 96 periods\n"),
            "610 cells in 1 of 96 periods"
        );
        assert_eq!(after_colon(""), "");
    }
}
