//! Runs the program and reads what it left, sharing no code with it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Exporter, importer, commodity, period.
pub(crate) type Cell = (u32, u32, String, u32);

/// A row by column names.
pub(crate) type Row = BTreeMap<String, String>;

/// A path of this test's own, with nothing there.
pub(crate) fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

/// Runs the program.
pub(crate) fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_entente-bench"))
        .args(args)
        .output()
        .unwrap()
}

/// Writes a world and gives its folder.
pub(crate) fn world(name: &str, args: &[&str]) -> PathBuf {
    let folder = fresh(name);
    let done = run(&[&["world", folder.to_str().unwrap()], args].concat());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    folder
}

/// The text of a file.
pub(crate) fn text(path: &Path) -> String {
    String::from_utf8(fs::read(path).unwrap()).unwrap()
}

/// The rows of a CSV without quotes.
pub(crate) fn rows(path: &Path) -> Vec<Row> {
    let text = text(path);
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let row = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(fields.len(), names.len(), "{line}");
        names
            .iter()
            .zip(fields)
            .map(|(name, field)| (name.to_string(), field.to_owned()))
            .collect()
    };
    lines.map(row).collect()
}

/// Thousandths of a decimal.
pub(crate) fn thousandths(text: &str) -> i128 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    assert!(fraction.len() <= 3, "{text}");
    format!("{whole}{fraction:0<3}").parse().unwrap()
}

/// The cell of a row of the truth.
pub(crate) fn planted_cell(row: &Row) -> Cell {
    cell(
        &row["exporter"],
        &row["importer"],
        &row["commodity"],
        &row["period"],
    )
}

/// The cell of a record.
pub(crate) fn record_cell(row: &Row) -> Cell {
    let (reporter, partner) = (&row["reporterCode"], &row["partnerCode"]);
    match row["flowCode"].as_str() {
        "M" => cell(partner, reporter, &row["cmdCode"], &row["period"]),
        _ => cell(reporter, partner, &row["cmdCode"], &row["period"]),
    }
}

/// Sums of the records of a flow by cell.
pub(crate) fn reported(records: &[Row], flow: &str) -> BTreeMap<Cell, i128> {
    let mut sums = BTreeMap::new();
    for row in records.iter().filter(|row| row["flowCode"] == flow) {
        *sums.entry(record_cell(row)).or_default() += thousandths(&row["primaryValue"]);
    }
    sums
}

/// Sums of the truth by cell and cause.
pub(crate) fn truth(rows: &[Row]) -> BTreeMap<Cell, BTreeMap<String, i128>> {
    let mut sums: BTreeMap<Cell, BTreeMap<String, i128>> = BTreeMap::new();
    for row in rows {
        let cell = sums.entry(planted_cell(row)).or_default();
        *cell.entry(row["cause"].clone()).or_default() += thousandths(&row["amount"]);
    }
    sums
}

fn cell(exporter: &str, importer: &str, commodity: &str, period: &str) -> Cell {
    let number = |text: &str| text.parse().unwrap();
    (
        number(exporter),
        number(importer),
        commodity.to_owned(),
        number(period),
    )
}
