//! The parameters of an address, taken one by one; what nobody takes is wrong.

use std::cell::RefCell;
use std::collections::BTreeSet;

use entente_brief::content::wrong::Wrong;

use super::address::no_value;
use crate::near;

/// Parameters as they were written, and which were asked after.
pub(super) struct Query {
    path: String,
    given: Vec<(String, String)>,
    known: RefCell<BTreeSet<String>>,
}

impl Query {
    /// # Errors
    /// What is no text, or told twice.
    pub(super) fn read(path: &str, query: &str) -> Result<Self, Wrong> {
        let mut given: Vec<(String, String)> = Vec::new();
        for one in query.split('&').filter(|one| !one.is_empty()) {
            let (name, value) = one.split_once('=').unwrap_or((one, ""));
            let (Some(name), Some(value)) = (decoded(name), decoded(value)) else {
                return Err(no_value("%", one, "UTF-8"));
            };
            if given.iter().any(|(known, _)| *known == name) {
                return Err(no_value(&name, &value, "×1"));
            }
            given.push((name, value));
        }
        Ok(Self {
            path: path.to_owned(),
            given,
            known: RefCell::default(),
        })
    }

    /// A parameter; one that is empty, as forms send it, is not given.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.known.borrow_mut().insert(name.to_owned());
        let given = self.given.iter().find(|(known, _)| known == name);
        given
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// A parameter by what reads it.
    ///
    /// # Errors
    /// One that cannot be read, with an example of what can.
    pub(super) fn parsed<T>(
        &self,
        name: &str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Wrong> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        read(value)
            .map(Some)
            .ok_or_else(|| no_value(name, value, expected))
    }

    /// A parameter that is one of some words.
    ///
    /// # Errors
    /// Another word, with the nearest.
    pub(super) fn word<T: Clone>(&self, name: &str, known: &[(T, &str)]) -> Result<Option<T>, Wrong> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let found = known.iter().find(|(_, word)| *word == value);
        if let Some((found, _)) = found {
            return Ok(Some(found.clone()));
        }
        let words: Vec<&str> = known.iter().map(|(_, word)| *word).collect();
        let near = near::word(value, words.iter().copied());
        let mut wrong = no_value(name, value, &words.join(" · "));
        wrong.near = near.map(|near| (format!("{name}={near}"), self.corrected(name, (name, near))));
        Err(wrong)
    }

    /// # Errors
    /// A parameter that no part of the page took.
    pub(super) fn finish(&self) -> Result<(), Wrong> {
        let known = self.known.borrow();
        let Some((name, value)) = self.given.iter().find(|(name, _)| !known.contains(name)) else {
            return Ok(());
        };
        let words: Vec<&str> = known.iter().map(String::as_str).collect();
        let near = near::word(name, words.iter().copied());
        let mut wrong = no_value(name, value, &words.join(" · "));
        wrong.near = near.map(|near| (near.to_owned(), self.corrected(name, (near, value))));
        Err(wrong)
    }

    /// The address with another name and value in place of a parameter.
    fn corrected(&self, wrong: &str, (name, value): (&str, &str)) -> String {
        let given = self.given.iter().map(|(known, told)| match known == wrong {
            true => (name, value.to_owned()),
            false => (known.as_str(), told.clone()),
        });
        self.path.clone() + &written(&given.collect::<Vec<_>>())
    }
}

/// Parameters as a query, with its question mark; nothing of none.
pub(super) fn written(parameters: &[(&str, String)]) -> String {
    let pairs: Vec<String> = parameters
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    match pairs.is_empty() {
        true => String::new(),
        false => format!("?{}", pairs.join("&")),
    }
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match plain(byte) {
            true => encoded.push(char::from(byte)),
            false => encoded += &format!("%{byte:02X}"),
        }
    }
    encoded
}

/// A text of a query; none that is no UTF-8 or has controls in it.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                let digits = std::str::from_utf8(&digits)
                    .ok()
                    .filter(|two| !two.starts_with('+'))?;
                u8::from_str_radix(digits, 16).ok()?
            }
            byte => byte,
        });
    }
    let text = String::from_utf8(bytes).ok()?;
    (!text.contains(char::is_control)).then_some(text)
}
