//! Which structure a dataset is of: kind, agency, id and version.
//!
//! It knows the three spellings that data messages use: a URN, `AGENCY:ID(VERSION)`, and parts.
//! It does not resolve anything, and takes every version as text.

use std::fmt;

/// What kind of structure a dataset refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StructureKind {
    /// A data structure definition.
    DataStructure,
    /// A dataflow.
    #[default]
    Dataflow,
    /// A provision agreement.
    ProvisionAgreement,
}

impl StructureKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::DataStructure, Self::Dataflow, Self::ProvisionAgreement];

    /// The word of SDMX-CSV's column `STRUCTURE`.
    pub const fn csv(self) -> &'static str {
        match self {
            Self::DataStructure => "datastructure",
            Self::Dataflow => "dataflow",
            Self::ProvisionAgreement => "dataprovision",
        }
    }

    /// The word of a link's `rel` in SDMX-JSON.
    pub const fn rel(self) -> &'static str {
        match self {
            Self::DataStructure => "datastructure",
            Self::Dataflow => "dataflow",
            Self::ProvisionAgreement => "provisionagreement",
        }
    }

    /// The class of a URN, with its package.
    pub const fn class(self) -> &'static str {
        match self {
            Self::DataStructure => "datastructure.DataStructure",
            Self::Dataflow => "datastructure.Dataflow",
            Self::ProvisionAgreement => "registry.ProvisionAgreement",
        }
    }

    /// The kind of a word of CSV or JSON.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.csv() == word || kind.rel() == word)
    }
}

/// A reference to the structure that data are of.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// Data structure, dataflow or provision agreement.
    pub kind: StructureKind,
    /// The agency; `SDMX.SUB` for a sub-agency.
    pub agency: String,
    /// The artefact's id.
    pub id: String,
    /// The version, as told; none for an artefact without versions.
    pub version: Option<String>,
}

const URN: &str = "urn:sdmx:org.sdmx.infomodel.";

impl Reference {
    /// Reads `AGENCY:ID(VERSION)` or `AGENCY:ID`; none for anything else.
    pub fn parse(kind: StructureKind, text: &str) -> Option<Self> {
        let (agency, rest) = text.split_once(':')?;
        let (id, version) = match rest.split_once('(') {
            Some((id, version)) => (id, Some(version.strip_suffix(')')?)),
            None => (rest, None),
        };
        let right = is_id(agency, true)
            && is_id(id, false)
            && version.is_none_or(|version| !version.is_empty() && !version.contains(['(', ')', ' ']));
        right.then(|| Self {
            kind,
            agency: agency.to_owned(),
            id: id.to_owned(),
            version: version.map(str::to_owned),
        })
    }

    /// Reads a URN of a data structure, dataflow or provision agreement; none for anything else.
    pub fn parse_urn(urn: &str) -> Option<Self> {
        let (class, rest) = urn.strip_prefix(URN)?.split_once('=')?;
        let kind = StructureKind::ALL
            .into_iter()
            .find(|kind| kind.class() == class)?;
        Self::parse(kind, rest)
    }

    /// Whether it is spelt as it may be: what is printed of it is read as the same.
    pub(super) fn is_right(&self) -> bool {
        Self::parse(self.kind, &self.to_string()).as_ref() == Some(self)
    }

    /// The URN.
    pub fn urn(&self) -> String {
        format!("{URN}{}={self}", self.kind.class())
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}:{}", self.agency, self.id)?;
        match &self.version {
            Some(version) => write!(to, "({version})"),
            None => Ok(()),
        }
    }
}

fn is_id(text: &str, dots: bool) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_@$-".contains(&byte) || (dots && byte == b'.'))
}
