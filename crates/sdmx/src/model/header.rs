//! The header of a message: who sends it to whom, and when it was made.
//!
//! The time stamp is an argument: nothing here knows a clock.

use super::notes::Link;
use super::organisation::Contact;
use super::texts::Texts;

/// The header of a structure message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The message's identifier.
    pub id: String,
    /// Whether it is a test.
    pub is_test: bool,
    /// When it was made, a date or a date and time.
    pub prepared: String,
    /// Who sends it.
    pub sender: Party,
    /// To whom.
    pub receivers: Vec<Party>,
    /// Names of the message.
    pub names: Texts,
    /// Where its content comes from; SDMX-ML only.
    pub sources: Texts,
    /// Links; SDMX-JSON only.
    pub links: Vec<Link>,
}

impl Header {
    /// A header with what must be there.
    pub fn new(id: impl Into<String>, prepared: impl Into<String>, sender: impl Into<String>) -> Self {
        let sender = Party {
            id: sender.into(),
            ..Party::default()
        };
        Self {
            id: id.into(),
            prepared: prepared.into(),
            sender,
            ..Self::default()
        }
    }
}

/// A sender or receiver.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Its identifier.
    pub id: String,
    /// Its names.
    pub names: Texts,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
}
