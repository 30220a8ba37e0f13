//! Who sent a message, when, and to whom.
//!
//! SDMX-CSV has no header. Contacts and links are passed over.

use super::head::AtObservation;
use super::reference::Reference;
use crate::Action;

/// A text in a language; the language is empty where the message names none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The language, as a tag of IETF.
    pub language: String,
    /// The text.
    pub text: String,
}

/// A sender or receiver.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// The id.
    pub id: String,
    /// The names.
    pub names: Vec<Text>,
}

/// A structure that a message's header announces, with the dimension at observation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announced {
    /// The structure.
    pub structure: Reference,
    /// The dimension at observation of the datasets that refer to it.
    pub at: AtObservation,
}

/// The header of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The message's id.
    pub id: String,
    /// Whether it is a test.
    pub test: bool,
    /// When it was prepared, as told.
    pub prepared: String,
    /// Who sends it.
    pub sender: Party,
    /// For whom it is.
    pub receivers: Vec<Party>,
    /// Its names.
    pub names: Vec<Text>,
    /// Where the data come from.
    pub sources: Vec<Text>,
    /// The action of datasets that name none.
    pub action: Option<Action>,
    /// The structures that SDMX-ML announces before the data. A writer of SDMX-ML needs here
    /// all structures of the datasets to come, if there is more than the first dataset's.
    pub structures: Vec<Announced>,
}
