//! How much of an artefact an answer shows: all, some items, what is in use, or a stub.
//!
//! Which artefacts are shown is not decided here.

use std::collections::{BTreeMap, BTreeSet};

use super::query::{Choice, Detail};
use super::select::components;
use crate::model::{
    Artefact, Class, Code, Codelist, ConceptScheme, Constraint, Dataflow, Dsd, Structures, Urn, ValueList,
};

/// An artefact with the items that are asked for; nothing if it has none. A code or concept goes on
/// naming the one it belongs under, as the standard's table of details has it, though that one does
/// not come along: the list says that it is partial.
pub(super) fn items(artefact: &Artefact, wanted: &Choice<String>) -> Option<Artefact> {
    if *wanted == Choice::Any {
        return Some(artefact.clone());
    }
    let mut artefact = artefact.clone();
    let is_any = match &mut artefact {
        Artefact::Codelist(list) => {
            list.codes.retain(|code| wanted.names(&code.item.id));
            list.is_partial = true;
            !list.codes.is_empty()
        }
        Artefact::ConceptScheme(scheme) => {
            scheme.concepts.retain(|concept| wanted.names(&concept.item.id));
            scheme.is_partial = true;
            !scheme.concepts.is_empty()
        }
        Artefact::OrganisationScheme(scheme) => {
            scheme.organisations.retain(|one| wanted.names(&one.item.id));
            scheme.is_partial = true;
            !scheme.organisations.is_empty()
        }
        Artefact::ValueList(list) => {
            list.values.retain(|value| wanted.names(&value.id));
            !list.values.is_empty()
        }
        Artefact::CategoryScheme(scheme) => {
            scheme
                .categories
                .retain(|category| wanted.names(&category.item.id));
            scheme.is_partial = true;
            !scheme.categories.is_empty()
        }
        _ => false,
    };
    is_any.then_some(artefact)
}

/// Whether a query asks for all of what it found, or of what came along.
pub(super) fn is_whole(detail: Detail, is_found: bool) -> bool {
    match detail {
        Detail::AllStubs | Detail::AllCompleteStubs => false,
        Detail::ReferenceStubs | Detail::ReferenceCompleteStubs | Detail::ReferencePartial => is_found,
        Detail::Full | Detail::Raw => true,
    }
}

/// As much of an artefact as a query asks of what it found, or of what came along.
pub(super) fn shown(artefact: Artefact, detail: Detail, is_found: bool) -> Artefact {
    match detail {
        Detail::AllStubs => stub(artefact, false),
        Detail::AllCompleteStubs => stub(artefact, true),
        Detail::ReferenceStubs if !is_found => stub(artefact, false),
        Detail::ReferenceCompleteStubs if !is_found => stub(artefact, true),
        _ => artefact,
    }
}

/// Identity and names only, with descriptions and annotations if it is complete. What cannot be
/// without its content stays as it is.
fn stub(mut artefact: Artefact, is_complete: bool) -> Artefact {
    let kept = artefact.maintainable_mut();
    kept.is_external = true;
    if !is_complete {
        kept.descriptions = Default::default();
        kept.notes = Default::default();
    }
    let kept = kept.clone();
    match artefact {
        Artefact::Codelist(_) => Artefact::Codelist(Codelist {
            artefact: kept,
            ..Codelist::default()
        }),
        Artefact::ValueList(_) => Artefact::ValueList(ValueList {
            artefact: kept,
            ..ValueList::default()
        }),
        Artefact::ConceptScheme(_) => Artefact::ConceptScheme(ConceptScheme {
            artefact: kept,
            ..ConceptScheme::default()
        }),
        Artefact::Dsd(_) => Artefact::Dsd(Dsd {
            artefact: kept,
            ..Dsd::default()
        }),
        Artefact::Dataflow(_) => Artefact::Dataflow(Dataflow {
            artefact: kept,
            ..Dataflow::default()
        }),
        Artefact::Constraint(one) => Artefact::Constraint(Constraint {
            artefact: kept,
            role: one.role,
            attachment: one.attachment,
            ..Constraint::default()
        }),
        Artefact::OrganisationScheme(mut scheme) => {
            scheme.organisations.clear();
            Artefact::OrganisationScheme(scheme)
        }
        other => other,
    }
}

/// What of lists and schemes is in use.
#[derive(Default)]
pub(super) struct Used {
    /// The codes that constraints leave of a list; none where nothing constrains it.
    codes: BTreeMap<Urn, Option<BTreeSet<String>>>,
    /// The concepts of components, whose schemes are named by agency and identifier.
    concepts: BTreeSet<(String, String, String)>,
    /// Who maintains what is used.
    agencies: BTreeSet<String>,
}

impl Used {
    /// What the structures and flows among these leave.
    pub(super) fn of(all: &Structures, among: &BTreeSet<&Urn>) -> Self {
        let mut used = Self::default();
        for artefact in among.iter().filter_map(|urn| all.get(urn)) {
            used.agencies.insert(artefact.maintainable().agency.clone());
            match artefact {
                Artefact::Dsd(dsd) => used.add_concepts(dsd),
                Artefact::Dataflow(flow) => used.add_flow(all, flow),
                _ => {}
            }
        }
        used
    }

    fn add_concepts(&mut self, dsd: &Dsd) {
        for concept in components(dsd).flat_map(|component| component.concept.iter().chain(&component.roles))
        {
            let item = concept.item.clone().unwrap_or_default();
            self.concepts
                .insert((concept.agency.clone(), concept.id.clone(), item));
        }
    }

    fn add_flow(&mut self, all: &Structures, flow: &Dataflow) {
        let dsd = flow.structure.as_ref().and_then(|urn| all.resolve(urn));
        let Some(Artefact::Dsd(dsd)) = dsd else { return };
        let urn = Artefact::Dataflow(flow.clone()).urn();
        let is_of_flow = |constraint: &&Constraint| {
            let attached = constraint.attachment.as_ref();
            attached.is_some_and(|attached| attached.targets.contains(&urn))
        };
        let constraints: Vec<&Constraint> = all.constraints().filter(is_of_flow).collect();
        for component in components(dsd) {
            let representation = component.representation.as_ref();
            let list = representation.and_then(|representation| representation.enumeration.as_ref());
            let Some(list) = list.and_then(|urn| all.resolve(urn)).map(Artefact::urn) else {
                continue;
            };
            let left = values(&constraints, &component.id);
            match (
                self.codes.entry(list).or_insert_with(|| Some(BTreeSet::new())),
                left,
            ) {
                (Some(known), Some(left)) => known.extend(left),
                (known, _) => *known = None,
            }
        }
    }

    /// An artefact with what is in use of it.
    pub(super) fn part(&self, mut artefact: Artefact) -> Artefact {
        let urn = artefact.urn();
        match &mut artefact {
            Artefact::Codelist(list) => {
                if let Some(Some(codes)) = self.codes.get(&urn) {
                    keep(list, codes);
                }
            }
            Artefact::ConceptScheme(scheme) if !self.concepts.is_empty() => {
                let before = scheme.concepts.len();
                scheme.concepts.retain(|concept| {
                    let name = (urn.agency.clone(), urn.id.clone(), concept.item.id.clone());
                    self.concepts.contains(&name)
                });
                scheme.is_partial |= scheme.concepts.len() < before;
            }
            Artefact::OrganisationScheme(scheme) if scheme.class == Class::AgencyScheme => {
                let before = scheme.organisations.len();
                let of = scheme.artefact.agency.clone();
                let is_used = |id: &str| self.agencies.iter().any(|agency| is_agency(agency, &of, id));
                scheme.organisations.retain(|one| is_used(&one.item.id));
                scheme.is_partial |= scheme.organisations.len() < before;
            }
            _ => {}
        }
        artefact
    }
}

/// Whether an agency is an item of a scheme: `XX` stands in that of `SDMX`, `XX.STAT` in that of `XX`.
pub(super) fn is_agency(agency: &str, of: &str, id: &str) -> bool {
    agency.rsplit_once('.').unwrap_or(("SDMX", agency)) == (of, id)
}

/// The values of a component that constraints leave; none if no region speaks of it.
fn values(constraints: &[&Constraint], component: &str) -> Option<BTreeSet<String>> {
    let regions = constraints.iter().flat_map(|constraint| &constraint.regions);
    let included = regions.filter(|region| !region.is_excluded);
    let members = included.flat_map(|region| region.keys.iter().chain(&region.components));
    let mut members = members
        .filter(|member| member.id == component && !member.is_excluded)
        .peekable();
    members.peek()?;
    Some(
        members
            .flat_map(|member| member.values.iter().map(|one| one.value.clone()))
            .collect(),
    )
}

/// Keeps codes and those above them.
fn keep(list: &mut Codelist, codes: &BTreeSet<String>) {
    let above: BTreeMap<&str, Option<&str>> = list
        .codes
        .iter()
        .map(|code| (code.item.id.as_str(), code.parent.as_deref()))
        .collect();
    let mut kept: BTreeSet<String> = BTreeSet::new();
    for code in codes {
        let mut next = Some(code.as_str());
        while let Some(id) = next.filter(|id| above.contains_key(id) && kept.insert((*id).to_owned())) {
            next = above.get(id).copied().flatten();
        }
    }
    let before = list.codes.len();
    list.codes.retain(|code: &Code| kept.contains(&code.item.id));
    list.is_partial |= list.codes.len() < before;
}
