//! A data structure definition made ready: components with their lists and formats, levels of
//! attributes, constraints.
//!
//! What is missing among the structures is found here, before any data: data could not be held
//! against it.

use super::codes::Codes;
use super::format::Format;
use super::key::Packer;
use super::level::Level;
use super::options::Checks;
use super::part::{Part, Use};
use super::rule::Rule;
use crate::model::{
    Artefact, Attribute, Class, Component, DataType, Dataflow, Dsd, Occurs, ProvisionAgreement, Relationship,
    Representation, Role, Structures, Urn,
};
use crate::{Fault, Position};

/// What data are held against.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Dimensions in the order of a key, time last, then measures, then attributes.
    pub(super) parts: Vec<Part>,
    /// How many dimensions there are.
    pub(super) dimensions: usize,
    pub(super) levels: Vec<Level>,
    /// Groups: identifiers, and the places of their dimensions.
    pub(super) groups: Vec<(String, Vec<usize>)>,
    pub(super) rules: Vec<Rule>,
    pub(super) packer: Packer,
    /// The structures that a dataset may refer to.
    pub(super) structures: Vec<Urn>,
    /// What the structures say that is not judged.
    pub(super) passed_over: Vec<String>,
}

/// A plan under way.
struct Maker<'a> {
    structures: &'a Structures,
    checks: Checks,
    faults: Vec<Fault>,
    plan: Plan,
}

impl Plan {
    /// For data of a structure: a data structure definition, a dataflow or a provision agreement.
    pub(super) fn of(structures: &Structures, urn: &Urn, checks: Checks) -> Result<Self, Vec<Fault>> {
        let mut maker = Maker {
            structures,
            checks,
            faults: Vec::new(),
            plan: Self {
                parts: Vec::new(),
                dimensions: 0,
                levels: Vec::new(),
                groups: Vec::new(),
                rules: Vec::new(),
                packer: Packer::default(),
                structures: Vec::new(),
                passed_over: Vec::new(),
            },
        };
        let Some(dsd) = maker.find(urn) else {
            return Err(maker.faults);
        };
        maker.components(dsd);
        maker.constraints();
        match maker.faults.is_empty() {
            true => Ok(maker.plan),
            false => Err(maker.faults),
        }
    }
}

impl<'a> Maker<'a> {
    fn fault(&mut self, component: &str, found: &str, expected: &str) {
        self.faults
            .push(Fault::new(Position::default(), component, found, expected));
    }

    /// The definition, and all that data of it may be said to be of.
    fn find(&mut self, urn: &Urn) -> Option<&'a Dsd> {
        let mut next = Some(urn.clone());
        while let Some(urn) = next.take() {
            let artefact = self.structures.resolve(&urn);
            self.plan.structures.extend(artefact.map(Artefact::urn));
            match artefact {
                Some(Artefact::Dsd(dsd)) => {
                    if self.plan.structures.len() == 1 {
                        self.add_dataflows();
                    }
                    return Some(dsd);
                }
                Some(Artefact::Dataflow(Dataflow { structure, .. })) => next.clone_from(structure),
                Some(Artefact::ProvisionAgreement(ProvisionAgreement { dataflow, .. })) => {
                    next.clone_from(dataflow)
                }
                _ => {}
            }
            if next.is_none() {
                self.fault(
                    "",
                    &format!("no {} among the structures", urn.short()),
                    "the structure of the data",
                );
            }
        }
        None
    }

    /// If data are of a definition, they may be of any dataflow that has it.
    fn add_dataflows(&mut self) {
        let own = self.plan.structures.first().cloned();
        for flow in self.structures.dataflows() {
            let structure = flow
                .structure
                .as_ref()
                .and_then(|urn| self.structures.resolve(urn));
            if structure.map(Artefact::urn) == own {
                self.plan.structures.push(flow.artefact.urn(Class::Dataflow));
            }
        }
    }

    fn components(&mut self, dsd: &Dsd) {
        for dimension in &dsd.dimensions {
            self.part(&dimension.component, Use::Dimension, true, DataType::String);
        }
        if let Some(time) = &dsd.time {
            self.part(time, Use::Dimension, true, DataType::ObservationalTimePeriod);
        }
        self.plan.dimensions = self.plan.parts.len();
        for group in &dsd.groups {
            let places = self.places(&group.id, &group.dimensions);
            self.plan.groups.push((group.id.clone(), places));
        }
        for measure in &dsd.measures {
            self.part(
                &measure.component,
                Use::Measure,
                measure.is_mandatory,
                DataType::String,
            );
        }
        for attribute in &dsd.attributes {
            let usage = self.usage(attribute);
            self.part(
                &attribute.component,
                usage,
                attribute.is_mandatory,
                DataType::String,
            );
            if let Use::Level(level) = usage {
                let level = &mut self.plan.levels[level];
                level.attributes.push(self.plan.parts.len() - 1);
                level.has_mandatory |= attribute.is_mandatory;
            }
        }
        let dimensions = &mut self.plan.parts[..self.plan.dimensions];
        let counts: Vec<_> = dimensions
            .iter()
            .map(|part| part.list.as_ref().map(|_| part.codes.words.len()))
            .collect();
        self.plan.packer = Packer::new(&counts);
        for level in &mut self.plan.levels {
            level.mask = self.plan.packer.mask(&level.dimensions);
        }
        for (at, part) in dimensions.iter_mut().enumerate() {
            part.room = self.plan.packer.room(at).min(self.checks.keys as u64);
        }
    }

    /// The places of dimensions.
    fn places(&mut self, component: &str, ids: &[String]) -> Vec<usize> {
        let mut places = Vec::new();
        for id in ids {
            let dimensions = &self.plan.parts[..self.plan.dimensions];
            match dimensions.iter().position(|part| part.id == *id) {
                Some(place) => places.push(place),
                None => self.fault(component, id, "a dimension of the structure"),
            }
        }
        places
    }

    /// What an attribute belongs to.
    fn usage(&mut self, attribute: &Attribute) -> Use {
        let id = &attribute.component.id;
        let (mut places, mut optional) = (Vec::new(), Vec::new());
        match &attribute.relationship {
            Relationship::Observation => return Use::Observation,
            Relationship::Dataflow => {}
            Relationship::Group(group) => self.add_group(id, group, &mut places),
            Relationship::Dimensions { dimensions, groups } => {
                for dimension in dimensions {
                    let place = self.places(id, std::slice::from_ref(&dimension.id));
                    if dimension.is_optional {
                        optional.extend(&place);
                    }
                    places.extend(place);
                }
                groups
                    .iter()
                    .for_each(|group| self.add_group(id, group, &mut places));
            }
        }
        let count = self.plan.dimensions;
        let dimensions: Vec<bool> = (0..count).map(|at| places.contains(&at)).collect();
        let required: Vec<bool> = (0..count)
            .map(|at| dimensions[at] && !optional.contains(&at))
            .collect();
        let levels = &mut self.plan.levels;
        let same = |level: &Level| level.dimensions == dimensions && level.required == required;
        let found = levels.iter().position(same);
        Use::Level(found.unwrap_or_else(|| {
            levels.push(Level::new(dimensions, required, self.checks.seed));
            levels.len() - 1
        }))
    }

    fn add_group(&mut self, attribute: &str, id: &str, places: &mut Vec<usize>) {
        let group = self.plan.groups.iter().find(|(known, _)| known == id);
        match group {
            Some((_, dimensions)) => places.extend(dimensions),
            None => self.fault(attribute, id, "a group of the structure"),
        }
    }

    fn part(&mut self, component: &Component, usage: Use, is_mandatory: bool, default: DataType) {
        let representation = self.representation(component).unwrap_or_default();
        let (mut codes, mut list) = (Codes::default(), None);
        if let Some(urn) = &representation.enumeration {
            list = Some(urn.short());
            match Codes::of(self.structures, urn, self.checks.seed) {
                Ok(found) => codes = found,
                Err(missing) => self.fault(
                    &component.id,
                    &format!("no {missing} among the structures"),
                    "the list of its values",
                ),
            }
        }
        let format = representation.format.as_ref().filter(|_| list.is_none());
        let (format, passed_over) = Format::of(format, default, self.checks.year_start);
        let passed_over = passed_over
            .into_iter()
            .map(|what| format!("{}: {what}", component.id));
        self.plan.passed_over.extend(passed_over);
        self.plan.parts.push(Part {
            id: component.id.clone(),
            usage,
            is_mandatory,
            codes,
            list,
            format,
            least: representation.min_occurs.unwrap_or(1),
            most: match representation.max_occurs {
                None => Some(1),
                Some(Occurs::Times(most)) => Some(most),
                Some(Occurs::Unbounded) => None,
            },
            room: 0,
            last: 0,
        });
    }

    /// A component's own representation, or that of its concept.
    fn representation(&mut self, component: &Component) -> Option<Representation> {
        if component.representation.is_some() {
            return component.representation.clone();
        }
        let urn = component.concept.as_ref()?;
        let item = urn.item.as_deref()?;
        let Some(Artefact::ConceptScheme(scheme)) =
            self.structures.resolve(&urn.without_item(Class::ConceptScheme))
        else {
            self.fault(
                &component.id,
                &format!("no {} among the structures", urn.short()),
                "the concept, for a component without a representation",
            );
            return None;
        };
        let concept = scheme.concepts.iter().find(|concept| concept.item.id == item)?;
        concept.representation.clone()
    }

    /// Constraints of what is allowed that are attached to what the data are of.
    fn constraints(&mut self) {
        let structures = self.structures;
        let targets = |constraint: &crate::model::Constraint| {
            let targets = constraint
                .attachment
                .iter()
                .flat_map(|attachment| &attachment.targets);
            targets
                .filter_map(|urn| structures.resolve(urn))
                .map(Artefact::urn)
                .collect::<Vec<_>>()
        };
        for constraint in structures.constraints() {
            let targets = targets(constraint);
            let is_ours = targets.iter().any(|target| self.plan.structures.contains(target));
            if constraint.role != Role::Allowed || !is_ours {
                continue;
            }
            match Rule::of(constraint, &mut self.plan.parts, self.checks.year_start) {
                Ok(rule) => self.plan.rules.push(rule),
                Err(id) => {
                    let name = format!("a component of the structure, for {}", constraint.artefact.id);
                    self.fault(&id, &id, &name);
                }
            }
        }
    }
}
