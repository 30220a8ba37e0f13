//! Ledger and books made anew are what they were, to the byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use entente_mirror::import::{ImportOptions, Imported, import_file};
use entente_mirror::intake::Limits;
use entente_mirror::rebuild::{Rebuilt, rebuild};
use entente_mirror::release::Release;
use entente_mirror::store::{Home, Placing, Turn, doctor};
use entente_trade::Date;
use oorandom::Rand32;

use super::support::{home, listing};

fn options(vintage: Option<&str>) -> ImportOptions {
    ImportOptions {
        layout: None,
        flow: None,
        release: None,
        vintage: vintage.map(|day| Date::parse(day).unwrap()),
        today: Date::parse("2026-11-28").unwrap(),
        clock: || 1_795_824_000_000,
        limits: Limits::default(),
    }
}

fn demo(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../demo")
        .join(name)
}

/// All that a home holds: its files but for the database, and what the database tells.
fn all(home: &Home) -> (BTreeMap<String, String>, String) {
    let mut files = listing(home.root());
    files.retain(|name, _| !name.starts_with("ledger.db") && name != "import.lock");
    let catalogue = home.catalogue().unwrap();
    let imports = catalogue.imports().unwrap();
    let counts: Vec<_> = imports
        .iter()
        .map(|import| catalogue.counts(import.id).unwrap())
        .collect();
    let segments = catalogue.segments().unwrap();
    let told = format!(
        "{imports:#?}{counts:#?}{segments:#?}{:#?}{:#?}{:#?}",
        catalogue.standings().unwrap(),
        catalogue.restatements().unwrap(),
        catalogue.changes().unwrap()
    );
    (files, told)
}

fn lose(home: &Home, what: &str) {
    let path = home.root().join(what);
    if path.is_dir() {
        fs::remove_dir_all(path).unwrap();
    } else {
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn the_real_figures_of_the_pair_come_out_as_they_were_when_ledger_and_books_are_lost() {
    let (_folder, home) = home();
    let files = [
        ("imf_dots_kaz_srb_2015_2018.csv", Some("2019-06-30")),
        ("kz_bns_2019.xls", None),
        ("kz_bns_2023.xls", Some("2024-03-01")),
        ("comtrade_fish_monthly_2016_2017.csv", None),
    ];
    for (name, vintage) in files {
        import_file(&home, &demo(name), &options(vintage), &mut |_| ()).unwrap();
    }
    import_file(
        &home,
        &demo("kz_bns_2019.xls"),
        &options(Some("2020-03-01")),
        &mut |_| (),
    )
    .unwrap();
    let before = all(&home);
    let rows: u64 = home
        .catalogue()
        .unwrap()
        .imports()
        .unwrap()
        .iter()
        .map(|import| import.landed)
        .sum();
    for lost in [
        &["ledger.db"][..],
        &["books"],
        &["ledger.db", "books", "rejects"],
        &[],
    ] {
        lost.iter().for_each(|what| lose(&home, what));
        let from_ledger = !lost.contains(&"ledger.db");
        let expected = Rebuilt {
            imports: 4,
            rows,
            from_ledger,
            otherwise: Vec::new(),
        };
        assert_eq!(
            rebuild(&home, false, &mut |_, _| ()).unwrap(),
            expected,
            "{lost:?}"
        );
        assert_eq!(all(&home), before, "{lost:?}");
        assert_eq!(doctor(home.root(), None), [], "{lost:?}");
    }
}

/// A home after some random imports: whole, with rows that break rules, stated later, releases
/// that return to what they were, take the place of others, and count no more or again.
fn random_home(seed: u64) -> (tempfile::TempDir, Home) {
    let (folder, home) = home();
    let mut random = Rand32::new(seed);
    let (mut written, mut landed): (Vec<PathBuf>, Vec<u32>) = Default::default();
    for number in 0..=random.rand_range(1..7) {
        let again = random.rand_range(0..4) == 0 && !written.is_empty();
        let path = if again {
            written[random.rand_range(0..written.len() as u32) as usize].clone()
        } else {
            folder.path().join(format!("figures-{number}.csv"))
        };
        if !again {
            let mut text = "reporter,partner,flow,period,commodity,value\n".to_owned();
            for _ in 0..random.rand_range(1..30) {
                let year = 2010 + random.rand_range(0..6);
                let value = random.rand_range(0..1_000_000);
                let reporter = ["KAZ", "SRB", "Narnia"][random.rand_range(0..3) as usize];
                let partner = if reporter == "KAZ" { "SRB" } else { "KAZ" };
                text += &format!("{reporter},{partner},export,{year},TOTAL,{value}\n");
            }
            fs::write(&path, text).unwrap();
            written.push(path.clone());
        }
        let vintage = (random.rand_range(0..2) == 0).then_some("2020-05-17");
        let mut options = options(vintage);
        if random.rand_range(0..5) == 0 {
            options.release = Some(Release {
                name: format!("entente/SRB/KAZ/1#{number}:{seed:064x}"),
                placing: Placing {
                    instead_of: landed
                        .iter()
                        .copied()
                        .filter(|_| random.rand_range(0..2) == 0)
                        .collect(),
                    counts: random.rand_range(0..5) > 0,
                    day: options.today,
                },
            });
        }
        // A release with rows that do not land is refused, and the home is as it was.
        match import_file(&home, &path, &options, &mut |_| ()) {
            Ok(Imported::Landed { report, .. }) => landed.push(report.entry.id),
            Ok(Imported::AlreadyThere { .. }) => {}
            Err(error) => assert!(options.release.is_some(), "seed {seed}: {error}"),
        }
        let turns = landed.iter().map(|&import| Turn {
            import,
            counts: random.rand_range(0..2) == 0,
            day: options.today,
        });
        let turns: Vec<Turn> = turns.collect();
        if random.rand_range(0..3) == 0 {
            home.turn(&turns, options.clock).unwrap();
        }
    }
    (folder, home)
}

#[test]
fn forty_random_homes_come_out_as_they_were() {
    for seed in 0..40 {
        let (_folder, home) = random_home(seed);
        if home.catalogue().unwrap().imports().unwrap().is_empty() {
            continue;
        }
        let before = all(&home);
        match seed % 3 {
            0 => lose(&home, "ledger.db"),
            1 => lose(&home, "books"),
            _ => ["ledger.db", "books", "rejects"]
                .iter()
                .for_each(|what| lose(&home, what)),
        }
        rebuild(&home, false, &mut |_, _| ()).unwrap();
        assert_eq!(all(&home), before, "seed {seed}");
    }
}

#[test]
fn an_object_that_is_missing_is_named_and_nothing_changes() {
    let (_folder, home) = home();
    let path = demo("imf_dots_kaz_srb_2015_2018.csv");
    import_file(&home, &path, &options(None), &mut |_| ()).unwrap();
    let object = home.catalogue().unwrap().imports().unwrap()[0].object.clone();
    lose(&home, &format!("objects/sha256/{}/{object}", &object[..2]));
    let before = all(&home);
    let told = rebuild(&home, false, &mut |_, _| ()).unwrap_err().to_string();
    assert_eq!(
        told,
        format!(
            "objects: found no bytes, or others, of import 1 (imf_dots_kaz_srb_2015_2018.csv): {object}, expected \
             every object; put the files back that have these hashes, or restore a copy of the home"
        )
    );
    assert_eq!(all(&home), before);
}

#[test]
fn a_home_without_ledger_and_roll_cannot_be_made_anew_and_says_so() {
    let (_folder, home) = home();
    let path = demo("imf_dots_kaz_srb_2015_2018.csv");
    import_file(&home, &path, &options(None), &mut |_| ()).unwrap();
    lose(&home, "ledger.db");
    lose(&home, "imports.ndjson");
    let told = rebuild(&home, false, &mut |_, _| ()).unwrap_err().to_string();
    let roll = home.root().join("imports.ndjson").display().to_string();
    assert_eq!(told, format!("{roll}: found no import, expected a line for each"));
}

#[test]
fn a_roll_that_tells_more_than_the_ledger_is_never_cut_to_it() {
    let (_folder, home) = home();
    let path = demo("imf_dots_kaz_srb_2015_2018.csv");
    import_file(&home, &path, &options(None), &mut |_| ()).unwrap();
    let older = fs::read(home.root().join("ledger.db")).unwrap();
    import_file(&home, &demo("kz_bns_2019.xls"), &options(None), &mut |_| ()).unwrap();
    let (now, roll) = (all(&home), fs::read(home.root().join("imports.ndjson")).unwrap());
    // Somebody put an older copy of the ledger back.
    fs::write(home.root().join("ledger.db"), older).unwrap();
    let refused = import_file(&home, &demo("kz_bns_2020.xls"), &options(None), &mut |_| ()).unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("line 2: found more imports than ledger.db has"),
        "{refused}"
    );
    assert_eq!(fs::read(home.root().join("imports.ndjson")).unwrap(), roll);
    assert!(!rebuild(&home, false, &mut |_, _| ()).unwrap().from_ledger);
    assert_eq!(all(&home), now);
}

#[test]
fn a_rebuilding_on_trial_reads_the_objects_and_changes_nothing() {
    let (_folder, home) = home();
    let path = demo("imf_dots_kaz_srb_2015_2018.csv");
    import_file(&home, &path, &options(None), &mut |_| ()).unwrap();
    lose(&home, "books");
    let before = listing(home.root());
    let told = rebuild(&home, true, &mut |_, _| ()).unwrap();
    assert_eq!((told.imports, told.from_ledger), (1, true));
    assert_eq!(listing(home.root()), before);
}

#[test]
fn a_release_of_bytes_whose_kept_copy_is_rotten_lands_and_mends_it() {
    let (folder, home) = home();
    let path = folder.path().join("kaz.csv");
    let row = "reporter,partner,flow,period,commodity,value\nKAZ,SRB,export,2018,TOTAL,3590541\n";
    fs::write(&path, row).unwrap();
    import_file(&home, &path, &options(None), &mut |_| ()).unwrap();
    let object = home.catalogue().unwrap().imports().unwrap()[0].object.clone();
    let kept = home
        .root()
        .join(format!("objects/sha256/{}/{object}", &object[..2]));
    fs::write(&kept, "rotten").unwrap();
    let release = ImportOptions {
        release: Some(Release {
            name: "entente/SRB/KAZ/1#4".to_owned(),
            placing: Placing {
                instead_of: Vec::new(),
                counts: true,
                day: options(None).today,
            },
        }),
        ..options(None)
    };
    let imported = import_file(&home, &path, &release, &mut |_| ()).unwrap();
    assert!(matches!(imported, Imported::Landed { .. }));
    assert_eq!(fs::read(&kept).unwrap(), fs::read(&path).unwrap());
    assert_eq!(doctor(home.root(), None), []);
}
