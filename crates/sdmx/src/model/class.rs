//! The classes of the information model that a URN can name, and their packages.
//!
//! More classes are known here than are modelled: a reference may point at any of them.

use super::words::words;

words! {
    /// A class of the information model.
    pub enum Class {
        Agency = "Agency",
        AgencyScheme = "AgencyScheme",
        DataConsumer = "DataConsumer",
        DataConsumerScheme = "DataConsumerScheme",
        DataProvider = "DataProvider",
        DataProviderScheme = "DataProviderScheme",
        MetadataProvider = "MetadataProvider",
        MetadataProviderScheme = "MetadataProviderScheme",
        OrganisationUnit = "OrganisationUnit",
        OrganisationUnitScheme = "OrganisationUnitScheme",
        Codelist = "Codelist",
        Code = "Code",
        ValueList = "ValueList",
        GeographicCodelist = "GeographicCodelist",
        GeoGridCodelist = "GeoGridCodelist",
        HierarchicalCodelist = "HierarchicalCodelist",
        Hierarchy = "Hierarchy",
        HierarchicalCode = "HierarchicalCode",
        HierarchyAssociation = "HierarchyAssociation",
        Level = "Level",
        ConceptScheme = "ConceptScheme",
        Concept = "Concept",
        DataStructure = "DataStructure",
        DimensionDescriptor = "DimensionDescriptor",
        Dimension = "Dimension",
        MeasureDimension = "MeasureDimension",
        TimeDimension = "TimeDimension",
        GroupDimensionDescriptor = "GroupDimensionDescriptor",
        MeasureDescriptor = "MeasureDescriptor",
        PrimaryMeasure = "PrimaryMeasure",
        Measure = "Measure",
        AttributeDescriptor = "AttributeDescriptor",
        DataAttribute = "DataAttribute",
        ReportingYearStartDay = "ReportingYearStartDay",
        Dataflow = "Dataflow",
        MetadataStructure = "MetadataStructure",
        MetadataTarget = "MetadataTarget",
        ReportStructure = "ReportStructure",
        MetadataAttribute = "MetadataAttribute",
        MetadataAttributeDescriptor = "MetadataAttributeDescriptor",
        Metadataflow = "Metadataflow",
        MetadataSet = "MetadataSet",
        CategoryScheme = "CategoryScheme",
        Category = "Category",
        Categorisation = "Categorisation",
        ReportingTaxonomy = "ReportingTaxonomy",
        ReportingCategory = "ReportingCategory",
        ProvisionAgreement = "ProvisionAgreement",
        MetadataProvisionAgreement = "MetadataProvisionAgreement",
        ContentConstraint = "ContentConstraint",
        AttachmentConstraint = "AttachmentConstraint",
        DataConstraint = "DataConstraint",
        MetadataConstraint = "MetadataConstraint",
        Subscription = "Subscription",
        StructureSet = "StructureSet",
        StructureMap = "StructureMap",
        ComponentMap = "ComponentMap",
        RepresentationMap = "RepresentationMap",
        EpochMap = "EpochMap",
        DatePatternMap = "DatePatternMap",
        FrequencyFormatMapping = "FrequencyFormatMapping",
        CodelistMap = "CodelistMap",
        ConceptSchemeMap = "ConceptSchemeMap",
        CategorySchemeMap = "CategorySchemeMap",
        OrganisationSchemeMap = "OrganisationSchemeMap",
        ReportingTaxonomyMap = "ReportingTaxonomyMap",
        Process = "Process",
        ProcessStep = "ProcessStep",
        Transition = "Transition",
        TransformationScheme = "TransformationScheme",
        Transformation = "Transformation",
        CustomTypeScheme = "CustomTypeScheme",
        CustomType = "CustomType",
        NamePersonalisationScheme = "NamePersonalisationScheme",
        NamePersonalisation = "NamePersonalisation",
        VtlMappingScheme = "VtlMappingScheme",
        VtlCodelistMapping = "VtlCodelistMapping",
        VtlConceptMapping = "VtlConceptMapping",
        VtlDataflowMapping = "VtlDataflowMapping",
        RulesetScheme = "RulesetScheme",
        Ruleset = "Ruleset",
        UserDefinedOperatorScheme = "UserDefinedOperatorScheme",
        UserDefinedOperator = "UserDefinedOperator",
    }
}

impl Class {
    /// The package, the last part of `org.sdmx.infomodel.codelist`.
    pub const fn package(self) -> &'static str {
        match self {
            Self::Agency | Self::AgencyScheme | Self::DataConsumer | Self::DataConsumerScheme => "base",
            Self::DataProvider | Self::DataProviderScheme => "base",
            Self::MetadataProvider | Self::MetadataProviderScheme => "base",
            Self::OrganisationUnit | Self::OrganisationUnitScheme => "base",
            Self::Codelist | Self::Code | Self::ValueList => "codelist",
            Self::GeographicCodelist | Self::GeoGridCodelist | Self::HierarchicalCodelist => "codelist",
            Self::Hierarchy | Self::HierarchicalCode | Self::HierarchyAssociation | Self::Level => "codelist",
            Self::ConceptScheme | Self::Concept => "conceptscheme",
            Self::DataStructure | Self::DimensionDescriptor | Self::Dimension => "datastructure",
            Self::MeasureDimension | Self::TimeDimension => "datastructure",
            Self::GroupDimensionDescriptor | Self::MeasureDescriptor => "datastructure",
            Self::PrimaryMeasure | Self::Measure | Self::AttributeDescriptor => "datastructure",
            Self::DataAttribute | Self::ReportingYearStartDay | Self::Dataflow => "datastructure",
            Self::MetadataStructure | Self::MetadataTarget | Self::ReportStructure => "metadatastructure",
            Self::MetadataAttribute | Self::MetadataAttributeDescriptor => "metadatastructure",
            Self::Metadataflow | Self::MetadataSet => "metadatastructure",
            Self::CategoryScheme | Self::Category | Self::Categorisation => "categoryscheme",
            Self::ReportingTaxonomy | Self::ReportingCategory => "categoryscheme",
            Self::ProvisionAgreement | Self::MetadataProvisionAgreement => "registry",
            Self::ContentConstraint | Self::AttachmentConstraint => "registry",
            Self::DataConstraint | Self::MetadataConstraint | Self::Subscription => "registry",
            Self::StructureSet | Self::CodelistMap => "mapping",
            Self::StructureMap | Self::ComponentMap | Self::RepresentationMap => "structuremapping",
            Self::EpochMap | Self::DatePatternMap | Self::FrequencyFormatMapping => "structuremapping",
            Self::ConceptSchemeMap | Self::CategorySchemeMap => "structuremapping",
            Self::OrganisationSchemeMap | Self::ReportingTaxonomyMap => "structuremapping",
            Self::Process | Self::ProcessStep | Self::Transition => "process",
            _ => "transformation",
        }
    }

    /// Whether an artefact of this class stands alone, rather than within another.
    pub const fn is_maintainable(self) -> bool {
        !matches!(
            self,
            Self::Agency
                | Self::DataConsumer
                | Self::DataProvider
                | Self::MetadataProvider
                | Self::OrganisationUnit
                | Self::Code
                | Self::HierarchicalCode
                | Self::Level
                | Self::Concept
                | Self::DimensionDescriptor
                | Self::Dimension
                | Self::MeasureDimension
                | Self::TimeDimension
                | Self::GroupDimensionDescriptor
                | Self::MeasureDescriptor
                | Self::PrimaryMeasure
                | Self::Measure
                | Self::AttributeDescriptor
                | Self::DataAttribute
                | Self::ReportingYearStartDay
                | Self::MetadataTarget
                | Self::ReportStructure
                | Self::MetadataAttribute
                | Self::MetadataAttributeDescriptor
                | Self::Category
                | Self::ReportingCategory
                | Self::ComponentMap
                | Self::EpochMap
                | Self::DatePatternMap
                | Self::FrequencyFormatMapping
                | Self::ProcessStep
                | Self::Transition
                | Self::Transformation
                | Self::CustomType
                | Self::NamePersonalisation
                | Self::VtlCodelistMapping
                | Self::VtlConceptMapping
                | Self::VtlDataflowMapping
                | Self::Ruleset
                | Self::UserDefinedOperator
        )
    }
}
