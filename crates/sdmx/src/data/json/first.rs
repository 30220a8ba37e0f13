//! The first pass over SDMX-JSON: header, structures and the heads of datasets.
//!
//! Data are passed over, so memory is that of the structures.

use std::io::BufRead;

use super::super::head::DatasetHead;
use super::super::header::{Header, Party, Text};
use super::super::shape::Shape;
use super::node::Node;
use super::structure::Structure;
use super::tokens::{Token, Tokens};
use crate::{Action, Fault, Standard};

/// What a message says before its data can be read.
#[derive(Debug)]
pub(super) struct First {
    pub(super) standard: Standard,
    pub(super) header: Header,
    pub(super) structures: Vec<Structure>,
    /// The head of each dataset, and the number of its structure.
    pub(super) heads: Vec<(DatasetHead, usize)>,
    pub(super) faults: Vec<Fault>,
    schema: String,
    is_one: bool,
    left: usize,
}

impl First {
    /// Reads a whole message.
    pub(super) fn read<R: BufRead>(
        tokens: &mut Tokens<R>,
        shapes: &[Shape],
        told: Option<Standard>,
        left: usize,
    ) -> Result<Self, Fault> {
        let mut first = Self {
            standard: Standard::Json2_1,
            header: Header::default(),
            structures: Vec::new(),
            heads: Vec::new(),
            faults: Vec::new(),
            schema: String::new(),
            is_one: false,
            left,
        };
        if tokens.next()? != Token::ObjectStart {
            return Err(tokens.fault("no object", "an object"));
        }
        first.members(tokens, shapes)?;
        if tokens.next()? != Token::Over {
            return Err(tokens.fault("more", "the end of the message"));
        }
        first.conclude(told);
        Ok(first)
    }

    fn members<R: BufRead>(&mut self, tokens: &mut Tokens<R>, shapes: &[Shape]) -> Result<(), Fault> {
        while tokens.next()? == Token::Key {
            let name = tokens.text.clone();
            match name.as_str() {
                "data" => match tokens.next()? {
                    Token::ObjectStart => self.members(tokens, shapes)?,
                    token => tokens.skip_from(token)?,
                },
                "$schema" => {
                    let node = Node::read(tokens, &mut self.left)?;
                    self.schema = node.as_text().unwrap_or_default().to_owned();
                }
                "meta" | "header" => {
                    let node = Node::read(tokens, &mut self.left)?;
                    self.meta(&node);
                }
                "structure" => {
                    self.is_one = true;
                    let node = Node::read(tokens, &mut self.left)?;
                    self.structures.push(Structure::new(&node, shapes));
                }
                "structures" => {
                    let node = Node::read(tokens, &mut self.left)?;
                    let found = node.items().iter();
                    self.structures
                        .extend(found.map(|node| Structure::new(node, shapes)));
                }
                "dataSets" => self.datasets(tokens)?,
                _ => tokens.skip()?,
            }
        }
        Ok(())
    }

    fn datasets<R: BufRead>(&mut self, tokens: &mut Tokens<R>) -> Result<(), Fault> {
        let token = tokens.next()?;
        if token != Token::ArrayStart {
            return tokens.skip_from(token);
        }
        loop {
            match tokens.next()? {
                Token::ArrayEnd => return Ok(()),
                Token::ObjectStart => self.dataset(tokens)?,
                token => {
                    self.faults
                        .push(tokens.fault("no object", "an object as a dataset"));
                    tokens.skip_from(token)?;
                }
            }
        }
    }

    fn dataset<R: BufRead>(&mut self, tokens: &mut Tokens<R>) -> Result<(), Fault> {
        let (mut head, mut structure) = (DatasetHead::default(), 0);
        self.left = match self.left.checked_sub(size_of::<DatasetHead>()) {
            Some(left) => left,
            None => return Err(tokens.fault("more datasets", "a message within the limit")),
        };
        while tokens.next()? == Token::Key {
            let name = tokens.text.clone();
            if matches!(
                name.as_str(),
                "series" | "observations" | "dimensionGroupAttributes" | "attributes"
            ) {
                tokens.skip()?;
                continue;
            }
            let node = Node::read(tokens, &mut self.left)?;
            let Some(text) = node.as_text() else {
                continue;
            };
            match (name.as_str(), head.field(&name)) {
                (_, Some(field)) => *field = Some(text.to_owned()),
                ("structure", _) => structure = text.parse().unwrap_or(usize::MAX),
                ("action", _) => {
                    head.action = Action::parse(text).filter(|action| action.word() == text);
                    if head.action.is_none() {
                        let mut fault = tokens.fault(text, "Merge, Append, Replace, Delete or Information");
                        fault.component = "action".to_owned();
                        self.faults.push(fault);
                    }
                }
                _ => {}
            }
        }
        self.heads.push((head, structure));
        Ok(())
    }

    fn meta(&mut self, node: &Node) {
        let text = |name| node.text(name).unwrap_or_default().to_owned();
        self.header.id = text("id");
        self.header.prepared = text("prepared");
        self.header.test = node.text("test") == Some("true");
        self.header.names = names(node);
        if let Some(sender) = node.get("sender") {
            self.header.sender = party(sender);
        }
        self.header.receivers = node.list("receivers").iter().map(party).collect();
        if let Some(schema) = node.text("schema").filter(|_| self.schema.is_empty()) {
            schema.clone_into(&mut self.schema);
        }
    }

    /// What is known only at the end: the version, and which structure a dataset is of.
    fn conclude(&mut self, told: Option<Standard>) {
        self.standard = match told {
            _ if self.is_one => Standard::Json1_0,
            Some(told @ (Standard::Json2_0 | Standard::Json2_1)) => told,
            _ if self.schema.contains("/2.0") => Standard::Json2_0,
            _ => Standard::Json2_1,
        };
        for (head, structure) in &mut self.heads {
            if let Some(structure) = self.structures.get(*structure) {
                head.structure = structure.reference.clone();
                head.at = structure.at.clone();
            }
        }
    }
}

fn party(node: &Node) -> Party {
    Party {
        id: node.text("id").unwrap_or_default().to_owned(),
        names: names(node),
    }
}

/// The names in languages, or the one that fits best.
fn names(node: &Node) -> Vec<Text> {
    let text = |language: &str, text: &str| Text {
        language: language.to_owned(),
        text: text.to_owned(),
    };
    match (node.get("names"), node.text("name")) {
        (Some(names), _) => names
            .members()
            .iter()
            .filter_map(|(language, name)| Some(text(language, name.as_text()?)))
            .collect(),
        (None, Some(name)) => vec![text("", name)],
        (None, None) => Vec::new(),
    }
}
