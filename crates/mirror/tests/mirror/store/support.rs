//! A home in a temporary folder, and rows to put into it.

use entente_mirror::store::{
    Clock, Home, ImportDetails, ImportOutcome, ImportReport, ImportWriter, Party, Query, Record,
};
use entente_trade::{
    Area, Attribution, Commodity, Currency, Dataset, Date, Edition, Flow, Money, Observation, Period,
    Quantity, Valuation,
};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// 2024-11-05T08:30:00Z.
pub(crate) const NOW: Clock = || 1_730_795_400_000;

pub(crate) fn parties() -> (Party, Party) {
    let party = |code, alpha3| Party::new(Area::from_code(code), alpha3);
    (party(398, "KAZ"), party(688, "SRB"))
}

/// An empty home; it goes when the folder is dropped.
pub(crate) fn home() -> (TempDir, Home) {
    let folder = TempDir::new().unwrap();
    let (side, partner) = parties();
    let home = Home::init(&folder.path().join("home"), side, partner).unwrap();
    (folder, home)
}

pub(crate) fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

pub(crate) fn details(vintage: &str) -> ImportDetails {
    ImportDetails::new("made", day(vintage), NOW)
}

pub(crate) fn begin(home: &Home, bytes: &str, details: ImportDetails) -> Box<ImportWriter> {
    match home
        .begin_import_from(&mut bytes.as_bytes(), "made.csv", details)
        .unwrap()
    {
        ImportOutcome::Started(writer) => writer,
        there => panic!("{there:?}"),
    }
}

pub(crate) fn import(home: &Home, bytes: &str, details: ImportDetails, rows: &[Observation]) -> ImportReport {
    let mut writer = begin(home, bytes, details);
    for (at, row) in rows.iter().enumerate() {
        writer.observe(at as u64 + 1, row).unwrap();
    }
    writer.commit().unwrap()
}

pub(crate) fn all(home: &Home) -> Vec<Record> {
    home.book().unwrap().records(&Query::default()).unwrap()
}

pub(crate) fn observations(records: Vec<Record>) -> Vec<Observation> {
    records.into_iter().map(|record| record.observation).collect()
}

/// Every file below a folder with its hash.
pub(crate) fn listing(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    list(root, root, &mut files);
    files
}

fn list(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().display().to_string();
        if path.is_dir() {
            files.insert(name, "folder".to_owned());
            list(root, &path, files);
        } else {
            let hash = Sha256::digest(fs::read(&path).unwrap());
            files.insert(name, hash.iter().map(|byte| format!("{byte:02x}")).collect());
        }
    }
}

/// Rows that look like trade: few areas, many codes, two flows, some months and years.
pub(crate) fn rows(seed: u64, count: usize) -> Vec<Observation> {
    let mut dice = Dice(seed);
    (0..count).map(|_| row(&mut dice)).collect()
}

/// A linear congruential generator: the same rows on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn one_in<T>(&mut self, chance: u64, value: T) -> Option<T> {
        (self.below(chance) == 0).then_some(value)
    }
}

fn row(dice: &mut Dice) -> Observation {
    let flow = if dice.below(2) == 0 {
        Flow::Export
    } else {
        Flow::Import
    };
    let value = Money::from_thousandths(i128::from(dice.below(1 << 30)) * 10);
    let period = match dice.below(5) {
        0 => Period::year(2015 + dice.below(4) as u16),
        _ => Period::month(2015 + dice.below(4) as u16, 1 + dice.below(3) as u8),
    };
    let dataset = [Dataset::KzBns, Dataset::Comtrade, Dataset::Entente][dice.below(3) as usize];
    let reporter = Area::from_code(100 + dice.below(30) as u16);
    Observation {
        dataset,
        flow,
        reporter,
        partner: Area::from_code(100 + dice.below(30) as u16),
        second_partner: dice.one_in(6, Area::from_code(276)),
        period: period.unwrap(),
        commodity: Commodity::hs6(10_000 + dice.below(5_000) as u32).unwrap(),
        edition: Edition::H5,
        procedure: 0,
        transport: if dice.below(4) == 0 { 2_100 } else { 0 },
        currency: Currency::USD,
        value,
        valuation: if flow == Flow::Export {
            Valuation::Fob
        } else {
            Valuation::Cif
        },
        attribution: Attribution::Origin,
        fob: dice.one_in(3, value),
        cif: dice.one_in(3, value),
        net_weight_kg: dice.one_in(2, Quantity::from_thousandths(i128::from(reporter.code()) * 1_500)),
        quantity: None,
        unit: -1,
        national: dice.one_in(9, (Currency::KZT, value)),
    }
}
