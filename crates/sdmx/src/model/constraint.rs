//! Constraints: which keys and values are allowed for data, or are there.
//!
//! One type for the content constraint of SDMX 2.1 and the data constraint of 3. Constraints are
//! carried; data are held against them elsewhere.

use super::artefact::Maintainable;
use super::codelist::Cascade;
use super::notes::{Annotation, Notes};
use super::period::TimePeriod;
use super::urn::Urn;
use super::words::words;

words! {
    /// What a constraint speaks of.
    pub enum Role {
        /// What data may be reported.
        Allowed = "Allowed",
        /// What data there are; not in SDMX 3.1, where [`Availability`] says so.
        Actual = "Actual",
    }
}

/// A constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// What every artefact has.
    pub artefact: Maintainable,
    /// What it speaks of.
    pub role: Role,
    /// What it is attached to.
    pub attachment: Option<Attachment>,
    /// Keys.
    pub key_sets: Vec<KeySet>,
    /// Regions of the cube.
    pub regions: Vec<CubeRegion>,
    /// When data are released; not in SDMX 3.1.
    pub calendar: Option<ReleaseCalendar>,
    /// From when to when data are, dates and times; SDMX 2.1 only.
    pub reference_period: Option<ReferencePeriod>,
}

impl Default for Constraint {
    fn default() -> Self {
        Self {
            artefact: Maintainable::default(),
            role: Role::Allowed,
            attachment: None,
            key_sets: Vec::new(),
            regions: Vec::new(),
            calendar: None,
            reference_period: None,
        }
    }
}

/// What data there are, and how many; SDMX 3.1 only. It is no artefact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Availability {
    /// Annotations.
    pub notes: Notes,
    /// What it is attached to.
    pub attachment: Attachment,
    /// The region of the cube that has data.
    pub region: CubeRegion,
    /// How many series there are.
    pub series: Option<u64>,
    /// How many observations there are.
    pub observations: Option<u64>,
}

/// What a constraint is attached to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Artefacts of one class, or one provider.
    pub targets: Vec<Urn>,
    /// Addresses of files; not in SDMX 3.1.
    pub simple_sources: Vec<String>,
    /// Services; not in SDMX 3.1.
    pub queryable_sources: Vec<QueryableSource>,
}

/// A service to be asked for data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryableSource {
    /// Whether it is a REST service.
    pub is_rest: bool,
    /// Whether it is a SOAP service.
    pub is_soap: bool,
    /// Its address.
    pub data_url: String,
    /// The address of its WSDL description.
    pub wsdl_url: Option<String>,
    /// The address of its WADL description.
    pub wadl_url: Option<String>,
}

/// Keys that are included or excluded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySet {
    /// Whether they are included.
    pub is_included: bool,
    /// The keys.
    pub keys: Vec<Key>,
}

/// A key: a value for each dimension that matters; a dimension left out stands for any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// Annotations; SDMX 3 only.
    pub annotations: Vec<Annotation>,
    /// The values.
    pub values: Vec<KeyValue>,
    /// Values of attributes and measures; SDMX 3 only.
    pub components: Vec<Member>,
    /// From when on; SDMX 3 only.
    pub valid_from: Option<TimePeriod>,
    /// Until when; SDMX 3 only.
    pub valid_to: Option<TimePeriod>,
}

/// The value of a dimension in a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyValue {
    /// The dimension.
    pub id: String,
    /// Whether the prefix of an extended code list is to be left off; SDMX 3 only.
    pub remove_prefix: Option<bool>,
    /// The value; SDMX-ML 3.1 allows several.
    pub values: Vec<String>,
}

/// A region of the cube, included or excluded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CubeRegion {
    /// Annotations; SDMX 3 only.
    pub annotations: Vec<Annotation>,
    /// Whether the region is excluded.
    pub is_excluded: bool,
    /// Values of dimensions.
    pub keys: Vec<Member>,
    /// Values of attributes and measures.
    pub components: Vec<Member>,
}

/// The values of a component that belong to a region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// The component.
    pub id: String,
    /// Whether all other values are meant.
    pub is_excluded: bool,
    /// Whether the prefix of an extended code list is to be left off; SDMX 3 only.
    pub remove_prefix: Option<bool>,
    /// From when on; SDMX 3 only.
    pub valid_from: Option<TimePeriod>,
    /// Until when; SDMX 3 only.
    pub valid_to: Option<TimePeriod>,
    /// The values.
    pub values: Vec<MemberValue>,
    /// A range of time instead of values.
    pub range: Option<TimeRange>,
}

/// A value of a region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberValue {
    /// The value; `%` stands for any characters.
    pub value: String,
    /// Whether what belongs under it is meant too.
    pub cascade: Cascade,
    /// Its language; SDMX 3 only.
    pub language: Option<String>,
    /// From when on; SDMX 3 only.
    pub valid_from: Option<TimePeriod>,
    /// Until when; SDMX 3 only.
    pub valid_to: Option<TimePeriod>,
}

/// A range of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeRange {
    /// Where it begins; `None` if it has no beginning.
    pub start: Option<Bound>,
    /// Where it ends; `None` if it has no end. One of the two is there.
    pub end: Option<Bound>,
    /// From when on; SDMX 3 only.
    pub valid_from: Option<TimePeriod>,
    /// Until when; SDMX 3 only.
    pub valid_to: Option<TimePeriod>,
}

/// An end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The period.
    pub period: TimePeriod,
    /// Whether the period itself belongs to the range.
    pub is_inclusive: bool,
}

/// When data are released; its words are durations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReleaseCalendar {
    /// How often.
    pub periodicity: String,
    /// How long after the beginning of the year.
    pub offset: String,
    /// How late they may be.
    pub tolerance: String,
}

/// From when to when data are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReferencePeriod {
    /// The beginning, a date and time.
    pub start: String,
    /// The end, a date and time.
    pub end: String,
}
