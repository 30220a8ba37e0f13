//! Intake: from files of every supported layout to observations.
//!
//! Agencies publish the same facts in a dozen shapes. This room reads each of them as it
//! is, row by row, and says of every row what became of it: an observation, a skip (rightly
//! left out) or a reject (breaks a rule, with line, field, found and expected). It knows
//! layouts, encodings and bounds.
//!
//! It does not correct, convert or estimate anything, does not decide which of several
//! records of a cell counts, and stores nothing: that is the book's business. It does not
//! look at file names.

mod armenia;
mod bns;
mod bns_extent;
mod bns_title;
mod codes;
mod compound;
mod comtrade;
mod comtrade_columns;
mod comtrade_legacy;
mod delimited;
mod encoding;
mod entente;
mod error;
mod eurostat;
mod fast;
mod gathered;
mod imf_dots;
mod interpreter;
mod json;
mod layout;
mod metered;
mod names;
mod number;
mod options;
mod outlet;
mod parquet;
mod plain;
mod plain_comtrade;
mod recognise;
mod reject;
mod row;
mod sdmx;
mod sdmx_row;
mod sink;
mod sorted;
mod summary;
mod text;
mod uzbekistan;

pub use encoding::Encoding;
pub use error::{IntakeError, MissingColumn, Problem};
pub use layout::Layout;
pub use options::{Limits, Options};
pub use reject::{Reason, Reject};
pub use sink::{Sink, Skip, Stop};
pub use summary::{Notice, Summary, Warning};

use metered::{Meter, Metered};
use outlet::Outlet;
use recognise::{Carrier, HEAD};
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

/// Reads a file, pushing what it finds into `sink` in the order of the file.
///
/// What was pushed before an error stands; whether it is kept is the sink's business.
///
/// # Errors
/// [`IntakeError`] when the file cannot be read, is of no known layout, is not built as
/// its layout is, or breaks a bound. Rows that break a rule are no error.
pub fn read(path: &Path, options: &Options, sink: &mut dyn Sink) -> Result<Summary, IntakeError> {
    let mut options = options.clone();
    if options.file_name.is_empty() {
        options.file_name = path.display().to_string();
    }
    let outcome = read_file(path, &options, sink);
    outcome.map_err(|problem| named(&options, problem))
}

/// Reads a stream, as [`read`] does a file. Parquet cannot be streamed.
///
/// # Errors
/// As [`read`].
pub fn read_stream(
    source: &mut dyn Read,
    options: &Options,
    sink: &mut dyn Sink,
) -> Result<Summary, IntakeError> {
    let outcome = stream(source, options, sink);
    outcome.map_err(|problem| named(options, problem))
}

fn named(options: &Options, problem: Problem) -> IntakeError {
    IntakeError {
        file: options.file_name.clone(),
        problem,
    }
}

fn read_file(path: &Path, options: &Options, sink: &mut dyn Sink) -> Result<Summary, Problem> {
    let mut file = File::open(path)?;
    if path.is_dir() {
        return Err(Problem::Structure {
            line: 0,
            found: "a folder".to_owned(),
            expected: "a file; name the files in it".to_owned(),
        });
    }
    let mut magic = Vec::new();
    (&mut file).take(4).read_to_end(&mut magic)?;
    file.rewind()?;
    if Carrier::of(&magic) == Carrier::Parquet {
        return read_parquet(file, options, sink);
    }
    let mut head = Vec::new();
    (&mut file).take(HEAD as u64).read_to_end(&mut head)?;
    file.rewind()?;
    match message(&head, options)? {
        Some(layout) => {
            let (meter, mut out) = (Meter::default(), Outlet::new(sink, Summary::new(layout)));
            let source = BufReader::with_capacity(BUFFER, sdmx::Rewound::new(file, meter.clone()));
            sdmx::read_seekable(source, &meter, options, &mut out)?;
            out.progress(meter.read());
            Ok(out.summary)
        }
        None => stream(&mut file, options, sink),
    }
}

/// How much of a message is read at once, in bytes.
const BUFFER: usize = 128 * 1024;

/// The layout of a file that begins so, if it is a message of SDMX, asked for or recognised.
fn message(head: &[u8], options: &Options) -> Result<Option<Layout>, Problem> {
    let carrier = Carrier::of(head);
    let layout = match options.layout {
        Some(layout) => Some(carried(layout, carrier)?),
        None => match carrier {
            Carrier::Json | Carrier::Xml => Layout::recognise(head),
            Carrier::Text => recognise::is_sdmx_csv(head).then_some(Layout::SdmxCsv),
            _ => None,
        },
    };
    Ok(layout.filter(|layout| layout.is_sdmx()))
}

fn read_parquet(file: File, options: &Options, sink: &mut dyn Sink) -> Result<Summary, Problem> {
    let table = parquet::Table::open(file, options.limits)?;
    let layout = match options.layout {
        Some(layout) => carried(layout, Carrier::Parquet)?,
        None => recognise::of_columns(Carrier::Parquet, &table.header().names)?,
    };
    row::each_once(interpreter::columns(layout), &table.header().names)?;
    let selection = parquet::Selection::of(interpreter::columns(layout));
    let mut interpreter = interpreter::of(layout, &selection.header(table.header()), options)?;
    let mut out = Outlet::new(sink, Summary::new(layout));
    table.drive(options.limits, selection, interpreter.as_mut(), &mut out)?;
    interpreter.finish(&mut out)?;
    Ok(out.summary)
}

fn stream(source: &mut dyn Read, options: &Options, sink: &mut dyn Sink) -> Result<Summary, Problem> {
    let mut head = Vec::new();
    source.take(HEAD as u64).read_to_end(&mut head)?;
    if head.is_empty() {
        return Err(Problem::Empty);
    }
    let carrier = Carrier::of(&head);
    let message = message(&head, options)?;
    let whole = &mut head.as_slice().chain(source);
    if let Some(layout) = message {
        let (meter, mut out) = (Meter::default(), Outlet::new(sink, Summary::new(layout)));
        let source = BufReader::with_capacity(BUFFER, Metered::new(whole, meter.clone()));
        sdmx::read(source, &meter, options, &mut out)?;
        out.progress(meter.read());
        return Ok(out.summary);
    }
    match carrier {
        Carrier::Text => text::read(whole, options, sink),
        Carrier::Json => {
            let layout = Layout::ComtradeJson;
            let columns = interpreter::columns(layout);
            let mut interpreter = interpreter::of(layout, &json::header(columns), options)?;
            let mut out = Outlet::new(sink, Summary::new(layout));
            json::drive(whole, options.limits, columns, interpreter.as_mut(), &mut out)?;
            Ok(out.summary)
        }
        Carrier::Workbook => {
            let mut out = Outlet::new(sink, Summary::new(Layout::KzBnsWorkbook));
            bns::drive(whole, options, &mut out)?;
            Ok(out.summary)
        }
        Carrier::Xml => Err(Problem::Unrecognised {
            found: first_line(&head),
            nearest: None,
        }),
        Carrier::Parquet | Carrier::Zip | Carrier::Gzip => Err(Problem::Unrecognised {
            found: carrier.name().to_owned(),
            nearest: None,
        }),
    }
}

/// How a text begins.
fn first_line(head: &[u8]) -> String {
    let text = encoding::decode_head(head);
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    reject::clip(text.lines().next().unwrap_or_default())
}

/// The layout asked for, if what carries the rows can carry it.
fn carried(layout: Layout, carrier: Carrier) -> Result<Layout, Problem> {
    if Carrier::carries(layout) == carrier {
        return Ok(layout);
    }
    Err(Problem::OtherLayout {
        asked: layout,
        found: carrier.name(),
    })
}
