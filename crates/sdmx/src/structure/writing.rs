//! Writes structure messages, one artefact at a time, the same bytes every time.
//!
//! What a standard cannot say is a fault; nothing is left out in silence, but for the mark of
//! finality of SDMX 2.1, which SDMX 3 says by the version.

use super::form::{Form, Notices, Shape, lowered};
use super::json_sink;
use super::message::WriteError;
use super::ml_sink;
use super::node::{Node, Scalar};
use super::places::{Place, places};
use super::shape;
use super::twins;
use crate::fault::Fault;
use crate::model::{Artefact, Header, Structures};
use crate::standard::{Family, Standard};
use std::io::Write;

/// Writes a structure message.
///
/// # Errors
///
/// If the standard cannot say what is to be said, with all such faults; if it has no structure
/// messages; if the bytes cannot be written. Bytes may have been written before an error.
pub fn write(
    structures: &Structures,
    standard: Standard,
    header: &Header,
    to: impl Write,
) -> Result<(), WriteError> {
    match standard.family() {
        Family::Ml => write_ml(structures, standard, header, to),
        Family::Json => write_json(structures, standard, header, to),
        Family::Csv => Err(WriteError::Standard(standard)),
    }
}

/// A tree of one part, or what is wrong with it.
fn tree(
    standard: Standard,
    name: &str,
    label: &str,
    fill: impl FnOnce(&mut Form<'_>),
) -> Result<Node, WriteError> {
    let mut notices = Notices::default();
    let mut form = Form::writing(standard, name.to_owned(), &mut notices);
    fill(&mut form);
    let node = form.node;
    if standard.family() == Family::Ml {
        ml_sink::check(&node, &mut notices.faults);
    }
    if notices.faults.is_empty() {
        return Ok(node);
    }
    for fault in &mut notices.faults {
        fault.component = format!("{label}: {}", fault.component);
    }
    Err(WriteError::Faults(notices.faults))
}

fn header_tree(standard: Standard, name: &str, header: &Header) -> Result<Node, WriteError> {
    tree(standard, name, "header", |form| header.clone().shape(form))
}

fn artefact_tree(standard: Standard, name: &str, artefact: &Artefact) -> Result<Node, WriteError> {
    let label = artefact.urn().short();
    if let Some((kind, id)) = twins::first(artefact) {
        let (found, expected) = (format!("{kind} {id} again"), format!("each {kind} once"));
        let fault = Fault::new(crate::fault::Position::default(), label, found, expected);
        return Err(WriteError::Faults(vec![fault]));
    }
    tree(standard, name, &label, |form| {
        shape::write(&mut artefact.clone(), form)
    })
}

fn availability_trees(
    structures: &Structures,
    standard: Standard,
    name: &str,
) -> Result<Vec<Node>, WriteError> {
    let all = structures.availabilities.iter();
    all.map(|one| tree(standard, name, name, |form| one.clone().shape(form)))
        .collect()
}

/// Faults for artefacts that have no place in the standard.
fn check_places(structures: &Structures, standard: Standard) -> Result<(), WriteError> {
    let places = places(standard);
    let has_place = |artefact: &Artefact| places.iter().any(|place| place.class == artefact.class());
    let mut faults: Vec<Fault> = Vec::new();
    let mut fault = |name: String| {
        let expected = format!("none in {standard}");
        faults.push(Fault::new(
            crate::fault::Position::default(),
            name,
            "an artefact",
            expected,
        ));
    };
    for (urn, _) in structures.iter().filter(|(_, artefact)| !has_place(artefact)) {
        fault(urn.short());
    }
    let has_availability = matches!(standard, Standard::Ml3_1 | Standard::Json2_1);
    if !has_availability && !structures.availabilities.is_empty() {
        fault("AvailabilityConstraint".to_owned());
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(WriteError::Faults(faults))
    }
}

fn of_place<'s>(structures: &'s Structures, place: &Place) -> impl Iterator<Item = &'s Artefact> {
    let class = place.class;
    structures
        .iter()
        .map(|(_, artefact)| artefact)
        .filter(move |artefact| artefact.class() == class)
}

fn write_ml(
    structures: &Structures,
    standard: Standard,
    header: &Header,
    mut to: impl Write,
) -> Result<(), WriteError> {
    check_places(structures, standard)?;
    let header = header_tree(standard, "mes:Header", header)?;
    to.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mes:Structure")?;
    for (prefix, namespace) in ml_sink::namespaces(standard) {
        write!(to, " xmlns:{prefix}=\"{namespace}\"")?;
    }
    to.write_all(b">\n")?;
    ml_sink::write_node(&header, 1, &mut to)?;
    let availabilities = availability_trees(structures, standard, "AvailabilityConstraint")?;
    if !structures.is_empty() || !availabilities.is_empty() {
        to.write_all(b"  <mes:Structures>\n")?;
        for group in places(standard).chunk_by(|left, right| left.container == right.container) {
            write_group(structures, standard, group, &mut to)?;
        }
        if !availabilities.is_empty() {
            let mut container = Node {
                name: "AvailabilityConstraints".into(),
                ..Node::default()
            };
            container.children = availabilities;
            ml_sink::write_node(&container, 2, &mut to)?;
        }
        to.write_all(b"  </mes:Structures>\n")?;
    }
    to.write_all(b"</mes:Structure>\n")?;
    Ok(to.flush()?)
}

fn write_group(
    structures: &Structures,
    standard: Standard,
    group: &[Place],
    to: &mut impl Write,
) -> Result<(), WriteError> {
    if group
        .iter()
        .all(|place| of_place(structures, place).next().is_none())
    {
        return Ok(());
    }
    writeln!(to, "    <str:{}>", group[0].container)?;
    for place in group {
        for artefact in of_place(structures, place) {
            let node = artefact_tree(standard, place.element, artefact)?;
            ml_sink::write_node(&node, 3, to)?;
        }
    }
    writeln!(to, "    </str:{}>", group[0].container)?;
    Ok(())
}

/// The address of a standard's schema.
const fn schema(standard: Standard) -> &'static str {
    match standard {
        Standard::Json1_0 => {
            "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/1.0/sdmx-json-structure-schema.json"
        }
        Standard::Json2_0 => {
            "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json"
        }
        _ => "https://json.sdmx.org/2.1/sdmx-json-structure-schema.json",
    }
}

fn write_json(
    structures: &Structures,
    standard: Standard,
    header: &Header,
    mut to: impl Write,
) -> Result<(), WriteError> {
    check_places(structures, standard)?;
    let mut header = header_tree(standard, "meta", header)?;
    to.write_all(b"{\n  ")?;
    if standard == Standard::Json2_1 {
        write!(to, "\"$schema\": \"{}\",\n  ", schema(standard))?;
    } else {
        let value = Scalar::Text(schema(standard).to_owned());
        header.children.insert(
            0,
            Node {
                name: "schema".into(),
                value,
                ..Node::default()
            },
        );
    }
    to.write_all(b"\"meta\": ")?;
    json_sink::write_value(&header, 1, &mut to)?;
    to.write_all(b",\n  \"data\": {")?;
    let mut is_first = true;
    for place in places(standard) {
        let mut artefacts = of_place(structures, place).peekable();
        if artefacts.peek().is_some() {
            let trees = artefacts.map(|artefact| artefact_tree(standard, place.container, artefact));
            write_array(place.container, trees, &mut is_first, &mut to)?;
        }
    }
    let availabilities = availability_trees(structures, standard, "AvailabilityConstraint")?;
    if !availabilities.is_empty() {
        let name = lowered("AvailabilityConstraints");
        write_array(&name, availabilities.into_iter().map(Ok), &mut is_first, &mut to)?;
    }
    to.write_all(if is_first { b"}\n}\n" } else { b"\n  }\n}\n" })?;
    Ok(to.flush()?)
}

fn write_array(
    name: &str,
    trees: impl Iterator<Item = Result<Node, WriteError>>,
    is_first: &mut bool,
    to: &mut impl Write,
) -> Result<(), WriteError> {
    if !std::mem::take(is_first) {
        to.write_all(b",")?;
    }
    json_sink::line(2, to)?;
    json_sink::write_text(name, to)?;
    to.write_all(b": [")?;
    for (place, tree) in trees.enumerate() {
        if place > 0 {
            to.write_all(b",")?;
        }
        json_sink::line(3, to)?;
        json_sink::write_value(&tree?, 3, to)?;
    }
    json_sink::line(2, to)?;
    Ok(to.write_all(b"]")?)
}
