//! Reads the header of SDMX-ML messages.
//!
//! Contacts, embargoes and the like are passed over.

use std::io::BufRead;

use super::super::head::{AtObservation, DatasetHead};
use super::super::header::{Announced, Header, Party, Text};
use super::super::reference::{Reference, StructureKind};
use super::names::Space;
use super::xml::{Token, Xml};
use crate::{Action, Fault};

/// A structure that datasets refer to by an id of the message.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) id: String,
    pub(super) structure: Reference,
    pub(super) at: AtObservation,
    /// Whether observations tell the measure dimension by their type.
    pub(super) is_explicit: bool,
}

/// What the header says.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) header: Header,
    pub(super) declared: Vec<Declared>,
    /// What holds for each dataset that says nothing else.
    pub(super) head: DatasetHead,
}

impl Told {
    /// Reads on after the header's beginning, up to its end.
    pub(super) fn read<R: BufRead>(xml: &mut Xml<R>, faults: &mut Vec<Fault>) -> Result<Self, Fault> {
        let (mut told, mut path) = (Self::default(), Vec::new());
        loop {
            let token = xml.next()?;
            if xml.position.byte > xml.limits.record as u64 {
                let expected = format!("at most {} bytes", xml.limits.record);
                return Err(xml.fault("Header", "a longer header", expected));
            }
            match token {
                Token::Start => {
                    path.push(xml.element.name.clone());
                    told.start(&names(&path), xml);
                }
                Token::End if path.is_empty() => break,
                Token::End => {
                    told.end(&names(&path), xml, faults);
                    path.pop();
                    // What follows is no text of the element around it.
                    xml.text.clear();
                }
                Token::Over => break,
            }
        }
        let announced = |declared: &Declared| Announced {
            structure: declared.structure.clone(),
            at: declared.at.clone(),
        };
        told.header.structures = told.declared.iter().map(announced).collect();
        Ok(told)
    }

    fn start<R: BufRead>(&mut self, path: &[&str], xml: &Xml<R>) {
        let attribute = |name| {
            let value = xml.element.attribute(Space::None, name);
            value.unwrap_or_default().to_owned()
        };
        match path {
            ["Sender"] => self.header.sender.id = attribute("id"),
            ["Receiver"] => self.header.receivers.push(Party {
                id: attribute("id"),
                names: Vec::new(),
            }),
            ["Structure"] => self.declared.push(Declared {
                id: attribute("structureID"),
                structure: Reference::default(),
                at: AtObservation::parse(&attribute("dimensionAtObservation")),
                is_explicit: matches!(attribute("explicitMeasures").as_str(), "true" | "1"),
            }),
            ["Structure", kind, "Ref"] => {
                if let (Some(declared), Some(kind)) = (self.declared.last_mut(), kind_of(kind)) {
                    declared.structure = Reference {
                        kind,
                        agency: attribute("agencyID"),
                        id: attribute("id"),
                        version: Some(attribute("version")).filter(|version| !version.is_empty()),
                    };
                }
            }
            ["Name"] | ["Source"] | ["Sender", "Name"] | ["Receiver", "Name"] => {
                let language = xml.element.attribute(Space::Xml, "lang");
                if let Some(texts) = self.texts(path) {
                    texts.push(Text {
                        language: language.unwrap_or_default().to_owned(),
                        text: String::new(),
                    });
                }
            }
            _ => {}
        }
    }

    fn texts(&mut self, path: &[&str]) -> Option<&mut Vec<Text>> {
        match path {
            ["Name"] => Some(&mut self.header.names),
            ["Source"] => Some(&mut self.header.sources),
            ["Sender", _] => Some(&mut self.header.sender.names),
            _ => Some(&mut self.header.receivers.last_mut()?.names),
        }
    }

    fn end<R: BufRead>(&mut self, path: &[&str], xml: &Xml<R>, faults: &mut Vec<Fault>) {
        let text = xml.text.trim();
        match path {
            ["ID"] => text.clone_into(&mut self.header.id),
            ["Test"] => self.header.test = matches!(text, "true" | "1"),
            ["Prepared"] => text.clone_into(&mut self.header.prepared),
            ["DataSetAction"] => {
                self.header.action = Action::parse(text);
                if self.header.action.is_none() {
                    let expected = "Append, Replace, Delete, Information or Merge";
                    faults.push(xml.fault("DataSetAction", text, expected));
                }
                self.head.action = self.header.action;
            }
            ["DataSetID"] => self.head.set_id = Some(text.to_owned()),
            ["ReportingBegin"] => self.head.reporting_begin = Some(text.to_owned()),
            ["ReportingEnd"] => self.head.reporting_end = Some(text.to_owned()),
            ["Name"] | ["Source"] | ["Sender", "Name"] | ["Receiver", "Name"] => {
                if let Some(last) = self.texts(path).and_then(|texts| texts.last_mut()) {
                    text.clone_into(&mut last.text);
                }
            }
            ["Structure", _] | ["Structure", _, "URN"] if !text.is_empty() => {
                match (Reference::parse_urn(text), self.declared.last_mut()) {
                    (Some(structure), Some(declared)) => declared.structure = structure,
                    _ => faults.push(xml.fault(
                        "Structure",
                        text,
                        "the URN of a data structure, dataflow or provision agreement",
                    )),
                }
            }
            ["Structure"] => {
                let structure = self.declared.last().map(|last| &last.structure);
                let fault = match structure {
                    Some(structure) if structure.id.is_empty() => "no reference".to_owned(),
                    Some(structure) if !structure.is_right() => structure.to_string(),
                    _ => return,
                };
                faults.push(xml.fault("Structure", fault, "a reference to a structure"));
            }
            _ => {}
        }
    }
}

fn names(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

fn kind_of(element: &str) -> Option<StructureKind> {
    match element {
        "Structure" => Some(StructureKind::DataStructure),
        "StructureUsage" => Some(StructureKind::Dataflow),
        "ProvisionAgreement" | "ProvisionAgrement" => Some(StructureKind::ProvisionAgreement),
        _ => None,
    }
}
