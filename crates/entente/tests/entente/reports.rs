//! What each side reported, and what a row says of it: levels, months, sources, and what is no report.

use serde_json::Value;

use super::support::{empty_home, json, own_file, run, text};

/// A home with these rows of Entente's own columns.
fn home_with(folder: &std::path::Path, rows: &str) -> String {
    let home = empty_home(folder);
    let file = own_file(folder, "own.csv", rows);
    let imported = run(&["import", &file, "--vintage", "2024-01-01", "--home", &home]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    home
}

/// These fields of every row, a line a row.
fn lines(rows: &[Value], fields: &[&str]) -> Vec<String> {
    let words = |row: &Value| {
        let words = fields.iter().map(|field| row[field].to_string().replace('"', ""));
        words.collect::<Vec<_>>().join(" ")
    };
    rows.iter().map(words).collect()
}

#[test]
fn goods_hidden_at_every_level_are_in_the_total_once() {
    let folder = tempfile::tempdir().unwrap();
    let rows: String = [
        ("03", 100),
        ("0303", 100),
        ("030389", 100),
        ("99", 60),
        ("9999", 60),
        ("999999", 60),
    ]
    .map(|(code, value)| format!("KAZ,SRB,X,2016,{code},{value},USD\n"))
    .concat();
    let home = home_with(folder.path(), &rows);
    let seen = |level: &str| {
        let rows = json(&[
            "mirror", "KAZ", "SRB", "--level", level, "--output", "json", "--home", &home,
        ]);
        lines(&rows, &["commodity", "export_value", "export_basis"])
    };
    assert_eq!(seen("total"), ["TOTAL 160 sum of hs6"]);
    assert_eq!(seen("hs2"), ["03 100 sum of hs6", "9999AA 60 sum of hs6"]);
    assert_eq!(seen("hs4"), ["0303 100 sum of hs6", "9999AA 60 sum of hs6"]);
    assert_eq!(seen("hs6"), ["030389 100 sum of hs6", "9999AA 60 sum of hs6"]);
}
