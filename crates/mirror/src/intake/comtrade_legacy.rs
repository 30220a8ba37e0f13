//! UN Comtrade as the API and site before 2023 wrote it: names and codes side by side.

use super::Layout;
use super::codes::{self, Code};
use super::comtrade::{edition, second_partner, sides, timely, valuation};
use super::comtrade_columns::*;
use super::error::Problem;
use super::interpreter::Interpreter;
use super::outlet::Outlet;
use super::reject::{Fault, Reason};
use super::row::{Columns, Header, Row, View};
use super::sink::Verdict;
use entente_trade::{Attribution, Currency, Dataset, Flow, Observation, Period};

/// The quantity unit that stood for none.
const NO_UNIT: i8 = 1;

/// Reads records.
pub(super) struct ComtradeLegacy {
    columns: Columns,
}

impl ComtradeLegacy {
    pub(super) fn new(header: &Header) -> Result<Self, Problem> {
        Ok(Self {
            columns: Columns::find(Layout::ComtradeLegacyCsv, &LEGACY, header)?,
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
        second_partner: second_partner(view)?,
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
