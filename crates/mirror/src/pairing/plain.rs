//! The cells of a pair that one dataset tells, month by month and at one level.
//!
//! There is no source to choose then, nothing to add up, and the records stand
//! in the order of cells already. Most pairs of a world are such. Of any other
//! it says so and leaves it to the rest of pairing, which tells the same of these.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use entente_trade::{Commodity, Edition, Frequency, Level, Period, Side};

use super::Request;
use super::choice::Elsewhere;
use super::months::Months;
use super::rates::Rates;
use super::rows::{Spoken, stated};
use super::statement::{Statement, Wholes, by_cell, key_of, of_all, of_one};
use crate::explain::{Cell, PairCells};
use crate::store::Record;

/// The cells from a pair's records, if they are of this kind and every rate they need is known.
pub(super) fn cells(
    request: &Request,
    records: &[Record],
    rates: &Rates,
    elsewhere: Elsewhere<'_>,
) -> Option<PairCells> {
    let any_month = request.from.is_none() && request.to.is_none();
    let months = request.frequency == Frequency::Monthly && any_month;
    if !months || request.level == Level::Total || !are_plain(request.level, records) {
        return None;
    }
    let all = LazyCell::new(|| by_cell(records));
    let (spoken, wholes) = (
        LazyCell::new(|| Spoken::of(&all)),
        LazyCell::new(|| Wholes::of(&all)),
    );
    let mut cells: Vec<Cell> = Vec::with_capacity(records.len());
    let (mut imports, mut fob) = (false, true);
    for told in records.chunk_by(|a, b| place(a) == place(b)) {
        let ((commodity, period), side) = place(&told[0]);
        let one = match told {
            [record] => of_one(record, rates),
            _ => None,
        };
        let statement = one.unwrap_or_else(|| {
            let told: Vec<_> = told.iter().map(|one| (key_of(one), one)).collect();
            of_all(&told, &spoken, &wholes, rates)
        });
        let Some(Statement {
            report, fob: is_fob, ..
        }) = statement.ok()?
        else {
            // What is told of a part alone is no silence, which the rest of pairing knows.
            if told.iter().any(|record| !record.observation.flow.is_whole()) {
                return None;
            }
            continue;
        };
        if side == Side::Import {
            (imports, fob) = (true, fob && is_fob);
        }
        match cells
            .last_mut()
            .filter(|cell| (cell.commodity, cell.period) == (commodity, period))
        {
            Some(cell) => cell.reports[side as usize] = Some(report),
            None => {
                let mut reports = [None, None];
                reports[side as usize] = Some(report);
                cells.push(Cell {
                    commodity,
                    period,
                    reports,
                });
            }
        }
    }
    // Pairs wait for each other, and most cells have two records.
    cells.shrink_to_fit();
    let mut paired = PairCells::new(request.exporter, request.importer, cells);
    paired.habits = request.habits.clone();
    paired.habits[1].cif &= !(imports && fob);
    let dataset = records.first()?.observation.dataset;
    paired.late = late(&paired.cells, |side, year| elsewhere(side, dataset, year));
    Some(paired)
}

/// The months that would be left out of their year, as they are where there is a choice; `elsewhere`
/// are those in which a side is told of others.
fn late(cells: &[Cell], elsewhere: impl Fn(Side, Period) -> Months) -> Vec<Period> {
    let years = told_by_year(cells);
    let mut late = Vec::new();
    for (&year, told) in &years {
        if told.contains(&Months::default()) || told[0] == told[1] {
            continue;
        }
        let tells = |year: Option<Period>, side: Side| {
            let told = year.and_then(|year| years.get(&year));
            told.is_some_and(|told| told[side as usize] != Months::default())
        };
        let covered = [Side::Export, Side::Import].map(|side| {
            let reached = told[side as usize].reaching(tells(year.plus(-1), side), tells(year.plus(1), side));
            reached.and(elsewhere(side, year))
        });
        let left_out = told[0].and(told[1]).without(Months::compared(*told, covered));
        let months = (1..=12).filter_map(|month| Period::month(year.calendar_year(), month));
        late.extend(months.filter(|&month| left_out.contains(Months::of(month))));
    }
    late
}

/// The months each side tells, by year.
fn told_by_year(cells: &[Cell]) -> BTreeMap<Period, [Months; 2]> {
    let mut years: BTreeMap<Period, [Months; 2]> = BTreeMap::new();
    let same_year = |a: &Cell, b: &Cell| a.period.calendar_year() == b.period.calendar_year();
    for cells in cells.chunk_by(same_year) {
        let years = years.entry(cells[0].period.whole_year()).or_default();
        for (side, told) in years.iter_mut().enumerate() {
            let reported = cells.iter().filter(|cell| cell.reports[side].is_some());
            *told = reported.fold(*told, |told, cell| told.and(Months::of(cell.period)));
        }
    }
    years
}

/// The cell and side a record is of.
fn place(record: &Record) -> ((Commodity, Period), Side) {
    let one = &record.observation;
    ((one.commodity, one.period), one.flow.side())
}

/// Whether records of one dataset lie in the order of cells, all of months and of plain codes of a
/// level, and neither side tells a month in several editions.
fn are_plain(level: Level, records: &[Record]) -> bool {
    let Some(first) = records.first().map(|record| &record.observation) else {
        return false;
    };
    let plain = |record: &Record| {
        let one = &record.observation;
        one.dataset == first.dataset
            && one.period.frequency() == Frequency::Monthly
            && one.commodity.level() == level
            && one.commodity.at(level) == one.commodity
    };
    let in_order = records.is_sorted_by(|a, b| {
        let ((a, from), (b, to)) = (place(a), place(b));
        (a, from as u8) <= (b, to as u8)
    });
    in_order && records.iter().all(plain) && !are_several_editions(records)
}

fn are_several_editions(records: &[Record]) -> bool {
    let months = || records.iter().map(|record| record.observation.period.months());
    let (Some(first), Some(last)) = (months().min(), months().max()) else {
        return false;
    };
    let mut known: Vec<[Option<Edition>; 2]> = vec![[None; 2]; (last - first) as usize + 1];
    records.iter().any(|record| {
        let one = &record.observation;
        let known = &mut known[(one.period.months() - first) as usize][one.flow.side() as usize];
        stated(record).is_some_and(|edition| known.replace(edition).is_some_and(|before| before != edition))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pairing::chosen;
    use crate::pairing::left::Left;
    use crate::pairing::statement::statements;
    use entente_trade::{
        Area, Attribution, Currency, Dataset, Date, Flow, Money, Observation, Quantity, Valuation,
    };
    use proptest::prelude::*;
    use proptest::test_runner::{RngSeed, TestRunner};

    const CODES: [&str; 5] = ["270900", "271012", "880240", "2709XX", "27"];
    const FLOWS: [Flow; 5] = [
        Flow::Export,
        Flow::Import,
        Flow::ReExport,
        Flow::DomesticExport,
        Flow::Import,
    ];
    const ATTRIBUTIONS: [Attribution; 3] = [
        Attribution::Origin,
        Attribution::Consignment,
        Attribution::Unstated,
    ];

    /// Which code, month, flow and attribution, then what is seldom other than nothing.
    type Told = ([usize; 4], [u8; 4], i128);

    fn record(&([code, month, flow, attribution], [source, edition, via, fob], value): &Told) -> Record {
        let flow = FLOWS[flow];
        let [exporter, importer] = [398, 688].map(Area::from_code);
        let (reporter, partner) = match flow.side() {
            Side::Export => (exporter, importer),
            Side::Import => (importer, exporter),
        };
        let seldom = |chance: u8| chance == 0;
        let edition = if seldom(edition) { 5 } else { 6 };
        let dataset = if seldom(source) { 1 } else { 0 };
        let day = Date::new(2024, 1, 1 + edition).unwrap();
        Record {
            import: 1,
            vintage: day.into(),
            observation: Observation {
                dataset: Dataset::from_index(dataset).unwrap(),
                flow,
                reporter,
                partner,
                second_partner: seldom(via).then(|| Area::from_code(276)),
                period: Period::month(2017, 1 + month as u8).unwrap(),
                commodity: Commodity::parse(CODES[code]).unwrap(),
                edition: Edition::from_index(edition).unwrap(),
                procedure: 0,
                transport: 0,
                currency: Currency::USD,
                value: Money::from_thousandths(value),
                valuation: if seldom(fob % 4) {
                    Valuation::Fob
                } else {
                    Valuation::Cif
                },
                attribution: ATTRIBUTIONS[attribution],
                fob: seldom(fob).then(|| Money::from_thousandths(value / 2)),
                cif: None,
                net_weight_kg: Some(Quantity::from_thousandths(value * 3)),
                quantity: None,
                unit: -1,
                national: None,
            },
        }
    }

    #[test]
    fn what_is_plain_is_told_as_by_choosing() {
        let codes = prop_oneof![9 => 0..3usize, 1 => 3..5usize];
        let cell = (codes, 0..4usize, 0..5usize, 0..3usize);
        let cell = cell.prop_map(|(code, month, flow, attribution)| [code, month, flow, attribution]);
        let told = (cell, prop::array::uniform4(0..60u8), 1..1_000_000i128);
        let request = Request {
            level: Level::Hs6,
            ..Request::new(Area::from_code(398), Area::from_code(688), Frequency::Monthly)
        };
        let (rates, plain) = (Rates::default(), std::cell::Cell::new(0));
        let compare = |told: Vec<Told>| {
            let mut records: Vec<Record> = told.iter().map(record).collect();
            records.sort_by_key(|record| {
                let (cell, side) = place(record);
                (cell, side as u8)
            });
            if let Some(cells) = cells(&request, &records, &rates, &|_, _, _| Months::default()) {
                plain.set(plain.get() + 1);
                let stated = statements(&records, &rates);
                let left = Left::of(&request, &stated.statements, &stated.unconverted);
                let chosen = chosen(
                    &request,
                    &stated,
                    (&|_, _, _| Months::default(), &left),
                    |_, _| (),
                );
                prop_assert_eq!((cells, 0), (chosen, stated.unconverted.len()));
            }
            Ok(())
        };
        let config = ProptestConfig {
            rng_seed: RngSeed::Fixed(7),
            failure_persistence: None,
            ..ProptestConfig::with_cases(2_000)
        };
        TestRunner::new(config)
            .run(&prop::collection::vec(told, 1..30), compare)
            .unwrap();
        assert!(plain.get() > 100, "{} of 2000 are plain", plain.get());
    }
}
