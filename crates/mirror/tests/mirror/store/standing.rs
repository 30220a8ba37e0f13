//! What counts no more is left out from the day and moment it was said on, and found as of any before.

use std::collections::BTreeMap;
use std::fs;

use entente_mirror::import::{ImportOptions, Imported, import_file};
use entente_mirror::intake::Limits;
use entente_mirror::rebuild::rebuild;
use entente_mirror::release::{Release, landed};
use entente_mirror::store::{
    FaultPoint, Home, ImportDetails, ImportOutcome, Moment, Placing, Query, Record, Severity, Turn, counts,
    doctor,
};
use entente_trade::{Date, Observation};
use oorandom::Rand32;

use super::support::{NOW, all, day, details, home, import, rows};

fn of_day(number: u32) -> Date {
    Date::new(2024, 1 + (number / 28) as u8, 1 + (number % 28) as u8).unwrap()
}

/// An import as the model has it.
struct Told {
    vintage: Date,
    rows: Vec<Observation>,
    /// Since which days it counts no more or again, in the order they were said.
    turns: Vec<(Date, bool)>,
}

impl Told {
    fn counts(&self, as_of: Option<Date>) -> bool {
        let mut said = self.turns.iter();
        let last = said.rfind(|(day, _)| as_of.is_none_or(|asked| *day <= asked));
        last.is_none_or(|(_, counts)| *counts) && as_of.is_none_or(|asked| self.vintage <= asked)
    }
}

fn sorted(records: impl IntoIterator<Item = (u32, Observation)>) -> Vec<String> {
    let mut texts: Vec<String> = records.into_iter().map(|record| format!("{record:?}")).collect();
    texts.sort();
    texts
}

fn found(records: Vec<Record>) -> Vec<String> {
    sorted(
        records
            .into_iter()
            .map(|record| (record.import, record.observation)),
    )
}

fn expected(model: &BTreeMap<u32, Told>, as_of: Option<Date>) -> Vec<String> {
    let counting = model.iter().filter(|(_, told)| told.counts(as_of));
    sorted(counting.flat_map(|(import, told)| told.rows.iter().map(|row| (*import, row.clone()))))
}

/// An import, perhaps in the place of others, or that some count no more or again.
fn step(home: &Home, random: &mut Rand32, model: &mut BTreeMap<u32, Told>) {
    let (any, said) = (model.len() as u32, of_day(random.rand_range(0..200)));
    let some =
        |random: &mut Rand32| -> Vec<u32> { (1..=any).filter(|_| random.rand_range(0..3) == 0).collect() };
    if any > 0 && random.rand_range(0..2) == 0 {
        let turns = some(random).into_iter().map(|import| Turn {
            import,
            counts: random.rand_range(0..2) == 0,
            day: said,
        });
        let turns: Vec<Turn> = turns.collect();
        let made = home.turn(&turns, NOW).unwrap();
        for turn in turns {
            let told = model.get_mut(&turn.import).unwrap();
            let is_new = told.counts(None) != turn.counts;
            assert_eq!(made.contains(&turn), is_new, "{turn:?}");
            if is_new {
                told.turns.push((said, turn.counts));
            }
        }
        return;
    }
    let placing = (random.rand_range(0..2) == 0).then(|| Placing {
        instead_of: some(random),
        counts: random.rand_range(0..6) > 0,
        day: said,
    });
    let (vintage, made) = (
        of_day(random.rand_range(0..200)),
        rows(random.rand_u32().into(), 8),
    );
    let details = ImportDetails {
        options: format!("number {any}"),
        release: placing.clone(),
        ..details(&vintage.to_string())
    };
    let id = import(home, &format!("bytes {any}"), details, &made).entry.id;
    let (rows, turns) = (made, Vec::new());
    model.insert(id, Told { vintage, rows, turns });
    if let Some(placing) = placing {
        for other in &placing.instead_of {
            model.get_mut(other).unwrap().turns.push((said, false));
        }
        if !placing.counts {
            model.get_mut(&id).unwrap().turns.push((said, false));
        }
    }
}

/// What the books held at a moment, by the records with their imports and what the ledger tells of them.
fn as_of(home: &Home, moment: Moment) -> Vec<String> {
    let (book, query) = (home.book().unwrap(), Query::default());
    let catalogue = book.catalogue();
    let made: BTreeMap<u32, Moment> = catalogue
        .imports()
        .unwrap()
        .iter()
        .map(|import| (import.id, import.imported_at))
        .collect();
    let mut told = catalogue.standings().unwrap();
    told.retain(|one| one.at <= moment);
    let mut records = book
        .records(&Query {
            withdrawn: true,
            ..query
        })
        .unwrap();
    records.retain(|record| made[&record.import] <= moment && counts(&told, record.import, None));
    found(records)
}

#[test]
fn sixty_random_homes_hold_what_the_model_has_as_of_every_moment_and_day() {
    for seed in 0..60 {
        let (_folder, home) = home();
        let (mut random, mut model) = (Rand32::new(seed), BTreeMap::new());
        let mut then: BTreeMap<Moment, Vec<String>> = BTreeMap::new();
        for _ in 0..random.rand_range(2..14) {
            step(&home, &mut random, &mut model);
            let now = home.catalogue().unwrap().changes().unwrap().last().copied();
            let held = found(all(&home));
            assert_eq!(held, expected(&model, None), "seed {seed}");
            if let Some(now) = now {
                then.insert(now, held);
            }
        }
        for (moment, held) in &then {
            assert_eq!(as_of(&home, *moment), *held, "seed {seed} as of {moment}");
        }
        let book = home.book().unwrap();
        for asked in (0..200).step_by(7).map(of_day) {
            let as_of = Some(asked);
            let records = book
                .records(&Query {
                    as_of,
                    ..Query::default()
                })
                .unwrap();
            assert_eq!(
                found(records),
                expected(&model, as_of),
                "seed {seed} as of {asked}"
            );
        }
        assert_eq!(doctor(home.root(), None), [], "seed {seed}");
    }
}

#[test]
fn a_pass_a_sweep_and_the_segments_leave_out_what_counts_no_more() {
    let (_folder, home) = home();
    let kept = import(&home, "kept", details("2024-01-01"), &rows(1, 300));
    let gone = import(&home, "gone", details("2024-02-01"), &rows(2, 300));
    let turn = Turn {
        import: gone.entry.id,
        counts: false,
        day: day("2024-03-01"),
    };
    assert_eq!(home.turn(&[turn], NOW).unwrap(), [turn]);
    assert_eq!(home.turn(&[turn], NOW).unwrap(), []);
    let book = home.book().unwrap();
    let imports = |as_of: Option<&str>| {
        let query = Query {
            as_of: as_of.map(day),
            ..Query::default()
        };
        let mut by_segment: Vec<u32> = book
            .segments(&query)
            .unwrap()
            .iter()
            .map(|segment| segment.import)
            .collect();
        let (mut goods, mut batch, mut by_goods) = (book.goods(&query).unwrap(), Vec::new(), Vec::new());
        while goods.next(&mut batch).unwrap() {
            by_goods.extend(batch.iter().map(|record| record.import));
        }
        for found in [&mut by_segment, &mut by_goods] {
            found.sort_unstable();
            found.dedup();
        }
        assert_eq!(by_segment, by_goods);
        by_goods
    };
    let (kept, gone) = (kept.entry.id, gone.entry.id);
    assert_eq!(imports(None), [kept]);
    assert_eq!(imports(Some("2024-03-01")), [kept]);
    assert_eq!(imports(Some("2024-02-29")), [kept, gone]);
    assert_eq!(imports(Some("2024-01-31")), [kept]);
}

fn release(home: &Home, name: &str, value: u32, placing: Placing) -> u32 {
    let path = home.root().join(format!("../{value}.csv"));
    let row = format!("reporter,partner,flow,period,commodity,value\nKAZ,SRB,export,2018,TOTAL,{value}\n");
    fs::write(&path, row).unwrap();
    let options = ImportOptions {
        layout: None,
        flow: None,
        release: Some(Release {
            name: name.to_owned(),
            placing,
        }),
        vintage: None,
        today: day("2024-11-05"),
        clock: NOW,
        limits: Limits::default(),
    };
    match import_file(home, &path, &options, &mut |_| ()).unwrap() {
        Imported::Landed { report, .. } => report.entry.id,
        Imported::AlreadyThere { import, .. } => import,
    }
}

fn placing(instead_of: &[u32]) -> Placing {
    Placing {
        instead_of: instead_of.to_vec(),
        counts: true,
        day: day("2024-11-05"),
    }
}

fn values(home: &Home) -> Vec<String> {
    let records = all(home).into_iter();
    records
        .map(|record| record.observation.value.to_string())
        .collect()
}

#[test]
fn a_revision_lands_and_the_release_before_counts_no_more_in_one_moment() {
    let (_folder, home) = home();
    let first = release(&home, "log#4", 100, placing(&[]));
    let second = release(&home, "log#5", 90, placing(&[first]));
    assert_eq!(values(&home), ["90"]);
    let catalogue = home.catalogue().unwrap();
    let landing = catalogue.imports().unwrap()[1].imported_at;
    let turned: Vec<Moment> = catalogue.standings().unwrap().iter().map(|one| one.at).collect();
    assert_eq!(turned, [landing]);
    // Again, whatever the release is said to take the place of: it landed once for ever.
    assert_eq!(release(&home, "log#5", 90, placing(&[first])), second);
    assert_eq!(release(&home, "log#4", 100, placing(&[second])), first);
    assert_eq!(values(&home), ["90"]);
    let names: Vec<_> = landed(&home).unwrap();
    let names: Vec<_> = names
        .iter()
        .map(|one| (one.name.as_str(), one.import, one.counts))
        .collect();
    assert_eq!(names, [("log#4", first, false), ("log#5", second, true)]);
}

#[test]
fn a_home_of_withdrawals_comes_out_as_it_was_and_its_roll_tells_them() {
    let (_folder, home) = home();
    let first = release(&home, "log#4", 100, placing(&[]));
    release(&home, "log#5", 90, placing(&[first]));
    let turn = |counts, day: &str| Turn {
        import: 2,
        counts,
        day: super::support::day(day),
    };
    home.turn(&[turn(false, "2024-11-06")], NOW).unwrap();
    home.turn(&[turn(true, "2024-11-07")], NOW).unwrap();
    let roll = fs::read_to_string(home.root().join("imports.ndjson")).unwrap();
    let told: Vec<&str> = roll.lines().filter(|line| line.contains("standing")).collect();
    assert_eq!(
        told,
        [
            r#"{"standing":{"import":1,"counts":false,"day":"2024-11-05","at":"2024-11-05T08:30:00.001Z"}}"#,
            r#"{"standing":{"import":2,"counts":false,"day":"2024-11-06","at":"2024-11-05T08:30:00.002Z"}}"#,
            r#"{"standing":{"import":2,"counts":true,"day":"2024-11-07","at":"2024-11-05T08:30:00.003Z"}}"#,
        ]
    );
    let before = home.catalogue().unwrap().standings().unwrap();
    for lost in ["ledger.db", "books"] {
        let path = home.root().join(lost);
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
        rebuild(&home, false, &mut |_, _| ()).unwrap();
        assert_eq!(home.catalogue().unwrap().standings().unwrap(), before, "{lost}");
        assert_eq!(values(&home), ["90"], "{lost}");
        assert_eq!(
            fs::read_to_string(home.root().join("imports.ndjson")).unwrap(),
            roll
        );
        assert_eq!(doctor(home.root(), None), [], "{lost}");
    }
}

#[test]
fn a_landing_that_is_cut_off_leaves_what_it_would_have_taken_the_place_of() {
    for step in 0..usize::MAX {
        let (_folder, home) = home();
        let first = import(&home, "first", details("2024-01-01"), &rows(1, 20))
            .entry
            .id;
        let before = found(all(&home));
        let mut left = step;
        let fault = FaultPoint::new(move |_| {
            left = left
                .checked_sub(1)
                .ok_or_else(|| std::io::Error::other("tripped"))?;
            Ok(())
        });
        let details = ImportDetails {
            options: "release=log#5".to_owned(),
            release: Some(placing(&[first])),
            fault,
            ..details("2024-02-01")
        };
        let made = rows(2, 20);
        let done = home.begin_import_from(&mut "second".as_bytes(), "made.csv", details);
        let done = done.and_then(|outcome| {
            let ImportOutcome::Started(mut writer) = outcome else {
                panic!("{outcome:?}")
            };
            for (at, row) in (1..).zip(&made) {
                writer.observe(at, row)?;
            }
            writer.commit()
        });
        let held = found(all(&home));
        match done {
            Err(_) => assert_eq!(held, before, "step {step}"),
            Ok(report) => {
                let new = made.iter().map(|row| (report.entry.id, row.clone()));
                assert_eq!(held, sorted(new), "step {step}");
                return;
            }
        }
    }
}

#[test]
fn the_ledger_refuses_to_forget_what_counts_no_more_and_the_doctor_sees_what_cannot_be() {
    let (_folder, home) = home();
    let first = release(&home, "log#4", 100, placing(&[]));
    release(&home, "log#5", 90, placing(&[first]));
    let ledger = rusqlite::Connection::open(home.root().join("ledger.db")).unwrap();
    for statement in ["DELETE FROM standing", "UPDATE standing SET counts = 1"] {
        let refused = ledger.execute_batch(statement).unwrap_err().to_string();
        assert!(
            refused.starts_with("what an import counted for is never "),
            "{refused}"
        );
    }
    let early = "INSERT INTO standing (import, counts, day, made_at)
                 VALUES (2, 0, '2024-01-01', '2024-01-01T00:00:00.000Z')";
    ledger.execute_batch(early).unwrap();
    let complaints = doctor(home.root(), None);
    let told: Vec<&str> = complaints.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(
        told[0],
        "import 2 counts no more since 2024-01-01T00:00:00.000Z, expected an import before: one of \
         2024-11-05T08:30:00.001Z"
    );
    assert!(complaints.iter().all(|one| one.severity == Severity::Damage));
}
