//! Indicators with answers computed by hand, and those of the Kazakh report of trade with Serbia.

use std::collections::BTreeMap;

use entente_trade::{Area, Commodity, Edition, Frequency, Level, Money, Period, Side};

use super::*;
use crate::explain::{Cell, PairCells, Report, RowKey};

const KAZ: Area = Area::from_code(398);
const SRB: Area = Area::from_code(688);

const YEARLY: RowKey = RowKey {
    frequency: Frequency::Annual,
    level: Level::Hs6,
};

fn year(year: u16) -> Period {
    Period::year(year).unwrap()
}

fn units(units: i128) -> Money {
    Money::from_units(units)
}

/// Codes and whole units of a flow in a year.
type Given<'a> = (Side, u16, &'a [(&'a str, i128)]);

fn flows(baskets: &[Given<'_>]) -> Flows {
    let mut flows = Flows::new(KAZ);
    for (side, of, basket) in baskets {
        for (code, value) in *basket {
            flows.add(*side, year(*of), Commodity::parse(code).unwrap(), units(*value));
        }
    }
    flows
}

fn row(flows: &Flows, of: u16, name: &str) -> IndicatorRow {
    let mut rows = indicators(flows).into_iter();
    rows.find(|row| row.period == year(of) && row.name == name)
        .unwrap()
}

fn money(flows: &Flows, of: u16, name: &str) -> Money {
    match row(flows, of, name).value {
        Some(IndicatorValue::Money(money)) => money,
        other => panic!("{name}: {other:?}"),
    }
}

fn ratio(flows: &Flows, of: u16, name: &str) -> f64 {
    match row(flows, of, name).value {
        Some(IndicatorValue::Ratio(ratio)) => ratio.trillionths() as f64 / 1e12,
        other => panic!("{name}: {other:?}"),
    }
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} against {expected}");
}

/// Bureau of National Statistics, thousand dollars: exports and imports.
fn kazakh() -> Flows {
    let mut flows = Flows::new(KAZ);
    for (of, exports, imports) in [
        (2021, "3701.53498", "19151.73796"),
        (2022, "8182.31802", "65788.98792"),
    ] {
        for (side, value) in [(Side::Export, exports), (Side::Import, imports)] {
            flows.add(side, year(of), Commodity::TOTAL, Money::parse(value, 3).unwrap());
        }
    }
    flows
}

#[test]
fn kazakhstan_reports_a_turnover_that_tripled_in_2022() {
    let flows = kazakh();
    assert_eq!(money(&flows, 2021, "turnover").to_string(), "22853272.94");
    assert_eq!(money(&flows, 2022, "turnover").to_string(), "73971305.94");
    assert_eq!(money(&flows, 2022, "balance").to_string(), "-57606669.9");
    let factor = ratio(&flows, 2022, "turnover_factor");
    assert_eq!(format!("{factor:.2}"), "3.24");
    close(ratio(&flows, 2022, "turnover_growth"), factor - 1.0);
    assert_eq!(format!("{:.4}", ratio(&flows, 2022, "exports_factor")), "2.2105");
    assert_eq!(format!("{:.4}", ratio(&flows, 2022, "coverage")), "0.1244");
}

#[test]
fn a_total_has_no_structure_and_a_first_period_no_growth() {
    let flows = kazakh();
    for name in [
        "hhi_exports",
        "hhi_imports_equivalent",
        "theil_imports",
        "grubel_lloyd",
        "growth_entering",
    ] {
        let row = row(&flows, 2022, name);
        assert_eq!((row.value, row.note), (None, structure::NO_STRUCTURE), "{name}");
    }
    let first = row(&flows, 2021, "imports_growth");
    assert_eq!(
        (first.value, first.note),
        (None, "the period before is not reported")
    );
}

#[test]
fn ratios_have_no_noise_and_no_negative_zero() {
    let great = 123_456_789_012_345;
    let flows = flows(&[
        (Side::Export, 2020, &[("01", great), ("02", great), ("03", great)]),
        (Side::Import, 2020, &[("01", 1)]),
        (
            Side::Export,
            2021,
            &[("01", great - 1), ("02", great), ("03", great)],
        ),
        (Side::Import, 2021, &[("01", 3)]),
    ]);
    let names = [
        (2020, "coverage"),
        (2020, "hhi_exports"),
        (2020, "hhi_exports_normalised"),
        (2020, "hhi_exports_equivalent"),
        (2020, "theil_exports"),
        (2020, "grubel_lloyd"),
        (2021, "coverage"),
        (2021, "exports_growth"),
        (2021, "exports_factor"),
        (2021, "imports_growth"),
    ];
    let shown = names.map(|(of, name)| match row(&flows, of, name).value {
        Some(IndicatorValue::Ratio(ratio)) => format!("{name} {ratio} {ratio:.4}"),
        other => panic!("{name}: {other:?}"),
    });
    assert_eq!(
        shown,
        [
            "coverage 370370367037035 370370367037035.0000",
            "hhi_exports 0.333333333333 0.3333",
            "hhi_exports_normalised 0 0.0000",
            "hhi_exports_equivalent 3 3.0000",
            "theil_exports 0 0.0000",
            "grubel_lloyd 0 0.0000",
            "coverage 123456789012344.666666666667 123456789012344.6667",
            "exports_growth 0 0.0000",
            "exports_factor 1 1.0000",
            "imports_growth 2 2.0000",
        ]
    );
}

#[test]
fn a_silent_side_is_not_a_zero() {
    let flows = flows(&[(Side::Import, 2020, &[("TOTAL", 7)])]);
    assert_eq!(money(&flows, 2020, "imports"), units(7));
    for name in ["exports", "turnover", "balance", "coverage"] {
        let row = row(&flows, 2020, name);
        assert_eq!(
            (row.value, row.note),
            (None, "this side reports no exports"),
            "{name}"
        );
    }
}

#[test]
fn concentration_is_that_of_the_shares() {
    // Shares 1/2, 1/4, 1/4; the commodity without value does not count.
    let flows = flows(&[(
        Side::Export,
        2020,
        &[("01", 50), ("02", 25), ("27", 25), ("28", 0)],
    )]);
    close(ratio(&flows, 2020, "hhi_exports"), 0.375);
    close(ratio(&flows, 2020, "hhi_exports_normalised"), 0.0625);
    close(ratio(&flows, 2020, "hhi_exports_equivalent"), 8.0 / 3.0);
    // ½ ln(3/2) + ½ ln(3/4)
    close(ratio(&flows, 2020, "theil_exports"), 0.058_891_517_828_191_73);
}

/// A figure, or the reason why there is none, of each of the measures of structure.
fn structure_of(flows: &Flows) -> Vec<String> {
    let told = |name: &&str| {
        let row = row(flows, 2020, name);
        match row.value {
            Some(IndicatorValue::Ratio(ratio)) => format!("{name} {ratio}"),
            Some(other) => panic!("{name}: {other:?}"),
            None => format!("{name}: {}", row.note),
        }
    };
    let names = [
        "hhi_exports",
        "hhi_exports_normalised",
        "hhi_exports_equivalent",
        "theil_exports",
        "grubel_lloyd",
    ];
    names.iter().map(told).collect()
}

#[test]
fn a_single_commodity_is_as_concentrated_as_can_be() {
    let fish: &[_] = &[("030389", 100)];
    assert_eq!(
        structure_of(&flows(&[(Side::Export, 2020, fish), (Side::Import, 2020, fish)])),
        [
            "hhi_exports 1",
            "hhi_exports_normalised: one commodity: the least and the greatest concentration are the same",
            "hhi_exports_equivalent 1",
            "theil_exports 0",
            "grubel_lloyd 1",
        ]
    );
}

#[test]
fn a_single_code_that_hides_what_it_holds_has_no_structure() {
    let hidden: &[_] = &[("9999AA", 100)];
    let why = "the only code hides which commodities it holds";
    assert_eq!(
        structure_of(&flows(&[
            (Side::Export, 2020, hidden),
            (Side::Import, 2020, hidden)
        ])),
        [
            format!("hhi_exports: {why}"),
            format!("hhi_exports_normalised: {why}"),
            format!("hhi_exports_equivalent: {why}"),
            format!("theil_exports: {why}"),
            format!("grubel_lloyd: {why}"),
        ]
    );
}

#[test]
fn commodities_without_value_have_no_structure() {
    let nothing: &[_] = &[("030389", 0), ("030390", 0)];
    let why = "no commodity has a value";
    assert_eq!(
        structure_of(&flows(&[
            (Side::Export, 2020, nothing),
            (Side::Import, 2020, nothing)
        ])),
        [
            format!("hhi_exports: {why}"),
            format!("hhi_exports_normalised: {why}"),
            format!("hhi_exports_equivalent: {why}"),
            format!("theil_exports: {why}"),
            format!("grubel_lloyd: {why}"),
        ]
    );
}

#[test]
fn every_indicator_says_what_it_is_made_of() {
    let flows = flows(&[(Side::Export, 2020, &[("01", 60)])]);
    let made_of: Vec<String> = indicators(&flows)
        .iter()
        .map(|row| {
            let Inputs { flows, goods, before } = row.inputs;
            let flows = match flows {
                [true, true] => "both",
                [true, false] => "exports",
                [false, true] => "imports",
                [false, false] => "nothing",
            };
            let what = if goods { "goods" } else { "totals" };
            let since = if before { " since the period before" } else { "" };
            format!("{}: {flows}, {what}{since}", row.name)
        })
        .collect();
    assert_eq!(
        made_of,
        [
            "turnover: both, totals",
            "exports: exports, totals",
            "imports: imports, totals",
            "balance: both, totals",
            "coverage: both, totals",
            "turnover_growth: both, totals since the period before",
            "turnover_factor: both, totals since the period before",
            "exports_growth: exports, totals since the period before",
            "exports_factor: exports, totals since the period before",
            "imports_growth: imports, totals since the period before",
            "imports_factor: imports, totals since the period before",
            "hhi_exports: exports, goods",
            "hhi_exports_normalised: exports, goods",
            "hhi_exports_equivalent: exports, goods",
            "hhi_imports: imports, goods",
            "hhi_imports_normalised: imports, goods",
            "hhi_imports_equivalent: imports, goods",
            "theil_exports: exports, goods",
            "theil_imports: imports, goods",
            "grubel_lloyd: both, goods",
            "growth_intensive: exports, goods since the period before",
            "growth_entering: exports, goods since the period before",
            "growth_leaving: exports, goods since the period before",
            "imports_growth_intensive: imports, goods since the period before",
            "imports_growth_entering: imports, goods since the period before",
            "imports_growth_leaving: imports, goods since the period before",
        ]
    );
}

#[test]
fn equal_shares_are_not_concentrated_at_all() {
    let flows = flows(&[(Side::Import, 2020, &[("01", 5), ("02", 5), ("03", 5), ("04", 5)])]);
    close(ratio(&flows, 2020, "hhi_imports_normalised"), 0.0);
    close(ratio(&flows, 2020, "hhi_imports_equivalent"), 4.0);
    close(ratio(&flows, 2020, "theil_imports"), 0.0);
}

#[test]
fn two_way_trade_is_what_both_flows_of_a_commodity_share() {
    let flows = flows(&[
        (Side::Export, 2020, &[("01", 60), ("02", 10)]),
        (Side::Import, 2020, &[("01", 40), ("03", 30)]),
    ]);
    // |60 − 40| + 10 + 30 = 60 of 140.
    close(ratio(&flows, 2020, "grubel_lloyd"), 1.0 - 60.0 / 140.0);
}

#[test]
fn growth_splits_exactly_into_what_stayed_came_and_went() {
    let flows = flows(&[
        (Side::Export, 2020, &[("01", 100), ("02", 40), ("03", 7)]),
        (Side::Export, 2021, &[("01", 130), ("03", 5), ("04", 11)]),
    ]);
    let split =
        ["growth_intensive", "growth_entering", "growth_leaving"].map(|name| money(&flows, 2021, name));
    assert_eq!(split, [units(28), units(11), units(-40)]);
    let change = money(&flows, 2021, "exports") - money(&flows, 2020, "exports");
    assert_eq!(split.into_iter().sum::<Money>(), change);
}

/// Exports of a year in one edition of the codes.
type Exports<'a> = (u16, Edition, &'a [(&'a str, i128)]);

/// The three parts of the growth of exports in 2017 with their formulas.
fn grown(level: Level, years: &[Exports<'_>]) -> Vec<String> {
    let mut cells = Vec::new();
    for (of, edition, basket) in years {
        cells.extend(basket.iter().map(|(code, value)| Cell {
            commodity: Commodity::parse(code).unwrap(),
            period: year(*of),
            reports: [
                Some(Report {
                    edition: *edition,
                    ..Report::of(units(*value))
                }),
                None,
            ],
        }));
    }
    let pair = PairCells::new(KAZ, SRB, cells);
    let flows = Flows::reported_by(KAZ, [&pair], RowKey { level, ..YEARLY });
    ["growth_intensive", "growth_entering", "growth_leaving"]
        .map(|name| {
            let row = row(&flows, 2017, name);
            format!("{} {}", money(&flows, 2017, name), row.note)
        })
        .into()
}

#[test]
fn a_code_that_a_new_edition_splits_neither_comes_nor_goes() {
    // HS 2017 has 030631 for what was 030621 in HS 2012; 010121 is new, 020110 is gone.
    let before: &[_] = &[("030621", 100), ("270900", 50), ("020110", 7)];
    let now: &[_] = &[("030631", 130), ("270900", 60), ("010121", 9)];
    let years = [(2016, Edition::H4, before), (2017, Edition::H5, now)];
    assert_eq!(
        grown(Level::Hs6, &years),
        [
            "40 Σ over commodities traded in both periods of x₁ − x₀, in the older edition of the codes",
            "9 Σ x₁ over commodities not traded in the period before, in the older edition of the codes",
            "-7 −Σ x₀ over commodities no longer traded, in the older edition of the codes",
        ]
    );
    assert_eq!(
        grown(Level::Hs4, &years)[1..],
        [
            "9 Σ x₁ over commodities not traded in the period before, in the older edition of the codes",
            "-7 −Σ x₀ over commodities no longer traded, in the older edition of the codes",
        ]
    );
}

#[test]
fn a_code_of_an_unknown_edition_is_neither_new_nor_gone() {
    let years: [Exports<'_>; 2] = [
        (2016, Edition::H4, &[("030621", 100), ("270900", 50)]),
        (2017, Edition::Unknown, &[("030631", 130), ("270900", 60)]),
    ];
    assert_eq!(
        grown(Level::Hs6, &years),
        [
            "40 Σ over commodities traded in both periods of x₁ − x₀, codes that cannot be converted included",
            "0 Σ x₁ over commodities not traded in the period before, but codes that cannot be converted",
            "0 −Σ x₀ over commodities no longer traded, but codes that cannot be converted",
        ]
    );
}

#[test]
fn periods_at_different_levels_are_not_split() {
    let flows = flows(&[
        (Side::Import, 2020, &[("01", 100)]),
        (Side::Import, 2021, &[("0101", 130)]),
    ]);
    let row = row(&flows, 2021, "imports_growth_intensive");
    assert_eq!((row.value, row.note), (None, structure::LEVELS));
}

#[test]
fn chapters_and_headings_share_no_two_way_trade() {
    let flows = flows(&[
        (Side::Export, 2020, &[("01", 60), ("02", 10)]),
        (Side::Import, 2020, &[("0101", 40), ("0201", 30)]),
    ]);
    let row = row(&flows, 2020, "grubel_lloyd");
    assert_eq!((row.value, row.note), (None, structure::LEVELS));
}

#[test]
fn each_side_speaks_of_its_own_report_in_both_directions() {
    let cell = |export: i128, import: i128| Cell {
        commodity: Commodity::TOTAL,
        period: year(2015),
        reports: [Some(Report::of(units(export))), Some(Report::of(units(import)))],
    };
    let there = PairCells::new(KAZ, SRB, vec![cell(28, 142)]);
    let back = PairCells::new(SRB, KAZ, vec![cell(24, 29)]);
    let turnover: BTreeMap<Area, Money> = [KAZ, SRB]
        .map(|side| {
            let flows = Flows::reported_by(side, [&there, &back], YEARLY);
            (side, money(&flows, 2015, "turnover"))
        })
        .into();
    assert_eq!(turnover, BTreeMap::from([(KAZ, units(57)), (SRB, units(166))]));
}
