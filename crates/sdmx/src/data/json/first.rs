//! The first pass over SDMX-JSON: header, structures and the heads of datasets.
//!
//! Data are passed over, so memory is that of the structures.

use std::io::BufRead;

use super::super::head::DatasetHead;
use super::super::header::{Header, Party, Text};
use super::super::notice::{Notice, STRUCTURE_MESSAGE, Severity};
use super::super::shape::Shape;
use super::node::Node;
use super::structure::Structure;
use super::tokens::{Token, Tokens};
use crate::structure::is_container;
use crate::{Action, Fault, Position, Standard};

/// What a message says before its data can be read.
#[derive(Debug)]
pub(super) struct First {
    pub(super) standard: Standard,
    pub(super) header: Header,
    pub(super) structures: Vec<Structure>,
    /// The head of each dataset, and the number of its structure.
    pub(super) heads: Vec<(DatasetHead, usize)>,
    pub(super) faults: Vec<Fault>,
    /// What the message says of itself.
    pub(super) notices: Vec<Notice>,
    schema: String,
    is_one: bool,
    has_datasets: bool,
    /// The first of its members' names, for who is given no data message.
    members: Vec<String>,
    left: usize,
}

/// So many members are named of what is no data message.
const MOST_NAMED: usize = 8;

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
            notices: Vec::new(),
            schema: String::new(),
            is_one: false,
            has_datasets: false,
            members: Vec::new(),
            left,
        };
        if tokens.next()? != Token::ObjectStart {
            return Err(tokens.fault("no object", "an object"));
        }
        let begins = tokens.position;
        first.members(tokens, shapes)?;
        if tokens.next()? != Token::Over {
            return Err(tokens.fault("more", "the end of the message"));
        }
        if !(first.has_datasets || first.structures.iter().any(|one| !one.key.is_empty())) {
            return Err(first.other(begins));
        }
        first.conclude(told);
        Ok(first)
    }

    fn members<R: BufRead>(&mut self, tokens: &mut Tokens<R>, shapes: &[Shape]) -> Result<(), Fault> {
        while tokens.next()? == Token::Key {
            let name = tokens.text.clone();
            if self.members.len() < MOST_NAMED {
                self.members.push(name.clone());
            }
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
                "errors" => {
                    let node = Node::read(tokens, &mut self.left)?;
                    self.notices.extend(node.items().iter().map(notice));
                }
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
        self.has_datasets = true;
        loop {
            match tokens.next()? {
                Token::ArrayEnd => return Ok(()),
                Token::ObjectStart => self.dataset(tokens)?,
                token => {
                    self.wrong(tokens.fault("no object", "an object as a dataset"))?;
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
                        self.wrong(fault)?;
                    }
                }
                _ => {}
            }
        }
        self.heads.push((head, structure));
        Ok(())
    }

    /// Something is wrong and reading goes on; faults are held, and so are bounded as structures are.
    fn wrong(&mut self, fault: Fault) -> Result<(), Fault> {
        let weight = size_of::<Fault>() + fault.found.len() + fault.expected.len();
        match self.left.checked_sub(weight) {
            Some(left) => self.left = left,
            None => return Err(fault),
        }
        self.faults.push(fault);
        Ok(())
    }

    /// What a message is that is none of data.
    fn other(&self, begins: Position) -> Fault {
        let is_of_structures = |name: &&String| is_container(name);
        let lists: Vec<&str> = self
            .members
            .iter()
            .filter(is_of_structures)
            .map(String::as_str)
            .collect();
        let found = if !self.notices.is_empty() {
            let told: Vec<String> = self.notices.iter().map(Notice::to_string).collect();
            format!("an error message of SDMX-JSON: {}", told.join("; "))
        } else if !lists.is_empty() {
            format!("{STRUCTURE_MESSAGE} of SDMX-JSON with {}", lists.join(", "))
        } else if self.schema.contains("structure-schema") {
            format!("{STRUCTURE_MESSAGE} of SDMX-JSON")
        } else if self.members.is_empty() {
            "an object without members".to_owned()
        } else {
            format!("an object with nothing but {}", self.members.join(", "))
        };
        let expected = "a data message of SDMX-JSON, with `dataSets` and, beside them, the `structures` they are of \
                        (in 1.0 the `structure`)";
        Fault::new(begins, "", found, expected)
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

/// What an entry of `errors` says.
fn notice(node: &Node) -> Notice {
    let code = node.text("code").unwrap_or_default();
    let severity = match code.parse() {
        Ok(..400) => Severity::Information,
        _ => Severity::Error,
    };
    let mut texts = Vec::new();
    for (one, many) in [
        ("title", "titles"),
        ("detail", "details"),
        ("message", "messages"),
    ] {
        texts.extend(in_languages(node.get(many), node.text(one)));
    }
    Notice {
        code: code.to_owned(),
        severity: Some(severity),
        texts,
    }
}

/// The names in languages, or the one that fits best.
fn names(node: &Node) -> Vec<Text> {
    in_languages(node.get("names"), node.text("name"))
}

/// Texts in languages, or the one that fits best.
fn in_languages(many: Option<&Node>, one: Option<&str>) -> Vec<Text> {
    let text = |language: &str, text: &str| Text {
        language: language.to_owned(),
        text: text.to_owned(),
    };
    match (many, one) {
        (Some(many), _) => many
            .members()
            .iter()
            .filter_map(|(language, told)| Some(text(language, told.as_text()?)))
            .collect(),
        (None, Some(one)) => vec![text("", one)],
        (None, None) => Vec::new(),
    }
}
