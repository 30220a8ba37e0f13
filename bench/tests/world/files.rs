//! Files as a whole: golden bytes, determinism, formats, refusals.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use crate::reading::{fresh, run, text, thousandths, world};

const TINY: [&str; 10] = [
    "--records",
    "90",
    "--areas",
    "5",
    "--commodities",
    "14",
    "--months",
    "2",
    "--broken",
    "0.05",
];

/// Every file of a folder by its path within.
fn all(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.file_type().unwrap().is_dir() {
            true => files.extend(
                all(&entry.path())
                    .into_iter()
                    .map(|(path, it)| (format!("{name}/{path}"), it)),
            ),
            false => assert_eq!(files.insert(name, fs::read(entry.path()).unwrap()), None),
        }
    }
    files
}

/// With `ENTENTE_BENCH_GOLDEN=write` in the environment the golden files are made anew.
#[test]
fn a_tiny_world_is_byte_for_byte_the_golden_one() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/world/golden");
    let kinds = ["--broken-kinds", "rules"];
    if std::env::var_os("ENTENTE_BENCH_GOLDEN").is_some() {
        fs::remove_dir_all(&golden).unwrap();
        run(&[&["world", golden.to_str().unwrap()], &TINY[..], &kinds].concat());
    }
    let written = all(&world("golden", &[&TINY[..], &kinds].concat()));
    let expected = all(&golden);
    assert_eq!(
        written.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &expected {
        assert_eq!(
            String::from_utf8_lossy(&written[name]),
            String::from_utf8_lossy(bytes),
            "{name}"
        );
    }
}

#[test]
fn the_same_arguments_give_the_same_bytes() {
    let args = ["--records", "20000", "--broken", "0.001", "--format", "parquet"];
    assert!(all(&world("same-one", &args)) == all(&world("same-two", &args)));
}

#[test]
fn another_seed_gives_another_world() {
    let records = |seed| text(&world("seeds", &["--records", "2000", "--seed", seed]).join("records.csv"));
    assert_ne!(records("1"), records("2"));
}

#[test]
fn the_records_asked_for_are_spread_over_the_months() {
    let records = |months| {
        let folder = world(
            "months",
            &["--records", "3000", "--first", "2018-12", "--months", months],
        );
        text(&folder.join("records.csv"))
            .lines()
            .filter(|line| line.contains(",201812,"))
            .count()
    };
    let (one, three) = (records("1"), records("3"));
    assert!(
        (2_700..3_300).contains(&one) && (800..1_200).contains(&three),
        "{one} {three}"
    );
}

#[test]
fn parquet_holds_what_csv_holds() {
    let args = ["--records", "5000", "--seed", "3"];
    let csv = text(&world("as-csv", &args).join("records.csv"));
    let parquet = world("as-parquet", &[&args[..], &["--format", "parquet"]].concat());
    let file = SerializedFileReader::new(File::open(parquet.join("records.parquet")).unwrap()).unwrap();
    let mut lines = csv.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let mut count = 0;
    for (row, line) in file.get_row_iter(None).unwrap().zip(lines.by_ref()) {
        let row = row.unwrap();
        let there: Vec<&str> = row.get_column_iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(there, names);
        for ((_, field), expected) in row.get_column_iter().zip(line.split(',')) {
            assert!(same(field, expected), "{field:?} {expected:?}");
        }
        count += 1;
    }
    assert_eq!(
        (i64::from(count), lines.next()),
        (file.metadata().file_metadata().num_rows(), None)
    );
}

fn same(field: &Field, text: &str) -> bool {
    match field {
        Field::Null => text.is_empty(),
        Field::Int(number) => number.to_string() == text,
        Field::Str(word) => word == text,
        Field::Double(number) => *number == thousandths(text) as f64 / 1000.0,
        _ => false,
    }
}

#[test]
fn the_columns_of_the_job_are_those_of_the_benchmark() {
    let folder = world("job", &["--records", "1000", "--columns", "job", "--no-truth"]);
    let expected = "refYear,refMonth,period,reporterCode,flowCode,partnerCode,cmdCode,motCode,customsCode,\
        qtyUnitCode,qty,netWgt,cifvalue,fobvalue,primaryValue";
    assert_eq!(text(&folder.join("records.csv")).lines().next(), Some(expected));
    assert!(!folder.join("truth.csv").exists());
}

#[test]
fn a_dry_run_counts_the_same_and_writes_nothing() {
    let folder = fresh("dry");
    let wet = run(&["world", folder.to_str().unwrap(), "--records", "3000"]);
    let dry = run(&["world", "--records", "3000", "--dry-run"]);
    assert_eq!(
        String::from_utf8_lossy(&dry.stdout),
        String::from_utf8_lossy(&wet.stdout)
    );
}

#[test]
fn a_folder_that_holds_something_is_refused() {
    let folder = world("twice", &["--records", "100"]);
    let again = run(&["world", folder.to_str().unwrap(), "--records", "100"]);
    assert_eq!(again.status.code(), Some(1));
    let expected = format!(
        "entente-bench: {}: is not empty; expected a new or empty folder\n",
        folder.display()
    );
    assert_eq!(String::from_utf8_lossy(&again.stderr), expected);
}

#[test]
fn a_mixture_whose_shares_do_not_fit_is_refused() {
    let standard = text(&Path::new(env!("CARGO_MANIFEST_DIR")).join("mixtures/standard.toml"));
    let folder = fresh("mixture");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("greedy.toml");
    fs::write(&file, standard.replace("one_sided = 0.15", "one_sided = 0.95")).unwrap();
    let done = run(&[
        "world",
        "--dry-run",
        "--records",
        "100",
        "--mixture",
        file.to_str().unwrap(),
    ]);
    let expected = format!(
        "entente-bench: {}: the shares of [cells] add up to 1.0305; expected at most 1\n",
        file.display()
    );
    assert_eq!(
        (done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()),
        (Some(1), &*expected)
    );
}
