//! What every artefact has, and every item of one: identity, names, versions, notes.
//!
//! What makes a code list a code list is not here.

use super::class::Class;
use super::notes::Notes;
use super::texts::Texts;
use super::urn::Urn;
use super::version::Version;

/// An artefact that an agency maintains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maintainable {
    /// Who maintains it.
    pub agency: String,
    /// Its identifier.
    pub id: String,
    /// Its version; `1.0` where a message says none.
    pub version: Version,
    /// Its names; at least one.
    pub names: Texts,
    /// Its descriptions.
    pub descriptions: Texts,
    /// Annotations and links.
    pub notes: Notes,
    /// From when on it is valid, a date and time.
    pub valid_from: Option<String>,
    /// Until when it is valid, a date and time.
    pub valid_to: Option<String>,
    /// Whether it will not change any more, as SDMX 2.1 says it. SDMX 3 says it by the version
    /// ([`Version::is_stable`]), and its messages are written without this mark.
    pub is_final: bool,
    /// Whether only its identity is here, and the rest elsewhere.
    pub is_external: bool,
    /// Whether texts of some languages were left out; SDMX 3.1 only.
    pub is_partial_language: bool,
    /// A service that has the rest; SDMX-ML only.
    pub service_url: Option<String>,
    /// A message that has the rest; SDMX-ML only.
    pub structure_url: Option<String>,
}

impl Maintainable {
    /// One with a name in English and nothing else.
    pub fn new(
        agency: impl Into<String>,
        id: impl Into<String>,
        version: Version,
        name: impl Into<String>,
    ) -> Self {
        Self {
            agency: agency.into(),
            id: id.into(),
            version,
            names: Texts::english(name),
            ..Self::default()
        }
    }

    /// Its URN as one of a class.
    pub fn urn(&self, class: Class) -> Urn {
        Urn::new(
            class,
            self.agency.as_str(),
            self.id.as_str(),
            self.version.clone(),
        )
    }
}

/// Something with a name within an artefact, such as a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its identifier.
    pub id: String,
    /// Its names; at least one.
    pub names: Texts,
    /// Its descriptions.
    pub descriptions: Texts,
    /// Annotations and links.
    pub notes: Notes,
}

impl Item {
    /// One with a name in English.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            names: Texts::english(name),
            ..Self::default()
        }
    }
}
