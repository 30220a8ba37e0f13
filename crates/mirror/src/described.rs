//! Structure messages of SDMX that were imported, out of the home.
//!
//! They are imports without rows: the ledger says that they are there, and their bytes are objects
//! like all others. What becomes of what they describe is for who asks.

use sdmx::structure::{Limits, Message, read_message};

use crate::store::{Home, ImportEntry, StoreError};

/// The member of an import's summary that counts its artefacts.
pub(crate) const ARTEFACTS: &str = "artefacts";

/// Whether an import is a structure message.
pub fn is_described(import: &ImportEntry) -> bool {
    let summary: Result<serde_json::Value, _> = serde_json::from_str(&import.summary);
    summary.is_ok_and(|summary| summary.get(ARTEFACTS).is_some())
}

/// The message that is kept under a name.
///
/// # Errors
/// Its bytes cannot be read, or are no structure message.
pub fn message(home: &Home, object: &str) -> Result<Message, StoreError> {
    let bytes = home.object(object)?;
    let read = read_message(None, bytes.as_slice(), Limits::default());
    read.map_err(|faults| StoreError::Invalid {
        place: format!("the object {object}"),
        found: faults.first().map_or(String::new(), ToString::to_string),
        expected: "a structure message, as which it was imported",
    })
}
