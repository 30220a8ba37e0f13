//! Data structure definitions.

use super::artefact::{maintainable, own_urn, shown};
use super::facets::Facets;
use super::notes::notes;
use super::representation::{Place, representation};
use crate::model::{
    AttachedDimension, Attribute, Class, Component, Dimension, Dsd, Group, Measure, MetadataAttributeUsage,
    Notes, Relationship, Urn, is_id, is_ncname,
};
use crate::standard::Standard;
use crate::structure::form::{Form, Name, Shape};
use crate::structure::node::{Node, Scalar};

const LISTS: [Class; 2] = [Class::Codelist, Class::ValueList];
const CODED: Place<'static> = Place {
    lists: &[Class::Codelist],
    facets: Facets::Simple,
    has_occurs: false,
};
const CONCEPTS: Place<'static> = Place {
    lists: &[Class::ConceptScheme],
    facets: Facets::Simple,
    has_occurs: false,
};
const TIMES: Place<'static> = Place {
    lists: &[],
    facets: Facets::Time,
    has_occurs: false,
};
const VALUES: Place<'static> = Place {
    lists: &LISTS,
    facets: Facets::Basic,
    has_occurs: true,
};

/// What the values of attributes and measures may be.
fn values(form: &Form<'_>) -> Place<'static> {
    if form.is_three() { VALUES } else { CODED }
}

impl Shape for Dsd {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::DataStructure, is_id);
        let may_evolve = form.is_three_one();
        if form.has(may_evolve, self.is_evolving, "evolvingStructure") {
            form.flag("evolvingStructure", &mut self.is_evolving, false);
        }
        let is_there = self.has_components();
        form.inside("DataStructureComponents", is_there, |form| self.components(form));
        let has_metadata = form.is_three();
        if form.has(has_metadata, self.metadata.is_some(), "Metadata") {
            form.reference("Metadata", &mut self.metadata, &[Class::MetadataStructure]);
        }
    }
}

impl Dsd {
    fn has_components(&self) -> bool {
        let has_dimensions = !self.dimensions.is_empty() || self.time.is_some();
        let has_attributes = !self.attributes.is_empty() || !self.metadata_attributes.is_empty();
        let notes = [&self.dimension_notes, &self.measure_notes, &self.attribute_notes];
        let has_notes = notes.iter().any(|notes| !notes.is_empty());
        has_dimensions || has_attributes || has_notes || !self.groups.is_empty() || !self.measures.is_empty()
    }

    fn components(&mut self, form: &mut Form<'_>) {
        let mut count = self.dimensions.len();
        let has_dimensions = form.inside("DimensionList", true, |form| {
            descriptor(form, "DimensionDescriptor", &mut self.dimension_notes);
            dimensions(form, &mut self.dimensions);
            time(form, &mut self.time);
        });
        form.require(has_dimensions, "DimensionList", "nothing", "a list of dimensions");
        count = count.max(self.dimensions.len());
        let is_loose = form.is_json() || !form.is_three();
        form.require(
            count > 0 || is_loose,
            "DimensionList",
            "no dimension",
            "a dimension",
        );
        form.parts(("Group", "groups"), &mut self.groups);
        let has_attributes = !self.attributes.is_empty() || !self.metadata_attributes.is_empty();
        let has_list = has_attributes || !self.attribute_notes.is_empty();
        form.inside("AttributeList", has_list, |form| self.attribute_list(form));
        let has_list = !self.measures.is_empty() || !self.measure_notes.is_empty() || !form.is_three();
        form.inside("MeasureList", has_list, |form| {
            descriptor(form, "MeasureDescriptor", &mut self.measure_notes);
            measures(form, &mut self.measures);
            form.require(
                !self.measures.is_empty() || form.is_json(),
                "MeasureList",
                "nothing",
                "a measure",
            );
        });
        if !form.is_three() {
            let is_one = matches!(self.measures.as_slice(), [only] if only.component.id == Self::VALUE);
            let found = format!("{} measures", self.measures.len());
            form.require(is_one, "MeasureList", &found, "the one measure OBS_VALUE");
        }
    }

    fn attribute_list(&mut self, form: &mut Form<'_>) {
        descriptor(form, "AttributeDescriptor", &mut self.attribute_notes);
        self.attributes_in(form);
        let is_empty = self.attributes.is_empty() && self.metadata_attributes.is_empty();
        form.require(
            !is_empty || form.is_json(),
            "AttributeList",
            "nothing",
            "an attribute",
        );
    }

    fn attributes_in(&mut self, form: &mut Form<'_>) {
        form.parts(("Attribute", "attributes"), &mut self.attributes);
        if !form.is_writing && !form.is_three() && form.is_ml() {
            let mut year_starts: Vec<Attribute> = Vec::new();
            form.parts("ReportingYearStartDay", &mut year_starts);
            self.attributes.append(&mut year_starts);
        }
        let has_usages = form.is_three();
        if form.has(
            has_usages,
            !self.metadata_attributes.is_empty(),
            "MetadataAttributeUsage",
        ) {
            let usages: Name = ("MetadataAttributeUsage", "metadataAttributeUsages").into();
            form.parts(usages, &mut self.metadata_attributes);
        }
    }
}

/// The identifier of a list, always the same, and notes on it.
fn descriptor(form: &mut Form<'_>, id: &'static str, this: &mut Notes) {
    let mut word = Some(id.to_owned());
    form.attribute("id", &mut word);
    let found = shown(word.as_deref());
    form.require(word.is_none_or(|word| word == id), "id", &found, id);
    own_urn(form, None);
    notes(form, this);
}

/// The dimensions in the order of their positions, or as they stand where positions are missing.
fn dimensions(form: &mut Form<'_>, slot: &mut Vec<Dimension>) {
    let names: [Name; 2] = [
        ("Dimension", "dimensions").into(),
        ("MeasureDimension", "measureDimensions").into(),
    ];
    if form.is_writing {
        let position = |place: usize| i64::try_from(place + 1).ok();
        let mut placed: Vec<Placed> = slot
            .drain(..)
            .enumerate()
            .map(|(place, dimension)| Placed {
                dimension,
                position: position(place),
            })
            .collect();
        if form.is_json() {
            placed.sort_by_key(|one| one.dimension.is_measure);
        }
        for mut one in placed {
            let has_kind = !form.is_three();
            form.has(has_kind, one.dimension.is_measure, "MeasureDimension");
            form.write(names[usize::from(one.dimension.is_measure)], true, &mut one);
        }
        return;
    }
    let mut placed: Vec<Placed> = Vec::new();
    for (kind, node) in form.take_any(names) {
        let is_known = kind == 0 || !form.is_three();
        form.require(
            is_known,
            "MeasureDimension",
            "a measure dimension",
            "none in SDMX 3",
        );
        let dimension = Dimension {
            is_measure: kind == 1,
            ..Dimension::default()
        };
        let mut one = Placed {
            dimension,
            position: None,
        };
        form.read_into(node, &mut one);
        placed.push(one);
    }
    if placed.iter().all(|one| one.position.is_some()) {
        placed.sort_by_key(|one| one.position);
    }
    *slot = placed.into_iter().map(|one| one.dimension).collect();
}

/// A dimension at its place.
#[derive(Default)]
struct Placed {
    dimension: Dimension,
    position: Option<i64>,
}

impl Shape for Placed {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.attribute("position", &mut self.position);
        kind(form);
        let place = if self.dimension.is_measure {
            CONCEPTS
        } else {
            CODED
        };
        component(form, &mut self.dimension.component, place);
        roles(form, &mut self.dimension.component.roles);
        let values = self.dimension.component.representation.as_ref();
        let has_scheme = values.is_some_and(|this| this.enumeration.is_some() && this.format.is_none());
        let is_right = !self.dimension.is_measure || has_scheme;
        form.require(
            is_right,
            "MeasureDimension",
            "no concepts",
            "a concept scheme and no format",
        );
    }
}

/// The kind of a dimension in SDMX 2.1, which its name says already.
fn kind(form: &mut Form<'_>) {
    if !form.is_three() && !form.is_writing {
        form.attribute("type", &mut None::<String>);
    }
}

fn time(form: &mut Form<'_>, slot: &mut Option<Component>) {
    let name: Name = ("TimeDimension", "timeDimension").into();
    let mut time = slot.take().map(Time);
    if form.standard == Standard::Json1_0 {
        let mut times: Vec<Time> = time.into_iter().collect();
        form.parts(("TimeDimension", "timeDimensions"), &mut times);
        form.require(times.len() < 2, "timeDimensions", "several", "one time dimension");
        time = times.pop();
    } else {
        form.part(name, &mut time);
    }
    *slot = time.map(|time| time.0);
}

#[derive(Default)]
struct Time(Component);

impl Shape for Time {
    fn shape(&mut self, form: &mut Form<'_>) {
        if !form.is_writing {
            form.attribute("position", &mut None::<i64>);
        }
        kind(form);
        component(form, &mut self.0, TIMES);
        let found = format!("{:?}", self.0.id);
        form.require(self.0.id == Dsd::TIME, "id", &found, Dsd::TIME);
        form.require(
            self.0.representation.is_some(),
            "LocalRepresentation",
            "nothing",
            "a format of time",
        );
        form.has(false, !self.0.roles.is_empty(), "ConceptRole");
    }
}

/// What all components say, but for their roles.
fn component(form: &mut Form<'_>, this: &mut Component, place: Place<'_>) {
    let mut id = form.is_writing.then(|| this.id.clone());
    form.attribute("id", &mut id);
    own_urn(form, None);
    notes(form, &mut this.notes);
    form.must_reference("ConceptIdentity", &mut this.concept, &[Class::Concept]);
    representation(form, "LocalRepresentation", &mut this.representation, place);
    let concept = this.concept.as_ref().and_then(|urn| urn.item.clone());
    this.id = id.or(concept).unwrap_or_default();
    let found = format!("{:?}", this.id);
    form.require(is_ncname(&this.id), "id", &found, "an identifier");
}

fn roles(form: &mut Form<'_>, slot: &mut Vec<Urn>) {
    form.references(("ConceptRole", "conceptRoles"), slot, &[Class::Concept]);
}

impl Shape for Group {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.id("id", &mut self.id, is_id);
        own_urn(form, None);
        notes(form, &mut self.notes);
        let has_links = form.is_json() || self.notes.links.is_empty();
        form.require(has_links, "com:Link", "a link", "none of a group");
        match form.is_json() {
            true => form.locals("groupDimensions", &mut self.dimensions),
            false => group_dimensions(form, &mut self.dimensions),
        }
        let has_constraint = !form.is_three();
        if form.has(has_constraint, self.constraint.is_some(), "AttachmentConstraint") {
            form.reference(
                "AttachmentConstraint",
                &mut self.constraint,
                &[Class::AttachmentConstraint],
            );
        }
        let is_one = self.dimensions.is_empty() == self.constraint.is_some();
        form.require(
            is_one || form.is_json(),
            "Group",
            "none or both",
            "dimensions or a constraint",
        );
    }
}

fn group_dimensions(form: &mut Form<'_>, slot: &mut Vec<String>) {
    let mut dimensions: Vec<GroupDimension> = slot.drain(..).map(|id| GroupDimension(Some(id))).collect();
    form.parts("GroupDimension", &mut dimensions);
    slot.extend(dimensions.into_iter().filter_map(|dimension| dimension.0));
}

#[derive(Default)]
struct GroupDimension(Option<String>);

impl Shape for GroupDimension {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.local("DimensionReference", &mut self.0);
        form.require(self.0.is_some(), "DimensionReference", "nothing", "a dimension");
    }
}

fn measures(form: &mut Form<'_>, slot: &mut Vec<Measure>) {
    if form.is_three() {
        return form.parts(("Measure", "measures"), slot);
    }
    let mut primary = slot.first().cloned();
    form.part("PrimaryMeasure", &mut primary);
    if !form.is_writing {
        slot.extend(primary);
    }
}

impl Shape for Measure {
    fn shape(&mut self, form: &mut Form<'_>) {
        let has_usage = form.is_three();
        if form.has(has_usage, self.is_mandatory, "usage") {
            usage(form, &mut self.is_mandatory);
        }
        let place = values(form);
        component(form, &mut self.component, place);
        let has_roles = form.is_three();
        if form.has(has_roles, !self.component.roles.is_empty(), "ConceptRole") {
            roles(form, &mut self.component.roles);
        }
    }
}

/// Whether something must be there.
fn usage(form: &mut Form<'_>, is_mandatory: &mut bool) {
    let (name, yes, no) = match form.is_three() {
        true => ("usage", "mandatory", "optional"),
        false => ("assignmentStatus", "Mandatory", "Conditional"),
    };
    let mut word = form
        .is_writing
        .then(|| if *is_mandatory { yes } else { no }.to_owned());
    form.attribute(name, &mut word);
    if let Some(word) = word {
        let is_right = word == yes || word == no;
        form.require(is_right, name, &format!("{word:?}"), &format!("{yes} or {no}"));
        *is_mandatory = word == yes;
    }
}

impl Shape for Attribute {
    fn shape(&mut self, form: &mut Form<'_>) {
        usage(form, &mut self.is_mandatory);
        let place = values(form);
        component(form, &mut self.component, place);
        roles(form, &mut self.component.roles);
        form.must_part("AttributeRelationship", &mut self.relationship);
        let has_measures = form.is_three();
        if !form.has(has_measures, !self.measures.is_empty(), "MeasureRelationship") {
            return;
        }
        if form.is_json() {
            return form.locals("measureRelationship", &mut self.measures);
        }
        let is_there = !self.measures.is_empty();
        form.inside("MeasureRelationship", is_there, |form| {
            form.locals("Measure", &mut self.measures)
        });
    }
}

impl Shape for MetadataAttributeUsage {
    fn shape(&mut self, form: &mut Form<'_>) {
        own_urn(form, None);
        notes(form, &mut self.notes);
        let is_one = form.is_json() || self.notes.links.len() < 2;
        form.require(is_one, "com:Link", "several links", "one at most");
        form.must_element("MetadataAttributeReference", &mut self.reference);
        form.must_part("AttributeRelationship", &mut self.relationship);
    }
}

impl Shape for Relationship {
    fn shape(&mut self, form: &mut Form<'_>) {
        match form.is_writing {
            true => self.write(form),
            false => self.read(form),
        }
    }
}

impl Relationship {
    fn write(&mut self, form: &mut Form<'_>) {
        match self {
            Self::Dataflow if form.is_three() => _ = form.put("Dataflow", false),
            Self::Dataflow => _ = form.put("None", false),
            Self::Observation if form.is_three() => _ = form.put("Observation", false),
            Self::Observation if form.is_json() => {
                form.put("primaryMeasure", false).value = Scalar::Text(Dsd::VALUE.to_owned());
            }
            Self::Observation => form.local("PrimaryMeasure", &mut Some(Dsd::VALUE.to_owned())),
            Self::Group(group) => form.local("Group", &mut Some(std::mem::take(group))),
            Self::Dimensions { dimensions, groups } => write_dimensions(form, dimensions, groups),
        }
    }

    fn read(&mut self, form: &mut Form<'_>) {
        let (mut group, mut primary, mut groups) = (None, None, Vec::new());
        let names = if form.is_three() {
            ("Dataflow", "Observation")
        } else {
            ("None", "PrimaryMeasure")
        };
        let dataset = form.take(names.0).map(|node| form.child(node).close());
        form.local("Group", &mut group);
        match form.is_three() {
            true => primary = form.take(names.1).map(|node| form.child(node).close()),
            false => {
                let mut id = None;
                form.local(names.1, &mut id);
                primary = primary.or(id.map(|_| ()));
                form.locals(("AttachmentGroup", "attachmentGroups"), &mut groups);
            }
        }
        let dimensions = read_dimensions(form);
        let has_dimensions = !dimensions.is_empty() || !groups.is_empty();
        let count = usize::from(dataset.is_some())
            + usize::from(group.is_some())
            + usize::from(primary.is_some())
            + usize::from(has_dimensions);
        form.require(
            count == 1,
            "AttributeRelationship",
            &format!("{count} of them"),
            "one relationship",
        );
        *self = match (group, primary) {
            (Some(group), _) => Self::Group(group),
            (None, Some(())) => Self::Observation,
            (None, None) if has_dimensions => Self::Dimensions { dimensions, groups },
            (None, None) => Self::Dataflow,
        };
    }
}

fn write_dimensions(form: &mut Form<'_>, dimensions: &[AttachedDimension], groups: &mut Vec<String>) {
    form.require(
        !dimensions.is_empty() || !groups.is_empty(),
        "Dimension",
        "none",
        "a dimension",
    );
    let mut ids: Vec<String> = dimensions.iter().map(|dimension| dimension.id.clone()).collect();
    let any_optional = dimensions.iter().any(|dimension| dimension.is_optional);
    let has_optional = form.is_three();
    form.has(has_optional, any_optional, "optional");
    if form.is_ml() && form.is_three() {
        for dimension in dimensions {
            form.locals("Dimension", &mut vec![dimension.id.clone()]);
            if let Some(node) = form.node.children.last_mut().filter(|_| dimension.is_optional) {
                node.children.push(optional());
            }
        }
    } else {
        form.locals(("Dimension", "dimensions"), &mut ids);
        let mut flags: Vec<bool> = dimensions.iter().map(|dimension| dimension.is_optional).collect();
        if any_optional && form.is_three() {
            form.words("areDimensionsOptional", &mut flags);
        }
    }
    let has_groups = !form.is_three();
    if form.has(has_groups, !groups.is_empty(), "AttachmentGroup") {
        form.locals(("AttachmentGroup", "attachmentGroups"), groups);
    }
}

fn optional() -> Node {
    let mut node = Node::new("optional", crate::fault::Position::default());
    (node.is_attribute, node.value) = (true, Scalar::Text("true".to_owned()));
    node
}

fn read_dimensions(form: &mut Form<'_>) -> Vec<AttachedDimension> {
    let (mut dimensions, mut flags) = (Vec::new(), Vec::new());
    if form.is_json() && form.is_three() {
        form.words("areDimensionsOptional", &mut flags);
    }
    for (place, mut node) in form.take_all(("Dimension", "dimensions")).into_iter().enumerate() {
        let mut is_optional = flags.get(place).copied().unwrap_or_default();
        if let Some(at) = node
            .children
            .iter()
            .position(|child| child.is_attribute && child.name == "optional")
        {
            let flag = node.children.remove(at);
            is_optional = form.word(flag).unwrap_or_default();
        }
        if let Some(id) = form.read_local(node) {
            dimensions.push(AttachedDimension { id, is_optional });
        }
    }
    dimensions
}
