//! Messages of SDMX: data of trade in every format that `sdmx` reads.
//!
//! A message tells a record figure by figure, so figures are brought together before there is an
//! observation. What a row may say is in `sdmx_row`; what its format forbids, the crate `sdmx`
//! finds. Actions that add or replace are records like others; a record that is to be deleted is
//! refused, for a report stays once it is told. A message of structures describes data and has no
//! rows: what it holds goes into the summary.

use std::io::{BufRead, Read, Seek, SeekFrom};
use std::sync::Arc;

use entente_trade::{Observation, Vintage};
use sdmx::data::{self, Event, Reader};
use sdmx::structure::{self, read_message};
use sdmx::{Family, Fault as Wrong};

use super::error::Problem;
use super::metered::Meter;
use super::outlet::Outlet;
use super::reject::{Fault, Reason, clip};
use super::sdmx_row::{EXPECTED, Reading, shapes};
use super::sink::{Skip, Verdict};
use super::sorted::Sorted;
use super::{Layout, Limits, Notice, Options};
use crate::imts::{Cell, Figure, Mismatch};

/// Reads a message that can be read twice.
pub(super) fn read_seekable<R: BufRead + Seek>(
    mut source: R,
    meter: &Meter,
    options: &Options,
    out: &mut Outlet<'_>,
) -> Result<(), Problem> {
    let reader = Reader::seekable(&mut source, reading(options.limits));
    match drive(reader, meter, options, out) {
        Err(Problem::NoFigures { .. }) => {
            source.rewind()?;
            described(source, out)
        }
        done => done,
    }
}

/// Reads a message of structures.
fn described<R: BufRead>(source: R, out: &mut Outlet<'_>) -> Result<(), Problem> {
    let message = read_message(None, source, structure::Limits::default());
    let message = message.map_err(|faults| Problem::Faults {
        faults: faults.iter().map(ToString::to_string).collect(),
    })?;
    out.summary.described = Some(Arc::new(message));
    Ok(())
}

/// Reads a message that comes once; one of JSON is held, up to a bound.
pub(super) fn read<R: BufRead>(
    source: R,
    meter: &Meter,
    options: &Options,
    out: &mut Outlet<'_>,
) -> Result<(), Problem> {
    drive(Reader::new(source, reading(options.limits)), meter, options, out)
}

fn reading(limits: Limits) -> data::Options {
    data::Options {
        limits: data::Limits {
            record: limits.line_bytes,
            components: limits.columns,
            ..data::Limits::default()
        },
        shapes: shapes(),
        standard: None,
    }
}

fn drive<R: BufRead>(
    mut reader: Reader<R>,
    meter: &Meter,
    options: &Options,
    out: &mut Outlet<'_>,
) -> Result<(), Problem> {
    let mut rows = Reading::new(options.latest);
    let mut figures = Sorted::new(options.limits.held_rows, options.scratch.as_deref());
    let (mut datasets, mut wrong) = (0_u64, None);
    while let Some(event) = reader.next() {
        // A fault that something follows is of one row; the last of all may be of the message.
        if let Some(fault) = wrong.take() {
            reject(&fault, &reader, out);
        }
        match event {
            Ok(Event::Dataset) => {
                let known = rows.begin(reader.head(), reader.shape(), reader.header().action);
                if !known && datasets == 0 {
                    return Err(unknown(&reader));
                }
                datasets += 1;
            }
            Ok(Event::Row) => {
                out.summary.rows += 1;
                match rows.figure(reader.row()) {
                    Ok(figure) => figures.push(figure)?,
                    Err(Verdict::Skip(skip)) => out.skip(skip),
                    Err(Verdict::Fault(fault)) => {
                        let position = reader.row().position();
                        out.reject(position.line, placed(*fault, position.byte, is_text(&reader)));
                    }
                }
                out.progress(meter.read());
            }
            Ok(Event::End) => {}
            Err(fault) => wrong = Some(fault),
        }
    }
    out.summary.notices = reader.notices().iter().map(Notice::of).collect();
    match wrong {
        Some(fault) if !is_text(&reader) => return Err(broken(fault)),
        Some(fault) => reject(&fault, &reader, out),
        None => {}
    }
    let mut records = Records::new(is_text(&reader));
    figures.each(|figure| records.take(figure, out))?;
    records.close(out)
}

/// Whether rows are lines of text, so that a fault of one is never of the message.
fn is_text<R: BufRead>(reader: &Reader<R>) -> bool {
    reader
        .standard()
        .is_some_and(|standard| standard.family() == Family::Csv)
}

fn unknown<R: BufRead>(reader: &Reader<R>) -> Problem {
    let head = reader.head();
    Problem::Structure {
        line: 0,
        found: format!("data of the {} {}", head.structure.kind.csv(), head.structure),
        expected: EXPECTED.to_owned(),
    }
}

impl Notice {
    fn of(notice: &data::Notice) -> Self {
        let texts: Vec<String> = notice.texts.iter().map(|text| clip(&text.text)).collect();
        Self {
            code: clip(&notice.code),
            is_error: notice.severity == Some(data::Severity::Error),
            severity: notice.severity.map_or("message", |severity| match severity {
                data::Severity::Information => "information",
                data::Severity::Warning => "warning",
                data::Severity::Error => "error",
            }),
            text: texts.join("; "),
        }
    }
}

/// What is wrong with the message as a whole.
fn broken(fault: Wrong) -> Problem {
    if fault.found.starts_with(data::STRUCTURE_MESSAGE) {
        return Problem::NoFigures { found: fault.found };
    }
    let about = match fault.component.as_str() {
        "" => String::new(),
        component => format!("{component}: "),
    };
    Problem::Structure {
        line: fault.position.line,
        found: clip(&format!("{about}{}", fault.found)),
        expected: fault.expected,
    }
}

fn reject<R: BufRead>(wrong: &Wrong, reader: &Reader<R>, out: &mut Outlet<'_>) {
    let field = match wrong.component.as_str() {
        "" => "row",
        component => component,
    };
    let fault = Fault::new(Reason::Structure, field, &wrong.found, wrong.expected.clone());
    out.summary.rows += 1;
    out.reject(
        wrong.position.line,
        placed(fault, wrong.position.byte, is_text(reader)),
    );
}

/// A fault with its place in the file: lines of JSON and XML are as long as their writer likes.
fn placed(mut fault: Fault, byte: u64, is_text: bool) -> Fault {
    if !is_text {
        fault.expected.push_str(&format!("; at byte {byte} of the file"));
    }
    fault
}

/// Brings figures together to records.
struct Records {
    is_text: bool,
    /// The release of the observations passed on last.
    release: Option<Vintage>,
    releases: u64,
    /// Whether a record had no release of its own.
    undated: bool,
    /// The cell that was last told whole.
    whole: Option<Cell>,
    figures: Vec<Figure>,
}

/// Most releases in a message: each costs a segment a period.
const MOST_RELEASES: u64 = 1_000;

impl Records {
    fn new(is_text: bool) -> Self {
        Self {
            is_text,
            release: None,
            releases: 0,
            undated: false,
            whole: None,
            figures: Vec::new(),
        }
    }

    fn take(&mut self, figure: Figure, out: &mut Outlet<'_>) -> Result<(), Problem> {
        if self.figures.last().is_some_and(|last| last.cell != figure.cell) {
            self.pass_on(out)?;
        }
        match self.figures.last() {
            Some(last) if last.measure == figure.measure => {
                let expected = format!("one figure a key and release; {} has one", self.place(last.place));
                let fault = Fault::new(Reason::Duplicate, "OBS_VALUE", &spelt(&figure), expected);
                self.reject(&figure, fault, out);
            }
            _ => self.figures.push(figure),
        }
        Ok(())
    }

    /// Makes a record of the figures of a cell.
    fn pass_on(&mut self, out: &mut Outlet<'_>) -> Result<(), Problem> {
        let figures = std::mem::take(&mut self.figures);
        if let Some(first) = figures.first() {
            self.make(first, &figures, out)?;
        }
        self.figures = figures;
        self.figures.clear();
        Ok(())
    }

    fn make(&mut self, first: &Figure, figures: &[Figure], out: &mut Outlet<'_>) -> Result<(), Problem> {
        if self.is_part(&first.cell) {
            figures.iter().for_each(|_| out.skip(Skip::Part));
            return Ok(());
        }
        let Some(mut record) = first.record() else {
            for figure in figures {
                let expected = "VALUE beside it, of the same key and release";
                let fault = Fault::new(Reason::Structure, "MEASURE", code(figure), expected);
                self.reject(figure, fault, out);
            }
            return Ok(());
        };
        for figure in figures {
            if let Err(mismatch) = figure.complete(&mut record) {
                self.reject(figure, otherwise(mismatch, figure, &record), out);
            }
        }
        self.released(first.cell.release, out)?;
        out.observe(first.place.0, record)
    }

    /// Whether the cell is a part of one that was told whole.
    fn is_part(&mut self, cell: &Cell) -> bool {
        let whole = Cell {
            breakdown: 0,
            ..*cell
        };
        match cell.breakdown {
            0 => {
                self.whole = Some(whole);
                false
            }
            _ => self.whole == Some(whole),
        }
    }

    fn released(&mut self, release: Option<Vintage>, out: &mut Outlet<'_>) -> Result<(), Problem> {
        self.undated |= release.is_none();
        if self.release != release {
            self.releases += 1;
            self.release = release;
            out.release(release)?;
        }
        match self.releases > MOST_RELEASES {
            true => Err(Problem::Limit {
                what: "releases in one message",
                limit: MOST_RELEASES,
            }),
            false => Ok(()),
        }
    }

    fn reject(&self, figure: &Figure, fault: Fault, out: &mut Outlet<'_>) {
        out.reject(figure.place.0, placed(fault, figure.place.1, self.is_text));
    }

    fn place(&self, (line, byte): (u64, u64)) -> String {
        match self.is_text {
            true => format!("line {line}"),
            false => format!("byte {byte}"),
        }
    }

    fn close(mut self, out: &mut Outlet<'_>) -> Result<(), Problem> {
        self.pass_on(out)?;
        // Releases come in their order: the last is the newest.
        out.summary.released = self.release.filter(|_| !self.undated);
        Ok(())
    }
}

fn otherwise(mismatch: Mismatch, figure: &Figure, record: &Observation) -> Fault {
    use crate::imts::codes;
    let (field, found, told) = match mismatch {
        Mismatch::Currency => {
            let found = figure
                .currency
                .map_or(String::new(), |currency| currency.to_string());
            ("CURRENCY", found, record.currency.to_string())
        }
        Mismatch::Valuation => (
            "VALUATION",
            codes::valuation(figure.valuation).to_owned(),
            match figure.measure {
                crate::imts::Measure::FobValue => "FOB".to_owned(),
                crate::imts::Measure::CifValue => "CIF".to_owned(),
                _ => codes::valuation(record.valuation).to_owned(),
            },
        ),
        Mismatch::Attribution => (
            "COUNTERPART_AREA_1_TYPE",
            codes::attribution(figure.attribution).to_owned(),
            codes::attribution(record.attribution).to_owned(),
        ),
    };
    let expected = format!("{told}, as the record has it of which this is {}", code(figure));
    Fault::new(Reason::Code, field, &found, expected)
}

fn code(figure: &Figure) -> &'static str {
    crate::imts::Measure::NAMES[figure.measure as usize].1
}

fn spelt(figure: &Figure) -> String {
    entente_trade::Money::from_thousandths(i128::from(figure.amount)).to_string()
}

/// The layout of a message of XML that begins so, if its root is one of data, or of SDMX at all.
pub(super) fn of_xml(head: &str) -> Option<Layout> {
    let mut rest = head;
    loop {
        rest = &rest[rest.find('<')? + 1..];
        let first = rest.chars().next()?;
        if first == '!' && rest.starts_with("!--") {
            rest = &rest[rest.find("-->")?..];
        } else if first.is_alphabetic() || first == '_' {
            let name = rest.split([' ', '\t', '\r', '\n', '>', '/']).next()?;
            let local = name.rsplit(':').next()?;
            // Messages of structures and of errors hold no data; who reads them says so.
            let is_other = ["Structure", "Error", "RegistryInterface"].contains(&local);
            let is_message = is_other && rest.contains("http://www.sdmx.org/resources/sdmxml/schemas/");
            return (local.ends_with("Data") || is_message).then_some(Layout::SdmxMl);
        }
    }
}

/// A source that is read twice and whose bytes are counted where it stands.
#[derive(Debug)]
pub(super) struct Rewound<R> {
    source: R,
    meter: Meter,
}

impl<R> Rewound<R> {
    pub(super) fn new(source: R, meter: Meter) -> Self {
        Self { source, meter }
    }
}

impl<R: Read> Read for Rewound<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.source.read(into)?;
        self.meter.advance(count as u64);
        Ok(count)
    }
}

impl<R: Seek> Seek for Rewound<R> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let place = self.source.seek(to)?;
        self.meter.set(place);
        Ok(place)
    }
}
