//! Constraints, what they are attached to, and availability.

use super::artefact::{maintainable, own_urn};
use super::notes::annotations;
use super::region::{key_sets, regions};
use crate::model::{
    Attachment, Availability, Class, Constraint, CubeRegion, QueryableSource, ReferencePeriod,
    ReleaseCalendar, Role, Urn, is_id,
};
use crate::standard::Standard;
use crate::structure::form::{Form, Name, Shape};

impl Shape for Constraint {
    fn shape(&mut self, form: &mut Form<'_>) {
        let class = if form.is_three() {
            Class::DataConstraint
        } else {
            Class::ContentConstraint
        };
        maintainable(form, &mut self.artefact, class, is_id);
        role(form, &mut self.role);
        form.part("ConstraintAttachment", &mut self.attachment);
        let has_calendar = !form.is_three_one();
        if form.is_three() && form.has(has_calendar, self.calendar.is_some(), "ReleaseCalendar") {
            form.part("ReleaseCalendar", &mut self.calendar);
        }
        key_sets(form, &mut self.key_sets);
        regions(form, &mut self.regions);
        if !form.is_three() {
            form.pass_over(("MetadataKeySet", "metadataKeySets"));
            form.pass_over(("MetadataTargetRegion", "metadataTargetRegions"));
            form.part("ReleaseCalendar", &mut self.calendar);
        }
        let has_period = !form.is_three();
        if form.has(has_period, self.reference_period.is_some(), "ReferencePeriod") {
            form.part("ReferencePeriod", &mut self.reference_period);
        }
    }
}

/// What a constraint speaks of: required in SDMX 3.0, `Actual` in 2.1 unless said, `Allowed` in 3.1.
fn role(form: &mut Form<'_>, this: &mut Role) {
    if form.is_three_one() {
        form.has(*this == Role::Allowed, true, "role");
        return;
    }
    let name = if form.is_three() { "role" } else { "type" };
    let mut word = form.is_writing.then_some(*this);
    form.attribute(name, &mut word);
    let is_said = word.is_some() || !form.is_three() || form.is_json();
    form.require(is_said, "role", "nothing", "Allowed or Actual");
    let default = if form.is_three() {
        Role::Allowed
    } else {
        Role::Actual
    };
    *this = word.unwrap_or(default);
}

impl Shape for Attachment {
    fn shape(&mut self, form: &mut Form<'_>) {
        let classes: [(Name, &[Class]); 6] = [
            (("DataProvider", "dataProvider").into(), &[Class::DataProvider]),
            (
                ("DataStructure", "dataStructures").into(),
                &[Class::DataStructure],
            ),
            (
                ("MetadataStructure", "metadataStructures").into(),
                &[Class::MetadataStructure],
            ),
            (("Dataflow", "dataflows").into(), &[Class::Dataflow]),
            (("Metadataflow", "metadataflows").into(), &[Class::Metadataflow]),
            (
                ("ProvisionAgreement", "provisionAgreements").into(),
                &[Class::ProvisionAgreement],
            ),
        ];
        let mut all = std::mem::take(&mut self.targets);
        let is_uniform = all
            .iter()
            .all(|urn| Some(urn.class) == all.first().map(|first| first.class));
        form.require(
            is_uniform,
            "ConstraintAttachment",
            "several classes",
            "targets of one class",
        );
        for (name, classes) in classes {
            let mut targets: Vec<_> = all.extract_if(.., |urn| classes.contains(&urn.class)).collect();
            if classes == [Class::DataProvider] {
                let mut provider = targets.pop();
                form.require(targets.is_empty(), "DataProvider", "several", "one provider");
                form.reference(name, &mut provider, classes);
                self.targets.extend(provider);
            } else {
                form.references(name, &mut targets, classes);
                self.targets.append(&mut targets);
            }
        }
        form.require(
            all.is_empty(),
            "ConstraintAttachment",
            "another class",
            "a target of a constraint",
        );
        sources(form, self);
        self.check(form);
    }
}

fn sources(form: &mut Form<'_>, this: &mut Attachment) {
    let has_sources = !form.is_three_one();
    let any = !this.simple_sources.is_empty() || !this.queryable_sources.is_empty();
    if !form.has(has_sources, any, "SimpleDataSource") {
        return;
    }
    if form.standard == Standard::Json1_0 {
        let mut one = this.simple_sources.pop();
        let is_one = this.simple_sources.is_empty();
        form.require(is_one, "simpleDataSource", "several", "one in SDMX-JSON 1.0");
        form.element("simpleDataSource", &mut one);
        this.simple_sources.extend(one);
    } else {
        form.words(
            ("SimpleDataSource", "simpleDataSources"),
            &mut this.simple_sources,
        );
    }
    form.parts(
        ("QueryableDataSource", "queryableDataSources"),
        &mut this.queryable_sources,
    );
    form.pass_over(("DataSet", "dataSets"));
}

impl Shape for QueryableSource {
    fn shape(&mut self, form: &mut Form<'_>) {
        let space = form.space;
        form.must("isRESTDatasource", &mut self.is_rest);
        form.must("isWebServiceDatasource", &mut self.is_soap);
        form.space = "com:";
        form.must_element(("DataURL", "dataURL"), &mut self.data_url);
        form.element(("WSDLURL", "wsdlURL"), &mut self.wsdl_url);
        form.element(("WADLURL", "wadlURL"), &mut self.wadl_url);
        form.space = space;
    }
}

impl Shape for ReleaseCalendar {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.must_element("Periodicity", &mut self.periodicity);
        form.must_element("Offset", &mut self.offset);
        form.must_element("Tolerance", &mut self.tolerance);
    }
}

impl Shape for ReferencePeriod {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.must("startTime", &mut self.start);
        form.must("endTime", &mut self.end);
    }
}

impl Shape for Availability {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.attribute("seriesCount", &mut self.series);
        form.attribute("obsCount", &mut self.observations);
        own_urn(form, None);
        annotations(form, &mut self.notes.annotations);
        match form.is_json() {
            true => {
                form.inside("constraintAttachment", true, |form| {
                    single(form, &mut self.attachment)
                });
            }
            false => form.must_part("ConstraintAttachment", &mut self.attachment),
        }
        let mut region: Option<CubeRegion> = form.is_writing.then(|| std::mem::take(&mut self.region));
        form.part("CubeRegion", &mut region);
        form.require(region.is_some(), "CubeRegion", "nothing", "a region");
        self.region = region.unwrap_or_default();
    }
}

/// What an availability is attached to in SDMX-JSON: one artefact.
fn single(form: &mut Form<'_>, this: &mut Attachment) {
    let mut target = this.targets.pop();
    let has_more = !this.targets.is_empty() || !this.simple_sources.is_empty();
    form.has(
        false,
        has_more || !this.queryable_sources.is_empty(),
        "constraintAttachment",
    );
    for class in [Class::DataStructure, Class::Dataflow, Class::ProvisionAgreement] {
        let mut one = target.take_if(|urn| urn.class == class);
        form.reference(class.word(), &mut one, &[class]);
        this.targets.extend(one);
    }
    form.require(
        this.targets.len() == 1,
        "constraintAttachment",
        "none or several",
        "one target",
    );
}

impl Attachment {
    /// One kind of target or source; services only beside structures, dataflows and agreements.
    fn check(&self, form: &mut Form<'_>) {
        let is_loose = form.standard == Standard::Json1_0;
        let has_targets = !self.targets.is_empty();
        let is_one = has_targets == self.simple_sources.is_empty();
        form.require(
            is_one || is_loose,
            "ConstraintAttachment",
            "none or two",
            "targets or sources",
        );
        let is_served = self.targets.iter().all(|urn| urn.class != Class::DataProvider) && has_targets;
        let is_right = is_served || self.queryable_sources.is_empty() || is_loose;
        form.require(
            is_right,
            "QueryableDataSource",
            "a service",
            "none beside a provider",
        );
        let is_one = form.is_three() || self.simple_sources.len() < 2;
        form.require(is_one, "SimpleDataSource", "several", "one in SDMX 2.1");
        let is_metadata = |urn: &Urn| matches!(urn.class, Class::MetadataStructure | Class::Metadataflow);
        let is_right = !form.is_three() || !self.targets.iter().any(is_metadata);
        form.require(is_right, "ConstraintAttachment", "metadata", "data in SDMX 3");
    }
}
