//! Concept schemes.

use super::artefact::{item, maintainable};
use super::facets::Facets;
use super::representation::{Place, representation};
use crate::model::{Class, Concept, ConceptScheme, IsoConcept, Urn, is_ncname};
use crate::standard::Standard;
use crate::structure::form::{Form, Shape};

impl Shape for ConceptScheme {
    fn shape(&mut self, form: &mut Form<'_>) {
        maintainable(form, &mut self.artefact, Class::ConceptScheme, is_ncname);
        form.flag("isPartial", &mut self.is_partial, false);
        if form.standard == Standard::Json1_0 {
            let scheme = self.artefact.urn(Class::ConceptScheme);
            self.concepts
                .iter_mut()
                .for_each(|concept| name_parent(concept, &scheme));
            form.parts("concepts", &mut self.concepts);
            return self.concepts.iter_mut().for_each(cut_parent);
        }
        form.parts(("Concept", "concepts"), &mut self.concepts);
    }
}

/// SDMX-JSON 1.0 names the parent of a concept by its URN.
fn name_parent(concept: &mut Concept, scheme: &Urn) {
    let parent = concept.parent.take();
    concept.parent = parent.map(|parent| scheme.with_item(Class::Concept, parent).to_string());
}

fn cut_parent(concept: &mut Concept) {
    let item = concept
        .parent
        .as_deref()
        .and_then(Urn::parse)
        .and_then(|urn| urn.item);
    concept.parent = item.or_else(|| concept.parent.take());
}

impl Shape for Concept {
    fn shape(&mut self, form: &mut Form<'_>) {
        item(form, &mut self.item, is_ncname);
        match form.standard {
            Standard::Json1_0 => {
                form.element("parent", &mut self.parent);
                if let Some(parent) = self.parent.as_deref() {
                    let is_item = Urn::parse(parent).is_some_and(|urn| urn.item.is_some());
                    let expected = "a concept's URN or identifier";
                    form.require(
                        is_item || is_ncname(parent),
                        "parent",
                        &format!("{parent:?}"),
                        expected,
                    );
                }
            }
            _ => form.local("Parent", &mut self.parent),
        }
        let lists = [Class::Codelist, Class::ValueList];
        let lists = if form.is_three() { &lists[..] } else { &lists[..1] };
        let place = Place {
            lists,
            facets: Facets::Basic,
            has_occurs: true,
        };
        representation(form, "CoreRepresentation", &mut self.representation, place);
        match form.standard {
            Standard::Json1_0 => {
                form.has(false, self.iso.is_some(), "isoConceptReference");
                form.pass_over(("", "isoConceptReference"));
            }
            _ => form.part(("ISOConceptReference", "isoConceptReference"), &mut self.iso),
        }
    }
}

impl Shape for IsoConcept {
    fn shape(&mut self, form: &mut Form<'_>) {
        form.must_element("ConceptAgency", &mut self.agency);
        form.must_element("ConceptSchemeID", &mut self.scheme);
        form.must_element("ConceptID", &mut self.id);
    }
}
