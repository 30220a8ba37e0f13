//! Artefacts of all classes together, found by their URN.
//!
//! References between them are not checked, and what is not here is not fetched.

use super::artefact::Maintainable;
use super::category::{Categorisation, CategoryScheme};
use super::class::Class;
use super::codelist::{Codelist, ValueList};
use super::concept::ConceptScheme;
use super::constraint::{Availability, Constraint};
use super::dataflow::{Dataflow, ProvisionAgreement};
use super::dsd::Dsd;
use super::hierarchy::{HierarchicalCodelist, Hierarchy, HierarchyAssociation};
use super::mapping::{RepresentationMap, StructureMap};
use super::organisation::OrganisationScheme;
use super::urn::Urn;
use std::collections::BTreeMap;
use std::sync::Arc;

macro_rules! artefacts {
    ($($(#[$note:meta])* $name:ident($kind:ty) = $class:expr, $one:ident, $all:ident;)+) => {
        /// An artefact of any class that is modelled.
        #[expect(clippy::large_enum_variant, reason = "each stands alone in the map of all")]
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Artefact {
            /// A scheme of organisations.
            OrganisationScheme(OrganisationScheme),
            $($(#[$note])* $name($kind),)+
        }

        impl Artefact {
            /// Its class. A constraint is a [`Class::DataConstraint`], also one of SDMX 2.1.
            pub fn class(&self) -> Class {
                match self {
                    Self::OrganisationScheme(scheme) => scheme.class,
                    $(Self::$name(_) => $class,)+
                }
            }

            /// What every artefact has.
            pub fn maintainable(&self) -> &Maintainable {
                match self {
                    Self::OrganisationScheme(scheme) => &scheme.artefact,
                    $(Self::$name(artefact) => &artefact.artefact,)+
                }
            }
        }

        impl Artefact {
            /// What every artefact has, to be changed.
            pub fn maintainable_mut(&mut self) -> &mut Maintainable {
                match self {
                    Self::OrganisationScheme(scheme) => &mut scheme.artefact,
                    $(Self::$name(artefact) => &mut artefact.artefact,)+
                }
            }
        }

        impl Structures {
            $(
                #[doc = concat!("The ", stringify!($name), " of a URN.")]
                pub fn $one(&self, urn: &Urn) -> Option<&$kind> {
                    match self.get(urn) {
                        Some(Artefact::$name(artefact)) => Some(artefact),
                        _ => None,
                    }
                }

                #[doc = concat!("Every ", stringify!($name), ", in the order of their URNs.")]
                pub fn $all(&self) -> impl Iterator<Item = &$kind> {
                    self.artefacts.values().filter_map(|artefact| match &**artefact {
                        Artefact::$name(artefact) => Some(artefact),
                        _ => None,
                    })
                }
            )+
        }

        $(
            impl From<$kind> for Artefact {
                fn from(artefact: $kind) -> Self {
                    Self::$name(artefact)
                }
            }
        )+
    };
}

artefacts! {
    /// A code list.
    Codelist(Codelist) = Class::Codelist, codelist, codelists;
    /// A value list.
    ValueList(ValueList) = Class::ValueList, value_list, value_lists;
    /// A hierarchical code list of SDMX 2.1.
    HierarchicalCodelist(HierarchicalCodelist) =
        Class::HierarchicalCodelist, hierarchical_codelist, hierarchical_codelists;
    /// A hierarchy of SDMX 3.
    Hierarchy(Hierarchy) = Class::Hierarchy, hierarchy, hierarchies;
    /// What a hierarchy is used for.
    HierarchyAssociation(HierarchyAssociation) =
        Class::HierarchyAssociation, hierarchy_association, hierarchy_associations;
    /// A concept scheme.
    ConceptScheme(ConceptScheme) = Class::ConceptScheme, concept_scheme, concept_schemes;
    /// A data structure definition.
    Dsd(Dsd) = Class::DataStructure, dsd, dsds;
    /// A dataflow.
    Dataflow(Dataflow) = Class::Dataflow, dataflow, dataflows;
    /// A category scheme.
    CategoryScheme(CategoryScheme) = Class::CategoryScheme, category_scheme, category_schemes;
    /// A categorisation.
    Categorisation(Categorisation) = Class::Categorisation, categorisation, categorisations;
    /// A provision agreement.
    ProvisionAgreement(ProvisionAgreement) =
        Class::ProvisionAgreement, provision_agreement, provision_agreements;
    /// A constraint.
    Constraint(Constraint) = Class::DataConstraint, constraint, constraints;
    /// A structure map.
    StructureMap(StructureMap) = Class::StructureMap, structure_map, structure_maps;
    /// A representation map.
    RepresentationMap(RepresentationMap) =
        Class::RepresentationMap, representation_map, representation_maps;
}

impl From<OrganisationScheme> for Artefact {
    fn from(scheme: OrganisationScheme) -> Self {
        Self::OrganisationScheme(scheme)
    }
}

impl Artefact {
    /// Its URN.
    pub fn urn(&self) -> Urn {
        self.maintainable().urn(self.class())
    }
}

/// Artefacts of all classes. Copies share them: lists may be long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structures {
    artefacts: BTreeMap<Urn, Arc<Artefact>>,
    /// What data there are; SDMX 3.1 only.
    pub availabilities: Vec<Availability>,
    /// Artefacts of classes that are not modelled, as they were named in the message that had
    /// them. They are not written.
    pub passed_over: Vec<String>,
}

impl Structures {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an artefact; gives back one of the same URN that was there.
    pub fn insert(&mut self, artefact: impl Into<Artefact>) -> Option<Artefact> {
        let artefact = artefact.into();
        let before = self.artefacts.insert(artefact.urn(), Arc::new(artefact));
        before.map(Arc::unwrap_or_clone)
    }

    /// Adds the artefact of a URN that others have, if they have it, without a copy of it.
    pub fn share(&mut self, others: &Self, urn: &Urn) {
        if let Some(artefact) = others.artefacts.get(urn) {
            self.artefacts.insert(urn.clone(), Arc::clone(artefact));
        }
    }

    /// The artefact of a URN.
    pub fn get(&self, urn: &Urn) -> Option<&Artefact> {
        self.artefacts.get(urn).map(Arc::as_ref)
    }

    /// All of them, by class, agency, identifier and version.
    pub fn iter(&self) -> impl Iterator<Item = (&Urn, &Artefact)> {
        self.artefacts
            .iter()
            .map(|(urn, artefact)| (urn, artefact.as_ref()))
    }

    /// How many artefacts there are.
    pub fn len(&self) -> usize {
        self.artefacts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.artefacts.is_empty()
    }

    /// The definition of data that are said to be of it, of a dataflow or of a provision agreement.
    pub fn definition(&self, of: &Urn) -> Option<&Dsd> {
        let mut artefact = self.resolve(of)?;
        if let Artefact::ProvisionAgreement(agreement) = artefact {
            artefact = self.resolve(agreement.dataflow.as_ref()?)?;
        }
        if let Artefact::Dataflow(flow) = artefact {
            artefact = self.resolve(flow.structure.as_ref()?)?;
        }
        match artefact {
            Artefact::Dsd(dsd) => Some(dsd),
            _ => None,
        }
    }

    /// The artefact that a reference means: of several versions the one it chooses.
    pub fn resolve(&self, reference: &Urn) -> Option<&Artefact> {
        let same = |urn: &Urn| {
            (urn.class, &urn.agency, &urn.id) == (reference.class, &reference.agency, &reference.id)
        };
        let found: Vec<_> = self.iter().filter(|(urn, _)| same(urn)).collect();
        let versions = found.iter().filter_map(|(urn, _)| urn.version.exact());
        let chosen = reference.version.chosen(versions).into_iter().max()?;
        let chosen = |(urn, _): &&(&Urn, &Artefact)| urn.version.exact() == Some(chosen);
        found.iter().find(chosen).map(|(_, artefact)| *artefact)
    }
}
