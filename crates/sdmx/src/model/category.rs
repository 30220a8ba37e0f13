//! Categories, and what is put into them.

use super::artefact::{Item, Maintainable};
use super::urn::Urn;

/// A scheme of categories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CategoryScheme {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// Whether categories were left out.
    pub is_partial: bool,
    /// The topmost categories.
    pub categories: Vec<Category>,
}

/// A category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// Identity and names.
    pub item: Item,
    /// The categories under it.
    pub categories: Vec<Category>,
}

/// An artefact put into a category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Categorisation {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// What is put there.
    pub source: Option<Urn>,
    /// The category.
    pub target: Option<Urn>,
}
