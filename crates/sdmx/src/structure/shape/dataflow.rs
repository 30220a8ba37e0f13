//! Dataflows and provision agreements.

use super::artefact::maintainable;
use crate::model::{Class, Dataflow, ProvisionAgreement, is_id};
use crate::structure::form::{Form, Name, Shape};

impl Shape for Dataflow {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::Dataflow, is_id);
        form.reference("Structure", &mut self.structure, &[Class::DataStructure]);
        let has_dimensions = form.is_three_one();
        if !form.has(has_dimensions, !self.dimensions.is_empty(), "DimensionConstraint") {
            return;
        }
        if form.is_json() {
            return form.locals("dimensionConstraint", &mut self.dimensions);
        }
        let is_there = !self.dimensions.is_empty();
        form.inside("DimensionConstraint", is_there, |form| {
            form.locals("Dimension", &mut self.dimensions)
        });
    }
}

impl Shape for ProvisionAgreement {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::ProvisionAgreement, is_id);
        let dataflow: Name = match form.is_three() {
            true => "Dataflow".into(),
            false => "StructureUsage".into(),
        };
        form.must_reference(
            dataflow,
            &mut self.dataflow,
            &[Class::Dataflow, Class::Metadataflow],
        );
        form.must_reference("DataProvider", &mut self.provider, &[Class::DataProvider]);
    }
}
