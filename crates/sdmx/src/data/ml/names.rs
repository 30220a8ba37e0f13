//! The namespaces of SDMX-ML.

use crate::Standard;

pub(super) const BASE: &str = "http://www.sdmx.org/resources/sdmxml/schemas/";
pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Which namespace a name is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Space {
    /// None.
    #[default]
    None,
    /// Messages.
    Message,
    /// What the others share.
    Common,
    /// Generic data.
    Generic,
    /// Structure-specific data.
    Specific,
    /// Instances of XML schemas.
    Instance,
    /// `xml:lang`.
    Xml,
    /// Any other.
    Other,
}

impl Space {
    /// Of a namespace's name.
    pub(super) fn of(name: &str) -> Self {
        match (name, version(name)) {
            (XSI, _) => Self::Instance,
            ("http://www.w3.org/XML/1998/namespace", _) => Self::Xml,
            (_, Some((_, "message"))) => Self::Message,
            (_, Some((_, "common"))) => Self::Common,
            (_, Some((_, "data/generic"))) => Self::Generic,
            (_, Some((_, "data/structurespecific"))) => Self::Specific,
            _ => Self::Other,
        }
    }
}

/// The version and the rest of a namespace's name.
pub(super) fn version(name: &str) -> Option<(&str, &str)> {
    name.strip_prefix(BASE)?.split_once('/')
}

/// The format of a message, by its root's namespace and name.
pub(super) fn standard(namespace: &str, root: &str) -> Option<Standard> {
    let is_specific = matches!(root, "StructureSpecificData" | "StructureSpecificTimeSeriesData");
    let is_generic = matches!(root, "GenericData" | "GenericTimeSeriesData");
    match version(namespace)? {
        ("v2_1", "message") if is_generic => Some(Standard::Ml2_1Generic),
        ("v2_1", "message") if is_specific => Some(Standard::Ml2_1),
        ("v3_0", "message") if is_specific => Some(Standard::Ml3_0),
        ("v3_1", "message") if is_specific => Some(Standard::Ml3_1),
        _ => None,
    }
}
