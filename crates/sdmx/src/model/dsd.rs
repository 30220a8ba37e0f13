//! Data structure definitions: of what dimensions, measures and attributes a dataset consists.
//!
//! One type for SDMX 2.1 and 3. The one primary measure of 2.1 is the measure `OBS_VALUE`, its
//! measure dimension is a dimension marked so, and the position of a dimension is its place in
//! [`Dsd::dimensions`]. Datasets are held against a definition elsewhere.

use super::artefact::Maintainable;
use super::notes::Notes;
use super::representation::Representation;
use super::urn::Urn;

/// A data structure definition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dsd {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// Whether components may be added without a new major version; SDMX 3.1 only.
    pub is_evolving: bool,
    /// The dimensions in the order of a key, without the time dimension.
    pub dimensions: Vec<Dimension>,
    /// The time dimension.
    pub time: Option<Component>,
    /// Groups of dimensions that attributes are attached to.
    pub groups: Vec<Group>,
    /// The measures. SDMX 2.1 has exactly one, `OBS_VALUE`.
    pub measures: Vec<Measure>,
    /// The attributes.
    pub attributes: Vec<Attribute>,
    /// Attributes that the metadata structure defines; SDMX 3 only.
    pub metadata_attributes: Vec<MetadataAttributeUsage>,
    /// The metadata structure; SDMX 3 only.
    pub metadata: Option<Urn>,
    /// Notes on the list of dimensions.
    pub dimension_notes: Notes,
    /// Notes on the list of measures.
    pub measure_notes: Notes,
    /// Notes on the list of attributes.
    pub attribute_notes: Notes,
}

impl Dsd {
    /// The identifier of the time dimension.
    pub const TIME: &'static str = "TIME_PERIOD";
    /// The identifier of the primary measure of SDMX 2.1.
    pub const VALUE: &'static str = "OBS_VALUE";

    /// The identifiers of the dimensions in the order of a key, the time dimension last.
    pub fn dimension_ids(&self) -> impl Iterator<Item = &str> {
        let others = self.dimensions.iter().map(|dimension| &dimension.component);
        others.chain(&self.time).map(|component| component.id.as_str())
    }

    /// The group of an identifier.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The attribute of an identifier.
    pub fn attribute(&self, id: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| attribute.component.id == id)
    }

    /// The measure of an identifier.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.component.id == id)
    }
}

/// What dimensions, measures and attributes have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// Its identifier; where a message says none, the concept's.
    pub id: String,
    /// Annotations and links.
    pub notes: Notes,
    /// The concept it takes its meaning from.
    pub concept: Option<Urn>,
    /// What values it takes, where not what its concept says.
    pub representation: Option<Representation>,
    /// What it is used as, such as the frequency.
    pub roles: Vec<Urn>,
}

/// A dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    /// What all components have.
    pub component: Component,
    /// Whether it is the measure dimension of SDMX 2.1.
    pub is_measure: bool,
}

/// A measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// What all components have.
    pub component: Component,
    /// Whether it must be there; SDMX 3 only.
    pub is_mandatory: bool,
}

/// Dimensions that attributes are attached to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its identifier.
    pub id: String,
    /// Annotations and links.
    pub notes: Notes,
    /// The dimensions' identifiers.
    pub dimensions: Vec<String>,
    /// A constraint that says which keys are meant; SDMX 2.1, instead of dimensions.
    pub constraint: Option<Urn>,
}

/// An attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribute {
    /// What all components have.
    pub component: Component,
    /// Whether it must be there.
    pub is_mandatory: bool,
    /// What it is attached to.
    pub relationship: Relationship,
    /// The measures it speaks of; SDMX 3 only, none for all.
    pub measures: Vec<String>,
}

/// An attribute that a metadata structure defines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetadataAttributeUsage {
    /// Annotations and links.
    pub notes: Notes,
    /// Its identifier in the metadata structure.
    pub reference: String,
    /// What it is attached to.
    pub relationship: Relationship,
}

/// What an attribute is attached to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Relationship {
    /// The dataset: `Dataflow` of SDMX 3, `None` of 2.1.
    #[default]
    Dataflow,
    /// A part of the key.
    Dimensions {
        /// The dimensions.
        dimensions: Vec<AttachedDimension>,
        /// Groups it may be reported with; SDMX 2.1 only.
        groups: Vec<String>,
    },
    /// A group.
    Group(String),
    /// An observation: `Observation` of SDMX 3, `PrimaryMeasure` of 2.1.
    Observation,
}

/// A dimension that an attribute is attached to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttachedDimension {
    /// Its identifier.
    pub id: String,
    /// Whether a value may go without it; SDMX 3 only.
    pub is_optional: bool,
}
