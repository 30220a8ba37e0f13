//! A component with what its values are held against: its code list, or its format.
//!
//! Values of dimensions get numbers here, codes those of their list and others as they come, so
//! that a value is looked up once where it repeats that of the row before.

use super::codes::Codes;
use super::format::Format;
use crate::data::Value;

/// Not told.
pub(super) const ABSENT: u32 = 0;
/// Told, and wrong.
pub(super) const WRONG: u32 = u32::MAX;
/// Told, and right, without a number.
pub(super) const TEXT: u32 = u32::MAX - 1;
/// Told to be missing on purpose.
pub(super) const MISSING: u32 = u32::MAX - 2;

/// What a component is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Dimension,
    Measure,
    /// An attribute of observations.
    Observation,
    /// An attribute of a part of the key: of one of the plan's levels.
    Level(usize),
}

/// A component of the structure.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) id: String,
    pub(super) usage: Use,
    pub(super) is_mandatory: bool,
    /// The codes of its list; for a dimension without a list, the values met so far.
    pub(super) codes: Codes,
    /// What its list is called; none if it has no list.
    pub(super) list: Option<String>,
    pub(super) format: Format,
    /// How many values it has at least and at most.
    pub(super) least: u64,
    pub(super) most: Option<u64>,
    /// How many values may get numbers.
    pub(super) room: u64,
    /// The number of the value met last.
    pub(super) last: u32,
}

impl Part {
    /// The number of a row's value; what is wrong with it goes to a function: found, expected.
    pub(super) fn judge(&mut self, value: Value<'_>, mut wrong: impl FnMut(&str, String)) -> u32 {
        match value {
            Value::Absent => ABSENT,
            Value::One(text) => match self.judge_text(text) {
                Ok(number) => match self.least > 1 {
                    false => number,
                    true => {
                        wrong("one value", format!("at least {}", self.least));
                        WRONG
                    }
                },
                Err(expected) => {
                    wrong(text, expected);
                    WRONG
                }
            },
            Value::Many(parts) => {
                let (mut values, mut is_right, mut languages, mut before) = (0, true, 0, None);
                for part in parts.iter() {
                    if before != Some(part.value) {
                        (values, languages, before) = (values + 1, 0, Some(part.value));
                    }
                    languages += 1;
                    if let Err(expected) = self.judge_text(part.text) {
                        wrong(part.text, expected);
                        is_right = false;
                    }
                    if languages == 2 && self.format.is_multilingual() == Some(false) {
                        wrong("texts in several languages", "a text in one".to_owned());
                        is_right = false;
                    }
                }
                if let Some(most) = self.most.filter(|&most| values > most) {
                    wrong(&format!("{values} values"), format!("at most {most}"));
                    is_right = false;
                }
                if values < self.least {
                    wrong(&format!("{values} values"), format!("at least {}", self.least));
                    is_right = false;
                }
                if is_right { TEXT } else { WRONG }
            }
        }
    }

    /// The number of a text, or what is expected instead.
    fn judge_text(&mut self, text: &str) -> Result<u32, String> {
        if self.last != ABSENT && self.codes.words.text(self.last) == text {
            return Ok(self.last);
        }
        if self.usage != Use::Dimension && self.is_missing(text) {
            return Ok(MISSING);
        }
        let known = match self.list.is_some() || self.usage == Use::Dimension {
            true => self.codes.words.find(text),
            false => None,
        };
        if let Some(number) = known {
            self.last = number;
            return Ok(number);
        }
        if let Some(list) = &self.list {
            return Err(format!("a code of {list}"));
        }
        if let Some(expected) = self.format.wrong(text) {
            return Err(expected);
        }
        if self.usage != Use::Dimension || self.codes.words.len() as u64 >= self.room {
            return Ok(TEXT);
        }
        self.last = self.codes.words.add(text);
        Ok(self.last)
    }

    /// Whether a text says that a value is missing on purpose.
    fn is_missing(&self, text: &str) -> bool {
        let is_number = self.list.is_none() && (self.usage == Use::Measure || self.format.is_numeric());
        text == "#N/A" || (text == "NaN" && is_number)
    }
}

/// As much of a text as a finding shows.
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(200) {
        None if text.is_empty() => "nothing".to_owned(),
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}
