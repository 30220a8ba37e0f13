//! What values a component may take: an enumeration, or a format with its facets.
//!
//! The facets are carried; values are held against them elsewhere.

use super::decimal::Decimal;
use super::period::TimePeriod;
use super::texts::Texts;
use super::urn::Urn;
use super::words::words;

/// What values a component may take, and how many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Representation {
    /// The code list, value list, or for a measure dimension of SDMX 2.1 the concept scheme.
    pub enumeration: Option<Urn>,
    /// The format of a value, or of the enumeration's codes.
    pub format: Option<TextFormat>,
    /// How many values there are at least; SDMX 3 only.
    pub min_occurs: Option<u64>,
    /// How many values there are at most; SDMX 3 only.
    pub max_occurs: Option<Occurs>,
}

/// How many values there are at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occurs {
    /// So many.
    Times(u64),
    /// As many as there are.
    Unbounded,
}

/// A data type with its facets. What is not said is `None`, defaults of the standard included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextFormat {
    /// The data type.
    pub data_type: Option<DataType>,
    /// Whether values run from `start_value` or `start_time` in steps.
    pub is_sequence: Option<bool>,
    /// The step between numbers.
    pub interval: Option<Decimal>,
    /// The first number.
    pub start_value: Option<Decimal>,
    /// The last number.
    pub end_value: Option<Decimal>,
    /// The step between times, a duration.
    pub time_interval: Option<String>,
    /// The first time.
    pub start_time: Option<TimePeriod>,
    /// The last time.
    pub end_time: Option<TimePeriod>,
    /// The least length in characters.
    pub min_length: Option<u64>,
    /// The greatest length in characters.
    pub max_length: Option<u64>,
    /// The least number.
    pub min_value: Option<Decimal>,
    /// The greatest number.
    pub max_value: Option<Decimal>,
    /// The greatest count of decimals.
    pub decimals: Option<u64>,
    /// A regular expression of XML Schema.
    pub pattern: Option<String>,
    /// Whether a text may come in several languages.
    pub is_multilingual: Option<bool>,
    /// Values with a meaning of their own; SDMX 3 only.
    pub sentinels: Vec<Sentinel>,
}

/// A value with a meaning of its own, such as `-1` for "not known".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentinel {
    /// The value.
    pub value: String,
    /// What it means.
    pub names: Texts,
    /// What it means, at length.
    pub descriptions: Texts,
}

words! {
    /// The type of a value.
    pub enum DataType {
        String = "String",
        Alpha = "Alpha",
        AlphaNumeric = "AlphaNumeric",
        Numeric = "Numeric",
        BigInteger = "BigInteger",
        Integer = "Integer",
        Long = "Long",
        Short = "Short",
        Decimal = "Decimal",
        Float = "Float",
        Double = "Double",
        Boolean = "Boolean",
        Uri = "URI",
        Count = "Count",
        InclusiveValueRange = "InclusiveValueRange",
        ExclusiveValueRange = "ExclusiveValueRange",
        Incremental = "Incremental",
        ObservationalTimePeriod = "ObservationalTimePeriod",
        StandardTimePeriod = "StandardTimePeriod",
        BasicTimePeriod = "BasicTimePeriod",
        GregorianTimePeriod = "GregorianTimePeriod",
        GregorianYear = "GregorianYear",
        GregorianYearMonth = "GregorianYearMonth",
        GregorianDay = "GregorianDay",
        ReportingTimePeriod = "ReportingTimePeriod",
        ReportingYear = "ReportingYear",
        ReportingSemester = "ReportingSemester",
        ReportingTrimester = "ReportingTrimester",
        ReportingQuarter = "ReportingQuarter",
        ReportingMonth = "ReportingMonth",
        ReportingWeek = "ReportingWeek",
        ReportingDay = "ReportingDay",
        DateTime = "DateTime",
        TimeRange = "TimeRange",
        Month = "Month",
        MonthDay = "MonthDay",
        Day = "Day",
        Time = "Time",
        Duration = "Duration",
        GeospatialInformation = "GeospatialInformation",
        Xhtml = "XHTML",
        KeyValues = "KeyValues",
        IdentifiableReference = "IdentifiableReference",
        DataSetReference = "DataSetReference",
        AttachmentConstraintReference = "AttachmentConstraintReference",
    }
}
