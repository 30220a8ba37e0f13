//! The contract of the commands: names, fields, exit codes, exact figures of the real pair.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::support::{demo, json, run, text};

/// The digits of a field as they stand in the text, without a float between.
fn digits(row: &Value, field: &str) -> String {
    row[field].to_string()
}

#[test]
fn the_mirror_of_the_real_pair_shows_the_source_s_figures() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let rows = json(&[
        "mirror", "KAZ", "SRB", "--from", "2015", "--to", "2019", "--output", "json", "--home", &home,
    ]);
    let shown: Vec<String> = rows
        .iter()
        .map(|row| {
            ["period", "export_value", "import_value", "asymmetry", "status"]
                .map(|field| digits(row, field).replace('"', ""))
                .join(" ")
        })
        .collect();
    assert_eq!(
        shown,
        [
            "2015 27557712 141989248 114431536 both",
            "2016 1227102 53900563 52673461 both",
            "2017 451112 48536156 48085044 both",
            "2018 3590541 5558522 1967981 both",
            "2019 2892489.74 null null export_only",
        ]
    );
    for field in [
        "exporter",
        "importer",
        "commodity",
        "relative",
        "export_source",
        "export_vintage",
    ] {
        assert!(rows.iter().all(|row| row.get(field).is_some()), "{field}");
    }
}

#[test]
fn the_parts_of_the_real_pair_add_up_with_an_honest_grade() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    for (exporter, importer) in [("KAZ", "SRB"), ("SRB", "KAZ")] {
        let range = [
            "--from", "2015", "--to", "2018", "--output", "json", "--home", &home,
        ];
        let rows = json(&[["explain", exporter, importer].as_slice(), &range].concat());
        assert_eq!(rows.len(), 4);
        for row in &rows {
            let parts = row["parts"].as_array().unwrap();
            let thousandths = |value: &Value| {
                entente_trade::Money::parse(&value.to_string(), 0)
                    .unwrap()
                    .thousandths()
            };
            let sum: i128 = parts.iter().map(|part| thousandths(&part["amount"])).sum();
            assert_eq!(sum, thousandths(&row["asymmetry"]), "{row}");
            assert_eq!(parts.last().unwrap()["cause"], "residual");
            for part in parts {
                let cause = part["cause"].as_str().unwrap();
                // Totals prove nothing: whatever a triangle says of them is E4 and may be nothing.
                if cause == "indirect" {
                    assert_eq!(
                        (&part["grade"], &part["low"]),
                        (&Value::from("E4"), &Value::from(0))
                    );
                }
            }
        }
    }
}

#[test]
fn a_fixed_margin_gives_the_published_gaps() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let rows = json(&[
        "explain", "KAZ", "SRB", "--from", "2015", "--to", "2015", "--margin", "0.06", "--output", "json",
        "--home", &home,
    ]);
    let margin = rows[0]["parts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|part| part["cause"] == "cif_fob")
        .unwrap();
    // 141,989,248 less 133,952,120.755, of which the source prints 133,952,120.75.
    assert_eq!(digits(margin, "amount"), "8037127.245");
}

#[test]
fn importing_the_same_bytes_twice_changes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let file = Path::new(&home)
        .join("files/kz_bns_2023.xls")
        .display()
        .to_string();
    let before = listing(Path::new(&home));
    let output = run(&["import", &file, "--home", &home]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        text(&output.stdout).contains("already there as import 6"),
        "{}",
        text(&output.stdout)
    );
    assert_eq!(listing(Path::new(&home)), before);
}

fn listing(folder: &Path) -> Vec<(String, u64)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        if path.is_dir() {
            files.extend(listing(&path));
        } else if !name.contains("ledger.db") && !name.ends_with("lock") {
            files.push((name, path.metadata().unwrap().len()));
        }
    }
    files.sort();
    files
}

#[test]
fn states_are_named_in_any_of_four_ways() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let ask = |exporter: &str, importer: &str| {
        text(&run(&["mirror", exporter, importer, "--output", "csv", "--home", &home]).stdout)
    };
    let expected = ask("KAZ", "SRB");
    assert!(expected.starts_with(
        "exporter,importer,period,commodity,export_value,import_value,asymmetry,relative,status,"
    ));
    for (exporter, importer) in [
        ("kz", "rs"),
        ("398", "688"),
        ("Kazakhstan", "Serbia"),
        ("Казахстан", "Сербия"),
    ] {
        assert_eq!(ask(exporter, importer), expected);
    }
}

#[test]
fn a_wrong_name_is_wrong_usage_with_near_misses() {
    let output = run(&["mirror", "Kazakstan", "SRB"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(
        said.contains("unknown area \"Kazakstan\"; did you mean Kazakhstan (KAZ)"),
        "{said}"
    );
    let ambiguous = text(&run(&["mirror", "Korea", "SRB"]).stderr);
    assert!(
        ambiguous.contains("Rep. of Korea") && ambiguous.contains("Dem. People's Rep. of Korea"),
        "{ambiguous}"
    );
}

#[test]
fn rows_that_break_a_rule_are_counted_and_the_rest_lands() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home").display().to_string();
    assert!(
        run(&["init", &home, "--side", "KAZ", "--partner", "SRB"])
            .status
            .success()
    );
    let file = folder.path().join("own.csv");
    let rows = "reporter,partner,flow,period,commodity,value\nKAZ,SRB,X,2015,TOTAL,10\nKAZ,Atlantis,X,2015,TOTAL,7\n";
    std::fs::write(&file, rows).unwrap();
    let file = file.display().to_string();
    let output = run(&["import", &file, "--vintage", "2020-01-01", "--home", &home]);
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("1 figures landed, 0 left out, 1 rejected"));
    let rejects = std::fs::read_dir(Path::new(&home).join("rejects"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let kept = std::fs::read_to_string(rejects.path()).unwrap();
    assert!(kept.contains("3,,partner,Atlantis,"), "{kept}");
}

#[test]
fn a_revision_is_seen_from_its_day_on_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home").display().to_string();
    run(&["init", &home, "--side", "KAZ", "--partner", "SRB"]);
    for (value, day) in [("10", "2020-01-01"), ("12.5", "2021-01-01")] {
        let file = folder.path().join(format!("{day}.csv"));
        let rows = format!("reporter,partner,flow,period,commodity,value\nKAZ,SRB,X,2015,TOTAL,{value}\n");
        std::fs::write(&file, rows).unwrap();
        let file = file.display().to_string();
        assert!(
            run(&["import", &file, "--vintage", day, "--home", &home])
                .status
                .success()
        );
    }
    let seen = |more: &[&str]| {
        let asked = [
            ["mirror", "KAZ", "SRB", "--output", "json", "--home", &home].as_slice(),
            more,
        ]
        .concat();
        json(&asked)
            .iter()
            .map(|row| digits(row, "export_value"))
            .collect::<Vec<_>>()
    };
    assert_eq!(seen(&[]), ["12.5"]);
    assert_eq!(seen(&["--as-of", "2020-12-31"]), ["10"]);
    assert_eq!(seen(&["--as-of", "2019-12-31"]), [] as [String; 0]);
}

#[test]
fn every_command_s_help_has_an_example() {
    let help = text(&run(&["--help"]).stdout);
    assert!(
        help.contains("Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with rejected rows"),
        "{help}"
    );
    for command in [
        "init",
        "import",
        "mirror",
        "explain",
        "indicators",
        "explain-world",
        "doctor",
        "demo",
    ] {
        let help = text(&run(&[command, "--help"]).stdout);
        assert!(help.contains("Example"), "{command}");
        assert!(
            help.lines().all(|line| line.chars().count() <= 80),
            "{command}:\n{help}"
        );
    }
}

#[test]
fn tables_fit_eighty_columns() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    for command in ["mirror", "explain", "indicators"] {
        let output = text(&run(&[command, "SRB", "KAZ", "--home", &home]).stdout);
        let wide: Vec<&str> = output.lines().filter(|line| line.chars().count() > 80).collect();
        assert_eq!(wide, [] as [&str; 0], "{command}");
    }
}

#[test]
fn a_home_that_is_not_there_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(["mirror", "KAZ", "SRB"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("make one with `entente init HOME --side KAZ --partner SRB`"));
}

#[test]
fn doctor_finds_a_flipped_byte_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    assert_eq!(run(&["doctor", "--home", &home]).status.code(), Some(0));
    let segment = listing(&Path::new(&home).join("books"))
        .into_iter()
        .next()
        .unwrap()
        .0;
    let mut bytes = std::fs::read(&segment).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&segment, bytes).unwrap();
    let output = run(&["doctor", "--home", &home]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stdout);
    assert!(
        said.contains("damage books/") && said.contains("to do:"),
        "{said}"
    );
}
