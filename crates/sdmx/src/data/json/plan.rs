//! The components of a dataset that is written as SDMX-JSON, by level, with the values met so far.
//!
//! Indices are given in the order in which values come, so the structure is written after the data.

use std::collections::HashMap;

use super::super::header::Announced;
use super::super::layout::Layout;
use super::super::shape::{Attachment, Component, Kind, Shape};
use super::text::{comma, push_member, push_name, push_string};
use crate::Standard;

/// The values of a component that were told, numbered as they came.
#[derive(Debug, Default)]
pub(super) struct Codes {
    numbers: HashMap<String, usize>,
    values: Vec<String>,
}

impl Codes {
    /// The number of a value.
    pub(super) fn number(&mut self, value: &str) -> usize {
        if let Some(&number) = self.numbers.get(value) {
            return number;
        }
        let number = self.values.len();
        self.numbers.insert(value.to_owned(), number);
        self.values.push(value.to_owned());
        number
    }
}

/// A component at a level.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) at: usize,
    /// Whether values are told by number.
    pub(super) is_numbered: bool,
    pub(super) codes: Codes,
}

/// A structure of the message.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) announced: Announced,
    pub(super) layout: Layout,
    pub(super) key: Vec<Slot>,
    pub(super) measures: Vec<Slot>,
    pub(super) dataset: Vec<Slot>,
    pub(super) group: Vec<Slot>,
    pub(super) series: Vec<Slot>,
    pub(super) observation: Vec<Slot>,
    is_one: bool,
    standard: Standard,
}

impl Plan {
    pub(super) fn new(shape: &Shape, announced: Announced, layout: Layout, standard: Standard) -> Self {
        let is_one = standard == Standard::Json1_0;
        let is_coded = |component: &Component| {
            // The schema of 2.0 accepts no list of indices: integers are numbers to it as well.
            component.coded == Some(true) && !(component.many && standard == Standard::Json2_0)
        };
        let slots = |places: &[usize], is_key: bool| -> Vec<Slot> {
            let slot = |&at: &usize| Slot {
                at,
                is_numbered: is_key || is_one || is_coded(&shape.components[at]),
                codes: Codes::default(),
            };
            places.iter().map(slot).collect()
        };
        let all = [&layout.series_attributes[..], &layout.observation_attributes].concat();
        let dimensions: Vec<usize> = shape.dimensions().collect();
        let mut measures = slots(&layout.measures, false);
        for measure in &mut measures {
            measure.is_numbered &= !is_one;
        }
        Self {
            announced,
            key: slots(&dimensions, true),
            measures,
            dataset: slots(&all, false),
            group: slots(&all, false),
            series: slots(&all, false),
            observation: slots(&layout.observation_attributes, false),
            layout,
            is_one,
            standard,
        }
    }

    /// Writes the structure, with the datasets that are of it.
    pub(super) fn write(&self, to: &mut String, shape: &Shape, datasets: &[usize]) {
        to.push('{');
        push_name(to, "links");
        links(to, &self.announced);
        push_member(to, "name", &self.announced.structure.id);
        if !self.is_one {
            push_name(to, "dataSets");
            let numbers: Vec<String> = datasets.iter().map(usize::to_string).collect();
            to.push_str(&format!("[{}]", numbers.join(",")));
        }
        push_name(to, "dimensions");
        to.push('{');
        self.dimensions(to, shape, "series", &self.layout.series_key);
        self.dimensions(to, shape, "observation", &self.layout.observation_key);
        to.push('}');
        if !self.is_one {
            push_name(to, "measures");
            to.push('{');
            self.level(to, shape, "observation", &self.measures);
            to.push('}');
        }
        push_name(to, "attributes");
        to.push('{');
        self.level(to, shape, "dataSet", &self.dataset);
        if !self.is_one {
            self.level(to, shape, "dimensionGroup", &self.group);
        }
        if self.layout.at.is_some() {
            self.level(to, shape, "series", &self.series);
        }
        self.level(to, shape, "observation", &self.observation);
        to.push_str("}}");
    }

    fn dimensions(&self, to: &mut String, shape: &Shape, name: &str, places: &[usize]) {
        push_name(to, name);
        to.push('[');
        for (position, slot) in self.key.iter().enumerate() {
            if !places.contains(&slot.at) {
                continue;
            }
            comma(to);
            to.push('{');
            push_member(to, "id", &shape.components[slot.at].id);
            push_member(to, "name", &shape.components[slot.at].id);
            push_name(to, "keyPosition");
            to.push_str(&position.to_string());
            match (self.standard, slot.codes.values.is_empty()) {
                (Standard::Json2_1, true) => {}
                // Version 2.0 asks for a value even where none was told: an empty one, which no key
                // points to, keeps the dimension and its place.
                (Standard::Json2_0, true) => {
                    push_name(to, "values");
                    to.push_str("[{\"value\":\"\"}]");
                }
                _ => self.values(to, slot, Some(true)),
            }
            to.push('}');
        }
        to.push(']');
    }

    fn level(&self, to: &mut String, shape: &Shape, name: &str, slots: &[Slot]) {
        push_name(to, name);
        to.push('[');
        for slot in slots {
            let component = &shape.components[slot.at];
            comma(to);
            to.push('{');
            push_member(to, "id", &component.id);
            push_member(to, "name", &component.id);
            if component.kind != Kind::Measure {
                push_name(to, "relationship");
                self.relationship(to, shape, component);
            }
            if component.many && !self.is_one {
                push_name(to, "format");
                to.push_str("{\"maxOccurs\":\"unbounded\"}");
            }
            if slot.is_numbered && (self.is_one || !slot.codes.values.is_empty()) {
                self.values(to, slot, component.coded);
            }
            to.push('}');
        }
        to.push(']');
    }

    fn relationship(&self, to: &mut String, shape: &Shape, component: &Component) {
        let dimensions = match &component.kind {
            Kind::Attribute(Attachment::Dataset) => {
                to.push_str(if self.is_one {
                    "{\"none\":{}}"
                } else {
                    "{\"dataflow\":{}}"
                });
                return;
            }
            Kind::Attribute(Attachment::Dimensions(dimensions)) => dimensions,
            Kind::Attribute(Attachment::Group(group)) => {
                let all: Vec<String> = shape
                    .dimensions()
                    .map(|at| shape.components[at].id.clone())
                    .collect();
                let group = shape.group(group);
                return ids(to, group.map_or(&all, |group| &group.dimensions));
            }
            _ => {
                to.push_str(match self.is_one {
                    true => "{\"primaryMeasure\":\"OBS_VALUE\"}",
                    false => "{\"observation\":{}}",
                });
                return;
            }
        };
        ids(to, dimensions);
    }

    fn values(&self, to: &mut String, slot: &Slot, coded: Option<bool>) {
        push_name(to, "values");
        to.push('[');
        for value in &slot.codes.values {
            comma(to);
            to.push('{');
            match (is_code(value) && coded != Some(false), self.is_one) {
                (true, _) => {
                    push_member(to, "id", value);
                    push_member(to, "name", value);
                }
                (false, true) => push_member(to, "name", value),
                (false, false) => push_member(to, "value", value),
            }
            to.push('}');
        }
        to.push(']');
    }
}

/// Whether a value may be told as the id of a code.
pub(super) fn is_code(value: &str) -> bool {
    let is_right = |byte: u8| byte.is_ascii_alphanumeric() || b"_@$-".contains(&byte);
    !value.is_empty() && value.bytes().all(is_right)
}

fn ids(to: &mut String, dimensions: &[String]) {
    to.push_str("{\"dimensions\":[");
    for id in dimensions {
        comma(to);
        push_string(to, id);
    }
    to.push_str("]}");
}

/// A link that names a structure.
pub(super) fn links(to: &mut String, announced: &Announced) {
    to.push_str("[{");
    push_member(to, "urn", &announced.structure.urn());
    push_member(to, "rel", announced.structure.kind.rel());
    to.push_str("}]");
}
