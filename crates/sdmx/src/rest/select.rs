//! Which artefacts a structure query means, and what goes with them.
//!
//! What there is comes as an argument. How much of each artefact is given stands in `extent`.
//! Relations are those between structures, flows, agreements, schemes, lists, constraints and
//! maps, and of each artefact to the scheme of agencies that names who maintains it; hierarchies are found by themselves and lead nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::extent;
use super::query::{ArtefactType, Choice, Detail, Reference, References, StructureQuery};
use crate::model::{
    Artefact, Class, Component, Dsd, HierarchicalCode, MapEnd, OrganisationScheme, Role, Structures, Urn,
    Version,
};

/// The answer to a structure query out of all there is; empty if nothing is meant.
///
/// With [`Detail::ReferencePartial`] code lists that come along hold the codes that constraints of
/// the dataflows leave, with those above them, and concept schemes the concepts in use.
pub fn select(all: &Structures, query: &StructureQuery) -> Structures {
    let relations = Relations::of(all);
    let matched = matched(all, query);
    let found: BTreeSet<&Urn> = matched.iter().map(|artefact| artefact.0).collect();
    let mut related = BTreeSet::new();
    for reference in &query.references {
        related.extend(relations.related(&found, *reference));
    }
    let mut selected = Structures::new();
    for (urn, artefact) in matched {
        if query.items == Choice::Any && extent::is_whole(query.detail, true) {
            selected.share(all, urn);
        } else if let Some(shown) = extent::items(artefact, &query.items) {
            selected.insert(extent::shown(shown, query.detail, true));
        }
    }
    if selected.is_empty() {
        return selected;
    }
    let partial = (query.detail == Detail::ReferencePartial)
        .then(|| extent::Used::of(all, &relations.closure(&found, Relations::children)));
    for urn in related.difference(&found) {
        if extent::is_whole(query.detail, false) {
            selected.share(all, urn);
        } else if let Some(artefact) = all.get(urn) {
            let artefact = match &partial {
                Some(used) => used.part(artefact.clone()),
                None => artefact.clone(),
            };
            selected.insert(extent::shown(artefact, query.detail, false));
        }
    }
    selected
}

impl Reference {
    /// Which of some versions of one artefact are meant.
    fn versions_of(&self, versions: &[&Version]) -> Vec<Version> {
        let chosen = |wanted: &crate::model::VersionReference| wanted.chosen(versions.iter().copied());
        self.versions.iter().flat_map(chosen).cloned().collect()
    }

    /// Whether an artefact of which this is the only version is meant.
    pub fn admits(&self, agency: &str, id: &str, version: &Version) -> bool {
        self.agencies.admits(agency) && self.ids.admits(id) && !self.versions_of(&[version]).is_empty()
    }
}

/// Class, agency and identifier: what versions of one artefact share.
type Name<'s> = (Class, &'s str, &'s str);

/// Those that the path of a query names.
fn matched<'s>(all: &'s Structures, query: &StructureQuery) -> Vec<(&'s Urn, &'s Artefact)> {
    let wanted = |(urn, artefact): &(&Urn, &Artefact)| {
        let of_type = query
            .artefact
            .is_none_or(|artefact_type| is_of(artefact, artefact_type));
        let reference = &query.reference;
        of_type && reference.agencies.admits(urn.agency.as_str()) && reference.ids.admits(urn.id.as_str())
    };
    let mut series: BTreeMap<Name<'_>, Vec<(&Urn, &Artefact)>> = BTreeMap::new();
    for (urn, artefact) in all.iter().filter(wanted) {
        let name = (urn.class, urn.agency.as_str(), urn.id.as_str());
        series.entry(name).or_default().push((urn, artefact));
    }
    let mut found = Vec::new();
    for alike in series.into_values() {
        if alike.iter().any(|(urn, _)| has_no_versions(urn.class)) {
            found.extend(alike);
            continue;
        }
        let version = |artefact: &Artefact| artefact.maintainable().version.clone();
        let versions: Vec<Version> = alike.iter().map(|(_, artefact)| version(artefact)).collect();
        let chosen = query.reference.versions_of(&versions.iter().collect::<Vec<_>>());
        found.extend(
            alike
                .into_iter()
                .filter(|(_, artefact)| chosen.contains(&version(artefact))),
        );
    }
    found
}

/// Whether there is always one of a class, which is numbered 1.0 and never changes its number.
fn has_no_versions(class: Class) -> bool {
    matches!(
        class,
        Class::AgencyScheme
            | Class::DataProviderScheme
            | Class::DataConsumerScheme
            | Class::MetadataProviderScheme
    )
}

/// Whether an artefact is of a type that paths name.
fn is_of(artefact: &Artefact, artefact_type: ArtefactType) -> bool {
    use ArtefactType as Type;
    if let Artefact::Constraint(constraint) = artefact {
        return match artefact_type {
            Type::DataConstraint | Type::ContentConstraint => true,
            Type::ActualConstraint => constraint.role == Role::Actual,
            Type::AllowedConstraint => constraint.role == Role::Allowed,
            _ => false,
        };
    }
    if let Artefact::OrganisationScheme(scheme) = artefact {
        let word = scheme.class.word().to_ascii_lowercase();
        return artefact_type == Type::OrganisationScheme || artefact_type.word() == word;
    }
    artefact.class().word().to_ascii_lowercase() == artefact_type.word()
}

/// Which artefact refers to which.
pub(super) struct Relations<'s> {
    down: BTreeMap<&'s Urn, BTreeSet<&'s Urn>>,
    up: BTreeMap<&'s Urn, BTreeSet<&'s Urn>>,
    all: &'s Structures,
}

impl<'s> Relations<'s> {
    fn of(all: &'s Structures) -> Self {
        let (mut down, mut up) = (BTreeMap::new(), BTreeMap::new());
        let known: BTreeMap<Urn, &Urn> = all.iter().map(|(urn, _)| (urn.clone(), urn)).collect();
        let agencies = AgencySchemes::of(all);
        for (urn, artefact) in all.iter() {
            for target in agencies.maintaining(urn) {
                down.entry(urn).or_insert_with(BTreeSet::new).insert(target);
                up.entry(target).or_insert_with(BTreeSet::new).insert(urn);
            }
            for reference in references(artefact) {
                let target = all.resolve(&reference).map(Artefact::urn);
                let Some(target) = target.and_then(|target| known.get(&target).copied()) else {
                    continue;
                };
                down.entry(urn).or_insert_with(BTreeSet::new).insert(target);
                up.entry(target).or_insert_with(BTreeSet::new).insert(urn);
            }
        }
        Self { down, up, all }
    }

    pub(super) fn children(&self, urn: &Urn) -> impl Iterator<Item = &'s Urn> + use<'_, 's> {
        self.down.get(urn).into_iter().flatten().copied()
    }

    fn parents(&self, urn: &Urn) -> impl Iterator<Item = &'s Urn> + use<'_, 's> {
        self.up.get(urn).into_iter().flatten().copied()
    }

    /// These and all that a step leads to, again and again.
    pub(super) fn closure<'a, I>(
        &'a self,
        from: &BTreeSet<&'s Urn>,
        step: impl Fn(&'a Self, &Urn) -> I,
    ) -> BTreeSet<&'s Urn>
    where
        I: Iterator<Item = &'s Urn>,
    {
        let mut found = from.clone();
        let mut open: Vec<&Urn> = from.iter().copied().collect();
        while let Some(urn) = open.pop() {
            open.extend(step(self, urn).filter(|next| found.insert(next)));
        }
        found
    }

    fn related(&self, found: &BTreeSet<&'s Urn>, references: References) -> BTreeSet<&'s Urn> {
        let children = |of: &BTreeSet<&'s Urn>| of.iter().flat_map(|urn| self.children(urn)).collect();
        let parents: BTreeSet<&Urn> = found.iter().flat_map(|urn| self.parents(urn)).collect();
        let siblings = || -> BTreeSet<&Urn> { children(&parents) };
        match references {
            References::Parents => parents,
            References::ParentsAndSiblings => &parents | &siblings(),
            References::Ancestors => self.closure(found, Self::parents),
            References::Children => children(found),
            References::Descendants => self.closure(found, Self::children),
            References::All => &(&parents | &siblings()) | &self.closure(found, Self::children),
            References::Type(artefact_type) => {
                let above = self.closure(found, Self::parents);
                let mut around = self.closure(&above, Self::children);
                around.retain(|urn| {
                    self.all
                        .get(urn)
                        .is_some_and(|artefact| is_of(artefact, artefact_type))
                });
                around
            }
        }
    }
}

/// The schemes that name agencies: every artefact refers to the one that names who maintains it.
struct AgencySchemes<'s>(Vec<(&'s Urn, &'s OrganisationScheme)>);

impl<'s> AgencySchemes<'s> {
    fn of(all: &'s Structures) -> Self {
        let scheme = |(urn, artefact): (&'s Urn, &'s Artefact)| match artefact {
            Artefact::OrganisationScheme(scheme) if scheme.class == Class::AgencyScheme => {
                Some((urn, scheme))
            }
            _ => None,
        };
        Self(all.iter().filter_map(scheme).collect())
    }

    /// Those that name the agency of an artefact, which is not one of them itself.
    fn maintaining(&self, urn: &Urn) -> impl Iterator<Item = &'s Urn> + use<'_, 's> {
        let (agency, class) = (urn.agency.clone(), urn.class);
        let names = move |scheme: &OrganisationScheme| {
            let of = &scheme.artefact.agency;
            let mut items = scheme.organisations.iter();
            class != Class::AgencyScheme && items.any(|one| extent::is_agency(&agency, of, &one.item.id))
        };
        let found = self.0.iter().filter(move |(_, scheme)| names(scheme));
        found.map(|(urn, _)| *urn)
    }
}

/// What an artefact refers to: artefacts only.
fn references(artefact: &Artefact) -> Vec<Urn> {
    match artefact {
        Artefact::Dataflow(flow) => flow.structure.iter().cloned().collect(),
        Artefact::Dsd(dsd) => components(dsd).flat_map(of_component).collect(),
        Artefact::ConceptScheme(scheme) => {
            let representations = scheme
                .concepts
                .iter()
                .filter_map(|one| one.representation.as_ref());
            representations
                .filter_map(|representation| representation.enumeration.clone())
                .collect()
        }
        Artefact::Codelist(list) => {
            let extensions = list.extensions.iter();
            extensions
                .filter_map(|extension| extension.codelist.clone())
                .collect()
        }
        Artefact::ProvisionAgreement(agreement) => {
            let providers = agreement.provider.iter();
            let schemes = providers.map(|urn| urn.without_item(Class::DataProviderScheme));
            schemes.chain(agreement.dataflow.iter().cloned()).collect()
        }
        Artefact::Constraint(constraint) => {
            let attached = constraint.attachment.iter();
            attached.flat_map(|attached| attached.targets.clone()).collect()
        }
        Artefact::Categorisation(one) => {
            let schemes = one
                .target
                .iter()
                .map(|urn| urn.without_item(Class::CategoryScheme));
            schemes.chain(one.source.iter().cloned()).collect()
        }
        Artefact::StructureMap(map) => {
            let maps = map
                .components
                .iter()
                .filter_map(|component| component.representation.as_ref());
            let ends = map.source.iter().chain(&map.target);
            ends.chain(maps).cloned().collect()
        }
        Artefact::Hierarchy(hierarchy) => of_codes(&hierarchy.tree.codes),
        Artefact::HierarchicalCodelist(list) => {
            let included = list.included.iter().filter_map(|one| one.codelist.clone());
            let trees = list.hierarchies.iter().flat_map(|one| of_codes(&one.tree.codes));
            included.chain(trees).collect()
        }
        Artefact::HierarchyAssociation(association) => {
            let ends = association.hierarchy.iter().chain(&association.context);
            ends.chain(&association.object).map(artefact_of).collect()
        }
        Artefact::RepresentationMap(map) => {
            let ends = map.sources.iter().chain(&map.targets);
            let list = |end: &MapEnd| match end {
                MapEnd::List(urn) => Some(urn.clone()),
                MapEnd::Type(_) => None,
            };
            ends.filter_map(list).collect()
        }
        Artefact::OrganisationScheme(_) | Artefact::ValueList(_) | Artefact::CategoryScheme(_) => Vec::new(),
    }
}

/// The lists of codes in a hierarchy.
fn of_codes(codes: &[HierarchicalCode]) -> Vec<Urn> {
    let (mut lists, mut open) = (BTreeSet::new(), codes.iter().collect::<Vec<_>>());
    while let Some(code) = open.pop() {
        lists.extend(code.code.iter().map(artefact_of));
        open.extend(&code.codes);
    }
    lists.into_iter().collect()
}

/// The artefact that a reference means, or is into.
fn artefact_of(reference: &Urn) -> Urn {
    match reference.class {
        class if class.is_maintainable() => reference.clone(),
        Class::Code => reference.without_item(Class::Codelist),
        Class::Concept => reference.without_item(Class::ConceptScheme),
        Class::Category => reference.without_item(Class::CategoryScheme),
        _ => reference.without_item(Class::DataStructure),
    }
}

/// Every component of a definition.
pub(super) fn components(dsd: &Dsd) -> impl Iterator<Item = &Component> {
    let dimensions = dsd.dimensions.iter().map(|dimension| &dimension.component);
    let measures = dsd.measures.iter().map(|measure| &measure.component);
    let attributes = dsd.attributes.iter().map(|attribute| &attribute.component);
    dimensions.chain(&dsd.time).chain(measures).chain(attributes)
}

/// The concept scheme and the list of a component.
fn of_component(component: &Component) -> Vec<Urn> {
    let concepts = component.concept.iter().chain(&component.roles);
    let schemes = concepts.map(|concept| concept.without_item(Class::ConceptScheme));
    let representation = component.representation.as_ref();
    let list = representation.and_then(|representation| representation.enumeration.clone());
    schemes.chain(list).collect()
}

impl Choice<String> {
    /// Whether an item is chosen by its last part.
    pub(super) fn names(&self, id: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Of(items) => items
                .iter()
                .any(|item| item == id || item.rsplit('.').next() == Some(id)),
        }
    }
}
