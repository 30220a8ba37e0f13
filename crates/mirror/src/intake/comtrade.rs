//! UN Comtrade's current API: one record a row, in CSV, JSON or Parquet.
//!
//! Parts of flows (`DX`, `FM`, `RX`, `RM`, `MIP` …) are passed on with their flow, and
//! records by procedure, mode of transport or second partner with theirs: which of
//! them are totals is decided when cells are made. Duplicates are the store's to find.

use super::Layout;
use super::codes::{self, Code};
use super::comtrade_columns::*;
use super::error::Problem;
use super::interpreter::Interpreter;
use super::names;
use super::outlet::Outlet;
use super::reject::{Fault, Reason};
use super::row::{Columns, Header, Row, View};
use super::sink::{Skip, Verdict};
use entente_trade::{
    Area, Attribution, Currency, Dataset, Edition, Flow, Money, Observation, Period, Side, Valuation,
};

/// Flow codes, for messages.
const FLOWS: &str = "a flow of X, M, DX, RX, XIP, XOP, FM, RM, MIP, MOP";

/// Reads records.
pub(super) struct Comtrade {
    columns: Columns,
}

impl Comtrade {
    pub(super) fn new(layout: Layout, header: &Header) -> Result<Self, Problem> {
        Ok(Self {
            columns: Columns::find(layout, &CURRENT, header)?,
        })
    }
}

impl Interpreter for Comtrade {
    fn row(&mut self, row: &Row, out: &mut Outlet<'_>) -> Result<(), Problem> {
        let view = self.columns.of(row);
        let outcome = observation(view);
        if let Ok((_, true)) = outcome {
            out.summary.padded_codes += 1;
        }
        out.settle(row.line, outcome.map(|(observation, _)| observation))
    }
}

/// The observation in a record, and whether its code was padded.
fn observation(view: View) -> Result<(Observation, bool), Verdict> {
    if view.text(TYPE) == "S" {
        return Err(Skip::Services.into());
    }
    let flow = flow(view)?;
    let (reporter, partner) = sides(view, flow)?;
    let period = period(view)?;
    timely(view, reporter, REPORTER, period)?;
    timely(view, partner, PARTNER, period)?;
    let edition = edition(view)?;
    let Code { commodity, padded } = codes::read(view, COMMODITY, edition)?;
    let value = view.needed_money(VALUE, 0)?;
    let second_partner = second_partner(view)?;
    let (fob, cif) = (bearing(view, FOB, value)?, bearing(view, CIF, value)?);
    let unit = view
        .integer(UNIT, Reason::Code, "a quantity unit code")?
        .unwrap_or(-1);
    let quantity = view.quantity(QUANTITY)?.filter(|_| unit != -1);
    let observation = Observation {
        dataset: Dataset::Comtrade,
        flow,
        reporter,
        partner,
        second_partner,
        period,
        commodity,
        edition,
        procedure: procedure(view)?,
        transport: view
            .integer(TRANSPORT, Reason::Code, "a mode of transport code")?
            .unwrap_or(0),
        currency: Currency::USD,
        value,
        valuation: valuation(flow, value, fob, cif),
        attribution: attribution(flow, second_partner),
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
    Flow::parse(view.text(FLOW)).ok_or_else(|| view.fault(FLOW, Reason::Flow, FLOWS))
}

/// Reporter and partner, two countries.
pub(super) fn sides(view: View, flow: Flow) -> Result<(Area, Area), Verdict> {
    let area = |column| {
        let fault = || view.fault(column, Reason::Area, "a UN Comtrade area code");
        names::comtrade_code(view.text(column)).ok_or_else(fault)
    };
    let (reporter, partner) = (area(REPORTER)?, area(PARTNER)?);
    if names::no_partner(reporter).is_some() {
        return Err(Skip::Group.into());
    }
    if let Some(skip) = names::no_partner(partner) {
        return Err(skip.into());
    }
    distinct(view, PARTNER, flow, reporter, partner)?;
    Ok((reporter, partner))
}

/// A country imports from itself what comes back to it; it exports nothing to itself.
pub(super) fn distinct(
    view: View,
    column: usize,
    flow: Flow,
    reporter: Area,
    partner: Area,
) -> Result<(), Verdict> {
    if reporter != partner {
        return Ok(());
    }
    match flow.side() {
        Side::Import => Err(Skip::OwnGoods.into()),
        Side::Export => Err(view
            .fault(column, Reason::Area, "a partner other than the reporter")
            .into()),
    }
}

pub(super) fn timely(view: View, area: Area, column: usize, period: Period) -> Result<(), Fault> {
    if names::in_being(area, period) {
        Ok(())
    } else {
        Err(view.fault(column, Reason::Area, names::being(area, period)))
    }
}

/// The period, from `period` or from year and month, which must agree where both stand.
fn period(view: View) -> Result<Period, Fault> {
    let written = match view.given(PERIOD) {
        Some(text) => {
            let parsed = Period::parse(text.strip_suffix(".0").unwrap_or(text));
            Some(
                parsed
                    .ok_or_else(|| view.fault(PERIOD, Reason::Period, "a year or a month, yyyy or yyyymm"))?,
            )
        }
        None => None,
    };
    let period = match (written, referred(view)?) {
        (Some(written), Some(referred)) if written != referred => {
            let expected = format!("{referred}, as refYear and refMonth have it");
            return Err(view.fault(PERIOD, Reason::Period, expected));
        }
        (Some(period), _) | (None, Some(period)) => period,
        (None, None) => return Err(view.fault(PERIOD, Reason::Period, "a year or a month")),
    };
    frequency(view, period)?;
    Ok(period)
}

/// The period of `refYear` and `refMonth`, where 52 stands for the whole year. A month
/// without a year, and a year without a month, say nothing that could be compared.
fn referred(view: View) -> Result<Option<Period>, Fault> {
    let expected = "a calendar year, and a month from 1 to 12 or 52 for the year";
    let year: Option<u16> = view.integer(YEAR, Reason::Period, expected)?;
    let month: Option<u8> = view.integer(MONTH, Reason::Period, expected)?;
    let (year, month) = match (year, month) {
        (Some(year), Some(month)) => (year, month),
        (Some(year), None) if view.given(PERIOD).is_none() => (year, 52),
        _ => return Ok(None),
    };
    let period = match month {
        52 => Period::year(year),
        _ => Period::month(year, month),
    };
    period
        .map(Some)
        .ok_or_else(|| view.fault(MONTH, Reason::Period, expected))
}

fn frequency(view: View, period: Period) -> Result<(), Fault> {
    let code = period.frequency().code();
    match view.given(FREQUENCY) {
        Some(text) if text != code => Err(view.fault(
            FREQUENCY,
            Reason::Period,
            format!("{code}, for the period is {period}"),
        )),
        _ => Ok(()),
    }
}

/// Other nomenclatures have no Harmonised codes.
pub(super) fn edition(view: View) -> Result<Edition, Fault> {
    let expected = "an edition of the Harmonised System, H0 to H6 or HS";
    Edition::parse(view.text(EDITION)).ok_or_else(|| view.fault(EDITION, Reason::Code, expected))
}

/// The second partner; none when it is the world, which is the total.
pub(super) fn second_partner(view: View) -> Result<Option<Area>, Fault> {
    let Some(text) = view.given(SECOND_PARTNER) else {
        return Ok(None);
    };
    let fault = || view.fault(SECOND_PARTNER, Reason::Area, "a UN Comtrade area code");
    let area = names::comtrade_code(text).ok_or_else(fault)?;
    Ok(Some(area).filter(|&area| area != Area::WORLD))
}

/// `C00` is the total, 0.
fn procedure(view: View) -> Result<u8, Fault> {
    let Some(text) = view.given(PROCEDURE) else {
        return Ok(0);
    };
    let number = text.strip_prefix('C').unwrap_or(text).parse().ok();
    number.ok_or_else(|| view.fault(PROCEDURE, Reason::Code, "a customs procedure, C00 to C99"))
}

/// A second valuation; the source writes 0 where it has none.
fn bearing(view: View, column: usize, value: Money) -> Result<Option<Money>, Fault> {
    Ok(view
        .money(column, 0)?
        .filter(|other| !other.is_zero() || value.is_zero()))
}

/// The valuation that the value itself agrees with; where both do, the usual one.
pub(super) fn valuation(flow: Flow, value: Money, fob: Option<Money>, cif: Option<Money>) -> Valuation {
    match (fob == Some(value), cif == Some(value), flow.side()) {
        (true, false, _) | (true, true, Side::Export) => Valuation::Fob,
        (false, true, _) | (true, true, Side::Import) => Valuation::Cif,
        (false, false, _) => Valuation::Unstated,
    }
}

/// Where an import names the country of consignment beside it, the partner is the origin.
pub(super) fn attribution(flow: Flow, second_partner: Option<Area>) -> Attribution {
    match (flow.side(), second_partner) {
        (Side::Import, Some(_)) => Attribution::Origin,
        _ => Attribution::Unstated,
    }
}
