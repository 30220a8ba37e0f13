//! `entente export`: the records of the books, or the structures, as SDMX.
//!
//! Records go out dataset by dataset, pair by pair and commodity by commodity, so that memory holds
//! what one dataset tells of one commodity of a pair, and no more.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use entente_mirror::store::{Book, Home, Query, Record, counts};
use entente_trade::Dataset;
use sdmx::data::{Announced, AtObservation, DatasetHead, Header, Party, Writer};
use sdmx::model::{Header as StructureHeader, Structures};
use sdmx::rest::Choice;
use sdmx::{Action, Family, Standard};

use crate::args::ExportArgs;
use crate::desk;
use crate::dissemination::availability::held;
use crate::dissemination::{self, AGENCY, DSD, Rows};
use crate::failure::{Done, Failure};
use crate::print;

pub(crate) fn run(home: Option<&Path>, args: &ExportArgs) -> Result<Done, Failure> {
    let standard = args.format;
    if args.structures {
        return structures(home, standard, args);
    }
    args.check()?;
    let home = desk::home(home)?;
    let book = home.book()?;
    let (sources, header) = (told(&book, args)?, header(&home, &book, args)?);
    if sources.is_empty() {
        print::note("no record in the books is of what is asked");
    }
    if standard == Standard::Json1_0 && sources.len() > 1 {
        let names: Vec<&str> = sources.iter().map(|source| source.name()).collect();
        let names = names.join(", ");
        return Err(
            Failure::usage("an SDMX-JSON 1.0 message holds one dataflow").hint(format!(
                "name one of {names} with --source, or take another format"
            )),
        );
    }
    let mut out = Out::open(args.out.as_deref())?;
    let message = Writer::new(
        &mut out,
        standard,
        &dissemination::shape(),
        &announcing(header, &sources),
    )?;
    write(&book, args, &sources, message)?;
    out.close()?;
    Ok(Done::Wholly)
}

/// When structures were made, unless said otherwise: the day this version of them was drawn up.
pub(crate) const STRUCTURES_PREPARED: &str = "2026-11-27T00:00:00Z";

fn structures(named: Option<&Path>, standard: Standard, args: &ExportArgs) -> Result<Done, Failure> {
    if standard.family() == Family::Csv {
        return Err(
            Failure::usage("SDMX-CSV has no structure messages").hint("take --format sdmx-ml or sdmx-json")
        );
    }
    let mut all = dissemination::structures(standard);
    all.insert(dissemination::agencies());
    let mut prepared = STRUCTURES_PREPARED.to_owned();
    if let Some(home) = named {
        let book = desk::home(Some(home))?.book()?;
        prepared = newest(&book)?;
        available(&book, standard, &mut all)?;
    }
    let prepared = args.prepared.as_ref().unwrap_or(&prepared);
    let header = StructureHeader::new(DSD, prepared, AGENCY);
    let mut out = Out::open(args.out.as_deref())?;
    sdmx::structure::write(&all, standard, &header, &mut out)?;
    out.close()?;
    Ok(Done::Wholly)
}

/// Adds what data there are of each dataset: as a constraint, in SDMX 3.1 as an availability.
fn available(book: &Book, standard: Standard, all: &mut Structures) -> Result<(), Failure> {
    let told = book.catalogue().standings()?;
    let now = |record: &Record| counts(&told, record.import, None).then_some(record.vintage);
    for (dataset, _) in Dataset::NAMES {
        let found = held(book, dataset, &now)?;
        let constraint = found.constraint(dataset, &Choice::Any);
        match (found.observations, standard) {
            (0, _) => {}
            (_, Standard::Json2_1) => all.availabilities.push(found.availability(&constraint)),
            _ => drop(all.insert(constraint)),
        }
    }
    Ok(())
}

/// The time of the newest import, or of what was said of one later.
fn newest(book: &Book) -> Result<String, Failure> {
    let changes = book.catalogue().changes()?;
    let newest = changes.last().map(ToString::to_string);
    Ok(newest.unwrap_or_else(|| STRUCTURES_PREPARED.to_owned()))
}

/// What is asked of the books, of one dataset.
fn query<'a>(args: &ExportArgs, datasets: &'a [Dataset]) -> Query<'a> {
    Query {
        exporter: args.exporter,
        importer: args.importer,
        frequency: args.freq.map(crate::args::Freq::frequency),
        from: args.from,
        to: args.to,
        as_of: args.as_of,
        datasets: Some(datasets),
        withdrawn: false,
    }
}

/// The datasets that tell anything of what is asked, in the order of their names.
fn told(book: &Book, args: &ExportArgs) -> Result<Vec<Dataset>, Failure> {
    let mut told = Vec::new();
    for (dataset, _) in Dataset::NAMES {
        if !args.sources.is_empty() && !args.sources.contains(&dataset) {
            continue;
        }
        let datasets = [dataset];
        let query = query(args, &datasets);
        let segments = book.segments(&query)?;
        // Without a pair a segment that holds the dataset holds a record of it.
        let any = match args.exporter {
            Some(_) => book.goods(&query)?.next(&mut Vec::new())?,
            None => !segments.is_empty(),
        };
        if any {
            told.push(dataset);
        }
    }
    Ok(told)
}

/// The header: prepared when it is said, else when the newest import was.
fn header(home: &Home, book: &Book, args: &ExportArgs) -> Result<Header, Failure> {
    let prepared = args.prepared.clone().map_or_else(|| newest(book), Ok)?;
    Ok(Header {
        id: DSD.to_owned(),
        prepared,
        sender: Party {
            id: home.settings().side.alpha3.clone(),
            ..Party::default()
        },
        action: Some(Action::Information),
        ..Header::default()
    })
}

fn by_time() -> AtObservation {
    AtObservation::Dimension("TIME_PERIOD".to_owned())
}

fn announcing(header: Header, sources: &[Dataset]) -> Header {
    let announced = |&dataset: &Dataset| Announced {
        structure: dissemination::dataflow(dataset),
        at: by_time(),
    };
    Header {
        structures: sources.iter().map(announced).collect(),
        ..header
    }
}

fn write<W: Write>(
    book: &Book,
    args: &ExportArgs,
    sources: &[Dataset],
    mut message: Writer<W>,
) -> Result<(), Failure> {
    let (mut rows, mut records) = (Rows::new(), Vec::new());
    for &dataset in sources {
        let mut head = DatasetHead::new(dissemination::dataflow(dataset));
        head.action = Some(Action::Information);
        head.at = by_time();
        message.dataset(&head)?;
        let datasets = [dataset];
        let mut goods = book.goods(&query(args, &datasets))?;
        while goods.next(&mut records)? {
            rows.each(&records, |row| message.row(row))?;
        }
    }
    message.finish()?.flush()?;
    Ok(())
}

/// Where a message goes: a file that appears when it is whole, or standard output.
pub(super) enum Out {
    File(BufWriter<File>, Part),
    Printed {
        out: BufWriter<io::Stdout>,
        closed: bool,
    },
}

/// A file that is not whole yet. It goes unless it gets its name.
pub(super) struct Part {
    path: PathBuf,
    name: PathBuf,
}

impl Part {
    fn of(name: &Path) -> Self {
        let mut path = name.as_os_str().to_owned();
        path.push(".part");
        Self {
            path: PathBuf::from(path),
            name: name.to_owned(),
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // It has its name by now, or is in the way of nothing but tidiness.
        let _ = fs::remove_file(&self.path);
    }
}

impl Out {
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self::Printed {
                out: BufWriter::new(io::stdout()),
                closed: false,
            });
        };
        let named = |error| Failure::of(format!("cannot write {}: {error}", path.display()));
        if path.is_dir() {
            return Err(Failure::of(format!(
                "cannot write {}: found a folder, expected the name of a file",
                path.display()
            )));
        }
        let part = Part::of(path);
        let file = File::create(&part.path).map_err(named)?;
        Ok(Self::File(BufWriter::new(file), part))
    }

    pub(super) fn close(mut self) -> Result<(), Failure> {
        self.flush()?;
        if let Self::File(_, part) = &self {
            fs::rename(&part.path, &part.name)?;
        }
        Ok(())
    }

    /// A reader of standard output that has seen enough is no failure.
    fn done<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match (self, result) {
            (Self::Printed { closed, .. }, Err(error)) if error.kind() == ErrorKind::BrokenPipe => {
                *closed = true;
                Ok(instead)
            }
            (_, result) => result,
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match self {
            Self::Printed { closed: true, .. } => Ok(bytes.len()),
            Self::Printed { out, .. } => out.write(bytes),
            Self::File(file, _) => file.write(bytes),
        };
        self.done(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = match self {
            Self::Printed { closed: true, .. } => Ok(()),
            Self::Printed { out, .. } => out.flush(),
            Self::File(file, _) => file.flush(),
        };
        self.done(flushed, ())
    }
}
