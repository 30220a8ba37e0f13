//! The components of the trade structure: dimensions, attributes, their lists and their order.
//!
//! Positions in this table are the positions of values in a row.

use sdmx::data::{Attachment, Component, Kind, Shape};

/// What values a component takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Values {
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
pub(crate) struct Spec {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) values: Values,
    /// For attributes: whether every observation has it.
    pub(crate) mandatory: bool,
    /// Whether records of the store tell it at all.
    pub(crate) told: bool,
}

impl Spec {
    /// Whether its values are numbers.
    pub(crate) fn is_number(&self) -> bool {
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
pub(crate) const DIMENSIONS: [Spec; 12] = [
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
pub(crate) const ATTRIBUTES: [Spec; 15] = [
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
pub(crate) mod at {
    pub(crate) const TIME: usize = 12;
    pub(crate) const VALUE: usize = 13;
    /// The first attribute.
    pub(crate) const ATTRIBUTES: usize = 14;
}

/// The shape of the rows that records become: all dimensions, and the attributes they tell.
pub(crate) fn shape() -> Shape {
    let component =
        |spec: &Spec, kind| Component::new(spec.id, kind).coded(matches!(spec.values, Values::List(_)));
    let mut components: Vec<Component> = DIMENSIONS
        .iter()
        .map(|spec| component(spec, Kind::Dimension))
        .collect();
    components.push(Component::new("TIME_PERIOD", Kind::Time).coded(false));
    components.push(Component::new("OBS_VALUE", Kind::Measure).coded(false));
    let told = ATTRIBUTES.iter().filter(|spec| spec.told);
    components.extend(told.map(|spec| component(spec, Kind::Attribute(Attachment::Observation))));
    Shape::new(components)
}
