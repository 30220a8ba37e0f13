//! The loops that run hot, one at a time. Each asserts its answer.
//!
//! `cargo bench -p entente-mirror`. Seconds are of the machine and the hour; beside other
//! engines the whole program is measured by `cargo xtask bench`.
#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot begin should say so and stop"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use entente_mirror::import::{ImportOptions, Imported, import_file};
use entente_mirror::intake::Limits;
use entente_mirror::job::{Codec, Codes, JobOptions, run};
use entente_mirror::kernel::{ExportReport, FobBasis, ImportReport, Key, Merge};
use entente_mirror::pairing::Rates;
use entente_mirror::store::{Home, Party};
use entente_mirror::world::{Factors, WorldOptions, match_books};
use entente_trade::{Area, Commodity, Date, Frequency, Period};
use tempfile::TempDir;

const RECORDS: usize = 100_000;
const AREAS: [u16; 6] = [191, 398, 643, 688, 762, 860];
const GOODS: usize = 50;

fn main() {
    divan::main();
}

/// A record: areas and goods by their places, a month, a side, thousandths.
struct Told {
    areas: [usize; 2],
    goods: usize,
    month: u8,
    exported: bool,
    value: i64,
}

/// The same records on every machine.
fn told() -> Vec<Told> {
    let mut seed = 5_u64;
    let mut roll = |sides: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % sides
    };
    let record = |_| {
        let exporter = roll(AREAS.len());
        Told {
            areas: [exporter, (exporter + 1 + roll(AREAS.len() - 1)) % AREAS.len()],
            goods: roll(GOODS),
            month: 1 + roll(12) as u8,
            exported: roll(2) == 0,
            value: roll(1_000_000_000) as i64,
        }
    };
    (0..RECORDS).map(record).collect()
}

fn goods(place: usize) -> String {
    format!("2709{place:02}")
}

fn key(record: &Told) -> Option<Key> {
    let [exporter, importer] = record.areas.map(|area| Area::from_code(AREAS[area]));
    let goods = Commodity::parse(&goods(record.goods))?;
    Key::new(exporter, importer, goods, Period::month(2017, record.month)?)
}

fn reports() -> (Vec<ExportReport>, Vec<ImportReport>) {
    let (mut exports, mut imports) = (Vec::new(), Vec::new());
    for record in told() {
        let (Some(key), value, weight) = (key(&record), record.value, 1000) else {
            continue;
        };
        if record.exported {
            exports.push(ExportReport { key, value, weight });
        } else {
            let basis = FobBasis::by_factor(value);
            imports.push(ImportReport {
                key,
                value,
                weight,
                basis,
            });
        }
    }
    (exports, imports)
}

/// How many cells the records have, as each way of matching them must find.
fn cells() -> usize {
    let cell = |record: &Told| (record.areas, record.goods, record.month);
    told().iter().map(cell).collect::<BTreeSet<_>>().len()
}

#[divan::bench]
fn reports_in_any_order_are_sorted_and_matched(bencher: Bencher) {
    let cells = cells();
    bencher
        .counter(ItemsCount::new(RECORDS))
        .with_inputs(reports)
        .bench_values(|(exports, imports)| {
            let mut merge = Merge::new(0.1, [1.06; 100]);
            assert_eq!(
                merge.unsorted(exports.iter().copied(), imports.iter().copied()),
                Ok(())
            );
            assert_eq!(merge.matched.len(), cells);
            black_box(merge)
        });
}

#[divan::bench]
fn reports_in_order_are_matched(bencher: Bencher) {
    let cells = cells();
    let (mut exports, mut imports) = reports();
    exports.sort_by_key(|report| report.key);
    imports.sort_by_key(|report| report.key);
    bencher.counter(ItemsCount::new(RECORDS)).bench_local(|| {
        let mut merge = Merge::new(0.1, [1.06; 100]);
        assert_eq!(merge.sorted(&exports, &imports), Ok(()));
        assert_eq!(merge.matched.len(), cells);
        black_box(merge)
    });
}

/// A folder with the records as text, and the codes of the job.
fn written() -> TempDir {
    let folder = TempDir::new().unwrap();
    let mut text = "refYear,refMonth,period,reporterCode,flowCode,partnerCode,cmdCode,motCode,customsCode,\
                    qtyUnitCode,qty,netWgt,cifvalue,fobvalue,primaryValue\n"
        .to_owned();
    for record in told() {
        let [exporter, importer] = record.areas.map(|area| AREAS[area]);
        let (month, goods, value) = (record.month, goods(record.goods), record.value);
        let value = format!("{}.{:03}", value / 1000, value % 1000);
        let _ = match record.exported {
            true => writeln!(
                text,
                "2017,{month},2017{month:02},{exporter},X,{importer},{goods},0,C00,8,1,1,,{value},{value}"
            ),
            false => writeln!(
                text,
                "2017,{month},2017{month:02},{importer},M,{exporter},{goods},0,C00,8,1,1,{value},,{value}"
            ),
        };
    }
    let lines = |words: Vec<String>| format!("code\n{}\n", words.join("\n"));
    for (name, text) in [
        ("records.csv", text),
        ("areas.csv", lines(AREAS.map(|area| area.to_string()).to_vec())),
        ("commodities.csv", lines((0..GOODS).map(goods).collect())),
        ("cif_factors.csv", "chapter,factor\n27,1.06\n".to_owned()),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[divan::bench(args = [Codec::Light, Codec::Zstd])]
fn a_text_is_judged_matched_and_written(bencher: Bencher, codec: Codec) {
    let (folder, cells) = (written(), cells() as u64);
    let codes = Codes::read(folder.path()).unwrap();
    let options = JobOptions {
        threads: 1,
        codec,
        memory_bytes: 2 << 30,
    };
    bencher.counter(ItemsCount::new(RECORDS)).bench_local(|| {
        let (input, out) = (folder.path().join("records.csv"), folder.path().join("out"));
        let done = run(&input, &codes, &out, &options).map(|(tally, cells)| (tally.rows, cells));
        assert_eq!(done.ok(), Some((RECORDS as u64, cells)));
    });
}

/// A home with the records in its books.
fn home(folder: &Path) -> Option<Home> {
    let [side, partner] =
        [(398, "KAZ"), (688, "SRB")].map(|(code, alpha3)| Party::new(Area::from_code(code), alpha3));
    let home = Home::init(&folder.join("home"), side, partner).ok()?;
    let day = Date::parse("2020-01-01")?;
    let options = ImportOptions {
        layout: None,
        flow: None,
        release: None,
        vintage: Some(day),
        today: day,
        clock: || 0,
        limits: Limits::default(),
    };
    let imported = import_file(&home, &folder.join("records.csv"), &options, &mut |_| {}).ok()?;
    matches!(imported, Imported::Landed { .. }).then_some(home)
}

#[divan::bench]
fn books_are_matched(bencher: Bencher) {
    let (folder, cells) = (written(), cells() as u64);
    let home = home(folder.path()).unwrap();
    let options = WorldOptions {
        frequency: Frequency::Monthly,
        as_of: None,
        datasets: Vec::new(),
        factors: Factors::default(),
        threads: 1,
    };
    bencher
        .counter(ItemsCount::new(RECORDS))
        .with_inputs(|| TempDir::new().unwrap())
        .bench_local_values(|out| {
            let book = home.book().unwrap();
            let done = match_books(&book, Rates::standard(), out.path(), &options, &|| {});
            assert_eq!(done.ok().map(|summary| summary.cells), Some(cells));
        });
}
