//! Structure maps: how data of one structure become data of another; SDMX 3.
//!
//! Maps are carried, not applied. Maps of times by epoch or pattern are not modelled.

use super::artefact::Maintainable;
use super::notes::Annotation;
use super::representation::DataType;
use super::urn::Urn;

/// How data of one structure become data of another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StructureMap {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// The structure or dataflow that data come from.
    pub source: Option<Urn>,
    /// The structure or dataflow that data become.
    pub target: Option<Urn>,
    /// Which components become which.
    pub components: Vec<ComponentMap>,
    /// Components that always have the same value.
    pub fixed: Vec<FixedValueMap>,
}

/// Components that become other components.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComponentMap {
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Components of the source.
    pub sources: Vec<String>,
    /// Components of the target.
    pub targets: Vec<String>,
    /// How values are changed on the way; without it they stay as they are.
    pub representation: Option<Urn>,
}

/// A component that always has the same value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FixedValueMap {
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Whether the component is one of the source; else it is one of the target.
    pub is_source: bool,
    /// The component.
    pub component: String,
    /// The values.
    pub values: Vec<String>,
}

/// Which values become which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepresentationMap {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// What each value of the source is.
    pub sources: Vec<MapEnd>,
    /// What each value of the target is.
    pub targets: Vec<MapEnd>,
    /// The values.
    pub mappings: Vec<ValueMapping>,
}

/// What values on one side of a map are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MapEnd {
    /// Codes or values of a list.
    List(Urn),
    /// Values of a type.
    Type(DataType),
}

/// Values that become other values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueMapping {
    /// Annotations.
    pub annotations: Vec<Annotation>,
    /// Values of the source.
    pub sources: Vec<MappedValue>,
    /// Values of the target.
    pub targets: Vec<String>,
    /// From when on: a day in SDMX-ML, a date and time in SDMX-JSON.
    pub valid_from: Option<String>,
    /// Until when.
    pub valid_to: Option<String>,
}

/// A value to be matched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedValue {
    /// The value, or the regular expression.
    pub value: String,
    /// Whether it is a regular expression.
    pub is_regex: Option<bool>,
    /// The first character that counts.
    pub start: Option<i32>,
    /// The last character that counts.
    pub end: Option<i32>,
}
