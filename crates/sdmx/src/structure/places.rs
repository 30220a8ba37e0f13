//! Where artefacts of each class stand in a message of each standard.
//!
//! Classes that are not modelled are known here by the container's name only.

use crate::model::Class;
use crate::standard::Standard;

/// Where artefacts of a class stand.
pub(super) struct Place {
    pub(super) class: Class,
    /// XML: the element around them. JSON: the array.
    pub(super) container: &'static str,
    /// XML: the element of each.
    pub(super) element: &'static str,
}

const fn place(class: Class, container: &'static str, element: &'static str) -> Place {
    Place {
        class,
        container,
        element,
    }
}

/// The places of a standard, in the order its schema wants them written.
pub(super) const fn places(standard: Standard) -> &'static [Place] {
    match standard {
        Standard::Ml2_1 | Standard::Ml2_1Generic => &ML_2_1,
        Standard::Ml3_0 | Standard::Ml3_1 => &ML_3,
        Standard::Json1_0 => &JSON_1_0,
        Standard::Json2_0 | Standard::Json2_1 => &JSON_2,
        Standard::Csv1_0 | Standard::Csv2_0 | Standard::Csv2_1 => &[],
    }
}

static ML_2_1: [Place; 13] = [
    place(Class::AgencyScheme, "OrganisationSchemes", "AgencyScheme"),
    place(
        Class::DataConsumerScheme,
        "OrganisationSchemes",
        "DataConsumerScheme",
    ),
    place(
        Class::DataProviderScheme,
        "OrganisationSchemes",
        "DataProviderScheme",
    ),
    place(
        Class::OrganisationUnitScheme,
        "OrganisationSchemes",
        "OrganisationUnitScheme",
    ),
    place(Class::Dataflow, "Dataflows", "Dataflow"),
    place(Class::CategoryScheme, "CategorySchemes", "CategoryScheme"),
    place(Class::Categorisation, "Categorisations", "Categorisation"),
    place(Class::Codelist, "Codelists", "Codelist"),
    place(
        Class::HierarchicalCodelist,
        "HierarchicalCodelists",
        "HierarchicalCodelist",
    ),
    place(Class::ConceptScheme, "Concepts", "ConceptScheme"),
    place(Class::DataStructure, "DataStructures", "DataStructure"),
    place(Class::DataConstraint, "Constraints", "ContentConstraint"),
    place(
        Class::ProvisionAgreement,
        "ProvisionAgreements",
        "ProvisionAgreement",
    ),
];

static ML_3: [Place; 18] = [
    place(Class::AgencyScheme, "AgencySchemes", "AgencyScheme"),
    place(
        Class::DataConsumerScheme,
        "DataConsumerSchemes",
        "DataConsumerScheme",
    ),
    place(
        Class::DataProviderScheme,
        "DataProviderSchemes",
        "DataProviderScheme",
    ),
    place(
        Class::MetadataProviderScheme,
        "MetadataProviderSchemes",
        "MetadataProviderScheme",
    ),
    place(
        Class::OrganisationUnitScheme,
        "OrganisationUnitSchemes",
        "OrganisationUnitScheme",
    ),
    place(Class::Codelist, "Codelists", "Codelist"),
    place(Class::ValueList, "ValueLists", "ValueList"),
    place(Class::Hierarchy, "Hierarchies", "Hierarchy"),
    place(
        Class::HierarchyAssociation,
        "HierarchyAssociations",
        "HierarchyAssociation",
    ),
    place(Class::ConceptScheme, "ConceptSchemes", "ConceptScheme"),
    place(Class::DataStructure, "DataStructures", "DataStructure"),
    place(Class::Dataflow, "Dataflows", "Dataflow"),
    place(Class::CategoryScheme, "CategorySchemes", "CategoryScheme"),
    place(Class::Categorisation, "Categorisations", "Categorisation"),
    place(
        Class::ProvisionAgreement,
        "ProvisionAgreements",
        "ProvisionAgreement",
    ),
    place(Class::DataConstraint, "DataConstraints", "DataConstraint"),
    place(Class::StructureMap, "StructureMaps", "StructureMap"),
    place(
        Class::RepresentationMap,
        "RepresentationMaps",
        "RepresentationMap",
    ),
];

static JSON_1_0: [Place; 13] = [
    place(Class::AgencyScheme, "agencySchemes", ""),
    place(Class::DataConsumerScheme, "dataConsumerSchemes", ""),
    place(Class::DataProviderScheme, "dataProviderSchemes", ""),
    place(Class::OrganisationUnitScheme, "organisationUnitSchemes", ""),
    place(Class::Dataflow, "dataflows", ""),
    place(Class::CategoryScheme, "categorySchemes", ""),
    place(Class::Categorisation, "categorisations", ""),
    place(Class::Codelist, "codelists", ""),
    place(Class::HierarchicalCodelist, "hierarchicalCodelists", ""),
    place(Class::ConceptScheme, "conceptSchemes", ""),
    place(Class::DataStructure, "dataStructures", ""),
    place(Class::DataConstraint, "contentConstraints", ""),
    place(Class::ProvisionAgreement, "provisionAgreements", ""),
];

static JSON_2: [Place; 18] = [
    place(Class::AgencyScheme, "agencySchemes", ""),
    place(Class::DataConsumerScheme, "dataConsumerSchemes", ""),
    place(Class::DataProviderScheme, "dataProviderSchemes", ""),
    place(Class::MetadataProviderScheme, "metadataProviderSchemes", ""),
    place(Class::OrganisationUnitScheme, "organisationUnitSchemes", ""),
    place(Class::Codelist, "codelists", ""),
    place(Class::ValueList, "valueLists", ""),
    place(Class::Hierarchy, "hierarchies", ""),
    place(Class::HierarchyAssociation, "hierarchyAssociations", ""),
    place(Class::ConceptScheme, "conceptSchemes", ""),
    place(Class::DataStructure, "dataStructures", ""),
    place(Class::Dataflow, "dataflows", ""),
    place(Class::CategoryScheme, "categorySchemes", ""),
    place(Class::Categorisation, "categorisations", ""),
    place(Class::ProvisionAgreement, "provisionAgreements", ""),
    place(Class::DataConstraint, "dataConstraints", ""),
    place(Class::StructureMap, "structureMaps", ""),
    place(Class::RepresentationMap, "representationMaps", ""),
];

/// Containers of classes that are not modelled; their artefacts are passed over.
pub(super) const OTHERS: [&str; 27] = [
    "CategorySchemeMaps",
    "ConceptSchemeMaps",
    "CustomTypes",
    "CustomTypeSchemes",
    "GeoGridCodelists",
    "GeographicCodelists",
    "MetadataConstraints",
    "MetadataProvisionAgreements",
    "MetadataStructures",
    "Metadataflows",
    "NamePersonalisations",
    "NamePersonalisationSchemes",
    "OrganisationSchemeMaps",
    "Processes",
    "ReportingTaxonomies",
    "ReportingTaxonomyMaps",
    "Rulesets",
    "RulesetSchemes",
    "StructureSets",
    "Transformations",
    "TransformationSchemes",
    "UserDefinedOperators",
    "UserDefinedOperatorSchemes",
    "VtlMappings",
    "VtlMappingSchemes",
    "Constraints",
    "OrganisationSchemes",
];

/// Whether a member of SDMX-JSON holds artefacts, in any version.
pub(crate) fn is_container(member: &str) -> bool {
    let of_others = OTHERS.iter().any(|name| name.eq_ignore_ascii_case(member));
    of_others
        || JSON_1_0
            .iter()
            .chain(&JSON_2)
            .any(|place| place.container == member)
}
