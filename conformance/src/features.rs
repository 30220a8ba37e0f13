//! What each format of each version carries, as a table: every cell is written and read to be
//! filled, and nothing in it is claimed.
//!
//! A row names specimens of data, or classes of artefacts that specimens of structures hold; a
//! cell is what holds for all of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sdmx::model::{Class, Structures, Urn};
use sdmx::{Fault, Standard};

use crate::data::{self, Message};
use crate::outcome::findings;
use crate::structures;

/// A row of data: what it is about, and the specimens that show it.
const DATA: [(&str, &[&str]); 12] = [
    (
        "data: flat, in series, in sections",
        &[
            "flat-three-nought.xml",
            "series-three-nought.xml",
            "section-three-nought.xml",
        ],
    ),
    ("time periods and ranges of time", &["time-periods.csv"]),
    (
        "attributes of series, groups, datasets",
        &["attributes-of-every-level-three-nought.xml"],
    ),
    ("several values at once", &["several-values.csv"]),
    ("texts in several languages", &["texts-in-several-languages.csv"]),
    ("append, replace, information", &["actions-that-add.csv"]),
    ("merge", &["a-merge.xml"]),
    ("delete", &["a-replacement-and-a-delete.xml"]),
    ("delete by parts of keys", &["deletes-with-wildcards.csv"]),
    ("columns of one's own", &["a-column-of-its-own.csv"]),
    (
        "wrong codes and types, values missed",
        &[
            "no-such-code.csv",
            "no-decimals.csv",
            "missing-on-purpose.csv",
            "missing-mandatory-attributes.csv",
        ],
    ),
    ("a key told twice in a dataset", &["a-key-told-twice.csv"]),
];

/// A row of structures: what it is about, and the classes of artefacts.
const STRUCTURES: [(&str, &[Class]); 4] = [
    (
        "code lists, concepts, definitions, dataflows",
        &[
            Class::Codelist,
            Class::ConceptScheme,
            Class::DataStructure,
            Class::Dataflow,
        ],
    ),
    (
        "constraints, categories, organisations",
        &[
            Class::DataConstraint,
            Class::CategoryScheme,
            Class::Categorisation,
            Class::AgencyScheme,
            Class::ProvisionAgreement,
        ],
    ),
    ("hierarchies of codes", &[Class::Hierarchy]),
    (
        "value lists, maps of structures",
        &[Class::ValueList, Class::StructureMap, Class::RepresentationMap],
    ),
];

/// The specimens a table is made of: those of data by name, what they are of, and structures.
#[derive(Debug)]
pub struct Specimens {
    /// Messages of data by the names of their files.
    pub data: BTreeMap<String, Vec<u8>>,
    /// What the data are of.
    pub structure: Structures,
    /// The dataflow they are of.
    pub flow: Urn,
    /// Structures that hold artefacts of all classes.
    pub structures: Vec<Structures>,
}

/// The table, in Markdown.
///
/// # Errors
///
/// When a specimen is not there.
pub fn table(specimens: &Specimens) -> Result<String, String> {
    let mut text = String::from("| |");
    for standard in Standard::ALL {
        let name = standard.to_string();
        let _ = write!(text, " {} |", name.trim_start_matches("SDMX-"));
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(Standard::ALL.len()));
    text.push('\n');
    for (name, files) in DATA {
        let _ = write!(text, "| {name} |");
        for standard in Standard::ALL {
            let cells: Result<Vec<_>, _> = files.iter().map(|file| cell(specimens, file, standard)).collect();
            let _ = write!(text, " {} |", least(&cells?));
        }
        text.push('\n');
    }
    for (name, classes) in STRUCTURES {
        let _ = write!(text, "| {name} |");
        for standard in Standard::ALL {
            let carries = |class: &&Class| is_carried(specimens, **class, standard);
            let all = classes.iter().filter(carries).count() == classes.len();
            text.push_str(if all { " rw |" } else { " – |" });
        }
        text.push('\n');
    }
    Ok(text)
}

/// What holds for all cells of a row.
fn least(cells: &[String]) -> &str {
    let worst = |cell: &&String| (cell.as_str() != "–", !cell.ends_with('*'), cell.len());
    cells.iter().min_by_key(worst).map_or("–", String::as_str)
}

/// Writes a specimen of data in a standard, reads it back, and holds it against its structure.
/// SDMX-ML 3.1 is not written: what is written in 3.0 is read under its namespaces.
fn cell(specimens: &Specimens, file: &str, standard: Standard) -> Result<String, String> {
    let bytes = specimens.data.get(file).ok_or(file)?;
    let message = data::read(bytes, &data::shapes(&specimens.structure), None);
    let written = match standard {
        Standard::Ml3_1 => message.write(Standard::Ml3_0),
        standard => message.write(standard),
    };
    let Ok(mut written) = written else {
        return Ok("–".to_owned());
    };
    let mut word = "rw".to_owned();
    if standard == Standard::Ml3_1 {
        written = String::from_utf8_lossy(&written)
            .replace("/v3_0/", "/v3_1/")
            .into_bytes();
        word = "r".to_owned();
    }
    let back = data::read(&written, &[message.shape.clone().of_any()], Some(standard));
    if !back.faults.is_empty() || lines(&back) != lines(&message) {
        return Ok("–".to_owned());
    }
    let found = |bytes| findings(bytes, &specimens.structure, &specimens.flow).map(|found| plain(&found));
    if found(bytes) == found(&written) {
        word.push('v');
    }
    if back.rows(Standard::Csv2_1) != message.rows(Standard::Csv2_1) {
        word.push('*');
    }
    Ok(word)
}

/// All rows, whatever is to be done with them.
fn lines(message: &Message) -> Vec<String> {
    let mut lines: Vec<String> = message.rows(Standard::Csv2_1).into_values().flatten().collect();
    lines.sort();
    lines
}

/// Findings without their places, which differ from format to format.
fn plain(faults: &[Fault]) -> Vec<String> {
    let text = |fault: &Fault| format!("{}: {}, {}", fault.component, fault.found, fault.expected);
    let mut plain: Vec<String> = faults.iter().map(text).collect();
    for line in &mut plain {
        let places = [" in line ", "byte "]
            .iter()
            .filter_map(|word| line.find(word))
            .min();
        line.truncate(places.unwrap_or(line.len()));
    }
    plain.sort();
    plain
}

/// Whether one of the artefacts of a class is written in a standard and read back as the same.
fn is_carried(specimens: &Specimens, class: Class, standard: Standard) -> bool {
    let all = specimens.structures.iter().flat_map(Structures::iter);
    all.filter(|(_, artefact)| artefact.class() == class)
        .any(|(_, artefact)| {
            let mut alone = Structures::new();
            alone.insert(artefact.clone());
            let message = sdmx::structure::Message {
                standard,
                header: None,
                structures: alone,
            };
            let Ok((_, bytes)) = structures::written(&message, standard) else {
                return false;
            };
            structures::read(&bytes, Some(standard))
                .is_ok_and(|back| back.structures == structures::told(&message.structures, standard))
        })
}
