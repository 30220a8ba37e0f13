//! Reads structure messages, one artefact at a time.
//!
//! Every fault is told, up to a limit; a message that is not well-formed ends at its first. The
//! order of elements is not checked, and an artefact's own URN is not believed.

use super::form::{Form, Notices, Shape};
use super::json_source::JsonSource;
use super::limits::Limits;
use super::message::Message;
use super::ml_source::{MlSource, Step};
use super::node::{Node, Scalar};
use super::places::{OTHERS, Place, places};
use super::shape;
use super::twins;
use crate::fault::{Fault, Position};
use crate::model::{Artefact, Availability, Header, Structures};
use crate::standard::{Family, Standard};
use std::io::{BufRead, Cursor, Read as _};

/// Reads a structure message.
///
/// The standard of XML stands in its namespaces, the version of JSON in the address of its schema
/// (`$schema` or `meta.schema`), if anywhere: `standard` says what to take it for; it must not
/// contradict the message. Without it, JSON that names no schema is taken for 2.0.
///
/// ```
/// let message = r#"{"data":{"codelists":[{"agencyID":"XX","id":"CL_FREQ","version":"1.0.0",
///     "name":"Frequencies","codes":[{"id":"A","name":"Annual"}]}]}}"#;
/// let structures = sdmx::structure::read(None, message.as_bytes()).unwrap();
/// let lists: Vec<&str> = structures.codelists().map(|list| list.artefact.id.as_str()).collect();
/// assert_eq!(lists, ["CL_FREQ"]);
/// ```
///
/// # Errors
///
/// Everything that is wrong with the message.
pub fn read(standard: Option<Standard>, input: impl BufRead) -> Result<Structures, Vec<Fault>> {
    read_message(standard, input, Limits::default()).map(|message| message.structures)
}

/// Reads a structure message with its header, within limits of one's own.
///
/// # Errors
///
/// Everything that is wrong with the message.
pub fn read_message(
    standard: Option<Standard>,
    mut input: impl BufRead,
    limits: Limits,
) -> Result<Message, Vec<Fault>> {
    // Compiled once, for whoever reads from whatever: these messages are small.
    read_any(standard, &mut input, limits)
}

fn read_any(
    standard: Option<Standard>,
    mut input: &mut dyn BufRead,
    limits: Limits,
) -> Result<Message, Vec<Fault>> {
    let (mut blanks, mut told) = (Vec::new(), standard.map(Standard::family));
    if told.is_none() {
        told = Some(family(&mut input, &mut blanks).map_err(|fault| vec![fault])?);
    }
    let input = Cursor::new(blanks).chain(input);
    let mut reading = Reading {
        standard,
        limits,
        ..Reading::default()
    };
    let end = match told.unwrap_or(Family::Ml) {
        Family::Ml => reading.ml(input),
        Family::Json => reading.json(input),
        Family::Csv => Err(Fault::new(
            Position::default(),
            "",
            "SDMX-CSV",
            "SDMX-ML or SDMX-JSON",
        )),
    };
    reading.finish(end)
}

/// The most blanks before a message whose family is to be seen from its beginning.
const MOST_BLANKS: usize = 1 << 16;

/// The family by the first byte that is no blank, and none of a mark before the text; what comes
/// before that byte is taken from the input and handed out.
fn family(input: &mut impl BufRead, before: &mut Vec<u8>) -> Result<Family, Fault> {
    let wrong = |found: String| Fault::new(Position::default(), "", found, "XML or JSON");
    loop {
        let bytes = input.fill_buf().map_err(|error| wrong(error.to_string()))?;
        let solid = bytes.iter().find(|byte| !b" \t\r\n\xef\xbb\xbf".contains(byte));
        match solid {
            Some(b'{') => return Ok(Family::Json),
            Some(b'<') => return Ok(Family::Ml),
            Some(0xFE | 0xFF) => return Err(wrong("UTF-16".to_owned())),
            Some(byte) => return Err(wrong(format!("{:?}", char::from(*byte)))),
            None if bytes.is_empty() || before.len() > MOST_BLANKS => {
                return Err(wrong("nothing".to_owned()));
            }
            None => {}
        }
        let count = bytes.len();
        before.extend_from_slice(bytes);
        input.consume(count);
    }
}

#[derive(Default)]
struct Reading {
    standard: Option<Standard>,
    limits: Limits,
    notices: Notices,
    header: Option<Header>,
    structures: Structures,
}

impl Reading {
    fn finish(mut self, end: Result<Standard, Fault>) -> Result<Message, Vec<Fault>> {
        let standard = match end {
            Ok(standard) if self.notices.faults.is_empty() => standard,
            Ok(_) => return Err(self.notices.faults),
            Err(fault) => {
                self.notices.faults.push(fault);
                return Err(self.notices.faults);
            }
        };
        self.structures.passed_over = self.notices.passed_over;
        Ok(Message {
            standard,
            header: self.header,
            structures: self.structures,
        })
    }

    /// A fault once there are too many of them.
    fn check_count(&self, at: Position) -> Result<(), Fault> {
        match self.notices.faults.len() >= self.limits.faults {
            true => Err(Fault::new(
                at,
                "",
                "more faults",
                format!("fewer than {}", self.limits.faults),
            )),
            false => Ok(()),
        }
    }

    fn ml(&mut self, input: impl BufRead) -> Result<Standard, Fault> {
        let mut source = MlSource::new(input, self.limits);
        let Step::Open(root) = source.step()? else {
            return Err(Fault::new(source.position(), "", "nothing", "a message"));
        };
        let Some(standard) = source.standard() else {
            return Err(Fault::new(
                root.at,
                "",
                format!("element {}", root.called()),
                "a message of SDMX-ML",
            ));
        };
        let is_told = self
            .standard
            .is_none_or(|told| told.version() == standard.version());
        if !is_told || root.name != "mes:Structure" {
            let found = format!("{} of {standard}", root.called());
            let wanted = self.standard.unwrap_or(standard);
            return Err(Fault::new(
                root.at,
                "",
                found,
                format!("mes:Structure of {wanted}"),
            ));
        }
        self.standard = Some(standard);
        while let Step::Open(part) = source.step()? {
            match part.name.as_ref() {
                "mes:Header" => {
                    let node = source.whole(part)?;
                    self.read_header(standard, node);
                }
                "mes:Structures" => self.ml_structures(&mut source)?,
                "foot:Footer" => {
                    self.notices.passed_over.push(part.name.into_owned());
                    source.skip()?;
                }
                _ => return Err(unknown(&part)),
            }
        }
        if let Step::Open(node) = source.step()? {
            return Err(Fault::new(
                node.at,
                "",
                "a second element",
                "the end of the message",
            ));
        }
        if self.header.is_none() {
            self.notices
                .faults
                .push(Fault::new(root.at, "", "no header", "mes:Header"));
        }
        Ok(standard)
    }

    fn read_header(&mut self, standard: Standard, node: Node) {
        let mut header = Header::default();
        let mut form = Form::reading(standard, node, &mut self.notices);
        header.shape(&mut form);
        form.close();
        self.header = Some(header);
    }

    fn ml_structures<R: BufRead>(&mut self, source: &mut MlSource<R>) -> Result<(), Fault> {
        while let Step::Open(container) = source.step()? {
            let standard = self.standard.unwrap_or(Standard::Ml3_0);
            let known: Vec<&Place> = places(standard)
                .iter()
                .filter(|place| place.container == container.name)
                .collect();
            let is_availability = standard == Standard::Ml3_1 && container.name == "AvailabilityConstraints";
            if known.is_empty() && !is_availability && !OTHERS.contains(&container.name.as_ref()) {
                return Err(unknown(&container));
            }
            while let Step::Open(element) = source.step()? {
                match known.iter().find(|place| place.element == element.name) {
                    Some(place) => {
                        let node = source.whole(element)?;
                        self.artefact(standard, place, node);
                    }
                    None if is_availability => {
                        let node = source.whole(element)?;
                        self.availability(standard, node);
                    }
                    None => self.pass_over(source, element)?,
                }
                self.check_count(source.position())?;
            }
        }
        Ok(())
    }

    fn pass_over<R: BufRead>(&mut self, source: &mut MlSource<R>, element: Node) -> Result<(), Fault> {
        self.notices.passed_over.push(label(&element));
        source.skip()
    }

    fn artefact(&mut self, standard: Standard, place: &Place, node: Node) {
        let (at, before) = (node.at, self.notices.faults.len());
        let label = label(&node);
        let form = Form::reading(standard, node, &mut self.notices);
        let Some(artefact) = shape::read(place.class, form) else {
            return;
        };
        for fault in self.notices.faults.iter_mut().skip(before) {
            fault.component = format!("{label}: {}", fault.component);
        }
        if self.notices.faults.len() == before {
            if let Some((kind, id)) = twins::first(&artefact) {
                let found = format!("{kind} {id} again");
                self.notices
                    .faults
                    .push(Fault::new(at, label, found, format!("each {kind} once")));
            }
            self.insert(artefact, at);
        }
    }

    fn insert(&mut self, artefact: Artefact, at: Position) {
        if let Some(twin) = self.structures.insert(artefact) {
            let name = twin.urn().short();
            self.notices
                .faults
                .push(Fault::new(at, name, "an artefact again", "each artefact once"));
        }
    }

    fn availability(&mut self, standard: Standard, node: Node) {
        let mut availability = Availability::default();
        let mut form = Form::reading(standard, node, &mut self.notices);
        availability.shape(&mut form);
        form.close();
        self.structures.availabilities.push(availability);
    }

    /// JSON may name its schema after its data: what is needed to read them is told, or taken from
    /// what was seen before.
    fn json(&mut self, input: impl BufRead) -> Result<Standard, Fault> {
        let mut source = JsonSource::new(input, self.limits);
        source.skip_mark()?;
        source.object(|source, name| self.json_member(source, &name))?;
        source.finish()?;
        Ok(self.standard.unwrap_or(Standard::Json2_0))
    }

    fn json_member<R: BufRead>(&mut self, source: &mut JsonSource<R>, name: &str) -> Result<(), Fault> {
        match name {
            "$schema" => {
                let node = source.value(name)?;
                self.named_schema(&node)
            }
            "meta" => {
                let node = source.value(name)?;
                let schema = node.children.iter().find(|child| child.name == "schema");
                schema.map_or(Ok(()), |schema| self.named_schema(schema))?;
                self.read_header(self.standard.unwrap_or(Standard::Json2_0), node);
                Ok(())
            }
            "data" if source.is_object()? => {
                self.standard = self.standard.or(Some(Standard::Json2_0));
                source.object(|source, name| self.json_data(source, &name))
            }
            _ => {
                let mut nodes = Vec::new();
                source.member(name, &mut nodes)?;
                if !name.starts_with("x-") {
                    self.notices.passed_over.push(name.to_owned());
                }
                Ok(())
            }
        }
    }

    /// Takes the version from the address of a schema, if it has one.
    fn named_schema(&mut self, node: &Node) -> Result<(), Fault> {
        let Scalar::Text(address) = &node.value else {
            return Err(Fault::new(node.at, "schema", "no text", "an address"));
        };
        let versions = [
            ("1.0", Standard::Json1_0),
            ("2.0", Standard::Json2_0),
            ("2.1", Standard::Json2_1),
        ];
        let named = versions
            .into_iter()
            .find(|(version, _)| is_of_version(address, version));
        let Some((_, standard)) = named else {
            return Ok(());
        };
        if self.standard.is_some_and(|told| told != standard) {
            return Err(Fault::new(
                node.at,
                "schema",
                format!("{standard}"),
                "the standard that was told",
            ));
        }
        self.standard = Some(standard);
        Ok(())
    }

    fn json_data<R: BufRead>(&mut self, source: &mut JsonSource<R>, name: &str) -> Result<(), Fault> {
        let standard = self.standard.unwrap_or(Standard::Json2_0);
        let known = places(standard).iter().find(|place| place.container == name);
        let is_availability = standard == Standard::Json2_1 && name == "availabilityConstraints";
        let array = |source: &mut JsonSource<R>, reading: &mut Self| {
            source.array(|source| {
                let mut node = source.value(name)?;
                node.is_one_of_many = true;
                match known {
                    Some(place) => reading.artefact(standard, place, node),
                    None if is_availability => reading.availability(standard, node),
                    None if name.starts_with("x-") => {}
                    None => reading.notices.passed_over.push(label(&node)),
                }
                reading.check_count(source.position())
            })
        };
        if source.is_object()? {
            source.value(name)?;
            self.notices.passed_over.push(name.to_owned());
            return Ok(());
        }
        array(source, self)
    }
}

/// Whether an address has a version in it, such as `/2.0/` or `/v2.0.0/`.
fn is_of_version(address: &str, version: &str) -> bool {
    address.split('/').any(|part| {
        let part = part.strip_prefix('v').unwrap_or(part);
        part == version
            || part
                .strip_prefix(version)
                .is_some_and(|rest| rest.starts_with('.'))
    })
}

fn unknown(node: &Node) -> Fault {
    Fault::new(
        node.at,
        "",
        format!("element {}", node.called()),
        "none of this name here",
    )
}

/// What an artefact calls itself, before it is understood.
fn label(node: &Node) -> String {
    let word = |name: &str| {
        let child = node.children.iter().find(|child| child.name == name);
        match child.map(|child| &child.value) {
            Some(Scalar::Text(text)) => text.as_str(),
            _ => "",
        }
    };
    let (agency, id, version) = (word("agencyID"), word("id"), word("version"));
    format!("{}={agency}:{id}({version})", node.called())
}
