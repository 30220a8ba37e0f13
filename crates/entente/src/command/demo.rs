//! `entente demo`: the main job on the real figures of Kazakhstan and Serbia.
//!
//! The figures are part of the program, so the demo runs anywhere, offline. Run
//! again, it finds its home and changes nothing.

use std::path::{Path, PathBuf};

use entente_mirror::comparison::{Comparison, Question};
use entente_mirror::explain::{MarginRule, RowKey};
use entente_mirror::import::{ImportOptions, Imported};
use entente_mirror::intake::Limits;
use entente_mirror::pairing::mirror_rows;
use entente_mirror::store::Home;
use entente_trade::{Area, Date, Frequency, Level, Period};

use super::{exchange, explain, import, init, mirror};
use crate::args::DemoArgs;
use crate::desk;
use crate::failure::{Done, Failure};
use crate::print::{self, figure, table};

pub(super) const KAZ: Area = Area::from_code(398);
pub(super) const SRB: Area = Area::from_code(688);

/// A file of the demo: name, vintage (see `demo/README.md`), bytes.
struct Sample(&'static str, &'static str, &'static [u8]);

macro_rules! sample {
    ($name:literal, $vintage:literal) => {
        Sample(
            $name,
            $vintage,
            include_bytes!(concat!("../../../../demo/", $name)),
        )
    };
}

const SAMPLES: [Sample; 7] = [
    sample!("imf_dots_kaz_srb_2015_2018.csv", "2026-11-22"),
    sample!("kz_bns_2019.xls", "2020-07-25"),
    sample!("kz_bns_2020.xls", "2021-07-25"),
    sample!("kz_bns_2021.xls", "2022-07-25"),
    sample!("kz_bns_2022.xls", "2023-07-25"),
    sample!("kz_bns_2023.xls", "2024-07-25"),
    sample!("comtrade_fish_monthly_2016_2017.csv", "2026-11-22"),
];

/// What both sides told of two visits, for `entente register read`: name and text.
const REPORTS: [(&str, &str); 3] = [
    (
        "visit_2024_nca.txt",
        include_str!("../../../../demo/visit_2024_nca.txt"),
    ),
    (
        "visit_2024_tanjug.txt",
        include_str!("../../../../demo/visit_2024_tanjug.txt"),
    ),
    (
        "visit_2023_astana_times.txt",
        include_str!("../../../../demo/visit_2023_astana_times.txt"),
    ),
];

pub(crate) fn run(home: Option<&Path>, args: &DemoArgs) -> Result<Done, Failure> {
    if args.exchange {
        return exchange::demo::run(home, SAMPLES[0].2);
    }
    let root = home.map_or_else(|| PathBuf::from("entente-demo"), Path::to_owned);
    let home = open_or_make(&root)?;
    let landed = bring_in(&home)?;
    let comparison = desk::comparison(&home, MarginRule::Best)?;
    for (exporter, importer) in [(KAZ, SRB), (SRB, KAZ)] {
        print::text(&show_mirror(&comparison, exporter, importer)?)?;
    }
    let asked = question(KAZ, SRB, Some("2015"), Some("2018"));
    let (paired, findings) = comparison.explain(&asked)?;
    print::text("Why Kazakhstan's exports to Serbia are not Serbia's imports from Kazakhstan:\n\n")?;
    print::text(&explain::for_people((&paired, asked.key), &findings))?;
    print::text(&closing(&root, landed))?;
    Ok(Done::Wholly)
}

fn open_or_make(root: &Path) -> Result<Home, Failure> {
    if root.join("entente.toml").exists() {
        return Ok(Home::open(root)?);
    }
    init::make(root, init::party(KAZ)?, init::party(SRB)?)
}

/// Writes the files beside the books and imports them; returns how many were new.
fn bring_in(home: &Home) -> Result<usize, Failure> {
    let folder = home.root().join("files");
    std::fs::create_dir_all(&folder)?;
    for (name, text) in REPORTS {
        let path = folder.join(name);
        if !path.exists() {
            std::fs::write(&path, text)?;
        }
    }
    let today = desk::today()?;
    let mut landed = 0;
    for Sample(name, vintage, bytes) in &SAMPLES {
        let path = folder.join(name);
        if !path.exists() {
            std::fs::write(&path, bytes)?;
        }
        let options = ImportOptions {
            layout: None,
            flow: None,
            release: None,
            vintage: Date::parse(vintage),
            // What comes with the program was published, even if the clock is slow.
            today: Date::parse(vintage).map_or(today, |published| today.max(published)),
            clock: desk::clock,
            limits: Limits::default(),
        };
        landed += usize::from(matches!(
            import::one(home, &path, &options)?,
            Imported::Landed { .. }
        ));
    }
    Ok(landed)
}

fn question(exporter: Area, importer: Area, from: Option<&str>, to: Option<&str>) -> Question {
    Question {
        exporter,
        importer,
        key: RowKey {
            frequency: Frequency::Annual,
            level: Level::Total,
        },
        from: from.and_then(Period::parse),
        to: to.and_then(Period::parse),
        as_of: None,
        datasets: Vec::new(),
    }
}

pub(super) fn show_mirror(
    comparison: &Comparison,
    exporter: Area,
    importer: Area,
) -> Result<String, Failure> {
    let question = question(exporter, importer, None, None);
    let rows = mirror_rows(&comparison.paired(&question)?, question.key);
    let (from, to) = (figure::letters(exporter), figure::letters(importer));
    Ok(format!(
        "{from} → {to}, US dollars, each side's own report:\n{}\n",
        mirror::for_people(&rows)
    ))
}

fn closing(root: &Path, landed: usize) -> String {
    let root = root.display();
    let news = match landed {
        0 => "nothing new was imported".to_owned(),
        landed => format!("{landed} files imported"),
    };
    table::wrapped(
        &format!(
            "{news}; the home is {root}, the files are in {root}/files, rejected rows in {root}/rejects"
        ),
        0,
    ) + &format!("try: entente mirror KAZ RUS --freq M --level hs6 --home {root}\n")
        + &format!("     entente explain SRB KAZ --from 2015 --to 2018 --home {root}\n")
        + &format!("     entente register read {root}/files/visit_2024_nca.txt --home {root}\n")
}
