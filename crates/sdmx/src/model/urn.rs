//! The name of an artefact in the world, `urn:sdmx:org.sdmx.infomodel.codelist.Codelist=AG:ID(1.0)`.
//!
//! It is read and printed here; nothing is fetched or resolved.

use super::class::Class;
use super::id::{is_id, is_nested_id, is_nested_ncname};
use super::version::{Version, VersionReference};
use std::fmt;

const BEGINNING: &str = "urn:sdmx:org.sdmx.infomodel.";

/// The name of an artefact, or of an item within one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Urn {
    /// The class of what is named.
    pub class: Class,
    /// Who maintains the artefact; `*` stands for anybody where a reference allows it.
    pub agency: String,
    /// The artefact's identifier, or `*`.
    pub id: String,
    /// The artefact's version, or what is said instead of one.
    pub version: VersionReference,
    /// The item within the artefact, if an item is named.
    pub item: Option<String>,
}

impl Urn {
    /// The name of an artefact.
    pub fn new(
        class: Class,
        agency: impl Into<String>,
        id: impl Into<String>,
        version: impl Into<VersionReference>,
    ) -> Self {
        Self {
            class,
            agency: agency.into(),
            id: id.into(),
            version: version.into(),
            item: None,
        }
    }

    /// The name of an item of the artefact.
    pub fn with_item(&self, class: Class, item: impl Into<String>) -> Self {
        Self {
            class,
            item: Some(item.into()),
            ..self.clone()
        }
    }

    /// The name of the artefact itself, as one of this class.
    pub fn without_item(&self, class: Class) -> Self {
        Self {
            class,
            item: None,
            ..self.clone()
        }
    }

    /// Reads a URN. A version in brackets may be left out and is then `1.0`, as in SDMX 2.1.
    pub fn parse(text: &str) -> Option<Self> {
        let (class, rest) = text.strip_prefix(BEGINNING)?.split_once('=')?;
        let (package, class) = class.split_once('.')?;
        let class = Class::parse(class).filter(|class| is_package(*class, package))?;
        let (agency, rest) = rest.split_once(':')?;
        let (id, version, item) = split(rest)?;
        let version = match version {
            Some(version) => VersionReference::parse(version)?,
            None => Version::one().into(),
        };
        let right = (agency == "*" || is_nested_ncname(agency))
            && (id == "*" || is_id(id))
            && item.is_none_or(|item| item == "*" || is_nested_id(item));
        let item = item.map(str::to_owned);
        right.then(|| Self {
            class,
            agency: agency.to_owned(),
            id: id.to_owned(),
            version,
            item,
        })
    }

    /// Whether it names an item if its class is one of items, and else an artefact.
    pub fn is_complete(&self) -> bool {
        self.item.is_some() != self.class.is_maintainable()
    }

    /// Without the beginning that all share: `Codelist=AG:ID(1.0)`.
    pub fn short(&self) -> String {
        let item = self
            .item
            .as_deref()
            .map(|item| format!(".{item}"))
            .unwrap_or_default();
        format!(
            "{}={}:{}({}){item}",
            self.class, self.agency, self.id, self.version
        )
    }
}

/// Maps of item schemes lie in another package in SDMX 2.1 than in 3.
fn is_package(class: Class, package: &str) -> bool {
    class.package() == package || (class.package() == "structuremapping" && package == "mapping")
}

/// `ID(1.0).ITEM` into its parts.
fn split(text: &str) -> Option<(&str, Option<&str>, Option<&str>)> {
    let Some((id, rest)) = text.split_once('(') else {
        return Some(match text.split_once('.') {
            Some((id, item)) => (id, None, Some(item)),
            None => (text, None, None),
        });
    };
    let (version, item) = rest.split_once(')')?;
    match item {
        "" => Some((id, Some(version), None)),
        _ => Some((id, Some(version), Some(item.strip_prefix('.')?))),
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{BEGINNING}{}.{}", self.class.package(), self.short())
    }
}
