//! What the doctor finds.

use super::support::{begin, details, home, rows};
use entente_mirror::store::{Complaint, Home, ImportOutcome, Kept, RejectRow, Severity, doctor};
use std::fs;

fn furnished() -> (tempfile::TempDir, Home) {
    let (folder, home) = home();
    let mut writer = begin(&home, "bytes", details("2024-01-01"));
    for row in rows(1, 200) {
        writer.observe(1, &row).unwrap();
    }
    let reject = RejectRow {
        line: 1,
        sheet: None,
        field: "value",
        found: "x",
        expected: "a number",
        reason: "no number",
    };
    writer.reject(&reject).unwrap();
    writer.commit().unwrap();
    (folder, home)
}

fn flip(home: &Home, path: &str) {
    let path = home.root().join(path);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn places(complaints: &[Complaint]) -> Vec<(&str, Severity)> {
    let places = complaints
        .iter()
        .map(|complaint| (complaint.where_.as_str(), complaint.severity));
    places.collect()
}

#[test]
fn a_sound_home_has_no_complaint() {
    let (_folder, home) = furnished();
    assert_eq!(doctor(home.root(), Some(&Kept::default())), []);
}

#[test]
fn a_flipped_byte_is_named_wherever_it_is() {
    let (_folder, home) = furnished();
    let catalogue = home.catalogue().unwrap();
    let segment = catalogue.segments().unwrap().remove(0).path;
    let entry = catalogue.imports().unwrap().remove(0);
    let object = format!("objects/sha256/{}/{}", &entry.object[..2], entry.object);
    for path in [object, entry.rejects.unwrap().path, segment] {
        flip(&home, &path);
        let complaints = doctor(home.root(), Some(&Kept::default()));
        assert_eq!(places(&complaints), [(path.as_str(), Severity::Damage)]);
        assert!(complaints[0].what.contains("expected"), "{complaints:?}");
        flip(&home, &path);
        assert_eq!(doctor(home.root(), Some(&Kept::default())), []);
    }
}

#[test]
fn missing_and_foreign_files_are_told_apart() {
    let (_folder, home) = furnished();
    let segment = home.catalogue().unwrap().segments().unwrap().remove(0).path;
    fs::rename(
        home.root().join(&segment),
        home.root().join("books/astray.parquet"),
    )
    .unwrap();
    fs::create_dir_all(home.root().join("tmp/import-9")).unwrap();
    assert_eq!(
        places(&doctor(home.root(), Some(&Kept::default()))),
        [
            (segment.as_str(), Severity::Damage),
            ("tmp/import-9", Severity::Notice),
            ("books/astray.parquet", Severity::Notice),
        ]
    );
}

#[test]
fn broken_settings_and_a_broken_ledger_are_complaints_not_errors() {
    let (_folder, home) = furnished();
    fs::write(home.root().join("entente.toml"), "format = 3").unwrap();
    fs::write(
        home.root().join("ledger.db"),
        "no database at all, but long enough to be looked at",
    )
    .unwrap();
    assert_eq!(
        places(&doctor(home.root(), Some(&Kept::default()))),
        [
            ("entente.toml", Severity::Damage),
            ("ledger.db", Severity::Damage)
        ]
    );
}

#[test]
fn an_object_that_went_bad_is_mended_by_the_same_bytes() {
    let (_folder, home) = furnished();
    let entry = home.catalogue().unwrap().imports().unwrap().remove(0);
    flip(
        &home,
        &format!("objects/sha256/{}/{}", &entry.object[..2], entry.object),
    );
    assert_eq!(doctor(home.root(), Some(&Kept::default())).len(), 1);
    let outcome = home.begin_import_from(&mut "bytes".as_bytes(), "made.csv", details("2024-01-01"));
    assert!(
        matches!(outcome, Ok(ImportOutcome::AlreadyThere { import: 1, .. })),
        "{outcome:?}"
    );
    assert_eq!(doctor(home.root(), Some(&Kept::default())), []);
}

#[test]
fn an_import_under_way_is_no_damage() {
    let (_folder, home) = furnished();
    let _writer = begin(&home, "more", details("2024-02-01"));
    assert_eq!(
        places(&doctor(home.root(), Some(&Kept::default()))),
        [("import.lock", Severity::Notice)]
    );
}

#[test]
fn bytes_kept_beside_imports_are_examined_and_no_strays() {
    let (_folder, home) = furnished();
    let object = home.keep(b"On 19 November").unwrap();
    assert_eq!(home.keep(b"On 19 November").unwrap(), object);
    let path = format!("objects/sha256/{}/{object}", &object[..2]);
    let kept = Kept {
        expected: [object.clone()].into(),
        ..Kept::default()
    };
    assert_eq!(doctor(home.root(), Some(&kept)), []);
    assert_eq!(doctor(home.root(), None), [], "what is kept is not known");
    let strays = doctor(home.root(), Some(&Kept::default()));
    assert_eq!(places(&strays), [(path.as_str(), Severity::Notice)]);

    flip(&home, &path);
    let damage = [(path.as_str(), Severity::Damage)];
    assert_eq!(places(&doctor(home.root(), Some(&kept))), damage);
    home.keep(b"On 19 November").unwrap();
    assert_eq!(doctor(home.root(), Some(&kept)), [], "the same bytes mend it");

    fs::remove_file(home.root().join(&path)).unwrap();
    assert_eq!(places(&doctor(home.root(), Some(&kept))), damage);
    let admitted = Kept {
        admitted: [object].into(),
        ..Kept::default()
    };
    assert_eq!(doctor(home.root(), Some(&admitted)), []);
}

#[test]
fn bytes_are_kept_after_an_interrupted_import_and_not_during_one() {
    let (_folder, home) = furnished();
    fs::create_dir_all(home.root().join("tmp/import-9")).unwrap();
    fs::write(home.root().join("tmp/kept"), "half").unwrap();
    let object = home.keep(b"On 19 November").unwrap();
    let kept = Kept {
        expected: [object].into(),
        ..Kept::default()
    };
    assert_eq!(doctor(home.root(), Some(&kept)), []);
    let _writer = begin(&home, "more", details("2024-02-01"));
    let refused = home.keep(b"On 20 November").unwrap_err().to_string();
    assert!(refused.ends_with("is under way; wait until it ends"), "{refused}");
}
