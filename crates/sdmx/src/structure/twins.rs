//! Finds what an artefact has twice and may have once: codes, concepts, components.
//!
//! An id that stands for two things stands for neither, and whoever looks it up gets one of them.

use std::collections::HashSet;

use crate::model::{Artefact, Dsd};

/// The first id that is there twice, and what it is the id of.
pub(super) fn first(artefact: &Artefact) -> Option<(&'static str, &str)> {
    match artefact {
        Artefact::Codelist(list) => {
            let ids = list.codes.iter().map(|code| code.item.id.as_str());
            again(ids).map(|id| ("code", id))
        }
        Artefact::ConceptScheme(scheme) => {
            let ids = scheme.concepts.iter().map(|concept| concept.item.id.as_str());
            again(ids).map(|id| ("concept", id))
        }
        Artefact::Dsd(dsd) => of_definition(dsd),
        _ => None,
    }
}

fn of_definition(dsd: &Dsd) -> Option<(&'static str, &str)> {
    let dimensions = dsd.dimensions.iter().map(|dimension| &dimension.component);
    let measures = dsd.measures.iter().map(|measure| &measure.component);
    let attributes = dsd.attributes.iter().map(|attribute| &attribute.component);
    let all = dimensions.chain(&dsd.time).chain(measures).chain(attributes);
    let groups = dsd.groups.iter().map(|group| group.id.as_str());
    again(all.map(|component| component.id.as_str()))
        .map(|id| ("component", id))
        .or_else(|| again(groups).map(|id| ("group", id)))
}

fn again<'a>(ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut known = HashSet::new();
    ids.into_iter().find(|id| !known.insert(*id))
}
