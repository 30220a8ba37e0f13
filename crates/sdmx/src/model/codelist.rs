//! Code lists, and value lists, whose values need not look like codes.
//!
//! Extensions of a code list are carried; the lists they draw on are not looked up.

use super::artefact::{Item, Maintainable};
use super::notes::Notes;
use super::texts::Texts;
use super::urn::Urn;

/// A list of codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codelist {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// Whether codes were left out.
    pub is_partial: bool,
    /// The codes, in order.
    pub codes: Vec<Code>,
    /// Other lists whose codes belong to this one too; SDMX 3 only.
    pub extensions: Vec<CodelistExtension>,
}

/// A code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// Identity and names.
    pub item: Item,
    /// The code it belongs under.
    pub parent: Option<String>,
}

impl Code {
    /// A code with a name in English.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            item: Item::new(id, name),
            parent: None,
        }
    }
}

/// Another list whose codes belong to a list too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodelistExtension {
    /// What is put before each code.
    pub prefix: Option<String>,
    /// The other list.
    pub codelist: Option<Urn>,
    /// Which codes of it.
    pub selection: Option<CodeSelection>,
}

/// Which codes are drawn from another list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeSelection {
    /// Only these.
    Inclusive(Vec<MemberCode>),
    /// All but these.
    Exclusive(Vec<MemberCode>),
}

/// A code of a selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberCode {
    /// The code; `%` stands for any characters.
    pub value: String,
    /// Whether what belongs under it is meant too.
    pub cascade: Cascade,
}

/// Whether what belongs under a value is meant too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cascade {
    /// The value alone.
    #[default]
    No,
    /// The value and what belongs under it.
    Yes,
    /// What belongs under it, without the value itself; SDMX 3 only.
    ExcludeRoot,
}

/// A list of values of any look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueList {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// The values, in order.
    pub values: Vec<ValueItem>,
}

/// A value of a value list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueItem {
    /// The value.
    pub id: String,
    /// Its names.
    pub names: Texts,
    /// Its descriptions.
    pub descriptions: Texts,
    /// Annotations; no links.
    pub notes: Notes,
}
