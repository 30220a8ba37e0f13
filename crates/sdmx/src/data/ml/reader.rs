//! Reads SDMX-ML: from the root over the header to the datasets.
//!
//! Memory is bounded by what a series and one of its observations tell. What datasets hold is
//! read in the module of bodies.

use std::io::BufRead;

use super::super::event::Event;
use super::super::head::DatasetHead;
use super::super::header::Header;
use super::super::input::Input;
use super::super::notice::Notice;
use super::super::outgoing::Outgoing;
use super::super::reader::Options;
use super::super::row::Row;
use super::super::shape::Shape;
use super::body::Place;
use super::footer;
use super::header::{Declared, Told};
use super::names::{self, Space};
use super::xml::{Token, Xml};
use crate::{Action, Fault, Standard};

/// Reads SDMX-ML.
#[derive(Debug)]
pub(crate) struct MlReader<R> {
    pub(super) xml: Xml<R>,
    standard: Standard,
    shapes: Vec<Shape>,
    declared: Vec<Declared>,
    defaults: DatasetHead,
    pub(super) is_known: bool,
    pub(super) is_explicit: bool,
    pub(super) places: Vec<Place>,
    /// What the series tells that is being read.
    pub(super) series: Row,
    pub(super) has_observations: bool,
    pub(super) is_series_wrong: bool,
    pub(super) is_row_wrong: bool,
    /// Where the attributes of series and of observations stood in the shape the last time.
    pub(super) order: [Vec<usize>; 2],
    pub(super) outgoing: Outgoing,
    pub(crate) notices: Vec<Notice>,
    pub(crate) header: Header,
    pub(crate) head: DatasetHead,
    pub(crate) shape: Shape,
    pub(crate) row: Row,
}

impl<R: BufRead> MlReader<R> {
    pub(crate) fn new(input: Input<R>, options: Options) -> Result<Self, Vec<Fault>> {
        let one = |fault| vec![fault];
        let mut xml = Xml::new(input, options.limits);
        xml.next().map_err(one)?;
        let Some(standard) = names::standard(&xml.namespace, &xml.element.name) else {
            return Err(one(footer::other(&mut xml)));
        };
        let mut reader = Self {
            xml,
            standard,
            shapes: options.shapes,
            declared: Vec::new(),
            defaults: DatasetHead::default(),
            is_known: false,
            is_explicit: false,
            places: vec![Place::Message],
            series: Row::new(),
            has_observations: false,
            is_series_wrong: false,
            is_row_wrong: false,
            order: [Vec::new(), Vec::new()],
            outgoing: Outgoing::default(),
            notices: Vec::new(),
            header: Header::default(),
            head: DatasetHead::default(),
            shape: Shape::default(),
            row: Row::new(),
        };
        reader.begin().map_err(one)?;
        Ok(reader)
    }

    /// Reads the header, which stands first.
    fn begin(&mut self) -> Result<(), Fault> {
        let token = self.xml.next()?;
        if token != Token::Start || self.xml.element.name != "Header" {
            return Err(self.xml.fault("", "no header", "a header first"));
        }
        let mut faults = Vec::new();
        let told = Told::read(&mut self.xml, &mut faults)?;
        self.outgoing = Outgoing::of(faults);
        self.header = told.header;
        self.declared = told.declared;
        self.defaults = told.head;
        Ok(())
    }

    pub(crate) fn standard(&self) -> Standard {
        self.standard
    }

    pub(crate) fn next(&mut self) -> Option<Result<Event, Fault>> {
        loop {
            match self.outgoing.next() {
                Some(Ok(Event::Row)) if std::mem::take(&mut self.is_row_wrong) => continue,
                Some(given) => return Some(given),
                None if self.outgoing.is_over() => return None,
                None => {}
            }
            if let Err(fault) = self.step() {
                self.outgoing.fail(fault);
            }
        }
    }

    fn step(&mut self) -> Result<(), Fault> {
        match self.xml.next()? {
            Token::Start => self.start(),
            Token::End => self.end(),
            Token::Over => {
                self.outgoing.end();
                Ok(())
            }
        }
    }

    /// An element of the message itself.
    pub(super) fn message(&mut self) -> Result<(), Fault> {
        if self.xml.element.name == "Footer" {
            let told = footer::read(&mut self.xml)?;
            self.notices.extend(told);
            return Ok(());
        }
        if self.xml.element.name != "DataSet" {
            return self.xml.skip();
        }
        if !self.open() {
            return self.xml.skip();
        }
        self.places.push(Place::DataSet);
        self.outgoing.event(Event::Dataset);
        if self.standard != Standard::Ml2_1Generic {
            self.dataset_attributes();
        }
        Ok(())
    }

    /// Reads the head of a dataset; false if its structure is not known.
    fn open(&mut self) -> bool {
        let space = match self.standard {
            Standard::Ml2_1Generic => Space::None,
            _ => Space::Specific,
        };
        let reference = self.xml.element.attribute(space, "structureRef");
        let declared = match reference {
            Some(id) => self.declared.iter().find(|declared| declared.id == id),
            None => self.declared.first().filter(|_| self.declared.len() == 1),
        };
        let Some(declared) = declared else {
            let found = reference.unwrap_or("nothing").to_owned();
            let fault = self
                .xml
                .fault("structureRef", found, "the id of a structure of the header");
            self.outgoing.fault(fault);
            return false;
        };
        self.head = self.defaults.clone();
        self.head.structure = declared.structure.clone();
        self.head.at = declared.at.clone();
        self.is_explicit = declared.is_explicit;
        for (found, name, value) in self.xml.element.attributes() {
            if found != space || matches!(name, "structureRef" | "dataScope") {
                continue;
            }
            if let Some(field) = self.head.field(name) {
                *field = Some(value.to_owned());
            } else if name == "action" {
                self.head.action = Action::parse(value);
                if self.head.action.is_none() {
                    let expected = "Append, Replace, Delete, Information or Merge";
                    self.outgoing.fault(self.xml.fault("action", value, expected));
                }
            }
        }
        self.arrange();
        true
    }

    fn arrange(&mut self) {
        let known = Shape::choose(&self.shapes, &self.head.structure).cloned();
        self.is_known = known.is_some();
        self.shape = known.unwrap_or_default();
        self.shape.structure = Some(self.head.structure.clone());
        self.order = [Vec::new(), Vec::new()];
    }
}
