//! Years of monthly books: sums of what the months say, without months a side is not out for.
//! What came through a hub is found alike, whether months are asked for or years.

use std::collections::BTreeMap;

use entente_mirror::comparison::{Comparison, Question};
use entente_mirror::explain::{MarginRule, RowKey, explain, rows};
use entente_mirror::pairing::{MirrorRow, Paired, Rates, Request, SideBasis, mirror_rows, pair};
use entente_mirror::store::{Home, Record};
use entente_trade::{
    Area, Cause, Dataset, Finding, Flow, Frequency, Level, Money, Observation, Period, Quantity,
};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::invariants::holds;
use crate::records::{KAZ, SRB, from, record};
use crate::store::support::{details, home, import};

const FREQUENCIES: [Frequency; 2] = [Frequency::Annual, Frequency::Monthly];

fn key(frequency: Frequency) -> RowKey {
    RowKey {
        frequency,
        level: Level::Total,
    }
}

fn month(at: i32) -> Period {
    Period::parse("2017-01").unwrap().plus(at).unwrap()
}

/// A figure in thousandths with its weight.
fn weighed(flow: Flow, code: &str, at: i32, thousandths: i128, kilograms: i128) -> Record {
    let mut record = record(flow, code, &month(at).to_string(), 0);
    record.observation.value = Money::from_thousandths(thousandths);
    record.observation.net_weight_kg = Some(Quantity::from_thousandths(kilograms * 1_000));
    record
}

/// What is sent in a month, and what arrives a month later, 6 percent dearer.
fn sent(code: &str, at: i32, units: i128) -> Record {
    weighed(Flow::Export, code, at, units * 1_000, units / 2)
}

fn arrived(code: &str, at: i32, units: i128) -> Record {
    weighed(Flow::Import, code, at, units * 1_060, units / 2)
}

/// Twenty-four months of which the importer books each a month late, the first not at all.
fn late() -> Vec<Record> {
    let units =
        |at: i32| 1_000 + i128::from((at + 50).unsigned_abs().wrapping_mul(2_654_435_761) >> 16) % 4_000;
    let exports = (0..24).map(|at| sent("270900", at, units(at)));
    exports
        .chain((1..24).map(|at| arrived("270900", at, units(at - 1))))
        .collect()
}

/// Shipments of May and December; those of December arrive in January.
fn over_the_year_end() -> Vec<Record> {
    vec![
        sent("270900", 16, 2_000),
        arrived("270900", 16, 2_000),
        sent("270900", 23, 1_000),
        arrived("270900", 24, 1_000),
        sent("270900", 28, 2_000),
        arrived("270900", 28, 2_000),
    ]
}

fn paired(frequency: Frequency, records: &[Record]) -> Paired {
    pair(&Request::new(KAZ, SRB, frequency), records, &Rates::default())
}

/// Year, both reports and the parts by cause, those of months added up; months left out of their
/// year are passed over.
fn years(frequency: Frequency, records: &[Record]) -> Vec<String> {
    let left_out = paired(Frequency::Annual, records).cells.left_out;
    let found = rows(
        &explain(&paired(frequency, records).cells, &MarginRule::Best),
        key(frequency),
    );
    let mut sums: BTreeMap<u16, ([Money; 2], BTreeMap<Cause, Money>)> = BTreeMap::new();
    for row in found.iter().filter(|row| !left_out.contains(&row.period)) {
        let (values, parts) = sums.entry(row.period.calendar_year()).or_default();
        for (sum, value) in values.iter_mut().zip([row.export_value, row.import_value]) {
            *sum += value.unwrap_or_default();
        }
        for part in &row.parts {
            *parts.entry(part.cause).or_default() += part.amount;
        }
    }
    let words = |(year, ([export, import], parts)): (&u16, &([Money; 2], BTreeMap<Cause, Money>))| {
        let told = parts.iter().filter(|(_, amount)| !amount.is_zero());
        let told: Vec<String> = told
            .map(|(cause, amount)| format!("{} {amount}", cause.name()))
            .collect();
        format!("{year}: {export} | {import}: {}", told.join(", "))
    };
    sums.iter().map(words).collect()
}

#[test]
fn a_delay_is_learned_from_all_months_whatever_is_asked_for() {
    let records = late();
    let annual = years(Frequency::Annual, &records);
    assert_eq!(annual, years(Frequency::Monthly, &records));
    assert_eq!(
        annual,
        [
            "2017: 33136 | 36411: timing 1214, cif_fob 2053.253, residual 7.747",
            "2018: 35488 | 35758.04: timing -1754, cif_fob 2016.433, residual 7.607"
        ]
    );
    let paired = paired(Frequency::Annual, &records);
    assert_eq!(paired.cells.left_out, [month(0)]);
    assert_eq!(
        crate::pairing::basis(&paired, "2017"),
        [
            Some("comtrade 2020-01-01 sum of hs6 of 11 months; 1 further month left out".to_owned()),
            Some("comtrade 2020-01-01 sum of hs6 of 11 months".to_owned())
        ]
    );
}

#[test]
fn a_shipment_that_arrives_in_the_next_year_is_under_way_in_both() {
    let records = over_the_year_end();
    let annual = years(Frequency::Annual, &records);
    assert_eq!(annual, years(Frequency::Monthly, &records));
    assert_eq!(
        annual,
        [
            "2018: 3000 | 2120: timing -1000, cif_fob 236.363, residual -116.363",
            "2019: 2000 | 3180: timing 1000, cif_fob 354.544, residual -174.544"
        ]
    );
}

/// Both reports of each year and what is said of them.
fn lines(rows: &[MirrorRow]) -> Vec<String> {
    let words = |row: &MirrorRow| {
        let value = |value: Option<Money>| value.map_or("-".to_owned(), |value| value.to_string());
        let basis = |side: &Option<SideBasis>| {
            side.as_ref()
                .map_or("-".to_owned(), |side| side.derivation.clone())
        };
        let [export, import] = &*row.basis;
        format!(
            "{}: {} ({}) | {} ({})",
            row.period,
            value(row.export_value),
            basis(export),
            value(row.import_value),
            basis(import)
        )
    };
    rows.iter().map(words).collect()
}

fn totals(flow: Flow, months: impl IntoIterator<Item = i32>) -> Vec<Record> {
    let record = |at| record(flow, "TOTAL", &month(at).to_string(), 10);
    months.into_iter().map(record).collect()
}

#[test]
fn months_in_which_a_side_is_not_out_are_left_out_and_months_between_are_without_trade() {
    // The exporter is out until March 2019, and has nothing from October 2017 to February 2018.
    let told = totals(Flow::Export, (0..9).chain(14..27));
    let records = [told, totals(Flow::Import, 0..36)].concat();
    assert_eq!(
        lines(&mirror_rows(
            &paired(Frequency::Annual, &records),
            key(Frequency::Annual)
        )),
        [
            "2017: 90 (sum of 9 months) | 120 (sum of 12 months)",
            "2018: 100 (sum of 10 months) | 120 (sum of 12 months)",
            "2019: 30 (sum of 3 months) | 30 (sum of 3 months; 9 further months left out)"
        ]
    );
}

#[test]
fn a_year_without_any_figure_ends_a_series() {
    // From 2017 to March 2018, and again from October 2020.
    let told = totals(Flow::Export, (0..15).chain(45..48));
    let records = [told, totals(Flow::Import, 0..48)].concat();
    assert_eq!(
        lines(&mirror_rows(
            &paired(Frequency::Annual, &records),
            key(Frequency::Annual)
        )),
        [
            "2017: 120 (sum of 12 months) | 120 (sum of 12 months)",
            "2018: 30 (sum of 3 months) | 30 (sum of 3 months; 9 further months left out)",
            "2019: - (-) | 120 (sum of 12 months)",
            "2020: 30 (sum of 3 months) | 30 (sum of 3 months; 9 further months left out)"
        ]
    );
}

fn question(window: Option<&str>) -> Question {
    Question {
        exporter: KAZ,
        importer: SRB,
        key: key(Frequency::Annual),
        from: window.and_then(Period::parse),
        to: window.and_then(Period::parse),
        as_of: None,
        datasets: Vec::new(),
    }
}

fn comparison(home: &Home) -> Comparison {
    Comparison::open(home, Rates::default(), Vec::new(), MarginRule::Best).unwrap()
}

/// The rows of `mirror`, those of `explain` and of `explain-world`: year and both reports.
fn all_ways(home: &Home) -> [Vec<String>; 3] {
    let words = |period: Period, values: [Option<Money>; 2]| {
        let value = |value: Option<Money>| value.map_or("-".to_owned(), |value| value.to_string());
        format!("{period}: {} | {}", value(values[0]), value(values[1]))
    };
    let mirror = comparison(home).mirror(&question(None)).unwrap();
    let mirror = mirror
        .iter()
        .map(|row| words(row.period, [row.export_value, row.import_value]));
    let (_, found) = comparison(home).explain(&question(None)).unwrap();
    let explained = found
        .iter()
        .map(|row: &Finding| words(row.period, [row.export_value, row.import_value]));
    let all = comparison(home).all_pairs(Frequency::Annual, None).unwrap();
    let mut world = Vec::new();
    let mut worker = all.worker();
    let take = |pair: [Area; 2], cell: &entente_mirror::explain::CellParts, world: &mut Vec<String>| {
        if pair == [KAZ, SRB] {
            world.push(words(cell.period, cell.reports));
        }
    };
    while worker
        .next(|pair, cell, _| take(pair, cell, &mut world))
        .unwrap()
        .is_some()
    {}
    [mirror.collect(), explained.collect(), world]
}

/// Books in which the importer tells of so many other partners in all months of 2017 and 2018,
/// and of Kazakhstan in the first three months of 2018.
fn among_others(partners: u16, dataset: Dataset) -> (tempfile::TempDir, Home) {
    let mut told = totals(Flow::Export, 12..24);
    told.extend(totals(Flow::Import, 12..15));
    let codes = [4, 12, 31, 32, 36, 40, 51, 56, 76, 100, 112];
    for &code in &codes[..usize::from(partners)] {
        for mut record in totals(Flow::Import, 0..24) {
            record.observation.partner = Area::from_code(code);
            told.push(from(dataset, record));
        }
    }
    let (folder, home) = home();
    let observations: Vec<_> = told.into_iter().map(|one| one.observation).collect();
    import(&home, "made", details("2024-01-01"), &observations);
    (folder, home)
}

#[test]
fn a_month_told_of_many_others_by_the_same_dataset_is_one_without_trade() {
    let whole = ["2018: 120 | 30"].map(str::to_owned).to_vec();
    let cut = ["2018: 30 | 30"].map(str::to_owned).to_vec();
    let (_folder, home) = among_others(10, Dataset::Comtrade);
    assert_eq!(all_ways(&home), [whole.clone(), whole.clone(), whole]);
    let (_folder, home) = among_others(8, Dataset::Comtrade);
    assert_eq!(all_ways(&home), [cut.clone(), cut.clone(), cut.clone()]);
    let (_folder, home) = among_others(11, Dataset::Eurostat);
    assert_eq!(all_ways(&home), [cut.clone(), cut.clone(), cut]);
}

#[test]
fn the_months_of_a_year_that_are_compared_do_not_depend_on_the_years_asked_for() {
    let (_folder, home) = home();
    let observations: Vec<_> = over_the_year_end()
        .into_iter()
        .map(|one| one.observation)
        .collect();
    import(&home, "made", details("2024-01-01"), &observations);
    let whole = comparison(&home).mirror(&question(None)).unwrap();
    for (at, year) in ["2018", "2019"].into_iter().enumerate() {
        let asked = comparison(&home).mirror(&question(Some(year))).unwrap();
        assert_eq!(asked, whole[at..=at], "{year}");
    }
}

/// Of each of two goods what is sent in a month, and whether the exporter and the importer tell it:
/// from the first month on, in which the importer is late by so many months.
type World = (i32, Vec<[(i128, [bool; 2]); 2]>, i32);

fn monthly() -> impl Strategy<Value = World> {
    let told = || prop::array::uniform2(prop::bool::weighted(0.9));
    let good = || (100..5_000_i128, told());
    let months = prop::collection::vec([good(), good()], 3..30);
    (0..12, months, 0..3)
}

fn records((first, months, late): &World) -> Vec<Record> {
    let mut records = Vec::new();
    for (at, goods) in months.iter().enumerate() {
        for (&(units, tells), code) in goods.iter().zip(["270900", "030389"]) {
            let at = first + at as i32;
            records.extend(tells[0].then(|| sent(code, at, units)));
            records.extend(tells[1].then(|| arrived(code, at + late, units)));
        }
    }
    records
}

#[test]
fn the_parts_of_a_year_are_the_sums_of_its_months() {
    holds(monthly(), 60, |world| {
        let records = records(&world);
        let [annual, by_month] = FREQUENCIES.map(|frequency| years(frequency, &records));
        let timing = annual.iter().any(|year| year.contains("timing"));
        prop_assert_eq!(annual, by_month);
        Ok(timing)
    });
}

const HRV: Area = Area::from_code(191);
const ITA: Area = Area::from_code(381);

/// By partner: what Kazakhstan sends there in each month, and what the partner has from it, as far as
/// they tell it.
type Partners = [Vec<[Option<i128>; 2]>; 3];

/// Serbia tells nearly all months of two years. The others may cease to report within one, as may Kazakhstan.
fn partners() -> impl Strategy<Value = Partners> {
    let months =
        |told: f64| prop::collection::vec(prop::array::uniform2(prop::option::weighted(told, 0..6_i128)), 24);
    let others = (months(0.9), 3..=24_usize, 3..=24_usize);
    (months(0.99), others.clone(), others).prop_map(|(whole, one, other)| {
        let cut = |(mut months, sent, arrived): (Vec<[Option<i128>; 2]>, usize, usize)| {
            for (at, month) in months.iter_mut().enumerate() {
                month[0] = month[0].filter(|_| at < sent);
                month[1] = month[1].filter(|_| at < arrived);
            }
            months
        };
        [whole, cut(one), cut(other)]
    })
}

/// Books of totals, or of a weighed code; every hub sends much on.
fn books(partners: &Partners, code: &str) -> (tempfile::TempDir, Home) {
    let mut told = Vec::new();
    for (months, partner) in partners.iter().zip([SRB, HRV, ITA]) {
        for (at, sides) in (0..).zip(months) {
            for (side, value) in [Flow::Export, Flow::Import].into_iter().zip(sides) {
                let Some(value) = value else { continue };
                let units = (value + 1) * [1_000_000, 1_060_000][side as usize % 2];
                let mut one = weighed(side, code, at, units, (value + 1) * 100).observation;
                if one.partner == SRB {
                    one.partner = partner;
                } else {
                    one.reporter = partner;
                }
                told.push(one);
            }
        }
    }
    for hub in [HRV, ITA] {
        for at in 0..24 {
            let mut one = record(Flow::Export, code, &month(at).to_string(), 5_000).observation;
            one.reporter = hub;
            told.push(one);
        }
    }
    let (folder, home) = home();
    import(&home, "made", details("2024-01-01"), &told);
    (folder, home)
}

/// By year, what came through each hub on its way to Serbia.
fn indirect(home: &Home, frequency: Frequency) -> BTreeMap<(u16, Option<Area>), Money> {
    indirect_to(SRB, home, frequency)
}

/// By year, what came to a state through each hub, or to others through it.
fn indirect_to(importer: Area, home: &Home, frequency: Frequency) -> BTreeMap<(u16, Option<Area>), Money> {
    let question = Question {
        importer,
        key: key(frequency),
        ..question(None)
    };
    let (_, found) = comparison(home).explain(&question).unwrap();
    let mut sums: BTreeMap<(u16, Option<Area>), Money> = BTreeMap::new();
    for row in found {
        for part in row.parts.iter().filter(|part| part.cause == Cause::Indirect) {
            *sums.entry((row.period.calendar_year(), part.via)).or_default() += part.amount;
        }
    }
    sums.retain(|_, amount| !amount.is_zero());
    sums
}

#[test]
fn what_came_through_a_hub_in_a_year_is_the_sum_of_its_months() {
    let partners = || (partners(), prop::bool::ANY);
    let found = std::cell::Cell::new(0);
    // Every case is a home of its own on the disk.
    let config = crate::fixed(40);
    let checked = TestRunner::new(config).run(&partners(), |(partners, totals)| {
        let (_folder, home) = books(&partners, if totals { "TOTAL" } else { "270900" });
        let [annual, by_month] = FREQUENCIES.map(|frequency| indirect(&home, frequency));
        found.set(found.get() + usize::from(!annual.is_empty()));
        prop_assert_eq!(annual, by_month);
        Ok(())
    });
    checked.unwrap();
    assert!(found.get() > 10, "only {} of 40 find any", found.get());
}

#[test]
fn a_month_a_hub_is_not_out_for_is_no_month_in_which_it_lacks_goods() {
    // In the second half of 2017 Croatia is not out, while Serbia has more than was sent to it.
    let told = |sent: i128, arrived: i128| [Some(sent), Some(arrived)];
    let serbia: Vec<_> = (0..24).map(|_| told(1, 3)).collect();
    let croatia: Vec<_> = (0..24).map(|at| [Some(2), (at < 6).then_some(0)]).collect();
    let (_folder, home) = books(&[serbia, croatia, vec![]], "TOTAL");
    let found = FREQUENCIES.map(|frequency| indirect(&home, frequency));
    // Two thousand a month, less what freight is by the distance from Kazakhstan.
    let expected = BTreeMap::from([((2017, Some(HRV)), Money::from_thousandths(11_780_622))]);
    assert_eq!(found, [expected.clone(), expected]);
}

#[test]
fn what_records_document_counts_in_months_that_are_left_out_of_their_year() {
    // Of the year Kazakhstan tells August, of which alone Serbia is compared. What Serbia has in
    // January came through Croatia, by its own records, where Kazakhstan booked it.
    let one = |flow, at, units: i128| weighed(flow, "270900", at, units * 1_000_000, units).observation;
    let named = Observation {
        second_partner: Some(HRV),
        ..one(Flow::Import, 0, 5)
    };
    let of_croatia = |observation: Observation| match observation.flow {
        Flow::Export => Observation {
            partner: HRV,
            ..observation
        },
        _ => Observation {
            reporter: HRV,
            ..observation
        },
    };
    let told = [
        one(Flow::Export, 7, 10),
        one(Flow::Import, 7, 10),
        named,
        of_croatia(one(Flow::Export, 0, 7)),
        of_croatia(one(Flow::Export, 7, 2)),
        of_croatia(one(Flow::Import, 0, 2)),
        of_croatia(one(Flow::Import, 7, 2)),
    ];
    let (_folder, home) = home();
    import(&home, "made", details("2024-01-01"), &told);
    let by = |importer| FREQUENCIES.map(|frequency| indirect_to(importer, &home, frequency));
    let through =
        |hub, thousandths| BTreeMap::from([((2017, Some(hub)), Money::from_thousandths(thousandths))]);
    assert_eq!(by(SRB), [BTreeMap::new(), through(HRV, 4_716_981)]);
    assert_eq!(by(HRV), [through(SRB, -4_716_981), through(SRB, -4_716_981)]);
}
