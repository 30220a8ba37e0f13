//! The register from outside: from a text to what both sides agreed, and whose figure a claim is.
//!
//! Complete outputs lie in `register/`; `BLESS=1` writes them anew.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::support::{demo, empty_home, json, run, text};

pub(super) const NAME: &str = "A. Serikova";

/// A home with the demo's figures and texts.
pub(super) struct Desk {
    _folder: tempfile::TempDir,
    pub(super) home: String,
}

impl Desk {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = demo(folder.path());
        Self {
            _folder: folder,
            home,
        }
    }

    /// The same with both sides' lists of November 2024, and the article of 2023.
    pub(super) fn read() -> Self {
        let desk = Self::new();
        for arguments in [
            ["visit_2024_nca.txt", "--side", "KAZ", "--publisher", "nCa"].as_slice(),
            &[
                "visit_2024_tanjug.txt",
                "--side",
                "SRB",
                "--published",
                "2024-11-19",
                "--publisher",
                "Tanjug",
                "--announced",
                "10",
            ],
            &[
                "visit_2023_astana_times.txt",
                "--published",
                "2023-11-29",
                "--publisher",
                "The Astana Times",
            ],
        ] {
            desk.succeeds(&["register", "read", &desk.file(arguments[0])], &arguments[1..]);
        }
        desk
    }

    pub(super) fn file(&self, name: &str) -> String {
        Path::new(&self.home)
            .join("files")
            .join(name)
            .display()
            .to_string()
    }

    pub(super) fn run(&self, arguments: &[&str], more: &[&str]) -> std::process::Output {
        // Files are named from within the home, so that no line breaks elsewhere on another machine.
        let mut command = Command::new(env!("CARGO_BIN_EXE_entente"));
        let command = command.args(arguments).args(more).current_dir(&self.home);
        command.output().unwrap()
    }

    /// What a command prints that succeeds, with today as DAY.
    pub(super) fn succeeds(&self, arguments: &[&str], more: &[&str]) -> String {
        let output = self.run(arguments, more);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let printed = text(&output.stdout) + &text(&output.stderr);
        printed
            .replace(&self.home, "HOME")
            .lines()
            .map(|line| without_today(line) + "\n")
            .collect()
    }

    /// Exit code and what is said on standard error.
    pub(super) fn fails(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = self.run(arguments, &[]);
        (
            output.status.code(),
            text(&output.stderr).replace(&self.home, "HOME"),
        )
    }

    pub(super) fn journal(&self) -> Vec<u8> {
        fs::read(Path::new(&self.home).join("register/journal.ndjson")).unwrap_or_default()
    }

    fn rows(&self, what: &str, more: &[&str]) -> Vec<Value> {
        json(
            &[
                &["register", "list", what, "--output", "json", "--home", &self.home],
                more,
            ]
            .concat(),
        )
    }
}

/// The day a test runs on, and its times, are no promise.
fn without_today(line: &str) -> String {
    let mut line = line.to_owned();
    while let Some(at) = line
        .find("T")
        .filter(|at| is_time(&line, *at))
        .or_else(|| time(&line))
    {
        line.replace_range(at - 10..at + 10, "TIME");
    }
    let today = today();
    line.replace(&today, "DAY")
}

fn time(line: &str) -> Option<usize> {
    line.match_indices('T')
        .map(|(at, _)| at)
        .find(|at| is_time(line, *at))
}

fn is_time(line: &str, at: usize) -> bool {
    at >= 10
        && line.as_bytes().get(at + 9) == Some(&b'Z')
        && line.as_bytes()[at - 10..at]
            .iter()
            .all(|byte| byte.is_ascii_digit() || *byte == b'-')
}

fn today() -> String {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    // Days to a date of the civil calendar, counted from 1 March of the year 0.
    let days = i64::try_from(seconds / 86_400).unwrap() + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Compares with what lies in `register/`, or writes it there.
pub(super) fn golden(name: &str, printed: &str) {
    let wide: Vec<&str> = printed.lines().filter(|line| line.chars().count() > 80).collect();
    assert_eq!(wide, Vec::<&str>::new(), "{name}: lines fit 80 columns");
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/entente/register")
        .join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, printed).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(printed, expected, "{name}");
}

#[test]
fn a_report_is_read_into_proposals_with_what_it_leaves_open() {
    let desk = Desk::new();
    let read = |name: &str, more: &[&str]| desk.succeeds(&["register", "read", &desk.file(name)], more);
    let printed = [
        read("visit_2024_nca.txt", &["--side", "KAZ"]),
        read(
            "visit_2024_tanjug.txt",
            &["--side", "SRB", "--published", "2024-11-19", "--announced", "10"],
        ),
        read("visit_2023_astana_times.txt", &[]),
        read("visit_2023_astana_times.txt", &[]),
        read("visit_2023_astana_times.txt", &["--published", "2023-11-29"]),
    ];
    golden("read.txt", &printed.concat());
}

#[test]
fn the_lists_show_what_is_told_by_whom_and_how_it_stands() {
    let desk = Desk::read();
    let list = |what: &str, more: &[&str]| {
        format!("$ list {what} {}\n", more.join(" ")) + &desk.succeeds(&["register", "list", what], more)
    };
    let printed = [
        list("instruments", &["--side", "KAZ"]),
        list("instruments", &["--institution", "министерство финансов"]),
        list("instruments", &["--one-sided"]),
        list("instruments", &["--subject", "туризам"]),
        list("meetings", &[]),
        list("people", &["--search", "Вучић"]),
        list("commitments", &[]),
        list("claims", &[]),
        list("institutions", &["--side", "SRB"]),
        list("institutions", &["--search", "жасанды интеллект"]),
        list("sources", &[]),
        list("entries", &[]),
        list("meetings", &["--year", "1999"]),
    ];
    golden("list.txt", &printed.concat());
}

#[test]
fn both_lists_of_the_ceremony_stand_side_by_side() {
    let desk = Desk::read();
    golden("compare.txt", &desk.succeeds(&["register", "compare"], &[]));
    let rows = json(&[
        "register", "compare", "source-1", "source-2", "--output", "json", "--home", &desk.home,
    ]);
    let listed: Vec<&str> = rows.iter().map(|row| row["listed"].as_str().unwrap()).collect();
    let only = [
        "both", "both", "both", "both", "both", "KAZ only", "both", "KAZ only", "both", "both",
    ];
    assert_eq!(listed, only);
}

#[test]
fn the_claim_of_2023_is_kazakhstan_s_figure_not_as_printed() {
    let desk = Desk::read();
    let printed = desk.succeeds(&["claims", "check"], &[])
        + &desk.succeeds(&["claims", "check", "claim-1"], &["--as-of", "2022-12-31"])
        + &desk.succeeds(&["register", "show", "claim-1"], &[]);
    golden("claim.txt", &printed);
}

#[test]
fn a_claim_in_euros_is_checked_at_the_rate_of_its_year() {
    let desk = Desk::new();
    let add = |code: &str| {
        let amount = format!(
            "amount={{\"value\":\"70200000\",\"unit\":{{\"currency\":\"{code}\"}},\"scale\":6,\"half_unit\":\"50000\"}}"
        );
        let claim = [
            "register",
            "add",
            "claim",
            "--title",
            "turnover of 70.2 million",
            "--date",
            "2022",
        ];
        desk.succeeds(&claim, &["--set", "flow=turnover", &amount, "--by", NAME]);
    };
    add("EUR");
    add("XTS");
    golden("euros.txt", &desk.succeeds(&["claims", "check"], &["--dry-run"]));
}

#[test]
fn a_claim_without_a_day_of_publication_stays_unresolved() {
    let desk = Desk::new();
    desk.succeeds(
        &["register", "read", &desk.file("visit_2023_astana_times.txt")],
        &[],
    );
    let printed = desk.succeeds(&["claims", "check"], &["--dry-run"]);
    assert!(
        printed.contains(
            "not checkable: \"last year\" needs the day of publication: read the source again\n  with --published DATE\n"
        ),
        "{printed}"
    );
}

#[test]
fn decisions_and_events_are_entries_and_the_status_follows() {
    let desk = Desk::read();
    let by = ["--by", NAME];
    let event = |kind: &str, date: &str, more: &[&str]| {
        let arguments = [
            "register",
            "event",
            "instrument-6",
            "--kind",
            kind,
            "--date",
            date,
        ];
        desk.succeeds(&arguments, &[more, &by].concat())
    };
    let review = |more: &[&str]| desk.succeeds(&["register", "review"], &[more, &by].concat());
    let printed = [
        review(&["--accept", "instrument-6", "--reject", "instrument-6.7"]),
        review(&["--correct", "instrument-6.11=exchange of trade statistics"]),
        event("ratified", "2025-04-02", &["--party", "KAZ", "--note", "Law 7"]),
        event("in_force", "2025-06-01", &["--dry-run"]),
        event("in_force", "2025-06-01", &[]),
        desk.succeeds(
            &["register", "show", "instrument/kz-rs/2024/0006"],
            &["--on", "2026-01-01"],
        ),
        desk.succeeds(&["register", "undo", "7"], &by),
        desk.succeeds(&["register", "show", "instrument-6", "--on", "2026-01-01"], &[])
            .lines()
            .take(6)
            .map(|line| line.to_owned() + "\n")
            .collect(),
        desk.succeeds(&["register", "list", "entries"], &[]),
    ];
    golden("decide.txt", &printed.concat());
}

#[test]
fn what_the_rules_missed_is_told_by_a_person_with_the_words_of_the_source() {
    let desk = Desk::read();
    fs::write(Path::new(&desk.home).join("protocol_ru.txt"), "Протокол\n").unwrap();
    let add =
        |arguments: &[&str]| desk.succeeds(&[&["register", "add"], arguments].concat(), &["--by", NAME]);
    let printed = [
        add(&[
            "instrument",
            "--title",
            "Roadmap on trade",
            "--party",
            "KAZ Ministry of Trade and Integration",
            "SRB",
            "--date",
            "2024-11-19",
            "--set",
            "type=roadmap",
            "--source",
            "source-1",
            "--quote",
            "paid an official visit to Serbia",
        ]),
        add(&[
            "instrument-6",
            "--relation",
            "implements=instrument-19",
            "--term",
            "2029-11-19",
        ]),
        add(&["instrument-6", "--text", "protocol_ru.txt", "--language", "ru"]),
        add(&[
            "meeting",
            "--set",
            "meeting_kind=consultations",
            "--date",
            "2025-03-04",
        ]),
        add(&[
            "commitment",
            "--title",
            "direct flights",
            "--date",
            "2026",
            "--set",
            "owner=KAZ",
        ]),
        add(&[
            "commission",
            "--title",
            "Kazakh-Serbian Intergovernmental Commission",
            "--language",
            "en",
        ]),
        add(&[
            "session",
            "--set",
            "ordinal=6",
            "part_of=commission-1",
            "--date",
            "2025-03-04",
        ]),
        desk.succeeds(&["register", "list", "sessions"], &[]),
        desk.succeeds(&["register", "list", "instruments", "--has-text"], &[]),
        desk.succeeds(&["register", "show", "instrument-19", "--on", "2026-01-01"], &[]),
        desk.succeeds(&["doctor"], &[]),
    ];
    golden("add.txt", &printed.concat());
}

#[test]
fn what_is_added_has_to_fit_and_to_stand_in_the_source() {
    let desk = Desk::read();
    let before = desk.journal();
    for (line, expected) in [
        (
            "instrument --set type=pact",
            "found \"pact\" for type, expected one of treaty, agreement, ",
        ),
        (
            "commitment --set strength=agreed",
            "found a commitment without a name, expected its words, --title",
        ),
        ("instrument-6", "nothing is said of instrument-6"),
        (
            "claim-1 --term 2029",
            "found \"2029\", expected something a claim has, which is no term",
        ),
        (
            "claim-1 --set flow=exports --source source-1 --quote dragons",
            "source-1 does not say \"dragons\"",
        ),
        (
            "claim-1 --set flow=exports --source source-1 --quote Serbia",
            "source-1 says \"Serbia\" more than once",
        ),
        (
            "instrument-6 --relation amends=claim-1",
            "found \"amends=claim-1\" for --relation, expected KIND=INSTRUMENT ",
        ),
        (
            "instrument-6 --party ATL",
            "ATL is not among the states whose names are known",
        ),
    ] {
        let arguments = words(line);
        let (code, said) =
            desk.fails(&[&["register", "add"], arguments.as_slice(), &["--by", NAME]].concat());
        assert_eq!(code, Some(2), "{line}: {said}");
        assert!(said.starts_with(&format!("error: {expected}")), "{line}: {said}");
        assert_eq!(desk.journal(), before, "{line}");
    }
}

#[test]
fn a_review_at_the_terminal_asks_record_by_record() {
    let desk = Desk::read();
    let mut child = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(["register", "review", "--by", NAME, "--home", &desk.home])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let typed =
        "y\nmaybe\nn\ne\ninstrument-3.4=pact\ninstrument-3.4=memorandum\nn instrument-3.7\n\ny\ns\nq\n";
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    golden("review.txt", &text(&output.stdout));
    let said = text(&output.stderr);
    assert!(
        said.contains("found \"maybe\", expected y, n, e, s or q"),
        "{said}"
    );
    assert!(
        said.contains("found \"pact\" for type, expected one of treaty, agreement, "),
        "{said}"
    );
    let states: Vec<String> = desk
        .rows("instruments", &[])
        .iter()
        .take(4)
        .map(|row| format!("{} {} {}", row["id"], row["type"], row["review"]).replace('"', ""))
        .collect();
    assert_eq!(
        states,
        [
            "instrument-1 agreement confirmed",
            "instrument-2  rejected",
            "instrument-3 memorandum confirmed",
            "instrument-4 memorandum_of_cooperation proposed",
        ]
    );
}

#[test]
fn a_register_goes_to_another_home_and_comes_back_as_the_same_bytes() {
    let desk = Desk::read();
    desk.succeeds(
        &[
            "register",
            "review",
            "--accept",
            "instrument-6",
            "claim-1",
            "--by",
            NAME,
        ],
        &[],
    );
    desk.succeeds(&["claims", "check"], &[]);
    for format in ["jsonld", "csv"] {
        let folder = tempfile::tempdir().unwrap();
        let other = empty_home(folder.path());
        let file = folder
            .path()
            .join(format!("register.{format}"))
            .display()
            .to_string();
        let on = ["--on", "2026-01-01"];
        desk.succeeds(&["register", "export", "--format", format, "--out", &file], &on);
        let taken = run(&["register", "import", &file, "--by", NAME, "--home", &other]);
        assert_eq!(taken.status.code(), Some(0), "{}", text(&taken.stderr));
        let arguments = ["register", "export", "--format", format, "--home", &other];
        let again = run(&[arguments.as_slice(), &on].concat());
        assert_eq!(
            text(&again.stdout),
            fs::read_to_string(&file).unwrap(),
            "{format}"
        );
        let twice = run(&["register", "import", &file, "--by", NAME, "--home", &other]);
        assert!(text(&twice.stdout).ends_with("all of it is in this register already; nothing changed\n"));
    }
}

/// The words of a command line, in which NAME is somebody's.
pub(super) fn words(line: &str) -> Vec<&str> {
    line.split(' ')
        .map(|word| if word == "NAME" { NAME } else { word })
        .collect()
}

#[test]
fn a_trial_leaves_the_journal_as_it_was() {
    let desk = Desk::read();
    let before = desk.journal();
    for line in [
        "register read entente.toml --dry-run",
        "register review --accept instrument-1 --by NAME --dry-run",
        "register event instrument-1 --kind published --date 2025 --by NAME --dry-run",
        "register undo 1 --by NAME --dry-run",
        "claims check --dry-run",
        "register read files/visit_2024_nca.txt",
    ] {
        desk.succeeds(&words(line), &[]);
        assert_eq!(desk.journal(), before, "{line}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_with_what_would_and_the_journal_stays() {
    let desk = Desk::read();
    let before = desk.journal();
    for (line, expected) in [
        (
            "register show instrument-99",
            "there is no \"instrument-99\"; there are instrument-1 to instrument-18, ",
        ),
        (
            "register review --accept instrument-1 --correct instrument-2.4=pact --by NAME",
            "found \"pact\" for type, expected one of treaty, agreement, ",
        ),
        (
            "register event instrument-1 --kind ratifed --date 2025 --by NAME",
            "invalid value 'ratifed' for '--kind <KIND>': expected one of initialled, ",
        ),
        (
            "register event claim-1 --kind done --date 2025 --by NAME",
            "found done of a claim, expected an instrument or a commitment, to which things happen",
        ),
        (
            "register list instruments --level interdepartemental",
            "found \"interdepartemental\" for --level, expected one of interstate, intergovernmental, \
             interdepartmental, inter_institutional (did you mean interdepartmental?)",
        ),
        (
            "register review --accept instrument-1 --by \t",
            "found \"\" for --by, expected a name of 1 to 200 letters in one line",
        ),
        ("claims check instrument-1", "instrument-1 is no claim; "),
        (
            "register undo 77 --by NAME",
            "there is no entry 77; there are 1 to 3",
        ),
        (
            "register compare source-3 source-1",
            "source-3 lists no instruments",
        ),
    ] {
        let (code, said) = desk.fails(&words(line));
        assert_eq!(code, Some(2), "{line}: {said}");
        assert!(said.starts_with(&format!("error: {expected}")), "{line}: {said}");
        assert_eq!(desk.journal(), before, "{line}");
    }
}

#[test]
fn what_is_no_report_ends_in_a_clear_answer_and_no_entry() {
    let folder = tempfile::tempdir().unwrap();
    let home = empty_home(folder.path());
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let long = "The parties agreed to step up cooperation. ".repeat(100_000);
    for (name, bytes, expected) in [
        (
            "a.bin",
            b"MZ\0\0\0".as_slice(),
            "a.bin: found a file that is no text, expected ",
        ),
        (
            "mixed.txt",
            b"one\ntwo \xcf\xf0\xee\n",
            "mixed.txt: found bytes in line 2 that are no UTF-8, expected ",
        ),
        ("empty.txt", b" \n", "empty.txt: found no text, expected "),
        (
            "long.txt",
            long.as_bytes(),
            "long.txt: found a text of 4300000 bytes, expected at most 1000000; ",
        ),
    ] {
        let output = run(&["register", "read", &put(name, bytes), "--home", &home]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(expected), "{said}");
        assert!(said.ends_with("hint: nothing of this file was read\n"), "{said}");
    }
    // A hundred megabytes, of which nothing is on the disk.
    let path = put("huge.txt", b"");
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    let output = run(&["register", "read", &path, "--home", &home]);
    assert!(text(&output.stderr).contains("huge.txt: found 104857600 bytes, expected at most 67108864; "));
    assert!(!Path::new(&home).join("register/journal.ndjson").exists());
    let page = put("page.html", b"<html><p>The weather was fine.</p></html>");
    let output = run(&["register", "read", &page, "--home", &home]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stdout);
    assert!(
        said.contains("  no list, meeting, commitment or figure was found in it\n"),
        "{said}"
    );
}

#[test]
fn a_journal_that_was_changed_is_told_by_its_line() {
    let desk = Desk::read();
    let path = Path::new(&desk.home).join("register/journal.ndjson");
    let changed = fs::read_to_string(&path)
        .unwrap()
        .replacen("readmission", "readmissiom", 1);
    fs::write(&path, changed).unwrap();
    let (code, said) = desk.fails(&["register", "list", "instruments"]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("register/journal.ndjson line 1: found seal "),
        "{said}"
    );
    let doctor = desk.run(&["doctor"], &[]);
    assert_eq!(doctor.status.code(), Some(1));
    assert!(text(&doctor.stdout).starts_with("damage register/journal.ndjson\n  line 1: found seal\n"));
}

#[test]
fn what_an_interrupted_write_left_is_a_notice_and_no_entry() {
    let desk = Desk::read();
    let before = desk.succeeds(&["register", "list", "entries"], &[]);
    let path = Path::new(&desk.home).join("register/journal.ndjson");
    let whole = fs::read(&path).unwrap();
    fs::write(&path, [whole.as_slice(), b"{\"seal\":\"12"].concat()).unwrap();
    assert_eq!(desk.succeeds(&["register", "list", "entries"], &[]), before);
    let doctor = desk.succeeds(&["doctor"], &[]);
    let expected = "notice register/journal.ndjson\n  found 11 bytes behind the last entry, ";
    assert!(doctor.starts_with(expected), "{doctor}");
    desk.succeeds(&["register", "undo", "3", "--by", NAME], &[]);
    assert!(desk.succeeds(&["doctor"], &[]).ends_with(": nothing is wrong\n"));
}

#[test]
fn the_bytes_of_a_source_are_kept_and_the_doctor_looks_at_them() {
    let desk = Desk::read();
    assert!(desk.succeeds(&["doctor"], &[]).ends_with(": nothing is wrong\n"));
    let sources = desk.rows("sources", &[]);
    let hash = sources[0]["sha256"].as_str().unwrap();
    let object = format!("objects/sha256/{}/{hash}", &hash[..2]);
    let path = Path::new(&desk.home).join(&object);
    let read = desk.file("visit_2024_nca.txt");
    assert_eq!(fs::read(&path).unwrap(), fs::read(&read).unwrap());

    fs::write(&path, "On 20 November").unwrap();
    let doctor = desk.run(&["doctor"], &[]);
    assert_eq!(doctor.status.code(), Some(1));
    let said = text(&doctor.stdout);
    assert!(
        said.starts_with(&format!("damage {object}\n  the bytes have\n  SHA-256 ")),
        "{said}"
    );
    let before = desk.journal();
    desk.succeeds(&["register", "read", &read], &[]);
    assert!(desk.succeeds(&["doctor"], &[]).ends_with(": nothing is wrong\n"));
    assert_eq!(
        desk.journal(),
        before,
        "the same bytes mend it and say nothing new"
    );

    desk.succeeds(&["register", "undo", "1", "--by", NAME], &[]);
    fs::remove_file(&path).unwrap();
    let doctor = desk.run(&["doctor"], &[]);
    assert!(text(&doctor.stdout).starts_with(&format!("damage {object}\n  cannot read it: ")));
}

#[test]
fn every_command_of_the_register_has_help_with_an_example() {
    for command in [
        "read", "review", "list", "compare", "show", "add", "event", "undo", "export", "import",
    ] {
        let help = text(&run(&["register", command, "--help"]).stdout);
        assert!(
            help.contains("Example") && help.contains("entente register"),
            "{command}"
        );
    }
    assert!(
        text(&run(&["claims", "check", "--help"]).stdout).contains("Examples:\n  entente claims check\n")
    );
}
