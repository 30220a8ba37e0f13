//! What may be noted on anything that is identified: annotations and links.
//!
//! They are carried, not understood.

use super::texts::Texts;

/// Annotations and links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Annotations, in order.
    pub annotations: Vec<Annotation>,
    /// Links, in order; SDMX-ML 2.1 has none.
    pub links: Vec<Link>,
    /// Where more is to be found; SDMX-ML only.
    pub uri: Option<String>,
}

impl Notes {
    /// Nothing is noted.
    pub fn is_empty(&self) -> bool {
        self.annotations.is_empty() && self.links.is_empty() && self.uri.is_none()
    }
}

/// A note of any kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// An identifier, if it has one.
    pub id: Option<String>,
    /// A title.
    pub title: Option<String>,
    /// What kind of note it is.
    pub kind: Option<String>,
    /// A value that no language alters; SDMX 3 only.
    pub value: Option<String>,
    /// The text.
    pub texts: Texts,
    /// Addresses. SDMX-ML holds an address and, from 3.0 on, its language: there the relation is
    /// always [`Annotation::RELATION`].
    pub links: Vec<Link>,
}

impl Annotation {
    /// The relation of a link of an annotation in SDMX-ML.
    pub const RELATION: &'static str = "self";
}

/// A link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// What the target is to this.
    pub rel: String,
    /// The target's address.
    pub href: Option<String>,
    /// The target's URN.
    pub urn: Option<String>,
    /// A template of the address; SDMX-JSON only.
    pub uri: Option<String>,
    /// The media type of the target.
    pub kind: Option<String>,
    /// The language of the target; SDMX-JSON only.
    pub language: Option<String>,
    /// A title; SDMX-JSON only.
    pub titles: Texts,
}
