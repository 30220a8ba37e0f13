//! What one side says of a cell, out of all the records that say it.
//!
//! Several records may speak of one cell: breakdowns by second partner, mode
//! and procedure beside their total, parts of a flow beside the flow, the same
//! import by origin and by consignment, and vintages. This is where exactly one
//! value comes of them, and what the others single out is kept as deductions.

use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{
    Area, Attribution, Cause, Commodity, Currency, Dataset, Date, Edition, Flow, Frequency, Grade, Level,
    Money, Observation, Period, Quantity, Side, Valuation,
};

use super::rates::Rates;
use crate::explain::{Deduction, Report};
use crate::store::Record;

/// One side's figure for a commodity and period, from one dataset and vintage.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Statement {
    pub(crate) report: Report,
    /// The newest vintage among the records it is made of.
    pub(crate) vintage: Date,
    /// Whether every record of it says that it is valued FOB.
    pub(crate) fob: bool,
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
/// A later vintage of a dataset replaces the earlier one flow by flow, cell by cell. A part
/// it no longer tells of a cell is gone if it tells that part of others (see [`Spoken`]).
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
    let spoken = Spoken::of(&cells);
    let (mut statements, mut missing) = (Statements::new(), Vec::new());
    for ((source, period, commodity), records) in cells {
        let subject = (source, period, commodity.level());
        match Told::of(&records, |part, vintage| spoken.tells(subject, part, vintage)).statement(rates) {
            Ok(None) => {}
            Ok(Some(statement)) => {
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

/// What a vintage may tell beside a whole flow: a part of it, or imports by consignment.
type Part = (Flow, bool);
/// A source's figures of a period at a level: what a revision is a revision of.
type Subject = (Source, Period, Level);

/// Which parts each vintage speaks of.
///
/// A vintage that tells re-exports of some cells and only exports of another says that there
/// are none there; one that tells exports alone says nothing of re-exports, since a file may
/// hold one flow. Levels are apart, since a file may hold parts of the total only. Cells a
/// revision leaves out stay as they were. Judged from the records of the pair.
struct Spoken(BTreeSet<(Subject, Part, Date)>);

impl Spoken {
    fn of(cells: &BTreeMap<(Source, Period, Commodity), Vec<&Record>>) -> Self {
        let mut spoken = BTreeSet::new();
        for ((source, period, commodity), records) in cells {
            let subject = (*source, *period, commodity.level());
            for record in records.iter().filter(|record| is_part(&record.observation)) {
                spoken.insert((subject, part(&record.observation), record.vintage));
            }
        }
        Self(spoken)
    }

    fn tells(&self, subject: Subject, part: Part, vintage: Date) -> bool {
        self.0.contains(&(subject, part, vintage))
    }
}

const BY_CONSIGNMENT: Part = (Flow::Import, true);

fn part(one: &Observation) -> Part {
    let by_consignment = one.attribution == Attribution::Consignment;
    (one.flow, one.flow == Flow::Import && by_consignment)
}

fn is_part(one: &Observation) -> bool {
    !one.flow.is_whole() || part(one) == BY_CONSIGNMENT
}

/// Records that count, and their vintage.
#[derive(Clone, Default)]
struct Rows<'a> {
    rows: Vec<&'a Observation>,
    vintage: Option<Date>,
}

impl<'a> Rows<'a> {
    /// The records of the newest vintage, and within it of the newest import, that fit.
    fn current(records: &[&'a Record], fits: impl Fn(&Observation) -> bool) -> Self {
        let fitting = records.iter().filter(|record| fits(&record.observation));
        let newest = fitting
            .clone()
            .map(|record| (record.vintage, record.import))
            .max();
        let rows = fitting.filter(|record| Some((record.vintage, record.import)) == newest);
        Self {
            rows: rows.map(|record| &record.observation).collect(),
            vintage: newest.map(|(vintage, _)| vintage),
        }
    }

    /// The same of a part, unless a later vintage tells the cell without it and the part elsewhere.
    fn of_part(records: &[&'a Record], wanted: Part, tells: &impl Fn(Part, Date) -> bool) -> Self {
        let current = Self::current(records, |one| part(one) == wanted);
        let later = |record: &&&Record| current.vintage.is_some_and(|known| record.vintage > known);
        let gone = records
            .iter()
            .filter(later)
            .any(|record| tells(wanted, record.vintage));
        if gone { Self::default() } else { current }
    }

    fn and(&self, more: &Self) -> Self {
        Self {
            rows: [self.rows.as_slice(), &more.rows].concat(),
            vintage: self.vintage.max(more.vintage),
        }
    }

    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The current records of one cell and side that its statement is made of.
struct Told<'a> {
    /// The whole flow; if no record gives it, the parts that make it up.
    whole: Rows<'a>,
    /// Re-exports, or domestic exports with the opposite sign when only they are told.
    re_exports: Rows<'a>,
    domestic: Rows<'a>,
    /// The same import by country of consignment, where the report is by origin and names no such country.
    by_consignment: Rows<'a>,
}

impl<'a> Told<'a> {
    fn of(records: &[&'a Record], tells: impl Fn(Part, Date) -> bool) -> Self {
        let of_part = |flow: Flow| Rows::of_part(records, (flow, false), &tells);
        let mut whole = Rows::current(records, |one| one.flow == Flow::Export);
        let mut by_consignment = Rows::default();
        if whole.is_empty() {
            (whole, by_consignment) = by_attribution(records, &tells);
        }
        let (re_exports, mut domestic) = (of_part(Flow::ReExport), of_part(Flow::DomesticExport));
        if whole.is_empty() {
            whole = domestic.and(&re_exports);
        }
        if whole.is_empty() {
            whole = of_part(Flow::ForeignImport).and(&of_part(Flow::ReImport));
        }
        if !re_exports.is_empty() {
            domestic = Rows::default();
        }
        if whole.rows.iter().any(|one| consigned_from(one).is_some()) {
            by_consignment = Rows::default();
        }
        Self {
            whole,
            re_exports,
            domestic,
            by_consignment,
        }
    }

    fn vintage(&self) -> Option<Date> {
        let used = [
            &self.whole,
            &self.re_exports,
            &self.domestic,
            &self.by_consignment,
        ];
        used.into_iter().filter_map(|rows| rows.vintage).max()
    }

    /// `None` when no record gives the flow or makes it up: what is not told is not nothing.
    fn statement(&self, rates: &Rates) -> Result<Option<Statement>, MissingRate> {
        let counted = total_or_sum(&self.whole.rows, |one| one.second_partner.is_none());
        let (Some(value), Some(vintage)) = (in_usd(&counted, rates, |one| Some(one.value))?, self.vintage())
        else {
            return Ok(None);
        };
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
        let fob = counted.iter().all(|one| one.valuation == Valuation::Fob);
        Ok(Some(Statement { report, vintage, fob }))
    }

    /// Goods of the exporter's origin that came from elsewhere, by country of consignment.
    fn consigned(&self, value: Money, rates: &Rates) -> Result<Vec<Deduction>, MissingRate> {
        let mut by_country: BTreeMap<Area, Vec<&Observation>> = BTreeMap::new();
        for one in &self.whole.rows {
            if let Some(via) = consigned_from(one) {
                by_country.entry(via).or_default().push(one);
            }
        }
        let mut deductions = Vec::new();
        for (via, records) in by_country {
            let amount = in_usd(&total_or_sum(&records, |_| true), rates, |one| Some(one.value))?;
            deductions.push(indirect(Some(via), amount.unwrap_or_default(), "second_partner"));
        }
        if deductions.is_empty() && !self.by_consignment.is_empty() {
            let rows = total_or_sum(&self.by_consignment.rows, |one| one.second_partner.is_none());
            let direct = in_usd(&rows, rates, |one| Some(one.value))?.unwrap_or_default();
            let elsewhere = value - direct;
            if elsewhere > Money::ZERO {
                deductions.push(indirect(None, elsewhere, "origin_less_consignment"));
            }
        }
        Ok(deductions)
    }

    fn re_exported(&self, value: Money, rates: &Rates) -> Result<Option<Deduction>, MissingRate> {
        let sum = |records: &Rows<'_>| {
            in_usd(
                &total_or_sum(&records.rows, |one| one.second_partner.is_none()),
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

/// Imports by origin, else as stated, else by consignment; and those by consignment beside origin.
fn by_attribution<'a>(records: &[&'a Record], tells: &impl Fn(Part, Date) -> bool) -> (Rows<'a>, Rows<'a>) {
    let report = Rows::current(records, |one| part(one) == (Flow::Import, false));
    if report.is_empty() {
        let by_consignment = Rows::current(records, |one| part(one) == BY_CONSIGNMENT);
        (by_consignment, Rows::default())
    } else {
        (report, Rows::of_part(records, BY_CONSIGNMENT, tells))
    }
}

/// The third country an import's record says the goods were consigned from.
fn consigned_from(one: &Observation) -> Option<Area> {
    let import = one.flow.side() == Side::Import;
    one.second_partner
        .filter(|&via| import && via != one.partner && via != one.reporter)
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

fn narrow(records: Vec<&Observation>, is_total: impl Fn(&Observation) -> bool) -> Vec<&Observation> {
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
