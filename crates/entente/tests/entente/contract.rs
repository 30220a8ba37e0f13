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
                    assert_eq!(part["grade"], Value::from("E4"));
                    assert!(
                        thousandths(&part["low"]) <= 0 && 0 <= thousandths(&part["high"]),
                        "{part}"
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
fn growth_knows_the_period_before_the_first_one_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let ask = |freq: &str, window: &[&str]| {
        let base = [
            "indicators",
            "KAZ",
            "RUS",
            "--freq",
            freq,
            "--output",
            "json",
            "--home",
            &home,
        ];
        json(&[base.as_slice(), window].concat())
    };
    let of = |rows: Vec<Value>, prefix: &str| -> Vec<Value> {
        let own = |row: &Value| row["period"].as_str().unwrap().starts_with(prefix);
        rows.into_iter().filter(own).collect()
    };
    for (freq, period) in [("A", "2017"), ("M", "2016-05")] {
        let asked = ask(freq, &["--from", period, "--to", period]);
        let growth = asked
            .iter()
            .find(|row| row["indicator"] == "imports_growth")
            .unwrap();
        assert!(growth["value"].is_number(), "{growth}");
        assert_eq!(asked, of(ask(freq, &[]), period), "{period}");
    }
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
fn an_old_file_brought_in_late_hides_nothing_that_is_dated() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home").display().to_string();
    run(&["init", &home, "--side", "KAZ", "--partner", "SRB"]);
    let file = |name: &str, value: &str| {
        let file = folder.path().join(name);
        let rows = format!("reporter,partner,flow,period,commodity,value\nKAZ,SRB,X,2015,TOTAL,{value}\n");
        std::fs::write(&file, rows).unwrap();
        file.display().to_string()
    };
    let (dated, old) = (file("dated.csv", "12.5"), file("old.csv", "10"));
    let seen = || {
        let rows = json(&["mirror", "KAZ", "SRB", "--output", "json", "--home", &home]);
        digits(&rows[0], "export_value")
    };
    run(&["import", &dated, "--vintage", "2021-01-01", "--home", &home]);
    let undated = text(&run(&["import", &old, "--home", &home]).stdout);
    assert!(
        undated.contains(
            "  the file does not say when it was published, so its vintage is the day of import;\n  \
             figures of a stated vintage go before it. To state it, import it again with\n  \
             --vintage DATE\n"
        ),
        "{undated}"
    );
    assert_eq!(seen(), "12.5");
    let stated = text(&run(&["import", &old, "--vintage", "2022-01-01", "--home", &home]).stdout);
    assert!(
        stated.contains("already there as import 2, vintage 2022-01-01; until now "),
        "{stated}"
    );
    assert_eq!(seen(), "10");
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
        "export",
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

/// Wheat of which the importer weighs twice as much, sugar the exporter does not weigh, and oil
/// in tonnes by the importer.
const WEIGHED: &str = "reporter,partner,flow,period,commodity,value,net_weight_kg
SRB,KAZ,export,2020,100199,1000,500
KAZ,SRB,import,2020,100199,2500,1000
SRB,KAZ,export,2020,170199,80,
KAZ,SRB,import,2020,170199,125,90
SRB,KAZ,export,2020,270900,1000,2000000
KAZ,SRB,import,2020,270900,1275,2000
";

#[test]
fn the_residual_is_shown_by_quantity_and_unit_value_and_a_unit_error_moves_no_value() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home").display().to_string();
    run(&["init", &home, "--side", "KAZ", "--partner", "SRB"]);
    let file = folder.path().join("own.csv");
    std::fs::write(&file, WEIGHED).unwrap();
    let file = file.display().to_string();
    run(&["import", &file, "--vintage", "2021-01-01", "--home", &home]);
    let explain = |more: &[&str]| {
        let asked = ["explain", "SRB", "KAZ", "--margin", "0.25", "--home", &home];
        text(&run(&[asked.as_slice(), more].concat()).stdout)
    };
    assert_eq!(
        explain(&[]),
        "SRB → KAZ 2020 TOTAL: export 2 080, import 3 900, difference 1 820 (gross 1 820)
cause       amount   share    low   high  grade
cif fob        780  42.9 %    780    780  E5
unit error       0   0.0 %      0      0  E5
residual     1 040  57.1 %  1 040  1 040
  cif fob: a margin of 25 % was asked for (3 cells)
  unit error: equal values, the exporter's weight is 1000 times the importer's,
  as kilograms to tonnes; no value moves
  residual: 1 000 by quantity, 20 by unit value, 20 where a weight is missing

 export: entente, vintage 2021-01-01, sum of hs6 (2020)
 import: entente, vintage 2021-01-01, sum of hs6 (2020)
"
    );
    let rows: Vec<Value> = serde_json::from_str(&explain(&["--level", "hs6", "--output", "json"])).unwrap();
    let split = |row: &Value| ["residual_quantity", "residual_unit_value"].map(|field| digits(row, field));
    assert_eq!(
        rows.iter().map(split).collect::<Vec<_>>(),
        [["1000", "0"], ["null", "null"], ["0", "20"]]
    );
    assert_eq!(
        explain(&["--level", "hs6", "--output", "csv"]),
        "exporter,importer,period,commodity,export_value,import_value,asymmetry,gross,\
         status,currency,cause,amount,grade,method,low,high,evidence,via,residual_quantity,residual_unit_value,\
         export_source,export_vintage,export_basis,import_source,import_vintage,import_basis,export_months,import_months
SRB,KAZ,2020,100199,1000,2500,1500,1500,both,USD,cif_fob,500,E5,fixed_margin,500,500,a margin of 25 % was asked for,,1000,0,entente,2021-01-01,sum of hs6,entente,2021-01-01,sum of hs6,12,12
SRB,KAZ,2020,100199,1000,2500,1500,1500,both,USD,residual,1000,,remainder,1000,1000,no stage explains it,,1000,0,entente,2021-01-01,sum of hs6,entente,2021-01-01,sum of hs6,12,12
SRB,KAZ,2020,170199,80,125,45,45,both,USD,cif_fob,25,E5,fixed_margin,25,25,a margin of 25 % was asked for,,,,entente,2021-01-01,sum of hs6,entente,2021-01-01,sum of hs6,12,12
SRB,KAZ,2020,170199,80,125,45,45,both,USD,residual,20,,remainder,20,20,no stage explains it,,,,entente,2021-01-01,sum of hs6,entente,2021-01-01,sum of hs6,12,12
SRB,KAZ,2020,270900,1000,1275,275,275,both,USD,cif_fob,255,E5,fixed_margin,255,255,a margin of 25 % was asked for,,0,20,entente,2021-01-01,sum of hs6,entente,2021-01-01,sum of hs6,12,12
SRB,KAZ,2020,270900,1000,1275,275,275,both,USD,unit_error,0,E5,unit_snap,0,0,\"equal values, the exporter's weight is \
         1000 times the importer's, as kilograms to tonnes; no value moves\",,0,20,entente,2021-01-01,sum of hs6,entente,2021-01-01,sum of hs6,12,12
SRB,KAZ,2020,270900,1000,1275,275,275,both,USD,residual,20,,remainder,20,20,no stage explains it,,0,20,entente,2021-01-01,sum of hs6,entente,2021-01-01,sum of hs6,12,12
"
    );
}
