//! Writes SDMX-CSV: one record a row, in the order of the shape.
//!
//! Nothing is held back, so memory does not grow. An empty text cannot be told from an absent one
//! in this format: both are an empty field. Names are not written.

use std::io::Write;

use super::super::head::DatasetHead;
use super::super::reference::StructureKind;
use super::super::row::{Level, Row, Value};
use super::super::shape::{Component, Shape};
use super::super::writer::{output, refused};
use super::subfields::{Form, join};
use crate::{Action, Fault, Standard};

/// Which columns of keys are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keys {
    /// None.
    #[default]
    None,
    /// `OBS_KEY`.
    Observation,
    /// `SERIES_KEY`.
    Series,
    /// Both.
    Both,
}

impl Keys {
    fn series(self) -> bool {
        matches!(self, Self::Series | Self::Both)
    }

    fn observation(self) -> bool {
        matches!(self, Self::Observation | Self::Both)
    }
}

/// How SDMX-CSV is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvStyle {
    /// Between fields.
    pub delimiter: u8,
    /// Between several values of one field.
    pub separator: char,
    /// The columns of keys, in version 2.
    pub keys: Keys,
}

impl Default for CsvStyle {
    fn default() -> Self {
        Self {
            delimiter: b',',
            separator: ';',
            keys: Keys::None,
        }
    }
}

/// Writes SDMX-CSV.
#[derive(Debug)]
pub(crate) struct CsvWriter<W> {
    out: W,
    standard: Standard,
    shape: Shape,
    style: CsvStyle,
    forms: Vec<Form>,
    series: Vec<usize>,
    dimensions: Vec<usize>,
    /// The fields before the components', the same for all rows of a dataset.
    lead: Vec<u8>,
    record: Vec<u8>,
}

impl<W: Write> CsvWriter<W> {
    pub(crate) fn new(out: W, standard: Standard, shape: &Shape, style: CsvStyle) -> Result<Self, Fault> {
        let mut writer = Self {
            out,
            standard,
            shape: shape.clone(),
            style,
            forms: shape
                .components
                .iter()
                .map(|component| form(shape, component))
                .collect(),
            series: Vec::new(),
            dimensions: shape.dimensions().collect(),
            lead: Vec::new(),
            record: Vec::new(),
        };
        writer.begin()?;
        Ok(writer)
    }

    fn begin(&mut self) -> Result<(), Fault> {
        let several = self.forms.iter().any(|form| !form.is_plain());
        if self.standard == Standard::Csv1_0 {
            if several {
                return Err(refused("", "several values", "one, as SDMX-CSV 1.0 has"));
            }
            self.record.extend_from_slice(b"DATAFLOW");
        } else {
            let first = match several {
                true => format!("STRUCTURE[{}]", self.style.separator),
                false => "STRUCTURE".to_owned(),
            };
            self.field(&first);
            self.next_field("STRUCTURE_ID");
            self.next_field("ACTION");
            if self.style.keys.series() {
                self.next_field("SERIES_KEY");
            }
            if self.style.keys.observation() {
                self.next_field("OBS_KEY");
            }
        }
        for at in 0..self.shape.components.len() {
            let name = self.column(at);
            self.next_field(&name);
        }
        self.flush()
    }

    /// The header of a component: `ID`, `ID[]`, `ID[en;fr]`, `ID[][en;fr]`, `A[].B[]`.
    fn column(&self, at: usize) -> String {
        let component = &self.shape.components[at];
        let mut name = String::new();
        for (end, _) in component.id.match_indices('.') {
            let above = &component.id[..end];
            let from = above.rfind('.').map_or(0, |dot| dot);
            name.push_str(&component.id[from..end]);
            if self
                .shape
                .components
                .iter()
                .any(|other| other.id == above && other.many)
            {
                name.push_str("[]");
            }
        }
        name.push_str(&component.id[component.id.rfind('.').unwrap_or(0)..]);
        if component.many {
            name.push_str("[]");
        }
        if !component.languages.is_empty() {
            let languages = component.languages.join(&self.style.separator.to_string());
            name.push_str(&format!("[{languages}]"));
        }
        name
    }

    pub(crate) fn dataset(&mut self, head: &DatasetHead) -> Result<(), Fault> {
        let at = head.at.dimension().or(self.shape.time());
        self.series = self
            .dimensions
            .iter()
            .copied()
            .filter(|&dimension| Some(self.shape.components[dimension].id.as_str()) != at)
            .collect();
        self.record.clear();
        let structure = head.structure.to_string();
        if self.standard == Standard::Csv1_0 {
            if head.structure.kind != StructureKind::Dataflow {
                return Err(refused(
                    "DATAFLOW",
                    head.structure.kind.csv(),
                    "a dataflow, as SDMX-CSV 1.0 has",
                ));
            }
            if head.action == Some(Action::Delete) {
                return Err(refused("ACTION", "Delete", "what SDMX-CSV 1.0 can tell"));
            }
            self.field(&structure);
        } else {
            self.field(head.structure.kind.csv());
            self.next_field(&structure);
            let letter = match (head.action, self.standard) {
                (None, _) => String::new(),
                (Some(Action::Merge), Standard::Csv2_0) => Action::Append.letter().to_string(),
                (Some(action), _) => action.letter().to_string(),
            };
            self.next_field(&letter);
        }
        std::mem::swap(&mut self.lead, &mut self.record);
        self.record.clear();
        Ok(())
    }

    pub(crate) fn row(&mut self, row: &Row) -> Result<(), Fault> {
        if self.standard == Standard::Csv1_0 && row.level() != Level::Observation {
            let found = "a row without a whole key";
            return Err(refused("", found, "an observation, as SDMX-CSV 1.0 has"));
        }
        self.record.clear();
        self.record.extend_from_slice(&self.lead);
        if self.standard != Standard::Csv1_0 {
            if self.style.keys.series() {
                self.key(row, false);
            }
            if self.style.keys.observation() {
                self.key(row, true);
            }
        }
        for at in 0..self.shape.components.len() {
            self.record.push(self.style.delimiter);
            self.value(at, row)?;
        }
        self.flush()
    }

    fn key(&mut self, row: &Row, whole: bool) {
        let dimensions = match whole {
            true => &self.dimensions,
            false => &self.series,
        };
        let values: Vec<&str> = dimensions
            .iter()
            .map(|&at| row.value(at).text().unwrap_or_default())
            .collect();
        self.next_field(&values.join("."));
    }

    fn value(&mut self, at: usize, row: &Row) -> Result<(), Fault> {
        let form = &self.forms[at];
        match row.value(at) {
            Value::Absent => {}
            Value::One(text) if form.is_plain() => push(&mut self.record, text, self.style.delimiter),
            Value::One(text) => {
                let field = join([(0, "", text)].into_iter(), form, self.style.separator);
                push(&mut self.record, &field, self.style.delimiter);
            }
            Value::Many(_) if form.is_plain() => {
                let id = &self.shape.components[at].id;
                return Err(refused(id, "several values", "one, as its shape says"));
            }
            Value::Many(parts) => {
                let is_known = |language: &str| match form.languages.is_empty() {
                    true => language.is_empty(),
                    false => form.languages.iter().any(|known| known == language),
                };
                if let Some(part) = parts.iter().find(|part| !is_known(part.language)) {
                    let id = &self.shape.components[at].id;
                    let found = format!("a text in the language {:?}", part.language);
                    return Err(refused(id, found, "languages as its shape says"));
                }
                let texts = parts.iter().map(|part| (part.value, part.language, part.text));
                let field = join(texts, form, self.style.separator);
                push(&mut self.record, &field, self.style.delimiter);
            }
        }
        Ok(())
    }

    fn field(&mut self, text: &str) {
        push(&mut self.record, text, self.style.delimiter);
    }

    fn next_field(&mut self, text: &str) {
        self.record.push(self.style.delimiter);
        self.field(text);
    }

    fn flush(&mut self) -> Result<(), Fault> {
        self.record.push(b'\n');
        self.out.write_all(&self.record).map_err(output)?;
        self.record.clear();
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<W, Fault> {
        self.out.flush().map_err(output)?;
        Ok(self.out)
    }
}

fn form(shape: &Shape, component: &Component) -> Form {
    let is_above = |other: &Component| {
        other.many
            && component
                .id
                .strip_prefix(&other.id)
                .is_some_and(|rest| rest.starts_with('.'))
    };
    Form {
        many: component.many,
        nested: component.many && shape.components.iter().any(is_above),
        languages: component.languages.clone(),
    }
}

fn push(to: &mut Vec<u8>, text: &str, delimiter: u8) {
    let special = |byte: u8| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
    if !text.bytes().any(special) {
        to.extend_from_slice(text.as_bytes());
        return;
    }
    to.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            to.push(b'"');
        }
        to.push(byte);
    }
    to.push(b'"');
}
