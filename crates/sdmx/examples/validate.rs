//! Holds a data message against its structure and prints what is wrong, or times doing so.
//!
//!     validate STRUCTURES URN DATA    prints findings; STRUCTURES is a structure message, URN that
//!                                     of the definition, dataflow or agreement the data are of
//!     validate --make ROWS            writes a CSV 2.0 of trade-like data of 20 columns
//!     validate --trade DATA           holds such a CSV against the structure it is made for
//!
//! Every observation is checked for codes, formats, attributes and duplicates.

use std::error::Error;
use std::fs::{File, read};
use std::io::{BufReader, BufWriter, Write, stdout};

use sdmx::data::{Options, Reader, Shape};
use sdmx::model::{
    AttachedDimension, Attribute, Class, Code, Codelist, Component, DataType, Dimension, Dsd, Maintainable,
    Measure, Relationship, Representation, Structures, TextFormat, Urn, Version,
};
use sdmx::structure;
use sdmx::validation::{Checks, Validator};

type Failure = Box<dyn Error>;

/// Dimensions, and how many codes each has; none for plain text.
const DIMENSIONS: [(&str, usize); 12] = [
    ("FREQ", 9),
    ("REF_AREA", 280),
    ("TRADE_FLOW", 10),
    ("COMMODITY_1", 71_000),
    ("COMMODITY_CUSTOM_BREAKDOWN", 0),
    ("COUNTERPART_AREA_1", 280),
    ("COUNTERPART_AREA_2", 280),
    ("TRANSPORT_MODE_BORDER", 20),
    ("CUSTOMS_PROC", 40),
    ("ACTIVITY", 20),
    ("TRANSFORMATION", 20),
    ("MEASURE", 12),
];
const ATTRIBUTES: [(&str, usize, &str); 5] = [
    ("UNIT_MULT", 15, ""),
    ("UNIT_MEASURE", 60, ""),
    ("OBS_STATUS", 20, ""),
    ("TRADE_SYSTEM", 5, "REF_AREA"),
    ("COUNTERPART_AREA_1_TYPE", 5, "COUNTERPART_AREA_1"),
];

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--make", rows] => make(rows.parse()?),
        ["--trade", data] => {
            let (structures, urn) = trade();
            check(&structures, &urn, data)
        }
        [path, urn, data] => {
            let structures = structure::read(None, read(path)?.as_slice()).map_err(|faults| {
                faults
                    .into_iter()
                    .map(|fault| fault.to_string())
                    .collect::<Vec<_>>()
                    .join("\n")
            })?;
            let known: Vec<String> = structures
                .dsds()
                .map(|dsd| dsd.artefact.urn(Class::DataStructure).to_string())
                .collect();
            let expected = || {
                format!(
                    "{urn}: expected the URN of what is in {path}, such as {}",
                    known.join(" or ")
                )
            };
            check(&structures, &Urn::parse(urn).ok_or_else(expected)?, data)
        }
        _ => Err("STRUCTURES URN DATA, --make ROWS or --trade DATA is expected".into()),
    }
}

fn check(structures: &Structures, urn: &Urn, data: &str) -> Result<(), Failure> {
    let mut out = stdout().lock();
    let mut validator = match Validator::new(structures, urn, Checks::default()) {
        Ok(validator) => validator,
        Err(faults) => {
            for fault in faults {
                writeln!(out, "{fault}")?;
            }
            return Err("the structures lack what data could be held against".into());
        }
    };
    let options = Options {
        shapes: structures
            .definition(urn)
            .map(|dsd| Shape::of(dsd).of_any())
            .into_iter()
            .collect(),
        ..Options::default()
    };
    validator.check(&mut Reader::seekable(
        BufReader::with_capacity(1 << 18, File::open(data)?),
        options,
    ));
    let findings = validator.into_findings();
    for fault in findings.faults() {
        writeln!(out, "{fault}")?;
    }
    Ok(writeln!(out, "{} findings", findings.count())?)
}

fn code(list: &str, number: usize) -> String {
    match list {
        "COMMODITY_1" => format!("HS22_{:06}", number * 14),
        "FREQ" => format!("{}", char::from(b'A' + number as u8)),
        _ => format!("{}{}", char::from(b'A' + (number % 26) as u8), number / 26),
    }
}

/// The structure that rows are made for.
fn trade() -> (Structures, Urn) {
    let mut structures = Structures::new();
    let artefact = |id: &str| Maintainable::new("XX", id, Version::new(1, 0, 0), id);
    let mut component = |id: &str, codes: usize, kind| {
        let list = Codelist {
            artefact: artefact(&format!("CL_{id}")),
            codes: (0..codes)
                .map(|number| Code::new(code(id, number), "a code"))
                .collect(),
            ..Codelist::default()
        };
        let urn = list.artefact.urn(Class::Codelist);
        structures.insert(list);
        Component {
            id: id.to_owned(),
            representation: Some(Representation {
                enumeration: (codes > 0).then_some(urn),
                format: (codes == 0).then(|| TextFormat {
                    data_type: Some(kind),
                    ..TextFormat::default()
                }),
                ..Representation::default()
            }),
            ..Component::default()
        }
    };
    let dimensions = DIMENSIONS.iter().map(|&(id, codes)| Dimension {
        component: component(id, codes, DataType::BigInteger),
        is_measure: false,
    });
    let mut dsd = Dsd {
        artefact: artefact("TRADE"),
        dimensions: dimensions.collect(),
        ..Dsd::default()
    };
    dsd.time = Some(component(Dsd::TIME, 0, DataType::ObservationalTimePeriod));
    dsd.measures.push(Measure {
        component: component(Dsd::VALUE, 0, DataType::Decimal),
        is_mandatory: true,
    });
    for (id, codes, dimension) in ATTRIBUTES {
        let dimensions = vec![AttachedDimension {
            id: dimension.to_owned(),
            is_optional: false,
        }];
        dsd.attributes.push(Attribute {
            component: component(id, codes, DataType::String),
            is_mandatory: true,
            relationship: match dimension {
                "" => Relationship::Observation,
                _ => Relationship::Dimensions {
                    dimensions,
                    groups: Vec::new(),
                },
            },
            measures: Vec::new(),
        });
    }
    let urn = dsd.artefact.urn(Class::DataStructure);
    structures.insert(dsd);
    (structures, urn)
}

/// Rows whose keys all differ: the place of a key is its row's number in mixed bases.
fn make(rows: usize) -> Result<(), Failure> {
    let mut out = BufWriter::new(stdout().lock());
    let ids = DIMENSIONS
        .iter()
        .map(|(id, _)| *id)
        .chain([Dsd::TIME, Dsd::VALUE]);
    let ids: Vec<_> = ids.chain(ATTRIBUTES.iter().map(|(id, ..)| *id)).collect();
    writeln!(out, "STRUCTURE,STRUCTURE_ID,ACTION,{}", ids.join(","))?;
    for row in 0..rows {
        let (series, month) = (row / 12, row % 12 + 1);
        let partner = (series / 2) % 250;
        let commodity = (series / 500) * 17 % 71_000;
        write!(
            out,
            "datastructure,XX:TRADE(1.0.0),R,A,{},{}",
            code("", series / 40_000 % 3),
            code("", series % 2)
        )?;
        write!(
            out,
            ",{},0,{},{}",
            code("COMMODITY_1", commodity),
            code("", partner),
            code("", (partner * 7) % 280)
        )?;
        write!(out, ",A0,{},B0,C0,{}", code("", series % 30), code("", 3))?;
        let value = row as u64 * 7919 % 100_000_007;
        write!(
            out,
            ",2024-{month:02},{}.{:02},A0,{}",
            value,
            value % 100,
            code("", row % 50)
        )?;
        writeln!(out, ",{},B0,{}", code("", row % 3), code("", partner % 4))?;
    }
    Ok(out.flush()?)
}
