//! What machines read: whole, also when there is nothing, and when something failed.

use serde_json::{Value, json};

use super::support::{empty_home, own_file, run, text};

fn outcomes(arguments: &[&str]) -> (Option<i32>, Vec<Value>, String) {
    let output = run(arguments);
    let listed = serde_json::from_slice(&output.stdout).unwrap();
    (output.status.code(), listed, text(&output.stderr))
}

#[test]
fn csv_without_rows_is_its_header() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    for (command, header) in [
        (
            "mirror",
            "exporter,importer,period,commodity,export_value,import_value,asymmetry,relative,status,currency,\
             export_source,export_vintage,export_basis,import_source,import_vintage,import_basis,\
             export_months,import_months\n",
        ),
        (
            "indicators",
            "period,reporter,partner,indicator,value,unit,note,export_months,import_months,\
             export_source,export_vintage,export_basis,import_source,import_vintage,import_basis,\
             export_source_before,export_vintage_before,export_basis_before,\
             import_source_before,import_vintage_before,import_basis_before\n",
        ),
    ] {
        let output = run(&[command, "KAZ", "SRB", "--output", "csv", "--home", &home]);
        assert_eq!(text(&output.stdout), header);
        assert_eq!(
            text(&output.stderr),
            "no report of either side in the books; `entente import` brings some in\n"
        );
    }
}

#[test]
fn csv_has_the_same_columns_with_rows_and_without() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = own_file(folder.path(), "own.csv", "KAZ,SRB,X,2015,TOTAL,1.5,USD\n");
    let header = |command: &str| {
        let output = run(&[command, "KAZ", "SRB", "--output", "csv", "--home", &home]);
        text(&output.stdout).lines().next().unwrap_or_default().to_owned()
    };
    let commands = ["mirror", "explain", "indicators"];
    let without = commands.map(header);
    assert!(run(&["import", &file, "--home", &home]).status.success());
    assert_eq!(commands.map(header), without);
}

#[test]
fn a_trial_import_prints_its_outcome_as_json_and_needs_no_home() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "KAZ,SRB,X,2015,TOTAL,10,USD\nKAZ,Atlantis,X,2015,TOTAL,7,USD\nKAZ,World,X,2015,TOTAL,9,USD\n";
    let file = own_file(folder.path(), "own.csv", rows);
    let arguments = [
        "import",
        &file,
        "--dry-run",
        "--vintage",
        "2020-01-01",
        "--output",
        "json",
    ];
    let expected = json!([{
        "file": file,
        "status": "would_land",
        "import": null,
        "layout": "entente-csv",
        "dataset": "entente",
        "vintage": "2020-01-01",
        "vintage_stated": true,
        "vintage_before": null,
        "vintage_refused": null,
        "rows": 3,
        "landed": 1,
        "rejected": 1,
        "skipped": 1,
        "rejects_file": null,
        "reasons": [["area", 1], ["world", 1]],
        "warnings": [],
        "notices": [],
        "error": null,
    }]);
    let (code, found, _) = outcomes(&arguments);
    assert_eq!((code, Value::from(found)), (Some(3), expected));
}

#[test]
fn a_file_that_fails_keeps_no_other_from_landing_and_being_told() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = |name: &str, value: u32| {
        own_file(
            folder.path(),
            name,
            &format!("KAZ,SRB,X,2015,TOTAL,{value},USD\n"),
        )
    };
    let (first, last) = (file("first.csv", 1), file("last.csv", 2));
    let broken = folder.path().join("broken.csv").display().to_string();
    std::fs::write(&broken, "no,trade\n1,2\n").unwrap();
    let (code, found, errors) = outcomes(&[
        "import", &first, &broken, &last, "--output", "json", "--home", &home,
    ]);
    assert_eq!(code, Some(1));
    let told: Vec<(&Value, &Value, &Value)> = found
        .iter()
        .map(|row| (&row["file"], &row["status"], &row["landed"]))
        .collect();
    assert_eq!(
        told,
        [
            (&json!(first), &json!("landed"), &json!(1)),
            (&json!(broken), &json!("failed"), &json!(0)),
            (&json!(last), &json!("landed"), &json!(1)),
        ]
    );
    let problem = found[1]["error"].as_str().unwrap();
    assert_eq!(
        problem,
        format!("{broken}: found \"no, trade\", expected one of the layouts in docs/formats.md")
    );
    assert_eq!(
        errors,
        format!("error: {problem}\n  hint: nothing of this file was imported\n")
    );
}

#[test]
fn explaining_the_world_says_which_rates_it_lacks_as_a_pair_does() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let rows = "KAZ,SRB,X,2015,TOTAL,10,XXX\nKAZ,RUS,X,2015,TOTAL,10,XXX\nSRB,KAZ,M,2015,TOTAL,12,USD\n";
    let file = own_file(folder.path(), "own.csv", rows);
    assert!(run(&["import", &file, "--home", &home]).status.success());
    let lacking = "left out: figures in XXX of 2015, no rate of exchange (add it to rates.csv in the home)\n";
    let pair = run(&["explain", "KAZ", "SRB", "--home", &home]);
    assert_eq!(text(&pair.stderr), lacking);
    let out = folder.path().join("parts.csv").display().to_string();
    let world = run(&["explain-world", &out, "--freq", "A", "--home", &home]);
    assert_eq!(text(&world.stderr), lacking);
    assert_eq!(text(&world.stdout), format!("{out}: 1 cells of 2 pairs\n"));
}

#[test]
fn explaining_the_world_by_years_adds_up_months_as_a_pair_does() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let rows = "KAZ,SRB,X,2015-01,270900,100,USD\nSRB,KAZ,M,2015-01,270900,130,USD\n\
                KAZ,SRB,X,2015-02,270900,50,USD\nSRB,KAZ,M,2015-03,270900,20,USD\n\
                KAZ,SRB,X,2016-01,270900,10,USD\nSRB,KAZ,M,2016-01,310210,7,USD\n";
    let file = own_file(folder.path(), "own.csv", rows);
    assert!(run(&["import", &file, "--home", &home]).status.success());
    let out = folder.path().join("parts.csv").display().to_string();
    let world = run(&["explain-world", &out, "--freq", "A", "--home", &home]);
    assert_eq!(text(&world.stdout), format!("{out}: 3 cells of 1 pairs\n"));
    let pair = [
        "explain", "KAZ", "SRB", "--level", "hs6", "--output", "json", "--home", &home,
    ];
    let mut expected = vec![
        "exporter_code,importer_code,exporter,importer,period,commodity,export_value,import_value,asymmetry,cause,\
         amount,grade,method,low,high,via"
            .to_owned(),
    ];
    let mut rows = super::support::json(&pair);
    rows.sort_by_key(|row| row["commodity"].to_string());
    for row in &rows {
        let field = |of: &Value, name: &str| match &of[name] {
            Value::Null => String::new(),
            value => value.to_string().replace('"', ""),
        };
        let cell = ["period", "commodity", "export_value", "import_value", "asymmetry"];
        let cell = cell.map(|name| field(row, name)).join(",");
        for part in row["parts"].as_array().unwrap() {
            let part =
                ["cause", "amount", "grade", "method", "low", "high", "via"].map(|name| field(part, name));
            let nothing = part[0] == "residual" && part[1] == "0" && part[4] == part[5];
            if !nothing {
                expected.push(format!("398,688,KAZ,SRB,{cell},{}", part.join(",")));
            }
        }
    }
    let found = std::fs::read_to_string(&out).unwrap();
    assert_eq!(found.lines().collect::<Vec<_>>(), expected);
    let cells = [
        "2015,270900,150,150,0,",
        "2016,270900,10,,-10,",
        "2016,310210,,7,7,",
    ];
    for cell in cells {
        assert!(found.contains(&format!(",{cell}")), "{cell}\n{found}");
    }
}
