//! A data message read to its end: all its rows, by one shape.
//!
//! It knows no other module, so that the fuzzer's promises can take it as a file.

use std::io::BufRead;

use sdmx::data::{DatasetHead, Event, Header, Notice, Reader, Row, Shape, Value};
use sdmx::{Fault, Standard};

/// A dataset with all its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// Its head.
    pub head: DatasetHead,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// Everything a reader gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The standard the message was in; none if that was not seen.
    pub standard: Option<Standard>,
    /// Its header.
    pub header: Header,
    /// The components of its rows.
    pub shape: Shape,
    /// Its datasets.
    pub datasets: Vec<Dataset>,
    /// What it says of itself.
    pub notices: Vec<Notice>,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
}

impl Message {
    /// Takes everything.
    pub fn of<R: BufRead>(mut reader: Reader<R>) -> Self {
        let (mut datasets, mut faults) = (Vec::<Dataset>::new(), Vec::new());
        let (mut shape, mut places) = (Shape::default(), Vec::new());
        while let Some(event) = reader.next() {
            match (event, datasets.last_mut()) {
                (Ok(Event::Dataset), _) => {
                    datasets.push(Dataset {
                        head: reader.head().clone(),
                        rows: Vec::new(),
                    });
                    places.clear();
                }
                (Ok(Event::Row), Some(dataset)) => {
                    place(reader.shape(), &mut shape, &mut places);
                    dataset.rows.push(placed(reader.row(), &places));
                }
                (Err(fault), _) => faults.push(fault),
                _ => {}
            }
        }
        place(reader.shape(), &mut shape, &mut places);
        Self {
            standard: reader.standard(),
            header: reader.header().clone(),
            notices: reader.notices().to_vec(),
            shape,
            datasets,
            faults,
        }
    }

    /// A definition does not say in which languages texts are, and formats that name them before
    /// the data have to be told. A component is said to have several values if a row has.
    pub fn learn(&mut self) {
        for component in &mut self.shape.components {
            component.many = false;
        }
        let rows = self.datasets.iter().flat_map(|dataset| &dataset.rows);
        for row in rows {
            for (at, component) in self.shape.components.iter_mut().enumerate() {
                let Value::Many(parts) = row.value(at) else {
                    continue;
                };
                for part in parts.iter() {
                    component.many |= part.value > 0 || part.language.is_empty();
                    let is_known = component.languages.iter().any(|known| known == part.language);
                    if !(is_known || part.language.is_empty()) {
                        component.languages.push(part.language.to_owned());
                    }
                }
            }
        }
    }
}

/// Where the components of a dataset stand among those of all: each dataset of a structure that is
/// not known has its own.
fn place(of: &Shape, all: &mut Shape, places: &mut Vec<usize>) {
    for component in of.components.iter().skip(places.len()) {
        let known = all.position(&component.id).unwrap_or(all.components.len());
        if known == all.components.len() {
            all.components.push(component.clone());
        }
        places.push(known);
    }
    for (component, &at) in of.components.iter().zip(places.iter()) {
        let languages = std::mem::take(&mut all.components[at].languages);
        let many = component.many || all.components[at].many;
        all.components[at].clone_from(component);
        all.components[at].many = many;
        let new = |language: &&String| !component.languages.contains(language);
        all.components[at]
            .languages
            .extend(languages.iter().filter(new).cloned());
    }
    all.structure.clone_from(&of.structure);
    all.groups.clone_from(&of.groups);
}

fn placed(row: &Row, places: &[usize]) -> Row {
    let mut placed = Row::new();
    placed.set_level(row.level());
    placed.set_group(row.group());
    for (from, &to) in places.iter().enumerate() {
        if !row.value(from).is_absent() {
            placed.set_value(to, row.value(from));
        }
    }
    placed
}
