//! Views of the trade, whole, in every language: what a reader sees is in `golden/`.

use entente_brief::content::cell::{Cell, Detail, cell};
use entente_brief::content::decomposition::decomposition;
use entente_brief::content::growth::{Growth, Product, growth};
use entente_brief::content::mirror::{Direction, Mirror, MirrorLine, mirror};
use entente_brief::content::products::{ProductLine, Products, top, treemap};
use entente_brief::table::Value;
use entente_brief::wording::Told;
use entente_brief::{Document, Language, Wording};
use entente_trade::{Attribution, Cause, Commodity, Dataset, Money, Quantity, Side, Valuation, Vintage};

use proptest::prelude::*;

use super::pair::{area, finding, frame, mirror as figures, products as by_product};
use super::plain::plain;
use super::{day, fixed, golden, period};

fn in_all(view: &str, document: impl Fn(Language) -> Document) {
    for language in Language::ALL {
        golden(
            &format!("{view}.{}.txt", language.code()),
            &plain(&document(language)),
        );
    }
}

#[test]
fn the_mirror_table_shows_both_reports_in_both_directions() {
    in_all("mirror", |language| {
        mirror(&frame(language, "mirror"), &figures())
    });
}

#[test]
fn products_of_one_year_stand_as_rows_without_a_picture() {
    in_all("mirror_products", |language| {
        mirror(&frame(language, "mirror"), &by_product())
    });
}

#[test]
fn a_decomposition_names_both_sides_and_adds_up() {
    in_all("parts", |language| {
        decomposition(&frame(language, "parts"), &finding())
    });
}

#[test]
fn a_cell_shows_all_that_either_side_tells() {
    let told = |value: i128, valuation, weight: Option<i128>, attribution| Detail {
        value: Money::from_units(value),
        weight_kg: weight.map(Quantity::from_thousandths),
        dataset: Dataset::Comtrade,
        vintage: Vintage::stated(day("2019-03-01")),
        valuation,
        attribution,
    };
    let one = Cell {
        finding: finding(),
        exporter: Some(told(
            27_557_712,
            Valuation::Fob,
            Some(61_250_500),
            Attribution::LastKnownDestination,
        )),
        importer: Some(told(141_989_248, Valuation::Cif, None, Attribution::Origin)),
    };
    in_all("cell", |language| cell(&frame(language, "cell"), &one));
}

fn code(text: &str) -> Commodity {
    Commodity::parse(text).unwrap()
}

#[test]
fn a_change_is_told_product_by_product() {
    let product = |text, before: Option<i128>, after: Option<i128>| Product {
        commodity: code(text),
        values: [before, after].map(|value| value.map(Money::from_units)),
    };
    let change = Growth {
        exporter: area("SRB"),
        importer: area("KAZ"),
        side: Side::Import,
        periods: [period("2021"), period("2022")],
        totals: [19_151_738, 65_788_988].map(Money::from_units),
        products: vec![
            product("30", Some(9_000_000), Some(10_500_000)),
            product("84", Some(2_000_000), Some(41_000_000)),
            product("07", Some(1_500_000), None),
            product("62", None, Some(6_000_000)),
        ],
    };
    in_all("growth", |language| growth(&frame(language, "growth"), &change));
}

fn products() -> Products {
    let line = |text, value: i128, other: Option<i128>, course: &[Option<i128>]| ProductLine {
        commodity: code(text),
        value: Money::from_units(value),
        other: other.map(Money::from_units),
        course: course.iter().map(|value| value.map(Money::from_units)).collect(),
    };
    Products {
        exporter: area("KAZ"),
        importer: area("SRB"),
        side: Side::Import,
        period: period("2015"),
        total: Money::from_units(141_989_248),
        before: Some(Money::from_units(82_500_000)),
        lines: vec![
            line(
                "72",
                1_800_000,
                Some(2_100_000),
                &[Some(900_000), None, Some(1_800_000)],
            ),
            line(
                "27",
                139_000_000,
                Some(24_000_000),
                &[None, Some(80_000_000), Some(139_000_000)],
            ),
            line("28", 700_000, None, &[]),
        ],
    }
}

#[test]
fn the_largest_products_have_their_course_and_the_other_report() {
    in_all("top", |language| top(&frame(language, "top"), &products(), 2));
}

#[test]
fn areas_of_products_stand_with_their_sections() {
    in_all("treemap", |language| {
        treemap(&frame(language, "treemap"), &products())
    });
}

#[test]
fn what_two_report_differently_is_never_one_number() {
    for language in Language::ALL {
        let wording = Wording::of(language);
        let told = decomposition(&frame(language, "parts"), &finding());
        let sentence = told.finding.unwrap();
        for area in [area("KAZ"), area("SRB")] {
            assert!(sentence.contains(&wording.area(area).text), "{sentence}");
        }
        for amount in [27_557_712, 141_989_248, 114_431_536] {
            let amount = wording.amount(Money::from_units(amount));
            assert!(sentence.contains(&amount), "{sentence}");
        }
    }
}

#[test]
fn the_same_figures_stand_in_every_language() {
    let figures_of = |language| {
        let document = mirror(&frame(language, "mirror"), &figures());
        let tables = document.blocks.into_iter().filter_map(|block| match block {
            entente_brief::document::Block::Figure(figure) => Some(figure.table),
            _ => None,
        });
        let cells = tables.flat_map(|table| table.rows).flatten();
        cells
            .filter(|cell| matches!(cell, Value::Money(_) | Value::Number(_) | Value::Absent))
            .collect::<Vec<_>>()
    };
    let english = figures_of(Language::En);
    assert_eq!(english.len(), 18 * 4 + 17);
    for language in Language::ALL {
        assert_eq!(figures_of(language), english, "{}", language.code());
    }
}

#[test]
fn a_row_says_who_reports_and_compares_only_what_can_be() {
    let mut rows = figures().directions.remove(0).rows;
    rows[1].compared = false;
    let [first, apart, .., last] = rows.as_slice() else {
        panic!("nine rows");
    };
    assert_eq!(
        [first.told(), apart.told(), last.told()],
        [Told::Both, Told::Apart, Told::ExportOnly]
    );
    assert_eq!(first.difference(), Some(Money::from_units(114_431_536)));
    assert_eq!([apart.difference(), last.difference()], [None; 2]);
    assert_eq!(apart.ratio(), None);
    assert!(
        first
            .ratio()
            .is_some_and(|ratio| (ratio - 5.152_433).abs() < 1e-5)
    );
}

proptest! {
    #![proptest_config(fixed(64))]

    #[test]
    fn any_rows_make_a_table_with_a_row_for_each(
        rows in proptest::collection::vec(
            (1962_u16..=2100, any::<u32>(), any::<Option<i64>>(), any::<Option<i64>>(), any::<bool>()),
            0..12,
        )
    ) {
        let [one, _] = figures().pair;
        let line = |(year, code, export, import, compared): &(u16, u32, Option<i64>, Option<i64>, bool)| MirrorLine {
            period: period(&year.to_string()),
            commodity: Commodity::hs6(code % 1_000_000).unwrap_or(Commodity::TOTAL),
            export_value: export.map(|value| Money::from_thousandths(i128::from(value))),
            import_value: import.map(|value| Money::from_thousandths(i128::from(value))),
            compared: *compared,
            causes: vec![Cause::Residual],
        };
        let told = Mirror {
            pair: figures().pair,
            directions: vec![Direction {
                exporter: one,
                importer: area("SRB"),
                rows: rows.iter().map(line).collect(),
            }],
        };
        for language in Language::ALL {
            let document = mirror(&frame(language, "mirror"), &told);
            let counts: Vec<usize> = document.tables().map(|table| table.rows.len()).collect();
            let expected = if rows.is_empty() { Vec::new() } else { vec![rows.len()] };
            prop_assert_eq!(counts, expected);
            prop_assert!(!plain(&document).is_empty());
        }
    }
}
