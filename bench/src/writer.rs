//! Writes a world into a folder, month by month and reporter by reporter.
//!
//! Reporters follow in an order drawn for each month. A folder that holds anything
//! is refused, so that no two worlds mix.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::block::Block;
use crate::damage::Kinds;
use crate::draw::{Dice, Of};
use crate::failure::{Failure, Outcome};
use crate::record::{Column, Record};
use crate::side_files;
use crate::summary::Summary;
use crate::table::{self, Format, Nowhere, Table};
use crate::truth::{self, Truth};
use crate::world::World;

/// How a world is written.
pub(crate) struct Style {
    pub(crate) format: Format,
    pub(crate) columns: &'static [Column],
    /// Share of extra rows that are broken.
    pub(crate) broken: f64,
    pub(crate) kinds: Kinds,
    /// Whether the truth is written.
    pub(crate) truth: bool,
}

/// A world being written.
pub(crate) struct Writer<'a> {
    world: &'a World<'a>,
    style: &'a Style,
    table: Box<dyn Table>,
    truth: Box<dyn Write>,
    broken: Box<dyn Write>,
    line: Vec<u8>,
    summary: Summary,
    told: u64,
}

/// Writes all files; with no folder, only counts.
///
/// # Errors
/// When the folder is not empty or a file cannot be written.
pub(crate) fn write(world: &World, style: &Style, folder: Option<&Path>) -> Outcome<Summary> {
    if let Some(folder) = folder {
        claim(folder)?;
        side_files::write(folder, world)?;
    }
    let mut writer = Writer::open(world, style, folder)?;
    for month in 0..world.months {
        for reporter in turns(world, month) {
            writer.block(reporter, month)?;
            writer.progress(month, false);
        }
    }
    writer.progress(world.months - 1, true);
    writer.close()
}

/// Takes an empty or new folder.
fn claim(folder: &Path) -> Outcome<()> {
    side_files::make(folder)?;
    let mut inside = fs::read_dir(folder).map_err(|why| Failure::at(folder, why))?;
    match inside.next() {
        Some(_) => Err(Failure::at(
            folder,
            "is not empty; expected a new or empty folder",
        )),
        None => Ok(()),
    }
}

/// The reporters in the order of a month.
fn turns(world: &World, month: i32) -> Vec<u16> {
    let mut turns: Vec<u16> = world.places().collect();
    let dice = |place: u16| world.dice.at(month as u64).at(place.into());
    turns.sort_by_key(|&place| dice(place).bits(Of::Block));
    turns
}

impl<'a> Writer<'a> {
    fn open(world: &'a World<'a>, style: &'a Style, folder: Option<&Path>) -> Outcome<Self> {
        let at = |name: &str| folder.map(|folder| folder.join(name));
        let table = match folder {
            Some(folder) => table::create(folder, style.format, style.columns)?,
            None => Box::new(Nowhere),
        };
        let truth = open(at("truth.csv").filter(|_| style.truth), truth::HEADER)?;
        let broken = open(at("broken.csv").filter(|_| style.broken > 0.0), b"line,kind\n")?;
        let (line, summary) = (Vec::new(), Summary::default());
        Ok(Self {
            world,
            style,
            table,
            truth,
            broken,
            line,
            summary,
            told: 0,
        })
    }

    fn block(&mut self, reporter: u16, month: i32) -> Outcome<()> {
        let Self {
            world,
            truth,
            line,
            summary,
            ..
        } = self;
        let mut failed = Ok(());
        let mut tell = |row: Truth| {
            if row.amount != 0 && world.covers(row.cell.month) && failed.is_ok() {
                summary.plant(&row);
                failed = row.write(world, line, truth);
            }
        };
        let block = Block::gather(world, reporter, month, &mut tell);
        failed?;
        block.records().try_for_each(|record| self.row(&record))
    }

    fn row(&mut self, record: &Record) -> Outcome<()> {
        let dice = self.world.dice.at(self.summary.rows());
        self.put(record)?;
        match dice.share(Of::Broken) < self.style.broken {
            true => self.broken_row(record, dice),
            false => Ok(()),
        }
    }

    /// An extra row that is broken, and the line it stands on.
    fn broken_row(&mut self, record: &Record, dice: Dice) -> Outcome<()> {
        let kinds = self.style.kinds.list();
        let kind = kinds[dice.below(Of::BrokenKind, kinds.len() as u64) as usize];
        let line = self.table.first_line() + self.summary.rows() + self.summary.broken;
        writeln!(self.broken, "{line},{}", kind.name())?;
        self.put(&kind.of(record))
    }

    fn put(&mut self, record: &Record) -> Outcome<()> {
        self.summary.count(record);
        self.table.push(record)
    }

    /// Tells a terminal how far it is, every hundred thousand rows.
    fn progress(&mut self, month: i32, last: bool) {
        let rows = self.summary.rows();
        let due = last || rows / 100_000 > self.told;
        if due && io::stderr().is_terminal() {
            let end = if last { "\n" } else { "" };
            let months = self.world.months;
            let _ = write!(
                io::stderr(),
                "\rmonth {} of {months}, {rows} rows{end}",
                month + 1
            );
        }
        self.told = rows / 100_000;
    }

    fn close(mut self) -> Outcome<Summary> {
        self.table.close()?;
        self.truth.flush()?;
        self.broken.flush()?;
        Ok(self.summary)
    }
}

/// A file with its header, or nowhere.
fn open(path: Option<PathBuf>, header: &[u8]) -> Outcome<Box<dyn Write>> {
    let Some(path) = path else {
        return Ok(Box::new(io::sink()));
    };
    let file = File::create(&path).map_err(|why| Failure::at(&path, why))?;
    let mut out = BufWriter::with_capacity(1 << 20, file);
    out.write_all(header)?;
    Ok(Box::new(out))
}
