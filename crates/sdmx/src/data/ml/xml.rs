//! XML as far as messages need it: elements with their attributes and texts, one after the other.
//!
//! Refused are documents that declare a type or entities, use a prefix that nothing declares, or
//! ask for more than the limits. What elements mean is not known here.

use std::io::BufRead;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{NamespaceResolver, ResolveResult};
use quick_xml::reader::Reader;

use super::super::input::Input;
use super::super::limits::Limits;
use super::super::row::Span;
use super::names::Space;
use crate::{Fault, Position};

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// An element begins: its name and attributes are known.
    Start,
    /// An element ends: the text since the last beginning is known.
    End,
    /// The document has ended.
    Over,
}

#[derive(Clone, Copy, Debug)]
struct Item {
    space: Space,
    name: Span,
    value: Span,
}

/// The name and attributes of the element that began last.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) space: Space,
    pub(super) name: String,
    text: String,
    items: Vec<Item>,
}

impl Element {
    /// The attributes, but for declarations of namespaces.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (Space, &str, &str)> {
        self.items
            .iter()
            .map(|item| (item.space, item.name.of(&self.text), item.value.of(&self.text)))
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, space: Space, name: &str) -> Option<&str> {
        self.attributes()
            .find(|attribute| (attribute.0, attribute.1) == (space, name))
            .map(|(_, _, value)| value)
    }

    fn keep(&mut self, text: &str) -> Span {
        let from = self.text.len() as u32;
        self.text.push_str(text);
        Span {
            from,
            to: self.text.len() as u32,
        }
    }
}

/// Reads XML.
pub(super) struct Xml<R> {
    reader: Reader<Input<R>>,
    buffer: Vec<u8>,
    resolver: NamespaceResolver,
    pub(super) limits: Limits,
    depth: usize,
    has_root: bool,
    /// Where the last token began.
    pub(super) position: Position,
    pub(super) element: Element,
    /// The namespace of the element that began last, while the root has not ended.
    pub(super) namespace: String,
    pub(super) text: String,
}

impl<R> std::fmt::Debug for Xml<R> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "Xml at {:?}", self.position)
    }
}

impl<R: BufRead> Xml<R> {
    pub(super) fn new(input: Input<R>, limits: Limits) -> Self {
        let mut reader = Reader::from_reader(input);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_comments = true;
        Self {
            reader,
            buffer: Vec::new(),
            resolver: NamespaceResolver::default(),
            limits,
            depth: 0,
            has_root: false,
            position: Position { line: 1, byte: 0 },
            element: Element::default(),
            namespace: String::new(),
            text: String::new(),
        }
    }

    /// The next token. After a fault there is none.
    pub(super) fn next(&mut self) -> Result<Token, Fault> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let token = loop {
            buffer.clear();
            match self.read(&mut buffer) {
                Ok(Some(token)) => break Ok(token),
                Ok(None) => {}
                Err(fault) => break Err(fault),
            }
        };
        self.buffer = buffer;
        token
    }

    /// Passes over the element that began last.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth - 1;
        while self.depth > outside {
            if self.next()? == Token::Over {
                break;
            }
        }
        Ok(())
    }

    fn read(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Token>, Fault> {
        self.position = self.reader.get_ref().position();
        self.reader.get_mut().allow(self.limits.record);
        let event = match self.reader.read_event_into(buffer) {
            Ok(event) => event,
            Err(error) => return Err(self.syntax(&error)),
        };
        match event {
            Event::Start(start) => self.start(&start).map(|()| Some(Token::Start)),
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.resolver.pop();
                Ok(Some(Token::End))
            }
            Event::Text(text) => self.add(&text.xml10_content()).map(|()| None),
            Event::CData(text) => self.add(&text.xml10_content()).map(|()| None),
            Event::GeneralRef(reference) => {
                let text = match reference.resolve_char_ref() {
                    Ok(Some(character)) => Some(character.to_string()),
                    _ => resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned),
                };
                match text {
                    Some(text) => self.add(&text).map(|()| None),
                    None => {
                        let found = format!("&{};", reference.xml10_content());
                        Err(self.fault("", found, "an entity that XML knows by itself"))
                    }
                }
            }
            Event::DocType(_) => Err(self.fault("", "a document type", "a document without one")),
            Event::Decl(declaration) => {
                let told = declaration.encoding();
                let is_utf8 = told.is_none_or(|told| {
                    told.is_ok_and(|name| {
                        name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("us-ascii")
                    })
                });
                match is_utf8 {
                    true => Ok(None),
                    false => Err(self.fault("", "another encoding", "UTF-8")),
                }
            }
            Event::Eof if self.depth > 0 => {
                let found = "the end of the document";
                Err(self.fault("", found, format!("the end of {} elements", self.depth)))
            }
            Event::Eof if !self.has_root => Err(self.fault("", "no element", "a message")),
            Event::Eof => Ok(Some(Token::Over)),
            _ => Ok(None),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Fault> {
        self.depth += 1;
        self.text.clear();
        if self.depth > self.limits.depth {
            let expected = format!("at most {} elements within each other", self.limits.depth);
            return Err(self.fault("", "one more", expected));
        }
        if self.depth == 1 && std::mem::replace(&mut self.has_root, true) {
            return Err(self.fault("", "a second root", "one root"));
        }
        if let Err(error) = self.resolver.push(start) {
            return Err(self.fault("", error.to_string(), "namespaces that are declared rightly"));
        }
        let (found, name) = self.resolver.resolve_element(start.name());
        self.element.space = match found {
            ResolveResult::Bound(namespace) => {
                if self.namespace != namespace.as_ref() {
                    self.namespace.clear();
                    self.namespace.push_str(namespace.as_ref());
                }
                Space::of(namespace.as_ref())
            }
            ResolveResult::Unbound => Space::None,
            ResolveResult::Unknown(prefix) => return Err(self.undeclared(&prefix)),
        };
        self.element.name.clear();
        self.element.name.push_str(name.as_ref());
        self.attributes(start)
    }

    fn attributes(&mut self, start: &BytesStart<'_>) -> Result<(), Fault> {
        self.element.text.clear();
        self.element.items.clear();
        for attribute in start.attributes() {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(error) => return Err(self.fault("", error.to_string(), "attributes as XML has them")),
            };
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            if self.element.items.len() == self.limits.components {
                let expected = format!("at most {} attributes", self.limits.components);
                return Err(self.fault("", "one more", expected));
            }
            let value = match attribute.normalized_value(XmlVersion::Explicit1_0) {
                Ok(value) => value,
                Err(error) => return Err(self.fault("", error.to_string(), "text as XML has it")),
            };
            let (found, name) = self.resolver.resolve_attribute(attribute.key);
            let space = match found {
                ResolveResult::Bound(namespace) => Space::of(namespace.as_ref()),
                ResolveResult::Unbound => Space::None,
                ResolveResult::Unknown(prefix) => return Err(self.undeclared(&prefix)),
            };
            let name = self.element.keep(name.as_ref());
            let value = self.element.keep(&value);
            self.element.items.push(Item { space, name, value });
        }
        Ok(())
    }

    fn add(&mut self, text: &str) -> Result<(), Fault> {
        if self.depth == 0 && !text.trim().is_empty() {
            return Err(self.fault("", "text outside of the root", "one root"));
        }
        if self.text.len() + text.len() > self.limits.record {
            let expected = format!("at most {} bytes", self.limits.record);
            return Err(self.fault("", "a longer text", expected));
        }
        self.text.push_str(text);
        Ok(())
    }

    fn undeclared(&self, prefix: &str) -> Fault {
        self.fault("", format!("the prefix {prefix}"), "a prefix that is declared")
    }

    fn syntax(&self, error: &quick_xml::Error) -> Fault {
        match self.reader.get_ref().is_spent() {
            true => {
                let expected = format!("a tag or text of at most {} bytes", self.limits.record);
                self.fault("", "a longer one", expected)
            }
            false => self.fault("", error.to_string(), "well-formed XML"),
        }
    }

    pub(super) fn fault(
        &self,
        component: impl Into<String>,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> Fault {
        Fault::new(self.position, component, found, expected)
    }
}
