//! Holds the rows of a message against a structure, as they come.
//!
//! It keeps what a dataset needs to be judged as a whole: its keys, and what was told of parts of
//! them. What receivers have already is not known, so a dataset is judged by itself.

use std::io::BufRead;

use super::findings::Findings;
use super::level::fingerprint;
use super::options::Checks;
use super::part::{ABSENT, Part, TEXT, Use, WRONG, shown};
use super::plan::Plan;
use super::rule::Seen;
use super::table::Table;
use crate::data::{DatasetHead, Event, Kind, Level, Reader, Reference, Row, Shape, StructureKind, Value};
use crate::model::{Class, Structures, Urn, VersionReference};
use crate::{Action, Fault, Position};

/// Holds data against their structure.
///
/// ```
/// use sdmx::data::{Options, Reader, Shape};
/// use sdmx::model::{Class, Component, Dimension, Dsd, Maintainable, Measure, Structures, Version};
/// use sdmx::validation::{Checks, Validator};
///
/// let component = |id: &str| Component { id: id.to_owned(), ..Component::default() };
/// let dsd = Dsd {
///     artefact: Maintainable::new("XX", "DSD", Version::new(1, 0, 0), "Trade"),
///     dimensions: vec![Dimension { component: component("AREA"), is_measure: false }],
///     time: Some(component("TIME_PERIOD")),
///     measures: vec![Measure { component: component("OBS_VALUE"), is_mandatory: true }],
///     ..Dsd::default()
/// };
/// let (urn, shape) = (dsd.artefact.urn(Class::DataStructure), Shape::of(&dsd));
/// let mut structures = Structures::new();
/// structures.insert(dsd);
///
/// let message = "STRUCTURE,STRUCTURE_ID,ACTION,AREA,TIME_PERIOD,OBS_VALUE
/// datastructure,XX:DSD(1.0.0),R,KZ,2024-01,12.40
/// datastructure,XX:DSD(1.0.0),R,KZ,2024-13,
/// ";
/// let options = Options { shapes: vec![shape], ..Options::default() };
/// let mut validator = Validator::new(&structures, &urn, Checks::default()).unwrap();
/// validator.check(&mut Reader::new(message.as_bytes(), options));
/// let findings = validator.into_findings();
/// let lines: Vec<String> = findings.faults().iter().map(ToString::to_string).collect();
/// assert_eq!(
///     lines,
///     [
///         "line 3: TIME_PERIOD: found 2024-13, expected a value of type ObservationalTimePeriod",
///         "line 3: OBS_VALUE: found nothing, expected a value",
///     ]
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Validator {
    checks: Checks,
    plan: Plan,
    findings: Findings,
    action: Action,
    /// A reference of the dataset that is wrong; told with its first row.
    wrong_reference: Option<String>,
    /// Where the parts stand in rows, and how many components rows had then.
    places: Vec<Option<usize>>,
    width: usize,
    numbers: Vec<u32>,
    keys: Table,
    /// Keys that are still to be looked up.
    waiting: Vec<Waiting>,
    is_full: bool,
    position: Position,
}

impl Validator {
    /// For data of a structure among others: a data structure definition, a dataflow or a
    /// provision agreement. Its lists, concepts and constraints are looked up among them.
    ///
    /// # Errors
    ///
    /// All that is missing among the structures to judge by.
    pub fn new(structures: &Structures, structure: &Urn, checks: Checks) -> Result<Self, Vec<Fault>> {
        let plan = Plan::of(structures, structure, checks)?;
        Ok(Self {
            findings: Findings::new(checks.findings),
            action: Action::default(),
            wrong_reference: None,
            places: vec![None; plan.parts.len()],
            width: 0,
            numbers: vec![ABSENT; plan.parts.len()],
            keys: Table::new(checks.seed),
            waiting: Vec::with_capacity(TOGETHER),
            is_full: false,
            position: Position::default(),
            checks,
            plan,
        })
    }

    /// What the structure says that is not judged, such as patterns that are not simple.
    pub fn passed_over(&self) -> &[String] {
        &self.plan.passed_over
    }

    /// What was found so far; keys told twice are looked for in several rows together, at the latest
    /// when the dataset ends.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// What was found.
    pub fn into_findings(mut self) -> Findings {
        self.look_up();
        self.findings
    }

    /// Reads a message to its end and holds it against the structure. Faults of the message's
    /// format are findings too.
    pub fn check<R: BufRead>(&mut self, reader: &mut Reader<R>) {
        while let Some(event) = reader.next() {
            match event {
                Ok(Event::Dataset) => self.begin(reader.head()),
                Ok(Event::Row) => self.row(reader.shape(), reader.row()),
                Ok(Event::End) => self.end(),
                Err(fault) => self.findings.add(fault),
            }
        }
    }

    /// A dataset begins.
    pub fn begin(&mut self, head: &DatasetHead) {
        self.look_up();
        self.action = head.action.unwrap_or_default();
        self.width = 0;
        self.keys.clear();
        self.is_full = false;
        self.position = Position::default();
        self.plan.levels.iter_mut().for_each(super::level::Level::clear);
        let is_right = self
            .plan
            .structures
            .iter()
            .any(|urn| is_meant(urn, &head.structure));
        self.wrong_reference = (!is_right).then(|| head.structure.urn());
    }

    /// A row of the dataset, with the shape its values stand in.
    pub fn row(&mut self, shape: &Shape, row: &Row) {
        self.position = row.position();
        self.tell_reference();
        if shape.components.len() != self.width {
            self.arrange(shape);
        }
        let (mut is_known, mut is_complete, mut is_counted) = (true, true, true);
        let mut tells = Tells::default();
        for (at, part) in self.plan.parts.iter_mut().enumerate() {
            let value = self.places[at].map_or(Value::Absent, |place| row.value(place));
            let number = match part.usage {
                Use::Dimension if value.is_switched_off() => ABSENT,
                Use::Dimension => part.judge(value, |found, expected| {
                    self.findings
                        .find(self.position, &part_id(&self.places, shape, at), found, expected);
                }),
                _ if self.action == Action::Delete && value == Value::One("-") => TEXT,
                _ => part.judge(value, |found, expected| {
                    self.findings
                        .find(self.position, &part_id(&self.places, shape, at), found, expected);
                }),
            };
            self.numbers[at] = number;
            match part.usage {
                Use::Dimension => {
                    is_complete &= number != ABSENT;
                    is_known &= number < TEXT;
                    is_counted &= number != TEXT;
                }
                Use::Measure => tells.measure |= number != ABSENT,
                _ => tells.attribute |= number != ABSENT,
            }
        }
        let value = |at: usize| self.places[at].map_or(Value::Absent, |place| row.value(place));
        let seen = Seen {
            parts: &self.plan.parts,
            numbers: &self.numbers,
            value,
        };
        if self.action != Action::Delete {
            let position = self.position;
            for rule in &mut self.plan.rules {
                rule.judge(&seen, |component, found, expected| {
                    self.findings.find(position, component, &found, expected);
                });
            }
            if is_complete || !tells.measure {
                self.levels(row, is_complete);
            }
            self.completeness(row, is_complete, tells);
        }
        if !is_counted {
            self.tell_full();
        }
        if is_complete && is_known {
            self.duplicates();
        }
    }

    /// The dataset ends: what it should have told by now is missed.
    pub fn end(&mut self) {
        self.look_up();
        self.tell_reference();
        if !self.asks_for_mandatory() {
            return;
        }
        let Self { plan, findings, .. } = self;
        for level in &plan.levels {
            for (position, part, key) in level.lacking(&plan.parts) {
                let numbers = plan.packer.unpack(key);
                let told = numbers
                    .iter()
                    .zip(&plan.parts)
                    .filter(|(number, _)| **number != ABSENT);
                let told: Vec<_> = told
                    .map(|(number, part)| format!("{}={}", part.id, part.codes.words.text(*number)))
                    .collect();
                let found = match told.is_empty() {
                    true => "nothing for the dataset".to_owned(),
                    false => format!("nothing for {}", told.join(", ")),
                };
                findings.find(position, &plan.parts[part].id, &found, "a value".to_owned());
            }
        }
    }

    fn asks_for_mandatory(&self) -> bool {
        match self.action {
            Action::Delete => false,
            Action::Merge => !self.checks.partial_merges,
            _ => true,
        }
    }

    fn tell_reference(&mut self) {
        if let Some(found) = self.wrong_reference.take() {
            let expected: Vec<_> = self.plan.structures.iter().map(Urn::to_string).collect();
            self.findings
                .find(self.position, "", &found, expected.join(" or "));
        }
    }

    /// Finds out where the components stand, and tells of those that are not the structure's.
    fn arrange(&mut self, shape: &Shape) {
        for (place, part) in self.places.iter_mut().zip(&self.plan.parts) {
            *place = shape.position(&part.id);
        }
        for component in shape.components.get(self.width..).unwrap_or_default() {
            let is_known = self.plan.parts.iter().any(|part| part.id == component.id);
            let is_own = matches!(component.kind, Kind::Custom | Kind::Unknown);
            let is_passed = self.checks.custom_columns && is_own;
            if !(is_known || is_passed) {
                let expected = "a component of the structure".to_owned();
                self.findings
                    .find(self.position, &component.id, &component.id, expected);
            }
        }
        self.width = shape.components.len();
    }

    /// What a row must tell, and what it must not without a whole key.
    fn completeness(&mut self, row: &Row, is_complete: bool, tells: Tells) {
        let Self {
            plan,
            findings,
            position,
            ..
        } = self;
        if !is_complete {
            let is_series = row.level() == Level::Series && !tells.attribute;
            if tells.measure || !(tells.attribute || is_series) {
                for at in (0..plan.dimensions).filter(|&at| self.numbers[at] == ABSENT) {
                    findings.find(*position, &plan.parts[at].id, "", "a value".to_owned());
                }
                return;
            }
            group(plan, findings, *position, row, &self.numbers);
            for part in plan
                .parts
                .iter()
                .zip(&self.numbers)
                .filter(|(_, number)| **number != ABSENT)
            {
                if part.0.usage == Use::Observation {
                    let expected = "a row with a whole key, for an attribute of observations".to_owned();
                    findings.find(*position, &part.0.id, "a part of a key", expected);
                }
            }
            return;
        }
        if !self.asks_for_mandatory() {
            return;
        }
        for (part, number) in self.plan.parts.iter().zip(&self.numbers) {
            let is_asked = matches!(part.usage, Use::Measure | Use::Observation) && part.is_mandatory;
            if is_asked && *number == ABSENT {
                self.findings
                    .find(self.position, &part.id, "", "a value".to_owned());
            }
        }
    }

    /// Attributes of parts of the key.
    fn levels(&mut self, row: &Row, is_complete: bool) {
        let (mut is_full, mut whole) = (false, None);
        let Self {
            plan,
            findings,
            position,
            ..
        } = self;
        for level in &mut plan.levels {
            let is_told = level.attributes.iter().any(|&at| self.numbers[at] != ABSENT);
            let is_missed = is_complete && level.has_mandatory;
            if !(is_told || is_missed) {
                continue;
            }
            if let Some(open) = level.open(&self.numbers) {
                let told = level.attributes.iter().filter(|&&at| self.numbers[at] != ABSENT);
                let is_partial = !self.numbers[..plan.dimensions].contains(&WRONG);
                for &at in told.filter(|_| is_partial) {
                    let found = format!("a key without {}", plan.parts[open].id);
                    findings.find(
                        *position,
                        &plan.parts[at].id,
                        &found,
                        level_key(level, &plan.parts),
                    );
                }
                continue;
            }
            if !level.is_known(&self.numbers) {
                continue;
            }
            if level.len() >= self.checks.keys {
                is_full = true;
                continue;
            }
            let numbers = &self.numbers[..plan.dimensions];
            let key = match plan.packer.is_single() {
                true => *whole.get_or_insert_with(|| plan.packer.pack(numbers, |_| true)) & level.mask,
                false => plan.packer.pack(numbers, |at| level.dimensions[at]),
            };
            let entry = level.entry(key);
            if is_complete {
                level.observe(entry, *position);
            }
            for index in 0..level.attributes.len() {
                let at = level.attributes[index];
                if self.numbers[at] == ABSENT {
                    continue;
                }
                let value = self.places[at].map_or(Value::Absent, |place| row.value(place));
                let print = fingerprint(self.numbers[at], value, self.checks.seed);
                if let Some(before) = level.tell(entry, index, print, mark(*position)) {
                    let expected = format!("the same as {}", place_of(before, *position));
                    let found = value.text().map_or_else(|| "other texts".to_owned(), shown);
                    findings.find(*position, &plan.parts[at].id, &found, expected);
                }
            }
        }
        if is_full {
            self.tell_full();
        }
    }

    /// Says once in a dataset that it is too large to be judged as a whole.
    fn tell_full(&mut self) {
        self.look_up();
        self.add_full(self.position, self.findings.faults().len());
    }

    fn add_full(&mut self, position: Position, place: usize) {
        if !std::mem::replace(&mut self.is_full, true) {
            let most = self.checks.keys;
            let expected = format!("at most {most}, to find duplicates and contradictions");
            let fault = Fault::new(position, "", "more keys or values", expected);
            self.findings.add_at(place, fault);
        }
    }

    /// Has the key of a row looked up.
    fn duplicates(&mut self) {
        let numbers = &self.numbers[..self.plan.dimensions];
        self.waiting.push(Waiting {
            key: self.plan.packer.pack(numbers, |_| true),
            position: self.position,
            place: self.findings.faults().len(),
        });
        if self.waiting.len() == TOGETHER {
            self.look_up();
        }
    }

    /// Looks up the keys that wait for it, and tells of those that were told already.
    fn look_up(&mut self) {
        self.keys.await_all(self.waiting.iter().map(|one| one.key));
        let mut more = 0;
        for at in 0..self.waiting.len() {
            let Waiting { key, position, place } = self.waiting[at];
            if self.keys.len() >= self.checks.keys {
                self.add_full(position, place + more);
                break;
            }
            if let Some(before) = self.keys.insert(key, mark(position)) {
                let numbers = self.plan.packer.unpack(key);
                let told = numbers.iter().zip(&self.plan.parts);
                let told: Vec<_> = told
                    .map(|(number, part)| format!("{}={}", part.id, part.codes.words.text(*number)))
                    .collect();
                let expected = format!("a key told once, and not {} too", place_of(before, position));
                let fault = Fault::new(position, "", shown(&told.join(", ")), expected);
                self.findings.add_at(place + more, fault);
                more += 1;
            }
        }
        self.waiting.clear();
    }
}

/// So many keys are looked up together.
const TOGETHER: usize = 32;

/// A key that is still to be looked up.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    key: u128,
    position: Position,
    /// How many findings there were when it was met.
    place: usize,
}

/// What a row tells besides its key.
#[derive(Clone, Copy, Debug, Default)]
struct Tells {
    measure: bool,
    attribute: bool,
}

fn part_id(places: &[Option<usize>], shape: &Shape, at: usize) -> String {
    let place = places[at].and_then(|place| shape.components.get(place));
    place.map(|component| component.id.clone()).unwrap_or_default()
}

/// A row of a group: it is one of the structure, and all its dimensions are told.
fn group(plan: &Plan, findings: &mut Findings, position: Position, row: &Row, numbers: &[u32]) {
    if row.group().is_empty() {
        return;
    }
    let Some((id, places)) = plan.groups.iter().find(|(id, _)| id == row.group()) else {
        findings.find(
            position,
            "",
            &format!("group {}", row.group()),
            "a group of the structure".to_owned(),
        );
        return;
    };
    for &at in places.iter().filter(|&&at| numbers[at] == ABSENT) {
        findings.find(
            position,
            &plan.parts[at].id,
            "",
            format!("a value, for group {id}"),
        );
    }
}

/// What a level's key consists of, as a finding says it.
fn level_key(level: &super::level::Level, parts: &[Part]) -> String {
    let required = (0..level.required.len()).filter(|&at| level.required[at]);
    let ids: Vec<_> = required.map(|at| parts[at].id.as_str()).collect();
    format!("a key with {}", ids.join(", "))
}

/// A position in 32 bits: the line, or the byte where a format has no lines.
fn mark(position: Position) -> u32 {
    let place = match position.line {
        0 => position.byte,
        line => line,
    };
    u32::try_from(place).unwrap_or(u32::MAX).max(1)
}

fn place_of(mark: u32, like: Position) -> String {
    match (mark, like.line) {
        (u32::MAX, _) => "before".to_owned(),
        (byte, 0) => format!("at byte {byte}"),
        (line, _) => format!("in line {line}"),
    }
}

/// Whether a reference of a message means an artefact. Without a version it may mean any.
fn is_meant(urn: &Urn, reference: &Reference) -> bool {
    let class = match reference.kind {
        StructureKind::DataStructure => Class::DataStructure,
        StructureKind::Dataflow => Class::Dataflow,
        StructureKind::ProvisionAgreement => Class::ProvisionAgreement,
    };
    let version = reference.version.as_deref().map(VersionReference::parse);
    let is_version = match (version, urn.version.exact()) {
        (None, _) => true,
        (Some(Some(version)), Some(exact)) => !version.chosen([exact]).is_empty(),
        _ => false,
    };
    (urn.class, &urn.agency, &urn.id) == (class, &reference.agency, &reference.id) && is_version
}
