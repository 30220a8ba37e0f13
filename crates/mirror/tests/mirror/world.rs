//! The world matched: from one file, and from the books as months arrive.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;

use entente_mirror::import::{ImportOptions, Imported, import_file};
use entente_mirror::intake::Limits;
use entente_mirror::job::{Codec, Codes, Fault, JobOptions, run};
use entente_mirror::pairing::Rates;
use entente_mirror::store::{Home, Turn};
use entente_mirror::world::{Factors, WorldOptions, WorldSummary, match_books};
use entente_trade::{Date, Frequency};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use tempfile::TempDir;

const HEADER: &str = "refYear,refMonth,period,reporterCode,flowCode,partnerCode,cmdCode,motCode,customsCode,\
                      qtyUnitCode,qty,netWgt,cifvalue,fobvalue,primaryValue\n";

/// Records of Kazakhstan (398), Serbia (688) and Croatia (191).
const RECORDS: &str = "\
2017,1,201701,398,X,688,270900,0,C00,8,1,1000.5,,500.25,500.25
2017,1,201701,688,M,398,270900,0,C00,8,1,1000.5,530,,530
2017,1,201701,688,M,398,270900,0,C00,8,1,10,106,,106
2017,1,201701,398,X,191,270900,0,C00,8,1,7,,70,70
2017,2,201702,688,M,398,310210,0,C00,8,1,,21.2,20,21.2
2017,2,201702,398,RX,688,310210,0,C00,8,1,,,5,5
2017,2,201702,398,X,688,310210,0,C00,8,1,3,,20,20
2017,2,201702,398,X,999,310210,0,C00,8,1,3,,20,20
2017,2,201702,398,X,688,310211,0,C00,8,1,3,,20,20
2017,13,201713,398,X,688,310210,0,C00,8,1,3,,20,20
2017,2,201702,398,X,688,310210,0,C00,8,1,3,,,
2017,2,201702,398,X,688
";

fn codes(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("areas.csv"), "code\n191\n398\n688\n").unwrap();
    fs::write(folder.join("commodities.csv"), "code\n270900\n310210\n").unwrap();
    fs::write(
        folder.join("cif_factors.csv"),
        "chapter,factor\n27,1.06\n31,1.06\n",
    )
    .unwrap();
}

/// The rows of a table as text, sorted.
fn rows(path: &Path) -> Vec<String> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let mut rows: Vec<String> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| {
            let mut line = String::new();
            for (_, field) in row.unwrap().get_column_iter() {
                let _ = match field {
                    Field::Null => write!(line, "- "),
                    Field::Str(text) => write!(line, "{text} "),
                    Field::Double(value) => write!(line, "{value:.4} "),
                    Field::Decimal(amount) => {
                        let thousandths = i64::from_be_bytes(amount.data().try_into().unwrap());
                        write!(line, "{}.{:03} ", thousandths / 1000, thousandths % 1000)
                    }
                    other => write!(line, "{other} "),
                };
            }
            line.trim_end().to_owned()
        })
        .collect();
    rows.sort();
    rows
}

fn options(threads: usize, memory_bytes: usize) -> JobOptions {
    JobOptions {
        threads,
        codec: Codec::Light,
        memory_bytes,
    }
}

#[test]
fn a_file_of_records_becomes_a_matched_table_and_a_cube() {
    let folder = TempDir::new().unwrap();
    let place = |name: &str| folder.path().join(name);
    codes(&place("codes"));
    fs::write(place("records.csv"), format!("{HEADER}{RECORDS}")).unwrap();
    let codes = Codes::read(&place("codes")).unwrap();
    let (tally, cells) = run(&place("records.csv"), &codes, &place("out"), &options(2, 2 << 30)).unwrap();
    let faults = [
        Fault::Structure,
        Fault::Area,
        Fault::Commodity,
        Fault::Period,
        Fault::Value,
    ];
    assert_eq!((tally.rows, tally.ignored, cells), (12, 1, 3));
    assert_eq!(faults.map(|fault| tally.rejected(fault)), [1, 1, 1, 1, 1]);
    assert_eq!(
        fs::read_to_string(place("out").join("rejects.csv")).unwrap(),
        "line,rule\n9,area\n10,commodity\n11,period\n12,value\n13,structure\n"
    );
    assert_eq!(
        rows(&place("out").join("matched.parquet")),
        [
            "398 191 270900 201701 70.000 - - 7.000 - 1 0 - - 2 1 -",
            "398 688 270900 201701 500.250 636.000 600.000 1000.500 1010.500 1 2 99.750 0.1663 1 0 -",
            "398 688 310210 201702 20.000 21.200 20.000 3.000 0.000 1 1 0.000 0.0000 0 1 -",
        ]
    );
    assert_eq!(
        rows(&place("out").join("asymmetry.parquet")),
        [
            "398 191 27 2017 1 0 0 1 0 70.000 0.000 0.000 0.000 0.000",
            "398 688 27 2017 1 0 1 0 0 500.250 600.000 99.750 636.000 636.000",
            "398 688 31 2017 1 1 0 0 0 20.000 20.000 0.000 0.000 0.000",
        ]
    );
}

/// Many records of a few areas, the same for the same seed.
fn many(records: usize) -> String {
    let (mut text, mut seed) = (HEADER.to_owned(), 5_u64);
    let mut roll = |sides: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % sides
    };
    for _ in 0..records {
        let areas = [191, 398, 688];
        let (reporter, partner) = (roll(3) as usize, roll(2) as usize);
        let partner = areas[(reporter + 1 + partner) % 3];
        let (month, goods) = (1 + roll(12), ["270900", "310210"][roll(2) as usize]);
        let (value, flow) = (roll(1_000_000), ["X", "M"][roll(2) as usize]);
        let (whole, rest) = (value / 1000, value % 1000);
        let _ = writeln!(
            text,
            "2017,{month},2017{month:02},{},{flow},{partner},{goods},0,C00,8,,{whole}.{rest:03},{whole}.{rest:03},,{whole}.{rest:03}",
            areas[reporter]
        );
    }
    text
}

#[test]
fn neither_threads_nor_memory_change_a_byte() {
    let folder = TempDir::new().unwrap();
    let place = |name: &str| folder.path().join(name);
    codes(&place("codes"));
    fs::write(place("records.csv"), many(120_000)).unwrap();
    let codes = Codes::read(&place("codes")).unwrap();
    let bytes = |name: &str, options: JobOptions| {
        run(&place("records.csv"), &codes, &place(name), &options).unwrap();
        let files = fs::read_dir(place(name))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let files: BTreeMap<_, _> = files
            .map(|path| (path.file_name().unwrap().to_owned(), fs::read(&path).unwrap()))
            .collect();
        files
    };
    let expected = bytes("one", options(1, 2 << 30));
    assert_eq!(expected.len(), 3);
    assert!(bytes("many", options(4, 2 << 30)) == expected);
    assert!(bytes("little", options(2, 0)) == expected);
}

/// The records of a text, some with a byte put in, put out or put in the place of another.
fn damaged(text: &str) -> Vec<String> {
    let mut seed = 11_u64;
    let mut roll = |sides: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % sides
    };
    let mut damage = |line: &str| {
        let mut bytes = line.as_bytes().to_vec();
        for _ in 0..roll(3) {
            let (at, byte) = (roll(bytes.len()), b"0123456789.,-+eXM \0\x7f"[roll(20)]);
            match roll(3) {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => _ = bytes.remove(at),
            }
        }
        String::from_utf8(bytes).unwrap()
    };
    text.lines().skip(1).map(&mut damage).collect()
}

#[test]
fn a_million_damaged_rows_are_judged_the_same_in_quotes_and_without() {
    let folder = TempDir::new().unwrap();
    let place = |name: &str| folder.path().join(name);
    codes(&place("codes"));
    let codes = Codes::read(&place("codes")).unwrap();
    let rows = damaged(&many(1_000_000));
    let quoted = |row: &String| format!("\"{}\"", row.replace(',', "\",\""));
    // Plain rows go the fast way; one with a quote goes the slow one, field by field.
    let [plain, slow] = [
        rows.join("\n"),
        rows.iter().map(quoted).collect::<Vec<_>>().join("\n"),
    ];
    let judged = |name: &str, rows: &str| {
        fs::write(place("records.csv"), format!("{HEADER}{rows}\n")).unwrap();
        let done = run(&place("records.csv"), &codes, &place(name), &options(2, 2 << 30)).unwrap();
        let read = |file: &str| fs::read(place(name).join(file)).unwrap();
        (done, read("rejects.csv"), read("matched.parquet"))
    };
    let (fast, slow) = (judged("fast", &plain), judged("slow", &slow));
    assert_eq!(fast.0, slow.0);
    assert!(fast.0.0.rejected.iter().all(|&rows| rows > 1_000), "{:?}", fast.0);
    assert!(fast.1 == slow.1 && fast.2 == slow.2);
}

fn import(home: &Home, path: &Path, vintage: &str) {
    let day = Date::parse(vintage).unwrap();
    let options = ImportOptions {
        layout: None,
        flow: None,
        release: None,
        vintage: Some(day),
        today: day,
        clock: || 0,
        limits: Limits::default(),
    };
    let imported = import_file(home, path, &options, &mut |_| {}).unwrap();
    assert!(matches!(imported, Imported::Landed { .. }));
}

fn matched(home: &Home, out: &Path) -> WorldSummary {
    let options = WorldOptions {
        frequency: Frequency::Monthly,
        as_of: None,
        datasets: Vec::new(),
        factors: Factors::parse("chapter,factor\n27,1.06\n").unwrap(),
        threads: 2,
    };
    match_books(&home.book().unwrap(), Rates::standard(), out, &options, &|| {}).unwrap()
}

#[test]
fn a_month_that_arrives_or_is_revised_touches_its_own_tables() {
    let (_folder, home) = crate::store::support::home();
    let folder = TempDir::new().unwrap();
    let (file, out) = (folder.path().join("records.csv"), folder.path().join("out"));
    let write = |rows: &[&str]| fs::write(&file, HEADER.to_owned() + &rows.join("\n") + "\n").unwrap();
    let lines: Vec<&str> = RECORDS.lines().collect();
    write(&lines[..4]);
    import(&home, &file, "2020-01-01");
    let first = matched(&home, &out);
    assert_eq!((first.periods, first.matched, first.cells), (1, 1, 2));
    write(&[lines[4], lines[6]]);
    import(&home, &file, "2020-02-01");
    let second = matched(&home, &out);
    assert_eq!((second.periods, second.matched, second.cells), (2, 1, 1));
    assert_eq!(matched(&home, &out).matched, 0);
    assert_eq!(
        rows(&out.join("2017/asymmetry.parquet")),
        [
            "398 191 27 2017 1 0 0 1 0 70.000 0.000 0.000 0.000 0.000",
            "398 688 27 2017 1 0 1 0 0 500.250 600.000 99.750 636.000 636.000",
            "398 688 31 2017 1 1 0 0 0 20.000 20.000 0.000 0.000 0.000",
        ]
    );
    // The exporter's figure again, in a later vintage: it takes the earlier one's place.
    write(&["2017,1,201701,398,X,688,270900,0,C00,8,1,1000.5,,600,600"]);
    import(&home, &file, "2020-03-01");
    assert_eq!(matched(&home, &out).matched, 1);
    assert_eq!(
        rows(&out.join("201701/matched.parquet")),
        [
            "398 191 270900 201701 70.000 - - 7.000 - 1 0 - - 2 1 -",
            "398 688 270900 201701 600.000 636.000 600.000 1000.500 1010.500 1 2 0.000 0.0000 0 0 -",
        ]
    );
    // What was kept up to date is what would have been made at once.
    let at_once = folder.path().join("at-once");
    matched(&home, &at_once);
    for table in [
        "201701/matched.parquet",
        "201702/matched.parquet",
        "2017/asymmetry.parquet",
    ] {
        let [kept, made] = [&out, &at_once].map(|place| fs::read(place.join(table)).unwrap());
        assert!(kept == made, "{table}");
    }
}

#[test]
fn a_month_that_counts_no_more_leaves_nothing_behind() {
    let (_folder, home) = crate::store::support::home();
    let folder = TempDir::new().unwrap();
    let (file, out) = (folder.path().join("records.csv"), folder.path().join("out"));
    let lines: Vec<&str> = RECORDS.lines().collect();
    let next_year = lines[0].replace("2017,1,201701", "2018,1,201801");
    for (rows, vintage) in [
        (&lines[..4], "2020-01-01"),
        (&[lines[4], lines[6]], "2020-02-01"),
        (&[next_year.as_str()], "2020-03-01"),
    ] {
        fs::write(&file, HEADER.to_owned() + &rows.join("\n") + "\n").unwrap();
        import(&home, &file, vintage);
    }
    assert_eq!(matched(&home, &out).matched, 3);
    // What others keep in the folder is theirs.
    fs::create_dir(out.join("2016")).unwrap();
    let turn = |import| Turn {
        import,
        counts: false,
        day: Date::parse("2020-04-01").unwrap(),
    };
    home.turn(&[turn(2), turn(3)], || 0).unwrap();
    let summary = matched(&home, &out);
    assert_eq!((summary.periods, summary.matched), (1, 0));
    let at_once = folder.path().join("at-once");
    matched(&home, &at_once);
    fs::create_dir(at_once.join("2016")).unwrap();
    assert_eq!(
        crate::store::support::listing(&out),
        crate::store::support::listing(&at_once)
    );
    home.turn(&[turn(1)], || 0).unwrap();
    assert_eq!(matched(&home, &out).periods, 0);
    let left: Vec<String> = crate::store::support::listing(&out).into_keys().collect();
    assert_eq!(left, ["2016"]);
}

#[test]
fn spellings_of_one_unknown_are_one_cell_and_coarser_codes_are_none() {
    let (_folder, home) = crate::store::support::home();
    let folder = TempDir::new().unwrap();
    let (file, out) = (folder.path().join("records.csv"), folder.path().join("out"));
    let row = |flow: &str, code: &str, value: u32| {
        let (from, to) = if flow == "X" { (398, 688) } else { (688, 398) };
        format!("2017,1,201701,{from},{flow},{to},{code},0,C00,8,,,,,{value}\n")
    };
    let told = [
        row("X", "99", 70),
        row("X", "9999", 70),
        row("X", "999999", 40),
        row("X", "9999AA", 30),
        row("M", "XXXXXX", 106),
        row("X", "270900", 5),
        row("X", "2710XX", 4),
        row("X", "280110", 3),
    ];
    fs::write(&file, HEADER.to_owned() + &told.concat()).unwrap();
    import(&home, &file, "2020-01-01");
    assert_eq!(matched(&home, &out).cells, 4);
    let found = rows(&out.join("201701/matched.parquet"));
    let goods: Vec<&str> = found.iter().filter_map(|row| row.split(' ').nth(2)).collect();
    assert_eq!(goods, ["270900", "279999", "280110", "999999"]);
    assert!(
        found[3].starts_with("398 688 999999 201701 70.000 106.000 100.000 "),
        "{}",
        found[3]
    );
}
