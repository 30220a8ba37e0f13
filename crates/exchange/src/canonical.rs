//! Canonical JSON: one way to write down one thing, so that two nodes hash the same bytes.
//!
//! The subset of RFC 8785 without fractions and without null: whole numbers no larger than
//! 2^53 - 1, keys in ASCII and in their order, no space. Whoever reads writes what was read
//! once more and refuses bytes that differ; so a doubled key, an unknown field, another order or
//! another spelling of a letter cannot pass. What the fields mean it does not know.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::refusal::{Reason, Refusal};

/// The largest whole number that every reader of JSON keeps.
pub const LARGEST: u64 = (1 << 53) - 1;

/// The canonical bytes of a thing.
///
/// # Errors
/// [`Reason::EntryMalformed`] where it has a fraction, a null, a key that is not ASCII or too large a number.
pub fn write(thing: &impl Serialize) -> Result<Vec<u8>, Refusal> {
    let malformed = |found: String| Refusal::new(Reason::EntryMalformed, found);
    let mut value = serde_json::to_value(thing).map_err(|error| malformed(error.to_string()))?;
    value.sort_all_objects();
    check(&value).map_err(malformed)?;
    serde_json::to_vec(&value).map_err(|error| malformed(error.to_string()))
}

/// Reads canonical bytes.
///
/// # Errors
/// [`Reason::EntryMalformed`] where they are no such thing, [`Reason::EntryNotCanonical`] where they
/// are one written in another way.
pub fn read<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let thing: T = serde_json::from_slice(bytes)
        .map_err(|error| Refusal::new(Reason::EntryMalformed, error.to_string()))?;
    let again = write(&thing)?;
    if again == bytes {
        return Ok(thing);
    }
    let at = again
        .iter()
        .zip(bytes)
        .take_while(|(ours, theirs)| ours == theirs)
        .count();
    Err(Refusal::new(
        Reason::EntryNotCanonical,
        format!("byte {at} of {} is not as the canonical form has it", bytes.len()),
    ))
}

fn check(value: &Value) -> Result<(), String> {
    match value {
        Value::Null => Err("found null, expected the field left out".to_owned()),
        Value::Number(number) => match number.as_u64() {
            Some(whole) if whole <= LARGEST => Ok(()),
            _ => Err(format!("found the number {number}, expected 0 to {LARGEST}")),
        },
        Value::Array(items) => items.iter().try_for_each(check),
        Value::Object(fields) => fields.iter().try_for_each(|(key, value)| {
            if key.is_ascii() {
                check(value)
            } else {
                Err(format!("found the key {key:?}, expected ASCII"))
            }
        }),
        Value::Bool(_) | Value::String(_) => Ok(()),
    }
}
