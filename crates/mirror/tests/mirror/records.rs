//! Records made by hand, for tests of what becomes of them.

use entente_mirror::store::Record;
use entente_trade::{
    Area, Attribution, Commodity, Currency, Dataset, Date, Edition, Flow, Money, Observation, Period, Side,
    Valuation,
};

pub(crate) const KAZ: Area = Area::from_code(398);
pub(crate) const SRB: Area = Area::from_code(688);

/// A record of the flow from Kazakhstan to Serbia out of the first release of Comtrade; change what matters.
pub(crate) fn record(flow: Flow, code: &str, period: &str, units: i128) -> Record {
    let export = flow.side() == Side::Export;
    let (reporter, partner) = if export { (KAZ, SRB) } else { (SRB, KAZ) };
    Record {
        import: 1,
        vintage: Date::new(2020, 1, 1).unwrap().into(),
        observation: Observation {
            dataset: Dataset::Comtrade,
            flow,
            reporter,
            partner,
            second_partner: None,
            period: Period::parse(period).unwrap(),
            commodity: Commodity::parse(code).unwrap(),
            edition: Edition::H5,
            procedure: 0,
            transport: 0,
            currency: Currency::USD,
            value: Money::from_units(units),
            valuation: if export { Valuation::Fob } else { Valuation::Cif },
            attribution: Attribution::Unstated,
            fob: None,
            cif: None,
            net_weight_kg: None,
            quantity: None,
            unit: -1,
            national: None,
        },
    }
}

/// The same out of a release of another year.
pub(crate) fn released(year: u16, mut record: Record) -> Record {
    record.import = u32::from(year) - 2019;
    record.vintage = Date::new(year, 1, 1).unwrap().into();
    record
}

/// The same out of another dataset.
pub(crate) fn from(dataset: Dataset, mut record: Record) -> Record {
    record.observation.dataset = dataset;
    record
}

/// The same with the FOB value stated beside it.
pub(crate) fn with_fob(units: i128, mut record: Record) -> Record {
    record.observation.fob = Some(Money::from_units(units));
    record
}

/// The same of goods that came through a country.
pub(crate) fn through(via: Area, mut record: Record) -> Record {
    record.observation.second_partner = Some(via);
    record.observation.attribution = Attribution::Origin;
    record
}
