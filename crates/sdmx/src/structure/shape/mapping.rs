//! Structure maps and representation maps.

use super::artefact::{is_day, is_moment, maintainable, shown};
use super::notes::annotations;
use crate::model::{
    Class, ComponentMap, DataType, FixedValueMap, MapEnd, MappedValue, RepresentationMap, StructureMap,
    ValueMapping, is_id,
};
use crate::structure::form::{Form, Name, Shape};

const STRUCTURES: [Class; 4] = [
    Class::DataStructure,
    Class::Dataflow,
    Class::MetadataStructure,
    Class::Metadataflow,
];
const LISTS: [Class; 2] = [Class::Codelist, Class::ValueList];

impl Shape for StructureMap {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::StructureMap, is_id);
        form.must_reference("Source", &mut self.source, &STRUCTURES);
        form.must_reference("Target", &mut self.target, &STRUCTURES);
        form.pass_over(("EpochMap", "epochMaps"));
        form.pass_over(("DatePatternMap", "datePatternMaps"));
        form.pass_over(("FrequencyFormatMapping", "frequencyFormatMappings"));
        form.parts(("ComponentMap", "componentMaps"), &mut self.components);
        form.parts(("FixedValueMap", "fixedValueMaps"), &mut self.fixed);
    }
}

impl Shape for ComponentMap {
    fn shape(&mut self, form: &mut Form<'_>) {
        annotations(form, &mut self.annotations);
        form.locals(("Source", "source"), &mut self.sources);
        form.locals(("Target", "target"), &mut self.targets);
        let is_whole = !self.sources.is_empty() && !self.targets.is_empty();
        form.require(is_whole, "ComponentMap", "no source or target", "both");
        form.reference(
            "RepresentationMap",
            &mut self.representation,
            &[Class::RepresentationMap],
        );
    }
}

impl Shape for FixedValueMap {
    fn shape(&mut self, form: &mut Form<'_>) {
        annotations(form, &mut self.annotations);
        let component = form.is_writing.then(|| std::mem::take(&mut self.component));
        let (mut source, mut target) = match self.is_source {
            true => (component, None),
            false => (None, component),
        };
        form.local("Source", &mut source);
        form.local("Target", &mut target);
        let is_one = source.is_some() != target.is_some();
        form.require(is_one, "FixedValueMap", "none or both", "a source or a target");
        self.is_source = source.is_some();
        self.component = source.or(target).unwrap_or_default();
        form.words(("Value", "values"), &mut self.values);
    }
}

impl Shape for RepresentationMap {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::RepresentationMap, is_id);
        ends(
            form,
            "source",
            ["SourceCodelist", "SourceDataType"],
            &mut self.sources,
        );
        ends(
            form,
            "target",
            ["TargetCodelist", "TargetDataType"],
            &mut self.targets,
        );
        form.parts(
            ("RepresentationMapping", "representationMappings"),
            &mut self.mappings,
        );
    }
}

/// What values on one side are.
fn ends(form: &mut Form<'_>, member: &'static str, names: [&'static str; 2], slot: &mut Vec<MapEnd>) {
    if form.is_json() {
        let mut ends: Vec<End> = slot.drain(..).map(|end| End(Some(end))).collect();
        form.parts((member, member), &mut ends);
        slot.extend(ends.into_iter().filter_map(|end| end.0));
    } else if form.is_writing {
        slot.iter()
            .for_each(|end| put_end(form, names.map(Name::from), end));
    } else {
        for (kind, node) in form.take_any(names.map(Name::from)) {
            form.node.children.push(node);
            slot.extend(match kind {
                0 => take_list(form, names[0]),
                _ => take_type(form, names[1]),
            });
        }
    }
    form.require(!slot.is_empty(), names[0], "nothing", "a list or a type");
}

fn put_end(form: &mut Form<'_>, names: [Name; 2], end: &MapEnd) {
    match end {
        MapEnd::List(urn) => form.reference(names[0], &mut Some(urn.clone()), &LISTS),
        MapEnd::Type(DataType::AttachmentConstraintReference) => {
            form.fault("SourceDataType", "a data type of SDMX 2.1", "one of SDMX 3");
        }
        MapEnd::Type(data_type) => form.element(names[1], &mut Some(*data_type)),
    }
}

fn take_list(form: &mut Form<'_>, name: impl Into<Name>) -> Option<MapEnd> {
    let mut urn = None;
    form.reference(name, &mut urn, &LISTS);
    urn.map(MapEnd::List)
}

fn take_type(form: &mut Form<'_>, name: impl Into<Name>) -> Option<MapEnd> {
    let mut data_type = None;
    form.element(name, &mut data_type);
    data_type.map(MapEnd::Type)
}

#[derive(Default)]
struct End(Option<MapEnd>);

impl Shape for End {
    fn shape(&mut self, form: &mut Form<'_>) {
        match &self.0 {
            Some(end) => put_end(form, [Name::from("Codelist"), Name::from("DataType")], end),
            None => self.0 = take_list(form, "Codelist").or_else(|| take_type(form, "DataType")),
        }
    }
}

impl Shape for ValueMapping {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.attribute("validFrom", &mut self.valid_from);
        form.attribute("validTo", &mut self.valid_to);
        for (name, text) in [("validFrom", &self.valid_from), ("validTo", &self.valid_to)] {
            let found = shown(text.as_deref());
            let is_right = text.as_deref().is_none_or(|text| match form.is_json() {
                true => is_moment(form, text),
                false => is_day(text),
            });
            form.require(
                is_right,
                name,
                &found,
                "a day in SDMX-ML, a date and time in SDMX-JSON",
            );
        }
        annotations(form, &mut self.annotations);
        form.parts(("SourceValue", "sourceValues"), &mut self.sources);
        form.words(("TargetValue", "targetValues"), &mut self.targets);
        form.require(
            !self.sources.is_empty() || form.is_json(),
            "SourceValue",
            "nothing",
            "a value",
        );
    }
}

impl Shape for MappedValue {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.attribute("isRegEx", &mut self.is_regex);
        form.attribute("startIndex", &mut self.start);
        form.attribute("endIndex", &mut self.end);
        form.content("value", &mut self.value);
    }
}
