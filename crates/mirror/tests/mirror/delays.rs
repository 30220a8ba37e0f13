//! Goods that travel for months: the delay of a whole chapter is learned and taken out.

use entente_mirror::explain::{Cell, Deduction, MarginRule, PairCells, Rate, Report, RowKey, explain, rows};
use entente_trade::{Area, Cause, Commodity, Frequency, Grade, Level, Money, Period};

const MONTHS: i32 = 36;
const PRODUCTS: u32 = 30;

/// What is sent of a product in a month: uneven, but the same on every machine.
fn sent(product: u32, month: i32) -> i128 {
    let place = u64::from(product) * 7_919 + (month + 12) as u64 * 104_729;
    let mixed = place.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    1_000_000 + i128::from(mixed >> 44)
}

/// Arrivals after 0, 1 and 2 months in shares 45, 40 and 15 %, five percent dearer.
fn arrived(product: u32, month: i32) -> i128 {
    let shares = [(0, 45), (1, 40), (2, 15)];
    let fob: i128 = shares
        .iter()
        .map(|&(lag, share)| sent(product, month - lag) * share / 100)
        .sum();
    fob * 105 / 100
}

fn pair() -> PairCells {
    let first = Period::parse("2015-01").unwrap();
    let report = |value: i128| Some(Report::of(Money::from_thousandths(value * 1_000)));
    let cells = (0..PRODUCTS).flat_map(|product| {
        (0..MONTHS).map(move |month| Cell {
            commodity: Commodity::hs6(270_900 + product).unwrap(),
            period: first.plus(month).unwrap(),
            reports: [report(sent(product, month)), report(arrived(product, month))],
        })
    });
    PairCells::new(Area::from_code(398), Area::from_code(688), cells.collect())
}

#[test]
fn the_delay_of_a_chapter_is_recovered_and_leaves_little_unexplained() {
    let explanation = explain(&pair(), &MarginRule::Fixed(Rate::from_ppm(50_000)));
    let findings = rows(
        &explanation,
        RowKey {
            frequency: Frequency::Monthly,
            level: Level::Total,
        },
    );
    let part = |cause: Cause| {
        move |row: &entente_trade::Finding| -> Money {
            row.parts
                .iter()
                .filter(|part| part.cause == cause)
                .map(|part| part.amount.abs())
                .sum()
        }
    };
    // The first two months stand in for what was under way before them, so they are left out.
    let settled = &findings[2..];
    let timing: Money = settled.iter().map(part(Cause::Timing)).sum();
    let residual: Money = settled.iter().map(part(Cause::Residual)).sum();
    let evidence = findings
        .iter()
        .flat_map(|row| &row.parts)
        .find(|part| part.method == "lag_weights")
        .unwrap();
    assert_eq!(
        &*evidence.evidence,
        "arrivals after 0, 1, … months in shares 0.45, 0.40, 0.15 over 30 months (30 cells)"
    );
    assert!(
        residual.thousandths() * 100 < timing.thousandths(),
        "residual {residual} of timing {timing}"
    );
}

#[test]
fn what_was_under_way_at_both_ends_is_all_that_timing_adds_up_to() {
    let explanation = explain(&pair(), &MarginRule::Fixed(Rate::from_ppm(50_000)));
    let timing: Money = explanation
        .cells
        .iter()
        .flat_map(|cell| &cell.parts)
        .filter(|part| part.cause == Cause::Timing)
        .map(|part| part.amount)
        .sum();
    let month: i128 = (0..PRODUCTS).map(|product| sent(product, MONTHS - 1)).sum();
    // At most what one month sends is under way: 40 % of the last month, 15 % of the last two.
    assert!(
        timing.abs() < Money::from_units(month),
        "{timing} against {month} a month"
    );
}

#[test]
fn what_is_sent_in_the_first_month_and_arrives_in_the_next_is_on_its_way() {
    let first = Period::parse("2015-01").unwrap();
    let report = |month: i32| Some(Report::of(Money::from_units(sent(1, month))));
    let cells = (0..MONTHS).map(|month| Cell {
        commodity: Commodity::parse("270900").unwrap(),
        period: first.plus(month).unwrap(),
        reports: [report(month), (month > 0).then(|| report(month - 1)).flatten()],
    });
    let pair = PairCells::new(Area::from_code(398), Area::from_code(688), cells.collect());
    let explanation = explain(&pair, &MarginRule::Fixed(Rate::from_ppm(0)));
    let words = |month: usize| {
        let parts = explanation.cells[month].parts.iter();
        let parts = parts.map(|part| format!("{} {}", part.cause.name(), part.amount));
        parts
            .filter(|words| words != "cif_fob 0")
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (one, two) = (sent(1, 0), sent(1, 1));
    assert_eq!(words(0), format!("timing -{one}"));
    assert_eq!(words(1), format!("timing {}", one - two));
}

/// The parts of the year a row of which they make up, by cause.
fn year(pair: &PairCells) -> Vec<entente_trade::Part> {
    let key = RowKey {
        frequency: Frequency::Annual,
        level: Level::Total,
    };
    let explanation = explain(pair, &MarginRule::Fixed(Rate::from_ppm(0)));
    rows(&explanation, key).remove(0).parts
}

#[test]
fn a_plain_count_of_months_has_no_interval() {
    let first = Period::parse("2015-01").unwrap();
    let cells = (0..12).map(|month| Cell {
        commodity: Commodity::TOTAL,
        period: first.plus(month).unwrap(),
        reports: [
            Some(Report::of(Money::from_units(i128::from(100 + month * month)))),
            None,
        ],
    });
    let pair = PairCells::new(Area::from_code(398), Area::from_code(688), cells.collect());
    let intervals: Vec<String> = year(&pair)
        .iter()
        .map(|part| {
            format!(
                "{} {} [{}, {}]",
                part.cause.name(),
                part.amount,
                part.low,
                part.high
            )
        })
        .collect();
    assert_eq!(intervals, ["one_sided -1706 [-1706, -1706]", "residual 0 [0, 0]"]);
}

#[test]
fn what_the_months_hand_on_to_one_another_does_not_widen_the_year() {
    let parts = year(&pair());
    let timing = parts.iter().find(|part| part.method == "lag_weights").unwrap();
    // The months' own parts are a hundred times larger; the order of the stages leaves nothing open.
    assert_eq!((timing.low, timing.high), (timing.amount, timing.amount));
}

#[test]
fn a_delay_is_that_of_goods_of_their_own_and_in_scope() {
    let plain = pair();
    let mut mixed = pair();
    for (at, cell) in mixed.cells.iter_mut().enumerate() {
        // Every third month re-exports beside them, three times as much.
        if at % 3 == 0 {
            let sent = cell.reports[0].as_mut().unwrap();
            let again = Money::from_thousandths(sent.value.thousandths() * 3);
            sent.value += again;
            sent.deductions.push(Deduction {
                cause: Cause::ReExport,
                via: None,
                amount: again,
                fob: None,
                net_weight_kg: None,
                grade: Grade::E2,
                method: "re_export_flow",
            });
        }
    }
    // And a code that the importer leaves out.
    mixed.habits[1].excludes = vec![Commodity::hs6(271_900).unwrap()];
    let left_out: Vec<Cell> = mixed.cells.iter().take(MONTHS as usize).cloned().collect();
    mixed.cells.extend(left_out.into_iter().map(|cell| {
        Cell {
            commodity: Commodity::hs6(271_900).unwrap(),
            reports: [
                cell.reports[0]
                    .as_ref()
                    .map(|sent| Report::of(sent.value + sent.value)),
                None,
            ],
            ..cell
        }
    }));
    let timing = |pair: &PairCells| {
        let explanation = explain(pair, &MarginRule::Fixed(Rate::from_ppm(50_000)));
        let parts = explanation.cells.into_iter().flat_map(|cell| cell.parts);
        let timing = parts.filter(|part| part.cause == Cause::Timing);
        timing
            .map(|part| (part.amount, part.evidence))
            .collect::<Vec<_>>()
    };
    let alone = timing(&plain);
    assert!(!alone.is_empty());
    assert_eq!(timing(&mixed), alone);
}
