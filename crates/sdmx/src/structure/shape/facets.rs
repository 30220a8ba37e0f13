//! Which facets and data types may stand in which place.
//!
//! The schemas have a type for each place; here it is a rule for each.

use crate::model::{DataType, Decimal, TextFormat};
use crate::standard::Standard;
use crate::structure::form::Form;

/// Where a format stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Facets {
    /// In a concept; in SDMX 3 also in an attribute or a measure.
    Basic,
    /// In a dimension; in SDMX 2.1 also in an attribute or the measure.
    Simple,
    /// Beside an enumeration.
    Coded,
    /// In the time dimension.
    Time,
    /// In a level of a hierarchy.
    Coding,
}

/// Faults for what may not stand there.
pub(super) fn check(form: &mut Form<'_>, this: &TextFormat, facets: Facets) {
    let is_known = this
        .data_type
        .is_none_or(|data_type| is_allowed(data_type, facets, form.is_three()));
    let found = this
        .data_type
        .map(|data_type| data_type.to_string())
        .unwrap_or_default();
    form.require(is_known, "textType", &found, "a data type of this place");
    let is_right = facets == Facets::Basic || this.is_multilingual.is_none();
    form.require(is_right, "isMultiLingual", "a facet", "none of this place");
    match facets {
        Facets::Basic => {}
        Facets::Simple => {
            let is_whole = this.interval.as_ref().is_none_or(Decimal::is_whole);
            form.require(
                is_whole || form.is_ml(),
                "interval",
                "a fraction",
                "a whole number in JSON",
            );
        }
        Facets::Time => {
            let is_typed = this.data_type.is_some() || form.standard != Standard::Json2_1;
            form.require(is_typed, "dataType", "nothing", "a data type in SDMX-JSON 2.1");
            only(form, &plain(this));
        }
        Facets::Coded => coded(form, this),
        Facets::Coding => {
            coded(form, this);
            let has_times =
                this.time_interval.is_some() || this.start_time.is_some() || this.end_time.is_some();
            form.require(!has_times, "startTime", "a facet", "none of this place");
            let numbers = [
                &this.start_value,
                &this.end_value,
                &this.min_value,
                &this.max_value,
            ];
            let is_positive = |number: &Decimal| number.as_str() != "0" && !number.as_str().starts_with('-');
            let is_right = numbers.into_iter().flatten().all(is_positive);
            form.require(is_right, "startValue", "a number below 1", "at least 1");
        }
    }
    let counts = [
        ("minLength", this.min_length),
        ("maxLength", this.max_length),
        ("decimals", this.decimals),
    ];
    for (name, count) in counts {
        form.require(count != Some(0) || form.is_json(), name, "0", "at least 1");
    }
}

/// Facets besides the data type, and from when to when.
fn plain(this: &TextFormat) -> TextFormat {
    let mut others = this.clone();
    others.data_type = None;
    others.start_time = None;
    others.end_time = None;
    others.sentinels.clear();
    others
}

fn only(form: &mut Form<'_>, others: &TextFormat) {
    let is_right = *others == TextFormat::default();
    form.require(is_right, "TextFormat", "other facets", "startTime and endTime");
}

/// Codes are no fractions, and have neither decimals nor values apart.
fn coded(form: &mut Form<'_>, this: &TextFormat) {
    let has_more = this.decimals.is_some() || !this.sentinels.is_empty();
    form.require(!has_more, "decimals", "a facet", "none of this place");
    let numbers = [
        &this.interval,
        &this.start_value,
        &this.end_value,
        &this.min_value,
        &this.max_value,
    ];
    let is_whole = numbers.into_iter().flatten().all(Decimal::is_whole);
    form.require(is_whole, "minValue", "a fraction", "whole numbers");
}

/// Whether a data type may stand in a place.
fn is_allowed(data_type: DataType, facets: Facets, is_three: bool) -> bool {
    let is_simple = match data_type {
        DataType::Xhtml | DataType::KeyValues | DataType::IdentifiableReference => false,
        DataType::DataSetReference | DataType::AttachmentConstraintReference => false,
        DataType::GeospatialInformation => is_three,
        _ => true,
    };
    match facets {
        Facets::Basic => is_simple || data_type == DataType::Xhtml,
        Facets::Simple => is_simple,
        Facets::Coded => is_simple && !is_beyond_codes(data_type),
        Facets::Coding => matches!(
            data_type,
            DataType::Alpha | DataType::AlphaNumeric | DataType::Numeric
        ),
        Facets::Time => is_time(data_type),
    }
}

fn is_beyond_codes(data_type: DataType) -> bool {
    matches!(
        data_type,
        DataType::Decimal
            | DataType::Float
            | DataType::Double
            | DataType::DateTime
            | DataType::TimeRange
            | DataType::Time
            | DataType::GeospatialInformation
    )
}

fn is_time(data_type: DataType) -> bool {
    (DataType::ObservationalTimePeriod..=DataType::TimeRange).contains(&data_type)
}
