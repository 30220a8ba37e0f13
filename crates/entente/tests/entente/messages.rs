//! SDMX into a home: what one home exports another takes in and tells alike.

use std::fmt::Write as _;
use std::path::Path;

use super::support::{demo, empty_home, json, run, text};

/// Every format that holds several dataflows, and the one that holds one.
const FORMATS: [&str; 8] = [
    "sdmx-csv",
    "sdmx-csv-1.0",
    "sdmx-csv-2.1",
    "sdmx-json",
    "sdmx-json-2.1",
    "sdmx-ml",
    "sdmx-ml-2.1",
    "sdmx-ml-generic",
];
const ONE_FLOW: &str = "sdmx-json-1.0";

/// The bytes of an export that succeeds.
fn exported(home: &str, format: &str, more: &[&str]) -> Vec<u8> {
    let fixed = [
        "--home",
        home,
        "--format",
        format,
        "--prepared",
        "2026-11-27T12:00:00Z",
    ];
    let output = run(&[&["export"], &fixed[..], more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    output.stdout
}

/// A new home that took in a message, which rejected nothing.
fn taken_in(folder: &Path, name: &str, message: &[u8]) -> String {
    let room = folder.join(name);
    std::fs::create_dir_all(&room).unwrap();
    let home = empty_home(&room);
    let file = room.join("message").display().to_string();
    std::fs::write(&file, message).unwrap();
    let told = json(&["import", &file, "--home", &home, "--output", "json"]);
    assert_eq!(
        (&told[0]["status"], &told[0]["rejected"], &told[0]["skipped"]),
        (&"landed".into(), &0.into(), &0.into()),
        "{told:?}"
    );
    let doctor = run(&["doctor", "--home", &home]);
    assert!(doctor.status.success(), "{}", text(&doctor.stdout));
    home
}

/// What a home says of a pair, at every level and of years and months.
fn said(home: &str) -> Vec<String> {
    let mut said = Vec::new();
    for pair in [["KAZ", "SRB"], ["SRB", "KAZ"]] {
        for command in ["mirror", "explain"] {
            for level in ["total", "hs2", "hs6"] {
                for freq in ["A", "M"] {
                    let more = [
                        "--level", level, "--freq", freq, "--output", "json", "--home", home,
                    ];
                    let output = run(&[&[command], &pair[..], &more].concat());
                    said.push(format!("{:?} {}", output.status.code(), text(&output.stdout)));
                }
            }
        }
    }
    said
}

/// Files below a folder with their bytes, in order.
fn objects(home: &str) -> Vec<Vec<u8>> {
    let (mut found, mut folders) = (Vec::new(), vec![Path::new(home).join("objects")]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push(std::fs::read(path).unwrap()),
            }
        }
    }
    found
}

/// Every format's message of a home, taken in by a new one, comes out again byte for byte.
fn round(folder: &Path, home: &str, formats: &[&str], more: &[&str]) -> Vec<String> {
    let mut homes = Vec::new();
    for format in formats {
        let message = exported(home, format, more);
        let name = format!("{format}{}", more.join(""));
        let other = taken_in(folder, &name, &message);
        assert_eq!(objects(&other), std::slice::from_ref(&message), "{format}");
        assert!(exported(&other, format, more) == message, "{format} {more:?}");
        homes.push(other);
    }
    homes
}

#[test]
fn the_demo_s_figures_go_through_every_format_and_are_told_alike() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let expected = said(&home);
    assert!(expected.iter().any(|text| text.len() > 1_000));
    for other in round(folder.path(), &home, &FORMATS, &[]) {
        assert!(said(&other) == expected, "{other}");
    }
    round(folder.path(), &home, &[ONE_FLOW], &["--source", "imf-dots"]);
}

#[test]
fn the_same_message_twice_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let message = exported(&home, "sdmx-json", &["KAZ", "SRB"]);
    let other = taken_in(folder.path(), "other", &message);
    let file = folder.path().join("other/message").display().to_string();
    let again = json(&["import", &file, "--home", &other, "--output", "json"]);
    assert_eq!(again[0]["status"], "already_there", "{again:?}");
    assert_eq!(exported(&other, "sdmx-json", &["KAZ", "SRB"]), message);
}

/// Draws numbers, the same each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// A file of Entente's own columns with records of every kind.
fn book(draw: &mut Draw, rows: usize) -> String {
    let mut text =
        "reporter,partner,second_partner,flow,period,commodity,edition,procedure,transport,value,currency,\
                    dataset,valuation,attribution,fob_value,cif_value,net_weight_kg,quantity,quantity_unit,\
                    national_currency,national_value\n"
            .to_owned();
    for _ in 0..rows {
        let (reporter, partner) =
            [("KAZ", "SRB"), ("SRB", "KAZ"), ("RUS", "KAZ"), ("SRB", "RUS")][draw.below(4)];
        let (edition, code) = [
            ("H4", "270900"),
            ("H4", "27"),
            ("H5", "TOTAL"),
            ("H6", "9999AA"),
            ("HS", "27XXXX"),
            ("H2", "010121"),
        ][draw.below(6)];
        let attribution = draw.one(&["", "origin", "consignment", "last_known_destination", "imputed"]);
        let amount = |draw: &mut Draw| format!("{}.{:03}", draw.below(1_000_000), draw.below(1_000));
        let maybe = |draw: &mut Draw| match draw.below(3) {
            0 => format!("{}.5", draw.below(900) + 1),
            _ => String::new(),
        };
        let fields = [
            reporter.to_owned(),
            partner.to_owned(),
            draw.one(&["", "", "DEU", "RUS"]).to_owned(),
            draw.one(&["export", "import", "RX", "FM", "MOP"]).to_owned(),
            draw.one(&["2015", "2016", "2015-04", "2016-12"]).to_owned(),
            code.to_owned(),
            edition.to_owned(),
            draw.one(&["0", "0", "1", "20"]).to_owned(),
            draw.one(&["0", "0", "2100", "9900"]).to_owned(),
            amount(draw),
            draw.one(&["USD", "EUR", "KZT"]).to_owned(),
            draw.one(&["entente", "comtrade", "kz-bns"]).to_owned(),
            draw.one(&["", "FOB", "CIF"]).to_owned(),
            attribution.to_owned(),
            maybe(draw),
            maybe(draw),
            maybe(draw),
        ];
        let _ = write!(text, "{}", fields.join(","));
        match draw.below(3) {
            0 => text.push_str(",7.25,5"),
            _ => text.push_str(",,"),
        }
        match draw.below(3) {
            0 => text.push_str(",KZT,27900\n"),
            _ => text.push_str(",,\n"),
        }
    }
    text
}

#[test]
fn made_books_of_several_releases_go_through_every_format() {
    for seed in 0..4 {
        let folder = tempfile::tempdir().unwrap();
        let home = empty_home(folder.path());
        let mut draw = Draw(seed);
        for (number, vintage) in ["2017-01-02", "2018-03-04", ""].iter().enumerate() {
            let file = folder.path().join(format!("{number}.csv")).display().to_string();
            std::fs::write(&file, book(&mut draw, 150)).unwrap();
            let stated = ["--vintage", vintage];
            let stated = if vintage.is_empty() { &[] } else { &stated[..] };
            let import = run(&[&["import", &file, "--home", &home], stated].concat());
            assert_eq!(import.status.code(), Some(0), "{}", text(&import.stderr));
        }
        let (expected, homes) = (said(&home), round(folder.path(), &home, &FORMATS, &[]));
        assert!(said(&homes[0]) == expected, "{seed}");
        for source in ["entente", "comtrade"] {
            round(folder.path(), &home, &[ONE_FLOW], &["--source", source]);
        }
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let message = text(&exported(&home, "sdmx-csv", &[]));
    let (header, rows) = message.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    let measure = |row: &&str| row.split(',').nth(14).unwrap().to_owned();
    rows.sort_by_key(measure);
    let turned = format!("{header}\n{}\n", rows.join("\n"));
    assert_ne!(turned, message);
    let other = taken_in(folder.path(), "turned", turned.as_bytes());
    assert!(text(&exported(&other, "sdmx-csv", &[])) == message);
}

/// A message of one figure by an action, with its release.
fn one_figure(action: char, value: &str, vintage: &str) -> String {
    let header = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COMMODITY_CUSTOM_BREAKDOWN,\
                  COUNTERPART_AREA_1,COUNTERPART_AREA_2,TRANSPORT_MODE_BORDER,CUSTOMS_PROC,ACTIVITY,TRANSFORMATION,\
                  MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MULT,UNIT_MEASURE,OBS_STATUS,COUNTERPART_AREA_1_TYPE,VALUATION,\
                  CURRENCY,VINTAGE,VINTAGE_BASIS";
    format!(
        "{header}\ndataflow,ENTENTE:IMTS_ENTENTE(1.0.0),{action},A,KAZ,X,HS_TOTAL,0,SRB,W00,0,C00,_T,N,VALUE,2015,{value},0,\
         CUR,A,_U,FOB,USD,{vintage},STATED\n"
    )
}

#[test]
fn actions_tell_records_and_a_deletion_is_refused_and_takes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let mut codes = Vec::new();
    for (action, value, vintage) in [
        ('A', "10", "2016-01-01"),
        ('R', "12", "2018-01-01"),
        ('M', "11", "2017-01-01"),
        ('D', "12", "2019-01-01"),
    ] {
        let file = folder.path().join(format!("{action}.csv")).display().to_string();
        std::fs::write(&file, one_figure(action, value, vintage)).unwrap();
        codes.push(run(&["import", &file, "--home", &home]).status.code());
    }
    assert_eq!(codes, [Some(0), Some(0), Some(0), Some(3)]);
    let value = |as_of: &[&str]| {
        let told = text(&exported(&home, "sdmx-csv", as_of));
        told.lines()
            .nth(1)
            .and_then(|row| row.split(',').nth(16).map(str::to_owned))
    };
    assert_eq!(value(&[]).as_deref(), Some("12"));
    assert_eq!(value(&["--as-of", "2017-06-30"]).as_deref(), Some("11"));
    assert_eq!(value(&["--as-of", "2016-06-30"]).as_deref(), Some("10"));
    let rejects = std::fs::read_dir(Path::new(&home).join("rejects")).unwrap();
    let files: Vec<String> = rejects
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(files.len(), 1);
    assert!(files[0].contains("ACTION,Delete,"), "{}", files[0]);
}

#[test]
fn a_release_of_a_day_to_come_is_rejected_and_a_stated_one_stands_for_rows_without() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let import = |name: &str, message: &str, vintage: &str| {
        let file = folder.path().join(name).display().to_string();
        std::fs::write(&file, message).unwrap();
        let arguments = [
            "import",
            &file,
            "--home",
            &home,
            "--output",
            "json",
            "--vintage",
            vintage,
        ];
        let output = run(&arguments);
        let told: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
        (output.status.code(), told[0].clone())
    };
    let (code, late) = import("late.csv", &one_figure('I', "1", "2999-01-01"), "2016-01-01");
    assert_eq!((code, &late["rejected"]), (Some(3), &1.into()));
    let (_, undated) = import(
        "undated.csv",
        &one_figure('I', "1", "").replace(",STATED", ","),
        "2016-01-01",
    );
    assert_eq!(undated["vintage"], "2016-01-01");
    let (_, dated) = import("dated.csv", &one_figure('I', "2", "2015-05-05"), "2016-02-01");
    assert_eq!(
        (&dated["vintage"], &dated["vintage_refused"]),
        (&"2015-05-05".into(), &"2016-02-01".into())
    );
}

#[test]
fn a_trial_counts_what_an_import_lands() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let file = folder.path().join("message.xml").display().to_string();
    std::fs::write(&file, exported(&home, "sdmx-ml", &[])).unwrap();
    let tried = json(&["import", &file, "--dry-run", "--output", "json", "--home", &home]);
    let other = empty_home(folder.path());
    let landed = json(&["import", &file, "--output", "json", "--home", &other]);
    for field in [
        "layout",
        "vintage",
        "vintage_stated",
        "landed",
        "rows",
        "rejected",
    ] {
        assert_eq!(tried[0][field], landed[0][field], "{field}");
    }
}

#[test]
fn a_broken_message_lands_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let other = empty_home(folder.path());
    for format in ["sdmx-ml", "sdmx-json"] {
        let message = exported(&home, format, &["KAZ", "SRB"]);
        let file = folder.path().join(format).display().to_string();
        std::fs::write(&file, &message[..message.len() - 20]).unwrap();
        let output = run(&["import", &file, "--home", &other]);
        assert_eq!(output.status.code(), Some(1), "{format} {}", text(&output.stderr));
    }
    assert!(!Path::new(&other).join("books").exists() || objects(&other).is_empty());
}

#[test]
fn a_media_type_names_a_format_as_its_short_word_does() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    for (word, media_type) in [
        ("sdmx-csv", "application/vnd.sdmx.data+csv;version=2.0.0"),
        ("sdmx-json-2.1", "application/vnd.sdmx.data+json;version=2.1.0"),
        (
            "sdmx-ml-generic",
            "application/vnd.sdmx.genericdata+xml;version=2.1",
        ),
        ("SDMX-CSV", "text/csv"),
    ] {
        let asked = ["KAZ", "SRB"];
        assert!(
            exported(&home, word, &asked) == exported(&home, media_type, &asked),
            "{word}"
        );
    }
}

#[test]
fn a_file_that_cannot_be_written_leaves_no_part_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let out = folder.path().join("taken").display().to_string();
    std::fs::create_dir(&out).unwrap();
    std::fs::write(folder.path().join("taken/file"), "").unwrap();
    let output = run(&["export", "--home", &home, "--out", &out]);
    assert_eq!(output.status.code(), Some(1));
    // A home is damaged after its book was opened: the message breaks off in the middle.
    let mut folders = vec![Path::new(&home).join("books")];
    while let Some(below) = folders.pop() {
        for entry in std::fs::read_dir(below).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let bytes = std::fs::read(&path).unwrap();
                    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
                }
            }
        }
    }
    let out = folder.path().join("out.csv").display().to_string();
    let output = run(&["export", "--home", &home, "--out", &out]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let left: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().display().to_string())
        .filter(|name| name.ends_with(".part") || name == "out.csv")
        .collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn the_structures_of_a_home_say_what_data_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let home = demo(folder.path());
    let of = |format: &str| text(&exported(&home, format, &["--structures"]));
    for (format, marks) in [
        ("sdmx-ml", ["DataConstraint", "AgencyScheme"]),
        ("sdmx-ml-2.1", ["ContentConstraint", "AgencyScheme"]),
        ("sdmx-json", ["dataConstraints", "agencySchemes"]),
        ("sdmx-json-1.0", ["contentConstraints", "agencySchemes"]),
        ("sdmx-json-2.1", ["availab", "agencySchemes"]),
    ] {
        let told = of(format);
        assert!(marks.iter().all(|mark| told.contains(mark)), "{format}");
    }
    let without = run(&["export", "--structures", "--format", "sdmx-json"]);
    assert!(!text(&without.stdout).contains("dataConstraints"));
}

/// The message that a home exports, with something behind its data.
fn with_footer(home: &str, footer: &str) -> String {
    let message = text(&exported(
        home,
        "sdmx-ml",
        &["KAZ", "SRB", "--source", "imf-dots"],
    ));
    let space = "xmlns:f=\"http://www.sdmx.org/resources/sdmxml/schemas/v3_0/message/footer\"";
    let end = "</message:StructureSpecificData>";
    assert_eq!(message.matches(end).count(), 1);
    message.replace(end, &format!("<f:Footer {space}>{footer}</f:Footer>{end}"))
}

#[test]
fn a_message_that_says_it_is_a_part_lands_and_is_told_as_a_part() {
    let folder = tempfile::tempdir().unwrap();
    let demo = demo(folder.path());
    let file = folder.path().join("message.xml").display().to_string();
    let text_of = |words: &str| format!("<common:Text xml:lang=\"en\">{words}</common:Text>");
    let import = |name: &str, more: &[&str]| {
        let room = folder.path().join(name);
        std::fs::create_dir_all(&room).unwrap();
        let home = empty_home(&room);
        run(&[&["import", &file, "--home", &home], more].concat())
    };
    let notice = |code: &str, severity: &str, words: &str| {
        let text = text_of(words);
        format!("<f:Message code=\"{code}\" severity=\"{severity}\">{text}</f:Message>")
    };
    let warned = notice("8", "Warning", "more comes tomorrow");
    std::fs::write(&file, with_footer(&demo, &warned)).unwrap();
    let output = import("warned", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let line = "  warning: the file says of itself: warning 8: more comes tomorrow\n";
    assert!(text(&output.stdout).ends_with(line), "{}", text(&output.stdout));
    let cut = notice("413", "Error", "only a part is here");
    std::fs::write(&file, with_footer(&demo, &format!("{warned}{cut}"))).unwrap();
    let output = import("cut", &[]);
    let lines = "  warning: the file says of itself: warning 8: more comes tomorrow\n  \
                 warning: the file says of itself: error 413: only a part is here\n  \
                 so its figures may be a part of what was asked for; what is there was read. Ask the\n  \
                 sender for the rest, in smaller parts if it was too much, and import that too\n";
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(text(&output.stdout).ends_with(lines), "{}", text(&output.stdout));
    for more in [&["--output", "json"][..], &["--output", "json", "--dry-run"]] {
        let output = import(&format!("json{}", more.len()), more);
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let expected = serde_json::json!([
            { "code": "8", "severity": "warning", "text": "more comes tomorrow" },
            { "code": "413", "severity": "error", "text": "only a part is here" },
        ]);
        assert_eq!((output.status.code(), &told[0]["notices"]), (Some(3), &expected));
        assert_eq!(told[0]["rejected"], 0);
    }
}

#[test]
fn a_message_of_structures_is_kept_and_held_against_those_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = folder.path().join("structures").display().to_string();
    let two = "16 Codelist, 1 ConceptScheme, 1 DataStructure, 7 Dataflow";
    let three = format!("{two}, 1 StructureMap");
    let formats = [
        ("sdmx-ml", "sdmx-ml", 27, &three),
        ("sdmx-ml-2.1", "sdmx-ml", 26, &two.to_owned()),
        ("sdmx-json", "sdmx-json", 27, &three),
        ("sdmx-json-1.0", "sdmx-json", 26, &two.to_owned()),
        ("sdmx-json-2.1", "sdmx-json", 27, &three),
    ];
    for (number, (format, layout, count, classes)) in formats.into_iter().enumerate() {
        std::fs::write(&file, exported(&home, format, &["--structures"])).unwrap();
        let kept = |how: &str| {
            let own = count - 1;
            format!(
                "{file}: {layout}, a structure message, {how}\n  {count} artefacts: 1 AgencyScheme, {classes}\n  \
                 {own} are of Entente itself: {own} as here, 0 otherwise; those of this program hold\n"
            )
        };
        let output = run(&["import", &file, "--home", &home, "--dry-run"]);
        assert_eq!(
            text(&output.stdout),
            kept("would be kept"),
            "{}",
            text(&output.stderr)
        );
        let output = run(&["import", &file, "--home", &home]);
        let expected = kept(&format!("kept as import {}", number + 1));
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), expected));
        let output = run(&["import", &file, "--home", &home]);
        let there = format!("already there as import {}", number + 1);
        assert!(text(&output.stdout).contains(&there), "{}", text(&output.stdout));
    }
    assert_eq!(run(&["doctor", "--home", &home]).status.code(), Some(0));
}

#[test]
fn structures_that_are_otherwise_or_wrong_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = folder.path().join("structures.xml").display().to_string();
    let message = text(&exported(&home, "sdmx-ml", &["--structures"]));
    let renamed = message.replacen("Trade as told by eurostat", "Trade as told by somebody", 1);
    assert_ne!(renamed, message);
    std::fs::write(&file, &renamed).unwrap();
    let output = run(&["import", &file, "--home", &home, "--output", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let expected = serde_json::json!(["Dataflow=ENTENTE:IMTS_EUROSTAT(1.0.0)"]);
    assert_eq!(told[0]["structures"]["otherwise"], expected);
    assert_eq!(told[0]["structures"]["artefacts"].as_array().unwrap().len(), 27);
    assert_eq!(
        (&told[0]["status"], &told[0]["dataset"]),
        (&"landed".into(), &serde_json::Value::Null)
    );

    let wrong = message
        .replacen("<str:Code id=\"A\"", "<str:Code ident=\"A\"", 1)
        .replacen("<str:Code id=\"M\"", "<str:Code name=\"M\"", 1);
    std::fs::write(&file, wrong).unwrap();
    let output = run(&["import", &file, "--home", &home]);
    assert_eq!(output.status.code(), Some(1));
    let list = "Codelist=ENTENTE:CL_FREQ(1.0.0)";
    assert_eq!(
        text(&output.stderr),
        format!(
            "error: {file}: found 4 faults in a structure message, expected none\n  \
             line 226329: {list}: id: found nothing, expected a text\n  \
             line 226329: {list}: Code: found attribute ident, expected none here\n  \
             line 226332: {list}: id: found nothing, expected a text\n  \
             line 226332: {list}: Code: found attribute name, expected none here\n  \
             hint: nothing of this file was imported\n"
        )
    );
}
