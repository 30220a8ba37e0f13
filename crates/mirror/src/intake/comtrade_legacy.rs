//! UN Comtrade as the API and site before 2023 wrote it: names and codes side by side.

use super::Layout;
use super::codes::{self, Code};
use super::comtrade::{distinct, timely, valuation};
use super::error::Problem;
use super::interpreter::Interpreter;
use super::names;
use super::outlet::Outlet;
use super::reject::{Fault, Reason};
use super::row::{Column, Columns, Header, Row, View, needed, optional};
use super::sink::{Skip, Verdict};
use entente_trade::{Area, Attribution, Currency, Dataset, Edition, Flow, Observation, Period};

const CLASSIFICATION: usize = 0;
const YEAR: usize = 1;
const PERIOD: usize = 2;
const FLOW: usize = 3;
const REPORTER: usize = 4;
const PARTNER: usize = 5;
const COMMODITY: usize = 6;
const VALUE: usize = 7;
const SECOND_PARTNER: usize = 8;
const PROCEDURE: usize = 9;
const TRANSPORT: usize = 10;
const UNIT: usize = 11;
const QUANTITY: usize = 12;
const NET_WEIGHT: usize = 13;
const CIF: usize = 14;
const FOB: usize = 15;

pub(super) const COLUMNS: [Column; 16] = [
    needed("Classification"),
    needed("Year"),
    optional("Period"),
    needed("Trade Flow Code"),
    needed("Reporter Code"),
    needed("Partner Code"),
    needed("Commodity Code"),
    needed("Trade Value (US$)"),
    optional("2nd Partner Code"),
    optional("Customs Proc. Code"),
    optional("Mode of Transport Code"),
    optional("Qty Unit Code"),
    optional("Qty"),
    optional("Netweight (kg)"),
    optional("CIF Trade Value (US$)"),
    optional("FOB Trade Value (US$)"),
];

/// The quantity unit that stood for none.
const NO_UNIT: i8 = 1;

/// Reads records.
pub(super) struct ComtradeLegacy {
    columns: Columns,
}

impl ComtradeLegacy {
    pub(super) fn new(header: &Header) -> Result<Self, Problem> {
        Ok(Self {
            columns: Columns::find(Layout::ComtradeLegacyCsv, &COLUMNS, header)?,
        })
    }
}

impl Interpreter for ComtradeLegacy {
    fn row(&mut self, row: &Row, out: &mut Outlet<'_>) -> Result<(), Problem> {
        let outcome = observation(self.columns.of(row));
        if let Ok((_, true)) = outcome {
            out.summary.padded_codes += 1;
        }
        out.settle(row.line, outcome.map(|(observation, _)| observation))
    }
}

/// The observation in a record, and whether its code was padded.
fn observation(view: View) -> Result<(Observation, bool), Verdict> {
    let flow = flow(view)?;
    let (reporter, partner) = sides(view, flow)?;
    let period = period(view)?;
    timely(view, reporter, REPORTER, period)?;
    timely(view, partner, PARTNER, period)?;
    let edition = edition(view)?;
    let Code { commodity, padded } = codes::read(view, COMMODITY, edition)?;
    let value = view.needed_money(VALUE, 0)?;
    let told = |column| {
        view.money(column, 0)
            .map(|money| money.filter(|money| !money.is_zero()))
    };
    let (fob, cif) = (told(FOB)?, told(CIF)?);
    let unit = view
        .integer(UNIT, Reason::Code, "a quantity unit code")?
        .unwrap_or(NO_UNIT);
    let quantity = view.quantity(QUANTITY)?.filter(|_| unit != NO_UNIT && unit != -1);
    let observation = Observation {
        dataset: Dataset::Comtrade,
        flow,
        reporter,
        partner,
        second_partner: area(view, SECOND_PARTNER)?.filter(|&area| area != Area::WORLD),
        period,
        commodity,
        edition,
        procedure: view
            .integer(PROCEDURE, Reason::Code, "a customs procedure code")?
            .unwrap_or(0),
        transport: view
            .integer(TRANSPORT, Reason::Code, "a mode of transport code")?
            .unwrap_or(0),
        currency: Currency::USD,
        value,
        valuation: valuation(flow, value, fob, cif),
        attribution: Attribution::Unstated,
        fob,
        cif,
        net_weight_kg: view.quantity(NET_WEIGHT)?,
        quantity,
        unit: if quantity.is_some() { unit } else { -1 },
        national: None,
    };
    Ok((observation, padded))
}

fn flow(view: View) -> Result<Flow, Fault> {
    match view.text(FLOW) {
        "1" => Ok(Flow::Import),
        "2" => Ok(Flow::Export),
        "3" => Ok(Flow::ReExport),
        "4" => Ok(Flow::ReImport),
        _ => Err(view.fault(
            FLOW,
            Reason::Flow,
            "1 import, 2 export, 3 re-export or 4 re-import",
        )),
    }
}

fn area(view: View, column: usize) -> Result<Option<Area>, Fault> {
    let fault = || view.fault(column, Reason::Area, "a UN Comtrade area code");
    match view.given(column) {
        Some(text) => names::comtrade_code(text).map(Some).ok_or_else(fault),
        None => Ok(None),
    }
}

fn sides(view: View, flow: Flow) -> Result<(Area, Area), Verdict> {
    let needed = |column| {
        let fault = || view.fault(column, Reason::Area, "a UN Comtrade area code");
        area(view, column)?.ok_or_else(fault)
    };
    let (reporter, partner) = (needed(REPORTER)?, needed(PARTNER)?);
    if names::no_partner(reporter).is_some() {
        return Err(Skip::Group.into());
    }
    if let Some(skip) = names::no_partner(partner) {
        return Err(skip.into());
    }
    distinct(view, PARTNER, flow, reporter, partner)?;
    Ok((reporter, partner))
}

/// `Period` (yyyy or yyyymm), which must lie in `Year`; `Year` alone if it is not there.
fn period(view: View) -> Result<Period, Fault> {
    let expected = "a calendar year";
    let year = Period::parse(view.text(YEAR)).filter(|period| period.calendar_month().is_none());
    let year = year.ok_or_else(|| view.fault(YEAR, Reason::Period, expected))?;
    let Some(text) = view.given(PERIOD) else {
        return Ok(year);
    };
    let within = Period::parse(text).filter(|period| period.whole_year() == year);
    within.ok_or_else(|| view.fault(PERIOD, Reason::Period, format!("{year} or a month of it")))
}

/// `H0` … `H6`, or `HS` for as reported; other nomenclatures have no Harmonised codes.
fn edition(view: View) -> Result<Edition, Fault> {
    let expected = "an edition of the Harmonised System, H0 to H6 or HS";
    Edition::parse(view.text(CLASSIFICATION))
        .ok_or_else(|| view.fault(CLASSIFICATION, Reason::Code, expected))
}
