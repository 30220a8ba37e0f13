//! Broken rows are extra rows, on the lines the list says.

use std::collections::BTreeMap;
use std::fs;

use crate::reading::{rows, text, world};

#[test]
fn without_its_broken_rows_a_world_is_the_whole_one() {
    let args = ["--records", "20000", "--seed", "5"];
    let whole = text(&world("whole", &args).join("records.csv"));
    let folder = world("broken", &[&args[..], &["--broken", "0.002"]].concat());
    let listed: BTreeMap<usize, String> = rows(&folder.join("broken.csv"))
        .into_iter()
        .map(|row| (row["line"].parse().unwrap(), row["kind"].clone()))
        .collect();
    let broken = text(&folder.join("records.csv"));
    let (bad, good): (Vec<_>, Vec<_>) = (1..)
        .zip(broken.lines())
        .partition(|(line, _)| listed.contains_key(line));
    assert!(good.into_iter().map(|(_, line)| line).eq(whole.lines()));
    assert!((20..70).contains(&bad.len()), "{}", bad.len());
    for (line, row) in bad {
        assert!(shows(&listed[&line], row), "{}: {row}", listed[&line]);
    }
}

fn shows(kind: &str, row: &str) -> bool {
    let fields: Vec<&str> = row.split(',').collect();
    match kind {
        "unknown_area" => fields[8] == "9997",
        "bad_code" => fields[11].contains('?'),
        "bad_period" => fields[4] == "13" && fields[5].ends_with("13"),
        "negative_value" => fields[19].starts_with('-'),
        "truncated_line" => fields.len() == 12,
        "stray_quote" => fields[11].contains('"'),
        "nul" => fields[11].contains('\0'),
        "overlong_field" => fields[11].len() == 100_000,
        _ => false,
    }
}

#[test]
fn every_kind_of_breakage_occurs_and_parquet_lists_rows() {
    let args = ["--records", "20000", "--broken", "0.01"];
    let lines = rows(&world("kinds", &args).join("broken.csv"));
    let parquet = world("kinds-parquet", &[&args[..], &["--format", "parquet"]].concat());
    let places = rows(&parquet.join("broken.csv"));
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (line, place) in lines.iter().zip(&places) {
        let number = |row: &BTreeMap<String, String>| row["line"].parse::<u64>().unwrap();
        assert_eq!((number(line), &line["kind"]), (number(place) + 1, &place["kind"]));
        *counts.entry(&line["kind"]).or_default() += 1;
    }
    assert_eq!((lines.len(), counts.len()), (places.len(), 8));
    assert!(fs::metadata(parquet.join("records.parquet")).unwrap().len() > 0);
}
