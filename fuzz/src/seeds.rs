//! What is damaged: specimens of every layout, files people write, segments, and words.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use entente_mirror::import::{ImportOptions, import_file};
use entente_mirror::intake::{Layout, Limits};
use entente_mirror::store::{Home, Party};
use entente_trade::{Area, Date, Side};

use crate::case::{self, Case};
use crate::draw::{Dice, damaged};
use crate::target::{Part, Target};

/// Specimens that make segments.
const IMPORTED: [&str; 3] = ["entente.csv", "comtrade_monthly.csv", "uzbekistan_export.csv"];

/// Coverage files beside those of the repository.
const COVERAGE: [&str; 3] = [
    "area = \"KAZ\"\nthreshold = \"1000\"\nexcludes = [\"2716\"]\ncif_margin = \"0.05\"\nimports_fob = false\n[recoding]\ntime = \"0.03\"\n",
    "area = 398\ncurrency = \"USD\"\nthreshold = 1000\n",
    "area = \"Сербия\"\nexcludes = [\"93\", \"27XXXX\", \"271600\"]\nimports_fob = true\n",
];

/// Texts for the parsers of the vocabulary.
const WORDS: [&str; 24] = [
    "1962.5",
    "-3",
    "4.1e6",
    "0.0005",
    "999999999999999.999",
    "2015",
    "201504",
    "2015-04",
    "2024-11-05",
    "TOTAL",
    "03",
    "0303",
    "030389",
    "9504500002",
    "27XXXX",
    "H4",
    "HS",
    "X",
    "DX",
    "USD",
    "comtrade",
    "kz-bns",
    "KAZ",
    "688",
];

/// Bytes to damage, by what reads them.
pub(crate) struct Seeds {
    files: Vec<Vec<u8>>,
    workbooks: Vec<Vec<u8>>,
    parquet: Vec<Vec<u8>>,
    segments: Vec<Vec<u8>>,
    coverage: Vec<Vec<u8>>,
    rates: Vec<Vec<u8>>,
    reports: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
    sdmx: Vec<Vec<Vec<u8>>>,
}

impl Seeds {
    /// Reads them out of the repository.
    ///
    /// # Errors
    /// When one cannot be read.
    pub(crate) fn read() -> io::Result<Self> {
        let specimens = specimens();
        let of = |suffixes: &[&str]| read_all(&specimens, suffixes);
        let rates = fs::read(case::root().join("crates/mirror/data/rates.csv"))?;
        Ok(Self {
            files: of(&[".csv", ".json", ".xml"])?,
            workbooks: of(&[".xls"])?,
            parquet: of(&[".parquet"])?,
            segments: segments(&specimens)?,
            coverage: coverage()?,
            rates: vec![first_lines(&rates, 40), first_lines(&rates, 3)],
            reports: read_all(&reports(), &[".txt", ".docx", ".pdf"])?,
            words: words()?,
            sdmx: sdmx()?,
        })
    }

    /// A seed, damaged.
    pub(crate) fn case(&self, dice: &mut Dice) -> Case {
        let (target, seeds) = match dice.below(100) {
            0..20 => (Target::Text, &self.words),
            20..25 => (Target::Coverage, &self.coverage),
            25..30 => (Target::Rates, &self.rates),
            30..33 => (Target::Segment, &self.segments),
            33..35 => (Target::Report, &self.reports),
            35..39 => (Target::Intake(None), &self.parquet),
            39..42 => (Target::Intake(None), &self.workbooks),
            42..80 => {
                let part = dice.below(Part::ALL.len());
                (Target::Sdmx(Part::ALL[part]), &self.sdmx[part])
            }
            _ => (Target::Intake(asked(dice)), &self.files),
        };
        let none = Vec::new();
        let (seed, other) = (dice.one(seeds).unwrap_or(&none), dice.one(seeds).unwrap_or(&none));
        let bytes = damaged(seed, other, dice);
        Case { target, bytes }
    }
}

/// Mostly the layout is to be recognised.
fn asked(dice: &mut Dice) -> Option<Layout> {
    match dice.below(4) {
        0 => dice.one(&Layout::ALL).copied(),
        _ => None,
    }
}

fn specimens() -> PathBuf {
    case::root().join("crates/mirror/tests/specimens")
}

fn reports() -> PathBuf {
    case::root().join("crates/register/tests/register/sources")
}

/// Specimens of SDMX, by what reads them.
fn sdmx() -> io::Result<Vec<Vec<Vec<u8>>>> {
    let all = Part::ALL.iter();
    all.map(|part| part.specimens(&case::root())).collect()
}

/// Files of a folder with one of the endings, in the order of their names.
fn read_all(folder: &Path, suffixes: &[&str]) -> io::Result<Vec<Vec<u8>>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    let ends = |path: &PathBuf| {
        suffixes
            .iter()
            .any(|suffix| path.to_string_lossy().ends_with(suffix))
    };
    paths.iter().filter(|path| ends(path)).map(fs::read).collect()
}

fn first_lines(bytes: &[u8], count: usize) -> Vec<u8> {
    bytes
        .split_inclusive(|&byte| byte == b'\n')
        .take(count)
        .flatten()
        .copied()
        .collect()
}

fn coverage() -> io::Result<Vec<Vec<u8>>> {
    let mut files: Vec<Vec<u8>> = COVERAGE.iter().map(|text| text.as_bytes().to_vec()).collect();
    let folder = case::root().join("crates/mirror/coverage");
    if folder.exists() {
        files.extend(read_all(&folder, &[".toml"])?);
    }
    Ok(files)
}

/// Words of the vocabulary, and the names of areas as files spell them.
fn words() -> io::Result<Vec<Vec<u8>>> {
    let table = fs::read_to_string(case::root().join("crates/trade/tests/trade/names_in_files.csv"))?;
    let names = table.lines().filter_map(|line| line.split(',').nth(1));
    // As often as names, of which there are many.
    let words = WORDS.iter().copied().cycle().take(1_000);
    Ok(names.chain(words).map(|word| word.as_bytes().to_vec()).collect())
}

/// The segments of a home into which a few specimens were imported.
fn segments(specimens: &Path) -> io::Result<Vec<Vec<u8>>> {
    let root = case::folder()?.join("home");
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    let party = |code, letters| Party::new(Area::from_code(code), letters);
    let home = Home::init(&root, party(398, "KAZ"), party(688, "SRB")).map_err(io::Error::other)?;
    let day = Date::new(2024, 1, 1).ok_or_else(|| io::Error::other("no such day"))?;
    let options = |name: &str| ImportOptions {
        layout: None,
        // Uzbekistan's tables alone do not say which flow they are of.
        flow: name.starts_with("uzbekistan").then_some(Side::Export),
        release: None,
        vintage: Some(day),
        today: day,
        clock: || 0,
        limits: Limits::default(),
    };
    for name in IMPORTED {
        import_file(&home, &specimens.join(name), &options(name), &mut |_| {}).map_err(io::Error::other)?;
    }
    let mut found = Vec::new();
    below(&root.join("books"), &mut found)?;
    fs::remove_dir_all(&root)?;
    Ok(found)
}

fn below(folder: &Path, found: &mut Vec<Vec<u8>>) -> io::Result<()> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            below(&path, found)?;
        } else {
            found.push(fs::read(path)?);
        }
    }
    Ok(())
}
