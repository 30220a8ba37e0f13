//! The components of a dataset, in order: as much of a data structure definition as reading and
//! writing rows takes.
//!
//! It holds no code lists, formats or constraints, and it validates nothing.

use super::reference::{Reference, StructureKind};
use crate::model::{self, Dsd, Occurs, Relationship};

/// What an attribute's value belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// The whole dataset.
    Dataset,
    /// Every combination of values of these dimensions.
    Dimensions(Vec<String>),
    /// A group of the structure, by its id.
    Group(String),
    /// Every observation.
    Observation,
}

impl Attachment {
    /// Of a relationship of the model. One of dimensions with groups that stand for them is of
    /// the first group.
    pub fn of(relationship: &Relationship) -> Self {
        match relationship {
            Relationship::Dataflow => Self::Dataset,
            Relationship::Observation => Self::Observation,
            Relationship::Group(group) => Self::Group(group.clone()),
            Relationship::Dimensions { dimensions, groups } => match groups.first() {
                Some(group) if dimensions.is_empty() => Self::Group(group.clone()),
                _ => Self::Dimensions(dimensions.iter().map(|dimension| dimension.id.clone()).collect()),
            },
        }
    }
}

/// What a component is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A dimension that is not time.
    Dimension,
    /// The time dimension.
    Time,
    /// A measure.
    Measure,
    /// An attribute, with what it is attached to.
    Attribute(Attachment),
    /// A column of a CSV message that the structure does not know.
    Custom,
    /// Unknown: the message does not say, and no shape was given.
    Unknown,
}

impl Kind {
    /// The kind that the standard keeps an id for; else unknown.
    pub(super) fn of_id(id: &str) -> Self {
        match id {
            "TIME_PERIOD" => Self::Time,
            "OBS_VALUE" => Self::Measure,
            _ => Self::Unknown,
        }
    }
}

/// One component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// The id; those of nested attributes are joined by dots.
    pub id: String,
    /// What it is for.
    pub kind: Kind,
    /// Whether it may have several values at once.
    pub many: bool,
    /// The languages of its texts; empty where texts have none.
    pub languages: Vec<String>,
    /// Whether its values are codes; none where that is not known.
    pub coded: Option<bool>,
}

impl Component {
    /// A component with a single value without languages.
    pub fn new(id: impl Into<String>, kind: Kind) -> Self {
        Self {
            id: id.into(),
            kind,
            many: false,
            languages: Vec::new(),
            coded: None,
        }
    }

    /// The same with several values.
    #[must_use]
    pub fn many(mut self) -> Self {
        self.many = true;
        self
    }

    /// The same with texts in languages.
    #[must_use]
    pub fn languages(mut self, languages: &[&str]) -> Self {
        self.languages = languages.iter().map(|&language| language.to_owned()).collect();
        self
    }

    /// The same, said to hold codes or not.
    #[must_use]
    pub fn coded(mut self, coded: bool) -> Self {
        self.coded = Some(coded);
        self
    }

    /// Whether it is a dimension, time included.
    pub fn is_dimension(&self) -> bool {
        matches!(self.kind, Kind::Dimension | Kind::Time)
    }

    /// Whether it is an attribute.
    pub fn is_attribute(&self) -> bool {
        matches!(self.kind, Kind::Attribute(_))
    }
}

/// A group of dimensions that SDMX 2.1 gives a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The group's id.
    pub id: String,
    /// Its dimensions.
    pub dimensions: Vec<String>,
}

/// The components of a dataset; a row's values stand at the same positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The structure it is the shape of; none where it stands for any.
    pub structure: Option<Reference>,
    /// Dimensions in the order of keys, measures, attributes.
    pub components: Vec<Component>,
    /// The named groups.
    pub groups: Vec<Group>,
}

impl Shape {
    /// A shape of components, of any structure.
    pub fn new(components: Vec<Component>) -> Self {
        Self {
            structure: None,
            components,
            groups: Vec::new(),
        }
    }

    /// The shape of data of a definition. Whether values are codes is known where a component says
    /// it itself, and not by its concept.
    pub fn of(dsd: &Dsd) -> Self {
        let artefact = &dsd.artefact;
        let mut shape = Self {
            structure: Some(Reference {
                kind: StructureKind::DataStructure,
                agency: artefact.agency.clone(),
                id: artefact.id.clone(),
                version: Some(artefact.version.to_string()),
            }),
            ..Self::default()
        };
        let mut add = |component: &model::Component, kind| {
            let mut made = Component::new(component.id.as_str(), kind);
            let own = component.representation.as_ref();
            made.coded = own.map(|own| own.enumeration.is_some());
            made.many = own.is_some_and(|own| !matches!(own.max_occurs, None | Some(Occurs::Times(..=1))));
            shape.components.push(made);
        };
        dsd.dimensions
            .iter()
            .for_each(|dimension| add(&dimension.component, Kind::Dimension));
        dsd.time.iter().for_each(|time| add(time, Kind::Time));
        dsd.measures
            .iter()
            .for_each(|measure| add(&measure.component, Kind::Measure));
        for attribute in &dsd.attributes {
            add(
                &attribute.component,
                Kind::Attribute(Attachment::of(&attribute.relationship)),
            );
        }
        let groups = dsd.groups.iter().map(|group| Group {
            id: group.id.clone(),
            dimensions: group.dimensions.clone(),
        });
        shape.groups.extend(groups);
        shape
    }

    /// The same for any structure, such as dataflows of the definition.
    #[must_use]
    pub fn of_any(mut self) -> Self {
        self.structure = None;
        self
    }

    /// Where a component stands.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.components.iter().position(|component| component.id == id)
    }

    /// The positions of the dimensions, in order.
    pub fn dimensions(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.components.len()).filter(|&at| self.components[at].is_dimension())
    }

    /// The positions of the measures, in order.
    pub fn measures(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.components.len()).filter(|&at| self.components[at].kind == Kind::Measure)
    }

    /// The positions of the attributes, in order.
    pub fn attributes(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.components.len()).filter(|&at| self.components[at].is_attribute())
    }

    /// The time dimension's id.
    pub fn time(&self) -> Option<&str> {
        let time = self
            .components
            .iter()
            .find(|component| component.kind == Kind::Time)?;
        Some(&time.id)
    }

    /// The dimensions of a group.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// Where a component stands, after adding it if it is new. A kind that was unknown is learnt.
    pub(super) fn learn(&mut self, id: &str, kind: Kind) -> usize {
        match self.position(id) {
            Some(at) => {
                if self.components[at].kind == Kind::Unknown {
                    self.components[at].kind = kind;
                }
                at
            }
            None => {
                self.components.push(Component::new(id, kind));
                self.components.len() - 1
            }
        }
    }

    /// The shape for a structure among those given: the one of that name, else one of any.
    pub(super) fn choose<'a>(shapes: &'a [Self], structure: &Reference) -> Option<&'a Self> {
        let named = |shape: &&Self| shape.structure.as_ref() == Some(structure);
        shapes
            .iter()
            .find(named)
            .or_else(|| shapes.iter().find(|shape| shape.structure.is_none()))
    }
}
