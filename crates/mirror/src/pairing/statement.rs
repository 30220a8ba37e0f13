//! What one side says of a cell, out of all the records that say it.
//!
//! Several records may speak of one cell: breakdowns by second partner, mode
//! and procedure beside their total, parts of a flow beside the flow, the same
//! import by origin and by consignment, and vintages. This is where exactly one
//! value comes of them, and what the others single out is kept as deductions.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Add;

use entente_trade::{
    Area, Attribution, Cause, Commodity, Currency, Dataset, Date, Edition, Flow, Frequency, Grade, Level,
    Money, Observation, Period, Side, Valuation,
};

use super::editions::drop_superseded;
use super::levels;
use super::rates::Rates;
use super::rows::{BY_CONSIGNMENT, Pile, Rows, Spoken, Subject, part, tell_alike};
use crate::explain::{Deduction, Report};
use crate::store::Record;

/// One side's figure for a commodity and period, from one dataset.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Statement {
    pub(crate) report: Report,
    /// The newest vintage among the records it is made of.
    pub(crate) vintage: Date,
    /// Whether every record of it says that it is valued FOB.
    pub(crate) fob: bool,
    /// Records told twice, which count once.
    pub(crate) repeated: usize,
    /// Whether several records told the same of the cell and were added up.
    pub(crate) added_up: bool,
    /// Whether it is an import by consignment, for want of one by origin.
    pub(crate) by_consignment: bool,
}

/// Who says it: which statements revise or join one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    pub(crate) dataset: Dataset,
    pub(crate) side: Side,
    pub(crate) frequency: Frequency,
}

/// All statements of a pair by source, by period and commodity.
pub(crate) type Statements = BTreeMap<Source, Vec<((Period, Commodity), Statement)>>;

/// A record with its cell and who tells it.
pub(super) type Placed<'a> = ((Source, Period, Commodity), &'a Record);

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
/// A later import of a dataset replaces the earlier one record by record (see [`Pile`]). A part
/// it no longer tells of a cell is gone if it tells that part of others (see [`Spoken`]).
pub(crate) fn statements(records: &[Record], rates: &Rates) -> (Statements, Vec<MissingRate>) {
    let mut records = by_cell(records);
    drop_superseded(&mut records);
    let (spoken, whole) = (Spoken::of(&records), Wholes::of(&records));
    let (mut statements, mut missing) = (Statements::new(), Vec::new());
    for of_source in records.chunk_by(|one, other| one.0.0 == other.0.0) {
        statements.insert(of_source[0].0.0, Vec::with_capacity(of_source.len()));
    }
    for records in records.chunk_by(|one, other| one.0 == other.0) {
        let (source, period, commodity) = records[0].0;
        let pile = Pile {
            records,
            subject: (source, period, commodity.level()),
            spoken: &spoken,
        };
        match Told::of(&pile, whole.elsewhere(source, period, commodity)).statement(rates) {
            Ok(None) => {}
            Ok(Some(statement)) => {
                let told = statements.entry(source).or_default();
                told.push(((period, commodity), statement));
            }
            Err(rate) if missing.contains(&rate) => {}
            Err(rate) => missing.push(rate),
        }
    }
    statements.retain(|_, told| !told.is_empty());
    (statements, missing)
}

/// Records of a cell and side beside each other, in the order they come in.
fn by_cell(records: &[Record]) -> Vec<Placed<'_>> {
    let place = |record: &Record| {
        let observation = &record.observation;
        let source = Source {
            dataset: observation.dataset,
            side: observation.flow.side(),
            frequency: observation.period.frequency(),
        };
        (source, observation.period, observation.commodity)
    };
    let mut placed: Vec<Placed<'_>> = records.iter().map(|record| (place(record), record)).collect();
    placed.sort_by_key(|&(place, _)| place);
    placed
}

/// What a source tells of a period elsewhere than in a cell.
#[derive(Clone, Copy)]
struct Elsewhere {
    /// Imports by origin.
    by_origin: bool,
    /// The whole flow of goods in the cell, in details.
    in_details: bool,
}

/// Where sources tell whole flows.
struct Wholes {
    by_origin: BTreeSet<Subject>,
    /// What the commodities with a whole flow are details of.
    detailed: BTreeSet<(Source, Period, Commodity)>,
}

impl Wholes {
    fn of(records: &[Placed<'_>]) -> Self {
        let (mut by_origin, mut detailed) = (BTreeSet::new(), BTreeSet::new());
        // What nobody tells a coarser figure of needs no search for details.
        let coarse = records.iter().any(|(place, _)| place.2.level() < Level::Hs6);
        let (mut last, mut last_of_origin) = (None, None);
        for (place @ (source, period, commodity), record) in records {
            if !record.observation.flow.is_whole() {
                continue;
            }
            let subject = (*source, *period, commodity.level());
            let of_origin = record.observation.attribution == Attribution::Origin;
            let imported = of_origin && part(&record.observation) == (Flow::Import, false);
            if imported && last_of_origin.replace(subject) != Some(subject) {
                by_origin.insert(subject);
            }
            if coarse && last.replace(place) != Some(place) {
                let above = levels::LEVELS.map(|level| commodity.at(level));
                let above = above.into_iter().filter(|above| above != commodity);
                detailed.extend(above.map(|above| (*source, *period, above)));
            }
        }
        Self { by_origin, detailed }
    }

    fn elsewhere(&self, source: Source, period: Period, commodity: Commodity) -> Elsewhere {
        Elsewhere {
            // Its tables tell all imports both ways: where there is no origin, there is none.
            by_origin: source.dataset == Dataset::AmArmstat
                || self.by_origin.contains(&(source, period, commodity.level())),
            in_details: self.detailed.contains(&(source, period, commodity)),
        }
    }
}

/// The current records of one cell and side that its statement is made of.
struct Told<'a> {
    /// The whole flow, totals where they are told; if no record gives it, the parts that make it up.
    counted: Vec<&'a Record>,
    /// Goods of the exporter's origin that came from elsewhere, by country of consignment.
    consigned: BTreeMap<Area, Vec<&'a Record>>,
    /// The same import by country of consignment, where the report is by origin and names no such country.
    by_consignment: Vec<&'a Record>,
    /// Re-exports, or domestic exports with the opposite sign when only they are told.
    re_exports: Vec<&'a Record>,
    domestic: Vec<&'a Record>,
    /// Records left out because they are told twice.
    repeated: usize,
}

impl<'a> Told<'a> {
    fn of(pile: &Pile<'a, '_>, elsewhere: Elsewhere) -> Self {
        let of_part = |flow: Flow| pile.current_part((flow, false));
        let mut whole = pile.current((Flow::Export, false));
        let mut by_consignment = Rows::default();
        if whole.is_empty() {
            (whole, by_consignment) = by_attribution(pile, elsewhere.by_origin);
        }
        let (re_exports, mut domestic) = (of_part(Flow::ReExport), of_part(Flow::DomesticExport));
        if whole.is_empty() {
            whole = made_up_of(&domestic, &re_exports, elsewhere.in_details);
        }
        if whole.is_empty() {
            let (foreign, returned) = (of_part(Flow::ForeignImport), of_part(Flow::ReImport));
            whole = made_up_of(&foreign, &returned, elsewhere.in_details);
        }
        if !re_exports.is_empty() {
            domestic = Rows::default();
        }
        let consigned = by_country(&whole.rows);
        if !consigned.is_empty() {
            by_consignment = Rows::default();
        }
        let used = [&whole, &by_consignment, &re_exports, &domestic];
        let repeated = used.map(|rows| rows.repeated).iter().sum();
        let total = |rows: Rows<'a>| total_or_sum(rows.rows, |one| one.second_partner.is_none());
        Self {
            counted: total(whole),
            consigned,
            by_consignment: total(by_consignment),
            re_exports: total(re_exports),
            domestic: total(domestic),
            repeated,
        }
    }

    fn vintage(&self) -> Option<Date> {
        let consigned = self.consigned.values().flatten();
        let used = [
            &self.counted,
            &self.by_consignment,
            &self.re_exports,
            &self.domestic,
        ];
        let used = used.into_iter().flatten().chain(consigned);
        used.map(|record| record.vintage).max()
    }

    /// `None` when no record gives the flow or makes it up: what is not told is not nothing.
    fn statement(&self, rates: &Rates) -> Result<Option<Statement>, MissingRate> {
        let (Some(value), Some(vintage)) = (worth(&self.counted, rates)?, self.vintage()) else {
            return Ok(None);
        };
        let mut deductions = self.consigned(value, rates)?;
        let indirect: Money = deductions.iter().map(|deduction| deduction.amount).sum();
        let counted = || self.counted.iter().map(|one| &one.observation);
        deductions.extend(freight(counted(), value, indirect, rates)?);
        deductions.extend(self.re_exported(value, rates)?);
        let report = Report {
            value,
            reference_value: reference(counted(), rates),
            edition: counted().map(|one| one.edition).min().unwrap_or(Edition::Unknown),
            net_weight_kg: all_or_none(counted().map(|one| one.net_weight_kg)),
            deductions,
        };
        Ok(Some(Statement {
            report,
            vintage,
            fob: counted().all(|one| one.valuation == Valuation::Fob),
            repeated: self.repeated,
            added_up: tell_alike(&self.counted),
            by_consignment: counted().all(|one| part(one) == BY_CONSIGNMENT),
        }))
    }

    fn consigned(&self, value: Money, rates: &Rates) -> Result<Vec<Deduction>, MissingRate> {
        let mut deductions = Vec::new();
        for (&via, records) in &self.consigned {
            let amount = worth(records, rates)?.unwrap_or_default();
            deductions.push(indirect(Some(via), amount, "second_partner"));
        }
        if deductions.is_empty() && !self.by_consignment.is_empty() {
            let direct = worth(&self.by_consignment, rates)?.unwrap_or_default();
            let elsewhere = value - direct;
            if elsewhere > Money::ZERO {
                deductions.push(indirect(None, elsewhere, "origin_less_consignment"));
            }
        }
        Ok(deductions)
    }

    fn re_exported(&self, value: Money, rates: &Rates) -> Result<Option<Deduction>, MissingRate> {
        let (foreign, domestic) = (worth(&self.re_exports, rates)?, worth(&self.domestic, rates)?);
        let (amount, method) = match (foreign, domestic) {
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
///
/// Where the source tells imports by origin and none of this cell, there are none: counting what
/// was consigned instead would count the goods twice, under both countries.
fn by_attribution<'a>(pile: &Pile<'a, '_>, by_origin: bool) -> (Rows<'a>, Rows<'a>) {
    let report = pile.current((Flow::Import, false));
    if !report.is_empty() {
        (report, pile.current_part(BY_CONSIGNMENT))
    } else if by_origin {
        (Rows::default(), Rows::default())
    } else {
        (pile.current(BY_CONSIGNMENT), Rows::default())
    }
}

/// Two parts as the whole flow; one alone is not the whole where details tell more.
fn made_up_of<'a>(one: &Rows<'a>, other: &Rows<'a>, in_details: bool) -> Rows<'a> {
    if in_details && (one.is_empty() || other.is_empty()) {
        Rows::default()
    } else {
        one.and(other)
    }
}

/// Records of goods consigned from third countries, by country.
fn by_country<'a>(whole: &[&'a Record]) -> BTreeMap<Area, Vec<&'a Record>> {
    let mut by_country: BTreeMap<Area, Vec<&Record>> = BTreeMap::new();
    for record in whole {
        if let Some(via) = consigned_from(&record.observation) {
            by_country.entry(via).or_default().push(record);
        }
    }
    let totals = by_country.into_iter();
    totals
        .map(|(via, records)| (via, total_or_sum(records, |_| true)))
        .collect()
}

/// The third country an import's record says the goods were consigned from.
fn consigned_from(one: &Observation) -> Option<Area> {
    let import = one.flow.side() == Side::Import;
    one.second_partner
        .filter(|&via| import && via != one.partner && via != one.reporter)
}

/// Totals where they are given, else the details: for the second partner, then mode, then procedure.
fn total_or_sum(records: Vec<&Record>, is_whole: impl Fn(&Observation) -> bool) -> Vec<&Record> {
    let narrowed = narrow(records, is_whole);
    let narrowed = narrow(narrowed, |one| one.transport == 0);
    narrow(narrowed, |one| one.procedure == 0)
}

fn narrow(records: Vec<&Record>, is_total: impl Fn(&Observation) -> bool) -> Vec<&Record> {
    if records.len() > 1 && records.iter().any(|one| is_total(&one.observation)) {
        let totals = records.into_iter().filter(|one| is_total(&one.observation));
        totals.collect()
    } else {
        records
    }
}

/// The value of records; `None` without any.
fn worth(records: &[&Record], rates: &Rates) -> Result<Option<Money>, MissingRate> {
    in_usd(records.iter().map(|record| &record.observation), rates, |one| {
        Some(one.value)
    })
}

fn in_usd<'a>(
    records: impl Iterator<Item = &'a Observation>,
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
fn freight<'a>(
    mut counted: impl Iterator<Item = &'a Observation> + Clone,
    value: Money,
    indirect: Money,
    rates: &Rates,
) -> Result<Option<Deduction>, MissingRate> {
    let all = counted.clone();
    let stated = |one: &Observation| one.fob.is_some() || one.valuation == Valuation::Fob;
    let imports = counted
        .clone()
        .next()
        .is_some_and(|one| one.flow.side() == Side::Import);
    if !imports || value.is_zero() || !counted.all(stated) {
        return Ok(None);
    }
    let fob = in_usd(all, rates, |one| one.fob.or(Some(one.value)))?.unwrap_or_default();
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
fn reference<'a>(counted: impl Iterator<Item = &'a Observation>, rates: &Rates) -> Option<Money> {
    all_or_none(counted.map(|one| {
        one.national
            .and_then(|(currency, value)| rates.to_usd(value, currency, one.period))
    }))
}

/// The sum of amounts that are all there; `None` of none.
fn all_or_none<T: Add<Output = T>>(mut amounts: impl Iterator<Item = Option<T>>) -> Option<T> {
    let first = amounts.next()??;
    amounts.try_fold(first, |sum, amount| Some(sum + amount?))
}
