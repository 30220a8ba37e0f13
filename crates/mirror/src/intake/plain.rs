//! The observation of a table that gives a value for all commodities, and no more.

use entente_trade::{
    Area, Attribution, Commodity, Currency, Dataset, Edition, Flow, Money, Observation, Period, Valuation,
};

/// What such a table says.
pub(super) struct Told {
    pub(super) dataset: Dataset,
    pub(super) flow: Flow,
    pub(super) reporter: Area,
    pub(super) partner: Area,
    pub(super) period: Period,
    pub(super) currency: Currency,
    pub(super) value: Money,
    pub(super) valuation: Valuation,
    pub(super) attribution: Attribution,
}

/// All commodities, total of all procedures and modes, no weights.
pub(super) fn total(told: Told) -> Observation {
    Observation {
        dataset: told.dataset,
        flow: told.flow,
        reporter: told.reporter,
        partner: told.partner,
        second_partner: None,
        period: told.period,
        commodity: Commodity::TOTAL,
        edition: Edition::Unknown,
        procedure: 0,
        transport: 0,
        currency: told.currency,
        value: told.value,
        valuation: told.valuation,
        attribution: told.attribution,
        fob: None,
        cif: None,
        net_weight_kg: None,
        quantity: None,
        unit: -1,
        national: None,
    }
}
