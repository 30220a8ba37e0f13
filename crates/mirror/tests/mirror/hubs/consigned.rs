//! Goods of which records name several hubs, or one in several records, and goods a side leaves out.

use entente_mirror::comparison::Comparison;
use entente_mirror::coverage::Coverage;
use entente_mirror::explain::{CellParts, MarginRule, Rate};
use entente_mirror::pairing::Rates;
use entente_trade::{Area, Cause, Flow, Frequency, Level, Money, Observation, Part, Quantity, Side};

use super::{HRV, NLD, question, told};
use crate::records::{KAZ, SRB};
use crate::store::support::{details, home, import};

/// A part with its hub.
fn part(part: &Part) -> String {
    let via = part.via.map_or(String::new(), |via| format!(" {}", via.code()));
    format!("{}{via} {}", part.cause.name(), part.amount)
}

/// The parts of Kazakhstan's exports to each partner, and what `explain-world` tells of the last.
pub(super) fn explained(
    all: &[Observation],
    asked: (&[&str], Level),
    partners: &[Area],
) -> (Vec<String>, Vec<String>) {
    explained_at(Rates::standard(), all, asked, partners)
}

/// The same at rates of exchange.
pub(super) fn explained_at(
    rates: &Rates,
    all: &[Observation],
    (coverage, level): (&[&str], Level),
    partners: &[Area],
) -> (Vec<String>, Vec<String>) {
    let (_folder, home) = home();
    import(&home, "made", details("2024-01-01"), all);
    let open = || {
        let coverage = coverage.iter().map(|text| Coverage::parse(text).unwrap());
        let rule = MarginRule::Fixed(Rate::STANDARD);
        Comparison::open(&home, rates.clone(), coverage.collect(), rule).unwrap()
    };
    let single = open();
    let row = |&partner: &Area| {
        let (_, findings) = single.explain(&question(KAZ, partner, level)).unwrap();
        let rows = findings.iter().map(|row| {
            let parts: Vec<String> = row.parts.iter().map(part).collect();
            format!("{} {}", row.commodity, parts.join(", "))
        });
        rows.collect::<Vec<_>>().join("; ")
    };
    let all = open().all_pairs(Frequency::Annual, None).unwrap();
    let (mut worker, mut at_once) = (all.worker(), Vec::new());
    let mut take = |sides: [Area; 2], cell: &CellParts, _: Option<Side>| {
        if sides == [KAZ, *partners.last().unwrap()] {
            at_once.extend(cell.parts.iter().map(part));
        }
    };
    while worker.next(&mut take).unwrap().is_some() {}
    (partners.iter().map(row).collect(), at_once)
}

/// Goods without a weight.
pub(super) fn plain(flow: Flow, sides: (Area, Area), code: &str, units: i128) -> Observation {
    Observation {
        net_weight_kg: None,
        ..told(flow, sides, code, units)
    }
}

/// Serbia's import of goods that came through a country, at their FOB value.
pub(super) fn named(hub: Area, code: &str, units: i128, fob: Option<i128>) -> Observation {
    Observation {
        second_partner: Some(hub),
        fob: fob.map(Money::from_units),
        ..plain(Flow::Import, (KAZ, SRB), code, units)
    }
}

#[test]
fn a_hub_that_lacks_the_goods_gives_them_before_one_that_lacks_nothing() {
    for (lacking, other) in [(NLD, HRV), (HRV, NLD)] {
        let found = |lacks: i128, claimed: i128| {
            let mut all = vec![
                plain(Flow::Export, (KAZ, SRB), "270900", 100),
                plain(Flow::Export, (KAZ, lacking), "270900", 100),
                plain(Flow::Import, (KAZ, lacking), "270900", 100 - lacks),
                plain(Flow::Import, (KAZ, SRB), "270900", 200),
                named(lacking, "270900", 100, Some(100)),
                named(other, "270900", claimed, Some(claimed)),
            ];
            for at in [2, 3] {
                all[at].fob = Some(all[at].value);
            }
            explained(&all, (&[], Level::Total), &[SRB, lacking]).0
        };
        let [from, to] = [lacking, other].map(Area::code);
        let whole = [
            format!("TOTAL indirect {from} 100, residual 0"),
            "TOTAL indirect 688 -100, residual 0".to_owned(),
        ];
        assert_eq!(found(100, 100), whole);
        // The surplus that no hub lacks is shared by what is left of the claims, 60 and 20.
        let mut of_both = [(from, "85"), (to, "15")];
        of_both.sort();
        let [one, two] = of_both.map(|(hub, amount)| format!("indirect {hub} {amount}"));
        let shared = [
            format!("TOTAL {one}, {two}, residual 0"),
            "TOTAL indirect 688 -40, residual 0".to_owned(),
        ];
        assert_eq!(found(40, 20), shared);
    }
}

#[test]
fn goods_that_a_destination_leaves_out_are_not_looked_for_at_a_hub() {
    let weighed = |flow, sides, code, units, kilograms: i128| Observation {
        net_weight_kg: Some(Quantity::from_thousandths(kilograms * 1_000)),
        ..told(flow, sides, code, units)
    };
    let mut all = vec![weighed(Flow::Export, (KAZ, NLD), "271600", 200, 100)];
    for partner in [NLD, SRB] {
        for flow in [Flow::Export, Flow::Import] {
            all.push(weighed(flow, (KAZ, partner), "740311", 10, 1));
        }
    }
    all.push(weighed(Flow::Import, (KAZ, SRB), "271600", 200, 100));
    for arrived in all.iter_mut().filter(|one| one.flow == Flow::Import) {
        arrived.fob = Some(arrived.value);
    }
    let coverage = "area = \"SRB\"\nexcludes = [\"2716\"]\n";
    let copper = "740311 residual 0";
    let (rows, _) = explained(&all, (&[], Level::Hs6), &[SRB, NLD]);
    assert_eq!(
        rows,
        [
            format!("271600 indirect 528 200, residual 0; {copper}"),
            format!("271600 indirect 688 -200, residual 0; {copper}")
        ]
    );
    let (rows, _) = explained(&all, (&[coverage], Level::Hs6), &[SRB, NLD]);
    assert_eq!(
        rows,
        [
            format!("271600 scope 200, residual 0; {copper}"),
            format!("271600 one_sided -200, residual 0; {copper}")
        ]
    );
}

#[test]
fn a_part_that_several_records_document_is_one_part_of_the_world_too() {
    let by_ship = named(NLD, "270900", 100, Some(90));
    let by_road = Observation {
        transport: 2,
        ..named(NLD, "270900", 100, None)
    };
    let all = [
        plain(Flow::Export, (KAZ, NLD), "270900", 1_000),
        plain(Flow::Import, (KAZ, NLD), "270900", 100),
        plain(Flow::Export, (KAZ, SRB), "270900", 10),
        plain(Flow::Import, (KAZ, SRB), "270900", 300),
        Observation {
            transport: 1,
            ..by_ship
        },
        by_road,
    ];
    let (rows, at_once) = explained(&all, (&[], Level::Hs6), &[SRB]);
    assert_eq!(rows, [format!("270900 {}", at_once.join(", "))]);
    let through = |told: &&String| told.starts_with(Cause::Indirect.name());
    assert_eq!(at_once.iter().filter(through).count(), 1, "{at_once:?}");
}
