//! A data message in memory: read whole, written in another standard, and made comparable.

use std::collections::BTreeMap;
use std::io::Cursor;

use sdmx::data::{Announced, Attachment, Kind, Options, Reader, Row, Shape, Value, Writer};
use sdmx::model::Structures;
use sdmx::{Action, Family, Fault, Standard};

pub use crate::message::{Dataset, Message};

/// The shapes of all structures that are known.
pub fn shapes(structures: &Structures) -> Vec<Shape> {
    let shapes = structures.dsds().map(Shape::of).collect::<Vec<_>>();
    match shapes.as_slice() {
        [only] => vec![only.clone().of_any()],
        _ => shapes,
    }
}

/// The shape of a message that names its components by what they are for, as the examples of the
/// guide of SDMX-CSV do: `DIM_1`, `OBS_VALUE`, `MEAS_1`.
pub fn shape_of_names(bytes: &[u8]) -> Shape {
    let mut shape = read(bytes, &[], None).shape;
    for component in &mut shape.components {
        let starts = |word: &str| component.id.starts_with(word);
        component.kind = match () {
            () if starts("DIM") => Kind::Dimension,
            () if starts("OBS_VALUE") || starts("MEAS") => Kind::Measure,
            () => Kind::Attribute(Attachment::Observation),
        };
    }
    shape
}

/// Reads a message to its end.
pub fn read(bytes: &[u8], shapes: &[Shape], standard: Option<Standard>) -> Message {
    let options = Options {
        shapes: shapes.to_vec(),
        standard,
        ..Options::default()
    };
    let mut message = Message::of(Reader::seekable(Cursor::new(bytes), options));
    message.learn();
    message
}

impl Message {
    /// Writes it.
    ///
    /// # Errors
    ///
    /// What the standard cannot tell.
    pub fn write(&self, standard: Standard) -> Result<Vec<u8>, Fault> {
        let mut header = self.header.clone();
        if header.id.is_empty() {
            "NONE".clone_into(&mut header.id);
            "2024-01-01T00:00:00Z".clone_into(&mut header.prepared);
            "XX".clone_into(&mut header.sender.id);
        }
        let heads = self.datasets.iter().map(|dataset| &dataset.head);
        header.structures = heads
            .map(|head| Announced {
                structure: head.structure.clone(),
                at: head.at.clone(),
            })
            .collect();
        header.structures.dedup();
        let mut writer = Writer::new(Vec::new(), standard, &self.shape, &header)?;
        for dataset in &self.datasets {
            writer.dataset(&dataset.head)?;
            for row in &dataset.rows {
                writer.row(row)?;
            }
        }
        writer.finish()
    }

    /// Its rows by their dataset's structure and action, as far as a standard tells these, in an
    /// order that does not depend on the layout.
    pub fn rows(&self, told_in: Standard) -> BTreeMap<String, Vec<String>> {
        let mut all = BTreeMap::<String, Vec<String>>::new();
        let shape = told_of(&self.shape, told_in);
        for dataset in &self.datasets {
            let head = &dataset.head;
            let action = told(head.action, told_in).map_or("no action", Action::word);
            let rows = all
                .entry(format!("{} {action}", head.structure.urn()))
                .or_default();
            let is_delete = head.action == Some(Action::Delete);
            let lines = dataset.rows.iter().map(|row| line(row, &shape));
            // A row that tells nothing asks for something in a delete only.
            rows.extend(lines.filter(|line| is_delete || line != "Dataset "));
        }
        all.retain(|_, rows| !rows.is_empty());
        all.values_mut().for_each(|rows| rows.sort());
        all
    }
}

/// What a standard makes of an action: before CSV 2.1 and JSON 2.1 a merge is told as what it was
/// called then, and CSV 1.0 tells none.
fn told(action: Option<Action>, standard: Standard) -> Option<Action> {
    match (action, standard) {
        (_, Standard::Csv1_0) => None,
        (Some(Action::Merge), Standard::Csv2_1 | Standard::Json2_1) => action,
        (Some(Action::Merge), _) => Some(Action::Append),
        _ => action,
    }
}

/// The components that a standard tells: columns of the sender's own are for SDMX-CSV alone.
fn told_of(shape: &Shape, standard: Standard) -> Shape {
    let mut shape = shape.clone();
    if standard.family() != Family::Csv {
        for component in &mut shape.components {
            if component.kind == Kind::Custom {
                component.id.clear();
            }
        }
    }
    shape
}

/// A row: level, group, and what is told, in the order of ids.
pub fn line(row: &Row, shape: &Shape) -> String {
    let mut values: Vec<String> = shape
        .components
        .iter()
        .enumerate()
        .filter(|(_, component)| !component.id.is_empty())
        .filter_map(|(at, component)| Some(format!("{}={}", component.id, value(row.value(at))?)))
        .collect();
    values.sort();
    let group = match row.group() {
        "" => String::new(),
        group => format!(" {group}"),
    };
    format!("{:?}{group} {}", row.level(), values.join(" "))
}

fn value(value: Value<'_>) -> Option<String> {
    match value {
        Value::Absent => None,
        Value::One(text) => Some(format!("{text:?}")),
        Value::Many(parts) => {
            let parts = parts
                .iter()
                .map(|part| format!("{}{}:{:?}", part.value, part.language, part.text));
            Some(format!("[{}]", parts.collect::<Vec<_>>().join(" ")))
        }
    }
}
