//! A small structure with everything that rules speak of, and data of it as CSV.

use sdmx::data::{Options, Reader, Shape};
use sdmx::model::{
    AttachedDimension, Attribute, Class, Code, Codelist, Component, DataType, Dataflow, Dimension, Dsd,
    Group, Maintainable, Measure, Relationship, Representation, Structures, TextFormat, Urn, Version,
};
use sdmx::validation::{Checks, Findings, Validator};

pub(crate) fn artefact(id: &str) -> Maintainable {
    Maintainable::new("XX", id, Version::new(1, 0, 0), id)
}

pub(crate) fn dsd_urn() -> Urn {
    artefact("DSD").urn(Class::DataStructure)
}

fn list(structures: &mut Structures, id: &str, codes: &[(&str, &str)]) -> Representation {
    let list = Codelist {
        artefact: artefact(id),
        codes: codes
            .iter()
            .map(|(id, parent)| Code {
                parent: (!parent.is_empty()).then(|| (*parent).to_owned()),
                ..Code::new(*id, *id)
            })
            .collect(),
        ..Codelist::default()
    };
    let urn = list.artefact.urn(Class::Codelist);
    structures.insert(list);
    Representation {
        enumeration: Some(urn),
        ..Representation::default()
    }
}

pub(crate) fn format(format: TextFormat) -> Representation {
    Representation {
        format: Some(format),
        ..Representation::default()
    }
}

pub(crate) fn of_type(data_type: DataType) -> TextFormat {
    TextFormat {
        data_type: Some(data_type),
        ..TextFormat::default()
    }
}

fn component(id: &str, representation: Representation) -> Component {
    Component {
        id: id.to_owned(),
        representation: Some(representation),
        ..Component::default()
    }
}

fn attribute(component: Component, is_mandatory: bool, relationship: Relationship) -> Attribute {
    Attribute {
        component,
        is_mandatory,
        relationship,
        measures: Vec::new(),
    }
}

/// The structure: FREQ, AREA, TIME_PERIOD; OBS_VALUE; STATUS and NOTE of observations, UNIT of
/// series, TITLE of areas, SOURCE of the dataset.
pub(crate) fn structures() -> Structures {
    let mut all = Structures::new();
    let freq = list(&mut all, "CL_FREQ", &[("A", ""), ("M", ""), ("Q", "")]);
    let areas = [("EU", ""), ("DE", "EU"), ("FR", "EU"), ("KZ", ""), ("RS", "")];
    let area = list(&mut all, "CL_AREA", &areas);
    let status = list(&mut all, "CL_STATUS", &[("A", ""), ("E", "")]);
    let unit = list(&mut all, "CL_UNIT", &[("USD", ""), ("EUR", "")]);
    let dimension = |id: &str, representation| Dimension {
        component: component(id, representation),
        is_measure: false,
    };
    let note = TextFormat {
        max_length: Some(5),
        pattern: Some("[a-z]+".to_owned()),
        ..of_type(DataType::String)
    };
    let attached = |id: &str| AttachedDimension {
        id: id.to_owned(),
        is_optional: false,
    };
    let series = Relationship::Dimensions {
        dimensions: vec![attached("FREQ"), attached("AREA")],
        groups: Vec::new(),
    };
    let text = || format(of_type(DataType::String));
    let value = TextFormat {
        decimals: Some(2),
        ..of_type(DataType::Decimal)
    };
    all.insert(Dsd {
        artefact: artefact("DSD"),
        dimensions: vec![dimension("FREQ", freq), dimension("AREA", area)],
        time: Some(component(
            "TIME_PERIOD",
            format(of_type(DataType::ObservationalTimePeriod)),
        )),
        groups: vec![Group {
            id: "Areas".to_owned(),
            dimensions: vec!["AREA".to_owned()],
            ..Group::default()
        }],
        measures: vec![Measure {
            component: component("OBS_VALUE", format(value)),
            is_mandatory: true,
        }],
        attributes: vec![
            attribute(component("STATUS", status), true, Relationship::Observation),
            attribute(component("NOTE", format(note)), false, Relationship::Observation),
            attribute(component("UNIT", unit), true, series),
            attribute(
                component("TITLE", text()),
                false,
                Relationship::Group("Areas".to_owned()),
            ),
            attribute(component("SOURCE", text()), false, Relationship::Dataflow),
        ],
        ..Dsd::default()
    });
    all.insert(Dataflow {
        artefact: artefact("FLOW"),
        structure: Some(dsd_urn()),
        ..Dataflow::default()
    });
    all
}

/// The structures with the definition changed.
pub(crate) fn changed(change: impl FnOnce(&mut Dsd)) -> Structures {
    let mut all = structures();
    let mut dsd = all.dsd(&dsd_urn()).unwrap().clone();
    change(&mut dsd);
    all.insert(dsd);
    all
}

pub(crate) const HEADER: &str =
    "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,AREA,TIME_PERIOD,OBS_VALUE,STATUS,NOTE,UNIT,TITLE,SOURCE";

/// A message of rows that begin after `STRUCTURE_ID`.
pub(crate) fn message(rows: &[&str]) -> String {
    let rows = rows.iter().map(|row| format!("dataflow,XX:FLOW(1.0.0),{row}\n"));
    format!("{HEADER}\n{}", rows.collect::<String>())
}

pub(crate) fn check(structures: &Structures, message: &str, checks: Checks) -> Findings {
    let dsd = structures.dsd(&dsd_urn()).unwrap();
    let options = Options {
        shapes: vec![Shape::of(dsd).of_any()],
        ..Options::default()
    };
    let mut validator = Validator::new(structures, &dsd_urn(), checks).unwrap();
    validator.check(&mut Reader::new(message.as_bytes(), options));
    validator.into_findings()
}

/// What is found in rows, a line each.
pub(crate) fn found_in(structures: &Structures, rows: &[&str]) -> Vec<String> {
    let findings = check(structures, &message(rows), Checks::default());
    findings.faults().iter().map(ToString::to_string).collect()
}

pub(crate) fn found(rows: &[&str]) -> Vec<String> {
    found_in(&structures(), rows)
}

pub(crate) const NONE: [&str; 0] = [];
