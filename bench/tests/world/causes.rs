//! Causes are planted as the mixture says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::reading::{Cell, Row, record_cell, reported, rows, text, thousandths, truth, world};

/// One world for all these tests.
fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        world(
            "causes",
            &["--records", "100000", "--areas", "60", "--commodities", "800"],
        )
    })
}

fn planted() -> BTreeMap<Cell, BTreeMap<String, i128>> {
    truth(&rows(&folder().join("truth.csv")))
}

#[test]
fn about_as_many_records_are_written_as_asked_for() {
    let records = rows(&folder().join("records.csv")).len();
    assert!((95_000..105_000).contains(&records), "{records}");
}

#[test]
fn causes_take_about_their_shares_of_cells() {
    let truth = rows(&folder().join("truth.csv"));
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    for row in &truth {
        let minus = row["amount"].starts_with('-');
        let side = if minus { "exporter" } else { "importer" };
        *counts.entry(format!("{} {side}", row["cause"])).or_default() += 1.0;
    }
    let shipped = rows(&folder().join("records.csv")).len() as f64 / 1.86;
    let near = |name: &str, share: f64| {
        let real = counts[name] / shipped;
        assert!(
            (0.75..1.3).contains(&(real / share)),
            "{name}: {real}; expected about {share}"
        );
    };
    near("one_sided exporter", 0.075);
    near("one_sided importer", 0.075);
    near("misclassification exporter", 0.02);
    near("misclassification importer", 0.02);
    near("timing exporter", 0.03);
    near("timing importer", 0.03);
    near("indirect exporter", 0.01);
    near("indirect importer", 0.02);
    near("re_export exporter", 0.02);
    near("undervaluation exporter", 0.003);
}

#[test]
fn every_cause_is_planted() {
    let causes: BTreeSet<String> = planted().into_values().flat_map(BTreeMap::into_keys).collect();
    let expected = [
        "cif_fob",
        "confidential",
        "hs_edition",
        "indirect",
        "misclassification",
        "noise",
        "one_sided",
        "re_export",
        "scope",
        "threshold",
        "timing",
        "undervaluation",
        "value_error",
    ];
    assert_eq!(causes, expected.map(str::to_owned).into());
}

#[test]
fn a_pair_has_one_margin_a_chapter_between_two_and_twenty_percent() {
    let records = rows(&folder().join("records.csv"));
    let exports = reported(&records, "X");
    let mut margins: BTreeMap<_, BTreeSet<i128>> = BTreeMap::new();
    for (cell, causes) in planted() {
        let plain = causes.keys().all(|cause| cause == "cif_fob" || cause == "noise");
        if let (true, Some(value), Some(margin)) = (plain, exports.get(&cell), causes.get("cif_fob"))
            && *value > 100_000_000
        {
            let key = (cell.0, cell.1, cell.2[..2].to_owned());
            margins.entry(key).or_default().insert(margin * 100_000 / value);
        }
    }
    assert!(margins.len() > 1_000);
    for (key, shares) in margins {
        let (low, high) = (shares.first().unwrap(), shares.last().unwrap());
        assert!(
            *low >= 1_999 && *high <= 20_000 && high - low <= 1,
            "{key:?}: {shares:?}"
        );
    }
}

#[test]
fn importers_with_a_threshold_record_nothing_below_it() {
    let strict = declared("threshold = ");
    assert_eq!(strict.len(), 6);
    let records = rows(&folder().join("records.csv"));
    let below = |reporters: &dyn Fn(&str) -> bool| {
        let imports = records
            .iter()
            .filter(|row| row["flowCode"] == "M" && reporters(&row["reporterCode"]));
        imports
            .filter(|row| thousandths(&row["primaryValue"]) < 1_000_000)
            .count()
    };
    assert_eq!(below(&|code| strict.contains(code)), 0);
    assert!(below(&|code| !strict.contains(code)) > 500);
}

#[test]
fn reporters_with_a_scope_of_their_own_record_nothing_outside_it() {
    let narrow = declared("excludes = ");
    assert_eq!(narrow.len(), 3);
    let records = rows(&folder().join("records.csv"));
    let outside = |row: &&Row| ["2716", "7108"].contains(&&row["cmdCode"][..4]);
    let (theirs, others): (Vec<_>, Vec<_>) = records
        .iter()
        .filter(outside)
        .partition(|row| narrow.contains(&row["reporterCode"]));
    assert_eq!(theirs, Vec::<&Row>::new());
    assert!(others.len() > 100);
}

/// The areas whose coverage file has a line that starts so.
fn declared(start: &str) -> BTreeSet<String> {
    let files = std::fs::read_dir(folder().join("coverage"))
        .unwrap()
        .map(|file| file.unwrap().path());
    let with = files.filter(|path| text(path).lines().any(|line| line.starts_with(start)));
    with.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn every_code_written_is_in_the_code_lists() {
    let listed = |name: &str| -> BTreeSet<String> {
        rows(&folder().join("codes").join(name))
            .into_iter()
            .map(|row| row["code"].clone())
            .collect()
    };
    let (areas, commodities) = (listed("areas.csv"), listed("commodities.csv"));
    for row in rows(&folder().join("records.csv")) {
        assert!(commodities.contains(&row["cmdCode"]), "{row:?}");
        assert!(
            areas.contains(&row["reporterCode"]) && areas.contains(&row["partnerCode"]),
            "{row:?}"
        );
        assert_ne!(row["reporterCode"], row["partnerCode"]);
    }
}

#[test]
fn importers_that_record_both_values_do_so_in_every_row() {
    let mut kept: BTreeMap<String, BTreeSet<bool>> = BTreeMap::new();
    for row in rows(&folder().join("records.csv")) {
        let import = row["flowCode"] == "M";
        assert_eq!(
            row["cifvalue"],
            if import {
                row["primaryValue"].clone()
            } else {
                String::new()
            }
        );
        if import {
            kept.entry(row["reporterCode"].clone())
                .or_default()
                .insert(!row["fobvalue"].is_empty());
        }
    }
    assert!(kept.values().all(|habits| habits.len() == 1));
    let both = kept.values().filter(|habits| habits.contains(&true)).count();
    assert_eq!(both, 24);
}

#[test]
fn one_importer_in_ten_codes_all_its_imports_in_the_newer_edition() {
    let records = rows(&folder().join("records.csv"));
    let mut editions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &records {
        let edition = row["classificationCode"].as_str();
        if row["flowCode"] == "M" {
            editions.entry(&row["reporterCode"]).or_default().insert(edition);
        } else {
            assert_eq!(edition, "H4");
        }
    }
    let all = |name| {
        editions
            .values()
            .filter(|each| **each == BTreeSet::from([name]))
            .count()
    };
    assert_eq!((all("H5"), all("H4")), (6, 54));
}

#[test]
fn the_two_records_of_a_cell_lie_far_apart() {
    let records = rows(&folder().join("records.csv"));
    let mut exports = BTreeMap::new();
    for (line, row) in records
        .iter()
        .enumerate()
        .filter(|(_, row)| row["flowCode"] == "X")
    {
        exports.insert(record_cell(row), line);
    }
    let imports = records
        .iter()
        .enumerate()
        .filter(|(_, row)| row["flowCode"] == "M");
    let mut gaps: Vec<usize> = imports
        .filter_map(|(line, row)| Some(exports.get(&record_cell(row))?.abs_diff(line)))
        .collect();
    gaps.sort_unstable();
    assert!(gaps[gaps.len() / 2] > 500, "{}", gaps[gaps.len() / 2]);
}
