//! What SDMX-JSON says of the components and codes of its data.

use std::sync::Arc;

use super::super::head::AtObservation;
use super::super::reference::{Reference, StructureKind};
use super::super::row::{Part, Row};
use super::super::shape::{Attachment, Component, Kind, Shape};
use super::node::Node;

/// How many languages of a component are learnt from a message.
const LANGUAGES: usize = 1024;

/// A component at a level of the message: where it stands in rows, and the values indices mean.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) at: usize,
    values: Option<Arc<Vec<Node>>>,
}

/// Components by the levels that tell them.
#[derive(Clone, Debug, Default)]
pub(super) struct Structure {
    pub(super) reference: Reference,
    pub(super) shape: Shape,
    pub(super) is_known: bool,
    pub(super) at: AtObservation,
    /// All dimensions, in the order of keys of groups: as the levels list them.
    pub(super) key: Vec<Place>,
    pub(super) dataset_key: Vec<Place>,
    pub(super) series_key: Vec<Place>,
    pub(super) observation_key: Vec<Place>,
    /// The dimensions of observations of a flat dataset, which may share its structure with one
    /// of series.
    pub(super) flat_key: Vec<Place>,
    pub(super) dataset: Vec<Place>,
    pub(super) group: Vec<Place>,
    pub(super) series: Vec<Place>,
    /// Measures, then attributes of observations.
    pub(super) observation: Vec<Place>,
}

impl Structure {
    /// Of a structure of a message.
    pub(super) fn new(node: &Node, shapes: &[Shape]) -> Self {
        let reference = reference(node);
        let mut found = Self::default();
        if let Some(shape) = Shape::choose(shapes, &reference) {
            (found.shape, found.is_known) = (shape.clone(), true);
        }
        found.shape.structure = Some(reference.clone());
        found.reference = reference;
        found.dimensions(node);
        found.measures(node);
        found.attributes(node);
        found
    }

    fn dimensions(&mut self, node: &Node) {
        let Some(dimensions) = node.get("dimensions") else {
            return;
        };
        let mut all: Vec<(usize, &Node)> = ["dataSet", "series", "observation"]
            .into_iter()
            .flat_map(|level| dimensions.list(level))
            .map(|node| (position(node), node))
            .collect();
        all.sort_by_key(|(position, _)| *position);
        for (_, node) in &all {
            let kind = match node.text("id") {
                Some("TIME_PERIOD") => Kind::Time,
                _ => Kind::Dimension,
            };
            self.place(node, kind);
        }
        let mut level = |name: &str| -> Vec<Place> {
            let nodes = dimensions.list(name).iter();
            nodes.map(|node| self.place(node, Kind::Dimension)).collect()
        };
        let (dataset, series, observation) = (level("dataSet"), level("series"), level("observation"));
        self.at = match (&series[..], &observation[..]) {
            ([], _) => AtObservation::AllDimensions,
            (_, [one]) => AtObservation::Dimension(self.shape.components[one.at].id.clone()),
            _ => AtObservation::Unsaid,
        };
        // The specification says the order of the structure's keys; its samples have this one.
        self.key = [&dataset[..], &series, &observation].concat();
        self.flat_key = [&series[..], &observation].concat();
        (self.dataset_key, self.series_key, self.observation_key) = (dataset, series, observation);
    }

    fn measures(&mut self, node: &Node) {
        match node.get("measures") {
            // Without measures there is one, of this name.
            None => {
                let only = Node::Map(vec![("id".to_owned(), Node::Text("OBS_VALUE".to_owned()))]);
                let place = self.place(&only, Kind::Measure);
                self.observation.push(place);
            }
            Some(measures) => {
                for node in measures.list("observation") {
                    let place = self.place(node, Kind::Measure);
                    self.observation.push(place);
                }
            }
        }
    }

    fn attributes(&mut self, node: &Node) {
        let Some(attributes) = node.get("attributes") else {
            return;
        };
        for name in ["dataSet", "dimensionGroup", "series", "observation"] {
            for node in attributes.list(name) {
                let attachment = self.attachment(node, name);
                let place = self.place(node, Kind::Attribute(attachment));
                match name {
                    "dataSet" => self.dataset.push(place),
                    "dimensionGroup" => self.group.push(place),
                    "series" => self.series.push(place),
                    _ => self.observation.push(place),
                }
            }
        }
    }

    fn attachment(&self, node: &Node, level: &str) -> Attachment {
        let series = || {
            let ids = self.series_key.iter().chain(&self.dataset_key);
            ids.map(|place| self.shape.components[place.at].id.clone())
                .collect()
        };
        let Some(relationship) = node.get("relationship") else {
            return match level {
                "dataSet" => Attachment::Dataset,
                "observation" => Attachment::Observation,
                _ => Attachment::Dimensions(series()),
            };
        };
        let dimensions = relationship.list("dimensions");
        match relationship.get("dataflow").or(relationship.get("none")) {
            Some(_) => Attachment::Dataset,
            None if dimensions.is_empty() => Attachment::Observation,
            None => Attachment::Dimensions(
                dimensions
                    .iter()
                    .filter_map(Node::as_text)
                    .map(str::to_owned)
                    .collect(),
            ),
        }
    }

    fn place(&mut self, node: &Node, kind: Kind) -> Place {
        let id = node.text("id").unwrap_or_default();
        let values = node.get("values").map(|values| values.items().to_vec());
        let at = match self.shape.position(id) {
            Some(at) => at,
            None => {
                let codes = values.iter().flatten();
                let mut component = Component::new(id, kind);
                component.coded = values.as_ref().map(|_| {
                    codes
                        .clone()
                        .all(|value| *value == Node::Null || value.get("id").is_some())
                });
                component.many = is_many(node);
                self.shape.components.push(component);
                self.shape.components.len() - 1
            }
        };
        Place {
            at,
            values: values.map(Arc::new),
        }
    }

    /// Puts a value into a row. The error says what was expected.
    pub(super) fn put(&mut self, place: &Place, told: &Node, row: &mut Row) -> Result<(), String> {
        let Some(values) = &place.values else {
            self.put_value(place.at, told, row);
            return Ok(());
        };
        match told {
            Node::Null => {}
            Node::List(indices) => {
                row.begin_many(place.at);
                for (number, index) in indices.iter().enumerate() {
                    let value = indexed(values, index)?;
                    row.add_part(place.at, part(number, "", plain(value)));
                }
            }
            index => {
                let value = indexed(values, index)?.clone();
                let value = match value.get("value").or(value.get("values")) {
                    Some(inner) => inner.clone(),
                    None if value == Node::Null => Node::Null,
                    None => Node::Text(plain(&value).to_owned()),
                };
                self.put_value(place.at, &value, row);
            }
        }
        Ok(())
    }

    fn put_value(&mut self, at: usize, value: &Node, row: &mut Row) {
        match value {
            Node::Null => {}
            Node::Text(text) => row.set(at, text),
            Node::Map(texts) => {
                row.begin_many(at);
                self.put_texts(at, 0, texts, row);
            }
            Node::List(values) => {
                row.begin_many(at);
                for (number, value) in values.iter().enumerate() {
                    match value {
                        Node::Map(texts) => self.put_texts(at, number, texts, row),
                        other => row.add_part(at, part(number, "", other.as_text().unwrap_or_default())),
                    }
                }
            }
        }
    }

    fn put_texts(&mut self, at: usize, number: usize, texts: &[(String, Node)], row: &mut Row) {
        for (language, text) in texts {
            let known = &mut self.shape.components[at].languages;
            if !self.is_known && known.len() < LANGUAGES && !known.contains(language) {
                known.push(language.clone());
            }
            row.add_part(at, part(number, language, text.as_text().unwrap_or_default()));
        }
    }
}

impl Place {
    /// The dimension's value for an index in a key. The error says what was expected.
    pub(super) fn value(&self, index: &str) -> Result<&str, String> {
        let values = self.values.as_deref().map_or(&[][..], Vec::as_slice);
        let number: usize = index.parse().map_err(|_| "an index".to_owned())?;
        match values.get(number) {
            Some(value) => Ok(plain(value)),
            None => Err(format!("an index below {}", values.len())),
        }
    }
}

fn part<'a>(value: usize, language: &'a str, text: &'a str) -> Part<'a> {
    Part {
        value,
        language,
        text,
    }
}

fn indexed<'a>(values: &'a [Node], index: &Node) -> Result<&'a Node, String> {
    let number = index.as_text().and_then(|index| index.parse::<usize>().ok());
    number
        .and_then(|number| values.get(number))
        .ok_or_else(|| format!("an index below {}", values.len()))
}

/// The code, or the text of what has none.
fn plain(value: &Node) -> &str {
    let found = value.text("id").or(value.text("value")).or(value.text("name"));
    found.unwrap_or_default()
}

fn position(node: &Node) -> usize {
    let position = node.text("keyPosition").and_then(|text| text.parse().ok());
    position.unwrap_or(usize::MAX)
}

fn is_many(node: &Node) -> bool {
    let bound = node.text("maxOccurs");
    let bound = bound.or(node.get("format").and_then(|format| format.text("maxOccurs")));
    bound.is_some_and(|bound| bound != "1")
}

/// The structure's reference: a URN among its links, or else a link that ends in agency, id and version.
fn reference(node: &Node) -> Reference {
    let links = node.list("links");
    let urn = links
        .iter()
        .find_map(|link| Reference::parse_urn(link.text("urn")?));
    let path = || {
        links.iter().find_map(|link| {
            let kind = StructureKind::parse(link.text("rel")?)?;
            let (rest, version) = link.text("href")?.rsplit_once('/')?;
            let (rest, id) = rest.rsplit_once('/')?;
            let agency = rest.rsplit('/').next()?;
            Reference::parse(kind, &format!("{agency}:{id}({version})"))
        })
    };
    urn.or_else(path).unwrap_or_default()
}
