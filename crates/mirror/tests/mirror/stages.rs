//! Stages on cells made by hand: what moves with the goods a stage moves.

use std::collections::BTreeMap;

use entente_mirror::explain::{
    Cell, Deduction, Explanation, Hub, MarginRule, PairCells, Rate, Report, Triangle, explain,
};
use entente_trade::{Area, Cause, Commodity, Edition, Grade, Money, Period, Quantity};

use crate::records::{KAZ, SRB};

const HUB: Area = Area::from_code(643);

fn report(units: i128, singled_out: &[(Cause, &str)]) -> Option<Report> {
    let deduction = |&(cause, amount): &(Cause, &str)| Deduction {
        cause,
        via: (cause == Cause::Indirect).then_some(HUB),
        amount: Money::parse(amount, 0).unwrap(),
        fob: None,
        net_weight_kg: None,
        grade: Grade::E2,
        method: "made",
    };
    Some(Report {
        deductions: singled_out.iter().map(deduction).collect(),
        ..Report::of(Money::from_units(units))
    })
}

fn cell(code: &str, reports: [Option<Report>; 2]) -> Cell {
    Cell {
        commodity: Commodity::parse(code).unwrap(),
        period: Period::parse("2010").unwrap(),
        reports,
    }
}

fn pair(cells: Vec<Cell>) -> PairCells {
    PairCells::new(KAZ, SRB, cells)
}

/// Every cell as `commodity: cause amount grade, …`, margins of 6 %.
fn explained(pair: &PairCells) -> Vec<String> {
    let explanation: Explanation = explain(pair, &MarginRule::Fixed(Rate::STANDARD));
    let cell = |cell: &entente_mirror::explain::CellParts| {
        let parts = cell.parts.iter().map(|part| {
            let grade = part.grade.map_or_else(String::new, |grade| format!(" {grade:?}"));
            format!("{} {}{grade}", part.cause.name(), part.amount)
        });
        format!("{}: {}", cell.commodity, parts.collect::<Vec<_>>().join(", "))
    };
    explanation.cells.iter().map(cell).collect()
}

/// A report in an edition, its value and that at the reference rate in units.
fn valued(edition: Edition, value: i128, reference: Option<i128>) -> Option<Report> {
    Some(Report {
        edition,
        reference_value: reference.map(Money::from_units),
        ..Report::of(Money::from_units(value))
    })
}

#[test]
fn a_revaluation_follows_its_goods_into_the_codes_of_another_edition() {
    let told = pair(vec![
        cell("854231", [valued(Edition::H3, 1_000, Some(1_100)), None]),
        cell("854221", [None, valued(Edition::H2, 1_060, None)]),
        cell("854229", [None, valued(Edition::H2, 1_060, None)]),
    ]);
    assert_eq!(
        explained(&told),
        [
            "854221: hs_edition 987.446 E2, exchange_rate 98.745 E2, cif_fob 60 E5, residual -86.191",
            "854229: hs_edition 12.554 E2, exchange_rate 1.255 E2, cif_fob 60 E5, residual 986.191",
            "854231: hs_edition -1000 E2",
        ]
    );
}

#[test]
fn freight_recorded_of_a_hidden_code_goes_with_its_goods() {
    let told = pair(vec![
        cell("270900", [report(600, &[]), None]),
        cell("271019", [report(400, &[]), None]),
        cell("27XXXX", [None, report(1_100, &[(Cause::CifFob, "100")])]),
    ]);
    assert_eq!(
        explained(&told),
        [
            "270900: confidential -660 E5, cif_fob 60 E4",
            "271019: confidential -440 E5, cif_fob 40 E4",
            "27XXXX: confidential 1100 E5",
        ]
    );
}

#[test]
fn a_recorded_freight_of_nothing_goes_with_hidden_goods_too() {
    let told = pair(vec![
        cell("270900", [report(600, &[]), None]),
        cell("27XXXX", [None, report(600, &[(Cause::CifFob, "0")])]),
    ]);
    assert_eq!(
        explained(&told),
        ["270900: confidential -600 E5", "27XXXX: confidential 600 E5"]
    );
}

#[test]
fn freight_recorded_of_one_code_is_not_that_of_another_it_is_merged_with() {
    let of = |edition: Edition, told: Option<Report>| told.map(|told| Report { edition, ..told });
    let merged = |recorded: Option<Report>| {
        explained(&pair(vec![
            cell("120500", [of(Edition::H1, report(2_000, &[])), None]),
            cell("120510", [None, of(Edition::H2, report(1_060, &[]))]),
            cell("120590", [None, of(Edition::H2, recorded)]),
        ]))
    };
    let moved = [
        "120510: hs_edition 1060 E2".to_owned(),
        "120590: hs_edition 1060 E2".to_owned(),
    ];
    let told = merged(report(1_060, &[(Cause::CifFob, "60")]));
    assert_eq!(
        told[0],
        "120500: hs_edition -2120 E2, cif_fob 60 E5, cif_fob 60 E2"
    );
    assert_eq!(told[1..], moved);
    // So it is with freight of nothing.
    let told = merged(report(1_060, &[(Cause::CifFob, "0")]));
    assert_eq!(told[0], "120500: hs_edition -2120 E2, cif_fob 60 E5, residual 60");
}

#[test]
fn re_exports_of_either_side_are_none_of_what_the_other_hides() {
    let told = pair(vec![
        cell("270900", [None, report(1_060, &[])]),
        cell("27XXXX", [report(1_500, &[(Cause::ReExport, "500")]), None]),
    ]);
    assert_eq!(
        explained(&told),
        [
            "270900: confidential 1500 E5, re_export -500 E2, cif_fob 60 E5",
            "27XXXX: confidential -1500 E5",
        ]
    );
    let told = pair(vec![
        cell("930120", [report(4_000, &[]), None]),
        cell("930190", [report(900, &[(Cause::ReExport, "400")]), None]),
        cell("93XXXX", [None, report(4_770, &[])]),
    ]);
    assert_eq!(
        explained(&told),
        [
            "930120: confidential -4240 E5, cif_fob 240 E5",
            "930190: confidential -530 E5, re_export -400 E2, cif_fob 30 E5",
            "93XXXX: confidential 4770 E5",
        ]
    );
}

#[test]
fn a_code_given_back_in_one_period_is_hidden_in_the_next_too() {
    let in_year = |year: &str, cell: Cell| Cell {
        period: Period::parse(year).unwrap(),
        ..cell
    };
    let told = pair(vec![
        in_year("2015", cell("84XXXX", [report(1_000, &[]), None])),
        in_year("2015", cell("847989", [None, report(1_060, &[])])),
        in_year("2016", cell("84XXXX", [report(1_500, &[]), None])),
        in_year("2016", cell("847979", [None, report(530, &[])])),
        in_year("2016", cell("847989", [None, report(1_060, &[])])),
    ]);
    assert_eq!(
        explained(&told),
        [
            "847979: confidential 500 E5, cif_fob 30 E5",
            "847989: confidential 1000 E5, cif_fob 60 E5",
            "847989: confidential 1000 E5, cif_fob 60 E5",
            "84XXXX: confidential -1000 E5",
            "84XXXX: confidential -1500 E5",
        ]
    );
}

#[test]
fn several_codes_that_account_for_a_hidden_one_go_before_one_that_is_like_it() {
    let weighed = |units: i128, kilograms: i128| {
        report(units, &[(Cause::CifFob, "0")]).map(|told| Report {
            net_weight_kg: Some(Quantity::from_thousandths(kilograms * 1_000)),
            ..told
        })
    };
    let told = pair(vec![
        cell("22XXXX", [weighed(11_650, 14_724), None]),
        cell("220870", [None, weighed(800, 200)]),
        cell("220890", [None, weighed(10_850, 14_524)]),
    ]);
    assert_eq!(
        explained(&told),
        [
            "220870: confidential 800 E5",
            "220890: confidential 10850 E5",
            "22XXXX: confidential -11650 E5",
        ]
    );
}

#[test]
fn a_margin_is_learned_from_the_goods_and_the_rate_it_is_taken_off_at() {
    let weighed = |units: i128, kilograms: i128, singled_out: &[(Cause, &str)]| {
        report(units, singled_out).map(|told| Report {
            net_weight_kg: Some(Quantity::from_thousandths(kilograms * 1_000)),
            ..told
        })
    };
    // A fifth of the exports are dearer re-exports; imports are told at 1.05 of the reference rate.
    let cells = (1..=10).map(|at| {
        let again = (at * 300).to_string();
        let import = weighed(at * 1_113, at * 100, &[]).map(|told| Report {
            reference_value: Some(Money::from_units(at * 1_060)),
            ..told
        });
        let export = weighed(at * 1_300, at * 125, &[(Cause::ReExport, &again)]).map(|mut told| {
            told.deductions[0].net_weight_kg = Some(Quantity::from_thousandths(at * 25_000));
            told
        });
        cell(&format!("{:06}", 847_100 + at), [export, import])
    });
    let explanation = explain(&pair(cells.collect()), &MarginRule::Best);
    let parts = explanation.cells.iter().flat_map(|cell| &cell.parts);
    let mut sums: BTreeMap<&str, Money> = BTreeMap::new();
    for part in parts {
        *sums.entry(part.method).or_default() += part.amount;
    }
    let sums: Vec<String> = sums
        .iter()
        .map(|(method, sum)| format!("{method} {sum}"))
        .collect();
    assert_eq!(sums, ["made -16500", "reference_rate 2915", "unit_values 3300"]);
}

#[test]
fn re_exports_of_a_hidden_code_go_with_its_goods_and_keep_their_total() {
    let told = pair(vec![
        cell("270900", [None, report(636, &[])]),
        cell("271019", [None, report(424, &[])]),
        cell("27XXXX", [report(2_000, &[(Cause::ReExport, "100.001")]), None]),
    ]);
    assert_eq!(
        explained(&told),
        [
            "270900: confidential 631.579 E5, re_export -31.579 E4, cif_fob 36 E5",
            "271019: confidential 421.053 E5, re_export -21.053 E4, cif_fob 24 E5",
            "27XXXX: confidential -1052.632 E5, re_export -47.369 E4, one_sided -899.999 E5",
        ]
    );
}

#[test]
fn what_a_side_hides_beyond_the_other_is_given_back_though_both_hide_something() {
    let hidden = |exported: i128, imported: i128| {
        pair(vec![
            cell("270900", [None, report(1_060, &[])]),
            cell("27XXXX", [report(exported, &[]), report(imported, &[])]),
        ])
    };
    assert_eq!(
        explained(&hidden(1_000, 106)),
        [
            "270900: confidential 900 E5, cif_fob 60 E5, residual 100",
            "27XXXX: confidential -900 E5, cif_fob 6 E5",
        ]
    );
    let equal = explained(&hidden(100, 106));
    assert_eq!(
        equal,
        ["270900: cif_fob 60 E5, one_sided 1000 E5", "27XXXX: cif_fob 6 E5"]
    );
}

#[test]
fn goods_of_one_side_alone_are_open_as_far_as_their_margin_is() {
    let pair = pair(vec![cell("270900", [None, report(1_060, &[])])]);
    let found = explain(&pair, &MarginRule::Best);
    let part = |part: &entente_trade::Part| {
        format!(
            "{} {} [{}, {}]",
            part.cause.name(),
            part.amount,
            part.low,
            part.high
        )
    };
    let parts: Vec<String> = found.cells[0].parts.iter().map(part).collect();
    assert_eq!(
        parts,
        ["cif_fob 60 [0, 176.667]", "one_sided 1000 [883.333, 1060]"]
    );
}

#[test]
fn goods_left_out_of_scope_take_what_is_singled_out_of_them_along() {
    let mut told = pair(vec![
        cell(
            "270900",
            [report(600, &[(Cause::ReExport, "50")]), report(636, &[])],
        ),
        cell(
            "271019",
            [
                report(400, &[(Cause::ReExport, "100")]),
                report(424, &[(Cause::Indirect, "30"), (Cause::CifFob, "24")]),
            ],
        ),
    ]);
    told.habits[0].excludes = vec![Commodity::parse("2710").unwrap()];
    assert_eq!(
        explained(&told),
        [
            "270900: re_export -50 E2, cif_fob 36 E5, residual 50",
            "271019: scope 24 E2"
        ]
    );
}

#[test]
fn the_triangle_starts_from_what_a_country_sends_of_its_own() {
    let total = Commodity::TOTAL;
    let year = Period::parse("2010").unwrap();
    let direct = pair(vec![cell("TOTAL", [report(1_000, &[]), report(1_500, &[])])]);
    let re_exported = [(Cause::ReExport, "200")];
    let none_arrived = report(0, &[]);
    let to_hub = PairCells::new(
        KAZ,
        HUB,
        vec![cell("TOTAL", [report(300, &re_exported), none_arrived])],
    );
    let onward = Hub {
        hub: HUB,
        destination: SRB,
        commodity: total,
        period: year,
    };
    let onward = BTreeMap::from([(onward, Money::from_units(500))]);
    let no_margin = MarginRule::Fixed(Rate::from_ppm(0));
    let mut triangle = Triangle::new(KAZ, [&direct, &to_hub], &no_margin);
    triangle.onward(onward);
    let transfers: Vec<String> = triangle
        .transfers()
        .iter()
        .map(|(partner, transfer)| format!("{} {}", partner.code(), transfer.amount))
        .collect();
    assert_eq!(transfers, ["688 100", "643 -100"]);
}

#[test]
fn of_two_codes_that_fit_alike_the_one_that_fits_in_other_months_too_is_taken() {
    let weighed = |units: i128| {
        Some(Report {
            net_weight_kg: Some(Quantity::from_thousandths(units * 1_000)),
            ..Report::of(Money::from_units(units))
        })
    };
    let mut cells = Vec::new();
    for (month, units) in [("2010-01", 500), ("2010-02", 700), ("2010-03", 1_000)] {
        let mut add = |code: &str, reports| {
            cells.push(Cell {
                period: Period::parse(month).unwrap(),
                ..cell(code, reports)
            });
        };
        add("030389", [weighed(units), None]);
        add("030391", [None, weighed(units)]);
        // Another surplus, of the same weight and value, that comes once.
        if month == "2010-03" {
            add("030390", [None, weighed(units)]);
        }
    }
    let mut told = pair(cells);
    told.habits[1].cif = false;
    let moved = |told: &PairCells| -> Vec<String> {
        let cells = explained(told)
            .into_iter()
            .zip(explain(told, &MarginRule::Best).cells);
        let last = cells.filter(|(_, cell)| cell.period == Period::parse("2010-03").unwrap());
        last.map(|(words, _)| words).collect()
    };
    assert_eq!(
        moved(&told),
        [
            "030389: misclassification -1000 E5",
            "030390: one_sided 1000 E5",
            "030391: misclassification 1000 E5",
        ]
    );
    // Where time is not to count, equal costs are settled by the order of the codes.
    told.habits[1].recoding.time = 0;
    assert_eq!(
        moved(&told),
        [
            "030389: misclassification -1000 E5",
            "030390: misclassification 1000 E5",
            "030391: one_sided 1000 E5",
        ]
    );
}

/// Cells of both sides, weighed, of codes that differ by a percentage each.
fn weighed(codes: &[(u32, i128)]) -> Vec<Cell> {
    let report = |units: i128| {
        report(units, &[]).map(|told| Report {
            net_weight_kg: Some(Quantity::from_thousandths(10_000)),
            ..told
        })
    };
    let code = |&(first, percent): &(u32, i128)| {
        let codes = (first..first + 10).map(|code| format!("{code:06}"));
        codes.map(move |code| cell(&code, [report(1_000), report(1_000 + 10 * percent)]))
    };
    codes.iter().flat_map(code).collect()
}

#[test]
fn goods_that_a_side_leaves_out_teach_no_margin() {
    let mut told = pair(weighed(&[(260_300, 10), (271_100, 25), (272_100, 25)]));
    told.habits[0].excludes = vec![Commodity::parse("27").unwrap()];
    let sums = |pair: &PairCells| {
        let mut sums: BTreeMap<&str, Money> = BTreeMap::new();
        for part in explain(pair, &MarginRule::Best)
            .cells
            .iter()
            .flat_map(|cell| &cell.parts)
        {
            *sums.entry(part.method).or_default() += part.amount;
        }
        let sums = sums.into_iter().filter(|(_, sum)| !sum.is_zero());
        sums.map(|(method, sum)| format!("{method} {sum}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(sums(&told), ["coverage 5000", "unit_values 1000"]);
}

#[test]
fn the_unit_value_of_a_margin_is_that_of_the_goods_it_is_taken_off() {
    let weighed = |units: i128, kilograms: i128, singled_out: &[(Cause, &str)]| {
        report(units, singled_out).map(|told| Report {
            net_weight_kg: Some(Quantity::from_thousandths(kilograms * 1_000)),
            ..told
        })
    };
    let freight = |export: Option<Report>, import: Option<Report>| {
        let explanation = explain(&pair(vec![cell("270900", [export, import])]), &MarginRule::Best);
        let parts = explanation.cells[0].parts.iter();
        let parts = parts.filter(|part| part.cause == Cause::CifFob);
        parts
            .map(|part| format!("{} {}", part.method, part.amount))
            .collect::<Vec<_>>()
    };
    let alone = freight(weighed(1_000, 1_000, &[]), weighed(1_100, 1_000, &[]));
    assert_eq!(alone, ["gravity 143.492"]);
    // Dear re-exports, and an import at four times the reference rate.
    let again = weighed(10_000, 1_010, &[(Cause::ReExport, "9000")]).map(|mut told| {
        told.deductions[0].net_weight_kg = Some(Quantity::from_thousandths(10_000));
        told
    });
    assert_eq!(freight(again, weighed(1_100, 1_000, &[])), alone);
    let dear = weighed(4_400, 1_000, &[]).map(|told| Report {
        reference_value: Some(Money::from_units(1_100)),
        ..told
    });
    assert_eq!(freight(weighed(1_000, 1_000, &[]), dear), alone);
}

#[test]
fn what_a_side_hides_beyond_the_others_own_goods_is_given_back() {
    let told = |re_exports: i128| {
        let again = [(Cause::ReExport, &*re_exports.to_string())];
        let exported = report(300 + re_exports, &again);
        explained(&pair(vec![
            cell("270900", [report(500, &[]), None]),
            cell("27XXXX", [exported, report(848, &[])]),
        ]))
    };
    for re_exports in [200, 600] {
        assert_eq!(
            told(re_exports),
            [
                "270900: confidential -530 E5, cif_fob 30 E5".to_owned(),
                format!("27XXXX: confidential 530 E5, re_export -{re_exports} E2, cif_fob 18 E5"),
            ]
        );
    }
}

#[test]
fn what_is_hidden_beyond_the_other_side_is_valued_as_records_state() {
    let told = pair(vec![
        cell("270900", [report(500, &[]), None]),
        cell(
            "27XXXX",
            [report(500, &[]), report(1_060, &[(Cause::CifFob, "60")])],
        ),
    ]);
    assert_eq!(
        explained(&told),
        [
            "270900: confidential -530 E5, cif_fob 30 E4",
            "27XXXX: confidential 530 E5, cif_fob 30 E4",
        ]
    );
}

#[test]
fn a_code_of_no_chapter_hides_nothing_that_its_side_tells_in_other_periods() {
    let in_year = |year: &str, cell: Cell| Cell {
        period: Period::parse(year).unwrap(),
        ..cell
    };
    let hidden = |code: &str| {
        explained(&pair(vec![
            in_year("2010", cell("270900", [report(500, &[]), None])),
            in_year("2011", cell("270900", [report(500, &[]), report(530, &[])])),
            in_year("2010", cell(code, [None, report(742, &[])])),
        ]))
    };
    assert_eq!(
        hidden("9999AA"),
        [
            "270900: one_sided -500 E5",
            "270900: cif_fob 30 E5",
            "9999AA: cif_fob 42 E5, one_sided 700 E5",
        ]
    );
    // A chapter says more.
    assert_eq!(
        hidden("27XXXX"),
        [
            "270900: confidential -530 E5, cif_fob 30 E5",
            "270900: cif_fob 30 E5",
            "27XXXX: confidential 530 E5, cif_fob 12 E5, one_sided 200 E5",
        ]
    );
}
