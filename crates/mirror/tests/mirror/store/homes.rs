//! Making and finding a home.

use super::support::{home, listing, parties};
use entente_mirror::store::{Home, Party, StoreError};
use entente_trade::Area;
use std::fs;
use tempfile::TempDir;

#[test]
fn a_new_home_holds_its_settings_and_an_empty_book() {
    let (_folder, home) = home();
    let (side, partner) = parties();
    assert_eq!(
        (&home.settings().side, &home.settings().partner),
        (&side, &partner)
    );
    assert_eq!(
        fs::read_to_string(home.root().join("entente.toml")).unwrap(),
        "# A home of Entente: one side's count of the trade between two states.\n\
         # The folder may be moved as a whole; `entente doctor` checks it.\n\
         format = 1\n\n\
         # The state whose home this is: ISO 3166-1 alpha-3 and UN Comtrade code.\n\
         [side]\nalpha3 = \"KAZ\"\ncode = 398\n\n\
         # The state with which it compares.\n\
         [partner]\nalpha3 = \"SRB\"\ncode = 688\n"
    );
    let names: Vec<String> = listing(home.root()).into_keys().collect();
    assert_eq!(
        names,
        [
            "books",
            "entente.toml",
            "import.lock",
            "ledger.db",
            "objects",
            "rejects",
            "tmp"
        ]
    );
    assert_eq!(super::support::all(&home), []);
}

#[test]
fn a_home_is_found_from_any_folder_below_it() {
    let (folder, home) = home();
    let below = home.root().join("some/where");
    fs::create_dir_all(&below).unwrap();
    assert_eq!(Home::find(&below).unwrap().root(), home.root());
    assert!(matches!(
        Home::find(folder.path()),
        Err(StoreError::NoHome { .. })
    ));
}

#[test]
fn a_home_is_not_made_twice_nor_among_other_files() {
    let (folder, home) = home();
    let before = listing(home.root());
    let (side, partner) = parties();
    let again = Home::init(home.root(), side.clone(), partner.clone()).unwrap_err();
    assert_eq!(
        again.to_string(),
        format!(
            "{} is a home already; choose another folder",
            home.root().display()
        )
    );
    assert_eq!(listing(home.root()), before);
    let taken = Home::init(folder.path(), side, partner).unwrap_err();
    assert_eq!(
        taken.to_string(),
        format!(
            "{} is not empty (it holds home), expected a new or empty folder",
            folder.path().display()
        )
    );
}

#[test]
fn a_home_that_cannot_be_finished_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("home");
    let wrong = Party::new(Area::from_code(398), "Kaz");
    let error = Home::init(&path, wrong, parties().1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "side: found \"Kaz\", expected three capital letters"
    );
    assert!(!path.exists());
}

#[test]
fn damaged_settings_are_named_with_what_was_expected() {
    let (_folder, home) = home();
    let file = home.root().join("entente.toml");
    for (text, message) in [
        ("format = 2", ", format: found 2, expected 1"),
        (
            "format = 1",
            ", side.alpha3: found nothing, expected three capital letters",
        ),
        (
            "format = 1\n[side]\nalpha3 = \"KAZ\"\ncode = -1",
            ", side.code: found -1, expected a number from 0 to 65535",
        ),
    ] {
        fs::write(&file, text).unwrap();
        let error = Home::open(home.root()).unwrap_err();
        assert_eq!(error.to_string(), format!("{}{message}", file.display()));
    }
    fs::write(&file, "format = = 1").unwrap();
    assert!(matches!(Home::open(home.root()), Err(StoreError::Invalid { .. })));
}

#[test]
fn a_ledger_of_another_version_is_refused() {
    let (_folder, home) = home();
    let ledger = rusqlite::Connection::open(home.root().join("ledger.db")).unwrap();
    ledger.pragma_update(None, "user_version", 7).unwrap();
    drop(ledger);
    let error = home.book().unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "ledger {} has schema 7, expected 5; use the version of entente that wrote it",
            home.root().join("ledger.db").display()
        )
    );
}
