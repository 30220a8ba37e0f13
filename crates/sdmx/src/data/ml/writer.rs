//! Writes SDMX-ML 2.1, generic or structure-specific, and 3.0.
//!
//! Rows go out as they come; of a series only its first row is held. Where the format wants
//! groups before series, a group that comes later begins the dataset anew with the same head.
//! Columns of the sender's own are left out: SDMX-ML has no place for them.

use std::io::Write;

use super::super::head::DatasetHead;
use super::super::header::{Announced, Header, Text};
use super::super::layout::Layout;
use super::super::reference::StructureKind;
use super::super::row::{Level, Row, Value};
use super::super::shape::{Component, Kind, Shape};
use super::super::writer::{output, refused};
use super::names::{BASE, XSI};
use super::text::{forbidden, push_text, push_value};
use crate::{Action, Fault, Standard};

/// How far the message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// Nothing is written.
    Nothing,
    /// The header is written, and no dataset is open.
    Message,
    /// A dataset is announced, but its beginning is not written: it may have attributes.
    Announced,
    /// The dataset may have groups.
    Groups,
    /// It has series or observations.
    Body,
}

/// Writes SDMX-ML.
#[derive(Debug)]
pub(crate) struct MlWriter<W> {
    out: W,
    text: String,
    standard: Standard,
    shape: Shape,
    header: Header,
    head: DatasetHead,
    layout: Layout,
    stage: Stage,
    /// Whether the body of the dataset is flat.
    is_flat: bool,
    number: usize,
    /// The first row of the series that is open.
    series: Row,
    is_series_open: bool,
}

impl<W: Write> MlWriter<W> {
    pub(crate) fn new(out: W, standard: Standard, shape: &Shape, header: &Header) -> Result<Self, Fault> {
        if standard == Standard::Ml3_1 {
            return Err(refused("", "SDMX-ML 3.1", "3.0, or 2.1: 3.1 is only read"));
        }
        Ok(Self {
            out,
            text: String::new(),
            standard,
            shape: shape.clone(),
            header: header.clone(),
            head: DatasetHead::default(),
            layout: Layout::default(),
            stage: Stage::Nothing,
            is_flat: false,
            number: 0,
            series: Row::new(),
            is_series_open: false,
        })
    }

    fn is_generic(&self) -> bool {
        self.standard == Standard::Ml2_1Generic
    }

    fn root(&self) -> &'static str {
        match self.is_generic() {
            true => "message:GenericData",
            false => "message:StructureSpecificData",
        }
    }

    pub(crate) fn dataset(&mut self, head: &DatasetHead) -> Result<(), Fault> {
        self.end_dataset();
        self.head = head.clone();
        self.layout = Layout::new(&self.shape, head);
        let announced = Announced {
            structure: head.structure.clone(),
            at: super::super::head::AtObservation::parse(&self.layout.word(&self.shape)),
        };
        if self.is_generic() && self.shape.dimensions().next().is_none() {
            return Err(refused("", "no dimension", "a structure with dimensions"));
        }
        if self.stage == Stage::Nothing {
            self.begin(&announced)?;
        }
        let known = self
            .header
            .structures
            .iter()
            .position(|known| *known == announced);
        let Some(known) = known else {
            let expected = "a structure that the message's header announces";
            return Err(refused("structureRef", head.structure.urn(), expected));
        };
        self.number = known + 1;
        self.stage = Stage::Announced;
        self.flush(1 << 16)
    }

    fn begin(&mut self, first: &Announced) -> Result<(), Fault> {
        let shape = &self.shape;
        for known in &mut self.header.structures {
            let head = DatasetHead {
                at: known.at.clone(),
                ..DatasetHead::default()
            };
            known.at = super::super::head::AtObservation::parse(&Layout::new(shape, &head).word(shape));
        }
        if !self.header.structures.contains(first) {
            self.header.structures.push(first.clone());
        }
        let version = match self.standard {
            Standard::Ml3_0 => "v3_0",
            _ => "v2_1",
        };
        self.text
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<");
        self.text.push_str(self.root());
        let data = match self.is_generic() {
            true => ("generic", "data/generic"),
            false => ("ss", "data/structurespecific"),
        };
        for (prefix, name) in [("message", "message"), ("common", "common"), data] {
            self.attribute(&format!("xmlns:{prefix}"), &format!("{BASE}{version}/{name}"));
        }
        self.attribute("xmlns:xsi", XSI);
        if !self.is_generic() {
            for number in 0..self.header.structures.len() {
                let name = namespace(&self.header.structures[number]);
                self.attribute(&format!("xmlns:ns{}", number + 1), &name);
            }
        }
        self.text.push_str(">\n<message:Header>\n");
        self.write_header()?;
        self.text.push_str("</message:Header>\n");
        Ok(())
    }

    fn write_header(&mut self) -> Result<(), Fault> {
        let header = std::mem::take(&mut self.header);
        self.element("message:ID", &header.id);
        self.element("message:Test", if header.test { "true" } else { "false" });
        self.element("message:Prepared", &header.prepared);
        self.party("message:Sender", &header.sender.id, &header.sender.names);
        for receiver in &header.receivers {
            self.party("message:Receiver", &receiver.id, &receiver.names);
        }
        self.texts("common:Name", &header.names);
        for (number, announced) in header.structures.iter().enumerate() {
            self.announce(number + 1, announced)?;
        }
        if let Some(action) = header.action {
            self.element("message:DataSetAction", self.word(action));
        }
        self.texts("message:Source", &header.sources);
        self.header = header;
        Ok(())
    }

    fn announce(&mut self, number: usize, announced: &Announced) -> Result<(), Fault> {
        self.text.push_str("<message:Structure");
        self.attribute("structureID", &format!("S{number}"));
        if !self.is_generic() {
            self.attribute("namespace", &namespace(announced));
        }
        let word = announced.at.dimension().unwrap_or("AllDimensions").to_owned();
        self.attribute("dimensionAtObservation", &word);
        self.text.push('>');
        let is_three = self.standard.is_three();
        let name = match announced.structure.kind {
            StructureKind::DataStructure => "common:Structure",
            StructureKind::Dataflow => "common:StructureUsage",
            StructureKind::ProvisionAgreement if is_three => "common:ProvisionAgreement",
            // So spelt in the schemas of 2.1.
            StructureKind::ProvisionAgreement => "common:ProvisionAgrement",
        };
        if is_three {
            if announced.structure.version.is_none() {
                let found = announced.structure.to_string();
                return Err(refused("structure", found, "a version, as SDMX-ML 3.0 has"));
            }
            self.element(name, &announced.structure.urn());
        } else {
            self.text.push_str(&format!("<{name}><Ref"));
            self.attribute("agencyID", &announced.structure.agency);
            self.attribute("id", &announced.structure.id);
            if let Some(version) = &announced.structure.version {
                self.attribute("version", version);
            }
            self.text.push_str(&format!("/></{name}>\n"));
        }
        self.text.push_str("</message:Structure>\n");
        Ok(())
    }

    fn party(&mut self, name: &str, id: &str, names: &[Text]) {
        self.text.push_str(&format!("<{name}"));
        self.attribute("id", id);
        if names.is_empty() {
            self.text.push_str("/>\n");
            return;
        }
        self.text.push('>');
        self.texts("common:Name", names);
        self.text.push_str(&format!("</{name}>\n"));
    }

    fn texts(&mut self, name: &str, texts: &[Text]) {
        for text in texts {
            self.text.push_str(&format!("<{name}"));
            if !text.language.is_empty() {
                self.attribute("xml:lang", &text.language);
            }
            self.text.push('>');
            push_text(&mut self.text, &text.text);
            self.text.push_str(&format!("</{name}>\n"));
        }
    }

    fn element(&mut self, name: &str, text: &str) {
        self.text.push_str(&format!("<{name}>"));
        push_text(&mut self.text, text);
        self.text.push_str(&format!("</{name}>\n"));
    }

    fn attribute(&mut self, name: &str, value: &str) {
        attribute(&mut self.text, name, value);
    }

    /// The word for an action; 2.1 and 3.0 have none for a merge but that it appends.
    fn word(&self, action: Action) -> &'static str {
        match action {
            Action::Merge => Action::Append.word(),
            action => action.word(),
        }
    }

    /// Writes the beginning of the dataset, with its own attributes.
    fn open(&mut self, row: Option<&Row>) -> Result<(), Fault> {
        let (space, number) = (if self.is_generic() { "" } else { "ss:" }, self.number);
        self.text.push_str("<message:DataSet");
        self.attribute(&format!("{space}structureRef"), &format!("S{number}"));
        if !self.is_generic() {
            self.attribute("xsi:type", &format!("ns{number}:DataSetType"));
        }
        if self.standard == Standard::Ml2_1 {
            let scope = match self.head.structure.kind {
                StructureKind::DataStructure => "DataStructure",
                StructureKind::Dataflow => "Dataflow",
                StructureKind::ProvisionAgreement => "ProvisionAgreement",
            };
            self.attribute("ss:dataScope", scope);
        }
        if let Some(action) = self.head.action {
            self.attribute(&format!("{space}action"), self.word(action));
        }
        let head = std::mem::take(&mut self.head);
        for (name, value) in head.told() {
            self.attribute(&format!("{space}{name}"), value);
        }
        self.head = head;
        let all: Vec<usize> = (0..self.shape.components.len()).collect();
        match row {
            Some(row) if self.is_generic() => {
                self.text.push_str(">\n");
                self.values("Attributes", &all, row)?;
            }
            Some(row) => {
                self.told(&all, row)?;
                self.text.push_str(">\n");
            }
            None => self.text.push_str(">\n"),
        }
        self.stage = Stage::Groups;
        Ok(())
    }

    pub(crate) fn row(&mut self, row: &Row) -> Result<(), Fault> {
        match row.level() {
            Level::Dataset if self.standard.is_three() => self.partial("Atts", row),
            Level::Dataset => {
                let is_told = (0..row.width()).any(|at| !row.value(at).is_absent());
                if !is_told && self.head.action == Some(Action::Delete) {
                    let found = "a delete of everything";
                    return Err(refused("", found, "a part of a key, as SDMX-ML 2.1 has"));
                }
                self.before(Stage::Announced)?;
                self.open(Some(row))
            }
            Level::Group if !row.group().is_empty() => self.partial("Group", row),
            Level::Group if self.standard.is_three() => self.partial("Atts", row),
            Level::Group | Level::Series => self.lone_series(row),
            Level::Observation => self.observation(row),
        }?;
        self.flush(1 << 16)
    }

    /// Sees to it that the dataset is no further than a stage, and that it is open.
    fn before(&mut self, stage: Stage) -> Result<(), Fault> {
        self.end_series();
        if self.stage <= Stage::Message {
            return Err(refused("", "a row", "a dataset first"));
        }
        if self.stage > stage && !self.standard.is_three() {
            self.end_dataset();
            self.stage = Stage::Announced;
        }
        if self.stage == Stage::Announced && stage > Stage::Announced {
            self.open(None)?;
        }
        self.stage = self.stage.max(stage);
        Ok(())
    }

    /// Sees to it that series or observations of no series may follow: SDMX-ML 2.1 has no dataset
    /// of both.
    fn body(&mut self, is_flat: bool) -> Result<(), Fault> {
        if self.stage == Stage::Body && self.is_flat != is_flat && !self.standard.is_three() {
            self.end_series();
            self.end_dataset();
            self.stage = Stage::Announced;
        }
        self.is_flat = is_flat;
        self.before(Stage::Body)
    }

    fn partial(&mut self, name: &str, row: &Row) -> Result<(), Fault> {
        self.before(Stage::Groups)?;
        let all: Vec<usize> = (0..self.shape.components.len()).collect();
        if self.is_generic() {
            self.text.push_str("<generic:Group");
            self.attribute("type", row.group());
            self.text.push_str(">\n");
            let (key, rest): (Vec<usize>, Vec<usize>) = all
                .iter()
                .partition(|&&at| self.shape.components[at].is_dimension());
            if rest.iter().all(|&at| row.value(at).is_absent()) {
                let expected = "attributes of it, as generic SDMX-ML has";
                return Err(refused(row.group(), "a group alone", expected));
            }
            self.values("GroupKey", &key, row)?;
            self.values("Attributes", &rest, row)?;
            self.text.push_str("</generic:Group>\n");
            return Ok(());
        }
        self.text.push_str(&format!("<{name}"));
        let kind = match row.group() {
            "" => name,
            group => group,
        };
        let kind = format!("ns{}:{kind}", self.number);
        self.attribute("xsi:type", &kind);
        self.told(&all, row)?;
        self.close(name, &all, row)
    }

    /// A series without observations, or what stands for one.
    fn lone_series(&mut self, row: &Row) -> Result<(), Fault> {
        self.body(false)?;
        let all: Vec<usize> = (0..self.shape.components.len()).collect();
        if self.is_generic() {
            let (key, rest): (Vec<usize>, Vec<usize>) = all
                .iter()
                .partition(|&&at| self.shape.components[at].is_dimension());
            self.text.push_str("<generic:Series>\n");
            self.values("SeriesKey", &key, row)?;
            self.values("Attributes", &rest, row)?;
            self.text.push_str("</generic:Series>\n");
            return Ok(());
        }
        self.text.push_str("<Series");
        self.told(&all, row)?;
        self.close("Series", &all, row)
    }

    fn observation(&mut self, row: &Row) -> Result<(), Fault> {
        if self.layout.at.is_some() {
            if self.is_series_open && self.layout.is_same_series(&self.series, row) {
                return self.write_observation(row);
            }
            self.body(false)?;
            self.begin_series(row)?;
            self.series.copy(row);
            self.is_series_open = true;
        } else if self.stage != Stage::Body || !self.is_flat {
            self.body(true)?;
        }
        self.write_observation(row)
    }

    fn begin_series(&mut self, row: &Row) -> Result<(), Fault> {
        let layout = std::mem::take(&mut self.layout);
        let result = self.series_start(&layout, row);
        self.layout = layout;
        result
    }

    fn series_start(&mut self, layout: &Layout, row: &Row) -> Result<(), Fault> {
        if self.is_generic() {
            self.text.push_str("<generic:Series>\n");
            self.values("SeriesKey", &layout.series_key, row)?;
            return self.values("Attributes", &layout.series_attributes, row);
        }
        let told: Vec<usize> = [&layout.series_key[..], &layout.series_attributes].concat();
        self.text.push_str("<Series");
        self.told(&told, row)?;
        self.text.push_str(">\n");
        self.components(&told, row)
    }

    fn write_observation(&mut self, row: &Row) -> Result<(), Fault> {
        let layout = std::mem::take(&mut self.layout);
        let result = match self.is_generic() {
            true => self.generic_observation(&layout, row),
            false => self.specific_observation(&layout, row),
        };
        self.layout = layout;
        result
    }

    fn specific_observation(&mut self, layout: &Layout, row: &Row) -> Result<(), Fault> {
        self.text.push_str("<Obs");
        self.told(&layout.observation_key, row)?;
        self.told(&layout.measures, row)?;
        self.told(&layout.observation_attributes, row)?;
        let has_several = row.width() > 0
            && [&layout.measures, &layout.observation_attributes]
                .into_iter()
                .flatten()
                .any(|&at| matches!(row.value(at), Value::Many(_)));
        if !has_several {
            self.text.push_str("/>\n");
            return Ok(());
        }
        self.text.push_str(">\n");
        self.components(&layout.measures, row)?;
        self.components(&layout.observation_attributes, row)?;
        self.text.push_str("</Obs>\n");
        Ok(())
    }

    fn generic_observation(&mut self, layout: &Layout, row: &Row) -> Result<(), Fault> {
        self.text.push_str("<generic:Obs>\n");
        match layout.at {
            None => self.values("ObsKey", &layout.observation_key, row)?,
            Some(at) => {
                let Value::One(value) = row.value(at) else {
                    let id = &self.shape.components[at].id;
                    return Err(refused(
                        id,
                        "no value",
                        "one, as generic data need at each observation",
                    ));
                };
                self.text.push_str("<generic:ObsDimension");
                self.checked(at, "value", value)?;
                self.text.push_str("/>\n");
            }
        }
        for &at in &layout.measures {
            if let Value::One(value) = row.value(at) {
                if self.shape.components[at].id != "OBS_VALUE" {
                    let id = &self.shape.components[at].id;
                    return Err(refused(id, "another measure", "OBS_VALUE, as SDMX-ML 2.1 has"));
                }
                self.text.push_str("<generic:ObsValue");
                self.checked(at, "value", value)?;
                self.text.push_str("/>\n");
            }
        }
        self.values("Attributes", &layout.observation_attributes, row)?;
        self.text.push_str("</generic:Obs>\n");
        Ok(())
    }

    /// Generic values, if there are any.
    fn values(&mut self, name: &str, told: &[usize], row: &Row) -> Result<(), Fault> {
        let mut is_open = false;
        for &at in told {
            let value = match row.value(at) {
                Value::Absent => continue,
                Value::One(value) => value,
                Value::Many(_) => return Err(self.several(at)),
            };
            if self.shape.components[at].kind == Kind::Custom {
                continue;
            }
            if !is_open {
                self.text.push_str(&format!("<generic:{name}>\n"));
                is_open = true;
            }
            self.text.push_str("<generic:Value");
            attribute(&mut self.text, "id", &self.shape.components[at].id);
            self.checked(at, "value", value)?;
            self.text.push_str("/>\n");
        }
        if is_open {
            self.text.push_str(&format!("</generic:{name}>\n"));
        }
        Ok(())
    }

    /// Single values, as attributes of the element that is being written.
    fn told(&mut self, told: &[usize], row: &Row) -> Result<(), Fault> {
        for &at in told {
            let component = &self.shape.components[at];
            match row.value(at) {
                Value::Absent => {}
                _ if component.kind == Kind::Custom => {}
                Value::One(value) => {
                    check(component, value)?;
                    attribute(&mut self.text, &component.id, value);
                }
                Value::Many(_) if self.standard.is_three() => {}
                Value::Many(_) => return Err(self.several(at)),
            }
        }
        Ok(())
    }

    /// Ends an element, after several values if there are any.
    fn close(&mut self, name: &str, told: &[usize], row: &Row) -> Result<(), Fault> {
        if !told.iter().any(|&at| matches!(row.value(at), Value::Many(_))) {
            self.text.push_str("/>\n");
            return Ok(());
        }
        self.text.push_str(">\n");
        self.components(told, row)?;
        self.text.push_str(&format!("</{name}>\n"));
        Ok(())
    }

    /// Several values, as elements.
    fn components(&mut self, told: &[usize], row: &Row) -> Result<(), Fault> {
        for &at in told {
            let Value::Many(parts) = row.value(at) else {
                continue;
            };
            let component = &self.shape.components[at];
            if component.kind == Kind::Custom {
                continue;
            }
            let role = match component.kind {
                Kind::Measure => "MEASURE",
                _ => "ATTRIBUTE",
            };
            let kind = format!("ns{}:{}_{role}", self.number, component.id);
            self.text.push_str("<Comp");
            attribute(&mut self.text, "id", &component.id);
            attribute(&mut self.text, "xsi:type", &kind);
            self.text.push('>');
            let (mut value, mut had_plain) = (None, false);
            for part in parts.iter() {
                check(component, part.text)?;
                if value != Some(part.value) {
                    self.text.push_str(if value.is_some() {
                        "</Value><Value>"
                    } else {
                        "<Value>"
                    });
                    (value, had_plain) = (Some(part.value), false);
                }
                if part.language.is_empty() {
                    if std::mem::replace(&mut had_plain, true) {
                        return Err(refused(
                            &component.id,
                            "values within a value",
                            "what SDMX-ML can tell",
                        ));
                    }
                    push_text(&mut self.text, part.text);
                    continue;
                }
                self.text.push_str("<common:Text");
                attribute(&mut self.text, "xml:lang", part.language);
                self.text.push('>');
                push_text(&mut self.text, part.text);
                self.text.push_str("</common:Text>");
            }
            self.text.push_str(if value.is_some() {
                "</Value></Comp>\n"
            } else {
                "</Comp>\n"
            });
        }
        Ok(())
    }

    fn several(&self, at: usize) -> Fault {
        let id = &self.shape.components[at].id;
        refused(id, "several values", "one, as SDMX-ML 2.1 has")
    }

    fn checked(&mut self, at: usize, name: &str, value: &str) -> Result<(), Fault> {
        check(&self.shape.components[at], value)?;
        attribute(&mut self.text, name, value);
        Ok(())
    }

    fn end_series(&mut self) {
        if std::mem::take(&mut self.is_series_open) {
            self.text.push_str(match self.is_generic() {
                true => "</generic:Series>\n",
                false => "</Series>\n",
            });
        }
    }

    fn end_dataset(&mut self) {
        self.end_series();
        if self.stage == Stage::Announced {
            // Cannot fail: without a row there is nothing that could be refused.
            let _ = self.open(None);
        }
        if self.stage > Stage::Message {
            self.text.push_str("</message:DataSet>\n");
            self.stage = Stage::Message;
        }
    }

    fn flush(&mut self, bound: usize) -> Result<(), Fault> {
        if self.text.len() >= bound {
            self.out.write_all(self.text.as_bytes()).map_err(output)?;
            self.text.clear();
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<W, Fault> {
        self.end_dataset();
        if self.stage == Stage::Nothing {
            return Err(refused(
                "",
                "no dataset",
                "one, as SDMX-ML's header names its structure",
            ));
        }
        self.text.push_str(&format!("</{}>\n", self.root()));
        self.flush(0)?;
        self.out.flush().map_err(output)?;
        Ok(self.out)
    }
}

fn attribute(to: &mut String, name: &str, value: &str) {
    to.push(' ');
    to.push_str(name);
    to.push_str("=\"");
    push_value(to, value);
    to.push('"');
}

/// The namespace of a structure's own schema.
fn namespace(announced: &Announced) -> String {
    let word = announced.at.dimension().unwrap_or("AllDimensions");
    format!("{}:ObsLevelDim:{word}", announced.structure.urn())
}

fn check(component: &Component, value: &str) -> Result<(), Fault> {
    match forbidden(value) {
        None => Ok(()),
        Some(character) => Err(refused(
            &component.id,
            format!("{character:?}"),
            "characters that XML can hold",
        )),
    }
}
