//! The truth adds up to the data.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::reading::{Cell, Row, record_cell, reported, rows, truth, world};

/// Few areas and commodities, so that causes meet in the same cells.
const CROWDED: [&str; 8] = [
    "--records",
    "30000",
    "--areas",
    "15",
    "--commodities",
    "150",
    "--first",
    "2016-07",
];

#[test]
fn the_truth_of_every_cell_is_the_importers_less_the_exporters_record() {
    assert_adds_up(&world("adds-up", &CROWDED));
    assert_adds_up(&world(
        "adds-up-wide",
        &["--records", "40000", "--seed", "11", "--months", "5"],
    ));
}

fn assert_adds_up(folder: &Path) {
    let records = rows(&folder.join("records.csv"));
    let mut asymmetries = reported(&records, "M");
    for (cell, value) in reported(&records, "X") {
        *asymmetries.entry(cell).or_default() -= value;
    }
    let planted = truth(&rows(&folder.join("truth.csv")));
    let told: BTreeMap<Cell, i128> = planted
        .into_iter()
        .map(|(cell, causes)| (cell, causes.values().sum()))
        .collect();
    let open = |all: &BTreeMap<Cell, i128>| -> BTreeMap<Cell, i128> {
        all.iter()
            .filter(|(_, amount)| **amount != 0)
            .map(|(cell, amount)| (cell.clone(), *amount))
            .collect()
    };
    assert!(open(&told).len() > 9_000);
    assert_eq!(open(&told), open(&asymmetries));
}

#[test]
fn every_key_has_one_record() {
    let records = rows(&world("one-record", &CROWDED).join("records.csv"));
    let key = |row: &Row| {
        (
            record_cell(row),
            row["flowCode"].clone(),
            row["partner2Code"].clone(),
        )
    };
    let keys: BTreeSet<_> = records.iter().map(key).collect();
    assert_eq!(keys.len(), records.len());
}

#[test]
fn every_re_export_is_part_of_an_export() {
    let records = rows(&world("re-exports", &CROWDED).join("records.csv"));
    let exports = reported(&records, "X");
    let re_exports = reported(&records, "RX");
    assert!(re_exports.len() > 200);
    let beyond: Vec<_> = re_exports
        .iter()
        .filter(|(cell, value)| exports.get(cell) < Some(value))
        .collect();
    assert_eq!(beyond, []);
}
