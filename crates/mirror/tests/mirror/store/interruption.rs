//! An import that ends before it counts leaves the store as it was.

use super::support::{all, begin, details, home, import, listing, rows};
use entente_mirror::store::{
    FaultPoint, Home, ImportDetails, ImportOutcome, Kept, RejectRow, Severity, StoreError, doctor,
};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// An import with everything in it: several runs, segments of several periods, a rejected row.
fn import_with(home: &Home, fault: FaultPoint) -> Result<(), StoreError> {
    let details = ImportDetails {
        rows_in_memory: 12,
        fault,
        ..details("2024-02-02")
    };
    let outcome = home.begin_import_from(&mut "new".as_bytes(), "new.csv", details)?;
    let ImportOutcome::Started(mut writer) = outcome else {
        panic!("imported before");
    };
    for row in rows(2, 50)
        .iter()
        .filter(|row| row.period.calendar_year() == 2015)
    {
        writer.observe(1, row)?;
        writer.observe(2, row)?;
    }
    writer.reject(&RejectRow {
        line: 3,
        sheet: None,
        field: "value",
        found: "x",
        expected: "a number",
        reason: "no number",
    })?;
    writer.commit().map(drop)
}

/// The names of the steps, in order.
fn steps() -> Vec<&'static str> {
    let (sender, receiver) = std::sync::mpsc::channel();
    let (_folder, home) = home();
    let watch = FaultPoint::new(move |step| sender.send(step).map_err(io::Error::other));
    import_with(&home, watch).unwrap();
    receiver.into_iter().collect()
}

#[test]
fn a_dropped_import_leaves_nothing() {
    let (_folder, home) = home();
    import(&home, "old", details("2024-01-01"), &rows(1, 100));
    let before = listing(home.root());
    let mut writer = begin(
        &home,
        "new",
        ImportDetails {
            rows_in_memory: 30,
            ..details("2024-02-02")
        },
    );
    for row in rows(2, 100) {
        writer.observe(1, &row).unwrap();
    }
    drop(writer);
    assert_eq!(listing(home.root()), before);
}

#[test]
fn an_import_that_fails_at_any_step_leaves_nothing() {
    let (_folder, home) = home();
    import(&home, "old", details("2024-01-01"), &rows(1, 100));
    let (before, records) = (listing(home.root()), all(&home));
    let steps = steps();
    assert!(steps.len() > 12, "{steps:?}");
    for (at, step) in steps[..steps.len() - 1].iter().enumerate() {
        let mut left = at;
        let fault = FaultPoint::new(move |_| match left.checked_sub(1) {
            Some(less) => {
                left = less;
                Ok(())
            }
            None => Err(io::Error::other("tripped")),
        });
        assert!(import_with(&home, fault).is_err(), "step {at}, {step}");
        assert_eq!(listing(home.root()), before, "step {at}, {step}");
        assert!(all(&home) == records, "step {at}, {step}");
    }
}

#[test]
fn an_import_whose_clearing_up_fails_counts_all_the_same() {
    let (_folder, home) = home();
    let fault = FaultPoint::new(|step| match step {
        "clear" => Err(io::Error::other("tripped")),
        _ => Ok(()),
    });
    import_with(&home, fault).unwrap();
    assert!(!all(&home).is_empty());
    assert_eq!(doctor(home.root(), Some(&Kept::default())), []);
}

const CHILD: &str = "store::interruption::a_process_that_imports_until_it_is_killed";

/// Run as a process of its own by the test below; by itself it does nothing.
#[test]
fn a_process_that_imports_until_it_is_killed() {
    let variable = |name| std::env::var(name).ok();
    let (Some(root), Some(step)) = (variable("STORE_TEST_HOME"), variable("STORE_TEST_STEP")) else {
        return;
    };
    let root = std::path::PathBuf::from(root);
    let mut left: usize = step.parse().unwrap();
    let reached = root.with_file_name("reached");
    let fault = FaultPoint::new(move |_| {
        if left == 0 {
            std::fs::write(&reached, "")?;
            thread::sleep(Duration::from_secs(120));
        }
        left = left.saturating_sub(1);
        Ok(())
    });
    import_with(&Home::open(&root).unwrap(), fault).unwrap();
}

/// Starts the import in another process and kills that process before the given step.
fn kill_at(root: &Path, step: usize) {
    let reached = root.with_file_name("reached");
    let _ = std::fs::remove_file(&reached);
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", CHILD])
        .env("STORE_TEST_HOME", root)
        .env("STORE_TEST_STEP", step.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let patience = Instant::now() + Duration::from_secs(60);
    while !reached.exists() {
        assert!(Instant::now() < patience, "step {step} was not reached");
        assert_eq!(child.try_wait().unwrap(), None, "ended before step {step}");
        thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn an_import_killed_at_any_step_leaves_the_records_as_they_were() {
    let (_folder, home) = home();
    import(&home, "old", details("2024-01-01"), &rows(1, 100));
    let records = all(&home);
    let steps = steps();
    for (at, step) in steps[..steps.len() - 1].iter().enumerate() {
        kill_at(home.root(), at);
        assert!(all(&home) == records, "step {at}, {step}");
        let damage = doctor(home.root(), Some(&Kept::default()))
            .into_iter()
            .find(|complaint| complaint.severity == Severity::Damage);
        assert_eq!(damage, None, "step {at}, {step}");
    }
    kill_at(home.root(), steps.len() - 1);
    let after = all(&home);
    assert!(after.len() > records.len(), "what was committed counts");
    import(&home, "next", details("2024-03-03"), &rows(3, 10));
    assert_eq!(all(&home).len(), after.len() + 10);
    assert_eq!(
        doctor(home.root(), Some(&Kept::default())),
        [],
        "the next import sweeps what was left"
    );
}
