//! Writes structure messages, one artefact at a time and lists code by code, the same bytes every
//! time.
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
use crate::fault::{Fault, Position};
use crate::model::{Artefact, Code, Codelist, Header, Structures};
use crate::standard::{Family, Standard};
use std::io::{self, Write};

/// Writes a structure message.
///
/// ```
/// use sdmx::Standard;
/// use sdmx::model::{Code, Codelist, Header, Maintainable, Structures, Version};
///
/// let mut structures = Structures::new();
/// structures.insert(Codelist {
///     artefact: Maintainable::new("XX", "CL_FREQ", Version::new(1, 0, 0), "Frequencies"),
///     codes: vec![Code::new("A", "Annual"), Code::new("M", "Monthly")],
///     ..Codelist::default()
/// });
/// let header = Header::new("M1", "2024-05-06T07:08:09Z", "XX");
/// let mut message = Vec::new();
/// sdmx::structure::write(&structures, Standard::Ml2_1, &header, &mut message)?;
/// assert_eq!(sdmx::structure::read(None, message.as_slice()), Ok(structures));
/// # Ok::<(), sdmx::structure::WriteError>(())
/// ```
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

/// What a code is called in XML and in JSON.
const CODE: (&str, &str) = ("Code", "codes");

/// An artefact that may be a long list: a tree of it has one code at most, and the others have
/// trees of their own, one at a time.
struct Long<'s> {
    artefact: &'s Artefact,
    standard: Standard,
    label: String,
    others: &'s [Code],
}

impl<'s> Long<'s> {
    fn of(artefact: &'s Artefact, standard: Standard) -> Self {
        let others = match artefact {
            Artefact::Codelist(list) => list.codes.get(1..).unwrap_or_default(),
            _ => &[],
        };
        Self {
            artefact,
            standard,
            label: artefact.urn().short(),
            others,
        }
    }

    /// The tree of it without the other codes, or all that is wrong with it and them.
    fn head(&self, name: &str) -> Result<Node, WriteError> {
        if let Some((kind, id)) = twins::first(self.artefact) {
            let (found, expected) = (format!("{kind} {id} again"), format!("each {kind} once"));
            let fault = Fault::new(Position::default(), self.label.clone(), found, expected);
            return Err(WriteError::Faults(vec![fault]));
        }
        let mut artefact = match self.artefact {
            Artefact::Codelist(list) => Artefact::Codelist(Codelist {
                artefact: list.artefact.clone(),
                is_partial: list.is_partial,
                codes: list.codes.first().cloned().into_iter().collect(),
                extensions: list.extensions.clone(),
            }),
            other => other.clone(),
        };
        let written = |form: &mut Form<'_>| shape::write(&mut artefact, form);
        match tree(self.standard, name, &self.label, written) {
            Err(WriteError::Faults(faults)) => self
                .rest(CODE.0, faults, &mut |_| Ok(()))
                .map(|()| Node::default()),
            tree => tree,
        }
    }

    /// Writes the other codes as long as nothing is wrong.
    fn each(&self, name: &str, write: &mut dyn FnMut(&Node) -> io::Result<()>) -> Result<(), WriteError> {
        self.rest(name, Vec::new(), write)
    }

    fn rest(
        &self,
        name: &str,
        mut faults: Vec<Fault>,
        write: &mut dyn FnMut(&Node) -> io::Result<()>,
    ) -> Result<(), WriteError> {
        for code in self.others {
            match tree(self.standard, name, &self.label, |form| code.clone().shape(form)) {
                Ok(node) if faults.is_empty() => write(&node)?,
                Ok(_) => {}
                Err(WriteError::Faults(more)) => faults.extend(more),
                Err(other) => return Err(other),
            }
        }
        match faults.is_empty() {
            true => Ok(()),
            false => Err(WriteError::Faults(faults)),
        }
    }
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
        faults.push(Fault::new(Position::default(), name, "an artefact", expected));
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
            let list = Long::of(artefact, standard);
            let node = list.head(place.element)?;
            ml_sink::write_long(&node, CODE.0, 3, to, &mut |to| {
                list.each(CODE.0, &mut |code| ml_sink::write_node(code, 4, to))
            })?;
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
            let written = artefacts.map(|artefact| {
                let list = Long::of(artefact, standard);
                Ok((list.head(place.container)?, Some(list)))
            });
            write_array(place.container, written, &mut is_first, &mut to)?;
        }
    }
    let availabilities = availability_trees(structures, standard, "AvailabilityConstraint")?;
    if !availabilities.is_empty() {
        let name = lowered("AvailabilityConstraints");
        let written = availabilities.into_iter().map(|node| Ok((node, None)));
        write_array(&name, written, &mut is_first, &mut to)?;
    }
    to.write_all(if is_first { b"}\n}\n" } else { b"\n  }\n}\n" })?;
    Ok(to.flush()?)
}

fn write_array<'s>(
    name: &str,
    trees: impl Iterator<Item = Result<(Node, Option<Long<'s>>), WriteError>>,
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
        let (node, list) = tree?;
        json_sink::write_long(&node, CODE.1, 3, to, &mut |to| match &list {
            Some(list) => list.each(CODE.1, &mut |code| json_sink::write_next(code, 5, to)),
            None => Ok(()),
        })?;
    }
    json_sink::line(2, to)?;
    Ok(to.write_all(b"]")?)
}
