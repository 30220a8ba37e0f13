//! What holds for every pair, whatever was reported (ten thousand random pairs each).
//!
//! A property that no case puts to the test holds for nothing: each says in how
//! many of a hundred cases the stage it is about must have done something.

use std::collections::BTreeMap;

use entente_mirror::explain::{
    Cell, CellParts, Deduction, Explanation, Habits, MarginRule, PairCells, Rate, Report, RowKey, Transfer,
    explain, rows,
};
use entente_trade::{
    Area, Cause, Commodity, Edition, Frequency, Grade, Level, Money, Part, Period, Quantity,
};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseError, TestRunner};

const A: Area = Area::from_code(398);
const B: Area = Area::from_code(688);
const HUB: Area = Area::from_code(381);

const CODES: [&str; 8] = [
    "030389", "030390", "270900", "271019", "854231", "854239", "27XXXX", "9999AA",
];

pub(crate) fn cases() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        // The same cases on every machine; another seed is one edit away.
        rng_seed: RngSeed::Fixed(20_241_119),
        ..ProptestConfig::with_cases(10_000)
    }
}

/// Checks a property in ten thousand cases; of a hundred at least so many must put it to the test.
pub(crate) fn holds<S: Strategy>(
    strategy: S,
    of_a_hundred: usize,
    check: impl Fn(S::Value) -> Result<bool, TestCaseError>,
) {
    let (tested, all) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let counted = |case| {
        all.set(all.get() + 1);
        tested.set(tested.get() + usize::from(check(case)?));
        Ok(())
    };
    if let Err(failure) = TestRunner::new(cases()).run(&strategy, counted) {
        panic!("{failure}");
    }
    let (tested, all) = (tested.get(), all.get());
    assert!(
        tested * 100 >= of_a_hundred * all,
        "only {tested} of {all} cases test it"
    );
}

fn amount() -> impl Strategy<Value = i128> {
    prop_oneof![0..5_000_i128, 0..5_000_000_i128, 0..9_000_000_000_000_i128]
}

fn report(edition: Edition) -> impl Strategy<Value = Report> {
    let weight = prop::option::of(0..2_000_000_i128);
    let deductions = prop::collection::vec((0..5_usize, 0..1_000_000_i128), 0..2);
    (
        amount(),
        weight,
        deductions,
        prop::option::weighted(0.1, amount()),
    )
        .prop_map(move |(value, weight, deductions, reference)| Report {
            value: Money::from_thousandths(value),
            reference_value: reference.map(Money::from_thousandths),
            edition,
            net_weight_kg: weight.map(Quantity::from_thousandths),
            deductions: deductions.into_iter().map(deduction).collect(),
            imputed: false,
        })
}

fn deduction((cause, amount): (usize, i128)) -> Deduction {
    let cause = [
        Cause::Scope,
        Cause::ReExport,
        Cause::Indirect,
        Cause::Timing,
        Cause::CifFob,
    ][cause];
    let via = (cause == Cause::Indirect).then_some(HUB);
    Deduction {
        cause,
        via,
        amount: Money::from_thousandths(amount),
        fob: None,
        net_weight_kg: None,
        grade: Grade::E2,
        method: "record",
    }
}

fn cells() -> impl Strategy<Value = Vec<Cell>> {
    let cell = (
        0..CODES.len(),
        0..4_i32,
        prop::option::weighted(0.8, report(Edition::H3)),
        prop::option::weighted(0.8, prop_oneof![report(Edition::H3), report(Edition::H2)]),
    );
    prop::collection::vec(cell, 1..14).prop_map(|cells| {
        let first = Period::parse("2017-11").unwrap();
        let unique: BTreeMap<(Commodity, Period), [Option<Report>; 2]> = cells
            .into_iter()
            .filter(|(_, _, export, import)| export.is_some() || import.is_some())
            .map(|(code, step, export, import)| {
                (
                    (Commodity::parse(CODES[code]).unwrap(), first.plus(step).unwrap()),
                    [export, import],
                )
            })
            .collect();
        unique
            .into_iter()
            .map(|((commodity, period), reports)| Cell {
                commodity,
                period,
                reports,
            })
            .collect()
    })
}

pub(crate) fn pairs() -> impl Strategy<Value = PairCells> {
    let threshold = prop::option::weighted(0.3, 0..3_000_000_i128);
    let transfers = prop::collection::vec((0..4_usize, 0..4_i32, through()), 0..3);
    (cells(), threshold, any::<bool>(), transfers).prop_map(|(cells, threshold, excludes, transfers)| {
        let mut pair = PairCells::new(A, B, cells);
        pair.habits[1].threshold = threshold.map(Money::from_thousandths);
        if excludes {
            pair.habits[0].excludes = vec![Commodity::parse("2710").unwrap()];
        }
        pair.transfers = transfers.into_iter().map(transfer).collect();
        pair
    })
}

/// An amount that came through a hub, and what it is at both ends of the margins.
fn through() -> impl Strategy<Value = [i128; 3]> {
    let amount = || -2_000_000..2_000_000_i128;
    prop_oneof![
        amount().prop_map(|amount| [amount; 3]),
        [amount(), amount(), amount()]
    ]
}

fn transfer((code, step, [amount, least, most]): (usize, i32, [i128; 3])) -> Transfer {
    Transfer {
        commodity: Commodity::parse(CODES[code]).unwrap(),
        period: Period::parse("2017-11").unwrap().plus(step).unwrap(),
        via: HUB,
        amount: Money::from_thousandths(amount),
        ends: [least, most].map(Money::from_thousandths),
        grade: Grade::E3,
        method: "triangle",
        open: amount % 5 == 0,
        evidence: "made".to_owned(),
    }
}

pub(crate) fn rule() -> MarginRule {
    MarginRule::Fixed(Rate::STANDARD)
}

fn sum(cell: &CellParts, wanted: impl Fn(Cause) -> bool) -> Money {
    cell.parts
        .iter()
        .filter(|part| wanted(part.cause))
        .map(|part| part.amount)
        .sum()
}

fn total(explanation: &Explanation, cause: Cause) -> Money {
    explanation
        .cells
        .iter()
        .map(|cell| sum(cell, |one| one == cause))
        .sum()
}

/// What stages that only move value between codes added, where it is not nothing.
fn gained(explanation: &Explanation) -> Vec<String> {
    let mut sums: BTreeMap<(&str, Option<u8>, Period), Money> = BTreeMap::new();
    for cell in &explanation.cells {
        for part in &cell.parts {
            let chapter = match part.cause {
                Cause::Edition | Cause::Confidential => None,
                Cause::Misclassification => cell.commodity.chapter(),
                _ => continue,
            };
            *sums.entry((part.cause.name(), chapter, cell.period)).or_default() += part.amount;
        }
    }
    let gained = sums.into_iter().filter(|(_, money)| !money.is_zero());
    gained.map(|(key, money)| format!("{key:?} {money}")).collect()
}

/// What becomes of a shipment.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Straight,
    Recoded,
    Late,
    Hidden,
    Lost,
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        6 => Just(Fate::Straight),
        2 => Just(Fate::Recoded),
        2 => Just(Fate::Late),
        1 => Just(Fate::Hidden),
        1 => Just(Fate::Lost),
    ]
}

/// Shipments of odd amounts that cross one another: under another code, a month late, hidden
/// or lost, all of known weight, with a hub in between. Those that go straight are many enough
/// for a margin of their own.
fn crossed() -> impl Strategy<Value = PairCells> {
    let shipment = (0..6_usize, fate(), 0..4_i32, 1..9_000_000_i128, 1..9_000_i128);
    let transfers = prop::collection::vec((0..4_usize, 0..5_i32, through()), 0..3);
    (prop::collection::vec(shipment, 2..24), transfers).prop_map(|(shipments, transfers)| {
        let first = Period::parse("2017-11").unwrap();
        let mut cells: BTreeMap<(Commodity, Period), [Option<Report>; 2]> = BTreeMap::new();
        for (code, fate, month, value, weight) in shipments {
            let (told, arrived) = match fate {
                Fate::Recoded => (code ^ 1, month),
                Fate::Late => (code, month + 1),
                Fate::Hidden if code / 2 == 1 => (6, month),
                _ => (code, month),
            };
            let cif = Rate::STANDARD.put_on(value);
            let ends = [(0, code, month, value), (1, told, arrived, cif)];
            let told = if matches!(fate, Fate::Lost) {
                &ends[..1]
            } else {
                &ends[..]
            };
            for &(side, code, month, value) in told {
                let key = (Commodity::parse(CODES[code]).unwrap(), first.plus(month).unwrap());
                add(&mut cells.entry(key).or_default()[side], value, weight);
            }
        }
        let cell = |((commodity, period), reports)| Cell {
            commodity,
            period,
            reports,
        };
        let mut pair = PairCells::new(A, B, cells.into_iter().map(cell).collect());
        pair.transfers = transfers.into_iter().map(transfer).collect();
        pair
    })
}

/// Independent amounts, or shipments that cross: what one never meets the other does.
fn worlds() -> impl Strategy<Value = PairCells> {
    prop_oneof![1 => pairs(), 2 => crossed()]
}

/// Margins that are given, or estimated from the pair.
fn rules() -> impl Strategy<Value = MarginRule> {
    prop_oneof![Just(rule()), Just(MarginRule::Best)]
}

/// What is sent in each of thirty months, and in parts per hundred how much of it arrives a
/// month and two months later.
type Delayed = ([Vec<i128>; 2], [i128; 2]);

fn delayed() -> impl Strategy<Value = Delayed> {
    let sent = || prop::collection::vec(100_000..5_000_000_i128, 30);
    ([sent(), sent()], [20..60_i128, 0..30_i128])
}

fn delayed_pair((sent, shares): &Delayed) -> PairCells {
    let first = Period::parse("2015-01").unwrap();
    let mut cells = Vec::new();
    for (code, sent) in sent.iter().enumerate() {
        for month in 0..sent.len() {
            let before = |lag: usize| sent[month.saturating_sub(lag)];
            let direct = 100 - shares.iter().sum::<i128>();
            let arrived = direct * before(0) + shares[0] * before(1) + shares[1] * before(2);
            let report = |thousandths: i128| Some(Report::of(Money::from_thousandths(thousandths)));
            cells.push(Cell {
                commodity: Commodity::parse(CODES[2 + code]).unwrap(),
                period: first.plus(month as i32).unwrap(),
                reports: [report(sent[month]), report(Rate::STANDARD.put_on(arrived / 100))],
            });
        }
    }
    PairCells::new(A, B, cells)
}

/// Whether a cause stands in some cell for more than nothing.
fn fires(explanation: &Explanation, wanted: &[Cause]) -> bool {
    let mut parts = explanation.cells.iter().flat_map(|cell| &cell.parts);
    parts.any(|part| wanted.contains(&part.cause) && !part.amount.is_zero())
}

fn add(report: &mut Option<Report>, value: i128, kilograms: i128) {
    let report = report.get_or_insert_with(|| Report {
        edition: Edition::H3,
        net_weight_kg: Some(Quantity::from_thousandths(0)),
        ..Report::of(Money::ZERO)
    });
    report.value += Money::from_thousandths(value);
    let more = Quantity::from_thousandths(kilograms * 1_000);
    report.net_weight_kg = report.net_weight_kg.map(|weight| weight + more);
}

#[test]
fn the_parts_add_up_to_the_asymmetry_in_every_order_and_in_every_row() {
    holds((worlds(), rules()), 60, |(pair, rule)| {
        let explanation = explain(&pair, &rule);
        let mut orders_differ = false;
        for cell in &explanation.cells {
            prop_assert_eq!(sum(cell, |_| true), cell.asymmetry);
            for order in 0..6 {
                let parts: i128 = cell.walks.iter().map(|walks| walks[order]).sum();
                prop_assert_eq!(parts, cell.asymmetry.thousandths(), "order {}", order);
            }
            let mut walks = cell.walks.iter();
            orders_differ |= walks.any(|walks| walks.iter().any(|walk| *walk != walks[0]));
            for part in &cell.parts {
                prop_assert!(part.low <= part.amount && part.amount <= part.high, "{part:?}");
            }
        }
        let published: Money = pair.cells.iter().map(Cell::asymmetry).sum();
        for level in [Level::Total, Level::Hs2, Level::Hs4, Level::Hs6] {
            let found = rows(
                &explanation,
                RowKey {
                    frequency: Frequency::Annual,
                    level,
                },
            );
            let all: Money = found
                .iter()
                .flat_map(|row| &row.parts)
                .map(|part| part.amount)
                .sum();
            prop_assert_eq!(all, published);
            prop_assert!(
                found
                    .iter()
                    .all(|row| row.parts.last().unwrap().cause == Cause::Residual)
            );
            let mut parts = found.iter().flat_map(|row| &row.parts);
            prop_assert!(parts.all(|part| part.low <= part.amount && part.amount <= part.high));
        }
        Ok(orders_differ)
    });
}

#[test]
fn what_takes_the_rest_is_open_as_far_as_the_other_parts_are() {
    holds((worlds(), rules()), 30, |(pair, rule)| {
        let explanation = explain(&pair, &rule);
        let mut open = false;
        let same = |walks: &[i128; 6]| *walks == [walks[0]; 6];
        let settled = |cell: &&CellParts| cell.walks.iter().all(same);
        for cell in explanation.cells.iter().filter(settled) {
            let alone = |part: &&Part| matches!(part.cause, Cause::OneSided | Cause::Threshold);
            let left = |part: &&Part| part.cause == Cause::Residual;
            let rest = cell
                .parts
                .iter()
                .find(alone)
                .or_else(|| cell.parts.iter().find(left));
            let others = || {
                cell.parts
                    .iter()
                    .filter(|part| rest.is_none_or(|rest| !std::ptr::eq(*part, rest)))
            };
            // Of several that are open some may be at their least when others are at their most.
            if others().filter(|part| part.low != part.high).count() > 1 {
                continue;
            }
            let least: Money = others().map(|part| part.low).sum();
            let most: Money = others().map(|part| part.high).sum();
            let ends = rest.map_or([Money::ZERO; 2], |part| [part.low, part.high]);
            prop_assert_eq!(
                ends,
                [cell.asymmetry - most, cell.asymmetry - least],
                "{:?}",
                cell
            );
            open |= least != most;
        }
        Ok(open)
    });
}

/// Amounts by what they are a part of, a margin's by whatever method: low end, amount, high end.
pub(crate) type Amounts<Place> = BTreeMap<(Place, Cause, &'static str, Option<Area>), [Money; 3]>;

pub(crate) fn amounts<'a, Place: Ord>(parts: impl Iterator<Item = (Place, &'a Part)>) -> Amounts<Place> {
    let mut amounts = Amounts::new();
    for (place, part) in parts {
        let method = if part.cause == Cause::CifFob {
            "margin"
        } else {
            part.method
        };
        let sums = amounts.entry((place, part.cause, method, part.via)).or_default();
        let ends = [part.low, part.amount, part.high];
        sums.iter_mut().zip(ends).for_each(|(sum, end)| *sum += end);
    }
    amounts
}

/// By cell, and by row of some levels.
pub(crate) fn everywhere(explanation: &Explanation) -> Amounts<(Option<Level>, Commodity, Period)> {
    let cells = explanation.cells.iter().flat_map(|cell| {
        let place = (None, cell.commodity, cell.period);
        cell.parts.iter().map(move |part| (place, part))
    });
    let mut all = amounts(cells);
    for (frequency, level) in [
        (Frequency::Annual, Level::Total),
        (Frequency::Monthly, Level::Hs2),
    ] {
        let found = rows(explanation, RowKey { frequency, level });
        let rows = found.iter().flat_map(|row| {
            let place = (Some(level), row.commodity, row.period);
            row.parts.iter().map(move |part| (place, part))
        });
        all.append(&mut amounts(rows));
    }
    all
}

/// Checks that every amount lies within what an answer leaves open; how many it leaves open.
pub(crate) fn are_within<Place: Ord + Copy + std::fmt::Debug>(
    answer: &Amounts<Place>,
    found: &Amounts<Place>,
) -> Result<usize, TestCaseError> {
    let nothing = [Money::ZERO; 3];
    for key in answer.keys().chain(found.keys()) {
        let [low, _, high] = answer.get(key).unwrap_or(&nothing);
        let [_, amount, _] = found.get(key).unwrap_or(&nothing);
        prop_assert!(
            low <= amount && amount <= high,
            "{key:?}: {amount} in [{low}, {high}]"
        );
    }
    Ok(answer.values().filter(|[low, _, high]| low != high).count())
}

/// Where no distance is known to, so that 6 % are assumed.
pub(crate) const NOWHERE: Area = Area::from_code(899);

#[test]
fn every_part_reaches_as_far_as_the_ends_of_an_assumed_margin_bring_it() {
    holds(worlds(), 50, |mut pair| {
        pair.importer = NOWHERE;
        let explanation = explain(&pair, &MarginRule::Best);
        let mut parts = explanation.cells.iter().flat_map(|cell| &cell.parts);
        if parts.any(|part| part.method == "unit_values") {
            return Ok(false);
        }
        let answer = everywhere(&explanation);
        let mut open = 0;
        for (end, rate) in Rate::REFERENCE.into_iter().enumerate() {
            let mut at_end = pair.clone();
            for transfer in &mut at_end.transfers {
                transfer.amount = transfer.ends[end];
                transfer.ends = [transfer.amount; 2];
            }
            let found = explain(&at_end, &MarginRule::Fixed(rate));
            open = are_within(&answer, &everywhere(&found))?;
        }
        Ok(open > 1)
    });
}

#[test]
fn swapping_the_sides_flips_every_sign() {
    holds((worlds(), rules()), 70, |(pair, rule)| {
        let (one, other) = (explain(&pair, &rule), explain(&pair.swapped(), &rule));
        let amounts = |explanation: &Explanation, sign: i128| {
            let mut amounts: BTreeMap<(Commodity, Period, Cause), i128> = BTreeMap::new();
            for cell in &explanation.cells {
                for part in &cell.parts {
                    let key = (cell.commodity, cell.period, part.cause);
                    *amounts.entry(key).or_default() += sign * part.amount.thousandths();
                }
            }
            amounts
        };
        prop_assert_eq!(amounts(&one, 1), amounts(&other, -1));
        Ok(fires(
            &one,
            &[Cause::Timing, Cause::Misclassification, Cause::Confidential],
        ))
    });
}

#[test]
fn editions_confidentiality_and_codes_only_move_value_within_their_group() {
    holds(pairs(), 50, |pair| {
        let explanation = explain(&pair, &rule());
        prop_assert_eq!(gained(&explanation), Vec::<String>::new());
        Ok(fires(&explanation, &[Cause::Edition, Cause::Confidential]))
    });
}

#[test]
fn what_is_only_moved_adds_up_to_nothing_in_every_average_of_orders() {
    holds((crossed(), rules()), 70, |(pair, rule)| {
        let explanation = explain(&pair, &rule);
        prop_assert_eq!(gained(&explanation), Vec::<String>::new());
        let mut by_commodity: BTreeMap<Commodity, Money> = BTreeMap::new();
        for cell in &explanation.cells {
            prop_assert_eq!(sum(cell, |_| true), cell.asymmetry);
            *by_commodity.entry(cell.commodity).or_default() += sum(cell, |one| one == Cause::Timing);
        }
        prop_assert!(
            by_commodity.values().all(|money| money.is_zero()),
            "{by_commodity:?}"
        );
        // A row that holds both ends of a move is as sure of it in every order.
        let found = rows(
            &explanation,
            RowKey {
                frequency: Frequency::Monthly,
                level: Level::Total,
            },
        );
        for part in found.iter().flat_map(|row| &row.parts) {
            if part.cause == Cause::Misclassification {
                prop_assert_eq!(
                    (part.low, part.amount, part.high),
                    (Money::ZERO, Money::ZERO, Money::ZERO)
                );
            }
        }
        Ok(fires(
            &explanation,
            &[Cause::Misclassification, Cause::Confidential],
        ))
    });
}

#[test]
fn single_late_shipments_only_move_between_the_periods_of_a_commodity() {
    holds(worlds(), 40, |mut pair| {
        for report in pair
            .cells
            .iter_mut()
            .flat_map(|cell| cell.reports.iter_mut().flatten())
        {
            report
                .deductions
                .retain(|deduction| deduction.cause != Cause::Timing);
        }
        let explanation = explain(&pair, &rule());
        let mut by_commodity: BTreeMap<Commodity, Money> = BTreeMap::new();
        for cell in &explanation.cells {
            *by_commodity.entry(cell.commodity).or_default() += sum(cell, |one| one == Cause::Timing);
        }
        prop_assert!(
            by_commodity.values().all(|money| money.is_zero()),
            "{by_commodity:?}"
        );
        Ok(fires(&explanation, &[Cause::Timing]))
    });
}

#[test]
fn a_delay_telescopes_to_what_is_under_way_at_the_two_ends() {
    const LONGEST: usize = 6;
    holds(delayed(), 95, |delayed| {
        let explanation = explain(&delayed_pair(&delayed), &rule());
        for (code, sent) in delayed.0.iter().enumerate() {
            let commodity = Commodity::parse(CODES[2 + code]).unwrap();
            let cells = explanation
                .cells
                .iter()
                .filter(|cell| cell.commodity == commodity);
            let opening: i128 = sent[..LONGEST].iter().sum();
            let mut so_far = 0;
            for (month, cell) in cells.enumerate() {
                so_far += sum(cell, |one| one == Cause::Timing).thousandths();
                // However many months have passed, no more than the last ones sent is under way.
                let closing: i128 = sent[month.saturating_sub(LONGEST - 1)..=month].iter().sum();
                prop_assert!(
                    -closing <= so_far && so_far <= opening,
                    "{so_far} after {month} months"
                );
            }
        }
        let mut parts = explanation.cells.iter().flat_map(|cell| &cell.parts);
        Ok(parts.any(|part| part.method == "lag_weights" && !part.amount.is_zero()))
    });
}

#[test]
fn scaling_both_reports_and_the_threshold_scales_every_part() {
    holds((worlds(), 2..50_i128, rules()), 70, |(pair, n, rule)| {
        // Large enough that a rounded thousandth decides nothing.
        let pair = scale(&pair, 1_000_000);
        // A margin that is estimated depends on unit values: goods come in larger lots.
        let lots = if rule == MarginRule::Best { n } else { 1 };
        let mut larger = scale(&pair, n);
        let weighed = larger
            .cells
            .iter_mut()
            .flat_map(|cell| cell.reports.iter_mut().flatten());
        for weight in weighed.filter_map(|report| report.net_weight_kg.as_mut()) {
            *weight = Quantity::from_thousandths(weight.thousandths() * lots);
        }
        let (one, scaled) = (explain(&pair, &rule), explain(&larger, &rule));
        for cause in Cause::NAMES.map(|(cause, _)| cause) {
            let (small, large) = (total(&one, cause), total(&scaled, cause));
            let apart = (small.thousandths() * n - large.thousandths()).abs();
            // Each cell, order and stage rounds once to a thousandth.
            let rounding = 20 * n * one.cells.len() as i128;
            prop_assert!(apart <= rounding, "{cause:?}: {small} × {n} against {large}");
        }
        Ok(fires(
            &one,
            &[Cause::Timing, Cause::Misclassification, Cause::Confidential],
        ))
    });
}

#[test]
fn an_equal_amount_on_both_sides_changes_no_documented_part() {
    holds((worlds(), 0..1_000_000_000_i128), 70, |(mut pair, more)| {
        pair.cells.retain(|cell| cell.reports.iter().all(Option::is_some));
        pair.habits.iter_mut().for_each(|habits| habits.excludes.clear());
        // One edition and no second rate of exchange: both would move the added amount too.
        for report in pair
            .cells
            .iter_mut()
            .flat_map(|cell| cell.reports.iter_mut().flatten())
        {
            report.edition = Edition::H3;
            report.reference_value = None;
        }
        let mut raised = pair.clone();
        for report in raised
            .cells
            .iter_mut()
            .flat_map(|cell| cell.reports.iter_mut().flatten())
        {
            report.value += Money::from_thousandths(more);
        }
        let valuation_free = |pair: &PairCells| {
            let mut pair = pair.clone();
            pair.habits = [
                Habits::exporter(),
                Habits {
                    recodes: true,
                    ..Habits::default()
                },
            ];
            explain(&pair, &rule())
        };
        let (before, after) = (valuation_free(&pair), valuation_free(&raised));
        let documented = [Cause::Scope, Cause::ReExport, Cause::Indirect];
        for cause in documented {
            prop_assert_eq!(total(&before, cause), total(&after, cause), "{:?}", cause);
        }
        let asymmetry =
            |explanation: &Explanation| explanation.cells.iter().map(|cell| cell.asymmetry).sum::<Money>();
        prop_assert_eq!(asymmetry(&before), asymmetry(&after));
        Ok(fires(&before, &documented))
    });
}

#[test]
fn a_part_of_an_aggregate_is_the_sum_of_its_cells_parts_however_grouped() {
    holds((worlds(), rules()), 80, |(pair, rule)| {
        let explanation = explain(&pair, &rule);
        for cause in Cause::NAMES.map(|(cause, _)| cause) {
            let expected = total(&explanation, cause);
            for (frequency, level) in [
                (Frequency::Annual, Level::Total),
                (Frequency::Monthly, Level::Hs2),
                (Frequency::Annual, Level::Hs4),
                (Frequency::Monthly, Level::Hs6),
            ] {
                let found = rows(&explanation, RowKey { frequency, level });
                let parts = found
                    .iter()
                    .flat_map(|row| &row.parts)
                    .filter(|part| part.cause == cause);
                prop_assert_eq!(
                    parts.map(|part| part.amount).sum::<Money>(),
                    expected,
                    "{:?}",
                    cause
                );
            }
        }
        Ok(explanation.cells.len() > 4)
    });
}

fn scale(pair: &PairCells, n: i128) -> PairCells {
    let times = |money: Money| Money::from_thousandths(money.thousandths() * n);
    let mut scaled = pair.clone();
    for report in scaled
        .cells
        .iter_mut()
        .flat_map(|cell| cell.reports.iter_mut().flatten())
    {
        report.value = times(report.value);
        report.reference_value = report.reference_value.map(times);
        report
            .deductions
            .iter_mut()
            .for_each(|deduction| deduction.amount = times(deduction.amount));
    }
    scaled
        .habits
        .iter_mut()
        .for_each(|habits| habits.threshold = habits.threshold.map(times));
    scaled.transfers.iter_mut().for_each(|transfer| {
        transfer.amount = times(transfer.amount);
        transfer.ends = transfer.ends.map(times);
    });
    scaled
}
