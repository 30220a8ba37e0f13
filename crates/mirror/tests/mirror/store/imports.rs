//! What an import leaves in a home.

use super::support::{NOW, all, begin, day, details, home, import, listing, observations, rows};
use entente_mirror::store::{
    Clock, CountKind, Home, ImportCount, ImportDetails, ImportEntry, ImportOutcome, Moment, OUT_OF_RANGE,
    RejectRow, Restatement, StoreError,
};
use entente_trade::{Dataset, Money, Vintage};
use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicI64, Ordering};

#[test]
fn the_same_bytes_twice_change_nothing() {
    let (_folder, home) = home();
    import(&home, "bytes", details("2024-01-01"), &rows(1, 500));
    let before = listing(home.root());
    let outcome = home.begin_import_from(&mut "bytes".as_bytes(), "other.csv", details("2025-01-01"));
    let Ok(ImportOutcome::AlreadyThere { import, vintage, .. }) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!((import, vintage), (1, day("2024-01-01").into()));
    assert_eq!(listing(home.root()), before);
}

/// Details of an import that nobody dated.
fn undated(today: &str) -> ImportDetails {
    ImportDetails {
        vintage: Vintage::of_import(day(today)),
        ..details(today)
    }
}

fn vintages(home: &Home) -> Vec<String> {
    let records = all(home);
    records
        .iter()
        .map(|record| format!("{:#}", record.vintage))
        .collect()
}

#[test]
fn a_day_of_import_lies_before_any_stated_vintage() {
    let (_folder, home) = home();
    let row = rows(1, 1);
    import(&home, "new", details("2024-06-01"), &row);
    import(&home, "old", undated("2026-11-22"), &row);
    assert_eq!(vintages(&home), ["2026-11-22 (day of import)", "2024-06-01"]);
}

#[test]
fn a_vintage_that_nobody_knew_can_be_stated_later_and_only_once() {
    let (_folder, home) = home();
    import(&home, "bytes", undated("2026-11-22"), &rows(1, 1));
    let again = |details: ImportDetails| {
        let outcome = home.begin_import_from(&mut "bytes".as_bytes(), "made.csv", details);
        let Ok(ImportOutcome::AlreadyThere { vintage, before, .. }) = outcome else {
            panic!("{outcome:?}");
        };
        (format!("{vintage:#}"), before.map(|before| format!("{before:#}")))
    };
    let of_import = "2026-11-22 (day of import)".to_owned();
    assert_eq!(again(undated("2026-11-23")), (of_import.clone(), None));
    assert_eq!(
        again(details("2023-05-15")),
        ("2023-05-15".to_owned(), Some(of_import))
    );
    assert_eq!(again(details("2024-01-01")), ("2023-05-15".to_owned(), None));
    assert_eq!(vintages(&home), ["2023-05-15"]);
    let imports = home.book().unwrap().catalogue().imports().unwrap();
    assert_eq!(imports[0].vintage, day("2023-05-15").into());
    let restatement = Restatement {
        import: 1,
        at: Moment::new(NOW() + 1).unwrap(),
        before: Vintage::of_import(day("2026-11-22")),
    };
    import(&home, "dated", details("2024-01-01"), &rows(2, 1));
    assert_eq!(home.catalogue().unwrap().restatements().unwrap(), [restatement]);
    assert_eq!(
        entente_mirror::store::doctor(home.root(), Some(&entente_mirror::store::Kept::default())),
        []
    );
}

#[test]
fn a_ledger_that_knew_no_statements_is_brought_up_to_date() {
    let (_folder, home) = home();
    import(&home, "bytes", details("2024-01-01"), &rows(1, 1));
    let ledger = rusqlite::Connection::open(home.root().join("ledger.db")).unwrap();
    ledger
        .execute_batch(
            "DROP VIEW dated; DROP TABLE statement; DROP TABLE standing; ALTER TABLE segment DROP COLUMN end_crc;
             ALTER TABLE segment DROP COLUMN end_bytes; ALTER TABLE segment DROP COLUMN release_stated;
             ALTER TABLE segment DROP COLUMN release; PRAGMA user_version = 1",
        )
        .unwrap();
    drop(ledger);
    assert_eq!(vintages(&home), ["2024-01-01"]);
    import(&home, "more", undated("2026-11-22"), &rows(2, 1));
    assert_eq!(
        entente_mirror::store::doctor(home.root(), Some(&entente_mirror::store::Kept::default())),
        []
    );
}

#[test]
fn the_same_bytes_read_in_another_way_change_nothing_once_they_landed() {
    let (_folder, home) = home();
    let nothing = import(&home, "bytes", details("2024-01-01"), &[]);
    assert_eq!(nothing.entry.landed, 0);
    let first = import(&home, "bytes", otherwise("layout", ""), &rows(1, 20));
    assert_eq!((first.entry.id, first.entry.landed), (2, 20));
    let before = listing(home.root());
    for other in [otherwise("layout", "flow=import"), otherwise("other", "")] {
        let outcome = home.begin_import_from(&mut "bytes".as_bytes(), "made.csv", other);
        let Ok(ImportOutcome::ReadOtherwise(import)) = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!(*import, first.entry);
    }
    assert_eq!(listing(home.root()), before);
    let objects = listing(&home.root().join("objects/sha256"));
    assert_eq!(objects.values().filter(|hash| *hash != "folder").count(), 1);
    assert_eq!(
        entente_mirror::store::doctor(home.root(), Some(&entente_mirror::store::Kept::default())),
        []
    );
}

fn otherwise(layout: &str, options: &str) -> ImportDetails {
    ImportDetails {
        layout: layout.to_owned(),
        options: options.to_owned(),
        ..details("2024-01-01")
    }
}

#[test]
fn the_catalogue_tells_what_was_imported() {
    let (folder, home) = home();
    let source = folder.path().join("report.csv");
    fs::write(&source, "a report").unwrap();
    let ImportOutcome::Started(mut writer) = home.begin_import(&source, details("2024-01-01")).unwrap()
    else {
        panic!("nothing was imported before");
    };
    assert_eq!(fs::read(writer.received()).unwrap(), b"a report");
    let made: Vec<_> = rows(3, 10)
        .into_iter()
        .filter(|row| row.dataset == Dataset::Comtrade)
        .collect();
    for row in &made {
        writer.observe(1, row).unwrap();
    }
    writer.skip("a total");
    writer.skip("a total");
    writer.set_vintage(day("2023-12-31"));
    writer.set_summary("{\"sheets\":2}".to_owned());
    let report = writer.commit().unwrap();
    let expected = ImportEntry {
        id: 1,
        object: "90bd35df60f1e27d2236245a4a49f73e1dfb01936f2c2159c70a2bde93eb2977".to_owned(),
        file_name: "report.csv".to_owned(),
        bytes: 8,
        layout: "made".to_owned(),
        options: String::new(),
        datasets: vec![Dataset::Comtrade],
        vintage: day("2023-12-31").into(),
        imported_at: Moment::new(NOW()).unwrap(),
        rows: made.len() as u64 + 2,
        landed: made.len() as u64,
        rejects: None,
        summary: "{\"sheets\":2}".to_owned(),
    };
    let catalogue = home.catalogue().unwrap();
    assert_eq!(catalogue.imports().unwrap(), std::slice::from_ref(&expected));
    assert_eq!(report.entry, expected);
    let skipped = ImportCount {
        kind: CountKind::Skip,
        reason: "a total".to_owned(),
        count: 2,
    };
    assert_eq!(catalogue.counts(1).unwrap(), [skipped]);
}

#[test]
fn rejected_rows_are_kept_up_to_a_bound_and_counted_beyond() {
    let (_folder, home) = home();
    let mut bounded = details("2024-01-01");
    bounded.rejects_kept = 2;
    let mut writer = begin(&home, "bytes", bounded);
    for (line, found) in [(7, "a,b"), (9, "say \"no\""), (12, "third")] {
        let row = RejectRow {
            line,
            sheet: (line == 9).then_some("2018"),
            field: "value",
            found,
            expected: "a decimal number",
            reason: "no number",
        };
        writer.reject(&row).unwrap();
    }
    assert_eq!(writer.rejected(), 3);
    let report = writer.commit().unwrap();
    let rejects = report.entry.rejects.unwrap();
    assert_eq!((report.entry.rows, report.entry.landed, rejects.rows), (3, 0, 2));
    assert_eq!(
        fs::read_to_string(home.root().join(&rejects.path)).unwrap(),
        "line,sheet,field,found,expected,reason\n\
         7,,value,\"a,b\",a decimal number,no number\n\
         9,2018,value,\"say \"\"no\"\"\",a decimal number,no number\n"
    );
    assert_eq!(
        rejects.path,
        format!("rejects/{}.csv", &report.entry.object[..12])
    );
    assert_eq!(
        report.counts.iter().map(|count| count.count).collect::<Vec<_>>(),
        [3]
    );
}

#[test]
fn an_amount_of_more_than_eighteen_digits_is_rejected() {
    let (_folder, home) = home();
    let mut writer = begin(&home, "bytes", details("2024-01-01"));
    let mut row = rows(1, 1).remove(0);
    let limit = 10_i128.pow(18);
    for thousandths in [limit - 1, 1 - limit] {
        row.value = Money::from_thousandths(thousandths);
        writer.observe(1, &row).unwrap();
    }
    for thousandths in [limit, -limit, i128::MAX, i128::from(i64::MIN)] {
        row.value = Money::from_thousandths(thousandths);
        writer.observe(2, &row).unwrap();
    }
    let report = writer.commit().unwrap();
    assert_eq!((report.entry.landed, report.entry.rows), (2, 6));
    assert_eq!(report.counts[0].reason, OUT_OF_RANGE);
    let rejects = fs::read_to_string(home.root().join(report.entry.rejects.unwrap().path)).unwrap();
    assert_eq!(
        rejects.lines().nth(1),
        Some("2,,value,1000000000000000,a magnitude below 10^15,amount out of range")
    );
}

#[test]
fn the_same_rows_make_the_same_bytes_in_every_home() {
    let books = |bound: usize| {
        let (_folder, home) = home();
        let mut bounded = details("2024-01-01");
        bounded.rows_in_memory = bound;
        import(&home, "bytes", bounded, &rows(5, 3_000));
        listing(&home.root().join("books"))
    };
    let first = books(1 << 20);
    assert!(first.len() > 15);
    assert_eq!(books(1 << 20), first);
    assert_eq!(books(1_000), first, "the bound of memory shows in the bytes");
}

#[test]
fn many_runs_give_the_same_records_as_one() {
    let made = rows(11, 300_000);
    let (_folder, one) = home();
    import(&one, "bytes", details("2024-01-01"), &made);
    let (_other, many) = home();
    let mut bounded = details("2024-01-01");
    bounded.rows_in_memory = 12_000;
    let report = import(&many, "bytes", bounded, &made);
    assert!(report.segments > 16, "{} segments", report.segments);
    assert!(all(&one) == all(&many));
    assert_eq!(segments_per_period(&one).values().max(), Some(&1));
    assert!(segments_per_period(&many).values().max() > Some(&1));
}

fn segments_per_period(home: &Home) -> BTreeMap<u32, usize> {
    let mut periods = BTreeMap::new();
    for segment in home.catalogue().unwrap().segments().unwrap() {
        *periods.entry(segment.summary.period.number()).or_default() += 1;
    }
    periods
}

#[test]
fn two_imports_at_once_are_refused_with_a_word_why() {
    let (_folder, home) = home();
    let first = begin(&home, "one", details("2024-01-01"));
    let second = home.begin_import_from(&mut "two".as_bytes(), "two.csv", details("2024-01-01"));
    let Err(error @ StoreError::Busy { .. }) = second else {
        panic!("{second:?}");
    };
    assert_eq!(
        error.to_string(),
        format!(
            "another import into {} is under way; wait until it ends",
            home.root().display()
        )
    );
    drop(first);
    import(&home, "two", details("2024-01-01"), &rows(1, 3));
}

#[test]
fn a_summary_that_is_no_json_is_refused_and_leaves_nothing() {
    let (_folder, home) = home();
    let before = listing(home.root());
    let mut writer = begin(&home, "bytes", details("2024-01-01"));
    writer.observe(1, &rows(1, 1)[0]).unwrap();
    writer.set_summary("{".to_owned());
    assert!(matches!(writer.commit(), Err(StoreError::Ledger { .. })));
    assert_eq!(listing(home.root()), before);
}

#[test]
fn an_import_is_never_changed_or_deleted() {
    let (_folder, home) = home();
    import(&home, "bytes", details("2024-01-01"), &rows(1, 3));
    let ledger = rusqlite::Connection::open(home.root().join("ledger.db")).unwrap();
    for sql in [
        "DELETE FROM import",
        "UPDATE import SET vintage = '2025-01-01'",
        "DELETE FROM statement",
        "UPDATE statement SET vintage = '2025-01-01'",
    ] {
        assert!(ledger.execute(sql, []).is_err(), "{sql}");
    }
}

/// When imports were made, oldest first.
fn moments(home: &Home) -> Vec<String> {
    let imports = home.catalogue().unwrap().imports().unwrap();
    imports
        .iter()
        .map(|import| import.imported_at.to_string())
        .collect()
}

#[test]
fn an_import_is_dated_when_it_begins_to_count() {
    static TIME: AtomicI64 = AtomicI64::new(0);
    let (_folder, home) = home();
    let clock = || TIME.load(Ordering::Relaxed);
    let mut writer = begin(
        &home,
        "bytes",
        ImportDetails::new("made", day("2024-01-01"), clock),
    );
    TIME.store(5_250, Ordering::Relaxed);
    writer.observe(1, &rows(1, 1)[0]).unwrap();
    TIME.store(9_500, Ordering::Relaxed);
    writer.commit().unwrap();
    TIME.store(20_000, Ordering::Relaxed);
    assert_eq!(moments(&home), ["1970-01-01T00:00:09.500Z"]);
}

#[test]
fn no_two_things_are_of_one_moment_whatever_the_clock_says() {
    let (_folder, home) = home();
    let at = |clock: Clock| ImportDetails::new("made", Vintage::of_import(day("2024-11-05")), clock);
    import(&home, "one", at(NOW), &rows(1, 3));
    import(&home, "two", at(NOW), &rows(2, 3));
    // A clock that was set back.
    import(&home, "three", at(|| 7), &rows(3, 3));
    let stated = home.begin_import_from(&mut "one".as_bytes(), "one", details("2024-01-01"));
    assert!(matches!(
        stated,
        Ok(ImportOutcome::AlreadyThere { before: Some(_), .. })
    ));
    import(&home, "four", at(NOW), &rows(4, 3));
    import(&home, "five", at(|| 1_730_795_400_999), &rows(5, 3));
    let of = |milliseconds: [&str; 5]| milliseconds.map(|one| format!("2024-11-05T08:30:00.{one}Z"));
    assert_eq!(moments(&home), of(["000", "001", "002", "004", "999"]));
    let changes = home.catalogue().unwrap().changes().unwrap();
    assert_eq!(changes.len(), 6);
}

#[test]
fn an_import_of_whole_seconds_comes_before_the_next_one() {
    let (_folder, home) = home();
    import(&home, "one", details("2024-01-01"), &rows(1, 3));
    let ledger = rusqlite::Connection::open(home.root().join("ledger.db")).unwrap();
    ledger
        .execute_batch(
            "DROP TRIGGER import_stays; UPDATE import SET imported_at = '2024-11-05T08:30:00Z';
             DROP TRIGGER statement_stays; UPDATE statement SET made_at = '2024-11-05T08:30:00Z';",
        )
        .unwrap();
    import(&home, "two", details("2024-01-01"), &rows(2, 3));
    assert_eq!(
        moments(&home),
        ["2024-11-05T08:30:00.000Z", "2024-11-05T08:30:00.001Z"]
    );
}

#[test]
fn a_clock_outside_the_calendar_is_refused_and_leaves_nothing() {
    let (_folder, home) = home();
    let before = listing(home.root());
    let clock = || i64::MIN;
    let mut writer = begin(
        &home,
        "bytes",
        ImportDetails::new("made", day("2024-01-01"), clock),
    );
    writer.observe(1, &rows(1, 1)[0]).unwrap();
    assert_eq!(
        writer.commit().unwrap_err().to_string(),
        "clock: found a time -9223372036854775808 milliseconds from 1970, expected one of the years 1 to 9999"
    );
    assert_eq!(listing(home.root()), before);
}

#[test]
fn a_later_vintage_lies_behind_the_earlier_one_and_hides_nothing() {
    let (_folder, home) = home();
    let mut row = rows(1, 1).remove(0);
    let first = row.clone();
    row.value = Money::from_units(5);
    import(&home, "new", details("2024-06-01"), std::slice::from_ref(&row));
    import(&home, "old", details("2024-01-01"), std::slice::from_ref(&first));
    let records = all(&home);
    let vintages: Vec<String> = records.iter().map(|record| record.vintage.to_string()).collect();
    assert_eq!(vintages, ["2024-01-01", "2024-06-01"]);
    assert_eq!(observations(records), [first, row]);
}
