//! What holds for all data: those that conform have no findings, and what is spoilt in one place
//! is found there and nowhere else.

use std::collections::BTreeSet;

use proptest::collection::btree_set;
use proptest::prelude::*;

use super::support::found;
use crate::fixed;

type Key = (usize, usize, u32);

const FREQUENCIES: [&str; 3] = ["A", "M", "Q"];
const AREAS: [&str; 5] = ["EU", "DE", "FR", "KZ", "RS"];

fn keys() -> impl Strategy<Value = BTreeSet<Key>> {
    btree_set((0..3_usize, 0..5_usize, 1990..2030_u32), 1..40)
}

/// The cells of rows: what belongs to a series, an area or the dataset depends on that alone.
fn rows(keys: &BTreeSet<Key>) -> Vec<Vec<String>> {
    let row = |(number, &(freq, area, year)): (usize, &Key)| {
        let cells = [
            "R".to_owned(),
            FREQUENCIES[freq].to_owned(),
            AREAS[area].to_owned(),
            year.to_string(),
            format!("{}.{:02}", number * 37, number % 100),
            ["A", "E"][number % 2].to_owned(),
            ["", "abc"][number % 2].to_owned(),
            ["USD", "EUR"][(freq + area) % 2].to_owned(),
            format!("Area {area}"),
            "Bureau".to_owned(),
        ];
        cells.to_vec()
    };
    keys.iter().enumerate().map(row).collect()
}

fn found_in(rows: &[Vec<String>]) -> Vec<String> {
    let lines: Vec<_> = rows.iter().map(|row| row.join(",")).collect();
    found(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(fixed(500))]

    #[test]
    fn data_that_conform_have_no_findings_and_one_mutation_yields_its_own(
        keys in keys(),
        place in any::<prop::sample::Index>(),
        mutation in 0..8_usize,
    ) {
        let mut rows = rows(&keys);
        prop_assert_eq!(found_in(&rows), Vec::<String>::new());
        let at = place.index(rows.len());
        let line = at + 2;
        let list = |id: &str| format!("a code of Codelist=XX:{id}(1.0.0)");
        let (cell, value, component, expected) = match mutation {
            0 => (1, "X", "FREQ", list("CL_FREQ")),
            1 => (2, "X", "AREA", list("CL_AREA")),
            2 => (3, "X", "TIME_PERIOD", "a value of type ObservationalTimePeriod".to_owned()),
            3 => (4, "X", "OBS_VALUE", "a value of type Decimal".to_owned()),
            4 => (5, "X", "STATUS", list("CL_STATUS")),
            5 => (6, "X", "NOTE", "a value like [a-z]+".to_owned()),
            6 => (5, "", "STATUS", "a value".to_owned()),
            _ => {
                let again = rows[at].clone();
                let key = format!("FREQ={}, AREA={}, TIME_PERIOD={}", again[1], again[2], again[3]);
                rows.push(again);
                let expected = format!("found {key}, expected a key told once, and not in line {line} too");
                prop_assert_eq!(found_in(&rows), vec![format!("line {}: {expected}", rows.len() + 1)]);
                return Ok(());
            }
        };
        rows[at][cell] = value.to_owned();
        let value = if value.is_empty() { "nothing" } else { value };
        let finding = format!("line {line}: {component}: found {value}, expected {expected}");
        prop_assert_eq!(found_in(&rows), vec![finding]);
    }
}
