//! Prints the rows of a data message, in whatever format it is, or shows that each format it can
//! be written in reads back as the same rows.
//!
//!     rows FILE                   prints rows, one a line, with the ids of what they tell
//!     rows --check FILE           writes in every standard, reads back and compares
//!     rows --write STANDARD FILE  writes in a standard, such as "SDMX-ML 3.0"
//!     rows --convert STANDARD FILE  the same row by row, in memory that does not grow
//!     rows --count FILE           counts rows and bytes of values, and prints nothing else
//!
//! `--shape SHAPE` before them names a file that says what components are for: lines such as
//! `dimension FREQ`, `time TIME_PERIOD`, `measure OBS_VALUE`, `attribute TITLE series`,
//! `attribute UNIT dimensions FREQ,CURRENCY`, `attribute UNIT group Sibling`,
//! `group Sibling CURRENCY,EXR_TYPE`, and `languages=en,fr`, `many` and `coded` at a line's end.

use std::error::Error;
use std::fs::{File, read_to_string};
use std::io::{BufRead, BufReader, BufWriter, Cursor, Seek, Write, stdout};

use sdmx::data::{
    Announced, Attachment, Component, DatasetHead, Event, Group, Header, Kind, Options, Reader, Row, Shape,
    Value, Writer,
};
use sdmx::{Fault, Standard};

type Failure = Box<dyn Error>;

/// A message in memory.
struct Message {
    header: Header,
    shape: Shape,
    datasets: Vec<(DatasetHead, Shape, Vec<Row>)>,
    faults: Vec<Fault>,
}

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (mut options, mut task, mut standard) = (Options::default(), String::new(), None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--shape" => options
                .shapes
                .push(shape(&read_to_string(arguments.next().ok_or("a file")?)?)),
            "--write" | "--convert" => {
                standard = arguments.next();
                task = argument;
            }
            "--check" | "--count" => task = argument,
            path => return run(path, &task, standard.as_deref(), options),
        }
    }
    Err("a message to read is expected".into())
}

fn run(path: &str, task: &str, standard: Option<&str>, options: Options) -> Result<(), Failure> {
    let input = BufReader::with_capacity(1 << 18, File::open(path)?);
    match task {
        "--count" => return count(input, options),
        "--check" => return check(&read(input, options.clone()), &options),
        _ => {}
    }
    let named = |name: &str| Standard::ALL.into_iter().find(|known| known.to_string() == name);
    let standard = match standard {
        Some(name) => Some(named(name).ok_or("a standard such as SDMX-ML 3.0")?),
        None => None,
    };
    if let (Some(standard), "--convert") = (standard, task) {
        return convert(input, options, standard);
    }
    let message = read(input, options);
    let mut out = stdout().lock();
    match standard {
        Some(standard) => out.write_all(&write(&message, standard)?)?,
        None => out.write_all(print(&message).as_bytes())?,
    }
    Ok(())
}

fn convert(input: impl BufRead + Seek, options: Options, standard: Standard) -> Result<(), Failure> {
    let mut reader = Reader::seekable(input, options);
    let mut out = Some(BufWriter::with_capacity(1 << 18, stdout().lock()));
    let mut writer = None;
    while let Some(event) = reader.next() {
        match (event?, &mut writer) {
            (Event::Dataset, writer) => {
                if let Some(out) = out.take() {
                    let header = named(reader.header().clone());
                    *writer = Some(Writer::new(out, standard, reader.shape(), &header)?);
                }
                writer
                    .as_mut()
                    .map(|writer| writer.dataset(reader.head()))
                    .transpose()?;
            }
            (Event::Row, Some(writer)) => writer.row(reader.row())?,
            _ => {}
        }
    }
    writer.map(Writer::finish).transpose()?;
    Ok(())
}

fn count(input: impl BufRead + Seek, options: Options) -> Result<(), Failure> {
    let mut reader = Reader::seekable(input, options);
    let (mut rows, mut bytes, mut faults) = (0_u64, 0_u64, 0_u64);
    while let Some(event) = reader.next() {
        match event {
            Ok(Event::Row) => {
                rows += 1;
                let row = reader.row();
                for at in 0..row.width() {
                    bytes += row.value(at).text().map_or(0, str::len) as u64;
                }
            }
            Ok(_) => {}
            Err(_) => faults += 1,
        }
    }
    Ok(writeln!(
        stdout(),
        "{rows} rows, {bytes} bytes of values, {faults} faults"
    )?)
}

fn read(input: impl BufRead + Seek, options: Options) -> Message {
    let mut reader = Reader::seekable(input, options);
    let (mut datasets, mut faults) = (Vec::<(DatasetHead, Shape, Vec<Row>)>::new(), Vec::new());
    while let Some(event) = reader.next() {
        match (event, datasets.last_mut()) {
            (Ok(Event::Dataset), _) => datasets.push((reader.head().clone(), Shape::default(), Vec::new())),
            (Ok(Event::Row), Some((_, shape, rows))) => {
                rows.push(reader.row().clone());
                reader.shape().clone_into(shape);
            }
            (Err(fault), _) => faults.push(fault),
            _ => {}
        }
    }
    let shape = datasets.last().map(|(_, shape, _)| shape.clone());
    Message {
        header: reader.header().clone(),
        shape: shape.unwrap_or_default(),
        datasets,
        faults,
    }
}

/// A header that says who and when, for a message of SDMX-CSV that has none.
fn named(mut header: Header) -> Header {
    if header.id.is_empty() {
        "ROWS".clone_into(&mut header.id);
        "2000-01-01T00:00:00Z".clone_into(&mut header.prepared);
        "NOBODY".clone_into(&mut header.sender.id);
    }
    header
}

/// Writes a message; ML needs all structures in the header.
fn write(message: &Message, standard: Standard) -> Result<Vec<u8>, Fault> {
    let mut header = named(message.header.clone());
    header.structures = message
        .datasets
        .iter()
        .map(|(head, ..)| Announced {
            structure: head.structure.clone(),
            at: head.at.clone(),
        })
        .collect();
    header.structures.dedup();
    let mut writer = Writer::new(Vec::new(), standard, &message.shape, &header)?;
    for (head, _, rows) in &message.datasets {
        writer.dataset(head)?;
        for row in rows {
            writer.row(row)?;
        }
    }
    writer.finish()
}

fn check(message: &Message, options: &Options) -> Result<(), Failure> {
    let mut out = stdout().lock();
    for fault in &message.faults {
        writeln!(out, "fault: {fault}")?;
    }
    let expected = sorted(message);
    for standard in Standard::ALL {
        let result = match write(message, standard) {
            Err(fault) => format!("refused: {fault}"),
            Ok(bytes) => {
                let known = Options {
                    shapes: match options.shapes.is_empty() {
                        true => vec![Shape {
                            structure: None,
                            ..message.shape.clone()
                        }],
                        false => options.shapes.clone(),
                    },
                    standard: Some(standard),
                    ..Options::default()
                };
                let back = read(Cursor::new(bytes), known);
                match (back.faults.first(), sorted(&back) == expected) {
                    (Some(fault), _) => format!("wrong: {fault}"),
                    (None, true) => format!("equal, {} rows", expected.len()),
                    (None, false) => format!(
                        "different:\n{}\n{}",
                        expected.join("\n"),
                        sorted(&back).join("\n")
                    ),
                }
            }
        };
        writeln!(out, "{standard}: {result}")?;
    }
    Ok(())
}

fn sorted(message: &Message) -> Vec<String> {
    let mut lines: Vec<String> = print(message).lines().map(str::to_owned).collect();
    lines.retain(|line| line.starts_with(' '));
    lines.sort();
    lines
}

/// Datasets, and rows with what they tell in the order of ids.
fn print(message: &Message) -> String {
    let mut text = String::new();
    for (head, shape, rows) in &message.datasets {
        let action = head.action.map_or("no action", |action| action.word());
        text.push_str(&format!(
            "{} {} {action}\n",
            head.structure.kind.csv(),
            head.structure
        ));
        for row in rows {
            let mut told: Vec<String> = (0..shape.components.len())
                .filter_map(|at| Some(format!("{}={}", shape.components[at].id, value(row.value(at))?)))
                .collect();
            told.sort();
            text.push_str(&format!(
                "  {:?} {} {}\n",
                row.level(),
                row.group(),
                told.join(" ")
            ));
        }
    }
    for fault in &message.faults {
        text.push_str(&format!("fault: {fault}\n"));
    }
    text
}

fn value(value: Value<'_>) -> Option<String> {
    match value {
        Value::Absent => None,
        Value::One(text) => Some(format!("{text:?}")),
        Value::Many(parts) => Some(format!(
            "{:?}",
            parts
                .iter()
                .map(|part| (part.value, part.language, part.text))
                .collect::<Vec<_>>()
        )),
    }
}

fn shape(text: &str) -> Shape {
    let mut shape = Shape::default();
    for line in text.lines() {
        let mut words: Vec<&str> = line.split_whitespace().collect();
        let mut take = |word| {
            let found = words.last() == Some(&word);
            found.then(|| words.pop());
            found
        };
        let (coded, many) = (take("coded"), take("many"));
        let languages = words.last().and_then(|word| word.strip_prefix("languages="));
        let languages: Vec<&str> = languages.map_or(Vec::new(), |ids| ids.split(',').collect());
        words.retain(|word| !word.starts_with("languages="));
        let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        let (id, kind) = match words.as_slice() {
            ["group", id, dimensions] => {
                shape.groups.push(Group {
                    id: (*id).to_owned(),
                    dimensions: list(dimensions),
                });
                continue;
            }
            ["dimension", id] => (*id, Kind::Dimension),
            ["time", id] => (*id, Kind::Time),
            ["measure", id] => (*id, Kind::Measure),
            ["attribute", id, "dataset"] => (*id, Kind::Attribute(Attachment::Dataset)),
            ["attribute", id, "group", group] => {
                (*id, Kind::Attribute(Attachment::Group((*group).to_owned())))
            }
            ["attribute", id, "dimensions", ids] => (*id, Kind::Attribute(Attachment::Dimensions(list(ids)))),
            ["attribute", id, "series"] => {
                let ids = shape
                    .components
                    .iter()
                    .filter(|known| known.kind == Kind::Dimension);
                let ids = ids.map(|known| known.id.clone()).collect();
                (*id, Kind::Attribute(Attachment::Dimensions(ids)))
            }
            ["attribute", id, ..] => (*id, Kind::Attribute(Attachment::Observation)),
            _ => continue,
        };
        let mut component = Component::new(id, kind).coded(coded).languages(&languages);
        component.many = many;
        shape.components.push(component);
    }
    shape
}
