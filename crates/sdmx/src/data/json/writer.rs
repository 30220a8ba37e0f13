//! Writes SDMX-JSON 1.0, 2.0 and 2.1.
//!
//! Structures go after the data, since codes are numbered as they come: memory is that of the
//! codes met, a number for each series, and never of the rows. An object cannot have a member
//! twice, so a series or group that comes again begins the dataset anew with the same head. In
//! flat messages that is not looked for: the same observation must not come twice in a dataset.
//! The schemas allow parts of keys for groups only, the guide also for what is to be deleted.
//! Columns of the sender's own are left out, and names are the ids. Version 2.0 wants a value of each
//! dimension: where none was told, as of time in series alone, there is an empty one.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::Write;

use super::super::head::{AtObservation, DatasetHead};
use super::super::header::{Announced, Header, Party, Text};
use super::super::layout::Layout;
use super::super::row::{Level, Parts, Row, Value};
use super::super::shape::{Component, Kind, Shape};
use super::super::writer::{output, refused};
use super::plan::{Plan, Slot, is_code, links};
use super::text::{comma, push_member, push_name, push_string};
use super::tokens::is_number;
use crate::{Action, Fault, Standard};

/// How far a dataset is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// None is open.
    Message,
    /// Its head is written.
    Head,
    /// Its attributes are written.
    Attributes,
    /// Groups are being written.
    Groups,
    /// Series or observations are being written.
    Body,
}

/// Which list of a structure's attributes an array is of; a bound leaves out the last of them.
#[derive(Clone, Copy, Debug)]
enum List {
    Dataset,
    Group,
    Series(Option<usize>),
    /// Measures too.
    Observation,
}

/// Writes SDMX-JSON.
#[derive(Debug)]
pub(crate) struct JsonWriter<W> {
    out: W,
    text: String,
    standard: Standard,
    shape: Shape,
    plans: Vec<Plan>,
    /// The structure of each dataset.
    datasets: Vec<usize>,
    head: DatasetHead,
    stage: Stage,
    /// Hashes of the keys of series and groups that the dataset has.
    seen: HashSet<u64>,
    series: Row,
    is_series_open: bool,
    /// The observations of the open series.
    observed: HashSet<usize>,
}

impl<W: Write> JsonWriter<W> {
    pub(crate) fn new(out: W, standard: Standard, shape: &Shape, header: &Header) -> Result<Self, Fault> {
        let mut text = String::from("{");
        if standard == Standard::Json2_1 {
            let schema = "https://json.sdmx.org/2.1/sdmx-json-data-schema.json";
            push_member(&mut text, "$schema", schema);
        }
        push_name(&mut text, "meta");
        meta(&mut text, header, standard);
        push_name(&mut text, "data");
        text.push_str("{\"dataSets\":[");
        if standard == Standard::Json1_0 && shape.components.iter().any(|component| component.many) {
            return Err(refused("", "several values", "one, as SDMX-JSON 1.0 has"));
        }
        let other = |at: &usize| shape.components[*at].id != "OBS_VALUE";
        if let Some(at) = shape
            .measures()
            .find(other)
            .filter(|_| standard == Standard::Json1_0)
        {
            let id = &shape.components[at].id;
            return Err(refused(id, "another measure", "OBS_VALUE, as SDMX-JSON 1.0 has"));
        }
        Ok(Self {
            out,
            text,
            standard,
            shape: shape.clone(),
            plans: Vec::new(),
            datasets: Vec::new(),
            head: DatasetHead::default(),
            stage: Stage::Message,
            seen: HashSet::new(),
            series: Row::new(),
            is_series_open: false,
            observed: HashSet::new(),
        })
    }

    fn is_one(&self) -> bool {
        self.standard == Standard::Json1_0
    }

    pub(crate) fn dataset(&mut self, head: &DatasetHead) -> Result<(), Fault> {
        self.end_dataset();
        self.head = head.clone();
        let layout = Layout::new(&self.shape, head);
        if self.shape.dimensions().next().is_none() {
            return Err(refused("", "no dimension", "a structure with dimensions"));
        }
        if head.structure.version.is_none() {
            let found = head.structure.to_string();
            return Err(refused("structure", found, "a version, as a URN has"));
        }
        let announced = Announced {
            structure: head.structure.clone(),
            at: AtObservation::parse(&layout.word(&self.shape)),
        };
        let known = self.plans.iter().position(|plan| plan.announced == announced);
        let number = known.unwrap_or(self.plans.len());
        if known.is_none() {
            if self.is_one() && number > 0 {
                let found = announced.structure.urn();
                return Err(refused("structure", found, "one structure, as SDMX-JSON 1.0 has"));
            }
            let plan = Plan::new(&self.shape, announced, layout, self.standard);
            self.plans.push(plan);
        }
        self.open(number);
        self.flush(1 << 16)
    }

    fn open(&mut self, number: usize) {
        self.datasets.push(number);
        comma(&mut self.text);
        self.text.push('{');
        if !self.is_one() {
            push_name(&mut self.text, "structure");
            self.text.push_str(&number.to_string());
        }
        push_name(&mut self.text, "links");
        links(&mut self.text, &self.plans[number].announced);
        if let Some(action) = self.head.action {
            let word = match (action, self.standard) {
                (Action::Merge, Standard::Json1_0 | Standard::Json2_0) => Action::Append.word(),
                _ => action.word(),
            };
            push_member(&mut self.text, "action", word);
        }
        for (name, value) in self.head.told() {
            if name != "setID" {
                push_member(&mut self.text, name.trim_end_matches("Date"), value);
            }
        }
        self.stage = Stage::Head;
        self.seen.clear();
    }

    fn again(&mut self) {
        let number = self.datasets.last().copied().unwrap_or_default();
        self.end_dataset();
        self.open(number);
    }

    /// Sees to it that the dataset is at a stage, beginning it anew if it is past it.
    fn reach(&mut self, stage: Stage, name: &str) {
        if self.stage > stage || (self.stage == stage && stage == Stage::Attributes) {
            self.again();
        }
        if self.stage == stage {
            return;
        }
        self.end_stage();
        push_name(&mut self.text, name);
        if stage != Stage::Attributes {
            self.text.push('{');
        }
        self.stage = stage;
    }

    fn end_stage(&mut self) {
        self.end_series();
        if self.stage >= Stage::Groups {
            self.text.push('}');
            self.stage = Stage::Head;
        }
    }

    fn end_series(&mut self) {
        if std::mem::take(&mut self.is_series_open) {
            self.text.push_str("}}");
        }
    }

    fn end_dataset(&mut self) {
        self.end_stage();
        if self.stage > Stage::Message {
            self.text.push_str("}\n");
            self.stage = Stage::Message;
        }
    }

    pub(crate) fn row(&mut self, row: &Row) -> Result<(), Fault> {
        if self.stage == Stage::Message {
            return Err(refused("", "a row", "a dataset first"));
        }
        let number = self.datasets.last().copied().unwrap_or_default();
        let is_series = self.plans[number].layout.at.is_some();
        let has_measure = self.shape.measures().any(|at| !row.value(at).is_absent());
        match row.level() {
            Level::Dataset if !has_measure && !self.is_any_switched_off(row) => {
                self.reach(Stage::Attributes, "attributes");
                self.values(number, row, List::Dataset)
            }
            Level::Series if is_series && !has_measure && !self.is_switched_off(number, row) => {
                self.lone_series(number, row)
            }
            Level::Dataset | Level::Group | Level::Series if !has_measure && !self.is_one() => {
                self.group(number, row)
            }
            _ if is_series => self.observation(number, row),
            _ => self.flat(number, row),
        }?;
        self.flush(1 << 16)
    }

    /// Whether a row says that the dimension at observation is of no account, which a series alone
    /// does not.
    fn is_switched_off(&self, number: usize, row: &Row) -> bool {
        let at = self.plans[number].layout.at;
        at.is_some_and(|at| row.value(at).is_switched_off())
    }

    /// Whether a row says of any dimension that it is of no account: attributes of a dataset have no
    /// key that could.
    fn is_any_switched_off(&self, row: &Row) -> bool {
        let mut dimensions = self.shape.dimensions();
        dimensions.any(|at| row.value(at).is_switched_off())
    }

    fn group(&mut self, number: usize, row: &Row) -> Result<(), Fault> {
        let layout = &self.plans[number].layout;
        let all = [&layout.series_key[..], &layout.observation_key].concat();
        let key = self.key(number, &all, row, true)?;
        if self.stage > Stage::Groups || !self.is_new(&key) {
            self.again();
            self.is_new(&key);
        }
        self.reach(Stage::Groups, "dimensionGroupAttributes");
        push_name(&mut self.text, &key);
        self.values(number, row, List::Group)
    }

    fn is_new(&mut self, key: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        self.seen.insert(hasher.finish())
    }

    fn begin_series(&mut self, number: usize, row: &Row) -> Result<(), Fault> {
        self.end_series();
        let places = std::mem::take(&mut self.plans[number].layout.series_key);
        let key = self.key(number, &places, row, false);
        self.plans[number].layout.series_key = places;
        let key = key?;
        if !self.is_new(&format!("series {key}")) {
            self.again();
            self.is_new(&format!("series {key}"));
        }
        self.reach(Stage::Body, "series");
        push_name(&mut self.text, &key);
        self.text.push('{');
        push_name(&mut self.text, "attributes");
        let told = match row.level() {
            Level::Observation => Some(self.plans[number].layout.series_attributes.len()),
            _ => None,
        };
        self.values(number, row, List::Series(told))
    }

    fn lone_series(&mut self, number: usize, row: &Row) -> Result<(), Fault> {
        self.begin_series(number, row)?;
        self.text.push('}');
        Ok(())
    }

    fn observation(&mut self, number: usize, row: &Row) -> Result<(), Fault> {
        let layout = &self.plans[number].layout;
        let (at, is_same) = (layout.at, layout.is_same_series(&self.series, row));
        let at: Vec<usize> = at.into_iter().collect();
        let key = self.key(number, &at, row, false)?;
        let index = key.parse().unwrap_or(usize::MAX);
        if !self.is_series_open || !is_same || self.observed.contains(&index) {
            self.begin_series(number, row)?;
            push_name(&mut self.text, "observations");
            self.text.push('{');
            self.series.copy(row);
            self.is_series_open = true;
            self.observed.clear();
        }
        self.observed.insert(index);
        push_name(&mut self.text, &key);
        self.values(number, row, List::Observation)
    }

    fn flat(&mut self, number: usize, row: &Row) -> Result<(), Fault> {
        let all: Vec<usize> = self.shape.dimensions().collect();
        let key = self.key(number, &all, row, false)?;
        self.reach(Stage::Body, "observations");
        push_name(&mut self.text, &key);
        self.values(number, row, List::Observation)
    }

    /// The key of a row: the numbers of its dimensions' values.
    fn key(
        &mut self,
        number: usize,
        places: &[usize],
        row: &Row,
        may_be_part: bool,
    ) -> Result<String, Fault> {
        let may_be_part = may_be_part || (!self.is_one() && self.head.action == Some(Action::Delete));
        let (mut key, is_one) = (String::new(), self.is_one());
        for (position, &at) in places.iter().enumerate() {
            if position > 0 {
                key.push(':');
            }
            let slot = self.plans[number].key.iter_mut().find(|slot| slot.at == at);
            let id = &self.shape.components[at].id;
            match (row.value(at), slot) {
                (Value::Absent, _) if may_be_part => {}
                (Value::One("~"), _) if may_be_part && self.standard == Standard::Json2_1 => key.push('~'),
                (Value::Absent, _) | (Value::One("~"), _) => {
                    return Err(refused(id, "no value", "one, as such a key needs"));
                }
                (Value::Many(_), _) => return Err(refused(id, "several values", "one")),
                (Value::One(value), _) if is_one && !is_code(value) => {
                    let expected = "letters, digits, _, @, $ or -, as SDMX-JSON 1.0 has in keys";
                    return Err(refused(id, value, expected));
                }
                (Value::One(value), Some(slot)) => key.push_str(&slot.codes.number(value).to_string()),
                (Value::One(_), None) => {}
            }
        }
        Ok(key)
    }

    /// Writes an array of values, without the empty ones at its end.
    fn values(&mut self, number: usize, row: &Row, list: List) -> Result<(), Fault> {
        let is_one = self.is_one();
        let plan = &mut self.plans[number];
        let (measures, attributes) = match list {
            List::Dataset => (&mut [][..], &mut plan.dataset[..]),
            List::Group => (&mut [][..], &mut plan.group[..]),
            List::Series(bound) => {
                let bound = bound.unwrap_or(plan.series.len());
                (&mut [][..], &mut plan.series[..bound])
            }
            List::Observation => (&mut plan.measures[..], &mut plan.observation[..]),
        };
        self.text.push('[');
        // In version 1.0 what comes first is the measure, even where there is none.
        let mut empty = usize::from(is_one && matches!(list, List::Observation) && measures.is_empty());
        for slot in measures.iter_mut().chain(attributes) {
            let value = row.value(slot.at);
            if value.is_absent() {
                empty += 1;
                continue;
            }
            for _ in 0..empty {
                comma(&mut self.text);
                self.text.push_str("null");
            }
            empty = 0;
            comma(&mut self.text);
            push_value(
                &mut self.text,
                &self.shape.components[slot.at],
                slot,
                value,
                is_one,
            )?;
        }
        self.text.push(']');
        Ok(())
    }

    fn flush(&mut self, bound: usize) -> Result<(), Fault> {
        if self.text.len() >= bound {
            // The last character stays: it says whether a comma follows.
            let last = self.text.pop();
            self.out.write_all(self.text.as_bytes()).map_err(output)?;
            self.text.clear();
            self.text.extend(last);
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<W, Fault> {
        self.end_dataset();
        self.text.push(']');
        let is_one = self.is_one();
        push_name(&mut self.text, if is_one { "structure" } else { "structures" });
        if !is_one {
            self.text.push('[');
        }
        for (number, plan) in self.plans.iter().enumerate() {
            let datasets: Vec<usize> = (0..self.datasets.len())
                .filter(|&dataset| self.datasets[dataset] == number)
                .collect();
            comma(&mut self.text);
            plan.write(&mut self.text, &self.shape, &datasets);
        }
        match (is_one, self.plans.is_empty()) {
            (true, true) => self.text.push_str("{\"dimensions\":{}}"),
            (true, false) => {}
            (false, _) => self.text.push(']'),
        }
        self.text.push_str("}}\n");
        self.out.write_all(self.text.as_bytes()).map_err(output)?;
        self.out.flush().map_err(output)?;
        Ok(self.out)
    }
}

/// Appends a value: its number, a number, a text, or several.
fn push_value(
    to: &mut String,
    component: &Component,
    slot: &mut Slot,
    value: Value<'_>,
    is_one: bool,
) -> Result<(), Fault> {
    match value {
        Value::Absent => to.push_str("null"),
        Value::One(text) if slot.is_numbered => to.push_str(&slot.codes.number(text).to_string()),
        Value::One(text) if component.kind == Kind::Measure && is_number(text) => to.push_str(text),
        Value::One(text) => push_string(to, text),
        Value::Many(_) if is_one => {
            return Err(refused(
                &component.id,
                "several values",
                "one, as SDMX-JSON 1.0 has",
            ));
        }
        Value::Many(parts) => return push_parts(to, component, slot, parts),
    }
    Ok(())
}

fn push_parts(
    to: &mut String,
    component: &Component,
    slot: &mut Slot,
    parts: Parts<'_>,
) -> Result<(), Fault> {
    let parts: Vec<_> = parts.iter().collect();
    let is_list = component.many || parts.iter().any(|part| part.value > 0);
    if is_list {
        to.push('[');
    } else if parts.is_empty() {
        // A text in no language.
        to.push_str("{}");
    }
    for values in parts.chunk_by(|one, other| one.value == other.value) {
        comma(to);
        match values {
            [one] if one.language.is_empty() && slot.is_numbered => {
                to.push_str(&slot.codes.number(one.text).to_string());
            }
            [one] if one.language.is_empty() => push_string(to, one.text),
            texts => {
                to.push('{');
                for text in texts {
                    if text.language.is_empty() {
                        let expected = "what SDMX-JSON can tell";
                        return Err(refused(&component.id, "values within a value", expected));
                    }
                    push_member(to, text.language, text.text);
                }
                to.push('}');
            }
        }
    }
    if is_list {
        to.push(']');
    }
    Ok(())
}

fn meta(to: &mut String, header: &Header, standard: Standard) {
    to.push('{');
    if standard != Standard::Json2_1 {
        let schema = format!(
            "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/{}/sdmx-json-data-schema.json",
            if standard == Standard::Json2_0 {
                "2.0.0"
            } else {
                "1.0"
            }
        );
        push_member(to, "schema", &schema);
    }
    push_member(to, "id", &header.id);
    push_name(to, "test");
    to.push_str(if header.test { "true" } else { "false" });
    push_member(to, "prepared", &header.prepared);
    texts(to, &header.names);
    push_name(to, "sender");
    party(to, &header.sender);
    if !header.receivers.is_empty() {
        push_name(to, "receivers");
        to.push('[');
        for receiver in &header.receivers {
            comma(to);
            party(to, receiver);
        }
        to.push(']');
    }
    to.push('}');
}

fn party(to: &mut String, party: &Party) {
    to.push('{');
    push_member(to, "id", &party.id);
    texts(to, &party.names);
    to.push('}');
}

/// The first name, and all that have a language.
fn texts(to: &mut String, names: &[Text]) {
    let Some(first) = names.first() else {
        return;
    };
    push_member(to, "name", &first.text);
    if names.iter().all(|name| name.language.is_empty()) {
        return;
    }
    push_name(to, "names");
    to.push('{');
    for name in names.iter().filter(|name| !name.language.is_empty()) {
        push_member(to, &name.language, &name.text);
    }
    to.push('}');
}
