//! What a partner withdraws, revises or takes back by its roots leaves the books and is found as of before.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use entente_exchange::digest::Digest;
use entente_exchange::disk::Folder;
use entente_exchange::entry::{Body, Object, Release};
use entente_exchange::outbox::Outbox;
use entente_exchange::parties::Parties;
use oorandom::Rand32;

use crate::exchange::{Node, agreed};
use crate::exchange_spoiled::forged;
use crate::serve::client::Served;
use crate::support::{run, text};

/// 28 November 2024, noon, in POSIX seconds.
const NOON: u64 = 1_732_795_200;
const DATAFLOW: &str = "IMTS_ENTENTE";

/// Both nodes, of which Kazakhstan's released 2017 once, and the bytes of that.
fn released(folder: &Path) -> ([Node; 2], Release, String) {
    let [kaz, srb] = agreed(folder);
    kaz.typed(&["release", DATAFLOW, "--period", "2017"]);
    srb.typed(&["pull"]);
    let outbox = opened(&kaz, |outbox| {
        let last = outbox.history().releases().values().flatten().last().unwrap();
        let bytes = outbox.shelf().object(&last.release.objects[0]).unwrap();
        (last.release.clone(), String::from_utf8(bytes).unwrap())
    });
    ([kaz, srb], outbox.0, outbox.1)
}

fn opened<T>(kaz: &Node, read: impl FnOnce(&Outbox<'_>) -> T) -> T {
    let (folder, parties) = (Folder::new(&kaz.home), Parties::new("KAZ", "SRB").unwrap());
    let pinned = Digest::parse(&kaz.fingerprint()).unwrap();
    read(&Outbox::open(&folder, &parties, pinned).unwrap())
}

/// Kazakhstan releases these figures of a year, by commodity, and nothing else of it.
fn say(kaz: &Node, (made, data): (&Release, &str), year: &str, rows: &[(&str, u32)]) {
    let (head, row) = data.trim_end().split_once('\n').unwrap();
    let line = |(code, value): &(&str, u32)| {
        row.replace("HS_TOTAL", code)
            .replace(",451112,", &format!(",{value},"))
            .replace(",2017,", &format!(",{year},"))
    };
    let lines: Vec<String> = rows.iter().map(line).collect();
    let bytes = format!("{head}\n{}\n", lines.join("\n")).into_bytes();
    let sum: u32 = rows.iter().map(|(_, value)| value).sum();
    forged(kaz, NOON, |outbox| {
        outbox.shelf().keep(&bytes).unwrap();
        let key = (DATAFLOW.to_owned(), year.to_owned());
        let (revision, supersedes) = outbox.history().following(&key);
        let release = Release {
            period: year.to_owned(),
            revision,
            supersedes,
            objects: vec![Object::of("data.csv", &bytes)],
            rows: rows.len() as u64,
            totals: made
                .totals
                .keys()
                .map(|name| (name.clone(), sum.to_string()))
                .collect(),
            ..made.clone()
        };
        vec![Body::Release(Box::new(release))]
    });
}

/// Of the rows of a message of Kazakhstan's: year, commodity and value.
fn rows(message: &str) -> BTreeSet<String> {
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let all = message.lines().skip(1).map(cells);
    let own = all.filter(|cells| cells[4] == "KAZ");
    own.map(|cells| format!("{} {} {}", cells[15], cells[6], cells[16]))
        .collect()
}

/// What of Kazakhstan's the books of Serbia hold.
fn held(srb: &Node, more: &[&str]) -> BTreeSet<String> {
    rows(&srb.typed(&[&["export", "KAZ", "SRB"], more].concat()))
}

fn set(rows: &[&str]) -> BTreeSet<String> {
    rows.iter().map(|row| (*row).to_owned()).collect()
}

fn root(kaz: &Node, at: u8) -> String {
    format!("{}/keys/SRB/roots/root-{at}.key", kaz.home)
}

fn revoke(kaz: &Node, from: u64) {
    let from = from.to_string();
    kaz.typed(&[
        "keys",
        "revoke",
        "--from-entry",
        &from,
        "--root",
        &root(kaz, 1),
        "--root",
        &root(kaz, 3),
    ]);
}

/// The moment it is, apart from what is done before and behind.
fn moment() -> String {
    sleep(Duration::from_millis(2));
    let now = jiff::Timestamp::now()
        .strftime("%Y-%m-%dT%H:%M:%S%.3fZ")
        .to_string();
    sleep(Duration::from_millis(2));
    now
}

#[test]
fn figures_that_were_withdrawn_leave_the_partner_s_books_and_not_the_author_s() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", DATAFLOW, "--period", "2018"]);
    srb.typed(&["pull"]);
    let (before, own) = (srb.table(), kaz.table());
    assert!(before.contains("2018,TOTAL,3590541,5558522"), "{before}");
    kaz.typed(&["withdraw", "IMTS_ENTENTE/2018", "--reason", "wrong currency"]);
    let told = srb.typed(&["pull"]);
    let line = "  IMTS_ENTENTE/2018 revision 0: counts no more, out of the books\n";
    assert!(told.contains(line), "{told}");
    assert!(!srb.table().contains("3590541"), "{}", srb.table());
    assert_eq!(held(&srb, &[]), set(&[]));
    assert_eq!(kaz.table(), own);
    assert!(!srb.typed(&["status"]).contains("warning: "));
    assert!(!srb.typed(&["pull"]).contains(line));
    kaz.typed(&["release", DATAFLOW, "--period", "2018", "--revise"]);
    srb.typed(&["pull"]);
    assert_eq!(srb.table(), before);
    assert!(srb.typed(&["fsck"]).ends_with(" files checked, 0 rotten\n"));
    assert!(run(&["doctor", "--home", &srb.home]).status.success());
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// What all readers of Serbia's books say: of the pair, of the world, and what the world kept up to date
/// has in its folder.
fn answers(srb: &Node, served: &Served) -> Vec<(String, Vec<u8>)> {
    let (world, line) = (srb.folder.join("world"), srb.folder.join("world.csv"));
    let asked: [&[&str]; 7] = [
        &["mirror", "KAZ", "SRB", "--output", "csv"],
        &["explain", "KAZ", "SRB", "--output", "json"],
        &["indicators", "KAZ", "SRB", "--output", "json"],
        &["export"],
        &["export", "--as-of", "2999-01-01"],
        &["explain-world", line.to_str().unwrap(), "--freq", "A"],
        &["mirror-world", world.to_str().unwrap(), "--freq", "A"],
    ];
    let mut said: Vec<(String, Vec<u8>)> = Vec::new();
    for (at, words) in asked.iter().enumerate() {
        let told = srb.typed(words);
        // The last two say what they did.
        said.extend((at < 5).then(|| (words.join(" "), told.into_bytes())));
    }
    said.push(("explain-world".to_owned(), fs::read(&line).unwrap()));
    said.extend(files(&world));
    for path in [
        "data/dataflow/ENTENTE/IMTS_ENTENTE/1.0.0?attributes=none",
        "availability/dataflow/ENTENTE/IMTS_ENTENTE/1.0.0?format=application/vnd.sdmx.structure%2Bxml;version=3.0.0",
    ] {
        let answer = served.get(&format!("/sdmx/v2/{path}"));
        let text = answer.text();
        let lines = text.lines().filter(|line| !line.contains("repared"));
        let lines: Vec<&str> = lines.collect();
        said.push((
            path.to_owned(),
            format!("{} {}", answer.status, lines.join("\n")).into_bytes(),
        ));
    }
    said
}

#[test]
fn every_answer_is_as_if_a_release_had_never_come_once_it_is_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    let goods = "reporter,partner,flow,period,commodity,value,currency\n";
    srb.import(
        "goods.csv",
        &format!("{goods}SRB,KAZ,import,2018,270900,800,USD\n"),
    );
    kaz.import(
        "goods.csv",
        &format!("{goods}KAZ,SRB,export,2018,270900,700,USD\n"),
    );
    let served = Served::new(&srb.home, &[]);
    let before = answers(&srb, &served);
    for year in ["2017", "2018"] {
        kaz.typed(&["release", DATAFLOW, "--period", year]);
    }
    srb.typed(&["pull"]);
    let between = answers(&srb, &served);
    let differ = |other: &[(String, Vec<u8>)], name: &str| {
        let of = |all: &[(String, Vec<u8>)]| all.iter().find(|(one, _)| one == name).cloned();
        of(&before) != of(other)
    };
    for (name, _) in &before {
        assert!(differ(&between, name), "{name} says the same with the releases");
    }
    for year in ["2017", "2018"] {
        kaz.typed(&[
            "withdraw",
            &format!("{DATAFLOW}/{year}"),
            "--reason",
            "wrong currency",
        ]);
    }
    srb.typed(&["pull"]);
    let after = answers(&srb, &served);
    for (name, _) in &after {
        assert!(
            !differ(&after, name),
            "{name} says something else than before the releases"
        );
    }
    assert_eq!(after.len(), before.len());
}

#[test]
fn what_was_superseded_by_a_release_that_was_withdrawn_before_it_came_is_valid_and_counts_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let ([kaz, srb], made, data) = released(folder.path());
    for value in [7, 8] {
        say(&kaz, (&made, &data), "2016", &[("HS_TOTAL", value)]);
    }
    kaz.typed(&["withdraw", "IMTS_ENTENTE/2016", "--reason", "wrong currency"]);
    let told = srb.typed(&["pull"]);
    assert!(
        told.contains("  IMTS_ENTENTE/2016 revision 0: valid, and counts no more\n"),
        "{told}"
    );
    assert_eq!(held(&srb, &[]), set(&["2017 HS_TOTAL 451112"]));
    assert!(srb.typed(&["fsck"]).ends_with(" files checked, 0 rotten\n"));
    // Without a ledger the logs can still be looked at.
    fs::remove_file(Path::new(&srb.home).join("ledger.db")).unwrap();
    let told = srb.typed(&["status"]);
    assert!(
        told.contains("warning: the books cannot be held against the log: cannot use ledger "),
        "{told}"
    );
    assert!(text(&run(&["fsck", "--home", &srb.home]).stdout).starts_with("ledger.db: cannot use ledger "));
}

#[test]
fn a_revision_may_leave_out_rows_and_whoever_asks_as_of_before_finds_them() {
    let folder = tempfile::tempdir().unwrap();
    let ([kaz, srb], made, data) = released(folder.path());
    let today = data
        .trim_end()
        .lines()
        .last()
        .unwrap()
        .split(',')
        .find(|cell| cell.len() == 10 && cell.matches('-').count() == 2);
    let older = data.replace(today.unwrap(), "2020-01-01");
    say(
        &kaz,
        (&made, &older),
        "2017",
        &[("HS_TOTAL", 450_000), ("HS_01", 7)],
    );
    srb.typed(&["pull"]);
    assert_eq!(held(&srb, &[]), set(&["2017 HS_TOTAL 450000", "2017 HS_01 7"]));
    let served = Served::new(&srb.home, &[]);
    let flow = "dataflow/ENTENTE/IMTS_ENTENTE/1.0.0";
    let tag = |served: &Served| {
        served
            .get(&format!("/sdmx/v2/data/{flow}"))
            .header("etag")
            .to_owned()
    };
    let (then, before) = (moment(), tag(&served));
    say(&kaz, (&made, &older), "2017", &[("HS_TOTAL", 450_001)]);
    let told = srb.typed(&["pull"]);
    assert!(
        told.contains("IMTS_ENTENTE/2017 revision 2: valid, in the books"),
        "{told}"
    );
    assert_eq!(held(&srb, &[]), set(&["2017 HS_TOTAL 450001"]));
    // By the day of vintages, what was left out today stood yesterday.
    assert!(held(&srb, &["--as-of", "2024-01-01"]).contains("2017 HS_01 7"));
    assert_ne!(tag(&served), before);
    let asked = |query: &str| served.csv(&format!("{flow}?attributes=none&{query}"));
    assert_eq!(rows(&asked("")), set(&["2017 HS_TOTAL 450001"]));
    assert_eq!(
        rows(&asked(&format!("asOf={then}"))),
        set(&["2017 HS_TOTAL 450000", "2017 HS_01 7"])
    );
    let changes = asked(&format!("updatedAfter={then}"));
    let actions = |action: &str| {
        let lines = changes
            .lines()
            .filter(|line| line.split(',').nth(2) == Some(action));
        rows(&format!("\n{}", lines.collect::<Vec<_>>().join("\n")))
    };
    assert_eq!(actions("R"), set(&["2017 HS_TOTAL 450001"]));
    assert_eq!(actions("D"), set(&["2017 HS_01 "]));
    let history = asked(&format!("includeHistory=true&updatedAfter={then}"));
    assert_eq!(rows(&history), set(&["2017 HS_TOTAL 450001", "2017 HS_01 "]));
    kaz.typed(&["withdraw", "IMTS_ENTENTE/2017", "--reason", "wrong currency"]);
    let then = moment();
    srb.typed(&["pull"]);
    assert_eq!(
        served
            .get(&format!("/sdmx/v2/data/{flow}?c[REF_AREA]=KAZ"))
            .status,
        204
    );
    assert_eq!(
        rows(&asked(&format!("asOf={then}"))),
        set(&["2017 HS_TOTAL 450001"])
    );
    assert_eq!(
        rows(&asked(&format!("updatedAfter={then}"))),
        set(&["2017 HS_TOTAL "])
    );
}

#[test]
fn what_a_stolen_key_revised_and_withdrew_is_as_it_was_once_the_key_is_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let ([kaz, srb], made, data) = released(folder.path());
    say(&kaz, (&made, &data), "2017", &[("HS_TOTAL", 9)]);
    srb.typed(&["pull"]);
    assert_eq!(held(&srb, &[]), set(&["2017 HS_TOTAL 9"]));
    kaz.typed(&["withdraw", "IMTS_ENTENTE/2017", "--reason", "wrong currency"]);
    srb.typed(&["pull"]);
    assert_eq!(held(&srb, &[]), set(&[]));
    let stolen = opened(&kaz, |outbox| {
        let key = (DATAFLOW.to_owned(), "2017".to_owned());
        outbox.history().revisions(&key)[1].place.seq
    });
    revoke(&kaz, stolen);
    let told = srb.typed(&["pull"]);
    assert!(
        told.contains("  IMTS_ENTENTE/2017 revision 0: counts again, back in the books\n"),
        "{told}"
    );
    assert_eq!(held(&srb, &[]), set(&["2017 HS_TOTAL 451112"]));
    assert!(!srb.typed(&["pull"]).contains("counts again"));
}

#[test]
fn what_an_import_that_was_under_way_kept_in_the_books_is_named_and_leaves_them_with_the_next_pull() {
    let folder = tempfile::tempdir().unwrap();
    let ([kaz, srb], _, _) = released(folder.path());
    kaz.typed(&["withdraw", "IMTS_ENTENTE/2017", "--reason", "wrong currency"]);
    let lock = fs::File::create(Path::new(&srb.home).join("import.lock")).unwrap();
    lock.lock().unwrap();
    let told = srb.refused(&["pull"]);
    assert!(told.contains("another import"), "{told}");
    drop(lock);
    let told = srb.typed(&["status"]);
    let warned = "warning: entry 4 of KAZ, IMTS_ENTENTE/2017 revision 0, counts no more and is in the books still: \
                  pull with `entente pull`\n";
    assert!(told.ends_with(warned), "{told}");
    let output = run(&["fsck", "--home", &srb.home]);
    let told = text(&output.stdout);
    let named = "ledger.db: import 2 counts, expected that it counts no more as entry 4 of KAZ, IMTS_ENTENTE/2017 \
                 revision 0; `entente pull` sees to it\n";
    assert!(told.starts_with(named), "{told}");
    assert_eq!(output.status.code(), Some(1));
    srb.typed(&["pull"]);
    assert_eq!(held(&srb, &[]), set(&[]));
    assert!(srb.typed(&["fsck"]).ends_with(" files checked, 0 rotten\n"));
}

/// What of Kazakhstan's stands by its own log.
fn standing(kaz: &Node) -> BTreeSet<String> {
    opened(kaz, |outbox| {
        let history = outbox.history();
        let standing = history.standing();
        let bytes = standing
            .values()
            .map(|one| outbox.shelf().object(&one.release.objects[0]).unwrap());
        bytes.flat_map(|bytes| rows(&text(&bytes))).collect()
    })
}

#[test]
fn whatever_is_released_withdrawn_and_revoked_the_books_hold_what_stands_after_every_pull() {
    for seed in 0..6 {
        let folder = tempfile::tempdir().unwrap();
        let ([kaz, srb], made, data) = released(folder.path());
        let mut random = Rand32::new(seed);
        for step in 0..24 {
            match random.rand_range(0..12) {
                0..=4 => {
                    let codes = ["HS_TOTAL", "HS_01", "HS_02"];
                    let mut told: Vec<(&str, u32)> = codes.into_iter().zip(1_000 + 3 * step..).collect();
                    told.retain(|_| random.rand_range(0..3) > 0);
                    if told.is_empty() {
                        told.push(("HS_TOTAL", 900 + step));
                    }
                    let year = ["2016", "2017"][random.rand_range(0..2) as usize];
                    say(&kaz, (&made, &data), year, &told);
                }
                5..=6 => forged(&kaz, NOON, |outbox| {
                    let all: Vec<_> = outbox.history().releases().values().flatten().collect();
                    let of = all[random.rand_range(0..all.len() as u32) as usize].place;
                    let reason = "TEST".to_owned();
                    vec![Body::Withdraw { of, reason }]
                }),
                7 => {
                    let size = opened(&kaz, |outbox| outbox.history().size()) as u32;
                    revoke(&kaz, u64::from(random.rand_range(4..size + 1)));
                }
                _ => {
                    let pull = run(&["pull", "--home", &srb.home]);
                    assert!(
                        matches!(pull.status.code(), Some(0 | 3)),
                        "{}",
                        text(&pull.stderr)
                    );
                    assert_eq!(held(&srb, &[]), standing(&kaz), "seed {seed}, step {step}");
                }
            }
        }
        run(&["pull", "--home", &srb.home]);
        assert_eq!(held(&srb, &[]), standing(&kaz), "seed {seed}");
        fs::remove_file(Path::new(&srb.home).join("ledger.db")).unwrap();
        srb.typed(&["rebuild"]);
        assert_eq!(held(&srb, &[]), standing(&kaz), "seed {seed}");
        assert!(srb.typed(&["fsck"]).ends_with(" files checked, 0 rotten\n"));
        assert!(run(&["doctor", "--home", &srb.home]).status.success());
    }
}
