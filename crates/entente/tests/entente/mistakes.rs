//! What is said to somebody who mistypes: the near miss, and what to do.

use std::path::Path;

use super::support::{empty_home, own_file, run, text};

/// Exit code, and the first line of what is said.
fn said(arguments: &[&str]) -> (Option<i32>, String) {
    let output = run(arguments);
    let words = text(&output.stderr);
    (
        output.status.code(),
        words.lines().next().unwrap_or_default().to_owned(),
    )
}

#[test]
fn a_mistyped_state_is_told_the_states_it_is_near() {
    for (typed, expected) in [
        ("SBR", "unknown area \"SBR\"; did you mean Serbia (SRB)?"),
        ("Serbja", "unknown area \"Serbja\"; did you mean Serbia (SRB)?"),
    ] {
        assert_eq!(
            said(&["mirror", typed, "KAZ"]),
            (
                Some(2),
                format!("error: invalid value '{typed}' for '<EXPORTER>': {expected}")
            )
        );
    }
}

#[test]
fn a_mistyped_period_or_day_is_told_how_it_is_written() {
    for (option, typed, expected) in [
        (
            "--from",
            "2015/4",
            "for '--from <PERIOD>': expected a year or month such as 2015, 201504 or 2015-04 (did you mean 2015-04?)",
        ),
        (
            "--to",
            "last",
            "for '--to <PERIOD>': expected a year or month such as 2015, 201504 or 2015-04",
        ),
        (
            "--as-of",
            "19.11.2024",
            "for '--as-of <DATE>': expected a day such as 2024-11-19 (did you mean 2024-11-19?)",
        ),
        (
            "--source",
            "comtrad",
            "for '--source <DATASET>': expected one of entente, kz-bns, am-armstat, uz-stat, eurostat, comtrade, \
             imf-dots (did you mean comtrade?)",
        ),
    ] {
        assert_eq!(
            said(&["mirror", "KAZ", "SRB", option, typed]),
            (Some(2), format!("error: invalid value '{typed}' {expected}"))
        );
    }
}

#[test]
fn a_span_that_ends_before_it_begins_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    for command in ["mirror", "explain", "indicators"] {
        let asked = |from, to| said(&[command, "KAZ", "SRB", "--from", from, "--to", to, "--home", &home]);
        assert_eq!(
            asked("2018", "2015"),
            (Some(2), "error: --from 2018 is after --to 2015".to_owned())
        );
        assert_eq!(asked("2018-06", "2018").0, Some(0), "{command}");
    }
}

#[test]
fn a_mistyped_file_or_layout_is_told_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = own_file(folder.path(), "own.csv", "KAZ,SRB,X,2015,TOTAL,1,USD\n");
    let missing = folder.path().join("onw.csv").display().to_string();
    for more in [["--home", &home].as_slice(), &["--dry-run"]] {
        assert_eq!(
            said(&[["import", missing.as_str()].as_slice(), more].concat()),
            (
                Some(1),
                format!("error: {missing}: no such file (did you mean {file}?)")
            )
        );
    }
    let below = folder.path().display().to_string();
    assert_eq!(
        said(&["import", &below, "--home", &home]),
        (
            Some(1),
            format!("error: {below}: found a folder, expected a file; name the files in it")
        )
    );
    let (code, words) = said(&["import", &file, "--layout", "entente-cvs", "--home", &home]);
    assert_eq!(code, Some(2));
    assert!(words.ends_with("sdmx-ml (did you mean entente-csv?)"), "{words}");
}

/// A file of the specimens of the intake.
fn specimen(name: &str) -> String {
    let specimens = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mirror/tests/specimens");
    specimens.join(name).display().to_string()
}

#[test]
fn the_same_bytes_with_another_flow_or_layout_change_nothing_and_are_told_why() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = specimen("uzbekistan_export.csv");
    let import = |more: &[&str]| run(&[&["import", &file, "--home", &home], more].concat());
    let landed = import(&["--flow", "export", "--vintage", "2024-01-01"]);
    assert!(text(&landed.stdout).contains("uzbekistan-csv, vintage 2024-01-01"));
    let figures = || text(&run(&["mirror", "UZB", "KAZ", "--home", &home, "--output", "csv"]).stdout);
    let before = figures();
    assert!(before.lines().count() > 1, "{before}");
    let refused = format!(
        "error: {file}: found the bytes of import 1, which read them as uzbekistan-csv with --flow export, \
         expected the same again\n  hint: nothing changed, for figures that landed stay. If that import read \
         the file wrongly, make a new home with `entente init` and import the files there, this one as it \
         should be read\n"
    );
    for more in [["--flow", "import"], ["--layout", "armenia-csv"]] {
        let output = import(&more);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(text(&output.stderr), refused);
    }
    // What comes to the same.
    for more in [&[][..], &["--layout", "uzbekistan-csv"], &["--flow", "export"]] {
        assert_eq!(
            text(&import(more).stdout),
            format!("{file}: already there as import 1, vintage 2024-01-01; nothing changed\n")
        );
    }
    assert_eq!(figures(), before);
}

#[test]
fn a_flow_given_for_a_file_that_says_its_own_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = own_file(folder.path(), "own.csv", "KAZ,SRB,X,2015,TOTAL,10,USD\n");
    let problem = format!(
        "error: {file}: found the option flow, expected none: the layout entente-csv says the flow itself\n  \
         hint: leave out `--flow`"
    );
    let given = ["import", &file, "--flow", "import"];
    let dry = run(&[&given[..], &["--dry-run"]].concat());
    assert_eq!(text(&dry.stderr), format!("{problem}\n"));
    let meant = run(&[&given[..], &["--home", &home]].concat());
    let expected = format!("{problem}; nothing of this file was imported\n");
    assert_eq!(
        (meant.status.code(), text(&meant.stderr)),
        (Some(1), expected.clone())
    );
    let landed = run(&["import", &file, "--home", &home]);
    assert!(landed.status.success() && text(&landed.stdout).contains("1 figures landed"));
    let again = run(&[&given[..], &["--home", &home]].concat());
    assert_eq!(text(&again.stderr), expected);
}

#[test]
fn an_uzbek_table_is_told_the_option_that_names_its_flow() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = specimen("uzbekistan_export.csv");
    let problem = format!(
        "error: {file}: found no flow in the file, expected the option flow: export or import, for Uzbekistan's \
         tables do not say which they hold\n  hint: say which it holds with `--flow export|import`"
    );
    let output = run(&["import", &file, "--home", &home]);
    assert_eq!(
        text(&output.stderr),
        format!("{problem}; nothing of this file was imported\n")
    );
    assert_eq!(
        text(&run(&["import", &file, "--dry-run"]).stderr),
        format!("{problem}\n")
    );
    let output = run(&["import", &file, "--flow", "export", "--dry-run"]);
    assert!(
        text(&output.stdout).contains("uzbekistan-csv"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_vintage_after_today_is_wrong_usage_and_nothing_is_imported() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = own_file(folder.path(), "own.csv", "KAZ,SRB,X,2015,TOTAL,1,USD\n");
    let today = jiff::Timestamp::now().strftime("%Y-%m-%d").to_string();
    for more in [["--home", &home].as_slice(), &["--dry-run"]] {
        let import = |day: &str| said(&[["import", &file, "--vintage", day].as_slice(), more].concat());
        assert_eq!(
            import("2999-01-01"),
            (
                Some(2),
                format!(
                    "error: found the vintage 2999-01-01, expected the day of the release, which is not after today, \
                     {today} in UTC"
                )
            )
        );
    }
    let output = run(&["mirror", "KAZ", "SRB", "--output", "csv", "--home", &home]);
    assert_eq!(text(&output.stdout).lines().count(), 1);
    let output = run(&["import", &file, "--vintage", &today, "--home", &home]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn the_doctor_of_no_home_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let checked = |path: &Path| {
        let output = run(&["doctor", "--home", &path.display().to_string()]);
        assert_eq!(text(&output.stdout), "");
        (output.status.code(), text(&output.stderr))
    };
    let hint = |path: &Path| {
        format!(
            "  hint: make one with `entente init {} --side KAZ --partner SRB`, or name the one you have with --home\n",
            path.display()
        )
    };
    let missing = folder.path().join("missing");
    let path = missing.display();
    assert_eq!(
        checked(&missing),
        (
            Some(1),
            format!(
                "error: {path}: no such folder, so there is no home to check\n{}",
                hint(&missing)
            )
        )
    );
    std::fs::create_dir(&missing).unwrap();
    assert_eq!(
        checked(&missing),
        (
            Some(1),
            format!(
                "error: {path}: no home, for nothing of one is in it\n{}",
                hint(&missing)
            )
        )
    );
    let home = empty_home(folder.path());
    std::fs::remove_file(Path::new(&home).join("entente.toml")).unwrap();
    let output = run(&["doctor", "--home", &home]);
    assert!(
        text(&output.stdout).starts_with("damage entente.toml\n"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_trial_says_of_known_bytes_what_the_import_would() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = specimen("uzbekistan_export.csv");
    let import = |more: &[&str]| {
        let output = run(&[&["import", &file, "--home", &home], more].concat());
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    assert_eq!(import(&["--flow", "export"]).0, Some(0));
    let dry = |more: &[&str]| import(&[more, &["--dry-run"]].concat());
    let there = format!("{file}: already there as import 1, vintage ");
    assert!(dry(&["--flow", "export"]).1.starts_with(&there));
    for more in [["--flow", "import"].as_slice(), &["--flow", "export"], &[]] {
        assert_eq!(dry(more), import(more));
    }
    assert_eq!(dry(&["--flow", "import"]).0, Some(1));
    let stated = ["--vintage", "2024-01-01"];
    let (code, said, _) = dry(&stated);
    assert_eq!(code, Some(0));
    let expected = format!("{file}: already there as import 1, vintage 2024-01-01; it is ");
    assert!(said.starts_with(&expected), "{said}");
    assert_eq!(dry(&stated).1, said);
    assert!(import(&stated).1.contains("until now"));
    assert_eq!(dry(&stated), import(&stated));
}
