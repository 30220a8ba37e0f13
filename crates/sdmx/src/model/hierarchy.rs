//! Codes of one or more lists in a hierarchy: one artefact each in SDMX 3, several in a
//! hierarchical code list in SDMX 2.1.

use super::artefact::{Item, Maintainable};
use super::notes::Notes;
use super::representation::TextFormat;
use super::urn::Urn;

/// A hierarchy that is an artefact; SDMX 3.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hierarchy {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// The hierarchy.
    pub tree: HierarchyTree,
}

/// Hierarchies over the code lists they draw on; SDMX 2.1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HierarchicalCodelist {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// The code lists.
    pub included: Vec<IncludedCodelist>,
    /// The hierarchies.
    pub hierarchies: Vec<NamedHierarchy>,
}

/// A code list that hierarchies draw on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IncludedCodelist {
    /// The code list.
    pub codelist: Option<Urn>,
    /// A short name for it.
    pub alias: Option<String>,
}

/// A hierarchy of a hierarchical code list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedHierarchy {
    /// Identity and names.
    pub item: Item,
    /// The hierarchy.
    pub tree: HierarchyTree,
}

/// Codes in a hierarchy, and its levels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HierarchyTree {
    /// Whether the levels say more than depth does.
    pub has_formal_levels: bool,
    /// The topmost level.
    pub level: Option<Level>,
    /// The topmost codes.
    pub codes: Vec<HierarchicalCode>,
}

/// A level of a hierarchy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// Identity and names.
    pub item: Item,
    /// How its codes are written.
    pub format: Option<TextFormat>,
    /// The level below.
    pub below: Option<Box<Level>>,
}

/// A code at its place in a hierarchy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HierarchicalCode {
    /// Its identifier at this place.
    pub id: String,
    /// Annotations and links.
    pub notes: Notes,
    /// The code.
    pub code: Option<Urn>,
    /// The code by the short name of its list and its identifier; SDMX 2.1 only.
    pub alias: Option<(String, String)>,
    /// The identifier of its level.
    pub level: Option<String>,
    /// From when on it stands here, a date and time.
    pub valid_from: Option<String>,
    /// Until when it stands here, a date and time.
    pub valid_to: Option<String>,
    /// The codes under it.
    pub codes: Vec<HierarchicalCode>,
}

/// What a hierarchy is to be used for; SDMX 3.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HierarchyAssociation {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// The hierarchy.
    pub hierarchy: Option<Urn>,
    /// What it is used for, such as a code list or a dimension.
    pub object: Option<Urn>,
    /// Where, such as in a dataflow.
    pub context: Option<Urn>,
}
