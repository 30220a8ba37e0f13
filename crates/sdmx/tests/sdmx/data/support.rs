//! What the tests of data messages share: a structure, reading into text, golden files.

use std::fmt::Write;
use std::fs;
use std::io::{BufRead, Cursor};
use std::path::{Path, PathBuf};

use sdmx::data::{
    Attachment, Component, DatasetHead, Event, Group, Header, Kind, Options, Reader, Row, Shape, Value,
};
use sdmx::{Fault, Standard};

/// A dataset as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dataset {
    pub(crate) head: DatasetHead,
    pub(crate) rows: Vec<Row>,
}

/// The shape of the structure that the specimens are of.
pub(crate) fn shape() -> Shape {
    let ids = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect::<Vec<_>>();
    let series = Attachment::Dimensions(ids(&["FREQ", "AREA"]));
    let mut shape = Shape::new(vec![
        Component::new("FREQ", Kind::Dimension).coded(true),
        Component::new("AREA", Kind::Dimension).coded(true),
        Component::new("TIME_PERIOD", Kind::Time),
        Component::new("OBS_VALUE", Kind::Measure).coded(false),
        Component::new("STATUS", Kind::Attribute(Attachment::Observation)).coded(true),
        Component::new("UNIT", Kind::Attribute(series)).coded(true),
        Component::new("TITLE", Kind::Attribute(Attachment::Group("Areas".into()))).coded(false),
        Component::new("SOURCE", Kind::Attribute(Attachment::Dataset)).coded(false),
    ]);
    shape.groups.push(Group {
        id: "Areas".to_owned(),
        dimensions: ids(&["AREA"]),
    });
    shape
}

/// The same with components of several values and languages, as SDMX 3 has them.
pub(crate) fn shape_of_three() -> Shape {
    let mut shape = shape();
    shape.components.extend([
        Component::new("FLAGS", Kind::Attribute(Attachment::Observation))
            .coded(true)
            .many(),
        Component::new("NOTE", Kind::Attribute(Attachment::Observation))
            .coded(false)
            .languages(&["en", "fr"]),
        Component::new("NOTES", Kind::Attribute(Attachment::Observation))
            .coded(false)
            .languages(&["en", "fr"])
            .many(),
    ]);
    shape
}

/// Reads to the end: datasets, and faults.
pub(crate) fn read_all<R: BufRead>(mut reader: Reader<R>) -> (Vec<Dataset>, Vec<Fault>) {
    let (mut datasets, mut faults) = (Vec::<Dataset>::new(), Vec::new());
    while let Some(event) = reader.next() {
        match (event, datasets.last_mut()) {
            (Ok(Event::Dataset), _) => datasets.push(Dataset {
                head: reader.head().clone(),
                rows: Vec::new(),
            }),
            (Ok(Event::Row), Some(dataset)) => dataset.rows.push(reader.row().clone()),
            (Err(fault), _) => faults.push(fault),
            _ => {}
        }
    }
    (datasets, faults)
}

/// Reads a message twice if its format asks for it.
pub(crate) fn read(bytes: &[u8], shape: &Shape, standard: Standard) -> (Vec<Dataset>, Vec<Fault>) {
    read_all(Reader::seekable(Cursor::new(bytes), known(shape, standard)))
}

pub(crate) fn known(shape: &Shape, standard: Standard) -> Options {
    Options {
        shapes: vec![shape.clone()],
        standard: Some(standard),
        ..Options::default()
    }
}

/// A header of which all formats but CSV can tell everything.
pub(crate) fn header() -> Header {
    let mut header = Header {
        id: "M1".to_owned(),
        test: true,
        prepared: "2024-05-06T07:08:09Z".to_owned(),
        ..Header::default()
    };
    header.sender.id = "XX".to_owned();
    header
}

/// A message as text: what was read of it, in the order it was read.
pub(crate) fn told(bytes: &[u8], options: Options) -> String {
    let mut reader = Reader::seekable(Cursor::new(bytes), options);
    let mut text = String::new();
    while let Some(event) = reader.next() {
        match event {
            Ok(Event::Dataset) => writeln!(text, "{}", head(reader.head())).unwrap(),
            Ok(Event::Row) => writeln!(text, "{}", row(reader.row(), reader.shape())).unwrap(),
            Ok(Event::End) => writeln!(text, "end").unwrap(),
            Err(fault) => writeln!(text, "fault: {fault}").unwrap(),
        }
    }
    let standard = reader.standard().map(|standard| standard.to_string());
    let header = reader.header();
    let first = match header.id.is_empty() {
        true => String::new(),
        false => format!(
            ", message {} of {} prepared {}",
            header.id, header.sender.id, header.prepared
        ),
    };
    format!("{}{first}\n{text}", standard.as_deref().unwrap_or("no format"))
}

fn head(head: &DatasetHead) -> String {
    format!(
        "dataset of {} {} {} {}",
        head.structure.kind.csv(),
        head.structure,
        head.action.map_or("without action", |action| action.word()),
        head.at.dimension().unwrap_or("flat")
    )
}

fn row(row: &Row, shape: &Shape) -> String {
    let mut text = format!("  {:?}", row.level());
    if !row.group().is_empty() {
        write!(text, " {}", row.group()).unwrap();
    }
    for (at, component) in shape.components.iter().enumerate() {
        match row.value(at) {
            Value::Absent => {}
            Value::One(value) => write!(text, " {}={value:?}", component.id).unwrap(),
            Value::Many(parts) => {
                write!(text, " {}=[", component.id).unwrap();
                for part in parts.iter() {
                    write!(text, "{}{}:{:?} ", part.value, part.language, part.text).unwrap();
                }
                text.truncate(text.trim_end().len());
                text.push(']');
            }
        }
    }
    text
}

pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/specimens")
        .join(name)
}

/// Compares with a golden file; `BLESS=1` writes it anew. Gives what is wrong.
pub(crate) fn differs(path: &Path, found: &str) -> Option<String> {
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, found).unwrap();
        return None;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    (expected != found).then(|| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        format!("{name}\n--- expected\n{expected}--- found\n{found}")
    })
}
