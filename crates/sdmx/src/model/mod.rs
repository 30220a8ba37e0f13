//! The information model of SDMX: what structures consist of, apart from how messages say it.
//!
//! One model for SDMX 2.1, 3.0 and 3.1. Where they differ, a field says which of them has it;
//! a writer refuses what its standard cannot say. Every type here is plain data.
//!
//! ```
//! use sdmx::model::{Class, Code, Codelist, Maintainable, Structures, TimePeriod, Urn, Version};
//!
//! let mut structures = Structures::new();
//! structures.insert(Codelist {
//!     artefact: Maintainable::new("XX", "CL_FREQ", Version::new(1, 0, 0), "Frequencies"),
//!     codes: vec![Code::new("A", "Annual"), Code::new("M", "Monthly")],
//!     ..Codelist::default()
//! });
//! let urn = Urn::parse("urn:sdmx:org.sdmx.infomodel.codelist.Codelist=XX:CL_FREQ(1.0.0)").unwrap();
//! assert_eq!(urn, Urn::new(Class::Codelist, "XX", "CL_FREQ", Version::new(1, 0, 0)));
//! assert_eq!(structures.codelist(&urn).map(|list| list.codes.len()), Some(2));
//!
//! // Periods of different lengths are compared by the time they span.
//! let span = |text: &str| TimePeriod::parse(text).unwrap().span(Default::default());
//! assert!(span("2024").contains(span("2024-Q2")));
//! ```

mod artefact;
mod calendar;
mod category;
mod class;
mod codelist;
mod concept;
mod constraint;
mod dataflow;
mod decimal;
mod dsd;
mod duration;
mod header;
mod hierarchy;
mod id;
mod mapping;
mod notes;
mod organisation;
mod period;
mod representation;
mod structures;
mod texts;
mod urn;
mod version;
mod words;
pub(crate) use words::words;

pub use artefact::{Item, Maintainable};
pub use category::{Categorisation, Category, CategoryScheme};
pub use class::Class;
pub use codelist::{
    Cascade, Code, CodeSelection, Codelist, CodelistExtension, MemberCode, ValueItem, ValueList,
};
pub use concept::{Concept, ConceptScheme, IsoConcept};
pub use constraint::{
    Attachment, Availability, Bound, Constraint, CubeRegion, Key, KeySet, KeyValue, Member, MemberValue,
    QueryableSource, ReferencePeriod, ReleaseCalendar, Role, TimeRange,
};
pub use dataflow::{Dataflow, ProvisionAgreement};
pub use decimal::Decimal;
pub use dsd::{
    AttachedDimension, Attribute, Component, Dimension, Dsd, Group, Measure, MetadataAttributeUsage,
    Relationship,
};
pub use header::{Header, Party};
pub use hierarchy::{
    HierarchicalCode, HierarchicalCodelist, Hierarchy, HierarchyAssociation, HierarchyTree, IncludedCodelist,
    Level, NamedHierarchy,
};
pub use id::{is_id, is_language, is_ncname, is_nested_id, is_nested_ncname};
pub use mapping::{
    ComponentMap, FixedValueMap, MapEnd, MappedValue, RepresentationMap, StructureMap, ValueMapping,
};
pub use notes::{Annotation, Link, Notes};
pub use organisation::{Contact, Organisation, OrganisationScheme};
pub use period::{PeriodKind, Span, TimePeriod, Unit, YearStart};
pub use representation::{DataType, Occurs, Representation, Sentinel, TextFormat};
pub use structures::{Artefact, Structures};
pub use texts::{DEFAULT_LANGUAGE, Texts};
pub use urn::Urn;
pub use version::{Version, VersionReference};
