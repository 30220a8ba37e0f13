//! Harmonized System: code lists and conversions between editions.

use std::collections::BTreeSet;

use entente_trade::hs::{LEAST, ONE};
use entente_trade::{Conversion, ConversionMethod, HsCodes, HsNames};

const TABLES: [(u8, u8); 7] = [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (4, 5), (6, 5)];

fn between(from: u8, to: u8) -> &'static Conversion {
    Conversion::between(from, to).unwrap()
}

#[test]
fn the_embedded_tables_are_read_whole() {
    assert_eq!(HsCodes::standard().faults(), &[] as &[String]);
    assert_eq!(Conversion::faults(), &[] as &[String]);
}

#[test]
fn the_lists_have_the_published_numbers_of_codes() {
    let codes = HsCodes::standard();
    let counts = |edition| [2, 4, 6].map(|digits| codes.of(edition, digits).count());
    assert_eq!(
        (counts(4), counts(5), counts(6)),
        ([98, 1225, 5206], [97, 1223, 5388], [97, 1229, 5613])
    );
}

#[test]
fn the_tables_tell_as_many_codes_of_older_editions_as_they_were_published_with() {
    let count = |edition| Conversion::codes(edition).map(|codes| codes.len());
    assert_eq!(
        [0, 1, 2, 3, 4].map(count),
        [Some(5039), Some(5133), Some(5225), Some(5053), None]
    );
    for edition in 1..=3 {
        let (codes, table) = (Conversion::codes(edition).unwrap(), between(edition, edition - 1));
        let same = codes
            .iter()
            .filter(|code| table.targets(**code).is_none())
            .count();
        assert_eq!(
            (codes.len(), same),
            (table.sources(), table.identities()),
            "H{edition}"
        );
        assert_eq!(
            between(edition + 1, edition).target_codes(),
            if edition == 1 { 5116 } else { codes.len() }
        );
    }
    assert_eq!(Conversion::codes(0).unwrap().len(), between(1, 0).target_codes());
    // Mobile telephones were told apart in HS 2007.
    let telephone = |edition| Conversion::codes(edition).unwrap().contains(&851_712);
    assert_eq!([0, 1, 2, 3].map(telephone), [false, false, false, true]);
}

#[test]
fn every_code_of_a_list_has_a_name_and_no_other() {
    let (codes, names) = (HsCodes::standard(), HsNames::standard());
    assert_eq!(names.faults(), &[] as &[String]);
    for edition in 4..=6 {
        let all = [2, 4, 6].map(|digits| codes.of(edition, digits));
        for code in all.into_iter().flatten() {
            assert!(names.of(edition, code).is_some(), "H{edition} {code}");
        }
    }
    let crude = "Oils; petroleum oils and oils obtained from bituminous minerals, crude";
    assert_eq!(names.of(6, "270900"), Some(crude));
    assert_eq!(names.of(4, "0903"), Some("Maté."));
    assert_eq!((names.of(3, "270900"), names.of(5, "854921")), (None, None));
}

#[test]
fn a_code_belongs_to_its_editions() {
    let codes = HsCodes::standard();
    assert_eq!(
        (codes.holds(6, "854921"), codes.holds(5, "854921")),
        (Some(true), Some(false))
    );
    assert_eq!((codes.holds(3, "854231"), codes.holds(7, "854231")), (None, None));
    assert_eq!(
        (codes.holds(6, "01"), codes.holds(6, "0101"), codes.holds(6, "1")),
        (Some(true), Some(true), Some(false))
    );
    assert_eq!(codes.editions("854921"), [6]);
    assert_eq!(
        (codes.unit("010121"), codes.unit("440311"), codes.unit("0101")),
        (Some("u"), Some("m3"), None)
    );
}

#[test]
fn near_codes_share_the_heading_or_the_chapter() {
    let near = HsCodes::standard().near("010122");
    assert!(near.contains(&"010121") && near.len() <= 5, "{near:?}");
    assert!(near.iter().all(|code| code.starts_with("0101")));
    assert!(
        HsCodes::standard()
            .near("0199")
            .iter()
            .all(|code| code.len() == 4 && code.starts_with("01"))
    );
    for text in ["", "1", "яя", "010", "990000000", "77я123"] {
        assert!(HsCodes::standard().near(text).len() <= 5);
    }
}

#[test]
fn every_conversion_counts_the_rows_of_the_original() {
    let rows = TABLES.map(|(from, to)| (between(from, to).rows(), between(from, to).published_rows()));
    let expected = [7_425, 11_373, 14_287, 6_596, 40_057, 40_057, 15_657].map(|n| (n, n));
    assert_eq!(rows, expected);
    assert_eq!(
        TABLES.map(|(from, to)| between(from, to).groups()),
        [113, 70, 183, 62, 42, 111, 124]
    );
}

#[test]
fn every_source_sums_to_exactly_one() {
    for (from, to) in TABLES {
        let table = between(from, to);
        for code in table.changed() {
            let sum: u64 = table
                .targets(code)
                .unwrap()
                .iter()
                .map(|&(_, weight)| weight)
                .sum();
            assert_eq!(sum, ONE, "H{from} {code}");
        }
        assert_eq!(table.changed().count() + table.identities(), table.sources());
    }
}

#[test]
fn conversions_lead_from_all_codes_of_an_edition_to_all_of_the_other() {
    for (from, to) in [(4, 5), (5, 4), (6, 5)] {
        let table = between(from, to);
        let of = |edition| {
            HsCodes::standard()
                .of(edition, 6)
                .map(|code| code.parse::<u32>().unwrap())
        };
        let reached: BTreeSet<u32> = of(from)
            .flat_map(|code| {
                table
                    .targets(code)
                    .map_or(vec![code], |t| t.iter().map(|&(c, _)| c).collect())
            })
            .collect();
        assert_eq!(
            (of(from).count(), reached.len()),
            (table.sources(), table.target_codes())
        );
        assert!(reached.is_subset(&of(to).collect()));
    }
    assert_eq!(
        (between(4, 5).sources(), between(4, 5).target_codes()),
        (5_206, 5_388)
    );
}

#[test]
fn integrated_circuits_of_2007_go_back_to_three_codes_of_1992() {
    let targets = Conversion::chain(&[3, 2, 1, 0]).unwrap().targets(854231);
    let rounded: Vec<(u32, u64)> = targets
        .iter()
        .map(|&(code, w)| (code, (w + 50_000_000) / 100_000_000))
        .collect();
    assert_eq!(rounded, [(854211, 6811), (854219, 2287), (854220, 902)]);
    assert_eq!(targets.iter().map(|&(_, weight)| weight).sum::<u64>(), ONE);
    assert!(targets.iter().all(|&(_, weight)| weight >= LEAST));
}

#[test]
fn a_chain_keeps_codes_that_no_step_changes_and_needs_every_step() {
    assert_eq!(
        Conversion::chain(&[6, 5]).unwrap().targets(10_121),
        [(10_121, ONE)]
    );
    assert!(Conversion::chain(&[0, 1]).is_none() && Conversion::chain(&[4]).is_none());
}

#[test]
fn electronic_waste_is_split_equally_and_says_so() {
    assert_eq!(between(6, 5).method(), ConversionMethod::EqualSplit);
    assert_eq!(between(6, 5).targets(854_921).unwrap().len(), 1019);
    let chain = Conversion::chain(&[6, 5, 4]).unwrap();
    assert!(chain.splits_equally());
    assert_eq!(
        chain
            .targets(854_921)
            .iter()
            .map(|&(_, weight)| weight)
            .sum::<u64>(),
        ONE
    );
}
