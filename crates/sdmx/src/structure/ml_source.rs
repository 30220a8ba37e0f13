//! XML as a stream of trees: what stands at the top one by one, and below that whole elements.
//!
//! It refuses what an honest message does not need: document types and entities of its own,
//! prefixes that are not declared, depth and attributes without end. It knows the namespaces of
//! SDMX, and no element.

use super::limits::{Counted, Limits};
use super::node::{Node, Scalar};
use crate::fault::{Fault, Position};
use crate::standard::Standard;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{NamespaceResolver, QName, ResolveResult};
use quick_xml::reader::NsReader;
use std::io::BufRead;

const SCHEMAS: &str = "http://www.sdmx.org/resources/sdmxml/schemas/";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const VERSION: XmlVersion = XmlVersion::Explicit1_0;

/// What comes next.
pub(super) enum Step {
    /// An element begins; its attributes are its children.
    Open(Node),
    /// The element ends.
    Close,
    /// The message ends.
    End,
}

/// A message of XML.
pub(super) struct MlSource<R> {
    reader: NsReader<Counted<R>>,
    buffer: Vec<u8>,
    limits: Limits,
    depth: usize,
    /// The folder of the schemas, such as `v3_0`; known from the first element on.
    folder: Option<&'static str>,
}

impl<R: BufRead> MlSource<R> {
    pub(super) fn new(input: R, limits: Limits) -> Self {
        let mut reader = NsReader::from_reader(Counted::new(input, limits.bytes));
        reader.config_mut().expand_empty_elements = true;
        reader
            .resolver_mut()
            .set_max_namespace_bindings(limits.attributes);
        Self {
            reader,
            buffer: Vec::new(),
            limits,
            depth: 0,
            folder: None,
        }
    }

    /// The standard of the message, once its first element was seen.
    pub(super) fn standard(&self) -> Option<Standard> {
        match self.folder? {
            "v2_1" => Some(Standard::Ml2_1),
            "v3_0" => Some(Standard::Ml3_0),
            _ => Some(Standard::Ml3_1),
        }
    }

    /// Where the reader is.
    pub(super) fn position(&mut self) -> Position {
        let input = self.reader.get_mut();
        Position {
            line: input.line(),
            byte: input.byte(),
        }
    }

    fn fault(&mut self, found: impl Into<String>, expected: &str) -> Fault {
        Fault::new(self.position(), "", found, expected)
    }

    /// What comes next; text between elements is only allowed to be blank.
    pub(super) fn step(&mut self) -> Result<Step, Fault> {
        let mut text = String::new();
        let step = self.next(&mut text)?;
        if text.trim().is_empty() {
            Ok(step)
        } else {
            Err(self.fault("text", "an element"))
        }
    }

    /// The whole of an element that began.
    pub(super) fn whole(&mut self, mut node: Node) -> Result<Node, Fault> {
        let mut text = String::new();
        loop {
            match self.next(&mut text)? {
                Step::Open(child) => {
                    if text.trim().is_empty() {
                        text.clear();
                    }
                    let child = self.whole(child)?;
                    node.children.push(child);
                }
                Step::Close => break,
                Step::End => return Err(self.fault("the end of the message", "the end of an element")),
            }
        }
        if !text.is_empty() {
            node.value = Scalar::Text(text);
        }
        Ok(node)
    }

    /// Passes over the rest of an element that began.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth - 1;
        let mut text = String::new();
        while self.depth > outside {
            text.clear();
            if let Step::End = self.next(&mut text)? {
                return Err(self.fault("the end of the message", "the end of an element"));
            }
        }
        Ok(())
    }

    fn next(&mut self, text: &mut String) -> Result<Step, Fault> {
        loop {
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            let step = self.event(&mut buffer, text);
            self.buffer = buffer;
            if let Some(step) = step? {
                return Ok(step);
            }
        }
    }

    fn event(&mut self, buffer: &mut Vec<u8>, text: &mut String) -> Result<Option<Step>, Fault> {
        let before = text.len();
        let event = match self.reader.read_event_into(buffer) {
            Ok(event) => event,
            Err(quick_xml::Error::Namespace(_)) => {
                let expected = format!("names of their own, and at most {}", self.limits.attributes);
                return Err(self.fault("other namespaces", &expected));
            }
            Err(error) => return Err(self.fault(error.to_string(), "well-formed XML")),
        };
        match event {
            Event::Start(start) | Event::Empty(start) => {
                self.depth += 1;
                if self.depth > self.limits.depth {
                    let expected = format!("at most {} levels", self.limits.depth);
                    return Err(self.fault("an element deeper", &expected));
                }
                let at = self.position();
                return self.open(&start, at).map(|node| Some(Step::Open(node)));
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                return Ok(Some(Step::Close));
            }
            Event::Eof if self.depth > 0 => {
                return Err(self.fault("the end of the message", "the end of an element"));
            }
            Event::Eof => return Ok(Some(Step::End)),
            Event::Text(more) => text.push_str(&more.xml10_content()),
            Event::CData(more) => text.push_str(&more.xml10_content()),
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content().into_owned();
                let character = reference.resolve_char_ref().ok().flatten();
                match (character, resolve_predefined_entity(&name)) {
                    (Some(character), _) if is_xml(character) => text.push(character),
                    (None, Some(plain)) => text.push_str(plain),
                    _ => return Err(self.fault(format!("entity {name}"), "one of XML's own")),
                }
            }
            Event::DocType(_) => return Err(self.fault("a document type", "none in a message")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        if !text[before..].chars().all(is_xml) {
            return Err(self.fault("a control character", "characters of XML"));
        }
        Ok(None)
    }

    fn open(&mut self, start: &BytesStart<'_>, at: Position) -> Result<Node, Fault> {
        let name = start.name();
        let folder = self.folder;
        let (resolved, local) = self.reader.resolver().resolve_element(name);
        let space = namespace(resolved, name, at)?;
        if self.folder.is_none() {
            self.folder = folder_of(space);
        }
        let mut node = Node::new(spelled(space, local.into_inner(), folder.or(self.folder)), at);
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| wrong(at, error))?;
            if node.children.len() >= self.limits.attributes {
                let expected = format!("at most {}", self.limits.attributes);
                return Err(Fault::new(at, name.0, "more attributes", expected));
            }
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let value = attribute
                .normalized_value(VERSION)
                .map_err(|error| wrong(at, error))?;
            if !value.chars().all(is_xml) {
                return Err(Fault::new(at, name.0, "a control character", "characters of XML"));
            }
            node.children.extend(named(
                self.reader.resolver(),
                attribute.key,
                value.into_owned(),
                at,
            )?);
        }
        Ok(node)
    }
}

fn wrong(at: Position, error: impl std::fmt::Display) -> Fault {
    Fault::new(at, "", error.to_string(), "well-formed XML")
}

/// An attribute; none of another namespace than XML's own, such as the place of a schema.
fn named(
    resolver: &NamespaceResolver,
    key: QName<'_>,
    value: String,
    at: Position,
) -> Result<Option<Node>, Fault> {
    let (resolved, local) = resolver.resolve_attribute(key);
    let name = match namespace(resolved, key, at)? {
        None => local.into_inner().to_owned(),
        Some(XML) => format!("xml:{}", local.into_inner()),
        Some(_) => return Ok(None),
    };
    let mut node = Node::new(name, at);
    (node.is_attribute, node.value) = (true, Scalar::Text(value));
    Ok(Some(node))
}

fn namespace<'r>(
    resolved: ResolveResult<'r>,
    name: QName<'_>,
    at: Position,
) -> Result<Option<&'r str>, Fault> {
    match resolved {
        ResolveResult::Bound(space) => Ok(Some(space.0)),
        ResolveResult::Unbound => Ok(None),
        ResolveResult::Unknown(prefix) => {
            let found = format!("prefix {prefix:?}");
            Err(Fault::new(at, name.0, found, "a prefix that is declared"))
        }
    }
}

/// The folder of SDMX's schemas that a namespace lies in.
fn folder_of(space: Option<&str>) -> Option<&'static str> {
    let (folder, _) = space?.strip_prefix(SCHEMAS)?.split_once('/')?;
    ["v2_1", "v3_0", "v3_1"]
        .into_iter()
        .find(|known| *known == folder)
}

/// The name of an element with the short prefix of its namespace.
fn spelled(space: Option<&str>, local: &str, folder: Option<&str>) -> String {
    let prefix = match space.map(|space| space.strip_prefix(SCHEMAS).and_then(|rest| rest.split_once('/'))) {
        None => ":",
        Some(Some((of, rest))) if Some(of) == folder => match rest {
            "structure" => "",
            "common" => "com:",
            "message" => "mes:",
            "message/footer" => "foot:",
            _ => "?:",
        },
        Some(_) => "?:",
    };
    format!("{prefix}{local}")
}

/// Whether XML 1.0 can hold a character.
pub(super) fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
