//! What a partner may say that is signed and false, and what a kill or a stranger may leave of a home:
//! nothing false lands, and the node goes on.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use entente_exchange::digest::Digest;
use entente_exchange::disk::Folder;
use entente_exchange::entry::{Action, Body, Object, Release};
use entente_exchange::keyring;
use entente_exchange::outbox::Outbox;
use entente_exchange::parties::Parties;

use crate::exchange::{Node, agreed};
use crate::support::{run, text};

/// 28 November 2024, noon, in POSIX seconds.
const NOON: u64 = 1_732_795_200;

/// Kazakhstan says things by its own key that its program would not.
pub(crate) fn forged(kaz: &Node, time: u64, make: impl FnOnce(&Outbox<'_>) -> Vec<Body>) {
    let parties = Parties::new("KAZ", "SRB").unwrap();
    let folder = Folder::new(&kaz.home);
    let pinned = Digest::parse(&kaz.fingerprint()).unwrap();
    let mut outbox = Outbox::open(&folder, &parties, pinned).unwrap();
    let version = outbox.history().keys().current().unwrap().version;
    let key = Path::new(&kaz.home).join(format!("keys/SRB/log-{version}.key"));
    let key = keyring::read(&key, "log").unwrap();
    let bodies = make(&outbox);
    outbox.say(bodies, time, &key).unwrap();
}

/// A true release of Kazakhstan's, changed before it is signed.
fn changed(kaz: &Node, time: u64, data: impl Fn(String) -> String, spoil: impl FnOnce(&mut Release)) {
    forged(kaz, time, |outbox| {
        let last = outbox.history().releases().values().flatten().last().unwrap();
        let mut release = last.release.clone();
        let bytes = outbox.shelf().object(&release.objects[0]).unwrap();
        let bytes = data(String::from_utf8(bytes).unwrap()).into_bytes();
        outbox.shelf().keep(&bytes).unwrap();
        release.objects = vec![Object::of("data.csv", &bytes)];
        (release.revision, release.supersedes) = (release.revision + 1, Some(last.place.leaf));
        spoil(&mut release);
        vec![Body::Release(Box::new(release))]
    });
}

/// Serbia pulls what is not to land: it says so by a code, its books stay, and the next one lands.
fn rejected(why: &str, data: impl Fn(String) -> String, spoil: impl FnOnce(&mut Release)) {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2017"]);
    srb.typed(&["pull"]);
    let before = srb.typed(&["export", "KAZ", "SRB"]);
    changed(&kaz, NOON, data, spoil);
    let output = run(&["pull", "--home", &srb.home]);
    let told = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains(&format!("rejected, {why}")), "{told}");
    assert_eq!(srb.typed(&["export", "KAZ", "SRB"]), before);
    kaz.import(
        "next.csv",
        "reporter,partner,flow,period,commodity,value,currency\nKAZ,SRB,export,2016,TOTAL,7,USD\n",
    );
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2016"]);
    srb.typed(&["pull"]);
    assert!(srb.table().contains("2016,TOTAL,7,"), "{}", srb.table());
}

#[test]
fn rows_of_another_dataflow_than_the_release_do_not_land() {
    rejected(
        "OUTSIDE_RELEASE: found rows of the ENTENTE:IMTS_IMF_DOTS(1.0.0), expected those of the ",
        |data| {
            data.replace("IMTS_ENTENTE", "IMTS_IMF_DOTS")
                .replace("451112", "451113")
        },
        |release| {
            release
                .totals
                .values_mut()
                .for_each(|sum| *sum = "451113".to_owned());
        },
    );
}

#[test]
fn a_release_of_what_changed_does_not_land_as_if_it_were_everything() {
    rejected(
        "CONTENT_INVALID: found what changed since the release before, expected all of it",
        |data| data.replace("451112", "451113"),
        |release| {
            release.action = Action::Delta;
            release
                .totals
                .values_mut()
                .for_each(|sum| *sum = "451113".to_owned());
        },
    );
}

#[test]
fn a_release_of_which_too_much_is_to_be_said_is_answered_nevertheless() {
    rejected(
        "TOTALS_DIFFER",
        |data| data,
        |release| {
            let sum = |at: u32| (format!("\"{at:06}\""), String::new());
            release.totals = (0..3_500).map(sum).collect::<BTreeMap<_, _>>();
        },
    );
}

#[test]
fn a_release_that_was_withdrawn_before_it_came_does_not_land() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    let before = srb.typed(&["export", "KAZ", "SRB"]);
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    kaz.typed(&["withdraw", "IMTS_ENTENTE/2018", "--reason", "wrong currency"]);
    srb.typed(&["pull"]);
    assert_eq!(srb.typed(&["export", "KAZ", "SRB"]), before);
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018", "--revise"]);
    srb.typed(&["pull"]);
    assert!(
        srb.table().contains("2018,TOTAL,3590541,5558522"),
        "{}",
        srb.table()
    );
}

#[test]
fn an_annex_that_a_kill_left_unsaid_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.import(
        "bns.csv",
        "reporter,partner,flow,period,commodity,value,currency\nKAZ,SRB,export,2018,TOTAL,1,USD\n",
    );
    // Killed between the copy of the new annex and the entry that agrees to it.
    let wider = "parties = [\"KAZ\", \"SRB\"]\n[[dataflow]]\nid = \"IMTS_IMF_DOTS\"\nstructures = [\"ENTENTE:IMTS(1.0.0)\"]\n";
    for (node, other) in [(&kaz, "SRB"), (&srb, "KAZ")] {
        let path = Path::new(&node.home).join(format!("agreements/{other}.toml"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, wider).unwrap();
    }
    let told = kaz.refused(&["release", "IMTS_IMF_DOTS", "--period", "2018"]);
    assert!(
        told.contains(
            "NOT_AGREED: found the dataflow IMTS_IMF_DOTS, expected one of the annex: IMTS_ENTENTE"
        ),
        "{told}"
    );
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    let told = srb.typed(&["pull"]);
    assert!(
        told.contains("IMTS_ENTENTE/2018 revision 0: valid, in the books"),
        "{told}"
    );
}

#[test]
fn the_release_that_is_named_by_dataflow_and_period_is_one_that_is_not_void() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, _] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2017"]);
    kaz.import(
        "forged.csv",
        "reporter,partner,flow,period,commodity,value,currency\nKAZ,SRB,export,2017,TOTAL,9,USD\n",
    );
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2017", "--revise"]);
    let root = |at: u8| format!("{}/keys/SRB/roots/root-{at}.key", kaz.home);
    kaz.typed(&[
        "keys",
        "revoke",
        "--from-entry",
        "5",
        "--root",
        &root(1),
        "--root",
        &root(3),
    ]);
    let told = kaz.typed(&["withdraw", "IMTS_ENTENTE/2017", "--reason", "wrong currency"]);
    assert_eq!(
        told,
        "IMTS_ENTENTE/2017 revision 0 is withdrawn; its bytes stay\n"
    );
    assert_eq!(
        kaz.releases("own"),
        [
            "IMTS_ENTENTE 2017 0 withdrawn false null null",
            "IMTS_ENTENTE 2017 1 faulty false null null"
        ]
    );
}

#[test]
fn a_release_of_a_day_that_has_not_come_here_yet_lands() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2017"]);
    let now = now();
    let days: Vec<String> = [now, now + 86_400].iter().map(|time| day(*time)).collect();
    let data = |data: String| data.replace(&days[0], &days[1]).replace("451112", "451113");
    let sums = |release: &mut Release| {
        release
            .totals
            .values_mut()
            .for_each(|sum| *sum = "451113".to_owned())
    };
    changed(&kaz, now + 86_400, data, sums);
    let told = srb.typed(&["pull"]);
    assert!(
        told.contains("IMTS_ENTENTE/2017 revision 1: valid, in the books"),
        "{told}"
    );
    assert!(srb.table().contains("2017,TOTAL,451113,"), "{}", srb.table());
}

fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_secs()
}

fn day(time: u64) -> String {
    let output = std::process::Command::new("date")
        .args(["-u", "+%F", "-d", &format!("@{time}")])
        .output()
        .unwrap();
    text(&output.stdout).trim().to_owned()
}

#[test]
fn keys_whose_making_was_interrupted_are_taken_as_far_as_they_came() {
    let folder = tempfile::tempdir().unwrap();
    let kaz = Node::new(
        folder.path(),
        "kaz",
        "KAZ",
        "SRB",
        "reporter,partner,flow,period,commodity,value,currency\n",
    );
    let fingerprint = kaz.fingerprint();
    let path = Path::new(&kaz.home).join("keys/SRB/fingerprint");
    for torn in [None, Some(""), Some("9f86")] {
        match torn {
            None => fs::remove_file(&path).unwrap(),
            Some(part) => fs::write(&path, part).unwrap(),
        }
        let told = kaz.typed(&["keys", "init"]);
        assert!(
            told.starts_with("The log began in an attempt that was interrupted. "),
            "{told}"
        );
        assert_eq!(kaz.fingerprint(), fingerprint);
    }
    // Before the log began: what the roots are is not known, and they sign for nothing.
    for part in ["outbox", "signed", "keys/SRB/fingerprint"] {
        let path = Path::new(&kaz.home).join(part);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap()
        } else {
            fs::remove_file(path).unwrap()
        }
    }
    let root = format!("{}/keys/SRB/roots/root-1.key", kaz.home);
    assert_eq!(
        kaz.refused(&["keys", "init"]),
        format!(
            "error: found {root} already\n  hint: if an interrupted `entente keys init` left it, remove it: no log begins \
             with it; else name another folder with --roots-out\n"
        )
    );
    fs::remove_dir_all(format!("{}/keys/SRB/roots", kaz.home)).unwrap();
    kaz.typed(&["keys", "init"]);
    assert_ne!(kaz.fingerprint(), fingerprint);
}

#[cfg(unix)]
#[test]
fn a_link_that_was_laid_on_a_stick_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    let (precious, stick) = (folder.path().join("precious"), folder.path().join("stick.tar"));
    fs::write(&precious, "precious").unwrap();
    std::os::unix::fs::symlink(&precious, folder.path().join("stick.tar.part")).unwrap();
    kaz.typed(&["bundle", "export", stick.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");
    srb.typed(&["bundle", "import", stick.to_str().unwrap()]);
    // Nor one in a folder that stands for an outbox, nor a pipe that never ends.
    let share = folder.path().join("share");
    fs::create_dir(&share).unwrap();
    let share_text = share.to_str().unwrap();
    std::os::unix::fs::symlink(&precious, share.join("checkpoint")).unwrap();
    let told = srb.refused(&["pull", share_text]);
    assert!(
        told.contains("cannot fetch checkpoint: found no plain file"),
        "{told}"
    );
    fs::remove_file(share.join("checkpoint")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(share.join("checkpoint"))
        .status()
        .unwrap();
    assert!(made.success());
    let told = srb.refused(&["pull", share_text]);
    assert!(
        told.contains("cannot fetch checkpoint: found no plain file"),
        "{told}"
    );
    let told = srb.refused(&["pull", share.join("checkpoint").to_str().unwrap()]);
    assert!(told.contains("found no folder and no plain file at "), "{told}");
}

#[test]
fn the_annex_and_the_dataflows_of_the_page_and_the_help_can_be_released() {
    let page = include_str!("../../../../docs/exchange.md");
    let folder = tempfile::tempdir().unwrap();
    let [kaz, _] = agreed(folder.path());
    let annex = folder.path().join("page.toml");
    let told = page
        .split("```toml\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let agree = |annexed: &str| {
        fs::write(&annex, annexed).unwrap();
        let output = run(&["agree", annex.to_str().unwrap(), "--dry-run", "--home", &kaz.home]);
        text(&output.stderr)
    };
    assert_eq!(agree(told), "");
    let warned = agree(&told.replace("IMTS_KZ_BNS", "IMTS_SORS"));
    assert!(
        warned.starts_with("warning: found the dataflow IMTS_SORS, expected one of IMTS_ENTENTE, "),
        "{warned}"
    );
    let help =
        ["release", "withdraw", "verdict", "proof"].map(|command| text(&run(&[command, "--help"]).stdout));
    let all = help.concat() + page;
    let words = all.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let named: Vec<&str> = words.filter(|word| word.starts_with("IMTS_")).collect();
    assert!(named.len() > 12, "{named:?}");
    for name in named {
        let expected = warned.split("expected one of ").nth(1).unwrap();
        assert!(
            expected.split([',', ';']).any(|known| known.trim() == name),
            "{name}"
        );
    }
}

#[test]
fn an_annex_that_rotted_is_named_and_made_good_by_agreeing_to_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, _] = agreed(folder.path());
    let annex = folder.path().join("annex.toml");
    let digits = Digest::of(&fs::read(&annex).unwrap()).to_string();
    let name = format!("outbox/SRB/obj/sha256/{}/{}", &digits[..2], &digits[2..]);
    fs::write(Path::new(&kaz.home).join(&name), "rotten").unwrap();
    let told = kaz.refused(&["status"]);
    assert_eq!(
        told,
        format!("error: {name} is damaged: its hash is another than its name\n")
    );
    kaz.typed(&["agree", annex.to_str().unwrap()]);
    kaz.typed(&["status"]);
    assert!(kaz.typed(&["fsck"]).ends_with(" files checked, 0 rotten\n"));
}

#[test]
fn commands_at_one_home_at_once_wait_for_each_other_and_each_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, _] = agreed(folder.path());
    let lock = fs::File::create(Path::new(&kaz.home).join("exchange.lock")).unwrap();
    lock.lock().unwrap();
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..4)
            .map(|at| {
                let (question, kaz) = (format!("Question {at}?"), &kaz);
                scope.spawn(move || kaz.typed(&["ask", "KAZ/SRB/TOTAL/2018", &question]))
            })
            .collect();
        std::thread::sleep(std::time::Duration::from_millis(500));
        drop(lock);
        asked.into_iter().for_each(|one| drop(one.join().unwrap()));
    });
    let log = kaz.typed(&["log"]);
    (0..4).for_each(|at| assert!(log.contains(&format!("Question {at}?")), "{log}"));
    assert!(kaz.typed(&["fsck"]).ends_with(" files checked, 0 rotten\n"));
}

#[test]
fn a_log_told_in_two_ways_across_a_change_of_keys_is_proved_to_somebody_without_a_home() {
    let folder = tempfile::tempdir().unwrap();
    let [kaz, srb] = agreed(folder.path());
    // Kazakhstan's home is copied, and the two copies go on in two ways.
    let double = Node {
        folder: kaz.folder.clone(),
        home: folder.path().join("double").display().to_string(),
    };
    let copied = std::process::Command::new("cp")
        .args(["-r", &kaz.home, &double.home])
        .status();
    assert!(copied.unwrap().success());
    kaz.typed(&["release", "IMTS_ENTENTE", "--period", "2018"]);
    srb.typed(&["pull"]);
    let root = |at: u8| format!("{}/keys/SRB/roots/root-{at}.key", double.home);
    double.typed(&["keys", "rotate", "--root", &root(1), "--root", &root(2)]);
    double.typed(&["release", "IMTS_ENTENTE", "--period", "2017"]);
    let told = srb.refused(&["pull", &format!("{}/outbox/SRB", double.home)]);
    assert!(
        told.starts_with("error: FORK: found a signed checkpoint of "),
        "{told}"
    );
    let proof = told
        .split("the proof is in ")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap();
    let proof = Path::new(&srb.home).join(proof);
    let (proof, roots) = (proof.to_str().unwrap(), kaz.fingerprint());
    let output = run(&["verify", proof, "--roots", &roots]);
    let told = text(&output.stdout);
    assert!(
        told.starts_with("it holds: entente/KAZ/SRB/1 was told in two ways, of "),
        "{told}"
    );
    let output = run(&["verify", proof, "--roots", &srb.fingerprint()]);
    assert!(text(&output.stderr).starts_with("error: FINGERPRINT_WRONG: "));
}
