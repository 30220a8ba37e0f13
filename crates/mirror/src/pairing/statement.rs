//! What one side says of a cell, out of all the records that say it.
//!
//! Several records may speak of one cell: breakdowns by second partner, mode
//! and procedure beside their total, parts of a flow beside the flow, the same
//! import by origin and by consignment, and vintages. This is where exactly one
//! value comes of them, and what the others single out is kept as deductions.

use std::collections::BTreeMap;

use entente_trade::{
    Area, Attribution, Cause, Commodity, Currency, Dataset, Date, Edition, Flow, Frequency, Grade, Money,
    Observation, Period, Quantity, Side, Valuation,
};

use super::rates::Rates;
use crate::explain::{Deduction, Report};
use crate::store::Record;

/// One side's figure for a commodity and period, from one dataset and vintage.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Statement {
    pub(crate) report: Report,
    pub(crate) vintage: Date,
}

/// Who says it: which statements revise or join one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    pub(crate) dataset: Dataset,
    pub(crate) side: Side,
    pub(crate) frequency: Frequency,
}

/// All statements of a pair by source.
pub(crate) type Statements = BTreeMap<Source, BTreeMap<(Period, Commodity), Statement>>;

/// A currency no rate is known for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingRate {
    /// The currency.
    pub currency: Currency,
    /// The period whose average is needed.
    pub period: Period,
}

/// The statements of one pair's records, all in United States dollars.
///
/// A later vintage of a dataset replaces the earlier one flow by flow, cell by cell.
pub(crate) fn statements(records: &[Record], rates: &Rates) -> (Statements, Vec<MissingRate>) {
    let mut cells: BTreeMap<(Source, Period, Commodity), Vec<&Record>> = BTreeMap::new();
    for record in records {
        let observation = &record.observation;
        let source = Source {
            dataset: observation.dataset,
            side: observation.flow.side(),
            frequency: observation.period.frequency(),
        };
        cells
            .entry((source, observation.period, observation.commodity))
            .or_default()
            .push(record);
    }
    let (mut statements, mut missing) = (Statements::new(), Vec::new());
    for ((source, period, commodity), records) in cells {
        match Told::of(&records).statement(rates) {
            Ok(statement) => {
                statements
                    .entry(source)
                    .or_default()
                    .insert((period, commodity), statement);
            }
            Err(rate) if missing.contains(&rate) => {}
            Err(rate) => missing.push(rate),
        }
    }
    (statements, missing)
}

/// The current records of one cell and side.
struct Told<'a> {
    /// The whole flow; if no record gives it, the parts that make it up.
    whole: Vec<&'a Observation>,
    /// Re-exports, or domestic exports with the opposite sign when only they are told.
    re_exports: Vec<&'a Observation>,
    domestic: Vec<&'a Observation>,
    /// The same import by country of consignment, where the report is by origin.
    by_consignment: Vec<&'a Observation>,
    vintage: Date,
}

impl<'a> Told<'a> {
    fn of(records: &[&'a Record]) -> Self {
        let flow = |flow: Flow| current(records, |one| one.flow == flow);
        let (mut whole, mut by_consignment) = (flow(Flow::Export), Vec::new());
        if whole.is_empty() {
            (whole, by_consignment) = by_attribution(records, Flow::Import);
        }
        let (re_exports, domestic) = (flow(Flow::ReExport), flow(Flow::DomesticExport));
        if whole.is_empty() {
            whole = [domestic.clone(), re_exports.clone()].concat();
        }
        if whole.is_empty() {
            whole = [flow(Flow::ForeignImport), flow(Flow::ReImport)].concat();
        }
        let newest = records.iter().map(|record| record.vintage).max();
        let vintage = newest.unwrap_or_else(|| records[0].vintage);
        Self {
            whole,
            re_exports,
            domestic,
            by_consignment,
            vintage,
        }
    }

    fn statement(&self, rates: &Rates) -> Result<Statement, MissingRate> {
        let counted = total_or_sum(&self.whole, |one| one.second_partner.is_none());
        let value = in_usd(&counted, rates, |one| Some(one.value))?.unwrap_or_default();
        let mut deductions = self.consigned(value, rates)?;
        let indirect: Money = deductions.iter().map(|deduction| deduction.amount).sum();
        deductions.extend(freight(&counted, value, indirect, rates)?);
        deductions.extend(self.re_exported(value, rates)?);
        let report = Report {
            value,
            reference_value: reference(&counted, rates),
            edition: counted
                .iter()
                .map(|one| one.edition)
                .min()
                .unwrap_or(Edition::Unknown),
            net_weight_kg: all_or_none(&counted, |one| one.net_weight_kg),
            deductions,
        };
        Ok(Statement {
            report,
            vintage: self.vintage,
        })
    }

    /// Goods of the exporter's origin that came from elsewhere, by country of consignment.
    fn consigned(&self, value: Money, rates: &Rates) -> Result<Vec<Deduction>, MissingRate> {
        let mut by_country: BTreeMap<Area, Vec<&Observation>> = BTreeMap::new();
        for one in &self.whole {
            let via = one
                .second_partner
                .filter(|&via| via != one.partner && via != one.reporter);
            if let Some(via) = via.filter(|_| one.flow.side() == Side::Import) {
                by_country.entry(via).or_default().push(one);
            }
        }
        let mut deductions = Vec::new();
        for (via, records) in by_country {
            let amount = in_usd(&total_or_sum(&records, |_| true), rates, |one| Some(one.value))?;
            deductions.push(indirect(Some(via), amount.unwrap_or_default(), "second_partner"));
        }
        if deductions.is_empty() && !self.by_consignment.is_empty() {
            let rows = total_or_sum(&self.by_consignment, |one| one.second_partner.is_none());
            let direct = in_usd(&rows, rates, |one| Some(one.value))?.unwrap_or_default();
            let elsewhere = value - direct;
            if elsewhere > Money::ZERO {
                deductions.push(indirect(None, elsewhere, "origin_less_consignment"));
            }
        }
        Ok(deductions)
    }

    fn re_exported(&self, value: Money, rates: &Rates) -> Result<Option<Deduction>, MissingRate> {
        let sum = |records: &[&Observation]| {
            in_usd(
                &total_or_sum(records, |one| one.second_partner.is_none()),
                rates,
                |one| Some(one.value),
            )
        };
        let (amount, method) = match (sum(&self.re_exports)?, sum(&self.domestic)?) {
            (Some(foreign), _) => (foreign, "re_export_flow"),
            (None, Some(domestic)) if value > domestic => (value - domestic, "export_less_domestic"),
            _ => return Ok(None),
        };
        Ok(Some(Deduction {
            cause: Cause::ReExport,
            via: None,
            amount,
            grade: Grade::E2,
            method,
        }))
    }
}

fn indirect(via: Option<Area>, amount: Money, method: &'static str) -> Deduction {
    Deduction {
        cause: Cause::Indirect,
        via,
        amount,
        grade: Grade::E2,
        method,
    }
}

/// The records of the newest vintage, and within it of the newest import, that fit.
fn current<'a>(records: &[&'a Record], fits: impl Fn(&Observation) -> bool) -> Vec<&'a Observation> {
    let fitting = records.iter().filter(|record| fits(&record.observation));
    let newest = fitting
        .clone()
        .map(|record| (record.vintage, record.import))
        .max();
    fitting
        .filter(|record| Some((record.vintage, record.import)) == newest)
        .map(|record| &record.observation)
        .collect()
}

/// Imports by origin, else as stated, else by consignment; and those by consignment beside origin.
fn by_attribution<'a>(records: &[&'a Record], flow: Flow) -> (Vec<&'a Observation>, Vec<&'a Observation>) {
    let of = |wanted: &[Attribution]| {
        current(records, |one| {
            one.flow == flow && wanted.contains(&one.attribution)
        })
    };
    let consignment = of(&[Attribution::Consignment]);
    let report = of(&[
        Attribution::Origin,
        Attribution::Unstated,
        Attribution::LastKnownDestination,
    ]);
    if report.is_empty() {
        (consignment, Vec::new())
    } else {
        (report, consignment)
    }
}

/// Totals where they are given, else the details: for the second partner, then mode, then procedure.
fn total_or_sum<'a>(
    records: &[&'a Observation],
    is_whole: impl Fn(&Observation) -> bool,
) -> Vec<&'a Observation> {
    let narrowed = narrow(records.to_vec(), is_whole);
    let narrowed = narrow(narrowed, |one| one.transport == 0);
    narrow(narrowed, |one| one.procedure == 0)
}

fn narrow(
    records: Vec<&Observation>,
    is_total: impl Fn(&Observation) -> bool,
) -> Vec<&Observation> {
    if records.iter().any(|one| is_total(one)) {
        records.into_iter().filter(|one| is_total(one)).collect()
    } else {
        records
    }
}

fn in_usd(
    records: &[&Observation],
    rates: &Rates,
    amount: impl Fn(&Observation) -> Option<Money>,
) -> Result<Option<Money>, MissingRate> {
    let mut sum = None;
    for one in records {
        let Some(amount) = amount(one) else { continue };
        let missing = MissingRate {
            currency: one.currency,
            period: one.period,
        };
        let usd = rates.to_usd(amount, one.currency, one.period).ok_or(missing)?;
        sum = Some(sum.unwrap_or(Money::ZERO) + usd);
    }
    Ok(sum)
}

/// Freight and insurance on the goods that came directly, when every record states the FOB value too.
fn freight(
    counted: &[&Observation],
    value: Money,
    indirect: Money,
    rates: &Rates,
) -> Result<Option<Deduction>, MissingRate> {
    let imports = counted.first().is_some_and(|one| one.flow.side() == Side::Import);
    let stated = counted
        .iter()
        .all(|one| one.fob.is_some() || one.valuation == Valuation::Fob);
    if !imports || !stated || value.is_zero() {
        return Ok(None);
    }
    let fob = in_usd(counted, rates, |one| one.fob.or(Some(one.value)))?.unwrap_or_default();
    let direct = (value - indirect).thousandths().max(0);
    let freight = entente_trade::money::share((value - fob).thousandths(), direct, value.thousandths());
    Ok((freight >= 0).then(|| Deduction {
        cause: Cause::CifFob,
        via: None,
        amount: Money::from_thousandths(freight),
        grade: Grade::E2,
        method: "recorded_fob",
    }))
}

/// The national value at the reference rate, when every record carries one that can be converted.
fn reference(counted: &[&Observation], rates: &Rates) -> Option<Money> {
    let converted: Option<Vec<Money>> = counted
        .iter()
        .map(|one| {
            one.national
                .and_then(|(currency, value)| rates.to_usd(value, currency, one.period))
        })
        .collect();
    converted
        .filter(|values| !values.is_empty())
        .map(|values| values.into_iter().sum())
}

fn all_or_none(
    records: &[&Observation],
    quantity: impl Fn(&Observation) -> Option<Quantity>,
) -> Option<Quantity> {
    let all: Option<Vec<Quantity>> = records.iter().map(|one| quantity(one)).collect();
    all?.into_iter().reduce(|a, b| a + b)
}
