//! What a request asks for, whichever version of the standard it is written in.
//!
//! Plain data: reading and printing stand beside it, answering is for others.

use super::filter::Filter;
use super::key::KeyQuery;
use crate::model::{TimePeriod, VersionReference, YearStart, is_id};

/// A generation of the query grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Api {
    /// REST 1.5, of SDMX 2.1.
    V1,
    /// REST 2.2, of SDMX 3.
    V2,
}

/// A request: a query, and what stands in its `format` in place of an Accept header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is asked for.
    pub query: Query,
    /// A media type, or a server's own word for one.
    pub format: Option<String>,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Observations.
    Data(Box<DataQuery>),
    /// Which values of dimensions have observations.
    Availability(Box<AvailabilityQuery>),
    /// Structures.
    Structure(StructureQuery),
    /// What is valid in a context.
    Schema(SchemaQuery),
}

/// Everything, or one of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice<T> {
    /// Everything.
    #[default]
    Any,
    /// One of these; never empty.
    Of(Vec<T>),
}

impl<T> Choice<T> {
    /// Whether a value is chosen.
    pub fn admits<U: ?Sized>(&self, value: &U) -> bool
    where
        T: PartialEq<U>,
    {
        match self {
            Self::Any => true,
            Self::Of(values) => values.iter().any(|one| one == value),
        }
    }

    /// The value, if it is the only one.
    pub fn only(&self) -> Option<&T> {
        match self {
            Self::Of(values) if values.len() == 1 => values.first(),
            _ => None,
        }
    }
}

crate::model::words! {
    /// What data are reported against.
    pub enum Context {
        Datastructure = "datastructure",
        Dataflow = "dataflow",
        ProvisionAgreement = "provisionagreement",
    }
}

/// Which artefacts are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Who maintains them.
    pub agencies: Choice<String>,
    /// Their identifiers.
    pub ids: Choice<String>,
    /// Their versions: any of these.
    pub versions: Vec<VersionReference>,
}

/// Who provided data (REST 1.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Whose scheme the provider is in, if that is said.
    pub agency: Option<String>,
    /// The provider.
    pub id: String,
}

/// A query for observations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataQuery {
    /// What the data are reported against.
    pub contexts: Choice<Context>,
    /// Which of them.
    pub reference: Reference,
    /// Keys of dimensions.
    pub key: KeyQuery,
    /// Providers; only REST 1.5 names them.
    pub providers: Choice<Provider>,
    /// Filters, of which all hold. `startPeriod` and `endPeriod` are one of `TIME_PERIOD`.
    pub filters: Vec<Filter>,
    /// Only what changed after this moment.
    pub updated_after: Option<TimePeriod>,
    /// The most observations of a series, from its first.
    pub first_observations: Option<u64>,
    /// The most observations of a series, up to its last.
    pub last_observations: Option<u64>,
    /// What stands at the observation.
    pub dimension_at_observation: Option<ObservationDimension>,
    /// Which attributes are given; never empty.
    pub attributes: Vec<AttributeChoice>,
    /// Which measures are given.
    pub measures: Measures,
    /// Whether earlier disseminations are given too.
    pub include_history: bool,
    /// The data as they stood at this moment.
    pub as_of: Option<TimePeriod>,
    /// How many observations are passed over.
    pub offset: u64,
    /// The most observations, or series keys.
    pub limit: Option<u64>,
    /// The order; empty if none is asked for.
    pub sort: Vec<SortBy>,
    /// The day on which reporting years begin.
    pub year_start: Option<YearStart>,
}

impl DataQuery {
    /// All data, with nothing said of how they are given.
    pub fn everything() -> Self {
        Self {
            contexts: Choice::Any,
            reference: Reference {
                agencies: Choice::Any,
                ids: Choice::Any,
                versions: vec![VersionReference::All],
            },
            key: KeyQuery::default(),
            providers: Choice::Any,
            filters: Vec::new(),
            updated_after: None,
            first_observations: None,
            last_observations: None,
            dimension_at_observation: None,
            attributes: vec![AttributeChoice::Dsd],
            measures: Measures::All,
            include_history: false,
            as_of: None,
            offset: 0,
            limit: None,
            sort: Vec::new(),
            year_start: None,
        }
    }
}

/// The dimension at the observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObservationDimension {
    /// All of them: a flat table.
    All,
    /// This one.
    Named(String),
}

/// Which attributes are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeChoice {
    /// All of the data structure.
    Dsd,
    /// All of the metadata structure.
    Msd,
    /// Those of datasets.
    Dataset,
    /// Those of series.
    Series,
    /// Those of observations.
    Observation,
    /// All.
    All,
    /// None.
    None,
    /// This one.
    Named(String),
}

impl AttributeChoice {
    /// The word of the standard, or the attribute's identifier.
    pub fn word(&self) -> &str {
        match self {
            Self::Dsd => "dsd",
            Self::Msd => "msd",
            Self::Dataset => "dataset",
            Self::Series => "series",
            Self::Observation => "obs",
            Self::All => "all",
            Self::None => "none",
            Self::Named(id) => id,
        }
    }

    /// The value of a word, or of an identifier.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "dsd" => Self::Dsd,
            "msd" => Self::Msd,
            "dataset" => Self::Dataset,
            "series" => Self::Series,
            "obs" => Self::Observation,
            "all" => Self::All,
            "none" => Self::None,
            id => return is_id(id).then(|| Self::Named(id.to_owned())),
        })
    }
}

/// Which measures are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measures {
    /// All.
    All,
    /// None: series keys, with what attributes are asked for.
    None,
    /// These.
    Named(Vec<String>),
}

/// One criterion of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortBy {
    /// By what.
    pub by: SortTerm,
    /// Whether the last comes first.
    pub descending: bool,
}

/// By what is sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortTerm {
    /// All dimensions in their order.
    Dimensions,
    /// All dimensions but that at the observation.
    SeriesKey,
    /// A component.
    Component(String),
}

/// A query for what is available.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvailabilityQuery {
    /// What the data are reported against.
    pub contexts: Choice<Context>,
    /// Which of them.
    pub reference: Reference,
    /// Keys of dimensions.
    pub key: KeyQuery,
    /// Providers; only REST 1.5 names them.
    pub providers: Choice<Provider>,
    /// Dimensions whose values are asked for.
    pub components: Choice<String>,
    /// Filters, of which all hold.
    pub filters: Vec<Filter>,
    /// Only of what changed after this moment.
    pub updated_after: Option<TimePeriod>,
    /// What else is given; empty if nothing.
    pub references: Vec<References>,
    /// What values are meant.
    pub mode: Mode,
    /// The day on which reporting years begin.
    pub year_start: Option<YearStart>,
}

crate::model::words! {
    /// What values an answer on availability names: those of the data asked for, or those that
    /// would still find data if they were added to the query.
    pub enum Mode {
        Exact = "exact",
        Available = "available",
    }
}

/// A query for structures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StructureQuery {
    /// The type; any if none.
    pub artefact: Option<ArtefactType>,
    /// Which of them.
    pub reference: Reference,
    /// Items within schemes.
    pub items: Choice<String>,
    /// How much of each is given.
    pub detail: Detail,
    /// What else is given; empty if nothing.
    pub references: Vec<References>,
    /// Structures as they stood at this moment.
    pub as_of: Option<TimePeriod>,
}

crate::model::words! {
    /// How much of a structure is given.
    pub enum Detail {
        Full = "full",
        AllStubs = "allstubs",
        ReferenceStubs = "referencestubs",
        AllCompleteStubs = "allcompletestubs",
        ReferenceCompleteStubs = "referencecompletestubs",
        ReferencePartial = "referencepartial",
        Raw = "raw",
    }
}

/// What is given besides what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum References {
    /// What uses it.
    Parents,
    /// What uses it, and what that uses.
    ParentsAndSiblings,
    /// What uses it, up to any level.
    Ancestors,
    /// What it uses.
    Children,
    /// What it uses, down to any level.
    Descendants,
    /// `parentsandsiblings` and `descendants`.
    All,
    /// Artefacts of a type.
    Type(ArtefactType),
}

impl References {
    const WORDS: [(&'static str, Self); 6] = [
        ("parents", Self::Parents),
        ("parentsandsiblings", Self::ParentsAndSiblings),
        ("ancestors", Self::Ancestors),
        ("children", Self::Children),
        ("descendants", Self::Descendants),
        ("all", Self::All),
    ];

    /// The word of the standard.
    pub fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, value)| *value == self);
        match (self, found) {
            (Self::Type(artefact), _) => artefact.word(),
            (_, Some((word, _))) => word,
            (_, None) => "all",
        }
    }

    /// The value of a word, `none` not being one.
    pub fn parse(text: &str) -> Option<Self> {
        let found = Self::WORDS.iter().find(|(word, _)| *word == text);
        let word = found.map(|(_, value)| *value);
        word.or_else(|| ArtefactType::parse(text).map(Self::Type))
    }

    /// All words but `none`.
    pub(super) fn words() -> impl Iterator<Item = &'static str> {
        let types = ArtefactType::ALL.iter().map(|artefact| artefact.word());
        Self::WORDS.iter().map(|(word, _)| *word).chain(types)
    }
}

/// A query for what is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaQuery {
    /// What data would be reported against.
    pub context: Context,
    /// Which of them: one agency, one identifier, one version.
    pub reference: Reference,
    /// What stands at the observation.
    pub dimension_at_observation: Option<ObservationDimension>,
    /// Whether measures are told apart by name (REST 1.5).
    pub explicit_measure: bool,
    /// Whether deletions are to be checked (REST 2.2).
    pub deletion: bool,
    /// What was valid at this moment.
    pub as_of: Option<TimePeriod>,
}

crate::model::words! {
    /// A type of artefact, as paths say it.
    pub enum ArtefactType {
        Datastructure = "datastructure",
        Metadatastructure = "metadatastructure",
        CategoryScheme = "categoryscheme",
        ConceptScheme = "conceptscheme",
        Codelist = "codelist",
        AgencyScheme = "agencyscheme",
        DataProviderScheme = "dataproviderscheme",
        DataConsumerScheme = "dataconsumerscheme",
        OrganisationUnitScheme = "organisationunitscheme",
        Dataflow = "dataflow",
        Metadataflow = "metadataflow",
        ReportingTaxonomy = "reportingtaxonomy",
        ProvisionAgreement = "provisionagreement",
        Process = "process",
        Categorisation = "categorisation",
        TransformationScheme = "transformationscheme",
        RulesetScheme = "rulesetscheme",
        UserDefinedOperatorScheme = "userdefinedoperatorscheme",
        CustomTypeScheme = "customtypescheme",
        NamePersonalisationScheme = "namepersonalisationscheme",
        VtlMappingScheme = "vtlmappingscheme",
        Hierarchy = "hierarchy",
        HierarchyAssociation = "hierarchyassociation",
        ValueList = "valuelist",
        MetadataProviderScheme = "metadataproviderscheme",
        MetadataProvisionAgreement = "metadataprovisionagreement",
        StructureMap = "structuremap",
        RepresentationMap = "representationmap",
        ConceptSchemeMap = "conceptschememap",
        CategorySchemeMap = "categoryschememap",
        OrganisationSchemeMap = "organisationschememap",
        ReportingTaxonomyMap = "reportingtaxonomymap",
        DataConstraint = "dataconstraint",
        MetadataConstraint = "metadataconstraint",
        HierarchicalCodelist = "hierarchicalcodelist",
        OrganisationScheme = "organisationscheme",
        StructureSet = "structureset",
        ContentConstraint = "contentconstraint",
        ActualConstraint = "actualconstraint",
        AllowedConstraint = "allowedconstraint",
        AttachmentConstraint = "attachmentconstraint",
        NameAliasScheme = "namealiasscheme",
    }
}

impl ArtefactType {
    /// Whether paths of a generation may name it.
    pub fn is_of(self, api: Api) -> bool {
        let only_one = self >= Self::HierarchicalCodelist;
        let only_two = (Self::Hierarchy..=Self::MetadataConstraint).contains(&self);
        match api {
            Api::V1 => !only_two,
            Api::V2 => !only_one,
        }
    }

    /// Whether it holds items that a path may name.
    pub const fn has_items(self) -> bool {
        matches!(
            self,
            Self::CategoryScheme
                | Self::ConceptScheme
                | Self::Codelist
                | Self::ValueList
                | Self::AgencyScheme
                | Self::DataProviderScheme
                | Self::MetadataProviderScheme
                | Self::DataConsumerScheme
                | Self::OrganisationUnitScheme
                | Self::OrganisationScheme
                | Self::ReportingTaxonomy
                | Self::TransformationScheme
                | Self::RulesetScheme
                | Self::UserDefinedOperatorScheme
                | Self::CustomTypeScheme
                | Self::NamePersonalisationScheme
                | Self::VtlMappingScheme
                | Self::HierarchicalCodelist
                | Self::NameAliasScheme
        )
    }
}
