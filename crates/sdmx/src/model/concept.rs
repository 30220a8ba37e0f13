//! Concepts and the schemes they stand in.

use super::artefact::{Item, Maintainable};
use super::representation::Representation;

/// A scheme of concepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConceptScheme {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// Whether concepts were left out.
    pub is_partial: bool,
    /// The concepts.
    pub concepts: Vec<Concept>,
}

/// A concept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concept {
    /// Identity and names.
    pub item: Item,
    /// The concept it belongs under.
    pub parent: Option<String>,
    /// What values it takes where a component says nothing else.
    pub representation: Option<Representation>,
    /// The concept of ISO 11179 that it is.
    pub iso: Option<IsoConcept>,
}

/// A concept of ISO 11179.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IsoConcept {
    /// Who maintains it.
    pub agency: String,
    /// The scheme it stands in.
    pub scheme: String,
    /// Its identifier.
    pub id: String,
}
