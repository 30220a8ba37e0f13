//! Goods that came through a hub: found once, whoever asks, and at whatever level.

mod aligned;
mod consigned;
mod once;

use std::collections::BTreeMap;
use std::path::Path;

use entente_mirror::comparison::{Comparison, Question};
use entente_mirror::explain::{
    Cell, CellParts, Deduction, Explanation, Hub, MarginRule, PairCells, Rate, Report, RowKey, Transfer,
    Triangle, explain, rows,
};
use entente_mirror::import::{ImportOptions, import_file};
use entente_mirror::intake::Limits;
use entente_mirror::pairing::{Rates, Status};
use entente_mirror::store::Home;
use entente_trade::{
    Area, Cause, Commodity, Dataset, Date, Finding, Flow, Frequency, Grade, Level, Money, Observation,
    Period, Quantity, Side,
};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::invariants::{amounts, are_within, everywhere, holds, rule};
use crate::records::{KAZ, SRB, record};
use crate::store::support::{details, home, import};

const HRV: Area = Area::from_code(191);
const ITA: Area = Area::from_code(381);
const NLD: Area = Area::from_code(528);
const RUS: Area = Area::from_code(643);
const UZB: Area = Area::from_code(860);
const PARTNERS: [Area; 5] = [HRV, ITA, NLD, RUS, SRB];

/// The exports of a state beside its partners' reports, and what each sends on.
#[derive(Clone, Debug)]
struct Exports {
    pairs: Vec<PairCells>,
    onward: BTreeMap<Hub, Money>,
}

fn places() -> Vec<(Commodity, Period)> {
    let codes = ["TOTAL", "270900"].map(|code| Commodity::parse(code).unwrap());
    let years = ["2015", "2016"].map(|year| Period::parse(year).unwrap());
    codes
        .into_iter()
        .flat_map(|code| years.map(|year| (code, year)))
        .collect()
}

/// Both reports in a few round figures, so that amounts meet; sometimes weighed.
fn exports() -> impl Strategy<Value = Exports> {
    let side = prop::option::weighted(0.9, (0..40_i128, prop::option::weighted(0.15, 1..40_i128)));
    let hubs = prop::collection::vec((0..5_usize, 0..=100_i128), 1..=2);
    let named = prop::option::weighted(0.15, hubs);
    let reports = prop::collection::vec((side.clone(), side, named), 5 * 4);
    let onward = prop::collection::vec(prop::option::weighted(0.6, 0..30_i128), 5 * 5 * 4);
    (reports, onward).prop_map(|(reports, sent_on)| {
        let mut pairs = Vec::new();
        for (at, partner) in PARTNERS.into_iter().enumerate() {
            let cells = places().into_iter().zip(&reports[at * 4..]);
            let cell = |((commodity, period), (sent, arrived, named)): (_, &(Told, Told, Named))| Cell {
                commodity,
                period,
                reports: [
                    report(*sent, 1_000),
                    report(*arrived, 1_060).map(|arrived| consigned(arrived, partner, named)),
                ],
            };
            pairs.push(PairCells::new(KAZ, partner, cells.map(cell).collect()));
        }
        let mut onward = BTreeMap::new();
        for (at, told) in sent_on.iter().enumerate() {
            let (commodity, period) = places()[at % 4];
            let [hub, destination] = [at / 4 % 5, at / 20].map(|at| PARTNERS[at]);
            let key = Hub {
                hub,
                destination,
                commodity,
                period,
            };
            onward.extend(told.map(|value| (key, Money::from_units(value))));
        }
        Exports { pairs, onward }
    })
}

type Told = Option<(i128, Option<i128>)>;
/// Hubs by their place among the partners, and the percentage of an import that came from there.
type Named = Option<Vec<(usize, i128)>>;

/// An import whose records name a country of consignment of some of it.
fn consigned(arrived: Report, partner: Area, named: &Named) -> Report {
    let named = named.iter().flatten();
    let named = named.filter(|(hub, _)| PARTNERS[*hub] != partner);
    let deduction = |&(hub, percent): &(usize, i128)| Deduction {
        cause: Cause::Indirect,
        via: Some(PARTNERS[hub]),
        amount: Money::from_thousandths(arrived.value.thousandths() * percent / 100),
        fob: None,
        net_weight_kg: None,
        grade: Grade::E2,
        method: DOCUMENTED,
    };
    Report {
        deductions: named.map(deduction).collect(),
        ..arrived
    }
}

/// The method of goods whose country of consignment a record names.
const DOCUMENTED: &str = "second_partner";

fn report(told: Told, scale: i128) -> Option<Report> {
    told.map(|(value, weight)| Report {
        net_weight_kg: weight.map(|weight| Quantity::from_thousandths(weight * 1_000)),
        ..Report::of(Money::from_thousandths(value * scale))
    })
}

/// The transfers of all partners when one asks, or all do.
fn found(exports: &Exports, asks: Option<Area>) -> Vec<(Area, Transfer)> {
    found_by(exports, asks, &rule())
}

/// The same, freight taken off by a rule.
fn found_by(exports: &Exports, asks: Option<Area>, rule: &MarginRule) -> Vec<(Area, Transfer)> {
    let mut triangle = Triangle::new(KAZ, &exports.pairs, rule);
    let asked = triangle.asks_onward(asks);
    let told = exports.onward.iter().filter(|(hub, _)| asked.contains(hub));
    triangle.onward(told.map(|(hub, money)| (*hub, *money)).collect());
    triangle.transfers()
}

/// What arrived, without margin, minus what was sent, thousandths.
fn gap(cell: &Cell) -> i128 {
    let value = |side: usize| {
        cell.reports[side]
            .as_ref()
            .map_or(0, |report| report.value.thousandths())
    };
    Rate::STANDARD.taken_off(value(1)) - value(0)
}

#[test]
fn an_imputed_figure_is_no_witness_of_goods_that_came_through_a_hub() {
    let (commodity, period) = places()[0];
    let pair = |partner: Area, sent: i128, arrived: i128, imputed: bool| {
        let of = |value: i128, scale: i128| {
            report(Some((value, None)), scale).map(|report| Report { imputed, ..report })
        };
        let reports = [of(sent, 1_000), of(arrived, 1_060)];
        PairCells::new(
            KAZ,
            partner,
            vec![Cell {
                commodity,
                period,
                reports,
            }],
        )
    };
    let hub = Hub {
        hub: HRV,
        destination: SRB,
        commodity,
        period,
    };
    let moved = |imputed: [bool; 2]| {
        let exports = Exports {
            pairs: vec![pair(HRV, 100, 20, imputed[0]), pair(SRB, 10, 60, imputed[1])],
            onward: BTreeMap::from([(hub, Money::from_units(40))]),
        };
        let amounts = found(&exports, None).into_iter();
        let amounts = amounts.map(|(partner, one)| (partner, one.amount.thousandths()));
        amounts.collect::<Vec<_>>()
    };
    assert_eq!(moved([false, false]), [(SRB, 40_000), (HRV, -40_000)]);
    assert_eq!(moved([true, false]), []);
    assert_eq!(moved([false, true]), []);
}

/// However many hubs the records of a destination name, they are of one surplus; in totals what was
/// found in details may add to it.
fn is_one_surplus(all: &[(Area, Transfer)], importer: Area, cell: &Cell) -> Result<(), TestCaseError> {
    let (mut came, mut left) = (0, 0);
    for (partner, one) in all {
        let is_here = (one.commodity, one.period) == (cell.commodity, cell.period);
        let amount = one.amount.thousandths();
        match one.method == DOCUMENTED && is_here {
            true if *partner == importer => came += amount.max(0),
            true if one.via == importer => left += (-amount).max(0),
            _ => {}
        }
    }
    let at_most = gap(cell).max(left);
    let is_bound = cell.commodity == Commodity::TOTAL || came <= at_most;
    prop_assert!(is_bound, "{came} of {at_most}");
    Ok(())
}

#[test]
fn what_comes_through_hubs_adds_up_to_nothing_over_the_partners_whoever_asks() {
    let documented = std::cell::Cell::new(0);
    holds(exports(), 95, |exports: Exports| {
        let all = found(&exports, None);
        let (mut sums, mut told) = (BTreeMap::new(), BTreeMap::<_, i128>::new());
        for (partner, one) in &all {
            let amount = one.amount.thousandths();
            // The goods at one end are those missing at the other.
            let ends = if amount > 0 {
                (one.via, *partner)
            } else {
                (*partner, one.via)
            };
            let of = (ends.0, ends.1, one.commodity, one.period);
            if one.method == DOCUMENTED {
                documented.set(documented.get() + 1);
                *told.entry(of).or_default() += amount;
            } else {
                *sums.entry(of).or_insert(0) += amount;
            }
        }
        prop_assert!(sums.values().all(|sum| *sum == 0), "{sums:?}");
        // No hub gives more than arrived; what none lacks was booked to nobody.
        prop_assert!(told.values().all(|sum| *sum >= 0), "{told:?}");
        let all_found: Money = all.iter().map(|(_, one)| one.amount).sum();
        let mut parts = Money::ZERO;
        for pair in &exports.pairs {
            let of = |found: Vec<(Area, Transfer)>| -> Vec<Transfer> {
                let ours = found.into_iter().filter(|(partner, _)| *partner == pair.importer);
                ours.map(|(_, transfer)| transfer).collect()
            };
            let asked = of(found(&exports, Some(pair.importer)));
            prop_assert_eq!(&asked, &of(all.clone()));
            for cell in &pair.cells {
                let here = asked
                    .iter()
                    .filter(|one| (one.commodity, one.period) == (cell.commodity, cell.period));
                let (told, inferred): (Vec<&Transfer>, Vec<&Transfer>) =
                    here.partition(|one| one.method == DOCUMENTED);
                let sum = |of: &[&Transfer]| of.iter().map(|one| one.amount.thousandths()).sum::<i128>();
                let (told, inferred, gap) = (sum(&told), sum(&inferred), gap(cell));
                // Nobody gives more than it lacks, or takes more than it has too much; what records
                // give to a partner it lacks besides.
                let of_year = asked.iter().filter(|one| one.period == cell.period);
                let given = of_year.filter(|one| one.method == DOCUMENTED && one.amount > Money::ZERO);
                let given: i128 = given.map(|one| one.amount.thousandths()).sum();
                let lost = (told + inferred).min(0);
                prop_assert!(lost >= gap.min(0) - given, "{lost} of {gap} and {given}");
                let of_records = asked.iter().any(|one| one.method == DOCUMENTED);
                let holds = inferred * gap >= 0 && inferred.abs() <= gap.abs();
                prop_assert!(of_records || holds, "{inferred} of {gap}");
                is_one_surplus(&all, pair.importer, cell)?;
            }
            let mut pair = pair.clone();
            pair.take_transfers(asked);
            let cells = explain(&pair, &rule()).cells;
            let indirect = cells
                .iter()
                .flat_map(|cell| &cell.parts)
                .filter(|part| part.cause == Cause::Indirect);
            parts += indirect.map(|part| part.amount).sum();
        }
        prop_assert_eq!(parts, all_found);
        Ok(!all.is_empty())
    });
    assert!(documented.get() > 10_000, "{} amounts", documented.get());
}

#[test]
fn what_came_through_a_hub_is_known_as_far_as_the_margin_is() {
    let open = std::cell::Cell::new(0);
    let hide = prop::collection::vec(prop::bool::weighted(0.2), PARTNERS.len());
    holds((exports(), hide), 80, |(mut exports, hide)| {
        let hides = exports.pairs.iter_mut().zip(hide).filter(|(_, hides)| *hides);
        hides.for_each(|(pair, _)| *pair = hidden(pair));
        // Where nothing is weighed, 6 % are assumed.
        let pairs = exports.pairs.iter_mut().flat_map(|pair| &mut pair.cells);
        for report in pairs.flat_map(|cell| cell.reports.iter_mut().flatten()) {
            report.net_weight_kg = None;
        }
        let sums = |found: &[(Area, Transfer)], amount: fn(&Transfer) -> Money| {
            let mut sums: BTreeMap<_, Money> = BTreeMap::new();
            for (partner, one) in found {
                let key = (*partner, one.commodity, one.period, one.via, one.method);
                *sums.entry(key).or_default() += amount(one);
            }
            sums.retain(|_, sum| !sum.is_zero());
            sums
        };
        let answer = found_by(&exports, None, &MarginRule::Best);
        let ends: [fn(&Transfer) -> Money; 2] = [|one| one.ends[0], |one| one.ends[1]];
        for (end, rate) in ends.into_iter().zip(Rate::REFERENCE) {
            let rule = MarginRule::Fixed(rate);
            let at_end = found_by(&exports, None, &rule);
            prop_assert_eq!(sums(&answer, end), sums(&at_end, |one| one.amount));
            for pair in &exports.pairs {
                let explained = |found: &[(Area, Transfer)], rule: &MarginRule| {
                    let ours = found.iter().filter(|(partner, _)| *partner == pair.importer);
                    let mut pair = pair.clone();
                    pair.take_transfers(ours.map(|(_, transfer)| transfer.clone()).collect());
                    everywhere(&explain(&pair, rule))
                };
                let (answer, found) = (explained(&answer, &MarginRule::Best), explained(&at_end, &rule));
                open.set(open.get() + are_within(&answer, &found)?);
            }
        }
        Ok(!answer.is_empty())
    });
    assert!(open.get() > 10_000, "{} amounts", open.get());
}

/// A pair whose importer hides all codes of its imports in their chapter.
fn hidden(pair: &PairCells) -> PairCells {
    let mut cells = pair.cells.clone();
    for mut cell in pair.cells.iter().cloned() {
        let code = cell
            .commodity
            .chapter()
            .map(|chapter| format!("{chapter:02}XXXX"));
        if let Some(code) = code {
            cell.commodity = Commodity::parse(&code).unwrap();
            cell.reports[0] = None;
            cells.push(cell);
        }
    }
    for cell in &mut cells {
        if cell.commodity.chapter().is_some() && !cell.commodity.is_unspecified() {
            cell.reports[1] = None;
        }
    }
    PairCells::new(pair.exporter, pair.importer, cells)
}

/// Figures of Kazakhstan's oil, which Serbia says came through the Netherlands: 530 of 583, of which
/// the FOB values are told.
fn documented(fob: Option<i128>, own: Option<i128>) -> Vec<String> {
    let mut all = vec![
        told(Flow::Export, (KAZ, NLD), "270900", 1_000),
        told(Flow::Import, (KAZ, NLD), "270900", 530),
        told(Flow::Export, (KAZ, SRB), "270900", 10),
        told(Flow::Import, (KAZ, SRB), "270900", 583),
    ];
    all[3].fob = fob.map(Money::from_units);
    let mut named = all[3].clone();
    named.second_partner = Some(NLD);
    named.value = Money::from_units(530);
    named.fob = own.map(Money::from_units);
    all.push(named);
    for one in &mut all {
        one.net_weight_kg = None;
    }
    let (_folder, home) = home();
    import(&home, "made", details("2024-01-01"), &all);
    let rule = MarginRule::Fixed(Rate::STANDARD);
    let comparison = Comparison::open(&home, Rates::standard().clone(), Vec::new(), rule).unwrap();
    let asked = [SRB, NLD].map(|partner| question(KAZ, partner, Level::Total));
    let rows = asked
        .iter()
        .flat_map(|asked| comparison.explain(asked).unwrap().1);
    rows.map(|row| words(&row)).collect()
}

#[test]
fn goods_through_a_hub_count_at_the_fob_value_their_own_records_state() {
    let hub = |amount: i128, left: i128| {
        format!("TOTAL both 1000 530: indirect -{amount}, cif_fob 30, residual {left}")
    };
    // In proportion to the whole, 550 of 583, it would be 500.
    assert_eq!(
        documented(Some(550), Some(490)),
        [
            "TOTAL both 10 583: indirect 490, cif_fob 33, residual 50".to_owned(),
            hub(490, -10)
        ]
    );
    assert_eq!(
        documented(Some(550), None),
        [
            "TOTAL both 10 583: indirect 500, cif_fob 33, residual 40".to_owned(),
            hub(500, 0)
        ]
    );
    // What no record states is divided by the margin, and nothing else is.
    assert_eq!(
        documented(None, Some(490)),
        [
            "TOTAL both 10 583: indirect 490, cif_fob 3, cif_fob 40, residual 40".to_owned(),
            hub(490, -10)
        ]
    );
}

#[test]
fn what_records_document_is_taken_from_the_hub_and_given_to_nobody_else() {
    let mut all = vec![
        told(Flow::Export, (KAZ, NLD), "270900", 1_000),
        told(Flow::Import, (KAZ, NLD), "270900", 530),
        told(Flow::Export, (KAZ, SRB), "270900", 10),
        told(Flow::Import, (KAZ, SRB), "270900", 583),
        told(Flow::Export, (KAZ, ITA), "270900", 10),
        told(Flow::Import, (KAZ, ITA), "270900", 742),
        told(Flow::Export, (NLD, ITA), "270900", 900),
        told(Flow::Export, (NLD, SRB), "270900", 600),
    ];
    for one in &mut all {
        one.net_weight_kg = None;
    }
    let mut named = all[3].clone();
    named.second_partner = Some(NLD);
    named.value = Money::from_units(530);
    all.push(named);
    let (_folder, home) = home();
    import(&home, "made", details("2024-01-01"), &all);
    let rule = MarginRule::Fixed(Rate::STANDARD);
    let comparison = Comparison::open(&home, Rates::standard().clone(), Vec::new(), rule).unwrap();
    let found = [SRB, NLD, ITA].map(|partner| {
        let (_, findings) = comparison.explain(&question(KAZ, partner, Level::Total)).unwrap();
        findings.iter().map(words).collect::<Vec<_>>().join("; ")
    });
    assert_eq!(
        found,
        [
            "TOTAL both 10 583: indirect 500, cif_fob 33, residual 40",
            "TOTAL both 1000 530: indirect -500, cif_fob 30, residual 0",
            "TOTAL both 10 742: cif_fob 42, residual 690",
        ]
    );
}

fn question(exporter: Area, importer: Area, level: Level) -> Question {
    Question {
        exporter,
        importer,
        key: RowKey {
            frequency: Frequency::Annual,
            level,
        },
        from: None,
        to: None,
        as_of: None,
        datasets: Vec::new(),
    }
}

fn comparison(home: &Home) -> Comparison {
    Comparison::open(home, Rates::standard().clone(), Vec::new(), MarginRule::Best).unwrap()
}

/// What `explain` says of inferred trade through hubs, `period via amount`.
fn through(findings: &[Finding]) -> Vec<String> {
    let mut sums: BTreeMap<(Period, Area), Money> = BTreeMap::new();
    for row in findings {
        for part in row.parts.iter().filter(|part| part.method == "triangle_totals") {
            *sums.entry((row.period, part.via.unwrap())).or_default() += part.amount;
        }
    }
    let one = |((period, via), amount): ((Period, Area), Money)| format!("{period} {} {amount}", via.code());
    sums.into_iter().map(one).collect()
}

/// A record of the International Monetary Fund, or of Comtrade for a code.
fn told(flow: Flow, (exporter, importer): (Area, Area), code: &str, units: i128) -> Observation {
    let mut one = record(flow, code, "2015", units).observation;
    (one.reporter, one.partner) = if flow == Flow::Export {
        (exporter, importer)
    } else {
        (importer, exporter)
    };
    if code == "TOTAL" {
        one.dataset = Dataset::ImfDots;
    } else {
        one.net_weight_kg = Some(Quantity::from_thousandths(units * 1_000));
    }
    one
}

/// Serbia has more from Kazakhstan than was sent to it; two hubs have less, and Croatia, the
/// likelier one, tells details besides.
fn mixed() -> (TempDir, Home) {
    mixed_of(|_| ())
}

/// The same of records that are changed before.
fn mixed_of(change: impl Fn(&mut Observation)) -> (TempDir, Home) {
    let mut all = Vec::new();
    for (partner, sent, arrived) in [
        (SRB, 100, 742),
        (HRV, 900, 0),
        (NLD, 5_000, 3_180),
        (ITA, 10, 530),
    ] {
        all.push(told(Flow::Export, (KAZ, partner), "TOTAL", sent));
        all.push(told(Flow::Import, (KAZ, partner), "TOTAL", arrived));
    }
    for (hub, to, units) in [
        (HRV, SRB, 4_000),
        (NLD, SRB, 4_000),
        (NLD, ITA, 300),
        (HRV, ITA, 50),
    ] {
        all.push(told(Flow::Export, (hub, to), "TOTAL", units));
    }
    // The Netherlands tell one code, which is not the whole.
    for (hub, code, sent, arrived) in [
        (HRV, "270900", 870, 20),
        (HRV, "310210", 30, 12),
        (NLD, "310210", 40, 10),
    ] {
        all.push(told(Flow::Export, (KAZ, hub), code, sent));
        all.push(told(Flow::Import, (KAZ, hub), code, arrived));
    }
    all.iter_mut().for_each(change);
    let (folder, home) = home();
    import(&home, "made", details("2024-01-01"), &all);
    (folder, home)
}

#[test]
fn a_total_is_explained_alike_at_every_level_and_its_hub_at_the_other_end() {
    let (_folder, home) = mixed();
    let comparison = comparison(&home);
    for level in [Level::Total, Level::Hs2, Level::Hs4, Level::Hs6] {
        let ask = |partner| {
            let (_, findings) = comparison.explain(&question(KAZ, partner, level)).unwrap();
            through(&findings)
        };
        let answers = [SRB, HRV, NLD, ITA].map(ask);
        let expected = [
            ["2015 191 600"].as_slice(),
            &["2015 381 -50", "2015 688 -600"],
            &["2015 381 -300"],
            &["2015 191 50", "2015 528 300"],
        ];
        assert_eq!(answers, expected.map(<[&str]>::to_vec), "{level:?}");
    }
}

#[test]
fn what_is_asked_with_either_end_of_an_assumed_margin_lies_within_the_answer() {
    // Where nothing is weighed, 6 % are assumed, which may be anything from 0 to 20.
    let (_folder, home) = mixed_of(|one| one.net_weight_kg = None);
    let mut open = 0;
    for level in [Level::Total, Level::Hs2, Level::Hs6] {
        for partner in [SRB, HRV, NLD, ITA] {
            let ask = |rule: MarginRule| {
                let comparison =
                    Comparison::open(&home, Rates::standard().clone(), Vec::new(), rule).unwrap();
                let (_, findings) = comparison.explain(&question(KAZ, partner, level)).unwrap();
                amounts(findings.iter().flat_map(|row| {
                    let place = (row.commodity, row.period);
                    row.parts.iter().map(move |part| (place, part))
                }))
            };
            let answer = ask(MarginRule::Best);
            for rate in Rate::REFERENCE {
                open += are_within(&answer, &ask(MarginRule::Fixed(rate))).unwrap();
            }
        }
    }
    assert!(open > 50, "{open} amounts");
}

/// As [`through`], of Kazakhstan's exports to a partner in total.
fn through_in_total(comparison: &Comparison, partner: Area) -> Vec<String> {
    let asked = question(KAZ, partner, Level::Total);
    let (_, findings) = comparison.explain(&asked).unwrap();
    through(&findings)
}

/// The same with two pairs of which one side tells nothing: what Uzbekistan has would be too much by
/// all of it, and what was sent to Russia missing by all of it.
fn half_told() -> (TempDir, Home) {
    let (folder, home) = mixed();
    let all = [
        told(Flow::Import, (KAZ, UZB), "TOTAL", 50_000),
        told(Flow::Export, (KAZ, RUS), "TOTAL", 50_000),
        told(Flow::Export, (HRV, UZB), "TOTAL", 50_000),
        told(Flow::Export, (NLD, UZB), "TOTAL", 50_000),
        told(Flow::Export, (RUS, SRB), "TOTAL", 50_000),
        told(Flow::Export, (RUS, ITA), "TOTAL", 50_000),
    ];
    import(&home, "half", details("2024-01-02"), &all);
    (folder, home)
}

#[test]
fn a_pair_of_which_a_side_tells_nothing_of_the_year_has_no_share_in_what_came_through_hubs() {
    let (_folder, home) = half_told();
    let single = comparison(&home);
    let ask = |partner| through_in_total(&single, partner);
    let expected = [
        ["2015 191 600"].as_slice(),
        &["2015 381 -50", "2015 688 -600"],
        &["2015 381 -300"],
        &["2015 191 50", "2015 528 300"],
        &[],
        &[],
    ];
    assert_eq!(
        [SRB, HRV, NLD, ITA, UZB, RUS].map(ask),
        expected.map(<[&str]>::to_vec)
    );
    let all = comparison(&home).all_pairs(Frequency::Annual, None).unwrap();
    let (mut worker, mut at_once) = (all.worker(), BTreeMap::<Area, Money>::new());
    let mut take = |[exporter, importer]: [Area; 2], cell: &CellParts, _: Option<Side>| {
        for part in cell
            .parts
            .iter()
            .filter(|part| part.cause == Cause::Indirect && exporter == KAZ)
        {
            *at_once.entry(importer).or_default() += part.amount;
        }
    };
    while worker.next(&mut take).unwrap().is_some() {}
    let sums = [(HRV, -650), (ITA, 350), (NLD, -300), (SRB, 600)];
    let sums = sums.map(|(area, units)| (area, Money::from_units(units)));
    assert_eq!(at_once, BTreeMap::from(sums));
}

#[test]
fn the_silence_of_a_state_that_tells_of_ten_others_is_no_trade() {
    let (_folder, home) = half_told();
    let others = [31, 40, 56, 100, 203, 268, 276, 348, 616, 642].map(Area::from_code);
    let both = |partner| [Flow::Export, Flow::Import].map(|flow| told(flow, (KAZ, partner), "TOTAL", 1));
    let all: Vec<Observation> = others.into_iter().flat_map(both).collect();
    import(&home, "others", details("2024-01-03"), &all);
    let single = comparison(&home);
    let ask = |partner| through_in_total(&single, partner);
    // Kazakhstan sent nothing to Uzbekistan, which may have it through either hub; Russia tells of
    // nobody, so what it has is not known.
    let expected = [
        ["2015 191 600"].as_slice(),
        &["2015 381 -50", "2015 688 -600", "2015 860 -250"],
        &["2015 381 -300", "2015 860 -1700"],
        &["2015 191 50", "2015 528 300"],
        &["2015 191 250", "2015 528 1700"],
        &[],
    ];
    assert_eq!(
        [SRB, HRV, NLD, ITA, UZB, RUS].map(ask),
        expected.map(<[&str]>::to_vec)
    );
}

#[test]
fn a_state_of_which_one_code_is_told_for_ten_partners_is_no_hub() {
    let (_folder, home) = half_told();
    let others = [31, 40, 56, 100, 203, 268, 276, 348, 616, 642].map(Area::from_code);
    let fish = |partner| told(Flow::Import, (partner, RUS), "160414", 1);
    let all: Vec<Observation> = others.into_iter().map(fish).collect();
    import(&home, "others", details("2024-01-03"), &all);
    let single = comparison(&home);
    let ask = |partner| through_in_total(&single, partner);
    assert_eq!([SRB, RUS].map(ask), [vec!["2015 191 600".to_owned()], Vec::new()]);
}

/// A row with its reports and parts.
fn words(row: &Finding) -> String {
    let part = |part: &entente_trade::Part| format!("{} {}", part.cause.name(), part.amount);
    let parts: Vec<String> = row.parts.iter().map(part).collect();
    let value = |told: Option<Money>| told.map_or("-".to_owned(), |value| value.to_string());
    let told = [row.export_value, row.import_value];
    let (status, reports) = (Status::of(told).name(), told.map(value).join(" "));
    format!("{} {status} {reports}: {}", row.commodity, parts.join(", "))
}

#[test]
fn details_are_filled_as_far_as_they_differ_without_freight() {
    let (_folder, home) = mixed();
    let whole = [
        told(Flow::Export, (KAZ, SRB), "030389", 100),
        told(Flow::Import, (KAZ, SRB), "030389", 742),
    ];
    import(&home, "details", details("2024-01-02"), &whole);
    let rule = MarginRule::Fixed(Rate::STANDARD);
    let comparison = Comparison::open(&home, Rates::standard().clone(), Vec::new(), rule).unwrap();
    let (_, findings) = comparison.explain(&question(KAZ, SRB, Level::Hs6)).unwrap();
    let told: Vec<String> = findings.iter().map(words).collect();
    assert_eq!(
        told,
        ["030389 both 100 742: indirect 600, cif_fob 42, residual 0"]
    );
}

#[test]
fn details_hold_of_what_was_found_in_their_total_their_share_of_it() {
    let (_folder, home) = mixed();
    let (_, findings) = comparison(&home)
        .explain(&question(KAZ, NLD, Level::Hs6))
        .unwrap();
    let told: Vec<String> = findings.iter().map(words).collect();
    assert_eq!(
        told,
        [
            "TOTAL inferred - -: indirect -297.6, residual 297.6",
            "310210 both 40 10: indirect -2.4, cif_fob 0.974, residual -28.574"
        ]
    );
}

/// The home of `entente demo`.
fn demo() -> (TempDir, Home) {
    let (folder, home) = home();
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    for name in [
        "imf_dots_kaz_srb_2015_2018.csv",
        "kz_bns_2019.xls",
        "comtrade_fish_monthly_2016_2017.csv",
    ] {
        let day = Date::parse("2024-11-22").unwrap();
        let options = ImportOptions {
            layout: None,
            flow: None,
            release: None,
            vintage: Some(day),
            today: day,
            clock: || 0,
            limits: Limits::default(),
        };
        import_file(&home, &files.join(name), &options, &mut |_| {}).unwrap();
    }
    (folder, home)
}

#[test]
fn all_pairs_at_once_are_explained_as_one_by_one_and_hubs_add_up_to_nothing() {
    for (_folder, home) in [demo(), mixed()] {
        let single = comparison(&home);
        let all = comparison(&home).all_pairs(Frequency::Annual, None).unwrap();
        let (mut pairs, mut inferred) = (0, 0);
        let mut sums: BTreeMap<(Area, Period), Money> = BTreeMap::new();
        let mut explained: BTreeMap<[Area; 2], Vec<CellParts>> = BTreeMap::new();
        let mut worker = all.worker();
        let mut take = |[exporter, importer]: [Area; 2], cell: &CellParts, _: Option<Side>| {
            if [KAZ, RUS, HRV, ITA, NLD].contains(&exporter) {
                explained
                    .entry([exporter, importer])
                    .or_default()
                    .push(cell.clone());
            }
        };
        while worker.next(&mut take).unwrap().is_some() {}
        for ([exporter, importer], cells) in explained {
            let asked = question(exporter, importer, Level::Hs6);
            let (_, mut expected) = single.explain(&asked).unwrap();
            // At once nothing is split, and a year of months has their sum and not the words or
            // the gross of each.
            let plain = |row: &mut Finding| {
                (row.split, row.gross) = (None, Money::ZERO);
                row.parts.iter_mut().for_each(|part| part.evidence = "".into());
            };
            expected.iter_mut().for_each(plain);
            let one = Explanation {
                exporter,
                importer,
                cells,
            };
            let codes = [exporter, importer].map(Area::code);
            let mut found = rows(&one, asked.key);
            found.iter_mut().for_each(plain);
            assert_eq!(found, expected, "{codes:?}");
            pairs += 1;
            for row in &expected {
                for part in row.parts.iter().filter(|part| part.cause == Cause::Indirect) {
                    inferred += 1;
                    *sums.entry((exporter, row.period)).or_default() += part.amount;
                }
            }
        }
        assert!(pairs >= 4 && inferred >= 4, "{pairs} pairs, {inferred} parts");
        assert!(sums.values().all(|sum| sum.is_zero()), "{sums:?}");
    }
}
