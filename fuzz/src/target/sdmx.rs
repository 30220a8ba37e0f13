//! What the readers and writers of SDMX promise of any bytes.
//!
//! It knows no other module but a file that it takes itself, so that the tests of `conformance` can
//! take it as one.

#[allow(unreachable_pub, reason = "it is a module of a library elsewhere")]
#[path = "../../../conformance/src/message.rs"]
mod message;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::OnceLock;

use message::{Dataset, Message};
use sdmx::data::{Announced, Kind, Options, Reader, Row, Shape, Value, Writer};
use sdmx::model::Structures;
use sdmx::rest::{Api, parse};
use sdmx::structure::{Limits, WriteError, read_message, write};
use sdmx::{Action, Fault, Standard};

/// What the specimens of data are of.
const STRUCTURE: &[u8] = include_bytes!("../../../conformance/specimens/structure.xml");

/// Which reader of SDMX the bytes are for. A reader recognises its format by the bytes; SDMX-CSV
/// does not tell 2.0 from 2.1, so there it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Data as CSV 1.0.
    Csv1_0,
    /// Data as CSV 2.0.
    Csv2_0,
    /// Data as CSV 2.1.
    Csv2_1,
    /// Data as JSON of any version.
    Json,
    /// Generic data as XML.
    MlGeneric,
    /// Structure-specific data as XML of any version.
    Ml,
    /// Structures as JSON of any version.
    StructureJson,
    /// Structures as XML of any version.
    StructureMl,
    /// Requests of REST 1.5.
    QueryV1,
    /// Requests of REST 2.2.
    QueryV2,
}

impl Part {
    /// All of them.
    pub(crate) const ALL: [Self; 10] = [
        Self::Csv1_0,
        Self::Csv2_0,
        Self::Csv2_1,
        Self::Json,
        Self::MlGeneric,
        Self::Ml,
        Self::StructureJson,
        Self::StructureMl,
        Self::QueryV1,
        Self::QueryV2,
    ];

    /// The name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Csv1_0 => "sdmx-csv-1-0",
            Self::Csv2_0 => "sdmx-csv-2-0",
            Self::Csv2_1 => "sdmx-csv-2-1",
            Self::Json => "sdmx-json",
            Self::MlGeneric => "sdmx-ml-generic",
            Self::Ml => "sdmx-ml-specific",
            Self::StructureJson => "sdmx-structure-json",
            Self::StructureMl => "sdmx-structure-ml",
            Self::QueryV1 => "sdmx-query-v1",
            Self::QueryV2 => "sdmx-query-v2",
        }
    }

    /// Whether what was read was written, and read back as the same: what is no message is not, nor
    /// what its format cannot tell.
    ///
    /// # Errors
    /// What is wrong with how the bytes are read.
    pub(crate) fn check(self, bytes: &[u8]) -> Result<bool, String> {
        match self {
            Self::Csv2_0 => of_data(bytes, Some(Standard::Csv2_0)),
            Self::Csv1_0 | Self::Csv2_1 | Self::Json | Self::MlGeneric | Self::Ml => of_data(bytes, None),
            Self::StructureJson | Self::StructureMl => of_structures(bytes),
            Self::QueryV1 => of_query(Api::V1, &String::from_utf8_lossy(bytes)),
            Self::QueryV2 => of_query(Api::V2, &String::from_utf8_lossy(bytes)),
        }
    }

    /// What the reader is given, whole or damaged: the specimens of the repository that are for
    /// it, and the others of its kind as it would be told them.
    ///
    /// # Errors
    /// When one cannot be read.
    pub(crate) fn specimens(self, repository: &Path) -> io::Result<Vec<Vec<u8>>> {
        match self {
            Self::StructureJson => structures(
                repository,
                ".json",
                &[Standard::Json1_0, Standard::Json2_0, Standard::Json2_1],
            ),
            Self::StructureMl => structures(repository, ".xml", &[Standard::Ml2_1, Standard::Ml3_0]),
            Self::QueryV1 => requests(repository, Api::V1),
            Self::QueryV2 => requests(repository, Api::V2),
            Self::Csv1_0 => messages(repository, &[Standard::Csv1_0]),
            Self::Csv2_0 => messages(repository, &[Standard::Csv2_0]),
            Self::Csv2_1 => messages(repository, &[Standard::Csv2_1]),
            Self::Json => messages(
                repository,
                &[Standard::Json1_0, Standard::Json2_0, Standard::Json2_1],
            ),
            Self::MlGeneric => messages(repository, &[Standard::Ml2_1Generic]),
            Self::Ml => messages(repository, &[Standard::Ml2_1, Standard::Ml3_0, Standard::Ml3_1]),
        }
    }
}

/// Specimens of data in some standards, and all others that these can tell, written in them.
fn messages(repository: &Path, standards: &[Standard]) -> io::Result<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for bytes in folders(repository, "data", "")? {
        let read = |standard| {
            let options = Options {
                shapes: shapes().unwrap_or_default().to_vec(),
                standard,
                ..Options::default()
            };
            Message::of(Reader::seekable(Cursor::new(&bytes[..]), options))
        };
        let mut told = read(None);
        told.learn();
        for &standard in standards {
            let is_there = read(Some(standard)).standard == Some(standard);
            if !is_there && told.faults.is_empty() {
                found.extend(write_data(&told, standard));
            }
        }
        let is_one = |&standard: &Standard| read(Some(standard)).standard == Some(standard);
        if standards.iter().any(is_one) {
            found.push(bytes);
        }
    }
    Ok(found)
}

/// Specimens of structures, and those that are right written in others. Those that are wrong
/// are many, and what is damaged of them is seldom right.
fn structures(repository: &Path, ending: &str, standards: &[Standard]) -> io::Result<Vec<Vec<u8>>> {
    let mut found = folders(repository, "structure", ending)?;
    for bytes in folders(repository, "structure", "")?
        .iter()
        .map(Vec::as_slice)
        .chain([STRUCTURE])
    {
        let Ok(message) = read_message(None, bytes, Limits::default()) else {
            continue;
        };
        let Some(header) = message.header else {
            continue;
        };
        for &standard in standards.iter().filter(|&&standard| standard != message.standard) {
            let mut written = Vec::new();
            if write(&message.structures, standard, &header, &mut written).is_ok() {
                found.push(written);
            }
        }
    }
    found.retain(|bytes| bytes.len() < MOST);
    Ok(found)
}

/// Requests of a grammar, and those of the other as it would ask them.
fn requests(repository: &Path, asked: Api) -> io::Result<Vec<Vec<u8>>> {
    let folder = repository.join("conformance/specimens/requests");
    let mut all = Vec::new();
    for (api, name) in [(Api::V1, "v1.txt"), (Api::V2, "v2.txt")] {
        for line in fs::read_to_string(folder.join(name))?.lines() {
            let (path, query) = line.split_once('?').unwrap_or((line, ""));
            let request = parse(api, path, query).ok();
            let printed = request.and_then(|request| request.print(asked));
            all.extend(printed.map(String::into_bytes));
            all.extend((api == asked).then(|| line.as_bytes().to_vec()));
        }
    }
    Ok(all)
}

/// Damage to messages that are longer, in bytes, takes long and finds little.
const MOST: usize = 20_000;

/// The specimens of `conformance` and of the crate whose names end so, in the order of names.
fn folders(repository: &Path, kind: &str, ending: &str) -> io::Result<Vec<Vec<u8>>> {
    let mut paths = Vec::new();
    for folder in ["conformance/specimens", "crates/sdmx/tests/specimens"] {
        for entry in fs::read_dir(repository.join(folder).join(kind))? {
            paths.push(entry?.path());
        }
    }
    paths.sort();
    let endings = [".csv", ".json", ".xml"];
    paths.retain(|path| {
        let name = path.to_string_lossy();
        endings.iter().any(|ending| name.ends_with(ending)) && name.ends_with(ending)
    });
    let mut all = paths.iter().map(fs::read).collect::<io::Result<Vec<_>>>()?;
    all.retain(|bytes| bytes.len() < MOST);
    Ok(all)
}

/// Hands out at most so many bytes at a time.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let length = to.len().min(self.1);
        self.0.read(&mut to[..length])
    }
}

/// The bytes in pieces whose length the bytes decide.
fn pieces(bytes: &[u8]) -> BufReader<Pieces<'_>> {
    let sum: usize = bytes.iter().map(|&byte| usize::from(byte)).sum();
    let length = 1 + (sum + bytes.len()) % 61;
    BufReader::with_capacity(length, Pieces(bytes, length))
}

/// The shapes of what the specimens are of.
fn shapes() -> Result<&'static [Shape], String> {
    static READ: OnceLock<Result<Vec<Shape>, String>> = OnceLock::new();
    let read = || {
        let message = read_message(None, STRUCTURE, Limits::default()).map_err(listed)?;
        Ok(message
            .structures
            .dsds()
            .map(|dsd| Shape::of(dsd).of_any())
            .collect())
    };
    let shapes = READ.get_or_init(read).as_ref().map_err(Clone::clone)?;
    Ok(shapes)
}

fn listed(faults: Vec<Fault>) -> String {
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    texts.join("; ")
}

/// Data with their structure known and unknown: alike in pieces, written and read back, and what
/// is read without a fault where the structure is known is read as the same without it.
fn of_data(bytes: &[u8], standard: Option<Standard>) -> Result<bool, String> {
    let shapes = shapes()?;
    let options = |shapes: &[Shape]| Options {
        shapes: shapes.to_vec(),
        standard,
        ..Options::default()
    };
    let known = Message::of(Reader::seekable(Cursor::new(bytes), options(shapes)));
    same(
        "in pieces",
        &Message::of(Reader::new(pieces(bytes), options(shapes))),
        &known,
    )?;
    let plain = Message::of(Reader::seekable(Cursor::new(bytes), options(&[])));
    same(
        "in pieces, unknown",
        &Message::of(Reader::new(pieces(bytes), options(&[]))),
        &plain,
    )?;
    let is_written = written(&known)?;
    // Names beside ids and values are told from them by the structure alone.
    let head = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    match head.windows(2).any(|pair| pair == b": ") {
        true => {}
        false => agreement(&known, &plain)?,
    }
    Ok(is_written)
}

/// What is written of a message reads back as the same.
fn written(told: &Message) -> Result<bool, String> {
    let Some(standard) = told.standard.filter(|_| told.faults.is_empty()) else {
        return Ok(false);
    };
    let standard = match standard {
        Standard::Ml3_1 => Standard::Ml3_0,
        standard => standard,
    };
    let mut told = told.clone();
    told.learn();
    let Ok(bytes) = write_data(&told, standard) else {
        return Ok(false);
    };
    let options = Options {
        shapes: vec![told.shape.clone().of_any()],
        standard: Some(standard),
        ..Options::default()
    };
    let back = Message::of(Reader::seekable(Cursor::new(bytes.as_slice()), options));
    let text = || String::from_utf8_lossy(&bytes);
    if let Some(fault) = back.faults.first() {
        return Err(format!("written is refused: {fault}\n{}", text()));
    }
    same("written", &lines(&back, standard), &lines(&told, standard))
        .map_err(|why| format!("{why}\n{}", text()))?;
    Ok(true)
}

fn write_data(told: &Message, standard: Standard) -> Result<Vec<u8>, Fault> {
    let mut header = told.header.clone();
    let heads = told.datasets.iter().map(|dataset| &dataset.head);
    header.structures = heads
        .map(|head| Announced {
            structure: head.structure.clone(),
            at: head.at.clone(),
        })
        .collect();
    header.structures.dedup();
    let mut writer = Writer::new(Vec::new(), standard, &told.shape, &header)?;
    for Dataset { head, rows } in &told.datasets {
        writer.dataset(head)?;
        for row in rows {
            writer.row(row)?;
        }
    }
    writer.finish()
}

/// Rows by structure and action, as far as a standard tells them, in an order of their own. A row
/// that tells nothing asks for something in a delete only.
fn lines(told: &Message, standard: Standard) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::<String, Vec<String>>::new();
    for Dataset { head, rows } in &told.datasets {
        let action = match (head.action, standard) {
            (_, Standard::Csv1_0) => None,
            (Some(Action::Merge), Standard::Csv2_1 | Standard::Json2_1) => head.action,
            (Some(Action::Merge), _) => Some(Action::Append),
            (action, _) => action,
        };
        let lines = all
            .entry(format!("{} {action:?}", head.structure.urn()))
            .or_default();
        let is_delete = action == Some(Action::Delete);
        let told = rows.iter().map(|row| values(row, &told.shape));
        lines.extend(told.filter(|line| is_delete || !line.is_empty()));
    }
    all.retain(|_, lines| !lines.is_empty());
    all.values_mut().for_each(|lines| lines.sort());
    all
}

/// What a row tells, in the order of ids.
fn values(row: &Row, shape: &Shape) -> String {
    let mut values: Vec<String> = Vec::new();
    for (at, component) in shape.components.iter().enumerate() {
        if component.kind == Kind::Custom {
            continue;
        }
        match row.value(at) {
            Value::Absent => {}
            Value::One(text) => values.push(format!("{}={text:?}", component.id)),
            Value::Many(parts) => {
                let parts: Vec<_> = parts.iter().collect();
                values.push(match parts.as_slice() {
                    // One value of a component that may have several is one value.
                    [only] if only.language.is_empty() => format!("{}={:?}", component.id, only.text),
                    _ => format!("{}={parts:?}", component.id),
                });
            }
        }
    }
    values.sort();
    values.join(" ")
}

/// What was read without a fault where the structure is known is read as the same without it.
fn agreement(known: &Message, plain: &Message) -> Result<(), String> {
    let is_known = |id: &str| known.shape.position(id).is_some();
    let is_dimension = |id: &str| {
        let at = known.shape.position(id);
        at.is_some_and(|at| known.shape.components[at].is_dimension())
    };
    let ids = plain
        .shape
        .components
        .iter()
        .map(|component| component.id.as_str());
    let mut heads = known.datasets.iter().map(|dataset| &dataset.head);
    let is_comparable = known.faults.is_empty()
        && ids.into_iter().all(is_known)
        && heads.all(|head| head.at.dimension().is_none_or(is_dimension));
    if !is_comparable {
        return Ok(());
    }
    if let Some(fault) = plain.faults.first() {
        return Err(format!("a fault without the structure alone: {fault}"));
    }
    let mut shape = plain.shape.clone();
    for component in &mut shape.components {
        let at = known.shape.position(&component.id);
        // Columns of the sender's own are components to who does not know the structure.
        if at.is_some_and(|at| known.shape.components[at].kind == Kind::Custom) {
            component.kind = Kind::Custom;
        }
    }
    let rows = |told: &Message, shape: &Shape| -> Vec<String> {
        let rows = told.datasets.iter().flat_map(|dataset| &dataset.rows);
        rows.map(|row| values(row, shape)).collect()
    };
    same(
        "without the structure",
        &rows(plain, &shape),
        &rows(known, &known.shape),
    )
}

/// Structures: alike in pieces, written and read back, and a standard that is told changes nothing.
fn of_structures(bytes: &[u8]) -> Result<bool, String> {
    let whole = read_message(None, bytes, Limits::default());
    same(
        "in pieces",
        &read_message(None, pieces(bytes), Limits::default()),
        &whole,
    )?;
    let Ok(message) = whole else {
        return Ok(false);
    };
    let told = read_message(Some(message.standard), bytes, Limits::default());
    same("with its standard told", &told.as_ref(), &Ok(&message))?;
    let Some(header) = message.header else {
        return Ok(false);
    };
    let mut written = Vec::new();
    match write(&message.structures, message.standard, &header, &mut written) {
        Ok(()) => {}
        Err(WriteError::Faults(_)) => return Ok(false),
        Err(error) => return Err(format!("not written: {error}")),
    }
    let back = read_message(Some(message.standard), written.as_slice(), Limits::default());
    let back = back.map_err(|faults| format!("written is refused: {}", listed(faults)))?;
    let mut structures = message.structures;
    structures.passed_over.clear();
    if message.standard.is_three() {
        structures = without_finality(&structures);
    }
    same("written", &back.structures, &structures)?;
    same("its header written", &back.header, &Some(header))?;
    Ok(true)
}

/// The mark that SDMX 3 does not write.
fn without_finality(structures: &Structures) -> Structures {
    let mut others = Structures::new();
    others.availabilities.clone_from(&structures.availabilities);
    for (_, artefact) in structures.iter() {
        let mut artefact = artefact.clone();
        artefact.maintainable_mut().is_final = false;
        others.insert(artefact);
    }
    others
}

/// Requests: what is read is printed, in either grammar, and read again as the same; a refusal says
/// why.
fn of_query(asked: Api, line: &str) -> Result<bool, String> {
    let (path, query) = line.split_once('?').unwrap_or((line, ""));
    let request = match parse(asked, path, query) {
        Ok(request) => request,
        Err(refusal) if refusal.faults.is_empty() => return Err("refused without a reason".to_owned()),
        Err(_) => return Ok(false),
    };
    let mut is_printed = false;
    for api in [Api::V1, Api::V2] {
        let Some(printed) = request.print(api) else {
            continue;
        };
        let (path, query) = printed.split_once('?').unwrap_or((&printed, ""));
        match parse(api, path, query) {
            Ok(again) => same("printed", &again.print(Api::V2), &request.print(Api::V2))?,
            Err(refusal) => return Err(format!("printed is refused: {printed}\n{refusal}")),
        }
        is_printed = true;
    }
    Ok(is_printed)
}

/// Fails with words when two things that ought to be the same are not.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    match found == expected {
        true => Ok(()),
        false => Err(format!("{what}: found {found:?}, expected {expected:?}")),
    }
}
