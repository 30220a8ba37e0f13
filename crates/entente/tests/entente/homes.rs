//! Homes as they are found: one may only be read, another holds a mistake in a file people write.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A home with one figure, and a binary, in a folder that anybody may enter.
struct Desk {
    folder: TempDir,
    binary: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let binary = folder.path().join("entente");
        fs::copy(env!("CARGO_BIN_EXE_entente"), &binary).unwrap();
        let desk = Self { folder, binary };
        desk.own("KAZ,SRB,export,2015,TOTAL,10\nSRB,KAZ,import,2015,TOTAL,12\n");
        assert!(
            desk.run(&["init", "home", "--side", "KAZ", "--partner", "SRB"])
                .status
                .success()
        );
        let imported = desk.run(&["import", "own.csv", "--vintage", "2020-01-01", "--home", "home"]);
        assert!(imported.status.success(), "{}", text(&imported.stderr));
        desk
    }

    fn own(&self, rows: &str) {
        let table = format!("reporter,partner,flow,period,commodity,value\n{rows}");
        fs::write(self.folder.path().join("own.csv"), table).unwrap();
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).current_dir(self.folder.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        output_of(&mut self.command(arguments))
    }

    /// What a command says and its exit code.
    fn told(&self, arguments: &[&str]) -> (Option<i32>, String) {
        told(&self.run(arguments))
    }
}

/// Runs a command. A copy of a binary is busy as long as a test beside this one, started in
/// the moment of the copying, has not let go of it.
fn output_of(command: &mut Command) -> Output {
    loop {
        match command.output() {
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            output => return output.unwrap(),
        }
    }
}

fn told(output: &Output) -> (Option<i32>, String) {
    let said = text(&output.stdout) + &text(&output.stderr);
    (output.status.code(), said)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[cfg(unix)]
mod reading {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;

    fn allow(path: &Path, folder: u32, file: u32) {
        let mode = if path.is_dir() { folder } else { file };
        let inside = path.is_dir().then(|| fs::read_dir(path).unwrap());
        for entry in inside.into_iter().flatten() {
            allow(&entry.unwrap().path(), folder, file);
        }
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    impl Desk {
        /// A desk whose home may only be read; whoever runs this must not be able to write it.
        fn shut() -> Self {
            let desk = Self::new();
            desk.shut_again();
            desk
        }

        fn shut_again(&self) {
            fs::set_permissions(self.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
            allow(&self.home(), 0o555, 0o444);
        }

        /// As [`Desk::told`], by somebody without the right to write, also where this test has every right.
        fn read(&self, arguments: &[&str]) -> (Option<i32>, String) {
            let mut command = self.command(arguments);
            if fs::write(self.home().join("probe"), "").is_ok() {
                fs::remove_file(self.home().join("probe")).unwrap();
                command.uid(65_534).gid(65_534);
            }
            told(&output_of(&mut command))
        }
    }

    impl Drop for Desk {
        fn drop(&mut self) {
            allow(&self.home(), 0o755, 0o644);
        }
    }

    #[test]
    fn a_home_that_may_only_be_read_tells_the_same() {
        let desk = Desk::new();
        let questions = [
            ["mirror", "KAZ", "SRB", "--home", "home"],
            ["explain", "KAZ", "SRB", "--home", "home"],
            ["indicators", "KAZ", "SRB", "--home", "home"],
        ];
        let open = questions.map(|question| desk.told(&question));
        assert!(open.iter().all(|(code, _)| *code == Some(0)), "{open:?}");
        desk.shut_again();
        assert_eq!(questions.map(|question| desk.read(&question)), open);
        let mut left: Vec<String> = fs::read_dir(desk.home())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(
            left,
            [
                "books",
                "entente.toml",
                "import.lock",
                "imports.ndjson",
                "ledger.db",
                "objects",
                "rejects",
                "tmp"
            ]
        );
    }

    #[test]
    fn a_home_that_may_only_be_read_is_not_damaged() {
        let desk = Desk::shut();
        assert_eq!(
            desk.read(&["doctor", "--home", "home"]),
            (
                Some(0),
                "notice .\n  not writable: Permission denied (os error 13)\n  to do: nothing, if it is only read; \
                 an import needs the right to write\n"
                    .to_owned()
            )
        );
    }

    #[test]
    fn an_import_without_the_right_to_write_says_so() {
        let desk = Desk::shut();
        assert_eq!(
            desk.read(&["import", "own.csv", "--home", "home"]),
            (
                Some(1),
                "error: cannot open home/import.lock: Permission denied (os error 13)\n  \
                 hint: nothing of this file was imported\n"
                    .to_owned()
            )
        );
    }

    #[test]
    fn a_log_that_cannot_be_read_is_never_passed_over() {
        let desk = Desk::new();
        fs::write(desk.home().join("ledger.db-wal"), "what an import left").unwrap();
        desk.shut_again();
        let (code, said) = desk.read(&["mirror", "KAZ", "SRB", "--home", "home"]);
        assert_eq!(
            (code, said.as_str()),
            (
                Some(1),
                "error: ledger home/ledger.db has a log beside it that an import left or still writes, which cannot \
                 be read without the right to write; ask again when the import has ended, or ask once with that \
                 right\n"
            )
        );
    }
}

#[test]
fn a_group_or_the_world_is_wrong_usage_as_a_side() {
    let desk = Desk::new();
    for (text, said) in [
        (
            "World",
            "found World (W00), the total over all partners, which is none of them",
        ),
        (
            "European Union",
            "found European Union (EUR), a group of states, which is no partner",
        ),
        ("Bunkers", "found Bunkers (X1), what is not specified"),
    ] {
        let expected = format!(
            "error: invalid value '{text}' for '<IMPORTER>': expected one state or territory, {said}\n\n\
             For more information, try '--help'.\n"
        );
        assert_eq!(
            desk.told(&["mirror", "KAZ", text, "--home", "home"]),
            (Some(2), expected)
        );
    }
}

#[test]
fn a_place_with_reports_under_another_code_is_named() {
    let desk = Desk::new();
    desk.own("THA,736,export,2009,TOTAL,5\nTHA,736,export,2010,TOTAL,7\n");
    let imported = desk.run(&["import", "own.csv", "--vintage", "2020-01-02", "--home", "home"]);
    assert!(imported.status.success(), "{}", text(&imported.stderr));
    let note = "Sudan (...2011) (SDN) has reports of 2009 to 2010 under its own code: ask for THA 736\n";
    let stderr = |arguments: &[&str]| text(&desk.run(arguments).stderr);
    let nothing = "no report of either side in the books; `entente import` brings some in\n";
    for command in ["mirror", "explain"] {
        assert_eq!(
            stderr(&[command, "THA", "SDN", "--home", "home"]),
            format!("{nothing}{note}")
        );
        assert_eq!(
            stderr(&[command, "THA", "SDN", "--from", "2015", "--home", "home"]),
            nothing
        );
    }
    let (code, said) = desk.told(&["mirror", "THA", "736", "--output", "csv", "--home", "home"]);
    assert_eq!((code, said.lines().count()), (Some(0), 3), "{said}");
}

#[test]
fn a_folder_is_no_file_to_import() {
    let desk = Desk::new();
    assert_eq!(
        desk.told(&["import", ".", "--home", "home"]),
        (
            Some(1),
            "error: .: found a folder, expected a file; name the files in it\n".to_owned()
        )
    );
}

#[test]
fn choices_and_months_are_read_in_any_usual_spelling() {
    let desk = Desk::new();
    let ask = |more: &[&str]| {
        let asked = [["mirror", "KAZ", "SRB", "--home", "home"].as_slice(), more].concat();
        desk.told(&asked)
    };
    let plain = ask(&[
        "--freq", "M", "--level", "hs6", "--from", "2016-04", "--output", "csv",
    ]);
    assert_eq!(plain.0, Some(0), "{}", plain.1);
    for month in ["2016-4", "2016M04", "2016-M04", "201604"] {
        let other = ask(&[
            "--freq", "m", "--level", "HS6", "--from", month, "--output", "CSV",
        ]);
        assert_eq!(other, plain, "{month}");
    }
}

#[test]
fn the_doctor_reads_what_people_write() {
    let desk = Desk::new();
    fs::create_dir(desk.home().join("coverage")).unwrap();
    let put = |name: &str, content: &str| fs::write(desk.home().join(name), content).unwrap();
    put("coverage/KAZ.toml", "area = \"KAZ\"\ntreshold = \"1000\"\n");
    put("coverage/SRB.toml", "area = \"SRB\"\n");
    put("coverage/Serbia.toml", "area = 688\n");
    put("rates.csv", "currency,period,per_usd\nEUR,2024-08,0,9074\n");
    let settings = fs::read_to_string(desk.home().join("entente.toml")).unwrap();
    put("entente.toml", &settings.replace("code = 398", "code = 643"));
    assert_eq!(
        desk.told(&["doctor", "--home", "home"]),
        (
            Some(1),
            "warning entente.toml\n  \
               line 8, side: found code 643 with letters \"KAZ\", expected the letters of\n  \
               Russian Federation (RUS)\n  \
               to do: write the letters and the number of one state for each\n\
             warning coverage/KAZ.toml\n  \
               line 2: found \"treshold = \\\"1000\\\"\": unknown field `treshold`, expected one of\n  \
               `area`, `threshold`, `currency`, `excludes`, `cif_margin`, `imports_fob`,\n  `recoding` (did you mean threshold?)\n  \
               to do: mend it as docs/formats.md says; until then no comparison can be made\n\
             warning coverage/Serbia.toml\n  \
               Serbia (SRB) is told in coverage/SRB.toml too, expected one file a side\n  \
               to do: keep one of them; the later name holds now\n\
             warning rates.csv\n  \
               line 2: found \"EUR,2024-08,0,9074\", expected currency,period,units per USD\n  \
               to do: mend it as docs/formats.md says; until then no comparison can be made\n"
                .to_owned()
        )
    );
}

#[test]
fn a_notice_is_no_failure() {
    let desk = Desk::new();
    fs::create_dir_all(desk.home().join("tmp/import-9")).unwrap();
    assert_eq!(
        desk.told(&["doctor", "--home", "home"]),
        (
            Some(0),
            "notice tmp/import-9\n  an interrupted import left this\n  to do: the next import removes it\n"
                .to_owned()
        )
    );
}
