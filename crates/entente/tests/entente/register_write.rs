//! What people tell the register: what cannot stand is refused, what falls is named, what is quoted is shown
//! and steers nothing.

use std::fs;
use std::path::Path;

use super::register::{Desk, NAME, golden, words};
use super::support::{empty_home, json, run, text};

/// Every line is refused with these words, and nothing is written.
fn refuses(desk: &Desk, lines: &[(&str, &str)]) {
    let before = desk.journal();
    for (line, expected) in lines {
        let (code, said) = desk.fails(&words(line));
        assert_eq!(said, format!("error: {expected}\n"), "{line}");
        assert_eq!(code, Some(2), "{line}");
        assert_eq!(desk.journal(), before, "{line}");
    }
}

#[test]
fn what_cannot_stand_is_refused_with_what_would_and_the_journal_stays() {
    const LINES: [(&str, &str); 11] = [
        (
            "register review --correct claim-1.1=KAZ-QQQ --by NAME",
            "found \"KAZ-QQQ\", expected two states in the order of the alphabet, such as KAZ-SRB",
        ),
        (
            "register review --correct claim-1.2=/id/foo --by NAME",
            "found \"/id/foo\", expected an address such as /id/claim/kz-rs/2024/0006",
        ),
        (
            "register review --correct instrument-6.2=/id/instrument/kz-rs/2024/0007 --by NAME",
            "found \"/id/instrument/kz-rs/2024/0007\", expected an address of its own: it is that of instrument-7",
        ),
        (
            r#"register review --correct claim-1.10={"edtf":"2021"} --by NAME"#,
            "found \"{\\\"edtf\\\":\\\"2021\\\"}\" for period, expected only when, written, relative, ambiguous in it \
             and no \"edtf\", such as {\"when\":\"2022\",\"written\":\"last year\"}",
        ),
        (
            r#"register review --correct claim-1.8={"value":"-5","unit":{"currency":"USD"},"scale":6,"half_unit":"1"} --by NAME"#,
            "found \"-5\", expected no negative amount: a deficit is a flow, and a fall a change",
        ),
        (
            r#"register add instrument-6 --set participant={"state":"QQQ"} --by NAME"#,
            "found \"QQQ\", expected a state by its alpha-3 code in capital letters, such as KAZ",
        ),
        (
            "register review --accept instrument-6 --reject instrument-6 --by NAME",
            "instrument-6 is to be both confirmed and rejected",
        ),
        (
            "register review --accept instrument-6.4 --correct instrument-6.4=treaty --by NAME",
            "instrument-6.4 is to be both corrected and confirmed; a correction stands confirmed",
        ),
        (
            "register review --correct instrument-6.4=treaty instrument-6.4=protocol --by NAME",
            "instrument-6.4 is to be corrected twice",
        ),
        (
            "register event instrument-6 --kind ratified --date 2024-11-18 --party KAZ --by NAME",
            "found \"ratified 2024-11-18\", expected a day not before the signature, 2024-11-19",
        ),
        (
            "register event instrument-6 --kind ratified --date 2025-03-01 --party UZB --by NAME",
            "found \"UZB\", expected a party of instrument-6: KAZ or SRB",
        ),
    ];
    refuses(&Desk::read(), &LINES);
}

#[test]
fn a_word_or_facet_that_is_none_is_refused_with_the_nearest() {
    const LINES: [(&str, &str); 8] = [
        (
            "register list instruments --type agrement",
            "found \"agrement\" for --type, expected one of treaty, agreement, protocol, \
             memorandum_of_understanding, memorandum_of_cooperation, memorandum, convention, exchange_of_notes, \
             exchange_of_letters, joint_statement, declaration, programme, action_plan, roadmap, \
             letter_of_intent, minutes, contract, other (did you mean agreement?)",
        ),
        (
            "register list meetings --level interstate",
            "--level says nothing of meetings; these do: --side, --type, --year, --place, --meeting, --open, \
             --review, --search",
        ),
        (
            "register list entries --side KAZ",
            "--side says nothing of entries; nothing narrows them but --as-of",
        ),
        (
            "register list people --search !",
            "found \"!\", expected words with letters or digits",
        ),
        (
            "register list claims --status in_force",
            "found \"in_force\" for --status, expected one of confirmed, confirmed by one side only, between the \
             two mirrors, contradicted, not checkable",
        ),
        (
            "register list meetings --meeting instrument-6",
            "instrument-6 is no meeting",
        ),
        (
            "register show source-9",
            "there is no source-9\n  hint: `entente register list sources` has them all",
        ),
        (
            "register show instrument/kz-rs/2024/006",
            "there is no \"instrument/kz-rs/2024/006\"; there are instrument-1 to instrument-18, meeting-1 to \
             meeting-6, person-1 to person-5, claim-1 to claim-1\n  hint: did you mean \
             /id/instrument/kz-rs/2024/0006?",
        ),
    ];
    let desk = Desk::read();
    refuses(&desk, &LINES);
    let (_, said) = desk.fails(&["register", "show", "Ministry of Finance"]);
    assert_eq!(
        said,
        "error: \"Ministry of Finance\" may be kaz/ministry-of-finance or srb/ministry-of-finance\n"
    );
}

#[test]
fn what_finds_nothing_is_told_with_what_may_have_been_meant() {
    let desk = Desk::read();
    for (arguments, expected) in [
        (
            ["instruments", "--institution", "Minstry of Finance"],
            "  --institution \"Minstry of Finance\": did you mean Ministry of Finance?\n",
        ),
        (
            ["instruments", "--subject", "turism"],
            "  --subject \"turism\": did you mean tourism?\n",
        ),
        (
            ["meetings", "--place", "Belgrad e"],
            "  --place \"Belgrad e\": did you mean Belgrade?\n",
        ),
        (
            ["instruments", "--search", "readmision"],
            "  --search \"readmision\": did you mean readmission?\n",
        ),
        (["instruments", "--year", "1999"], ""),
    ] {
        let said = desk.succeeds(&["register", "list"], &arguments);
        assert_eq!(said, format!("nothing of that is in the register\n{expected}"));
    }
}

#[test]
fn a_source_an_institution_and_a_person_by_name_are_shown_with_the_words_underlined() {
    let desk = Desk::read();
    let show = |asked: &str| format!("$ show {asked}\n") + &desk.succeeds(&["register", "show", asked], &[]);
    let printed = [
        show("source-3"),
        show("/id/institution/kz/ministry-of-finance"),
        show("Statistical Office"),
        show("kaz/ministry-of-digital-development"),
        show("Нуртлеу"),
        show("/id/person/rs/aleksandar-vucic"),
        show("meeting-4"),
    ];
    golden("show.txt", &printed.concat());
    let rows = json(&[
        "register",
        "show",
        "institution/kz/ministry-of-finance",
        "--output",
        "json",
        "--home",
        &desk.home,
    ]);
    assert_eq!(rows[0]["instruments"], serde_json::json!(["instrument-6"]));
    let rows = json(&[
        "register", "show", "source-3", "--output", "json", "--home", &desk.home,
    ]);
    assert_eq!(rows[0]["source"]["file"], "visit_2023_astana_times.txt");
}

#[test]
fn a_reading_taken_back_takes_what_was_said_of_it_along_and_says_so() {
    let desk = Desk::read();
    let by = ["--by", NAME];
    let mut printed = String::new();
    for line in [
        "register review --correct instrument-6.4=agreement",
        "register event instrument-6 --kind ratified --date 2025-01-01 --party KAZ",
        "register undo 1 --dry-run",
        "register undo 1",
        "register list instruments --side KAZ",
        "register list entries",
        "register undo 6",
        "register show instrument-6 --on 2026-01-01",
    ] {
        let by: &[&str] = if line.contains("list") || line.contains("show") {
            &[]
        } else {
            &by
        };
        printed.push_str(&format!("$ {line}\n"));
        printed.push_str(&desk.succeeds(&words(line), by));
    }
    golden("undo.txt", &printed);
}

#[test]
fn signs_of_a_source_that_steer_a_terminal_are_shown_by_their_codes() {
    let desk = Desk::new();
    let told = "Trade turnover \u{1b}[31mreached\u{202e} $73.8 million in 2022.\n";
    let file = Path::new(&desk.home).join("steering.txt").display().to_string();
    fs::write(&file, told).unwrap();
    let mut printed = desk.succeeds(&["register", "read", &file, "--published", "2023-11-29"], &[]);
    for arguments in [
        ["register", "list", "claims"].as_slice(),
        &["register", "show", "claim-1"],
        &["register", "show", "source-1"],
        &["claims", "check", "--dry-run"],
        &["register", "list", "claims", "--output", "json"],
        &["register", "show", "claim-1", "--output", "json"],
    ] {
        let output = desk.run(arguments, &[]);
        assert_eq!(output.status.code(), Some(0));
        printed.push_str(&text(&output.stdout));
    }
    assert!(!printed.contains(['\u{1b}', '\u{202e}']), "{printed}");
    assert!(printed.contains("\\u{1b}[31mreached\\u{202e}"), "{printed}");
    let claims = json(&[
        "register", "list", "claims", "--output", "json", "--home", &desk.home,
    ]);
    assert_eq!(claims[0]["sentence"].as_str().unwrap(), told.trim_end());
    // What is exported is what was read, letter for letter, and another home takes it.
    let out = Path::new(&desk.home).join("out.csv").display().to_string();
    desk.succeeds(&["register", "export", "--format", "csv", "--out", &out], &[]);
    assert!(fs::read_to_string(&out).unwrap().contains(told.trim_end()));
    let folder = tempfile::tempdir().unwrap();
    let other = empty_home(folder.path());
    let taken = run(&["register", "import", &out, "--by", NAME, "--home", &other]);
    assert_eq!(taken.status.code(), Some(0), "{}", text(&taken.stderr));
}

#[test]
fn an_export_that_was_changed_is_refused_by_what_does_not_hold_and_nothing_is_taken_over() {
    let desk = Desk::read();
    let out = Path::new(&desk.home).join("out.csv").display().to_string();
    desk.succeeds(&["register", "export", "--format", "csv", "--out", &out], &[]);
    let whole = fs::read_to_string(&out).unwrap();
    let changed = whole.replace(",1249,1257,Protocol,", ",1249,1257,Agreement,");
    assert_ne!(changed, whole);
    fs::write(&out, changed).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let other = empty_home(folder.path());
    let taken = run(&["register", "import", &out, "--by", NAME, "--home", &other]);
    assert_eq!(taken.status.code(), Some(1));
    assert_eq!(
        text(&taken.stderr).replace(&out, "FILE"),
        "error: FILE: instrument-6.4: found \"Agreement\" quoted from bytes 1249 to 1257 of source-1, expected \
         \"Protocol\", which stands there; instrument-6.6: found \"Agreement\" quoted from bytes 1249 to 1257 of \
         source-1, expected \"Protocol\", which stands there\n  hint: nothing of this file was taken over\n"
    );
    let listed = run(&["register", "list", "instruments", "--home", &other]);
    assert_eq!(text(&listed.stderr), "nothing of that is in the register\n");

    let published = Path::new(&desk.home)
        .join("published.jsonld")
        .display()
        .to_string();
    desk.succeeds(
        &["register", "review", "--accept", "instrument-6", "--by", NAME],
        &[],
    );
    desk.succeeds(&["register", "export", "--confirmed", "--out", &published], &[]);
    let taken = run(&["register", "import", &published, "--by", NAME, "--home", &other]);
    assert_eq!(
        text(&taken.stdout).replace(&published, "FILE"),
        "FILE: took over 1 source and 14 assertions, entry 1\n  11 quotes were not looked up: the texts of their \
         sources are not in the file\n"
    );
}

#[test]
fn a_file_without_an_end_is_refused_and_nothing_of_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    if !Path::new("/dev/zero").exists() {
        return;
    }
    let output = run(&["register", "read", "/dev/zero", "--home", &home]);
    assert_eq!(
        text(&output.stderr),
        "error: /dev/zero: found more and more bytes, expected at most 67108864; cut out the communiqué and read \
         that\n"
    );
    let output = run(&["register", "import", "/dev/zero", "--by", NAME, "--home", &home]);
    assert_eq!(
        text(&output.stderr),
        "error: /dev/zero: found more than 268435456 bytes, expected at most that\n"
    );
    assert!(!Path::new(&home).join("register/journal.ndjson").exists());
}

#[test]
fn the_help_of_what_takes_values_shows_how_each_is_typed() {
    for command in ["review", "add"] {
        let help = text(&run(&["register", command, "--help"]).stdout);
        for shown in [
            "  operator            ≥\n",
            "  period              {\"when\":\"2022\",\"written\":\"last year\"}\n",
            "  amount\n    {\"value\":\"73800000\",\"unit\":{\"currency\":\"USD\"},\"scale\":6,\"half_unit\":\"50000\"}\n",
        ] {
            assert!(help.contains(shown), "{help}");
        }
    }
}

#[test]
fn a_failed_import_leaves_no_journal_and_an_export_writes_over_nothing_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (bad, out) = (file("bad.csv"), file("register.csv"));
    fs::write(&bad, "The Presidents met.\n").unwrap();
    let import = ["register", "import", &bad, "--by", NAME, "--home", &home];
    assert_eq!(
        text(&run(&import).stderr),
        format!(
            "error: {bad}: line 1: found no header with record, number, field and value, expected a transcript as \
             `entente register export` writes it\n  hint: nothing of this file was taken over\n"
        )
    );
    assert!(!Path::new(&home).join("register").exists());
    fs::write(&out, "mine\n").unwrap();
    let export = [
        "register", "export", "--format", "csv", "--out", &out, "--home", &home,
    ];
    let refused = run(&export);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(
        text(&refused.stderr),
        format!("error: found {out} there already, expected a new name\n  hint: --replace writes over it\n")
    );
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine\n");
    assert!(run(&[&export[..], &["--replace"]].concat()).status.success());
    assert_ne!(fs::read_to_string(&out).unwrap(), "mine\n");
}

#[test]
fn a_language_that_prevails_a_renewal_a_secret_and_a_threshold_are_told_shown_and_published() {
    let desk = Desk::read();
    let facts = "register add instrument-6 --set authentic=kk --set authentic=sr --set prevailing=en --set \
                 renewal=tacitly --set confidentiality=title_only --by NAME";
    desk.succeeds(&words(facts), &[]);
    let metric = r#"metric={"flow":"turnover","reporter":"KAZ","operator":"≥","threshold":{"value":"500000000","unit":{"currency":"USD"},"scale":6,"half_unit":"500000"}}"#;
    desk.succeeds(
        &[
            "register",
            "add",
            "commitment",
            "--title",
            "more trade",
            "--set",
            metric,
            "--by",
            NAME,
        ],
        &[],
    );
    let shown = desk.succeeds(&words("register show instrument-6"), &[]);
    for line in [
        "authentic: kk",
        "authentic: sr",
        "prevailing: en",
        "renewal: tacitly",
        "confidentiality: title_only",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    let shown = desk.succeeds(&words("register show commitment-1"), &[]);
    assert!(
        shown.contains("metric: turnover by KAZ ≥ 500000000 USD, to 500000 either way"),
        "{shown}"
    );
    let whole = desk.succeeds(&words("register export --format csv"), &[]);
    assert!(whole.contains("tacitly"), "{whole}");
    let published = desk.succeeds(&words("register export --format csv --confirmed"), &[]);
    assert!(
        published.contains("title_only") && !published.contains("tacitly"),
        "{published}"
    );
}
