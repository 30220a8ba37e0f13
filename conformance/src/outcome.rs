//! What becomes of a specimen: what it is read as, and how it goes in each standard.

use std::fmt::Write as _;

use sdmx::model::{Structures, Urn};
use sdmx::structure::WriteError;
use sdmx::validation::{Checks, Validator};
use sdmx::{Fault, Standard};

use crate::data::{self, Message};
use crate::specimen::{Kind, Specimen};
use crate::structures;

/// How a message went in a standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Written and read back as the same; with the bytes.
    Equal(Vec<u8>),
    /// The standard cannot tell it, and says what.
    Refused(String),
    /// Read back otherwise, or not at all.
    Different(String),
}

/// What becomes of a specimen.
#[derive(Clone, Debug, Default)]
pub struct Outcomes {
    /// What it is: its standard, and how much it holds.
    pub what: String,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// How it went in each standard, unless it is wrong.
    pub standards: Vec<(Standard, Outcome)>,
}

/// The standards in which data are written.
pub fn written() -> impl Iterator<Item = Standard> {
    let all = Standard::ALL.into_iter();
    all.filter(|&standard| standard != Standard::Ml3_1)
}

/// Reads a specimen, writes it in every standard and reads it back.
pub fn outcomes(specimen: &Specimen, known: Option<&Structures>) -> Outcomes {
    match specimen.kind() {
        Kind::Structure => of_structure(&specimen.bytes),
        Kind::Data | Kind::Table => {
            let shapes = match known {
                Some(known) => data::shapes(known),
                None if specimen.names_components() => vec![data::shape_of_names(&specimen.bytes)],
                None => Vec::new(),
            };
            of_data(&data::read(&specimen.bytes, &shapes, None))
        }
    }
}

fn of_data(message: &Message) -> Outcomes {
    let name = message
        .standard
        .map_or("no format".to_owned(), |standard| standard.to_string());
    let rows: usize = message.datasets.iter().map(|dataset| dataset.rows.len()).sum();
    let mut outcomes = Outcomes {
        what: format!("{name}, {}", count(rows, "row")),
        faults: message.faults.clone(),
        standards: Vec::new(),
    };
    if outcomes.faults.is_empty() {
        let all = written().map(|standard| (standard, round(message, standard)));
        outcomes.standards = all.collect();
    }
    outcomes
}

/// A number of things.
pub fn count(number: usize, thing: &str) -> String {
    let end = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{end}")
}

/// Writes a data message in a standard and reads it back.
pub fn round(message: &Message, standard: Standard) -> Outcome {
    let bytes = match message.write(standard) {
        Ok(bytes) => bytes,
        Err(fault) => return Outcome::Refused(without_place(&fault)),
    };
    let back = data::read(&bytes, &[message.shape.clone().of_any()], Some(standard));
    if let Some(fault) = back.faults.first() {
        return Outcome::Different(fault.to_string());
    }
    let (wanted, found) = (message.rows(standard), back.rows(standard));
    match wanted == found {
        true => Outcome::Equal(bytes),
        false => Outcome::Different(format!("wrote {wanted:#?}\nread {found:#?}")),
    }
}

fn without_place(fault: &Fault) -> String {
    let text = fault.to_string();
    text.strip_prefix("byte 0: ").unwrap_or(&text).to_owned()
}

fn of_structure(bytes: &[u8]) -> Outcomes {
    let message = match structures::read(bytes, None) {
        Ok(message) => message,
        Err(faults) => {
            return Outcomes {
                what: "a structure message".to_owned(),
                faults,
                standards: Vec::new(),
            };
        }
    };
    let number = message.structures.iter().count();
    let round = |standard| match structures::written(&message, standard) {
        Err(WriteError::Faults(faults)) => {
            let first = faults.first().map(without_place).unwrap_or_default();
            Outcome::Refused(match faults.len() {
                1 => first,
                number => format!("{first}; and {} more", number - 1),
            })
        }
        Err(error) => Outcome::Refused(error.to_string()),
        Ok((header, bytes)) => match structures::read(&bytes, Some(standard)) {
            Err(faults) => Outcome::Different(faults.iter().map(|fault| format!("{fault}\n")).collect()),
            Ok(back) => {
                let is_same = back.header == Some(header)
                    && back.structures == structures::told(&message.structures, standard);
                match is_same {
                    true => Outcome::Equal(bytes),
                    false => Outcome::Different("read back otherwise".to_owned()),
                }
            }
        },
    };
    Outcomes {
        what: format!("{}, {}", message.standard, count(number, "artefact")),
        faults: Vec::new(),
        standards: structures::STANDARDS
            .map(|standard| (standard, round(standard)))
            .into(),
    }
}

/// What is found when data are held against the definition among some structures.
pub fn findings(bytes: &[u8], structures: &Structures, urn: &Urn) -> Result<Vec<Fault>, Vec<Fault>> {
    let options = sdmx::data::Options {
        shapes: data::shapes(structures),
        ..sdmx::data::Options::default()
    };
    let mut validator = Validator::new(structures, urn, Checks::default())?;
    validator.check(&mut sdmx::data::Reader::seekable(
        std::io::Cursor::new(bytes),
        options,
    ));
    Ok(validator.into_findings().faults().to_vec())
}

/// How it went, a line for each outcome with the standards of which it is one.
pub fn listed(standards: &[(Standard, Outcome)]) -> String {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for (standard, outcome) in standards {
        let word = match outcome {
            Outcome::Equal(_) => "equal".to_owned(),
            Outcome::Refused(why) => format!("refused: {why}"),
            Outcome::Different(how) => format!("DIFFERENT: {how}"),
        };
        match lines.iter_mut().find(|(known, _)| *known == word) {
            Some((_, names)) => names.push(standard.to_string()),
            None => lines.push((word, vec![standard.to_string()])),
        }
    }
    let mut text = String::new();
    for (word, names) in lines {
        let _ = writeln!(text, "  {}: {word}", names.join(", "));
    }
    text
}
