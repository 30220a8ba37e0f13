//! Hubs are looked for in the codes both sides of a pair use, with hidden codes given back.

use entente_mirror::explain::{self, Cell, Deduction, MarginRule, PairCells, Rate, Report, RowKey, Triangle};
use entente_mirror::pairing::Rates;
use entente_trade::{
    Area, Cause, Commodity, Currency, Edition, Flow, Frequency, Grade, Level, Money, Observation, Period,
    Quantity,
};
use proptest::prelude::*;

use super::consigned::{explained, explained_at, named, plain};
use super::{DOCUMENTED, HRV, NLD, told, words};
use crate::invariants::holds;
use crate::records::{KAZ, SRB};

/// A record whose code is one of an edition.
fn of_edition(edition: Edition, record: Observation) -> Observation {
    Observation { edition, ..record }
}

fn rows(all: &[Observation], partners: &[Area]) -> Vec<String> {
    explained(all, (&[], Level::Hs6), partners).0
}

/// With imports at their FOB value.
fn without_freight(mut all: Vec<Observation>) -> Vec<Observation> {
    for arrived in all.iter_mut().filter(|one| one.flow == Flow::Import) {
        arrived.fob = Some(arrived.value);
    }
    all
}

#[test]
fn goods_that_an_edition_accounts_for_did_not_come_through_a_hub() {
    let [older, newer] = [Edition::H1, Edition::H3];
    let all = without_freight(vec![
        of_edition(older, plain(Flow::Export, (KAZ, SRB), "854219", 300)),
        of_edition(newer, plain(Flow::Import, (KAZ, SRB), "854231", 300)),
        of_edition(newer, named(NLD, "854231", 100, None)),
    ]);
    let told = "854219 hs_edition -300, residual 0; 854231 hs_edition 300, residual 0";
    assert_eq!(rows(&all, &[SRB]), [told]);
}

#[test]
fn a_shipment_is_known_again_in_another_edition() {
    let [older, newer] = [Edition::H1, Edition::H3];
    let told = |flow, partner, code, units| told(flow, (KAZ, partner), code, units);
    let all = without_freight(vec![
        of_edition(older, told(Flow::Export, NLD, "854219", 1_000)),
        of_edition(newer, told(Flow::Import, NLD, "854231", 700)),
        of_edition(older, told(Flow::Export, SRB, "854219", 200)),
        of_edition(newer, told(Flow::Import, SRB, "854231", 500)),
    ]);
    assert_eq!(
        rows(&all, &[SRB, NLD]),
        [
            "854219 hs_edition -500, indirect 528 300, residual 0; 854231 hs_edition 500, residual 0",
            "854219 hs_edition -700, indirect 688 -300, residual 0; 854231 hs_edition 700, residual 0",
        ]
    );
}

#[test]
fn goods_under_a_hidden_code_did_not_come_through_a_hub() {
    let all = without_freight(vec![
        plain(Flow::Export, (KAZ, SRB), "270900", 1_200),
        plain(Flow::Import, (KAZ, SRB), "27XXXX", 1_200),
        named(NLD, "27XXXX", 600, None),
    ]);
    let told = "270900 confidential -1200, residual 0; 27XXXX confidential 1200, residual 0";
    assert_eq!(rows(&all, &[SRB]), [told]);
}

#[test]
fn the_weight_of_goods_sent_on_is_none_of_what_a_hub_lacks() {
    let weighed = |flow, partner, units, kilograms: i128| Observation {
        net_weight_kg: Some(Quantity::from_thousandths(kilograms * 1_000)),
        ..told(flow, (KAZ, partner), "740311", units)
    };
    // Of the 1,000 sent to the Netherlands 400 are re-exports of other origin.
    let again = Observation {
        flow: Flow::ReExport,
        ..weighed(Flow::Export, NLD, 400, 400)
    };
    let all = without_freight(vec![
        weighed(Flow::Export, NLD, 1_000, 1_000),
        again,
        weighed(Flow::Import, NLD, 300, 300),
        weighed(Flow::Export, SRB, 200, 200),
        weighed(Flow::Import, SRB, 500, 500),
    ]);
    assert_eq!(
        rows(&all, &[SRB, NLD]),
        [
            "740311 indirect 528 300, residual 0",
            "740311 re_export -400, indirect 688 -300, residual 0",
        ]
    );
}

#[test]
fn goods_at_another_rate_of_exchange_did_not_come_through_a_hub() {
    let rates = "currency,period,per_usd\nEUR,2015,0.8\n";
    let rates = Rates::default().with(rates).unwrap();
    let mut all = without_freight(vec![
        plain(Flow::Export, (KAZ, SRB), "270900", 300),
        plain(Flow::Import, (KAZ, SRB), "270900", 300),
        named(NLD, "270900", 100, Some(100)),
    ]);
    // Serbia reckons its 240 euro at 0.6 for a dollar.
    all[1].value = Money::from_units(400);
    all[1].fob = Some(all[1].value);
    all[1].national = Some((Currency::EUR, Money::from_units(240)));
    let told = explained_at(&rates, &all, (&[], Level::Hs6), &[SRB]).0;
    assert_eq!(told, ["270900 exchange_rate 100, residual 0"]);
}

#[test]
fn hubs_share_the_room_there_is_in_details_whatever_their_codes_are() {
    let mut all = vec![
        plain(Flow::Export, (KAZ, SRB), "TOTAL", 100),
        plain(Flow::Import, (KAZ, SRB), "TOTAL", 742),
        plain(Flow::Export, (KAZ, SRB), "030389", 100),
        plain(Flow::Import, (KAZ, SRB), "030389", 424),
    ];
    for hub in [HRV, NLD] {
        all.push(plain(Flow::Export, (KAZ, hub), "TOTAL", 400));
        all.push(plain(Flow::Import, (KAZ, hub), "TOTAL", 106));
        all.push(plain(Flow::Export, (hub, SRB), "TOTAL", 900));
    }
    // Each of 300 of the total; 424 of 742 is told in details, which differ by 300 without freight.
    let told = "TOTAL indirect 191 150, indirect 528 150, residual -300; \
                030389 indirect 191 150, indirect 528 150, cif_fob 24, residual 0";
    assert_eq!(rows(&all, &[SRB]), [told]);
}

#[test]
fn a_hub_that_does_not_report_lacks_nothing_that_is_known() {
    let all = without_freight(vec![
        plain(Flow::Export, (KAZ, SRB), "TOTAL", 100),
        plain(Flow::Import, (KAZ, SRB), "TOTAL", 100),
        named(NLD, "TOTAL", 60, None),
        plain(Flow::Export, (KAZ, NLD), "TOTAL", 50),
    ]);
    let told = explained(&all, (&[], Level::Total), &[SRB]).0;
    assert_eq!(told, ["TOTAL residual 0"]);
}

#[test]
fn what_is_singled_out_at_another_rate_of_exchange_is_revalued_with_its_report() {
    let rates = Rates::default()
        .with("currency,period,per_usd\nEUR,2015,0.8\n")
        .unwrap();
    let at_own_rate = |mut record: Observation, thousandths: i128| {
        record.national = Some((Currency::EUR, Money::from_thousandths(thousandths)));
        record
    };
    let freight = Observation {
        fob: Some(Money::from_units(400)),
        ..at_own_rate(plain(Flow::Import, (KAZ, SRB), "270900", 424), 254_400)
    };
    let all = [plain(Flow::Export, (KAZ, SRB), "270900", 300), freight];
    let told = explained_at(&rates, &all, (&[], Level::Hs6), &[SRB]).0;
    assert_eq!(told, ["270900 exchange_rate 106, cif_fob 18, residual 0"]);

    let again = Observation {
        flow: Flow::ReExport,
        ..at_own_rate(plain(Flow::Export, (KAZ, SRB), "270900", 200), 120_000)
    };
    let all = without_freight(vec![
        at_own_rate(plain(Flow::Export, (KAZ, SRB), "270900", 400), 240_000),
        again,
        plain(Flow::Import, (KAZ, SRB), "270900", 150),
    ]);
    let told = explained_at(&rates, &all, (&[], Level::Hs6), &[SRB]).0;
    assert_eq!(told, ["270900 exchange_rate -100, re_export -150, residual 0"]);
}

#[test]
fn the_year_of_one_partner_and_the_months_of_another_are_one_problem() {
    let month = |flow, partner, units| {
        (1..=12).map(move |month| Observation {
            period: Period::parse(&format!("2015-{month:02}")).unwrap(),
            ..plain(flow, (KAZ, partner), "100190", units)
        })
    };
    let year = |units| plain(Flow::Import, (KAZ, SRB), "100190", units);
    let mut all: Vec<Observation> = month(Flow::Export, SRB, 100)
        .chain(month(Flow::Export, NLD, 100))
        .chain(month(Flow::Import, NLD, 40))
        .collect();
    all.extend([year(1_920), named(NLD, "100190", 720, None)]);
    let told = rows(&without_freight(all), &[SRB, NLD]);
    assert_eq!(
        told,
        [
            "100190 indirect 528 720, residual 0",
            "100190 indirect 688 -720, residual 0",
        ]
    );
}

#[test]
fn months_that_are_not_compared_are_no_surplus_of_their_year() {
    let month = |month: u8, flow, units| Observation {
        period: Period::parse(&format!("2018-{month:02}")).unwrap(),
        ..plain(flow, (KAZ, SRB), "270900", units)
    };
    let mut all: Vec<Observation> = (1..=3).map(|at| month(at, Flow::Export, 100)).collect();
    all.extend((1..=6).map(|at| month(at, Flow::Import, 100)));
    all.push(Observation {
        second_partner: Some(NLD),
        ..month(2, Flow::Import, 100)
    });
    assert_eq!(rows(&without_freight(all), &[SRB]), ["270900 residual 0"]);
}

#[test]
fn a_re_export_is_taken_out_with_the_weight_its_record_states() {
    let weighed = |flow, partner, units, kilograms: i128| Observation {
        net_weight_kg: Some(Quantity::from_thousandths(kilograms * 1_000)),
        ..plain(flow, (KAZ, partner), "740311", units)
    };
    let again = Observation {
        flow: Flow::ReExport,
        ..weighed(Flow::Export, NLD, 400, 100)
    };
    let all = without_freight(vec![
        weighed(Flow::Export, NLD, 1_000, 1_000),
        again,
        weighed(Flow::Import, NLD, 300, 450),
        weighed(Flow::Export, SRB, 200, 300),
        weighed(Flow::Import, SRB, 500, 750),
    ]);
    assert_eq!(
        rows(&all, &[SRB, NLD]),
        [
            "740311 indirect 528 300, residual 0",
            "740311 re_export -400, indirect 688 -300, residual 0",
        ]
    );
}

/// The exports to Serbia and the Netherlands told in H1, the imports in an edition, and what came
/// through the Netherlands of the one.
fn told_in(edition: Edition, units: &[i128], through: i128) -> [PairCells; 2] {
    let code = if edition == Edition::H1 {
        "854219"
    } else {
        "854231"
    };
    let report = |edition: Edition, units: i128| Report {
        edition,
        ..Report::of(Money::from_units(units))
    };
    let cell = |code: &str, reports: [Option<Report>; 2]| Cell {
        commodity: Commodity::parse(code).unwrap(),
        period: Period::parse("2018").unwrap(),
        reports,
    };
    let pair = |partner: Area, units: &[i128], through: i128| {
        let (sent, mut arrived) = (report(Edition::H1, units[0]), report(edition, units[1]));
        arrived.deductions.extend((through > 0).then(|| Deduction {
            cause: Cause::Indirect,
            via: Some(NLD),
            amount: Money::from_units(through.min(units[1])),
            fob: None,
            net_weight_kg: None,
            grade: Grade::E2,
            method: DOCUMENTED,
        }));
        let cells = if edition == Edition::H1 {
            vec![cell(code, [Some(sent), Some(arrived)])]
        } else {
            vec![
                cell("854219", [Some(sent), None]),
                cell(code, [None, Some(arrived)]),
            ]
        };
        PairCells::new(KAZ, partner, cells)
    };
    [pair(SRB, &units[..2], through), pair(NLD, &units[2..], 0)]
}

/// The headings of both pairs, all freight taken off at 6 %.
fn headings(mut pairs: [PairCells; 2]) -> Vec<String> {
    let rule = MarginRule::Fixed(Rate::STANDARD);
    let found = Triangle::new(KAZ, &pairs, &rule).transfers();
    let row = |pair: &mut PairCells| {
        let ours = found.iter().filter(|(partner, _)| *partner == pair.importer);
        pair.take_transfers(ours.map(|(_, transfer)| transfer.clone()).collect());
        let key = RowKey {
            frequency: Frequency::Annual,
            level: Level::Hs4,
        };
        let rows = explain::rows(&explain::explain(pair, &rule), key);
        rows.iter().map(words).collect::<Vec<_>>().join("; ")
    };
    pairs.iter_mut().map(row).collect()
}

#[test]
fn what_is_told_in_two_editions_is_explained_as_in_one() {
    let figures = (prop::collection::vec(1..60_i128, 4), 0..60_i128);
    holds(figures, 30, |(units, through)| {
        let [one, two] =
            [Edition::H1, Edition::H3].map(|edition| headings(told_in(edition, &units, through)));
        let two: Vec<String> = two.iter().map(|row| row.replace(" hs_edition 0,", "")).collect();
        prop_assert_eq!(&one, &two);
        Ok(one.iter().any(|row| row.contains("indirect")))
    });
}
