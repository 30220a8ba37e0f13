//! Entente's own columns: what an authority writes that has no layout of its own.
//!
//! Every field of an observation has its column, areas are read however they are
//! written, and a row says which dataset it belongs to. See `docs/formats.md`.

use super::Layout;
use super::codes::{self, Code};
use super::comtrade::{distinct, timely};
use super::error::Problem;
use super::interpreter::Interpreter;
use super::names::Names;
use super::outlet::Outlet;
use super::reject::{Fault, Reason};
use super::row::{Column, Columns, Header, Row, View, needed, optional};
use super::sink::{Skip, Verdict};
use entente_trade::{
    Area, Attribution, Currency, Dataset, Edition, Flow, Money, Observation, Period, Valuation,
};

const REPORTER: usize = 0;
const PARTNER: usize = 1;
const FLOW: usize = 2;
const PERIOD: usize = 3;
const COMMODITY: usize = 4;
const VALUE: usize = 5;
const DATASET: usize = 6;
const SECOND_PARTNER: usize = 7;
const EDITION: usize = 8;
const PROCEDURE: usize = 9;
const TRANSPORT: usize = 10;
const CURRENCY: usize = 11;
const VALUATION: usize = 12;
const ATTRIBUTION: usize = 13;
const FOB: usize = 14;
const CIF: usize = 15;
const NET_WEIGHT: usize = 16;
const QUANTITY: usize = 17;
const UNIT: usize = 18;
const NATIONAL_CURRENCY: usize = 19;
const NATIONAL_VALUE: usize = 20;

pub(super) const COLUMNS: [Column; 21] = [
    needed("reporter"),
    needed("partner"),
    needed("flow"),
    needed("period"),
    needed("commodity"),
    needed("value"),
    optional("dataset"),
    optional("second_partner"),
    optional("edition"),
    optional("procedure"),
    optional("transport"),
    optional("currency"),
    optional("valuation"),
    optional("attribution"),
    optional("fob_value"),
    optional("cif_value"),
    optional("net_weight_kg"),
    optional("quantity"),
    optional("quantity_unit"),
    optional("national_currency"),
    optional("national_value"),
];

/// Reads rows.
pub(super) struct Entente {
    columns: Columns,
    names: Names,
}

impl Entente {
    pub(super) fn new(layout: Layout, header: &Header) -> Result<Self, Problem> {
        Ok(Self {
            columns: Columns::find(layout, &COLUMNS, header)?,
            names: Names::of("entente"),
        })
    }
}

impl Interpreter for Entente {
    fn row(&mut self, row: &Row, out: &mut Outlet<'_>) -> Result<(), Problem> {
        let outcome = observation(self.columns.of(row), &self.names);
        if let Ok((_, true)) = outcome {
            out.summary.padded_codes += 1;
        }
        out.settle(row.line, outcome.map(|(observation, _)| observation))
    }
}

/// The observation in a row, and whether its code was padded.
fn observation(view: View, names: &Names) -> Result<(Observation, bool), Verdict> {
    let flow = flow(view)?;
    let period = period(view)?;
    let (reporter, partner) = sides(view, names, flow, period)?;
    let edition = edition(view)?;
    let Code { commodity, padded } = codes::read(view, COMMODITY, edition)?;
    let quantity = view.quantity(QUANTITY)?;
    let unit = view
        .integer(UNIT, Reason::Code, "a UN Comtrade quantity unit code")?
        .unwrap_or(-1);
    let observation = Observation {
        dataset: dataset(view)?,
        flow,
        reporter,
        partner,
        second_partner: second_partner(view, names)?,
        period,
        commodity,
        edition,
        procedure: view
            .integer(PROCEDURE, Reason::Code, "a customs procedure, 0 to 99")?
            .unwrap_or(0),
        transport: view
            .integer(TRANSPORT, Reason::Code, "a mode of transport code")?
            .unwrap_or(0),
        currency: currency(view, CURRENCY)?.unwrap_or(Currency::USD),
        value: view.needed_money(VALUE, 0)?,
        valuation: valuation(view)?,
        attribution: attribution(view)?,
        fob: view.money(FOB, 0)?,
        cif: view.money(CIF, 0)?,
        net_weight_kg: view.quantity(NET_WEIGHT)?,
        quantity: quantity.filter(|_| unit != -1),
        unit: if quantity.is_some() { unit } else { -1 },
        national: national(view)?,
    };
    Ok((observation, padded))
}

fn flow(view: View) -> Result<Flow, Fault> {
    let expected = "export, import, or a UN Comtrade flow code such as RX";
    match view.text(FLOW) {
        "export" => Ok(Flow::Export),
        "import" => Ok(Flow::Import),
        code => Flow::parse(code).ok_or_else(|| view.fault(FLOW, Reason::Flow, expected)),
    }
}

fn period(view: View) -> Result<Period, Fault> {
    let period = Period::parse(view.text(PERIOD));
    period.ok_or_else(|| view.fault(PERIOD, Reason::Period, "a year or a month, 2015 or 2015-04"))
}

fn sides(view: View, names: &Names, flow: Flow, period: Period) -> Result<(Area, Area), Verdict> {
    let reporter = match names.country("reporter", view.text(REPORTER)) {
        Err(Verdict::Skip(_)) => return Err(Skip::Group.into()),
        read => read?,
    };
    let partner = names.country("partner", view.text(PARTNER))?;
    distinct(view, PARTNER, flow, reporter, partner)?;
    timely(view, reporter, REPORTER, period)?;
    timely(view, partner, PARTNER, period)?;
    Ok((reporter, partner))
}

fn second_partner(view: View, names: &Names) -> Result<Option<Area>, Verdict> {
    match view.given(SECOND_PARTNER) {
        None | Some("0" | "W00") => Ok(None),
        Some(text) => names.country("second_partner", text).map(Some),
    }
}

fn edition(view: View) -> Result<Edition, Fault> {
    let expected = "an edition of the Harmonised System, H0 to H6 or HS";
    Edition::parse(view.text(EDITION)).ok_or_else(|| view.fault(EDITION, Reason::Code, expected))
}

fn dataset(view: View) -> Result<Dataset, Fault> {
    let Some(text) = view.given(DATASET) else {
        return Ok(Dataset::Entente);
    };
    let names = Dataset::NAMES.map(|(_, name)| name).join(", ");
    Dataset::parse(text).ok_or_else(|| view.fault(DATASET, Reason::Code, format!("one of {names}")))
}

fn currency(view: View, column: usize) -> Result<Option<Currency>, Fault> {
    let Some(text) = view.given(column) else {
        return Ok(None);
    };
    let fault = || view.fault(column, Reason::Code, "an ISO 4217 code such as USD");
    Currency::parse(text).map(Some).ok_or_else(fault)
}

fn valuation(view: View) -> Result<Valuation, Fault> {
    match view.text(VALUATION) {
        "FOB" | "fob" => Ok(Valuation::Fob),
        "CIF" | "cif" => Ok(Valuation::Cif),
        "" => Ok(Valuation::Unstated),
        _ => Err(view.fault(VALUATION, Reason::Code, "FOB, CIF or nothing")),
    }
}

fn attribution(view: View) -> Result<Attribution, Fault> {
    let expected = "origin, consignment, last_known_destination, imputed or nothing";
    match view.text(ATTRIBUTION) {
        "origin" => Ok(Attribution::Origin),
        "consignment" => Ok(Attribution::Consignment),
        "last_known_destination" => Ok(Attribution::LastKnownDestination),
        "imputed" => Ok(Attribution::Imputed),
        "" => Ok(Attribution::Unstated),
        _ => Err(view.fault(ATTRIBUTION, Reason::Code, expected)),
    }
}

/// The value in the reporter's own currency: both columns or neither.
fn national(view: View) -> Result<Option<(Currency, Money)>, Fault> {
    match (currency(view, NATIONAL_CURRENCY)?, view.money(NATIONAL_VALUE, 0)?) {
        (Some(currency), Some(value)) => Ok(Some((currency, value))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(view.fault(
            NATIONAL_VALUE,
            Reason::Value,
            "a value beside the national currency",
        )),
        (None, Some(_)) => Err(view.fault(
            NATIONAL_CURRENCY,
            Reason::Code,
            "a currency beside the national value",
        )),
    }
}
