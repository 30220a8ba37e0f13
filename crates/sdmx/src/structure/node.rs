//! A piece of a message as a tree, the same for XML and JSON.
//!
//! Trees hold one artefact at a time, and no meaning: what a name stands for is the shapes' to know.

use crate::fault::Position;
use std::borrow::Cow;

/// An element, attribute or member with what is in it.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// XML: the name, with `com:`, `mes:` or `:` before those of the common, the message and no
    /// namespace. JSON: the member's name, for each element of an array the array's.
    pub(super) name: Cow<'static, str>,
    /// Whether it is an attribute of XML.
    pub(super) is_attribute: bool,
    /// Whether it is an element of an array of JSON.
    pub(super) is_one_of_many: bool,
    /// Its text, number or truth value.
    pub(super) value: Scalar,
    /// What is in it, attributes first.
    pub(super) children: Vec<Node>,
    /// Where it stands.
    pub(super) at: Position,
}

/// A value without parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Scalar {
    /// No value: an element without text, an object.
    #[default]
    None,
    /// Text; in XML every value.
    Text(String),
    /// A number of JSON, as it is written.
    Number(String),
    /// `true` or `false` of JSON.
    Flag(bool),
}

impl Node {
    /// What it is called in a fault.
    pub(super) fn called(&self) -> String {
        match self.name.strip_prefix("?:") {
            Some(local) => format!("{local} of another namespace"),
            None => self.name.trim_start_matches(':').to_owned(),
        }
    }

    /// An empty one.
    pub(super) fn new(name: impl Into<Cow<'static, str>>, at: Position) -> Self {
        Self {
            name: name.into(),
            at,
            ..Self::default()
        }
    }
}
