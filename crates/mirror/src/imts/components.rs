//! The components of the trade structure: dimensions, attributes, their lists and their order.
//!
//! Positions in this table are the positions of values in a row.

use sdmx::data::{Attachment, Component, Kind, Shape};

/// What values a component takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// Codes of a list.
    List(&'static str),
    /// A whole number up to 999999.
    Number,
    /// A decimal.
    Decimal,
    /// A day.
    Day,
    /// Any text.
    Text,
}

/// A dimension or attribute.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The id.
    pub id: &'static str,
    /// The name, English.
    pub name: &'static str,
    /// What values it takes.
    pub values: Values,
    /// For attributes: whether every observation has it.
    pub mandatory: bool,
    /// Whether records of the store tell it at all.
    pub told: bool,
}

impl Spec {
    /// Whether its values are numbers.
    pub fn is_number(&self) -> bool {
        matches!(self.values, Values::Number | Values::Decimal)
    }
}

const fn dimension(id: &'static str, name: &'static str, values: Values) -> Spec {
    Spec {
        id,
        name,
        values,
        mandatory: true,
        told: true,
    }
}

const fn attribute(
    id: &'static str,
    name: &'static str,
    values: Values,
    (mandatory, told): (bool, bool),
) -> Spec {
    Spec {
        id,
        name,
        values,
        mandatory,
        told,
    }
}

use Values::{Day, Decimal, List, Number, Text};

/// The dimensions of `UNSD:IMTS_COMPACT(1.2)` in their order, but for time, which is the last.
pub const DIMENSIONS: [Spec; 12] = [
    dimension("FREQ", "Frequency", List("CL_FREQ")),
    dimension("REF_AREA", "Reporter", List("CL_AREA")),
    dimension("TRADE_FLOW", "Trade flow", List("CL_TRADE_FLOW")),
    dimension("COMMODITY_1", "Commodity", List("CL_COMMODITY")),
    dimension(
        "COMMODITY_CUSTOM_BREAKDOWN",
        "Custom breakdown of the commodity, 0 is none",
        Number,
    ),
    dimension(
        "COUNTERPART_AREA_1",
        "Partner: origin or destination",
        List("CL_AREA"),
    ),
    dimension(
        "COUNTERPART_AREA_2",
        "Second partner: consignment",
        List("CL_AREA"),
    ),
    dimension(
        "TRANSPORT_MODE_BORDER",
        "Mode of transport",
        List("CL_TRANSPORT_MODE"),
    ),
    dimension("CUSTOMS_PROC", "Customs procedure", List("CL_CUSTOMS_PROC")),
    dimension("ACTIVITY", "Activity", List("CL_ACTIVITY")),
    dimension("TRANSFORMATION", "Transformation", List("CL_TRANSFORMATION")),
    dimension("MEASURE", "What is measured", List("CL_MEASURE")),
];

/// The attributes; those of the store's records first, then those only others tell.
pub const ATTRIBUTES: [Spec; 15] = [
    attribute(
        "UNIT_MULT",
        "Power of ten of the unit",
        List("CL_UNIT_MULT"),
        (true, true),
    ),
    attribute("UNIT_MEASURE", "Unit", List("CL_UNIT_MEASURE"), (true, true)),
    attribute(
        "OBS_STATUS",
        "Status of the observation",
        List("CL_OBS_STATUS"),
        (true, true),
    ),
    attribute(
        "COUNTERPART_AREA_1_TYPE",
        "How the partner was chosen",
        List("CL_PARTNER_TYPE"),
        (true, true),
    ),
    attribute(
        "VALUATION",
        "What a value includes",
        List("CL_VALUATION"),
        (false, true),
    ),
    attribute("CURRENCY", "Currency of a value, ISO 4217", Text, (false, true)),
    attribute("VINTAGE", "Day of the release", Day, (true, true)),
    attribute(
        "VINTAGE_BASIS",
        "Who says the day of the release",
        List("CL_VINTAGE_BASIS"),
        (true, true),
    ),
    attribute("COMMENT_OBS", "Comment", Text, (false, false)),
    attribute(
        "TRADE_SYSTEM",
        "Trade system of the reporter",
        Text,
        (false, false),
    ),
    attribute(
        "COMMODITY_CUSTOM_CODE",
        "National code of the commodity",
        Text,
        (false, false),
    ),
    attribute(
        "COMMODITY_CUSTOM_DESC",
        "National name of the commodity",
        Text,
        (false, false),
    ),
    attribute(
        "COUNTERPART_AREA_2_TYPE",
        "How the second partner was chosen",
        List("CL_PARTNER_TYPE"),
        (false, false),
    ),
    attribute(
        "EXCHANGE_RATE",
        "Rate of exchange of a value",
        Decimal,
        (false, false),
    ),
    attribute(
        "CONF_STATUS",
        "Confidentiality",
        List("CL_CONF_STATUS"),
        (false, false),
    ),
];

/// Where values of a row stand.
pub mod at {
    pub(crate) const FREQ: usize = 0;
    pub(crate) const REF_AREA: usize = 1;
    pub(crate) const TRADE_FLOW: usize = 2;
    pub(crate) const COMMODITY: usize = 3;
    pub(crate) const BREAKDOWN: usize = 4;
    pub(crate) const COUNTERPART: usize = 5;
    pub(crate) const SECOND_COUNTERPART: usize = 6;
    pub(crate) const TRANSPORT: usize = 7;
    pub(crate) const PROCEDURE: usize = 8;
    pub(crate) const ACTIVITY: usize = 9;
    pub(crate) const TRANSFORMATION: usize = 10;
    pub(crate) const MEASURE: usize = 11;
    /// The time.
    pub const TIME: usize = 12;
    /// The figure.
    pub const VALUE: usize = 13;
    /// The first attribute.
    pub const ATTRIBUTES: usize = 14;
    pub(crate) const UNIT_MULT: usize = ATTRIBUTES;
    pub(crate) const UNIT_MEASURE: usize = ATTRIBUTES + 1;
    pub(crate) const STATUS: usize = ATTRIBUTES + 2;
    pub(crate) const COUNTERPART_TYPE: usize = ATTRIBUTES + 3;
    pub(crate) const VALUATION: usize = ATTRIBUTES + 4;
    pub(crate) const CURRENCY: usize = ATTRIBUTES + 5;
    pub(crate) const VINTAGE: usize = ATTRIBUTES + 6;
    pub(crate) const VINTAGE_BASIS: usize = ATTRIBUTES + 7;
    pub(crate) const CONFIDENTIALITY: usize = ATTRIBUTES + 14;
}

/// How many components there are, time and the value included.
pub const COUNT: usize = DIMENSIONS.len() + 2 + ATTRIBUTES.len();

/// The id of the component at a position of a row.
pub fn id(at: usize) -> &'static str {
    let after = at.checked_sub(at::ATTRIBUTES);
    match (DIMENSIONS.get(at), at) {
        (Some(dimension), _) => dimension.id,
        (None, at::TIME) => "TIME_PERIOD",
        (None, at::VALUE) => "OBS_VALUE",
        _ => after
            .and_then(|place| ATTRIBUTES.get(place))
            .map_or("", |attribute| attribute.id),
    }
}

/// The shape of the rows that records become: all dimensions, and the attributes they tell.
pub fn shape() -> Shape {
    shaped(|attribute| attribute.told)
}

/// The shape of any row of the structure: all dimensions and all attributes.
pub fn whole_shape() -> Shape {
    shaped(|_| true)
}

/// The notes on partners that the UN's structure has and ours has not. They are texts for people,
/// and records keep none.
const UNSD_NOTES: [&str; 2] = ["COUNTERPART_AREA_1_ANNOTATION", "COUNTERPART_AREA_2_ANNOTATION"];

/// The shape of any row of `UNSD:IMTS_COMPACT`: ours, with the UN's notes on partners behind it.
pub fn unsd_shape() -> Shape {
    let mut shape = whole_shape();
    let notes = UNSD_NOTES.map(|id| {
        let kind = Kind::Attribute(Attachment::Observation);
        Component::new(id, kind).coded(false)
    });
    shape.components.extend(notes);
    shape
}

fn shaped(wanted: impl Fn(&Spec) -> bool) -> Shape {
    let component =
        |spec: &Spec, kind| Component::new(spec.id, kind).coded(matches!(spec.values, Values::List(_)));
    let mut components: Vec<Component> = DIMENSIONS
        .iter()
        .map(|spec| component(spec, Kind::Dimension))
        .collect();
    components.push(Component::new("TIME_PERIOD", Kind::Time).coded(false));
    components.push(Component::new("OBS_VALUE", Kind::Measure).coded(false));
    let attributes = ATTRIBUTES.iter().filter(|spec| wanted(spec));
    components.extend(attributes.map(|spec| component(spec, Kind::Attribute(Attachment::Observation))));
    Shape::new(components)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_the_table() {
        let shape = whole_shape();
        assert_eq!(shape.components.len(), COUNT);
        assert!((0..COUNT).all(|at| shape.components[at].id == id(at)));
        let named = [
            (at::FREQ, "FREQ"),
            (at::REF_AREA, "REF_AREA"),
            (at::TRADE_FLOW, "TRADE_FLOW"),
            (at::COMMODITY, "COMMODITY_1"),
            (at::BREAKDOWN, "COMMODITY_CUSTOM_BREAKDOWN"),
            (at::COUNTERPART, "COUNTERPART_AREA_1"),
            (at::SECOND_COUNTERPART, "COUNTERPART_AREA_2"),
            (at::TRANSPORT, "TRANSPORT_MODE_BORDER"),
            (at::PROCEDURE, "CUSTOMS_PROC"),
            (at::ACTIVITY, "ACTIVITY"),
            (at::TRANSFORMATION, "TRANSFORMATION"),
            (at::MEASURE, "MEASURE"),
            (at::UNIT_MULT, "UNIT_MULT"),
            (at::UNIT_MEASURE, "UNIT_MEASURE"),
            (at::STATUS, "OBS_STATUS"),
            (at::COUNTERPART_TYPE, "COUNTERPART_AREA_1_TYPE"),
            (at::VALUATION, "VALUATION"),
            (at::CURRENCY, "CURRENCY"),
            (at::VINTAGE, "VINTAGE"),
            (at::VINTAGE_BASIS, "VINTAGE_BASIS"),
            (at::CONFIDENTIALITY, "CONF_STATUS"),
        ];
        assert!(named.iter().all(|(at, name)| id(*at) == *name));
    }
}
