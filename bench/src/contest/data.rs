//! The files that are raced on: made once from the seed, and used again.
//!
//! Each world has 96 months, so that one is about a hundredth. A folder takes its
//! name only when it is whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use super::Setup;
use super::size::Size;
use super::split::Cut;
use super::turns::told;
use crate::args::{Columns, WorldArgs};
use crate::damage::Kinds;
use crate::failure::{Failure, Outcome};
use crate::make::make;
use crate::table::Format;

const MONTHS: u32 = 96;
/// January 2015, as months since the year 0.
const FIRST: i32 = 2015 * 12;
/// First months of the last year and of the last month.
const CUTS: [&str; 2] = ["202201", "202212"];
const ROWS: &str = "rows.txt";

/// A world's files.
pub(crate) struct Data {
    pub(crate) csv: PathBuf,
    pub(crate) parquet: PathBuf,
    pub(crate) codes: PathBuf,
    /// Rows of either file, broken ones and memo rows among them.
    pub(crate) rows: u64,
    folder: PathBuf,
}

/// The CSV cut in three, the pair with most records, and the median one.
pub(crate) struct Months {
    pub(crate) before: PathBuf,
    pub(crate) last_year: PathBuf,
    pub(crate) last: PathBuf,
    pub(crate) pairs: [(u32, u32); 2],
}

/// The records of a size as CSV and as Parquet.
///
/// # Errors
/// When they cannot be made.
pub(crate) fn job(setup: &Setup, size: Size) -> Outcome<Data> {
    let folder = setup.work.join(size.to_string());
    let (csv, parquet) = (folder.join("csv"), folder.join("parquet"));
    let world = |format, folder: &Path| world(job_world(size, format), folder);
    let (one, two) = thread::scope(|scope| {
        let other = scope.spawn(|| world(Format::Parquet, &parquet));
        (world(Format::Csv, &csv), other.join())
    });
    let stopped = |_| Err(Failure::new("the thread that makes Parquet stopped"));
    let (rows, same) = (one?, two.unwrap_or_else(stopped)?);
    if rows != same {
        return Err(Failure::at(
            &folder,
            format!("has {rows} rows as CSV and {same} as Parquet"),
        ));
    }
    Ok(Data {
        codes: csv.join("codes"),
        csv: csv.join("records.csv"),
        parquet: parquet.join("records.parquet"),
        rows,
        folder,
    })
}

/// The standard world with planted causes, as CSV; its folder and number of rows.
///
/// # Errors
/// When it cannot be made.
pub(crate) fn standard(setup: &Setup, size: Size) -> Outcome<(PathBuf, u64)> {
    let folder = setup.work.join(format!("standard-{size}"));
    let standard = WorldArgs {
        columns: Columns::Comtrade,
        months: 24,
        first: 2017 * 12,
        broken: 0.0,
        ..job_world(size, Format::Csv)
    };
    let rows = world(standard, &folder)?;
    Ok((folder, rows))
}

fn job_world(size: Size, format: Format) -> WorldArgs {
    WorldArgs {
        out: None,
        records: size.0,
        seed: 7,
        months: MONTHS,
        first: FIRST,
        mixture: "standard".to_owned(),
        format,
        columns: Columns::Job,
        areas: 200,
        commodities: 5000,
        broken: 0.002,
        broken_kinds: Kinds::Rules,
        no_truth: true,
        dry_run: false,
    }
}

/// Makes a world in a folder unless it is there; its rows.
fn world(args: WorldArgs, folder: &Path) -> Outcome<u64> {
    if let Some(rows) = fs::read_to_string(folder.join(ROWS))
        .ok()
        .and_then(|rows| rows.parse().ok())
    {
        return Ok(rows);
    }
    told(&format!("making {}", folder.display()));
    let part = folder.with_extension("part");
    clear(&part)?;
    let made = make(&WorldArgs {
        out: Some(part.clone()),
        ..args
    })?;
    let rows = made.summary.rows() + made.summary.broken;
    fs::write(part.join(ROWS), rows.to_string())?;
    fs::rename(&part, folder).map_err(|why| Failure::at(folder, why))?;
    Ok(rows)
}

impl Data {
    /// A folder or file of this size.
    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The good rows sorted by the key, as the peers like them best.
    ///
    /// # Errors
    /// When they cannot be sorted.
    pub(crate) fn sorted(&self, setup: &Setup) -> Outcome<PathBuf> {
        let (sorted, part) = (self.at("sorted.parquet"), self.at("sorted.part"));
        if !sorted.exists() {
            told(&format!("making {}", sorted.display()));
            let sort = setup
                .peers
                .sort(&self.parquet, &self.codes, &part, &self.at("spill"));
            sort.prepare(&setup.work)?;
            fs::rename(&part, &sorted)?;
        }
        Ok(sorted)
    }

    /// The CSV cut before its last year and its last month.
    ///
    /// # Errors
    /// When files cannot be read or written.
    pub(crate) fn months(&self) -> Outcome<Months> {
        let cut = Cut::find(&self.csv, &CUTS)?;
        let file = |at: usize, name: &str| {
            let (path, part) = (self.at(name), self.at("months.part"));
            if !path.exists() {
                cut.write(&self.csv, at, &part)?;
                fs::rename(&part, &path)?;
            }
            Outcome::Ok(path)
        };
        Ok(Months {
            before: file(0, "before.csv")?,
            last_year: file(1, "last-year.csv")?,
            last: file(2, "last-month.csv")?,
            pairs: cut.pairs,
        })
    }
}

/// Removes a folder or file if it is there.
///
/// # Errors
/// When it is there and stays.
pub(crate) fn clear(path: &Path) -> Outcome<()> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match removed {
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => Err(Failure::at(path, why)),
        _ => Ok(()),
    }
}
