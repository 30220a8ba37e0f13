//! What one side says of a cell, out of all the records that say it.
//!
//! Several records may speak of one cell: breakdowns by second partner, mode
//! and procedure beside their total, parts of a flow beside the flow, the same
//! import by origin and by consignment, and vintages. This is where exactly one
//! value comes of them, and what the others single out is kept as deductions.

use std::cell::{LazyCell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};

use entente_trade::{
    Area, Attribution, Cause, Commodity, Currency, Dataset, Edition, Flow, Frequency, Grade, Level, Money,
    Observation, Period, Quantity, Side, Valuation, Vintage, money,
};

use super::editions::drop_superseded;
use super::left::Unconverted;
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
    pub(crate) vintage: Vintage,
    /// Whether every record of it says that it is valued FOB.
    pub(crate) fob: bool,
    /// Records told twice, which count once.
    pub(crate) repeated: usize,
    /// Whether several records told the same of the cell and were added up.
    pub(crate) added_up: bool,
    /// Whether it is an import by consignment, for want of one by origin.
    pub(crate) by_consignment: bool,
    /// Whether no record gives the flow, and parts make it up.
    pub(crate) made_up: bool,
    /// The rates for want of which breakdowns of it are left out.
    pub(crate) lacking: Lacking,
}

/// Parts of a flow that a source tells of a cell, and that do not make up the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fragment {
    pub(crate) source: Source,
    pub(crate) period: Period,
    pub(crate) commodity: Commodity,
    pub(crate) edition: Edition,
    /// The newest vintage among its records.
    pub(crate) vintage: Vintage,
    /// Of which part; `None` of several.
    pub(crate) flow: Option<Flow>,
}

/// What a pair's records come to.
#[derive(Default)]
pub(crate) struct Stated {
    pub(crate) statements: Statements,
    pub(crate) fragments: Vec<Fragment>,
    pub(crate) unconverted: Vec<Unconverted>,
}

/// Who says it: which statements revise or join one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    pub(crate) dataset: Dataset,
    pub(crate) side: Side,
    pub(crate) frequency: Frequency,
}

/// A statement with the cell it is of.
pub(crate) type Said = ((Period, Commodity), Statement);

/// All statements of a pair by source, ascending.
pub(crate) type Statements = BTreeMap<Source, Vec<Said>>;

/// Who says something of which cell.
pub(super) type Key = (Source, Period, Commodity);

/// Records with what they are of, ascending; those of one cell in the order they came.
pub(super) type Cells<'a> = Vec<(Key, &'a Record)>;

/// A currency no rate is known for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingRate {
    /// The currency.
    pub currency: Currency,
    /// The period whose average is needed.
    pub period: Period,
}

/// All rates that a figure lacks.
pub(super) type Lacking = Vec<MissingRate>;

/// The statements of one pair's records, all in United States dollars, and the cells that have none
/// for want of rates.
///
/// A later import of a dataset replaces the earlier one record by record (see [`Pile`]). A part
/// it no longer tells of a cell is gone if it tells that part of others (see [`Spoken`]).
pub(crate) fn statements(records: &[Record], rates: &Rates) -> Stated {
    let mut cells = by_cell(records);
    drop_superseded(&mut cells);
    let (spoken, wholes) = (LazyCell::new(|| Spoken::of(&cells)), Wholes::of(&cells));
    let mut stated = Stated::default();
    for records in cells.chunk_by(|a, b| a.0 == b.0) {
        let (source, period, commodity) = records[0].0;
        let one = match records {
            [(_, record)] => of_one(record, rates),
            _ => None,
        };
        match one.unwrap_or_else(|| of_all(records, &spoken, &wholes, rates)) {
            Ok(None) => stated.fragments.extend(fragment(records)),
            Ok(Some(statement)) => {
                let said = ((period, commodity), statement);
                let room = || Vec::with_capacity(cells.len());
                stated.statements.entry(source).or_insert_with(room).push(said);
            }
            Err(rates) => {
                let newest = records.iter().map(|(_, record)| record.vintage).max();
                stated.unconverted.extend(newest.map(|vintage| Unconverted {
                    source,
                    period,
                    commodity,
                    edition: edition_of(records),
                    vintage,
                    rates,
                }));
            }
        }
    }
    stated
}

/// The oldest edition of records of a cell.
fn edition_of(records: &[(Key, &Record)]) -> Edition {
    let editions = records.iter().map(|(_, record)| record.observation.edition);
    editions.min().unwrap_or(Edition::Unknown)
}

/// What is told of a cell without a whole flow; `None` if that is no part of one.
fn fragment(records: &[(Key, &Record)]) -> Option<Fragment> {
    let (source, period, commodity) = records.first()?.0;
    let parts = || {
        let parts = records.iter().map(|(_, record)| *record);
        parts.filter(|record| !record.observation.flow.is_whole())
    };
    let flow = parts().next()?.observation.flow;
    Some(Fragment {
        source,
        period,
        commodity,
        edition: edition_of(records),
        vintage: parts().map(|record| record.vintage).max()?,
        flow: parts()
            .all(|record| record.observation.flow == flow)
            .then_some(flow),
    })
}

/// The statement of any cell, from all its records; `None` where they do not tell the whole flow.
pub(super) fn of_all(
    records: &[(Key, &Record)],
    spoken: &Spoken,
    wholes: &Wholes<'_, '_>,
    rates: &Rates,
) -> Result<Option<Statement>, Lacking> {
    let (source, period, commodity) = records[0].0;
    let pile = Pile {
        records,
        subject: (source, period, commodity.level()),
        spoken,
    };
    Told::of(&pile, records[0].0, wholes).statement(rates)
}

/// The statement of a cell told by this record alone, if it is of the whole flow, which is all there
/// is to say; `None` of other records. Most are such, so nothing is gathered for it.
pub(super) fn of_one(record: &Record, rates: &Rates) -> Option<Result<Option<Statement>, Lacking>> {
    let one = &record.observation;
    let (whole, by_consignment) = part(one);
    let is_whole = !by_consignment && matches!(whole, Flow::Export | Flow::Import);
    is_whole.then(|| {
        let Some(value) = worth(&[record], rates)? else {
            return Ok(None);
        };
        let import = one.flow.side() == Side::Import && !value.is_zero();
        let own = fob(&[record], rates)?.filter(|_| import);
        let consigned = consigned_from(one).filter(|&via| is_third(via, one));
        let consigned = consigned.map(|via| indirect(Some(via), value, own, one.net_weight_kg));
        let freight = own.map(|fob| freight(value - fob, None));
        let deductions = consigned.into_iter().chain(freight).collect();
        Ok(Some(Statement {
            report: Report {
                value,
                reference_value: reference(&[one], rates),
                edition: one.edition,
                net_weight_kg: one.net_weight_kg,
                deductions,
                imputed: one.attribution == Attribution::Imputed,
            },
            vintage: record.vintage,
            fob: one.valuation == Valuation::Fob,
            repeated: 0,
            added_up: false,
            by_consignment: false,
            made_up: false,
            lacking: Lacking::new(),
        }))
    })
}

/// Who says something of which cell in a record.
pub(super) fn key_of(record: &Record) -> Key {
    let observation = &record.observation;
    let source = Source {
        dataset: observation.dataset,
        side: observation.flow.side(),
        frequency: observation.period.frequency(),
    };
    (source, observation.period, observation.commodity)
}

pub(super) fn by_cell(records: &[Record]) -> Cells<'_> {
    // Numbers are sorted in the place of records, in the order they came where they are alike.
    let order = records.iter().zip(0u32..);
    let mut order: Vec<u128> = order
        .map(|(record, at)| u128::from(place(key_of(record))) << 32 | u128::from(at))
        .collect();
    order.sort_unstable();
    let record = |place: u128| &records[place as u32 as usize];
    order
        .into_iter()
        .map(record)
        .map(|record| (key_of(record), record))
        .collect()
}

/// A number that lies among others as a key lies among keys.
fn place((source, period, commodity): Key) -> u64 {
    let source = u64::from(source.dataset.index()) << 2 | (source.side as u64) << 1 | source.frequency as u64;
    source << 52 | u64::from(period.number()) << 32 | u64::from(commodity.packed())
}

/// Where sources tell whole flows, beside a cell; looked up by those who ask.
pub(super) struct Wholes<'c, 'a> {
    cells: &'c Cells<'a>,
    by_origin: OnceCell<BTreeSet<Subject>>,
    /// What the commodities with a whole flow are details of.
    detailed: OnceCell<BTreeSet<Key>>,
    parts: OnceCell<BTreeSet<(Subject, Flow)>>,
}

impl<'c, 'a> Wholes<'c, 'a> {
    pub(super) const fn of(cells: &'c Cells<'a>) -> Self {
        Self {
            cells,
            by_origin: OnceCell::new(),
            detailed: OnceCell::new(),
            parts: OnceCell::new(),
        }
    }

    fn told(&self) -> impl Iterator<Item = &(Key, &'a Record)> {
        let whole = |one: &&(Key, &'a Record)| one.1.observation.flow.is_whole();
        self.cells.iter().filter(whole)
    }

    /// Whether imports by origin are told of what a cell is one of.
    fn by_origin(&self, subject: Subject) -> bool {
        let by_origin = self.by_origin.get_or_init(|| {
            let origin = |one: &&(Key, &'a Record)| {
                let one = &one.1.observation;
                part(one) == (Flow::Import, false) && one.attribution == Attribution::Origin
            };
            let told = self.told().filter(origin);
            told.map(|((source, period, commodity), _)| (*source, *period, commodity.level()))
                .collect()
        });
        // Armstat's tables tell all imports both ways: where there is no origin, there is none.
        subject.0.dataset == Dataset::AmArmstat || by_origin.contains(&subject)
    }

    /// Whether a part of the flow is told of what a cell is one of.
    fn in_parts(&self, subject: Subject, flow: Flow) -> bool {
        let parts = self.parts.get_or_init(|| {
            let flow = |((source, period, commodity), record): &(Key, &'a Record)| {
                ((*source, *period, commodity.level()), record.observation.flow)
            };
            self.cells.iter().map(flow).collect()
        });
        parts.contains(&(subject, flow))
    }

    /// Whether the whole flow of goods in a cell is told in details.
    fn in_details(&self, cell: Key) -> bool {
        let detailed = self.detailed.get_or_init(|| {
            let above = |&((source, period, commodity), _): &(Key, &'a Record)| {
                let above = levels::LEVELS.map(|level| commodity.within(level));
                let above = above
                    .into_iter()
                    .filter(move |above| above.level() < commodity.level());
                above.map(move |above| (source, period, above))
            };
            self.told().flat_map(above).collect()
        });
        let (source, period, commodity) = cell;
        detailed.contains(&(source, period, commodity.within(Level::Hs6)))
    }
}

/// The current records of one cell and side that its statement is made of.
struct Told<'a> {
    /// The whole flow, totals where they are told; if no record gives it, the parts that make it up.
    counted: Vec<&'a Record>,
    /// Goods of the exporter's origin that came from elsewhere, by country of consignment.
    consigned: BTreeMap<Area, Vec<&'a Record>>,
    /// Goods consigned from the exporter itself, where records tell them apart.
    direct: Vec<&'a Record>,
    /// The same import by country of consignment, where the report is by origin and names no such country.
    by_consignment: Vec<&'a Record>,
    /// Re-exports, or domestic exports with the opposite sign when only they are told.
    re_exports: Vec<&'a Record>,
    domestic: Vec<&'a Record>,
    /// Records left out because they are told twice.
    repeated: usize,
}

impl<'a> Told<'a> {
    fn of(pile: &Pile<'a, '_>, cell: Key, wholes: &Wholes<'_, '_>) -> Self {
        let of_part = |flow: Flow| pile.current_part((flow, false));
        let mut whole = pile.current((Flow::Export, false));
        let mut by_consignment = Rows::default();
        if whole.is_empty() {
            (whole, by_consignment) = by_attribution(pile, wholes);
        }
        let (re_exports, mut domestic) = (of_part(Flow::ReExport), of_part(Flow::DomesticExport));
        if whole.is_empty() {
            let parts = [(Flow::DomesticExport, &domestic), (Flow::ReExport, &re_exports)];
            whole = made_up_of(parts, cell, wholes);
        }
        if whole.is_empty() {
            let [foreign, returned] = [Flow::ForeignImport, Flow::ReImport].map(of_part);
            let parts = [(Flow::ForeignImport, &foreign), (Flow::ReImport, &returned)];
            whole = made_up_of(parts, cell, wholes);
        }
        if !re_exports.is_empty() {
            domestic = Rows::default();
        }
        let mut consigned = by_country(&whole.rows);
        let third = |via: &Area, of: &[&Record]| of.iter().all(|one| is_third(*via, &one.observation));
        let direct = consigned.extract_if(.., |via, of| !third(via, of));
        let direct = direct.flat_map(|(_, records)| records).collect();
        if !consigned.is_empty() {
            by_consignment = Rows::default();
        }
        let used = [&whole, &by_consignment, &re_exports, &domestic];
        let repeated = used.map(|rows| rows.repeated).iter().sum();
        let total = |rows: &Rows<'a>| total_or_sum(&rows.rows, |one| one.second_partner.is_none());
        Self {
            counted: total(&whole),
            consigned,
            direct,
            by_consignment: total(&by_consignment),
            re_exports: total(&re_exports),
            domestic: total(&domestic),
            repeated,
        }
    }

    fn vintage(&self) -> Option<Vintage> {
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
    fn statement(mut self, rates: &Rates) -> Result<Option<Statement>, Lacking> {
        let lacking = self.leave_out_unconverted(rates);
        let (Some(value), Some(vintage)) = (worth(&self.counted, rates)?, self.vintage()) else {
            return Ok(None);
        };
        let mut deductions = self.consigned(value, rates)?;
        // Goods whose hub is named stay in the report, with their freight.
        let unnamed = deductions.iter().filter(|deduction| deduction.via.is_none());
        let indirect: Money = unnamed.map(|deduction| deduction.amount).sum();
        deductions.extend(self.freight(value, indirect, rates)?);
        let counted: Vec<&Observation> = self.counted.iter().map(|one| &one.observation).collect();
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
            imputed: counted.iter().any(|one| one.attribution == Attribution::Imputed),
        };
        Ok(Some(Statement {
            report,
            vintage,
            fob: counted.iter().all(|one| one.valuation == Valuation::Fob),
            repeated: self.repeated,
            added_up: tell_alike(&self.counted),
            by_consignment: counted.iter().all(|one| part(one) == BY_CONSIGNMENT),
            made_up: counted.iter().all(|one| !one.flow.is_whole()),
            lacking,
        }))
    }

    /// Leaves out the breakdowns that no rate brings into dollars, each as a whole: the flow is told
    /// without them.
    fn leave_out_unconverted(&mut self, rates: &Rates) -> Lacking {
        let mut lacking = Lacking::new();
        let mut keeps = |records: &[&Record]| match worth(records, rates) {
            Ok(_) => true,
            Err(rates) => {
                lacking.extend(rates);
                false
            }
        };
        self.consigned.retain(|_, records| keeps(records));
        for records in [
            &mut self.direct,
            &mut self.by_consignment,
            &mut self.re_exports,
            &mut self.domestic,
        ] {
            if !keeps(records) {
                records.clear();
            }
        }
        lacking
    }

    fn consigned(&self, value: Money, rates: &Rates) -> Result<Vec<Deduction>, Lacking> {
        let mut deductions = Vec::new();
        for (&via, records) in &self.consigned {
            let (stated, others): (Vec<&Record>, Vec<&Record>) = records
                .iter()
                .partition(|one| stated_fob(&one.observation).is_some());
            for records in [stated, others].into_iter().filter(|some| !some.is_empty()) {
                let amount = worth(&records, rates)?.unwrap_or_default();
                let fob = fob(&records, rates)?;
                deductions.push(indirect(Some(via), amount, fob, weight(&records)));
            }
        }
        if deductions.is_empty() && !self.by_consignment.is_empty() {
            let direct = worth(&self.by_consignment, rates)?.unwrap_or_default();
            let elsewhere = value - direct;
            if elsewhere > Money::ZERO {
                deductions.push(indirect(None, elsewhere, None, None));
            }
        }
        Ok(deductions)
    }

    /// Freight and insurance, as far as records state the FOB value too: those counted, else those
    /// by which they are told apart. So much of the value came by a hub nobody names.
    fn freight(&self, value: Money, unnamed: Money, rates: &Rates) -> Result<Option<Deduction>, Lacking> {
        let import = self.counted.first().map(|one| one.observation.flow.side()) == Some(Side::Import);
        if !import || value.is_zero() {
            return Ok(None);
        }
        if unnamed > Money::ZERO
            && let Some(fob) = fob(&self.by_consignment, rates)?
        {
            return Ok(Some(freight(value - unnamed - fob, None)));
        }
        if let Some(fob) = fob(&self.counted, rates)? {
            let direct = (value - unnamed).thousandths().max(0);
            let all = (value - fob).thousandths();
            let freight_of_direct = money::share(all, direct, value.thousandths());
            return Ok(Some(freight(Money::from_thousandths(freight_of_direct), None)));
        }
        if unnamed > Money::ZERO {
            return Ok(None);
        }
        let states = |one: &&&Record| stated_fob(&one.observation).is_some();
        let mut stated: Vec<&Record> = self.counted.iter().filter(states).copied().collect();
        if stated.is_empty() {
            let apart = self.consigned.values().flatten().chain(&self.direct);
            stated.extend(apart.filter(states));
        }
        let told = worth(&stated, rates)?.zip(fob(&stated, rates)?);
        let told = told.filter(|&(goods, _)| goods <= value);
        Ok(told.map(|(goods, fob)| freight(goods - fob, (goods < value).then_some(fob))))
    }

    fn re_exported(&self, value: Money, rates: &Rates) -> Result<Option<Deduction>, Lacking> {
        let (foreign, domestic) = (worth(&self.re_exports, rates)?, worth(&self.domestic, rates)?);
        let (amount, net_weight_kg, method) = match (foreign, domestic) {
            (Some(foreign), _) => (foreign, weight(&self.re_exports), "re_export_flow"),
            (None, Some(domestic)) if value > domestic => {
                let both = weight(&self.counted).zip(weight(&self.domestic));
                let beyond = both.filter(|(all, own)| all >= own).map(|(all, own)| all - own);
                (value - domestic, beyond, "export_less_domestic")
            }
            _ => return Ok(None),
        };
        Ok(Some(Deduction {
            cause: Cause::ReExport,
            via: None,
            amount,
            fob: None,
            net_weight_kg,
            grade: Grade::E2,
            method,
        }))
    }
}

/// Goods that came through a country that records name, or through others than the exporter.
fn indirect(via: Option<Area>, amount: Money, fob: Option<Money>, weight: Option<Quantity>) -> Deduction {
    Deduction {
        cause: Cause::Indirect,
        via,
        amount,
        fob,
        net_weight_kg: weight,
        grade: Grade::E2,
        method: via.map_or("origin_less_consignment", |_| "second_partner"),
    }
}

/// Imports by origin, else as stated, else by consignment; and those by consignment beside origin.
///
/// Where the source tells imports by origin and none of this cell, there are none: counting what
/// was consigned instead would count the goods twice, under both countries.
fn by_attribution<'a>(pile: &Pile<'a, '_>, wholes: &Wholes<'_, '_>) -> (Rows<'a>, Rows<'a>) {
    let report = pile.current((Flow::Import, false));
    if !report.is_empty() {
        (report, pile.current_part(BY_CONSIGNMENT))
    } else if wholes.by_origin(pile.subject) {
        (Rows::default(), Rows::default())
    } else {
        (pile.current(BY_CONSIGNMENT), Rows::default())
    }
}

/// Two parts as the whole flow.
///
/// One alone is the whole only where the source tells the other of other cells, so that here it is
/// nothing, and where details do not tell the flow.
fn made_up_of<'a>(parts: [(Flow, &Rows<'a>); 2], cell: Key, wholes: &Wholes<'_, '_>) -> Rows<'a> {
    let (source, period, commodity) = cell;
    let subject = (source, period, commodity.level());
    let [(_, one), (_, other)] = parts;
    let mut lacking = parts.into_iter().filter(|(_, rows)| rows.is_empty());
    let alone = lacking.next().filter(|_| lacking.next().is_none());
    match alone {
        Some((flow, _)) if !wholes.in_parts(subject, flow) || wholes.in_details(cell) => Rows::default(),
        _ => one.and(other),
    }
}

/// Records of goods by the country they were consigned from.
fn by_country<'a>(whole: &[&'a Record]) -> BTreeMap<Area, Vec<&'a Record>> {
    let mut by_country: BTreeMap<Area, Vec<&Record>> = BTreeMap::new();
    for record in whole {
        if let Some(via) = consigned_from(&record.observation) {
            by_country.entry(via).or_default().push(record);
        }
    }
    let totals = by_country.into_iter();
    totals
        .map(|(via, records)| (via, total_or_sum(&records, |_| true)))
        .collect()
}

/// The country an import's record says the goods were consigned from.
fn consigned_from(one: &Observation) -> Option<Area> {
    one.second_partner.filter(|_| one.flow.side() == Side::Import)
}

/// Whether a country is neither side of a record.
fn is_third(via: Area, one: &Observation) -> bool {
    via != one.partner && via != one.reporter
}

/// Totals where they are given, else the details: for the second partner, then mode, then procedure.
fn total_or_sum<'a>(records: &[&'a Record], is_whole: impl Fn(&Observation) -> bool) -> Vec<&'a Record> {
    let narrowed = narrow(records.to_vec(), is_whole);
    let narrowed = narrow(narrowed, |one| one.transport == 0);
    narrow(narrowed, |one| one.procedure == 0)
}

fn narrow(records: Vec<&Record>, is_total: impl Fn(&Observation) -> bool) -> Vec<&Record> {
    if records.iter().any(|one| is_total(&one.observation)) {
        let totals = records.into_iter().filter(|one| is_total(&one.observation));
        totals.collect()
    } else {
        records
    }
}

/// The value of records; `None` without any.
fn worth(records: &[&Record], rates: &Rates) -> Result<Option<Money>, Lacking> {
    let observations = records.iter().map(|record| &record.observation);
    in_usd(observations, rates, |one| Some(one.value))
}

fn in_usd<'a>(
    records: impl Iterator<Item = &'a Observation>,
    rates: &Rates,
    amount: impl Fn(&Observation) -> Option<Money>,
) -> Result<Option<Money>, Lacking> {
    let (mut sum, mut lacking) = (None, Lacking::new());
    for one in records {
        let Some(amount) = amount(one) else { continue };
        match rates.to_usd(amount, one.currency, one.period) {
            Some(usd) => sum = Some(sum.unwrap_or(Money::ZERO) + usd),
            None => lacking.push(MissingRate {
                currency: one.currency,
                period: one.period,
            }),
        }
    }
    if lacking.is_empty() { Ok(sum) } else { Err(lacking) }
}

/// The FOB value a record states, or is. One above the record's value contradicts it, and is not used.
fn stated_fob(one: &Observation) -> Option<Money> {
    let is_fob = one.valuation == Valuation::Fob;
    let stated = one.fob.filter(|&fob| fob <= one.value);
    stated.or(is_fob.then_some(one.value))
}

/// The net weight of records, when every one of them states it.
fn weight(records: &[&Record]) -> Option<Quantity> {
    all_of(records.iter().map(|record| record.observation.net_weight_kg))
}

/// The FOB value of records, when every one of them states it.
fn fob(records: &[&Record], rates: &Rates) -> Result<Option<Money>, Lacking> {
    let observations = records.iter().map(|record| &record.observation);
    if !observations.clone().all(|one| stated_fob(one).is_some()) {
        return Ok(None);
    }
    in_usd(observations, rates, stated_fob)
}

/// So much freight of goods of a FOB value, or of all.
fn freight(amount: Money, fob: Option<Money>) -> Deduction {
    Deduction {
        cause: Cause::CifFob,
        via: None,
        amount,
        fob,
        net_weight_kg: None,
        grade: Grade::E2,
        method: "recorded_fob",
    }
}

/// The national value at the reference rate, when every record carries one that can be converted.
fn reference(counted: &[&Observation], rates: &Rates) -> Option<Money> {
    let converted = counted.iter().map(|one| {
        one.national
            .and_then(|(currency, value)| rates.to_usd(value, currency, one.period))
    });
    all_of(converted)
}

fn all_or_none(
    records: &[&Observation],
    quantity: impl Fn(&Observation) -> Option<Quantity>,
) -> Option<Quantity> {
    all_of(records.iter().map(|one| quantity(one)))
}

/// The sum of amounts that are all known; `None` without any.
fn all_of<T: std::ops::Add<Output = T>>(mut amounts: impl Iterator<Item = Option<T>>) -> Option<T> {
    let first = amounts.next()??;
    amounts.try_fold(first, |sum, amount| Some(sum + amount?))
}
