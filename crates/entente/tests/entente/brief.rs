//! The brief: the figures of `mirror` and `explain` in every form and language.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::DeflateDecoder;
use serde_json::Value;

use super::support::{demo, json, run, text};

const LANGUAGES: [&str; 5] = ["en", "kk", "ru", "sr-Cyrl", "sr-Latn"];
const MADE: &str = "2026-11-28T12:00:00Z";

/// The demo's home with both reports of the ceremony read and the claims checked.
pub(crate) fn home(folder: &Path) -> String {
    let home = demo(folder);
    for (file, more) in [
        ("visit_2024_nca.txt", ["--side", "third"].as_slice()),
        (
            "visit_2024_tanjug.txt",
            &["--side", "SRB", "--published", "2024-11-19", "--announced", "10"],
        ),
        ("visit_2023_astana_times.txt", &["--published", "2023-11-29"]),
    ] {
        let path = format!("{home}/files/{file}");
        let read = [&["register", "read", &path, "--home", &home], more].concat();
        let read = run(&read);
        assert!(read.status.success(), "{}", text(&read.stderr));
    }
    let checked = run(&["claims", "check", "--home", &home]);
    assert!(checked.status.success(), "{}", text(&checked.stderr));
    home
}

fn brief(home: &str, more: &[&str]) -> std::process::Output {
    let command = ["brief", "KAZ", "SRB", "--years", "2015..2018", "--home", home];
    run(&[&command, more].concat())
}

/// A brief as a file, with the time it says it was made at fixed.
fn file(folder: &Path, home: &str, name: &str, more: &[&str]) -> Vec<u8> {
    let path = folder.join(name);
    let output = [
        "--output",
        path.to_str().unwrap(),
        "--replace",
        "--prepared",
        MADE,
    ];
    let written = brief(home, &[&output, more].concat());
    assert!(written.status.success(), "{}", text(&written.stderr));
    assert_eq!(text(&written.stdout), "");
    fs::read(path).unwrap()
}

/// The digits of a text with what groups them left out, and nothing else between them.
fn ungrouped(text: &str) -> String {
    let groups = |sign: char| matches!(sign, ',' | '.' | '\u{a0}' | '\u{202f}' | ' ');
    text.chars().filter(|&sign| !groups(sign)).collect()
}

/// The parts of an archive as texts.
fn parts(archive: &[u8]) -> String {
    let number = |at: usize, bytes: usize| {
        let digits = archive[at..at + bytes].iter().rev();
        digits.fold(0_usize, |sum, &byte| sum << 8 | usize::from(byte))
    };
    let mut whole = String::new();
    for at in 0..archive.len() - 4 {
        if &archive[at..at + 4] != b"PK\x01\x02" {
            continue;
        }
        let (method, size, head) = (number(at + 10, 2), number(at + 20, 4), number(at + 42, 4));
        let start = head + 30 + number(head + 26, 2) + number(head + 28, 2);
        let bytes = &archive[start..start + size];
        let mut part = Vec::new();
        match method {
            0 => part.extend_from_slice(bytes),
            _ => assert!(DeflateDecoder::new(bytes).read_to_end(&mut part).unwrap() > 0),
        }
        whole += &String::from_utf8_lossy(&part);
    }
    whole
}

/// Every figure that the two commands print of the years of the brief: whole dollars as people read them,
/// and as files begin them.
fn printed(home: &str) -> Vec<[String; 2]> {
    let mut figures = Vec::new();
    for (one, other) in [("KAZ", "SRB"), ("SRB", "KAZ")] {
        let pair = [
            one, other, "--from", "2015", "--to", "2018", "--output", "json", "--home", home,
        ];
        for row in json(&[&["mirror"], &pair[..]].concat()) {
            let columns = ["export_value", "import_value", "asymmetry"];
            figures.extend(columns.map(|column| row[column].to_string()));
        }
        for row in json(&[&["explain"], &pair[..]].concat()) {
            for part in row["parts"].as_array().unwrap() {
                figures.extend(["amount", "low", "high"].map(|column| part[column].to_string()));
            }
        }
    }
    let whole = |figure: String| {
        let figure = figure.trim_matches(['"', '-']).to_owned();
        let (units, decimals) = figure.split_once('.').unwrap_or((&figure, "0"));
        let up = u64::from(decimals.starts_with(|first: char| first >= '5'));
        let rounded = units
            .parse::<u64>()
            .map_or(units.to_owned(), |units| (units + up).to_string());
        [rounded, units.to_owned()]
    };
    figures.into_iter().map(whole).collect()
}

#[test]
fn a_brief_tells_in_every_form_and_language_the_figures_that_mirror_and_explain_print() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path());
    let figures = printed(&home);
    for known in [
        "27557712",
        "141989248",
        "114431536",
        "106394409",
        "8037127",
        "24425460",
    ] {
        assert!(
            figures.iter().any(|[figure, _]| figure == known),
            "{known}: {figures:?}"
        );
    }
    for language in LANGUAGES {
        let lang = ["--lang", language];
        let page = file(folder.path(), &home, "brief.html", &lang);
        let letter = file(folder.path(), &home, "brief.docx", &lang);
        let book = file(folder.path(), &home, "brief.xlsx", &lang);
        let data = file(folder.path(), &home, "brief.json", &lang);
        for (form, told) in [
            ("html", text(&page)),
            ("docx", parts(&letter)),
            ("xlsx", parts(&book)),
            ("json", text(&data)),
        ] {
            let told = ungrouped(&told);
            let is_told = |figure: &&[String; 2]| figure.iter().any(|figure| told.contains(figure));
            let missing: Vec<_> = figures.iter().filter(|figure| !is_told(figure)).collect();
            assert!(missing.is_empty(), "{form} {language}: {missing:?}");
        }
        assert!(text(&page).contains(&format!("<html lang=\"{language}\">")));
        for (name, bytes) in [("html", page), ("docx", letter), ("xlsx", book), ("json", data)] {
            let again = file(folder.path(), &home, &format!("again.{name}"), &lang);
            assert!(
                again == bytes,
                "{name} {language} has other bytes the second time"
            );
        }
    }
}

#[test]
fn a_brief_says_what_gives_it_again_and_the_checksum_of_every_table() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path());
    let more = ["--as-of", "2026-11-28", "--side", "KAZ"];
    let told: Value = serde_json::from_slice(&file(folder.path(), &home, "brief.json", &more)).unwrap();
    assert_eq!(
        told["query"],
        "entente brief KAZ SRB --years 2015..2018 --lang en --as-of 2026-11-28 --side KAZ"
    );
    assert_eq!(
        (told["vintage"].as_str(), told["extracted"].as_str()),
        (Some("2026-11-28"), Some(MADE))
    );
    let sums: BTreeMap<&str, &str> = told["tables"]
        .as_array()
        .unwrap()
        .iter()
        .map(|table| (table["name"].as_str().unwrap(), table["sha256"].as_str().unwrap()))
        .collect();
    let names: Vec<&str> = sums.keys().copied().collect();
    assert_eq!(
        names,
        [
            "all_parts",
            "claims",
            "grades",
            "instruments",
            "mirror",
            "mirror_reverse",
            "parts",
            "turnover"
        ]
    );
    let page = text(&file(folder.path(), &home, "brief.html", &more));
    for (name, sum) in sums {
        assert!(page.contains(sum), "{name}");
    }
    // Its own side is not asked.
    let asked = |side: &str| {
        let page = text(&file(folder.path(), &home, "asked.html", &["--side", side]));
        let (_, after) = page.split_once("What to ask the partner</h2>").unwrap();
        after.split_once("</ul>").unwrap().0.to_owned()
    };
    let (kaz, srb) = (asked("KAZ"), asked("SRB"));
    assert!(
        !kaz.contains("<li>Kazakhstan") && !srb.contains("<li>Serbia"),
        "{kaz}{srb}"
    );
    assert!(
        kaz.contains("<li>Serbia") && srb.contains("<li>Kazakhstan"),
        "{kaz}{srb}"
    );
}

#[test]
fn a_brief_as_of_a_day_knows_nothing_of_what_came_later() {
    let folder = tempfile::tempdir().unwrap();
    let home = home(folder.path());
    let told = brief(&home, &["--as-of", "2021-01-01"]);
    assert!(told.status.success(), "{}", text(&told.stderr));
    let told = text(&told.stdout);
    assert!(!told.contains("27,557,712"), "{told}");
    assert!(told.contains("The register holds no instruments of this pair."));
}

#[test]
fn a_brief_that_makes_no_sense_is_refused_with_what_would() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let there = folder.path().join("there.html");
    fs::write(&there, "mine").unwrap();
    let there = there.to_str().unwrap();
    for (arguments, message) in [
        (
            &["KAZ", "SRB", "--output", "brief.doc"][..],
            "error: found brief.doc to write, expected a name that ends in .html, .docx, .xlsx, .pdf or .json",
        ),
        (&["KAZ", "Kazakhstan"], "error: both states are the same"),
        (
            &["KAZ", "SRB", "--side", "RUS"],
            "error: found Russian Federation (RUS) for --side, expected Kazakhstan (KAZ) or Serbia (SRB)",
        ),
        (
            &["KAZ", "SRB", "--years", "2018..2015"],
            "error: invalid value '2018..2015' for '--years <YEARS>': expected years such as 2015..2018, 2015.., \
             ..2018 or 2015",
        ),
        (
            &["KAZ", "SRB", "--lang", "sr-Latin"],
            "error: invalid value 'sr-Latin' for '--lang <LANGUAGE>': expected one of en, kk, ru, sr-Cyrl, sr-Latn \
             (did you mean sr-Latn?)",
        ),
        (
            &["KAZ", "SRB", "--output", there],
            "there already, expected a new name\n  hint: --replace writes over it",
        ),
    ] {
        let refused = run(&[&["brief", "--home", &home], arguments].concat());
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        let said = text(&refused.stderr);
        assert!(said.contains(message), "{said}");
    }
    assert_eq!(fs::read_to_string(there).unwrap(), "mine");
}

/// A brief as PDF, where a folder is all there is to look for programs in.
#[cfg(unix)]
fn printed_by(folder: &Path, home: &str) -> std::process::Output {
    let path = folder.join("brief.pdf");
    std::process::Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(["brief", "KAZ", "SRB", "--home", home, "--replace", "--output"])
        .arg(path)
        .env("PATH", folder)
        .output()
        .unwrap()
}

#[cfg(unix)]
#[test]
fn a_brief_is_set_as_pdf_by_another_program_and_without_it_what_makes_it_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let refused = printed_by(folder.path(), &home);
    assert_eq!(
        (refused.status.code(), text(&refused.stderr).as_str()),
        (
            Some(1),
            "error: found no program entente-pdf, which sets a brief as PDF, beside this one or on PATH\n  hint: \
             `cargo install --path crates/pdf` in the repository makes it, or write the brief as .html, .docx or \
             .xlsx\n"
        )
    );
    // A program in its place gives back what it is given, or fails.
    let program = folder.path().join("entente-pdf");
    let becomes = |script: &str| {
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    };
    becomes("exec /bin/cat");
    let set = printed_by(folder.path(), &home);
    assert!(set.status.success(), "{}", text(&set.stderr));
    let given = fs::read(folder.path().join("brief.pdf")).unwrap();
    let given: Vec<(String, String)> = serde_json::from_slice(&given).unwrap();
    let names: Vec<&str> = given.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((names[0], names.len()), ("data.json", 2));
    assert!(given[0].1.contains("27,557,712") && given[1].1.starts_with("<svg "));
    becomes("echo 'error: no face has a letter' >&2; exit 1");
    let failed = printed_by(folder.path(), &home);
    assert_eq!(
        text(&failed.stderr),
        "error: entente-pdf: exit status: 1, no face has a letter\n"
    );
}
