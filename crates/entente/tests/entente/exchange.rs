//! Two homes exchange releases by the commands a person types: over a folder, a wire and a stick,
//! killed at any instant, and proved to a third party.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::support::{json, run, text};

const ANNEX: &str = "parties = [\"KAZ\", \"SRB\"]\n\
                     [[dataflow]]\nid = \"IMTS_ENTENTE\"\nstructures = [\"ENTENTE:IMTS(1.0.0)\"]\n";

/// Kazakhstan's own figures of trade with Serbia, and Serbia's (thousand US dollars rounded, 2017 and 2018).
pub(crate) const KAZ: &str = "reporter,partner,flow,period,commodity,value,currency\n\
                   KAZ,SRB,export,2017,TOTAL,451112,USD\nKAZ,SRB,export,2018,TOTAL,3590541,USD\n\
                   KAZ,SRB,import,2018,TOTAL,25060060,USD\n";
const SRB: &str = "reporter,partner,flow,period,commodity,value,currency\n\
                   SRB,KAZ,import,2018,TOTAL,5558522,USD\n";

pub(crate) struct Node {
    pub(crate) folder: PathBuf,
    pub(crate) home: String,
}

impl Node {
    pub(crate) fn new(folder: &Path, name: &str, side: &str, partner: &str, rows: &str) -> Self {
        let home = folder.join(name).display().to_string();
        done(&["init", &home, "--side", side, "--partner", partner]);
        let node = Self {
            folder: folder.to_owned(),
            home,
        };
        node.import(&format!("{name}.csv"), rows);
        done(&["keys", "init", "--home", &node.home]);
        node
    }

    pub(crate) fn import(&self, name: &str, rows: &str) {
        let path = self.folder.join(name);
        fs::write(&path, rows).unwrap();
        self.typed(&["import", path.to_str().unwrap()]);
    }

    pub(crate) fn typed(&self, arguments: &[&str]) -> String {
        done(&[arguments, &["--home", &self.home]].concat())
    }

    pub(crate) fn refused(&self, arguments: &[&str]) -> String {
        let output = run(&[arguments, &["--home", &self.home]].concat());
        assert!(!output.status.success(), "{arguments:?} was done");
        text(&output.stderr)
    }

    pub(crate) fn fingerprint(&self) -> String {
        let keys = json(&["keys", "show", "--output", "json", "--home", &self.home]);
        keys[0]["fingerprint"].as_str().unwrap().to_owned()
    }

    pub(crate) fn releases(&self, log: &str) -> Vec<String> {
        let status = self.typed(&["status", "--output", "json"]);
        let status: Value = serde_json::from_str(&status).unwrap();
        let told = |one: &Value| {
            let field = |name: &str| one[name].to_string().replace('"', "");
            [
                "dataflow", "period", "revision", "state", "stored", "valid", "accepted",
            ]
            .map(field)
            .join(" ")
        };
        status[log]["releases"]
            .as_array()
            .unwrap()
            .iter()
            .map(told)
            .collect()
    }

    pub(crate) fn table(&self) -> String {
        self.typed(&["mirror", "KAZ", "SRB", "--output", "csv"])
    }
}

pub(crate) fn done(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(
        output.status.success(),
        "{arguments:?}: {}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    text(&output.stdout)
}

/// Both nodes with keys, pinned to each other's folder.
fn pinned(folder: &Path) -> [Node; 2] {
    let kaz = Node::new(folder, "kaz", "KAZ", "SRB", KAZ);
    let srb = Node::new(folder, "srb", "SRB", "KAZ", SRB);
    let (ours, theirs) = (kaz.fingerprint(), srb.fingerprint());
    kaz.typed(&[
        "peer",
        "add",
        &format!("{}/outbox/KAZ", srb.home),
        "--fingerprint",
        &theirs,
    ]);
    srb.typed(&[
        "peer",
        "add",
        &format!("{}/outbox/SRB", kaz.home),
        "--fingerprint",
        &ours,
    ]);
    [kaz, srb]
}

/// Both nodes, agreed.
pub(crate) fn agreed(folder: &Path) -> [Node; 2] {
    agreed_to(folder, ANNEX)
}

/// Both nodes, agreed to an annex of some words.
fn agreed_to(folder: &Path, words: &str) -> [Node; 2] {
    let nodes = pinned(folder);
    let annex = folder.join("annex.toml");
    fs::write(&annex, words).unwrap();
    for node in &nodes {
        node.typed(&["agree", annex.to_str().unwrap()]);
    }
    for node in &nodes {
        node.typed(&["pull"]);
    }
    nodes
}

#[test]
fn both_sides_print_the_same_table_once_releases_are_pulled() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2017"]);
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    srb.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    srb.typed(&["pull"]);
    kaz.typed(&["pull"]);
    assert_eq!(kaz.table(), srb.table());
    assert!(
        srb.table().contains("2018,TOTAL,3590541,5558522"),
        "{}",
        srb.table()
    );
    kaz.import("revised.csv", &KAZ.replace("3590541", "3600000"));
    let told = kaz.refused(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    assert_eq!(
        told,
        "error: IMTS_ENTENTE/2018 is released already, as entry 5\n  hint: take its place with --revise\n"
    );
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018", "--revise"]);
    srb.typed(&["pull"]);
    srb.typed(&["verdict", "IMTS_ENTENTE/2018", "accept"]);
    kaz.typed(&["pull"]);
    assert_eq!(kaz.table(), srb.table());
    assert!(
        srb.table().contains("2018,TOTAL,3600000,5558522"),
        "{}",
        srb.table()
    );
    assert_eq!(
        kaz.releases("own"),
        [
            "IMTS_ENTENTE 2017 0 stands true true null",
            "IMTS_ENTENTE 2018 0 superseded true true null",
            "IMTS_ENTENTE 2018 1 stands true true true",
        ]
    );
    for node in [&kaz, &srb] {
        assert!(node.typed(&["fsck"]).ends_with(" files checked, 0 rotten\n"));
    }
}

#[test]
fn figures_that_return_to_what_they_were_land_again_and_a_second_pull_lands_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    let release = ["release", "IMTS_ENTENTE", "--period", "2017", "--revise"];
    for (round, value) in ["451112", "460000", "451112"].into_iter().enumerate() {
        let rows = KAZ.replace("451112", value) + &"\n".repeat(round);
        kaz.import(&format!("{round}.csv"), &rows);
        kaz.typed(&release);
        srb.typed(&["pull"]);
        assert!(
            srb.table().contains(&format!("2017,TOTAL,{value},")),
            "{value}: {}",
            srb.table()
        );
    }
    let before = srb.typed(&["export", "KAZ", "SRB"]);
    srb.typed(&["pull"]);
    assert_eq!(srb.typed(&["export", "KAZ", "SRB"]), before);
}

#[test]
fn a_home_that_lost_ledger_and_books_is_made_anew_and_lands_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    srb.typed(&["pull"]);
    let (table, all) = (srb.table(), srb.typed(&["export", "KAZ", "SRB"]));
    fs::remove_file(format!("{}/ledger.db", srb.home)).unwrap();
    fs::remove_dir_all(format!("{}/books", srb.home)).unwrap();
    assert_eq!(
        srb.typed(&["rebuild", "--dry-run"]),
        "2 imports with 3 rows, as imports.ndjson tells: every object is there; nothing was changed\n"
    );
    assert_eq!(
        srb.typed(&["rebuild"]),
        "2 imports with 3 rows, as imports.ndjson tells: ledger and books are made anew\n"
    );
    srb.typed(&["pull"]);
    assert_eq!((srb.table(), srb.typed(&["export", "KAZ", "SRB"])), (table, all));
    assert!(run(&["doctor", "--home", &srb.home]).status.success());
}

#[test]
fn nothing_is_released_before_both_logs_hold_the_same_annex() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = pinned(folder.path());
    let release = ["release", "IMTS_ENTENTE", "--period", "2018"];
    let told =
        |found: &str, hint: &str| format!("error: nothing is exchanged yet: {found}\n  hint: {hint}\n");
    assert_eq!(
        kaz.refused(&release),
        told("this side agreed to no annex", "agree with `entente agree ANNEX`")
    );
    let annex = folder.path().join("annex.toml");
    fs::write(&annex, ANNEX).unwrap();
    kaz.typed(&["agree", annex.to_str().unwrap()]);
    kaz.typed(&["pull"]);
    assert_eq!(
        kaz.refused(&release),
        told(
            "the partner agreed to no annex, as far as is known here",
            "pull with `entente pull` once SRB has"
        )
    );
    fs::write(&annex, format!("{ANNEX}\n# another line\n")).unwrap();
    srb.typed(&["agree", annex.to_str().unwrap()]);
    kaz.typed(&["pull"]);
    assert_eq!(
        kaz.refused(&release),
        told(
            "the two sides agreed to different annexes",
            "compare the files with `sha256sum`, and agree to the same one"
        )
    );
}

#[test]
fn a_partner_of_another_fingerprint_is_not_pinned() {
    let folder = tempfile::tempdir().unwrap();
    let kaz = Node::new(folder.path(), "kaz", "KAZ", "SRB", KAZ);
    let srb = Node::new(folder.path(), "srb", "SRB", "KAZ", SRB);
    let told = kaz.refused(&[
        "peer",
        "add",
        &format!("{}/outbox/KAZ", srb.home),
        "--fingerprint",
        &kaz.fingerprint(),
    ]);
    assert!(
        told.contains("FINGERPRINT_WRONG: entry 0: found roots of fingerprint "),
        "{told}"
    );
    assert!(kaz.refused(&["pull"]).contains("the partner SRB is not pinned"));
}

#[cfg(unix)]
#[test]
fn a_key_that_others_may_read_is_refused_and_no_secret_is_shown() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let [kaz, _] = agreed(folder.path());
    let path = format!("{}/keys/SRB/log-1.key", kaz.home);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let secret = fs::read_to_string(&path).unwrap();
    let seeds = secret
        .lines()
        .last()
        .unwrap()
        .trim_start_matches("seeds: ")
        .to_owned();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let told = kaz.refused(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    assert!(told.contains("with the permissions 644, expected 600"), "{told}");
    assert!(!told.contains(&seeds));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&path, secret.replace("use: log", "use: tls")).unwrap();
    let told = kaz.refused(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    assert!(
        told.contains("expected a key for this use") && !told.contains(&seeds),
        "{told}"
    );
}

/// A server of an outbox, ended with the test.
pub(crate) struct Served(Child, pub(crate) String);

impl Served {
    pub(crate) fn of(node: &Node) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_entente"))
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--outbox",
                "127.0.0.1:0",
                "--home",
                &node.home,
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        std::io::BufRead::read_line(
            &mut std::io::BufReader::new(child.stdout.as_mut().unwrap()),
            &mut line,
        )
        .unwrap();
        let address = line.trim().rsplit(' ').next().unwrap().to_owned();
        Self(child, address)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_partner_pulls_over_a_wire_and_a_stranger_gets_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    let served = Served::of(&kaz);
    srb.typed(&["peer", "add", &served.1, "--fingerprint", &kaz.fingerprint()]);
    let told = srb.typed(&["pull"]);
    assert!(
        told.contains("IMTS_ENTENTE/2018 revision 0: valid, in the books"),
        "{told}"
    );
    // A third node with keys of its own, pinned to Kazakhstan as if it were Serbia.
    let stranger = Node::new(folder.path(), "stranger", "SRB", "KAZ", SRB);
    stranger.typed(&[
        "peer",
        "add",
        &format!("{}/outbox/SRB", kaz.home),
        "--fingerprint",
        &kaz.fingerprint(),
    ]);
    stranger.typed(&["agree", folder.path().join("annex.toml").to_str().unwrap()]);
    stranger.typed(&["pull"]);
    let told = stranger.refused(&["pull", &served.1]);
    assert!(told.starts_with("error: cannot fetch checkpoint: "), "{told}");
}

#[test]
fn a_stick_takes_over_and_what_is_foreign_on_it_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    let stick = folder.path().join("stick.tar");
    let stick = stick.to_str().unwrap();
    kaz.typed(&["bundle", "export", stick]);
    let again = folder.path().join("again.tar");
    kaz.typed(&["bundle", "export", again.to_str().unwrap()]);
    assert_eq!(fs::read(stick).unwrap(), fs::read(&again).unwrap());
    let bytes = fs::read(stick).unwrap();
    let evil = folder.path().join("evil.tar");
    let names = [
        ("checkpoint", "../../etc0"),
        ("checkpoint", "/checkpoin"),
        ("checkpoint", "entente.to"),
    ];
    for (name, other) in names {
        let mut spoiled = bytes.clone();
        spoiled[..name.len()].copy_from_slice(&other.as_bytes()[..name.len()]);
        // The header's sum is kept right: the name alone is wrong.
        let sum: u32 = spoiled[..512]
            .iter()
            .enumerate()
            .map(|(at, byte)| {
                if (148..156).contains(&at) {
                    32
                } else {
                    u32::from(*byte)
                }
            })
            .sum();
        spoiled[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        fs::write(&evil, spoiled).unwrap();
        let told = srb.refused(&["bundle", "import", evil.to_str().unwrap()]);
        assert!(told.contains("BUNDLE_FOREIGN"), "{told}");
    }
    let told = srb.typed(&["bundle", "import", stick]);
    assert!(
        told.contains("IMTS_ENTENTE/2018 revision 0: valid, in the books"),
        "{told}"
    );
}

#[test]
fn a_release_is_proved_to_somebody_without_a_home() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    srb.typed(&["pull"]);
    kaz.typed(&["pull"]);
    let pack = folder.path().join("proof.json");
    let pack = pack.to_str().unwrap();
    kaz.typed(&["proof", "IMTS_ENTENTE/2018", "--out", pack]);
    let (roots, partner) = (kaz.fingerprint(), srb.fingerprint());
    let proven = &json(&[
        "verify",
        pack,
        "--roots",
        &roots,
        "--partner",
        &partner,
        "--output",
        "json",
    ])[0];
    assert_eq!(
        (&proven["origin"], &proven["entry"]),
        (&Value::from("entente/KAZ/SRB/1"), &Value::from(4))
    );
    assert!(proven["kept_at"].is_u64());
    let bytes = fs::read_to_string(pack).unwrap();
    fs::write(
        pack,
        bytes
            .replace("\"rows\\\":2", "\"rows\\\":3")
            .replace("\\\"rows\\\":2", "\\\"rows\\\":3"),
    )
    .unwrap();
    let output = run(&["verify", pack, "--roots", &roots, "--partner", &partner]);
    assert!(
        text(&output.stderr).starts_with("error: ROOT_WRONG: "),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn fsck_names_every_rotten_file() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    srb.typed(&["pull"]);
    let objects = PathBuf::from(&srb.home).join("mirror/KAZ/obj/sha256");
    let mut spoiled = Vec::new();
    for inner in fs::read_dir(&objects).unwrap().map(|one| one.unwrap().path()) {
        for file in fs::read_dir(inner).unwrap().map(|one| one.unwrap().path()) {
            let mut bytes = fs::read(&file).unwrap();
            let length = bytes.len();
            bytes[length / 2] ^= 1;
            fs::write(&file, bytes).unwrap();
            let name = file.strip_prefix(&srb.home).unwrap().display().to_string();
            spoiled.push(format!("{name}: bytes 0 to {length} are not what was written"));
        }
    }
    spoiled.sort();
    let output = run(&["fsck", "--home", &srb.home]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stdout);
    let mut lines: Vec<&str> = told.lines().filter(|line| line.starts_with("mirror/")).collect();
    lines.sort_unstable();
    assert_eq!(lines, spoiled);
    let told = srb.typed(&["pull"]);
    let mended = told
        .matches(" was rotten and is fetched again; the rotten bytes are in rotten/KAZ/")
        .count();
    assert_eq!(mended, spoiled.len(), "{told}");
    assert!(srb.typed(&["fsck"]).ends_with(" files checked, 0 rotten\n"));
    let kept = fs::read_dir(PathBuf::from(&srb.home).join("rotten/KAZ")).unwrap();
    assert_eq!(kept.count(), spoiled.len());
}

#[cfg(unix)]
#[test]
fn a_pull_killed_at_any_instant_loses_nothing_and_lands_once() {
    let rounds: Vec<u64> = (0..kills()).collect();
    let homes = std::sync::Mutex::new(rounds.chunks(100));
    let next = || homes.lock().unwrap().next();
    let work = || std::iter::from_fn(next).for_each(kill_pulls);
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
}

/// Two nodes, and so many releases in the one whose pulls by the other are killed.
#[cfg(unix)]
fn kill_pulls(rounds: &[u64]) {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    let mut shown: u64 = 0;
    for round in rounds {
        let value = (round + 1) * 1_000;
        kaz.import(
            &format!("{round}.csv"),
            &KAZ.replace("451112", &value.to_string()),
        );
        kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2017", "--revise"]);
        killed(
            &["pull", "--home", &srb.home],
            Duration::from_micros(round * 7_919 % 60_000),
        );
        // What the partner could read of the receipt was promised for good.
        let receipt = fs::read_to_string(format!("{}/outbox/KAZ/receipt", srb.home)).unwrap();
        let promised: u64 = receipt.lines().nth(1).unwrap().parse().unwrap();
        assert!(
            promised >= shown,
            "round {round}: the receipt went back from {shown} to {promised}"
        );
        shown = promised;
        srb.typed(&["pull"]);
        assert!(
            srb.table().contains(&format!("2017,TOTAL,{value},")),
            "round {round}: {}",
            srb.table()
        );
        if round % 4 == 3 {
            kaz.typed(&["withdraw", "IMTS_ENTENTE/2017", "--reason", "wrong currency"]);
            killed(
                &["pull", "--home", &srb.home],
                Duration::from_micros(round * 6_007 % 60_000),
            );
            srb.typed(&["pull"]);
            assert!(
                !srb.table().contains("2017,TOTAL"),
                "round {round}: {}",
                srb.table()
            );
        }
    }
    assert!(srb.typed(&["fsck"]).ends_with(" files checked, 0 rotten\n"));
    assert_eq!(srb.releases("partners").len(), rounds.len());
    assert!(run(&["doctor", "--home", &srb.home]).status.success());
}

/// Starts a command and kills it after a while.
#[cfg(unix)]
fn killed(arguments: &[&str], after: Duration) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_entente"))
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    let _ = child.kill();
    let _ = child.wait();
}

/// How often processes are killed: as the environment asks, else as the gate has it.
#[cfg(unix)]
fn kills() -> u64 {
    let asked = std::env::var("ENTENTE_KILLS").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(500)
}

#[cfg(unix)]
#[test]
fn a_release_or_a_bundle_killed_at_any_instant_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    let stick = folder.path().join("kaz.tar");
    let stick = stick.to_str().unwrap();
    let release = [
        "release",
        "IMTS_ENTENTE",
        "--period",
        "2017",
        "--revise",
        "--home",
        &kaz.home,
    ];
    let rounds = (kills() / 10).max(3);
    for round in 0..rounds {
        let value = (round + 1) * 1_000;
        kaz.import(
            &format!("{round}.csv"),
            &KAZ.replace("451112", &value.to_string()),
        );
        let after = |step: u64| Duration::from_micros((round * step) % 40_000);
        killed(&release, after(7_919));
        done(&release);
        killed(&["bundle", "export", stick, "--home", &kaz.home], after(6_007));
        kaz.typed(&["bundle", "export", stick]);
        srb.typed(&["bundle", "import", stick]);
        assert!(
            srb.table().contains(&format!("2017,TOTAL,{value},")),
            "round {round}: {}",
            srb.table()
        );
    }
    assert_eq!(kaz.releases("own").len() as u64, rounds, "each was said once");
    for node in [&kaz, &srb] {
        assert!(node.typed(&["fsck"]).ends_with(" files checked, 0 rotten\n"));
    }
}

/// The moment some seconds from now.
fn soon(seconds: i64) -> String {
    (jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds))
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}

/// What both sides announced, as a node shows it: side, release, state.
fn calendar(node: &Node) -> Vec<String> {
    let lines: Value = serde_json::from_str(&node.typed(&["calendar", "show", "--output", "json"])).unwrap();
    let told = |line: &Value| {
        ["side", "dataflow", "period", "state"]
            .map(|field| line[field].as_str().unwrap())
            .join(" ")
    };
    lines.as_array().unwrap().iter().map(told).collect()
}

#[test]
fn a_release_under_embargo_is_announced_waits_and_appears_when_its_moment_has_come() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    let release = ["release", "IMTS_ENTENTE", "--period", "2018", "--embargo"];
    let over = kaz.refused(&[&release[..], &["2018-01-01"]].concat());
    assert_eq!(
        over,
        "error: found an embargo until 2018-01-01 00:00 UTC, which is over\n  hint: leave --embargo out to \
         release it now\n"
    );
    kaz.typed(&[&release[..], &[&soon(3_600)]].concat());
    assert_eq!(calendar(&kaz), ["KAZ IMTS_ENTENTE 2018 held"]);
    kaz.typed(&["calendar", "drop", "IMTS_ENTENTE", "--period", "2018"]);
    assert_eq!(calendar(&kaz), ["KAZ IMTS_ENTENTE 2018 awaited"]);

    kaz.typed(&[&release[..], &[&soon(4)]].concat());
    assert_eq!(kaz.typed(&["calendar", "publish"]), "nothing is due\n");
    srb.typed(&["pull"]);
    assert_eq!(srb.releases("partners"), [""; 0]);
    assert_eq!(calendar(&srb), ["KAZ IMTS_ENTENTE 2018 awaited"]);

    std::thread::sleep(Duration::from_secs(5));
    assert_eq!(
        kaz.typed(&["calendar", "publish"]),
        "IMTS_ENTENTE/2018 is released\n"
    );
    srb.typed(&["pull"]);
    assert_eq!(
        srb.releases("partners"),
        ["IMTS_ENTENTE 2018 0 stands true true null"]
    );
    for node in [&kaz, &srb] {
        assert_eq!(calendar(node), ["KAZ IMTS_ENTENTE 2018 kept"]);
        assert!(node.typed(&["fsck"]).ends_with(" files checked, 0 rotten\n"));
    }
}

#[test]
fn the_service_publishes_what_waited_and_status_names_what_is_late() {
    let folder = tempfile::tempdir().unwrap();
    let strict = format!("{ANNEX}[calendar]\ngrace_hours = 0\n");
    let [kaz, srb] = agreed_to(folder.path(), &strict);
    let due = soon(2);
    srb.typed(&[
        "calendar",
        "plan",
        "IMTS_ENTENTE",
        "--period",
        "2018",
        "--due",
        &due,
    ]);
    kaz.typed(&["pull"]);
    kaz.typed(&[
        "release",
        "IMTS_ENTENTE",
        "--period",
        "2018",
        "--embargo",
        &soon(3),
    ]);
    let served = Served::of(&kaz);
    let until = std::time::Instant::now() + Duration::from_secs(30);
    while kaz.releases("own").is_empty() && std::time::Instant::now() < until {
        std::thread::sleep(Duration::from_millis(300));
    }
    drop(served);
    assert_eq!(
        kaz.releases("own"),
        ["IMTS_ENTENTE 2018 0 stands false null null"]
    );
    // Without any grace a release at its moment may be a second late.
    assert_eq!(calendar(&kaz)[1..], ["SRB IMTS_ENTENTE 2018 late"]);
    let shown = due.replace('T', " ");
    let late = format!("late: IMTS_ENTENTE/2018 of SRB, due {} UTC\n", &shown[..16]);
    let status = kaz.typed(&["status"]);
    assert!(status.contains(&late), "{status}");
}

#[test]
fn the_demo_of_the_exchange_ends_with_the_same_table_on_both_sides() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("demo").display().to_string();
    let told = done(&["demo", "--exchange", "--home", &home]);
    let steps: Vec<&str> = told.lines().filter(|line| line.starts_with("== ")).collect();
    assert_eq!(
        steps,
        [
            "== Two homes, each with its own side's figures and keys",
            "== Each pins the other by the fingerprint in the annex, and agrees to it",
            "== Kazakhstan releases four years, and serves its outbox",
            "== Serbia pulls them over TLS with both keys pinned, lands them and answers",
            "== Serbia releases its own, Kazakhstan pulls, then revises 2018",
            "== The cable is cut while Serbia pulls the revision; a stick takes over",
            "== Both print the same table",
        ]
    );
    assert!(told.contains("\nand so does Serbia's, to the byte.\n"), "{told}");
    assert!(told.contains("3 600 000"), "{told}");
}
