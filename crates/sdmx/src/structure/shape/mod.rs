//! How each artefact is written down: one description for reading and writing, for all standards.
//!
//! A description says what may stand where; what a field means is in the model.

mod artefact;
mod category;
mod codelist;
mod concept;
mod constraint;
mod dataflow;
mod dsd;
mod facets;
mod header;
mod hierarchy;
mod mapping;
mod notes;
mod organisation;
mod region;
mod representation;

use super::form::{Form, Shape};
use crate::model::{Artefact, Class, Constraint, OrganisationScheme};

/// Reads the artefact of a class.
pub(super) fn read(class: Class, mut form: Form<'_>) -> Option<Artefact> {
    let artefact = match class {
        Class::Codelist => Artefact::Codelist(filled(&mut form)),
        Class::ValueList => Artefact::ValueList(filled(&mut form)),
        Class::HierarchicalCodelist => Artefact::HierarchicalCodelist(filled(&mut form)),
        Class::Hierarchy => Artefact::Hierarchy(filled(&mut form)),
        Class::HierarchyAssociation => Artefact::HierarchyAssociation(filled(&mut form)),
        Class::ConceptScheme => Artefact::ConceptScheme(filled(&mut form)),
        Class::DataStructure => Artefact::Dsd(filled(&mut form)),
        Class::Dataflow => Artefact::Dataflow(filled(&mut form)),
        Class::CategoryScheme => Artefact::CategoryScheme(filled(&mut form)),
        Class::Categorisation => Artefact::Categorisation(filled(&mut form)),
        Class::ProvisionAgreement => Artefact::ProvisionAgreement(filled(&mut form)),
        Class::DataConstraint => Artefact::Constraint(filled::<Constraint>(&mut form)),
        Class::StructureMap => Artefact::StructureMap(filled(&mut form)),
        Class::RepresentationMap => Artefact::RepresentationMap(filled(&mut form)),
        _ => {
            let mut scheme = OrganisationScheme::empty(class)?;
            scheme.fill(&mut form);
            Artefact::OrganisationScheme(scheme)
        }
    };
    form.close();
    Some(artefact)
}

fn filled<T: Shape>(form: &mut Form<'_>) -> T {
    let mut part = T::default();
    part.shape(form);
    part
}

/// Fills a form from an artefact, which is used up by it.
pub(super) fn write(artefact: &mut Artefact, form: &mut Form<'_>) {
    match artefact {
        Artefact::OrganisationScheme(scheme) => scheme.fill(form),
        Artefact::Codelist(artefact) => artefact.shape(form),
        Artefact::ValueList(artefact) => artefact.shape(form),
        Artefact::HierarchicalCodelist(artefact) => artefact.shape(form),
        Artefact::Hierarchy(artefact) => artefact.shape(form),
        Artefact::HierarchyAssociation(artefact) => artefact.shape(form),
        Artefact::ConceptScheme(artefact) => artefact.shape(form),
        Artefact::Dsd(artefact) => artefact.shape(form),
        Artefact::Dataflow(artefact) => artefact.shape(form),
        Artefact::CategoryScheme(artefact) => artefact.shape(form),
        Artefact::Categorisation(artefact) => artefact.shape(form),
        Artefact::ProvisionAgreement(artefact) => artefact.shape(form),
        Artefact::Constraint(artefact) => artefact.shape(form),
        Artefact::StructureMap(artefact) => artefact.shape(form),
        Artefact::RepresentationMap(artefact) => artefact.shape(form),
    }
}
